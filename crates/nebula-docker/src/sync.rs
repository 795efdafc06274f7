//! Following an engine: its event stream keeps the list of containers true, a whole reading heals what a lost event
//! would leave wrong, and a broken connection is made again with growing pauses.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::{BoxFuture, Fuse, FutureExt};
use futures_util::stream::{self, StreamExt};
use tokio::time::{Instant, MissedTickBehavior};

use crate::engine::{Engine, EngineStatus, QUICK};
use crate::error::{Error, ResourceKind, Result, Subject};
use crate::events::{Effect, RawEvent};
use crate::inspect::Inspect;
use crate::json_lines::JsonLines;
use crate::lenient::{engine_time, lenient, some_text};
use crate::names::ContainerRef;
use crate::transport::{RawRequest, body_stream};

/// A whole reading, in case an event was lost.
const RESYNC_INTERVAL: Duration = Duration::from_secs(60);
/// Asking whether the engine still answers: an event stream of a hung engine looks like a quiet one.
const PING_INTERVAL: Duration = Duration::from_secs(10);
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// How many containers are inspected at once.
const AT_ONCE: usize = 8;

lenient! {
    struct SystemInfo {
        images: Option<u64>,
        #[serde(rename = "NCPU")]
        cpus: Option<u64>,
        mem_total: Option<u64>,
        operating_system: String,
        architecture: String,
        server_version: String,
        system_time: String,
    }
}

lenient! {
    struct Version {
        api_version: Option<String>,
    }
}

lenient! {
    /// One container of the engine's own list; the rest is read by inspecting it.
    struct Listed {
        id: String,
        names: Vec<String>,
        status: String,
        #[serde(rename = "ImageID")]
        image_id: String,
        network_settings: ListedNetworks,
    }
}

lenient! {
    struct ListedNetworks {
        networks: BTreeMap<String, serde::de::IgnoredAny>,
    }
}

/// What the list still has to learn.
#[derive(Default)]
struct Pending {
    containers: HashSet<String>,
    everything: bool,
    system: bool,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.containers.is_empty() && !self.everything && !self.system
    }
}

impl Engine {
    pub(crate) async fn follow(&self) {
        let mut pause = SHORTEST_PAUSE;
        loop {
            let mut connected = false;
            let error = match self.follow_connection(&mut connected).await {
                Ok(never) => match never {},
                Err(error) => error,
            };
            if connected {
                pause = SHORTEST_PAUSE;
            }
            self.lost(&error);
            tokio::time::sleep(pause.mul_f64(rand::random_range(0.5..1.0))).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Connects and follows until the connection breaks.
    async fn follow_connection(&self, connected: &mut bool) -> Result<std::convert::Infallible> {
        self.ping().await?;
        let engine_clock = self.read_system().await?;
        // The stream is opened before the list is read: what changes in between arrives as an event.
        let since = self.events.newest().map_or(engine_clock - TimeDelta::hours(24), |newest| {
            newest + TimeDelta::nanoseconds(1)
        });
        let since = format!("{}.{:09}", since.timestamp(), since.timestamp_subsec_nanos());
        let query = [("since", since.as_str())];
        let request = RawRequest::get("/events".to_owned(), &query, Subject::ENGINE);
        let response = self.transport.send(request, QUICK).await?;
        let mut events = JsonLines::<RawEvent, _>::new(body_stream(response));
        self.read_everything(true).await?;
        self.set_connected();
        *connected = true;

        let mut pending = Pending::default();
        let mut refreshing = std::pin::pin!(Fuse::terminated());
        let mut pinging = std::pin::pin!(Fuse::terminated());
        let mut idle = true;
        let mut resync = interval(RESYNC_INTERVAL);
        let mut ping = interval(PING_INTERVAL);
        // Past events that the engine tells at the start are news, but the list knows their outcome already.
        let known_until = engine_clock - TimeDelta::seconds(2);
        loop {
            if idle && !pending.is_empty() {
                idle = false;
                refreshing.set(self.refresh(std::mem::take(&mut pending)).fuse());
            }
            tokio::select! {
                event = events.next() => {
                    let event = event.ok_or_else(|| Error::unreachable("it closed its event stream"))??;
                    self.note(event, known_until, &mut pending);
                }
                done = &mut refreshing => {
                    idle = true;
                    done?;
                }
                done = &mut pinging => done?,
                _ = resync.tick() => {
                    pending.everything = true;
                    pending.system = true;
                }
                _ = ping.tick() => pinging.set(self.ping().fuse()),
            }
        }
    }

    fn note(&self, event: RawEvent, known_until: DateTime<Utc>, pending: &mut Pending) {
        if event.at() >= known_until {
            match event.effect() {
                Effect::None => {}
                Effect::Changed(id) => {
                    if id.parse::<ContainerRef>().is_ok() {
                        pending.containers.insert(id);
                    }
                }
                Effect::Removed(id) => {
                    pending.containers.remove(&id);
                    self.index.remove(self.index.ticket(), &id);
                    self.count_containers();
                }
                Effect::Images => pending.system = true,
            }
        }
        if event.is_news() {
            self.events.publish(event.into_event(&self.config.id));
        }
    }

    /// Learns what is pending. Only a connection that is gone is an error.
    async fn refresh(&self, pending: Pending) -> Result<()> {
        if pending.system {
            self.unless_lost(self.read_system().await.map(drop))?;
        }
        if pending.everything {
            self.unless_lost(self.read_everything(false).await)?;
        } else {
            // Boxed, because the compiler does not see that the plain futures are `Send`.
            let reads: Vec<BoxFuture<'_, Result<()>>> =
                pending.containers.iter().map(|id| self.refresh_id(id).boxed()).collect();
            let mut reads = stream::iter(reads).buffer_unordered(AT_ONCE);
            while let Some(read) = reads.next().await {
                self.unless_lost(read)?;
            }
        }
        self.count_containers();
        Ok(())
    }

    /// What was read, or that it was not, in the log. An answer that takes too long does not mean that the connection
    /// is gone: one hanging container must not take the engine down. The pings find out when the engine hangs.
    fn unless_lost(&self, read: Result<()>) -> Result<()> {
        match read {
            Err(error @ Error::Unreachable { .. }) => Err(error),
            Err(error) => {
                tracing::warn!(engine.id = %self.config.id, %error, "the engine's state was not read");
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Makes the list show how this container is now. An operation that changed it calls this before it returns; the
    /// operation has succeeded whatever this finds.
    pub(crate) async fn refresh_container(&self, container: &ContainerRef) {
        // By its id where it is known: the name may just have changed.
        let known = self.index.list().get(container);
        let id = known.as_ref().map_or(container.as_str(), |known| &known.id);
        if let Err(error) = self.refresh_id(id).await {
            tracing::debug!(engine.id = %self.config.id, %error, "a container was not read after an operation");
        }
        self.count_containers();
    }

    async fn refresh_id(&self, id: &str) -> Result<()> {
        if !self.index.list().is_ready() {
            return Ok(());
        }
        let ticket = self.index.ticket();
        match self.inspect_raw(id).await {
            Ok(inspect) => self.index.update(ticket, inspect.summary(self.index.engine_now())),
            Err(Error::NotFound { kind: ResourceKind::Container, .. }) => {
                self.index.remove(ticket, id)
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    pub(crate) async fn inspect_raw(&self, id: &str) -> Result<Inspect> {
        self.read(
            RawRequest::get(format!("/containers/{id}/json"), &[], Subject::container(id)),
            QUICK,
        )
        .await
    }

    /// Reads the engine's list and inspects what is new or looks different.
    async fn read_everything(&self, reset: bool) -> Result<()> {
        let ticket = self.index.ticket();
        let query = [("all", "true")];
        let request = RawRequest::get("/containers/json".to_owned(), &query, Subject::ENGINE);
        let listed: Vec<Listed> = self.read(request, QUICK).await?;
        let known = self.index.list();
        let known_items = known.items();
        let known: HashMap<&str, &crate::ContainerSummary> =
            known_items.iter().map(|entry| (entry.id.as_str(), entry.as_ref())).collect();
        let (kept, changed): (Vec<Listed>, Vec<Listed>) = listed.into_iter().partition(|listed| {
            known.get(listed.id.as_str()).is_some_and(|known| listed.matches(known))
        });
        let mut kept: Vec<String> = kept.into_iter().map(|listed| listed.id).collect();
        let inspections: Vec<BoxFuture<'_, (&str, Result<Inspect>)>> = changed
            .iter()
            .map(|listed| self.inspect_raw(&listed.id).map(|read| (&*listed.id, read)).boxed())
            .collect();
        let mut inspections = stream::iter(inspections).buffer_unordered(AT_ONCE);
        let mut read = Vec::with_capacity(changed.len());
        while let Some((id, inspected)) = inspections.next().await {
            match inspected {
                Ok(inspect) => read.push(inspect.summary(self.index.engine_now())),
                // Removed since the list was made.
                Err(Error::NotFound { .. }) => {}
                Err(error @ Error::Unreachable { .. }) => return Err(error),
                Err(error) => {
                    tracing::warn!(engine.id = %self.config.id, container.id = id, %error, "a container was not read");
                    // It is there, as it was last seen.
                    kept.push(id.to_owned());
                }
            }
        }
        self.index.replace(ticket, read, &kept, reset);
        self.count_containers();
        Ok(())
    }

    /// Reads what the engine tells about itself, and answers its clock.
    async fn read_system(&self) -> Result<DateTime<Utc>> {
        let info = RawRequest::get("/info".to_owned(), &[], Subject::ENGINE);
        let version = RawRequest::get("/version".to_owned(), &[], Subject::ENGINE);
        let (info, version) = tokio::try_join!(
            self.read::<SystemInfo>(info, QUICK),
            self.read::<Version>(version, QUICK)
        )?;
        let clock = engine_time(&info.system_time).unwrap_or_else(Utc::now);
        self.index.set_engine_clock(clock);
        self.info.send_if_modified(|known| {
            let mut new = known.clone();
            new.version = some_text(info.server_version);
            new.api_version = version.api_version;
            new.os = some_text(info.operating_system);
            new.architecture = some_text(info.architecture);
            new.images = info.images;
            new.cpus = info.cpus;
            new.memory_bytes = info.mem_total;
            replace_if_different(known, new)
        });
        Ok(clock)
    }

    fn count_containers(&self) {
        let list = self.index.list();
        let running = list
            .entries()
            .iter()
            .filter(|entry| entry.state == crate::ContainerState::Running)
            .count();
        self.info.send_if_modified(|known| {
            let mut new = known.clone();
            new.containers = Some(list.entries().len() as u64);
            new.containers_running = Some(running as u64);
            replace_if_different(known, new)
        });
    }

    fn set_connected(&self) {
        tracing::info!(engine.id = %self.config.id, engine.address = %self.config.address, "connected to the Docker engine");
        self.info.send_modify(|info| {
            info.status = EngineStatus::Connected;
            info.detail = None;
            info.since = Utc::now();
        });
    }

    fn lost(&self, error: &Error) {
        self.index.mark_stale();
        let (status, detail) = match error {
            Error::Unreachable { absent: true, detail } => (
                EngineStatus::Absent,
                format!(
                    "{detail}. Install Docker Engine (https://docs.docker.com/engine/install/) or, where it is \
                     installed, start it; where it listens elsewhere, name its address in DOCKER_HOST."
                ),
            ),
            Error::Unreachable { detail, .. } => (EngineStatus::Unreachable, detail.clone()),
            Error::TimedOut { .. }
            | Error::NotFound { .. }
            | Error::Conflict(_)
            | Error::Invalid(_)
            | Error::Engine(_) => (EngineStatus::Unreachable, error.to_string()),
        };
        self.info.send_if_modified(|info| {
            if info.status == status && info.detail.as_ref() == Some(&detail) {
                return false;
            }
            if info.status != status {
                tracing::warn!(engine.id = %self.config.id, engine.address = %self.config.address, detail, "no connection to the Docker engine");
                info.since = Utc::now();
            }
            info.status = status;
            info.detail = Some(detail);
            true
        });
    }
}

impl Listed {
    /// Whether the engine's list shows nothing that the known entry does not.
    fn matches(&self, known: &crate::ContainerSummary) -> bool {
        let name = self
            .names
            .iter()
            .map(|name| name.trim_start_matches('/'))
            .find(|name| !name.contains('/'));
        known.status == self.status
            && name == Some(known.name.as_str())
            && known.image_id == self.image_id
            && self.network_settings.networks.keys().eq(known.networks.iter())
    }
}

fn replace_if_different<T: PartialEq>(known: &mut T, new: T) -> bool {
    let different = *known != new;
    *known = new;
    different
}

fn interval(period: Duration) -> tokio::time::Interval {
    let mut interval = tokio::time::interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
