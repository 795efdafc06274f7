//! Measures the dashboard against the Docker engine it fronts, in the same minute on the same
//! machine: listing 100 running containers over 16 connections, and following a fast log.
//!
//! `cargo bench -p dashboard --bench containers -- --dashboard target/release/dashboard`
//! (`scripts/bench dashboard` does it). It starts a private PostgreSQL, Redis and Docker engine and
//! the given program on free ports. Prints lines of a table; asserts nothing.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a program for developers: it stops at the first surprise and prints its figures"
)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use nebula_test::{
    docker, eventually, ports, postgres::PostgresInstance, process::Process, redis::RedisServer,
};

const CONTAINERS: usize = 100;
const CONNECTIONS: usize = 16;
const MEASURE: Duration = Duration::from_secs(8);
const WARM_UP: Duration = Duration::from_secs(1);
const LOG_LINES: u64 = 1_500_000;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let mut program = PathBuf::from("target/release/dashboard");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dashboard" => program = arguments.next().expect("--dashboard needs a path").into(),
            other => panic!("unknown argument {other}"),
        }
    }
    // cargo runs this in the package's folder; paths are given from the workspace.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let program = workspace
        .join(program)
        .canonicalize()
        .expect("the dashboard program is not there: build it first");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(measure(&program));
}

struct Platform {
    port: u16,
    process: Process,
    cookie: String,
}

async fn measure(program: &Path) {
    let postgres = PostgresInstance::private().await;
    let redis = RedisServer::start().await;
    let engine = docker::Engine::start().await;
    for number in 0..CONTAINERS {
        engine.run(&format!("bench-{number:03}"), &["sleep", "100000"]).await;
    }
    let data = tempfile::tempdir().unwrap();
    let platform = start_dashboard(program, data.path(), &postgres, &redis, &engine).await;
    list_containers(&platform, &engine).await;
    follow_log(&platform, &engine).await;
    drop(platform);
}

async fn start_dashboard(
    program: &Path,
    data: &Path,
    postgres: &PostgresInstance,
    redis: &RedisServer,
    engine: &docker::Engine,
) -> Platform {
    let (port, grpc) = (ports::free(), ports::free());
    let map = data.join("service-map.yml");
    std::fs::write(
        &map,
        format!(
            "version: 1\nservices:\n  dashboard:\n    http: http://127.0.0.1:{port}\n    grpc: http://127.0.0.1:{grpc}\n"
        ),
    )
    .unwrap();
    let mut command = Command::new(program);
    command
        .current_dir(data)
        .env("DATABASE_URL", postgres.url())
        .env("REDIS_URL", redis.url())
        .env("SERVICE_MAP", &map)
        .env("DOCKER_HOST", engine.host())
        .env("NEBULA_DATA_DIR", data)
        .env("NEBULA_SECRET_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        .env("INTERNAL_TOKEN_KEY", "a key that only this measurement knows")
        .env("SESSION_SECRET", "a secret that only this measurement knows")
        .env("RUST_LOG", "warn");
    let process = Process::spawn(command, data.join("dashboard.log"));
    let url = format!("http://127.0.0.1:{port}");
    let client = nebula_runtime::http_client().unwrap();
    let ready = || async {
        client
            .get(format!("{url}/readyz"))
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
    };
    eventually(Duration::from_secs(20), "the dashboard is ready", ready).await;
    let token_file = data.join("setup-token");
    eventually(Duration::from_secs(10), "there is a setup token", || async { token_file.exists() })
        .await;
    let token = std::fs::read_to_string(&token_file).unwrap();
    let answer = client
        .post(format!("{url}/api/v1/setup"))
        .json(&serde_json::json!({
            "setup_token": token.trim(), "username": "bench", "email": "bench@example.org",
            "password": "only for measuring",
        }))
        .send()
        .await
        .unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    Platform { port, process, cookie }
}

/// One kept-alive connection that speaks just enough HTTP/1.1 not to be what is measured.
struct Connection<S: Read + Write> {
    stream: BufReader<S>,
    request: Vec<u8>,
    body: Vec<u8>,
}

impl<S: Read + Write> Connection<S> {
    fn new(stream: S, path: &str, headers: &str) -> Self {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").into_bytes();
        Self { stream: BufReader::with_capacity(128 * 1024, stream), request, body: Vec::new() }
    }

    /// Asks once; answers the body's length.
    fn ask(&mut self) -> usize {
        self.stream.get_mut().write_all(&self.request).unwrap();
        let (mut length, mut chunked, mut line, mut first) = (None, false, String::new(), true);
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            if first {
                assert!(line.starts_with("HTTP/1.1 200"), "{line}");
                first = false;
            }
            let lower = line.trim().to_ascii_lowercase();
            if lower.is_empty() {
                break;
            }
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = Some(value.trim().parse::<usize>().unwrap());
            }
            chunked |= lower.starts_with("transfer-encoding: chunked");
        }
        if !chunked {
            let length = length.expect("neither a length nor chunks");
            self.body.resize(length, 0);
            self.stream.read_exact(&mut self.body).unwrap();
            return length;
        }
        let mut total = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            let size = usize::from_str_radix(line.trim(), 16).unwrap();
            self.body.resize(size + 2, 0);
            self.stream.read_exact(&mut self.body).unwrap();
            if size == 0 {
                return total;
            }
            total += size;
        }
    }
}

struct Figures {
    p50: Duration,
    p99: Duration,
    per_second: f64,
    body_bytes: usize,
}

fn load<S: Read + Write + Send + 'static>(connect: impl Fn() -> Connection<S>) -> Figures {
    let measuring = Arc::new(AtomicBool::new(false));
    let stop = Arc::new(AtomicBool::new(false));
    let body = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let mut connection = connect();
            let (measuring, stop, body) = (measuring.clone(), stop.clone(), body.clone());
            std::thread::spawn(move || {
                let mut times = Vec::with_capacity(1 << 17);
                while !stop.load(Ordering::Relaxed) {
                    let began = Instant::now();
                    let bytes = connection.ask();
                    if measuring.load(Ordering::Relaxed) {
                        times.push(began.elapsed());
                        body.store(bytes as u64, Ordering::Relaxed);
                    }
                }
                times
            })
        })
        .collect();
    std::thread::sleep(WARM_UP);
    measuring.store(true, Ordering::Relaxed);
    std::thread::sleep(MEASURE);
    stop.store(true, Ordering::Relaxed);
    let mut times: Vec<Duration> =
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    times.sort_unstable();
    Figures {
        p50: times[times.len() / 2],
        p99: times[times.len() * 99 / 100],
        per_second: times.len() as f64 / MEASURE.as_secs_f64(),
        body_bytes: body.load(Ordering::Relaxed) as usize,
    }
}

fn figure(what: &str, here: &str, wanted: &str) {
    println!("| {what:<58} | {here:>22} | {wanted:>14} |");
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

async fn list_containers(platform: &Platform, engine: &docker::Engine) {
    let url = format!("http://127.0.0.1:{}/api/v1/docker/engines/local/containers", platform.port);
    let client = nebula_runtime::http_client().unwrap();
    let all_running = || async {
        let answer = client.get(&url).header("cookie", &platform.cookie).send().await.unwrap();
        let list: serde_json::Value = answer.json().await.unwrap();
        list["items"].as_array().is_some_and(|items| {
            items.iter().filter(|item| item["state"] == "running").count() == CONTAINERS
        })
    };
    eventually(Duration::from_secs(30), "all containers are listed", all_running).await;
    let (socket, port, cookie) =
        (engine.socket().to_path_buf(), platform.port, platform.cookie.clone());
    let figures = tokio::task::spawn_blocking(move || {
        let theirs = load(|| {
            let stream = UnixStream::connect(&socket).unwrap();
            Connection::new(stream, "/containers/json?all=1", "")
        });
        let ours = load(|| {
            let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.set_nodelay(true).unwrap();
            let path = "/api/v1/docker/engines/local/containers";
            Connection::new(stream, path, &format!("Cookie: {cookie}\r\n"))
        });
        (theirs, ours)
    });
    let (theirs, ours) = figures.await.unwrap();
    let ratio = theirs.p50.as_secs_f64() / ours.p50.as_secs_f64();
    figure("engine's own /containers/json, 16 connections: p50", &ms(theirs.p50), "");
    figure("  p99", &ms(theirs.p99), "");
    figure("  requests each second", &format!("{:.0}", theirs.per_second), "");
    figure("GET containers, 100 running, 16 connections: p50", &ms(ours.p50), "");
    figure("  times faster than the engine at p50", &format!("{ratio:.1}"), ">= 10");
    figure("  p99", &ms(ours.p99), "< 5 ms");
    figure("  requests each second", &format!("{:.0}", ours.per_second), "");
    figure(
        "  body, theirs and ours",
        &format!("{} / {} kB", theirs.body_bytes / 1000, ours.body_bytes / 1000),
        "",
    );
}

fn resident_bytes(process: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/statm")).unwrap();
    text.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 4096
}

async fn follow_log(platform: &Platform, engine: &docker::Engine) {
    let line = "2026-01-01T00:00:00Z INFO request served path=/index.html status=200 bytes=5120";
    let script = format!("sleep 2; yes '{line}' | head -n {LOG_LINES}; sleep 1");
    engine.run("bench-log", &["sh", "-c", &script]).await;
    let (port, cookie, process) = (platform.port, platform.cookie.clone(), platform.process.id());
    let measured = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let request = format!(
            "GET /api/v1/docker/engines/local/containers/bench-log/logs?follow=true&tail=0 HTTP/1.1\r\n\
             Host: localhost\r\nCookie: {cookie}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let before = resident_bytes(process);
        let (mut lines, mut highest, mut began) = (0u64, before, None::<Instant>);
        let mut reader = BufReader::with_capacity(256 * 1024, stream);
        let mut text = Vec::new();
        let mut ended = began;
        loop {
            text.clear();
            if reader.read_until(b'\n', &mut text).unwrap() == 0
                || text.starts_with(b"event: ended")
            {
                break;
            }
            if text.starts_with(b"data:") {
                let count = String::from_utf8_lossy(&text).matches("\"text\":").count() as u64;
                if count > 0 {
                    began.get_or_insert_with(Instant::now);
                    ended = Some(Instant::now());
                }
                lines += count;
                highest = highest.max(resident_bytes(process));
            }
        }
        let elapsed = ended.unwrap() - began.unwrap();
        (lines, elapsed, before, highest)
    });
    let (lines, elapsed, before, highest) = measured.await.unwrap();
    let rate = lines as f64 / elapsed.as_secs_f64();
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    figure("following a log: lines each second to one client", &format!("{rate:.0}"), ">= 50,000");
    figure("  lines received of those written", &format!("{lines} / {LOG_LINES}"), "all");
    figure("  dashboard's memory before", &megabytes(before), "");
    figure("  dashboard's memory at most meanwhile", &megabytes(highest), "flat");
}
