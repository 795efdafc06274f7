//! Work that was given up.

use chrono::{DateTime, Utc};
use deadpool_redis::redis::streams::StreamRangeReply;
use deadpool_redis::redis::{self, from_redis_value};

use super::{Work, millis, scripts};
use crate::error::BusError;
use crate::event::RawEvent;

/// Work that was given up.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadLetter {
    /// Names the letter for [`Work::requeue_dead`] and [`Work::delete_dead`].
    pub entry_id: String,
    /// The event as JSON.
    pub payload: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last try failed.
    pub reason: String,
    /// When it was given up.
    pub died_at: DateTime<Utc>,
}

impl DeadLetter {
    /// The event, unless the payload is not one, which may be why it is here.
    pub fn event(&self) -> Option<RawEvent> {
        serde_json::from_str(&self.payload).ok()
    }
}

impl Work {
    /// The dead letters, oldest first, from the one behind the entry `after`.
    pub async fn dead_letters(
        &self,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<DeadLetter>, BusError> {
        let start = after.map_or_else(|| "-".to_owned(), |entry| format!("({entry}"));
        self.read_dead(&start, "+", limit).await
    }

    /// Queues a dead letter again as fresh work. `false` if there is no such letter.
    pub async fn requeue_dead(&self, entry_id: &str) -> Result<bool, BusError> {
        let letters = self.read_dead(entry_id, entry_id, 1).await?;
        let Some(letter) = letters.first() else { return Ok(false) };
        // What is not an event has no id, and a state that nobody looks at.
        let event_id = letter.event().map(|event| event.id).unwrap_or_default();
        let mut exhume = scripts::EXHUME.key(&self.keys.stream);
        exhume.key(&self.keys.dead).key(self.state_key(&event_id));
        exhume.arg(entry_id).arg(millis(self.options.dedup_ttl));
        self.bus.ask(&exhume).await
    }

    /// Deletes a dead letter for good. `false` if there is no such letter.
    pub async fn delete_dead(&self, entry_id: &str) -> Result<bool, BusError> {
        self.bus.ask(redis::cmd("XDEL").arg(&self.keys.dead).arg(entry_id)).await
    }

    async fn read_dead(
        &self,
        start: &str,
        end: &str,
        limit: usize,
    ) -> Result<Vec<DeadLetter>, BusError> {
        let mut range = redis::cmd("XRANGE");
        range.arg(&self.keys.dead).arg(start).arg(end).arg("COUNT").arg(limit);
        let reply: StreamRangeReply = self.bus.ask(&range).await?;
        let letters = reply.ids.into_iter().map(|mut entry| {
            let mut field = |name: &str| {
                let value = entry.map.remove(name);
                value.and_then(|value| from_redis_value::<String>(value).ok()).unwrap_or_default()
            };
            let (payload, attempts, reason) = (field("event"), field("attempts"), field("reason"));
            // A stream's entry id begins with the time of its making, in milliseconds.
            let made = entry.id.split('-').next().and_then(|millis| millis.parse().ok());
            DeadLetter {
                payload,
                attempts: attempts.parse().unwrap_or_default(),
                reason,
                died_at: made.and_then(DateTime::from_timestamp_millis).unwrap_or_default(),
                entry_id: entry.id,
            }
        });
        Ok(letters.collect())
    }
}
