use std::{error::Error as StdError, fmt, time::Duration};

/// The result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn StdError + Send + Sync>;

/// Why a caller is not authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthFailure {
    /// No session, key or token was shown, or it has ended.
    Missing,
    /// The credentials are wrong. Never says which part.
    Invalid,
    /// The password was right; a one-time code is needed too.
    TotpRequired,
}

/// What went wrong, in the words a caller may read.
///
/// Every variant but [`Error::Internal`] and [`Error::Unavailable`]'s `source` is shown as it is:
/// write messages that say what happened, why, and what to do, and put no secrets in them.
#[derive(Debug)]
pub enum Error {
    /// The thing does not exist, or the caller may not know that it does.
    NotFound {
        /// What kind of thing, e.g. `container`.
        kind: &'static str,
        /// How the caller named it.
        id: String,
    },
    /// A value of the request is wrong.
    Invalid {
        /// The field, as the caller spells it; empty when it is the whole body.
        field: String,
        /// What is wrong with it and what a right value looks like.
        message: String,
    },
    /// The request could not be read at all (broken JSON, invalid UTF-8).
    Malformed(String),
    /// The request contradicts the present state.
    Conflict(String),
    /// Nothing but setup answers before the platform is set up.
    SetupRequired,
    /// The caller is not known.
    Unauthenticated(AuthFailure),
    /// The caller is known and may not do this.
    Forbidden(String),
    /// An unsafe request came without a valid CSRF token or from a foreign origin.
    CrossSite,
    /// Too many requests; `retry_after` says when the next one has a chance.
    RateLimited {
        /// Time to wait before the next try.
        retry_after: Duration,
    },
    /// The body is larger than this endpoint accepts.
    TooLarge {
        /// The most bytes it accepts.
        limit_bytes: u64,
    },
    /// Something that this service depends on does not answer. Trying again later can help.
    Unavailable {
        /// The dependency, e.g. `postgresql`, `docker`.
        service: &'static str,
        /// What it said; shown to the caller, so written for people.
        detail: String,
        /// The underlying error, for the log only.
        source: Option<Source>,
    },
    /// A fault of ours. The caller sees only the request id.
    Internal(Source),
}

impl Error {
    /// A wrong value in `field`.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), message: message.into() }
    }

    /// A thing that is not there.
    pub fn not_found(kind: &'static str, id: impl Into<String>) -> Self {
        Self::NotFound { kind, id: id.into() }
    }

    /// A fault of ours.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::Internal(source.into())
    }

    /// A dependency that does not answer.
    pub fn unavailable(
        service: &'static str,
        detail: impl Into<String>,
        source: impl Into<Source>,
    ) -> Self {
        Self::Unavailable { service, detail: detail.into(), source: Some(source.into()) }
    }

    /// The stable machine-readable code of the problem document.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::Invalid { .. } | Self::Malformed(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::SetupRequired => "setup_required",
            Self::Unauthenticated(AuthFailure::TotpRequired) => "totp_required",
            Self::Unauthenticated(_) => "unauthenticated",
            Self::Forbidden(_) => "forbidden",
            Self::CrossSite => "csrf",
            Self::RateLimited { .. } => "rate_limited",
            Self::TooLarge { .. } => "payload_too_large",
            Self::Unavailable { .. } => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// The sentence for the caller.
    pub fn detail(&self) -> String {
        match self {
            Self::NotFound { kind, id } => format!("There is no {kind} `{id}`."),
            Self::Invalid { field, message } if field.is_empty() => message.clone(),
            Self::Invalid { field, message } => format!("`{field}`: {message}"),
            Self::Malformed(message) | Self::Conflict(message) | Self::Forbidden(message) => {
                message.clone()
            }
            Self::SetupRequired => {
                "The platform is not set up yet. Open the setup page and create the first \
                 administrator."
                    .into()
            }
            Self::Unauthenticated(AuthFailure::Missing) => {
                "You are not signed in, or your session or key has ended. Sign in again.".into()
            }
            Self::Unauthenticated(AuthFailure::Invalid) => {
                "The user name, password or code is wrong.".into()
            }
            Self::Unauthenticated(AuthFailure::TotpRequired) => {
                "This account uses two-factor sign-in. Send the code of your authenticator app, \
                 or a recovery code."
                    .into()
            }
            Self::CrossSite => {
                "The request does not prove that it comes from this console. Reload the page and \
                 try again; programs should use an API key."
                    .into()
            }
            Self::RateLimited { retry_after } => {
                format!("Too many attempts. Try again in {} s.", retry_after.as_secs().max(1))
            }
            Self::TooLarge { limit_bytes } => {
                format!("The body is larger than the {limit_bytes} bytes accepted here.")
            }
            Self::Unavailable { detail, .. } => detail.clone(),
            Self::Internal(_) => {
                "Something went wrong on our side. The log has it under this request id.".into()
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // For logs: the caller gets `detail()`, which hides sources.
        if let Self::Internal(source) = self {
            return write!(f, "internal error: {source}");
        }
        if let Self::Unavailable { service, detail, source: Some(source) } = self {
            return write!(f, "{service} unavailable: {detail} ({source})");
        }
        f.write_str(&self.detail())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        if let Self::Internal(source) | Self::Unavailable { source: Some(source), .. } = self {
            return Some(&**source);
        }
        None
    }
}
