//! The engine's socket on another machine, forwarded by the system's `ssh` to a private local socket. Host keys are
//! checked strictly, whatever the local ssh configuration says.

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use openssh::{ControlPersist, ForwardType, KnownHosts, Session, SessionBuilder, Socket};
use tempfile::TempDir;
use tokio::net::UnixStream;
use tokio::sync::Mutex;

use crate::address::SshAccess;

/// How long signing in may take.
const SIGN_IN_LIMIT: Duration = Duration::from_secs(15);
/// An unused ssh connection ends by itself after this, so none outlives a killed process for long.
const IDLE_LIMIT_S: usize = 60;
/// ssh gives a silent connection up after three of these.
const ALIVE_INTERVAL: Duration = Duration::from_secs(5);

/// Where to sign in.
pub(crate) struct SshTarget {
    pub(crate) user: Option<String>,
    pub(crate) host: String,
    pub(crate) port: Option<u16>,
    pub(crate) socket: PathBuf,
    pub(crate) access: SshAccess,
}

/// One ssh connection, opened at the first use and opened again when it broke.
pub(crate) struct SshTunnel {
    target: SshTarget,
    open: Mutex<Option<OpenTunnel>>,
}

struct OpenTunnel {
    local_socket: PathBuf,
    // Fields drop in order: the session ends before its directory goes.
    _session: Session,
    _directory: TempDir,
}

impl SshTunnel {
    pub(crate) fn new(target: SshTarget) -> Self {
        Self { target, open: Mutex::new(None) }
    }

    /// A connection to the engine's socket on the other machine.
    pub(crate) async fn connect(&self) -> io::Result<UnixStream> {
        let mut open = self.open.lock().await;
        if let Some(tunnel) = open.as_ref() {
            if let Ok(stream) = UnixStream::connect(&tunnel.local_socket).await {
                return Ok(stream);
            }
            // The ssh process is gone and its socket with it.
            *open = None;
        }
        let tunnel = tokio::time::timeout(SIGN_IN_LIMIT, self.sign_in())
            .await
            .map_err(|_| self.error(io::ErrorKind::TimedOut, "did not answer in time"))??;
        let stream = UnixStream::connect(&tunnel.local_socket)
            .await
            .map_err(|error| self.error(error.kind(), "closed the forwarded connection"))?;
        *open = Some(tunnel);
        Ok(stream)
    }

    async fn sign_in(&self) -> io::Result<OpenTunnel> {
        let directory = tempfile::Builder::new().prefix("nebula-ssh-").tempdir()?;
        let local_socket = directory.path().join("engine.sock");
        let mut builder = SessionBuilder::default();
        builder
            .known_hosts_check(KnownHosts::Strict)
            .control_directory(directory.path())
            .connect_timeout(Duration::from_secs(10))
            .server_alive_interval(ALIVE_INTERVAL);
        if let Some(seconds) = NonZeroUsize::new(IDLE_LIMIT_S) {
            builder.control_persist(ControlPersist::IdleFor(seconds));
        }
        if let Some(user) = &self.target.user {
            builder.user(user.clone());
        }
        if let Some(port) = self.target.port {
            builder.port(port);
        }
        if let Some(key) = &self.target.access.key {
            builder.keyfile(key);
        }
        if let Some(known_hosts) = &self.target.access.known_hosts {
            builder.user_known_hosts_file(known_hosts);
        }
        let session =
            builder.connect(&self.target.host).await.map_err(|error| self.refused(&error))?;
        session
            .request_port_forward(
                ForwardType::Local,
                unix(&local_socket),
                unix(&self.target.socket),
            )
            .await
            .map_err(|error| self.refused(&error))?;
        Ok(OpenTunnel { local_socket, _session: session, _directory: directory })
    }

    fn refused(&self, error: &openssh::Error) -> io::Error {
        // ssh's own words can name key files, so only the known causes are passed on.
        let text =
            std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
        let (kind, cause) = if text.contains("Host key verification failed")
            || text.contains("host key")
        {
            (io::ErrorKind::PermissionDenied, "shows a host key that is not pinned in known_hosts")
        } else if text.contains("Permission denied") {
            (io::ErrorKind::PermissionDenied, "refused the key")
        } else if text.contains("resolve") {
            (io::ErrorKind::HostUnreachable, "has no known address")
        } else if text.contains("refused") {
            (io::ErrorKind::ConnectionRefused, "refused the connection")
        } else if text.contains("timed out") || text.contains("Timeout") {
            (io::ErrorKind::TimedOut, "did not answer in time")
        } else if text.contains("No such file") {
            (io::ErrorKind::Unsupported, "needs the ssh program on this machine, which is missing")
        } else {
            (io::ErrorKind::ConnectionAborted, "broke the ssh connection")
        };
        self.error(kind, cause)
    }

    fn error(&self, kind: io::ErrorKind, cause: &str) -> io::Error {
        io::Error::new(kind, format!("the host {} {cause}", self.target.host))
    }
}

fn unix(path: &Path) -> Socket<'_> {
    Socket::UnixSocket { path: path.into() }
}
