//! The HTTP connection to an engine. One connector serves the Docker library and the raw requests alike, so time-outs,
//! trust and pooling are decided here and nowhere else.

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::Stream;
use http::{Method, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt, Either, Full, Limited, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::address::{EngineAddress, EngineConfig, TlsFiles};
use crate::error::{Error, Result, Subject};
use crate::ssh::{SshTarget, SshTunnel};

/// How long connecting may take (ssh has its own limit).
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// An unused connection is closed after this.
const IDLE_LIMIT: Duration = Duration::from_secs(30);
/// The largest answer that is read into memory: an inspect or a list of a large host is a few megabytes.
const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// The read buffer of one connection, and so the largest piece of a stream that is handed on at once.
const READ_BUFFER: usize = 128 * 1024;

/// The request body type of the Docker library.
type Body =
    Either<Full<Bytes>, StreamBody<Pin<Box<dyn Stream<Item = io::Result<Frame<Bytes>>> + Send>>>>;

/// A pooling HTTP client bound to one engine.
#[derive(Clone)]
pub(crate) struct Transport {
    client: Client<Connector, Body>,
}

impl Transport {
    pub(crate) fn new(config: &EngineConfig) -> Self {
        let target = match (&config.address, &config.tls) {
            (EngineAddress::Unix { path }, _) => Target::Unix(path.clone()),
            (EngineAddress::Tcp { host, port }, None) => {
                Target::Tcp { host: host.clone(), port: *port }
            }
            (EngineAddress::Tcp { host, port }, Some(files)) => {
                Target::Tls { host: host.clone(), port: *port, files: files.clone() }
            }
            (EngineAddress::Ssh { user, host, port, socket }, _) => {
                Target::Ssh(SshTunnel::new(SshTarget {
                    user: user.clone(),
                    host: host.clone(),
                    port: *port,
                    socket: socket.clone(),
                    access: config.ssh.clone(),
                }))
            }
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_LIMIT)
            .pool_max_idle_per_host(8)
            .http1_max_buf_size(READ_BUFFER)
            .build(Connector { target: Arc::new(target) });
        Self { client }
    }

    /// The Docker library over this transport. Its own time-out only guards against a caller that forgot one.
    pub(crate) fn docker(&self) -> std::result::Result<bollard::Docker, bollard::errors::Error> {
        let client = self.client.clone();
        bollard::Docker::connect_with_custom_transport(
            move |request: bollard::BollardRequest| {
                let answer = client.request(request);
                async move {
                    answer
                        .await
                        .map_err(|error| bollard::errors::Error::IOError { err: worded(&error) })
                }
            },
            Some("http://docker"),
            3600,
            bollard::API_DEFAULT_VERSION,
        )
    }

    /// Sends a request and answers once the headers are there, within `limit`. A status other than success is an error.
    pub(crate) async fn send(
        &self,
        request: RawRequest<'_>,
        limit: Duration,
    ) -> Result<Response<Incoming>> {
        let RawRequest { method, path, query, body, upgrade, subject } = request;
        let mut uri = format!("http://docker{path}");
        if !query.is_empty() {
            uri.push('?');
            uri.push_str(
                &url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish(),
            );
        }
        let mut builder = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::CONTENT_TYPE, "application/json");
        if upgrade {
            builder = builder.header(header::CONNECTION, "Upgrade").header(header::UPGRADE, "tcp");
        }
        let body = body.map(|value| Bytes::from(value.to_string())).unwrap_or_default();
        let request = builder
            .body(Either::Left(Full::new(body)))
            .map_err(|error| Error::Invalid(format!("the request cannot be sent: {error}")))?;
        let answer = tokio::time::timeout(limit, self.client.request(request)).await;
        let response = answer
            .map_err(|_| Error::TimedOut { after: limit })?
            .map_err(|error| Error::from_io(&worded(&error)))?;
        let status = response.status();
        if status.is_success()
            || status == StatusCode::SWITCHING_PROTOCOLS
            || status == StatusCode::NOT_MODIFIED
        {
            return Ok(response);
        }
        let text = tokio::time::timeout(limit, read_body(response))
            .await
            .map_err(|_| Error::TimedOut { after: limit })??;
        let message = serde_json::from_slice::<EngineMessage>(&text).map_or_else(
            |_| String::from_utf8_lossy(&text).trim().to_owned(),
            |answer| answer.message,
        );
        Err(Error::from_status(status.as_u16(), message, subject))
    }

    /// Sends a request and reads its whole answer, both within `limit`.
    pub(crate) async fn fetch(&self, request: RawRequest<'_>, limit: Duration) -> Result<Bytes> {
        let whole = async { read_body(self.send(request, limit).await?).await };
        tokio::time::timeout(limit, whole).await.map_err(|_| Error::TimedOut { after: limit })?
    }
}

#[derive(serde::Deserialize)]
struct EngineMessage {
    message: String,
}

/// A request to the engine's API that the Docker library does not make the way it is needed here.
pub(crate) struct RawRequest<'a> {
    method: Method,
    path: String,
    query: &'a [(&'a str, &'a str)],
    body: Option<serde_json::Value>,
    upgrade: bool,
    subject: Subject<'a>,
}

impl<'a> RawRequest<'a> {
    /// `path` is made of literals and parsed names only.
    pub(crate) fn get(path: String, query: &'a [(&'a str, &'a str)], subject: Subject<'a>) -> Self {
        Self { method: Method::GET, path, query, body: None, upgrade: false, subject }
    }

    /// A POST whose connection becomes a raw byte stream.
    pub(crate) fn upgrade(path: String, body: serde_json::Value, subject: Subject<'a>) -> Self {
        Self { method: Method::POST, path, query: &[], body: Some(body), upgrade: true, subject }
    }
}

async fn read_body(response: Response<Incoming>) -> Result<Bytes> {
    match Limited::new(response.into_body(), BODY_LIMIT).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) => Err(Error::unreachable(format!("the answer broke off ({error})"))),
    }
}

/// The answer's body as a stream of byte pieces.
pub(crate) fn body_stream(
    response: Response<Incoming>,
) -> impl Stream<Item = Result<Bytes>> + Send + Unpin + 'static {
    let body = response.into_body().into_data_stream();
    futures_util::StreamExt::map(body, |piece| {
        piece.map_err(|error| Error::unreachable(format!("the connection broke ({error})")))
    })
}

/// The I/O error at the bottom of a client error, with the connector's words, or one that says what happened.
fn worded(error: &hyper_util::client::legacy::Error) -> io::Error {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(io) = cause.downcast_ref::<io::Error>() {
            return io::Error::new(io.kind(), io.to_string());
        }
        if let Some(hyper) = cause.downcast_ref::<hyper::Error>()
            && std::error::Error::source(hyper).is_none()
        {
            return io::Error::new(
                io::ErrorKind::ConnectionAborted,
                format!("the connection broke ({hyper})"),
            );
        }
        source = cause.source();
    }
    io::Error::new(io::ErrorKind::ConnectionAborted, "the connection broke")
}

enum Target {
    Unix(PathBuf),
    Tcp { host: String, port: u16 },
    Tls { host: String, port: u16, files: TlsFiles },
    Ssh(SshTunnel),
}

#[derive(Clone)]
struct Connector {
    target: Arc<Target>,
}

impl tower_service::Service<Uri> for Connector {
    type Response = TokioIo<EngineStream>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let target = self.target.clone();
        Box::pin(async move { target.connect().await.map(TokioIo::new) })
    }
}

impl Target {
    async fn connect(&self) -> io::Result<EngineStream> {
        match self {
            Self::Unix(path) => {
                match tokio::time::timeout(CONNECT_LIMIT, UnixStream::connect(path)).await {
                    Ok(Ok(stream)) => Ok(EngineStream::Unix(stream)),
                    Ok(Err(error)) => Err(unix_trouble(&error, path)),
                    Err(_) => Err(io::Error::new(
                        io::ErrorKind::TimedOut,
                        "the socket did not accept in time",
                    )),
                }
            }
            Self::Tcp { host, port } => Ok(EngineStream::Tcp(connect_tcp(host, *port).await?)),
            Self::Tls { host, port, files } => {
                let connector = tls_connector(files).await?;
                let name = ServerName::try_from(host.clone()).map_err(|_| {
                    io::Error::new(
                        io::ErrorKind::InvalidInput,
                        "the host is no name a certificate can have",
                    )
                })?;
                let tcp = connect_tcp(host, *port).await?;
                match tokio::time::timeout(CONNECT_LIMIT, connector.connect(name, tcp)).await {
                    Ok(Ok(stream)) => Ok(EngineStream::Tls(Box::new(stream))),
                    Ok(Err(error)) => Err(io::Error::new(
                        error.kind(),
                        format!("the TLS handshake failed ({error})"),
                    )),
                    Err(_) => Err(io::Error::new(
                        io::ErrorKind::TimedOut,
                        "the TLS handshake took too long",
                    )),
                }
            }
            Self::Ssh(tunnel) => Ok(EngineStream::Unix(tunnel.connect().await?)),
        }
    }
}

fn unix_trouble(error: &io::Error, path: &Path) -> io::Error {
    let path = path.display();
    let kind = error.kind();
    if kind == io::ErrorKind::NotFound {
        io::Error::new(kind, format!("there is no socket at {path}"))
    } else if kind == io::ErrorKind::PermissionDenied {
        let hint =
            "this user may not open it; add the user to the docker group or run rootless Docker";
        io::Error::new(kind, format!("the socket {path} is there, but {hint}"))
    } else if kind == io::ErrorKind::ConnectionRefused {
        io::Error::new(kind, format!("the socket {path} is there, but no engine listens on it"))
    } else {
        io::Error::new(kind, format!("the socket {path} cannot be opened ({error})"))
    }
}

async fn connect_tcp(host: &str, port: u16) -> io::Result<TcpStream> {
    match tokio::time::timeout(CONNECT_LIMIT, TcpStream::connect((host, port))).await {
        Ok(Ok(stream)) => {
            stream.set_nodelay(true)?;
            Ok(stream)
        }
        // A name that does not resolve must not read as "no engine at this address".
        Ok(Err(error)) if error.kind() == io::ErrorKind::NotFound => Err(io::Error::new(
            io::ErrorKind::HostUnreachable,
            format!("{host} cannot be resolved"),
        )),
        Ok(Err(error)) => {
            Err(io::Error::new(error.kind(), format!("{host}:{port} cannot be reached ({error})")))
        }
        Err(_) => Err(io::Error::new(
            io::ErrorKind::TimedOut,
            format!("{host}:{port} did not accept in time"),
        )),
    }
}

async fn tls_connector(files: &TlsFiles) -> io::Result<TlsConnector> {
    let broken = |what: &str| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("the TLS {what} cannot be read; check the engine's TLS files"),
        )
    };
    let authority =
        read_pem(&files.authority).await.map_err(|_| broken("authority certificate"))?;
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&authority) {
        let certificate = certificate.map_err(|_| broken("authority certificate"))?;
        roots.add(certificate).map_err(|_| broken("authority certificate"))?;
    }
    if roots.is_empty() {
        return Err(broken("authority certificate"));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| broken("settings"))?
        .with_root_certificates(roots);
    let config = match &files.identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let chain =
                read_pem(&identity.certificate).await.map_err(|_| broken("client certificate"))?;
            let chain = CertificateDer::pem_slice_iter(&chain)
                .collect::<std::result::Result<Vec<_>, _>>()
                .map_err(|_| broken("client certificate"))?;
            let key = read_pem(&identity.key).await.map_err(|_| broken("client key"))?;
            let key = PrivateKeyDer::from_pem_slice(&key).map_err(|_| broken("client key"))?;
            builder.with_client_auth_cert(chain, key).map_err(|_| broken("client certificate"))?
        }
    };
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn read_pem(path: &Path) -> io::Result<Vec<u8>> {
    tokio::fs::read(path).await
}

/// A byte stream to an engine.
pub(crate) enum EngineStream {
    Unix(UnixStream),
    Tcp(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Connection for EngineStream {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for EngineStream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Unix(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Tcp(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for EngineStream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Unix(stream) => Pin::new(stream).poll_write(context, data),
            Self::Tcp(stream) => Pin::new(stream).poll_write(context, data),
            Self::Tls(stream) => Pin::new(stream).poll_write(context, data),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Unix(stream) => Pin::new(stream).poll_flush(context),
            Self::Tcp(stream) => Pin::new(stream).poll_flush(context),
            Self::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Unix(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Tcp(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
