//! The one way to hold a transaction.

use std::time::Duration;

use diesel::result::Error as QueryError;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::future::BoxFuture;
use rand::RngExt;
use tracing::Instrument;

use crate::database::Database;
use crate::error::{DbError, has_lost_race};

/// How often a transaction is run again after a serialization failure or a deadlock.
const RETRIES: u32 = 3;

/// What [`Database::transaction`] takes: `async move |conn: &mut AsyncPgConnection| -> Result<T,
/// E>`. Implemented by every such closure whose future is `Send`; not to be implemented by hand.
pub trait TransactionFn<C, R>: AsyncFnOnce(C) -> R + FnOnce(C) -> Self::Work {
    /// The closure's future.
    type Work: Future<Output = R> + Send;
}

impl<F, C, R, Work> TransactionFn<C, R> for F
where
    F: AsyncFnOnce(C) -> R + FnOnce(C) -> Work,
    Work: Future<Output = R> + Send,
{
    type Work = Work;
}

/// Why one attempt of a transaction failed.
enum AttemptError<E> {
    Database(QueryError),
    Caller(E),
}

impl<E> From<QueryError> for AttemptError<E> {
    fn from(error: QueryError) -> Self {
        Self::Database(error)
    }
}

impl Database {
    /// Runs `work` in a transaction: committed when it returns `Ok`, rolled back when it returns
    /// `Err` or panics.
    ///
    /// ```ignore
    /// db.transaction(async move |conn| {
    ///     let user = users::insert(conn, &new).await?;
    ///     audit::record(conn, user.id, "user.created").await?;
    ///     Ok::<_, DbError>(user)
    /// })
    /// .await?;
    /// ```
    ///
    /// The work runs in a task of its own. When the caller is dropped half-way (a client hangs
    /// up, a `select!` moves on) the transaction still runs to its end, and its connection
    /// returns to the pool clean; a future dropped inside a diesel-async transaction would return
    /// it dirty (diesel-async issue 198). [`Self::drain`] waits for such transactions.
    ///
    /// After a serialization failure or a deadlock the work is cloned and run again, up to three
    /// times: it must not have effects outside the database. To be seen, the database's error
    /// must be in the source chain of `E`.
    ///
    /// A statement that failed and was ignored leaves PostgreSQL's transaction aborted, and its
    /// `COMMIT` would silently roll back; that is reported as the error it is. Use `ON CONFLICT`,
    /// or a savepoint, for statements that may fail.
    ///
    /// # Errors
    /// What `work` returns, and [`DbError`] for everything else. An [`DbError::Unavailable`] can
    /// mean that the connection was lost during the commit, so that the outcome is unknown.
    ///
    /// # Panics
    /// When `work` panics.
    pub fn transaction<T, E, F>(&self, work: F) -> BoxFuture<'static, Result<T, E>>
    where
        F: for<'c> TransactionFn<&'c mut AsyncPgConnection, Result<T, E>>
            + for<'c> AsyncFnOnce(&'c mut AsyncPgConnection) -> Result<T, E>
            + Clone
            + Send
            + 'static,
        T: Send + 'static,
        E: std::error::Error + From<DbError> + Send + 'static,
    {
        let database = self.clone();
        // Boxed so that what the closure holds does not become part of every caller's future.
        Box::pin(async move {
            let tasks = database.inner.transactions.clone();
            let attempts = async move { database.attempts(work).await }.in_current_span();
            match tasks.spawn(attempts).await {
                Ok(outcome) => outcome,
                Err(failure) if failure.is_panic() => {
                    std::panic::resume_unwind(failure.into_panic())
                }
                Err(failure) => Err(DbError::unavailable(failure).into()),
            }
        })
    }

    async fn attempts<T, E, F>(self, work: F) -> Result<T, E>
    where
        F: for<'c> TransactionFn<&'c mut AsyncPgConnection, Result<T, E>>
            + for<'c> AsyncFnOnce(&'c mut AsyncPgConnection) -> Result<T, E>
            + Clone
            + Send
            + 'static,
        T: Send,
        E: std::error::Error + From<DbError> + Send + 'static,
    {
        let mut retries = 0;
        loop {
            let failure = match self.attempt(work.clone()).await {
                Ok(value) => return Ok(value),
                Err(failure) => failure,
            };
            let lost_race = match &failure {
                AttemptError::Database(error) => has_lost_race(error),
                AttemptError::Caller(error) => has_lost_race(error),
            };
            if !lost_race || retries == RETRIES {
                return Err(match failure {
                    AttemptError::Database(error) => DbError::from(error).into(),
                    AttemptError::Caller(error) => error,
                });
            }
            retries += 1;
            tracing::debug!(retry = retries, "transaction lost a race; running it again");
            // Rivals that retry in step would only meet again.
            let pause_ms = rand::rng().random_range(1..=(10 << retries));
            tokio::time::sleep(Duration::from_millis(pause_ms)).await;
        }
    }

    async fn attempt<T, E, F>(&self, work: F) -> Result<T, AttemptError<E>>
    where
        F: for<'c> TransactionFn<&'c mut AsyncPgConnection, Result<T, E>>
            + for<'c> AsyncFnOnce(&'c mut AsyncPgConnection) -> Result<T, E>
            + Send
            + 'static,
        T: Send,
        E: From<DbError> + Send,
    {
        let mut conn = self.conn().await.map_err(|error| AttemptError::Caller(error.into()))?;
        let transaction = conn.transaction(async move |conn| {
            let value = work(conn).await.map_err(AttemptError::Caller)?;
            // Fails in an aborted transaction, where COMMIT would succeed and store nothing.
            conn.batch_execute("SELECT 1").await?;
            Ok(value)
        });
        let limit = self.inner.options.transaction_timeout;
        // On time-out the connection is dropped within its transaction; the pool discards it.
        tokio::time::timeout(limit, transaction).await.unwrap_or_else(|_| {
            let reason = format!("the transaction did not end within {} ms", limit.as_millis());
            Err(AttemptError::Caller(DbError::unavailable(reason).into()))
        })
    }
}
