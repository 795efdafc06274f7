//! What a process depends on, and whether it is there: the source of `/readyz`.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture, future::join_all};
use serde::Serialize;
use tokio::time::Instant;

/// A check that takes longer counts as down.
const CHECK_TIMEOUT: Duration = Duration::from_secs(2);
/// Answers younger than this are given again, so that probing cannot load the dependencies.
const FRESH: Duration = Duration::from_millis(500);
/// The same while something is missing: who waits for a start must not wait for us.
const FRESH_UNREADY: Duration = Duration::from_millis(25);

type Check = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Whether a dependency answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DependencyState {
    /// It answers.
    Up,
    /// It does not, or answers wrongly.
    Down,
}

/// A dependency and its state.
#[derive(Clone, Debug, Serialize)]
pub struct Dependency {
    /// `postgresql`, `redis`, `service-map`, or a service's name.
    pub name: &'static str,
    /// Whether it answers.
    pub state: DependencyState,
    /// What is wrong, for people; none when up. Holds no secrets.
    pub detail: Option<String>,
    /// Whether the process is not ready without it.
    pub required: bool,
    /// How long its answer took, in milliseconds; none when it gave none.
    pub latency_ms: Option<f64>,
}

/// The body of `/readyz`.
#[derive(Clone, Debug, Serialize)]
pub struct Readiness {
    /// Whether every required dependency is up.
    pub ready: bool,
    /// All of them.
    pub dependencies: Vec<Dependency>,
}

struct Registered {
    name: &'static str,
    required: bool,
    check: Check,
}

/// The dependencies of a process. Clones share them.
#[derive(Clone, Default)]
pub struct Health {
    checks: Arc<Mutex<Vec<Registered>>>,
    last: Arc<tokio::sync::Mutex<Option<(Instant, Readiness)>>>,
}

impl Health {
    /// Adds a dependency: `check` answers quickly or fails with a sentence for people.
    pub fn depends_on<F, Fut>(&self, name: &'static str, required: bool, check: F)
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), String>> + Send + 'static,
    {
        let check: Check = Arc::new(move || check().boxed());
        let mut checks = self.checks.lock().unwrap_or_else(PoisonError::into_inner);
        checks.push(Registered { name, required, check });
    }

    /// Asks every dependency, all at once.
    pub async fn readiness(&self) -> Readiness {
        // Holding the lock while checking makes simultaneous callers share one answer.
        let mut last = self.last.lock().await;
        if let Some((at, readiness)) = &*last
            && at.elapsed() < if readiness.ready { FRESH } else { FRESH_UNREADY }
        {
            return readiness.clone();
        }
        let pending: Vec<_> = {
            let checks = self.checks.lock().unwrap_or_else(PoisonError::into_inner);
            checks.iter().map(|c| (c.name, c.required, c.check.clone())).collect()
        };
        let dependencies =
            join_all(pending.into_iter().map(|(name, required, check)| async move {
                let began = Instant::now();
                let result = match tokio::time::timeout(CHECK_TIMEOUT, check()).await {
                    Ok(result) => result,
                    Err(_) => Err(format!("did not answer within {CHECK_TIMEOUT:?}")),
                };
                let state =
                    if result.is_ok() { DependencyState::Up } else { DependencyState::Down };
                let elapsed_ms = (began.elapsed().as_secs_f64() * 10_000.0).round() / 10.0;
                let latency_ms = result.is_ok().then_some(elapsed_ms);
                Dependency { name, state, detail: result.err(), required, latency_ms }
            }))
            .await;
        let ready = dependencies.iter().all(|d| !d.required || d.state == DependencyState::Up);
        let readiness = Readiness { ready, dependencies };
        *last = Some((Instant::now(), readiness.clone()));
        readiness
    }
}
