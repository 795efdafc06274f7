//! An engine that is not there, goes away and comes back.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use nebula_docker::{
    ContainerState, EngineStatus, Error, IndexChange, LogEnd, LogEvent, LogOptions,
};
use nebula_test::{docker, eventually};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinSet;

use crate::{LIMIT, config, container, follow, until_connected};

#[tokio::test]
async fn without_an_engine_it_says_how_to_get_one() {
    let folder = tempfile::tempdir().unwrap();
    let engine = follow(config(&format!("unix://{}/docker.sock", folder.path().display())));
    let info = eventually(LIMIT, "it is absent", async || {
        Some(engine.info()).filter(|info| info.status == EngineStatus::Absent)
    })
    .await;
    let detail = info.detail.unwrap();
    assert!(detail.contains("Install Docker") && detail.contains("docker.sock"), "{detail}");
    assert!(!engine.containers().is_ready());
    let error = engine.start(&container("web")).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { absent: true, .. }), "{error:?}");
    // A file that is no socket, or that nobody listens on, is something else.
    let path = folder.path().join("docker.sock");
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let info = eventually(LIMIT, "it is unreachable", async || {
        Some(engine.info()).filter(|info| info.status == EngineStatus::Unreachable)
    })
    .await;
    assert!(info.detail.unwrap().contains("no engine listens"));
}

#[tokio::test]
async fn an_engine_stops_and_comes_back() {
    let mut docker = docker::Engine::start().await;
    let engine = follow(config(docker.host()));
    until_connected(&engine).await;
    let info = engine.info();
    assert!(
        info.version.is_some()
            && info.api_version.is_some()
            && info.cpus > Some(0)
            && info.memory_bytes > Some(0),
        "{info:?}"
    );
    docker.run("kept", &["sleep", "1000"]).await;
    docker.run("lost", &["sleep", "1000"]).await;
    eventually(LIMIT, "both are listed", async || engine.info().containers_running == Some(2))
        .await;
    let mut follow = engine.follow_logs(&container("kept"), &LogOptions::default()).await.unwrap();
    let mut changes = engine.watch_containers();
    let mut infos = engine.watch_info();

    docker.stop().await;
    let end = tokio::time::timeout(LIMIT, follow.next()).await.unwrap().unwrap();
    assert!(
        matches!(end, LogEvent::Ended(LogEnd::EngineUnreachable(_) | LogEnd::ContainerStopped)),
        "{end:?}"
    );
    let info =
        tokio::time::timeout(LIMIT, infos.wait_for(|info| info.status != EngineStatus::Connected))
            .await
            .unwrap()
            .unwrap()
            .clone();
    assert!(info.detail.is_some());
    eventually(LIMIT, "the list is stale", async || engine.containers().stale_since()).await;
    assert_eq!(engine.containers().items().len(), 2);
    let error = engine.stop(&container("kept"), None).await.unwrap_err();
    assert!(error.is_connection(), "{error:?}");

    docker.resume().await;
    docker.remove("lost").await;
    let started = Instant::now();
    until_connected(&engine).await;
    println!("connected again after {:?}", started.elapsed());
    eventually(LIMIT, "the list is true again", async || {
        let list = engine.containers();
        let names: Vec<_> =
            list.items().iter().map(|found| (found.name.clone(), found.state)).collect();
        if list.stale_since().is_none() && names == [("kept".to_owned(), ContainerState::Exited)] {
            Ok(())
        } else {
            Err(names)
        }
    })
    .await;
    let mut reset = false;
    while let Ok(change) = changes.try_recv() {
        reset |= matches!(change, IndexChange::Reset);
    }
    assert!(reset, "nobody was told to read the list again");
    engine.start(&container("kept")).await.unwrap();
    assert_eq!(engine.info().containers_running, Some(1));
    let again = docker.run("new", &["sleep", "1000"]).await;
    eventually(LIMIT, "events are followed again", async || {
        engine.containers().get(&container(&again))
    })
    .await;
}

/// A way to the engine on which questions about one container are never answered, as the engine itself does when a
/// container's lock is held for ever.
struct Wedge {
    socket: PathBuf,
    wedged: Arc<OnceLock<String>>,
    _connections: JoinSet<()>,
}

impl Wedge {
    fn before(engine: &Path, folder: &Path) -> Self {
        let socket = folder.join("wedge.sock");
        let listener = UnixListener::bind(&socket).unwrap();
        let wedged = Arc::new(OnceLock::new());
        let (engine, seen) = (engine.to_owned(), wedged.clone());
        let mut connections = JoinSet::new();
        connections.spawn(async move {
            let mut accepted = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let server = UnixStream::connect(&engine).await.unwrap();
                accepted.spawn(Self::forward(client, server, seen.clone()));
            }
        });
        Self { socket, wedged, _connections: connections }
    }

    async fn forward(client: UnixStream, server: UnixStream, wedged: Arc<OnceLock<String>>) {
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let answers = tokio::io::copy(&mut from_server, &mut to_client);
        let requests = async {
            let mut buffer = vec![0; 64 << 10];
            while let Ok(length @ 1..) = from_client.read(&mut buffer).await {
                let request = &buffer[..length];
                let about =
                    wedged.get().map(|id| format!("GET /containers/{id}/json").into_bytes());
                if about.is_some_and(|about| request.starts_with(&about)) {
                    continue;
                }
                if to_server.write_all(request).await.is_err() {
                    break;
                }
            }
        };
        tokio::select! {
            _ = answers => {}
            () = requests => {}
        }
    }
}

#[tokio::test]
async fn one_container_that_hangs_does_not_take_the_engine_down() {
    let docker = docker::shared().await;
    let folder = tempfile::tempdir().unwrap();
    let way = Wedge::before(docker.socket(), folder.path());
    let address = format!("unix://{}", way.socket.display());
    let hanging = docker.run("hanging", &["sleep", "1000"]).await;
    let early = follow(config(&address));
    until_connected(&early).await;
    assert!(early.containers().get(&container(&hanging)).is_some());

    way.wedged.set(hanging.clone()).unwrap();
    let infos = early.watch_info();
    let since = infos.borrow().since;
    let options = bollard::query_parameters::RenameContainerOptionsBuilder::default()
        .name("hanging-still")
        .build();
    docker.client().rename_container(&hanging, options).await.unwrap();
    let beside = docker.run("beside", &["sleep", "1000"]).await;

    // One that connects now waits for the hanging container as long as an answer may take, and goes on without it.
    let late = follow(config(&address));
    let limit = Duration::from_secs(60);
    eventually(limit, "the engine is connected although one container hangs", async || {
        let info = late.info();
        if info.status == EngineStatus::Connected { Ok(()) } else { Err(info) }
    })
    .await;
    assert!(late.containers().get(&container(&beside)).is_some());
    eventually(limit, "what happened beside it is listed", async || {
        early.containers().get(&container(&beside))
    })
    .await;
    let info = early.info();
    assert_eq!((info.status, info.since), (EngineStatus::Connected, since), "{info:?}");
    let kept = early.containers().get(&container(&hanging)).unwrap();
    assert_eq!(kept.name, "hanging", "it is kept as it was known");
    docker.remove("hanging-still").await;
    docker.remove("beside").await;
}
