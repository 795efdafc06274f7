//! Files in containers.

use reqwest::{Method, header};
use serde_json::json;

use super::{
    client::{Answer, Client, send},
    docker::{exec, run, stop},
    harness::{TestApp, containers, items, text, unique},
};
use crate::access::Role;

const IDLE: &[&str] = &["sleep", "600"];

async fn upload(client: &Client, container: &str, path: &str, content: Vec<u8>) -> Answer {
    let path = containers(&format!("/{container}/files/content?path={path}"));
    send(client.request(Method::PUT, &path).body(content)).await
}

async fn download(client: &Client, container: &str, path: &str) -> Answer {
    client.get(&containers(&format!("/{container}/files/content?path={path}"))).await
}

#[tokio::test]
async fn files_go_in_and_come_out_byte_for_byte() {
    let app = TestApp::start_with_docker().await;
    let dora = app.user("dora", Role::Developer).await;
    let name = unique("files");
    let id = run(&dora, &name, IDLE).await;
    // Every byte there is, over more than one piece.
    let binary: Vec<u8> =
        (0..3_000_000u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    for (file, content) in [
        ("all%20bytes.bin", binary),
        ("empty", Vec::new()),
        ("gr%C3%BC%C3%9Fe.txt", b"hi\n".to_vec()),
    ] {
        let path = format!("/tmp/{file}");
        upload(&dora, &name, &path, content.clone()).await.expect(204);
        let back = download(&dora, &name, &path).await;
        assert_eq!(back.status, 200);
        assert_eq!(back.header("content-type"), Some("application/octet-stream"));
        assert_eq!(back.header("content-length").unwrap(), content.len().to_string());
        assert!(back.body == content, "{file} differs");
    }
    let shown = download(&dora, &name, "/tmp/gr%C3%BC%C3%9Fe.txt").await;
    let disposition = shown.header("content-disposition").unwrap();
    assert_eq!(disposition, "attachment; filename=\"gr__e.txt\"");

    exec(
        &id,
        &["sh", "-c", "mkdir /tmp/folder; ln -s /etc/passwd /tmp/link; chmod 640 /tmp/empty"],
    )
    .await;
    let list = dora.get(&containers(&format!("/{name}/files?path=/tmp"))).await.expect(200);
    assert_eq!((&list["path"], &list["truncated"]), (&json!("/tmp"), &json!(false)));
    let entry = |name: &str| {
        items(&list)
            .iter()
            .find(|item| item["name"] == name)
            .cloned()
            .unwrap_or_else(|| panic!("{list}"))
    };
    let file = entry("all bytes.bin");
    assert_eq!((&file["kind"], &file["size_bytes"]), (&json!("file"), &json!(3_000_000)));
    assert!(!file["modified_at"].is_null());
    assert_eq!(entry("folder")["kind"], "directory");
    assert_eq!(entry("link")["kind"], "symlink");
    assert_eq!(entry("link")["link_target"], "/etc/passwd");
    assert!(text(&entry("empty")["mode"]).ends_with("640"), "{}", entry("empty"));
    assert_eq!(entry("grüße.txt")["size_bytes"], 3);

    // A directory comes out as tar, also when the container does not run.
    stop(&id).await;
    let tar = download(&dora, &name, "/etc").await;
    assert_eq!(tar.header("content-type"), Some("application/x-tar"));
    assert_eq!(tar.header("content-disposition"), Some("attachment; filename=\"etc.tar\""));
    assert_eq!(&tar.body[257..262], b"ustar");
    upload(&dora, &name, "/tmp/late", b"late".to_vec()).await.expect(204);
    assert_eq!(download(&dora, &name, "/tmp/late").await.text(), "late");
}

#[tokio::test]
async fn paths_are_checked_before_they_reach_the_engine() {
    let app = TestApp::start_with_docker().await;
    let (vera, dora) =
        (app.user("vera", Role::Viewer).await, app.user("dora", Role::Developer).await);
    let name = unique("paths");
    run(&dora, &name, IDLE).await;
    for path in ["relative", "/tmp/../etc", "", "/tmp/%00", "/tmp/%2e%2e/etc", "%0a"] {
        download(&dora, &name, path).await.problem(422, "invalid");
        upload(&dora, &name, path, b"x".to_vec()).await.problem(422, "invalid");
        let list = containers(&format!("/{name}/files?path={path}"));
        dora.get(&list).await.problem(422, "invalid");
    }
    dora.get(&containers(&format!("/{name}/files"))).await.problem(422, "invalid");
    download(&dora, &name, "/nothing/here").await.problem(404, "not_found");
    upload(&dora, &name, "/nothing/here", b"x".to_vec()).await.problem(404, "not_found");
    dora.get(&containers(&format!("/{name}/files?path=/nothing"))).await.problem(404, "not_found");
    // Over a directory, and without a name.
    let over = upload(&dora, &name, "/etc", b"x".to_vec()).await;
    assert!(matches!(over.status, 409 | 422), "{}", over.text());
    let nameless = upload(&dora, &name, "/", b"x".to_vec()).await;
    assert!(matches!(nameless.status, 409 | 422), "{}", nameless.text());
    assert_eq!(download(&dora, &name, "/etc/passwd").await.status, 200);

    download(&vera, &name, "/etc/passwd").await.problem(403, "forbidden");
    upload(&vera, &name, "/tmp/x", b"x".to_vec()).await.problem(403, "forbidden");
    let content = containers(&format!("/{name}/files/content?path=/tmp/x"));
    let pieces = futures_util::stream::iter([Ok::<_, std::io::Error>(b"x".to_vec())]);
    let unsized_body = reqwest::Body::wrap_stream(pieces);
    send(dora.request(Method::PUT, &content).body(unsized_body)).await.problem(400, "invalid");
    let huge = dora.request(Method::PUT, &content).header(header::CONTENT_LENGTH, "300000000");
    // Refused by what it says of itself, before anything is sent.
    let refused = send(huge.body(reqwest::Body::wrap_stream(futures_util::stream::pending::<
        Result<Vec<u8>, std::io::Error>,
    >())))
    .await;
    refused.problem(413, "payload_too_large");
    download(&dora, &name, "/tmp/x").await.problem(404, "not_found");
}

#[tokio::test]
async fn a_container_that_leads_to_its_host_is_for_those_who_may_have_the_host() {
    let app = TestApp::start_with_docker().await;
    let (admin, dora) = (app.set_up().await, app.user("dora", Role::Developer).await);
    let ways = [
        json!({ "privileged": true }),
        json!({ "mounts": [{ "kind": "bind", "source": "/", "destination": "/host" }] }),
        json!({ "mounts": [{ "kind": "bind", "source": "/etc", "destination": "/host" }] }),
    ];
    for way in ways {
        let name = unique("host");
        let mut wish = json!({
            "name": name, "image": nebula_test::docker::BUSYBOX, "command": ["sleep", "600"],
            "start": false,
        });
        wish.as_object_mut().unwrap().extend(way.as_object().unwrap().clone());
        admin.post(&containers(""), wish).await.expect(201);
        let list = containers(&format!("/{name}/files?path=/"));
        dora.get(&list).await.problem(403, "forbidden");
        admin.get(&list).await.expect(200);
        upload(&dora, &name, "/tmp/x", b"x".to_vec()).await.problem(403, "forbidden");
        let terminal = containers(&format!("/{name}/terminal"));
        let knock = dora
            .request(Method::GET, &terminal)
            .header(header::CONNECTION, "upgrade")
            .header(header::UPGRADE, "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        send(knock).await.problem(403, "forbidden");
        admin.delete(&containers(&format!("/{name}?force=true"))).await.expect(204);
    }
    let plain = unique("plain");
    run(&dora, &plain, IDLE).await;
    dora.get(&containers(&format!("/{plain}/files?path=/"))).await.expect(200);
}
