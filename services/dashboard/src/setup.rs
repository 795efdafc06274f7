//! The first run: a one-time token, checks of what the platform needs, the first administrator.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU8, Ordering},
    time::{Duration, Instant},
};

use nebula_api::{Error, Result};
use nebula_docker::EngineStatus;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::Role,
    app::App,
    db,
    sessions::{self, NewLogin, Origin},
    users::{self, CreateUser},
};

const UNKNOWN: u8 = 0;
const REQUIRED: u8 = 1;
const DONE: u8 = 2;

/// What is said while the database answers and its tables are not up to date.
pub const NOT_MIGRATED: &str =
    "answers, but its tables are not up to date yet: this is tried again and again";

/// Whether the platform is set up. Goes back only when the database is replaced by an empty one.
pub struct SetupState(AtomicU8);

impl SetupState {
    /// Whether setup is still to be done; none while the database could not be asked yet.
    pub fn required(&self) -> Option<bool> {
        match self.0.load(Ordering::Acquire) {
            UNKNOWN => None,
            state => Some(state == REQUIRED),
        }
    }

    /// What the marker in the data folder tells: without it, a platform that starts while its
    /// database is away would offer to be set up again.
    pub fn remembered(data_dir: &Path) -> Self {
        let state = if marker_path(data_dir).exists() { DONE } else { UNKNOWN };
        Self(AtomicU8::new(state))
    }

    fn set(&self, required: bool) {
        self.0.store(if required { REQUIRED } else { DONE }, Ordering::Release);
    }
}

/// How a check of setup went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// As it should be.
    Ok,
    /// The platform works without it, with less.
    Warning,
    /// The platform cannot work without it.
    Failed,
}

/// One check of what the platform needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetupCheck {
    /// `postgresql`, `redis`, `docker` or `service_map`.
    pub name: &'static str,
    /// How it went.
    pub status: CheckStatus,
    /// What was found.
    pub detail: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// How long the answer took, in milliseconds.
    pub latency_ms: Option<f64>,
}

/// Whether setup is to be done, and how the platform's needs are met.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Setup {
    /// Whether setup is to be done.
    pub required: bool,
    /// The checks; empty once set up.
    pub checks: Vec<SetupCheck>,
}

/// The first administrator, as sent by the wizard.
#[derive(Debug)]
pub struct FirstAdmin {
    /// The one-time token.
    pub setup_token: SecretString,
    /// The name to sign in with.
    pub username: String,
    /// Where to reach the administrator.
    pub email: String,
    /// The password.
    pub password: SecretString,
}

/// Where the one-time token lies while setup is to be done.
pub fn token_path(data_dir: &Path) -> PathBuf {
    data_dir.join("setup-token")
}

/// What lies there once the platform is set up.
fn marker_path(data_dir: &Path) -> PathBuf {
    data_dir.join("set-up")
}

/// Makes or removes the marker. It only serves starts without a database, so a data folder that
/// cannot be written is no reason to fail.
fn mark(data_dir: &Path, required: bool) {
    let path = marker_path(data_dir);
    let marked = match (required, path.exists()) {
        (true, true) => std::fs::remove_file(&path),
        (false, false) => private_file(&path).map(drop),
        (true, false) | (false, true) => Ok(()),
    };
    if let Err(error) = marked {
        tracing::warn!(%error, file = %path.display(), "cannot note whether the platform is set up");
    }
}

fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Reads from the database whether setup is to be done, and makes or removes the token.
///
/// # Errors
/// `Unavailable` when the database is away, `Internal` when the data folder cannot be written.
pub async fn refresh(app: &App) -> Result<bool> {
    let mut conn = app.db.conn().await?;
    let required = db::settings::load(&mut conn).await?.set_up_at.is_none();
    drop(conn);
    let path = token_path(&app.config.data_dir);
    if required {
        let token = read_or_make_token(&path).map_err(Error::internal)?;
        if app.setup.required() != Some(true) {
            // The one place where a secret is logged on purpose: whoever reads the log of a
            // platform that belongs to nobody yet is its owner. It works once.
            tracing::warn!(setup_token = token.expose_secret(), "setup is waiting for this token");
        }
    } else {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::internal(error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    mark(&app.config.data_dir, required);
    app.setup.set(required);
    Ok(required)
}

fn read_or_make_token(path: &Path) -> std::io::Result<SecretString> {
    if let Ok(token) = std::fs::read_to_string(path) {
        let token = token.trim();
        if token.len() >= 32 {
            return Ok(SecretString::from(token));
        }
    }
    let token = nebula_vault::random_token(24);
    writeln!(private_file(path)?, "{}", token.expose_secret())?;
    Ok(token)
}

/// Whether setup is to be done, with the checks if it is.
///
/// # Errors
/// Never while setup is to be done: the checks tell what is missing.
pub async fn status(app: &App) -> Result<Setup> {
    let done = || Setup { required: false, checks: Vec::new() };
    if app.setup.required() == Some(false) {
        return Ok(done());
    }
    let (postgresql, redis) = tokio::join!(check_postgresql(app), check_redis(app));
    // Asking the database may have told that it is done.
    if app.setup.required() == Some(false) {
        return Ok(done());
    }
    let checks = vec![postgresql, redis, check_docker(app), check_service_map(app)];
    Ok(Setup { required: true, checks })
}

fn milliseconds(elapsed: Duration) -> Option<f64> {
    Some((elapsed.as_secs_f64() * 10_000.0).round() / 10.0)
}

async fn check_postgresql(app: &App) -> SetupCheck {
    let name = "postgresql";
    let began = Instant::now();
    let ready = match app.db.ping().await {
        Ok(_) => refresh(app).await.map_err(|error| error.detail()).and_then(|_| {
            let migrated = *app.migrated.borrow();
            migrated.then_some(()).ok_or_else(|| format!("PostgreSQL {NOT_MIGRATED}."))
        }),
        Err(error) => Err(Error::from(error).detail()),
    };
    match ready {
        Ok(()) => SetupCheck {
            name,
            status: CheckStatus::Ok,
            detail: format!("PostgreSQL answers, the database `{}` is up to date.", app.db.name()),
            hint: None,
            latency_ms: milliseconds(began.elapsed()),
        },
        Err(detail) => SetupCheck {
            name,
            status: CheckStatus::Failed,
            detail,
            hint: Some(
                "Check that PostgreSQL runs and that DATABASE_URL names it; the dashboard \
                 connects by itself once it does."
                    .into(),
            ),
            latency_ms: None,
        },
    }
}

async fn check_redis(app: &App) -> SetupCheck {
    let name = "redis";
    let began = Instant::now();
    match app.platform.bus.health().await {
        Ok(_) => SetupCheck {
            name,
            status: CheckStatus::Ok,
            detail: "Redis answers.".into(),
            hint: None,
            latency_ms: milliseconds(began.elapsed()),
        },
        Err(_) => SetupCheck {
            name,
            status: CheckStatus::Failed,
            detail: "Redis does not answer.".into(),
            hint: Some("Check that Redis runs and that REDIS_URL names it.".into()),
            latency_ms: None,
        },
    }
}

fn check_docker(app: &App) -> SetupCheck {
    let info = app.engines.local().map(|engine| crate::engines::info(&engine));
    let status = info.as_ref().map_or(EngineStatus::Absent, |info| info.status);
    let wrong = info.and_then(|info| info.detail);
    let (status, detail, hint) = match status {
        EngineStatus::Connected => {
            (CheckStatus::Ok, "The local Docker engine answers.".to_owned(), None)
        }
        EngineStatus::Connecting => {
            (CheckStatus::Warning, "Connecting to the local Docker engine.".into(), None)
        }
        EngineStatus::Unreachable => (
            CheckStatus::Warning,
            wrong.unwrap_or_else(|| "The local Docker engine does not answer.".into()),
            Some(
                "Start it (`systemctl start docker`), and check that the dashboard's user may \
                 use its socket (group `docker`)."
                    .into(),
            ),
        ),
        EngineStatus::Absent => (
            CheckStatus::Warning,
            "There is no Docker engine on this machine.".into(),
            Some(crate::engines::HOW_TO_GET_DOCKER.into()),
        ),
    };
    SetupCheck { name: "docker", status, detail, hint, latency_ms: None }
}

fn check_service_map(app: &App) -> SetupCheck {
    let state = app.platform.map.state();
    let (status, detail, hint) = match &state.error {
        None => {
            let services = state.map.services.len();
            let nodes = state.map.nodes.len();
            let detail = format!("The service map is valid: {services} services, {nodes} nodes.");
            (CheckStatus::Ok, detail, None)
        }
        Some(error) => (
            CheckStatus::Warning,
            format!("The newest service map is refused: {error}."),
            Some("Correct the file; it is read again by itself.".into()),
        ),
    };
    SetupCheck { name: "service_map", status, detail, hint, latency_ms: None }
}

/// Creates the first administrator, marks the platform as set up and signs in.
///
/// # Errors
/// `Conflict` when it is set up, `Forbidden` for a wrong token, `RateLimited` after too many,
/// `Invalid` for a wrong name, address or password.
pub async fn complete(app: &App, first: FirstAdmin, origin: &Origin) -> Result<NewLogin> {
    let already = || Error::Conflict("The platform is set up already. Sign in.".into());
    if !refresh(app).await? {
        return Err(already());
    }
    // By address only: whoever guesses must not lock the owner out.
    let scopes = [format!("setup:{}", origin.address), format!("address:{}", origin.address)];
    let mut conn = app.db.conn().await?;
    sessions::refuse_blocked(db::throttles::blocked_until(&mut conn, &scopes).await?)?;
    drop(conn);
    let path = token_path(&app.config.data_dir);
    let expected = read_or_make_token(&path).map_err(Error::internal)?;
    let right = nebula_vault::constant_time_eq(
        &nebula_vault::hash_token(first.setup_token.expose_secret().trim()),
        &nebula_vault::hash_token(expected.expose_secret()),
    );
    if !right {
        sessions::count_failure(app, &scopes).await?;
        return Err(Error::Forbidden(
            "The setup token is wrong. `scripts/up` prints it, and it is in the dashboard's log."
                .into(),
        ));
    }
    let row = users::prepare(CreateUser {
        username: first.username,
        email: first.email,
        role: Role::Admin,
        password: first.password,
    })
    .await?;
    let user = app
        .db
        .transaction(async move |conn| {
            if !db::settings::mark_set_up(conn).await? {
                return Err(Error::Conflict("The platform is set up already. Sign in.".into()));
            }
            users::insert(conn, &row).await
        })
        .await?;
    refresh(app).await?;
    sessions::begin(app, user, origin, &scopes[0]).await
}
