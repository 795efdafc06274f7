//! What the dashboard stands on goes away and comes back: it says so, keeps what it can, changes
//! nothing it could not write down, and recovers by itself.

use std::time::{Duration, Instant};

use nebula_test::{
    docker, eventually, postgres::PostgresInstance, proxy::ChaosProxy, redis::RedisServer,
};
use serde_json::{Value, json};

use super::{
    client::{Answer, Client},
    docker::{find, names, run},
    harness::{Given, LIMIT, PASSWORD, TestApp, containers, items, text, unique},
};
use crate::access::Role;

/// How a dependency is, as `/readyz` tells it.
fn dependency(readyz: &Answer, name: &str) -> Value {
    let readiness = readyz.json();
    let dependencies = readiness["dependencies"].as_array().unwrap();
    dependencies.iter().find(|dependency| dependency["name"] == name).unwrap().clone()
}

/// Waits until `/readyz` answers this status.
async fn ready(client: &Client, status: u16) -> Answer {
    eventually(LIMIT, "the dashboard is as ready as it should be", async || {
        let answer = client.get("/readyz").await;
        if answer.status == status { Ok(answer) } else { Err(answer) }
    })
    .await
}

#[tokio::test]
async fn an_engine_that_stops_is_shown_as_last_known_until_it_is_back() {
    let mut engine = docker::Engine::start().await;
    let docker_host = Some(engine.host().to_owned());
    let app = TestApp::launch(Given { docker_host, ..Given::default() }).await;
    let admin = app.set_up().await;
    let (name, list) = (unique("last-known"), containers("?all=true"));
    engine.run(&name, &["sleep", "600"]).await;
    eventually(LIMIT, "it is listed", async || {
        let answer = admin.get(&list).await;
        answer.status == 200 && answer.text().contains(&name)
    })
    .await;
    assert!(admin.get(&list).await.header("x-nebula-stale-since").is_none());
    let mut events = admin.events("/api/v1/events?topics=platform,engines,containers").await;
    let mut log = admin.events(&containers(&format!("/{name}/logs?follow=true"))).await;

    engine.stop().await;
    events.until("platform_updated", |pulse| pulse["docker"] != "up").await;
    let stale = admin.get(&list).await;
    assert!(names(&stale.expect(200)).contains(&name));
    let since = stale.header("x-nebula-stale-since").unwrap();
    since.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    for action in ["start", "stop", "restart"] {
        let path = containers(&format!("/{name}/{action}"));
        let problem = admin.act(&path).await.problem(503, "unavailable");
        assert!(text(&problem["detail"]).contains("Docker"), "{problem}");
    }
    admin.get(&containers(&format!("/{name}"))).await.problem(503, "unavailable");
    admin.get("/api/v1/docker/engines/local/images").await.problem(503, "unavailable");
    let engines = admin.get("/api/v1/docker/engines").await.expect(200);
    assert_ne!(items(&engines)[0]["status"], "connected");
    assert!(!items(&engines)[0]["detail"].is_null(), "{engines}");
    // Nothing else suffers.
    admin.get("/readyz").await.expect(200);
    admin.patch("/api/v1/settings", json!({ "terminal_recording": true })).await.expect(200);
    let ended = log.until("ended", |_| true).await.data;
    let reasons = ["engine_unreachable", "container_stopped"].map(Value::from);
    assert!(reasons.contains(&ended["reason"]), "{ended}");

    engine.resume().await;
    events.until("platform_updated", |pulse| pulse["docker"] == "up").await;
    eventually(LIMIT, "the list is fresh", async || {
        let answer = admin.get(&list).await;
        answer.status == 200 && answer.header("x-nebula-stale-since").is_none()
    })
    .await;
    // What happened meanwhile is known.
    assert_eq!(find(&admin, &name).await.unwrap()["state"], "exited");
    admin.act(&containers(&format!("/{name}/start"))).await.expect(204);
    assert_eq!(find(&admin, &name).await.unwrap()["state"], "running");
}

#[tokio::test]
async fn without_postgresql_people_look_around_and_change_nothing() {
    let postgres = PostgresInstance::private().await;
    let proxy = ChaosProxy::to_port(postgres.port()).await;
    let given = Given {
        database_url: Some(postgres.tcp_url(proxy.port())),
        docker_host: Some(docker::shared().await.host().to_owned()),
        ..Given::default()
    };
    let app = TestApp::launch(given).await;
    let admin = app.set_up().await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("untouched");
    eventually(LIMIT, "the engine is there", async || {
        dora.get(&containers("")).await.status == 200
    })
    .await;
    let id = run(&dora, &name, &["sleep", "600"]).await;
    let started = find(&dora, &name).await.unwrap()["started_at"].clone();
    let mut events = admin.events("/api/v1/events?topics=platform").await;
    events.until("platform_updated", |pulse| pulse["postgresql"] == "up").await;

    proxy.cut();
    let pulse = events.until("platform_updated", |pulse| pulse["postgresql"] == "down").await;
    assert!(text(&pulse.data["detail"]).contains("PostgreSQL"), "{pulse:?}");
    let readyz = ready(&admin, 503).await;
    assert_eq!(dependency(&readyz, "postgresql")["state"], "down");
    assert!(!dependency(&readyz, "postgresql")["detail"].is_null());
    assert_eq!(dependency(&readyz, "redis")["state"], "up");
    // Longer than a proof of who asks is fresh.
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(6) {
        assert_eq!(find(&dora, &name).await.unwrap()["state"], "running");
        dora.get("/api/v1/services").await.expect(200);
        // Every change must be in the audit log before it is made.
        for action in ["stop?timeout_s=0", "restart?timeout_s=0"] {
            let path = containers(&format!("/{name}/{action}"));
            dora.act(&path).await.problem(503, "unavailable");
        }
    }
    let create = json!({ "image": docker::BUSYBOX, "name": format!("{name}-new") });
    dora.post(&containers(""), create).await.problem(503, "unavailable");
    let user = json!({
        "username": "late", "email": "l@example.org", "role": "viewer", "password": PASSWORD,
    });
    admin.post("/api/v1/users", user).await.problem(503, "unavailable");
    app.stranger().sign_in("dora", PASSWORD).await.problem(503, "unavailable");
    app.stranger()
        .with_bearer("nbc_unknown")
        .get("/api/v1/services")
        .await
        .problem(503, "unavailable");
    let unknown = app.stranger().get("/api/v1/services").await;
    unknown.problem(401, "unauthenticated");
    let running = docker::shared().await.client().inspect_container(&id, None).await.unwrap();
    assert_eq!(running.state.unwrap().running, Some(true));
    assert!(find(&dora, &format!("{name}-new")).await.is_none());
    assert_eq!(find(&dora, &name).await.unwrap()["started_at"], started);

    proxy.heal();
    events.until("platform_updated", |pulse| pulse["postgresql"] == "up").await;
    ready(&admin, 200).await;
    app.sign_in("dora").await;
    dora.act(&containers(&format!("/{name}/stop?timeout_s=0"))).await.expect(204);
    let log = admin.get("/api/v1/audit-events?action=container.stop").await.expect(200);
    assert_eq!(items(&log).len(), 1, "{log}");

    // One that takes connections and never answers is no better, and nobody waits for ever.
    proxy.blackhole();
    let began = Instant::now();
    dora.act(&containers(&format!("/{name}/start"))).await.problem(503, "unavailable");
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    assert_eq!(find(&dora, &name).await.unwrap()["state"], "exited");
    proxy.heal();
    ready(&admin, 200).await;
    eventually(LIMIT, "changes work again", async || {
        dora.act(&containers(&format!("/{name}/start"))).await.status == 204
    })
    .await;
}

#[tokio::test]
async fn postgresql_is_restarted_under_a_running_dashboard() {
    let mut postgres = PostgresInstance::private().await;
    let given = Given { database_url: Some(postgres.url().to_owned()), ..Given::default() };
    let app = TestApp::launch(given).await;
    let admin = app.set_up().await;
    let vera = app.user("vera", Role::Viewer).await;
    postgres.stop().await;
    ready(&admin, 503).await;
    vera.patch("/api/v1/me", json!({})).await.problem(503, "unavailable");
    postgres.resume().await;
    ready(&admin, 200).await;
    let changed = vera.patch("/api/v1/me", json!({ "email": "new@example.org" })).await;
    assert_eq!(changed.expect(200)["email"], "new@example.org");
}

#[tokio::test]
async fn redis_goes_and_comes_back() {
    let mut app = TestApp::start().await;
    let admin = app.set_up().await;
    let mut events = admin.events("/api/v1/events?topics=platform").await;
    events.until("platform_updated", |pulse| pulse["redis"] == "up").await;
    app.redis.stop().await;
    let pulse = events.until("platform_updated", |pulse| pulse["redis"] == "down").await;
    assert!(text(&pulse.data["detail"]).contains("Redis"), "{pulse:?}");
    let readyz = ready(&admin, 503).await;
    assert_eq!(dependency(&readyz, "redis")["state"], "down");
    assert_eq!(dependency(&readyz, "postgresql")["state"], "up");
    let services = admin.get("/api/v1/services").await.expect(200);
    assert!(items(&services).iter().any(|service| service["name"] == "redis"));
    // The rest goes on, also what is usually told over Redis.
    let vera = app.user("vera", Role::Viewer).await;
    vera.get("/api/v1/users").await.problem(403, "forbidden");
    let more = json!({ "permissions": { "users": "read" } });
    admin.put("/api/v1/roles/viewer", more).await.expect(200);
    vera.get("/api/v1/users").await.expect(200);

    app.redis.resume().await;
    events.until("platform_updated", |pulse| pulse["redis"] == "up").await;
    ready(&admin, 200).await;

    // One that hangs counts as away, too.
    app.redis.freeze();
    events.until("platform_updated", |pulse| pulse["redis"] == "down").await;
    vera.get("/api/v1/users").await.expect(200);
    let own = json!({ "email": "v@example.org" });
    vera.patch("/api/v1/me", own).await.expect(200);
    app.redis.thaw();
    events.until("platform_updated", |pulse| pulse["redis"] == "up").await;
}

#[tokio::test]
async fn a_dashboard_that_starts_alone_becomes_ready_when_the_others_come() {
    let (postgres, redis) = (PostgresInstance::private().await, RedisServer::start().await);
    let (to_postgres, to_redis) =
        (ChaosProxy::to_port(postgres.port()).await, ChaosProxy::to_port(redis.port()).await);
    to_postgres.cut();
    to_redis.cut();
    let given = Given {
        database_url: Some(postgres.tcp_url(to_postgres.port())),
        redis_url: Some(format!("redis://127.0.0.1:{}", to_redis.port())),
        ..Given::default()
    };
    let app = TestApp::launch(given).await;
    let stranger = app.stranger();
    let readyz = ready(&stranger, 503).await;
    for name in ["postgresql", "redis"] {
        assert_eq!(dependency(&readyz, name)["state"], "down");
    }
    let setup = stranger.get("/api/v1/setup").await.expect(200);
    assert_eq!(setup["required"], true);
    for check in setup["checks"].as_array().unwrap() {
        let down = matches!(check["name"].as_str().unwrap(), "postgresql" | "redis");
        assert_eq!(check["status"] == "failed", down, "{check}");
        assert!(!down || !check["hint"].is_null(), "{check}");
    }
    stranger.clone().sign_in("ada", PASSWORD).await.problem(503, "unavailable");
    let first = json!({
        "setup_token": "x", "username": "ada", "email": "a@b", "password": PASSWORD,
    });
    stranger.post("/api/v1/setup", first).await.problem(503, "unavailable");
    stranger.get("/").await.expect_status(200);

    to_redis.heal();
    to_postgres.heal();
    ready(&stranger, 200).await;
    let admin = app.set_up().await;
    admin.get("/api/v1/users").await.expect(200);
}

#[tokio::test]
async fn two_dashboards_start_at_once_on_one_empty_database_and_act_as_one() {
    let (postgres, redis) = (PostgresInstance::private().await, RedisServer::start().await);
    let given = || Given {
        database_url: Some(postgres.url().to_owned()),
        redis_url: Some(redis.url()),
        ..Given::default()
    };
    let (one, two) = tokio::join!(TestApp::launch(given()), TestApp::launch(given()));
    tokio::join!(one.setup_token(), two.setup_token());
    let admin = one.set_up().await;
    let there = admin.clone().at(&two.base);
    there.get("/api/v1/users").await.expect(200);
    let setup = two.stranger().get("/api/v1/setup").await.expect(200);
    assert_eq!(setup["required"], false);
    assert!(!two.data_dir().join("setup-token").exists());

    // What is changed here holds there with the next request.
    let vera = one.user("vera", Role::Viewer).await;
    let vera_there = vera.clone().at(&two.base);
    let mut events = vera_there.events("/api/v1/events?topics=platform").await;
    events.until("platform_updated", |_| true).await;
    vera_there.get("/api/v1/users").await.problem(403, "forbidden");
    let more = json!({ "permissions": { "users": "read" } });
    admin.put("/api/v1/roles/viewer", more).await.expect(200);
    eventually(LIMIT, "the other copy has heard of it", async || {
        vera_there.get("/api/v1/users").await.status == 200
    })
    .await;
    admin.patch("/api/v1/settings", json!({ "session_lifetime_hours": 1 })).await.expect(200);
    eventually(LIMIT, "the other copy has read the settings", async || {
        let answer = two.stranger().sign_in("ada", PASSWORD).await;
        answer.expect(201);
        // An hour, less what passed since.
        let cookie = answer.header("set-cookie").unwrap();
        cookie.contains("Max-Age=36") || cookie.contains("Max-Age=35")
    })
    .await;
    vera.delete("/api/v1/sessions/current").await.expect(204);
    assert_eq!(events.rest().await.pop().unwrap().name, "session_ended");
    vera_there.get("/api/v1/me").await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_dashboard_that_is_told_to_stop_ends_its_streams_and_goes() {
    let mut app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let id = run(&admin, &unique("followed"), &["sleep", "600"]).await;
    let events = admin.events("/api/v1/events").await;
    let log = admin.events(&containers(&format!("/{id}/logs?follow=true"))).await;
    let stats = admin.events(&containers(&format!("/{id}/stats"))).await;
    let began = Instant::now();
    app.stop().await;
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    for stream in [events, log, stats] {
        let ended = stream.rest().await;
        assert!(ended.iter().all(|event| event.name != "session_ended"), "{ended:?}");
    }
    assert!(admin.try_get("/healthz").await.is_err());

    // Who was signed in is so after the restart.
    app.resume().await;
    let admin = admin.at(&app.base);
    eventually(LIMIT, "the session holds", async || admin.get("/api/v1/me").await.status == 200)
        .await;
    admin.patch("/api/v1/me", json!({})).await.expect(200);
}
