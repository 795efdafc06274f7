//! What every edge of every service shares: how an error is told to a caller, who a calling
//! service is, how lists are paged, and how a request is named in logs and answers.
//!
//! - [`Error`]: what a caller may see of a failure; [`problem`] turns it into
//!   `application/problem+json` (RFC 9457), [`status`] into a gRPC status. Internal text never leaves.
//! - [`paging`]: `{"items": [...], "next_cursor": ...}` and opaque cursors.
//! - [`request_id`]: the id that ties an answer, its log lines and its trace together.
//! - [`service_token`]: short-lived signed tokens that services show each other over gRPC.
//!
//! The crate knows neither databases nor buses: operations use [`Error`], edges use the rest.

mod error;
pub mod paging;
pub mod problem;
pub mod request_id;
pub mod service_token;
pub mod status;

pub use error::{AuthFailure, Error, Result};
