//! The first run.

use std::os::unix::fs::MetadataExt;

use nebula_test::{eventually, postgres::PostgresInstance, proxy::ChaosProxy};
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    client::{Answer, send},
    harness::{Given, LIMIT, PASSWORD, TestApp, items, text},
};

const SETUP: &str = "/api/v1/setup";

fn first_admin(token: &str) -> Value {
    json!({
        "setup_token": token, "username": "ada", "email": "ada@example.org", "password": PASSWORD,
    })
}

#[tokio::test]
async fn setting_up_takes_the_token_and_happens_once() {
    let app = TestApp::start().await;
    let token = app.setup_token().await;
    let file = app.data_dir().join("setup-token");
    assert_eq!(file.metadata().unwrap().mode() & 0o777, 0o600);
    assert_eq!(app.data_dir().metadata().unwrap().mode() & 0o777, 0o700);
    let stranger = app.stranger();
    let setup = stranger.get(SETUP).await.expect(200);
    assert_eq!(setup["required"], true);
    stranger.get("/api/v1/me").await.problem(409, "setup_required");
    stranger.clone().sign_in("ada", PASSWORD).await.problem(409, "setup_required");

    stranger.post(SETUP, first_admin("wrong")).await.problem(403, "forbidden");
    let mut tokenless = first_admin("");
    tokenless.as_object_mut().unwrap().remove("setup_token");
    let missing = stranger.post(SETUP, tokenless).await.problem(422, "invalid");
    assert_eq!(missing["field"], "setup_token");
    // What is wrong with the administrator does not use the token up.
    for (field, wrong) in [("password", "too short"), ("username", "a"), ("email", "nowhere")] {
        let mut body = first_admin(&token);
        body[field] = json!(wrong);
        let refused = stranger.post(SETUP, body).await.problem(422, "invalid");
        assert_eq!(refused["field"], field);
    }
    assert!(file.exists());

    let mut ada = stranger.clone();
    let answer = ada.post(SETUP, first_admin(&token)).await;
    ada.keep_session(&answer);
    let session = answer.expect(201);
    assert_eq!(
        (&session["user"]["username"], &session["user"]["role"]),
        (&json!("ada"), &json!("admin"))
    );
    ada.patch("/api/v1/me", json!({})).await.expect(200);
    assert!(!file.exists());
    assert_eq!(stranger.get(SETUP).await.expect(200), json!({ "required": false, "checks": [] }));
    stranger.post(SETUP, first_admin(&token)).await.problem(409, "conflict");
    app.sign_in("ada").await;
    assert_eq!(items(&ada.get("/api/v1/users").await.expect(200)).len(), 1);
}

#[tokio::test]
async fn guessing_the_token_is_slowed_down() {
    let app = TestApp::start().await;
    let token = app.setup_token().await;
    let stranger = app.stranger();
    for _ in 0..5 {
        stranger.post(SETUP, first_admin("a guess")).await.problem(403, "forbidden");
    }
    let blocked = stranger.post(SETUP, first_admin(&token)).await;
    blocked.problem(429, "rate_limited");
    assert!(blocked.header("retry-after").unwrap().parse::<u64>().unwrap() <= 30);
    app.store("UPDATE login_throttles SET blocked_until = now() - interval '1 second'").await;
    stranger.post(SETUP, first_admin(&token)).await.expect(201);
}

#[tokio::test]
async fn who_guesses_the_token_does_not_lock_the_owner_out() {
    let app = TestApp::start().await;
    let token = app.setup_token().await;
    let stranger = app.stranger();
    let attempt = |address: &str, token: &str| {
        let request = stranger.request(Method::POST, SETUP).header("x-forwarded-for", address);
        send(request.json(&first_admin(token)))
    };
    for _ in 0..5 {
        attempt("192.0.2.1", "a guess").await.problem(403, "forbidden");
    }
    attempt("192.0.2.1", &token).await.problem(429, "rate_limited");
    attempt("192.0.2.2", &token).await.expect(201);
}

#[tokio::test]
async fn two_people_who_set_up_at_once_do_not_both_win() {
    let app = TestApp::start().await;
    let token = app.setup_token().await;
    let stranger = app.stranger();
    let attempt = |name: &str| {
        let mut body = first_admin(&token);
        body["username"] = json!(name);
        send(stranger.request(Method::POST, SETUP).json(&body))
    };
    let answers: Vec<Answer> =
        futures_util::future::join_all(["ada", "eve", "bob"].map(attempt)).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409], "{answers:?}");
    app.assert_stored("SELECT count(*) = 1 FROM users").await;
}

#[tokio::test]
async fn the_checks_say_what_is_missing() {
    let mut app = TestApp::start().await;
    app.setup_token().await;
    let stranger = app.stranger();
    let check = async |name: &str| {
        let setup = stranger.get(SETUP).await;
        for secret in ["nebula@", "postgres://", "unix:///tmp"] {
            assert!(!setup.text().contains(secret), "{}", setup.text());
        }
        let setup = setup.expect(200);
        let checks = setup["checks"].as_array().unwrap();
        assert_eq!(checks.len(), 4);
        checks.iter().find(|check| check["name"] == name).unwrap().clone()
    };
    let postgres = check("postgresql").await;
    assert_eq!(postgres["status"], "ok");
    assert!(postgres["latency_ms"].as_f64().is_some_and(|latency| latency > 0.0), "{postgres}");
    assert_eq!(check("redis").await["status"], "ok");
    assert_eq!(check("service_map").await["status"], "ok");
    let docker = eventually(LIMIT, "Docker is known to be absent", async || {
        Some(check("docker").await).filter(|docker| text(&docker["detail"]).contains("no Docker"))
    })
    .await;
    assert_eq!(docker["status"], "warning");
    assert!(text(&docker["hint"]).contains("apt-get install docker.io"), "{docker}");

    app.redis.stop().await;
    let redis = check("redis").await;
    assert_eq!((&redis["status"], redis["hint"].is_null()), (&json!("failed"), false), "{redis}");
    app.redis.resume().await;
    eventually(LIMIT, "Redis is back", async || check("redis").await["status"] == "ok").await;
    app.write_map("version: 2\n");
    eventually(LIMIT, "the map is refused", async || {
        check("service_map").await["status"] == "warning"
    })
    .await;
}

#[tokio::test]
async fn a_token_that_was_printed_holds_over_a_restart() {
    let mut app = TestApp::start().await;
    let token = app.setup_token().await;
    app.stop().await;
    app.resume().await;
    eventually(LIMIT, "setup is open", async || {
        app.stranger().get("/api/v1/me").await.status == 409
    })
    .await;
    assert_eq!(app.setup_token().await, token);
    app.set_up().await;
}

#[tokio::test]
async fn a_platform_that_is_set_up_offers_no_setup_while_its_database_is_away() {
    let postgres = PostgresInstance::private().await;
    let proxy = ChaosProxy::to_port(postgres.port()).await;
    let database_url = Some(postgres.tcp_url(proxy.port()));
    let mut app = TestApp::launch(Given { database_url, ..Given::default() }).await;
    app.set_up().await;
    let marker = app.data_dir().join("set-up");
    assert_eq!(marker.metadata().unwrap().mode() & 0o777, 0o600);
    app.stop().await;
    proxy.cut();
    app.resume().await;
    let stranger = app.stranger();
    assert_eq!(stranger.get(SETUP).await.expect(200), json!({ "required": false, "checks": [] }));
    stranger.clone().sign_in("ada", PASSWORD).await.problem(503, "unavailable");

    // A data folder of before, or of another copy: the database tells as soon as it is asked.
    app.stop().await;
    std::fs::remove_file(&marker).unwrap();
    proxy.heal();
    app.resume().await;
    let stranger = app.stranger();
    eventually(LIMIT, "it is known to be set up", async || {
        stranger.get(SETUP).await.expect(200)["required"] == false
    })
    .await;
    assert!(marker.exists());
    app.sign_in("ada").await;
}
