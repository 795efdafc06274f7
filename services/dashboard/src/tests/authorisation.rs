//! Every route with every caller: the table in `http/routes.rs` and the matrix of roles say who
//! gets through, and nothing else does.

use std::collections::BTreeSet;

use reqwest::{Method, header};
use serde_json::{Value, json};

use super::{
    client::{Answer, Client, send},
    harness::{TestApp, items},
};
use crate::{
    access::{Level, Module, Permissions, Role},
    http::routes::{Access, ROUTES, Route},
};

const NOBODY: &str = "01900000-0000-7000-8000-000000000000";

/// A path of the route to something that does not exist.
fn path(route: &Route) -> String {
    route
        .pattern
        .split('/')
        .map(|part| match part {
            "{engine}" => "nowhere",
            "{name}" => "nobody",
            "{id}" if route.pattern.contains("{engine}") => "nothing",
            "{id}" => NOBODY,
            "{_:.*}" => "",
            literal => {
                assert!(!literal.contains('{'), "{}", route.pattern);
                literal
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Sends a request of the route that changes nothing, whoever sends it.
async fn knock(client: &Client, route: &Route) -> Answer {
    let mut request = client.request(route.method.parse().unwrap(), &path(route));
    if route.pattern.ends_with("/terminal") {
        request = request
            .header(header::CONNECTION, "upgrade")
            .header(header::UPGRADE, "websocket")
            .header(header::SEC_WEBSOCKET_VERSION, "13")
            .header(header::SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ==");
    }
    if !matches!(route.method, "GET" | "DELETE") || route.pattern == "/api/v1/me/totp" {
        request = request.json(&json!({}));
    }
    if route.pattern != "/api/v1/events" {
        return send(request).await;
    }
    // The stream does not end by itself: what counts is that it begins.
    let response = request.send().await.unwrap();
    if response.status() == 200 {
        return Answer::begun(&response);
    }
    Answer::read(response).await.unwrap()
}

/// A caller of the walk.
struct Visitor {
    name: &'static str,
    client: Client,
    /// What it may do; none when it is not known.
    permissions: Option<Permissions>,
}

impl Visitor {
    /// The refusal that the route must answer, none when it must let the caller through.
    fn refusal(&self, access: Access) -> Option<(u16, &'static str)> {
        match (access, &self.permissions) {
            (Access::Open | Access::Anonymous, _) | (Access::SignedIn, Some(_)) => None,
            (_, None) => Some((401, "unauthenticated")),
            (Access::InPerson, Some(_)) => {
                self.client.bearer.is_some().then_some((403, "forbidden"))
            }
            (Access::NeedsOneOf(rights), Some(may)) => {
                let enough = rights.iter().any(|(module, level)| may.level(*module) >= *level);
                (!enough).then_some((403, "forbidden"))
            }
            (Access::Needs(module, level), Some(may)) => {
                (may.level(module) < level).then_some((403, "forbidden"))
            }
        }
    }

    async fn walk(&self, app: &TestApp) {
        for route in ROUTES {
            let what =
                format!("{} as {}: {} {}", route.action, self.name, route.method, route.pattern);
            let signs_out = route.action == "session.delete" && route.pattern.ends_with("current");
            if signs_out && self.client.cookie.is_some() && self.permissions.is_some() {
                // With a session of its own, because the walk goes on.
                knock(&app.sign_in(self.name).await, route).await.expect(204);
                continue;
            }
            let answer = knock(&self.client, route).await;
            if let Some((status, code)) = self.refusal(route.access) {
                assert_eq!(answer.status, status, "{what}: {}", answer.text());
                answer.problem(status, code);
                continue;
            }
            assert!(answer.status < 500 || answer.status == 503, "{what}: {}", answer.text());
            assert!(!matches!(answer.status, 401 | 403), "{what}: {}", answer.text());
        }
    }
}

/// What administrators see of who may do what.
async fn rights(admin: &Client) -> Value {
    let (users, roles) = (admin.get("/api/v1/users").await, admin.get("/api/v1/roles").await);
    let (keys, settings) =
        (admin.get("/api/v1/api-keys?all=true").await, admin.get("/api/v1/settings").await);
    json!([users.expect(200), roles.expect(200), keys.expect(200), settings.expect(200)])
}

/// The role's row of the matrix, as administrators see it.
async fn permissions(admin: &Client, role: Role) -> Permissions {
    let roles = admin.get("/api/v1/roles").await.expect(200);
    let role = items(&roles).iter().find(|info| info["name"] == role.as_str()).unwrap();
    serde_json::from_value(role["permissions"].clone()).unwrap()
}

#[tokio::test]
async fn every_route_is_documented_and_every_documented_route_is_listed() {
    let app = TestApp::start().await;
    let document = app.stranger().get("/api/openapi.json").await.expect(200);
    let documented: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.filter(|key| *key != "parameters").map(|m| (path.clone(), m.to_uppercase()))
        })
        .collect();
    let is_api = |route: &&Route| route.pattern.starts_with("/api/v1/");
    let listed: BTreeSet<(String, String)> =
        ROUTES.iter().filter(is_api).map(|r| (r.pattern.into(), r.method.into())).collect();
    assert_eq!(documented, listed);
    let others: Vec<&str> = ROUTES.iter().filter(|r| !is_api(r)).map(|r| r.pattern).collect();
    let operations = ["/healthz", "/readyz", "/metrics", "/api/openapi.json", "/api/docs/{_:.*}"];
    assert_eq!(others, operations);
    assert_eq!(ROUTES.len(), listed.len() + others.len(), "a route is listed twice");
}

#[test]
fn whoever_changes_something_must_be_known_and_whoever_changes_others_things_allowed() {
    let one_s_own = ["session.", "me.", "setup.complete"];
    for route in ROUTES.iter().filter(|route| route.method != "GET") {
        let own = one_s_own.iter().any(|action| route.action.starts_with(action));
        match route.access {
            Access::Needs(_, level) => assert!(level >= Level::Write && !own, "{route:?}"),
            Access::SignedIn | Access::InPerson => assert!(own, "{route:?}"),
            Access::NeedsOneOf(_) => panic!("a change asks for one right: {route:?}"),
            Access::Anonymous => assert_eq!(route.action, "session.create"),
            Access::Open => assert_eq!(route.action, "setup.complete"),
        }
        assert!(route.is_audited(), "{route:?}");
    }
    let dangerous = [".prune", "recording.delete", "role.update", "settings.update", "user."];
    let by_admins = |action: &str| dangerous.iter().any(|part| action.contains(part));
    for route in ROUTES.iter().filter(|r| r.method != "GET" && by_admins(r.action)) {
        assert!(matches!(route.access, Access::Needs(_, Level::Admin)), "{route:?}");
    }
}

#[tokio::test]
async fn every_route_asks_every_caller_for_what_the_table_says() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let mut visitors = vec![Visitor { name: "nobody", client: app.stranger(), permissions: None }];
    for (name, role) in [("cleo", Role::Client), ("vera", Role::Viewer), ("dora", Role::Developer)]
    {
        let client = app.user(name, role).await;
        visitors.push(Visitor { name, client, permissions: Some(permissions(&admin, role).await) });
    }
    let all = Some(permissions(&admin, Role::Admin).await);
    assert_eq!(all, Some(Permissions::everywhere(Level::Admin)));
    visitors.push(Visitor { name: "ada", client: app.sign_in("ada").await, permissions: all });
    let key = app.api_key(json!({ "overview": "read" })).await;
    let little = Some(Permissions::of([(Module::Overview, Level::Read)]));
    visitors.push(Visitor { name: "a key", client: key, permissions: little });
    let gone = app.sign_in("dora").await;
    gone.delete("/api/v1/sessions/current").await.expect(204);
    visitors.push(Visitor { name: "who signed out", client: gone, permissions: None });
    let wrong = app.stranger().with_bearer("nbc_of-nobody");
    visitors.push(Visitor { name: "a key of nobody", client: wrong, permissions: None });

    let before = rights(&admin).await;
    for visitor in &visitors {
        visitor.walk(&app).await;
    }
    let mut after = rights(&admin).await;
    // Signing in again is part of the walk.
    for (user, known) in after[0]["items"].as_array_mut().unwrap().iter_mut().zip(items(&before[0]))
    {
        user["last_login_at"] = known["last_login_at"].clone();
    }
    for (key, known) in after[2]["items"].as_array_mut().unwrap().iter_mut().zip(items(&before[2]))
    {
        key["last_used_at"] = known["last_used_at"].clone();
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn methods_that_are_not_listed_do_nothing() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let before = rights(&admin).await;
    let patterns: BTreeSet<&str> = ROUTES.iter().map(|route| route.pattern).collect();
    for pattern in patterns {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
            let listed = |route: &&Route| route.pattern == pattern && route.method == method;
            if ROUTES.iter().any(|route| listed(&route)) {
                continue;
            }
            let route = ROUTES.iter().find(|route| route.pattern == pattern).unwrap();
            let method: Method = method.parse().unwrap();
            let request = admin.request(method.clone(), &path(route)).json(&json!({}));
            let answer = send(request).await;
            assert_eq!(answer.status, 404, "{method} {pattern}: {}", answer.text());
            answer.problem(404, "not_found");
        }
    }
    assert_eq!(rights(&admin).await, before);
}

#[tokio::test]
async fn before_setup_nothing_else_answers() {
    let app = TestApp::start().await;
    app.setup_token().await;
    for client in [app.stranger(), app.stranger().with_bearer("nbc_of-nobody")] {
        for route in ROUTES {
            let answer = knock(&client, route).await;
            if route.access == Access::Open {
                assert!(matches!(answer.status, 200 | 422), "{}: {}", route.pattern, answer.text());
            } else {
                answer.problem(409, "setup_required");
            }
        }
    }
}

#[tokio::test]
async fn a_change_of_the_matrix_takes_effect_with_the_next_request() {
    let app = TestApp::start().await;
    let admin = app.set_up().await;
    let vera = app.user("vera", Role::Viewer).await;
    let key = app.api_key_of(&admin, json!({ "users": "read" })).await;
    let usual = permissions(&admin, Role::Viewer).await;
    vera.get("/api/v1/users").await.problem(403, "forbidden");

    let more = json!({ "permissions": { "users": "read", "audit": "read" } });
    let changed = admin.put("/api/v1/roles/viewer", more).await.expect(200);
    assert_eq!(changed["permissions"]["users"], "read");
    assert_eq!(changed["permissions"]["containers"], "none");
    assert_eq!(changed["user_count"], 1);
    vera.get("/api/v1/users").await.expect(200);
    vera.get("/api/v1/audit-events").await.expect(200);
    vera.get("/api/v1/services").await.problem(403, "forbidden");
    let me = vera.get("/api/v1/me").await.expect(200);
    assert_eq!(me["permissions"], changed["permissions"]);

    admin.put("/api/v1/roles/viewer", json!({ "permissions": usual })).await.expect(200);
    vera.get("/api/v1/users").await.problem(403, "forbidden");
    vera.get("/api/v1/services").await.expect(200);
    key.get("/api/v1/users").await.expect(200);

    // Nobody can lock the administrators out, or invent modules and levels.
    let none = json!({ "permissions": {} });
    admin.put("/api/v1/roles/admin", none).await.problem(409, "conflict");
    for wrong in [json!({ "kitchen": "read" }), json!({ "users": "all" })] {
        let body = json!({ "permissions": wrong });
        admin.put("/api/v1/roles/viewer", body).await.problem(422, "invalid");
    }
    assert_eq!(permissions(&admin, Role::Viewer).await, usual);
}
