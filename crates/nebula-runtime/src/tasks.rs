//! Supervised tasks: every task has a name and an owner that sees its panic, and ends at shutdown.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
};
use tokio::{runtime::Handle, task::JoinHandle};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

/// Restarts wait between these.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));
/// A task that lived this long starts again with the short wait.
const STEADY: Duration = Duration::from_secs(60);

#[derive(Clone, Debug, EncodeLabelSet, Hash, PartialEq, Eq)]
struct TaskLabel {
    task: &'static str,
}

/// Owns the tasks of a process. Clones own the same ones.
#[derive(Clone)]
pub struct Tasks {
    runtime: Handle,
    tracker: TaskTracker,
    stop: CancellationToken,
    panics: Family<TaskLabel, Counter>,
}

impl Tasks {
    /// An owner whose tasks run on the runtime this is called in.
    pub fn new() -> Self {
        Self {
            runtime: Handle::current(),
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
            panics: Family::default(),
        }
    }

    /// Cancelled when the process stops. Loops must end then.
    pub fn stop_token(&self) -> CancellationToken {
        self.stop.clone()
    }

    pub(crate) fn register(&self, registry: &mut prometheus_client::registry::Registry) {
        registry.register("task_panics", "Panics of supervised tasks", self.panics.clone());
    }

    /// Runs `task` to its end. A panic is logged and counted, and ends only this task.
    pub fn spawn(
        &self,
        name: &'static str,
        task: impl Future<Output = ()> + Send + 'static,
    ) -> JoinHandle<()> {
        let panics = self.panics.clone();
        let task = async move {
            if let Err(panic) = AssertUnwindSafe(task).catch_unwind().await {
                report(&panics, name, &*panic);
            }
        };
        let task = self.tracker.track_future(task.in_current_span());
        self.runtime.spawn(task)
    }

    /// Runs a loop that should never end before the process stops: when it panics or returns
    /// early, it is started again after a wait that doubles up to 30 s.
    pub fn spawn_loop<F, Fut>(&self, name: &'static str, start: F) -> JoinHandle<()>
    where
        F: Fn(CancellationToken) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let stop = self.stop.clone();
        let panics = self.panics.clone();
        self.runtime.spawn(self.tracker.track_future(async move {
            let mut wait = BACKOFF.0;
            while !stop.is_cancelled() {
                let began = tokio::time::Instant::now();
                match AssertUnwindSafe(start(stop.clone())).catch_unwind().await {
                    Err(panic) => report(&panics, name, &*panic),
                    Ok(()) if stop.is_cancelled() => return,
                    Ok(()) => tracing::warn!(task.name = name, "task ended early"),
                }
                if began.elapsed() > STEADY {
                    wait = BACKOFF.0;
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(wait) => {}
                }
                wait = (wait * 2).min(BACKOFF.1);
            }
        }))
    }

    /// Tells every task to stop and waits for them, at most `deadline`.
    pub async fn shut_down(&self, deadline: Duration) {
        self.stop.cancel();
        self.tracker.close();
        if tokio::time::timeout(deadline, self.tracker.wait()).await.is_err() {
            tracing::warn!(tasks = self.tracker.len(), "tasks still ran at the end of the drain");
        }
    }
}

impl Default for Tasks {
    fn default() -> Self {
        Self::new()
    }
}

fn report(
    panics: &Family<TaskLabel, Counter>,
    name: &'static str,
    panic: &(dyn std::any::Any + Send),
) {
    panics.get_or_create(&TaskLabel { task: name }).inc();
    let message = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panicked without a message".into());
    tracing::error!(task.name = name, error = message, "task panicked");
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    #[tokio::test]
    async fn a_panicking_loop_is_seen_and_started_again() {
        let tasks = Tasks::new();
        let starts = Arc::new(AtomicUsize::new(0));
        let counted = starts.clone();
        tasks.spawn_loop("flaky", move |stop| {
            let nth = counted.fetch_add(1, Ordering::SeqCst);
            async move {
                assert!(nth > 0, "the first start fails");
                stop.cancelled().await;
            }
        });
        let deadline = tokio::time::Instant::now() + Duration::from_secs(5);
        while starts.load(Ordering::SeqCst) < 2 {
            assert!(tokio::time::Instant::now() < deadline);
            tokio::task::yield_now().await;
        }
        assert_eq!(tasks.panics.get_or_create(&TaskLabel { task: "flaky" }).get(), 1);
        tasks.shut_down(Duration::from_secs(1)).await;
        assert_eq!(tasks.tracker.len(), 0);
    }
}
