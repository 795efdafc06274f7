//! Recorded terminals.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{QueryResult, containing, schema::recordings};

/// A recorded terminal.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, Serialize, ToSchema)]
#[diesel(table_name = recordings)]
#[schema(as = Recording)]
pub struct RecordingRow {
    /// The recording.
    pub id: Uuid,
    /// Who typed.
    pub user_id: Uuid,
    /// The name of who typed, at the time.
    pub username: String,
    /// The engine.
    pub engine: String,
    /// The container.
    pub container_id: String,
    /// Its name at the time.
    pub container_name: String,
    /// What ran in the terminal.
    pub command: String,
    /// When it was opened.
    pub started_at: DateTime<Utc>,
    /// When it was closed.
    pub ended_at: Option<DateTime<Utc>>,
    /// How long it lasted, so far.
    pub duration_ms: i64,
    /// The size of the cast, so far.
    pub size_bytes: i64,
    /// Columns at the start.
    pub cols: i32,
    /// Rows at the start.
    pub rows: i32,
    /// `recording`, `complete`, or `interrupted` when the service died meanwhile.
    pub status: String,
}

/// Stores a recording that begins.
pub async fn insert(conn: &mut AsyncPgConnection, recording: &RecordingRow) -> QueryResult<()> {
    diesel::insert_into(recordings::table).values(recording).execute(conn).await?;
    Ok(())
}

/// Notes how far a recording is, and its end when `status` says so.
pub async fn update(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    duration_ms: i64,
    size_bytes: i64,
    status: &str,
) -> QueryResult<()> {
    let ended_at = (status != "recording").then(Utc::now);
    diesel::update(recordings::table.find(id))
        .set((
            recordings::duration_ms.eq(duration_ms),
            recordings::size_bytes.eq(size_bytes),
            recordings::status.eq(status),
            recordings::ended_at.eq(ended_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The recording with this id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<RecordingRow>> {
    Ok(recordings::table.find(id).select(RecordingRow::as_select()).first(conn).await.optional()?)
}

/// Recordings before `before`, the newest first; of one user or of all.
pub async fn list(
    conn: &mut AsyncPgConnection,
    user_id: Option<Uuid>,
    search: Option<&str>,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> QueryResult<Vec<RecordingRow>> {
    let mut query = recordings::table.select(RecordingRow::as_select()).into_boxed();
    if let Some(user_id) = user_id {
        query = query.filter(recordings::user_id.eq(user_id));
    }
    if let Some(search) = search {
        let pattern = containing(search);
        query = query.filter(
            recordings::container_name
                .ilike(pattern.clone())
                .or(recordings::username.ilike(pattern.clone()))
                .or(recordings::engine.ilike(pattern)),
        );
    }
    if let Some((at, id)) = before {
        query = query.filter(
            recordings::started_at
                .lt(at)
                .or(recordings::started_at.eq(at).and(recordings::id.lt(id))),
        );
    }
    let order = (recordings::started_at.desc(), recordings::id.desc());
    Ok(query.order(order).limit(limit).load(conn).await?)
}

/// Removes a recording. False when there is none.
pub async fn delete(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    Ok(diesel::delete(recordings::table.find(id)).execute(conn).await? > 0)
}

/// Marks what a process that died left open. How many there were.
pub async fn interrupt_open(conn: &mut AsyncPgConnection) -> QueryResult<usize> {
    let open = recordings::table.filter(recordings::status.eq("recording"));
    Ok(diesel::update(open)
        .set((recordings::status.eq("interrupted"), recordings::ended_at.eq(Utc::now())))
        .execute(conn)
        .await?)
}

/// The ids of recordings that began before `before`.
pub async fn started_before(
    conn: &mut AsyncPgConnection,
    before: DateTime<Utc>,
) -> QueryResult<Vec<Uuid>> {
    Ok(recordings::table
        .filter(recordings::started_at.lt(before).and(recordings::status.ne("recording")))
        .select(recordings::id)
        .limit(1000)
        .load(conn)
        .await?)
}
