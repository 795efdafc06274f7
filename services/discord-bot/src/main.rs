//! The `discord-bot` program.

use std::process::ExitCode;

use nebula_runtime::platform::Threads;

fn main() -> ExitCode {
    nebula_runtime::run("discord-bot", env!("CARGO_PKG_VERSION"), Threads::One, discord_bot::run)
}
