//! PostgreSQL: a private cluster per test process, and a database per test.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tokio_postgres::{Config, NoTls};

use crate::process::Process;
use crate::{eventually, ports};

/// Names a running instance that tests shall use instead of starting their own.
pub const DATABASE_URL_VARIABLE: &str = "NEBULA_TEST_DATABASE_URL";

const START_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_secs(20);

/// The superuser of private clusters.
const USER: &str = "nebula";

/// The system user that runs PostgreSQL for tests run by root, whom PostgreSQL refuses.
const SYSTEM_USER: &str = "postgres";

static SHARED: OnceCell<PostgresInstance> = OnceCell::const_new();

/// One number per database of this process.
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// The templates made in this process, by name.
static TEMPLATES: LazyLock<Mutex<HashMap<String, Arc<OnceCell<String>>>>> =
    LazyLock::new(Mutex::default);

/// A PostgreSQL instance: the one that the tests of a process share, or one of a test's own.
#[derive(Debug)]
pub struct PostgresInstance {
    url: String,
    // `None` for an instance that was already running.
    cluster: Option<Cluster>,
}

#[derive(Debug)]
struct Cluster {
    // Before the folder, so that the program has ended when the folder goes.
    process: Option<Process>,
    port: u16,
    binaries: PathBuf,
    folder: TempDir,
}

impl PostgresInstance {
    /// The instance that this process's tests share: the one named by
    /// `NEBULA_TEST_DATABASE_URL`, or a private cluster started on first use.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub async fn shared() -> &'static Self {
        SHARED
            .get_or_init(|| async {
                #[expect(clippy::disallowed_methods, reason = "tests have no config to read it in")]
                let given = std::env::var(DATABASE_URL_VARIABLE);
                match given {
                    Ok(url) => Self { url, cluster: None },
                    Err(_) => Self::private().await,
                }
            })
            .await
    }

    /// A cluster of one's own, for tests that stop and start it. Gone when dropped.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub async fn private() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("nebula-pg-")
            .tempdir()
            .unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        let binaries = binaries();
        own_by_system_user(folder.path());
        let mut initdb = as_system_user(&binaries.join("initdb"));
        initdb
            .current_dir(folder.path())
            .args(["--no-sync", "--no-instructions", "--auth=trust", "--encoding=UTF8"])
            .args(["--locale=C.UTF-8", "--lc-messages=C", "--username", USER, "--pgdata"])
            .arg(folder.path().join("data"));
        let made = initdb.output().unwrap_or_else(|error| panic!("cannot run initdb: {error}"));
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let port = ports::free();
        let url = format!(
            "postgres:///postgres?host={}&port={port}&user={USER}",
            folder.path().display()
        );
        let cluster = Cluster { process: None, port, binaries, folder };
        let mut instance = Self { url, cluster: Some(cluster) };
        instance.resume().await;
        instance
    }

    /// What `DATABASE_URL` may be: over the unix socket for a private cluster.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A private cluster's TCP port on the local host, as a proxy's upstream.
    ///
    /// # Panics
    /// For an instance that was not started here.
    pub fn port(&self) -> u16 {
        self.cluster().port
    }

    /// A `DATABASE_URL` for a private cluster over TCP, through `port`: its own or a proxy's.
    pub fn tcp_url(&self, port: u16) -> String {
        format!("postgres://{USER}@127.0.0.1:{port}/postgres")
    }

    /// Stops a private cluster at once, as an administrator in a hurry would: sessions are cut.
    ///
    /// # Panics
    /// For an instance that was not started here.
    pub async fn stop(&mut self) {
        if let Some(mut process) = self.cluster_mut().process.take() {
            process.stop(Signal::INT, STOP_LIMIT).await;
        }
    }

    /// Starts a private cluster again at the same addresses after [`Self::stop`].
    ///
    /// # Panics
    /// For an instance that was not started here, or when it does not start.
    pub async fn resume(&mut self) {
        let url = self.url.clone();
        let cluster = self.cluster_mut();
        if cluster.process.is_some() {
            return;
        }
        let folder = cluster.folder.path();
        let mut command = as_system_user(&cluster.binaries.join("postgres"));
        command
            .current_dir(folder)
            .arg("-D")
            .arg(folder.join("data"))
            .arg("-k")
            .arg(folder)
            .args(["-p", &cluster.port.to_string(), "-c", "listen_addresses=127.0.0.1"])
            // Nothing here has to survive the machine.
            .args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
            .args(["-c", "max_connections=200", "-c", "shared_buffers=32MB"])
            .args(["-c", "autovacuum=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0"]);
        let mut process = Process::spawn_in(command, folder.join("postgres.log"), Some(folder));
        eventually(START_LIMIT, "PostgreSQL answers", async || match process.exit_status() {
            // Asking on would only hide the reason.
            Some(status) => panic!("postgres: {status}\n{}", process.output_tail()),
            None => execute(&url, "SELECT 1").await.map_err(|error| error.to_string()),
        })
        .await;
        cluster.process = Some(process);
    }

    fn cluster(&self) -> &Cluster {
        self.cluster
            .as_ref()
            .unwrap_or_else(|| panic!("{DATABASE_URL_VARIABLE} is not ours to touch"))
    }

    fn cluster_mut(&mut self) -> &mut Cluster {
        self.cluster
            .as_mut()
            .unwrap_or_else(|| panic!("{DATABASE_URL_VARIABLE} is not ours to touch"))
    }
}

/// A database of one test's own on the shared instance; dropped with this, best effort.
#[derive(Debug)]
pub struct TestDatabase {
    instance_url: String,
    name: String,
}

impl TestDatabase {
    /// An empty database.
    ///
    /// # Panics
    /// When PostgreSQL does not start or refuses.
    pub async fn new() -> Self {
        let instance = PostgresInstance::shared().await;
        let name = unique_name("test");
        run(instance.url(), &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        Self { instance_url: instance.url().to_owned(), name }
    }

    /// A name for a database that does not exist yet, for tests of its creation; dropped like
    /// the others if it came to exist.
    pub async fn absent() -> Self {
        let instance = PostgresInstance::shared().await;
        Self { instance_url: instance.url().to_owned(), name: unique_name("absent") }
    }

    /// A copy of the template called `template`, which `migrate` fills the first time it is asked
    /// for in this process. `migrate` gets the instance's URL and the template's database name,
    /// must close its connections, and panics if it fails.
    ///
    /// # Panics
    /// When PostgreSQL does not start or refuses.
    pub async fn from_template(template: &str, migrate: impl AsyncFnOnce(String, String)) -> Self {
        let instance = PostgresInstance::shared().await;
        let cell = {
            let mut templates = TEMPLATES.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(templates.entry(template.to_owned()).or_default())
        };
        let source = cell
            .get_or_init(|| async {
                let name = unique_name(template);
                run(instance.url(), &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
                migrate(instance.url().to_owned(), name.clone()).await;
                name
            })
            .await;
        let name = unique_name("test");
        // FILE_COPY skips the write-ahead log; it is several times faster for small databases.
        let copy = format!("CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY");
        // The migration's connections may take a moment to be gone, which a copy demands.
        eventually(START_LIMIT, "the template can be copied", async || {
            execute(instance.url(), &copy).await.map_err(|error| format!("{error:?}"))
        })
        .await;
        Self { instance_url: instance.url().to_owned(), name }
    }

    /// What `DATABASE_URL` may be: the instance, not this database.
    pub fn instance_url(&self) -> &str {
        &self.instance_url
    }

    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs SQL in this database, for arranging and checking what the code under test cannot.
    ///
    /// # Panics
    /// When PostgreSQL refuses.
    pub async fn execute(&self, sql: &str) {
        in_database(&self.instance_url, &self.name, sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let url = std::mem::take(&mut self.instance_url);
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A thread of its own, because the test's runtime may be going down. It only frees disk
        // space, so nobody waits for it.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                let _ = runtime.block_on(execute(&url, &sql));
            }
        });
    }
}

fn unique_name(stem: &str) -> String {
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    format!("{stem}_{}_{number}", std::process::id())
}

async fn run(url: &str, sql: &str) {
    execute(url, sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
}

async fn execute(url: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    execute_with(url.parse()?, sql).await
}

async fn in_database(url: &str, name: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    let mut config: Config = url.parse()?;
    config.dbname(name);
    execute_with(config, sql).await
}

async fn execute_with(config: Config, sql: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = config.connect(NoTls).await?;
    let work = async {
        let done = client.batch_execute(sql).await;
        // The connection ends when its client is gone.
        drop(client);
        done
    };
    let (done, ended) = tokio::join!(work, connection);
    done.and(ended)
}

/// The folder of PostgreSQL's programs: Debian keeps them out of `PATH`. The newest version wins.
fn binaries() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("initdb").exists().then_some((version, folder))
        })
        .collect();
    found.sort_unstable();
    if let Some((_, folder)) = found.pop() {
        return folder;
    }
    #[expect(clippy::disallowed_methods, reason = "the search path is no setting of ours")]
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").exists())
        .unwrap_or_else(|| panic!("PostgreSQL is not installed (apt-get install postgresql)"))
}

/// A command run by the system user if we are root, else by ourselves.
fn as_system_user(program: &Path) -> Command {
    if system_user().is_none() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", SYSTEM_USER, "--regid", SYSTEM_USER, "--clear-groups", "--"])
        .arg(program);
    command
}

fn own_by_system_user(folder: &Path) {
    if let Some((uid, gid)) = system_user() {
        std::os::unix::fs::chown(folder, Some(uid), Some(gid))
            .unwrap_or_else(|error| panic!("cannot hand {} over: {error}", folder.display()));
    }
}

/// The user and group ids of the system user, or `None` when we are not root.
fn system_user() -> Option<(u32, u32)> {
    if !rustix::process::geteuid().is_root() {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let ids = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next() == Some(SYSTEM_USER)).then_some(())?;
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    Some(ids.unwrap_or_else(|| {
        panic!("PostgreSQL does not run as root, and there is no user '{SYSTEM_USER}'")
    }))
}
