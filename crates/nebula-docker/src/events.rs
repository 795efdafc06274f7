//! What happens on an engine, as its own event stream tells it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use utoipa::ToSchema;

use crate::lenient::null_is_default;
use crate::names::EngineId;

/// How many past events are kept.
pub const EVENTS_KEPT: usize = 200;

/// One event of an engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DockerEvent {
    /// When it happened, on the engine's clock.
    pub at: DateTime<Utc>,
    /// The engine it happened on.
    #[schema(value_type = String)]
    pub engine: EngineId,
    /// What it happened to: `container`, `image`, `volume`, `network` or another kind the engine knows.
    pub kind: String,
    /// What happened, for example `start` or `health_status: healthy`.
    pub action: String,
    /// The id (or name, for volumes and images) of what it happened to.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// What else the engine tells: labels of containers, exit codes, network types.
    pub attributes: BTreeMap<String, String>,
}

/// The engine's JSON for an event.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RawEvent {
    #[serde(rename = "Type", deserialize_with = "null_is_default")]
    kind: String,
    #[serde(rename = "Action", deserialize_with = "null_is_default")]
    action: String,
    #[serde(rename = "Actor", deserialize_with = "null_is_default")]
    actor: RawActor,
    time: i64,
    #[serde(rename = "timeNano")]
    time_nano: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawActor {
    #[serde(rename = "ID", deserialize_with = "null_is_default")]
    id: String,
    #[serde(rename = "Attributes", deserialize_with = "null_is_default")]
    attributes: BTreeMap<String, String>,
}

/// What an event means for the list of containers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing.
    None,
    /// This container looks different now.
    Changed(String),
    /// This container is gone.
    Removed(String),
    /// The number of images may have changed.
    Images,
}

impl RawEvent {
    pub(crate) fn at(&self) -> DateTime<Utc> {
        if self.time_nano > 0 {
            DateTime::from_timestamp_nanos(self.time_nano)
        } else {
            DateTime::from_timestamp(self.time, 0).unwrap_or_default()
        }
    }

    pub(crate) fn effect(&self) -> Effect {
        let verb = self.action.split(':').next().unwrap_or_default();
        match (self.kind.as_str(), verb) {
            ("container", "destroy") => Effect::Removed(self.actor.id.clone()),
            // Nothing that a list shows changes by these, and health checks alone make three of them each.
            (
                "container",
                "exec_create" | "exec_start" | "exec_die" | "exec_detach" | "attach" | "detach"
                | "top" | "resize" | "copy" | "commit" | "export" | "archive-path"
                | "extract-to-dir" | "kill" | "prune",
            ) => Effect::None,
            ("container", _) => Effect::Changed(self.actor.id.clone()),
            ("network", "connect" | "disconnect") => self
                .actor
                .attributes
                .get("container")
                .map_or(Effect::None, |id| Effect::Changed(id.clone())),
            ("image", "pull" | "delete" | "import" | "load" | "prune" | "tag" | "untag") => {
                Effect::Images
            }
            _ => Effect::None,
        }
    }

    /// Whether people want to read it. Executed commands, terminal sizes and looked-at processes would bury all else.
    pub(crate) fn is_news(&self) -> bool {
        let verb = self.action.split(':').next().unwrap_or_default();
        !(self.kind == "container"
            && (verb.starts_with("exec_") || matches!(verb, "top" | "resize")))
    }

    pub(crate) fn into_event(self, engine: &EngineId) -> DockerEvent {
        let at = self.at();
        let mut attributes = self.actor.attributes;
        let name = attributes.remove("name");
        for (key, value) in &mut attributes {
            if crate::masking::looks_secret(key, value) {
                crate::masking::MASK.clone_into(value);
            }
        }
        DockerEvent {
            at,
            engine: engine.clone(),
            kind: self.kind,
            action: self.action,
            id: self.actor.id,
            name,
            attributes,
        }
    }
}

/// The last events of an engine and those to come.
#[derive(Debug)]
pub(crate) struct EventFeed {
    kept: Mutex<VecDeque<Arc<DockerEvent>>>,
    sender: broadcast::Sender<Arc<DockerEvent>>,
}

impl EventFeed {
    pub(crate) fn new() -> Self {
        Self {
            kept: Mutex::new(VecDeque::with_capacity(EVENTS_KEPT)),
            sender: broadcast::Sender::new(512),
        }
    }

    pub(crate) fn publish(&self, event: DockerEvent) {
        let event = Arc::new(event);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == EVENTS_KEPT {
            kept.pop_front();
        }
        kept.push_back(event.clone());
        // Sent under the lock, so that every reader sees one order. Nobody listening is fine.
        let _ = self.sender.send(event);
    }

    /// The time of the newest event kept.
    pub(crate) fn newest(&self) -> Option<DateTime<Utc>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).back().map(|event| event.at)
    }

    /// Newest first.
    pub(crate) fn recent(&self) -> Vec<Arc<DockerEvent>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).iter().rev().cloned().collect()
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<DockerEvent>> {
        self.sender.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(kind: &str, action: &str) -> RawEvent {
        serde_json::from_value(json!({
            "Type": kind, "Action": action, "Actor": {"ID": "c1", "Attributes": {"name": "web", "container": "c2", "app.token": "hunter2"}},
            "time": 1_700_000_000, "timeNano": 1_700_000_000_000_000_001_i64, "status": action, "id": "c1"
        }))
        .unwrap()
    }

    #[test]
    fn events_change_only_what_they_are_about() {
        assert_eq!(event("container", "start").effect(), Effect::Changed("c1".into()));
        assert_eq!(
            event("container", "health_status: healthy").effect(),
            Effect::Changed("c1".into())
        );
        assert_eq!(event("container", "rename").effect(), Effect::Changed("c1".into()));
        assert_eq!(event("container", "destroy").effect(), Effect::Removed("c1".into()));
        assert_eq!(event("container", "exec_start: /bin/sh -c true").effect(), Effect::None);
        assert_eq!(event("network", "connect").effect(), Effect::Changed("c2".into()));
        assert_eq!(event("image", "delete").effect(), Effect::Images);
        assert_eq!(event("volume", "create").effect(), Effect::None);
    }

    #[test]
    fn the_feed_keeps_the_newest_and_hides_secrets() {
        let feed = EventFeed::new();
        let engine: EngineId = "local".parse().unwrap();
        for number in 0..EVENTS_KEPT + 10 {
            feed.publish(event("container", &format!("a{number}")).into_event(&engine));
        }
        let recent = feed.recent();
        assert_eq!(recent.len(), EVENTS_KEPT);
        assert_eq!(recent[0].action, format!("a{}", EVENTS_KEPT + 9));
        assert_eq!(recent[0].name.as_deref(), Some("web"));
        assert!(!recent[0].attributes.values().any(|value| value == "hunter2"));
        assert!(!event("container", "exec_die").is_news());
    }
}
