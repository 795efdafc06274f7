//! Two-factor sign-in with time-based one-time codes (RFC 6238) and recovery codes.

use chrono::Utc;
use diesel_async::AsyncPgConnection;
use nebula_api::{AuthFailure, Error, Result};
use nebula_vault::Keyring;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use totp_rs::{Algorithm, Builder, Secret, Totp};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::Caller,
    app::App,
    db::{self, users::UserRow},
    passwords,
    sessions::{self, Origin},
};

/// How many recovery codes a user gets.
const RECOVERY_CODES: usize = 10;
/// RFC 4226 asks for 160 bits.
const SECRET_BYTES: usize = 20;

/// What an authenticator app needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpEnrolment {
    /// The secret in base32, to type in by hand.
    pub secret: String,
    /// The same as an `otpauth://` URL, for a QR code.
    pub otpauth_url: String,
}

/// Codes that each work once instead of the app's code. Shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// The codes.
    pub recovery_codes: Vec<String>,
}

fn identity(user_id: Uuid) -> String {
    format!("users:{user_id}:totp_secret")
}

fn generator(secret: &[u8], username: &str) -> Result<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_skew(1)
        .with_secret(Secret::from(secret))
        .with_account_name(username)
        .with_issuer(Some("Nebula Command"))
        .build()
        .map_err(|error| Error::internal(error.to_string()))
}

/// Starts an enrolment: a new secret that is in force once [`confirm`]ed.
///
/// # Errors
/// `Conflict` when TOTP is in force already.
pub async fn enrol(app: &App, user_id: Uuid) -> Result<TotpEnrolment> {
    let secret = nebula_vault::random_bytes::<SECRET_BYTES>();
    let sealed =
        app.config.keyring.seal(&secret, &identity(user_id)).map_err(Error::internal)?.to_string();
    let user: UserRow = app
        .db
        .transaction(async move |conn| {
            let user = own(conn, user_id).await?;
            if user.totp_confirmed_at.is_some() {
                return Err(Error::Conflict(
                    "Two-factor sign-in is already on. Turn it off first to enrol again.".into(),
                ));
            }
            db::users::set_totp_secret(conn, user_id, Some(&sealed)).await?;
            Ok(user)
        })
        .await?;
    let otpauth_url = generator(&secret, &user.username)?
        .to_url()
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(TotpEnrolment { secret: Secret::from(&secret[..]).to_base32(), otpauth_url })
}

/// Puts the enrolled secret in force, proven by a `code`, and makes the recovery codes.
///
/// # Errors
/// `Conflict` without an enrolment, `Invalid` for a wrong code.
pub async fn confirm(app: &App, user_id: Uuid, code: &str) -> Result<RecoveryCodes> {
    let mut conn = app.db.conn().await?;
    let user = own(&mut conn, user_id).await?;
    drop(conn);
    let Some(sealed) = user.totp_secret.as_deref().filter(|_| user.totp_confirmed_at.is_none())
    else {
        return Err(Error::Conflict("There is no enrolment to confirm. Start one first.".into()));
    };
    let step = matching_step(&app.config.keyring, &user, sealed, code)?.ok_or_else(|| {
        Error::invalid("code", "is not the code the app shows now; check the clock of your device")
    })?;
    let (codes, hashes) = make_recovery_codes();
    app.db
        .transaction(async move |conn| {
            db::users::confirm_totp(conn, user_id, step).await?;
            db::users::replace_recovery_codes(conn, user_id, &hashes).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(codes)
}

/// Turns TOTP off, proven by the password.
///
/// # Errors
/// `Invalid` for a wrong password.
pub async fn disable(
    app: &App,
    caller: &Caller,
    password: SecretString,
    origin: &Origin,
) -> Result<()> {
    prove_own_password(app, caller, password, origin).await?;
    reset(app, caller.user_id).await
}

/// Turns TOTP of a user off.
///
/// # Errors
/// `NotFound` when there is no such user.
pub async fn reset(app: &App, user_id: Uuid) -> Result<()> {
    let mut conn = app.db.conn().await?;
    own(&mut conn, user_id).await?;
    Ok(db::users::set_totp_secret(&mut conn, user_id, None).await?)
}

/// Makes new recovery codes, proven by the password. The old ones stop working.
///
/// # Errors
/// `Invalid` for a wrong password, `Conflict` when TOTP is off.
pub async fn renew_recovery_codes(
    app: &App,
    caller: &Caller,
    password: SecretString,
    origin: &Origin,
) -> Result<RecoveryCodes> {
    let user = prove_own_password(app, caller, password, origin).await?;
    let user_id = user.id;
    if user.totp_confirmed_at.is_none() {
        return Err(Error::Conflict("Two-factor sign-in is off.".into()));
    }
    let (codes, hashes) = make_recovery_codes();
    app.db
        .transaction(async move |conn| {
            db::users::replace_recovery_codes(conn, user_id, &hashes).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(codes)
}

/// Checks the second factor of a sign-in: an app's code that was not used before, or a recovery
/// code. Uses it up.
///
/// # Errors
/// `TotpRequired` when there is none, `Invalid` credentials when it is wrong.
pub async fn check(app: &App, user: &UserRow, code: Option<&str>) -> Result<()> {
    let (Some(sealed), Some(_)) = (&user.totp_secret, user.totp_confirmed_at) else {
        return Ok(());
    };
    let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else {
        return Err(Error::Unauthenticated(AuthFailure::TotpRequired));
    };
    let mut conn = app.db.conn().await?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let accepted = if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
        match matching_step(&app.config.keyring, user, sealed, &digits)? {
            Some(step) => db::users::use_totp_step(&mut conn, user.id, step).await?,
            None => false,
        }
    } else {
        db::users::use_recovery_code(&mut conn, user.id, &hash_recovery_code(code)).await?
    };
    if accepted { Ok(()) } else { Err(Error::Unauthenticated(AuthFailure::Invalid)) }
}

fn matching_step(
    keyring: &Keyring,
    user: &UserRow,
    sealed: &str,
    code: &str,
) -> Result<Option<i64>> {
    let secret = keyring.open(sealed, &identity(user.id)).map_err(Error::internal)?;
    let now = u64::try_from(Utc::now().timestamp()).map_err(Error::internal)?;
    let step = generator(&secret, &user.username)?.check(code, now);
    step.map(i64::try_from).transpose().map_err(Error::internal)
}

fn make_recovery_codes() -> (RecoveryCodes, Vec<[u8; 32]>) {
    let recovery_codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| {
            let text = hex::encode(nebula_vault::random_bytes::<10>());
            text.as_bytes()
                .chunks(5)
                .map(|part| String::from_utf8_lossy(part).into_owned())
                .collect::<Vec<_>>()
                .join("-")
        })
        .collect();
    let hashes = recovery_codes.iter().map(|code| hash_recovery_code(code)).collect();
    (RecoveryCodes { recovery_codes }, hashes)
}

/// People type codes with spaces, without dashes, in capitals.
fn hash_recovery_code(code: &str) -> [u8; 32] {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    nebula_vault::hash_token(&plain)
}

async fn own(conn: &mut AsyncPgConnection, user_id: Uuid) -> Result<UserRow> {
    db::users::find(conn, user_id)
        .await?
        .ok_or_else(|| Error::not_found("user", user_id.to_string()))
}

/// The caller's account, if `password` is theirs. Wrong ones count like failed sign-ins.
async fn prove_own_password(
    app: &App,
    caller: &Caller,
    password: SecretString,
    origin: &Origin,
) -> Result<UserRow> {
    let scopes = sessions::throttle_scopes(&caller.username, origin);
    let mut conn = app.db.conn().await?;
    sessions::refuse_blocked(db::throttles::blocked_until(&mut conn, &scopes).await?)?;
    drop(conn);
    let proven = prove_password(app, caller.user_id, password).await;
    if matches!(proven, Err(Error::Invalid { .. })) {
        sessions::count_failure(app, &scopes).await?;
    }
    proven
}

/// The user, if `password` is theirs.
///
/// # Errors
/// `Invalid` naming the field `password` when it is not.
pub async fn prove_password(app: &App, user_id: Uuid, password: SecretString) -> Result<UserRow> {
    let mut conn = app.db.conn().await?;
    let user = own(&mut conn, user_id).await?;
    drop(conn);
    let length = password.expose_secret().len();
    if length > 1024 || !passwords::verify(password, Some(user.password_hash.clone())).await? {
        return Err(Error::invalid("password", "is not your password"));
    }
    Ok(user)
}
