//! The loops of the dashboard.

use std::{sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use futures_util::StreamExt;
use nebula_bus::{BusMessage, Event};
use nebula_runtime::CancellationToken;

use crate::{
    app::App,
    db, engines, host,
    identity::AccessChanged,
    platform_state, recordings, services,
    settings::{self, SettingsChanged},
    setup,
};

/// A migration that failed is tried again at least this often.
const MIGRATE_AGAIN: Duration = Duration::from_secs(60);
/// How often what is too old is removed.
const CLEAN_EVERY: Duration = Duration::from_secs(3600);
/// So many entries of the audit log are removed at once.
const AUDIT_BATCH: i64 = 5_000;

/// Starts all of them.
pub fn start(app: &Arc<App>) {
    let tasks = &app.platform.tasks;
    let with = |app: &Arc<App>| app.clone();
    let it = with(app);
    tasks.spawn("database", prepare_database(it));
    let it = with(app);
    tasks.spawn_loop("engines", move |stop| engines::follow(it.clone(), stop));
    let it = with(app);
    tasks.spawn_loop("host", move |stop| host::sample(it.clone(), stop));
    let it = with(app);
    tasks.spawn_loop("services", move |stop| services::follow(it.clone(), stop));
    let it = with(app);
    tasks.spawn_loop("service-reports", move |stop| services::listen(it.clone(), stop));
    let it = with(app);
    tasks.spawn_loop("pulse", move |stop| platform_state::follow(it.clone(), stop));
    let it = with(app);
    tasks.spawn_loop("changes", move |stop| hear_changes(it.clone(), stop));
    let it = with(app);
    tasks.spawn_loop("cleaning", move |stop| clean(it.clone(), stop));
}

/// Migrates the database as soon as it is there, then reads what is needed from it.
async fn prepare_database(app: Arc<App>) {
    let stop = app.platform.stop_token();
    let mut wait = Duration::from_secs(1);
    loop {
        match app.db.migrate_with_retry(&db::MIGRATIONS, stop.clone().cancelled_owned()).await {
            Ok(true) => break,
            Ok(false) => return,
            // Someone may mend it: a right that is missing, a disk that is full.
            Err(error) => tracing::error!(%error, "the database cannot be migrated; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => wait = (wait * 2).min(MIGRATE_AGAIN),
        }
    }
    app.migrated.send_replace(true);
    app.services.hurry();
    let mut wait = Duration::from_millis(100);
    loop {
        let read = async {
            settings::load(&app).await?;
            recordings::interrupt_open(&app).await?;
            setup::refresh(&app).await
        };
        match read.await {
            Ok(_) => return,
            Err(error) => tracing::warn!(%error, "the database's settings cannot be read yet"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => wait = (wait * 2).min(Duration::from_secs(5)),
        }
    }
}

/// Another copy of the dashboard changed who may do what, or the settings.
async fn hear_changes(app: Arc<App>, stop: CancellationToken) {
    let mut messages = app.platform.bus.subscribe([AccessChanged::TYPE, SettingsChanged::TYPE]);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            message = messages.next() => match message {
                None => return,
                Some(BusMessage::Resubscribed) => {
                    app.identities.forget_all();
                    reload_settings(&app).await;
                }
                Some(BusMessage::Event(event)) => {
                    if event.is::<AccessChanged>() {
                        app.identities.forget_all();
                    } else if event.is::<SettingsChanged>() {
                        reload_settings(&app).await;
                    }
                }
            },
        }
    }
}

async fn reload_settings(app: &App) {
    if let Err(error) = settings::load(app).await {
        // Cleaning reads them again within the hour.
        tracing::debug!(%error, "the changed settings cannot be read");
    }
}

/// Removes what is too old, as soon as the database is ready and then every hour.
async fn clean(app: Arc<App>, stop: CancellationToken) {
    let mut migrated = app.migrated.subscribe();
    let ready = async { migrated.wait_for(|migrated| *migrated).await.is_ok() };
    tokio::select! {
        () = stop.cancelled() => return,
        ready = ready => if !ready { return },
    }
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = clean_once(&app) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(CLEAN_EVERY) => {}
        }
    }
}

/// What cannot be removed of one kind must not keep the others.
async fn clean_once(app: &App) {
    let note = |what: &'static str, result: nebula_api::Result<()>| {
        if let Err(error) = result {
            tracing::warn!(%error, what, "cleaning is tried again in an hour");
        }
    };
    let settings = match settings::load(app).await {
        Ok(settings) => settings,
        Err(error) => return note("settings", Err(error)),
    };
    note("sessions", clean_sessions(app).await);
    note("sign-in failures", clean_throttles(app).await);
    note("audit log", clean_audit(app, settings.audit_retention_days).await);
    note("recordings", recordings::delete_old(app, settings.recording_retention_days).await);
}

async fn clean_sessions(app: &App) -> nebula_api::Result<()> {
    db::sessions::delete_expired(&mut *app.db.conn().await?).await?;
    Ok(())
}

async fn clean_throttles(app: &App) -> nebula_api::Result<()> {
    db::throttles::delete_old(&mut *app.db.conn().await?, TimeDelta::days(1)).await?;
    Ok(())
}

/// In batches: one statement for a year of entries would run into its time limit, every time.
async fn clean_audit(app: &App, days: i32) -> nebula_api::Result<()> {
    let oldest = Utc::now() - TimeDelta::days(days.into());
    let mut removed = 0;
    loop {
        let mut conn = app.db.conn().await?;
        let batch = db::audit::delete_before(&mut conn, oldest, AUDIT_BATCH).await?;
        removed += batch;
        if batch == 0 {
            break;
        }
    }
    if removed > 0 {
        tracing::info!(audit.removed = removed, "old audit entries removed");
    }
    Ok(())
}
