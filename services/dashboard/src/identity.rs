//! Who is behind a request: sessions and API keys turned into a [`Caller`].
//!
//! A proven identity is remembered for [`FRESH`], so that a busy page does not ask the database for
//! every request. Ending a session, changing a user, a role or a key forgets all of them at once,
//! here and (over the bus) in every other copy of the dashboard. While PostgreSQL is away, who was
//! proven within [`GRACE`] may go on looking, but not change anything.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use moka::sync::Cache;
use nebula_api::{AuthFailure, Error, Result};
use nebula_bus::Event;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    access::{Caller, Credential, Permissions, Role},
    app::App,
    db::{self, QueryResult},
};

/// How long a proof holds without asking again.
pub const FRESH: Duration = Duration::from_secs(5);
/// How long a proof holds for reading while the database is away.
pub const GRACE: Duration = Duration::from_secs(300);
/// `last_seen_at` is no finer than this.
const TOUCH_EVERY: TimeDelta = TimeDelta::seconds(60);
/// All API keys start with this.
pub const API_KEY_PREFIX: &str = "nbc_";

/// What a request shows to prove who it is.
#[derive(Clone, Copy, Debug)]
pub enum Presented<'a> {
    /// The session cookie.
    Cookie(&'a str),
    /// The bearer token.
    Bearer(&'a str),
}

struct Proof {
    caller: Caller,
    at: Instant,
    ends_at: Option<DateTime<Utc>>,
}

/// What a proof is remembered by: a key shown as a cookie, or the other way round, proves nothing.
type Shown = (bool, [u8; 32]);

/// Remembers proven identities.
pub struct Identities {
    proofs: Cache<Shown, Arc<Proof>>,
    /// Changes whenever everything was forgotten: a proof read before must not be remembered after.
    generation: AtomicU64,
    forgotten: watch::Sender<u64>,
}

impl Default for Identities {
    fn default() -> Self {
        Self {
            proofs: Cache::builder().max_capacity(10_000).time_to_live(GRACE).build(),
            generation: AtomicU64::new(0),
            forgotten: watch::channel(0).0,
        }
    }
}

impl Identities {
    /// Forgets every proof: the next request of anyone asks the database.
    pub fn forget_all(&self) {
        let generation = self.generation.fetch_add(1, Ordering::SeqCst) + 1;
        self.proofs.invalidate_all();
        self.forgotten.send_replace(generation);
    }

    /// Wakes after each [`Self::forget_all`], so that open streams ask again too.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.forgotten.subscribe()
    }
}

/// Sessions, users, roles or keys changed: every copy of the dashboard forgets what it knows.
#[derive(Debug, Serialize, Deserialize)]
pub struct AccessChanged {}

impl Event for AccessChanged {
    const TYPE: &'static str = "nebula.access.changed";

    fn subject(&self) -> Option<String> {
        None
    }
}

/// Makes a change of sessions, users, roles or keys take effect at once, everywhere.
pub async fn access_changed(app: &App) {
    app.identities.forget_all();
    if let Err(error) = app.platform.bus.publish(&AccessChanged {}).await {
        // Other copies notice when their proofs are no longer fresh.
        tracing::debug!(%error, "could not tell other copies that access changed");
    }
}

/// Who shows `presented`. `reading` says that the request changes nothing.
///
/// # Errors
/// `Unauthenticated` for what is unknown, ended, revoked or belongs to a disabled user;
/// `Unavailable` when the database cannot be asked and memory does not suffice.
pub async fn authenticate(app: &App, presented: Presented<'_>, reading: bool) -> Result<Caller> {
    let token = match presented {
        Presented::Cookie(token) | Presented::Bearer(token) => token,
    };
    let hash = nebula_vault::hash_token(token);
    let shown = (matches!(presented, Presented::Bearer(_)), hash);
    let known = app
        .identities
        .proofs
        .get(&shown)
        .filter(|proof| proof.ends_at.is_none_or(|end| end > Utc::now()));
    if let Some(proof) = &known
        && proof.at.elapsed() < FRESH
    {
        return Ok(proof.caller.clone());
    }
    let generation = app.identities.generation.load(Ordering::SeqCst);
    match prove(app, presented, &hash).await {
        Ok(Some((caller, ends_at))) => {
            let proof = Proof { caller: caller.clone(), at: Instant::now(), ends_at };
            app.identities.proofs.insert(shown, Arc::new(proof));
            if app.identities.generation.load(Ordering::SeqCst) != generation {
                app.identities.proofs.invalidate(&shown);
            }
            Ok(caller)
        }
        Ok(None) => {
            app.identities.proofs.invalidate(&shown);
            Err(Error::Unauthenticated(AuthFailure::Missing))
        }
        Err(error) => match known {
            Some(proof) if error.is_unavailable() && reading => Ok(proof.caller.clone()),
            _ => Err(error.into()),
        },
    }
}

async fn prove(
    app: &App,
    presented: Presented<'_>,
    hash: &[u8; 32],
) -> QueryResult<Option<(Caller, Option<DateTime<Utc>>)>> {
    let mut conn = app.db.conn().await?;
    let (user, credential, ends_at, scopes) = match presented {
        Presented::Cookie(_) => {
            let Some((session, user)) = db::sessions::find_live(&mut conn, hash).await? else {
                return Ok(None);
            };
            if Utc::now() - session.last_seen_at > TOUCH_EVERY {
                db::sessions::touch(&mut conn, session.id).await?;
            }
            (user, Credential::Session(session.id), Some(session.expires_at), None)
        }
        Presented::Bearer(token) => {
            if !token.starts_with(API_KEY_PREFIX) {
                return Ok(None);
            }
            let Some((key, user)) = db::api_keys::find_live(&mut conn, hash).await? else {
                return Ok(None);
            };
            if key.last_used_at.is_none_or(|at| Utc::now() - at > TOUCH_EVERY) {
                db::api_keys::touch(&mut conn, key.id).await?;
            }
            // Scopes that cannot be read give nothing.
            let scopes: Permissions = serde_json::from_value(key.scopes).unwrap_or_default();
            (user, Credential::ApiKey(key.id), key.expires_at, Some(scopes))
        }
    };
    let Ok(role) = user.role.parse::<Role>() else { return Ok(None) };
    let of_role = db::roles::permissions(&mut conn, role).await?;
    let permissions = match scopes {
        Some(scopes) => scopes.limited_to(&of_role),
        None => of_role,
    };
    let caller =
        Caller { user_id: user.id, username: user.username, role, permissions, credential };
    Ok(Some((caller, ends_at)))
}

/// The session id of a caller who has one.
pub fn session_id(caller: &Caller) -> Option<Uuid> {
    match caller.credential {
        Credential::Session(id) => Some(id),
        Credential::ApiKey(_) => None,
    }
}
