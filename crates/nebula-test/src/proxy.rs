//! A TCP proxy that misbehaves on demand.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// Where a [`ChaosProxy`] leads to.
#[derive(Debug, Clone)]
pub enum Upstream {
    /// A TCP address.
    Tcp(SocketAddr),
    /// A unix socket.
    Unix(PathBuf),
}

#[derive(Debug, Clone, Copy)]
struct Weather {
    mode: Mode,
    latency: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Passing,
    Cut,
    Swallowing,
}

/// A TCP proxy on a free port of the local host, with faults at will. It lives in the runtime
/// that made it and ends when dropped.
#[derive(Debug)]
pub struct ChaosProxy {
    port: u16,
    weather: watch::Sender<Weather>,
    task: JoinHandle<()>,
}

impl ChaosProxy {
    /// Starts one that passes everything to `upstream`.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start(upstream: Upstream) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .unwrap_or_else(|error| panic!("no free port on the local host: {error}"));
        let port = listener
            .local_addr()
            .unwrap_or_else(|error| panic!("a bound listener has no address: {error}"))
            .port();
        let calm = Weather { mode: Mode::Passing, latency: Duration::ZERO };
        let (weather, seen) = watch::channel(calm);
        #[expect(clippy::disallowed_methods, reason = "owned by the proxy, aborted when dropped")]
        let task = tokio::spawn(accept(listener, upstream, seen));
        Self { port, weather, task }
    }

    /// [`Self::start`] towards a TCP port of the local host.
    pub async fn to_port(port: u16) -> Self {
        Self::start(Upstream::Tcp((Ipv4Addr::LOCALHOST, port).into())).await
    }

    /// [`Self::start`] towards a unix socket.
    pub async fn to_unix(socket: impl Into<PathBuf>) -> Self {
        Self::start(Upstream::Unix(socket.into())).await
    }

    /// The port to connect to on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address to connect to.
    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Drops every connection, and every new one as soon as it is made, until [`Self::heal`].
    pub fn cut(&self) {
        self.weather.send_modify(|weather| weather.mode = Mode::Cut);
    }

    /// Keeps connections open, new ones too, but passes nothing on until [`Self::heal`]; what
    /// was held back is delivered then.
    pub fn blackhole(&self) {
        self.weather.send_modify(|weather| weather.mode = Mode::Swallowing);
    }

    /// Delays every chunk of data in either direction.
    pub fn set_latency(&self, latency: Duration) {
        self.weather.send_modify(|weather| weather.latency = latency);
    }

    /// Passes everything again, without delay. Connections that were cut stay cut.
    pub fn heal(&self) {
        self.weather.send_replace(Weather { mode: Mode::Passing, latency: Duration::ZERO });
    }
}

impl Drop for ChaosProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, upstream: Upstream, weather: watch::Receiver<Weather>) {
    // Aborts the connections when this task is aborted.
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((client, _)) = listener.accept().await else { return };
        connections.spawn(serve(client, upstream.clone(), weather.clone()));
    }
}

async fn serve(client: TcpStream, upstream: Upstream, mut weather: watch::Receiver<Weather>) {
    let mut cut = weather.clone();
    let pass = async move {
        if weather.wait_for(|weather| weather.mode == Mode::Passing).await.is_err() {
            return;
        }
        // A failing upstream is shown to the client as a closed connection.
        match upstream {
            Upstream::Tcp(address) => {
                if let Ok(server) = TcpStream::connect(address).await {
                    let _ = server.set_nodelay(true);
                    join(client, server, weather).await;
                }
            }
            Upstream::Unix(path) => {
                if let Ok(server) = UnixStream::connect(path).await {
                    join(client, server, weather).await;
                }
            }
        }
    };
    tokio::select! {
        () = pass => {}
        _ = cut.wait_for(|weather| weather.mode == Mode::Cut) => {}
    }
}

async fn join(
    client: TcpStream,
    server: impl AsyncRead + AsyncWrite,
    weather: watch::Receiver<Weather>,
) {
    let _ = client.set_nodelay(true);
    let (client_read, client_write) = tokio::io::split(client);
    let (server_read, server_write) = tokio::io::split(server);
    tokio::join!(
        pump(client_read, server_write, weather.clone()),
        pump(server_read, client_write, weather),
    );
}

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut weather: watch::Receiver<Weather>,
) {
    let mut chunk = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut chunk).await {
        let Ok(latency) = weather
            .wait_for(|weather| weather.mode == Mode::Passing)
            .await
            .map(|weather| weather.latency)
        else {
            return;
        };
        if !latency.is_zero() {
            tokio::time::sleep(latency).await;
        }
        if to.write_all(&chunk[..count]).await.is_err() {
            return;
        }
    }
    // One direction ended; the other may still have something to say.
    let _ = to.shutdown().await;
}
