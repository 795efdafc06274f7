//! A service from its start to its stop, and how two find and prove each other.

use std::time::Duration;

use futures_util::StreamExt;
use nebula_bus::{Bus, BusMessage};
use nebula_proto::platform::v1::{GetStatusRequest, platform_client::PlatformClient};
use nebula_runtime::{
    Platform, http_client,
    presence::{ServiceStarted, ServiceStopped},
};
use nebula_test::eventually;
use secrecy::SecretString;
use tonic::{Code, transport::Endpoint};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

use crate::support::{KEY, NAMES, World};

const SOON: Duration = Duration::from_secs(10);

async fn status_of(port: u16, path: &str) -> Option<(u16, String)> {
    let answer = http_client().unwrap().get(format!("http://127.0.0.1:{port}{path}")).send().await;
    let answer = answer.ok()?;
    Some((answer.status().as_u16(), answer.text().await.unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_starts_tells_how_it_is_and_stops() {
    let mut world = World::new().await;
    let bus = Bus::connect(&SecretString::from(world.redis.url()), "test").unwrap();
    let mut heard = bus.subscribe(["nebula.service.*"]);
    assert!(matches!(heard.next().await, Some(BusMessage::Resubscribed)));

    let service = world.start(NAMES[0]);
    let port = world.http[0];
    eventually(SOON, "it is ready", || async {
        matches!(status_of(port, "/readyz").await, Some((200, _)))
    })
    .await;
    let event = |message| match message {
        Some(BusMessage::Event(event)) => event,
        other => panic!("{other:?}"),
    };
    let started = event(tokio::time::timeout(SOON, heard.next()).await.unwrap());
    assert!(started.is::<ServiceStarted>());
    let report = started.data_as::<ServiceStarted>().unwrap().0;
    assert_eq!((report.service.as_str(), report.version.as_str()), (NAMES[0], "1.2.3"));

    assert_eq!(status_of(port, "/healthz").await.unwrap(), (200, "ok\n".into()));
    let (_, metrics) = status_of(port, "/metrics").await.unwrap();
    assert!(metrics.contains("nebula_build_info{service=\"monitoring\",version=\"1.2.3\"} 1"));
    assert!(metrics.contains("nebula_process_resident_memory_bytes"));
    let (status, problem) = status_of(port, "/nothing").await.unwrap();
    assert_eq!(status, 404);
    assert!(
        problem.contains("\"code\":\"not_found\"") && problem.contains("request_id"),
        "{problem}"
    );

    world.redis.stop().await;
    eventually(SOON, "it says that Redis is away", || async {
        let (status, body) = status_of(port, "/readyz").await.unwrap();
        status == 503 && body.contains("\"name\":\"redis\",\"state\":\"down\"")
    })
    .await;
    assert_eq!(status_of(port, "/healthz").await.unwrap().0, 200, "it lives on");
    world.redis.resume().await;
    eventually(SOON, "it is ready again", || async {
        status_of(port, "/readyz").await.unwrap().0 == 200
    })
    .await;

    // The listener hears again too, so that it cannot miss the goodbye.
    while !matches!(
        tokio::time::timeout(SOON, heard.next()).await.unwrap(),
        Some(BusMessage::Resubscribed)
    ) {}
    service.stop().await;
    assert!(status_of(port, "/healthz").await.is_none());
    loop {
        let message = tokio::time::timeout(SOON, heard.next()).await.unwrap();
        if let Some(BusMessage::Event(event)) = message
            && event.is::<ServiceStopped>()
        {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn services_find_each_other_and_prove_who_they_are() {
    let world = World::new().await;
    let (caller, called) = (world.start(NAMES[0]), world.start(NAMES[1]));
    let ask = || async {
        let mut peer = caller.platform.peers.platform(NAMES[1]).unwrap();
        peer.get_status(GetStatusRequest {}).await
    };
    eventually(SOON, "the peer answers", || async { ask().await.is_ok() }).await;
    let answer = ask().await.unwrap().into_inner();
    assert_eq!(answer.service, NAMES[1]);
    assert_eq!(answer.instance_id, &*called.platform.instance_id);
    assert!(answer.dependencies.iter().any(|dependency| dependency.name == "redis"));
    assert!(caller.platform.peers.platform("attic").is_err());

    // Health is open, the rest is not.
    let address = format!("http://127.0.0.1:{}", world.grpc[1]);
    let channel = Endpoint::from_shared(address).unwrap().connect().await.unwrap();
    let mut health = HealthClient::new(channel.clone());
    health.check(HealthCheckRequest { service: String::new() }).await.unwrap();
    let mut stranger = PlatformClient::new(channel);
    let refused = stranger.get_status(GetStatusRequest {}).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    let forger =
        Platform::build(NAMES[0], "1", &world.env(&KEY.replace("share", "forge"))).unwrap();
    let refused = forger.peers.platform(NAMES[1]).unwrap().get_status(GetStatusRequest {}).await;
    assert_eq!(refused.unwrap_err().code(), Code::Unauthenticated);

    // Gone, and back: the same channel finds it again.
    called.stop().await;
    assert_eq!(ask().await.unwrap_err().code(), Code::Unavailable);
    let called = world.start(NAMES[1]);
    eventually(SOON, "the peer is found again", || async { ask().await.is_ok() }).await;
    called.stop().await;
    caller.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_stops_the_start_with_one_clear_line() {
    let world = World::new().await;
    let taken = std::net::TcpListener::bind(("127.0.0.1", world.http[0])).unwrap();
    let platform = Platform::build(NAMES[0], "1", &world.env(KEY)).unwrap();
    let error = nebula_runtime::Listeners::bind(NAMES[0], &platform.map, &platform.config)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(&format!("cannot listen on {}", taken.local_addr().unwrap())),
        "{error}"
    );
}
