//! gRPC between services: the server every service has, and channels to the others.
//!
//! A caller names a service, never an address: [`Peers`] finds it in the map, keeps one channel
//! that reconnects by itself, follows the map when the address changes, and puts a fresh service
//! token, a deadline and the trace on every call. The standard health service and reflection are
//! open, everything else asks for a token.

use std::{
    collections::HashMap,
    net::TcpListener,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use nebula_api::service_token::{AttachToken, ServiceTokens};
use nebula_proto::platform::v1::{
    Dependency, GetStatusRequest, GetStatusResponse, dependency,
    platform_client::PlatformClient,
    platform_server::{Platform as PlatformRpc, PlatformServer},
};
use opentelemetry::propagation::{Extractor, Injector};
use tokio_stream::wrappers::TcpListenerStream;
use tokio_util::sync::CancellationToken;
use tonic::{
    Request, Response, Status,
    metadata::{MetadataKey, MetadataMap, MetadataValue},
    service::{Interceptor, Routes, interceptor::InterceptedService},
    transport::{Channel, ClientTlsConfig, Endpoint, Server},
};
use tonic_health::ServingStatus;
use url::Url;

use crate::{health::DependencyState, platform::Platform, service_map::ServiceMapWatch, telemetry};

/// How long a call may take when the caller sets no deadline of its own.
pub const DEADLINE: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const HEALTH_INTERVAL: Duration = Duration::from_secs(5);

/// Serves gRPC on `listener` until `stop`: health, reflection, the platform service, and what
/// `extend` adds.
///
/// # Errors
/// When the listener cannot be used or the reflection data is damaged.
pub async fn serve(
    platform: Platform,
    listener: TcpListener,
    extend: impl FnOnce(Routes) -> Routes,
    stop: CancellationToken,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let (reporter, health) = tonic_health::server::health_reporter();
    let reflection = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(nebula_proto::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .build_v1()?;
    let own = PlatformServer::with_interceptor(
        PlatformStatus { platform: platform.clone() },
        platform.tokens.require(),
    );
    let routes = extend(Routes::new(health).add_service(reflection).add_service(own));
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let following = follow_health(platform, reporter, stop.clone());
    let serving = Server::builder()
        .trace_fn(|request| {
            let span = tracing::info_span!(
                "rpc",
                otel.name = request.uri().path(),
                otel.kind = "server",
                rpc.method = request.uri().path(),
            );
            telemetry::continue_trace(&span, &HttpHeaders(request.headers()));
            span
        })
        .concurrency_limit_per_connection(256)
        .add_routes(routes)
        .serve_with_incoming_shutdown(TcpListenerStream::new(listener), stop.cancelled_owned());
    let (served, ()) = tokio::join!(serving, following);
    served.map_err(Into::into)
}

async fn follow_health(
    platform: Platform,
    reporter: tonic_health::server::HealthReporter,
    stop: CancellationToken,
) {
    loop {
        let ready = platform.health.readiness().await.ready;
        let status = if ready { ServingStatus::Serving } else { ServingStatus::NotServing };
        reporter.set_service_status("", status).await;
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(HEALTH_INTERVAL) => {}
        }
    }
    reporter.set_service_status("", ServingStatus::NotServing).await;
}

struct PlatformStatus {
    platform: Platform,
}

#[tonic::async_trait]
impl PlatformRpc for PlatformStatus {
    async fn get_status(
        &self,
        _request: Request<GetStatusRequest>,
    ) -> Result<Response<GetStatusResponse>, Status> {
        let report = self.platform.report();
        let readiness = self.platform.health.readiness().await;
        let dependencies = readiness.dependencies.into_iter().map(|dependency| {
            let state = match dependency.state {
                DependencyState::Up => dependency::State::Up,
                DependencyState::Down => dependency::State::Down,
            };
            Dependency {
                name: dependency.name.into(),
                state: state.into(),
                detail: dependency.detail.unwrap_or_default(),
                required: dependency.required,
            }
        });
        Ok(Response::new(GetStatusResponse {
            service: report.service,
            version: report.version,
            instance_id: report.instance_id,
            started_at_ms: report.started_at.timestamp_millis(),
            resident_bytes: report.resident_bytes.unwrap_or(0),
            dependencies: dependencies.collect(),
        }))
    }
}

/// Why a peer cannot be called.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    /// The map does not name it, or gives it no gRPC address.
    #[error("the service map gives no gRPC address for `{0}`")]
    Unknown(String),
    /// Its address cannot be used.
    #[error("the gRPC address of `{service}` cannot be used: {source}")]
    Address {
        /// The service.
        service: String,
        /// What is wrong.
        source: tonic::transport::Error,
    },
}

/// A channel that proves who calls and passes the trace on.
pub type PeerChannel = InterceptedService<Channel, Outgoing>;

/// Channels to the other services. Clones share them.
#[derive(Clone)]
pub struct Peers {
    map: Arc<ServiceMapWatch>,
    tokens: ServiceTokens,
    channels: Arc<Mutex<HashMap<String, (Url, Channel)>>>,
}

impl Peers {
    /// Peers found in `map`, called with `tokens`.
    pub fn new(map: Arc<ServiceMapWatch>, tokens: ServiceTokens) -> Self {
        Self { map, tokens, channels: Arc::default() }
    }

    /// A channel to the service named `service` in the map. It connects when first used.
    ///
    /// # Errors
    /// When the map gives no usable gRPC address.
    pub fn channel(&self, service: &str) -> Result<PeerChannel, PeerError> {
        let map = self.map.current();
        let url = map
            .services
            .get(service)
            .and_then(|entry| entry.grpc.clone())
            .ok_or_else(|| PeerError::Unknown(service.into()))?;
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let channel = match channels.get(service) {
            Some((known, channel)) if *known == url => channel.clone(),
            _ => {
                let channel = connect(&url)
                    .map_err(|source| PeerError::Address { service: service.into(), source })?;
                channels.insert(service.into(), (url, channel.clone()));
                channel
            }
        };
        let token = self.tokens.attach_for(service);
        Ok(InterceptedService::new(channel, Outgoing { token }))
    }

    /// A client of what every service answers about itself.
    ///
    /// # Errors
    /// As [`Self::channel`].
    pub fn platform(&self, service: &str) -> Result<PlatformClient<PeerChannel>, PeerError> {
        self.channel(service).map(PlatformClient::new)
    }
}

fn connect(url: &Url) -> Result<Channel, tonic::transport::Error> {
    let mut endpoint = Endpoint::from_shared(url.to_string())?
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(DEADLINE)
        .http2_keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(10));
    if url.scheme() == "https" {
        endpoint = endpoint.tls_config(ClientTlsConfig::new().with_enabled_roots())?;
    }
    Ok(endpoint.connect_lazy())
}

/// Puts token and trace on each outgoing call.
#[derive(Clone)]
pub struct Outgoing {
    token: AttachToken,
}

impl Interceptor for Outgoing {
    fn call(&mut self, request: Request<()>) -> Result<Request<()>, Status> {
        let mut request = self.token.call(request)?;
        telemetry::inject_trace(&mut MetadataWriter(request.metadata_mut()));
        Ok(request)
    }
}

struct HttpHeaders<'a>(&'a http::HeaderMap);

impl Extractor for HttpHeaders<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}

struct MetadataWriter<'a>(&'a mut MetadataMap);

impl Injector for MetadataWriter<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(key), Ok(value)) =
            (MetadataKey::from_bytes(key.as_bytes()), MetadataValue::try_from(value))
        {
            self.0.insert(key, value);
        }
    }
}
