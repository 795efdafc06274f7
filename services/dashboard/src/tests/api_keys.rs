//! API keys.

use nebula_test::eventually;
use reqwest::{Method, header};
use serde_json::{Value, json};

use super::{
    client::{Client, send},
    harness::{LIMIT, PASSWORD, TestApp, items, text},
};
use crate::access::Role;

const KEYS: &str = "/api/v1/api-keys";

async fn make(owner: &Client, name: &str, scopes: Value) -> (String, Client) {
    let body = json!({ "name": name, "scopes": scopes });
    let made = owner.post(KEYS, body).await.expect(201);
    let key = Client::new(&owner.base).with_bearer(&text(&made["secret"]));
    (text(&made["key"]["id"]), key)
}

#[tokio::test]
async fn a_key_may_what_its_scopes_say_and_is_shown_once() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let body = json!({ "name": " CI ", "scopes": { "overview": "read", "users": "read" }, "expires_in_days": 30 });
    let made = admin.post(KEYS, body).await.expect(201);
    let secret = text(&made["secret"]);
    let key = &made["key"];
    assert!(secret.starts_with("nbc_") && secret.len() > 40, "{}", secret.len());
    assert_eq!(text(&key["prefix"]), format!("{}…", &secret[..10]));
    assert_eq!((&key["name"], &key["username"]), (&json!("CI"), &json!("ada")));
    assert_eq!(
        (&key["scopes"]["users"], &key["scopes"]["containers"]),
        (&json!("read"), &json!("none"))
    );
    assert!(!key["expires_at"].is_null() && key["revoked_at"].is_null(), "{key}");
    let list = admin.get(KEYS).await;
    assert_eq!(items(&list.expect(200)), std::slice::from_ref(key));
    assert!(!list.text().contains(&secret));
    app.assert_stored("SELECT count(*) = 1 FROM api_keys WHERE length(key_hash) = 32").await;

    // No CSRF token, no session.
    let program = app.stranger().with_bearer(&secret);
    program.get("/api/v1/users").await.expect(200);
    program.get("/api/v1/services").await.expect(200);
    program.get("/api/v1/audit-events").await.problem(403, "forbidden");
    program.post("/api/v1/users", json!({})).await.problem(403, "forbidden");
    let me = program.get("/api/v1/me").await.expect(200);
    assert_eq!((&me["user"]["username"], &me["csrf_token"]), (&json!("ada"), &Value::Null));
    assert_eq!(me["permissions"]["users"], "read");
    assert_eq!(me["permissions"]["settings"], "none");
    let mut events = program.events("/api/v1/events?topics=host").await;
    events.until("host_stats", |_| true).await;
    let list = admin.get(KEYS).await.expect(200);
    assert!(!items(&list)[0]["last_used_at"].is_null());
}

#[tokio::test]
async fn a_key_ends_when_it_is_revoked_or_its_time_is_over() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let (id, key) = make(&admin, "revoked", json!({ "overview": "read" })).await;
    let mut events = key.events("/api/v1/events?topics=platform").await;
    events.until("platform_updated", |_| true).await;
    key.get("/api/v1/services").await.expect(200);
    admin.delete(&format!("{KEYS}/{id}")).await.expect(204);
    key.get("/api/v1/services").await.problem(401, "unauthenticated");
    assert_eq!(events.rest().await.pop().unwrap().name, "session_ended");
    admin.delete(&format!("{KEYS}/{id}")).await.problem(404, "not_found");
    assert!(!items(&admin.get(KEYS).await.expect(200))[0]["revoked_at"].is_null());

    let (_, key) = make(&admin, "expiring", json!({ "overview": "read" })).await;
    key.get("/api/v1/services").await.expect(200);
    app.store("UPDATE api_keys SET expires_at = now() - interval '1 second'").await;
    eventually(LIMIT, "the key has expired", async || {
        key.get("/api/v1/services").await.status == 401
    })
    .await;
}

#[tokio::test]
async fn a_key_never_may_more_than_its_owner() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let id = app.make_user("dora", Role::Developer).await;
    let dora = app.sign_in("dora").await;
    let everything = json!({ "users": "admin", "images": "admin", "volumes": "write" });
    let (_, key) = make(&dora, "wants all", everything).await;
    let volumes = "/api/v1/docker/engines/nowhere/volumes";
    key.get("/api/v1/users").await.problem(403, "forbidden");
    key.delete(&format!("{volumes}/x")).await.problem(404, "not_found");

    let user = format!("/api/v1/users/{id}");
    admin.patch(&user, json!({ "role": "viewer" })).await.expect(200);
    key.delete(&format!("{volumes}/x")).await.problem(403, "forbidden");
    key.get(volumes).await.problem(404, "not_found");
    admin.patch(&user, json!({ "disabled": true })).await.expect(200);
    key.get(volumes).await.problem(401, "unauthenticated");
    admin.patch(&user, json!({ "disabled": false, "role": "developer" })).await.expect(200);
    key.delete(&format!("{volumes}/x")).await.problem(404, "not_found");
    admin.delete(&user).await.expect(204);
    key.get(volumes).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_key_does_not_act_as_a_person() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let everything = json!({
        "api_keys": "admin", "users": "admin", "settings": "admin", "overview": "read",
    });
    let key = app.api_key(everything).await;
    let another = json!({ "name": "another", "scopes": { "users": "admin" } });
    key.post(KEYS, another).await.problem(403, "forbidden");
    let password = json!({ "current_password": PASSWORD, "new_password": "another password" });
    key.post("/api/v1/me/password", password).await.problem(403, "forbidden");
    key.act("/api/v1/me/totp").await.problem(403, "forbidden");
    key.delete("/api/v1/sessions/current").await.problem(403, "forbidden");
    // Managing users does not make one stronger: not oneself, nobody else, and no role.
    let me = text(&admin.get("/api/v1/me").await.expect(200)["user"]["id"]);
    let me = format!("/api/v1/users/{me}");
    key.patch(&me, json!({ "password": "a password of the key" })).await.problem(403, "forbidden");
    key.act(&format!("{me}/totp/reset")).await.problem(403, "forbidden");
    let friend = json!({
        "username": "friend", "email": "friend@example.org", "role": "admin", "password": PASSWORD,
    });
    key.post("/api/v1/users", friend).await.problem(403, "forbidden");
    let wide = json!({ "permissions": { "containers": "admin" } });
    key.put("/api/v1/roles/viewer", wide).await.problem(403, "forbidden");
    admin.get("/api/v1/me").await.expect(200);

    // A key that is shown counts, also when a good cookie comes with it.
    for header in ["Bearer nbc_unknown", "Bearer ", "Basic YWRhOnB3", "nonsense"] {
        let request =
            admin.request(Method::GET, "/api/v1/me").header(header::AUTHORIZATION, header);
        send(request).await.problem(401, "unauthenticated");
    }
    let cookie_as_key = app.stranger().with_bearer(admin.cookie.as_ref().unwrap());
    cookie_as_key.get("/api/v1/me").await.problem(401, "unauthenticated");
    let mut key_as_cookie = app.stranger();
    key_as_cookie.cookie.clone_from(&key.bearer);
    key_as_cookie.get("/api/v1/me").await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn keys_are_their_owners_and_administrators_business() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let (dora, dan) =
        (app.user("dora", Role::Developer).await, app.user("dan", Role::Developer).await);
    let vera = app.user("vera", Role::Viewer).await;
    let (id, key) = make(&dora, "hers", json!({ "overview": "read" })).await;
    assert!(items(&dan.get(KEYS).await.expect(200)).is_empty());
    dan.get(&format!("{KEYS}?all=true")).await.problem(403, "forbidden");
    dan.delete(&format!("{KEYS}/{id}")).await.problem(404, "not_found");
    vera.get(KEYS).await.problem(403, "forbidden");
    key.get("/api/v1/services").await.expect(200);

    for name in ["one", "two"] {
        make(&admin, name, json!({ "overview": "read" })).await;
    }
    let first = admin.get(&format!("{KEYS}?all=true&limit=2")).await.expect(200);
    let cursor = text(&first["next_cursor"]);
    let second = admin.get(&format!("{KEYS}?all=true&limit=2&cursor={cursor}")).await.expect(200);
    let names: Vec<String> =
        items(&first).iter().chain(items(&second)).map(|key| text(&key["name"])).collect();
    assert_eq!(names, ["two", "one", "hers"]);
    assert!(second["next_cursor"].is_null());
    admin.delete(&format!("{KEYS}/{id}")).await.expect(204);
    key.get("/api/v1/services").await.problem(401, "unauthenticated");

    let scopes = json!({ "overview": "read" });
    for wrong in [
        json!({ "name": "", "scopes": scopes }),
        json!({ "name": "x".repeat(81), "scopes": scopes }),
        json!({ "name": "a\nb", "scopes": scopes }),
        json!({ "name": "ok", "scopes": {} }),
        json!({ "name": "ok", "scopes": { "overview": "none" } }),
        json!({ "name": "ok", "scopes": { "kitchen": "read" } }),
        json!({ "name": "ok", "scopes": scopes, "expires_in_days": 0 }),
        json!({ "name": "ok", "scopes": scopes, "expires_in_days": 367 }),
        json!({ "name": "ok", "scopes": scopes, "expires_in_days": -1 }),
        json!({ "name": "ok", "scopes": scopes, "secret": "mine" }),
    ] {
        let refused = dora.post(KEYS, wrong.clone()).await;
        assert_eq!(refused.status, 422, "{wrong}: {}", refused.text());
        refused.problem(422, "invalid");
    }
}

#[tokio::test]
async fn keys_do_not_outlive_the_password_they_were_made_under() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let dora = app.user("dora", Role::Developer).await;
    let (_, admins) = make(&admin, "admin's", json!({ "overview": "read" })).await;
    let (_, own) = make(&dora, "one", json!({ "overview": "read" })).await;
    own.get("/api/v1/services").await.expect(200);
    let new = "a password that nobody knows yet";
    let body = json!({ "current_password": PASSWORD, "new_password": new });
    dora.post("/api/v1/me/password", body).await.expect(204);
    own.get("/api/v1/services").await.problem(401, "unauthenticated");

    let (_, own) = make(&dora, "two", json!({ "overview": "read" })).await;
    let id = text(&dora.get("/api/v1/me").await.expect(200)["user"]["id"]);
    let user = format!("/api/v1/users/{id}");
    admin.patch(&user, json!({ "email": "d@example.org" })).await.expect(200);
    own.get("/api/v1/services").await.expect(200);
    admin.patch(&user, json!({ "password": PASSWORD })).await.expect(200);
    own.get("/api/v1/services").await.problem(401, "unauthenticated");
    // Nobody else's.
    admins.get("/api/v1/services").await.expect(200);
}
