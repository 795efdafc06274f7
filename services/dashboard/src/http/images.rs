//! Images.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use futures_util::StreamExt;
use nebula_api::{Result, paging::Page};
use nebula_docker::{Engine, Image, ImageDetail, ImageRef, PruneReport};
use nebula_runtime::CancellationToken;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    containers::{optional_json, parse},
    guard,
};
use crate::{
    access::Caller,
    app::App,
    engines::api_error,
    tasks::{self, ProgressUnit, Task, TaskProgress, TaskStatus, TaskStep},
};

/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_images)
        .service(pull_image)
        .service(prune_images)
        .service(get_image)
        .service(delete_image)
        .service(tag_image);
}

/// Images, the newest first.
#[utoipa::path(
    tag = "images", params(("engine" = String, Path)),
    responses((status = 200, body = Page<Image>))
)]
#[get("/api/v1/docker/engines/{engine}/images")]
pub(crate) async fn list_images(
    app: web::Data<App>,
    engine: web::Path<String>,
) -> Result<web::Json<Page<Image>>> {
    let images = app.engines.find(&engine)?.images().await.map_err(api_error)?;
    Ok(web::Json(Page::whole(images)))
}

/// An image.
#[utoipa::path(
    tag = "images", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ImageDetail))
)]
#[get("/api/v1/docker/engines/{engine}/images/{id}")]
pub(crate) async fn get_image(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<web::Json<ImageDetail>> {
    let (engine, image) = on_engine(&app, &path)?;
    engine.image(&image).await.map(web::Json).map_err(api_error)
}

fn on_engine(app: &App, path: &(String, String)) -> Result<(Arc<Engine>, ImageRef)> {
    Ok((app.engines.find(&path.0)?, parse("id", &path.1)?))
}

/// An image's name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageReference {
    /// A name with an optional registry, tag or digest, e.g. `ghcr.io/owner/name:1.2`.
    reference: String,
}

/// Starts pulling an image. The task tells how far it is.
#[utoipa::path(
    tag = "images", params(("engine" = String, Path)),
    responses((status = 202, body = Task))
)]
#[post("/api/v1/docker/engines/{engine}/images/pull")]
pub(crate) async fn pull_image(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    engine: web::Path<String>,
    body: web::Json<ImageReference>,
) -> Result<HttpResponse> {
    let engine = app.engines.find(&engine)?;
    let image: ImageRef = parse("reference", &body.reference)?;
    guard::note(&request, image.to_string());
    let title = format!("Pull {image}");
    let of = Some(engine.id().to_string());
    let (task, stop) = tasks::begin(&app, "image.pull", title, of, caller.username)?;
    let app = app.into_inner();
    let supervisor = app.platform.tasks.clone();
    supervisor.spawn("image-pull", pull(app, engine, image, task.id, stop));
    Ok(HttpResponse::Accepted().json(task))
}

async fn pull(
    app: Arc<App>,
    engine: Arc<Engine>,
    image: ImageRef,
    task: Uuid,
    stop: CancellationToken,
) {
    let mut progress = engine.pull_image(&image);
    let mut layers = Layers::default();
    let mut told: Option<Instant> = None;
    loop {
        let next = tokio::select! {
            () = stop.cancelled() => return tasks::finish(&app, task, TaskStatus::Cancelled, None),
            next = progress.next() => next,
        };
        match next {
            None => {
                tasks::progress(&app, task, layers.progress(), layers.steps);
                return tasks::finish(&app, task, TaskStatus::Succeeded, None);
            }
            Some(Err(error)) => {
                let reason = api_error(error).detail();
                return tasks::finish(&app, task, TaskStatus::Failed, Some(reason));
            }
            Some(Ok(step)) => {
                layers.take(step);
                if told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
                    told = Some(Instant::now());
                    tasks::progress(&app, task, layers.progress(), layers.steps.clone());
                }
            }
        }
    }
}

/// The layers of a pull, in the order they were first heard of.
#[derive(Default)]
struct Layers {
    steps: Vec<TaskStep>,
    places: HashMap<String, usize>,
}

impl Layers {
    fn take(&mut self, step: nebula_docker::PullProgress) {
        let done = step.is_layer_done();
        let Some(layer) = step.layer else { return };
        let place = *self.places.entry(layer.clone()).or_insert_with(|| {
            self.steps.push(TaskStep {
                label: format!("Layer {layer}"),
                id: layer,
                status: String::new(),
                current: None,
                total: None,
            });
            self.steps.len() - 1
        });
        let known = &mut self.steps[place];
        known.status = step.status;
        known.current = step.current_bytes.or(known.current);
        known.total = step.total_bytes.or(known.total);
        if done {
            known.current = known.total;
        }
    }

    fn progress(&self) -> Option<TaskProgress> {
        let total: u64 = self.steps.iter().filter_map(|step| step.total).sum();
        let current = self.steps.iter().filter_map(|step| step.current).sum();
        (total > 0).then_some(TaskProgress { current, total, unit: ProgressUnit::Bytes })
    }
}

/// Gives an image another name.
#[utoipa::path(
    tag = "images", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 204))
)]
#[post("/api/v1/docker/engines/{engine}/images/{id}/tag")]
pub(crate) async fn tag_image(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: web::Json<ImageReference>,
) -> Result<HttpResponse> {
    let (engine, image) = on_engine(&app, &path)?;
    let name: ImageRef = parse("reference", &body.reference)?;
    guard::note(&request, format!("as {name}"));
    engine.tag_image(&image, &name).await.map_err(api_error)?;
    Ok(HttpResponse::NoContent().finish())
}

/// How to remove.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RemoveImageQuery {
    /// Also when it has several names or stopped containers use it.
    force: Option<bool>,
}

/// Removes an image, or one name of it.
#[utoipa::path(
    tag = "images", params(("engine" = String, Path), ("id" = String, Path), RemoveImageQuery),
    responses((status = 204))
)]
#[delete("/api/v1/docker/engines/{engine}/images/{id}")]
pub(crate) async fn delete_image(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
    query: web::Query<RemoveImageQuery>,
) -> Result<HttpResponse> {
    let (engine, image) = on_engine(&app, &path)?;
    engine.remove_image(&image, query.force.unwrap_or(false)).await.map_err(api_error)?;
    Ok(HttpResponse::NoContent().finish())
}

/// What to prune.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PruneImages {
    /// Also images that have a name and no container uses.
    all: Option<bool>,
}

/// Removes images that nothing uses.
#[utoipa::path(
    tag = "images", params(("engine" = String, Path)),
    request_body = inline(Option<PruneImages>),
    responses((status = 200, body = PruneReport))
)]
#[post("/api/v1/docker/engines/{engine}/images/prune")]
pub(crate) async fn prune_images(
    app: web::Data<App>,
    request: HttpRequest,
    engine: web::Path<String>,
    body: web::Bytes,
) -> Result<web::Json<PruneReport>> {
    let engine = app.engines.find(&engine)?;
    let body: PruneImages = optional_json(&body)?;
    let report = engine.prune_images(body.all.unwrap_or(false)).await.map_err(api_error)?;
    guard::note(&request, format!("{} removed", report.deleted.len()));
    Ok(web::Json(report))
}
