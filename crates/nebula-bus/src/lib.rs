//! What the services tell each other through Redis.
//!
//! - **Events** ([`Bus::publish`], [`Bus::subscribe`]) are CloudEvents in pub/sub channels, for
//!   what may be missed by who is not listening: live screens, overlays.
//! - **Work** ([`Bus::work`]) is a queue on a Redis stream, for what must not be missed: an alert
//!   to deliver, a webhook to process. It is acknowledged when done, retried with back-off,
//!   dead-lettered after its last try, deduplicated by event id, and taken over from consumers
//!   that died.
//!
//! Redis may be away at start, vanish and come back: nothing here fails for good because of it.
//! Durability is that of Redis: with `appendonly yes` and `appendfsync everysec` a crash of the
//! machine loses at most the last second; `maxmemory-policy` must be `noeviction`.
//!
//! No background tasks: subscriptions and consumers are driven by whoever polls them.

mod bus;
mod error;
mod event;
mod subscribe;
mod work;

pub use bus::{Bus, BusStats};
pub use error::{BusError, BusUrlError};
pub use event::{CloudEvent, Event, RawEvent, SpecVersion};
pub use subscribe::BusMessage;
pub use work::{
    Backlog, ConsumerOptions, DeadLetter, Enqueued, Work, WorkError, WorkItem, WorkOptions,
};

#[cfg(test)]
mod tests;
