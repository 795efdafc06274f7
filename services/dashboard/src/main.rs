//! The `dashboard` program.

use std::process::ExitCode;

use nebula_runtime::platform::Threads;

fn main() -> ExitCode {
    nebula_runtime::run("dashboard", env!("CARGO_PKG_VERSION"), Threads::Two, dashboard::run)
}
