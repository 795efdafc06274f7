//! API keys: scoped, expiring, shown once.

use chrono::{DateTime, TimeDelta, Utc};
use nebula_api::{Error, Result, paging::Page};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::{Caller, Level, Module, Permissions},
    app::App,
    db::{
        self,
        api_keys::{ApiKeyRow, NewApiKey},
    },
    identity,
};

/// A key, without its secret.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApiKey {
    /// The key.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// Its visible start.
    pub prefix: String,
    /// Whose it is.
    pub user_id: Uuid,
    /// The owner's name.
    pub username: String,
    /// What it may do at most; never more than its owner.
    pub scopes: Permissions,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl ApiKey {
    fn new(row: ApiKeyRow, username: String) -> Self {
        let scopes: Permissions = serde_json::from_value(row.scopes).unwrap_or_default();
        Self {
            id: row.id,
            name: row.name,
            prefix: row.prefix,
            user_id: row.user_id,
            username,
            // With a level for every module, also those not named when the key was made.
            scopes: Permissions::of(scopes.iter()),
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
        }
    }
}

/// A key to make.
#[derive(Debug)]
pub struct CreateApiKey {
    /// What it is for.
    pub name: String,
    /// What it may do at most.
    pub scopes: Permissions,
    /// Days until it stops working.
    pub expires_in_days: Option<u32>,
}

/// Makes a key for the caller. The secret is not stored.
///
/// # Errors
/// `Invalid` for a wrong name or lifetime; `Forbidden` to a key that would make another key.
pub async fn create(
    app: &App,
    caller: &Caller,
    new: CreateApiKey,
) -> Result<(ApiKey, SecretString)> {
    if identity::session_id(caller).is_none() {
        return Err(Error::Forbidden("A key cannot make keys. Sign in with a browser.".into()));
    }
    let name = new.name.trim();
    if !(1..=80).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "must have 1 to 80 characters"));
    }
    if new.expires_in_days.is_some_and(|days| !(1..=366).contains(&days)) {
        return Err(Error::invalid("expires_in_days", "must be from 1 to 366"));
    }
    if new.scopes.iter().all(|(_, level)| level == Level::None) {
        return Err(Error::invalid("scopes", "must give at least one module a level"));
    }
    let token = nebula_vault::random_token(32);
    let secret = format!("{}{}", identity::API_KEY_PREFIX, token.expose_secret());
    let row = NewApiKey {
        id: Uuid::now_v7(),
        user_id: caller.user_id,
        name: name.to_owned(),
        prefix: format!("{}…", secret.chars().take(10).collect::<String>()),
        key_hash: nebula_vault::hash_token(&secret).to_vec(),
        scopes: serde_json::to_value(&new.scopes).map_err(Error::internal)?,
        expires_at: new.expires_in_days.map(|days| Utc::now() + TimeDelta::days(days.into())),
    };
    let mut conn = app.db.conn().await?;
    let row = db::api_keys::insert(&mut conn, &row).await?;
    Ok((ApiKey::new(row, caller.username.clone()), SecretString::from(secret)))
}

/// Keys, the newest first: one's own, or everyone's for those who may.
///
/// # Errors
/// `Forbidden` when `all` is asked for without `api_keys: admin`.
pub async fn list(
    app: &App,
    caller: &Caller,
    all: bool,
    before: Option<Uuid>,
    limit: u32,
) -> Result<Page<ApiKey>> {
    if all {
        caller.require(Module::ApiKeys, Level::Admin)?;
    }
    let owner = (!all).then_some(caller.user_id);
    let mut conn = app.db.conn().await?;
    let rows = db::api_keys::list(&mut conn, owner, before, i64::from(limit) + 1).await?;
    let keys = rows.into_iter().map(|(row, username)| ApiKey::new(row, username)).collect();
    Page::cut(keys, limit, |key: &ApiKey| key.id)
}

/// Revokes a key: one's own, or anyone's for those who may. Takes effect at once.
///
/// # Errors
/// `NotFound` when there is no such live key that the caller may revoke.
pub async fn revoke(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    let owner = (!caller.may(Module::ApiKeys, Level::Admin)).then_some(caller.user_id);
    let mut conn = app.db.conn().await?;
    if !db::api_keys::revoke(&mut conn, id, owner).await? {
        return Err(Error::not_found("API key", id.to_string()));
    }
    drop(conn);
    identity::access_changed(app).await;
    Ok(())
}
