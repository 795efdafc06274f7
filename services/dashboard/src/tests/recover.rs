//! Getting back in from the command line.

use nebula_runtime::Env;
use secrecy::ExposeSecret;
use serde_json::json;

use super::harness::{PASSWORD, TestApp, items};
use crate::{access::Role, recover::recover};

#[tokio::test]
async fn an_account_is_recovered_with_a_new_password_and_without_a_second_factor() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let vera = app.user("vera", Role::Developer).await;
    vera.act("/api/v1/me/totp").await.expect(201);
    let key = app.api_key_of(&vera, json!({ "overview": "read" })).await;
    let id = vera.get("/api/v1/me").await.expect(200)["user"]["id"].clone();
    let id = id.as_str().unwrap();
    let disabled = admin.patch(&format!("/api/v1/users/{id}"), json!({ "disabled": true })).await;
    disabled.expect(200);

    let env = Env::from_pairs(app.settings.clone());
    let password = recover(&env, " Vera ").await.unwrap();
    app.stranger().sign_in("vera", PASSWORD).await.problem(401, "unauthenticated");
    app.stranger().sign_in("vera", password.expose_secret()).await.expect(201);
    vera.get("/api/v1/me").await.problem(401, "unauthenticated");
    key.get("/api/v1/services").await.problem(401, "unauthenticated");
    let log = admin.get("/api/v1/audit-events?action=user.recover").await.expect(200);
    let entry = &items(&log)[0];
    assert_eq!((&entry["actor_kind"], &entry["target"]), (&json!("system"), &json!(id)));

    let error = recover(&env, "nobody").await.unwrap_err().to_string();
    assert_eq!(error, "there is no user `nobody`");
}
