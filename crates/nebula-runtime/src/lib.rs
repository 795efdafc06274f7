//! What every Nebula Command program does the same way: it reads its settings, finds its peers,
//! tells how it is, and stops cleanly.
//!
//! | module | what lives there |
//! |---|---|
//! | [`config`] | settings from the environment, `.env` and `*_FILE`, with one clear line for a wrong one |
//! | [`service_map`] | `service-map.yml`: loading, checking with line and reason, hot reload, overrides |
//! | [`telemetry`] | logs, traces over OTLP, the span of each request |
//! | [`metrics`] | the Prometheus registry behind `/metrics` |
//! | [`health`] | what a process depends on, and whether that is there |
//! | [`tasks`] | supervised tasks: every task has an owner, every loop ends at shutdown |
//! | [`http`] | `/healthz`, `/readyz`, `/metrics`, the HTTP server, the HTTP client with time-outs |
//! | [`grpc`] | the gRPC server with health and reflection, channels to peers found through the map |
//! | [`presence`] | the events with which a process reports itself on the bus |
//! | [`platform`] | all of it together: [`Platform`], and [`run`] for a program's `main` |
//!
//! It knows nothing of databases, Docker or users: those belong to the services.

pub mod config;
pub mod grpc;
pub mod health;
pub mod http;
pub mod metrics;
pub mod platform;
pub mod presence;
pub mod process;
pub mod service_map;
pub mod tasks;
pub mod telemetry;

pub use config::{ConfigError, Env, PlatformConfig};
pub use http::http_client;
pub use platform::{Listeners, Platform, run};
pub use service_map::ServiceMap;
pub use tasks::Tasks;
pub use tokio_util::sync::CancellationToken;
