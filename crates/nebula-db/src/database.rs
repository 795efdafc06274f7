//! The pool.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel_async::pooled_connection::deadpool::{Object, Pool, PoolError};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, PoolError as ConnectionError, RecyclingMethod,
};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use futures_util::FutureExt;
use secrecy::SecretString;
use tokio_util::task::TaskTracker;

use crate::connect::{Connector, DatabaseOptions, DatabaseUrlError};
use crate::error::DbError;

/// How long an idle connection may take to prove that it still works before it is replaced.
const RECYCLE_TIMEOUT: Duration = Duration::from_secs(1);

/// A pooled connection; hand `&mut conn` to the query functions.
///
/// Opening a transaction on it by hand is wrong, whatever the method: see
/// [`Database::transaction`].
pub type Conn = Object<AsyncPgConnection>;

/// One service's database on the platform's PostgreSQL instance. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pool: Pool<AsyncPgConnection>,
    pub(crate) connector: Connector,
    pub(crate) options: DatabaseOptions,
    /// The transactions under way, whose callers may already be gone.
    pub(crate) transactions: TaskTracker,
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Database")
            .field("database", &self.name())
            .field("pool", &self.inner.pool.status())
            .finish_non_exhaustive()
    }
}

impl Database {
    /// Prepares a pool for the database called `database` on the instance that `url` names,
    /// whatever database the URL itself names. Opens no connection: PostgreSQL may be away.
    ///
    /// # Errors
    /// A malformed URL or database name.
    pub fn connect(
        url: &SecretString,
        database: &str,
        options: DatabaseOptions,
    ) -> Result<Self, DatabaseUrlError> {
        let connector = Connector::new(url, database, &options)?;
        let mut config = ManagerConfig::default();
        config.recycling_method =
            RecyclingMethod::CustomFunction(Box::new(|conn: &mut AsyncPgConnection| {
                async {
                    tokio::time::timeout(RECYCLE_TIMEOUT, conn.batch_execute("SELECT 1"))
                        .await
                        .unwrap_or(Err(diesel::result::Error::BrokenTransactionManager))
                }
                .boxed()
            }));
        let establishing = connector.clone();
        config.custom_setup = Box::new(move |_| {
            let connector = establishing.clone();
            async move { connector.establish().await }.boxed()
        });
        // The URL stays with the connector: the manager would print it in its errors.
        let manager = AsyncDieselConnectionManager::new_with_config(String::new(), config);
        let pool = Pool::builder(manager)
            .max_size(options.max_connections.max(1))
            .build()
            .map_err(|error| DatabaseUrlError::Malformed { reason: error.to_string() })?;
        let transactions = TaskTracker::new();
        Ok(Self { inner: Arc::new(Inner { pool, connector, options, transactions }) })
    }

    /// The database's name.
    pub fn name(&self) -> &str {
        self.inner.connector.database()
    }

    /// A connection from the pool, known to work a moment ago.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] when there is none within the acquire time-out.
    pub async fn conn(&self) -> Result<Conn, DbError> {
        let limit = self.inner.options.acquire_timeout;
        match tokio::time::timeout(limit, self.inner.pool.get()).await {
            Ok(Ok(conn)) => Ok(conn),
            Ok(Err(PoolError::Backend(ConnectionError::ConnectionError(error)))) => {
                Err(DbError::unavailable(error))
            }
            Ok(Err(error)) => Err(DbError::unavailable(error)),
            Err(_) => Err(DbError::unavailable(format!(
                "no free connection within {} ms ({} of {} in use)",
                limit.as_millis(),
                self.inner.pool.status().size,
                self.inner.pool.status().max_size,
            ))),
        }
    }

    /// Asks PostgreSQL for a sign of life and tells how long it took, waiting for a connection
    /// included.
    pub async fn ping(&self) -> Result<Duration, DbError> {
        let start = Instant::now();
        let mut conn = self.conn().await?;
        tokio::time::timeout(self.inner.options.acquire_timeout, conn.batch_execute("SELECT 1"))
            .await
            .map_err(DbError::unavailable)??;
        Ok(start.elapsed())
    }

    /// Waits until the transactions under way have ended, for a clean stop: their callers may
    /// have been dropped, they still run to their end. New ones may start meanwhile.
    pub async fn drain(&self) {
        self.inner.transactions.close();
        self.inner.transactions.wait().await;
    }
}
