//! The live event stream of a page.

use nebula_test::docker;
use serde_json::{Value, json};

use super::{
    docker::{run, stop},
    harness::{TestApp, text, unique},
};
use crate::access::Role;

fn about(id: &str, state: &str) -> impl Fn(&Value) -> bool {
    move |data| data["container"]["id"] == id && data["container"]["state"] == state
}

/// The place of an event among all.
fn sequence(id: &str) -> u64 {
    id.split_once('.').unwrap().1.parse().unwrap()
}

#[tokio::test]
async fn a_page_hears_of_containers_and_misses_none_over_a_drop() {
    let app = TestApp::start_with_docker().await;
    let vera = app.user("vera", Role::Viewer).await;
    let path = "/api/v1/events";
    let mut events = vera.events(path).await;
    let hello = events.next().await.unwrap();
    assert_eq!(hello.name, "hello");
    let boot = hello.data["boot_id"].clone();
    assert!(boot.is_string());
    let (engine, name) = (docker::shared().await, unique("heard"));
    let id = engine.run(&name, &["sleep", "600"]).await;
    let told = events.until("container_updated", about(&id, "running")).await;
    assert_eq!(told.data["engine"], "local");
    assert_eq!(told.data["container"]["name"], name);
    assert!(told.id.is_some());

    // What happens while the connection is away comes with the next one, in order, once.
    let last = told.id.clone();
    drop(events);
    stop(&id).await;
    engine.remove(&id).await;
    let mut again = vera.events_after(path, last.as_deref()).await;
    assert_eq!(again.next().await.unwrap().data["boot_id"], boot);
    let (mut seen, mut last) = (Vec::new(), last);
    while !seen.contains(&"destroy".to_owned()) || !seen.contains(&"removed".to_owned()) {
        let event = again.next().await.unwrap();
        assert_ne!(event.name, "reset");
        assert!(!about(&id, "running")(&event.data), "{event:?}");
        if let Some(id) = event.id.clone() {
            assert_eq!(sequence(&id), sequence(last.as_ref().unwrap()) + 1, "{event:?}");
            last = Some(id);
        }
        if event.name == "docker_event" && event.data["id"] == *id {
            seen.push(text(&event.data["action"]));
        }
        if event.name == "container_removed" && event.data["id"] == *id {
            seen.push("removed".to_owned());
        }
    }
    let place = |action: &str| seen.iter().position(|seen| seen == action).unwrap();
    assert!(place("die") < place("destroy"), "{seen:?}");

    // The query does the same where a header cannot be set.
    let resumed = format!("{path}?topics=containers&last_event_id={}", last.unwrap());
    let mut quiet = vera.events(&resumed).await;
    assert_eq!(quiet.next().await.unwrap().name, "hello");
    let other = unique("later");
    let id = run(&vera, &other, &["sleep", "600"]).await;
    quiet.until("container_updated", about(&id, "running")).await;
}

#[tokio::test]
async fn a_page_that_missed_too_much_is_told_to_start_over() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    for id in ["nonsense", "01900000-0000-7000-8000-000000000000.7", "1.2.3", "…"] {
        let mut events =
            admin.events(&format!("/api/v1/events?topics=platform&last_event_id={id}")).await;
        assert_eq!(events.next().await.unwrap().name, "hello");
        assert_eq!(events.next().await.unwrap().name, "reset", "{id}");
        assert_eq!(events.next().await.unwrap().name, "platform_updated");
    }
}

#[tokio::test]
async fn the_host_is_measured_while_somebody_looks() {
    let app = TestApp::start().await;
    let cleo = app.user("cleo", Role::Client).await;
    let mut events = cleo.events("/api/v1/events?topics=host").await;
    let stats = events.until("host_stats", |_| true).await.data;
    assert!(stats["memory"]["total_bytes"].as_u64().is_some_and(|bytes| bytes > 0), "{stats}");
    assert!(!stats["cpu"]["cores"].as_array().unwrap().is_empty(), "{stats}");
    let now = cleo.get("/api/v1/host/stats").await.expect(200);
    assert_eq!(now["hostname"], stats["hostname"]);
    assert_eq!(now["memory"]["total_bytes"], stats["memory"]["total_bytes"]);
    let history = cleo.get("/api/v1/host/history").await.expect(200);
    assert!(!history["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_page_hears_only_what_its_user_may_read() {
    let app = TestApp::start_with_docker().await;
    let (admin, cleo) = (app.set_up().await, app.user("cleo", Role::Client).await);
    let mut all = cleo.events("/api/v1/events").await;
    let name = unique("secret");
    let mut heard = admin.events("/api/v1/events?topics=containers").await;
    let id = docker::shared().await.run(&name, &["sleep", "600"]).await;
    heard.until("container_updated", about(&id, "running")).await;
    // By now the other would have heard of it.
    all.until("host_stats", |_| true).await;
    drop(all);
    let mut all = cleo.events("/api/v1/events?topics=containers,host").await;
    loop {
        let event = all.next().await.unwrap();
        assert!(!event.name.starts_with("container"), "{event:?}");
        if event.name == "host_stats" {
            break;
        }
    }
    let wrong = cleo.refused_events("/api/v1/events?topics=containers,weather").await;
    assert!(wrong.problem(422, "invalid")["detail"].as_str().unwrap().contains("weather"));

    // When the rights change, the page is cut and comes back with what it may hear now.
    let more = json!({ "permissions": { "overview": "none", "containers": "read" } });
    admin.put("/api/v1/roles/client", more).await.expect(200);
    while let Some(event) = all.next().await {
        assert_ne!(event.name, "session_ended");
    }
    let mut all = cleo.events("/api/v1/events?topics=containers,host").await;
    stop(&id).await;
    all.until("container_updated", about(&id, "exited")).await;
}
