//! Users, roles, API keys, the audit log and settings.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use chrono::{DateTime, Datelike as _, Utc};
use nebula_api::{
    Error, Result,
    paging::{Page, PageQuery},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::guard;
use crate::{
    access::{Caller, Permissions, Role},
    api_keys::{self, ApiKey},
    app::App,
    audit,
    db::{
        audit::{AuditFilter, AuditRow},
        settings::SettingsChanges,
    },
    delegation,
    roles::{self, RoleInfo},
    settings::{self, Settings},
    totp,
    users::{self, ChangeUser, User},
};

/// Which users are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserQuery {
    /// Part of the name or address.
    search: Option<String>,
    /// How many items, 1 to 200; 50 when not given.
    limit: Option<u32>,
    /// Where the page starts.
    cursor: Option<String>,
}

/// Users by name.
#[utoipa::path(tag = "users", params(UserQuery), responses((status = 200, body = Page<User>)))]
#[get("/api/v1/users")]
pub(crate) async fn list_users(
    app: web::Data<App>,
    query: web::Query<UserQuery>,
) -> Result<web::Json<Page<User>>> {
    let UserQuery { search, limit, cursor } = query.into_inner();
    let page = PageQuery { limit, cursor };
    users::list(&app, search.as_deref(), page.position()?, page.limit()?).await.map(web::Json)
}

/// A user to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUser {
    /// 3 to 32 of a-z, 0-9, `.`, `_` and `-`.
    username: String,
    /// Where to reach the user.
    email: String,
    /// What the user is.
    role: Role,
    /// 12 to 256 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// Makes a user.
#[utoipa::path(tag = "users", responses((status = 201, body = User)))]
#[post("/api/v1/users")]
pub(crate) async fn create_user(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    body: web::Json<CreateUser>,
) -> Result<HttpResponse> {
    let CreateUser { username, email, role, password } = body.into_inner();
    delegation::may_give_role(&app, &caller, role).await?;
    let user = users::create(&app, users::CreateUser { username, email, role, password }).await?;
    guard::note(&request, format!("{} as {}", user.username, role.as_str()));
    Ok(HttpResponse::Created().json(user))
}

/// One user.
#[utoipa::path(tag = "users", params(("id" = Uuid, Path)), responses((status = 200, body = User)))]
#[get("/api/v1/users/{id}")]
pub(crate) async fn get_user(app: web::Data<App>, id: web::Path<Uuid>) -> Result<web::Json<User>> {
    users::find(&app, *id).await.map(web::Json)
}

/// What to change of a user; what is not given stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateUser {
    /// Where to reach the user.
    email: Option<String>,
    /// What the user is.
    role: Option<Role>,
    /// Whether signing in is switched off.
    disabled: Option<bool>,
    /// A new password.
    #[schema(value_type = Option<String>, format = Password)]
    password: Option<SecretString>,
}

/// Changes a user.
#[utoipa::path(tag = "users", params(("id" = Uuid, Path)), responses((status = 200, body = User)))]
#[patch("/api/v1/users/{id}")]
pub(crate) async fn update_user(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: web::Json<UpdateUser>,
) -> Result<web::Json<User>> {
    let UpdateUser { email, role, disabled, password } = body.into_inner();
    delegation::may_change_user(&app, &caller, *id).await?;
    if let Some(role) = role {
        delegation::may_give_role(&app, &caller, role).await?;
    }
    let email = email.as_deref().map(users::check_email).transpose()?;
    let mut changed = Vec::new();
    changed.extend(email.as_ref().map(|email| format!("email: {email}")));
    changed.extend(role.map(|role| format!("role: {}", role.as_str())));
    changed.extend(disabled.map(|disabled| format!("disabled: {disabled}")));
    changed.extend(password.as_ref().map(|_| "new password".to_owned()));
    guard::note(&request, changed.join(", "));
    let change = ChangeUser { email, role, disabled, password };
    users::change(&app, &caller, *id, change).await.map(web::Json)
}

/// Removes a user with its sessions and keys.
#[utoipa::path(tag = "users", params(("id" = Uuid, Path)), responses((status = 204)))]
#[delete("/api/v1/users/{id}")]
pub(crate) async fn delete_user(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse> {
    delegation::may_change_user(&app, &caller, *id).await?;
    // The account's name goes with it; the log keeps it.
    guard::note(&request, users::find(&app, *id).await?.username);
    users::delete(&app, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Turns a user's two-factor sign-in off, for who lost the device and the codes.
#[utoipa::path(tag = "users", params(("id" = Uuid, Path)), responses((status = 204)))]
#[post("/api/v1/users/{id}/totp/reset")]
pub(crate) async fn reset_user_totp(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse> {
    delegation::may_change_user(&app, &caller, *id).await?;
    totp::reset(&app, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The permission matrix.
#[utoipa::path(tag = "roles", responses((status = 200, body = Page<RoleInfo>)))]
#[get("/api/v1/roles")]
pub(crate) async fn list_roles(app: web::Data<App>) -> Result<web::Json<Page<RoleInfo>>> {
    Ok(web::Json(Page::whole(roles::list(&app).await?)))
}

/// What a role may do from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateRole {
    /// A level for each module; what is not named gets none.
    permissions: Permissions,
}

/// Replaces what a role may do.
#[utoipa::path(tag = "roles", params(("name" = Role, Path)), responses((status = 200, body = RoleInfo)))]
#[put("/api/v1/roles/{name}")]
pub(crate) async fn update_role(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    name: web::Path<String>,
    body: web::Json<UpdateRole>,
) -> Result<web::Json<RoleInfo>> {
    let role: Role = name.parse().map_err(|_| Error::not_found("role", name.as_str()))?;
    let permissions = body.into_inner().permissions;
    delegation::may_give_permissions(&caller, &permissions)?;
    let given: Vec<String> = permissions
        .iter()
        .filter(|(_, level)| *level != crate::access::Level::None)
        .map(|(module, level)| format!("{module}: {}", level.as_str()))
        .collect();
    guard::note(&request, given.join(", "));
    roles::replace(&app, role, permissions).await.map(web::Json)
}

/// Which keys are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ApiKeyQuery {
    /// Everyone's keys, not only one's own. Needs `api_keys: admin`.
    all: Option<bool>,
    /// How many items, 1 to 200; 50 when not given.
    limit: Option<u32>,
    /// Where the page starts.
    cursor: Option<String>,
}

/// API keys, the newest first.
#[utoipa::path(tag = "api keys", params(ApiKeyQuery), responses((status = 200, body = Page<ApiKey>)))]
#[get("/api/v1/api-keys")]
pub(crate) async fn list_api_keys(
    app: web::Data<App>,
    caller: Caller,
    query: web::Query<ApiKeyQuery>,
) -> Result<web::Json<Page<ApiKey>>> {
    let ApiKeyQuery { all, limit, cursor } = query.into_inner();
    let page = PageQuery { limit, cursor };
    let all = all.unwrap_or(false);
    api_keys::list(&app, &caller, all, page.position()?, page.limit()?).await.map(web::Json)
}

/// A key to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// What it is for.
    name: String,
    /// What it may do at most; never more than its owner.
    scopes: Permissions,
    /// Days until it stops working, 1 to 366; never when not given.
    expires_in_days: Option<u32>,
}

/// A key just made.
#[derive(Serialize, ToSchema)]
pub struct NewApiKey {
    /// The key.
    key: ApiKey,
    /// Its secret, shown this once.
    secret: String,
}

/// Makes a key.
#[utoipa::path(tag = "api keys", responses((status = 201, body = NewApiKey)))]
#[post("/api/v1/api-keys")]
pub(crate) async fn create_api_key(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    body: web::Json<CreateApiKey>,
) -> Result<HttpResponse> {
    let CreateApiKey { name, scopes, expires_in_days } = body.into_inner();
    let new = api_keys::CreateApiKey { name, scopes, expires_in_days };
    let (key, secret) = api_keys::create(&app, &caller, new).await?;
    guard::note(&request, format!("{} ({})", key.name, key.prefix));
    let body = NewApiKey { key, secret: secret.expose_secret().to_owned() };
    Ok(HttpResponse::Created().json(body))
}

/// Revokes a key.
#[utoipa::path(tag = "api keys", params(("id" = Uuid, Path)), responses((status = 204)))]
#[delete("/api/v1/api-keys/{id}")]
pub(crate) async fn revoke_api_key(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse> {
    api_keys::revoke(&app, &caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Which entries are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Part of the action, actor, target, detail or address.
    search: Option<String>,
    /// The actor's exact name.
    actor: Option<String>,
    /// The exact action.
    action: Option<String>,
    /// `pending`, `succeeded`, `failed` or `denied`.
    outcome: Option<String>,
    /// Not before.
    since: Option<DateTime<Utc>>,
    /// Before.
    until: Option<DateTime<Utc>>,
    /// How many items, 1 to 200; 50 when not given.
    limit: Option<u32>,
    /// Where the page starts.
    cursor: Option<String>,
}

/// Years of four digits: some of what else can be written in RFC 3339, PostgreSQL cannot hold.
fn within_calendar(field: &str, at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>> {
    match at {
        Some(at) if !(0..=9999).contains(&at.year()) => {
            Err(Error::invalid(field, "must be in the years 0 to 9999"))
        }
        at => Ok(at),
    }
}

/// The audit log, the newest first.
#[utoipa::path(tag = "audit", params(AuditQuery), responses((status = 200, body = Page<AuditRow>)))]
#[get("/api/v1/audit-events")]
pub(crate) async fn list_audit_events(
    app: web::Data<App>,
    query: web::Query<AuditQuery>,
) -> Result<web::Json<Page<AuditRow>>> {
    let AuditQuery { search, actor, action, outcome, since, until, limit, cursor } =
        query.into_inner();
    let page = PageQuery { limit, cursor };
    let (since, until) = (within_calendar("since", since)?, within_calendar("until", until)?);
    let filter = AuditFilter { search, actor, action, outcome, since, until };
    audit::list(&app, &filter, page.position()?, page.limit()?).await.map(web::Json)
}

/// The settings.
#[utoipa::path(tag = "settings", responses((status = 200, body = Settings)))]
#[get("/api/v1/settings")]
pub(crate) async fn get_settings(app: web::Data<App>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(&*settings::load(&app).await?))
}

/// What to change; what is not given stays.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSettings {
    /// How long a sign-in lasts, 1 to 2160 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    session_lifetime_hours: Option<i32>,
    /// How long the audit log is kept, 30 to 3650 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    audit_retention_days: Option<i32>,
    /// How long recordings of terminals are kept, 1 to 3650 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_retention_days: Option<i32>,
    /// Whether terminals are recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    terminal_recording: Option<bool>,
}

/// Changes the settings.
#[utoipa::path(tag = "settings", responses((status = 200, body = Settings)))]
#[patch("/api/v1/settings")]
pub(crate) async fn update_settings(
    app: web::Data<App>,
    request: HttpRequest,
    body: web::Json<UpdateSettings>,
) -> Result<HttpResponse> {
    let body = body.into_inner();
    guard::note(&request, serde_json::to_string(&body).map_err(Error::internal)?);
    let changes = SettingsChanges {
        session_lifetime_hours: body.session_lifetime_hours,
        audit_retention_days: body.audit_retention_days,
        recording_retention_days: body.recording_retention_days,
        terminal_recording: body.terminal_recording,
    };
    Ok(HttpResponse::Ok().json(&*settings::change(&app, changes).await?))
}
