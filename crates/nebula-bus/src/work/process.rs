//! Running the handler on a piece of work, and telling Redis what came of it.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use deadpool_redis::redis::{self, FromRedisValue, ScriptInvocation};
use futures_util::FutureExt;
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::sync::mpsc;
use tracing::Instrument;

use super::consume::{Consumer, FIRST_PAUSE, Found, Job, jittered};
use super::{GROUP, WorkError, WorkItem, millis, scripts};
use crate::bus::Ask;
use crate::event::RawEvent;

impl Consumer<'_> {
    /// Runs the handler on every job, each as soon as it comes, until no more can come.
    pub(super) async fn run<H, F>(&self, mut jobs: mpsc::Receiver<Job>, handler: &H)
    where
        H: Fn(WorkItem) -> F,
        F: Future<Output = Result<(), WorkError>>,
    {
        let mut running = FuturesUnordered::new();
        let mut open = true;
        while open || !running.is_empty() {
            tokio::select! {
                job = jobs.recv(), if open => match job {
                    Some(job) => running.push(self.process_and_let_go(job, handler)),
                    None => open = false,
                },
                Some(()) = running.next() => {}
            }
        }
    }

    async fn process_and_let_go<H, F>(&self, job: Job, handler: &H)
    where
        H: Fn(WorkItem) -> F,
        F: Future<Output = Result<(), WorkError>>,
    {
        self.process(&job.found, handler).await;
        self.held().remove(&job.found.entry);
    }

    async fn process<H, F>(&self, job: &Found, handler: &H)
    where
        H: Fn(WorkItem) -> F,
        F: Future<Output = Result<(), WorkError>>,
    {
        // Work that was taken over has been tried by those who died on it.
        let attempt = job.failures.saturating_add(job.deliveries);
        let event: RawEvent = match serde_json::from_slice(&job.payload) {
            Ok(event) => event,
            Err(error) => {
                let reason = format!("not a CloudEvent: {error}");
                return self.bury(job, attempt.saturating_sub(1), &reason).await;
            }
        };
        let max_attempts = self.options.max_attempts.max(1);
        if attempt > max_attempts {
            let reason = "the consumer died or was interrupted during the last attempt";
            return self.bury(job, attempt - 1, reason).await;
        }
        let state = self.work.state_key(&event.id);
        if self.is_done(&state).await {
            return self.finish(job, &state).await;
        }
        let span = tracing::info_span!(
            "work",
            work.queue = self.work.queue,
            work.attempt = attempt,
            event.id = event.id,
            event.r#type = event.event_type,
        );
        event.set_parent_of(&span);
        let call =
            AssertUnwindSafe(async { handler(WorkItem { event, attempt, max_attempts }).await });
        let tried = tokio::time::timeout(self.options.handler_timeout, call.catch_unwind());
        let outcome = match tried.instrument(span.clone()).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(WorkError::Retry(format!("panicked: {}", panic_text(&*panic)))),
            Err(_) => Err(WorkError::Retry(format!(
                "did not end within {} ms",
                self.options.handler_timeout.as_millis()
            ))),
        };
        let settle = async {
            match outcome {
                Ok(()) => self.finish(job, &state).await,
                Err(WorkError::Retry(reason)) if attempt < max_attempts => {
                    let delay = self.options.backoff(attempt);
                    tracing::warn!(reason, delay_ms = millis(delay), "work failed; trying again");
                    self.delay(job, delay, attempt).await;
                }
                Err(WorkError::Retry(reason) | WorkError::Permanent(reason)) => {
                    self.bury(job, attempt, &reason).await;
                }
            }
        };
        settle.instrument(span).await;
    }

    /// Whether an event of the same id was completed before.
    async fn is_done(&self, state: &str) -> bool {
        let answer: Option<Option<String>> = self.insist(redis::cmd("GET").arg(state)).await;
        answer.flatten().as_deref() == Some("done")
    }

    async fn finish(&self, job: &Found, state: &str) {
        let mut finish = scripts::FINISH.key(&self.work.keys.stream);
        finish.key(state).arg(GROUP).arg(&job.entry);
        finish.arg(millis(self.work.options.dedup_ttl));
        self.insist::<()>(&finish).await;
    }

    async fn delay(&self, job: &Found, delay: Duration, failures: u32) {
        self.insist::<()>(&self.delay_script(&job.entry, delay, failures)).await;
        self.put_off.notify_one();
    }

    pub(super) fn delay_script(
        &self,
        entry: &str,
        delay: Duration,
        failures: u32,
    ) -> ScriptInvocation<'static> {
        let mut script = scripts::DELAY.key(&self.work.keys.stream);
        script.key(&self.work.keys.delayed).arg(GROUP).arg(self.name).arg(entry);
        script.arg(millis(delay)).arg(failures);
        script
    }

    async fn bury(&self, job: &Found, attempts: u32, reason: &str) {
        tracing::error!(work.queue = self.work.queue, attempts, reason, "gave work up");
        let mut bury = scripts::BURY.key(&self.work.keys.stream);
        bury.key(&self.work.keys.dead).arg(GROUP).arg(self.name).arg(&job.entry);
        bury.arg(attempts).arg(reason).arg(self.work.options.max_dead);
        self.insist::<()>(&bury).await;
    }

    /// Asks until Redis has answered; `None` when it refused.
    async fn insist<T: FromRedisValue + Send>(&self, question: &impl Ask) -> Option<T> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.work.bus.ask(question).await {
                Ok(answer) => return Some(answer),
                Err(error) if error.is_unavailable() => {
                    tokio::time::sleep(jittered(&mut pause)).await;
                }
                Err(error) => {
                    // Such as a group that vanished with a Redis that kept nothing.
                    tracing::error!(
                        work.queue = self.work.queue,
                        error = &error as &dyn std::error::Error,
                        "Redis refused to settle work"
                    );
                    return None;
                }
            }
        }
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
