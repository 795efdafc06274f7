//! `dashboard recover USERNAME`: for who lost the password or the second factor and has the machine.
//!
//! Whoever can read the service's environment owns the platform anyway, so this asks for no proof.
//! It gives the account a new random password, turns two-factor sign-in off, lets the account sign
//! in again, ends its sessions, revokes its API keys, and writes all of that into the audit log.

use chrono::Utc;
use nebula_db::{Database, DatabaseOptions};
use nebula_runtime::{Env, platform::BoxError};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::{
    config::DashboardConfig,
    db::{self, audit::AuditRow, users::UserChanges},
    passwords, sessions,
};

/// Recovers the account named `username` and returns its new password.
///
/// # Errors
/// For wrong settings, an absent database, or a name that nobody has.
pub async fn recover(env: &Env, username: &str) -> Result<SecretString, BoxError> {
    let config = DashboardConfig::from_env(env)?;
    let options =
        DatabaseOptions { application_name: "dashboard-recover".into(), ..Default::default() };
    let db = Database::connect(&config.database_url, &config.database, options)?;
    let password = nebula_vault::random_token(18);
    let changes = UserChanges {
        password_hash: Some(passwords::hash(password.clone()).await?),
        disabled: Some(false),
        ..UserChanges::default()
    };
    let username = username.trim().to_lowercase();
    let user = db::users::find_by_name(&mut *db.conn().await?, &username)
        .await?
        .ok_or_else(|| format!("there is no user `{username}`"))?;
    let audit = AuditRow {
        id: Uuid::now_v7(),
        at: Utc::now(),
        actor_kind: "system".into(),
        actor_id: None,
        actor_name: "command line".into(),
        action: "user.recover".into(),
        target: Some(user.id.to_string()),
        outcome: "succeeded".into(),
        status: None,
        address: None,
        request_id: Uuid::now_v7().to_string(),
        detail: Some(format!(
            "{username}: new password, two-factor sign-in off, sessions ended, API keys revoked"
        )),
    };
    db.transaction(async move |conn| {
        db::users::update(conn, user.id, &changes).await?;
        db::users::set_totp_secret(conn, user.id, None).await?;
        db::sessions::delete_all(conn, user.id, None).await?;
        db::api_keys::revoke_all(conn, user.id).await?;
        db::throttles::clear(conn, &sessions::account_scope(&username)).await?;
        db::audit::insert(conn, &audit).await
    })
    .await?;
    Ok(password)
}

/// What the command prints.
pub fn words(username: &str, password: &SecretString) -> String {
    format!(
        "The password of `{username}` is now:\n\n  {}\n\nTwo-factor sign-in is off, all sessions \
         have ended and all API keys are revoked. Sign in and change it.\n",
        password.expose_secret()
    )
}
