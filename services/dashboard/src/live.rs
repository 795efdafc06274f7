//! Live events for open pages: a bounded history to resume from, and a broadcast.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::{Level, Module};

/// So many events can be caught up on after a drop.
const HISTORY: usize = 2048;
/// So many events may wait for a slow reader before it is told to start over.
const BACKLOG: usize = 1024;

/// What events are about. A page asks only for what it shows.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Containers that changed.
    Containers,
    /// Live figures of running containers.
    ContainerStats,
    /// The engines' own events.
    DockerEvents,
    /// Engines that came, went or changed.
    Engines,
    /// Live figures of the host.
    Host,
    /// Services that changed.
    Services,
    /// Long actions.
    Tasks,
    /// Whether what the platform stands on is there.
    Platform,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 8] = [
        Self::Containers,
        Self::ContainerStats,
        Self::DockerEvents,
        Self::Engines,
        Self::Host,
        Self::Services,
        Self::Tasks,
        Self::Platform,
    ];

    /// The topic with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == name)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Containers => "containers",
            Self::ContainerStats => "container_stats",
            Self::DockerEvents => "docker_events",
            Self::Engines => "engines",
            Self::Host => "host",
            Self::Services => "services",
            Self::Tasks => "tasks",
            Self::Platform => "platform",
        }
    }

    /// What a caller needs to hear of it; none when being signed in suffices.
    pub fn needs(self) -> Option<(Module, Level)> {
        match self {
            Self::Containers | Self::ContainerStats | Self::DockerEvents | Self::Engines => {
                Some((Module::Containers, Level::Read))
            }
            Self::Host | Self::Services | Self::Tasks => Some((Module::Overview, Level::Read)),
            Self::Platform => None,
        }
    }
}

/// One event, written once for all readers.
#[derive(Debug)]
pub struct LiveEvent {
    /// Its place; none for figures that are stale when missed.
    pub sequence: Option<u64>,
    /// What it is about.
    pub topic: Topic,
    /// Its name.
    pub name: &'static str,
    /// Its data as JSON.
    pub data: String,
}

struct History {
    next: u64,
    events: VecDeque<Arc<LiveEvent>>,
}

/// The hub. One a process.
pub struct Live {
    boot_id: Uuid,
    history: Mutex<History>,
    sender: broadcast::Sender<Arc<LiveEvent>>,
    demand: [AtomicUsize; Topic::ALL.len()],
    demand_changed: Notify,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            boot_id: Uuid::now_v7(),
            history: Mutex::new(History { next: 1, events: VecDeque::new() }),
            sender: broadcast::channel(BACKLOG).0,
            demand: Default::default(),
            demand_changed: Notify::new(),
        }
    }
}

/// What a reader that resumes gets first.
#[derive(Debug)]
pub enum Resumption {
    /// These events, missed since.
    Missed(Vec<Arc<LiveEvent>>),
    /// Too much was missed: fetch everything anew.
    Lost,
}

impl Live {
    /// Changes with every start of the process.
    pub fn boot_id(&self) -> Uuid {
        self.boot_id
    }

    /// The resumable id of an event.
    pub fn event_id(&self, sequence: u64) -> String {
        format!("{}.{sequence}", self.boot_id)
    }

    /// Tells everyone who listens, and keeps the event for those who come back.
    pub fn publish(&self, topic: Topic, name: &'static str, data: &impl Serialize) {
        let Some(data) = write(name, data) else { return };
        // Sending under the lock keeps the order of the history.
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        let event = Arc::new(LiveEvent { sequence: Some(history.next), topic, name, data });
        history.next += 1;
        if history.events.len() == HISTORY {
            history.events.pop_front();
        }
        history.events.push_back(event.clone());
        // An error means that nobody listens.
        let _ = self.sender.send(event);
    }

    /// Tells everyone who listens now: for figures that the next ones replace.
    pub fn publish_figures(&self, topic: Topic, name: &'static str, data: &impl Serialize) {
        if self.demand(topic) == 0 {
            return;
        }
        let Some(data) = write(name, data) else { return };
        let _ = self.sender.send(Arc::new(LiveEvent { sequence: None, topic, name, data }));
    }

    /// Starts listening; `after` is the id of the last event the reader had.
    pub fn subscribe(
        self: &Arc<Self>,
        topics: Vec<Topic>,
        after: Option<&str>,
    ) -> (Subscription, Resumption) {
        let history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = self.sender.subscribe();
        let position = self.event_id(history.next - 1);
        let resumption = match after {
            None => Resumption::Missed(Vec::new()),
            Some(id) => self.missed_since(&history, id),
        };
        drop(history);
        for topic in &topics {
            self.demand[*topic as usize].fetch_add(1, Ordering::SeqCst);
        }
        self.demand_changed.notify_waiters();
        (Subscription { live: self.clone(), topics, receiver, position }, resumption)
    }

    fn missed_since(&self, history: &History, id: &str) -> Resumption {
        let after = id
            .split_once('.')
            .filter(|(boot, _)| boot.parse::<Uuid>().is_ok_and(|boot| boot == self.boot_id))
            .and_then(|(_, sequence)| sequence.parse::<u64>().ok());
        let Some(after) = after.filter(|after| *after < history.next) else {
            return Resumption::Lost;
        };
        let oldest = history.events.front().and_then(|event| event.sequence);
        if after + 1 < oldest.unwrap_or(history.next) {
            return Resumption::Lost;
        }
        let missed = history
            .events
            .iter()
            .filter(|event| event.sequence.is_some_and(|sequence| sequence > after))
            .cloned();
        Resumption::Missed(missed.collect())
    }

    /// How many readers want `topic`.
    pub fn demand(&self, topic: Topic) -> usize {
        self.demand[topic as usize].load(Ordering::SeqCst)
    }

    /// Waits until somebody wants `topic` (`wanted`), or nobody does any more.
    pub async fn wait_for_demand(&self, topic: Topic, wanted: bool) {
        loop {
            let changed = self.demand_changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if (self.demand(topic) > 0) == wanted {
                return;
            }
            changed.await;
        }
    }
}

fn write(name: &'static str, data: &impl Serialize) -> Option<String> {
    serde_json::to_string(data)
        .inspect_err(|error| tracing::error!(event = name, %error, "event cannot be written"))
        .ok()
}

/// One reader. Its topics are wanted while it lives.
pub struct Subscription {
    live: Arc<Live>,
    topics: Vec<Topic>,
    receiver: broadcast::Receiver<Arc<LiveEvent>>,
    position: String,
}

impl Subscription {
    /// The next event of the reader's topics; none when it was too slow and missed some.
    pub async fn next(&mut self) -> Option<Arc<LiveEvent>> {
        loop {
            match self.receiver.recv().await {
                Ok(event) if self.topics.contains(&event.topic) => return Some(event),
                Ok(_) => {}
                // The hub lives as long as the process, so this is only ever a slow reader.
                Err(
                    broadcast::error::RecvError::Lagged(_) | broadcast::error::RecvError::Closed,
                ) => {
                    return None;
                }
            }
        }
    }

    /// The id to resume after for who has everything up to the beginning of this subscription.
    pub fn position(&self) -> &str {
        &self.position
    }

    /// What the reader listens to.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        for topic in &self.topics {
            self.live.demand[*topic as usize].fetch_sub(1, Ordering::SeqCst);
        }
        self.live.demand_changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_resumes_where_it_stopped_or_is_told_to_start_over() {
        let live = Arc::new(Live::default());
        live.publish(Topic::Containers, "first", &1);
        let seen = live.event_id(1);
        live.publish(Topic::Services, "other", &2);
        live.publish(Topic::Containers, "second", &3);

        let (_, resumption) = live.subscribe(vec![Topic::Containers], Some(&seen));
        let Resumption::Missed(missed) = resumption else { panic!("resumable") };
        assert_eq!(missed.iter().map(|event| event.name).collect::<Vec<_>>(), ["other", "second"]);

        for id in ["", "nonsense", "018f-1.2", &live.event_id(99)] {
            let (_, resumption) = live.subscribe(vec![], Some(id));
            assert!(matches!(resumption, Resumption::Lost), "{id}");
        }
        for n in 0..HISTORY {
            live.publish(Topic::Tasks, "more", &n);
        }
        let (_, resumption) = live.subscribe(vec![], Some(&seen));
        assert!(matches!(resumption, Resumption::Lost));
    }

    #[tokio::test]
    async fn figures_flow_only_while_they_are_wanted() {
        let live = Arc::new(Live::default());
        assert_eq!(live.demand(Topic::Host), 0);
        let (mut reader, _) = live.subscribe(vec![Topic::Host], None);
        live.wait_for_demand(Topic::Host, true).await;
        live.publish_figures(Topic::Host, "host_stats", &1);
        assert_eq!(reader.next().await.unwrap().data, "1");
        drop(reader);
        live.wait_for_demand(Topic::Host, false).await;
    }
}
