//! Everything an operation needs.

use std::sync::Arc;

use nebula_db::{Database, DatabaseOptions};
use nebula_runtime::{Env, Platform, platform::BoxError};
use tokio::sync::watch;

use crate::{
    audit::RefusalThrottle,
    config::DashboardConfig,
    engines::Engines,
    host::Host,
    identity::Identities,
    live::Live,
    platform_state::Pulse,
    services::ServiceBoard,
    settings::{CachedSettings, Settings},
    setup::{self, SetupState},
    strangers::Strangers,
    tasks::TaskBoard,
    terminals::Terminals,
};

/// The dashboard's state. One a process, passed as `Arc<App>`.
pub struct App {
    /// What every service has.
    pub platform: Platform,
    /// The dashboard's own settings from the environment.
    pub config: DashboardConfig,
    /// The database `homelab_jarvis`.
    pub db: Database,
    /// For asking services whether they are well.
    pub http_client: nebula_runtime::http::Client,
    /// Whether the database's tables are up to date.
    pub migrated: watch::Sender<bool>,
    /// Whether the platform is set up.
    pub setup: SetupState,
    /// Proven identities.
    pub identities: Identities,
    /// Settings that administrators change.
    pub cached_settings: CachedSettings,
    /// Which refusals were written lately.
    pub refusals: RefusalThrottle,
    /// How often strangers asked.
    pub strangers: Strangers,
    /// Live events.
    pub live: Arc<Live>,
    /// Docker engines.
    pub engines: Engines,
    /// The machine's figures.
    pub host: Host,
    /// Services of the map.
    pub services: ServiceBoard,
    /// Long actions.
    pub tasks: TaskBoard,
    /// Open terminals.
    pub terminals: Terminals,
    /// The last pulse.
    pub pulse: Pulse,
}

impl App {
    /// Puts the dashboard together. Nothing is asked of the outside yet: PostgreSQL, Redis and
    /// Docker may come later.
    ///
    /// # Errors
    /// When a setting is missing or malformed, or the data folder cannot be made.
    pub fn build(platform: Platform, env: &Env) -> Result<Arc<Self>, BoxError> {
        let config = DashboardConfig::from_env(env)?;
        make_private_folder(&config.data_dir)?;
        make_private_folder(&config.data_dir.join("recordings"))?;
        let options = DatabaseOptions {
            application_name: platform.service.into(),
            ..DatabaseOptions::default()
        };
        let db = Database::connect(&config.database_url, &config.database, options)
            .map_err(|error| format!("DATABASE_URL: {error}"))?;
        let (pinged, migrated) = (db.clone(), watch::Sender::new(false));
        let up_to_date = migrated.subscribe();
        platform.health.depends_on("postgresql", true, move || {
            let (db, up_to_date) = (pinged.clone(), *up_to_date.borrow());
            async move {
                db.ping().await.map_err(|error| error.to_string())?;
                up_to_date.then_some(()).ok_or_else(|| setup::NOT_MIGRATED.into())
            }
        });
        let engines = Engines::new(&platform.map.current(), config.docker_host.as_deref());
        Ok(Arc::new(Self {
            http_client: nebula_runtime::http_client()?,
            migrated,
            setup: SetupState::remembered(&config.data_dir),
            identities: Identities::default(),
            cached_settings: CachedSettings::default(),
            refusals: RefusalThrottle::default(),
            strangers: Strangers::default(),
            live: Arc::default(),
            engines,
            host: Host::default(),
            services: ServiceBoard::default(),
            tasks: TaskBoard::default(),
            terminals: Terminals::default(),
            pulse: Pulse::default(),
            platform,
            config,
            db,
        }))
    }

    /// The settings as last read.
    pub fn settings(&self) -> Arc<Settings> {
        self.cached_settings.get()
    }
}

fn make_private_folder(path: &std::path::Path) -> Result<(), BoxError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(|error| format!("NEBULA_DATA_DIR: cannot make {}: {error}", path.display()).into())
}
