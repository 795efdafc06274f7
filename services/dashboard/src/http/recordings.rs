//! Recordings of terminals.

use actix_web::{HttpResponse, delete, get, http::header, web};
use nebula_api::{
    Result,
    paging::{Page, PageQuery},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{access::Caller, app::App, db::recordings::RecordingRow, recordings};

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_recordings)
        .service(get_recording)
        .service(get_recording_cast)
        .service(delete_recording);
}

/// Which recordings are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RecordingQuery {
    /// Part of the container's, user's or engine's name.
    search: Option<String>,
    /// How many items, 1 to 200; 50 when not given.
    limit: Option<u32>,
    /// Where the page starts.
    cursor: Option<String>,
}

/// Recordings, the newest first: all with `recordings: read`, otherwise one's own.
#[utoipa::path(
    tag = "recordings", params(RecordingQuery),
    responses((status = 200, body = Page<RecordingRow>))
)]
#[get("/api/v1/recordings")]
pub(crate) async fn list_recordings(
    app: web::Data<App>,
    caller: Caller,
    query: web::Query<RecordingQuery>,
) -> Result<web::Json<Page<RecordingRow>>> {
    let RecordingQuery { search, limit, cursor } = query.into_inner();
    let page = PageQuery { limit, cursor };
    let before = page.position()?;
    recordings::list(&app, &caller, search.as_deref(), before, page.limit()?).await.map(web::Json)
}

/// A recording.
#[utoipa::path(
    tag = "recordings", params(("id" = Uuid, Path)),
    responses((status = 200, body = RecordingRow))
)]
#[get("/api/v1/recordings/{id}")]
pub(crate) async fn get_recording(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<web::Json<RecordingRow>> {
    recordings::find(&app, &caller, *id).await.map(web::Json)
}

/// A recording as asciicast v2.
#[utoipa::path(
    tag = "recordings", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/x-asciicast", body = String))
)]
#[get("/api/v1/recordings/{id}/cast")]
pub(crate) async fn get_recording_cast(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse> {
    let cast = recordings::cast(&app, &caller, *id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/x-asciicast"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}.cast\"")))
        .streaming(Box::pin(cast)))
}

/// Removes a recording.
#[utoipa::path(tag = "recordings", params(("id" = Uuid, Path)), responses((status = 204)))]
#[delete("/api/v1/recordings/{id}")]
pub(crate) async fn delete_recording(
    app: web::Data<App>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse> {
    recordings::delete(&app, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
