//! The dashboard: web console and control plane.
//!
//! | module | what lives there |
//! |---|---|
//! | [`access`] | roles, modules, levels, the caller of a request |
//! | [`delegation`] | nobody gives more than they have |
//! | [`identity`] | sessions and API keys turned into a caller |
//! | [`sessions`], [`totp`], [`passwords`] | signing in |
//! | [`recover`] | a new password from the command line |
//! | [`users`], [`roles`], [`api_keys`], [`settings`] | who may do what |
//! | [`setup`], [`strangers`] | the first run; a bound on who is not known |
//! | [`audit`] | the audit log, written before a change is made |
//! | [`engines`] | the Docker engines and what happens on them |
//! | [`host_access`] | which containers lead to their host |
//! | [`terminals`], [`recordings`] | terminals in containers, and their recordings |
//! | [`host`], [`services`], [`platform_state`] | the machine, the services of the map, the pulse |
//! | [`live`] | live events for open pages |
//! | [`tasks`] | long actions that people watch |
//! | [`http`] | the HTTP edge; [`http::routes`] is where authorisation is decided |
//! | [`db`] | the queries |
//! | [`workers`] | the loops |
//!
//! Edges (`http`, `workers`) call operations, operations call `db` and `nebula-docker`. Operations
//! know no actix types.

pub mod access;
pub mod api_keys;
pub mod app;
pub mod audit;
pub mod config;
pub mod db;
pub mod delegation;
pub mod engines;
pub mod host;
pub mod host_access;
pub mod http;
pub mod identity;
pub mod live;
pub mod passwords;
pub mod platform_state;
pub mod recordings;
pub mod recover;
pub mod roles;
pub mod services;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod strangers;
pub mod tasks;
pub mod terminals;
pub mod totp;
pub mod users;
pub mod workers;

#[cfg(test)]
mod tests;

use nebula_runtime::{Env, Listeners, Platform, platform::BoxError};

use crate::app::App;

/// Runs the dashboard on its listeners until it is told to stop.
///
/// # Errors
/// For wrong settings, or when a listener cannot be used.
pub async fn run(platform: Platform, listeners: Listeners, env: Env) -> Result<(), BoxError> {
    let app = App::build(platform, &env)?;
    workers::start(&app);
    let server = http::server(app.clone(), listeners.http)?;
    let db = app.db.clone();
    app.platform.clone().serve(server, listeners.grpc, |routes| routes).await?;
    // Who runs the process bounds this, as everything from the word to stop to the end.
    db.drain().await;
    Ok(())
}
