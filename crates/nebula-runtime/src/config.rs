//! Settings: process environment first, then `.env` in the working directory. `NAME_FILE` gives the
//! value of `NAME` from a file (Docker and systemd secrets).

use std::{
    collections::HashMap,
    fs,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    str::FromStr,
};

use secrecy::SecretString;
use url::Url;

/// A setting that is missing or malformed. Its text is the one line a person sees.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {problem}; expected {expected}")]
pub struct ConfigError {
    /// The variable.
    pub name: String,
    /// What is wrong with it. Never holds the value: it may be a secret.
    pub problem: String,
    /// What a right value looks like.
    pub expected: String,
}

/// The variables a process was started with.
#[derive(Clone, Default)]
pub struct Env {
    values: HashMap<String, String>,
}

impl std::fmt::Debug for Env {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values may be secrets.
        f.debug_struct("Env").field("count", &self.values.len()).finish()
    }
}

impl Env {
    /// Reads `.env` and the process environment.
    ///
    /// # Errors
    /// When `.env` exists and cannot be read or parsed.
    pub fn load() -> Result<Self, ConfigError> {
        let mut values = HashMap::new();
        match dotenvy::from_filename_iter(".env") {
            Ok(entries) => {
                for entry in entries {
                    let (name, value) = entry.map_err(|error| {
                        let problem = if let dotenvy::Error::LineParse(_, column) = error {
                            // The error's own text repeats the line, which may hold a secret.
                            format!("a line cannot be parsed at column {column}")
                        } else {
                            error.to_string()
                        };
                        let expected = "lines of NAME=value".into();
                        ConfigError { name: ".env".into(), problem, expected }
                    })?;
                    values.insert(name, value);
                }
            }
            Err(dotenvy::Error::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(ConfigError {
                    name: ".env".into(),
                    problem: error.to_string(),
                    expected: "a readable file with lines of NAME=value".into(),
                });
            }
        }
        values.extend(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }));
        Ok(Self { values })
    }

    /// An environment made of these variables only.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        Self { values: pairs.into_iter().map(|(n, v)| (n.into(), v.into())).collect() }
    }

    /// The text of `name`, or of the file that `name_FILE` names; empty counts as not set.
    fn text(&self, name: &str, expected: &str) -> Result<Option<String>, ConfigError> {
        if let Some(value) = self.values.get(name).filter(|value| !value.is_empty()) {
            return Ok(Some(value.clone()));
        }
        let file_name = format!("{name}_FILE");
        let Some(path) = self.values.get(&file_name).filter(|path| !path.is_empty()) else {
            return Ok(None);
        };
        let value = fs::read_to_string(path).map_err(|error| ConfigError {
            name: file_name,
            problem: format!("cannot read the file: {error}"),
            expected: format!("a file holding {expected}"),
        })?;
        Ok(Some(value.trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// The value of `name` through `parse`, or nothing when it is not set.
    ///
    /// # Errors
    /// When it is malformed; `expected` tells what a right value looks like.
    pub fn optional<T>(
        &self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(text) = self.text(name, expected)? else { return Ok(None) };
        parse(&text).map(Some).map_err(|problem| ConfigError {
            name: name.into(),
            problem,
            expected: expected.into(),
        })
    }

    /// The value of `name` through `parse`.
    ///
    /// # Errors
    /// When it is missing or malformed.
    pub fn required<T>(
        &self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, ConfigError> {
        self.optional(name, expected, parse)?.ok_or_else(|| ConfigError {
            name: name.into(),
            problem: "is not set".into(),
            expected: expected.into(),
        })
    }

    /// Every variable whose name starts with `prefix`, with the prefix cut off.
    pub fn with_prefix<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.values
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }
}

/// Parses through [`FromStr`], for use with [`Env::optional`] and [`Env::required`].
///
/// # Errors
/// The type's own message.
pub fn parsed<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, String> {
    text.trim().parse().map_err(|error: T::Err| error.to_string())
}

/// Takes a key of at least 32 characters, for use with [`Env::required`].
///
/// # Errors
/// When it is shorter.
pub fn long_secret(text: &str) -> Result<SecretString, String> {
    if text.len() < 32 {
        return Err(format!("has {} characters, which is too short", text.len()));
    }
    Ok(SecretString::from(text))
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, for collectors.
    Json,
    /// Colours and columns, for a person at a terminal.
    Pretty,
}

/// The settings that every service reads.
#[derive(Clone, Debug)]
pub struct PlatformConfig {
    /// `REDIS_URL`: where events and work travel.
    pub redis_url: SecretString,
    /// `SERVICE_MAP`: the path of the service map.
    pub service_map: PathBuf,
    /// `INTERNAL_TOKEN_KEY`: signs the tokens services show each other.
    pub internal_token_key: SecretString,
    /// `NEBULA_BIND`: the address to listen on where the map gives only a port.
    pub bind: IpAddr,
    /// `NEBULA_HTTP_LISTEN`: overrides the whole HTTP listening address.
    pub http_listen: Option<SocketAddr>,
    /// `NEBULA_GRPC_LISTEN`: overrides the whole gRPC listening address.
    pub grpc_listen: Option<SocketAddr>,
    /// `OTEL_EXPORTER_OTLP_ENDPOINT`: where traces go, over OTLP/gRPC; none are made without it.
    pub otlp_endpoint: Option<Url>,
    /// `LOG_FORMAT`: `json` or `pretty`; by default pretty on a terminal.
    pub log_format: Option<LogFormat>,
    /// `RUST_LOG`: what is logged, in tracing's filter syntax; `info` by default.
    pub log_filter: String,
}

impl PlatformConfig {
    /// Reads them from `env`.
    ///
    /// # Errors
    /// The first setting that is missing or malformed.
    pub fn from_env(env: &Env) -> Result<Self, ConfigError> {
        Ok(Self {
            redis_url: env
                .optional(
                    "REDIS_URL",
                    "a Redis address such as redis://:password@127.0.0.1:6379 or \
                     redis+unix:///run/redis.sock",
                    |text| {
                        let scheme = text.split("://").next().unwrap_or_default();
                        if !matches!(scheme, "redis" | "rediss" | "redis+unix" | "unix") {
                            return Err("is not a Redis address".into());
                        }
                        Ok(SecretString::from(text))
                    },
                )?
                .unwrap_or_else(|| SecretString::from("redis://127.0.0.1:6379")),
            service_map: env
                .optional("SERVICE_MAP", "the path of a service map", parsed)?
                .unwrap_or_else(|| PathBuf::from("service-map.yml")),
            internal_token_key: env.required(
                "INTERNAL_TOKEN_KEY",
                "at least 32 random characters, the same for every service \
                 (`openssl rand -base64 32` makes them)",
                long_secret,
            )?,
            bind: env
                .optional("NEBULA_BIND", "an IP address such as 127.0.0.1 or 0.0.0.0", parsed)?
                .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            http_listen: env.optional(
                "NEBULA_HTTP_LISTEN",
                "an address and port such as 127.0.0.1:5000",
                parsed,
            )?,
            grpc_listen: env.optional(
                "NEBULA_GRPC_LISTEN",
                "an address and port such as 127.0.0.1:15000",
                parsed,
            )?,
            otlp_endpoint: env.optional(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "the address of an OTLP/gRPC collector such as http://127.0.0.1:4317",
                parsed,
            )?,
            log_format: env.optional("LOG_FORMAT", "json or pretty", |text| match text {
                "json" => Ok(LogFormat::Json),
                "pretty" => Ok(LogFormat::Pretty),
                _ => Err("is neither".into()),
            })?,
            log_filter: env
                .optional("RUST_LOG", "a filter such as info or info,dashboard=debug", |text| {
                    tracing_subscriber::EnvFilter::try_new(text)
                        .map(|_| text.to_owned())
                        .map_err(|error| error.to_string())
                })?
                .unwrap_or_else(|| "info".into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_missing_value_names_the_variable_and_a_right_value() {
        let error = PlatformConfig::from_env(&Env::default()).unwrap_err().to_string();
        assert!(
            error.starts_with("INTERNAL_TOKEN_KEY: is not set; expected at least 32"),
            "{error}"
        );
    }

    #[test]
    fn a_malformed_value_is_named_and_never_repeated() {
        let env = Env::from_pairs([("INTERNAL_TOKEN_KEY", KEY), ("REDIS_URL", "hunter2")]);
        let error = PlatformConfig::from_env(&env).unwrap_err().to_string();
        assert!(error.starts_with("REDIS_URL: is not a Redis address"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }

    #[test]
    fn a_file_variant_is_read_and_the_variable_itself_wins() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), format!("{KEY}\n")).unwrap();
        let path = file.path().to_str().unwrap();
        let env = Env::from_pairs([("INTERNAL_TOKEN_KEY_FILE", path)]);
        let config = PlatformConfig::from_env(&env).unwrap();
        assert_eq!(config.internal_token_key.expose_secret(), KEY);

        let other = "another key of at least thirty-two characters";
        let env =
            Env::from_pairs([("INTERNAL_TOKEN_KEY_FILE", path), ("INTERNAL_TOKEN_KEY", other)]);
        let config = PlatformConfig::from_env(&env).unwrap();
        assert_eq!(config.internal_token_key.expose_secret(), other);
    }

    #[test]
    fn a_missing_file_is_named() {
        let env = Env::from_pairs([("INTERNAL_TOKEN_KEY_FILE", "/nonexistent/key")]);
        let error = PlatformConfig::from_env(&env).unwrap_err().to_string();
        assert!(error.starts_with("INTERNAL_TOKEN_KEY_FILE: cannot read the file"), "{error}");
    }
}
