//! Engines on other machines: TLS and ssh.

use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use futures_util::StreamExt;
use nebula_docker::{
    Engine, EngineStatus, Error, LogEvent, LogOptions, SshAccess, TlsFiles, TlsIdentity,
};
use nebula_test::process::Process;
use nebula_test::{docker, eventually, ports};

use crate::{LIMIT, config, container, follow, until_connected};

fn run(program: &str, arguments: &[&str], folder: &Path) {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// An authority with a certificate for `127.0.0.1` and one for a client.
fn certificates(folder: &Path, authority: &str) {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    let (ca_key, ca) = (format!("{authority}.key"), format!("{authority}.pem"));
    let ca_name = format!("/CN={authority}");
    run(
        "openssl",
        &[&["req", "-x509", "-keyout", &ca_key, "-out", &ca, "-subj", &ca_name], &key[..]].concat(),
        folder,
    );
    for (name, extensions) in [
        ("server", "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth"),
        ("client", "extendedKeyUsage=clientAuth"),
    ] {
        let file = |ending: &str| format!("{authority}-{name}.{ending}");
        std::fs::write(folder.join(file("ext")), extensions).unwrap();
        let subject = format!("/CN={name}");
        run(
            "openssl",
            &[
                &["req", "-keyout", &file("key"), "-out", &file("csr"), "-subj", &subject],
                &key[..5],
            ]
            .concat(),
            folder,
        );
        run(
            "openssl",
            &[
                "x509",
                "-req",
                "-in",
                &file("csr"),
                "-CA",
                &ca,
                "-CAkey",
                &ca_key,
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                &file("ext"),
                "-out",
                &file("pem"),
            ],
            folder,
        );
    }
}

#[tokio::test]
async fn an_engine_over_tls_trusts_one_authority_only() {
    let folder = tempfile::tempdir().unwrap();
    certificates(folder.path(), "right");
    certificates(folder.path(), "wrong");
    let file = |name: &str| folder.path().join(name);
    let argument = |name: &str, path: &str| format!("--{name}={}", file(path).display());
    let port = ports::free();
    let arguments = [
        format!("--host=tcp://127.0.0.1:{port}"),
        "--tlsverify".to_owned(),
        argument("tlscacert", "right.pem"),
        argument("tlscert", "right-server.pem"),
        argument("tlskey", "right-server.key"),
    ];
    let docker = docker::Engine::start_with(&arguments).await;
    let tls = |authority: &str, client: Option<&str>| TlsFiles {
        authority: file(&format!("{authority}.pem")),
        identity: client.map(|client| TlsIdentity {
            certificate: file(&format!("{client}-client.pem")),
            key: file(&format!("{client}-client.key")),
        }),
    };
    let address = format!("tcp://127.0.0.1:{port}");
    let with = |tls: TlsFiles| {
        let mut config = config(&address);
        config.tls = Some(tls);
        config
    };
    let engine = follow(with(tls("right", Some("right"))));
    until_connected(&engine).await;
    docker.run("tls", &["sleep", "1000"]).await;
    eventually(LIMIT, "the container is listed", async || {
        engine.containers().get(&container("tls"))
    })
    .await;

    for refused in [tls("wrong", Some("right")), tls("right", Some("wrong")), tls("right", None)] {
        let error = Engine::new(with(refused)).unwrap().ping().await.unwrap_err();
        assert!(matches!(error, Error::Unreachable { absent: false, .. }), "{error:?}");
    }
    let missing = TlsFiles { authority: file("nope.pem"), identity: None };
    let error = Engine::new(with(missing)).unwrap().ping().await.unwrap_err().to_string();
    assert!(error.contains("authority certificate") && !error.contains("nope.pem"), "{error}");
}

struct Sshd {
    port: u16,
    process: Process,
}

async fn sshd(folder: &Path) -> Sshd {
    for key in ["host", "other-host", "user", "stranger"] {
        run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", key], folder);
    }
    std::fs::copy(folder.join("user.pub"), folder.join("authorized_keys")).unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    let port = ports::free();
    let at = |name: &str| folder.join(name).display().to_string();
    let settings = format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\nStrictModes no\n\
         PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\nAllowStreamLocalForwarding yes\n",
        at("host"),
        at("authorized_keys")
    );
    std::fs::write(folder.join("sshd_config"), settings).unwrap();
    // sshd wants this folder when it runs as root.
    std::fs::create_dir_all("/run/sshd").unwrap();
    let mut command = Command::new("/usr/sbin/sshd");
    command.args(["-D", "-e", "-f", &at("sshd_config")]);
    let process = Process::spawn(command, folder.join("sshd.log"));
    eventually(LIMIT, "sshd listens", async || {
        tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await
    })
    .await;
    let pin = |name: &str| {
        format!(
            "[127.0.0.1]:{port} {}",
            std::fs::read_to_string(folder.join(format!("{name}.pub"))).unwrap()
        )
    };
    std::fs::write(folder.join("known_hosts"), pin("host")).unwrap();
    std::fs::write(folder.join("changed_hosts"), pin("other-host")).unwrap();
    std::fs::write(folder.join("no_hosts"), "").unwrap();
    Sshd { port, process }
}

/// The processes that this one started.
fn children(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let id: u32 = entry.unwrap().file_name().to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // "id (name) state parent ..."
        let parent_of: u32 = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
        (parent_of == parent).then_some(id)
    });
    processes.collect()
}

#[tokio::test]
async fn an_engine_over_ssh_whose_host_key_is_pinned() {
    let docker = docker::shared().await;
    let folder = tempfile::tempdir().unwrap();
    let sshd = sshd(folder.path()).await;
    let with = |key: &str, known_hosts: &str| {
        let mut config =
            config(&format!("ssh://root@127.0.0.1:{}{}", sshd.port, docker.socket().display()));
        config.ssh = SshAccess {
            key: Some(folder.path().join(key)),
            known_hosts: Some(folder.path().join(known_hosts)),
        };
        config
    };
    let engine = follow(with("user", "known_hosts"));
    until_connected(&engine).await;
    docker.run("over-ssh", &["sh", "-c", "echo hello; sleep 1000"]).await;
    eventually(LIMIT, "the container is listed", async || {
        engine.containers().get(&container("over-ssh"))
    })
    .await;
    let mut logs =
        engine.follow_logs(&container("over-ssh"), &LogOptions::default()).await.unwrap();
    let lines = tokio::time::timeout(LIMIT, logs.next()).await.unwrap();
    assert!(
        matches!(&lines, Some(LogEvent::Lines(lines)) if lines[0].text == "hello"),
        "{lines:?}"
    );
    docker.remove("over-ssh").await;

    // A connection that breaks is made again.
    let mut infos = engine.watch_info();
    infos.mark_unchanged();
    for child in children(sshd.process.id()) {
        run("kill", &["-KILL", &child.to_string()], folder.path());
    }
    let lost = infos.wait_for(|info| info.status != EngineStatus::Connected);
    tokio::time::timeout(LIMIT, lost).await.unwrap().unwrap();
    until_connected(&engine).await;

    for known_hosts in ["no_hosts", "changed_hosts"] {
        let error =
            Engine::new(with("user", known_hosts)).unwrap().ping().await.unwrap_err().to_string();
        assert!(error.contains("host key"), "{known_hosts}: {error}");
        assert!(!error.contains(&folder.path().display().to_string()), "{error}");
    }
    let stranger = follow(with("stranger", "known_hosts"));
    let info = eventually(LIMIT, "it says why", async || {
        Some(stranger.info()).filter(|info| info.status == EngineStatus::Unreachable)
    })
    .await;
    assert!(info.detail.as_ref().unwrap().contains("refused the key"), "{info:?}");
}
