//! The permission matrix: what each role may do.

use nebula_api::{Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{Permissions, Role},
    app::App,
    db, identity,
};

/// A role with its row of the matrix.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleInfo {
    /// The role.
    pub name: Role,
    /// What it is for.
    pub description: &'static str,
    /// Whether its permissions can be changed.
    pub editable: bool,
    /// What it may do.
    pub permissions: Permissions,
    /// How many users have it.
    pub user_count: i64,
}

/// All roles, strongest first.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn list(app: &App) -> Result<Vec<RoleInfo>> {
    let mut conn = app.db.conn().await?;
    let counts = db::users::count_by_role(&mut conn).await?;
    let mut roles = Vec::with_capacity(Role::ALL.len());
    for role in Role::ALL {
        let user_count =
            counts.iter().find(|(name, _)| name == role.as_str()).map_or(0, |(_, count)| *count);
        roles.push(RoleInfo {
            name: role,
            description: role.description(),
            editable: role != Role::Admin,
            permissions: db::roles::permissions(&mut conn, role).await?,
            user_count,
        });
    }
    Ok(roles)
}

/// Replaces what `role` may do. Takes effect at once.
///
/// # Errors
/// `Conflict` for administrators: restricting them could lock everyone out.
pub async fn replace(app: &App, role: Role, permissions: Permissions) -> Result<RoleInfo> {
    if role == Role::Admin {
        return Err(Error::Conflict("Administrators may do everything; this is fixed.".into()));
    }
    app.db
        .transaction(async move |conn| {
            db::roles::replace(conn, role, &permissions).await?;
            Ok::<_, Error>(())
        })
        .await?;
    identity::access_changed(app).await;
    let roles = list(app).await?;
    roles
        .into_iter()
        .find(|info| info.name == role)
        .ok_or_else(|| Error::not_found("role", role.as_str()))
}
