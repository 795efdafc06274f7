//! The `gpu-scheduler` program.

use std::process::ExitCode;

use nebula_runtime::platform::Threads;

fn main() -> ExitCode {
    nebula_runtime::run(
        "gpu-scheduler",
        env!("CARGO_PKG_VERSION"),
        Threads::One,
        gpu_scheduler::run,
    )
}
