//! The `ai-gateway` program.

use std::process::ExitCode;

use nebula_runtime::platform::Threads;

fn main() -> ExitCode {
    nebula_runtime::run("ai-gateway", env!("CARGO_PKG_VERSION"), Threads::One, ai_gateway::run)
}
