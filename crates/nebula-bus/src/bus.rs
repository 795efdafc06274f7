//! The connection to Redis, and publishing.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use deadpool_redis::redis::{
    self, AsyncConnectionConfig, Client, Cmd, ConnectionInfo, FromRedisValue, Pipeline,
    RedisResult, ScriptInvocation,
};
use deadpool_redis::{Connection, Manager, Pool, Runtime};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use crate::error::{BusError, BusUrlError};
use crate::event::{CloudEvent, Event};

/// How long any command may take, connecting included.
pub(crate) const COMMAND_TIMEOUT: Duration = Duration::from_secs(2);

/// Connections for commands; subscriptions and consumers have one each besides.
const MAX_CONNECTIONS: usize = 8;

/// A handle to the platform's Redis. Cheap to clone.
#[derive(Clone)]
pub struct Bus {
    inner: Arc<Inner>,
}

struct Inner {
    pool: Pool,
    info: ConnectionInfo,
    source: String,
    counters: Counters,
}

/// What went by unseen since the start.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) malformed: AtomicU64,
    pub(crate) overflowed: AtomicU64,
}

/// Counts since the start of the process, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BusStats {
    /// Messages that were not CloudEvents and were skipped.
    pub malformed: u64,
    /// Messages that a slow subscriber had no room for.
    pub overflowed: u64,
}

impl fmt::Debug for Bus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Bus")
            .field("source", &self.inner.source)
            .field("pool", &self.inner.pool.status())
            .finish_non_exhaustive()
    }
}

impl Bus {
    /// Prepares the connection to the Redis that `url` names; `source` is the service's name in
    /// the events it sends. Opens no connection: Redis may be away.
    ///
    /// # Errors
    /// A malformed URL.
    pub fn connect(url: &SecretString, source: &str) -> Result<Self, BusUrlError> {
        let refused = |error: &dyn fmt::Display| BusUrlError { reason: error.to_string() };
        let client = Client::open(url.expose_secret()).map_err(|error| refused(&error))?;
        let info = client.get_connection_info().clone();
        let manager = Manager::new_with_config(info.clone(), command_config(COMMAND_TIMEOUT))
            .map_err(|error| refused(&error))?;
        let pool = Pool::builder(manager)
            .max_size(MAX_CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(COMMAND_TIMEOUT))
            .create_timeout(Some(COMMAND_TIMEOUT))
            .recycle_timeout(Some(COMMAND_TIMEOUT))
            .build()
            .map_err(|error| refused(&error))?;
        let counters = Counters::default();
        Ok(Self { inner: Arc::new(Inner { pool, info, source: source.to_owned(), counters }) })
    }

    /// The service's name in the events it sends.
    pub fn source(&self) -> &str {
        &self.inner.source
    }

    /// Tells an event to whoever listens now.
    ///
    /// # Errors
    /// [`BusError::Unavailable`] while Redis is away: the event is lost, which is what pub/sub is
    /// for. Use [`Bus::work`] for what must arrive.
    pub async fn publish<E: Event>(&self, event: &E) -> Result<(), BusError> {
        self.publish_event(&CloudEvent::new(self.source(), E::TYPE, event.subject(), event)).await
    }

    /// [`Self::publish`] for an envelope made by hand.
    pub async fn publish_event<T: Serialize>(&self, event: &CloudEvent<T>) -> Result<(), BusError> {
        let json = event.encode()?;
        self.ask(redis::cmd("PUBLISH").arg(&event.event_type).arg(&json)).await
    }

    /// Asks Redis for a sign of life and tells how long it took, waiting for a connection
    /// included.
    pub async fn health(&self) -> Result<Duration, BusError> {
        let start = Instant::now();
        self.ask::<()>(&redis::cmd("PING")).await?;
        Ok(start.elapsed())
    }

    /// Counts since the start of the process.
    pub fn stats(&self) -> BusStats {
        let counters = self.counters();
        BusStats {
            malformed: counters.malformed.load(Ordering::Relaxed),
            overflowed: counters.overflowed.load(Ordering::Relaxed),
        }
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.inner.counters
    }

    /// A client for a connection of one's own, outside the pool.
    pub(crate) fn client(&self, settings: redis::RedisConnectionInfo) -> Result<Client, BusError> {
        Ok(Client::open(self.inner.info.clone().set_redis_settings(settings))?)
    }

    /// The login, database and protocol that the URL asks for.
    pub(crate) fn settings(&self) -> redis::RedisConnectionInfo {
        self.inner.info.redis_settings().clone()
    }

    /// Runs a command on a pooled connection within [`COMMAND_TIMEOUT`].
    pub(crate) async fn ask<T: FromRedisValue + Send>(
        &self,
        question: &impl Ask,
    ) -> Result<T, BusError> {
        // Boxed because connecting makes it large, and it is part of every caller's future.
        let answer = Box::pin(async {
            let mut conn = self.inner.pool.get().await?;
            Ok(question.ask(&mut conn).await?)
        });
        within(COMMAND_TIMEOUT, answer).await
    }
}

/// What Redis can be asked: a command, a pipeline or a script, with all its arguments.
pub(crate) trait Ask: Sync {
    fn ask<T: FromRedisValue + Send>(
        &self,
        conn: &mut Connection,
    ) -> impl Future<Output = RedisResult<T>> + Send;
}

impl Ask for Cmd {
    async fn ask<T: FromRedisValue + Send>(&self, conn: &mut Connection) -> RedisResult<T> {
        self.query_async(conn).await
    }
}

impl Ask for Pipeline {
    async fn ask<T: FromRedisValue + Send>(&self, conn: &mut Connection) -> RedisResult<T> {
        self.query_async(conn).await
    }
}

impl Ask for ScriptInvocation<'_> {
    async fn ask<T: FromRedisValue + Send>(&self, conn: &mut Connection) -> RedisResult<T> {
        self.invoke_async(conn).await
    }
}

/// Limits for a connection whose commands may take `response` to answer.
pub(crate) fn command_config(response: Duration) -> AsyncConnectionConfig {
    AsyncConnectionConfig::new()
        .set_connection_timeout(Some(COMMAND_TIMEOUT))
        .set_response_timeout(Some(response))
}

/// Gives up after `limit` with [`BusError::Unavailable`].
pub(crate) async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, BusError>>,
) -> Result<T, BusError> {
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| {
        Err(BusError::unavailable(format!("no answer within {} ms", limit.as_millis())))
    })
}
