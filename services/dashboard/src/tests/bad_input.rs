//! Whatever is sent, the answer is a problem document that says what is wrong, and nothing breaks.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::{Method, header};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{
    client::{Answer, Client, send},
    harness::{LIMIT, PASSWORD, TestApp, containers, text},
};

async fn raw(client: &Client, path: &str, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
    let request = client.request(Method::POST, path).header(header::CONTENT_TYPE, content_type);
    send(request.body(body.into())).await
}

#[tokio::test]
async fn bodies_that_cannot_be_read_or_have_the_wrong_shape_are_refused() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let users = "/api/v1/users";
    let json_type = "application/json";
    for broken in [&b"{"[..], b"", b"nonsense", b"{\"username\": \"\xff\xfe\"}", b"\0\0\0\0"] {
        let answer = raw(&admin, users, json_type, broken).await;
        answer.problem(400, "invalid");
    }
    let deep = "[".repeat(100_000);
    assert!(matches!(raw(&admin, users, json_type, deep.as_str()).await.status, 400 | 422));
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"] {
        raw(&admin, users, kind, "{}").await.problem(400, "invalid");
    }
    let user = json!({
        "username": "vera", "email": "vera@example.org", "role": "viewer", "password": PASSWORD,
    });
    for (field, wrong) in [
        ("username", json!(7)),
        ("username", json!(null)),
        ("email", json!(["vera@example.org"])),
        ("role", json!("emperor")),
        ("password", json!({ "secret": "x" })),
        ("disabled", json!(false)),
        ("constructor", json!({})),
    ] {
        let mut body = user.clone();
        body[field] = wrong.clone();
        let answer = admin.post(users, body).await;
        assert_eq!(answer.status, 422, "{field} {wrong}: {}", answer.text());
        answer.problem(422, "invalid");
    }
    let mut extra = user.clone();
    extra["admin"] = json!(true);
    assert_eq!(admin.post(users, extra).await.problem(422, "invalid")["field"], "admin");
    let twice = "{\"username\":\"vera\",\"username\":\"dora\"}";
    assert_eq!(
        raw(&admin, users, json_type, twice).await.problem(422, "invalid")["field"],
        "username"
    );
    for not_an_object in ["[]", "7", "null", "\"text\"", "true"] {
        raw(&admin, users, json_type, not_an_object).await.problem(422, "invalid");
    }
    let list = admin.get(users).await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn bodies_that_are_too_large_are_refused() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let large = json!({ "username": "x".repeat(300 * 1024) });
    admin.post("/api/v1/users", large.clone()).await.problem(413, "payload_too_large");
    app.stranger().post("/api/v1/sessions", large).await.problem(413, "payload_too_large");
    // Also when it does not say how large it is.
    let pieces = std::iter::repeat_with(|| Ok::<_, std::io::Error>("x".repeat(64 * 1024)));
    let stream =
        futures_util::stream::iter(std::iter::once(Ok("\"".to_owned())).chain(pieces.take(8)));
    let request = admin
        .request(Method::POST, "/api/v1/users")
        .header(header::CONTENT_TYPE, "application/json")
        .body(reqwest::Body::wrap_stream(stream));
    send(request).await.problem(413, "payload_too_large");
}

#[tokio::test]
async fn ids_and_names_in_paths_are_checked() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let wrong = [
        "..%2f..%2fetc",
        "%2e%2e%2f",
        "%00",
        "a%00b",
        "%0a",
        "a%0d%0ab",
        "a%20b",
        "a%3Fb",
        "a%23b",
        "%25",
        "-a",
        "%E2%80%AE",
        "a%5Cb",
    ];
    let long = "a".repeat(5000);
    for id in wrong.into_iter().chain([long.as_str()]) {
        for rest in ["", "/logs", "/stats", "/processes", "/files?path=/"] {
            let answer = admin.get(&containers(&format!("/{id}{rest}"))).await;
            assert!(matches!(answer.status, 404 | 422), "{id}{rest}: {}", answer.text());
            answer
                .problem(answer.status, if answer.status == 404 { "not_found" } else { "invalid" });
        }
        for path in ["containers/{id}/start", "containers/{id}/kill"] {
            let path = format!("/api/v1/docker/engines/local/{}", path.replace("{id}", id));
            let answer = admin.act(&path).await;
            assert!(matches!(answer.status, 404 | 422), "{path}: {}", answer.text());
        }
        for kind in ["images", "volumes", "networks"] {
            let answer = admin.get(&format!("/api/v1/docker/engines/local/{kind}/{id}")).await;
            assert!(matches!(answer.status, 404 | 422), "{kind}/{id}: {}", answer.text());
            let answer = admin.delete(&format!("/api/v1/docker/engines/local/{kind}/{id}")).await;
            assert!(matches!(answer.status, 404 | 422), "{kind}/{id}: {}", answer.text());
        }
        let engine = admin.get(&format!("/api/v1/docker/engines/{id}/containers")).await;
        engine.problem(404, "not_found");
        for resource in ["users", "recordings"] {
            let answer = admin.get(&format!("/api/v1/{resource}/{id}")).await;
            assert_eq!(answer.status, 422, "{resource}/{id}: {}", answer.text());
            answer.problem(422, "invalid");
        }
        let role = admin.put(&format!("/api/v1/roles/{id}"), json!({ "permissions": {} })).await;
        role.problem(404, "not_found");
    }
    for invalid in ["%ff%fe", "%c3%28"] {
        let answer = admin.get(&containers(&format!("/{invalid}"))).await;
        assert!(matches!(answer.status, 400 | 404 | 422), "{invalid}: {}", answer.text());
    }
}

#[tokio::test]
async fn queries_are_checked() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let lists = ["users", "api-keys", "audit-events", "recordings"];
    for list in lists {
        for wrong in ["limit=0", "limit=201", "limit=-1", "limit=many", "limit=4294967297"] {
            let answer = admin.get(&format!("/api/v1/{list}?{wrong}")).await;
            assert_eq!(answer.status, 422, "{list}?{wrong}: {}", answer.text());
            answer.problem(422, "invalid");
        }
        let mut cursors: Vec<String> =
            ["", "x", "....", "%00", "null", "/../"].map(str::to_owned).to_vec();
        for json in ["null", "{}", "[]", "7", "[1,2,3]", "\"a\"]", "\u{1f4a9}", "[\"x\",\"y\"]"] {
            cursors.push(URL_SAFE_NO_PAD.encode(json));
        }
        cursors.push("A".repeat(2000));
        for cursor in cursors {
            let answer = admin.get(&format!("/api/v1/{list}?cursor={cursor}")).await;
            assert_eq!(answer.status, 422, "{list}?cursor={cursor}: {}", answer.text());
            assert_eq!(answer.problem(422, "invalid")["field"], "cursor");
        }
    }
    // What PostgreSQL cannot hold is not found, or refused, but never a fault.
    let nul = URL_SAFE_NO_PAD.encode("\"a\\u0000b\"");
    for path in [
        "users?search=%00".to_owned(),
        format!("users?cursor={nul}"),
        "audit-events?search=a%00b".to_owned(),
        "audit-events?actor=%00&action=%00&outcome=%00".to_owned(),
        "recordings?search=%00".to_owned(),
        "users?search=%F0%9F%92%A9%25_%5C".to_owned(),
        "audit-events?since=-262143-01-01T00:00:00Z".to_owned(),
        "audit-events?until=-262143-01-01T00:00:00Z".to_owned(),
        "audit-events?since=%2B262142-12-31T23:59:59Z".to_owned(),
        "audit-events?since=yesterday".to_owned(),
        "audit-events?since=2026-02-30T00:00:00Z".to_owned(),
        "users?search=%ff".to_owned(),
    ] {
        let answer = admin.get(&format!("/api/v1/{path}")).await;
        assert!(matches!(answer.status, 200 | 400 | 422), "{path}: {}", answer.text());
    }
    let mut stranger = app.stranger();
    for name in ["\0", "a\0b", "\u{1f4a9}", "ad\na", "' OR 1=1 --"] {
        let answer = stranger.sign_in(name, PASSWORD).await;
        assert!(matches!(answer.status, 401 | 422), "{name:?}: {}", answer.text());
    }
    admin.patch("/api/v1/me", json!({ "email": "a\0@b" })).await.problem(422, "invalid");
    let role = json!({ "permissions": { "users\0": "read" } });
    admin.put("/api/v1/roles/viewer", role).await.problem(422, "invalid");
    for wrong in [
        json!({ "session_lifetime_hours": 0 }),
        json!({ "session_lifetime_hours": 2161 }),
        json!({ "audit_retention_days": 29 }),
        json!({ "recording_retention_days": 3651 }),
        json!({ "recording_retention_days": 1.5 }),
        json!({ "recording_retention_days": 9_999_999_999_u64 }),
        json!({ "terminal_recording": "yes" }),
        json!({ "theme": "dark" }),
    ] {
        let answer = admin.patch("/api/v1/settings", wrong.clone()).await;
        assert_eq!(answer.status, 422, "{wrong}: {}", answer.text());
    }
}

#[tokio::test]
async fn credentials_that_make_no_sense_are_no_credentials() {
    let app = TestApp::start().await;
    app.set_up().await;
    let long = "x".repeat(5000);
    for cookie in ["", "nonsense", "%00", "\"quoted\"", long.as_str()] {
        let request = app
            .stranger()
            .request(Method::GET, "/api/v1/me")
            .header(header::COOKIE, format!("nebula_session={cookie}; nebula_session=other"));
        send(request).await.problem(401, "unauthenticated");
    }
    for value in [&b"Bearer \xff\xfe"[..], b"Bearer", b"bearer nbc_x", long.as_bytes()] {
        let request = app.stranger().request(Method::GET, "/api/v1/me");
        let value = header::HeaderValue::from_bytes(value).unwrap();
        send(request.header(header::AUTHORIZATION, value)).await.problem(401, "unauthenticated");
    }
}

#[tokio::test]
async fn what_is_no_http_does_no_harm() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let address = app.base.strip_prefix("http://").unwrap();
    let huge_header = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(300_000));
    let chunked = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                   Transfer-Encoding: chunked\r\n\r\nZZZ\r\n";
    let both = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\
                Content-Length: 6\r\n\r\nabcdef";
    for nonsense in [
        &b"\0\0\0\0\xff\xff\r\n\r\n"[..],
        b"HELLO\r\n\r\n",
        b"GET /api/v1/../../etc/passwd HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        chunked.as_bytes(),
        both.as_bytes(),
        huge_header.as_bytes(),
    ] {
        let mut socket = TcpStream::connect(address).await.unwrap();
        // It may be cut off before all is sent, and how it is answered is the server's affair.
        let _ = socket.write_all(nonsense).await;
        let _ = socket.shutdown().await;
        let mut answer = Vec::new();
        let read = tokio::time::timeout(LIMIT, socket.read_to_end(&mut answer)).await;
        assert!(read.is_ok(), "it was not closed: {:?}", String::from_utf8_lossy(nonsense));
        assert!(!answer.starts_with(b"HTTP/1.1 5"), "{}", String::from_utf8_lossy(&answer));
    }
    // Half a request, and then nothing: others are served meanwhile.
    let mut halves = Vec::new();
    for _ in 0..20 {
        let mut socket = TcpStream::connect(address).await.unwrap();
        socket.write_all(b"GET /api/v1/me HTTP/1.1\r\nHost:").await.unwrap();
        halves.push(socket);
    }
    let began = std::time::Instant::now();
    admin.get("/api/v1/me").await.expect(200);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_pages_are_hardened() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v2/users",
        "/assets/none.js",
        "/x.php",
    ] {
        admin.get(path).await.problem(404, "not_found");
    }
    admin.post("/", json!({})).await.problem(404, "not_found");
    admin.post("/api/v1/nothing", json!({})).await.problem(404, "not_found");
    for path in ["/", "/login", "/containers/local/web", "/../../etc/passwd"] {
        let page = app.stranger().get(path).await;
        page.expect_status(200);
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{path}");
        assert!(!page.text().contains("root:"), "{path}");
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(page.header("x-frame-options"), Some("DENY"));
    }
    let me = admin.get("/api/v1/me").await;
    assert_eq!(me.header("cache-control"), Some("no-store"));
    assert!(!text(&me.json()["user"]["id"]).is_empty());
}
