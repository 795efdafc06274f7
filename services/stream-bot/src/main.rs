//! The `stream-bot` program.

use std::process::ExitCode;

use nebula_runtime::platform::Threads;

fn main() -> ExitCode {
    nebula_runtime::run("stream-bot", env!("CARGO_PKG_VERSION"), Threads::One, stream_bot::run)
}
