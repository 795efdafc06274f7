//! What can go wrong when an engine is asked for something.

use std::fmt;
use std::time::Duration;

/// The result of an operation on an engine.
pub type Result<T> = std::result::Result<T, Error>;

/// Which kind of thing an operation was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceKind {
    /// A container.
    Container,
    /// An image.
    Image,
    /// A volume.
    Volume,
    /// A network.
    Network,
    /// A file or directory in a container.
    Path,
    /// The engine itself.
    Engine,
}

impl ResourceKind {
    /// The kind as one lower-case word, as in API errors.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Image => "image",
            Self::Volume => "volume",
            Self::Network => "network",
            Self::Path => "path",
            Self::Engine => "engine",
        }
    }
}

impl fmt::Display for ResourceKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Why an operation on an engine failed. The texts may be shown to a user of the platform: they hold no credentials and
/// no paths of keys or certificates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The named thing does not exist on this engine (any more).
    #[error("no such {kind}: {id}")]
    NotFound {
        /// What was looked for.
        kind: ResourceKind,
        /// How it was called.
        id: String,
    },
    /// The thing is in a state that does not allow this, in the engine's words.
    #[error("{0}")]
    Conflict(String),
    /// The request was not understood or not acceptable.
    #[error("{0}")]
    Invalid(String),
    /// The engine did not answer: not there, not permitted, or the connection broke.
    #[error("the Docker engine cannot be reached: {detail}")]
    Unreachable {
        /// What happened, in one sentence.
        detail: String,
        /// Whether there is no engine at this address at all (its unix socket does not exist).
        absent: bool,
    },
    /// The engine took longer than it may.
    #[error("the Docker engine did not answer within {} s", .after.as_secs())]
    TimedOut {
        /// The limit that passed.
        after: Duration,
    },
    /// The engine failed, in its own words.
    #[error("the Docker engine failed: {0}")]
    Engine(String),
}

impl Error {
    pub(crate) fn unreachable(detail: impl Into<String>) -> Self {
        Self::Unreachable { detail: detail.into(), absent: false }
    }

    /// Whether the connection to the engine is the trouble, and not the request.
    pub fn is_connection(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::TimedOut { .. })
    }

    /// Reads the engine's answer: a status other than success, with its message.
    pub(crate) fn from_status(status: u16, message: String, subject: Subject<'_>) -> Self {
        let lower = message.to_ascii_lowercase();
        match status {
            404 if lower.contains("no such image")
                || lower.contains("not found: manifest unknown") =>
            {
                let id =
                    message.rsplit_once(": ").map_or(subject.id, |(_, image)| image).to_owned();
                Self::NotFound { kind: ResourceKind::Image, id }
            }
            404 if lower.contains("could not find the file") || lower.contains("no such file") => {
                Self::NotFound {
                    kind: ResourceKind::Path,
                    id: subject.path.unwrap_or(subject.id).to_owned(),
                }
            }
            404 if lower.starts_with("network ") && subject.kind != ResourceKind::Network => {
                Self::Invalid(message)
            }
            404 => Self::NotFound { kind: subject.kind, id: subject.id.to_owned() },
            400 | 405 | 406 | 415 | 416 => Self::Invalid(message),
            403 | 409 | 412 | 423 => Self::Conflict(message),
            // The engine answers 500 for what is a conflict of the caller's making.
            500 if [
                "port is already allocated",
                "address already in use",
                "is already in use",
                "is not running",
                "is not paused",
                "read-only",
                "pool overlaps",
            ]
            .iter()
            .any(|known| lower.contains(known)) =>
            {
                Self::Conflict(message)
            }
            500 if lower.contains("invalid") || lower.contains("unable to find user") => {
                Self::Invalid(message)
            }
            _ => Self::Engine(if message.is_empty() {
                format!("it answered with status {status}")
            } else {
                message
            }),
        }
    }

    /// Reads an error of the Docker library in the light of what was asked for.
    pub(crate) fn from_bollard(error: bollard::errors::Error, subject: Subject<'_>) -> Self {
        use bollard::errors::Error as Bollard;
        if let Bollard::DockerResponseServerError { status_code, message } = error {
            return Self::from_status(status_code, message, subject);
        }
        if let Bollard::DockerStreamError { error } = error {
            return Self::Engine(error);
        }
        if let Bollard::IOError { err } = &error {
            return Self::from_io(err);
        }
        if let Bollard::HyperResponseError { err } = &error {
            return Self::unreachable(format!("the connection broke ({err})"));
        }
        Self::Engine(error.to_string())
    }

    /// Reads a connection error; the transport has already put it into words.
    pub(crate) fn from_io(error: &std::io::Error) -> Self {
        Self::Unreachable {
            detail: error.to_string(),
            absent: error.kind() == std::io::ErrorKind::NotFound,
        }
    }
}

/// What an operation is about, to put the engine's answer into context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) kind: ResourceKind,
    pub(crate) id: &'a str,
    pub(crate) path: Option<&'a str>,
}

impl<'a> Subject<'a> {
    pub(crate) const ENGINE: Subject<'static> =
        Subject { kind: ResourceKind::Engine, id: "engine", path: None };

    pub(crate) fn container(id: &'a str) -> Self {
        Self { kind: ResourceKind::Container, id, path: None }
    }

    pub(crate) fn path(container: &'a str, path: &'a str) -> Self {
        Self { kind: ResourceKind::Container, id: container, path: Some(path) }
    }

    pub(crate) fn image(id: &'a str) -> Self {
        Self { kind: ResourceKind::Image, id, path: None }
    }

    pub(crate) fn volume(id: &'a str) -> Self {
        Self { kind: ResourceKind::Volume, id, path: None }
    }

    pub(crate) fn network(id: &'a str) -> Self {
        Self { kind: ResourceKind::Network, id, path: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engine_answers_become_the_right_kind_of_error() {
        let subject = Subject::container("web");
        let not_found = Error::from_status(404, "No such container: web".into(), subject);
        assert_eq!(not_found, Error::NotFound { kind: ResourceKind::Container, id: "web".into() });
        let image = Error::from_status(404, "No such image: nope:1".into(), subject);
        assert_eq!(image, Error::NotFound { kind: ResourceKind::Image, id: "nope:1".into() });
        let port = "driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated";
        assert!(matches!(Error::from_status(500, port.into(), subject), Error::Conflict(_)));
        let paused = "Container 0123 is not paused";
        assert!(matches!(Error::from_status(500, paused.into(), subject), Error::Conflict(_)));
        assert!(matches!(Error::from_status(409, "in use".into(), subject), Error::Conflict(_)));
        assert!(matches!(Error::from_status(400, "bad".into(), subject), Error::Invalid(_)));
        assert!(matches!(Error::from_status(500, "boom".into(), subject), Error::Engine(_)));
        let path = Error::from_status(
            404,
            "Could not find the file /x in container web".into(),
            Subject::path("web", "/x"),
        );
        assert_eq!(path, Error::NotFound { kind: ResourceKind::Path, id: "/x".into() });
    }
}
