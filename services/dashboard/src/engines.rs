//! The Docker engines that the platform controls: the local one and those of the service map.
//!
//! Listing and acting resolve an engine in the same place, [`Engines::find`].

use std::{collections::BTreeMap, sync::Arc};

use arc_swap::ArcSwap;
use nebula_api::{Error, Result};
use nebula_bus::Event;
use nebula_docker::{
    DockerEvent, Engine, EngineConfig, EngineInfo, IndexChange, TlsFiles, TlsIdentity,
};
use nebula_runtime::{CancellationToken, ServiceMap, service_map::DockerEndpoint};
use serde::{Deserialize, Serialize};
use tokio::sync::{
    broadcast::{self, error::RecvError},
    watch,
};

use crate::{app::App, live::Topic};

/// The id of the engine on the dashboard's own machine.
pub const LOCAL: &str = "local";

/// Shown where there is no engine.
pub const HOW_TO_GET_DOCKER: &str = "Install it with `sudo apt-get install docker.io` (Debian, \
    Ubuntu) or from docs.docker.com/engine/install, and let the dashboard's user use it: `sudo \
    usermod -aG docker <user>`. The dashboard finds it by itself. A socket elsewhere is named by \
    DOCKER_HOST.";

/// Where an engine is: what must not change for it to stay the same one.
#[derive(Clone, Debug, PartialEq)]
struct Definition {
    name: String,
    endpoint: DockerEndpoint,
}

#[derive(Clone)]
struct Entry {
    definition: Definition,
    engine: Arc<Engine>,
    stop: CancellationToken,
}

/// The engines, by id.
#[derive(Default)]
pub struct Engines {
    entries: ArcSwap<BTreeMap<String, Entry>>,
}

impl Engines {
    /// The engines of the map and the local one. They connect once [`follow`] runs.
    pub fn new(map: &ServiceMap, docker_host: Option<&str>) -> Self {
        let engines = Self::default();
        engines.replace(definitions(map, docker_host), &CancellationToken::new());
        engines
    }

    /// All engines, the local one first.
    pub fn list(&self) -> Vec<Arc<Engine>> {
        let entries = self.entries.load();
        let local = entries.get(LOCAL).into_iter();
        let others = entries.iter().filter(|(id, _)| *id != LOCAL).map(|(_, entry)| entry);
        local.chain(others).map(|entry| entry.engine.clone()).collect()
    }

    /// The engine with this id.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn find(&self, id: &str) -> Result<Arc<Engine>> {
        self.entries
            .load()
            .get(id)
            .map(|entry| entry.engine.clone())
            .ok_or_else(|| Error::not_found("engine", id))
    }

    /// The engine on this machine.
    pub fn local(&self) -> Option<Arc<Engine>> {
        self.entries.load().get(LOCAL).map(|entry| entry.engine.clone())
    }

    /// Keeps the engines whose definition stayed, stops the others, returns the new ones.
    fn replace(
        &self,
        wanted: BTreeMap<String, Definition>,
        stop: &CancellationToken,
    ) -> Vec<(Arc<Engine>, CancellationToken)> {
        let before = self.entries.load_full();
        let mut entries = BTreeMap::new();
        let mut started = Vec::new();
        for (id, definition) in wanted {
            if let Some(entry) = before.get(&id)
                && entry.definition == definition
            {
                entries.insert(id, entry.clone());
                continue;
            }
            match build(&id, &definition) {
                Ok(engine) => {
                    let stop = stop.child_token();
                    started.push((engine.clone(), stop.clone()));
                    entries.insert(id, Entry { definition, engine, stop });
                }
                Err(reason) => {
                    tracing::error!(engine = id, reason, "the engine's address cannot be used");
                }
            }
        }
        for (id, entry) in before.iter() {
            if entries.get(id).is_none_or(|kept| !Arc::ptr_eq(&kept.engine, &entry.engine)) {
                entry.stop.cancel();
            }
        }
        self.entries.store(Arc::new(entries));
        started
    }
}

fn definitions(map: &ServiceMap, docker_host: Option<&str>) -> BTreeMap<String, Definition> {
    let mut definitions: BTreeMap<String, Definition> = map
        .nodes
        .iter()
        .filter_map(|(id, node)| {
            let name = node.description.clone().unwrap_or_else(|| id.clone());
            Some((id.clone(), Definition { name, endpoint: node.docker.clone()? }))
        })
        .collect();
    if let Some(address) = docker_host {
        let name = definitions.remove(LOCAL).map_or_else(|| LOCAL.into(), |known| known.name);
        let endpoint = DockerEndpoint::Address(address.into());
        definitions.insert(LOCAL.into(), Definition { name, endpoint });
    }
    definitions.entry(LOCAL.into()).or_insert_with(|| Definition {
        name: "This machine".into(),
        endpoint: DockerEndpoint::Address("unix:///var/run/docker.sock".into()),
    });
    definitions
}

fn build(id: &str, definition: &Definition) -> std::result::Result<Arc<Engine>, String> {
    let address = definition.endpoint.address().parse().map_err(|error| format!("{error}"))?;
    let id = id.parse().map_err(|error| format!("{error}"))?;
    let mut config = EngineConfig::new(id, definition.name.clone(), address);
    if let DockerEndpoint::Tls(tls) = &definition.endpoint {
        config.tls = Some(TlsFiles {
            authority: tls.ca_file.clone(),
            identity: Some(TlsIdentity {
                certificate: tls.cert_file.clone(),
                key: tls.key_file.clone(),
            }),
        });
    }
    Engine::new(config).map_err(|error| error.to_string())
}

/// What the caller should read when an engine refuses or fails.
pub fn api_error(error: nebula_docker::Error) -> Error {
    use nebula_docker::Error as Docker;
    match error {
        Docker::NotFound { kind, id } => Error::not_found(kind.as_str(), id),
        Docker::Conflict(message) => Error::Conflict(message),
        Docker::Invalid(message) => Error::invalid("", message),
        Docker::Unreachable { ref detail, absent } => {
            let detail = if absent {
                format!("There is no Docker engine here. {HOW_TO_GET_DOCKER}")
            } else {
                format!("The Docker engine does not answer: {detail}. It is tried again and again.")
            };
            Error::unavailable("docker", detail, error)
        }
        Docker::TimedOut { after } => Error::unavailable(
            "docker",
            format!("The Docker engine did not answer within {} s.", after.as_secs()),
            error,
        ),
        Docker::Engine(ref message) => {
            Error::unavailable("docker", format!("The Docker engine failed: {message}"), error)
        }
    }
}

/// How an engine is, with what to do where there is none.
pub fn info(engine: &Engine) -> EngineInfo {
    let mut info = engine.info();
    if info.status == nebula_docker::EngineStatus::Absent {
        info.detail = Some(format!("There is no Docker engine here. {HOW_TO_GET_DOCKER}"));
    }
    info
}

/// Runs the engines until `stop`, following the service map.
pub async fn follow(app: Arc<App>, stop: CancellationToken) {
    let mut map_changes = app.platform.map.changes();
    // Those built at start do not run yet, and those of a run that panicked must not run twice:
    // build them anew under this stop token.
    for entry in app.engines.entries.swap(Arc::default()).values() {
        entry.stop.cancel();
    }
    loop {
        let map = app.platform.map.current();
        let wanted = definitions(&map, app.config.docker_host.as_deref());
        for (engine, stop) in app.engines.replace(wanted, &stop) {
            let tasks = &app.platform.tasks;
            // Listening begins before the engine runs, so that its first list is heard of too.
            let heard = Heard {
                containers: engine.watch_containers(),
                events: engine.watch_events(),
                infos: engine.watch_info(),
            };
            tasks.spawn("engine", engine.clone().run(stop.clone()));
            let shown = show(app.clone(), engine.clone(), heard);
            tasks.spawn("engine-live", guard(stop.clone(), shown));
            tasks.spawn("engine-stats", guard(stop.clone(), measure(app.clone(), engine.clone())));
            tasks.spawn("engine-bus", guard(stop, announce(app.clone(), engine)));
        }
        tokio::select! {
            () = stop.cancelled() => return,
            _ = map_changes.changed() => {}
        }
    }
}

async fn guard(stop: CancellationToken, work: impl Future<Output = ()>) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = work => {}
    }
}

#[derive(Serialize)]
struct ContainerUpdated<'a> {
    engine: &'a str,
    container: &'a nebula_docker::ContainerSummary,
}

#[derive(Serialize)]
struct ContainerRemoved<'a> {
    engine: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
struct ContainersReset<'a> {
    engine: &'a str,
}

/// What is heard of an engine.
struct Heard {
    containers: broadcast::Receiver<IndexChange>,
    events: broadcast::Receiver<Arc<DockerEvent>>,
    infos: watch::Receiver<EngineInfo>,
}

/// Turns what happens on an engine into live events.
async fn show(app: Arc<App>, engine: Arc<Engine>, heard: Heard) {
    let id = engine.id().to_string();
    let Heard { mut containers, mut events, mut infos } = heard;
    let live = &app.live;
    loop {
        tokio::select! {
            change = containers.recv() => match change {
                Ok(IndexChange::Updated(container)) => {
                    let data = ContainerUpdated { engine: &id, container: &container };
                    live.publish(Topic::Containers, "container_updated", &data);
                }
                Ok(IndexChange::Removed(container)) => {
                    let data = ContainerRemoved { engine: &id, id: &container };
                    live.publish(Topic::Containers, "container_removed", &data);
                }
                Ok(IndexChange::Reset) | Err(RecvError::Lagged(_)) => {
                    let data = ContainersReset { engine: &id };
                    live.publish(Topic::Containers, "containers_reset", &data);
                }
                Err(RecvError::Closed) => return,
            },
            event = events.recv() => match event {
                Ok(event) => live.publish(Topic::DockerEvents, "docker_event", &*event),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            changed = infos.changed() => {
                if changed.is_err() {
                    return;
                }
                live.publish(Topic::Engines, "engine_updated", &info(&engine));
            }
        }
    }
}

/// Measures containers while somebody looks.
async fn measure(app: Arc<App>, engine: Arc<Engine>) {
    loop {
        app.live.wait_for_demand(Topic::ContainerStats, true).await;
        let mut batches = engine.watch_stats();
        loop {
            tokio::select! {
                batch = batches.recv() => match batch {
                    Ok(batch) => app.live.publish_figures(Topic::ContainerStats, "container_stats", &*batch),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                () = app.live.wait_for_demand(Topic::ContainerStats, false) => break,
            }
        }
    }
}

/// What the bus is told of a container.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContainerReport {
    /// The engine.
    pub engine: String,
    /// The container.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// How it exited, when it did.
    pub exit_code: Option<i64>,
}

/// A container started.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContainerStarted(pub ContainerReport);

impl Event for ContainerStarted {
    const TYPE: &'static str = "nebula.container.started";

    fn subject(&self) -> Option<String> {
        Some(self.0.id.clone())
    }
}

/// A container stopped, by itself or by somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContainerStopped(pub ContainerReport);

impl Event for ContainerStopped {
    const TYPE: &'static str = "nebula.container.stopped";

    fn subject(&self) -> Option<String> {
        Some(self.0.id.clone())
    }
}

/// Tells the bus which containers start and stop.
async fn announce(app: Arc<App>, engine: Arc<Engine>) {
    let mut events = engine.watch_events();
    loop {
        let event = match events.recv().await {
            Ok(event) if event.kind == "container" => event,
            Ok(_) | Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let report = ContainerReport {
            engine: engine.id().to_string(),
            id: event.id.clone(),
            name: event.name.clone(),
            exit_code: event.attributes.get("exitCode").and_then(|code| code.parse().ok()),
        };
        let bus = &app.platform.bus;
        let sent = match event.action.as_str() {
            "start" => bus.publish(&ContainerStarted(report)).await,
            "die" => bus.publish(&ContainerStopped(report)).await,
            _ => continue,
        };
        if let Err(error) = sent {
            tracing::debug!(%error, "could not tell the bus of a container");
        }
    }
}
