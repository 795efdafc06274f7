//! Users: made, changed and removed by those who may.

use chrono::{DateTime, Utc};
use nebula_api::{Error, Result, paging::Page};
use nebula_db::DbError;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::{Caller, Role},
    app::App,
    db::{
        self,
        users::{NewUser, UserChanges, UserRow},
    },
    identity, passwords,
};

/// A user, as an administrator sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct User {
    /// The user.
    pub id: Uuid,
    /// The name to sign in with.
    pub username: String,
    /// Where to reach the user.
    pub email: String,
    /// What the user is.
    pub role: Role,
    /// Whether signing in is switched off.
    pub disabled: bool,
    /// Whether two-factor sign-in is on.
    pub totp_enabled: bool,
    /// When the user was made.
    pub created_at: DateTime<Utc>,
    /// The last sign-in.
    pub last_login_at: Option<DateTime<Utc>>,
}

impl TryFrom<UserRow> for User {
    type Error = Error;

    fn try_from(row: UserRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            role: row.role.parse().map_err(Error::internal)?,
            username: row.username,
            email: row.email,
            disabled: row.disabled,
            totp_enabled: row.totp_confirmed_at.is_some(),
            created_at: row.created_at,
            last_login_at: row.last_login_at,
        })
    }
}

/// A user to make.
#[derive(Debug)]
pub struct CreateUser {
    /// The name to sign in with.
    pub username: String,
    /// Where to reach the user.
    pub email: String,
    /// What the user is.
    pub role: Role,
    /// The first password.
    pub password: SecretString,
}

/// What to change of a user; what is none stays.
#[derive(Debug, Default)]
pub struct ChangeUser {
    /// Where to reach the user.
    pub email: Option<String>,
    /// What the user is.
    pub role: Option<Role>,
    /// Whether signing in is switched off.
    pub disabled: Option<bool>,
    /// A new password.
    pub password: Option<SecretString>,
}

/// Checks a user name: 3 to 32 of a-z, 0-9, `.`, `_`, `-`, starting with a letter or digit.
///
/// # Errors
/// `Invalid`.
pub fn check_username(name: &str) -> Result<String> {
    let name = name.trim().to_lowercase();
    let right = (3..=32).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
        && name.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
    if right {
        return Ok(name);
    }
    Err(Error::invalid(
        "username",
        "must be 3 to 32 of a-z, 0-9, `.`, `_` and `-`, and start with a letter or digit",
    ))
}

/// Checks that an e-mail address could be one; only sending to it proves it.
///
/// # Errors
/// `Invalid`.
pub fn check_email(email: &str) -> Result<String> {
    let email = email.trim();
    let plausible = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && email.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !domain.is_empty() && !domain.contains('@')
        });
    if plausible {
        return Ok(email.to_owned());
    }
    Err(Error::invalid("email", "must be an address such as name@example.org"))
}

/// Users by name.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn list(
    app: &App,
    search: Option<&str>,
    after: Option<String>,
    limit: u32,
) -> Result<Page<User>> {
    let mut conn = app.db.conn().await?;
    let rows = db::users::list(&mut conn, search, after, i64::from(limit) + 1).await?;
    let users = rows.into_iter().map(User::try_from).collect::<Result<Vec<_>>>()?;
    Page::cut(users, limit, |user| user.username.clone())
}

/// One user.
///
/// # Errors
/// `NotFound`.
pub async fn find(app: &App, id: Uuid) -> Result<User> {
    let mut conn = app.db.conn().await?;
    db::users::find(&mut conn, id)
        .await?
        .ok_or_else(|| Error::not_found("user", id.to_string()))?
        .try_into()
}

/// Makes a user.
///
/// # Errors
/// `Invalid` for a wrong name, address or password, `Conflict` when the name is taken.
pub async fn create(app: &App, new: CreateUser) -> Result<User> {
    let row = prepare(new).await?;
    let mut conn = app.db.conn().await?;
    insert(&mut conn, &row).await?.try_into()
}

/// Checks a user to make and hashes its password.
///
/// # Errors
/// `Invalid`.
pub async fn prepare(new: CreateUser) -> Result<NewUser> {
    let username = check_username(&new.username)?;
    let email = check_email(&new.email)?;
    passwords::check_strength("password", &new.password)?;
    let password_hash = passwords::hash(new.password).await?;
    let role = new.role.as_str();
    Ok(NewUser { id: Uuid::now_v7(), username, email, role, password_hash })
}

/// Stores a prepared user.
///
/// # Errors
/// `Conflict` when the name is taken.
pub async fn insert(conn: &mut diesel_async::AsyncPgConnection, row: &NewUser) -> Result<UserRow> {
    db::users::insert(conn, row).await.map_err(|error: DbError| {
        if error.is_unique_violation().is_some() {
            return Error::Conflict(format!("The name `{}` is taken.", row.username));
        }
        error.into()
    })
}

/// Changes a user. A new password, role or a switched-off account ends the user's sessions; a new
/// password revokes the user's API keys, too.
///
/// # Errors
/// `NotFound`, `Invalid`, or `Conflict` when it would leave nobody to administrate.
pub async fn change(app: &App, caller: &Caller, id: Uuid, change: ChangeUser) -> Result<User> {
    let email = change.email.as_deref().map(check_email).transpose()?;
    let password_hash = match change.password {
        Some(password) => {
            passwords::check_strength("password", &password)?;
            Some(passwords::hash(password).await?)
        }
        None => None,
    };
    let changes = UserChanges {
        email,
        role: change.role.map(Role::as_str),
        disabled: change.disabled,
        password_hash,
    };
    let keep = (id == caller.user_id).then(|| identity::session_id(caller)).flatten();
    let row = app
        .db
        .transaction(async move |conn| {
            let admins = db::users::lock_enabled_admins(conn).await?;
            let before = db::users::find_for_update(conn, id)
                .await?
                .ok_or_else(|| Error::not_found("user", id.to_string()))?;
            let stays_admin = changes.role.unwrap_or(&before.role) == Role::Admin.as_str()
                && !changes.disabled.unwrap_or(before.disabled);
            if admins == [id] && !stays_admin {
                return Err(last_admin());
            }
            let ends_sessions = changes.password_hash.is_some()
                || changes.disabled == Some(true)
                || changes.role.is_some_and(|role| role != before.role);
            let row = db::users::update(conn, id, &changes).await?;
            if ends_sessions {
                db::sessions::delete_all(conn, id, keep).await?;
            }
            if changes.password_hash.is_some() {
                db::api_keys::revoke_all(conn, id).await?;
            }
            Ok(row)
        })
        .await?;
    identity::access_changed(app).await;
    row.try_into()
}

/// Changes what a user may change of oneself.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn change_own(app: &App, caller: &Caller, changes: &UserChanges) -> Result<User> {
    let mut conn = app.db.conn().await?;
    db::users::update(&mut conn, caller.user_id, changes).await?.try_into()
}

/// Removes a user with its sessions and keys.
///
/// # Errors
/// `NotFound`, or `Conflict` when it would leave nobody to administrate.
pub async fn delete(app: &App, id: Uuid) -> Result<()> {
    app.db
        .transaction(async move |conn| {
            if db::users::lock_enabled_admins(conn).await? == [id] {
                return Err(last_admin());
            }
            if !db::users::delete(conn, id).await? {
                return Err(Error::not_found("user", id.to_string()));
            }
            Ok(())
        })
        .await?;
    identity::access_changed(app).await;
    Ok(())
}

fn last_admin() -> Error {
    Error::Conflict(
        "This is the last administrator who can sign in. Make another one first.".into(),
    )
}
