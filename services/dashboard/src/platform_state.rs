//! Whether what the platform stands on is there: the pulse in the top bar.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use nebula_docker::EngineStatus;
use nebula_runtime::{CancellationToken, health::DependencyState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::App, live::Topic};

const INTERVAL: Duration = Duration::from_secs(1);

/// Whether a store is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    /// It answers.
    Up,
    /// It does not.
    Down,
}

/// Whether the local Docker engine is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DockerState {
    /// It answers.
    Up,
    /// It is installed and does not answer.
    Down,
    /// There is none on this machine.
    Absent,
}

/// The pulse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlatformState {
    /// PostgreSQL.
    pub postgresql: StoreState,
    /// Redis.
    pub redis: StoreState,
    /// The local Docker engine.
    pub docker: DockerState,
    /// What is wrong, and what it means for the one who reads it.
    pub detail: Option<String>,
}

/// The last pulse.
#[derive(Default)]
pub struct Pulse(Mutex<Option<PlatformState>>);

/// The pulse now.
pub async fn current(app: &App) -> PlatformState {
    let readiness = app.platform.health.readiness().await;
    let state = |name: &str| {
        let up =
            readiness.dependencies.iter().any(|d| d.name == name && d.state == DependencyState::Up);
        if up { StoreState::Up } else { StoreState::Down }
    };
    let engine = app.engines.local().map(|engine| engine.info().status);
    let docker = match engine.unwrap_or(EngineStatus::Absent) {
        EngineStatus::Connected => DockerState::Up,
        EngineStatus::Connecting | EngineStatus::Unreachable => DockerState::Down,
        EngineStatus::Absent => DockerState::Absent,
    };
    let (postgresql, redis) = (state("postgresql"), state("redis"));
    let mut sentences = Vec::new();
    if postgresql == StoreState::Down {
        sentences.push(
            "PostgreSQL is not ready: you can look around, but changes and sign-ins wait until \
             it is.",
        );
    }
    if redis == StoreState::Down {
        sentences.push(
            "Redis does not answer: services do not hear of each other's events until it is back.",
        );
    }
    if docker == DockerState::Down {
        sentences.push("The Docker engine does not answer: containers are shown as last known.");
    }
    let detail = (!sentences.is_empty()).then(|| sentences.join(" "));
    PlatformState { postgresql, redis, docker, detail }
}

/// Feels the pulse until `stop` and tells when it changes.
pub async fn follow(app: Arc<App>, stop: CancellationToken) {
    loop {
        let now = current(&app).await;
        let changed = {
            let mut last = app.pulse.0.lock().unwrap_or_else(PoisonError::into_inner);
            let changed = last.as_ref() != Some(&now);
            *last = Some(now.clone());
            changed
        };
        if changed {
            app.live.publish(Topic::Platform, "platform_updated", &now);
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}
