//! What administrators can change while the platform runs.

use std::sync::Arc;

use arc_swap::ArcSwap;
use nebula_api::{Error, Result};
use nebula_bus::Event;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    db::{
        self,
        settings::{SettingsChanges, SettingsRow},
    },
};

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Settings {
    /// How long a sign-in lasts, in hours.
    pub session_lifetime_hours: i32,
    /// How long the audit log is kept, in days.
    pub audit_retention_days: i32,
    /// How long recordings of terminals are kept, in days.
    pub recording_retention_days: i32,
    /// Whether terminals are recorded.
    pub terminal_recording: bool,
}

impl Default for Settings {
    /// What the first migration stores.
    fn default() -> Self {
        Self {
            session_lifetime_hours: 168,
            audit_retention_days: 365,
            recording_retention_days: 90,
            terminal_recording: true,
        }
    }
}

impl From<SettingsRow> for Settings {
    fn from(row: SettingsRow) -> Self {
        Self {
            session_lifetime_hours: row.session_lifetime_hours,
            audit_retention_days: row.audit_retention_days,
            recording_retention_days: row.recording_retention_days,
            terminal_recording: row.terminal_recording,
        }
    }
}

/// The last settings read, so that they are at hand while the database is away.
#[derive(Default)]
pub struct CachedSettings(ArcSwap<Settings>);

impl CachedSettings {
    /// The last ones read.
    pub fn get(&self) -> Arc<Settings> {
        self.0.load_full()
    }
}

/// Reads the settings.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn load(app: &App) -> Result<Arc<Settings>> {
    let mut conn = app.db.conn().await?;
    let settings = Arc::new(Settings::from(db::settings::load(&mut conn).await?));
    app.cached_settings.0.store(settings.clone());
    Ok(settings)
}

/// The settings changed: every copy of the dashboard reads them again.
#[derive(Debug, Serialize, Deserialize)]
pub struct SettingsChanged {}

impl Event for SettingsChanged {
    const TYPE: &'static str = "nebula.settings.changed";

    fn subject(&self) -> Option<String> {
        None
    }
}

/// Changes the settings; fields that are none stay.
///
/// # Errors
/// `Invalid` outside a setting's range.
pub async fn change(app: &App, changes: SettingsChanges) -> Result<Arc<Settings>> {
    let range = |field, value: Option<i32>, low, high| match value {
        Some(value) if !(low..=high).contains(&value) => {
            Err(Error::invalid(field, format!("must be from {low} to {high}")))
        }
        Some(_) | None => Ok(()),
    };
    range("session_lifetime_hours", changes.session_lifetime_hours, 1, 2160)?;
    range("audit_retention_days", changes.audit_retention_days, 30, 3650)?;
    range("recording_retention_days", changes.recording_retention_days, 1, 3650)?;
    let mut conn = app.db.conn().await?;
    let settings = Arc::new(Settings::from(db::settings::update(&mut conn, &changes).await?));
    drop(conn);
    app.cached_settings.0.store(settings.clone());
    if let Err(error) = app.platform.bus.publish(&SettingsChanged {}).await {
        // Other copies read the settings anew at least every hour.
        tracing::debug!(%error, "could not tell other copies that the settings changed");
    }
    Ok(settings)
}
