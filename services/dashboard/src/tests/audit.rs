//! The audit log: every change and every denied attempt.

use std::collections::BTreeSet;

use nebula_test::eventually;
use serde_json::{Value, json};

use super::{
    client::{Answer, Client},
    docker::run,
    harness::{LIMIT, PASSWORD, TestApp, containers, items, text, unique},
};
use crate::access::Role;

const AUDIT: &str = "/api/v1/audit-events";

/// The entry of the request that was answered like this, once it is complete.
async fn entry(admin: &Client, answer: &Answer) -> Value {
    let request_id = answer.header("x-request-id").unwrap();
    eventually(LIMIT, "the entry is complete", async || {
        let list = admin.get(&format!("{AUDIT}?limit=200")).await.expect(200);
        let found = items(&list).iter().find(|entry| entry["request_id"] == request_id).cloned();
        found.filter(|entry| entry["outcome"] != "pending").ok_or(list)
    })
    .await
}

/// What an entry says, without its id, time and request.
fn said(entry: &Value) -> Value {
    let mut said = entry.clone();
    for field in ["id", "at", "request_id", "actor_id"] {
        assert!(!said[field].take().is_null() || field == "actor_id", "{field}: {entry}");
        said.as_object_mut().unwrap().remove(field);
    }
    said
}

#[tokio::test]
async fn every_change_has_an_entry_with_target_and_outcome() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("audited");
    run(&dora, &name, &["sleep", "600"]).await;
    let of_dora = |action: &str, target: Value, outcome: &str, status: u16, detail: Value| {
        json!({
            "actor_kind": "user", "actor_name": "dora", "action": action, "target": target,
            "outcome": outcome, "status": status, "address": "127.0.0.1", "detail": detail,
        })
    };
    let target = json!(format!("local/{name}"));
    let restarted = dora.act(&containers(&format!("/{name}/restart?timeout_s=0"))).await;
    let restart = entry(&admin, &restarted).await;
    let expected = of_dora("container.restart", target.clone(), "succeeded", 204, Value::Null);
    assert_eq!(said(&restart), expected);
    let me = dora.get("/api/v1/me").await.expect(200);
    assert_eq!(restart["actor_id"], me["user"]["id"]);

    let failed = dora.act(&containers(&format!("/{name}/unpause"))).await;
    let failure = entry(&admin, &failed).await;
    let detail = failed.problem(409, "conflict")["detail"].clone();
    assert_eq!(said(&failure), of_dora("container.unpause", target.clone(), "failed", 409, detail));

    let denied = dora.post("/api/v1/users", json!({})).await;
    let denial = entry(&admin, &denied).await;
    let detail = denied.problem(403, "forbidden")["detail"].clone();
    assert_eq!(said(&denial), of_dora("user.create", Value::Null, "denied", 403, detail));

    // A copy out of a container is written down, although it changes nothing.
    let copied = dora.get(&containers(&format!("/{name}/files/content?path=/etc/passwd"))).await;
    let copy = entry(&admin, &copied).await;
    let expected = of_dora("file.download", target.clone(), "succeeded", 200, json!("/etc/passwd"));
    assert_eq!(said(&copy), expected);

    // A key's doing is its own.
    let key = app.api_key_of(&dora, json!({ "containers": "write" })).await;
    let paused = key.act(&containers(&format!("/{name}/pause"))).await;
    let pause = entry(&admin, &paused).await;
    assert_eq!((&pause["actor_kind"], &pause["actor_name"]), (&json!("api_key"), &json!("dora")));
    let keys = dora.get("/api/v1/api-keys").await.expect(200);
    assert_eq!(pause["actor_id"], items(&keys)[0]["id"]);
    let renamed = dora.post(&containers(&format!("/{name}/rename")), json!({ "name": "!" })).await;
    assert_eq!(entry(&admin, &renamed).await["outcome"], "failed");
}

#[tokio::test]
async fn reading_leaves_no_entry_and_secrets_are_never_written() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    app.user("vera", Role::Viewer).await;
    let wrong = "a wrong password of tests";
    app.stranger().sign_in("vera", wrong).await.problem(401, "unauthenticated");
    let key = json!({ "name": "ci", "scopes": { "users": "read" } });
    let made = admin.post("/api/v1/api-keys", key).await.expect(201);
    let count = async || items(&admin.get(&format!("{AUDIT}?limit=200")).await.expect(200)).len();
    let before = count().await;
    for path in ["/api/v1/users", "/api/v1/me", AUDIT, "/api/v1/roles", "/api/v1/settings"] {
        admin.get(path).await.expect(200);
    }
    assert_eq!(count().await, before);
    let log = admin.get(&format!("{AUDIT}?limit=200")).await;
    for secret in [PASSWORD, wrong, &text(&made["secret"]), admin.cookie.as_ref().unwrap()] {
        assert!(!log.text().contains(secret), "{secret} is in the log");
    }
    for action in ["setup.complete", "user.create", "session.create", "api_key.create"] {
        assert!(log.text().contains(&format!("\"{action}\"")), "{action}: {}", log.text());
    }
}

#[tokio::test]
async fn denied_attempts_of_strangers_are_written_but_not_each() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let stranger = app.stranger();
    let denied = stranger.get("/api/v1/users").await;
    let first = entry(&admin, &denied).await;
    assert_eq!((&first["actor_kind"], &first["outcome"]), (&json!("anonymous"), &json!("denied")));
    assert_eq!((&first["action"], &first["status"]), (&json!("user.list"), &json!(401)));
    for _ in 0..5 {
        stranger.get("/api/v1/users").await.problem(401, "unauthenticated");
    }
    stranger.get("/api/v1/roles").await.problem(401, "unauthenticated");
    let list = admin.get(&format!("{AUDIT}?outcome=denied")).await.expect(200);
    let actions: Vec<String> = items(&list).iter().map(|entry| text(&entry["action"])).collect();
    assert_eq!(actions, ["role.list", "user.list"]);

    // Wrong sign-ins tell at whom they were aimed.
    let wrong = app.stranger().sign_in("ada", "a wrong password").await;
    let entry = entry(&admin, &wrong).await;
    assert_eq!((&entry["action"], &entry["outcome"]), (&json!("session.create"), &json!("denied")));
    assert!(text(&entry["detail"]).starts_with("ada"), "{entry}");
}

#[tokio::test]
async fn the_log_is_searched_filtered_and_paged() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let vera = app.user("vera", Role::Viewer).await;
    vera.patch("/api/v1/me", json!({ "email": "v100%@example.org" })).await.expect(200);
    vera.patch("/api/v1/settings", json!({})).await.problem(403, "forbidden");
    let settings = json!({ "audit_retention_days": 100 });
    admin.patch("/api/v1/settings", settings).await.expect(200);
    admin
        .patch("/api/v1/settings", json!({ "audit_retention_days": 1 }))
        .await
        .problem(422, "invalid");

    let actions = async |query: &str| -> Vec<String> {
        let list = admin.get(&format!("{AUDIT}?{query}")).await.expect(200);
        items(&list).iter().map(|entry| text(&entry["action"])).collect()
    };
    assert_eq!(actions("actor=vera").await, ["settings.update", "me.update", "session.create"]);
    assert_eq!(actions("actor=vera&outcome=denied").await, ["settings.update"]);
    assert_eq!(actions("action=settings.update&outcome=succeeded").await, ["settings.update"]);
    assert_eq!(actions("outcome=failed").await, ["settings.update"]);
    assert_eq!(actions("search=VERA&action=user.create").await, ["user.create"]);
    assert_eq!(actions("search=retention_days%22:100").await, ["settings.update"]);
    // Taken literally, not as patterns.
    assert_eq!(actions("search=retention%25100").await, [""; 0]);
    assert_eq!(actions("search=settings_update").await, [""; 0]);
    assert_eq!(actions("actor=nobody").await, [""; 0]);

    let all = admin.get(&format!("{AUDIT}?limit=200")).await.expect(200);
    let times: Vec<String> = items(&all).iter().map(|entry| text(&entry["at"])).collect();
    assert!(times.is_sorted_by(|one, other| one >= other), "{times:?}");
    let (mut pages, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = admin.get(&format!("{AUDIT}?limit=2{cursor}")).await.expect(200);
        pages.extend(items(&page).clone());
        let Some(next) = page["next_cursor"].as_str() else { break };
        assert_eq!(items(&page).len(), 2);
        cursor = format!("&cursor={next}");
    }
    assert_eq!(&pages, items(&all));
    let ids: BTreeSet<&str> = pages.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), pages.len());

    let third = &times[2];
    let since = admin.get(&format!("{AUDIT}?since={third}")).await.expect(200);
    assert_eq!(items(&since).len(), 3);
    let until = admin.get(&format!("{AUDIT}?until={third}")).await.expect(200);
    assert_eq!(items(&until), &items(&all)[3..]);
}

#[tokio::test]
async fn old_entries_are_removed_when_the_dashboard_starts_however_many_there_are() {
    let mut app = TestApp::start().await;
    let admin = app.set_up().await;
    app.stop().await;
    app.store(
        "INSERT INTO audit_events (id, at, actor_kind, actor_name, action, outcome, request_id) \
         SELECT gen_random_uuid(), now() - n * interval '1 day', 'system', 'of a test', 'old', \
         'succeeded', '' FROM generate_series(300, 11000) AS n",
    )
    .await;
    app.resume().await;
    let admin = admin.at(&app.base);
    let old = format!("{AUDIT}?action=old&limit=200");
    // Those of the last year stay.
    let kept = eventually(LIMIT, "the old entries are gone", async || {
        let answer = admin.get(&old).await;
        if answer.status != 200 {
            return Err(answer.status.into());
        }
        let list = answer.expect(200);
        if items(&list).len() < 100 { Ok(list) } else { Err(Value::from(items(&list).len())) }
    })
    .await;
    let kept = items(&kept).len();
    assert!((64..=66).contains(&kept), "{kept}");
}
