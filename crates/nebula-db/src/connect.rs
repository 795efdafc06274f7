//! From `DATABASE_URL` to a connection with the platform's limits.

use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use secrecy::{ExposeSecret, SecretString};
use tokio_postgres::NoTls;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::error::SqlState;

use crate::error::{DbError, chain};

/// PostgreSQL cuts longer identifiers silently (`NAMEDATALEN` - 1), so they are refused.
const IDENTIFIER_MAX_BYTES: usize = 63;

/// The limits of a service's pool.
#[derive(Debug, Clone)]
pub struct DatabaseOptions {
    /// The most connections at once.
    pub max_connections: usize,
    /// How long a caller waits for a connection, opening one included.
    pub acquire_timeout: Duration,
    /// How long opening one connection may take.
    pub connect_timeout: Duration,
    /// How long PostgreSQL works on one statement before it cancels it.
    pub statement_timeout: Duration,
    /// How long one attempt of a transaction may take from begin to commit.
    pub transaction_timeout: Duration,
    /// The name shown in `pg_stat_activity`.
    pub application_name: String,
}

impl Default for DatabaseOptions {
    fn default() -> Self {
        Self {
            max_connections: 10,
            acquire_timeout: Duration::from_secs(3),
            connect_timeout: Duration::from_secs(2),
            statement_timeout: Duration::from_secs(10),
            transaction_timeout: Duration::from_secs(30),
            application_name: "nebula".to_owned(),
        }
    }
}

/// What is wrong with `DATABASE_URL` or with a database's name. Never contains the URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlError {
    /// The URL cannot be read.
    #[error(
        "not a PostgreSQL URL ({reason}); expected something like \
         postgres://user:password@localhost:5432 or postgres:///?host=/run/postgresql&user=nebula"
    )]
    Malformed {
        /// What the parser objects to.
        reason: String,
    },
    /// The URL demands an encrypted connection.
    #[error(
        "sslmode=require is not supported; connect over a unix socket, the local host or a private \
         network such as a tailnet, with sslmode=disable or prefer"
    )]
    TlsRequired,
    /// A database's name is not a plain identifier.
    #[error(
        "'{name}' is not a database name: expected a letter or '_', then letters, digits or '_', \
         at most {IDENTIFIER_MAX_BYTES} in all"
    )]
    BadName {
        /// The name.
        name: String,
    },
}

/// How to reach one database of the instance.
#[derive(Debug, Clone)]
pub(crate) struct Connector {
    config: tokio_postgres::Config,
    connect_timeout: Duration,
    /// The session's settings, sent once after connecting rather than as start-up options, which
    /// connection poolers in between refuse.
    settings: String,
}

impl Connector {
    pub(crate) fn new(
        url: &SecretString,
        database: &str,
        options: &DatabaseOptions,
    ) -> Result<Self, DatabaseUrlError> {
        let malformed = |reason: &str| DatabaseUrlError::Malformed { reason: reason.to_owned() };
        let mut config: tokio_postgres::Config = url
            .expose_secret()
            .parse()
            .map_err(|error: tokio_postgres::Error| malformed(&chain(&error)))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(malformed("it names no host"));
        }
        if config.get_ssl_mode() == SslMode::Require {
            return Err(DatabaseUrlError::TlsRequired);
        }
        if !is_identifier(database) {
            return Err(DatabaseUrlError::BadName { name: database.to_owned() });
        }
        config.dbname(database).ssl_mode(SslMode::Disable);
        if config.get_application_name().is_none() {
            config.application_name(&options.application_name);
        }
        if config.get_hosts().iter().any(|host| matches!(host, Host::Tcp(_))) {
            // A peer that vanishes without a word is noticed within half a minute.
            config
                .keepalives_idle(Duration::from_secs(10))
                .keepalives_interval(Duration::from_secs(5))
                .keepalives_retries(3)
                .tcp_user_timeout(Duration::from_secs(20));
        }
        let settings = format!(
            "SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}",
            options.statement_timeout.as_millis(),
            options.transaction_timeout.as_millis(),
        );
        Ok(Self { config, connect_timeout: options.connect_timeout, settings })
    }

    /// The database's name.
    pub(crate) fn database(&self) -> &str {
        self.config.get_dbname().unwrap_or_default()
    }

    /// The same connection parameters for another database of the instance, with other session
    /// settings.
    pub(crate) fn with(&self, database: &str, settings: &str) -> Self {
        let mut config = self.config.clone();
        config.dbname(database);
        Self { config, connect_timeout: self.connect_timeout, settings: settings.to_owned() }
    }

    pub(crate) async fn connect(&self) -> Result<AsyncPgConnection, ConnectFailure> {
        tokio::time::timeout(self.connect_timeout, self.connect_unbounded()).await.unwrap_or_else(
            |_| {
                Err(ConnectFailure::Other(DbError::unavailable(format!(
                    "no connection within {} ms",
                    self.connect_timeout.as_millis()
                ))))
            },
        )
    }

    async fn connect_unbounded(&self) -> Result<AsyncPgConnection, ConnectFailure> {
        let (client, connection) = self.config.connect(NoTls).await.map_err(|error| match error
            .code()
        {
            Some(code) if *code == SqlState::INVALID_CATALOG_NAME => ConnectFailure::NoSuchDatabase,
            _ => ConnectFailure::Other(DbError::unavailable(chain(&error))),
        })?;
        let failed = |error: &(dyn std::error::Error + 'static)| {
            ConnectFailure::Other(DbError::unavailable(chain(error)))
        };
        let mut conn = AsyncPgConnection::try_from_client_and_connection(client, connection)
            .await
            .map_err(|error| failed(&error))?;
        conn.batch_execute(&self.settings).await.map_err(|error| failed(&error))?;
        Ok(conn)
    }

    /// [`Self::connect`] in the form that the pool asks for.
    pub(crate) async fn establish(&self) -> ConnectionResult<AsyncPgConnection> {
        self.connect().await.map_err(|failure| {
            let reason = match failure {
                ConnectFailure::NoSuchDatabase => {
                    format!("the database '{}' does not exist yet", self.database())
                }
                ConnectFailure::Other(DbError::Unavailable(source)) => source.to_string(),
                ConnectFailure::Other(error) => error.to_string(),
            };
            ConnectionError::BadConnection(reason)
        })
    }
}

/// Why a connection could not be opened.
#[derive(Debug)]
pub(crate) enum ConnectFailure {
    /// The instance answers, but has no such database.
    NoSuchDatabase,
    /// Anything else.
    Other(DbError),
}

fn is_identifier(name: &str) -> bool {
    name.len() <= IDENTIFIER_MAX_BYTES
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
