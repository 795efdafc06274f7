//! A service started in this process, as its `main` would.

use std::time::Duration;

use nebula_runtime::{CancellationToken, Env, Listeners, Platform};
use nebula_test::{ports, redis::RedisServer};
use tempfile::TempDir;
use tokio::task::JoinHandle;

pub(crate) const KEY: &str = "the internal key that services share";

/// The map of two services on free ports, and what they need.
pub(crate) struct World {
    pub(crate) redis: RedisServer,
    pub(crate) folder: TempDir,
    pub(crate) http: [u16; 2],
    pub(crate) grpc: [u16; 2],
}

/// The names of the two services.
pub(crate) const NAMES: [&str; 2] = ["monitoring", "gpu-scheduler"];

impl World {
    pub(crate) async fn new() -> Self {
        let world = Self {
            redis: RedisServer::start().await,
            folder: tempfile::tempdir().unwrap(),
            http: [ports::free(), ports::free()],
            grpc: [ports::free(), ports::free()],
        };
        let services: String = NAMES
            .iter()
            .enumerate()
            .map(|(n, name)| {
                format!(
                    "  {name}:\n    http: http://127.0.0.1:{}\n    grpc: http://127.0.0.1:{}\n",
                    world.http[n], world.grpc[n]
                )
            })
            .collect();
        std::fs::write(world.map_path(), format!("version: 1\nservices:\n{services}")).unwrap();
        world
    }

    pub(crate) fn map_path(&self) -> std::path::PathBuf {
        self.folder.path().join("service-map.yml")
    }

    pub(crate) fn env(&self, key: &str) -> Env {
        Env::from_pairs([
            ("REDIS_URL", self.redis.url()),
            ("SERVICE_MAP", self.map_path().display().to_string()),
            ("INTERNAL_TOKEN_KEY", key.to_owned()),
        ])
    }

    pub(crate) fn start(&self, service: &'static str) -> Running {
        let platform = Platform::build(service, "1.2.3", &self.env(KEY)).unwrap();
        let listeners = Listeners::bind(service, &platform.map, &platform.config).unwrap();
        let stop = platform.stop_token();
        let serving = platform.clone();
        let task = tokio::spawn(async move {
            serving.serve_operations(listeners).await.unwrap();
        });
        Running { platform, stop, task }
    }
}

pub(crate) struct Running {
    pub(crate) platform: Platform,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Running {
    /// As SIGTERM does.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        tokio::time::timeout(Duration::from_secs(10), self.task).await.unwrap().unwrap();
    }
}
