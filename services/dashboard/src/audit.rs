//! The audit log: written before a change is made, completed after it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use nebula_api::{Result, paging::Page};
use uuid::Uuid;

use crate::{
    access::{Caller, Credential},
    app::App,
    db::{
        self,
        audit::{AuditFilter, AuditRow},
    },
};

/// Refusals of nobody in particular are written once in this time for each address and action:
/// a scanner must not be able to fill the disk.
const ANONYMOUS_EVERY: Duration = Duration::from_secs(60);
/// So many addresses are told apart.
const ANONYMOUS_KNOWN: usize = 4096;

/// How an attempt ended, and what became known meanwhile.
#[derive(Clone, Debug)]
pub struct Completion {
    /// How it ended.
    pub outcome: Outcome,
    /// The HTTP status of the answer.
    pub status: u16,
    /// More, for people. Holds no secrets.
    pub detail: Option<String>,
    /// Who made it, when that turned out only now.
    pub user: Option<(Uuid, String)>,
}

/// How an audited request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it should.
    Succeeded,
    /// It was allowed and went wrong.
    Failed,
    /// It was refused.
    Denied,
}

impl Outcome {
    /// The outcome of an answer with this HTTP status.
    pub fn of_status(status: u16) -> Self {
        match status {
            401 | 403 | 429 => Self::Denied,
            400.. => Self::Failed,
            _ => Self::Succeeded,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Denied => "denied",
        }
    }
}

/// What is known of a request when its entry is written.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What is done, e.g. `container.stop`.
    pub action: &'static str,
    /// To what.
    pub target: Option<String>,
    /// From where.
    pub address: String,
    /// The request.
    pub request_id: String,
}

/// Remembers which anonymous refusals were written lately.
#[derive(Default)]
pub struct RefusalThrottle(Mutex<HashMap<(String, &'static str), Instant>>);

impl RefusalThrottle {
    fn admits(&self, address: &str, action: &'static str) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= ANONYMOUS_KNOWN {
            seen.retain(|_, at| at.elapsed() < ANONYMOUS_EVERY);
            if seen.len() >= ANONYMOUS_KNOWN {
                return false;
            }
        }
        let last = seen.entry((address.to_owned(), action));
        match last {
            std::collections::hash_map::Entry::Occupied(mut entry) => {
                let due = entry.get().elapsed() >= ANONYMOUS_EVERY;
                if due {
                    entry.insert(Instant::now());
                }
                due
            }
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(Instant::now());
                true
            }
        }
    }
}

fn row(caller: Option<&Caller>, attempt: Attempt, outcome: &str) -> AuditRow {
    let (actor_kind, actor_id, actor_name) = match caller {
        None => ("anonymous", None, "anonymous".to_owned()),
        Some(caller) => match caller.credential {
            Credential::Session(_) => ("user", Some(caller.user_id), caller.username.clone()),
            Credential::ApiKey(id) => ("api_key", Some(id), caller.username.clone()),
        },
    };
    AuditRow {
        id: Uuid::now_v7(),
        at: Utc::now(),
        actor_kind: actor_kind.into(),
        actor_id,
        actor_name,
        action: attempt.action.into(),
        target: attempt.target,
        outcome: outcome.into(),
        status: None,
        address: Some(attempt.address),
        request_id: attempt.request_id,
        detail: None,
    }
}

/// Writes that `attempt` is about to be made. Without this entry it must not be made.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn begin(app: &App, caller: Option<&Caller>, attempt: Attempt) -> Result<Uuid> {
    let row = row(caller, attempt, "pending");
    let mut conn = app.db.conn().await?;
    db::audit::insert(&mut conn, &row).await?;
    Ok(row.id)
}

/// Completes an entry. The change is made already, so a failure here is only logged; the entry
/// then stays `pending`, which says so.
pub async fn complete(app: &App, id: Uuid, completion: Completion) {
    let Completion { outcome, status, detail, user } = completion;
    let completed = async {
        let mut conn = app.db.conn().await?;
        if let Some((user_id, username)) = user {
            db::audit::set_user(&mut conn, id, user_id, &username).await?;
        }
        let status = i16::try_from(status).unwrap_or(0);
        db::audit::complete(&mut conn, id, outcome.as_str(), status, detail.as_deref()).await
    };
    if let Err(error) = completed.await {
        tracing::warn!(audit.id = %id, %error, "an audit entry could not be completed");
    }
}

/// Writes a refusal. Refusing does not depend on it, so a failure is only logged.
pub async fn refused(
    app: &App,
    caller: Option<&Caller>,
    attempt: Attempt,
    status: u16,
    detail: &str,
) {
    if caller.is_none() && !app.refusals.admits(&attempt.address, attempt.action) {
        return;
    }
    let mut row = row(caller, attempt, Outcome::Denied.as_str());
    row.status = i16::try_from(status).ok();
    row.detail = Some(detail.to_owned());
    let written = async {
        let mut conn = app.db.conn().await?;
        db::audit::insert(&mut conn, &row).await
    };
    if let Err(error) = written.await {
        tracing::warn!(audit.action = row.action, %error, "a refusal could not be written");
    }
}

/// Entries, the newest first.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn list(
    app: &App,
    filter: &AuditFilter,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: u32,
) -> Result<Page<AuditRow>> {
    let mut conn = app.db.conn().await?;
    let rows = db::audit::list(&mut conn, filter, before, i64::from(limit) + 1).await?;
    Page::cut(rows, limit, |row| (row.at, row.id))
}
