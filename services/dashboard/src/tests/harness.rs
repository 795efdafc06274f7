//! The dashboard, started for one test.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use nebula_db::{Database, DatabaseOptions};
use nebula_runtime::{CancellationToken, Env, Listeners, Platform, platform::BoxError};
use nebula_test::{docker, eventually, postgres::TestDatabase, redis::RedisServer};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{
    OnceCell,
    oneshot::{self, error::TryRecvError},
};

use super::client::Client;
use crate::{access::Role, db};

/// How long anything may take to come true.
pub(super) const LIMIT: Duration = Duration::from_secs(30);

/// Signs service tokens in tests.
pub(super) const INTERNAL_TOKEN_KEY: &str =
    "the key with which services of tests sign their tokens";

/// The password of every user of tests.
pub(super) const PASSWORD: &str = "correct horse battery staple";

/// A dashboard that runs, with everything it stands on.
pub(super) struct TestApp {
    /// Where its HTTP answers, without a slash at the end.
    pub(super) base: String,
    /// Where its gRPC answers.
    pub(super) grpc: String,
    /// Its Redis.
    pub(super) redis: RedisServer,
    /// Its data folder, its service map.
    folder: TempDir,
    /// Its database, unless it was given another instance.
    pub(super) database: Option<TestDatabase>,
    /// What it was started with.
    pub(super) settings: Vec<(String, String)>,
    running: Option<Running>,
    admin: OnceCell<Client>,
}

struct Running {
    stop: CancellationToken,
    ended: oneshot::Receiver<Result<(), BoxError>>,
}

/// What a dashboard of a test is given instead of the usual.
#[derive(Default)]
pub(super) struct Given {
    /// Another PostgreSQL instance, by its `DATABASE_URL`: empty, or away.
    pub(super) database_url: Option<String>,
    /// Another Redis, by its `REDIS_URL`.
    pub(super) redis_url: Option<String>,
    /// A Docker engine, as in `DOCKER_HOST`.
    pub(super) docker_host: Option<String>,
    /// More settings.
    pub(super) settings: Vec<(&'static str, String)>,
}

impl TestApp {
    /// A dashboard without Docker. Its database is migrated.
    pub(super) async fn start() -> Self {
        Self::launch(Given::default()).await
    }

    /// A dashboard that is connected to the Docker engine that all tests share.
    pub(super) async fn start_with_docker() -> Self {
        let docker_host = Some(docker::shared().await.host().to_owned());
        let app = Self::launch(Given { docker_host, ..Given::default() }).await;
        let admin = app.set_up().await;
        eventually(LIMIT, "the containers are listed", async || {
            admin.get(&containers("")).await.status == 200
        })
        .await;
        app
    }

    /// A dashboard with what it is given.
    pub(super) async fn launch(given: Given) -> Self {
        let (redis, folder) = (RedisServer::start().await, tempfile::tempdir().unwrap());
        let (database_url, database) = match given.database_url {
            Some(url) => (url, None),
            None => {
                let database = migrated_database().await;
                (database.instance_url().to_owned(), Some(database))
            }
        };
        let name = database.as_ref().map_or(db::DATABASE, TestDatabase::name).to_owned();
        let path = |name: &str| folder.path().join(name).display().to_string();
        // Nothing is ever there.
        let no_docker = || format!("unix://{}", path("no-docker.sock"));
        let mut settings = vec![
            ("DATABASE_URL".to_owned(), database_url),
            ("DASHBOARD_DATABASE".to_owned(), name),
            ("REDIS_URL".to_owned(), given.redis_url.unwrap_or_else(|| redis.url())),
            ("SERVICE_MAP".to_owned(), path("service-map.yml")),
            ("NEBULA_DATA_DIR".to_owned(), path("data")),
            ("DOCKER_HOST".to_owned(), given.docker_host.unwrap_or_else(no_docker)),
            ("INTERNAL_TOKEN_KEY".to_owned(), INTERNAL_TOKEN_KEY.to_owned()),
            ("NEBULA_SECRET_KEY".to_owned(), hex::encode(nebula_vault::random_bytes::<32>())),
            ("SESSION_SECRET".to_owned(), "what tests make CSRF tokens from, long enough".into()),
        ];
        settings.extend(given.settings.into_iter().map(|(name, value)| (name.to_owned(), value)));
        let mut app = Self {
            base: String::new(),
            grpc: String::new(),
            redis,
            folder,
            database,
            settings,
            running: None,
            admin: OnceCell::new(),
        };
        app.resume().await;
        app
    }

    /// Starts the program, on new ports.
    pub(super) async fn resume(&mut self) {
        let (http, http_address) = listen();
        let (grpc, grpc_address) = listen();
        self.base = format!("http://{http_address}");
        self.grpc = format!("http://{grpc_address}");
        if !self.map_path().exists() {
            self.write_map(&self.usual_map());
        }
        let env = Env::from_pairs(self.settings.clone());
        let platform = Platform::build("dashboard", "0.0.0-test", &env).unwrap();
        let stop = platform.stop_token();
        let (tell, ended) = oneshot::channel();
        // As in `main`: a runtime of its own, so that tests may block theirs.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            let _ =
                tell.send(runtime.block_on(crate::run(platform, Listeners { http, grpc }, env)));
            runtime.shutdown_timeout(Duration::from_millis(200));
        });
        let mut running = Running { stop, ended };
        let client = Client::new(&self.base);
        eventually(LIMIT, "the dashboard answers", async || {
            match running.ended.try_recv() {
                // Asking on would only hide the reason.
                Ok(ended) => panic!("the dashboard ended: {ended:?}"),
                Err(TryRecvError::Closed) => panic!("the dashboard panicked"),
                Err(TryRecvError::Empty) => {}
            }
            client.try_get("/healthz").await.map(|answer| answer.status)
        })
        .await;
        // Unless a fault is what the test is about: with its database up to date.
        if self.database.is_some() {
            eventually(LIMIT, "its database is up to date", async || {
                let ready = client.get("/readyz").await.json();
                let known = ready["dependencies"].as_array().cloned().unwrap_or_default();
                known.iter().any(|it| it["name"] == "postgresql" && it["state"] == "up")
            })
            .await;
        }
        self.running = Some(running);
    }

    /// Stops the program as SIGTERM does, and waits until it has ended well.
    pub(super) async fn stop(&mut self) {
        let running = self.running.take().unwrap();
        running.stop.cancel();
        tokio::time::timeout(LIMIT, running.ended).await.unwrap().unwrap().unwrap();
    }

    /// Somebody whom nobody knows.
    pub(super) fn stranger(&self) -> Client {
        Client::new(&self.base)
    }

    /// Sets the platform up with the administrator `ada`, once; then answers her session.
    pub(super) async fn set_up(&self) -> Client {
        let set_up = async || {
            let mut ada = self.stranger();
            let body = json!({
                "setup_token": self.setup_token().await, "username": "ada",
                "email": "ada@example.org", "password": PASSWORD,
            });
            let answer = ada.post("/api/v1/setup", body).await;
            ada.keep_session(&answer);
            answer.expect(201);
            ada
        };
        self.admin.get_or_init(set_up).await.clone()
    }

    /// The setup token, once it is there.
    pub(super) async fn setup_token(&self) -> String {
        let path = self.data_dir().join("setup-token");
        let token = eventually(LIMIT, "the setup token is there", async || {
            std::fs::read_to_string(&path).ok().filter(|token| token.ends_with('\n'))
        })
        .await;
        token.trim().to_owned()
    }

    /// Makes a user and signs in as them.
    pub(super) async fn user(&self, name: &str, role: Role) -> Client {
        self.make_user(name, role).await;
        self.sign_in(name).await
    }

    /// Makes a user and answers the id.
    pub(super) async fn make_user(&self, name: &str, role: Role) -> String {
        let body = json!({
            "username": name, "email": format!("{name}@example.org"), "role": role,
            "password": PASSWORD,
        });
        let user = self.set_up().await.post("/api/v1/users", body).await.expect(201);
        text(&user["id"])
    }

    /// Signs in as somebody with the usual password.
    pub(super) async fn sign_in(&self, name: &str) -> Client {
        let mut client = self.stranger();
        client.sign_in(name, PASSWORD).await.expect(201);
        client
    }

    /// A key of the administrator with these scopes, e.g. `{"containers": "read"}`.
    pub(super) async fn api_key(&self, scopes: Value) -> Client {
        self.api_key_of(&self.set_up().await, scopes).await
    }

    /// A key of somebody with these scopes.
    pub(super) async fn api_key_of(&self, owner: &Client, scopes: Value) -> Client {
        let body = json!({ "name": "of a test", "scopes": scopes });
        let made = owner.post("/api/v1/api-keys", body).await.expect(201);
        self.stranger().with_bearer(&text(&made["secret"]))
    }

    /// Demands that this SQL condition holds in the database: what only a thief of the database
    /// would see.
    pub(super) async fn assert_stored(&self, condition: &str) {
        let database = self.database.as_ref().unwrap();
        database.execute(&format!("DO $$ BEGIN ASSERT ({condition}); END $$")).await;
    }

    /// Makes it so in the database, as if time had passed.
    pub(super) async fn store(&self, sql: &str) {
        self.database.as_ref().unwrap().execute(sql).await;
    }

    pub(super) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(super) fn map_path(&self) -> PathBuf {
        self.folder.path().join("service-map.yml")
    }

    /// Replaces the service map as an editor does: the whole file at once.
    pub(super) fn write_map(&self, map: &str) {
        let draft = self.folder.path().join("service-map.yml.new");
        std::fs::write(&draft, map).unwrap();
        std::fs::rename(&draft, self.map_path()).unwrap();
    }

    /// A map with what runs here.
    pub(super) fn usual_map(&self) -> String {
        format!(
            "version: 1\n\
             environment: tests\n\
             nodes:\n  here:\n    description: This machine\n    roles: [control]\n\
             services:\n  \
               postgresql: {{ node: here }}\n  \
               redis: {{ node: here }}\n  \
               dashboard: {{ node: here, http: \"{}\", grpc: \"{}\", depends_on: [postgresql, redis] }}\n",
            self.base, self.grpc
        )
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.stop.cancel();
        }
    }
}

fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// A database of one's own with the tables in it.
pub(super) async fn migrated_database() -> TestDatabase {
    TestDatabase::from_template("dashboard", async |url: String, name: String| {
        let db = Database::connect(&url.into(), &name, DatabaseOptions::default()).unwrap();
        db.migrate(&db::MIGRATIONS).await.unwrap();
    })
    .await
}

/// A path of the API about containers of the local engine.
pub(super) fn containers(rest: &str) -> String {
    format!("/api/v1/docker/engines/local/containers{rest}")
}

/// A name that no other test uses.
pub(super) fn unique(stem: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{stem}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The text of a JSON string.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// The items of a list.
pub(super) fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap_or_else(|| panic!("not a list: {list}"))
}

/// Compares a committed file with what it is generated from, or replaces it with
/// `UPDATE_GENERATED=1`.
pub(super) fn is_generated(path: &Path, generated: &str, same: impl Fn(&str, &str) -> bool) {
    #[expect(clippy::disallowed_methods, reason = "tests have no config to read it in")]
    let update = std::env::var_os("UPDATE_GENERATED").is_some();
    if update {
        std::fs::write(path, generated).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(
        same(&committed, generated),
        "{} differs from what it is generated from: run UPDATE_GENERATED=1 cargo test -p dashboard",
        path.display()
    );
}
