//! The check that every service's tests run over its migrations: up, down, up again.

use diesel::sql_types::Text;
use diesel::{QueryResult, QueryableByName};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

use crate::database::Database;
use crate::error::DbError;
use crate::migrate::{Borrowed, with_harness};

/// Everything that a migration can leave behind, one line each: relations and their columns,
/// indexes, constraints, types, functions, triggers, extensions. diesel's own table is left out,
/// and so is what belongs to an extension.
const SCHEMA: &str = r"
WITH own AS (
    SELECT oid FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), of_extension AS (
    SELECT objid FROM pg_depend WHERE deptype = 'e'
)
SELECT format('relation %s %s', c.relkind, c.oid::regclass) AS line FROM pg_class c
    WHERE c.relnamespace IN (SELECT oid FROM own) AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
UNION ALL
SELECT format('column %s.%s %s %s %s', c.oid::regclass, a.attname,
        format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace IN (SELECT oid FROM own) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT format('index %s', indexdef) FROM pg_indexes
    WHERE schemaname NOT LIKE 'pg\_%' AND schemaname <> 'information_schema'
UNION ALL
SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace IN (SELECT oid FROM own)
UNION ALL
SELECT format('type %s %s', t.oid::regtype, array_to_string(
        ARRAY(SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder), ' '))
    FROM pg_type t
    WHERE t.typnamespace IN (SELECT oid FROM own) AND t.typtype IN ('e', 'd', 'r')
        AND t.oid NOT IN (SELECT objid FROM of_extension)
UNION ALL
SELECT format('function %s %s', p.oid::regprocedure, md5(p.prosrc)) FROM pg_proc p
    WHERE p.pronamespace IN (SELECT oid FROM own)
        AND p.oid NOT IN (SELECT objid FROM of_extension)
UNION ALL
SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT format('extension %s', extname) FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL
SELECT format('schema %s', nspname) FROM pg_namespace
    WHERE oid IN (SELECT oid FROM own) AND nspname <> 'public'
";

/// Why migrations do not survive going up, down and up again.
#[derive(Debug, thiserror::Error)]
pub enum RoundTripError {
    /// A migration failed, or PostgreSQL did.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The database already had migrations or objects, so nothing can be said.
    #[error("the database is not empty: {}", .0.join("; "))]
    NotEmpty(Vec<String>),
    /// The down migrations leave something behind.
    #[error("the down migrations leave behind: {}", .0.join("; "))]
    LeftBehind(Vec<String>),
    /// Going up a second time gives another schema.
    #[error("the second way up gives another schema; different: {}", .0.join("; "))]
    Different(Vec<String>),
}

#[derive(QueryableByName)]
struct SchemaLine {
    #[diesel(sql_type = Text)]
    line: String,
}

impl Database {
    /// Runs all migrations on this empty database, reverts them all, sees that nothing is left,
    /// runs them again and sees that the schema is the same. For tests.
    pub async fn check_round_trip(
        &self,
        migrations: &'static EmbeddedMigrations,
    ) -> Result<(), RoundTripError> {
        let mut conn = self.connect_or_create().await?;
        let before = schema(&mut conn).await?;
        if !before.is_empty() {
            return Err(RoundTripError::NotEmpty(before));
        }
        let mut conn = up(conn, migrations).await?;
        let first = schema(&mut conn).await?;
        let (mut conn, ()) = with_harness(conn, |harness| {
            harness.revert_all_migrations(Borrowed(migrations)).map(drop)
        })
        .await?;
        let left = schema(&mut conn).await?;
        if !left.is_empty() {
            return Err(RoundTripError::LeftBehind(left));
        }
        let mut conn = up(conn, migrations).await?;
        let second = schema(&mut conn).await?;
        let one_way = first.iter().filter(|line| !second.contains(line));
        let other_way = second.iter().filter(|line| !first.contains(line));
        let different: Vec<String> = one_way.chain(other_way).cloned().collect();
        if different.is_empty() { Ok(()) } else { Err(RoundTripError::Different(different)) }
    }
}

async fn up(
    conn: AsyncPgConnection,
    migrations: &'static EmbeddedMigrations,
) -> Result<AsyncPgConnection, DbError> {
    let run = with_harness(conn, |harness| {
        harness.run_pending_migrations(Borrowed(migrations)).map(drop)
    });
    Ok(run.await?.0)
}

async fn schema(conn: &mut AsyncPgConnection) -> Result<Vec<String>, DbError> {
    let lines: QueryResult<Vec<SchemaLine>> = diesel::sql_query(SCHEMA).load(conn).await;
    let mut lines: Vec<String> = lines?
        .into_iter()
        .map(|row| row.line)
        .filter(|line| !line.contains("__diesel_schema_migrations"))
        .collect();
    lines.sort_unstable();
    Ok(lines)
}
