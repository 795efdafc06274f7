//! The platform itself: services, the service map, the host, tasks, the pulse.

use actix_web::{HttpResponse, delete, get, web};
use chrono::{DateTime, Utc};
use nebula_api::{Error, Result, paging::Page};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::App,
    host::{HostHistory, HostStats},
    platform_state::{self, PlatformState},
    services::Service,
    tasks::{self, Task},
};

/// The pulse: whether what the platform stands on is there.
#[utoipa::path(tag = "platform", responses((status = 200, body = PlatformState)))]
#[get("/api/v1/platform")]
pub(crate) async fn get_platform(app: web::Data<App>) -> web::Json<PlatformState> {
    web::Json(platform_state::current(&app).await)
}

/// Every service of the map and how it is.
#[utoipa::path(tag = "platform", responses((status = 200, body = Page<Service>)))]
#[get("/api/v1/services")]
pub(crate) async fn list_services(app: web::Data<App>) -> web::Json<Page<Service>> {
    web::Json(Page::whole(app.services.list()))
}

/// A machine of the map.
#[derive(Serialize, ToSchema)]
pub struct Node {
    /// Its id.
    id: String,
    /// What it is, for people.
    description: Option<String>,
    /// Its address on the local network.
    host: Option<String>,
    /// Its address in the tailnet.
    tailscale_address: Option<String>,
    /// What it is for.
    roles: Vec<String>,
    /// Its Docker engine's address, if the dashboard controls it directly.
    docker: Option<String>,
    /// The services on it.
    services: Vec<String>,
}

/// The service map in force.
#[derive(Serialize, ToSchema)]
pub struct ServiceMapInfo {
    /// The format's version.
    version: u32,
    /// What this installation is called.
    environment: String,
    /// The file.
    path: String,
    /// When it was read.
    loaded_at: DateTime<Utc>,
    /// Why the newest version of the file is not in force.
    error: Option<String>,
    /// The machines.
    nodes: Vec<Node>,
}

/// The service map in force.
#[utoipa::path(tag = "platform", responses((status = 200, body = ServiceMapInfo)))]
#[get("/api/v1/service-map")]
pub(crate) async fn get_service_map(app: web::Data<App>) -> web::Json<ServiceMapInfo> {
    let state = app.platform.map.state();
    let nodes = state.map.nodes.iter().map(|(id, node)| Node {
        id: id.clone(),
        description: node.description.clone(),
        host: node.host.clone(),
        tailscale_address: node.tailscale.clone(),
        roles: node.roles.clone(),
        docker: node.docker.as_ref().map(|docker| docker.address().to_owned()),
        services: state
            .map
            .services
            .iter()
            .filter(|(_, service)| service.node.as_ref() == Some(id))
            .map(|(name, _)| name.clone())
            .collect(),
    });
    web::Json(ServiceMapInfo {
        version: state.map.version,
        environment: state.map.environment.clone(),
        path: app.platform.map.path().display().to_string(),
        loaded_at: state.loaded_at,
        error: state.error.as_ref().map(ToString::to_string),
        nodes: nodes.collect(),
    })
}

/// The machine the dashboard runs on, now.
#[utoipa::path(tag = "host", responses((status = 200, body = HostStats)))]
#[get("/api/v1/host/stats")]
pub(crate) async fn get_host_stats(app: web::Data<App>) -> Result<HttpResponse> {
    let stats = app.host.latest().ok_or_else(|| Error::Unavailable {
        service: "host",
        detail: "The first figures are being taken. Try again in a second.".into(),
        source: None,
    })?;
    Ok(HttpResponse::Ok().json(&*stats))
}

/// The machine over the last quarter of an hour.
#[utoipa::path(tag = "host", responses((status = 200, body = HostHistory)))]
#[get("/api/v1/host/history")]
pub(crate) async fn get_host_history(app: web::Data<App>) -> web::Json<HostHistory> {
    web::Json(app.host.history())
}

/// Long actions, the newest first.
#[utoipa::path(tag = "tasks", responses((status = 200, body = Page<Task>)))]
#[get("/api/v1/tasks")]
pub(crate) async fn list_tasks(app: web::Data<App>) -> web::Json<Page<Task>> {
    web::Json(Page::whole(app.tasks.list()))
}

/// Stops a long action.
#[utoipa::path(tag = "tasks", params(("id" = Uuid, Path)), responses((status = 204)))]
#[delete("/api/v1/tasks/{id}")]
pub(crate) async fn cancel_task(app: web::Data<App>, id: web::Path<Uuid>) -> Result<HttpResponse> {
    tasks::cancel(&app, *id)?;
    Ok(HttpResponse::NoContent().finish())
}
