//! Creating and migrating a service's database.
//!
//! Every copy of a service does this at its start. Advisory locks put them in a row: the first
//! creates and migrates, the others find nothing left to do.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use diesel::migration::{MigrationSource, MigrationVersion};
use diesel::pg::Pg;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};
use rand::RngExt;

use crate::connect::ConnectFailure;
use crate::database::Database;
use crate::error::{DbError, chain};

/// The database that every instance has, from which others are created.
const MAINTENANCE_DATABASE: &str = "postgres";

/// What migrations may take: long for a large table, but not for ever. `lock_timeout` bounds the
/// wait for the advisory lock too.
const MIGRATION_SETTINGS: &str = "SET lock_timeout = '60s'; SET statement_timeout = '10min'";

/// The advisory lock's key: "nebula" in ASCII. Locks are kept per database, so one key does.
const LOCK: &str = "SELECT pg_advisory_lock(121381719387233)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(121381719387233)";

/// The pauses between attempts of [`Database::migrate_with_retry`].
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

impl Database {
    /// Creates the database if the instance does not have it, and runs the migrations that it
    /// does not have yet. Does nothing, quickly, when all is in place. Any number of processes
    /// may do this at once.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] when PostgreSQL is away, [`DbError::Migration`] when a migration
    /// fails (those before it stay), when the database cannot be created, or when a lock is not
    /// free within a minute.
    pub async fn migrate(&self, migrations: &'static EmbeddedMigrations) -> Result<(), DbError> {
        let mut conn = self.connect_or_create().await?;
        conn.batch_execute(LOCK).await?;
        let (mut conn, applied) = with_harness(conn, |harness| {
            let pending = harness.pending_migrations(Borrowed(migrations))?;
            let applied = harness.run_migrations(&pending)?;
            Ok(applied.iter().map(MigrationVersion::to_string).collect::<Vec<_>>())
        })
        .await?;
        conn.batch_execute(UNLOCK).await?;
        if !applied.is_empty() {
            tracing::info!(
                db.name = self.name(),
                migrations = applied.join(" "),
                "migrated the database"
            );
        }
        Ok(())
    }

    /// [`Self::migrate`], again and again while PostgreSQL is away, with growing pauses of at
    /// most five seconds. `true` once migrated, `false` if `stop` completed first.
    ///
    /// # Errors
    /// As [`Self::migrate`], except that it does not return [`DbError::Unavailable`].
    pub async fn migrate_with_retry(
        &self,
        migrations: &'static EmbeddedMigrations,
        stop: impl Future<Output = ()>,
    ) -> Result<bool, DbError> {
        let mut stop = pin!(stop);
        let mut pause = FIRST_PAUSE;
        let mut reported = String::new();
        loop {
            let outcome = tokio::select! {
                outcome = self.migrate(migrations) => outcome,
                () = &mut stop => return Ok(false),
            };
            let error = match outcome {
                Ok(()) => return Ok(true),
                Err(error) if error.is_unavailable() => chain(&error),
                Err(error) => return Err(error),
            };
            // One line per reason, not one per attempt.
            if error != reported {
                tracing::warn!(db.name = self.name(), error, "waiting for PostgreSQL");
                reported = error;
            }
            let jittered = pause.mul_f64(rand::rng().random_range(0.5..1.0));
            tokio::select! {
                () = tokio::time::sleep(jittered) => {}
                () = &mut stop => return Ok(false),
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// A connection of its own to the database, which is created if it is missing.
    pub(crate) async fn connect_or_create(&self) -> Result<AsyncPgConnection, DbError> {
        let own = self.inner.connector.with(self.name(), MIGRATION_SETTINGS);
        match own.connect().await {
            Ok(conn) => return Ok(conn),
            Err(ConnectFailure::Other(error)) => return Err(error),
            Err(ConnectFailure::NoSuchDatabase) => {}
        }
        self.create().await?;
        own.connect().await.map_err(|failure| match failure {
            ConnectFailure::Other(error) => error,
            ConnectFailure::NoSuchDatabase => {
                DbError::unavailable(format!("the database '{}' was dropped again", self.name()))
            }
        })
    }

    async fn create(&self) -> Result<(), DbError> {
        let maintenance = self.inner.connector.with(MAINTENANCE_DATABASE, MIGRATION_SETTINGS);
        let mut conn = maintenance.connect().await.map_err(|failure| match failure {
            ConnectFailure::Other(error) => error,
            ConnectFailure::NoSuchDatabase => DbError::Migration(
                format!(
                    "the database '{}' does not exist, nor does '{MAINTENANCE_DATABASE}' from \
                     which it could be created",
                    self.name()
                )
                .into(),
            ),
        })?;
        conn.batch_execute(LOCK).await?;
        // The name is a plain identifier (`Connector::new` refuses others), so quotes suffice.
        // template0: a database may not be copied from template1 while anyone is connected there.
        let created = conn
            .batch_execute(&format!("CREATE DATABASE \"{}\" TEMPLATE template0", self.name()))
            .await;
        let already_exists = matches!(
            &created,
            Err(diesel::result::Error::DatabaseError(_, info))
                if info.message().contains("already exists")
        );
        match created.map_err(DbError::from) {
            Ok(()) => tracing::info!(db.name = self.name(), "created the database"),
            Err(_) if already_exists => {}
            Err(error) if error.is_unavailable() => return Err(error),
            Err(error) => {
                let name = self.name();
                return Err(DbError::Migration(
                    format!("the database '{name}' could not be created: {error}").into(),
                ));
            }
        }
        conn.batch_execute(UNLOCK).await?;
        Ok(())
    }
}

/// Runs diesel's synchronous migration code over an async connection.
///
/// On a blocking thread, because the harness blocks, and panics when it must do so on a
/// single-threaded runtime (actix-web's workers, plain `#[tokio::test]`).
pub(crate) async fn with_harness<T: Send + 'static>(
    conn: AsyncPgConnection,
    work: impl FnOnce(&mut AsyncMigrationHarness<AsyncPgConnection>) -> diesel::migration::Result<T>
    + Send
    + 'static,
) -> Result<(AsyncPgConnection, T), DbError> {
    let run = tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(conn);
        let outcome = work(&mut harness);
        (harness.into_inner(), outcome)
    });
    let (conn, outcome) = match run.await {
        Ok(done) => done,
        Err(failure) if failure.is_panic() => std::panic::resume_unwind(failure.into_panic()),
        Err(failure) => return Err(DbError::unavailable(failure)),
    };
    let value = outcome.map_err(classify)?;
    Ok((conn, value))
}

/// Migration errors are boxed; the ones that say that PostgreSQL went away are picked out.
fn classify(error: Box<dyn std::error::Error + Send + Sync>) -> DbError {
    match error.downcast::<diesel::result::Error>() {
        Ok(error) => match DbError::from(*error) {
            DbError::Query(error) => DbError::Migration(Box::new(error)),
            other @ (DbError::Unavailable(_) | DbError::Migration(_)) => other,
        },
        Err(error) => DbError::Migration(error),
    }
}

/// diesel takes its migrations by value, but embedded ones cannot be copied.
pub(crate) struct Borrowed(pub(crate) &'static EmbeddedMigrations);

impl MigrationSource<Pg> for Borrowed {
    fn migrations(
        &self,
    ) -> diesel::migration::Result<Vec<Box<dyn diesel::migration::Migration<Pg>>>> {
        self.0.migrations()
    }
}
