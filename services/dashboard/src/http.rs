//! The HTTP edge: extract, one operation, answer.

pub mod accounts;
pub mod containers;
pub mod engines;
pub mod events;
pub mod files;
pub mod guard;
pub mod images;
pub mod logs;
pub mod networks;
pub mod pages;
pub mod people;
pub mod platform;
pub mod query;
pub mod recordings;
pub mod routes;
pub mod sse;
pub mod stats;
pub mod terminal;
pub mod volumes;

use std::{net::TcpListener, sync::Arc};

use actix_web::{
    App as ActixApp, HttpServer,
    body::{BoxBody, MessageBody},
    dev::{Server, ServiceRequest, ServiceResponse},
    middleware::{Next, from_fn},
    web,
};
use nebula_api::{
    problem::{self, Problem},
    request_id,
};
use nebula_runtime::http as runtime_http;
use utoipa::{
    OpenApi,
    openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder},
};
use utoipa_actix_web::{AppExt, service_config::ServiceConfig};
use utoipa_swagger_ui::SwaggerUi;

use crate::app::App;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Nebula Command dashboard",
        description = "Controls servers and containers. Sign in with `POST /api/v1/sessions` \
            (cookie and `X-CSRF-Token`), or show an API key as `Authorization: Bearer nbc_...`."
    ),
    components(schemas(Problem))
)]
struct Document;

fn api(config: &mut ServiceConfig) {
    config
        .service(accounts::get_setup)
        .service(accounts::complete_setup)
        .service(accounts::create_session)
        .service(accounts::list_sessions)
        .service(accounts::delete_current_session)
        .service(accounts::delete_session)
        .service(accounts::get_me)
        .service(accounts::change_me)
        .service(accounts::change_password)
        .service(accounts::enrol_totp)
        .service(accounts::disable_totp)
        .service(accounts::confirm_totp)
        .service(accounts::renew_recovery_codes)
        .service(people::list_users)
        .service(people::create_user)
        .service(people::get_user)
        .service(people::update_user)
        .service(people::delete_user)
        .service(people::reset_user_totp)
        .service(people::list_roles)
        .service(people::update_role)
        .service(people::list_api_keys)
        .service(people::create_api_key)
        .service(people::revoke_api_key)
        .service(people::list_audit_events)
        .service(people::get_settings)
        .service(people::update_settings)
        .service(platform::get_platform)
        .service(platform::list_services)
        .service(platform::get_service_map)
        .service(platform::get_host_stats)
        .service(platform::get_host_history)
        .service(platform::list_tasks)
        .service(platform::cancel_task)
        .service(events::follow_events)
        .configure(engines::routes)
        .configure(containers::routes)
        .configure(logs::routes)
        .configure(stats::routes)
        .configure(files::routes)
        .configure(terminal::routes)
        .configure(images::routes)
        .configure(volumes::routes)
        .configure(networks::routes)
        .configure(recordings::routes);
}

/// The OpenAPI document of the whole API.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, document) = ActixApp::new()
        .into_utoipa_app()
        .openapi(Document::openapi())
        .configure(api)
        .split_for_parts();
    with_problems(document)
}

/// Every operation can answer a problem; saying so once here keeps the handlers readable.
fn with_problems(mut document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let problem = ResponseBuilder::new()
        .description("What went wrong")
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(RefOr::Ref(Ref::from_schema_name("Problem"))))
                .build(),
        )
        .build();
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".into(), RefOr::T(problem.clone()));
        }
    }
    document
}

/// Middleware: the headers that keep browsers from being tricked.
async fn harden(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let is_api = request.path().starts_with("/api/v1/");
    let mut response = next.call(request).await?.map_into_boxed_body();
    problem::security_headers(&mut response, pages::CONTENT_SECURITY_POLICY);
    let headers = response.headers_mut();
    if is_api && !headers.contains_key(actix_web::http::header::CACHE_CONTROL) {
        headers.insert(
            actix_web::http::header::CACHE_CONTROL,
            actix_web::http::header::HeaderValue::from_static("no-store"),
        );
    }
    Ok(response)
}

/// The HTTP server on `listener`.
///
/// # Errors
/// When the listener cannot be used.
pub fn server(app: Arc<App>, listener: TcpListener) -> std::io::Result<Server> {
    let platform = web::Data::new(app.platform.clone());
    let app = web::Data::from(app);
    let document = openapi();
    let server = HttpServer::new(move || {
        ActixApp::new()
            .into_utoipa_app()
            .configure(api)
            .into_app()
            .app_data(app.clone())
            .app_data(platform.clone())
            .app_data(problem::json_config())
            .app_data(problem::path_config())
            .configure(runtime_http::operations)
            .service(SwaggerUi::new("/api/docs/{_:.*}").url("/api/openapi.json", document.clone()))
            .default_service(web::to(pages::page))
            .wrap(from_fn(guard::guard))
            .wrap(from_fn(problem::render))
            .wrap(from_fn(runtime_http::observe))
            .wrap(from_fn(request_id::assign))
            .wrap(from_fn(harden))
    })
    .workers(2)
    .disable_signals()
    .shutdown_timeout(runtime_http::DRAIN.as_secs())
    .listen(listener)?
    .run();
    Ok(server)
}
