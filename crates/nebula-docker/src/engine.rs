//! One Docker engine: its connection, its state, and the loop that follows it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

use crate::address::EngineConfig;
use crate::error::{Error, Result, Subject};
use crate::events::{DockerEvent, EventFeed};
use crate::index::{ContainerIndex, ContainerList, IndexChange};
use crate::names::EngineId;
use crate::sampler::Sampler;
use crate::terminal::EndedTerminals;
use crate::transport::{RawRequest, Transport};

/// How long a request may take that the engine answers from its memory.
pub(crate) const QUICK: Duration = Duration::from_secs(20);
/// How long a request may take that works on disk or with processes.
pub(crate) const SLOW: Duration = Duration::from_secs(120);

/// How an engine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum EngineStatus {
    /// It answers and its events are followed.
    Connected,
    /// The first connection is being made.
    Connecting,
    /// It does not answer; connecting is tried again and again.
    Unreachable,
    /// There is none at its address.
    Absent,
}

/// An engine and how it is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Engine)]
pub struct EngineInfo {
    /// The platform's id of it.
    #[schema(value_type = String)]
    pub id: EngineId,
    /// Its name on screens.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// How it is.
    pub status: EngineStatus,
    /// What is wrong; for an absent engine, how to get one.
    pub detail: Option<String>,
    /// Since when the status is so.
    pub since: DateTime<Utc>,
    /// The engine's version. This and what follows is the last that was seen, null before the first connection.
    pub version: Option<String>,
    /// The version of its API.
    pub api_version: Option<String>,
    /// Its operating system, for example `Debian GNU/Linux 12 (bookworm)`.
    pub os: Option<String>,
    /// Its processor architecture, for example `x86_64`.
    pub architecture: Option<String>,
    /// How many containers it has.
    pub containers: Option<u64>,
    /// How many of them run.
    pub containers_running: Option<u64>,
    /// How many images it has.
    pub images: Option<u64>,
    /// How many processors it has.
    pub cpus: Option<u64>,
    /// Its memory.
    pub memory_bytes: Option<u64>,
}

/// One Docker engine. All operations are methods of it; they connect by themselves when they are called. What is kept
/// in memory (the list of containers, events, statistics of all containers) needs [`Engine::run`] to be running.
pub struct Engine {
    pub(crate) config: EngineConfig,
    pub(crate) transport: Transport,
    pub(crate) docker: bollard::Docker,
    pub(crate) index: ContainerIndex,
    pub(crate) events: EventFeed,
    pub(crate) sampler: Sampler,
    pub(crate) ended_terminals: EndedTerminals,
    pub(crate) info: watch::Sender<EngineInfo>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Engine").field("id", &self.config.id).finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine that is not connected yet. Must be called inside a tokio runtime's reach only when it is first used.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the Docker library does not accept the address.
    pub fn new(config: EngineConfig) -> Result<Arc<Self>> {
        let transport = Transport::new(&config);
        let docker =
            transport.docker().map_err(|error| Error::from_bollard(error, Subject::ENGINE))?;
        let info = EngineInfo {
            id: config.id.clone(),
            name: config.name.clone(),
            address: config.address.to_string(),
            status: EngineStatus::Connecting,
            detail: None,
            since: Utc::now(),
            version: None,
            api_version: None,
            os: None,
            architecture: None,
            containers: None,
            containers_running: None,
            images: None,
            cpus: None,
            memory_bytes: None,
        };
        Ok(Arc::new(Self {
            config,
            transport,
            docker,
            index: ContainerIndex::new(),
            events: EventFeed::new(),
            sampler: Sampler::new(),
            ended_terminals: EndedTerminals::new(),
            info: watch::Sender::new(info),
        }))
    }

    /// The platform's id of it.
    pub fn id(&self) -> &EngineId {
        &self.config.id
    }

    /// How it is now.
    pub fn info(&self) -> EngineInfo {
        self.info.borrow().clone()
    }

    /// How it is, and every change of that.
    pub fn watch_info(&self) -> watch::Receiver<EngineInfo> {
        self.info.subscribe()
    }

    /// The list of its containers as last known, without asking it.
    pub fn containers(&self) -> Arc<ContainerList> {
        self.index.list()
    }

    /// Every change of the list from now on. A reader that lags behind by more than 1024 changes misses the oldest.
    pub fn watch_containers(&self) -> broadcast::Receiver<IndexChange> {
        self.index.subscribe()
    }

    /// Its last events, newest first, at most [`crate::EVENTS_KEPT`].
    pub fn recent_events(&self) -> Vec<Arc<DockerEvent>> {
        self.events.recent()
    }

    /// Every event from now on. A reader that lags behind by more than 512 events misses the oldest.
    pub fn watch_events(&self) -> broadcast::Receiver<Arc<DockerEvent>> {
        self.events.subscribe()
    }

    /// Follows the engine until `stop`: keeps the list of containers, the events and the engine's state, measures
    /// while somebody reads statistics, and reconnects by itself. To be run once, by a task of the caller.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) {
        let work = async { tokio::join!(self.follow(), self.sample(), self.end_terminals()) };
        tokio::select! {
            () = stop.cancelled() => {}
            _ = work => {}
        }
    }

    /// Asks the engine whether it answers.
    ///
    /// # Errors
    /// [`Error::Unreachable`] or [`Error::TimedOut`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        let limit = Duration::from_secs(5);
        self.transport
            .fetch(RawRequest::get("/_ping".to_owned(), &[], Subject::ENGINE), limit)
            .await
            .map(drop)
    }

    /// Runs a call of the Docker library within `limit`.
    pub(crate) async fn call<T>(
        &self,
        subject: Subject<'_>,
        limit: Duration,
        call: impl Future<Output = std::result::Result<T, bollard::errors::Error>>,
    ) -> Result<T> {
        match tokio::time::timeout(limit, call).await {
            Ok(answer) => answer.map_err(|error| Error::from_bollard(error, subject)),
            Err(_) => Err(Error::TimedOut { after: limit }),
        }
    }

    /// Reads a JSON answer of the engine.
    pub(crate) async fn read<T: DeserializeOwned>(
        &self,
        request: RawRequest<'_>,
        limit: Duration,
    ) -> Result<T> {
        parse(&self.transport.fetch(request, limit).await?)
    }
}

pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body)
        .map_err(|error| Error::Engine(format!("its answer was not understood ({error})")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever uses this crate may run every operation on a thread pool.
    #[tokio::test]
    async fn operations_are_send() {
        fn send(_: impl Send) {}
        let id = "local".parse().unwrap();
        let engine =
            Engine::new(EngineConfig::new(id, "Local", "unix:///nowhere".parse().unwrap()))
                .unwrap();
        let container = "c".parse().unwrap();
        let image = "i".parse().unwrap();
        let path = "/".parse().unwrap();
        let create = crate::CreateContainer::new("i".parse().unwrap());
        let options = crate::LogOptions::default();
        let terminal =
            crate::TerminalOptions { command: Vec::new(), user: None, columns: 1, rows: 1 };
        send(engine.clone().run(CancellationToken::new()));
        send(engine.create_container(&create));
        send(engine.stop(&container, None));
        send(engine.logs(&container, &options));
        send(engine.follow_logs(&container, &options));
        send(engine.download_logs(&container, &options, true));
        send(engine.stats(&container));
        send(engine.open_terminal(&container, &terminal));
        send(engine.list_files(&container, &path));
        send(engine.copy_out(&container, &path));
        send(engine.copy_in(&container, &path, 0, futures_util::stream::empty()));
        send(engine.images());
        send(engine.image(&image));
        send(engine.pull_image(&image));
        send(engine.prune_volumes(true));
        send(engine.networks());
        send(engine.disk_usage());
    }
}
