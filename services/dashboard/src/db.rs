//! The queries of this service, one file per noun. Nothing else knows SQL.

pub mod api_keys;
pub mod audit;
pub mod recordings;
pub mod roles;
pub mod schema;
pub mod sessions;
pub mod settings;
pub mod throttles;
pub mod users;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use nebula_db::DbError;

/// The service's database.
pub const DATABASE: &str = "homelab_jarvis";

/// Its migrations.
pub static MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/homelab_jarvis");

/// The result of a query.
pub type QueryResult<T> = Result<T, DbError>;

/// The pattern that finds `text` anywhere, with LIKE's own characters taken literally.
pub fn containing(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}
