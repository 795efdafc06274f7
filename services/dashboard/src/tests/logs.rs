//! Logs and figures of containers.

use nebula_test::{docker, eventually};
use serde_json::{Value, json};

use super::{
    client::Client,
    docker::{run, say, stop},
    harness::{LIMIT, TestApp, containers, items, text, unique},
    streams::EventStream,
};
use crate::access::Role;

/// Says twenty lines, one of them to the standard error, and waits.
const TALKS: &[&str] =
    &["sh", "-c", "for n in $(seq 19); do echo line $n; done; echo Oops >&2; exec sleep 600"];

fn texts(list: &Value) -> Vec<String> {
    items(list).iter().map(|line| text(&line["text"])).collect()
}

async fn talker(viewer: &Client) -> String {
    let id = run(viewer, &unique("talker"), TALKS).await;
    eventually(LIMIT, "it has said all", async || {
        let list = viewer.get(&containers(&format!("/{id}/logs"))).await.expect(200);
        items(&list).len() == 20
    })
    .await;
    id
}

/// The lines of a followed log, as many as are asked for.
async fn lines(stream: &mut EventStream, count: usize) -> Vec<String> {
    let mut lines = Vec::new();
    while lines.len() < count {
        let event = stream.until("log", |_| true).await;
        assert!(event.id.is_some(), "{event:?}");
        lines.extend(event.data["lines"].as_array().unwrap().iter().map(|l| text(&l["text"])));
    }
    assert_eq!(lines.len(), count, "{lines:?}");
    lines
}

#[tokio::test]
async fn a_log_is_read_in_parts() {
    let app = TestApp::start_with_docker().await;
    let vera = app.user("vera", Role::Viewer).await;
    let id = talker(&vera).await;
    let read =
        async |query: &str| vera.get(&containers(&format!("/{id}/logs{query}"))).await.expect(200);
    let last = read("?tail=2&stderr=false").await;
    assert_eq!(texts(&last), ["line 18", "line 19"]);
    assert_eq!(items(&last)[0]["stream"], "stdout");
    let oops = read("?stdout=false").await;
    assert_eq!(texts(&oops), ["Oops"]);
    assert_eq!(items(&oops)[0]["stream"], "stderr");
    assert_eq!(texts(&read("?search=OOPS").await), ["Oops"]);
    assert_eq!(texts(&read("?search=line%201&tail=2").await), ["line 18", "line 19"]);
    assert_eq!(texts(&read("?search=nothing").await), [""; 0]);

    let all = read("?stderr=false").await;
    assert_eq!(items(&all).len(), 19);
    let tenth = text(&items(&all)[9]["at"]);
    assert_eq!(texts(&read(&format!("?stderr=false&since={tenth}")).await)[0], "line 10");
    let before = texts(&read(&format!("?stderr=false&until={tenth}")).await);
    assert_eq!(before.last().unwrap(), "line 9");

    let file = vera.get(&containers(&format!("/{id}/logs?format=text&timestamps=false"))).await;
    assert_eq!(file.header("content-type"), Some("text/plain; charset=utf-8"));
    assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(file.text().lines().count(), 20);
    assert!(file.text().contains("line 7\n"), "{}", file.text());
    let stamped = vera.get(&containers(&format!("/{id}/logs?format=text&stderr=false"))).await;
    assert_eq!(
        stamped.text().lines().next().unwrap(),
        format!("{} line 1", text(&items(&all)[0]["at"]))
    );

    for wrong in ["?tail=10001", "?tail=-1", "?since=yesterday", "?follow=maybe", "?format=pdf"] {
        vera.get(&containers(&format!("/{id}/logs{wrong}"))).await.problem(422, "invalid");
    }
}

#[tokio::test]
async fn a_followed_log_resumes_after_a_drop_without_loss_or_repetition() {
    let app = TestApp::start_with_docker().await;
    let vera = app.user("vera", Role::Viewer).await;
    let id = talker(&vera).await;
    let path = containers(&format!("/{id}/logs?follow=true&tail=1&stderr=false"));
    let mut log = vera.events(&path).await;
    assert_eq!(lines(&mut log, 1).await, ["line 19"]);
    say(&id, "live one").await;
    assert_eq!(lines(&mut log, 1).await, ["live one"]);
    say(&id, "grüße ✓").await;
    assert_eq!(lines(&mut log, 1).await, ["grüße ✓"]);

    let last = log.last_id.clone();
    drop(log);
    say(&id, "missed one").await;
    say(&id, "missed two").await;
    let mut log = vera.events_after(&path, last.as_deref()).await;
    assert_eq!(lines(&mut log, 2).await, ["missed one", "missed two"]);
    say(&id, "live again").await;
    assert_eq!(lines(&mut log, 1).await, ["live again"]);

    stop(&id).await;
    let rest = log.rest().await;
    let ended = rest.last().unwrap();
    assert_eq!(
        (ended.name.as_str(), &ended.data["reason"]),
        ("ended", &json!("container_stopped"))
    );
    assert!(!text(&ended.data["detail"]).is_empty());
}

#[tokio::test]
async fn a_followed_log_that_is_searched_shows_only_what_matches() {
    let app = TestApp::start_with_docker().await;
    let vera = app.user("vera", Role::Viewer).await;
    let id = talker(&vera).await;
    let path = containers(&format!("/{id}/logs?follow=true&search=wanted"));
    let mut log = vera.events(&path).await;
    say(&id, "nothing").await;
    say(&id, "this is WANTED").await;
    assert_eq!(lines(&mut log, 1).await, ["this is WANTED"]);
}

#[tokio::test]
async fn a_followed_log_tells_that_its_container_was_removed() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let id = talker(&admin).await;
    let mut log = admin.events(&containers(&format!("/{id}/logs?follow=true"))).await;
    assert_eq!(lines(&mut log, 20).await.len(), 20);
    admin.delete(&containers(&format!("/{id}?force=true"))).await.expect(204);
    let rest = log.rest().await;
    let ended = rest.last().unwrap();
    assert_eq!(
        (ended.name.as_str(), &ended.data["reason"]),
        ("ended", &json!("container_removed"))
    );
}

#[tokio::test]
async fn the_log_of_a_stopped_container_is_shown_and_ends() {
    let app = TestApp::start_with_docker().await;
    let admin = app.set_up().await;
    let id = talker(&admin).await;
    stop(&id).await;
    let events = admin.events(&containers(&format!("/{id}/logs?follow=true&tail=3"))).await;
    let events = events.rest().await;
    assert_eq!(events.last().unwrap().data["reason"], "container_stopped");
    let lines: usize = events.iter().filter_map(|e| e.data["lines"].as_array()).map(Vec::len).sum();
    assert_eq!(lines, 3);
}

#[tokio::test]
async fn the_figures_of_a_container_are_live_and_end_with_it() {
    let app = TestApp::start_with_docker().await;
    let vera = app.user("vera", Role::Viewer).await;
    let name = unique("busy");
    let id = run(&vera, &name, &["sh", "-c", "while :; do :; done"]).await;
    let mut figures = vera.events(&containers(&format!("/{id}/stats"))).await;
    let busy = |stats: &Value| stats["cpu_percent"].as_f64().is_some_and(|percent| percent > 1.0);
    let stats = figures.until("stats", busy).await.data;
    assert!(stats["memory_bytes"].as_u64().is_some_and(|bytes| bytes > 0), "{stats}");
    assert!(stats["pids"].as_u64().is_some_and(|pids| pids >= 1), "{stats}");
    assert!(stats["online_cpus"].as_u64().is_some_and(|cpus| cpus >= 1), "{stats}");

    // The figures of all at once come with the live events.
    let mut all = vera.events("/api/v1/events?topics=container_stats").await;
    let measured = |data: &Value| data["items"].as_array().unwrap().iter().any(|s| s["id"] == *id);
    all.until("container_stats", measured).await;

    docker::shared().await.remove(&id).await;
    let rest = figures.rest().await;
    let ended = rest.last().unwrap();
    assert_eq!(ended.name, "ended");
    assert_eq!(ended.data["reason"], "container_removed");
}

#[tokio::test]
async fn a_followed_log_and_figures_end_with_the_right_to_them() {
    let app = TestApp::start_with_docker().await;
    let (admin, vera) = (app.set_up().await, app.user("vera", Role::Viewer).await);
    let id = talker(&vera).await;
    let mut log = vera.events(&containers(&format!("/{id}/logs?follow=true&tail=1"))).await;
    lines(&mut log, 1).await;
    let mut stats = vera.events(&containers(&format!("/{id}/stats"))).await;
    stats.until("stats", |_| true).await;
    let nothing = json!({ "permissions": { "overview": "read" } });
    admin.put("/api/v1/roles/viewer", nothing).await.expect(200);
    // Neither says anything any more; both end.
    assert!(log.rest().await.iter().all(|event| event.name != "ended"));
    stats.rest().await;
}
