//! A private Docker engine: a real `dockerd` with its own data, socket and bridge. It needs root and `dockerd` on the
//! machine; without them tests fail and say so.
//!
//! No image can be pulled by tests, so [`BUSYBOX`] is made from the machine's static busybox.

use std::collections::HashMap;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bollard::Docker;
use bollard::models::ContainerCreateBody;
use bollard::query_parameters::{
    CreateContainerOptionsBuilder, CreateImageOptionsBuilder, RemoveContainerOptionsBuilder,
};
use futures_util::StreamExt;
use tokio::sync::OnceCell;

use crate::eventually;

/// The image that containers of tests are made from: busybox with its usual commands, `sh` by default.
pub const BUSYBOX: &str = "nebula-test/busybox:latest";

/// Names an engine that runs already, as `unix:///path` or `tcp://host:port`, to be used instead of a private one.
pub const HOST_VARIABLE: &str = "NEBULA_TEST_DOCKER_HOST";

const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// Keeps one `dockerd` until its standard input ends, which it does when the test process ends in any way, or until it
/// reads a line: `stop` keeps the data. What `dockerd` leaves mounted when it is killed is unmounted, too.
///
/// `$1`: the folder; `$2`: the bridge; the rest is the command.
const KEEPER: &str = r#"
folder=$1; bridge=$2; shift 2
"$@" </dev/null >>"$folder/log" 2>&1 &
pid=$!
echo "$pid" >"$folder/daemon"
why=
read -r why
kill -TERM "$pid" 2>/dev/null
tries=0
while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 250 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL "$pid" 2>/dev/null
wait "$pid" 2>/dev/null
grep -F " $folder/" /proc/mounts | cut -d' ' -f2 | sort -r | while read -r mount; do umount -l "$mount"; done
if [ "$why" != stop ]; then
  ip link delete "$bridge" 2>/dev/null
  rm -rf -- "$folder"
fi
"#;

/// A private Docker engine. Dropping it ends it and removes its data.
#[derive(Debug)]
pub struct Engine {
    host: String,
    private: Option<Private>,
}

#[derive(Debug)]
struct Private {
    folder: PathBuf,
    bridge: String,
    arguments: Vec<String>,
    keeper: Option<Keeper>,
}

#[derive(Debug)]
struct Keeper {
    process: Child,
    stdin: ChildStdin,
}

static SHARED: OnceCell<Engine> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

/// The engine that the tests of this process share, with [`BUSYBOX`] in it; started at the first use.
///
/// # Panics
/// When no engine can be started.
pub async fn shared() -> &'static Engine {
    SHARED.get_or_init(Engine::start).await
}

impl Engine {
    /// Starts an engine of its own, for tests that stop it or need it empty.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// [`Self::start`] with further arguments for `dockerd`, for example `-H tcp://...`.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn start_with(arguments: &[String]) -> Self {
        #[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
        let given = std::env::var(HOST_VARIABLE)
            .ok()
            .filter(|host| !host.is_empty() && arguments.is_empty());
        let mut engine = match given {
            Some(host) => Self { host, private: None },
            None => Self::private(arguments),
        };
        engine.resume().await;
        engine.make_busybox().await;
        engine
    }

    fn private(arguments: &[String]) -> Self {
        let dockerd = ["/usr/bin/dockerd", "/usr/sbin/dockerd", "/usr/local/bin/dockerd"];
        let Some(dockerd) = dockerd.into_iter().find(|path| Path::new(path).exists()) else {
            panic!(
                "the tests need Docker: install docker.io (apt-get install docker.io), or name a running engine in {HOST_VARIABLE}"
            );
        };
        assert!(
            rustix::process::geteuid().is_root(),
            "a private Docker engine needs root: run the tests as root, or name a running engine in {HOST_VARIABLE}"
        );
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        let folder = tempfile::Builder::new()
            .prefix("nebula-dockerd-")
            .tempdir()
            .unwrap_or_else(|error| panic!("no folder for the Docker engine: {error}"))
            .keep();
        // Interface names have at most 15 characters.
        let bridge = format!("nbt{process:x}x{number:x}");
        // A range of its own in 10.128.0.0/9, so that engines of parallel test processes do not meet.
        let range = (process.wrapping_mul(31).wrapping_add(number)) % 0x8000;
        let address = format!("10.{}.{}.1/24", 128 + (range >> 8), range & 0xff);
        let path = |name: &str| folder.join(name).display().to_string();
        let socket = format!("unix://{}", path("docker.sock"));
        let mut command: Vec<String> = [
            dockerd,
            "--config-file",
            &path("daemon.json"),
            "--data-root",
            &path("data"),
            "--exec-root",
            &path("exec"),
            "--pidfile",
            &path("pid"),
            "--host",
            &socket,
            "--bridge",
            &bridge,
            "--iptables=false",
            "--ip6tables=false",
            "--shutdown-timeout",
            "5",
            "--log-level",
            "warn",
        ]
        .map(str::to_owned)
        .to_vec();
        command.extend_from_slice(arguments);
        let add_address =
            Command::new("ip").args(["link", "add", "name", &bridge, "type", "bridge"]).status();
        let addressed = add_address.and_then(|_| {
            Command::new("ip").args(["address", "add", &address, "dev", &bridge]).status()
        });
        assert!(
            addressed.is_ok_and(|status| status.success()),
            "cannot make the bridge {bridge} for the Docker engine (is iproute2 installed?)"
        );
        Self {
            host: socket,
            private: Some(Private { folder, bridge, arguments: command, keeper: None }),
        }
    }

    /// Its address, as in `DOCKER_HOST`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path of its unix socket.
    ///
    /// # Panics
    /// When it was given from outside and has none.
    pub fn socket(&self) -> &Path {
        Path::new(
            self.host
                .strip_prefix("unix://")
                .unwrap_or_else(|| panic!("{} is no unix socket", self.host)),
        )
    }

    /// A client of it.
    ///
    /// # Panics
    /// When its address is not understood or it does not run.
    pub fn client(&self) -> Docker {
        match Docker::connect_with_host(&self.host) {
            Ok(client) => client,
            Err(error) => panic!("no Docker engine at {}: {error}", self.host),
        }
    }

    /// Starts it again after [`Self::stop`], with its data, and waits until it answers.
    ///
    /// # Panics
    /// When it does not, with the end of its log.
    pub async fn resume(&mut self) {
        if let Some(private) = &mut self.private {
            private.spawn();
        }
        let deadline = tokio::time::Instant::now() + START_LIMIT;
        loop {
            let answers = match Docker::connect_with_host(&self.host) {
                Ok(client) => client.ping().await.is_ok(),
                Err(_) => false,
            };
            if answers {
                return;
            }
            let ended = self.private.as_ref().is_some_and(Private::has_ended);
            let log = self.private.as_ref().map(Private::log_tail).unwrap_or_default();
            assert!(
                !ended && tokio::time::Instant::now() < deadline,
                "the Docker engine at {} does not answer. The end of its log:\n{log}",
                self.host
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Stops it and its containers, and keeps its data for [`Self::resume`].
    ///
    /// # Panics
    /// When it was given from outside or does not end.
    pub async fn stop(&mut self) {
        let Some(keeper) = self.private.as_mut().and_then(|private| private.keeper.take()) else {
            panic!("this Docker engine is not ours to stop");
        };
        let Keeper { mut process, mut stdin } = keeper;
        stdin
            .write_all(b"stop\n")
            .unwrap_or_else(|error| panic!("cannot stop the Docker engine: {error}"));
        drop(stdin);
        eventually(STOP_LIMIT, "the Docker engine ends", async || {
            process.try_wait().ok().flatten()
        })
        .await;
    }

    /// Starts a container of [`BUSYBOX`] with this command and answers its id. It ends at once when stopped.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn run(&self, name: &str, command: &[&str]) -> String {
        self.run_with(name, command, ContainerCreateBody::default()).await
    }

    /// [`Self::run`] with further settings.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn run_with(
        &self,
        name: &str,
        command: &[&str],
        settings: ContainerCreateBody,
    ) -> String {
        let client = self.client();
        // Most commands, as the first process of a container, ignore the usual signal.
        let stop_signal = settings.stop_signal.clone().or_else(|| Some("KILL".to_owned()));
        let body = ContainerCreateBody {
            image: Some(BUSYBOX.to_owned()),
            cmd: Some(command.iter().map(|&argument| argument.to_owned()).collect()),
            stop_signal,
            ..settings
        };
        let options = CreateContainerOptionsBuilder::default().name(name).build();
        let made = client.create_container(Some(options), body).await;
        let id =
            made.unwrap_or_else(|error| panic!("cannot make the container {name}: {error}")).id;
        let started = client.start_container(&id, None).await;
        started.unwrap_or_else(|error| panic!("cannot start the container {name}: {error}"));
        id
    }

    /// Removes a container, running or not; one that is gone is fine.
    pub async fn remove(&self, container: &str) {
        let options = RemoveContainerOptionsBuilder::default().force(true).v(true).build();
        let _ = self.client().remove_container(container, Some(options)).await;
    }

    async fn make_busybox(&self) {
        let client = self.client();
        if client.inspect_image(BUSYBOX).await.is_ok() {
            return;
        }
        let changes = vec![r#"CMD ["/bin/sh"]"#.to_owned(), "ENV PATH=/bin".to_owned()];
        let (name, tag) = BUSYBOX.split_once(':').unwrap_or((BUSYBOX, "latest"));
        let options = CreateImageOptionsBuilder::default()
            .from_src("-")
            .repo(name)
            .tag(tag)
            .changes(changes)
            .build();
        let body = bollard::body_full(busybox_root().into());
        let mut import = Box::pin(client.create_image(Some(options), Some(body), None));
        while let Some(step) = import.next().await {
            step.unwrap_or_else(|error| panic!("cannot import {BUSYBOX}: {error}"));
        }
    }
}

/// The file system of [`BUSYBOX`] as a tar: busybox, a link for each of its commands, and the usual folders.
///
/// # Panics
/// When the machine has no static busybox.
pub fn busybox_root() -> Vec<u8> {
    let hint = "install busybox-static (apt-get install busybox-static)";
    let program = std::fs::read("/bin/busybox")
        .unwrap_or_else(|error| panic!("no /bin/busybox: {error}; {hint}"));
    let listed = Command::new("/bin/busybox").arg("--list").output();
    let listed =
        listed.unwrap_or_else(|error| panic!("/bin/busybox does not run: {error}; {hint}"));
    let build = || -> std::io::Result<Vec<u8>> {
        let mut tar = tar::Builder::new(Vec::new());
        for (folder, mode) in [
            ("bin", 0o755),
            ("etc", 0o755),
            ("proc", 0o755),
            ("root", 0o700),
            ("tmp", 0o1777),
            ("var", 0o755),
        ] {
            tar.append_data(
                &mut header(tar::EntryType::Directory, 0, mode),
                format!("{folder}/"),
                std::io::empty(),
            )?;
        }
        let size = program.len() as u64;
        tar.append_data(
            &mut header(tar::EntryType::Regular, size, 0o755),
            "bin/busybox",
            program.as_slice(),
        )?;
        for applet in
            String::from_utf8_lossy(&listed.stdout).lines().filter(|applet| *applet != "busybox")
        {
            tar.append_link(
                &mut header(tar::EntryType::Symlink, 0, 0o777),
                format!("bin/{applet}"),
                "busybox",
            )?;
        }
        for (file, content) in [
            ("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nguest:x:1000:1000::/tmp:/bin/sh\n"),
            ("etc/group", "root:x:0:\nguest:x:1000:\n"),
        ] {
            tar.append_data(
                &mut header(tar::EntryType::Regular, content.len() as u64, 0o644),
                file,
                content.as_bytes(),
            )?;
        }
        tar.into_inner()
    };
    build().unwrap_or_else(|error| panic!("cannot build the file system of {BUSYBOX}: {error}"))
}

fn header(kind: tar::EntryType, size: u64, mode: u32) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mode(mode);
    header.set_mtime(1_700_000_000);
    header
}

/// Published ports, in the form that [`ContainerCreateBody`] wants.
pub fn port_bindings(
    container_port: &str,
    host_port: u16,
) -> HashMap<String, Option<Vec<bollard::models::PortBinding>>> {
    let binding = bollard::models::PortBinding {
        host_ip: Some("127.0.0.1".to_owned()),
        host_port: Some(host_port.to_string()),
    };
    HashMap::from([(container_port.to_owned(), Some(vec![binding]))])
}

impl Private {
    fn spawn(&mut self) {
        let prepared = std::fs::write(self.folder.join("daemon.json"), "{}");
        prepared.unwrap_or_else(|error| panic!("cannot prepare the Docker engine: {error}"));
        let _ = std::fs::remove_file(self.folder.join("daemon"));
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", KEEPER, "keeper"])
            .arg(&self.folder)
            .arg(&self.bridge)
            .args(&self.arguments);
        let process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        let mut process =
            process.unwrap_or_else(|error| panic!("cannot start the Docker engine: {error}"));
        let stdin = process
            .stdin
            .take()
            .unwrap_or_else(|| panic!("the Docker engine's keeper has no input"));
        self.keeper = Some(Keeper { process, stdin });
    }

    /// Whether `dockerd` has ended; its keeper waits for the test process and not for it.
    fn has_ended(&self) -> bool {
        let Ok(pid) = std::fs::read_to_string(self.folder.join("daemon")) else { return false };
        let stat = std::fs::read_to_string(Path::new("/proc").join(pid.trim()).join("stat"));
        !pid.trim().is_empty() && stat.is_ok_and(|stat| stat.contains(") Z "))
    }

    fn log_tail(&self) -> String {
        let log = std::fs::read(self.folder.join("log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        match self.keeper.take() {
            Some(Keeper { mut process, stdin }) => {
                drop(stdin);
                let _ = process.wait();
            }
            None => {
                let _ = Command::new("ip").args(["link", "delete", &self.bridge]).status();
                let _ = std::fs::remove_dir_all(&self.folder);
            }
        }
    }
}
