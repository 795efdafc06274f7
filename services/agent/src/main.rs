//! The `agent` program.

use std::process::ExitCode;

use nebula_runtime::platform::Threads;

fn main() -> ExitCode {
    nebula_runtime::run("agent", env!("CARGO_PKG_VERSION"), Threads::One, agent::run)
}
