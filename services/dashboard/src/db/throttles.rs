//! Failed sign-ins.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{QueryResult, schema::login_throttles};

/// Until when any of `scopes` is blocked.
pub async fn blocked_until(
    conn: &mut AsyncPgConnection,
    scopes: &[String],
) -> QueryResult<Option<DateTime<Utc>>> {
    let latest = login_throttles::table
        .filter(login_throttles::scope.eq_any(scopes))
        .select(diesel::dsl::max(login_throttles::blocked_until))
        .first::<Option<DateTime<Utc>>>(conn)
        .await?;
    Ok(latest.filter(|until| *until > Utc::now()))
}

/// Counts a failure of `scope` and returns how many there were within `window`.
pub async fn count_failure(
    conn: &mut AsyncPgConnection,
    scope: &str,
    window: TimeDelta,
) -> QueryResult<i32> {
    let now = Utc::now();
    // A failure after a quiet window starts counting anew.
    diesel::delete(login_throttles::table.filter(
        login_throttles::scope.eq(scope).and(login_throttles::last_failure_at.lt(now - window)),
    ))
    .execute(conn)
    .await?;
    Ok(diesel::insert_into(login_throttles::table)
        .values((
            login_throttles::scope.eq(scope),
            login_throttles::failures.eq(1),
            login_throttles::last_failure_at.eq(now),
        ))
        .on_conflict(login_throttles::scope)
        .do_update()
        .set((
            login_throttles::failures.eq(login_throttles::failures + 1),
            login_throttles::last_failure_at.eq(now),
        ))
        .returning(login_throttles::failures)
        .get_result(conn)
        .await?)
}

/// Blocks `scope` until then.
pub async fn block(
    conn: &mut AsyncPgConnection,
    scope: &str,
    until: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(login_throttles::table.find(scope))
        .set(login_throttles::blocked_until.eq(until))
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets the failures of `scope`.
pub async fn clear(conn: &mut AsyncPgConnection, scope: &str) -> QueryResult<()> {
    diesel::delete(login_throttles::table.find(scope)).execute(conn).await?;
    Ok(())
}

/// Forgets failures older than `window`.
pub async fn delete_old(conn: &mut AsyncPgConnection, window: TimeDelta) -> QueryResult<usize> {
    let old =
        login_throttles::table.filter(login_throttles::last_failure_at.lt(Utc::now() - window));
    Ok(diesel::delete(old).execute(conn).await?)
}
