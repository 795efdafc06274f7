//! What can go wrong with a database.

use std::error::Error as StdError;

use diesel::result::{DatabaseErrorKind, Error as QueryError};

/// Why a database operation failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// PostgreSQL could not be reached, is starting or stopping, or the pool had no connection
    /// in time. The same call may work later.
    #[error("PostgreSQL is unavailable")]
    Unavailable(#[source] Box<dyn StdError + Send + Sync>),
    /// PostgreSQL answered with an error, or diesel could not build or read the query.
    #[error("the query failed: {0}")]
    Query(#[source] QueryError),
    /// A migration failed, or the database has migrations that this program does not know.
    #[error("the database could not be migrated: {0}")]
    Migration(#[source] Box<dyn StdError + Send + Sync>),
}

impl DbError {
    /// Whether the same call may work later without anything being changed.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    /// The name of the unique constraint or index that a write ran into, if that is the error.
    /// Empty when the server did not name it.
    pub fn is_unique_violation(&self) -> Option<&str> {
        let Self::Query(QueryError::DatabaseError(DatabaseErrorKind::UniqueViolation, info)) = self
        else {
            return None;
        };
        Some(info.constraint_name().unwrap_or_default())
    }

    /// The name of the foreign key that a write ran into, if that is the error.
    pub fn is_foreign_key_violation(&self) -> Option<&str> {
        let Self::Query(QueryError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, info)) =
            self
        else {
            return None;
        };
        Some(info.constraint_name().unwrap_or_default())
    }

    /// Whether a query that expects a row found none.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Query(QueryError::NotFound))
    }

    pub(crate) fn unavailable(reason: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Unavailable(reason.into())
    }
}

impl From<QueryError> for DbError {
    fn from(error: QueryError) -> Self {
        if means_unavailable(&error) {
            Self::Unavailable(Box::new(error))
        } else {
            Self::Query(error)
        }
    }
}

/// What a caller may read of it: an absent database is `unavailable`, a text with a NUL in it (JSON
/// and query strings can hold one, PostgreSQL cannot) is the caller's fault, anything else is ours.
/// An operation that expects a violated constraint or a missing row asks for it first.
impl From<DbError> for nebula_api::Error {
    fn from(error: DbError) -> Self {
        if error.is_unavailable() {
            let detail = "The database does not answer. What needs it works again once it is back.";
            return Self::unavailable("postgresql", detail, error);
        }
        if holds_nul(&error) {
            return Self::invalid("", "A text of the request holds the character NUL (U+0000).");
        }
        Self::internal(error)
    }
}

/// Whether PostgreSQL refused a text (22021, known by its text only, see [`means_unavailable`]).
/// Rust's strings are valid UTF-8, so it can only be for a NUL.
fn holds_nul(error: &DbError) -> bool {
    let DbError::Query(QueryError::DatabaseError(DatabaseErrorKind::Unknown, info)) = error else {
        return false;
    };
    info.message().starts_with("invalid byte sequence for encoding \"UTF8\": 0x00")
}

/// Whether an error says that the connection or the server is gone.
///
/// diesel-async drops the SQLSTATE of the codes it has no kind for, so those of class 57P are
/// recognised by the server's (untranslated) text; a server that speaks another language costs a
/// less fitting error kind, nothing else.
fn means_unavailable(error: &QueryError) -> bool {
    if let QueryError::RollbackErrorOnCommit { commit_error, .. } = error {
        return means_unavailable(commit_error);
    }
    let QueryError::DatabaseError(kind, info) = error else {
        return matches!(error, QueryError::BrokenTransactionManager);
    };
    let gone = [
        "terminating connection due to",
        "the database system is ",
        "sorry, too many clients already",
        "remaining connection slots are reserved",
    ];
    matches!(kind, DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand)
        || matches!(kind, DatabaseErrorKind::Unknown)
            && gone.iter().any(|text| info.message().starts_with(text))
}

/// Whether an error says that the transaction lost a race and would probably succeed if it were
/// run again: a serialization failure (40001) or a deadlock (40P01, known by its text only, see
/// [`means_unavailable`]).
fn means_lost_race(error: &QueryError) -> bool {
    if let QueryError::RollbackErrorOnCommit { commit_error, .. } = error {
        return means_lost_race(commit_error);
    }
    let QueryError::DatabaseError(kind, info) = error else { return false };
    matches!(kind, DatabaseErrorKind::SerializationFailure)
        || matches!(kind, DatabaseErrorKind::Unknown) && info.message() == "deadlock detected"
}

/// [`means_lost_race`] for an error that may hold the database's error somewhere in its chain of
/// sources.
pub(crate) fn has_lost_race(error: &(dyn StdError + 'static)) -> bool {
    std::iter::successors(Some(error), |&error| error.source()).any(|error| {
        error.downcast_ref::<QueryError>().is_some_and(means_lost_race)
            || matches!(error.downcast_ref(), Some(DbError::Query(inner)) if means_lost_race(inner))
    })
}

/// An error's whole chain in one line, for errors whose own text leaves the cause out.
pub(crate) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    for cause in std::iter::successors(error.source(), |&error| error.source()) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
