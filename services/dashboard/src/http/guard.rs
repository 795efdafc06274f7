//! The gate before every route: who asks, may they, and is it written down.
//!
//! In this order: the route must be listed; before setup nothing else answers; unsafe requests and
//! websockets must come from our own pages; the caller must be known where the route asks for it,
//! and allowed; and what changes something is in the audit log before it happens.

use std::{net::IpAddr, time::Duration};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web,
};
use nebula_api::{AuthFailure, Error, request_id::RequestId};
use std::future::{Ready, ready};

use super::routes::{self, Access, Route};
use crate::{
    access::{Caller, Credential, Level, Module, forbidden},
    app::App,
    audit::{self, Attempt, Completion, Outcome},
    config::DashboardConfig,
    identity::{self, Presented},
    sessions::Origin,
};

/// The session cookie.
pub const COOKIE: &str = "nebula_session";
/// How often an answer that goes on checks that it still may.
const CHECK_AGAIN: Duration = Duration::from_secs(15);
/// Longer credentials are none of ours.
const MAX_CREDENTIAL_BYTES: usize = 256;

/// Something an operation wants the audit entry of its request to say.
#[derive(Clone, Debug)]
pub struct AuditNote(pub String);

/// Who a request turned out to come from: signing in tells it only at its end.
#[derive(Clone, Debug)]
struct AuditUser(uuid::Uuid, String);

/// Names the user in the audit entry of a request that began as nobody's.
pub fn signed_in(request: &HttpRequest, user_id: uuid::Uuid, username: &str) {
    request.extensions_mut().insert(AuditUser(user_id, username.to_owned()));
}

/// Adds a note to the audit entry of a request. Must hold no secrets.
pub fn note(request: &HttpRequest, text: impl Into<String>) {
    request.extensions_mut().insert(AuditNote(text.into()));
}

/// Middleware: see the module.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else {
        return Ok(request.error_response(Error::internal("the app's data is missing")));
    };
    // What no pattern matches is a page or nothing; both are the default service's to answer.
    let Some(pattern) = request.match_pattern() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let Some(route) = routes::find(request.method().as_str(), &pattern) else {
        let error = Error::not_found("page", request.path());
        return Ok(request.error_response(error));
    };
    let caller = match admit(&app, request.request(), route).await {
        Ok(caller) => caller,
        Err((caller, error)) => {
            record_refusal(&app, &request, route, caller.as_ref(), &error).await;
            return Ok(request.error_response(error));
        }
    };
    if let Some(caller) = &caller {
        request.extensions_mut().insert(caller.clone());
    }
    if !route.is_audited() {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    }
    if caller.is_none()
        && let Err(error) = app.strangers.admit(&client_address(&app.config, request.request()))
    {
        return Ok(request.error_response(error));
    }
    let entry = match audit::begin(&app, caller.as_ref(), attempt(&app, &request, route)).await {
        Ok(entry) => entry,
        Err(error) => return Ok(request.error_response(error)),
    };
    let response = next.call(request).await?.map_into_boxed_body();
    let failure = response.response().error().map(|error| {
        error.as_error::<Error>().map_or_else(|| "the request is malformed".into(), Error::detail)
    });
    let noted = response.request().extensions().get::<AuditNote>().cloned();
    let detail = match (noted, failure) {
        (Some(AuditNote(note)), Some(failure)) => Some(format!("{note}: {failure}")),
        (Some(AuditNote(note)), None) => Some(note),
        (None, failure) => failure,
    };
    let user = response.request().extensions().get::<AuditUser>().cloned();
    let status = response.status().as_u16();
    let completion = Completion {
        outcome: Outcome::of_status(status),
        status,
        detail,
        user: user.map(|AuditUser(id, name)| (id, name)),
    };
    audit::complete(&app, entry, completion).await;
    Ok(response)
}

type Refusal = (Option<Caller>, Error);

async fn admit(app: &App, request: &HttpRequest, route: &Route) -> Result<Option<Caller>, Refusal> {
    let nobody = |error| (None, error);
    if route.access != Access::Open {
        let required = match app.setup.required() {
            // Set up: never asked again.
            Some(false) => false,
            // Another copy of the dashboard may have been set up meanwhile.
            Some(true) => crate::setup::refresh(app).await.map_err(nobody)?,
            // The database could not be asked yet: proving who asks will say so.
            None if route.access != Access::Anonymous => false,
            None => crate::setup::refresh(app).await.map_err(nobody)?,
        };
        if required {
            return Err(nobody(Error::SetupRequired));
        }
    }
    let reading = matches!(route.method, "GET" | "HEAD");
    if !reading || is_websocket(request) {
        check_origin(&app.config, request).map_err(nobody)?;
    }
    if matches!(route.access, Access::Open | Access::Anonymous) {
        return Ok(None);
    }
    let caller = Credentials::of(request).prove(app, reading).await.map_err(nobody)?;
    if !reading
        && let Credential::Session(id) = caller.credential
        && !carries_csrf_token(&app.config, request, id)
    {
        return Err((Some(caller), Error::CrossSite));
    }
    match refusal(&caller, route.access) {
        None => Ok(Some(caller)),
        Some(error) => Err((Some(caller), error)),
    }
}

/// Why a known caller may not use a route, if so.
fn refusal(caller: &Caller, access: Access) -> Option<Error> {
    match access {
        Access::Open | Access::Anonymous | Access::SignedIn => None,
        Access::InPerson => identity::session_id(caller).is_none().then(|| {
            Error::Forbidden("This is for its owner, not for a key. Sign in with a browser.".into())
        }),
        Access::Needs(module, level) => {
            (!caller.may(module, level)).then(|| forbidden(module, level))
        }
        Access::NeedsOneOf(rights) => {
            let may = rights.iter().any(|(module, level)| caller.may(*module, *level));
            let (module, level) = rights.first()?;
            (!may).then(|| forbidden(*module, *level))
        }
    }
}

fn carries_csrf_token(
    config: &DashboardConfig,
    request: &HttpRequest,
    session_id: uuid::Uuid,
) -> bool {
    let sent = request.headers().get("x-csrf-token").map(|value| value.as_bytes());
    sent.is_some_and(|sent| {
        nebula_vault::constant_time_eq(sent, config.csrf_token(session_id).as_bytes())
    })
}

fn is_websocket(request: &HttpRequest) -> bool {
    request.headers().get(header::UPGRADE).is_some_and(|value| {
        value.to_str().is_ok_and(|value| value.eq_ignore_ascii_case("websocket"))
    })
}

/// Browsers say from which page a request comes; programs say nothing.
fn check_origin(config: &DashboardConfig, request: &HttpRequest) -> Result<(), Error> {
    let Some(origin) = request.headers().get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().map_err(|_| Error::CrossSite)?;
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let own_host = origin.split_once("://").is_some_and(|(_, rest)| Some(rest) == host);
    let public =
        config.public_url.as_ref().is_some_and(|url| url.origin().ascii_serialization() == origin);
    if own_host || public { Ok(()) } else { Err(Error::CrossSite) }
}

fn attempt(app: &App, request: &ServiceRequest, route: &Route) -> Attempt {
    Attempt {
        action: route.action,
        target: target(route.pattern, request.path()),
        address: client_address(&app.config, request.request()),
        request_id: RequestId::of(request.request()).to_string(),
    }
}

/// What the path puts in place of the pattern's parameters. The router has not run yet.
fn target(pattern: &str, path: &str) -> Option<String> {
    let filled: Vec<&str> = pattern
        .split('/')
        .zip(path.split('/'))
        .filter(|(parameter, value)| parameter.starts_with('{') && !value.is_empty())
        .map(|(_, value)| value)
        .collect();
    (!filled.is_empty()).then(|| filled.join("/").chars().take(300).collect())
}

async fn record_refusal(
    app: &App,
    request: &ServiceRequest,
    route: &Route,
    caller: Option<&Caller>,
    error: &Error,
) {
    use actix_web::ResponseError as _;
    let status = error.status_code().as_u16();
    // Asking who one is without showing anything is how a page finds out that nobody is signed in:
    // no attempt at anything.
    let tried = caller.is_some()
        || route.is_audited()
        || !matches!(route.access, Access::SignedIn | Access::InPerson)
        || Credentials::of(request.request()).any();
    if tried && Outcome::of_status(status) == Outcome::Denied {
        let attempt = attempt(app, request, route);
        audit::refused(app, caller, attempt, status, &error.detail()).await;
    }
}

/// The network address of who asks: the peer's, or what trusted proxies say of theirs.
pub fn client_address(config: &DashboardConfig, request: &HttpRequest) -> String {
    let Some(peer) = request.peer_addr() else { return "unknown".into() };
    let trusted = |address: &IpAddr| config.trusted_proxies.contains(address);
    if !trusted(&peer.ip()) {
        return peer.ip().to_string();
    }
    let mut client = peer.ip();
    let forwarded = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect::<Vec<_>>();
    // From the nearest hop outwards, as long as who said it is trusted.
    for hop in forwarded.iter().rev() {
        let Ok(address) = hop.parse::<IpAddr>() else { break };
        client = address;
        if !trusted(&address) {
            break;
        }
    }
    client.to_string()
}

/// Whether the browser reached us over HTTPS, by a trusted proxy's word or by configuration.
pub fn is_https(config: &DashboardConfig, request: &HttpRequest) -> bool {
    let trusted =
        request.peer_addr().is_some_and(|peer| config.trusted_proxies.contains(&peer.ip()));
    let forwarded = request
        .headers()
        .get("x-forwarded-proto")
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"https"));
    trusted && forwarded || config.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
}

/// What the request showed, to be checked again while the stream lives.
pub struct Credentials {
    bearer: Option<String>,
    cookie: Option<String>,
}

impl Credentials {
    /// What `request` showed.
    pub fn of(request: &HttpRequest) -> Self {
        let bearer = request
            .headers()
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            // Another scheme is no key, and must not fall back to the cookie.
            .map(|value| value.strip_prefix("Bearer ").unwrap_or_default().to_owned());
        let cookie = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
        Self { bearer, cookie }
    }

    /// Waits until who shows it may not use `module` at `level` any more: for answers that go on.
    pub async fn until_refused(&self, app: &App, module: Module, level: Level) {
        let mut access = app.identities.changes();
        let mut again = tokio::time::interval(CHECK_AGAIN);
        again.reset();
        loop {
            tokio::select! {
                _ = access.changed() => {}
                _ = again.tick() => {}
            }
            match self.check(app).await {
                Ok(caller) if caller.may(module, level) => {}
                Ok(_) | Err(_) => return,
            }
        }
    }

    /// Whether anything was shown.
    fn any(&self) -> bool {
        self.bearer.is_some() || self.cookie.is_some()
    }

    /// Who shows it, as of now, to look on.
    ///
    /// # Errors
    /// As [`identity::authenticate`].
    pub async fn check(&self, app: &App) -> Result<Caller, Error> {
        self.prove(app, true).await
    }

    async fn prove(&self, app: &App, reading: bool) -> Result<Caller, Error> {
        let presented = match (&self.bearer, &self.cookie) {
            // A key is shown on purpose, a cookie comes along by itself: the key counts.
            (Some(token), _) => Presented::Bearer(token),
            (None, Some(token)) => Presented::Cookie(token),
            (None, None) => return Err(Error::Unauthenticated(AuthFailure::Missing)),
        };
        let (Presented::Bearer(token) | Presented::Cookie(token)) = presented;
        if token.is_empty() || token.len() > MAX_CREDENTIAL_BYTES {
            return Err(Error::Unauthenticated(AuthFailure::Missing));
        }
        identity::authenticate(app, presented, reading).await
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Absent only when a route that is open asks for a caller: a fault of ours.
        let caller = request.extensions().get::<Self>().cloned();
        ready(caller.ok_or_else(|| Error::internal("the route admits nobody in particular")))
    }
}

impl FromRequest for Origin {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(app) = request.app_data::<web::Data<App>>() else {
            return ready(Err(Error::internal("the app's data is missing")));
        };
        let user_agent = request
            .headers()
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("unknown")
            .chars()
            .filter(|c| !c.is_control())
            .take(200)
            .collect();
        ready(Ok(Self { address: client_address(&app.config, request), user_agent }))
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn the_target_is_what_the_path_names() {
        let pattern = "/api/v1/docker/engines/{engine}/containers/{id}/stop";
        let path = "/api/v1/docker/engines/local/containers/web/stop";
        assert_eq!(target(pattern, path).as_deref(), Some("local/web"));
        assert_eq!(target("/api/v1/users", "/api/v1/users"), None);
    }
}
