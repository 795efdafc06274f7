//! Containers.

use std::{str::FromStr, sync::Arc, time::Duration};

use actix_web::{HttpRequest, HttpResponse, delete, get, http::header, post, web};
use nebula_api::{Error, Result, paging::Page};
use nebula_docker::{
    Container, ContainerFilter, ContainerName, ContainerRef, ContainerState, ContainerSummary,
    CreateContainer, Engine, Privilege, ProcessList, Signal, required_privilege,
};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{guard, query};
use crate::{
    access::{Caller, Level, Module},
    app::App,
    engines::api_error,
};

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_containers)
        .service(create_container)
        .service(get_container)
        .service(delete_container)
        .service(start_container)
        .service(stop_container)
        .service(restart_container)
        .service(pause_container)
        .service(unpause_container)
        .service(kill_container)
        .service(rename_container)
        .service(list_processes);
}

/// A name or id in a path or query, parsed; what is wrong with it otherwise.
pub fn parse<T: FromStr<Err: std::fmt::Display>>(field: &str, text: &str) -> Result<T> {
    text.parse().map_err(|error: T::Err| Error::invalid(field, error.to_string()))
}

/// A JSON body that may be left out.
pub fn optional_json<T: Default + DeserializeOwned>(body: &[u8]) -> Result<T> {
    if body.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_slice(body).map_err(|error| nebula_api::problem::from_json(&error))
}

/// An engine and a container on it, from a path.
pub fn on_engine(app: &App, path: &(String, String)) -> Result<(Arc<Engine>, ContainerRef)> {
    let engine = app.engines.find(&path.0)?;
    Ok((engine, parse("id", &path.1)?))
}

/// The values of a query parameter that may come several times.
fn repeated(query: &str, name: &str) -> Vec<String> {
    web::Query::<Vec<(String, String)>>::from_query(query)
        .map(|pairs| {
            pairs.into_inner().into_iter().filter(|(key, _)| key == name).map(|(_, v)| v).collect()
        })
        .unwrap_or_default()
}

/// Which containers are wanted.
#[derive(Deserialize)]
pub struct ContainerQuery {
    #[serde(default, deserialize_with = "query::flag")]
    all: Option<bool>,
    search: Option<String>,
    #[serde(default, deserialize_with = "query::word")]
    status: Option<ContainerState>,
}

/// Containers by name. While the engine is away the last known ones are answered, with
/// `X-Nebula-Stale-Since`.
#[utoipa::path(
    tag = "containers",
    params(
        ("engine" = String, Path),
        ("all" = Option<bool>, Query, description = "Also those that do not run; false when not given, unless `status` is"),
        ("search" = Option<String>, Query, description = "Part of the name, image, id, compose project or service"),
        ("status" = Option<ContainerState>, Query, description = "What they must be doing"),
        ("label" = Option<Vec<String>>, Query, description = "`key` or `key=value`; may come several times"),
    ),
    responses((status = 200, body = Page<ContainerSummary>))
)]
#[get("/api/v1/docker/engines/{engine}/containers")]
pub(crate) async fn list_containers(
    app: web::Data<App>,
    request: HttpRequest,
    engine: web::Path<String>,
    query: web::Query<ContainerQuery>,
) -> Result<HttpResponse> {
    let engine = app.engines.find(&engine)?;
    let list = engine.containers();
    if !list.is_ready() {
        // Never seen yet: an empty list would be a lie.
        let detail = crate::engines::info(&engine).detail;
        return Err(Error::Unavailable {
            service: "docker",
            detail: detail.unwrap_or_else(|| "The Docker engine has not answered yet.".to_owned()),
            source: None,
        });
    }
    let ContainerQuery { all, search, status } = query.into_inner();
    let mut filter = ContainerFilter {
        // As `docker ps` does it; asking for a state asks for it wherever it is.
        all: all.unwrap_or(status.is_some()),
        search: search.filter(|text| !text.is_empty()),
        labels: Vec::new(),
        status,
    };
    for label in repeated(request.query_string(), "label").iter().filter(|l| !l.is_empty()) {
        filter.label(label);
    }
    let mut response = HttpResponse::Ok();
    if let Some(since) = list.stale_since() {
        response.insert_header(("X-Nebula-Stale-Since", since.to_rfc3339()));
    }
    if filter.is_plain() {
        response.insert_header((header::CONTENT_TYPE, "application/json"));
        return Ok(response.body(list.body(filter.all)));
    }
    Ok(response.json(Page::whole(list.filter(&filter))))
}

/// Makes a container. Bind mounts, privileged mode and the namespaces of the host or of another
/// container need `containers: admin`.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path)),
    responses((status = 201, body = Container))
)]
#[post("/api/v1/docker/engines/{engine}/containers")]
pub(crate) async fn create_container(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    engine: web::Path<String>,
    body: web::Json<CreateContainer>,
) -> Result<HttpResponse> {
    let engine = app.engines.find(&engine)?;
    guard::note(&request, format!("from {}", body.image));
    match required_privilege(&body) {
        Privilege::Ordinary => {}
        Privilege::Host => caller.require(Module::Containers, Level::Admin)?,
    }
    let container = engine.create_container(&body).await.map_err(api_error)?;
    Ok(HttpResponse::Created().json(container))
}

/// A container. Values of environment variables that look secret are masked without
/// `containers: admin`.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Container))
)]
#[get("/api/v1/docker/engines/{engine}/containers/{id}")]
pub(crate) async fn get_container(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(String, String)>,
) -> Result<web::Json<Container>> {
    let (engine, container) = on_engine(&app, &path)?;
    let reveal = caller.may(Module::Containers, Level::Admin);
    engine.container(&container, reveal).await.map(web::Json).map_err(api_error)
}

/// How to remove.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RemoveQuery {
    /// Also when it runs.
    #[serde(default, deserialize_with = "query::flag")]
    force: Option<bool>,
    /// With its anonymous volumes.
    #[serde(default, deserialize_with = "query::flag")]
    volumes: Option<bool>,
}

/// Removes a container.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path), RemoveQuery),
    responses((status = 204))
)]
#[delete("/api/v1/docker/engines/{engine}/containers/{id}")]
pub(crate) async fn delete_container(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    query: web::Query<RemoveQuery>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let (force, volumes) = (query.force.unwrap_or(false), query.volumes.unwrap_or(false));
    done(engine.remove(&container, force, volumes).await)
}

fn done(result: nebula_docker::Result<()>) -> Result<HttpResponse> {
    result.map_err(api_error)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Starts a container.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/containers/{id}/start")]
pub(crate) async fn start_container(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    done(engine.start(&container).await)
}

/// How long a container may take to stop.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GraceQuery {
    /// Seconds before it is killed, 0 to 600; the container's own setting when not given.
    #[serde(default, deserialize_with = "query::parsed")]
    timeout_s: Option<u64>,
}

impl GraceQuery {
    fn grace(&self) -> Result<Option<Duration>> {
        match self.timeout_s {
            Some(seconds) if seconds > 600 => {
                Err(Error::invalid("timeout_s", "must be from 0 to 600"))
            }
            seconds => Ok(seconds.map(Duration::from_secs)),
        }
    }
}

/// Stops a container.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path), GraceQuery),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/containers/{id}/stop")]
pub(crate) async fn stop_container(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    query: web::Query<GraceQuery>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    done(engine.stop(&container, query.grace()?).await)
}

/// Restarts a container.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path), GraceQuery),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/containers/{id}/restart")]
pub(crate) async fn restart_container(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    query: web::Query<GraceQuery>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    done(engine.restart(&container, query.grace()?).await)
}

/// Pauses a container.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/containers/{id}/pause")]
pub(crate) async fn pause_container(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    done(engine.pause(&container).await)
}

/// Lets a paused container go on.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/containers/{id}/unpause")]
pub(crate) async fn unpause_container(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    done(engine.unpause(&container).await)
}

/// What to send.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct KillQuery {
    /// The signal; `SIGKILL` when not given.
    signal: Option<String>,
}

/// Sends a signal to a container.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path), KillQuery),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/containers/{id}/kill")]
pub(crate) async fn kill_container(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    query: web::Query<KillQuery>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let signal: Option<Signal> =
        query.signal.as_deref().map(|signal| parse("signal", signal)).transpose()?;
    done(engine.kill(&container, signal.as_ref()).await)
}

/// A container's new name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameContainer {
    /// The name.
    name: String,
}

/// Renames a container.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/containers/{id}/rename")]
pub(crate) async fn rename_container(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: web::Json<RenameContainer>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let name: ContainerName = parse("name", &body.name)?;
    guard::note(&request, format!("to {name}"));
    done(engine.rename(&container, &name).await)
}

/// The processes of a container. What looks secret in their command lines is masked without
/// `containers: admin`.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ProcessList))
)]
#[get("/api/v1/docker/engines/{engine}/containers/{id}/processes")]
pub(crate) async fn list_processes(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(String, String)>,
) -> Result<web::Json<ProcessList>> {
    let (engine, container) = on_engine(&app, &path)?;
    let reveal = caller.may(Module::Containers, Level::Admin);
    engine.processes(&container, reveal).await.map(web::Json).map_err(api_error)
}
