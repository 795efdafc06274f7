//! Networks.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use nebula_api::{Result, paging::Page};
use nebula_docker::{CreateNetwork, Engine, Network, NetworkRef, PruneReport};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{containers::parse, guard};
use crate::{app::App, engines::api_error};

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_networks)
        .service(create_network)
        .service(prune_networks)
        .service(get_network)
        .service(delete_network);
}

fn on_engine(app: &App, path: &(String, String)) -> Result<(Arc<Engine>, NetworkRef)> {
    Ok((app.engines.find(&path.0)?, parse("id", &path.1)?))
}

/// Networks by name.
#[utoipa::path(
    tag = "networks", params(("engine" = String, Path)),
    responses((status = 200, body = Page<Network>))
)]
#[get("/api/v1/docker/engines/{engine}/networks")]
pub(crate) async fn list_networks(
    app: web::Data<App>,
    engine: web::Path<String>,
) -> Result<web::Json<Page<Network>>> {
    let networks = app.engines.find(&engine)?.networks().await.map_err(api_error)?;
    Ok(web::Json(Page::whole(networks)))
}

/// A network.
#[utoipa::path(
    tag = "networks", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Network))
)]
#[get("/api/v1/docker/engines/{engine}/networks/{id}")]
pub(crate) async fn get_network(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<web::Json<Network>> {
    let (engine, network) = on_engine(&app, &path)?;
    engine.network(&network).await.map(web::Json).map_err(api_error)
}

/// Makes a network.
#[utoipa::path(
    tag = "networks", params(("engine" = String, Path)),
    responses((status = 201, body = Network))
)]
#[post("/api/v1/docker/engines/{engine}/networks")]
pub(crate) async fn create_network(
    app: web::Data<App>,
    request: HttpRequest,
    engine: web::Path<String>,
    body: web::Json<CreateNetwork>,
) -> Result<HttpResponse> {
    let engine = app.engines.find(&engine)?;
    guard::note(&request, body.name.to_string());
    let network = engine.create_network(&body).await.map_err(api_error)?;
    Ok(HttpResponse::Created().json(network))
}

/// Removes a network.
#[utoipa::path(
    tag = "networks", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
#[delete("/api/v1/docker/engines/{engine}/networks/{id}")]
pub(crate) async fn delete_network(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (engine, network) = on_engine(&app, &path)?;
    engine.remove_network(&network).await.map_err(api_error)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Removes networks that no container uses.
#[utoipa::path(
    tag = "networks", params(("engine" = String, Path)),
    responses((status = 200, body = PruneReport))
)]
#[post("/api/v1/docker/engines/{engine}/networks/prune")]
pub(crate) async fn prune_networks(
    app: web::Data<App>,
    request: HttpRequest,
    engine: web::Path<String>,
) -> Result<web::Json<PruneReport>> {
    let engine = app.engines.find(&engine)?;
    let report = engine.prune_networks().await.map_err(api_error)?;
    guard::note(&request, format!("removed {}", report.deleted.join(", ")));
    Ok(web::Json(report))
}
