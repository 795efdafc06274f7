//! Images, volumes, networks and what they take on the disk.

use nebula_test::{
    docker::{self, BUSYBOX},
    eventually,
};
use serde_json::{Value, json};

use super::{
    docker::{names, run},
    harness::{LIMIT, TestApp, containers, items, text, unique},
};
use crate::access::Role;

fn local(rest: &str) -> String {
    format!("/api/v1/docker/engines/local{rest}")
}

fn tagged<'a>(images: &'a Value, tag: &str) -> Option<&'a Value> {
    items(images).iter().find(|image| image["tags"].as_array().unwrap().contains(&json!(tag)))
}

#[tokio::test]
async fn images_are_listed_shown_tagged_and_removed() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let images = dora.get(&local("/images")).await.expect(200);
    let busybox = tagged(&images, BUSYBOX).unwrap();
    assert!(busybox["size_bytes"].as_u64().is_some_and(|bytes| bytes > 100_000), "{busybox}");
    assert_eq!(busybox["dangling"], false);
    let id = text(&busybox["id"]);
    let shown = dora.get(&local(&format!("/images/{id}"))).await.expect(200);
    assert_eq!(shown["command"], json!(["/bin/sh"]));
    assert!(!shown["layers"].as_array().unwrap().is_empty() && !shown["os"].is_null(), "{shown}");

    let tag = format!("nebula-test/{}:1", unique("tag"));
    let tagging = local(&format!("/images/{id}/tag"));
    dora.post(&tagging, json!({ "reference": "Not A Name" })).await.problem(422, "invalid");
    dora.post(&tagging, json!({ "reference": tag })).await.expect(204);
    let images = dora.get(&local("/images")).await.expect(200);
    assert_eq!(tagged(&images, &tag).unwrap()["id"], id);
    let by_tag = local(&format!("/images/{}", tag.replace('/', "%2F")));
    assert_eq!(dora.get(&by_tag).await.expect(200)["id"], id);
    dora.delete(&by_tag).await.expect(204);
    let images = dora.get(&local("/images")).await.expect(200);
    assert!(tagged(&images, &tag).is_none() && tagged(&images, BUSYBOX).is_some());
    dora.get(&by_tag).await.problem(404, "not_found");
    dora.post(&local("/images/prune"), json!({})).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_pull_is_a_task_that_tells_how_it_went() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let mut events = dora.events("/api/v1/events?topics=tasks").await;
    // Nobody answers there.
    let reference = "127.0.0.1:1/nothing:1";
    let task =
        dora.post(&local("/images/pull"), json!({ "reference": reference })).await.expect(202);
    assert_eq!((&task["kind"], &task["status"]), (&json!("image.pull"), &json!("running")));
    assert_eq!(task["created_by"], "dora");
    let failed = |data: &Value| data["id"] == task["id"] && data["status"] == "failed";
    let told = events.until("task_updated", failed).await.data;
    assert!(!text(&told["error"]).is_empty(), "{told}");
    let list = dora.get("/api/v1/tasks").await.expect(200);
    assert_eq!(items(&list)[0], told);
    let cancel = format!("/api/v1/tasks/{}", text(&task["id"]));
    dora.delete(&cancel).await.problem(409, "conflict");
    dora.post(&local("/images/pull"), json!({ "reference": "a b" })).await.problem(422, "invalid");
}

#[tokio::test]
async fn a_pull_can_be_cancelled() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    // A registry that takes connections and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let reference = format!("{}/silent:1", silent.local_addr().unwrap());
    let task =
        dora.post(&local("/images/pull"), json!({ "reference": reference })).await.expect(202);
    dora.delete(&format!("/api/v1/tasks/{}", text(&task["id"]))).await.expect(204);
    eventually(LIMIT, "the task is cancelled", async || {
        let list = dora.get("/api/v1/tasks").await.expect(200);
        items(&list)[0]["status"] == "cancelled"
    })
    .await;
}

#[tokio::test]
async fn volumes_are_made_used_and_removed() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let (volume, user) = (unique("volume"), unique("user"));
    let body = json!({ "name": volume, "labels": { "team": "blue" } });
    let made = dora.post(&local("/volumes"), body).await.expect(201);
    assert_eq!((&made["name"], &made["labels"]["team"]), (&json!(volume), &json!("blue")));
    let container = json!({
        "name": user, "image": BUSYBOX,
        "mounts": [{ "kind": "volume", "source": volume, "destination": "/data" }],
    });
    dora.post(&containers(""), container).await.expect(201);
    let path = local(&format!("/volumes/{volume}"));
    assert_eq!(dora.get(&path).await.expect(200)["containers"], json!([user]));
    assert!(names(&dora.get(&local("/volumes")).await.expect(200)).contains(&volume));
    dora.delete(&path).await.problem(409, "conflict");
    dora.delete(&containers(&format!("/{user}"))).await.expect(204);
    dora.delete(&path).await.expect(204);
    dora.get(&path).await.problem(404, "not_found");
    for wrong in [json!({ "name": "/etc" }), json!({ "name": "a b" }), json!({ "size": 1 })] {
        dora.post(&local("/volumes"), wrong).await.problem(422, "invalid");
    }
    dora.post(&local("/volumes/prune"), json!({})).await.problem(403, "forbidden");
}

#[tokio::test]
async fn networks_are_made_joined_and_removed() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let (network, member) = (unique("network"), unique("member"));
    let body = json!({ "name": network, "internal": true, "labels": { "team": "blue" } });
    let made = dora.post(&local("/networks"), body.clone()).await.expect(201);
    assert_eq!((&made["name"], &made["internal"]), (&json!(network), &json!(true)));
    assert_eq!((&made["driver"], &made["builtin"]), (&json!("bridge"), &json!(false)));
    let container = json!({
        "name": member, "image": BUSYBOX, "command": ["sleep", "600"], "networks": [network],
        "start": true,
    });
    let joined = dora.post(&containers(""), container).await.expect(201);
    assert_eq!(joined["networks"], json!([network]));
    let path = local(&format!("/networks/{network}"));
    let shown = dora.get(&path).await.expect(200);
    assert_eq!(shown["containers"][0]["name"], member);
    assert!(!shown["containers"][0]["ipv4_address"].is_null(), "{shown}");
    let list = dora.get(&local("/networks")).await.expect(200);
    let builtin = items(&list).iter().find(|network| network["name"] == "host").unwrap();
    assert_eq!(builtin["builtin"], true);
    let refused = dora.delete(&path).await;
    assert!(matches!(refused.status, 403 | 409), "{}", refused.text());
    dora.delete(&containers(&format!("/{member}?force=true"))).await.expect(204);
    dora.delete(&path).await.expect(204);
    dora.get(&path).await.problem(404, "not_found");
    dora.delete(&local("/networks/host")).await.problem(409, "conflict");
    for wrong in [
        json!({ "name": "a/b" }),
        json!({ "name": unique("wrong"), "subnet": "10.0.0.0" }),
        json!({ "name": unique("wrong"), "mtu": 1500 }),
    ] {
        dora.post(&local("/networks"), wrong).await.problem(422, "invalid");
    }
}

#[tokio::test]
async fn the_disk_usage_counts_what_is_there() {
    let app = TestApp::start_with_docker().await;
    let vera = app.user("vera", Role::Viewer).await;
    run(&vera, &unique("counted"), &["sleep", "600"]).await;
    let usage = vera.get(&local("/disk-usage")).await.expect(200);
    assert!(usage["layers_bytes"].as_u64().is_some_and(|bytes| bytes > 0), "{usage}");
    for kind in ["images", "containers"] {
        assert!(usage[kind]["count"].as_u64().is_some_and(|count| count > 0), "{kind}: {usage}");
    }
    for kind in ["images", "containers", "volumes", "build_cache"] {
        assert!(usage[kind]["size_bytes"].is_u64(), "{kind}: {usage}");
        assert!(usage[kind]["reclaimable_bytes"].is_u64(), "{kind}: {usage}");
    }
}

#[tokio::test]
async fn pruning_removes_what_nothing_uses_and_only_that() {
    // On an engine of its own: the others' things are used, but not always yet.
    let engine = docker::Engine::start().await;
    let docker_host = Some(engine.host().to_owned());
    let given = super::harness::Given { docker_host, ..Default::default() };
    let app = TestApp::launch(given).await;
    let admin = app.set_up().await;
    eventually(LIMIT, "the engine is there", async || {
        admin.get(&containers("")).await.status == 200
    })
    .await;
    for name in ["unused", "used"] {
        admin.post(&local("/volumes"), json!({ "name": name })).await.expect(201);
        admin.post(&local("/networks"), json!({ "name": name })).await.expect(201);
    }
    let container = json!({
        "name": "user", "image": BUSYBOX, "command": ["sleep", "600"], "networks": ["used"],
        "mounts": [{ "kind": "volume", "source": "used", "destination": "/data" }], "start": true,
    });
    admin.post(&containers(""), container).await.expect(201);
    let tag = local(&format!("/images/{}/tag", BUSYBOX.replace('/', "%2F")));
    admin.post(&tag, json!({ "reference": "nebula-test/other:1" })).await.expect(204);

    let gone = admin.post(&local("/volumes/prune"), json!({ "all": true })).await.expect(200);
    assert_eq!(gone["deleted"], json!(["unused"]));
    let gone = admin.act(&local("/networks/prune")).await.expect(200);
    assert_eq!(gone["deleted"], json!(["unused"]));
    let gone = admin.post(&local("/images/prune"), json!({})).await.expect(200);
    assert_eq!(gone["deleted"], json!([]));
    assert_eq!(names(&admin.get(&local("/volumes")).await.expect(200)), ["used"]);
    let networks = names(&admin.get(&local("/networks")).await.expect(200));
    assert!(networks.contains(&"used".to_owned()) && !networks.contains(&"unused".to_owned()));
    let images = admin.get(&local("/images")).await.expect(200);
    assert!(tagged(&images, BUSYBOX).is_some());
}
