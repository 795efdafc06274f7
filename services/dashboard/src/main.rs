//! The `dashboard` program. `dashboard recover USERNAME` gives an account a new password.

use std::{io::Write, process::ExitCode};

use nebula_runtime::{Env, platform::Threads};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() != Some("recover") {
        return nebula_runtime::run(
            "dashboard",
            env!("CARGO_PKG_VERSION"),
            Threads::Two,
            dashboard::run,
        );
    }
    let username = arguments.next().unwrap_or_default();
    let recovered = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Into::into)
        .and_then(|runtime| {
            let env = Env::load()?;
            runtime.block_on(dashboard::recover::recover(&env, &username))
        });
    match recovered {
        Ok(password) => {
            let words = dashboard::recover::words(&username, &password);
            // Nobody listens on a closed terminal.
            let _ = std::io::stdout().write_all(words.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("dashboard recover: {error}");
            ExitCode::FAILURE
        }
    }
}
