use std::time::{Duration, Instant};

use nebula_test::redis::RedisServer;
use nebula_test::{eventually, ports};
use opentelemetry::trace::TraceContextExt;
use proptest::prelude::*;
use serde_json::json;
use tracing::Instrument;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use super::{AlertFired, LIMIT, StreamStarted, bus, next, subscribed, tracing_on};
use crate::{Bus, BusError, BusMessage, CloudEvent, RawEvent};

fn event(message: BusMessage) -> RawEvent {
    match message {
        BusMessage::Event(event) => *event,
        BusMessage::Resubscribed => panic!("an event was expected"),
    }
}

#[test]
fn an_event_on_the_wire_is_a_cloud_event() {
    let event = CloudEvent::of("tester", AlertFired { alert: 7 });
    let wire = serde_json::to_value(&event).unwrap();
    let id: uuid::Uuid = wire["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(id.get_version_num(), 7);
    assert_eq!(
        wire,
        json!({
            "specversion": "1.0",
            "id": event.id,
            "source": "tester",
            "type": "nebula.alert.fired",
            "time": wire["time"],
            "subject": "7",
            "datacontenttype": "application/json",
            "data": {"alert": 7},
        })
    );
    chrono::DateTime::parse_from_rfc3339(wire["time"].as_str().unwrap()).unwrap();
}

#[test]
fn what_is_not_a_cloud_event_1_0_is_not_read_as_one() {
    let good = serde_json::to_value(CloudEvent::of("tester", AlertFired { alert: 7 })).unwrap();
    serde_json::from_value::<RawEvent>(good.clone()).unwrap();
    for (field, value) in [("specversion", json!("0.3")), ("time", json!("noon")), ("id", json!(7))]
    {
        let mut bad = good.clone();
        bad[field] = value;
        serde_json::from_value::<RawEvent>(bad).unwrap_err();
    }
    for field in ["specversion", "id", "source", "type", "data"] {
        let mut bad = good.clone();
        bad.as_object_mut().unwrap().remove(field);
        serde_json::from_value::<RawEvent>(bad).unwrap_err();
    }
}

#[test]
fn data_are_read_as_their_own_type_only() {
    let raw: RawEvent = CloudEvent::new("tester", "nebula.alert.fired", None, json!({"alert": 7}));
    assert_eq!(raw.data_as::<AlertFired>().unwrap(), AlertFired { alert: 7 });
    assert!(matches!(raw.data_as::<StreamStarted>(), Err(BusError::OtherType { .. })));
    let raw: RawEvent = CloudEvent::new("tester", "nebula.alert.fired", None, json!({"alert": -7}));
    assert!(matches!(raw.data_as::<AlertFired>(), Err(BusError::Data(_))));
}

proptest! {
    #[test]
    fn any_event_survives_the_wire(title in ".*", source in ".*", id in ".*", subject in ".*") {
        let sent = CloudEvent::new(&source, "nebula.stream.started", Some(subject), json!(title));
        let sent = sent.with_id(id);
        let read: RawEvent = serde_json::from_str(&serde_json::to_string(&sent).unwrap()).unwrap();
        prop_assert_eq!(sent, read);
    }

    #[test]
    fn arbitrary_trace_headers_are_harmless(parent in ".*", state in ".*") {
        let mut event: RawEvent = CloudEvent::new("tester", "nebula.a.b", None, json!(null));
        event.traceparent = Some(parent);
        event.tracestate = Some(state);
        event.set_parent_of(&tracing::info_span!("span"));
    }
}

#[test]
fn urls_that_cannot_work_are_refused_without_showing_the_password() {
    for url in ["", "nonsense", "http://:hunter2@h", "redis://:hunter2@h:port"] {
        let refusal = Bus::connect(&url.to_owned().into(), "tester").unwrap_err();
        assert!(!format!("{refusal} {refusal:?}").contains("hunter2"), "{refusal}");
    }
    let bus = bus("redis://:hunter2@localhost:1/0".to_owned());
    assert!(!format!("{bus:?}").contains("hunter2"));
}

#[tokio::test]
async fn events_reach_those_who_listen_to_their_type() {
    let redis = RedisServer::start().await;
    for bus in [bus(redis.url()), bus(redis.tcp_url())] {
        let mut alerts = subscribed(&bus, &["nebula.alert.*"]).await;
        let mut all = subscribed(&bus, &["nebula.alert.fired", "nebula.stream.started"]).await;
        bus.publish(&StreamStarted { title: "hello".to_owned() }).await.unwrap();
        bus.publish(&AlertFired { alert: 7 }).await.unwrap();

        let alert = event(next(&mut alerts).await);
        assert_eq!(alert.data_as::<AlertFired>().unwrap(), AlertFired { alert: 7 });
        assert_eq!((alert.source.as_str(), alert.subject.as_deref()), ("tester", Some("7")));
        assert!(event(next(&mut all).await).is::<StreamStarted>());
        assert_eq!(event(next(&mut all).await), alert);
    }
}

#[tokio::test]
async fn messages_that_are_not_events_are_counted_and_skipped() {
    let redis = RedisServer::start().await;
    let bus = bus(redis.url());
    let mut messages = subscribed(&bus, &["nebula.*"]).await;
    let raw = async |payload: &[u8]| {
        let mut publish = deadpool_redis::redis::cmd("PUBLISH");
        bus.ask::<()>(publish.arg("nebula.alert.fired").arg(payload)).await.unwrap();
    };
    raw(b"").await;
    raw(b"{\"specversion\":\"1.0\"}").await;
    raw(&[0xff, 0xfe]).await;
    bus.publish(&AlertFired { alert: 7 }).await.unwrap();
    assert!(event(next(&mut messages).await).is::<AlertFired>());
    assert_eq!(bus.stats().malformed, 3);
}

#[tokio::test]
async fn subscriptions_come_back_with_redis() {
    let mut redis = RedisServer::start().await;
    let bus = bus(redis.url());
    let mut messages = subscribed(&bus, &["nebula.*"]).await;
    redis.stop().await;
    let error = bus.publish(&AlertFired { alert: 1 }).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    redis.resume().await;
    assert_eq!(next(&mut messages).await, BusMessage::Resubscribed);
    bus.publish(&AlertFired { alert: 2 }).await.unwrap();
    assert_eq!(event(next(&mut messages).await).subject.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_subscriber_that_does_not_keep_up_is_told_what_it_missed() {
    let redis = RedisServer::start().await;
    let bus = bus(redis.url());
    let mut messages = subscribed(&bus, &["nebula.*"]).await;
    for alert in 0..1500 {
        bus.publish(&AlertFired { alert }).await.unwrap();
    }
    let missed = async || bus.stats().overflowed == 1500 - 1024;
    eventually(LIMIT, "everything has arrived", missed).await;
    for alert in 0..1024 {
        assert_eq!(event(next(&mut messages).await).subject, Some(alert.to_string()));
    }
    assert_eq!(next(&mut messages).await, BusMessage::Resubscribed);
    bus.publish(&StreamStarted { title: "after".to_owned() }).await.unwrap();
    assert!(event(next(&mut messages).await).is::<StreamStarted>());
}

#[tokio::test]
async fn health_tells_whether_redis_answers() {
    let away = bus(format!("redis://127.0.0.1:{}", ports::free()));
    let start = Instant::now();
    assert!(away.health().await.unwrap_err().is_unavailable());
    assert!(start.elapsed() < Duration::from_secs(3));

    let mut redis = RedisServer::start().await;
    let bus = bus(redis.url());
    bus.health().await.unwrap();
    redis.freeze();
    let start = Instant::now();
    assert!(bus.health().await.unwrap_err().is_unavailable());
    assert!(start.elapsed() < Duration::from_secs(3));
    redis.thaw();
    eventually(LIMIT, "Redis answers again", async || bus.health().await).await;
}

#[tokio::test]
async fn events_that_are_too_large_are_refused() {
    let bus = bus(format!("redis://127.0.0.1:{}", ports::free()));
    let error = bus.publish(&StreamStarted { title: "x".repeat(2 << 20) }).await.unwrap_err();
    assert!(matches!(error, BusError::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn the_trace_goes_on_behind_the_bus() {
    let _tracing = tracing_on();
    let redis = RedisServer::start().await;
    let bus = bus(redis.url());
    let mut messages = subscribed(&bus, &["nebula.*"]).await;
    let sending = tracing::info_span!("sending");
    bus.publish(&AlertFired { alert: 7 }).instrument(sending.clone()).await.unwrap();
    let received = event(next(&mut messages).await);

    let sent = sending.context().span().span_context().clone();
    assert!(sent.is_valid());
    let carried = received.trace_context().span().span_context().clone();
    assert_eq!((carried.trace_id(), carried.span_id()), (sent.trace_id(), sent.span_id()));
    let receiving = tracing::info_span!("receiving");
    received.set_parent_of(&receiving);
    assert_eq!(receiving.context().span().span_context().trace_id(), sent.trace_id());
}
