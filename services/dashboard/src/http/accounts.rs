//! Signing in, and oneself.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration as CookieDuration},
    delete, get, patch, post, web,
};
use chrono::{DateTime, Utc};
use nebula_api::{Error, Result, paging::Page};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::guard::{self, COOKIE};
use crate::{
    access::{Caller, Permissions, Role},
    app::App,
    db::users::{UserChanges, UserRow},
    identity,
    sessions::{self, Credentials, NewLogin, Origin, SessionInfo},
    setup::{self, FirstAdmin, Setup},
    totp::{self, RecoveryCodes, TotpEnrolment},
    users,
};

/// Oneself.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The user.
    pub id: Uuid,
    /// The name to sign in with.
    pub username: String,
    /// Where to be reached.
    pub email: String,
    /// What the user is.
    pub role: Role,
    /// Whether two-factor sign-in is on.
    pub totp_enabled: bool,
    /// When the user was made.
    pub created_at: DateTime<Utc>,
    /// The last sign-in.
    pub last_login_at: Option<DateTime<Utc>>,
}

impl TryFrom<UserRow> for Me {
    type Error = Error;

    fn try_from(row: UserRow) -> Result<Self> {
        let user = users::User::try_from(row)?;
        Ok(user.into())
    }
}

impl From<users::User> for Me {
    fn from(user: users::User) -> Self {
        Self {
            id: user.id,
            username: user.username,
            email: user.email,
            role: user.role,
            totp_enabled: user.totp_enabled,
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

/// A session just begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Who signed in.
    pub user: Me,
    /// To be sent as `X-CSRF-Token` with every unsafe request under the cookie.
    pub csrf_token: String,
}

fn signed_in(app: &App, request: &HttpRequest, login: NewLogin) -> Result<HttpResponse> {
    let lifetime = (login.expires_at - Utc::now()).num_seconds().max(1);
    let cookie = Cookie::build(COOKIE, login.token.expose_secret().to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(guard::is_https(&app.config, request))
        .max_age(CookieDuration::seconds(lifetime))
        .finish();
    guard::note(request, login.user.username.clone());
    guard::signed_in(request, login.user.id, &login.user.username);
    let csrf_token = app.config.csrf_token(login.session_id);
    let session = Session { user: login.user.try_into()?, csrf_token };
    Ok(HttpResponse::Created().cookie(cookie).json(session))
}

/// Whether the platform is set up, and how its needs are met.
#[utoipa::path(tag = "setup", responses((status = 200, body = Setup)))]
#[get("/api/v1/setup")]
pub(crate) async fn get_setup(app: web::Data<App>) -> Result<web::Json<Setup>> {
    setup::status(&app).await.map(web::Json)
}

/// What the setup wizard sends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteSetup {
    /// The one-time token that `scripts/up` prints.
    #[schema(value_type = String)]
    setup_token: SecretString,
    /// The name to sign in with.
    username: String,
    /// Where to reach the administrator.
    email: String,
    /// 12 to 256 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// Creates the first administrator and signs in.
#[utoipa::path(tag = "setup", responses((status = 201, body = Session)))]
#[post("/api/v1/setup")]
pub(crate) async fn complete_setup(
    app: web::Data<App>,
    request: HttpRequest,
    origin: Origin,
    body: web::Json<CompleteSetup>,
) -> Result<HttpResponse> {
    let body = body.into_inner();
    let first = FirstAdmin {
        setup_token: body.setup_token,
        username: body.username,
        email: body.email,
        password: body.password,
    };
    let login = setup::complete(&app, first, &origin).await?;
    signed_in(&app, &request, login)
}

/// What signing in takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The user name.
    username: String,
    /// The password.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    /// The app's code or a recovery code, where two-factor sign-in is on.
    totp_code: Option<String>,
}

/// Signs in and sets the cookie.
#[utoipa::path(tag = "sessions", responses((status = 201, body = Session)))]
#[post("/api/v1/sessions")]
pub(crate) async fn create_session(
    app: web::Data<App>,
    request: HttpRequest,
    origin: Origin,
    body: web::Json<SignIn>,
) -> Result<HttpResponse> {
    let body = body.into_inner();
    let shown: String = body.username.chars().filter(|c| !c.is_control()).take(64).collect();
    guard::note(&request, shown);
    let credentials =
        Credentials { username: body.username, password: body.password, totp_code: body.totp_code };
    let login = sessions::sign_in(&app, credentials, &origin).await?;
    signed_in(&app, &request, login)
}

/// One's own sessions.
#[utoipa::path(tag = "sessions", responses((status = 200, body = Page<SessionInfo>)))]
#[get("/api/v1/sessions")]
pub(crate) async fn list_sessions(
    app: web::Data<App>,
    caller: Caller,
) -> Result<web::Json<Page<SessionInfo>>> {
    let sessions = sessions::list(&app, &caller).await?;
    Ok(web::Json(Page::whole(sessions)))
}

/// Signs out.
#[utoipa::path(tag = "sessions", responses((status = 204)))]
#[delete("/api/v1/sessions/current")]
pub(crate) async fn delete_current_session(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse> {
    let id = identity::session_id(&caller).ok_or_else(|| {
        Error::Conflict("An API key has no session to end. Revoke the key instead.".into())
    })?;
    sessions::end(&app, &caller, id).await?;
    let mut cookie = Cookie::build(COOKIE, "").path("/").http_only(true).finish();
    cookie.make_removal();
    Ok(HttpResponse::NoContent().cookie(cookie).finish())
}

/// Ends one of one's own sessions.
#[utoipa::path(tag = "sessions", params(("id" = Uuid, Path)), responses((status = 204)))]
#[delete("/api/v1/sessions/{id}")]
pub(crate) async fn delete_session(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse> {
    sessions::end(&app, &caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What this installation is.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlatformInfo {
    /// The dashboard's version.
    pub version: &'static str,
    /// What the service map calls this installation.
    pub environment: String,
}

/// Oneself, what one may do, and where one is.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeAnswer {
    /// Oneself.
    pub user: Me,
    /// To be sent as `X-CSRF-Token`; none for API keys, which need none.
    pub csrf_token: Option<String>,
    /// What this request may do.
    pub permissions: Permissions,
    /// What this installation is.
    pub platform: PlatformInfo,
}

/// Oneself.
#[utoipa::path(tag = "me", responses((status = 200, body = MeAnswer)))]
#[get("/api/v1/me")]
pub(crate) async fn get_me(app: web::Data<App>, caller: Caller) -> Result<web::Json<MeAnswer>> {
    let user = users::find(&app, caller.user_id).await?.into();
    Ok(web::Json(MeAnswer {
        user,
        csrf_token: identity::session_id(&caller).map(|id| app.config.csrf_token(id)),
        permissions: caller.permissions,
        platform: PlatformInfo {
            version: app.platform.version,
            environment: app.platform.map.current().environment.clone(),
        },
    }))
}

/// What to change of oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMe {
    /// Where to be reached.
    email: Option<String>,
}

/// Changes oneself.
#[utoipa::path(tag = "me", responses((status = 200, body = Me)))]
#[patch("/api/v1/me")]
pub(crate) async fn change_me(
    app: web::Data<App>,
    caller: Caller,
    body: web::Json<ChangeMe>,
) -> Result<web::Json<Me>> {
    let email = body.into_inner().email.as_deref().map(users::check_email).transpose()?;
    let changes = UserChanges { email, ..UserChanges::default() };
    users::change_own(&app, &caller, &changes).await.map(|user| web::Json(user.into()))
}

/// What changing one's password takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password so far.
    #[schema(value_type = String, format = Password)]
    current_password: SecretString,
    /// The password from now on: 12 to 256 characters.
    #[schema(value_type = String, format = Password)]
    new_password: SecretString,
}

/// Changes one's password and ends one's other sessions.
#[utoipa::path(tag = "me", responses((status = 204)))]
#[post("/api/v1/me/password")]
pub(crate) async fn change_password(
    app: web::Data<App>,
    caller: Caller,
    origin: Origin,
    body: web::Json<ChangePassword>,
) -> Result<HttpResponse> {
    let body = body.into_inner();
    let (current, new) = (body.current_password, body.new_password);
    sessions::change_password(&app, &caller, current, new, &origin).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Starts two-factor sign-in: a secret for the app, in force once confirmed.
#[utoipa::path(tag = "me", responses((status = 201, body = TotpEnrolment)))]
#[post("/api/v1/me/totp")]
pub(crate) async fn enrol_totp(app: web::Data<App>, caller: Caller) -> Result<HttpResponse> {
    let enrolment = totp::enrol(&app, caller.user_id).await?;
    Ok(HttpResponse::Created().json(enrolment))
}

/// A code of the authenticator app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpCode {
    /// Six digits.
    code: String,
}

/// Puts two-factor sign-in in force.
#[utoipa::path(tag = "me", responses((status = 200, body = RecoveryCodes)))]
#[post("/api/v1/me/totp/confirm")]
pub(crate) async fn confirm_totp(
    app: web::Data<App>,
    caller: Caller,
    body: web::Json<TotpCode>,
) -> Result<web::Json<RecoveryCodes>> {
    totp::confirm(&app, caller.user_id, body.code.trim()).await.map(web::Json)
}

/// One's password, to prove that it is oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordProof {
    /// The password.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// Turns two-factor sign-in off.
#[utoipa::path(tag = "me", responses((status = 204)))]
#[delete("/api/v1/me/totp")]
pub(crate) async fn disable_totp(
    app: web::Data<App>,
    caller: Caller,
    origin: Origin,
    body: web::Json<PasswordProof>,
) -> Result<HttpResponse> {
    totp::disable(&app, &caller, body.into_inner().password, &origin).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Makes new recovery codes.
#[utoipa::path(tag = "me", responses((status = 200, body = RecoveryCodes)))]
#[post("/api/v1/me/totp/recovery-codes")]
pub(crate) async fn renew_recovery_codes(
    app: web::Data<App>,
    caller: Caller,
    origin: Origin,
    body: web::Json<PasswordProof>,
) -> Result<web::Json<RecoveryCodes>> {
    totp::renew_recovery_codes(&app, &caller, body.into_inner().password, &origin)
        .await
        .map(web::Json)
}
