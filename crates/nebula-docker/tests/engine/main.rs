//! The crate against a real Docker engine.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it should do"
)]

mod containers;
mod faults;
mod files;
mod logs;
mod remote;
mod stats;
mod stores;
mod terminal;

use std::sync::Arc;
use std::time::Duration;

use nebula_docker::{ContainerRef, Engine, EngineConfig, EngineStatus};
use nebula_test::docker;
use nebula_test::eventually;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const LIMIT: Duration = Duration::from_secs(30);

/// An engine that is followed until this is dropped.
struct Followed {
    engine: Arc<Engine>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl std::ops::Deref for Followed {
    type Target = Arc<Engine>;

    fn deref(&self) -> &Arc<Engine> {
        &self.engine
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.stop.cancel();
        self.task.abort();
    }
}

fn config(host: &str) -> EngineConfig {
    EngineConfig::new("local".parse().unwrap(), "Local", host.parse().unwrap())
}

#[expect(clippy::disallowed_methods, reason = "the guard owns the task")]
fn follow(config: EngineConfig) -> Followed {
    let engine = Engine::new(config).unwrap();
    let stop = CancellationToken::new();
    let task = tokio::spawn(engine.clone().run(stop.clone()));
    Followed { engine, stop, task }
}

async fn until_connected(engine: &Engine) {
    eventually(LIMIT, "the engine is connected", async || {
        let info = engine.info();
        if info.status == EngineStatus::Connected { Ok(()) } else { Err(info) }
    })
    .await;
}

/// The shared engine, followed.
async fn connected() -> (&'static docker::Engine, Followed) {
    let docker = docker::shared().await;
    let engine = follow(config(docker.host()));
    until_connected(&engine).await;
    (docker, engine)
}

/// The shared engine, not followed: only operations.
async fn unfollowed() -> (&'static docker::Engine, Arc<Engine>) {
    let docker = docker::shared().await;
    (docker, Engine::new(config(docker.host())).unwrap())
}

fn container(name: &str) -> ContainerRef {
    name.parse().unwrap()
}
