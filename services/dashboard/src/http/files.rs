//! Files in containers: listed, copied out and in.

use actix_web::{HttpRequest, HttpResponse, get, http::header, put, web};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use nebula_api::{Error, Result};
use nebula_docker::{ContainerPath, FileKind, FileList, LARGEST_FILE_IN};
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    containers::{on_engine, parse},
    guard,
};
use crate::{access::Caller, app::App, engines::api_error, host_access};

/// Pieces of an upload that may wait for the engine.
const PIECES: usize = 8;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_files).service(download_file).service(upload_file);
}

/// Which file.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// Its absolute path in the container.
    path: String,
}

/// What is in a directory of a container, running or not.
#[utoipa::path(
    tag = "files", params(("engine" = String, Path), ("id" = String, Path), FileQuery),
    responses((status = 200, body = FileList))
)]
#[get("/api/v1/docker/engines/{engine}/containers/{id}/files")]
pub(crate) async fn list_files(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(String, String)>,
    query: web::Query<FileQuery>,
) -> Result<web::Json<FileList>> {
    let (engine, container) = on_engine(&app, &path)?;
    let file: ContainerPath = parse("path", &query.path)?;
    host_access::require(&caller, &engine, &container).await?;
    engine.list_files(&container, &file).await.map(web::Json).map_err(api_error)
}

/// A file as it is, or a directory as tar. At most 1 GiB for a file.
#[utoipa::path(
    tag = "files", params(("engine" = String, Path), ("id" = String, Path), FileQuery),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>))
)]
#[get("/api/v1/docker/engines/{engine}/containers/{id}/files/content")]
pub(crate) async fn download_file(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    query: web::Query<FileQuery>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let file: ContainerPath = parse("path", &query.path)?;
    host_access::require(&caller, &engine, &container).await?;
    guard::note(&request, file.to_string());
    let content = engine.copy_out(&container, &file).await.map_err(api_error)?;
    // Names come from the container: only what cannot break the header is kept.
    let plain: String = content
        .name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' })
        .collect();
    let is_directory = content.kind == FileKind::Directory;
    let (kind, name) = if is_directory {
        ("application/x-tar", format!("{plain}.tar"))
    } else {
        ("application/octet-stream", plain)
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
    let body = content.body.map_err(std::io::Error::other);
    Ok(match content.size_bytes {
        Some(size) => response.no_chunking(size).streaming(body),
        None => response.streaming(body),
    })
}

/// Writes a file into a container: the body is its content, at most 256 MiB.
#[utoipa::path(
    tag = "files", params(("engine" = String, Path), ("id" = String, Path), FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 204))
)]
#[put("/api/v1/docker/engines/{engine}/containers/{id}/files/content")]
pub(crate) async fn upload_file(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    query: web::Query<FileQuery>,
    mut body: web::Payload,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let file: ContainerPath = parse("path", &query.path)?;
    host_access::require(&caller, &engine, &container).await?;
    guard::note(&request, file.to_string());
    let size = body_size(&request)?;
    if size > LARGEST_FILE_IN {
        return Err(Error::TooLarge { limit_bytes: LARGEST_FILE_IN });
    }
    // The request's body cannot leave this thread; its pieces can.
    let (pieces, content) = mpsc::channel::<std::io::Result<Bytes>>(PIECES);
    let feed = async move {
        while let Some(piece) = body.next().await {
            let piece = piece.map_err(std::io::Error::other);
            let broken = piece.is_err();
            if pieces.send(piece).await.is_err() || broken {
                break;
            }
        }
    };
    let copy = engine.copy_in(&container, &file, size, ReceiverStream::new(content));
    let (copied, ()) = tokio::join!(copy, feed);
    copied.map_err(api_error)?;
    Ok(HttpResponse::NoContent().finish())
}

/// The size that a request tells of its body: without a word about it, there is none.
fn body_size(request: &HttpRequest) -> Result<u64> {
    match request.headers().get(header::CONTENT_LENGTH) {
        None if request.headers().contains_key(header::TRANSFER_ENCODING) => None,
        None => Some(0),
        Some(size) => size.to_str().ok().and_then(|size| size.parse().ok()),
    }
    .ok_or_else(|| Error::Malformed("The upload must tell its Content-Length.".into()))
}
