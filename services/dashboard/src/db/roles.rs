//! The permission matrix.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{QueryResult, schema::role_permissions};
use crate::access::{Level, Module, Permissions, Role};

/// What `role` may do. Administrators may do everything, whatever is stored.
pub async fn permissions(conn: &mut AsyncPgConnection, role: Role) -> QueryResult<Permissions> {
    if role == Role::Admin {
        return Ok(Permissions::everywhere(Level::Admin));
    }
    let rows: Vec<(String, String)> = role_permissions::table
        .filter(role_permissions::role.eq(role.as_str()))
        .select((role_permissions::module, role_permissions::level))
        .load(conn)
        .await?;
    // A module or level of a newer version gives nothing here.
    Ok(Permissions::of(rows.iter().filter_map(|(module, level)| {
        Some((module.parse::<Module>().ok()?, level.parse::<Level>().ok()?))
    })))
}

/// Replaces what `role` may do.
pub async fn replace(
    conn: &mut AsyncPgConnection,
    role: Role,
    permissions: &Permissions,
) -> QueryResult<()> {
    diesel::delete(role_permissions::table.filter(role_permissions::role.eq(role.as_str())))
        .execute(conn)
        .await?;
    let rows: Vec<_> = permissions
        .iter()
        .filter(|(_, level)| *level != Level::None)
        .map(|(module, level)| {
            (
                role_permissions::role.eq(role.as_str()),
                role_permissions::module.eq(module.as_str()),
                role_permissions::level.eq(level.as_str()),
            )
        })
        .collect();
    diesel::insert_into(role_permissions::table).values(rows).execute(conn).await?;
    Ok(())
}
