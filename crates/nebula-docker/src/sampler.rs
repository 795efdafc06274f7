//! What all running containers use, measured once for all readers and only while there are any.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use futures_util::stream::{FuturesUnordered, SelectAll, StreamExt};
use serde::Serialize;
use tokio::sync::{Notify, broadcast};
use tokio::time::{Instant, MissedTickBehavior};
use utoipa::ToSchema;

use crate::container::ContainerState;
use crate::engine::Engine;
use crate::error::Result;
use crate::names::EngineId;
use crate::stats::{ContainerStats, Sample, Samples};

/// How often the readers are told.
const INTERVAL: Duration = Duration::from_secs(2);
/// How long measuring goes on after the last reader left: the next page usually wants it again.
const LINGER: Duration = Duration::from_secs(10);

/// What one of many containers uses.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ContainerUse {
    /// The container's full id.
    pub id: String,
    /// Processor time, 100 for each core that is fully used.
    pub cpu_percent: f64,
    /// Memory in use, without the file cache.
    pub memory_bytes: u64,
    /// The most memory it may use.
    pub memory_limit_bytes: u64,
    /// Received over its networks.
    pub network_rx_bytes_per_s: f64,
    /// Sent over its networks.
    pub network_tx_bytes_per_s: f64,
    /// Read from block devices.
    pub block_read_bytes_per_s: f64,
    /// Written to block devices.
    pub block_write_bytes_per_s: f64,
    /// How many processes and threads it has.
    pub pids: u64,
}

/// What all running containers of an engine use.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StatsBatch {
    /// The engine.
    #[schema(value_type = String)]
    pub engine: EngineId,
    /// When it was put together.
    pub at: DateTime<Utc>,
    /// The containers that were measured in the last seconds, sorted by id.
    pub items: Vec<ContainerUse>,
}

pub(crate) struct Sampler {
    sender: broadcast::Sender<Arc<StatsBatch>>,
    wanted: Notify,
}

impl Sampler {
    pub(crate) fn new() -> Self {
        Self { sender: broadcast::Sender::new(4), wanted: Notify::new() }
    }

    fn has_readers(&self) -> bool {
        self.sender.receiver_count() > 0
    }
}

/// The open measurements.
#[derive(Default)]
struct Running {
    /// Containers whose measurement is open or being opened.
    open: HashSet<String>,
    latest: HashMap<String, (Instant, ContainerStats)>,
}

enum Measured {
    Sample(String, Box<Sample>),
    Ended(String),
}

impl Engine {
    /// What all running containers use, every two seconds while [`Engine::run`] runs. Nothing is measured unless
    /// somebody holds such a receiver.
    pub fn watch_stats(&self) -> broadcast::Receiver<Arc<StatsBatch>> {
        let receiver = self.sampler.sender.subscribe();
        self.sampler.wanted.notify_one();
        receiver
    }

    pub(crate) async fn sample(&self) {
        loop {
            self.sampler.wanted.notified().await;
            if self.sampler.has_readers() {
                self.sample_while_wanted().await;
            }
        }
    }

    async fn sample_while_wanted(&self) {
        let mut running = Running::default();
        let mut opening = FuturesUnordered::new();
        let mut streams = SelectAll::new();
        let mut tick = tokio::time::interval(INTERVAL);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_wanted = Instant::now();
        loop {
            tokio::select! {
                now = tick.tick() => {
                    if self.sampler.has_readers() {
                        last_wanted = now;
                    } else if now.duration_since(last_wanted) >= LINGER {
                        return;
                    }
                    for id in running.missing(self) {
                        opening.push(async move { (self.samples(&id).await, id) });
                    }
                    self.publish(&mut running, now);
                }
                Some((opened, id)) = opening.next() => running.opened(id, opened, &mut streams),
                Some(measured) = streams.next() => running.take(measured),
            }
        }
    }

    fn publish(&self, running: &mut Running, now: Instant) {
        // A container that was not measured for some time has stopped or hangs.
        running.latest.retain(|_, (at, _)| now.saturating_duration_since(*at) < INTERVAL * 3);
        let mut items: Vec<ContainerUse> =
            running.latest.iter().map(|(id, (_, stats))| container_use(id, stats)).collect();
        items.sort_by(|one, other| one.id.cmp(&other.id));
        if items.is_empty() && !running.open.is_empty() {
            // The first measurements are still on their way.
            return;
        }
        // Nobody listening is fine.
        let _ = self.sampler.sender.send(Arc::new(StatsBatch {
            engine: self.config.id.clone(),
            at: Utc::now(),
            items,
        }));
    }
}

type Streams = SelectAll<futures_util::stream::BoxStream<'static, Measured>>;

impl Running {
    /// Running containers that are not measured yet.
    fn missing(&mut self, engine: &Engine) -> Vec<String> {
        let list = engine.index.list();
        if list.stale_since().is_some() {
            return Vec::new();
        }
        let running = list.entries().iter().filter(|entry| entry.state == ContainerState::Running);
        running
            .map(|entry| &entry.id)
            .filter(|id| self.open.insert((*id).clone()))
            .cloned()
            .collect()
    }

    fn opened(&mut self, id: String, samples: Result<Samples>, streams: &mut Streams) {
        match samples {
            // Tried again at the next tick if it still runs.
            Err(_) => drop(self.open.remove(&id)),
            Ok(samples) => {
                let ended = id.clone();
                let samples = samples
                    .take_while(|sample| std::future::ready(sample.is_ok()))
                    .filter_map(|sample| std::future::ready(sample.ok()))
                    .map(move |sample| Measured::Sample(id.clone(), Box::new(sample)))
                    .chain(async move { Measured::Ended(ended) }.into_stream());
                streams.push(samples.boxed());
            }
        }
    }

    fn take(&mut self, measured: Measured) {
        match measured {
            Measured::Ended(id) => {
                self.open.remove(&id);
                self.latest.remove(&id);
            }
            Measured::Sample(id, sample) => {
                let before = self.latest.get(&id).map(|(_, stats)| stats);
                match sample.measure(before) {
                    Some(stats) => drop(self.latest.insert(id, (Instant::now(), stats))),
                    None => drop(self.latest.remove(&id)),
                }
            }
        }
    }
}

fn container_use(id: &str, stats: &ContainerStats) -> ContainerUse {
    ContainerUse {
        id: id.to_owned(),
        cpu_percent: stats.cpu_percent,
        memory_bytes: stats.memory_bytes,
        memory_limit_bytes: stats.memory_limit_bytes,
        network_rx_bytes_per_s: stats.network_rx_bytes_per_s,
        network_tx_bytes_per_s: stats.network_tx_bytes_per_s,
        block_read_bytes_per_s: stats.block_read_bytes_per_s,
        block_write_bytes_per_s: stats.block_write_bytes_per_s,
        pids: stats.pids,
    }
}
