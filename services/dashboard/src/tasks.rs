//! Long actions that people watch: pulling an image, and what later issues add.
//!
//! A task lives in the process that runs it, because what it drives does: an engine stops a pull
//! when its connection ends. After a restart it is gone from the list, and the audit log still
//! says that it was started.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use nebula_api::{Error, Result};
use nebula_runtime::CancellationToken;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{app::App, live::Topic};

/// Finished tasks kept to look at.
const KEEP_FINISHED: usize = 100;
/// Tasks that may run at once.
const MAX_RUNNING: usize = 32;

/// How a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// It runs.
    Running,
    /// It did what it should.
    Succeeded,
    /// It went wrong.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

/// What progress counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgressUnit {
    /// Bytes.
    Bytes,
    /// Steps.
    Steps,
}

/// How far a task is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaskProgress {
    /// Done so far.
    pub current: u64,
    /// Of so many, as far as known.
    pub total: u64,
    /// What is counted.
    pub unit: ProgressUnit,
}

/// A part of a task, e.g. one layer of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaskStep {
    /// The part.
    pub id: String,
    /// What it is, for people.
    pub label: String,
    /// How it is, in the engine's words.
    pub status: String,
    /// Done so far.
    pub current: Option<u64>,
    /// Of so many.
    pub total: Option<u64>,
}

/// A long action.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Task {
    /// The task.
    pub id: Uuid,
    /// What kind, e.g. `image.pull`.
    pub kind: &'static str,
    /// What it does, for people.
    pub title: String,
    /// On which engine, if on one.
    pub engine: Option<String>,
    /// How it is.
    pub status: TaskStatus,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// How far it is, where that can be told.
    pub progress: Option<TaskProgress>,
    /// Its parts.
    pub steps: Vec<TaskStep>,
    /// Why it failed.
    pub error: Option<String>,
    /// Who started it.
    pub created_by: String,
}

/// All tasks of the process.
#[derive(Default)]
pub struct TaskBoard {
    tasks: Mutex<HashMap<Uuid, (Task, CancellationToken)>>,
}

impl TaskBoard {
    /// The tasks, the newest first.
    pub fn list(&self) -> Vec<Task> {
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut list: Vec<Task> = tasks.values().map(|(task, _)| task.clone()).collect();
        list.sort_by_key(|task| std::cmp::Reverse(task.id));
        list
    }

    fn change(&self, id: Uuid, change: impl FnOnce(&mut Task)) -> Option<Task> {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let (task, _) = tasks.get_mut(&id)?;
        change(task);
        Some(task.clone())
    }
}

/// A new task: its board entry and the token that cancels it.
///
/// # Errors
/// `Conflict` when too many run already.
pub fn begin(
    app: &App,
    kind: &'static str,
    title: String,
    engine: Option<String>,
    created_by: String,
) -> Result<(Task, CancellationToken)> {
    let task = Task {
        id: Uuid::now_v7(),
        kind,
        title,
        engine,
        status: TaskStatus::Running,
        started_at: Utc::now(),
        finished_at: None,
        progress: None,
        steps: Vec::new(),
        error: None,
        created_by,
    };
    let stop = app.platform.stop_token().child_token();
    {
        let mut tasks = app.tasks.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        let running = tasks.values().filter(|(task, _)| task.status == TaskStatus::Running).count();
        if running >= MAX_RUNNING {
            return Err(Error::Conflict(format!(
                "{MAX_RUNNING} long actions run already. Wait for one, or cancel one."
            )));
        }
        let mut finished: Vec<Uuid> = tasks
            .values()
            .filter(|(task, _)| task.status != TaskStatus::Running)
            .map(|(task, _)| task.id)
            .collect();
        finished.sort_unstable();
        for id in finished.iter().take(finished.len().saturating_sub(KEEP_FINISHED)) {
            tasks.remove(id);
        }
        tasks.insert(task.id, (task.clone(), stop.clone()));
    }
    app.live.publish(Topic::Tasks, "task_updated", &task);
    Ok((task, stop))
}

/// Tells how far a task is.
pub fn progress(app: &App, id: Uuid, progress: Option<TaskProgress>, steps: Vec<TaskStep>) {
    let changed = app.tasks.change(id, |task| {
        task.progress = progress;
        task.steps = steps;
    });
    if let Some(task) = changed {
        app.live.publish_figures(Topic::Tasks, "task_updated", &task);
    }
}

/// Ends a task, with the reason if it failed.
pub fn finish(app: &App, id: Uuid, status: TaskStatus, error: Option<String>) {
    let changed = app.tasks.change(id, |task| {
        task.status = status;
        task.error = error;
        task.finished_at = Some(Utc::now());
    });
    if let Some(task) = changed {
        app.live.publish(Topic::Tasks, "task_updated", &task);
    }
}

/// Stops a task: its own or, for administrators of the module, anyone's.
///
/// # Errors
/// `NotFound`, or `Conflict` when it has ended.
pub fn cancel(app: &App, id: Uuid) -> Result<()> {
    let tasks = app.tasks.tasks.lock().unwrap_or_else(PoisonError::into_inner);
    let (task, stop) = tasks.get(&id).ok_or_else(|| Error::not_found("task", id.to_string()))?;
    if task.status != TaskStatus::Running {
        return Err(Error::Conflict("The task has ended already.".into()));
    }
    stop.cancel();
    Ok(())
}
