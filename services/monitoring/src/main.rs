//! The `monitoring` program.

use std::process::ExitCode;

use nebula_runtime::platform::Threads;

fn main() -> ExitCode {
    nebula_runtime::run("monitoring", env!("CARGO_PKG_VERSION"), Threads::One, monitoring::run)
}
