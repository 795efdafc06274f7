//! The audit log.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{QueryResult, containing, schema::audit_events};

/// One entry of the audit log.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, Serialize, ToSchema)]
#[diesel(table_name = audit_events)]
#[schema(as = AuditEvent)]
pub struct AuditRow {
    /// The entry.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// `user`, `api_key`, `anonymous` or `system`.
    pub actor_kind: String,
    /// The user or key, if any.
    pub actor_id: Option<Uuid>,
    /// Its name at the time.
    pub actor_name: String,
    /// What was done, e.g. `container.stop`.
    pub action: String,
    /// To what.
    pub target: Option<String>,
    /// `pending`, `succeeded`, `failed` or `denied`.
    pub outcome: String,
    /// The HTTP status of the answer.
    pub status: Option<i16>,
    /// From which network address.
    pub address: Option<String>,
    /// The request that did it.
    pub request_id: String,
    /// More, for people. Holds no secrets.
    pub detail: Option<String>,
}

/// What entries are wanted.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub search: Option<String>,
    pub actor: Option<String>,
    pub action: Option<String>,
    pub outcome: Option<String>,
    pub since: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

/// Writes an entry.
pub async fn insert(conn: &mut AsyncPgConnection, event: &AuditRow) -> QueryResult<()> {
    diesel::insert_into(audit_events::table).values(event).execute(conn).await?;
    Ok(())
}

/// Says who made an attempt that began as nobody's: signing in tells it only at its end.
pub async fn set_user(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    user_id: Uuid,
    username: &str,
) -> QueryResult<()> {
    diesel::update(audit_events::table.find(id))
        .set((
            audit_events::actor_kind.eq("user"),
            audit_events::actor_id.eq(user_id),
            audit_events::actor_name.eq(username),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Completes an entry that was written before its change was made.
pub async fn complete(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    outcome: &str,
    status: i16,
    detail: Option<&str>,
) -> QueryResult<()> {
    diesel::update(audit_events::table.find(id))
        .set((
            audit_events::outcome.eq(outcome),
            audit_events::status.eq(status),
            audit_events::detail.eq(detail),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Entries before `before`, the newest first.
pub async fn list(
    conn: &mut AsyncPgConnection,
    filter: &AuditFilter,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> QueryResult<Vec<AuditRow>> {
    let mut query = audit_events::table.select(AuditRow::as_select()).into_boxed();
    if let Some(search) = &filter.search {
        let pattern = containing(search);
        query = query.filter(
            audit_events::action
                .ilike(pattern.clone())
                .or(audit_events::actor_name.ilike(pattern.clone()))
                .or(audit_events::target.assume_not_null().ilike(pattern.clone()))
                .or(audit_events::detail.assume_not_null().ilike(pattern.clone()))
                .or(audit_events::address.assume_not_null().ilike(pattern)),
        );
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(audit_events::actor_name.eq(actor.clone()));
    }
    if let Some(action) = &filter.action {
        query = query.filter(audit_events::action.eq(action.clone()));
    }
    if let Some(outcome) = &filter.outcome {
        query = query.filter(audit_events::outcome.eq(outcome.clone()));
    }
    if let Some(since) = filter.since {
        query = query.filter(audit_events::at.ge(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(audit_events::at.lt(until));
    }
    if let Some((at, id)) = before {
        query = query.filter(
            audit_events::at.lt(at).or(audit_events::at.eq(at).and(audit_events::id.lt(id))),
        );
    }
    let order = (audit_events::at.desc(), audit_events::id.desc());
    Ok(query.order(order).limit(limit).load(conn).await?)
}

/// Removes at most `limit` entries older than `before`, and says how many it removed.
pub async fn delete_before(
    conn: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<usize> {
    let old = diesel::alias!(audit_events as old);
    let ids = old
        .filter(old.field(audit_events::at).lt(before))
        .order(old.field(audit_events::at))
        .limit(limit)
        .select(old.field(audit_events::id));
    Ok(diesel::delete(audit_events::table.filter(audit_events::id.eq_any(ids)))
        .execute(conn)
        .await?)
}
