//! The one row of settings.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{QueryResult, schema::platform_settings};

/// The settings as stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = platform_settings)]
pub struct SettingsRow {
    pub set_up_at: Option<DateTime<Utc>>,
    pub session_lifetime_hours: i32,
    pub audit_retention_days: i32,
    pub recording_retention_days: i32,
    pub terminal_recording: bool,
}

/// What changes; fields that are none stay.
#[derive(Clone, Debug, Default, AsChangeset)]
#[diesel(table_name = platform_settings)]
pub struct SettingsChanges {
    pub session_lifetime_hours: Option<i32>,
    pub audit_retention_days: Option<i32>,
    pub recording_retention_days: Option<i32>,
    pub terminal_recording: Option<bool>,
}

impl SettingsChanges {
    /// Whether nothing changes: diesel refuses an empty update.
    pub fn is_empty(&self) -> bool {
        self.session_lifetime_hours.is_none()
            && self.audit_retention_days.is_none()
            && self.recording_retention_days.is_none()
            && self.terminal_recording.is_none()
    }
}

/// The settings.
pub async fn load(conn: &mut AsyncPgConnection) -> QueryResult<SettingsRow> {
    Ok(platform_settings::table.select(SettingsRow::as_select()).first(conn).await?)
}

/// Changes them.
pub async fn update(
    conn: &mut AsyncPgConnection,
    changes: &SettingsChanges,
) -> QueryResult<SettingsRow> {
    if changes.is_empty() {
        return load(conn).await;
    }
    Ok(diesel::update(platform_settings::table)
        .set(changes)
        .returning(SettingsRow::as_returning())
        .get_result(conn)
        .await?)
}

/// Notes that the platform is set up. False when it already was.
pub async fn mark_set_up(conn: &mut AsyncPgConnection) -> QueryResult<bool> {
    let open = platform_settings::table.filter(platform_settings::set_up_at.is_null());
    let updated =
        diesel::update(open).set(platform_settings::set_up_at.eq(Utc::now())).execute(conn).await?;
    Ok(updated > 0)
}
