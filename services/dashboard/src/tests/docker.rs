//! What tests do to the Docker engine behind the dashboard's back.

use bollard::{
    exec::{CreateExecOptions, StartExecOptions},
    query_parameters::StopContainerOptionsBuilder,
};
use nebula_test::{docker, eventually};
use serde_json::Value;

use super::{
    client::Client,
    harness::{LIMIT, containers, items, text},
};

/// Runs a command in a container and waits until it has ended.
pub(super) async fn exec(container: &str, command: &[&str]) {
    let client = docker::shared().await.client();
    let options = CreateExecOptions {
        cmd: Some(command.iter().map(|&word| word.to_owned()).collect()),
        ..CreateExecOptions::default()
    };
    let made = client.create_exec(container, options).await.unwrap();
    let detached = StartExecOptions { detach: true, ..StartExecOptions::default() };
    client.start_exec(&made.id, Some(detached)).await.unwrap();
    eventually(LIMIT, "the command has ended", async || {
        client.inspect_exec(&made.id).await.unwrap().running == Some(false)
    })
    .await;
}

/// Makes a container's first process say something, as far as its log can tell.
pub(super) async fn say(container: &str, line: &str) {
    exec(container, &["sh", "-c", "echo \"$0\" >/proc/1/fd/1", line]).await;
}

/// Stops a container at once.
pub(super) async fn stop(container: &str) {
    let at_once = StopContainerOptionsBuilder::default().t(0).build();
    docker::shared().await.client().stop_container(container, Some(at_once)).await.unwrap();
}

/// Starts a container that does nothing and waits until the dashboard knows it. Answers its id.
pub(super) async fn run(viewer: &Client, name: &str, command: &[&str]) -> String {
    let id = docker::shared().await.run(name, command).await;
    wait_for(viewer, name, |container| container["state"] == "running").await;
    id
}

/// The container with this name in the dashboard's list, once it is as wanted.
pub(super) async fn wait_for(
    viewer: &Client,
    name: &str,
    wanted: impl Fn(&Value) -> bool,
) -> Value {
    eventually(LIMIT, "the container is listed as wanted", async || {
        let found = find(viewer, name).await;
        found.clone().filter(&wanted).ok_or(found)
    })
    .await
}

/// The container with this name in the dashboard's list.
pub(super) async fn find(viewer: &Client, name: &str) -> Option<Value> {
    let list = viewer.get(&containers("?all=true")).await.expect(200);
    items(&list).iter().find(|container| container["name"] == name).cloned()
}

/// The names in a list.
pub(super) fn names(list: &Value) -> Vec<String> {
    items(list).iter().map(|item| text(&item["name"])).collect()
}
