//! Listing, inspecting, making and changing containers.

use std::time::{Duration, Instant};

use nebula_docker::{
    ContainerFilter, ContainerState, CreateContainer, Error, IndexChange, Privilege, ResourceKind,
    required_privilege,
};
use nebula_test::{docker, eventually};
use serde_json::json;

use crate::{LIMIT, connected, container, unfollowed};

fn create(request: serde_json::Value) -> CreateContainer {
    serde_json::from_value(request).unwrap()
}

#[tokio::test]
async fn the_list_follows_what_others_do() {
    let (docker, engine) = connected().await;
    let mut changes = engine.watch_containers();
    let id = docker.run("followed", &["sleep", "1000"]).await;
    let get = || engine.containers().get(&container(&id));
    let running = eventually(LIMIT, "the new container is listed as running", async || {
        get().filter(|found| found.state == ContainerState::Running)
    })
    .await;
    assert_eq!((running.name.as_str(), running.image.as_str()), ("followed", docker::BUSYBOX));
    assert!(running.status.starts_with("Up "), "{}", running.status);
    assert_eq!(running.command, "sleep 1000");
    assert!(running.started_at.is_some() && running.exit_code.is_none());

    let client = docker.client();
    let options = bollard::query_parameters::RenameContainerOptionsBuilder::default()
        .name("followed-on")
        .build();
    client.rename_container(&id, options).await.unwrap();
    eventually(LIMIT, "it has its new name", async || {
        engine.containers().get(&container("followed-on"))
    })
    .await;

    client.stop_container(&id, None).await.unwrap();
    let stopped = eventually(LIMIT, "it is listed as exited", async || {
        get().filter(|found| found.state == ContainerState::Exited)
    })
    .await;
    assert_eq!(stopped.exit_code, Some(137));
    assert!(stopped.status.starts_with("Exited (137) "), "{}", stopped.status);

    docker.remove(&id).await;
    eventually(LIMIT, "it is gone", async || get().is_none()).await;
    let mut kinds = Vec::new();
    while let Ok(change) = changes.try_recv() {
        match change {
            IndexChange::Updated(summary) if summary.id == id => {
                kinds.push(format!("{:?}", summary.state))
            }
            IndexChange::Removed(gone) if gone == id => kinds.push("Removed".to_owned()),
            IndexChange::Updated(_) | IndexChange::Removed(_) | IndexChange::Reset => {}
        }
    }
    assert_eq!(kinds.last().map(String::as_str), Some("Removed"), "{kinds:?}");
    assert!(
        kinds.contains(&"Running".to_owned()) && kinds.contains(&"Exited".to_owned()),
        "{kinds:?}"
    );
    let events = engine.recent_events();
    let actions: Vec<_> =
        events.iter().filter(|event| event.id == id).map(|event| event.action.as_str()).collect();
    assert!(actions.starts_with(&["destroy"]) && actions.contains(&"rename"), "{actions:?}");
}

#[tokio::test]
async fn ones_own_changes_are_seen_at_once() {
    let (_, engine) = connected().await;
    let port = nebula_test::ports::free();
    let request = create(json!({
        "ports": [{"container_port": 80, "host_port": port, "host_ip": "127.0.0.1"}],
        "name": "own", "image": docker::BUSYBOX, "command": ["sleep", "1000"],
        "environment": {"GREETING": "hello", "DB_PASSWORD": "hunter2", "DB_URL": "postgres://me:hunter2@db/x"},
        "labels": {"com.docker.compose.project": "shop", "tier": "web"},
        "memory_limit_bytes": 64 << 20, "cpu_limit": 0.5, "restart_policy": "on-failure", "working_dir": "/tmp", "user": "guest", "start": true
    }));
    assert_eq!(required_privilege(&request), Privilege::Ordinary);
    let made = engine.create_container(&request).await.unwrap();
    let published = &made.summary.ports[0];
    assert_eq!((published.private_port, published.public_port), (80, Some(port)));
    assert_eq!(published.ip.as_deref(), Some("127.0.0.1"));
    let own = container("own");
    let state = || engine.containers().get(&own).map(|found| found.state);
    assert_eq!(state(), Some(ContainerState::Running));
    assert_eq!(made.summary.compose_project.as_deref(), Some("shop"));
    assert_eq!(
        (made.memory_limit_bytes, made.cpu_limit, made.working_dir.as_str(), made.user.as_str()),
        (Some(64 << 20), Some(0.5), "/tmp", "guest")
    );
    assert_eq!(made.restart_policy.name, "on-failure");
    assert!(!serde_json::to_string(&made).unwrap().contains("hunter2"));
    let revealed = engine.container(&own, true).await.unwrap();
    assert!(
        revealed.environment.iter().any(|variable| variable.name == "DB_PASSWORD"
            && variable.value.as_deref() == Some("hunter2"))
    );

    let conflict = engine.create_container(&request).await.unwrap_err();
    assert!(matches!(conflict, Error::Conflict(_)), "{conflict}");

    engine.pause(&own).await.unwrap();
    assert_eq!(state(), Some(ContainerState::Paused));
    engine.unpause(&own).await.unwrap();
    assert_eq!(state(), Some(ContainerState::Running));
    let processes = engine.processes(&own, false).await.unwrap();
    assert!(
        processes.items.iter().flatten().any(|cell| cell.contains("sleep 1000")),
        "{processes:?}"
    );
    engine.rename(&own, &"own-2".parse().unwrap()).await.unwrap();
    assert!(engine.containers().get(&own).is_none());
    let own = container("own-2");
    engine.restart(&own, Some(Duration::ZERO)).await.unwrap();
    engine.kill(&own, Some(&"KILL".parse().unwrap())).await.unwrap();
    // The engine answers before the process has ended, and does not restart what was killed by hand.
    eventually(LIMIT, "it is killed", async || {
        engine.containers().get(&own).is_some_and(|found| found.exit_code == Some(137))
    })
    .await;
    engine.start(&own).await.unwrap();
    engine.stop(&own, Some(Duration::ZERO)).await.unwrap();
    assert_eq!(engine.containers().get(&own).unwrap().state, ContainerState::Exited);
    // Twice is no mistake.
    engine.stop(&own, None).await.unwrap();
    engine.start(&own).await.unwrap();
    assert_eq!(engine.containers().get(&own).unwrap().state, ContainerState::Running);
    assert!(matches!(engine.remove(&own, false, true).await, Err(Error::Conflict(_))));
    engine.remove(&own, true, true).await.unwrap();
    assert!(engine.containers().get(&own).is_none());
    let gone = engine.start(&own).await.unwrap_err();
    assert_eq!(gone, Error::NotFound { kind: ResourceKind::Container, id: "own-2".into() });
}

#[tokio::test]
async fn command_lines_of_processes_do_not_tell_secrets() {
    let (docker, engine) = unfollowed().await;
    let script = "while :; do sleep 1; done";
    let command = ["sh", "-c", script, "app", "--password=hunter2", "--requirepass", "hunter2"];
    docker.run("secretive", &command).await;
    let line = async |reveal| {
        let processes = engine.processes(&container("secretive"), reveal).await.unwrap();
        let mut cells = processes.items.into_iter().flatten();
        cells.find(|cell| cell.contains(script)).unwrap()
    };
    assert_eq!(
        line(false).await,
        format!("sh -c {script} app --password=******** --requirepass ********")
    );
    assert_eq!(
        line(true).await,
        format!("sh -c {script} app --password=hunter2 --requirepass hunter2")
    );
    docker.remove("secretive").await;
}

#[tokio::test]
async fn what_cannot_be_made_says_why() {
    let (_, engine) = unfollowed().await;
    let missing =
        engine.create_container(&create(json!({"image": "nebula-test/nope:1"}))).await.unwrap_err();
    assert_eq!(
        missing,
        Error::NotFound { kind: ResourceKind::Image, id: "nebula-test/nope:1".into() }
    );
    let user = create(
        json!({"image": docker::BUSYBOX, "command": ["true"], "user": "nobody-here", "start": true, "name": "no-user"}),
    );
    let user = engine.create_container(&user).await.unwrap_err();
    assert!(matches!(user, Error::Invalid(_)), "{user:?}");
    engine.remove(&container("no-user"), true, true).await.unwrap();
    let network = create(
        json!({"image": docker::BUSYBOX, "networks": ["no-such-network"], "start": true, "name": "no-network"}),
    );
    let network = engine.create_container(&network).await.unwrap_err();
    assert!(matches!(network, Error::Invalid(_)), "{network:?}");
    engine.remove(&container("no-network"), true, true).await.unwrap();
}

#[tokio::test]
async fn filters_and_the_ready_made_answer() {
    let (docker, engine) = connected().await;
    let request = create(
        json!({"name": "filtered", "image": docker::BUSYBOX, "command": ["true"], "labels": {"purpose": "filter test"}}),
    );
    engine.create_container(&request).await.unwrap();
    let list = engine.containers();
    let mut filter =
        ContainerFilter { all: true, search: Some("FILTER".into()), ..Default::default() };
    filter.label("purpose=filter test");
    let names: Vec<_> = list.filter(&filter).iter().map(|found| found.name.clone()).collect();
    assert_eq!(names, ["filtered"]);
    filter.all = false;
    assert!(list.filter(&filter).is_empty());
    filter.status = Some(ContainerState::Created);
    assert_eq!(list.filter(&filter).len(), 1);
    let body: serde_json::Value = serde_json::from_slice(&list.body(true)).unwrap();
    let item =
        body["items"].as_array().unwrap().iter().find(|item| item["name"] == "filtered").unwrap();
    assert_eq!(item["state"], "created");
    assert_eq!(item["status"], "Created");
    assert!(item["exit_code"].is_null() && item["started_at"].is_null());
    docker.remove("filtered").await;
}

#[tokio::test]
async fn the_words_are_the_engines_own() {
    let (docker, engine) = connected().await;
    docker.run("words-up", &["sleep", "1000"]).await;
    docker.run("words-ended", &["sh", "-c", "exit 3"]).await;
    eventually(LIMIT, "the list says what the engine says", async || {
        let options =
            bollard::query_parameters::ListContainersOptionsBuilder::default().all(true).build();
        let listed = docker.client().list_containers(Some(options)).await.unwrap();
        let ours = engine.containers().items();
        ["words-up", "words-ended"].into_iter().try_for_each(|name| {
            let engines = listed
                .iter()
                .find(|found| {
                    found.names.as_ref().is_some_and(|names| names[0] == format!("/{name}"))
                })
                .unwrap();
            let found = ours
                .iter()
                .find(|found| found.name == name)
                .ok_or_else(|| format!("{name} is missing"))?;
            let same = engines.status.as_deref() == Some(&found.status)
                && engines.command.as_deref() == Some(&found.command)
                && engines.image_id.as_deref() == Some(&found.image_id);
            if same { Ok(()) } else { Err(format!("{engines:?} {found:?}")) }
        })
    })
    .await;
    docker.remove("words-up").await;
    docker.remove("words-ended").await;
}

#[tokio::test]
async fn health_and_executed_checks_do_not_read_the_list_again() {
    let (docker, engine) = connected().await;
    let check = bollard::models::HealthConfig {
        test: Some(vec!["CMD".into(), "true".into()]),
        interval: Some(1_000_000_000),
        ..Default::default()
    };
    let settings =
        bollard::models::ContainerCreateBody { healthcheck: Some(check), ..Default::default() };
    docker.run_with("healthy", &["sleep", "1000"], settings).await;
    eventually(LIMIT, "it is healthy", async || {
        engine.containers().get(&container("healthy")).is_some_and(|found| {
            found.health == Some(nebula_docker::Health::Healthy)
                && found.status.ends_with("(healthy)")
        })
    })
    .await;
    // The next checks go by without a change of the list.
    let mut changes = engine.watch_containers();
    let log =
        async || engine.container(&container("healthy"), false).await.unwrap().health_log.len();
    let before = log().await;
    eventually(LIMIT, "two more checks are made", async || log().await >= before + 2).await;
    while let Ok(change) = changes.try_recv() {
        assert!(
            !matches!(&change, IndexChange::Updated(summary) if summary.name == "healthy"),
            "{change:?}"
        );
    }
    assert!(!engine.recent_events().iter().any(|event| event.action.starts_with("exec_")));
    docker.remove("healthy").await;
}

#[tokio::test]
async fn a_burst_of_changes_is_followed_to_its_end() {
    let (docker, engine) = connected().await;
    let client = docker.client();
    let names: Vec<String> = (0..8).map(|number| format!("burst-{number}")).collect();
    for name in &names {
        docker.run(name, &["sleep", "1000"]).await;
    }
    for _ in 0..2 {
        for name in &names {
            client.restart_container(name, None).await.unwrap();
        }
    }
    for name in &names {
        docker.remove(name).await;
    }
    docker.run("burst-last", &["sleep", "1000"]).await;
    let started = Instant::now();
    eventually(LIMIT, "only the last is listed", async || {
        let listed: Vec<_> = engine
            .containers()
            .items()
            .iter()
            .filter(|found| found.name.starts_with("burst-"))
            .map(|found| (found.name.clone(), found.state))
            .collect();
        if listed == [("burst-last".to_owned(), ContainerState::Running)] {
            Ok(())
        } else {
            Err(listed)
        }
    })
    .await;
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    docker.remove("burst-last").await;
}
