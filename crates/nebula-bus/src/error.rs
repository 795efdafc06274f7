//! What can go wrong on the bus.

use std::error::Error as StdError;

use deadpool_redis::PoolError;
use deadpool_redis::redis::RedisError;

/// What is wrong with `REDIS_URL`. Never contains the URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a Redis URL ({reason}); expected something like redis://:password@localhost:6379/0 or \
     unix:///run/redis/redis.sock?db=0"
)]
pub struct BusUrlError {
    /// What the parser objects to.
    pub reason: String,
}

/// Why a bus operation failed.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// Redis could not be reached or did not answer in time. The same call may work later; a
    /// command may have been carried out although its answer was lost.
    #[error("Redis is unavailable")]
    Unavailable(#[source] Box<dyn StdError + Send + Sync>),
    /// Redis refused the command.
    #[error("Redis refused the command: {0}")]
    Refused(#[source] RedisError),
    /// The queue holds as much work as it may; nothing was accepted.
    #[error("the work queue '{queue}' is full ({limit} entries); try again when it has drained")]
    Full {
        /// The queue's name.
        queue: String,
        /// The most entries it may hold.
        limit: u64,
    },
    /// The event is too large.
    #[error("the event has {bytes} bytes, more than the {limit} allowed")]
    TooLarge {
        /// Its size as JSON.
        bytes: usize,
        /// The most allowed.
        limit: usize,
    },
    /// An event's data does not have the expected form.
    #[error("the data of the event does not fit its type: {0}")]
    Data(#[source] serde_json::Error),
    /// An event of one type was read as another.
    #[error("the event is of type '{actual}', not '{expected}'")]
    OtherType {
        /// The type asked for.
        expected: &'static str,
        /// The event's type.
        actual: String,
    },
}

impl BusError {
    /// Whether the same call may work later without anything being changed.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    pub(crate) fn unavailable(reason: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Unavailable(reason.into())
    }
}

impl From<RedisError> for BusError {
    fn from(error: RedisError) -> Self {
        // LOADING, MASTERDOWN and the like are answers of a server that is not yet there.
        let not_yet = ["LOADING", "MASTERDOWN", "BUSY", "TRYAGAIN", "READONLY"];
        let starting = error.code().is_some_and(|code| not_yet.contains(&code));
        if starting || error.is_io_error() || error.is_timeout() || error.is_connection_dropped() {
            Self::Unavailable(Box::new(error))
        } else {
            Self::Refused(error)
        }
    }
}

impl From<PoolError> for BusError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => Self::from(error),
            error @ (PoolError::Timeout(_)
            | PoolError::Closed
            | PoolError::NoRuntimeSpecified
            | PoolError::PostCreateHook(_)) => Self::Unavailable(Box::new(error)),
        }
    }
}
