//! The web app, embedded in the program.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};
use nebula_api::{Error, Result};
use rust_embed::{Embed, EmbeddedFile};

/// What the web app may load: itself, and nothing from elsewhere.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

#[derive(Embed)]
#[folder = "../../web/apps/dashboard/dist"]
#[allow_missing = true]
struct Dist;

/// Shown by a program that was built without the web app.
const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Nebula Command</title>\
    <p>This dashboard was built without its web app. Run <code>scripts/up</code>, or \
    <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code>, and build again. \
    The API works: <a href=/api/docs/>/api/docs</a>.";

/// Answers everything that is no API: files of the web app, and its page for all of its routes.
///
/// # Errors
/// `NotFound` under `/api` and for missing files.
pub async fn page(request: HttpRequest) -> Result<HttpResponse> {
    let path = request.path();
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reading || path == "/api" || path.starts_with("/api/") {
        return Err(Error::not_found("page", path));
    }
    let name = path.trim_start_matches('/');
    if let Some(response) = file(&request, name) {
        return Ok(response);
    }
    // A route of the app has no ending; a missing file must not be answered with a page.
    let last = name.rsplit('/').next().unwrap_or_default();
    if name.starts_with("assets/") || last.contains('.') && !name.contains("containers/") {
        return Err(Error::not_found("file", path));
    }
    Ok(file(&request, "index.html")
        .unwrap_or_else(|| HttpResponse::Ok().content_type("text/html").body(NOT_BUILT)))
}

fn file(request: &HttpRequest, name: &str) -> Option<HttpResponse> {
    let plain = Dist::get(name).filter(|_| !name.is_empty())?;
    let (file, encoding) = smallest(request, name).unwrap_or((plain, None));
    let tag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    // Names under assets/ change with their content.
    let cache = if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let unchanged = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "accept-encoding"));
    if unchanged {
        return Some(response.finish());
    }
    if let Some(encoding) = encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    response.content_type(mime_guess::from_path(name).first_or_octet_stream().as_ref());
    Some(response.body(file.data.into_owned()))
}

/// The compressed twin that the build made, if the browser takes it.
fn smallest(request: &HttpRequest, name: &str) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = request.headers().get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(encoding, ending)| {
        let takes = accepted
            .split(',')
            .any(|part| part.split(';').next().is_some_and(|part| part.trim() == encoding));
        let file = Dist::get(&format!("{name}.{ending}")).filter(|_| takes)?;
        Some((file, Some(encoding)))
    })
}
