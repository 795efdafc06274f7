//! API keys.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{
    QueryResult,
    schema::{api_keys, users},
    users::UserRow,
};

/// A key as stored, without its hash.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = api_keys)]
pub struct ApiKeyRow {
    pub id: Uuid,
    pub user_id: Uuid,
    pub name: String,
    pub prefix: String,
    pub scopes: serde_json::Value,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A key to store.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = api_keys)]
pub struct NewApiKey {
    pub id: Uuid,
    pub user_id: Uuid,
    pub name: String,
    pub prefix: String,
    pub key_hash: Vec<u8>,
    pub scopes: serde_json::Value,
    pub expires_at: Option<DateTime<Utc>>,
}

/// Stores a key.
pub async fn insert(conn: &mut AsyncPgConnection, key: &NewApiKey) -> QueryResult<ApiKeyRow> {
    Ok(diesel::insert_into(api_keys::table)
        .values(key)
        .returning(ApiKeyRow::as_returning())
        .get_result(conn)
        .await?)
}

/// The live key with this hash and its owner, if the owner may sign in.
pub async fn find_live(
    conn: &mut AsyncPgConnection,
    hash: &[u8; 32],
) -> QueryResult<Option<(ApiKeyRow, UserRow)>> {
    let live = api_keys::revoked_at
        .is_null()
        .and(api_keys::expires_at.is_null().or(api_keys::expires_at.gt(Utc::now())));
    Ok(api_keys::table
        .inner_join(users::table)
        .filter(api_keys::key_hash.eq(hash.to_vec()).and(live).and(users::disabled.eq(false)))
        .select((ApiKeyRow::as_select(), UserRow::as_select()))
        .first(conn)
        .await
        .optional()?)
}

/// Notes that a key is in use.
pub async fn touch(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    diesel::update(api_keys::table.find(id))
        .set(api_keys::last_used_at.eq(diesel::dsl::now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Keys with their owners' names, the newest first, before `before`; of one user or of all.
pub async fn list(
    conn: &mut AsyncPgConnection,
    user_id: Option<Uuid>,
    before: Option<Uuid>,
    limit: i64,
) -> QueryResult<Vec<(ApiKeyRow, String)>> {
    let mut query = api_keys::table
        .inner_join(users::table)
        .select((ApiKeyRow::as_select(), users::username))
        .into_boxed();
    if let Some(user_id) = user_id {
        query = query.filter(api_keys::user_id.eq(user_id));
    }
    if let Some(before) = before {
        query = query.filter(api_keys::id.lt(before));
    }
    Ok(query.order(api_keys::id.desc()).limit(limit).load(conn).await?)
}

/// Revokes a key, of one user or of anyone. False when there is no such live key.
pub async fn revoke(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    user_id: Option<Uuid>,
) -> QueryResult<bool> {
    let mut query = diesel::update(
        api_keys::table.filter(api_keys::id.eq(id).and(api_keys::revoked_at.is_null())),
    )
    .set(api_keys::revoked_at.eq(diesel::dsl::now))
    .into_boxed();
    if let Some(user_id) = user_id {
        query = query.filter(api_keys::user_id.eq(user_id));
    }
    Ok(query.execute(conn).await? > 0)
}

/// Revokes every live key of a user.
pub async fn revoke_all(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<usize> {
    let live = api_keys::user_id.eq(user_id).and(api_keys::revoked_at.is_null());
    Ok(diesel::update(api_keys::table.filter(live))
        .set(api_keys::revoked_at.eq(diesel::dsl::now))
        .execute(conn)
        .await?)
}
