//! The kit as services use it: on real sockets, with a real Redis.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod platform;
mod service_map;
mod support;
mod telemetry;
