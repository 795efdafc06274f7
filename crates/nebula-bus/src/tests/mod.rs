mod events;
mod work;
mod work_faults;

use std::future::pending;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::layer::SubscriberExt;

use crate::{Bus, BusMessage, ConsumerOptions, Event, Work, WorkError, WorkItem};

const LIMIT: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct AlertFired {
    alert: u32,
}

impl Event for AlertFired {
    const TYPE: &'static str = "nebula.alert.fired";

    fn subject(&self) -> Option<String> {
        Some(self.alert.to_string())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct StreamStarted {
    title: String,
}

impl Event for StreamStarted {
    const TYPE: &'static str = "nebula.stream.started";
}

fn bus(url: String) -> Bus {
    Bus::connect(&url.into(), "tester").unwrap()
}

async fn next(messages: &mut BoxStream<'static, BusMessage>) -> BusMessage {
    let message = tokio::time::timeout(LIMIT, messages.next()).await;
    message.expect("a message in time").expect("the stream never ends")
}

/// Subscribed, with the first `Resubscribed` already seen.
async fn subscribed(bus: &Bus, patterns: &[&str]) -> BoxStream<'static, BusMessage> {
    let mut messages = bus.subscribe(patterns.iter().copied());
    assert_eq!(next(&mut messages).await, BusMessage::Resubscribed);
    messages
}

/// Traces spans in this thread as a service with OpenTelemetry does.
fn tracing_on() -> tracing::subscriber::DefaultGuard {
    opentelemetry::global::set_text_map_propagator(TraceContextPropagator::new());
    let tracer = SdkTracerProvider::builder().build().tracer("test");
    let layer = tracing_opentelemetry::layer().with_tracer(tracer);
    tracing::subscriber::set_default(tracing_subscriber::registry().with(layer))
}

/// Options with short times, so that tests need not wait.
fn quick() -> ConsumerOptions {
    ConsumerOptions {
        concurrency: 4,
        max_attempts: 3,
        first_backoff: Duration::from_millis(20),
        max_backoff: Duration::from_millis(100),
        claim_idle: Duration::from_millis(300),
        handler_timeout: Duration::from_secs(10),
        drain_timeout: Duration::from_secs(5),
    }
}

/// Consumers that run beside the test and end with it.
#[derive(Default)]
struct Consumers {
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

impl Consumers {
    fn add<H, F>(&mut self, work: &Work, name: &str, options: ConsumerOptions, handler: H)
    where
        H: Fn(WorkItem) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), WorkError>> + Send + 'static,
    {
        let (work, name, stop) = (work.clone(), name.to_owned(), self.stop.clone());
        self.tasks.spawn(async move {
            work.consume(&name, options, handler, stop.cancelled_owned()).await;
        });
    }

    async fn stop(mut self) {
        self.stop.cancel();
        while let Some(ended) = tokio::time::timeout(LIMIT, self.tasks.join_next()).await.unwrap() {
            ended.unwrap();
        }
    }
}

/// Runs a consumer for ever, in the test's own task.
async fn consume_for_ever<H, F>(work: &Work, name: &str, options: ConsumerOptions, handler: H)
where
    H: Fn(WorkItem) -> F,
    F: Future<Output = Result<(), WorkError>>,
{
    work.consume(name, options, handler, pending()).await;
}
