//! The loops of the dashboard.

use std::{sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use futures_util::StreamExt;
use nebula_bus::BusMessage;
use nebula_runtime::CancellationToken;

use crate::{
    app::App, db, engines, host, identity::AccessChanged, platform_state, recordings, services,
    settings, setup,
};

/// A migration that failed is tried again at least this often.
const MIGRATE_AGAIN: Duration = Duration::from_secs(60);
/// How often what is too old is removed.
const CLEAN_EVERY: Duration = Duration::from_secs(3600);

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
    tasks.spawn_loop("access-changes", move |stop| hear_access_changes(it.clone(), stop));
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

/// Another copy of the dashboard changed who may do what.
async fn hear_access_changes(app: Arc<App>, stop: CancellationToken) {
    let mut messages = app.platform.bus.subscribe(["nebula.access.changed"]);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            message = messages.next() => match message {
                None => return,
                Some(BusMessage::Resubscribed) => app.identities.forget_all(),
                Some(BusMessage::Event(event)) => {
                    if event.is::<AccessChanged>() {
                        app.identities.forget_all();
                    }
                }
            },
        }
    }
}

async fn clean(app: Arc<App>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(CLEAN_EVERY) => {}
        }
        if let Err(error) = clean_once(&app).await {
            tracing::warn!(%error, "cleaning is tried again in an hour");
        }
    }
}

async fn clean_once(app: &App) -> nebula_api::Result<()> {
    let settings = settings::load(app).await?;
    let mut conn = app.db.conn().await?;
    db::sessions::delete_expired(&mut conn).await?;
    db::throttles::delete_old(&mut conn, TimeDelta::days(1)).await?;
    let oldest = Utc::now() - TimeDelta::days(settings.audit_retention_days.into());
    let removed = db::audit::delete_before(&mut conn, oldest).await?;
    drop(conn);
    if removed > 0 {
        tracing::info!(audit.removed = removed, "old audit entries removed");
    }
    recordings::delete_old(app, settings.recording_retention_days).await
}
