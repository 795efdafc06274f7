//! Measuring containers.

use std::time::Duration;

use futures_util::StreamExt;
use nebula_docker::{Error, LogEnd, StatsEvent};
use nebula_test::eventually;

use crate::{LIMIT, connected, container, unfollowed};

#[tokio::test]
async fn one_container_until_it_stops() {
    let (docker, engine) = unfollowed().await;
    docker.run("stats-one", &["sh", "-c", "while :; do :; done"]).await;
    let mut stats = engine.stats(&container("stats-one")).await.unwrap();
    let StatsEvent::Stats(first) =
        tokio::time::timeout(LIMIT, stats.next()).await.unwrap().unwrap()
    else {
        panic!("it ended");
    };
    assert!(
        first.cpu_percent > 5.0 && first.cpu_percent <= f64::from(first.online_cpus) * 105.0,
        "{first:?}"
    );
    assert!(first.memory_bytes > 0 && first.memory_limit_bytes > first.memory_bytes, "{first:?}");
    assert!(first.pids >= 1, "{first:?}");
    docker.remove("stats-one").await;
    let end = tokio::time::timeout(LIMIT, async {
        loop {
            if let StatsEvent::Ended(end) = stats.next().await.unwrap() {
                break end;
            }
        }
    });
    assert!(matches!(end.await.unwrap(), LogEnd::ContainerRemoved | LogEnd::ContainerStopped));
    assert!(stats.next().await.is_none());
    assert!(matches!(
        engine.stats(&container("no-such")).await.err(),
        Some(Error::NotFound { .. })
    ));
}

#[tokio::test]
async fn all_containers_only_while_somebody_reads() {
    let (docker, engine) = connected().await;
    let first = docker.run("stats-a", &["sleep", "1000"]).await;
    let mut batches = engine.watch_stats();
    let has = |ids: &[&String], batch: &nebula_docker::StatsBatch| {
        ids.iter().all(|id| batch.items.iter().any(|item| &item.id == *id))
    };
    let mut until = async |ids: &[&String], there: bool| {
        tokio::time::timeout(LIMIT, async {
            loop {
                let batch = batches.recv().await.unwrap();
                if has(ids, &batch) == there {
                    return batch;
                }
            }
        })
        .await
        .unwrap()
    };
    let batch = until(&[&first], true).await;
    let one = batch.items.iter().find(|item| item.id == first).unwrap();
    assert!(one.memory_bytes > 0 && one.pids == 1, "{one:?}");
    let second = docker.run("stats-b", &["sleep", "1000"]).await;
    until(&[&first, &second], true).await;
    docker.remove("stats-a").await;
    until(&[&first], false).await;
    docker.remove("stats-b").await;
    drop(batches);
    // A new reader is served again, whether the measuring still lingers or not.
    let third = docker.run("stats-c", &["sleep", "1000"]).await;
    let mut again = engine.watch_stats();
    eventually(Duration::from_secs(20), "the new reader is served", async || {
        let batch = again.recv().await.unwrap();
        batch.items.iter().any(|item| item.id == third)
    })
    .await;
    docker.remove("stats-c").await;
}
