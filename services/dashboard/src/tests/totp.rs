//! Two-factor sign-in.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use super::{
    client::Client,
    harness::{PASSWORD, TestApp, text},
};
use crate::access::Role;

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// What an authenticator app makes of the secret.
fn authenticator(enrolment: &Value) -> Totp {
    let secret = Secret::try_from_base32(text(&enrolment["secret"])).unwrap();
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(secret)
        .build()
        .unwrap()
}

/// Turns it on. Answers the app, the time of the code it took, and the recovery codes.
async fn enrol(client: &Client) -> (Totp, u64, Vec<String>) {
    let enrolment = client.act("/api/v1/me/totp").await.expect(201);
    let (app, now) = (authenticator(&enrolment), now());
    let code = json!({ "code": app.generate(now).to_string() });
    let codes = client.post("/api/v1/me/totp/confirm", code).await.expect(200);
    let codes = codes["recovery_codes"].as_array().unwrap().iter().map(text).collect();
    (app, now, codes)
}

#[tokio::test]
async fn signing_in_takes_a_code_that_works_once() {
    let app = TestApp::start().await;
    let vera = app.user("vera", Role::Viewer).await;
    let confirm = "/api/v1/me/totp/confirm";
    vera.post(confirm, json!({ "code": "000000" })).await.problem(409, "conflict");
    let enrolment = vera.act("/api/v1/me/totp").await.expect(201);
    let url = text(&enrolment["otpauth_url"]);
    assert!(url.starts_with("otpauth://totp/") && url.contains("vera"), "{url}");
    assert!(url.contains(&text(&enrolment["secret"])), "{url}");
    // Until it is confirmed it asks for nothing, and can be begun anew.
    app.sign_in("vera").await;
    let wrong = vera.post(confirm, json!({ "code": "abcdef" })).await.problem(422, "invalid");
    assert_eq!(wrong["field"], "code");
    let (authenticator, confirmed_at, codes) = enrol(&vera).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(vera.get("/api/v1/me").await.expect(200)["user"]["totp_enabled"], true);
    vera.act("/api/v1/me/totp").await.problem(409, "conflict");
    app.assert_stored("SELECT totp_secret LIKE 'v%' FROM users WHERE username = 'vera'").await;
    let secret = text(&enrolment["secret"]);
    app.assert_stored(&format!("SELECT bool_and(totp_secret NOT LIKE '%{secret}%') FROM users WHERE totp_secret IS NOT NULL")).await;

    let mut phone = app.stranger();
    phone.sign_in("vera", PASSWORD).await.problem(401, "totp_required");
    // A wrong password does not tell that a code would be needed.
    phone.sign_in("vera", "a wrong password").await.problem(401, "unauthenticated");
    let used = authenticator.generate(confirmed_at).to_string();
    phone.sign_in_with_code("vera", &used).await.problem(401, "unauthenticated");
    let next = authenticator.generate(confirmed_at + 30).to_string();
    phone.sign_in_with_code("vera", &format!("{} {}", &next[..3], &next[3..])).await.expect(201);
    phone.get("/api/v1/me").await.expect(200);
    let mut thief = app.stranger();
    thief.sign_in_with_code("vera", &next).await.problem(401, "unauthenticated");
    assert!(thief.cookie.is_none());
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_replace_the_old() {
    let app = TestApp::start().await;
    let vera = app.user("vera", Role::Viewer).await;
    let (_, _, codes) = enrol(&vera).await;
    let mut lost = app.stranger();
    lost.sign_in_with_code("vera", &codes[0]).await.expect(201);
    lost.sign_in_with_code("vera", &codes[0]).await.problem(401, "unauthenticated");
    // As people type them.
    let typed = codes[1].to_uppercase().replace('-', " ");
    lost.sign_in_with_code("vera", &typed).await.expect(201);

    let renew = "/api/v1/me/totp/recovery-codes";
    vera.post(renew, json!({ "password": "wrong" })).await.problem(422, "invalid");
    let renewed = vera.post(renew, json!({ "password": PASSWORD })).await.expect(200);
    let new = text(&renewed["recovery_codes"][0]);
    lost.sign_in_with_code("vera", &codes[2]).await.problem(401, "unauthenticated");
    lost.sign_in_with_code("vera", &new).await.expect(201);

    let off = async |password: &str| {
        let request = vera.request(reqwest::Method::DELETE, "/api/v1/me/totp");
        super::client::send(request.json(&json!({ "password": password }))).await
    };
    off("wrong").await.problem(422, "invalid");
    off(PASSWORD).await.expect(204);
    app.sign_in("vera").await;
    vera.post(renew, json!({ "password": PASSWORD })).await.problem(409, "conflict");
}

#[tokio::test]
async fn an_administrator_turns_it_off_for_who_lost_everything() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let id = app.make_user("vera", Role::Viewer).await;
    enrol(&app.sign_in("vera").await).await;
    app.stranger().sign_in("vera", PASSWORD).await.problem(401, "totp_required");
    let user = format!("/api/v1/users/{id}");
    assert_eq!(admin.get(&user).await.expect(200)["totp_enabled"], true);
    admin.act(&format!("{user}/totp/reset")).await.expect(204);
    assert_eq!(admin.get(&user).await.expect(200)["totp_enabled"], false);
    let vera = app.sign_in("vera").await;
    // It can be turned on again.
    enrol(&vera).await;
    app.stranger().sign_in("vera", PASSWORD).await.problem(401, "totp_required");
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let app = TestApp::start().await;
    let vera = app.user("vera", Role::Viewer).await;
    let (_, _, codes) = enrol(&vera).await;
    let mut thief = app.stranger();
    for guess in 0..5 {
        let code = format!("no-code-{guess}");
        thief.sign_in_with_code("vera", &code).await.problem(401, "unauthenticated");
    }
    thief.sign_in_with_code("vera", &codes[0]).await.problem(429, "rate_limited");
}
