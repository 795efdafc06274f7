//! Images, volumes, networks, disk usage.

use futures_util::StreamExt;
use nebula_docker::{CreateContainer, CreateNetwork, CreateVolume, Error, ImageRef, ResourceKind};
use nebula_test::{docker, eventually};
use serde_json::json;

use crate::{LIMIT, config, connected, container, follow, unfollowed, until_connected};

fn image(text: &str) -> ImageRef {
    text.parse().unwrap()
}

#[tokio::test]
async fn images_are_imported_tagged_inspected_and_removed() {
    let (_, engine) = connected().await;
    let changes = vec![
        "ENV API_TOKEN=hunter2 LANG=C".to_owned(),
        "EXPOSE 80/tcp".to_owned(),
        "CMD [\"sh\"]".to_owned(),
    ];
    let id = engine
        .import_image(&image("nebula-test/store:1"), changes, docker::busybox_root().into())
        .await
        .unwrap();
    engine
        .tag_image(&image("nebula-test/store:1"), &image("registry.example:5000/store"))
        .await
        .unwrap();
    let listed = engine.images().await.unwrap();
    let found = listed.iter().find(|listed| listed.id == id).unwrap();
    assert_eq!(found.tags, ["nebula-test/store:1", "registry.example:5000/store:latest"]);
    assert!(found.size_bytes > 100_000 && found.containers == 0 && !found.dangling);

    let detail = engine.image(&image(&id)).await.unwrap();
    assert_eq!(
        (detail.os.as_str(), detail.command.as_slice(), detail.exposed_ports.as_slice()),
        ("linux", &["sh".to_owned()][..], &["80/tcp".to_owned()][..])
    );
    assert_eq!((detail.layers.len(), detail.history.len()), (1, 1));
    assert!(!serde_json::to_string(&detail).unwrap().contains("hunter2"));
    assert!(
        detail
            .environment
            .iter()
            .any(|variable| variable.name == "LANG" && variable.value.as_deref() == Some("C"))
    );

    let request: CreateContainer =
        serde_json::from_value(json!({"image": "nebula-test/store:1", "name": "store-user"}))
            .unwrap();
    engine.create_container(&request).await.unwrap();
    assert_eq!(
        engine.images().await.unwrap().iter().find(|listed| listed.id == id).unwrap().containers,
        1
    );
    let used = engine.remove_image(&image(&id), false).await.unwrap_err();
    assert!(matches!(used, Error::Conflict(_)), "{used:?}");
    engine.remove(&container("store-user"), true, true).await.unwrap();
    assert_eq!(
        engine.remove_image(&image("registry.example:5000/store"), false).await.unwrap(),
        ["registry.example:5000/store:latest"]
    );
    let removed = engine.remove_image(&image("nebula-test/store:1"), false).await.unwrap();
    assert!(removed.contains(&id), "{removed:?}");
    let gone = engine.image(&image("nebula-test/store:1")).await.unwrap_err();
    assert_eq!(
        gone,
        Error::NotFound { kind: ResourceKind::Image, id: "nebula-test/store:1".into() }
    );
    let wrong = engine.tag_image(&image(docker::BUSYBOX), &image(&id)).await.unwrap_err();
    assert!(matches!(wrong, Error::Invalid(_)), "{wrong:?}");
}

#[tokio::test]
async fn a_pull_that_fails_says_so_at_its_end() {
    let (_, engine) = unfollowed().await;
    // Nothing listens on port 1 of this machine.
    let pull: Vec<_> = engine.pull_image(&image("localhost:1/nothing/here:1")).collect().await;
    let last = pull.last().unwrap().as_ref().unwrap_err();
    assert!(matches!(last, Error::Engine(_) | Error::NotFound { .. }), "{last:?}");
    assert_eq!(pull.iter().filter(|item| item.is_err()).count(), 1);
}

#[tokio::test]
async fn an_id_is_not_pulled() {
    let (_, engine) = unfollowed().await;
    let digits = "0123456789abcdef".repeat(4);
    for id in [format!("sha256:{digits}"), digits] {
        let pull: Vec<_> = engine.pull_image(&image(&id)).collect().await;
        assert!(matches!(pull.as_slice(), [Err(Error::Invalid(_))]), "{id}: {pull:?}");
    }
}

#[tokio::test]
async fn volumes_networks_prune_and_disk_usage() {
    // Pruning wants an engine of its own.
    let docker = docker::Engine::start().await;
    let engine = follow(config(docker.host()));
    until_connected(&engine).await;

    let volume: CreateVolume =
        serde_json::from_value(json!({"name": "data", "labels": {"a": "b"}})).unwrap();
    let made = engine.create_volume(&volume).await.unwrap();
    assert_eq!(
        (made.driver.as_str(), made.scope.as_str(), made.labels["a"].as_str()),
        ("local", "local", "b")
    );
    assert!(matches!(engine.create_volume(&volume).await, Err(Error::Conflict(_))));
    let odd: CreateVolume =
        serde_json::from_value(json!({"name": "odd", "driver": "no-such-driver"})).unwrap();
    assert!(matches!(engine.create_volume(&odd).await, Err(Error::Invalid(_))));

    let network: CreateNetwork = serde_json::from_value(json!({"name": "front", "subnet": "10.127.9.0/24", "gateway": "10.127.9.1", "internal": true})).unwrap();
    let made = engine.create_network(&network).await.unwrap();
    assert_eq!(
        (made.subnets[0].subnet.as_str(), made.subnets[0].gateway.as_deref()),
        ("10.127.9.0/24", Some("10.127.9.1"))
    );
    assert!(made.internal && !made.builtin);
    assert!(matches!(engine.create_network(&network).await, Err(Error::Conflict(_))));
    for wrong in [
        json!({"name": "x", "subnet": "nonsense"}),
        json!({"name": "x", "gateway": "10.1.1.1"}),
        json!({"name": "x", "driver": "nope"}),
    ] {
        let request: CreateNetwork = serde_json::from_value(wrong.clone()).unwrap();
        let error = engine.create_network(&request).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{wrong}: {error:?}");
    }

    let request: CreateContainer = serde_json::from_value(json!({
        "name": "user", "image": docker::BUSYBOX, "command": ["sh", "-c", "head -c 100000 /dev/zero >/data/file; head -c 5000 /dev/zero >/own; sleep 1000"],
        "mounts": [{"kind": "volume", "source": "data", "destination": "/data"}, {"kind": "volume", "destination": "/anonymous"}, {"kind": "tmpfs", "destination": "/scratch"}],
        "networks": ["front", "bridge"], "start": true
    }))
    .unwrap();
    let made = engine.create_container(&request).await.unwrap();
    assert_eq!(made.summary.networks, ["bridge", "front"]);
    assert_eq!(
        made.summary.mounts.iter().map(|mount| mount.kind.as_str()).collect::<Vec<_>>(),
        ["volume", "volume", "tmpfs"]
    );
    let volumes = engine.volumes().await.unwrap();
    let data = volumes.iter().find(|volume| volume.name == "data").unwrap();
    assert_eq!(data.containers, ["user"]);
    assert_eq!(volumes.len(), 2);
    let front = engine.network(&"front".parse().unwrap()).await.unwrap();
    assert_eq!(front.containers[0].name, "user");
    assert!(front.containers[0].ipv4_address.as_deref().unwrap().starts_with("10.127.9."));
    let networks = engine.networks().await.unwrap();
    let builtin: Vec<_> = networks
        .iter()
        .filter(|network| network.builtin)
        .map(|network| network.name.as_str())
        .collect();
    assert_eq!(builtin, ["bridge", "host", "none"]);
    assert!(matches!(
        engine.remove_network(&"bridge".parse().unwrap()).await,
        Err(Error::Conflict(_))
    ));
    assert!(matches!(
        engine.remove_volume(&"data".parse().unwrap(), true).await,
        Err(Error::Conflict(_))
    ));

    let usage = eventually(LIMIT, "the written files are measured", async || {
        let usage = engine.disk_usage().await.unwrap();
        if usage.volumes.size_bytes >= 100_000 { Ok(usage) } else { Err(usage) }
    })
    .await;
    assert_eq!((usage.images.count, usage.containers.count, usage.volumes.count), (1, 1, 2));
    assert!(usage.layers_bytes > 100_000 && usage.volumes.reclaimable_bytes == 0, "{usage:?}");

    engine.remove(&container("user"), true, false).await.unwrap();
    let pruned = engine.prune_volumes(false).await.unwrap();
    assert_eq!(pruned.deleted.len(), 1);
    assert_ne!(pruned.deleted, ["data"]);
    let pruned = engine.prune_volumes(true).await.unwrap();
    assert_eq!(pruned.deleted, ["data"]);
    assert!(pruned.reclaimed_bytes >= 100_000, "{pruned:?}");
    assert_eq!(engine.prune_networks().await.unwrap().deleted, ["front"]);
    assert!(engine.prune_images(false).await.unwrap().deleted.is_empty());
    let pruned = engine.prune_images(true).await.unwrap();
    assert!(
        pruned.deleted.iter().any(|deleted| deleted.starts_with("sha256:"))
            && pruned.reclaimed_bytes > 100_000,
        "{pruned:?}"
    );
    assert!(matches!(
        engine.volume(&"data".parse().unwrap()).await,
        Err(Error::NotFound { kind: ResourceKind::Volume, .. })
    ));
    assert!(matches!(
        engine.network(&"front".parse().unwrap()).await,
        Err(Error::NotFound { kind: ResourceKind::Network, .. })
    ));
    eventually(LIMIT, "the number of images follows", async || engine.info().images == Some(0))
        .await;
}
