//! Docker engines.

use actix_web::{get, web};
use nebula_api::{Result, paging::Page};
use nebula_docker::{DiskUsage, DockerEvent, EngineInfo};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    app::App,
    engines::{self, api_error},
};

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_engines).service(list_engine_events).service(get_disk_usage);
}

/// The engines, the local one first.
#[utoipa::path(tag = "engines", responses((status = 200, body = Page<EngineInfo>)))]
#[get("/api/v1/docker/engines")]
pub(crate) async fn list_engines(app: web::Data<App>) -> web::Json<Page<EngineInfo>> {
    let engines = app.engines.list();
    web::Json(Page::whole(engines.iter().map(|engine| engines::info(engine)).collect()))
}

/// The last events of an engine, the newest first.
#[utoipa::path(
    tag = "engines", params(("engine" = String, Path)),
    responses((status = 200, body = Page<DockerEvent>))
)]
#[get("/api/v1/docker/engines/{engine}/events")]
pub(crate) async fn list_engine_events(
    app: web::Data<App>,
    engine: web::Path<String>,
) -> Result<web::Json<Page<DockerEvent>>> {
    let events = app.engines.find(&engine)?.recent_events();
    let items = events.into_iter().map(|event| (*event).clone()).collect();
    Ok(web::Json(Page::whole(items)))
}

/// What an engine keeps on disk.
#[utoipa::path(
    tag = "engines", params(("engine" = String, Path)),
    responses((status = 200, body = DiskUsage))
)]
#[get("/api/v1/docker/engines/{engine}/disk-usage")]
pub(crate) async fn get_disk_usage(
    app: web::Data<App>,
    engine: web::Path<String>,
) -> Result<web::Json<DiskUsage>> {
    app.engines.find(&engine)?.disk_usage().await.map(web::Json).map_err(api_error)
}
