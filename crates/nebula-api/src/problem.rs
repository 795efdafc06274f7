//! Errors as `application/problem+json` (RFC 9457) on actix-web edges.

use actix_web::{
    HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::{JsonPayloadError, PathError, PayloadError, QueryPayloadError},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
    web,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AuthFailure, Error, request_id::RequestId};

/// The body of every error answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A URI reference naming the kind of problem: `/problems/<code>`.
    pub r#type: String,
    /// The kind of problem in a few words; the same for every occurrence.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time, why, and what to do.
    pub detail: String,
    /// The stable machine-readable code.
    pub code: &'static str,
    /// Ties this answer to the log and the trace.
    pub request_id: String,
    /// The field of the request that is wrong, when it is one field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Seconds to wait before the next try.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

impl Problem {
    /// The problem document of `error`, answered to request `request_id`.
    pub fn new(error: &Error, request_id: impl Into<String>) -> Self {
        Self {
            r#type: format!("/problems/{}", error.code()),
            title: title(error),
            status: error.status_code().as_u16(),
            detail: error.detail(),
            code: error.code(),
            request_id: request_id.into(),
            field: if let Error::Invalid { field, .. } = error {
                (!field.is_empty()).then(|| field.clone())
            } else {
                None
            },
            retry_after_s: if let Error::RateLimited { retry_after } = error {
                Some(retry_after.as_secs().max(1))
            } else {
                None
            },
        }
    }
}

fn title(error: &Error) -> &'static str {
    match error {
        Error::NotFound { .. } => "Not found",
        Error::Invalid { .. } => "Invalid value",
        Error::Malformed(_) => "Unreadable request",
        Error::Conflict(_) => "Conflict",
        Error::SetupRequired => "Setup required",
        Error::Unauthenticated(AuthFailure::TotpRequired) => "One-time code required",
        Error::Unauthenticated(_) => "Sign-in required",
        Error::Forbidden(_) => "Not allowed",
        Error::CrossSite => "Cross-site request refused",
        Error::RateLimited { .. } => "Too many attempts",
        Error::TooLarge { .. } => "Body too large",
        Error::Unavailable { .. } => "Not available right now",
        Error::Internal(_) => "Internal error",
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(_) | Self::SetupRequired => StatusCode::CONFLICT,
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        respond(self, "")
    }
}

fn respond(error: &Error, request_id: &str) -> HttpResponse {
    let problem = Problem::new(error, request_id);
    let mut response = HttpResponse::build(error.status_code());
    response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(seconds) = problem.retry_after_s {
        response.insert_header((header::RETRY_AFTER, seconds));
    }
    // `json` keeps the content type that is already set.
    response.json(problem)
}

/// Middleware: gives every failed answer its problem document with the request id, and logs
/// faults of ours and of dependencies once, here, where they are handled.
///
/// Wrap it outside everything that can fail and inside [`crate::request_id::assign`].
pub async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let id = RequestId::of(request.request());
    // A failed handler is a response here; middleware inside this one answers with
    // `ServiceRequest::error_response`, because the request cannot be kept beside the call.
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(source) = response.response().error() else { return Ok(response) };
    let converted;
    let error = match source.as_error::<Error>() {
        Some(error) => error,
        None => {
            converted = from_actix(source, response.status());
            &converted
        }
    };
    let path = response.request().path();
    if matches!(error, Error::Internal(_)) {
        tracing::error!(request.id = %id, http.path = path, error = %error, "request failed");
    } else if matches!(error, Error::Unavailable { .. }) {
        tracing::warn!(request.id = %id, http.path = path, error = %error, "request failed");
    }
    let answer = respond(error, id.as_str());
    let (request, _) = response.into_parts();
    Ok(ServiceResponse::new(request, answer))
}

fn from_actix(error: &actix_web::Error, status: StatusCode) -> Error {
    if let Some(JsonPayloadError::Deserialize(error)) = error.as_error() {
        return from_json(error);
    }
    if let Some(QueryPayloadError::Deserialize(error)) = error.as_error() {
        return Error::invalid("", format!("The query string is wrong: {error}."));
    }
    if let Some(PathError::Deserialize(error)) = error.as_error() {
        return Error::invalid("", format!("The path is wrong: {error}."));
    }
    if matches!(
        error.as_error(),
        Some(JsonPayloadError::Overflow { .. } | JsonPayloadError::OverflowKnownLength { .. })
    ) || matches!(error.as_error(), Some(PayloadError::Overflow))
    {
        return Error::TooLarge { limit_bytes: JSON_LIMIT_BYTES as u64 };
    }
    if let Some(JsonPayloadError::ContentType) = error.as_error() {
        return Error::Malformed("The body must be sent as `application/json`.".into());
    }
    if status.is_client_error() {
        return Error::Malformed(format!("The request could not be read: {error}."));
    }
    Error::internal(error.to_string())
}

/// What the sender of a JSON body should read of why it was not understood.
pub fn from_json(error: &serde_json::Error) -> Error {
    match error.classify() {
        serde_json::error::Category::Data => Error::invalid(
            field_of(&error.to_string()).unwrap_or_default(),
            format!("The body does not have the expected shape: {error}."),
        ),
        serde_json::error::Category::Syntax
        | serde_json::error::Category::Eof
        | serde_json::error::Category::Io => {
            Error::Malformed(format!("The body is not valid JSON: {error}."))
        }
    }
}

/// serde names the field only for unknown, missing and duplicate ones.
fn field_of(message: &str) -> Option<String> {
    let rest = ["unknown field `", "missing field `", "duplicate field `"]
        .iter()
        .find_map(|start| message.strip_prefix(start))?;
    rest.split('`').next().map(str::to_owned)
}

/// The largest JSON body accepted, in bytes.
pub const JSON_LIMIT_BYTES: usize = 256 * 1024;

/// The JSON extractor's settings for every service: bounded, content type checked.
pub fn json_config() -> web::JsonConfig {
    web::JsonConfig::default().limit(JSON_LIMIT_BYTES)
}

/// The path extractor's settings for every service: a part of the path that cannot be what it
/// should be, such as an id that is no UUID, is an invalid value.
pub fn path_config() -> web::PathConfig {
    web::PathConfig::default().error_handler(|error, _| error.into())
}

/// Headers that every answer of every service carries, with `content_security_policy` for pages.
pub fn security_headers(
    response: &mut ServiceResponse<impl MessageBody>,
    content_security_policy: &'static str,
) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CONTENT_SECURITY_POLICY, content_security_policy),
    ] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
