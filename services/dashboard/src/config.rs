//! The dashboard's own settings.

use std::{net::IpAddr, path::PathBuf, sync::Arc};

use nebula_runtime::config::{ConfigError, Env, long_secret, parsed};
use nebula_vault::Keyring;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::db;

/// What the dashboard needs besides what every service needs.
#[derive(Clone)]
pub struct DashboardConfig {
    /// `DATABASE_URL`: the PostgreSQL instance. The dashboard makes its own database in it.
    pub database_url: SecretString,
    /// `DASHBOARD_DATABASE`: that database's name, where two installations share an instance.
    pub database: String,
    /// `NEBULA_SECRET_KEY`: seals secrets and recordings at rest.
    pub keyring: Arc<Keyring>,
    /// `SESSION_SECRET`: from which CSRF tokens are made.
    pub session_secret: SecretString,
    /// `NEBULA_DATA_DIR`: recordings and the setup token.
    pub data_dir: PathBuf,
    /// `DOCKER_HOST`: the local engine, where it is not at the default socket.
    pub docker_host: Option<String>,
    /// `NEBULA_PUBLIC_URL`: the address people open, when it is not the one they connect to.
    pub public_url: Option<Url>,
    /// `NEBULA_TRUSTED_PROXIES`: whose `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<IpAddr>,
}

impl DashboardConfig {
    /// Reads them from `env`.
    ///
    /// # Errors
    /// The first setting that is missing or malformed.
    pub fn from_env(env: &Env) -> Result<Self, ConfigError> {
        Ok(Self {
            database_url: env.required(
                "DATABASE_URL",
                "a PostgreSQL address such as postgres://user:password@127.0.0.1:5432/postgres",
                |text| {
                    let known =
                        text.starts_with("postgres://") || text.starts_with("postgresql://");
                    known
                        .then(|| SecretString::from(text))
                        .ok_or_else(|| "is not a PostgreSQL address".into())
                },
            )?,
            database: env
                .optional("DASHBOARD_DATABASE", "the name of a database", parsed)?
                .unwrap_or_else(|| db::DATABASE.into()),
            keyring: env.required(
                "NEBULA_SECRET_KEY",
                "32 random bytes in base64 (`openssl rand -base64 32` makes them)",
                |text| {
                    Keyring::from_config(&SecretString::from(text))
                        .map(Arc::new)
                        .map_err(|error| error.to_string())
                },
            )?,
            session_secret: env.required(
                "SESSION_SECRET",
                "at least 32 random characters (`openssl rand -base64 32` makes them)",
                long_secret,
            )?,
            data_dir: env
                .optional("NEBULA_DATA_DIR", "the path of a folder", parsed)?
                .unwrap_or_else(|| PathBuf::from(".nebula/data")),
            docker_host: env.optional(
                "DOCKER_HOST",
                "a Docker address such as unix:///var/run/docker.sock",
                parsed,
            )?,
            public_url: env.optional(
                "NEBULA_PUBLIC_URL",
                "the address people open, such as https://nebula.example.org",
                parsed,
            )?,
            trusted_proxies: env
                .optional("NEBULA_TRUSTED_PROXIES", "IP addresses separated by commas", |text| {
                    text.split(',').map(|part| parsed(part.trim())).collect()
                })?
                .unwrap_or_else(|| {
                    vec![
                        IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
                        IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
                    ]
                }),
        })
    }

    /// The CSRF token of a session: nothing to store, nothing to guess.
    pub fn csrf_token(&self, session_id: uuid::Uuid) -> String {
        let key = self.session_secret.expose_secret().as_bytes();
        hex::encode(nebula_vault::hmac_sha256(key, format!("csrf:{session_id}").as_bytes()))
    }
}
