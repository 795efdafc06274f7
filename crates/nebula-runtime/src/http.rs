//! The HTTP edge that every service has, and the HTTP client that every service uses.

use std::{net::TcpListener, time::Duration};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer, Responder,
    body::{BoxBody, MessageBody},
    dev::{Server, ServiceRequest, ServiceResponse},
    http::Method,
    middleware::{Next, from_fn},
    web,
};
use nebula_api::{problem, request_id};
use opentelemetry::propagation::Extractor;
use tokio::time::Instant;
use tracing::Instrument;

use crate::{platform::Platform, telemetry};

pub use reqwest::Client;

/// Time to finish what runs when the process is told to stop.
pub const DRAIN: Duration = Duration::from_secs(8);

/// An HTTP client with time-outs: connect 3 s, whole request 30 s (streams set their own).
///
/// # Errors
/// When the TLS roots of the system cannot be loaded.
pub fn http_client() -> Result<reqwest::Client, reqwest::Error> {
    crate::platform::install_crypto();
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(30))
        .pool_idle_timeout(Duration::from_secs(60))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("nebula-command/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Adds `/healthz`, `/readyz` and `/metrics`. Needs a [`Platform`] in the app's data.
pub fn operations(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(healthz))
        .route("/readyz", web::get().to(readyz))
        .route("/metrics", web::get().to(metrics));
}

async fn healthz() -> impl Responder {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

async fn readyz(platform: web::Data<Platform>) -> impl Responder {
    let readiness = platform.health.readiness().await;
    let mut response =
        if readiness.ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.json(readiness)
}

async fn metrics(platform: web::Data<Platform>) -> Result<HttpResponse, nebula_api::Error> {
    let text = platform.metrics.encode().map_err(nebula_api::Error::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(text))
}

/// Middleware: the span, the metrics and the log line of a request.
pub async fn observe<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let started = Instant::now();
    let platform = request.app_data::<web::Data<Platform>>().cloned();
    let method = method_label(request.method());
    let route = request.match_pattern().unwrap_or_else(|| "unmatched".into());
    let span = tracing::info_span!(
        "http",
        otel.name = %format_args!("{method} {route}"),
        otel.kind = "server",
        http.method = method,
        http.route = route,
        http.status = tracing::field::Empty,
        request.id = %request_id::RequestId::of(request.request()),
    );
    telemetry::continue_trace(&span, &Headers(request.request()));
    let response = next.call(request).instrument(span.clone()).await?;
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    span.record("http.status", status);
    if let Some(platform) = platform {
        platform.metrics.record_request(method, &route, status, elapsed);
    }
    tracing::debug!(parent: &span, duration_ms = elapsed.as_secs_f64() * 1000.0, "answered");
    Ok(response)
}

/// A method's name for metrics and traces. Any token is a method to the HTTP server: without a
/// bound, anyone could make series without end.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

struct Headers<'a>(&'a HttpRequest);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.headers().get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.headers().keys().map(|name| name.as_str()).collect()
    }
}

async fn harden(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let mut response = next.call(request).await?.map_into_boxed_body();
    problem::security_headers(&mut response, "default-src 'none'; frame-ancestors 'none'");
    Ok(response)
}

async fn not_found(request: HttpRequest) -> Result<HttpResponse, nebula_api::Error> {
    Err(nebula_api::Error::not_found("page", request.path()))
}

/// The HTTP server of a service that has no pages of its own: operations endpoints only.
///
/// # Errors
/// When the listener cannot be used.
pub fn operations_server(platform: Platform, listener: TcpListener) -> std::io::Result<Server> {
    let platform = web::Data::new(platform);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(platform.clone())
            .app_data(problem::json_config())
            .configure(operations)
            .default_service(web::to(not_found))
            .wrap(from_fn(problem::render))
            .wrap(from_fn(observe))
            .wrap(from_fn(request_id::assign))
            .wrap(from_fn(harden))
    })
    .workers(1)
    .disable_signals()
    .shutdown_timeout(DRAIN.as_secs())
    .listen(listener)?
    .run();
    Ok(server)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_nobody_knows_are_one_series() {
        assert_eq!(method_label(&Method::PATCH), "PATCH");
        for invented in ["PROBE", "get", "PROPFIND"] {
            assert_eq!(method_label(&Method::from_bytes(invented.as_bytes()).unwrap()), "other");
        }
    }
}
