//! Durable work: queues on Redis streams.
//!
//! Delivery is at least once. A handler runs a second time if its process dies, or loses Redis
//! for longer than the claim time, between doing the work and saying so; events that were
//! acknowledged are not worked on again while their id is remembered.

mod consume;
mod dead;
mod process;
mod scripts;

use std::fmt;
use std::time::Duration;

use deadpool_redis::redis::{self, Value};
use serde::Serialize;

use crate::bus::Bus;
use crate::error::BusError;
use crate::event::{CloudEvent, Event, RawEvent};

pub use consume::ConsumerOptions;
pub use dead::DeadLetter;

/// The one consumer group of a queue. Work is removed from the stream once it is done, so a
/// second group would miss some; who wants the same event twice makes two queues.
const GROUP: &str = "workers";

/// The bounds of a queue; every user of a queue should give the same.
#[derive(Debug, Clone)]
pub struct WorkOptions {
    /// The most work that waits or is under way. Beyond it new work is refused, never dropped.
    pub max_backlog: u64,
    /// How long an event's id is remembered, from its acceptance and again from its completion.
    pub dedup_ttl: Duration,
    /// About how many dead letters are kept; the oldest go first.
    pub max_dead: u64,
}

impl Default for WorkOptions {
    fn default() -> Self {
        Self {
            max_backlog: 100_000,
            dedup_ttl: Duration::from_secs(24 * 60 * 60),
            max_dead: 10_000,
        }
    }
}

/// What became of work offered to a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    /// It is in the queue.
    Accepted,
    /// An event of the same id was accepted before; nothing was added.
    Duplicate,
}

/// What a handler gets.
#[derive(Debug, Clone)]
pub struct WorkItem {
    /// The event to work on.
    pub event: RawEvent,
    /// Which try this is, from 1. Tries that died with their consumer count.
    pub attempt: u32,
    /// The last try.
    pub max_attempts: u32,
}

/// Why a handler did not do the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkError {
    /// It may succeed later.
    Retry(String),
    /// It will never succeed: straight to the dead letters.
    Permanent(String),
}

impl WorkError {
    /// It may succeed later; the reason is kept with the dead letter if it never does.
    pub fn retry(reason: impl fmt::Display) -> Self {
        Self::Retry(reason.to_string())
    }

    /// It will never succeed.
    pub fn permanent(reason: impl fmt::Display) -> Self {
        Self::Permanent(reason.to_string())
    }
}

/// How full a queue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// Ready, but not yet given to a consumer.
    pub queued: u64,
    /// With a consumer.
    pub running: u64,
    /// Waiting for its next attempt.
    pub delayed: u64,
    /// Given up.
    pub dead: u64,
}

/// A handle to one queue of durable work. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Work {
    pub(crate) bus: Bus,
    queue: String,
    keys: Keys,
    options: WorkOptions,
}

#[derive(Debug, Clone)]
struct Keys {
    stream: String,
    delayed: String,
    dead: String,
}

impl Bus {
    /// The queue of durable work called `queue`, such as `alerts`. Asks nothing of Redis.
    pub fn work(&self, queue: &str, options: WorkOptions) -> Work {
        let stream = format!("nebula:work:{queue}");
        let keys =
            Keys { delayed: format!("{stream}:delayed"), dead: format!("{stream}:dead"), stream };
        Work { bus: self.clone(), queue: queue.to_owned(), keys, options }
    }
}

impl Work {
    /// The queue's name.
    pub fn queue(&self) -> &str {
        &self.queue
    }

    /// Accepts an event as work. When this returns `Ok`, it will be worked on or end among the
    /// dead letters.
    ///
    /// # Errors
    /// [`BusError::Full`] when the queue is; [`BusError::Unavailable`] while Redis is away.
    pub async fn enqueue<E: Event>(&self, event: &E) -> Result<Enqueued, BusError> {
        let event = CloudEvent::new(self.bus.source(), E::TYPE, event.subject(), event);
        self.enqueue_event(&event).await
    }

    /// [`Self::enqueue`] for an envelope made by hand. Offering the same envelope again after an
    /// error is safe: its id is accepted once.
    pub async fn enqueue_event<T: Serialize>(
        &self,
        event: &CloudEvent<T>,
    ) -> Result<Enqueued, BusError> {
        let json = event.encode()?;
        let mut offer = scripts::ENQUEUE.key(&self.keys.stream);
        offer.key(&self.keys.delayed).key(self.state_key(&event.id));
        offer.arg(&json).arg(self.options.max_backlog).arg(millis(self.options.dedup_ttl));
        let (answer, repeated): (String, bool) = match self.bus.ask(&offer).await {
            // A connection that had died unnoticed: once more, on another one.
            Err(error) if error.is_unavailable() => (self.bus.ask(&offer).await?, true),
            answer => (answer?, false),
        };
        match answer.as_str() {
            "accepted" => Ok(Enqueued::Accepted),
            // The first offer may have got through with only its answer lost.
            "duplicate" if repeated => Ok(Enqueued::Accepted),
            "duplicate" => Ok(Enqueued::Duplicate),
            _ => Err(BusError::Full { queue: self.queue.clone(), limit: self.options.max_backlog }),
        }
    }

    /// How full the queue is.
    pub async fn backlog(&self) -> Result<Backlog, BusError> {
        let mut sizes = redis::pipe();
        sizes.cmd("XLEN").arg(&self.keys.stream).cmd("ZCARD").arg(&self.keys.delayed);
        sizes.cmd("XLEN").arg(&self.keys.dead);
        let (length, delayed, dead): (u64, u64, u64) = self.bus.ask(&sizes).await?;
        let running = self.running().await?.min(length);
        Ok(Backlog { queued: length - running, running, delayed, dead })
    }

    /// How much work is accepted and not yet done or given up.
    pub async fn pending_count(&self) -> Result<u64, BusError> {
        let backlog = self.backlog().await?;
        Ok(backlog.queued + backlog.running + backlog.delayed)
    }

    async fn running(&self) -> Result<u64, BusError> {
        let mut pending = redis::cmd("XPENDING");
        pending.arg(&self.keys.stream).arg(GROUP);
        let summary: Result<(u64, Value, Value, Value), BusError> = self.bus.ask(&pending).await;
        match summary {
            Ok((count, ..)) => Ok(count),
            // Nobody has consumed from the queue yet.
            Err(BusError::Refused(error)) if error.code() == Some("NOGROUP") => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Where an event's state is kept.
    fn state_key(&self, event_id: &str) -> String {
        format!("{}:event:{event_id}", self.keys.stream)
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
