//! A private Redis.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;

use crate::process::Process;
use crate::{eventually, ports};

const START_LIMIT: Duration = Duration::from_secs(10);
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// A `redis-server` of one's own on a unix socket and a TCP port of the local host; gone when
/// dropped.
#[derive(Debug)]
pub struct RedisServer {
    // Before the folder, so that the program has ended when the folder goes.
    process: Option<Process>,
    port: u16,
    append_only: bool,
    folder: TempDir,
}

impl RedisServer {
    /// Starts one that keeps nothing over a restart.
    ///
    /// # Panics
    /// When `redis-server` is missing or does not start.
    pub async fn start() -> Self {
        Self::launch(false).await
    }

    /// Starts one that writes every command to its append-only file before it answers, so that
    /// nothing accepted is lost over [`Self::stop`] or [`Self::kill`].
    ///
    /// # Panics
    /// As [`Self::start`].
    pub async fn start_durable() -> Self {
        Self::launch(true).await
    }

    async fn launch(append_only: bool) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("nebula-redis-")
            .tempdir()
            .unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        let mut server = Self { process: None, port: ports::free(), append_only, folder };
        server.resume().await;
        server
    }

    /// `unix:///...`: what `REDIS_URL` may be.
    pub fn url(&self) -> String {
        format!("unix://{}", self.socket().display())
    }

    /// `redis://127.0.0.1:..`: the same server over TCP.
    pub fn tcp_url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// The TCP port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The unix socket.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("redis.sock")
    }

    /// The server's process id, while it runs.
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(Process::id)
    }

    /// Stops it as an administrator would.
    pub async fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.stop(Signal::TERM, STOP_LIMIT).await;
        }
    }

    /// Kills it, as a power failure would.
    pub async fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.stop(Signal::KILL, STOP_LIMIT).await;
        }
    }

    /// Freezes it: connections stay open and nobody answers.
    pub fn freeze(&mut self) {
        if let Some(process) = &mut self.process {
            process.signal(Signal::STOP);
        }
    }

    /// Undoes [`Self::freeze`].
    pub fn thaw(&mut self) {
        if let Some(process) = &mut self.process {
            process.signal(Signal::CONT);
        }
    }

    /// Starts it again at the same addresses after [`Self::stop`] or [`Self::kill`].
    ///
    /// # Panics
    /// When it does not start.
    pub async fn resume(&mut self) {
        if self.process.is_some() {
            return;
        }
        let folder = self.folder.path();
        let mut command = Command::new("redis-server");
        command
            .args(["--bind", "127.0.0.1", "--port", &self.port.to_string()])
            .arg("--unixsocket")
            .arg(self.socket())
            .arg("--dir")
            .arg(folder)
            .args(["--save", "", "--daemonize", "no", "--maxmemory-policy", "noeviction"])
            .args(["--appendonly", if self.append_only { "yes" } else { "no" }])
            .args(["--appendfsync", "always"]);
        let mut process = Process::spawn_in(command, folder.join("redis.log"), Some(folder));
        let socket = self.socket();
        eventually(START_LIMIT, "redis-server answers", async || {
            match process.exit_status() {
                // Asking on would only hide the reason.
                Some(status) => panic!("redis-server: {status}\n{}", process.output_tail()),
                None => ping(&socket).await.map_err(|error| error.to_string()),
            }
        })
        .await;
        self.process = Some(process);
    }
}

async fn ping(socket: &Path) -> std::io::Result<()> {
    let mut stream = UnixStream::connect(socket).await?;
    stream.write_all(b"PING\r\n").await?;
    let mut answer = [0; 7];
    stream.read_exact(&mut answer).await?;
    if answer == *b"+PONG\r\n" {
        return Ok(());
    }
    Err(std::io::Error::other(String::from_utf8_lossy(&answer).into_owned()))
}
