//! Shares the GPU fairly between engines, nodes and users.
//!
//! What exists today is the platform part that every service shares: settings, the service map,
//! `/healthz`, `/readyz`, `/metrics`, gRPC health, reflection and status, reports on the bus and a
//! clean stop. Deliberately absent until it works: the queue, the leases and its own database.

use nebula_runtime::{Env, Listeners, Platform, platform::BoxError};

/// Runs the service on its listeners until it is told to stop.
///
/// # Errors
/// When a listener cannot be used.
pub async fn run(platform: Platform, listeners: Listeners, _env: Env) -> Result<(), BoxError> {
    platform.serve_operations(listeners).await
}
