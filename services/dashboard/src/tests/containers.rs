//! Containers of a real engine: listed, controlled, made, shown.

use std::collections::HashMap;

use bollard::models::ContainerCreateBody;
use nebula_test::{
    docker::{self, BUSYBOX},
    eventually,
};
use serde_json::{Value, json};

use super::{
    docker::{find, names, run, stop, wait_for},
    harness::{LIMIT, TestApp, containers, items, text, unique},
};
use crate::access::Role;

const IDLE: &[&str] = &["sleep", "600"];

#[tokio::test]
async fn the_list_follows_what_happens_behind_our_back() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let (engine, name) = (docker::shared().await, unique("behind"));
    let id = engine.run(&name, IDLE).await;
    let listed = wait_for(&admin, &name, |container| container["state"] == "running").await;
    assert_eq!(listed["id"], id);
    assert_eq!(listed["image"], BUSYBOX);
    assert_eq!(listed["command"], "sleep 600");
    assert!(text(&listed["status"]).starts_with("Up "), "{listed}");
    assert!(!listed["started_at"].is_null() && listed["exit_code"].is_null(), "{listed}");
    assert!(names(&admin.get(&containers("")).await.expect(200)).contains(&name));

    stop(&id).await;
    let stopped = wait_for(&admin, &name, |container| container["state"] == "exited").await;
    assert_eq!(stopped["exit_code"], 137);
    assert!(!stopped["finished_at"].is_null(), "{stopped}");
    // Without being asked for all, only those that run.
    assert!(!names(&admin.get(&containers("")).await.expect(200)).contains(&name));
    assert!(!names(&admin.get(&containers("?all=false")).await.expect(200)).contains(&name));

    engine.client().start_container(&id, None).await.unwrap();
    wait_for(&admin, &name, |container| container["state"] == "running").await;
    let other = unique("renamed");
    let rename = bollard::query_parameters::RenameContainerOptionsBuilder::default().name(&other);
    engine.client().rename_container(&id, rename.build()).await.unwrap();
    wait_for(&admin, &other, |container| container["id"] == *id).await;
    assert!(find(&admin, &name).await.is_none());

    engine.remove(&id).await;
    eventually(LIMIT, "it is gone", async || find(&admin, &other).await.is_none()).await;
}

#[tokio::test]
async fn containers_are_found_by_text_label_and_state() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let (engine, stem) = (docker::shared().await, unique("find"));
    let labels = |tier: &str| ContainerCreateBody {
        labels: Some(HashMap::from([
            ("group".to_owned(), stem.clone()),
            ("tier".to_owned(), tier.to_owned()),
            ("com.docker.compose.project".to_owned(), format!("project-{stem}")),
        ])),
        ..ContainerCreateBody::default()
    };
    let (front, back) = (format!("{stem}-front"), format!("{stem}-back"));
    let front_id = engine.run_with(&front, IDLE, labels("front")).await;
    let back_id = engine.run_with(&back, IDLE, labels("back")).await;
    stop(&back_id).await;
    wait_for(&admin, &front, |_| true).await;
    wait_for(&admin, &back, |container| container["state"] == "exited").await;

    let search = async |query: String| {
        names(&admin.get(&containers(&format!("?all=true&{query}"))).await.expect(200))
    };
    let both = vec![back.clone(), front.clone()];
    assert_eq!(search(format!("search={}", stem.to_uppercase())).await, both);
    assert_eq!(search(format!("search=project-{stem}")).await, both);
    assert_eq!(search(format!("search={}", &front_id[..12])).await, [front.as_str()]);
    assert_eq!(search(format!("label=group%3D{stem}")).await, both);
    assert_eq!(search(format!("label=group%3D{stem}&label=tier%3Dback")).await, [back.as_str()]);
    assert_eq!(search(format!("label=group%3D{stem}&status=exited")).await, [back.as_str()]);
    assert_eq!(search(format!("search={stem}&status=running")).await, [front.as_str()]);
    assert_eq!(search(format!("search={stem}&label=tier%3Dnone")).await, [""; 0]);
    let wrong = admin.get(&containers("?status=sleeping")).await;
    wrong.problem(422, "invalid");
}

#[tokio::test]
async fn a_container_is_controlled_and_the_list_knows_at_once() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("controlled");
    let id = run(&dora, &name, IDLE).await;
    let state = async || {
        let listed = find(&dora, &name).await.unwrap();
        let shown = dora.get(&containers(&format!("/{id}"))).await.expect(200);
        assert_eq!(listed["state"], shown["state"]);
        text(&listed["state"])
    };
    let act = async |what: &str| {
        dora.act(&containers(&format!("/{id}/{what}"))).await.expect(204);
        state().await
    };
    assert_eq!(act("pause").await, "paused");
    dora.act(&containers(&format!("/{id}/pause"))).await.problem(409, "conflict");
    assert_eq!(act("unpause").await, "running");
    let before = find(&dora, &name).await.unwrap()["started_at"].clone();
    assert_eq!(act("restart?timeout_s=0").await, "running");
    assert_ne!(find(&dora, &name).await.unwrap()["started_at"], before);
    assert_eq!(act("stop?timeout_s=0").await, "exited");
    assert_eq!(act("start").await, "running");
    // Its process does not listen to this one.
    assert_eq!(act("kill?signal=USR2").await, "running");
    dora.act(&containers(&format!("/{id}/kill"))).await.expect(204);
    wait_for(&dora, &name, |container| container["state"] == "exited").await;
    for wrong in ["kill?signal=NOPE", "stop?timeout_s=601", "stop?timeout_s=-1", "stop?timeout_s=x"]
    {
        dora.act(&containers(&format!("/{id}/{wrong}"))).await.problem(422, "invalid");
    }

    let other = unique("named");
    let rename = containers(&format!("/{name}/rename"));
    dora.post(&rename, json!({ "name": "../etc" })).await.problem(422, "invalid");
    dora.post(&rename, json!({ "name": other })).await.expect(204);
    assert_eq!(find(&dora, &other).await.unwrap()["id"], id);
    dora.act(&containers(&format!("/{other}/start"))).await.expect(204);
    let processes = dora.get(&containers(&format!("/{other}/processes"))).await.expect(200);
    assert!(processes["items"][0].as_array().unwrap().contains(&json!("sleep 600")), "{processes}");
    dora.delete(&containers(&format!("/{other}"))).await.problem(409, "conflict");
    dora.delete(&containers(&format!("/{other}?force=true"))).await.expect(204);
    assert!(find(&dora, &other).await.is_none());

    // What is gone is not found, whatever is asked of it.
    for path in ["", "/logs", "/logs?follow=true", "/stats", "/processes", "/files?path=/"] {
        dora.get(&containers(&format!("/{id}{path}"))).await.problem(404, "not_found");
    }
    for action in ["start", "stop", "restart", "pause", "unpause", "kill"] {
        dora.act(&containers(&format!("/{id}/{action}"))).await.problem(404, "not_found");
    }
    dora.delete(&containers(&format!("/{id}"))).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_container_is_made_as_wanted() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let (name, volume) = (unique("made"), unique("volume"));
    let wanted = json!({
        "name": name, "image": BUSYBOX, "command": ["sh", "-c", "echo $GREETING; exec sleep 600"],
        "environment": { "GREETING": "hello" }, "labels": { "team": "blue" },
        "ports": [{ "container_port": 8080, "protocol": "udp", "host_ip": "127.0.0.1" }],
        "mounts": [
            { "kind": "volume", "source": volume, "destination": "/data", "read_only": true },
            { "kind": "tmpfs", "destination": "/scratch" },
        ],
        "restart_policy": "on-failure", "memory_limit_bytes": 16_777_216, "cpu_limit": 0.5,
        "working_dir": "/tmp", "user": "guest", "start": true,
    });
    let made = dora.post(&containers(""), wanted.clone()).await.expect(201);
    assert_eq!(made["name"], name);
    assert_eq!(made["state"], "running");
    assert_eq!(made["labels"]["team"], "blue");
    assert_eq!(made["restart_policy"]["name"], "on-failure");
    assert_eq!(made["memory_limit_bytes"], 16_777_216);
    assert_eq!(made["cpu_limit"], 0.5);
    assert_eq!(made["working_dir"], "/tmp");
    assert_eq!(made["user"], "guest");
    assert_eq!(made["privileged"], false);
    let greeting = json!({ "name": "GREETING", "value": "hello", "masked": false });
    assert!(made["environment"].as_array().unwrap().contains(&greeting), "{made}");
    let port = &made["ports"][0];
    assert_eq!((&port["private_port"], &port["protocol"]), (&json!(8080), &json!("udp")));
    assert!(port["public_port"].as_u64().is_some_and(|port| port > 0), "{port}");
    let data = made["mounts"].as_array().unwrap().iter().find(|m| m["destination"] == "/data");
    assert_eq!(data.unwrap()["name"], volume);
    assert_eq!(data.unwrap()["read_only"], true);
    assert_eq!(find(&dora, &name).await.unwrap()["id"], made["id"]);
    let logs = containers(&format!("/{name}/logs"));
    eventually(LIMIT, "it says hello", async || {
        dora.get(&logs).await.expect(200)["items"][0]["text"] == "hello"
    })
    .await;

    dora.post(&containers(""), wanted).await.problem(409, "conflict");
    let missing = json!({ "image": "nebula-test/missing:1" });
    dora.post(&containers(""), missing).await.problem(404, "not_found");
    for (wrong, field) in [
        (json!({ "image": "NOT AN IMAGE" }), ""),
        (json!({}), "image"),
        (json!({ "image": BUSYBOX, "colour": "red" }), "colour"),
        (json!({ "image": BUSYBOX, "memory_limit_bytes": 5 }), ""),
        (json!({ "image": BUSYBOX, "name": "a/b" }), ""),
        (json!({ "image": BUSYBOX, "command": "sh" }), ""),
        (json!({ "image": BUSYBOX, "networks": ["ns:/proc/1/ns/net"] }), ""),
    ] {
        let refused = dora.post(&containers(""), wrong.clone()).await;
        assert!(matches!(refused.status, 403 | 422), "{wrong}: {}", refused.text());
        if !field.is_empty() {
            assert_eq!(refused.problem(422, "invalid")["field"], field, "{wrong}");
        }
    }
    dora.delete(&containers(&format!("/{name}?force=true&volumes=true"))).await.expect(204);
}

#[tokio::test]
async fn reaching_the_host_takes_an_administrator() {
    let app = TestApp::start_with_docker().await;
    let (admin, dora) = (app.set_up().await, app.user("dora", Role::Developer).await);
    let other = unique("neighbour");
    let neighbour = run(&admin, &other, IDLE).await;
    for host in [
        json!({ "privileged": true }),
        json!({ "mounts": [{ "kind": "bind", "source": "/etc", "destination": "/host" }] }),
        json!({ "networks": ["host"] }),
        json!({ "networks": [format!("container:{neighbour}")] }),
    ] {
        let mut body = json!({ "image": BUSYBOX, "command": IDLE, "name": unique("host") });
        body.as_object_mut().unwrap().extend(host.as_object().unwrap().clone());
        let refused = dora.post(&containers(""), body.clone()).await.problem(403, "forbidden");
        assert!(text(&refused["detail"]).contains("containers: admin"), "{refused}");
        assert!(find(&admin, &text(&body["name"])).await.is_none());
        let made = admin.post(&containers(""), body).await.expect(201);
        admin.delete(&containers(&format!("/{}", text(&made["id"])))).await.expect(204);
    }
    // A key of an administrator without the level does not get it either.
    let key = app.api_key(json!({ "containers": "write" })).await;
    let body = json!({ "image": BUSYBOX, "privileged": true });
    key.post(&containers(""), body).await.problem(403, "forbidden");
}

#[tokio::test]
async fn secrets_in_the_environment_are_for_administrators() {
    let app = TestApp::start_with_docker().await;
    let (admin, vera) = (app.set_up().await, app.user("vera", Role::Viewer).await);
    let name = unique("secretive");
    let settings = ContainerCreateBody {
        env: Some(vec![
            "DB_PASSWORD=hunter2-of-tests".to_owned(),
            "SITE=https://user:hunter2-of-tests@example.org/".to_owned(),
            "COLOUR=blue".to_owned(),
        ]),
        ..ContainerCreateBody::default()
    };
    docker::shared().await.run_with(&name, IDLE, settings).await;
    wait_for(&vera, &name, |_| true).await;
    let variable = |container: &Value, name: &str| {
        let environment = container["environment"].as_array().unwrap();
        environment.iter().find(|variable| variable["name"] == name).unwrap().clone()
    };
    let path = containers(&format!("/{name}"));
    let masked = vera.get(&path).await;
    assert!(!masked.text().contains("hunter2-of-tests"), "{}", masked.text());
    let shown = masked.expect(200);
    for name in ["DB_PASSWORD", "SITE"] {
        assert_eq!(variable(&shown, name), json!({ "name": name, "value": null, "masked": true }));
    }
    assert_eq!(variable(&shown, "COLOUR")["value"], "blue");
    assert!(!shown["inspect"].is_null());
    let list = vera.get(&containers("?all=true")).await;
    assert!(!list.text().contains("hunter2-of-tests"));

    let open = admin.get(&path).await.expect(200);
    assert_eq!(variable(&open, "DB_PASSWORD")["value"], "hunter2-of-tests");
    assert_eq!(variable(&open, "DB_PASSWORD")["masked"], false);
    let key = app.api_key(json!({ "containers": "write" })).await;
    assert!(!key.get(&path).await.text().contains("hunter2-of-tests"));
}

#[tokio::test]
async fn engines_are_listed_with_what_they_are() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let engines = admin.get("/api/v1/docker/engines").await.expect(200);
    let local = &items(&engines)[0];
    assert_eq!((&local["id"], &local["status"]), (&json!("local"), &json!("connected")));
    for field in ["version", "api_version", "os", "architecture", "containers", "cpus"] {
        assert!(!local[field].is_null(), "{field}: {local}");
    }
    admin.get("/api/v1/docker/engines/elsewhere/containers").await.problem(404, "not_found");
}

#[tokio::test]
async fn without_docker_the_dashboard_says_so_and_how_to_get_it() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let how = "apt-get install docker.io";
    let engine = eventually(LIMIT, "the engine is known to be absent", async || {
        let engines = admin.get("/api/v1/docker/engines").await.expect(200);
        items(&engines).first().filter(|engine| engine["status"] == "absent").cloned()
    })
    .await;
    assert!(text(&engine["detail"]).contains(how), "{engine}");
    let unavailable = admin.get(&containers("")).await.problem(503, "unavailable");
    assert!(text(&unavailable["detail"]).contains(how), "{unavailable}");
    let platform = admin.get("/api/v1/platform").await.expect(200);
    assert_eq!(platform["docker"], "absent");
    admin.get("/readyz").await.expect(200);
}
