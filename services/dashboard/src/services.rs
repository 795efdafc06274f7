//! The services of the map: where they are, whether they are well, and if not, why.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use nebula_bus::BusMessage;
use nebula_proto::platform::v1::{GetStatusRequest, GetStatusResponse, dependency};
use nebula_runtime::{
    CancellationToken,
    health::DependencyState,
    presence::{ServiceReported, ServiceStarted, ServiceStopped},
    service_map::{ServiceEntry, ServiceMap},
};
use serde::Serialize;
use tokio::sync::Notify;
use utoipa::ToSchema;

use crate::{app::App, live::Topic};

/// How often every service is asked.
const INTERVAL: Duration = Duration::from_secs(10);
/// How long one may take to answer.
const TIMEOUT: Duration = Duration::from_secs(3);
/// So many are asked at once.
const AT_ONCE: usize = 16;

/// How a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStatus {
    /// It answers and has what it needs.
    Healthy,
    /// It answers and misses something.
    Degraded,
    /// It does not answer.
    Down,
    /// It has no address to ask, or was not asked yet.
    Unknown,
}

/// Whether something a service needs is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DependencyStatus {
    /// It is.
    Up,
    /// It is not.
    Down,
    /// The service does not say.
    Unknown,
}

/// Something a service needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ServiceDependency {
    /// What.
    pub name: String,
    /// Whether it is there.
    pub status: DependencyStatus,
    /// What is wrong.
    pub detail: Option<String>,
}

/// A service of the map.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Service {
    /// Its name in the map.
    pub name: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// The node it runs on.
    pub node: Option<String>,
    /// How it is.
    pub status: ServiceStatus,
    /// What is wrong.
    pub detail: Option<String>,
    /// Its HTTP address.
    pub http_url: Option<String>,
    /// Its gRPC address.
    pub grpc_url: Option<String>,
    /// The path that tells whether it is ready.
    pub health_path: String,
    /// Its program's version.
    pub version: Option<String>,
    /// Another value means another process.
    pub instance_id: Option<String>,
    /// When its process started.
    pub started_at: Option<DateTime<Utc>>,
    /// Its resident memory.
    pub resident_bytes: Option<u64>,
    /// How long its last answer took, in milliseconds.
    pub response_time_ms: Option<f64>,
    /// When it was asked last.
    pub checked_at: Option<DateTime<Utc>>,
    /// Since when it is as it is.
    pub changed_at: Option<DateTime<Utc>>,
    /// The services it needs, by the map.
    pub depends_on: Vec<String>,
    /// Words to group and filter by.
    pub tags: Vec<String>,
    /// What it needs, by its own word.
    pub dependencies: Vec<ServiceDependency>,
}

/// What is known of all services.
#[derive(Default)]
pub struct ServiceBoard {
    services: Mutex<BTreeMap<String, Service>>,
    hurry: Notify,
}

impl ServiceBoard {
    /// All services by name.
    pub fn list(&self) -> Vec<Service> {
        let services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        services.values().cloned().collect()
    }

    /// Has every service asked soon: something changed that matters to them.
    pub fn hurry(&self) {
        self.hurry.notify_one();
    }

    /// Takes over what a check found; returns the service if anything but figures changed.
    fn put(&self, mut found: Service) -> (Service, bool) {
        let mut services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        let before = services.get(&found.name);
        found.changed_at = match before {
            Some(before) if before.status == found.status => before.changed_at,
            _ => found.checked_at,
        };
        let changed = before.is_none_or(|before| {
            let quiet = |service: &Service| Service {
                checked_at: None,
                response_time_ms: None,
                resident_bytes: None,
                ..service.clone()
            };
            quiet(before) != quiet(&found)
        });
        services.insert(found.name.clone(), found.clone());
        (found, changed)
    }

    fn retain(&self, map: &ServiceMap) {
        let mut services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        services.retain(|name, _| map.services.contains_key(name));
    }
}

/// Asks every service until `stop`: regularly, when the map changes, and when one reports that it
/// started or stopped.
pub async fn follow(app: Arc<App>, stop: CancellationToken) {
    let mut map_changes = app.platform.map.changes();
    loop {
        let map = app.platform.map.current();
        app.services.retain(&map);
        check_all(&app, &map).await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(INTERVAL) => {}
            () = app.services.hurry.notified() => {}
            _ = map_changes.changed() => {}
        }
    }
}

/// Listens to what services say of themselves, until `stop`.
pub async fn listen(app: Arc<App>, stop: CancellationToken) {
    let mut messages = app.platform.bus.subscribe(["nebula.service.*"]);
    loop {
        let message = tokio::select! {
            () = stop.cancelled() => return,
            message = messages.next() => message,
        };
        let hurry = match message {
            None => return,
            Some(BusMessage::Resubscribed) => true,
            // A regular report of a process that is known changes nothing.
            Some(BusMessage::Event(event)) if event.is::<ServiceReported>() => {
                event.data_as::<ServiceReported>().is_ok_and(|report| {
                    let services =
                        app.services.services.lock().unwrap_or_else(PoisonError::into_inner);
                    services.get(&report.0.service).is_none_or(|known| {
                        known.instance_id.as_ref() != Some(&report.0.instance_id)
                            || known.status != ServiceStatus::Healthy
                    })
                })
            }
            Some(BusMessage::Event(event)) => {
                event.is::<ServiceStarted>() || event.is::<ServiceStopped>()
            }
        };
        if hurry {
            app.services.hurry();
        }
    }
}

async fn check_all(app: &Arc<App>, map: &Arc<ServiceMap>) {
    stream::iter(map.services.keys().cloned().collect::<Vec<_>>())
        .for_each_concurrent(AT_ONCE, |name| {
            let (app, map) = (app.clone(), map.clone());
            async move {
                let Some(entry) = map.services.get(&name) else { return };
                let (service, changed) = app.services.put(check(&app, &name, entry).await);
                if changed {
                    app.live.publish(Topic::Services, "service_updated", &service);
                } else {
                    app.live.publish_figures(Topic::Services, "service_updated", &service);
                }
            }
        })
        .await;
}

async fn check(app: &App, name: &str, entry: &ServiceEntry) -> Service {
    let mut service = Service {
        name: name.to_owned(),
        description: entry.description.clone(),
        node: entry.node.clone(),
        status: ServiceStatus::Unknown,
        detail: None,
        http_url: entry.http.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned()),
        grpc_url: entry.grpc.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned()),
        health_path: entry.health.clone(),
        version: None,
        instance_id: None,
        started_at: None,
        resident_bytes: None,
        response_time_ms: None,
        checked_at: None,
        changed_at: None,
        depends_on: entry.depends_on.clone(),
        tags: entry.tags.clone(),
        dependencies: Vec::new(),
    };
    // What the dashboard itself depends on is known better from its own connections.
    if entry.http.is_none() {
        let own = app.platform.health.readiness().await;
        if let Some(dependency) = own.dependencies.iter().find(|d| d.name == name) {
            service.checked_at = Some(Utc::now());
            service.detail = dependency.detail.clone();
            service.response_time_ms = dependency.latency_ms;
            service.status = match dependency.state {
                DependencyState::Up => ServiceStatus::Healthy,
                DependencyState::Down => ServiceStatus::Down,
            };
        }
        return service;
    }
    let began = Instant::now();
    let (http, grpc) = tokio::join!(ask_http(app, entry), ask_grpc(app, name, entry));
    service.checked_at = Some(Utc::now());
    if let Some(status) = grpc {
        service.version = Some(status.version);
        service.instance_id = Some(status.instance_id);
        service.started_at = DateTime::from_timestamp_millis(status.started_at_ms);
        service.resident_bytes = Some(status.resident_bytes).filter(|bytes| *bytes > 0);
        service.dependencies = status
            .dependencies
            .into_iter()
            .map(|dependency| ServiceDependency {
                status: match dependency.state() {
                    dependency::State::Up => DependencyStatus::Up,
                    dependency::State::Down => DependencyStatus::Down,
                    dependency::State::Unspecified => DependencyStatus::Unknown,
                },
                name: dependency.name,
                detail: Some(dependency.detail).filter(|detail| !detail.is_empty()),
            })
            .collect();
    }
    match http {
        Err(reason) => {
            service.status = ServiceStatus::Down;
            service.detail = Some(reason);
        }
        Ok((answer, elapsed)) => {
            service.response_time_ms = Some((elapsed.as_secs_f64() * 10_000.0).round() / 10.0);
            let missing: Vec<&str> = service
                .dependencies
                .iter()
                .filter(|dependency| dependency.status == DependencyStatus::Down)
                .map(|dependency| dependency.name.as_str())
                .collect();
            (service.status, service.detail) = if (200..300).contains(&answer) {
                (ServiceStatus::Healthy, None)
            } else if missing.is_empty() {
                (ServiceStatus::Degraded, Some(format!("{} answers {answer}", entry.health)))
            } else {
                (ServiceStatus::Degraded, Some(format!("misses {}", missing.join(", "))))
            };
        }
    }
    tracing::trace!(service.name = name, elapsed = ?began.elapsed(), "asked");
    service
}

async fn ask_http(app: &App, entry: &ServiceEntry) -> Result<(u16, Duration), String> {
    let url = entry
        .http
        .as_ref()
        .and_then(|url| url.join(&entry.health).ok())
        .ok_or("its address cannot be used")?;
    let began = Instant::now();
    let answer = app.http_client.get(url).timeout(TIMEOUT).send().await;
    match answer {
        Ok(response) => Ok((response.status().as_u16(), began.elapsed())),
        Err(error) if error.is_timeout() => Err(format!("does not answer within {TIMEOUT:?}")),
        Err(error) if error.is_connect() => Err("refuses connections".into()),
        Err(_) => Err("breaks off its answer".into()),
    }
}

/// None for services of other makers, or when there is no answer: HTTP tells about that.
async fn ask_grpc(app: &App, name: &str, entry: &ServiceEntry) -> Option<GetStatusResponse> {
    entry.grpc.as_ref()?;
    let mut client = app.platform.peers.platform(name).ok()?;
    let asked = tokio::time::timeout(TIMEOUT, client.get_status(GetStatusRequest {})).await;
    match asked {
        Ok(Ok(response)) => Some(response.into_inner()),
        Ok(Err(status)) => {
            tracing::debug!(service.name = name, %status, "no status over gRPC");
            None
        }
        Err(_) => None,
    }
}
