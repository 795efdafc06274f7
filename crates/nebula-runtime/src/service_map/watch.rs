//! The map in force, and its hot reload.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use notify::Watcher;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{MapError, ServiceMap};
use crate::config::Env;

/// Editors write a file in several steps; wait until they are through.
const SETTLE: Duration = Duration::from_millis(150);
/// Catches what the file system does not report (network mounts, bind-mounted single files).
const RESCAN: Duration = Duration::from_secs(15);

/// The map in force and how it came to be.
#[derive(Clone, Debug)]
pub struct MapState {
    /// The map.
    pub map: Arc<ServiceMap>,
    /// When it was read.
    pub loaded_at: DateTime<Utc>,
    /// Why the newest version of the file is not in force.
    pub error: Option<MapError>,
}

/// Reads the map at start and keeps it current.
pub struct ServiceMapWatch {
    path: PathBuf,
    overrides: Vec<Override>,
    state: ArcSwap<MapState>,
    changed: watch::Sender<()>,
}

/// `NEBULA_SERVICES_<NAME>_HTTP` or `_GRPC` from the environment.
struct Override {
    service: String,
    grpc: bool,
    url: Url,
}

impl ServiceMapWatch {
    /// Reads the map at `path`, with addresses overridden by `env`.
    ///
    /// # Errors
    /// When the file cannot be read or is refused: a process does not start without a map.
    pub fn load(path: PathBuf, env: &Env) -> Result<Self, MapError> {
        let overrides = overrides(env)?;
        let map = read(&path, &overrides)?;
        let state = MapState { map: Arc::new(map), loaded_at: Utc::now(), error: None };
        Ok(Self {
            path,
            overrides,
            state: ArcSwap::from_pointee(state),
            changed: watch::channel(()).0,
        })
    }

    /// The map in force now.
    pub fn current(&self) -> Arc<ServiceMap> {
        self.state.load().map.clone()
    }

    /// The map in force and why a newer file may not be.
    pub fn state(&self) -> Arc<MapState> {
        self.state.load_full()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Wakes whenever [`Self::state`] has changed.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// Follows the file until `stop`.
    pub async fn follow(self: Arc<Self>, stop: CancellationToken) {
        let (sender, mut events) = mpsc::channel(1);
        // The folder is watched, not the file: editors replace the file.
        let folder = self.path.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !event.kind.is_access()) {
                // A full channel already holds a wake-up.
                let _ = sender.try_send(());
            }
        })
        .and_then(|mut watcher| {
            watcher.watch(folder, notify::RecursiveMode::NonRecursive).map(|()| watcher)
        });
        if let Err(error) = &watcher {
            tracing::warn!(%error, "the service map's folder cannot be watched; it is read every {RESCAN:?} instead");
        }
        // What changed between the first reading and the watch is not reported.
        self.reload();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                Some(()) = events.recv() => tokio::time::sleep(SETTLE).await,
                () = tokio::time::sleep(RESCAN) => {}
            }
            while events.try_recv().is_ok() {}
            self.reload();
        }
    }

    /// Reads the file again and puts it in force if it is valid and different.
    pub fn reload(&self) {
        let before = self.state.load_full();
        let next = match read(&self.path, &self.overrides) {
            Ok(map) if map == *before.map && before.error.is_none() => return,
            Ok(map) => {
                tracing::info!(path = %self.path.display(), "service map reloaded");
                MapState { map: Arc::new(map), loaded_at: Utc::now(), error: None }
            }
            Err(error) if before.error.as_ref() == Some(&error) => return,
            Err(error) => {
                tracing::warn!(path = %self.path.display(), %error, "new service map refused, the old one stays in force");
                MapState { error: Some(error), ..(*before).clone() }
            }
        };
        self.state.store(Arc::new(next));
        self.changed.send_replace(());
    }
}

fn read(path: &Path, overrides: &[Override]) -> Result<ServiceMap, MapError> {
    let text = std::fs::read_to_string(path).map_err(|error| MapError {
        line: None,
        reason: format!("cannot read {}: {error}", path.display()),
    })?;
    let mut map = ServiceMap::parse(&text)?;
    for Override { service, grpc, url } in overrides {
        let Some(entry) = map.services.get_mut(service) else {
            return Err(MapError {
                line: None,
                reason: format!(
                    "the environment overrides the address of `{service}`, which is not in `services`"
                ),
            });
        };
        let slot = if *grpc { &mut entry.grpc } else { &mut entry.http };
        *slot = Some(url.clone());
    }
    Ok(map)
}

fn overrides(env: &Env) -> Result<Vec<Override>, MapError> {
    let mut overrides = Vec::new();
    for (name, value) in env.with_prefix("NEBULA_SERVICES_") {
        let (service, grpc) = match (name.strip_suffix("_HTTP"), name.strip_suffix("_GRPC")) {
            (Some(service), _) => (service, false),
            (None, Some(service)) => (service, true),
            (None, None) => continue,
        };
        let url = Url::parse(value).map_err(|error| MapError {
            line: None,
            reason: format!(
                "NEBULA_SERVICES_{name}: {error}; expected an address such as http://127.0.0.1:5000"
            ),
        })?;
        overrides.push(Override { service: service.to_lowercase().replace('_', "-"), grpc, url });
    }
    Ok(overrides)
}
