//! Signing in and out, and what sessions are worth.

use std::time::{Duration, Instant};

use nebula_test::eventually;
use reqwest::{Method, RequestBuilder, header};
use serde_json::{Value, json};

use super::{
    client::{Answer, Client, send},
    harness::{LIMIT, PASSWORD, TestApp, items, text},
};
use crate::access::Role;

/// The problem without what differs from request to request.
fn without_id(answer: &Answer) -> Value {
    let mut problem = answer.json();
    problem["request_id"].take();
    problem
}

fn attempt(client: &Client, address: &str, name: &str, password: &str) -> RequestBuilder {
    client
        .request(Method::POST, "/api/v1/sessions")
        .header("x-forwarded-for", address)
        .json(&json!({ "username": name, "password": password }))
}

/// Whether the session answers, as nobody else does.
async fn is_in(client: &Client) -> bool {
    let answer = client.get("/api/v1/me").await;
    if answer.status != 200 {
        answer.problem(401, "unauthenticated");
    }
    answer.status == 200
}

#[tokio::test]
async fn signing_in_gives_a_session_and_signing_out_ends_it() {
    let app = TestApp::start().await;
    app.make_user("vera", Role::Viewer).await;
    let mut vera = app.stranger();
    // Names are as people type them.
    let answer = vera.sign_in(" Vera ", PASSWORD).await;
    let session = answer.expect(201);
    assert_eq!(session["user"]["username"], "vera");
    assert_eq!(session["user"]["role"], "viewer");
    assert!(!answer.text().contains(vera.cookie.as_ref().unwrap()));
    let me = vera.get("/api/v1/me").await.expect(200);
    assert_eq!(me["user"]["id"], session["user"]["id"]);
    assert!(!me["user"]["last_login_at"].is_null());
    assert_eq!(me["csrf_token"], session["csrf_token"]);
    assert_eq!(me["permissions"]["containers"], "read");
    assert_eq!(me["platform"]["environment"], "tests");

    let out = vera.delete("/api/v1/sessions/current").await;
    out.expect(204);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"), "{out:?}");
    assert!(!is_in(&vera).await);
    vera.delete("/api/v1/sessions/current").await.problem(401, "unauthenticated");
    app.assert_stored("SELECT bool_and(password_hash LIKE '$argon2id$%') FROM users").await;
}

#[tokio::test]
async fn the_cookie_is_for_browsers_of_this_site_only() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    admin.patch("/api/v1/settings", json!({ "session_lifetime_hours": 1 })).await.expect(200);
    let cookie = async |https: bool| {
        let mut request = attempt(&app.stranger(), "127.0.0.1", "ada", PASSWORD);
        if https {
            request = request.header("x-forwarded-proto", "https");
        }
        let answer = send(request).await;
        answer.expect(201);
        answer.header("set-cookie").unwrap().to_owned()
    };
    let plain = cookie(false).await;
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=3"] {
        assert!(plain.contains(attribute), "{attribute}: {plain}");
    }
    assert!(!plain.contains("Secure") && !plain.contains("Domain"), "{plain}");
    assert!(cookie(true).await.contains("Secure"));
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_the_same() {
    let app = TestApp::start().await;
    let id = app.make_user("vera", Role::Viewer).await;
    let mut stranger = app.stranger();
    let wrong = stranger.sign_in("vera", "a wrong password").await;
    wrong.problem(401, "unauthenticated");
    let unknown = stranger.sign_in("nobody", PASSWORD).await;
    assert_eq!(without_id(&unknown), without_id(&wrong));
    let long = stranger.sign_in("vera", &"x".repeat(100_000)).await;
    assert_eq!(without_id(&long), without_id(&wrong));
    let disabled = json!({ "disabled": true });
    app.set_up().await.patch(&format!("/api/v1/users/{id}"), disabled).await.expect(200);
    let disabled = stranger.sign_in("vera", PASSWORD).await;
    assert_eq!(without_id(&disabled), without_id(&wrong));
    assert!(stranger.cookie.is_none());
}

#[tokio::test]
async fn guessing_at_an_account_is_slowed_down_from_everywhere() {
    let app = TestApp::start().await;
    app.make_user("vera", Role::Viewer).await;
    let stranger = app.stranger();
    for guess in 0..5 {
        let address = format!("192.0.2.{guess}");
        let answer = send(attempt(&stranger, &address, "vera", "a wrong password")).await;
        answer.problem(401, "unauthenticated");
    }
    // The right password does not get through either, from wherever it comes.
    let blocked = send(attempt(&stranger, "192.0.2.99", "vera", PASSWORD)).await;
    let problem = blocked.problem(429, "rate_limited");
    let seconds: u64 = blocked.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");
    assert_eq!(problem["retry_after_s"], seconds);
    send(attempt(&stranger, "192.0.2.1", "ada", PASSWORD)).await.expect(201);

    // The next failure doubles the wait.
    let over = "UPDATE login_throttles SET blocked_until = now() - interval '1 second'";
    app.store(over).await;
    send(attempt(&stranger, "192.0.2.9", "vera", "wrong")).await.problem(401, "unauthenticated");
    let blocked = send(attempt(&stranger, "192.0.2.9", "vera", "wrong")).await;
    let seconds = blocked.problem(429, "rate_limited")["retry_after_s"].as_u64().unwrap();
    assert!((31..=60).contains(&seconds), "{seconds}");

    // Signing in forgets the failures.
    app.store(over).await;
    send(attempt(&stranger, "192.0.2.9", "vera", PASSWORD)).await.expect(201);
    send(attempt(&stranger, "192.0.2.9", "vera", "wrong")).await.problem(401, "unauthenticated");
    send(attempt(&stranger, "192.0.2.9", "vera", PASSWORD)).await.expect(201);
}

#[tokio::test]
async fn an_address_that_guesses_at_many_accounts_is_slowed_down() {
    let app = TestApp::start().await;
    app.set_up().await;
    let stranger = app.stranger();
    for guess in 0..20 {
        let name = format!("user{guess}");
        let answer = send(attempt(&stranger, "192.0.2.7", &name, "a wrong password")).await;
        answer.problem(401, "unauthenticated");
    }
    let blocked = send(attempt(&stranger, "192.0.2.7", "ada", PASSWORD)).await;
    blocked.problem(429, "rate_limited");
    send(attempt(&stranger, "192.0.2.8", "ada", PASSWORD)).await.expect(201);
    // Only what trusted proxies say of the address counts.
    let forged = attempt(&stranger, "192.0.2.8, 192.0.2.7", "ada", PASSWORD);
    send(forged).await.problem(429, "rate_limited");
}

#[tokio::test]
async fn sessions_are_listed_and_a_revoked_one_ends_at_once() {
    let app = TestApp::start().await;
    let vera = app.user("vera", Role::Viewer).await;
    let other = app.sign_in("vera").await;
    let list = vera.get("/api/v1/sessions").await.expect(200);
    assert_eq!(items(&list).len(), 2);
    let (own, rest): (Vec<&Value>, Vec<&Value>) =
        items(&list).iter().partition(|session| session["current"] == true);
    assert_eq!((own.len(), rest.len()), (1, 1));
    assert_eq!(rest[0]["address"], "127.0.0.1");
    assert!(text(&rest[0]["user_agent"]).starts_with("nebula-command/"), "{list}");

    let mut events = other.events("/api/v1/events?topics=platform").await;
    events.until("platform_updated", |_| true).await;
    let mut mine = vera.events("/api/v1/events?topics=host").await;
    vera.delete(&format!("/api/v1/sessions/{}", text(&rest[0]["id"]))).await.expect(204);
    assert!(!is_in(&other).await);
    let began = Instant::now();
    let last = events.rest().await.pop().unwrap();
    // Not only when the stream looks again by itself.
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!((last.name.as_str(), last.data), ("session_ended", json!({})));
    // The other one's goes on.
    mine.until("host_stats", |_| true).await;
    assert_eq!(items(&vera.get("/api/v1/sessions").await.expect(200)).len(), 1);

    // Nobody ends somebody else's.
    let foreign = format!("/api/v1/sessions/{}", text(&own[0]["id"]));
    app.set_up().await.delete(&foreign).await.problem(404, "not_found");
    assert!(is_in(&vera).await);
}

#[tokio::test]
async fn a_session_ends_when_its_time_is_over() {
    let app = TestApp::start().await;
    let vera = app.user("vera", Role::Viewer).await;
    assert!(is_in(&vera).await);
    app.store("UPDATE sessions SET expires_at = now() - interval '1 second'").await;
    eventually(LIMIT, "the session has ended", async || !is_in(&vera).await).await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let vera = app.user("vera", Role::Viewer).await;
    let other = app.sign_in("vera").await;
    let change = async |current: &str, new: &str| {
        let body = json!({ "current_password": current, "new_password": new });
        vera.post("/api/v1/me/password", body).await
    };
    let wrong = change("not the password", "a new password of hers").await;
    assert_eq!(wrong.problem(422, "invalid")["field"], "current_password");
    let weak = change(PASSWORD, "short").await;
    assert_eq!(weak.problem(422, "invalid")["field"], "new_password");
    assert!(is_in(&other).await);

    change(PASSWORD, "a new password of hers").await.expect(204);
    assert!(!is_in(&other).await);
    assert!(is_in(&vera).await);
    app.stranger().sign_in("vera", PASSWORD).await.problem(401, "unauthenticated");
    app.stranger().sign_in("vera", "a new password of hers").await.expect(201);
}

#[tokio::test]
async fn what_administrators_change_of_a_user_takes_effect_at_once() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let id = app.make_user("vera", Role::Viewer).await;
    let path = format!("/api/v1/users/{id}");
    for change in [json!({ "role": "developer" }), json!({ "password": PASSWORD })] {
        let vera = app.sign_in("vera").await;
        let mut events = vera.events("/api/v1/events?topics=platform").await;
        events.until("platform_updated", |_| true).await;
        admin.patch(&path, change.clone()).await.expect(200);
        assert!(!is_in(&vera).await, "{change}");
        assert_eq!(events.rest().await.pop().unwrap().name, "session_ended", "{change}");
    }
    let vera = app.sign_in("vera").await;
    let changed = admin.patch(&path, json!({ "email": "v@example.org" })).await.expect(200);
    assert_eq!(
        (&changed["email"], &changed["role"]),
        (&json!("v@example.org"), &json!("developer"))
    );
    assert!(is_in(&vera).await);
    admin.patch(&path, json!({ "disabled": true })).await.expect(200);
    assert!(!is_in(&vera).await);
    app.stranger().sign_in("vera", PASSWORD).await.problem(401, "unauthenticated");
    admin.patch(&path, json!({ "disabled": false })).await.expect(200);
    let vera = app.sign_in("vera").await;
    admin.delete(&path).await.expect(204);
    assert!(!is_in(&vera).await);
    admin.get(&path).await.problem(404, "not_found");
}

#[tokio::test]
async fn users_are_made_found_and_never_without_an_administrator() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    for name in ["vera", "victor", "dora"] {
        app.make_user(name, Role::Viewer).await;
    }
    let found = admin.get("/api/v1/users?search=V").await.expect(200);
    let names: Vec<String> = items(&found).iter().map(|user| text(&user["username"])).collect();
    assert_eq!(names, ["vera", "victor"]);
    let first = admin.get("/api/v1/users?limit=3").await.expect(200);
    assert_eq!(items(&first).len(), 3);
    let cursor = text(&first["next_cursor"]);
    let second = admin.get(&format!("/api/v1/users?limit=3&cursor={cursor}")).await.expect(200);
    assert_eq!(items(&second).len(), 1);
    assert_eq!(items(&second)[0]["username"], "victor");
    assert!(second["next_cursor"].is_null());

    let user = |name: &str, email: &str, password: &str| json!({ "username": name, "email": email, "role": "viewer", "password": password });
    let taken = user("VERA", "v@example.org", PASSWORD);
    admin.post("/api/v1/users", taken).await.problem(409, "conflict");
    for (wrong, field) in [
        (user("ab", "v@example.org", PASSWORD), "username"),
        (user("-ab", "v@example.org", PASSWORD), "username"),
        (user("a b c", "v@example.org", PASSWORD), "username"),
        (user("valid", "nowhere", PASSWORD), "email"),
        (user("valid", "v@example.org", "short"), "password"),
        (user("valid", "v@example.org", &"x".repeat(257)), "password"),
    ] {
        let refused = admin.post("/api/v1/users", wrong.clone()).await;
        assert_eq!(refused.problem(422, "invalid")["field"], field, "{wrong}");
    }

    let me = admin.get("/api/v1/me").await.expect(200);
    let own = format!("/api/v1/users/{}", text(&me["user"]["id"]));
    admin.delete(&own).await.problem(409, "conflict");
    for last in [json!({ "role": "viewer" }), json!({ "disabled": true })] {
        admin.patch(&own, last).await.problem(409, "conflict");
    }
    app.make_user("second", Role::Admin).await;
    admin.patch(&own, json!({ "role": "viewer" })).await.expect(200);
    admin.get("/api/v1/users").await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_change_must_come_from_our_own_pages() {
    let app = TestApp::start().await;
    let (vera, other) = (app.user("vera", Role::Viewer).await, app.sign_in("vera").await);
    let change = |client: &Client| {
        client.request(Method::PATCH, "/api/v1/me").json(&json!({ "email": "new@example.org" }))
    };
    let mut without = vera.clone();
    without.csrf = None;
    send(change(&without)).await.problem(403, "csrf");
    for wrong in ["", "nonsense", other.csrf.as_ref().unwrap()] {
        without.csrf = Some(wrong.to_owned());
        send(change(&without)).await.problem(403, "csrf");
    }
    for foreign in ["https://evil.example.org", "null", "http://127.0.0.1:1", "file://"] {
        let request = change(&vera).header(header::ORIGIN, foreign);
        send(request).await.problem(403, "csrf");
    }
    // Nor is signing in or setting up possible from elsewhere.
    let sign_in = attempt(&app.stranger(), "127.0.0.1", "vera", PASSWORD);
    send(sign_in.header(header::ORIGIN, "https://evil.example.org")).await.problem(403, "csrf");
    assert_eq!(vera.get("/api/v1/me").await.expect(200)["user"]["email"], "vera@example.org");

    send(change(&vera).header(header::ORIGIN, &app.base)).await.expect(200);
    assert_eq!(vera.get("/api/v1/me").await.expect(200)["user"]["email"], "new@example.org");
    // Reading needs no token.
    without.get("/api/v1/me").await.expect(200);
}

#[tokio::test]
async fn the_public_address_counts_as_our_own() {
    let settings = vec![("NEBULA_PUBLIC_URL", "https://nebula.example.org".to_owned())];
    let given = super::harness::Given { settings, ..Default::default() };
    let app = TestApp::launch(given).await;
    let admin = app.set_up().await;
    let change = admin.request(Method::PATCH, "/api/v1/me").json(&json!({}));
    let own = change.try_clone().unwrap().header(header::ORIGIN, "https://nebula.example.org");
    send(own).await.expect(200);
    let plain = change.header(header::ORIGIN, "http://nebula.example.org");
    send(plain).await.problem(403, "csrf");
    // Then the cookie is for HTTPS only.
    let answer = send(attempt(&app.stranger(), "127.0.0.1", "ada", PASSWORD)).await;
    assert!(answer.header("set-cookie").unwrap().contains("Secure"));
}
