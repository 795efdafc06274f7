//! Signing in and out.

use chrono::{DateTime, TimeDelta, Utc};
use nebula_api::{AuthFailure, Error, Result};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::Caller,
    app::App,
    db::{
        self,
        sessions::NewSession,
        users::{UserChanges, UserRow},
    },
    identity, passwords, totp,
};

/// Failures further apart than this do not add up.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// After so many failures an account waits.
const ACCOUNT_FAILURES: i32 = 5;
/// After so many failures an address waits: several people may share one.
const ADDRESS_FAILURES: i32 = 20;
/// The first wait; each further failure doubles it, up to the window.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The client's network address.
    pub address: String,
    /// The `User-Agent` header, shortened.
    pub user_agent: String,
}

/// What someone shows to sign in.
#[derive(Debug)]
pub struct Credentials {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: SecretString,
    /// An app's code or a recovery code.
    pub totp_code: Option<String>,
}

/// A session just begun.
#[derive(Debug)]
pub struct NewLogin {
    /// The session.
    pub session_id: Uuid,
    /// Its token, for the cookie. Nowhere else.
    pub token: SecretString,
    /// Who signed in.
    pub user: UserRow,
    /// When the session ends.
    pub expires_at: DateTime<Utc>,
}

/// A session of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionInfo {
    /// The session.
    pub id: Uuid,
    /// The browser, as it names itself.
    pub user_agent: String,
    /// The address it signed in from.
    pub address: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// Whether it is the one asking.
    pub current: bool,
}

/// Signs in.
///
/// # Errors
/// `Unauthenticated` for anything wrong (without saying what), `TotpRequired` when the password was
/// right and a code is needed, `RateLimited` after too many failures of the account or the address.
pub async fn sign_in(app: &App, credentials: Credentials, origin: &Origin) -> Result<NewLogin> {
    let username = credentials.username.trim().to_lowercase();
    let scopes = throttle_scopes(&username, origin);
    let mut conn = app.db.conn().await?;
    refuse_blocked(db::throttles::blocked_until(&mut conn, &scopes).await?)?;
    // Absurd lengths are not worth hashing.
    let plausible = username.len() <= 64 && credentials.password.expose_secret().len() <= 1024;
    let user = match plausible {
        true => db::users::find_by_name(&mut conn, &username).await?,
        false => None,
    };
    drop(conn);
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let password = if plausible { credentials.password } else { SecretString::from("") };
    let right = passwords::verify(password.clone(), hash).await?;
    let Some(user) = user.filter(|user| right && !user.disabled) else {
        count_failure(app, &scopes).await?;
        return Err(Error::Unauthenticated(AuthFailure::Invalid));
    };
    if let Err(error) = totp::check(app, &user, credentials.totp_code.as_deref()).await {
        if matches!(error, Error::Unauthenticated(AuthFailure::Invalid)) {
            count_failure(app, &scopes).await?;
        }
        return Err(error);
    }
    if nebula_vault::needs_rehash(&user.password_hash) {
        let changes = UserChanges {
            password_hash: Some(passwords::hash(password).await?),
            ..UserChanges::default()
        };
        let mut conn = app.db.conn().await?;
        db::users::update(&mut conn, user.id, &changes).await?;
    }
    begin(app, user, origin, &scopes[0]).await
}

/// Begins a session of `user`, whose failures counted under `account_scope` are forgotten.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn begin(
    app: &App,
    user: UserRow,
    origin: &Origin,
    account_scope: &str,
) -> Result<NewLogin> {
    let token = nebula_vault::random_token(32);
    let lifetime = app.settings().session_lifetime_hours;
    let expires_at = Utc::now() + TimeDelta::hours(lifetime.into());
    let session_id = Uuid::now_v7();
    let session = NewSession {
        id: session_id,
        user_id: user.id,
        token_hash: nebula_vault::hash_token(token.expose_secret()).to_vec(),
        user_agent: origin.user_agent.clone(),
        address: origin.address.clone(),
        expires_at,
    };
    let (user_id, account_scope) = (user.id, account_scope.to_owned());
    app.db
        .transaction(async move |conn| {
            db::sessions::insert(conn, &session).await?;
            db::users::touch_login(conn, user_id).await?;
            db::throttles::clear(conn, &account_scope).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(NewLogin { session_id, token, user, expires_at })
}

/// One's own sessions.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<SessionInfo>> {
    let mut conn = app.db.conn().await?;
    let current = identity::session_id(caller);
    let rows = db::sessions::list(&mut conn, caller.user_id).await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionInfo {
            id: row.id,
            user_agent: row.user_agent,
            address: row.address,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
            current: Some(row.id) == current,
        })
        .collect())
}

/// Ends one of one's own sessions.
///
/// # Errors
/// `NotFound` when there is no such session of the caller.
pub async fn end(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    let mut conn = app.db.conn().await?;
    if !db::sessions::delete(&mut conn, caller.user_id, id).await? {
        return Err(Error::not_found("session", id.to_string()));
    }
    drop(conn);
    identity::access_changed(app).await;
    Ok(())
}

/// Changes one's own password, ends one's other sessions and revokes one's API keys.
///
/// # Errors
/// `Invalid` for a wrong current or a weak new password; `RateLimited` after too many wrong ones.
pub async fn change_password(
    app: &App,
    caller: &Caller,
    current: SecretString,
    new: SecretString,
    origin: &Origin,
) -> Result<()> {
    passwords::check_strength("new_password", &new)?;
    let scopes = throttle_scopes(&caller.username, origin);
    let mut conn = app.db.conn().await?;
    refuse_blocked(db::throttles::blocked_until(&mut conn, &scopes).await?)?;
    drop(conn);
    if let Err(error) = totp::prove_password(app, caller.user_id, current).await {
        if matches!(error, Error::Invalid { .. }) {
            count_failure(app, &scopes).await?;
            return Err(Error::invalid("current_password", "is not your password"));
        }
        return Err(error);
    }
    let changes =
        UserChanges { password_hash: Some(passwords::hash(new).await?), ..UserChanges::default() };
    let (user_id, keep) = (caller.user_id, identity::session_id(caller));
    app.db
        .transaction(async move |conn| {
            db::users::update(conn, user_id, &changes).await?;
            db::sessions::delete_all(conn, user_id, keep).await?;
            // Whoever knew the password may have made keys with it.
            db::api_keys::revoke_all(conn, user_id).await?;
            Ok::<_, Error>(())
        })
        .await?;
    identity::access_changed(app).await;
    Ok(())
}

/// An account's name in the throttle: of a fixed length, whatever was sent as a user name.
pub fn account_scope(username: &str) -> String {
    format!("account:{}", hex::encode(&nebula_vault::hash_token(username)[..16]))
}

/// The account's and the address's names in the throttle. The account comes first.
pub fn throttle_scopes(username: &str, origin: &Origin) -> [String; 2] {
    [account_scope(username), format!("address:{}", origin.address)]
}

/// Refuses while a block lasts.
///
/// # Errors
/// `RateLimited` until `until`.
pub fn refuse_blocked(until: Option<DateTime<Utc>>) -> Result<()> {
    match until.map(|until| (until - Utc::now()).to_std()) {
        Some(Ok(retry_after)) => Err(Error::RateLimited { retry_after }),
        Some(Err(_)) | None => Ok(()),
    }
}

/// Counts a failed sign-in and blocks who failed too often.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn count_failure(app: &App, scopes: &[String; 2]) -> Result<()> {
    let mut conn = app.db.conn().await?;
    for (scope, allowed) in scopes.iter().zip([ACCOUNT_FAILURES, ADDRESS_FAILURES]) {
        let failures = db::throttles::count_failure(&mut conn, scope, WINDOW).await?;
        if failures >= allowed {
            let doublings = u32::try_from(failures - allowed).unwrap_or(0).min(10);
            let wait = (FIRST_WAIT * 2i32.pow(doublings)).min(WINDOW);
            db::throttles::block(&mut conn, scope, Utc::now() + wait).await?;
        }
    }
    Ok(())
}
