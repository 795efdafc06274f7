use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nebula_test::eventually;
use nebula_test::redis::RedisServer;
use opentelemetry::trace::TraceContextExt;
use tokio::sync::{Barrier, mpsc};
use tracing::Instrument;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use super::{AlertFired, Consumers, LIMIT, bus, consume_for_ever, quick, tracing_on};
use crate::{
    Backlog, BusError, CloudEvent, ConsumerOptions, Enqueued, Work, WorkError, WorkItem,
    WorkOptions,
};

async fn queue() -> (RedisServer, Work) {
    let redis = RedisServer::start().await;
    let work = bus(redis.url()).work("alerts", WorkOptions::default());
    (redis, work)
}

fn alert(item: &WorkItem) -> u32 {
    item.event.data_as::<AlertFired>().unwrap().alert
}

/// Puts something into the stream behind the queue's back.
async fn slip_in(work: &Work, payload: &str) {
    let mut add = deadpool_redis::redis::cmd("XADD");
    add.arg("nebula:work:alerts").arg("*").arg("event").arg(payload).arg("failures").arg(0);
    work.bus.ask::<()>(&add).await.unwrap();
}

async fn until_empty(work: &Work) {
    eventually(LIMIT, "all work is done", async || {
        let pending = work.pending_count().await.unwrap();
        if pending == 0 { Ok(()) } else { Err(pending) }
    })
    .await;
}

#[tokio::test]
async fn consumers_share_the_work_and_each_piece_is_done_once() {
    let (_redis, work) = queue().await;
    for alert in 0..20 {
        work.enqueue(&AlertFired { alert }).await.unwrap();
    }
    assert_eq!(work.backlog().await.unwrap(), Backlog { queued: 20, ..Backlog::default() });

    let done = Arc::new(Mutex::new(Vec::new()));
    // The first piece of each must wait for the other's: nobody can do it all alone.
    let both = Arc::new(Barrier::new(2));
    let mut consumers = Consumers::default();
    for name in ["one", "two"] {
        let (done, both, first) = (Arc::clone(&done), Arc::clone(&both), AtomicU32::new(0));
        let options = ConsumerOptions { concurrency: 1, ..quick() };
        consumers.add(&work, name, options, move |item| {
            let is_first = first.fetch_add(1, Ordering::SeqCst) == 0;
            let (done, both) = (Arc::clone(&done), Arc::clone(&both));
            async move {
                if is_first {
                    both.wait().await;
                }
                done.lock().unwrap().push(alert(&item));
                Ok(())
            }
        });
    }
    until_empty(&work).await;
    consumers.stop().await;
    let mut done = done.lock().unwrap().clone();
    done.sort_unstable();
    assert_eq!(done, (0..20).collect::<Vec<_>>());
    assert_eq!(work.backlog().await.unwrap(), Backlog::default());
}

#[tokio::test]
async fn an_event_is_accepted_once_and_done_once() {
    let (_redis, work) = queue().await;
    let event = CloudEvent::of("stripe", AlertFired { alert: 1 }).with_id("evt_1");
    assert_eq!(work.enqueue_event(&event).await.unwrap(), Enqueued::Accepted);
    assert_eq!(work.enqueue_event(&event).await.unwrap(), Enqueued::Duplicate);
    assert_eq!(work.pending_count().await.unwrap(), 1);

    let (sender, mut done) = mpsc::unbounded_channel();
    let mut consumers = Consumers::default();
    consumers.add(&work, "one", quick(), move |item| {
        let sent = sender.send(item.event.id);
        async move { sent.map_err(WorkError::permanent) }
    });
    until_empty(&work).await;
    assert_eq!(work.enqueue_event(&event).await.unwrap(), Enqueued::Duplicate);

    // A second copy that slipped in is recognised when it is read.
    slip_in(&work, &serde_json::to_string(&event).unwrap()).await;
    until_empty(&work).await;
    consumers.stop().await;
    assert_eq!(done.recv().await.as_deref(), Some("evt_1"));
    assert_eq!(done.recv().await, None);
}

#[tokio::test]
async fn ids_are_forgotten_after_their_time() {
    let redis = RedisServer::start().await;
    let options = WorkOptions { dedup_ttl: Duration::from_millis(200), ..WorkOptions::default() };
    let work = bus(redis.url()).work("alerts", options);
    let event = CloudEvent::of("stripe", AlertFired { alert: 1 }).with_id("evt_1");
    assert_eq!(work.enqueue_event(&event).await.unwrap(), Enqueued::Accepted);
    eventually(LIMIT, "the id is forgotten", async || {
        work.enqueue_event(&event).await.unwrap() == Enqueued::Accepted
    })
    .await;
}

#[tokio::test]
async fn a_full_queue_refuses_new_work_and_keeps_the_old() {
    let redis = RedisServer::start().await;
    let options = WorkOptions { max_backlog: 3, ..WorkOptions::default() };
    let work = bus(redis.url()).work("alerts", options);
    for alert in 0..3 {
        work.enqueue(&AlertFired { alert }).await.unwrap();
    }
    let refused = CloudEvent::of("tester", AlertFired { alert: 3 });
    let error = work.enqueue_event(&refused).await.unwrap_err();
    assert!(matches!(error, BusError::Full { limit: 3, .. }), "{error:?}");
    assert_eq!(work.pending_count().await.unwrap(), 3);

    let mut consumers = Consumers::default();
    consumers.add(&work, "one", quick(), |_| async { Ok(()) });
    until_empty(&work).await;
    // A refusal must not count as having seen the event.
    assert_eq!(work.enqueue_event(&refused).await.unwrap(), Enqueued::Accepted);
    until_empty(&work).await;
    consumers.stop().await;
}

#[tokio::test]
async fn failed_work_is_tried_again_with_growing_pauses() {
    let (_redis, work) = queue().await;
    work.enqueue(&AlertFired { alert: 7 }).await.unwrap();
    let (sender, mut attempts) = mpsc::unbounded_channel();
    let options = ConsumerOptions {
        first_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(1),
        ..quick()
    };
    let mut consumers = Consumers::default();
    consumers.add(&work, "one", options, move |item| {
        assert_eq!((alert(&item), item.max_attempts), (7, 3));
        sender.send((item.attempt, Instant::now())).unwrap();
        async move { if item.attempt < 3 { Err(WorkError::retry("not yet")) } else { Ok(()) } }
    });
    until_empty(&work).await;
    consumers.stop().await;
    let mut seen = Vec::new();
    while let Some(attempt) = attempts.recv().await {
        seen.push(attempt);
    }
    assert_eq!(seen.iter().map(|(attempt, _)| *attempt).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(seen[1].1 - seen[0].1 >= Duration::from_millis(50));
    assert!(seen[2].1 - seen[1].1 >= Duration::from_millis(100));
    assert_eq!(work.backlog().await.unwrap(), Backlog::default());
}

#[tokio::test]
async fn work_that_fails_every_time_becomes_a_dead_letter_that_can_be_revived_or_deleted() {
    let (_redis, work) = queue().await;
    for alert in 1..=4 {
        work.enqueue(&AlertFired { alert }).await.unwrap();
    }
    let options =
        ConsumerOptions { concurrency: 1, handler_timeout: Duration::from_millis(100), ..quick() };
    let mut consumers = Consumers::default();
    consumers.add(&work, "one", options, |item| async move {
        match alert(&item) {
            1 => Err(WorkError::retry("upstream said 503")),
            2 => Err(WorkError::permanent("no such channel")),
            3 => panic!("a bug"),
            _ => std::future::pending().await,
        }
    });
    until_empty(&work).await;
    consumers.stop().await;

    let letters = work.dead_letters(None, 10).await.unwrap();
    let mut seen: Vec<(String, u32, &str)> = letters
        .iter()
        .map(|letter| {
            let subject = letter.event().unwrap().subject.unwrap();
            (subject, letter.attempts, letter.reason.as_str())
        })
        .collect();
    seen.sort_unstable();
    assert_eq!(
        seen,
        [
            ("1".to_owned(), 3, "upstream said 503"),
            ("2".to_owned(), 1, "no such channel"),
            ("3".to_owned(), 3, "panicked: a bug"),
            ("4".to_owned(), 3, "did not end within 100 ms"),
        ]
    );
    let age = chrono::Utc::now() - letters[0].died_at;
    assert!(age.num_seconds().abs() < 60, "{age}");
    let (first, rest) = letters.split_first().unwrap();
    assert_eq!(work.dead_letters(Some(&first.entry_id), 10).await.unwrap(), rest);
    assert_eq!(work.dead_letters(None, 1).await.unwrap(), letters[..1]);

    assert!(work.delete_dead(&first.entry_id).await.unwrap());
    assert!(!work.delete_dead(&first.entry_id).await.unwrap());
    assert!(!work.requeue_dead(&first.entry_id).await.unwrap());
    for letter in rest {
        assert!(work.requeue_dead(&letter.entry_id).await.unwrap());
    }
    assert_eq!(work.backlog().await.unwrap(), Backlog { queued: 3, ..Backlog::default() });
    let mut consumers = Consumers::default();
    consumers.add(&work, "two", quick(), |item| async move {
        assert_eq!(item.attempt, 1);
        Ok(())
    });
    until_empty(&work).await;
    consumers.stop().await;
    assert_eq!(work.backlog().await.unwrap(), Backlog::default());
}

#[tokio::test]
async fn what_is_not_an_event_ends_among_the_dead_letters() {
    let (_redis, work) = queue().await;
    slip_in(&work, "rubbish").await;
    let mut consumers = Consumers::default();
    consumers.add(&work, "one", quick(), |_| async { panic!("it must not be called") });
    let letter = eventually(LIMIT, "it is a dead letter", async || {
        work.dead_letters(None, 10).await.unwrap().pop()
    })
    .await;
    consumers.stop().await;
    assert_eq!((letter.payload.as_str(), letter.event()), ("rubbish", None));
    assert!(letter.reason.contains("not a CloudEvent"), "{}", letter.reason);
    assert!(work.requeue_dead(&letter.entry_id).await.unwrap());
}

#[tokio::test]
async fn handlers_run_at_once_up_to_the_limit() {
    let (_redis, work) = queue().await;
    for alert in 0..8 {
        work.enqueue(&AlertFired { alert }).await.unwrap();
    }
    let (running, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    // Ends only if four run at once.
    let four = Arc::new(Barrier::new(4));
    let highest = Arc::clone(&most);
    let mut consumers = Consumers::default();
    consumers.add(&work, "one", quick(), move |_| {
        let (running, most, four) = (Arc::clone(&running), Arc::clone(&most), Arc::clone(&four));
        async move {
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            four.wait().await;
            running.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        }
    });
    until_empty(&work).await;
    consumers.stop().await;
    assert_eq!(highest.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_stop_lets_running_handlers_finish_and_starts_no_more() {
    let (_redis, work) = queue().await;
    for alert in 0..10 {
        work.enqueue(&AlertFired { alert }).await.unwrap();
    }
    let (sender, mut started) = mpsc::unbounded_channel();
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let mut consumers = Consumers::default();
    let waiting = Arc::clone(&gate);
    consumers.add(&work, "one", quick(), move |item| {
        let gate = Arc::clone(&waiting);
        sender.send(alert(&item)).unwrap();
        async move {
            gate.acquire().await.unwrap().forget();
            Ok(())
        }
    });
    let mut begun = BTreeSet::new();
    for _ in 0..4 {
        begun.insert(started.recv().await.unwrap());
    }
    consumers.stop.cancel();
    gate.add_permits(10);
    consumers.stop().await;
    assert_eq!(started.recv().await, None, "nothing began after the stop");
    let left = work.backlog().await.unwrap();
    assert_eq!((left.queued + left.delayed, left.running), (6, 0), "{left:?}");
}

#[tokio::test]
async fn what_does_not_finish_in_time_after_a_stop_is_given_back_at_once() {
    let (_redis, work) = queue().await;
    work.enqueue(&AlertFired { alert: 7 }).await.unwrap();
    let (sender, mut started) = mpsc::unbounded_channel();
    let options = ConsumerOptions {
        drain_timeout: Duration::from_millis(50),
        claim_idle: Duration::from_secs(600),
        ..quick()
    };
    let mut consumers = Consumers::default();
    consumers.add(&work, "one", options.clone(), move |item| {
        sender.send(item.attempt).unwrap();
        std::future::pending()
    });
    started.recv().await.unwrap();
    consumers.stop().await;

    let (sender, mut started) = mpsc::unbounded_channel();
    let mut consumers = Consumers::default();
    consumers.add(&work, "two", options, move |item| {
        sender.send(item.attempt).unwrap();
        async { Ok(()) }
    });
    until_empty(&work).await;
    consumers.stop().await;
    assert_eq!(started.recv().await, Some(1), "an interrupted try is no failure");
}

#[tokio::test]
async fn a_handler_works_within_the_trace_of_the_sender() {
    let _tracing = tracing_on();
    let (_redis, work) = queue().await;
    let sending = tracing::info_span!("sending");
    work.enqueue(&AlertFired { alert: 7 }).instrument(sending.clone()).await.unwrap();
    let (sender, mut traces) = mpsc::unbounded_channel();
    let consuming = consume_for_ever(&work, "one", quick(), |_| {
        let trace = tracing::Span::current().context().span().span_context().trace_id();
        sender.send(trace).unwrap();
        async { Ok(()) }
    });
    let trace = tokio::select! {
        () = consuming => panic!("it runs until it is stopped"),
        trace = traces.recv() => trace.unwrap(),
    };
    assert_eq!(trace, sending.context().span().span_context().trace_id());
}
