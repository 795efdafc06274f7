//! Terminals in containers, and their recordings.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use nebula_test::eventually;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        self, Message,
        client::IntoClientRequest,
        http::{HeaderValue, Response},
        protocol::frame::coding::CloseCode,
    },
};

use super::{
    client::{Answer, Client},
    docker::run,
    harness::{LIMIT, TestApp, containers, items, text, unique},
};
use crate::access::Role;

const IDLE: &[&str] = &["sleep", "600"];

/// A terminal as the page has it.
struct Terminal {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    session: String,
    recording: Option<String>,
    /// Everything shown so far.
    screen: Vec<u8>,
}

/// Knocks at a websocket: the open one, or the answer that refuses it.
async fn knock(
    client: &Client,
    path: &str,
    origin: Option<&str>,
) -> Result<WebSocketStream<MaybeTlsStream<TcpStream>>, Response<Option<Vec<u8>>>> {
    let url = format!("{}{path}", client.base.replacen("http", "ws", 1));
    let mut request = url.into_client_request().unwrap();
    let mut header = |name, value: String| {
        request.headers_mut().insert(name, HeaderValue::from_str(&value).unwrap());
    };
    if let Some(cookie) = &client.cookie {
        header("cookie", format!("nebula_session={cookie}"));
    }
    if let Some(key) = &client.bearer {
        header("authorization", format!("Bearer {key}"));
    }
    if let Some(origin) = origin {
        header("origin", origin.to_owned());
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(tungstenite::Error::Http(refusal)) => Err(*refusal),
        Err(error) => panic!("{path}: {error}"),
    }
}

/// The status with which a websocket is refused.
async fn refused(client: &Client, path: &str) -> u16 {
    knock(client, path, None).await.map(|_| ()).unwrap_err().status().as_u16()
}

impl Terminal {
    async fn open(client: &Client, path: &str) -> Self {
        // As a browser does it.
        let socket = knock(client, path, Some(&client.base)).await;
        let socket = socket.unwrap_or_else(|refusal| {
            panic!(
                "{}: {}",
                refusal.status(),
                String::from_utf8_lossy(refusal.body().as_deref().unwrap_or_default())
            )
        });
        let mut terminal =
            Self { socket, session: String::new(), recording: None, screen: Vec::new() };
        let opened = terminal.told("opened").await;
        terminal.session = text(&opened["session_id"]);
        terminal.recording = opened["recording_id"].as_str().map(str::to_owned);
        terminal
    }

    async fn next(&mut self) -> Message {
        let next = tokio::time::timeout(LIMIT, self.socket.next()).await;
        let shown = String::from_utf8_lossy(&self.screen);
        next.unwrap_or_else(|_| panic!("nothing more within {LIMIT:?} after {shown:?}"))
            .unwrap_or_else(|| panic!("it ended after {shown:?}"))
            .unwrap()
    }

    /// Reads on to the message of this type.
    async fn told(&mut self, kind: &str) -> Value {
        loop {
            match self.next().await {
                Message::Binary(bytes) => self.screen.extend_from_slice(&bytes),
                Message::Text(message) => {
                    let message: Value = serde_json::from_str(&message).unwrap();
                    assert_eq!(message["type"], kind, "{message}");
                    return message;
                }
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
                Message::Close(frame) => panic!("closed: {frame:?}"),
            }
        }
    }

    /// Reads on until this was shown.
    async fn shows(&mut self, wanted: &str) {
        while !String::from_utf8_lossy(&self.screen).contains(wanted) {
            if let Message::Binary(bytes) = self.next().await {
                self.screen.extend_from_slice(&bytes);
            }
        }
    }

    async fn send(&mut self, message: Value) {
        self.socket.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn type_in(&mut self, data: &str) {
        self.send(json!({ "type": "input", "data": data })).await;
    }

    /// Reads on to the end and answers with which code it was closed.
    async fn closed(&mut self) -> CloseCode {
        loop {
            if let Message::Close(frame) = self.next().await {
                return frame.unwrap().code;
            }
        }
    }
}

fn terminal(container: &str, query: &str) -> String {
    containers(&format!("/{container}/terminal{query}"))
}

/// A recording that is complete.
async fn complete(client: &Client, id: &str) -> Value {
    eventually(LIMIT, "the recording is complete", async || {
        let recording = client.get(&format!("/api/v1/recordings/{id}")).await.expect(200);
        Some(recording).filter(|recording| recording["status"] == "complete")
    })
    .await
}

/// What a recording shows when it is replayed, and its header.
fn replay(cast: &Answer) -> (Value, String, Vec<Value>) {
    let mut lines = cast.text().lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let header = lines.next().unwrap();
    let events: Vec<Value> = lines.collect();
    let mut last = 0.0;
    for event in &events {
        let at = event[0].as_f64().unwrap();
        assert!(at >= last, "time goes back: {event}");
        last = at;
    }
    let shown = events.iter().filter(|event| event[1] == "o").map(|event| text(&event[2]));
    (header, shown.collect(), events.clone())
}

#[tokio::test]
async fn a_command_is_run_shown_and_recorded() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("shell");
    run(&dora, &name, IDLE).await;
    let mut shell = Terminal::open(&dora, &terminal(&name, "?cols=100&rows=30")).await;
    shell.told("replay_end").await;
    shell.type_in("echo marker-$((6*7)) ✓; stty size\n").await;
    shell.shows("marker-42 ✓").await;
    shell.shows("30 100").await;
    shell.send(json!({ "type": "resize", "cols": 120, "rows": 40 })).await;
    eventually(LIMIT, "the terminal has its new size", async || {
        shell.screen.clear();
        shell.type_in("stty size; echo ready$((1))\n").await;
        shell.shows("ready1").await;
        String::from_utf8_lossy(&shell.screen).contains("40 120")
    })
    .await;
    shell.type_in("exit 3\n").await;
    assert_eq!(shell.told("exit").await["code"], 3);
    assert_eq!(shell.closed().await, CloseCode::Normal);

    let id = shell.recording.unwrap();
    let recording = complete(&dora, &id).await;
    assert_eq!(recording["container_name"], name);
    assert_eq!(
        (&recording["username"], &recording["command"]),
        (&json!("dora"), &json!("/bin/sh"))
    );
    assert_eq!((&recording["cols"], &recording["rows"]), (&json!(100), &json!(30)));
    let list = dora.get(&format!("/api/v1/recordings?search={name}")).await.expect(200);
    assert_eq!(items(&list)[0], recording);
    let cast = dora.get(&format!("/api/v1/recordings/{id}/cast")).await;
    assert_eq!(cast.header("content-type"), Some("application/x-asciicast"));
    let (header, shown, events) = replay(&cast);
    assert_eq!(
        (&header["version"], &header["width"], &header["height"]),
        (&json!(2), &json!(100), &json!(30))
    );
    assert!(shown.contains("marker-42 ✓"), "{shown}");
    assert!(shown.contains("30 100") && shown.contains("40 120"), "{shown}");
    assert!(events.iter().any(|event| event[1] == "r" && event[2] == "120x40"), "{events:?}");

    // On disk it is sealed, and readable for nobody else.
    let file = app.data_dir().join("recordings").join(format!("{id}.cast.sealed"));
    let sealed = std::fs::read(&file).unwrap();
    assert!(!sealed.is_empty());
    for plain in ["marker", "stty", &name] {
        assert!(!sealed.windows(plain.len()).any(|window| window == plain.as_bytes()), "{plain}");
    }
    let mode = std::os::unix::fs::MetadataExt::mode(&file.metadata().unwrap());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(recording["size_bytes"], cast.body.len());

    // Removing it takes an administrator, and the file goes too.
    let path = format!("/api/v1/recordings/{id}");
    dora.delete(&path).await.problem(403, "forbidden");
    app.set_up().await.delete(&path).await.expect(204);
    dora.get(&path).await.problem(404, "not_found");
    assert!(!file.exists());
}

#[tokio::test]
async fn who_comes_back_finds_the_terminal_as_it_was() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("back");
    run(&dora, &name, IDLE).await;
    let mut shell = Terminal::open(&dora, &terminal(&name, "")).await;
    shell.type_in("HERE=still-$((40+2)); echo before-$((1))\n").await;
    shell.shows("before-1").await;
    let (session, recording) = (shell.session.clone(), shell.recording.clone());
    // The connection is cut without a word.
    drop(shell);

    let back = terminal(&name, &format!("?session={session}"));
    let mut shell = Terminal::open(&dora, &back).await;
    assert_eq!((&shell.session, &shell.recording), (&session, &recording));
    shell.told("replay_end").await;
    assert!(String::from_utf8_lossy(&shell.screen).contains("before-1"));
    shell.type_in("echo $HERE\n").await;
    shell.shows("still-42").await;

    // It is nobody else's, not even an administrator's, and of no other container.
    assert_eq!(refused(&app.set_up().await, &back).await, 404);
    let other = unique("other");
    run(&dora, &other, IDLE).await;
    assert_eq!(refused(&dora, &terminal(&other, &format!("?session={session}"))).await, 404);

    shell.send(json!({ "type": "close" })).await;
    assert_eq!(shell.told("exit").await["code"], Value::Null);
    assert_eq!(refused(&dora, &back).await, 404);
    complete(&dora, &recording.unwrap()).await;
}

#[tokio::test]
async fn terminals_and_recordings_are_for_those_who_may() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let vera = app.user("vera", Role::Viewer).await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("guarded");
    run(&admin, &name, IDLE).await;
    let path = terminal(&name, "");
    assert_eq!(refused(&app.stranger(), &path).await, 401);
    assert_eq!(refused(&vera, &path).await, 403);
    let foreign = knock(&dora, &path, Some("https://evil.example.org")).await.unwrap_err();
    assert_eq!(foreign.status(), 403);
    let problem: Value = serde_json::from_slice(foreign.body().as_deref().unwrap()).unwrap();
    assert_eq!(problem["code"], "csrf");
    dora.get(&path).await.problem(400, "invalid");
    for (wrong, status) in [
        ("?cols=0", 422),
        ("?rows=1001", 422),
        ("?cols=x", 422),
        ("?shell=%20", 422),
        ("?shell=%0a", 422),
        ("?session=nonsense", 422),
        ("?session=01900000-0000-7000-8000-000000000000", 404),
    ] {
        assert_eq!(refused(&dora, &terminal(&name, wrong)).await, status, "{wrong}");
    }
    assert_eq!(refused(&dora, &terminal("gone", "")).await, 404);

    let permissions = json!({ "permissions": { "containers": "read", "terminal": "write" } });
    admin.put("/api/v1/roles/viewer", permissions).await.expect(200);
    let of_dora = Terminal::open(&dora, &path).await.recording.unwrap();
    let mut own = Terminal::open(&vera, &path).await;
    let of_vera = own.recording.clone().unwrap();
    let list = vera.get("/api/v1/recordings").await.expect(200);
    let listed: Vec<String> = items(&list).iter().map(|item| text(&item["id"])).collect();
    assert_eq!(listed, [of_vera.as_str()]);
    for rest in ["", "/cast"] {
        vera.get(&format!("/api/v1/recordings/{of_dora}{rest}")).await.problem(404, "not_found");
        vera.get(&format!("/api/v1/recordings/{of_vera}{rest}")).await.expect_status(200);
        dora.get(&format!("/api/v1/recordings/{of_vera}{rest}")).await.expect_status(200);
    }
    // A recording that is being made cannot be removed.
    admin.delete(&format!("/api/v1/recordings/{of_vera}")).await.problem(409, "conflict");

    // Who may not any more is out at once, and what ran is ended.
    let none = json!({ "permissions": { "containers": "read" } });
    admin.put("/api/v1/roles/viewer", none).await.expect(200);
    assert_eq!(own.closed().await, CloseCode::Policy);
    complete(&admin, &of_vera).await;
}

#[tokio::test]
async fn a_revoked_session_takes_its_terminal_with_it() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("revoked");
    run(&dora, &name, IDLE).await;
    let mut shell = Terminal::open(&dora, &terminal(&name, "")).await;
    shell.type_in("sleep 12345 & echo started$((1))\n").await;
    shell.shows("started1").await;
    dora.delete("/api/v1/sessions/current").await.expect(204);
    assert_eq!(shell.closed().await, CloseCode::Policy);
    let admin = app.set_up().await;
    let processes = containers(&format!("/{name}/processes"));
    eventually(LIMIT, "what ran in it has ended", async || {
        !admin.get(&processes).await.text().contains("sleep 12345")
    })
    .await;
}

#[tokio::test]
async fn terminals_are_not_recorded_when_the_settings_say_so() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let name = unique("private");
    run(&admin, &name, IDLE).await;
    admin.patch("/api/v1/settings", json!({ "terminal_recording": false })).await.expect(200);
    let shell = Terminal::open(&admin, &terminal(&name, "")).await;
    assert_eq!(shell.recording, None);
    assert!(items(&admin.get("/api/v1/recordings").await.expect(200)).is_empty());
}

#[tokio::test]
async fn a_terminal_ends_when_its_container_does_and_nonsense_closes_it() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let name = unique("ending");
    let id = run(&admin, &name, IDLE).await;
    let path = terminal(&name, "?user=guest&shell=sh");
    for nonsense in ["no json", r#"{"type":"input"}"#, r#"{"type":"input","data":"x","more":1}"#] {
        let mut shell = Terminal::open(&admin, &path).await;
        shell.socket.send(Message::text(nonsense)).await.unwrap();
        assert_eq!(shell.closed().await, CloseCode::Unsupported, "{nonsense}");
    }
    // A message that is too long ends the connection, not the dashboard.
    let mut shell = Terminal::open(&admin, &path).await;
    let long = json!({ "type": "input", "data": "x".repeat(300 * 1024) }).to_string();
    let _ = shell.socket.send(Message::text(long)).await;
    while let Ok(Some(Ok(_))) =
        tokio::time::timeout(Duration::from_secs(20), shell.socket.next()).await
    {}
    admin.get("/healthz").await.expect_status(200);

    let mut shell = Terminal::open(&admin, &path).await;
    shell.type_in("id -un\n").await;
    shell.shows("guest").await;
    super::docker::stop(&id).await;
    let exit = shell.told("exit").await;
    assert!(exit.get("code").is_some(), "{exit}");
    assert_eq!(refused(&admin, &path).await, 409);
}

#[tokio::test]
async fn a_paste_larger_than_every_buffer_neither_sticks_nor_keeps_the_terminal_open() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let name = unique("paste");
    run(&admin, &name, IDLE).await;
    // A program that never reads: everything between it and the page fills up.
    let path = containers(&format!("/{name}/terminal?shell=sleep+600"));
    let mut terminal = Terminal::open(&admin, &path).await;
    terminal.told("replay_end").await;
    let paste = json!({ "type": "input", "data": "0123456789abcde\n".repeat(6000) }).to_string();
    for _ in 0..40 {
        // Once the socket is full too, the page would wait; closing must still get through.
        let sent = terminal.socket.send(Message::text(paste.clone()));
        if tokio::time::timeout(Duration::from_millis(300), sent).await.is_err() {
            break;
        }
    }
    let again = format!("{path}&session={}", terminal.session);
    let recording = terminal.recording.clone().unwrap();
    drop(terminal);
    let mut terminal = Terminal::open(&admin, &again).await;
    terminal.socket.send(Message::text(json!({ "type": "close" }).to_string())).await.unwrap();
    eventually(LIMIT, "the terminal has ended", async || {
        let path = format!("/api/v1/recordings/{recording}");
        admin.get(&path).await.expect(200)["status"] == "complete"
    })
    .await;
}
