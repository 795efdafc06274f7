//! Errors as gRPC statuses.

use tonic::{Code, Status};

use crate::{AuthFailure, Error};

impl From<Error> for Status {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::NotFound { .. } => Code::NotFound,
            Error::Invalid { .. } | Error::Malformed(_) => Code::InvalidArgument,
            Error::Conflict(_) | Error::SetupRequired => Code::FailedPrecondition,
            Error::Unauthenticated(
                AuthFailure::Missing | AuthFailure::Invalid | AuthFailure::TotpRequired,
            ) => Code::Unauthenticated,
            Error::Forbidden(_) | Error::CrossSite => Code::PermissionDenied,
            Error::RateLimited { .. } | Error::TooLarge { .. } => Code::ResourceExhausted,
            Error::Unavailable { .. } => Code::Unavailable,
            Error::Internal(_) => Code::Internal,
        };
        if matches!(error, Error::Internal(_) | Error::Unavailable { .. }) {
            tracing::error!(error = %error, "rpc failed");
        }
        Self::new(code, error.detail())
    }
}
