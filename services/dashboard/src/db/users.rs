//! Users and their recovery codes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{
    QueryResult, containing,
    schema::{recovery_codes, users},
};

/// A user as stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct UserRow {
    pub id: Uuid,
    pub username: String,
    pub email: String,
    pub role: String,
    pub password_hash: String,
    pub disabled: bool,
    pub totp_secret: Option<String>,
    pub totp_confirmed_at: Option<DateTime<Utc>>,
    pub totp_last_step: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub last_login_at: Option<DateTime<Utc>>,
}

/// A user to store.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = users)]
pub struct NewUser {
    pub id: Uuid,
    pub username: String,
    pub email: String,
    pub role: &'static str,
    pub password_hash: String,
}

/// What changes of a user; fields that are none stay.
#[derive(Clone, Debug, Default, AsChangeset)]
#[diesel(table_name = users)]
pub struct UserChanges {
    pub email: Option<String>,
    pub role: Option<&'static str>,
    pub disabled: Option<bool>,
    pub password_hash: Option<String>,
}

impl UserChanges {
    /// Whether nothing changes: diesel refuses an empty update.
    pub fn is_empty(&self) -> bool {
        self.email.is_none()
            && self.role.is_none()
            && self.disabled.is_none()
            && self.password_hash.is_none()
    }
}

/// Stores a user.
pub async fn insert(conn: &mut AsyncPgConnection, user: &NewUser) -> QueryResult<UserRow> {
    Ok(diesel::insert_into(users::table)
        .values(user)
        .returning(UserRow::as_returning())
        .get_result(conn)
        .await?)
}

/// The user with this id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<UserRow>> {
    Ok(users::table.find(id).select(UserRow::as_select()).first(conn).await.optional()?)
}

/// The user with this id, locked until the transaction ends.
pub async fn find_for_update(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> QueryResult<Option<UserRow>> {
    let query = users::table.find(id).select(UserRow::as_select()).for_update();
    Ok(query.first(conn).await.optional()?)
}

/// The user with this name.
pub async fn find_by_name(
    conn: &mut AsyncPgConnection,
    username: &str,
) -> QueryResult<Option<UserRow>> {
    Ok(users::table
        .filter(users::username.eq(username))
        .select(UserRow::as_select())
        .first(conn)
        .await
        .optional()?)
}

/// Users after `after` by name, at most `limit`, whose name or email holds `search`.
pub async fn list(
    conn: &mut AsyncPgConnection,
    search: Option<&str>,
    after: Option<String>,
    limit: i64,
) -> QueryResult<Vec<UserRow>> {
    let mut query = users::table.select(UserRow::as_select()).into_boxed();
    if let Some(search) = search {
        let pattern = containing(search);
        query =
            query.filter(users::username.ilike(pattern.clone()).or(users::email.ilike(pattern)));
    }
    if let Some(after) = after {
        query = query.filter(users::username.gt(after));
    }
    Ok(query.order(users::username).limit(limit).load(conn).await?)
}

/// Users by role.
pub async fn count_by_role(conn: &mut AsyncPgConnection) -> QueryResult<Vec<(String, i64)>> {
    Ok(users::table
        .group_by(users::role)
        .select((users::role, diesel::dsl::count_star()))
        .load(conn)
        .await?)
}

/// The ids of administrators who can sign in, locked so that two changes cannot both remove the
/// last one.
pub async fn lock_enabled_admins(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Uuid>> {
    Ok(users::table
        .filter(users::role.eq("admin").and(users::disabled.eq(false)))
        .select(users::id)
        .order(users::id)
        .for_update()
        .load(conn)
        .await?)
}

/// Changes a user.
pub async fn update(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    changes: &UserChanges,
) -> QueryResult<UserRow> {
    if changes.is_empty() {
        return Ok(users::table.find(id).select(UserRow::as_select()).first(conn).await?);
    }
    Ok(diesel::update(users::table.find(id))
        .set(changes)
        .returning(UserRow::as_returning())
        .get_result(conn)
        .await?)
}

/// Removes a user with everything that belongs to it. Whether there was one.
pub async fn delete(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    Ok(diesel::delete(users::table.find(id)).execute(conn).await? > 0)
}

/// Notes a sign-in.
pub async fn touch_login(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set(users::last_login_at.eq(diesel::dsl::now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Stores a sealed TOTP secret that is not in force yet; none removes TOTP altogether.
pub async fn set_totp_secret(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    sealed: Option<&str>,
) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set((
            users::totp_secret.eq(sealed),
            users::totp_confirmed_at.eq(None::<DateTime<Utc>>),
            users::totp_last_step.eq(None::<i64>),
        ))
        .execute(conn)
        .await?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(id)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Puts the TOTP secret in force.
pub async fn confirm_totp(conn: &mut AsyncPgConnection, id: Uuid, step: i64) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set((users::totp_confirmed_at.eq(diesel::dsl::now), users::totp_last_step.eq(step)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Uses up the time step of a code. False when it, or a later one, was used before.
pub async fn use_totp_step(conn: &mut AsyncPgConnection, id: Uuid, step: i64) -> QueryResult<bool> {
    let unused = users::totp_last_step.is_null().or(users::totp_last_step.lt(step));
    let updated = diesel::update(users::table.filter(users::id.eq(id).and(unused)))
        .set(users::totp_last_step.eq(step))
        .execute(conn)
        .await?;
    Ok(updated > 0)
}

/// Replaces the recovery codes of a user.
pub async fn replace_recovery_codes(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    hashes: &[[u8; 32]],
) -> QueryResult<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user_id)))
        .execute(conn)
        .await?;
    let rows: Vec<_> = hashes
        .iter()
        .map(|hash| {
            (
                recovery_codes::id.eq(Uuid::now_v7()),
                recovery_codes::user_id.eq(user_id),
                recovery_codes::code_hash.eq(hash.to_vec()),
            )
        })
        .collect();
    diesel::insert_into(recovery_codes::table).values(rows).execute(conn).await?;
    Ok(())
}

/// Uses up a recovery code. False when there is no such unused one.
pub async fn use_recovery_code(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    hash: &[u8; 32],
) -> QueryResult<bool> {
    let unused = recovery_codes::table.filter(
        recovery_codes::user_id
            .eq(user_id)
            .and(recovery_codes::code_hash.eq(hash.to_vec()))
            .and(recovery_codes::used_at.is_null()),
    );
    let updated = diesel::update(unused)
        .set(recovery_codes::used_at.eq(diesel::dsl::now))
        .execute(conn)
        .await?;
    Ok(updated > 0)
}
