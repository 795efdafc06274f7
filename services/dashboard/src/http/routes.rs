//! Every route with what it asks of its caller: the one place where authorisation is decided.
//!
//! A route that is not listed here does not answer, and a test compares this table with the
//! OpenAPI document, so neither can be forgotten.

use std::{collections::HashMap, sync::LazyLock};

use crate::access::{Level, Module};

/// What a route asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing, also before the platform is set up.
    Open,
    /// Nothing, once the platform is set up: signing in.
    Anonymous,
    /// To be signed in or to show a key.
    SignedIn,
    /// To be signed in oneself: what concerns how a person signs in is not for keys.
    InPerson,
    /// A level on a module.
    Needs(Module, Level),
    /// One of several levels on modules.
    NeedsOneOf(&'static [(Module, Level)]),
}

/// A route.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub pattern: &'static str,
    /// What it asks.
    pub access: Access,
    /// What the audit log calls it.
    pub action: &'static str,
    /// Whether it is audited although it reads: it opens something.
    pub opens: bool,
}

impl Route {
    /// Whether each use of it goes into the audit log.
    pub fn is_audited(&self) -> bool {
        self.opens || !matches!(self.method, "GET" | "HEAD")
    }
}

const fn route(
    method: &'static str,
    pattern: &'static str,
    access: Access,
    action: &'static str,
) -> Route {
    Route { method, pattern, access, action, opens: false }
}

const fn opens(pattern: &'static str, access: Access, action: &'static str) -> Route {
    Route { method: "GET", pattern, access, action, opens: true }
}

macro_rules! container {
    ($rest:literal) => {
        concat!("/api/v1/docker/engines/{engine}/containers/{id}", $rest)
    };
}

macro_rules! engine {
    ($rest:literal) => {
        concat!("/api/v1/docker/engines/{engine}", $rest)
    };
}

use Access::{Anonymous, InPerson, Needs, NeedsOneOf, Open, SignedIn};
use Level::{Admin, Read, Write};
use Module::{
    ApiKeys, Audit, Containers, Files, Images, Networks, Overview, Settings, Terminal, Users,
    Volumes,
};

/// To see recordings: everyone's, or those of one's own terminals.
const RECORDINGS: Access = NeedsOneOf(&[(Module::Recordings, Read), (Module::Terminal, Write)]);

/// All of them.
pub const ROUTES: &[Route] = &[
    route("GET", "/healthz", Open, "operations.read"),
    route("GET", "/readyz", Open, "operations.read"),
    route("GET", "/metrics", Open, "operations.read"),
    route("GET", "/api/openapi.json", Open, "docs.read"),
    route("GET", "/api/docs/{_:.*}", Open, "docs.read"),
    // first run
    route("GET", "/api/v1/setup", Open, "setup.read"),
    route("POST", "/api/v1/setup", Open, "setup.complete"),
    // signing in, and oneself
    route("POST", "/api/v1/sessions", Anonymous, "session.create"),
    route("GET", "/api/v1/sessions", InPerson, "session.list"),
    route("DELETE", "/api/v1/sessions/current", InPerson, "session.delete"),
    route("DELETE", "/api/v1/sessions/{id}", InPerson, "session.delete"),
    route("GET", "/api/v1/me", SignedIn, "me.read"),
    route("PATCH", "/api/v1/me", InPerson, "me.update"),
    route("POST", "/api/v1/me/password", InPerson, "me.password_change"),
    route("POST", "/api/v1/me/totp", InPerson, "me.totp_enrol"),
    route("DELETE", "/api/v1/me/totp", InPerson, "me.totp_disable"),
    route("POST", "/api/v1/me/totp/confirm", InPerson, "me.totp_confirm"),
    route("POST", "/api/v1/me/totp/recovery-codes", InPerson, "me.recovery_codes_renew"),
    // people and their rights
    route("GET", "/api/v1/users", Needs(Users, Read), "user.list"),
    route("POST", "/api/v1/users", Needs(Users, Admin), "user.create"),
    route("GET", "/api/v1/users/{id}", Needs(Users, Read), "user.read"),
    route("PATCH", "/api/v1/users/{id}", Needs(Users, Admin), "user.update"),
    route("DELETE", "/api/v1/users/{id}", Needs(Users, Admin), "user.delete"),
    route("POST", "/api/v1/users/{id}/totp/reset", Needs(Users, Admin), "user.totp_reset"),
    route("GET", "/api/v1/roles", Needs(Users, Read), "role.list"),
    route("PUT", "/api/v1/roles/{name}", Needs(Users, Admin), "role.update"),
    route("GET", "/api/v1/api-keys", Needs(ApiKeys, Read), "api_key.list"),
    route("POST", "/api/v1/api-keys", Needs(ApiKeys, Write), "api_key.create"),
    route("DELETE", "/api/v1/api-keys/{id}", Needs(ApiKeys, Write), "api_key.revoke"),
    route("GET", "/api/v1/audit-events", Needs(Audit, Read), "audit.list"),
    route("GET", "/api/v1/settings", Needs(Settings, Read), "settings.read"),
    route("PATCH", "/api/v1/settings", Needs(Settings, Admin), "settings.update"),
    // the platform
    route("GET", "/api/v1/platform", SignedIn, "platform.read"),
    route("GET", "/api/v1/events", SignedIn, "events.follow"),
    route("GET", "/api/v1/services", Needs(Overview, Read), "service.list"),
    route("GET", "/api/v1/service-map", Needs(Overview, Read), "service_map.read"),
    route("GET", "/api/v1/host/stats", Needs(Overview, Read), "host.read"),
    route("GET", "/api/v1/host/history", Needs(Overview, Read), "host.read"),
    route("GET", "/api/v1/tasks", Needs(Overview, Read), "task.list"),
    route("DELETE", "/api/v1/tasks/{id}", Needs(Images, Write), "task.cancel"),
    // Docker
    route("GET", "/api/v1/docker/engines", Needs(Containers, Read), "engine.list"),
    route("GET", engine!("/events"), Needs(Containers, Read), "engine.events"),
    route("GET", engine!("/disk-usage"), Needs(Containers, Read), "engine.disk_usage"),
    route("GET", engine!("/containers"), Needs(Containers, Read), "container.list"),
    route("POST", engine!("/containers"), Needs(Containers, Write), "container.create"),
    route("GET", container!(""), Needs(Containers, Read), "container.read"),
    route("DELETE", container!(""), Needs(Containers, Write), "container.delete"),
    route("POST", container!("/start"), Needs(Containers, Write), "container.start"),
    route("POST", container!("/stop"), Needs(Containers, Write), "container.stop"),
    route("POST", container!("/restart"), Needs(Containers, Write), "container.restart"),
    route("POST", container!("/pause"), Needs(Containers, Write), "container.pause"),
    route("POST", container!("/unpause"), Needs(Containers, Write), "container.unpause"),
    route("POST", container!("/kill"), Needs(Containers, Write), "container.kill"),
    route("POST", container!("/rename"), Needs(Containers, Write), "container.rename"),
    route("GET", container!("/logs"), Needs(Containers, Read), "container.logs"),
    route("GET", container!("/stats"), Needs(Containers, Read), "container.stats"),
    route("GET", container!("/processes"), Needs(Containers, Read), "container.processes"),
    route("GET", container!("/files"), Needs(Files, Read), "file.list"),
    opens(container!("/files/content"), Needs(Files, Read), "file.download"),
    route("PUT", container!("/files/content"), Needs(Files, Write), "file.upload"),
    opens(container!("/terminal"), Needs(Terminal, Write), "terminal.open"),
    route("GET", engine!("/images"), Needs(Images, Read), "image.list"),
    route("POST", engine!("/images/pull"), Needs(Images, Write), "image.pull"),
    route("POST", engine!("/images/prune"), Needs(Images, Admin), "image.prune"),
    route("GET", engine!("/images/{id}"), Needs(Images, Read), "image.read"),
    route("DELETE", engine!("/images/{id}"), Needs(Images, Write), "image.delete"),
    route("POST", engine!("/images/{id}/tag"), Needs(Images, Write), "image.tag"),
    route("GET", engine!("/volumes"), Needs(Volumes, Read), "volume.list"),
    route("POST", engine!("/volumes"), Needs(Volumes, Write), "volume.create"),
    route("POST", engine!("/volumes/prune"), Needs(Volumes, Admin), "volume.prune"),
    route("GET", engine!("/volumes/{name}"), Needs(Volumes, Read), "volume.read"),
    route("DELETE", engine!("/volumes/{name}"), Needs(Volumes, Write), "volume.delete"),
    route("GET", engine!("/networks"), Needs(Networks, Read), "network.list"),
    route("POST", engine!("/networks"), Needs(Networks, Write), "network.create"),
    route("POST", engine!("/networks/prune"), Needs(Networks, Admin), "network.prune"),
    route("GET", engine!("/networks/{id}"), Needs(Networks, Read), "network.read"),
    route("DELETE", engine!("/networks/{id}"), Needs(Networks, Write), "network.delete"),
    // Whoever may not see all recordings sees those of their own terminals.
    route("GET", "/api/v1/recordings", RECORDINGS, "recording.list"),
    route("GET", "/api/v1/recordings/{id}", RECORDINGS, "recording.read"),
    opens("/api/v1/recordings/{id}/cast", RECORDINGS, "recording.replay"),
    route(
        "DELETE",
        "/api/v1/recordings/{id}",
        Needs(Module::Recordings, Admin),
        "recording.delete",
    ),
];

static BY_PATTERN: LazyLock<HashMap<(&str, &str), &Route>> =
    LazyLock::new(|| ROUTES.iter().map(|route| ((route.method, route.pattern), route)).collect());

/// The route of a method and a matched pattern. HEAD asks what GET asks.
pub fn find(method: &str, pattern: &str) -> Option<&'static Route> {
    let method = if method == "HEAD" { "GET" } else { method };
    BY_PATTERN.get(&(method, pattern)).copied()
}
