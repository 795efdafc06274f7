//! Sessions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{
    QueryResult,
    schema::{sessions, users},
    users::UserRow,
};

/// A session as stored, without its token.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    pub id: Uuid,
    pub user_id: Uuid,
    pub user_agent: String,
    pub address: String,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// A session to store.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = sessions)]
pub struct NewSession {
    pub id: Uuid,
    pub user_id: Uuid,
    pub token_hash: Vec<u8>,
    pub user_agent: String,
    pub address: String,
    pub expires_at: DateTime<Utc>,
}

/// Stores a session.
pub async fn insert(conn: &mut AsyncPgConnection, session: &NewSession) -> QueryResult<()> {
    diesel::insert_into(sessions::table).values(session).execute(conn).await?;
    Ok(())
}

/// The live session with this token, and its user if it may sign in.
pub async fn find_live(
    conn: &mut AsyncPgConnection,
    token_hash: &[u8; 32],
) -> QueryResult<Option<(SessionRow, UserRow)>> {
    Ok(sessions::table
        .inner_join(users::table)
        .filter(
            sessions::token_hash
                .eq(token_hash.to_vec())
                .and(sessions::expires_at.gt(diesel::dsl::now))
                .and(users::disabled.eq(false)),
        )
        .select((SessionRow::as_select(), UserRow::as_select()))
        .first(conn)
        .await
        .optional()?)
}

/// Notes that a session is in use.
pub async fn touch(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    diesel::update(sessions::table.find(id))
        .set(sessions::last_seen_at.eq(diesel::dsl::now))
        .execute(conn)
        .await?;
    Ok(())
}

/// The live sessions of a user, the newest first.
pub async fn list(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<Vec<SessionRow>> {
    Ok(sessions::table
        .filter(sessions::user_id.eq(user_id).and(sessions::expires_at.gt(diesel::dsl::now)))
        .order(sessions::last_seen_at.desc())
        .select(SessionRow::as_select())
        .load(conn)
        .await?)
}

/// Ends one session of a user. False when there is none.
pub async fn delete(conn: &mut AsyncPgConnection, user_id: Uuid, id: Uuid) -> QueryResult<bool> {
    let session = sessions::table.filter(sessions::id.eq(id).and(sessions::user_id.eq(user_id)));
    Ok(diesel::delete(session).execute(conn).await? > 0)
}

/// Ends the sessions of a user, but for `keep`.
pub async fn delete_all(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    keep: Option<Uuid>,
) -> QueryResult<usize> {
    let keep = keep.unwrap_or(Uuid::nil());
    let others = sessions::table.filter(sessions::user_id.eq(user_id).and(sessions::id.ne(keep)));
    Ok(diesel::delete(others).execute(conn).await?)
}

/// Removes sessions that have ended.
pub async fn delete_expired(conn: &mut AsyncPgConnection) -> QueryResult<usize> {
    let ended = sessions::table.filter(sessions::expires_at.le(diesel::dsl::now));
    Ok(diesel::delete(ended).execute(conn).await?)
}
