//! Volumes.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use nebula_api::{Result, paging::Page};
use nebula_docker::{CreateVolume, Engine, PruneReport, Volume, VolumeName};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    containers::{optional_json, parse},
    guard,
};
use crate::{app::App, engines::api_error};

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_volumes)
        .service(create_volume)
        .service(prune_volumes)
        .service(get_volume)
        .service(delete_volume);
}

fn on_engine(app: &App, path: &(String, String)) -> Result<(Arc<Engine>, VolumeName)> {
    Ok((app.engines.find(&path.0)?, parse("name", &path.1)?))
}

/// Volumes by name.
#[utoipa::path(
    tag = "volumes", params(("engine" = String, Path)),
    responses((status = 200, body = Page<Volume>))
)]
#[get("/api/v1/docker/engines/{engine}/volumes")]
pub(crate) async fn list_volumes(
    app: web::Data<App>,
    engine: web::Path<String>,
) -> Result<web::Json<Page<Volume>>> {
    let volumes = app.engines.find(&engine)?.volumes().await.map_err(api_error)?;
    Ok(web::Json(Page::whole(volumes)))
}

/// A volume.
#[utoipa::path(
    tag = "volumes", params(("engine" = String, Path), ("name" = String, Path)),
    responses((status = 200, body = Volume))
)]
#[get("/api/v1/docker/engines/{engine}/volumes/{name}")]
pub(crate) async fn get_volume(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<web::Json<Volume>> {
    let (engine, name) = on_engine(&app, &path)?;
    engine.volume(&name).await.map(web::Json).map_err(api_error)
}

/// Makes a volume.
#[utoipa::path(
    tag = "volumes", params(("engine" = String, Path)),
    responses((status = 201, body = Volume))
)]
#[post("/api/v1/docker/engines/{engine}/volumes")]
pub(crate) async fn create_volume(
    app: web::Data<App>,
    request: HttpRequest,
    engine: web::Path<String>,
    body: web::Json<CreateVolume>,
) -> Result<HttpResponse> {
    let engine = app.engines.find(&engine)?;
    guard::note(&request, body.name.to_string());
    let volume = engine.create_volume(&body).await.map_err(api_error)?;
    Ok(HttpResponse::Created().json(volume))
}

/// How to remove.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RemoveVolumeQuery {
    /// Also when its driver fails.
    force: Option<bool>,
}

/// Removes a volume with its data.
#[utoipa::path(
    tag = "volumes", params(("engine" = String, Path), ("name" = String, Path), RemoveVolumeQuery),
    responses((status = 204))
)]
#[delete("/api/v1/docker/engines/{engine}/volumes/{name}")]
pub(crate) async fn delete_volume(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    query: web::Query<RemoveVolumeQuery>,
) -> Result<HttpResponse> {
    let (engine, name) = on_engine(&app, &path)?;
    engine.remove_volume(&name, query.force.unwrap_or(false)).await.map_err(api_error)?;
    Ok(HttpResponse::NoContent().finish())
}

/// What to prune.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PruneVolumes {
    /// Also volumes that somebody named.
    all: Option<bool>,
}

/// Removes volumes that no container uses, with their data.
#[utoipa::path(
    tag = "volumes", params(("engine" = String, Path)),
    request_body = inline(Option<PruneVolumes>),
    responses((status = 200, body = PruneReport))
)]
#[post("/api/v1/docker/engines/{engine}/volumes/prune")]
pub(crate) async fn prune_volumes(
    app: web::Data<App>,
    request: HttpRequest,
    engine: web::Path<String>,
    body: web::Bytes,
) -> Result<web::Json<PruneReport>> {
    let engine = app.engines.find(&engine)?;
    let body: PruneVolumes = optional_json(&body)?;
    let report = engine.prune_volumes(body.all.unwrap_or(false)).await.map_err(api_error)?;
    guard::note(&request, format!("removed {}", report.deleted.join(", ")));
    Ok(web::Json(report))
}
