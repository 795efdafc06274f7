//! The service map, the services, and what other services may ask over gRPC.

use nebula_api::service_token::ServiceTokens;
use nebula_proto::platform::v1::{
    GetStatusRequest, dependency::State, platform_client::PlatformClient,
};
use nebula_test::eventually;
use serde_json::{Value, json};
use tonic::{Code, transport::Channel};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
};

use super::harness::{INTERNAL_TOKEN_KEY, LIMIT, TestApp, items, text};
use crate::access::Role;

const MAP: &str = "/api/v1/service-map";

#[tokio::test]
async fn a_valid_map_takes_effect_and_an_invalid_one_is_refused_with_line_and_reason() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let map = admin.get(MAP).await.expect(200);
    assert_eq!((&map["environment"], &map["version"]), (&json!("tests"), &json!(1)));
    assert!(map["error"].is_null());
    let here = json!({
        "id": "here", "description": "This machine", "host": null, "tailscale_address": null,
        "roles": ["control"], "docker": null, "services": ["dashboard", "postgresql", "redis"],
    });
    assert_eq!(map["nodes"], json!([here]));

    let changed = app.usual_map().replace("environment: tests", "environment: changed")
        + "  extra: { node: here, http: \"http://127.0.0.1:1\", tags: [far] }\n";
    app.write_map(&changed);
    let newer = eventually(LIMIT, "the new map is in force", async || {
        let map = admin.get(MAP).await.expect(200);
        if map["environment"] == "changed" { Ok(map) } else { Err(map) }
    })
    .await;
    assert!(text(&newer["loaded_at"]) > text(&map["loaded_at"]));
    let me = admin.get("/api/v1/me").await.expect(200);
    assert_eq!(me["platform"]["environment"], "changed");
    let extra = eventually(LIMIT, "the new service was asked", async || {
        let services = admin.get("/api/v1/services").await.expect(200);
        let found = items(&services).iter().find(|service| service["name"] == "extra").cloned();
        found.filter(|service| service["status"] == "down").ok_or(services)
    })
    .await;
    assert_eq!(
        (&extra["detail"], &extra["tags"]),
        (&json!("refuses connections"), &json!(["far"]))
    );

    // A node's roles are a list.
    app.write_map(&changed.replace("roles: [control]", "roles: {}"));
    let refused = eventually(LIMIT, "the invalid map is refused", async || {
        let map = admin.get(MAP).await.expect(200);
        if map["error"].is_null() { Err(map) } else { Ok(map) }
    })
    .await;
    let reason = text(&refused["error"]);
    assert!(reason.contains("line 6"), "{reason}");
    assert!(reason.contains("sequence") || reason.contains("list"), "{reason}");
    assert_eq!(refused["environment"], "changed");
    assert_eq!(refused["nodes"], newer["nodes"]);
    // It is told, and the dashboard is ready all the same.
    eventually(LIMIT, "the map counts as down", async || {
        let readyz = admin.get("/readyz").await.expect(200);
        let all = readyz["dependencies"].as_array().unwrap();
        all.iter().any(|one| one["name"] == "service-map" && one["state"] == "down")
    })
    .await;

    app.write_map(&app.usual_map());
    eventually(LIMIT, "the map is healed", async || {
        let map = admin.get(MAP).await.expect(200);
        map["error"].is_null() && map["environment"] == "tests"
    })
    .await;
}

#[tokio::test]
async fn services_are_shown_with_how_they_are() {
    let app = TestApp::start().await;
    let cleo = app.user("cleo", Role::Client).await;
    let mut events = cleo.events("/api/v1/events?topics=services").await;
    let dashboard = eventually(LIMIT, "the dashboard is well", async || {
        let services = cleo.get("/api/v1/services").await.expect(200);
        let found = items(&services).iter().find(|service| service["name"] == "dashboard").cloned();
        found.filter(|service| service["status"] == "healthy").ok_or(services)
    })
    .await;
    assert_eq!(dashboard["version"], "0.0.0-test");
    assert_eq!(dashboard["http_url"], app.base);
    assert_eq!(dashboard["depends_on"], json!(["postgresql", "redis"]));
    for field in ["instance_id", "started_at", "resident_bytes", "response_time_ms", "checked_at"] {
        assert!(!dashboard[field].is_null(), "{field}: {dashboard}");
    }
    let up = |name: &str| json!({ "name": name, "status": "up", "detail": null });
    for name in ["postgresql", "redis"] {
        assert!(dashboard["dependencies"].as_array().unwrap().contains(&up(name)), "{dashboard}");
    }
    let services = cleo.get("/api/v1/services").await.expect(200);
    let names: Vec<&Value> = items(&services).iter().map(|service| &service["name"]).collect();
    assert_eq!(names, ["dashboard", "postgresql", "redis"]);

    // A service that is new in the map is told of at once.
    app.write_map(&(app.usual_map() + "  other: { http: \"http://127.0.0.1:1\" }\n"));
    let told = events.until("service_updated", |service| service["name"] == "other").await;
    assert_eq!(told.data["status"], "down");
}

async fn channel(app: &TestApp) -> Channel {
    Channel::from_shared(app.grpc.clone()).unwrap().connect().await.unwrap()
}

#[tokio::test]
async fn health_and_reflection_are_open() {
    let app = TestApp::start().await;
    let channel = channel(&app).await;
    let mut health = HealthClient::new(channel.clone());
    eventually(LIMIT, "the dashboard serves", async || {
        let answer = health.check(HealthCheckRequest { service: String::new() }).await.unwrap();
        answer.into_inner().status() == ServingStatus::Serving
    })
    .await;
    let mut reflection = ServerReflectionClient::new(channel);
    let list = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::ListServices(String::new())),
    };
    let answers = reflection.server_reflection_info(futures_util::stream::iter([list])).await;
    let answer = answers.unwrap().into_inner().message().await.unwrap().unwrap();
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else {
        panic!("{answer:?}");
    };
    let names: Vec<String> = list.service.into_iter().map(|service| service.name).collect();
    for name in ["nebula.platform.v1.Platform", "grpc.health.v1.Health"] {
        assert!(names.iter().any(|known| known == name), "{names:?}");
    }
}

#[tokio::test]
async fn the_status_is_for_services_with_a_token() {
    let app = TestApp::start().await;
    let channel = channel(&app).await;
    let bare = PlatformClient::new(channel.clone()).get_status(GetStatusRequest {}).await;
    assert_eq!(bare.unwrap_err().code(), Code::Unauthenticated);
    let tokens = |key: &str| ServiceTokens::new(key.to_owned().into(), "monitoring");
    let forged = "another key with which services of tests sign their tokens";
    for wrong in
        [tokens(INTERNAL_TOKEN_KEY).attach_for("agent"), tokens(forged).attach_for("dashboard")]
    {
        let mut client = PlatformClient::with_interceptor(channel.clone(), wrong);
        let refused = client.get_status(GetStatusRequest {}).await.unwrap_err();
        assert_eq!(refused.code(), Code::Unauthenticated);
    }
    eventually(LIMIT, "the dashboard is ready", async || {
        app.stranger().get("/readyz").await.status == 200
    })
    .await;
    let right = tokens(INTERNAL_TOKEN_KEY).attach_for("dashboard");
    let mut client = PlatformClient::with_interceptor(channel, right);
    let status = client.get_status(GetStatusRequest {}).await.unwrap().into_inner();
    assert_eq!((status.service.as_str(), status.version.as_str()), ("dashboard", "0.0.0-test"));
    assert!(status.started_at_ms > 0 && status.resident_bytes > 0, "{status:?}");
    for name in ["postgresql", "redis"] {
        let found = status.dependencies.iter().find(|dependency| dependency.name == name);
        assert_eq!(found.unwrap().state(), State::Up, "{status:?}");
    }
}

#[tokio::test]
async fn metrics_count_what_was_asked() {
    let app = TestApp::start().await;
    app.stranger().get("/healthz").await.expect_status(200);
    app.set_up().await.get("/api/v1/me").await.expect(200);
    let metrics = app.stranger().get("/metrics").await;
    metrics.expect_status(200);
    assert!(metrics.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    assert!(metrics.text().contains("/api/v1/me") && metrics.text().ends_with("# EOF\n"));
}
