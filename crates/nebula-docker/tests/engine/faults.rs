//! An engine that is not there, goes away and comes back.

use std::time::Instant;

use futures_util::StreamExt;
use nebula_docker::{
    ContainerState, EngineStatus, Error, IndexChange, LogEnd, LogEvent, LogOptions,
};
use nebula_test::{docker, eventually};

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
