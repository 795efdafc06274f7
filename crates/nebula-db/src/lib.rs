//! PostgreSQL for the services: a pool that survives the server's absence, a migration runner
//! that any number of copies may run at once, and the one way to hold a transaction.
//!
//! - [`Database`] is the pool for one service's own database on the platform's instance.
//! - [`Database::transaction`] is the only place where transactions are opened.
//! - [`Database::migrate`] creates and migrates the database under advisory locks.
//! - [`DbError`] tells "PostgreSQL is away" from "the query is wrong".
//!
//! Queries themselves live in the services, as `async fn(conn: &mut AsyncPgConnection, ..) ->
//! QueryResult<T>`.

mod connect;
mod database;
mod error;
mod migrate;
mod round_trip;
mod transaction;

pub use connect::{DatabaseOptions, DatabaseUrlError};
pub use database::{Conn, Database};
pub use error::DbError;
pub use round_trip::RoundTripError;
pub use transaction::TransactionFn;

/// Re-exported for the signatures of query functions.
pub use diesel_async::AsyncPgConnection;
/// Re-exported for `const MIGRATIONS: EmbeddedMigrations = embed_migrations!(..)`.
pub use diesel_migrations::{EmbeddedMigrations, embed_migrations};

#[cfg(test)]
mod tests;
