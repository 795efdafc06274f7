//! Nobody gives more than they have: who manages users cannot make anyone, or themselves, stronger
//! than they are.

use nebula_api::{Error, Result};
use uuid::Uuid;

use crate::{
    access::{Caller, Permissions, Role},
    app::App,
    db, identity,
};

/// Refuses to give `role` to somebody when it may do more than the caller.
///
/// # Errors
/// `Forbidden`, or `Unavailable` when the database is away.
pub async fn may_give_role(app: &App, caller: &Caller, role: Role) -> Result<()> {
    let mut conn = app.db.conn().await?;
    let given = db::roles::permissions(&mut conn, role).await?;
    if caller.permissions.cover(&given) {
        return Ok(());
    }
    Err(Error::Forbidden(format!(
        "The role `{}` may do more than you, so you cannot give it.",
        role.as_str()
    )))
}

/// Refuses to let a role do what the caller may not.
///
/// # Errors
/// `Forbidden`.
pub fn may_give_permissions(caller: &Caller, permissions: &Permissions) -> Result<()> {
    if caller.permissions.cover(permissions) {
        return Ok(());
    }
    Err(Error::Forbidden("You cannot give a role more than you may do yourself.".into()))
}

/// Refuses to change or remove somebody who may do more than the caller, and lets nobody's key
/// change its own owner.
///
/// # Errors
/// `Forbidden`, `NotFound`, or `Unavailable` when the database is away.
pub async fn may_change_user(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    if id == caller.user_id && identity::session_id(caller).is_none() {
        return Err(Error::Forbidden("A key cannot change its own owner.".into()));
    }
    let mut conn = app.db.conn().await?;
    let user = db::users::find(&mut conn, id)
        .await?
        .ok_or_else(|| Error::not_found("user", id.to_string()))?;
    let role = user.role.parse().map_err(Error::internal)?;
    let theirs = db::roles::permissions(&mut conn, role).await?;
    if id == caller.user_id || caller.permissions.cover(&theirs) {
        return Ok(());
    }
    Err(Error::Forbidden(format!("`{}` may do more than you.", user.username)))
}
