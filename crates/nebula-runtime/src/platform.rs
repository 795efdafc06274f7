//! All of the kit together, and a program's `main`.

use std::{
    cell::OnceCell,
    net::{SocketAddr, TcpListener},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use nebula_api::service_token::ServiceTokens;
use nebula_bus::Bus;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;
use uuid::Uuid;

use crate::{
    config::{ConfigError, Env, PlatformConfig},
    grpc::{self, Peers},
    health::Health,
    http,
    metrics::Metrics,
    presence::{self, ServiceReport},
    process,
    service_map::{MapError, ServiceMapWatch},
    tasks::Tasks,
    telemetry,
};

/// What any step of a program may fail with; `main` prints it as one line.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// From the word to stop, this long until the servers have drained ([`http::DRAIN`]) and the tasks
/// and transactions have ended.
const SERVE_DRAIN: Duration = Duration::from_secs(9);
/// From the word to stop, this long until the last traces are sent. Ten seconds is what
/// supervisors wait before they kill.
const TOTAL_DRAIN: Duration = Duration::from_millis(9500);

/// What every service has from its first line on. Clones share everything.
#[derive(Clone)]
pub struct Platform {
    /// The service's name in the map.
    pub service: &'static str,
    /// The program's version.
    pub version: &'static str,
    /// UUIDv7 made at start: another value means another process.
    pub instance_id: Arc<str>,
    /// When the process started.
    pub started_at: DateTime<Utc>,
    /// The settings all services share.
    pub config: Arc<PlatformConfig>,
    /// Where the other services are.
    pub map: Arc<ServiceMapWatch>,
    /// Events and durable work.
    pub bus: Bus,
    /// Tokens for calls between services.
    pub tokens: ServiceTokens,
    /// Channels to the other services.
    pub peers: Peers,
    /// The owner of all background tasks.
    pub tasks: Tasks,
    /// What this process depends on.
    pub health: Health,
    /// What this process counts.
    pub metrics: Metrics,
}

/// Why a process cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is missing or malformed.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The service map cannot be used.
    #[error("SERVICE_MAP: {0}")]
    Map(#[from] MapError),
    /// The map does not say where this service listens.
    #[error("SERVICE_MAP: service `{service}` has no {kind} address, so it cannot know its port")]
    NoAddress {
        /// This service.
        service: &'static str,
        /// `http` or `grpc`.
        kind: &'static str,
    },
    /// The port is taken or may not be used.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The sockets of a service, bound before anything else so that a taken port stops the start.
#[derive(Debug)]
pub struct Listeners {
    /// For HTTP.
    pub http: TcpListener,
    /// For gRPC.
    pub grpc: TcpListener,
}

impl Listeners {
    /// Binds the addresses that the map and the settings give to `service`.
    ///
    /// # Errors
    /// When an address is missing, taken or forbidden.
    pub fn bind(
        service: &'static str,
        map: &ServiceMapWatch,
        config: &PlatformConfig,
    ) -> Result<Self, StartError> {
        let entry = map.current().services.get(service).cloned();
        let http = entry.as_ref().and_then(|entry| entry.http.clone());
        let grpc = entry.as_ref().and_then(|entry| entry.grpc.clone());
        Ok(Self {
            http: listen(address(service, "http", config.http_listen, http, config)?)?,
            grpc: listen(address(service, "grpc", config.grpc_listen, grpc, config)?)?,
        })
    }
}

fn address(
    service: &'static str,
    kind: &'static str,
    own: Option<SocketAddr>,
    url: Option<Url>,
    config: &PlatformConfig,
) -> Result<SocketAddr, StartError> {
    own.or_else(|| {
        let port = url?.port_or_known_default()?;
        Some(SocketAddr::new(config.bind, port))
    })
    .ok_or(StartError::NoAddress { service, kind })
}

fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|source| StartError::Listen { address, source })
}

/// Chooses the one TLS implementation of the process. Safe to call again.
pub fn install_crypto() {
    // An error means that it is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Platform {
    /// Puts the kit together and starts following the map and reporting on the bus. Fails only for
    /// wrong settings: what is away now may come later.
    ///
    /// # Errors
    /// For wrong settings or an unusable service map.
    pub fn build(
        service: &'static str,
        version: &'static str,
        env: &Env,
    ) -> Result<Self, StartError> {
        install_crypto();
        let config = PlatformConfig::from_env(env)?;
        let map = Arc::new(ServiceMapWatch::load(config.service_map.clone(), env)?);
        let bus = Bus::connect(&config.redis_url, service).map_err(|error| ConfigError {
            name: "REDIS_URL".into(),
            problem: error.to_string(),
            expected: "a Redis address such as redis://:password@127.0.0.1:6379".into(),
        })?;
        let tokens = ServiceTokens::new(config.internal_token_key.clone(), service);
        let tasks = Tasks::new();
        let metrics = Metrics::new(service, version);
        metrics.register(|registry| tasks.register(registry));
        let health = Health::default();
        let pinged = bus.clone();
        health.depends_on("redis", true, move || {
            let bus = pinged.clone();
            async move { bus.health().await.map(drop).map_err(|error| error.to_string()) }
        });
        let watched = map.clone();
        health.depends_on("service-map", false, move || {
            let error = watched.state().error.clone();
            async move {
                match error {
                    None => Ok(()),
                    Some(error) => Err(format!("the newest file is refused: {error}")),
                }
            }
        });
        Ok(Self {
            service,
            version,
            instance_id: Uuid::now_v7().to_string().into(),
            started_at: Utc::now(),
            peers: Peers::new(map.clone(), tokens.clone()),
            config: Arc::new(config),
            map,
            bus,
            tokens,
            tasks,
            health,
            metrics,
        })
    }

    /// Starts what every service does in the background.
    pub fn start_background(&self) {
        let map = self.map.clone();
        self.tasks.spawn_loop("service-map", move |stop| map.clone().follow(stop));
        let platform = self.clone();
        self.tasks.spawn_loop("presence", move |stop| presence::report(platform.clone(), stop));
    }

    /// Cancelled when the process stops.
    pub fn stop_token(&self) -> CancellationToken {
        self.tasks.stop_token()
    }

    /// What this process says of itself now.
    pub fn report(&self) -> ServiceReport {
        ServiceReport {
            service: self.service.into(),
            version: self.version.into(),
            instance_id: self.instance_id.to_string(),
            started_at: self.started_at,
            resident_bytes: process::resident_bytes(),
        }
    }

    /// Runs a service that has only the operations endpoints and the platform RPC, until it is
    /// told to stop.
    ///
    /// # Errors
    /// When a listener cannot be used.
    pub async fn serve_operations(self, listeners: Listeners) -> Result<(), BoxError> {
        let server = http::operations_server(self.clone(), listeners.http)?;
        self.serve(server, listeners.grpc, |routes| routes).await
    }

    /// Runs the given HTTP server and the gRPC server until the process is told to stop or one of
    /// them ends, then drains both.
    ///
    /// # Errors
    /// When a server fails.
    pub async fn serve(
        self,
        server: actix_web::dev::Server,
        grpc: TcpListener,
        extend: impl FnOnce(tonic::service::Routes) -> tonic::service::Routes,
    ) -> Result<(), BoxError> {
        self.start_background();
        let stop = self.stop_token();
        let http = server.handle();
        let rpc = grpc::serve(self.clone(), grpc, extend, stop.clone());
        tracing::info!(service.version = self.version, "started");
        let drained = async {
            stop.cancelled().await;
            tracing::info!("stopping");
            let deadline = Instant::now() + SERVE_DRAIN;
            http.stop(true).await;
            deadline
        };
        // A process with one server of two would look alive and be half dead.
        let server = async {
            let served = server.await;
            stop.cancel();
            served
        };
        // Open gRPC streams must not hold the process past the drain.
        let bounded_rpc = async {
            tokio::pin!(rpc);
            let served = tokio::select! {
                served = &mut rpc => served,
                () = async { stop.cancelled().await; tokio::time::sleep(http::DRAIN).await } => Ok(()),
            };
            stop.cancel();
            served
        };
        let (served, rpc, deadline) = tokio::join!(server, bounded_rpc, drained);
        self.tasks.shut_down(deadline.saturating_duration_since(Instant::now())).await;
        served?;
        rpc
    }
}

/// How much of the machine a program takes for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// One thread for everything asynchronous: small services.
    One,
    /// Two: services that serve many at once.
    Two,
}

/// A program's `main`: reads the settings, binds the sockets, runs `serve` until SIGTERM or
/// Ctrl-C. `PROGRAM healthcheck` asks the running process's `/healthz` instead, for containers.
pub fn run<F, Fut>(
    service: &'static str,
    version: &'static str,
    threads: Threads,
    serve: F,
) -> ExitCode
where
    F: FnOnce(Platform, Listeners, Env) -> Fut,
    Fut: Future<Output = Result<(), BoxError>>,
{
    let runtime = match threads {
        Threads::One => tokio::runtime::Builder::new_current_thread().enable_all().build(),
        Threads::Two => {
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
        }
    };
    let result = runtime.map_err(BoxError::from).and_then(|runtime| {
        let checking = std::env::args().nth(1).is_some_and(|argument| argument == "healthcheck");
        let result = runtime.block_on(async {
            if checking { check(service).await } else { start(service, version, serve).await }
        });
        runtime.shutdown_timeout(Duration::from_millis(200));
        result
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{service}: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn start<F, Fut>(
    service: &'static str,
    version: &'static str,
    serve: F,
) -> Result<(), BoxError>
where
    F: FnOnce(Platform, Listeners, Env) -> Fut,
    Fut: Future<Output = Result<(), BoxError>>,
{
    let env = Env::load()?;
    let platform = Platform::build(service, version, &env)?;
    let telemetry = telemetry::install(service, version, &platform.instance_id, &platform.config)?;
    let listeners = Listeners::bind(service, &platform.map, &platform.config)?;
    let stop = platform.stop_token();
    let stopping = stop.clone();
    platform.tasks.spawn("signals", async move {
        tokio::select! {
            () = stop_signal() => stopping.cancel(),
            () = stopping.cancelled() => {}
        }
    });
    let stopped = OnceCell::new();
    let overdue = async {
        stop.cancelled().await;
        tokio::time::sleep_until(*stopped.get_or_init(Instant::now) + SERVE_DRAIN).await;
    };
    let result = tokio::select! {
        biased;
        result = serve(platform, listeners, env) => result,
        () = overdue => {
            tracing::warn!("not everything ended within the drain");
            Ok(())
        }
    };
    let deadline = *stopped.get_or_init(Instant::now) + TOTAL_DRAIN;
    // Sending blocks, and the collector may be away.
    let flushed = tokio::task::spawn_blocking(move || telemetry.flush());
    if tokio::time::timeout_at(deadline, flushed).await.is_err() {
        tracing::warn!("the last traces were not sent in time");
    }
    result
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

async fn check(service: &'static str) -> Result<(), BoxError> {
    let env = Env::load()?;
    let config = PlatformConfig::from_env(&env)?;
    let map = ServiceMapWatch::load(config.service_map.clone(), &env)?;
    let url = map.current().services.get(service).and_then(|entry| entry.http.clone());
    let mut address = address(service, "http", config.http_listen, url, &config)?;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let response = http::http_client()?.get(format!("http://{address}/healthz")).send().await?;
    response.error_for_status().map(drop).map_err(Into::into)
}
