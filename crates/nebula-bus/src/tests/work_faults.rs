use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nebula_test::proxy::ChaosProxy;
use nebula_test::redis::RedisServer;
use nebula_test::{eventually, ports};
use tokio::sync::mpsc;

use super::{AlertFired, Consumers, LIMIT, bus, consume_for_ever, quick};
use crate::{Backlog, CloudEvent, ConsumerOptions, Enqueued, Work, WorkItem, WorkOptions};

fn alert(item: &WorkItem) -> u32 {
    item.event.data_as::<AlertFired>().unwrap().alert
}

fn work_on(url: String) -> Work {
    bus(url).work("alerts", WorkOptions::default())
}

#[tokio::test]
async fn work_of_a_consumer_that_died_is_taken_over() {
    let redis = RedisServer::start().await;
    let work = work_on(redis.url());
    work.enqueue(&AlertFired { alert: 7 }).await.unwrap();
    let (sender, mut started) = mpsc::unbounded_channel();
    {
        let dying = consume_for_ever(&work, "dying", quick(), |item| {
            sender.send(item.attempt).unwrap();
            std::future::pending()
        });
        tokio::select! {
            () = dying => panic!("it runs until it is stopped"),
            attempt = started.recv() => assert_eq!(attempt, Some(1)),
        }
        // Dropped here, in the middle of its work, without a word to Redis.
    }
    assert_eq!(work.backlog().await.unwrap(), Backlog { running: 1, ..Backlog::default() });

    let (sender, mut taken) = mpsc::unbounded_channel();
    let mut consumers = Consumers::default();
    consumers.add(&work, "heir", quick(), move |item| {
        sender.send((alert(&item), item.attempt)).unwrap();
        async { Ok(()) }
    });
    // The try on which the first one died counts.
    assert_eq!(tokio::time::timeout(LIMIT, taken.recv()).await.unwrap(), Some((7, 2)));
    eventually(LIMIT, "it is done", async || work.pending_count().await.unwrap() == 0).await;
    consumers.stop().await;
}

#[tokio::test]
async fn work_that_kills_its_consumers_is_given_up() {
    let redis = RedisServer::start().await;
    let work = work_on(redis.url());
    work.enqueue(&AlertFired { alert: 7 }).await.unwrap();
    for attempt in 1..=3 {
        let (sender, mut started) = mpsc::unbounded_channel();
        let name = format!("dying-{attempt}");
        let dying = consume_for_ever(&work, &name, quick(), |item| {
            sender.send(item.attempt).unwrap();
            std::future::pending()
        });
        tokio::select! {
            () = dying => panic!("it runs until it is stopped"),
            seen = started.recv() => assert_eq!(seen, Some(attempt)),
        }
    }
    let mut consumers = Consumers::default();
    consumers.add(&work, "wary", quick(), |_| async { panic!("it must not be called") });
    let letter = eventually(LIMIT, "it is a dead letter", async || {
        work.dead_letters(None, 1).await.unwrap().pop()
    })
    .await;
    assert_eq!((letter.attempts, letter.event().unwrap().subject.as_deref()), (3, Some("7")));
    consumers.stop().await;
}

#[tokio::test]
async fn long_work_is_not_taken_from_a_living_consumer() {
    let redis = RedisServer::start().await;
    let work = work_on(redis.url());
    work.enqueue(&AlertFired { alert: 7 }).await.unwrap();
    let claim_idle = Duration::from_millis(800);
    let (sender, mut calls) = mpsc::unbounded_channel();
    let mut consumers = Consumers::default();
    for name in ["one", "two"] {
        let sender = sender.clone();
        // One slot, so that whoever has the work does not look for silent consumers itself.
        let options = ConsumerOptions { concurrency: 1, claim_idle, ..quick() };
        consumers.add(&work, name, options, move |_| {
            sender.send(name).unwrap();
            // Not for something to happen: this is the long work, three times the claim time.
            async move {
                tokio::time::sleep(claim_idle * 3).await;
                Ok(())
            }
        });
    }
    drop(sender);
    eventually(LIMIT, "it is done", async || work.pending_count().await.unwrap() == 0).await;
    consumers.stop().await;
    calls.recv().await.unwrap();
    assert_eq!(calls.recv().await, None, "it was worked on twice");
}

#[tokio::test]
async fn a_redis_that_is_killed_and_restarted_loses_no_accepted_work() {
    let mut redis = RedisServer::start_durable().await;
    let work = work_on(redis.url());
    let done: Arc<Mutex<BTreeMap<u32, u32>>> = Arc::default();
    let mut consumers = Consumers::default();
    for name in ["one", "two"] {
        let done = Arc::clone(&done);
        consumers.add(&work, name, quick(), move |item| {
            let done = Arc::clone(&done);
            async move {
                tokio::time::sleep(Duration::from_millis(5)).await;
                *done.lock().unwrap().entry(alert(&item)).or_default() += 1;
                Ok(())
            }
        });
    }
    let produce = async {
        let mut accepted = BTreeSet::new();
        let mut refused = 0;
        for alert in 0..400 {
            let event = CloudEvent::of("tester", AlertFired { alert });
            match work.enqueue_event(&event).await {
                Ok(_) => drop(accepted.insert(alert)),
                Err(error) => {
                    assert!(error.is_unavailable(), "{error:?}");
                    refused += 1;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
        (accepted, refused)
    };
    let destroy = async {
        for round in 1..=3 {
            let reached = async || done.lock().unwrap().len() >= round * 40;
            eventually(LIMIT, "work goes on", reached).await;
            redis.kill().await;
            // Long enough for handlers to end while nobody can be told.
            tokio::time::sleep(Duration::from_millis(100)).await;
            redis.resume().await;
        }
    };
    let ((accepted, refused), ()) = tokio::join!(produce, destroy);
    eventually(LIMIT, "all work is done", async || {
        work.backlog().await.map(|backlog| backlog == Backlog::default()).unwrap_or_default()
    })
    .await;
    consumers.stop().await;
    let done = done.lock().unwrap().clone();
    let lost: Vec<_> = accepted.iter().filter(|alert| !done.contains_key(alert)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(refused > 0, "Redis was never away");
    assert!(work.dead_letters(None, 1).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_consumer_waits_for_a_redis_that_is_away_at_the_start() {
    let port = ports::free();
    let away = work_on(format!("redis://127.0.0.1:{port}"));
    let error = away.enqueue(&AlertFired { alert: 7 }).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");

    let mut redis = RedisServer::start().await;
    redis.stop().await;
    let work = work_on(redis.url());
    let mut consumers = Consumers::default();
    consumers.add(&work, "one", quick(), |_| async { Ok(()) });
    assert!(work.pending_count().await.unwrap_err().is_unavailable());
    redis.resume().await;
    work.enqueue(&AlertFired { alert: 7 }).await.unwrap();
    eventually(LIMIT, "it is done", async || work.pending_count().await.unwrap() == 0).await;
    // A Redis that forgot everything, the consumer group too.
    redis.stop().await;
    redis.resume().await;
    work.enqueue(&AlertFired { alert: 8 }).await.unwrap();
    eventually(LIMIT, "it is done", async || work.pending_count().await.unwrap() == 0).await;
    consumers.stop().await;
}

#[tokio::test]
async fn results_are_told_when_the_network_is_back() {
    let redis = RedisServer::start().await;
    let proxy = ChaosProxy::to_port(redis.port()).await;
    let near = work_on(redis.url());
    let far = work_on(format!("redis://127.0.0.1:{}", proxy.port()));
    near.enqueue(&AlertFired { alert: 7 }).await.unwrap();
    let (sender, mut started) = mpsc::unbounded_channel();
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let waiting = Arc::clone(&gate);
    let mut consumers = Consumers::default();
    let options = ConsumerOptions { claim_idle: Duration::from_secs(600), ..quick() };
    consumers.add(&far, "far", options, move |_| {
        sender.send(()).unwrap();
        let gate = Arc::clone(&waiting);
        async move {
            gate.acquire().await.unwrap().forget();
            Ok(())
        }
    });
    started.recv().await.unwrap();
    proxy.cut();
    gate.add_permits(1);
    assert!(far.backlog().await.unwrap_err().is_unavailable());
    assert_eq!(near.backlog().await.unwrap().running, 1);
    proxy.heal();
    eventually(LIMIT, "it is done", async || near.pending_count().await.unwrap() == 0).await;
    consumers.stop().await;
    assert!(started.recv().await.is_none(), "it was worked on twice");
}

#[tokio::test]
async fn an_answer_lost_on_the_way_does_not_enqueue_twice() {
    let redis = RedisServer::start().await;
    let proxy = ChaosProxy::to_port(redis.port()).await;
    let work = work_on(format!("redis://127.0.0.1:{}", proxy.port()));
    let event = CloudEvent::of("tester", AlertFired { alert: 7 });
    // The pool has a connection, which the proxy then cuts while it is idle.
    assert_eq!(work.enqueue_event(&event).await.unwrap(), Enqueued::Accepted);
    proxy.cut();
    assert!(work.enqueue_event(&event).await.unwrap_err().is_unavailable());
    proxy.heal();
    assert_eq!(work.enqueue_event(&event).await.unwrap(), Enqueued::Duplicate);
    assert_eq!(work.pending_count().await.unwrap(), 1);
}

#[tokio::test]
async fn consumers_that_left_are_forgotten() {
    let redis = RedisServer::start().await;
    let work = work_on(redis.url());
    for name in ["one", "two", "three"] {
        let mut consumers = Consumers::default();
        consumers.add(&work, name, quick(), |_| async { Ok(()) });
        work.enqueue(&AlertFired { alert: 7 }).await.unwrap();
        eventually(LIMIT, "it is done", async || work.pending_count().await.unwrap() == 0).await;
        consumers.stop().await;
    }
    let mut info = deadpool_redis::redis::cmd("XINFO");
    info.arg("CONSUMERS").arg("nebula:work:alerts").arg("workers");
    let known: Vec<deadpool_redis::redis::Value> = work.bus.ask(&info).await.unwrap();
    assert!(known.is_empty(), "{known:?}");
}
