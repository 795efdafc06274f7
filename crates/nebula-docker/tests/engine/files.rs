//! Files in containers.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use nebula_docker::{ContainerPath, Engine, Error, FileKind, FileList, ResourceKind};

use crate::{container, unfollowed};

fn path(text: &str) -> ContainerPath {
    text.parse().unwrap()
}

fn pieces(
    content: &[u8],
) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + 'static {
    let pieces: Vec<_> =
        content.chunks(70_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

async fn read(engine: &Engine, name: &str, from: &str) -> Result<Vec<u8>, Error> {
    let file = engine.copy_out(&container(name), &path(from)).await?;
    let pieces: Vec<_> = file.body.collect().await;
    Ok(pieces.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
}

fn check_listing(list: &FileList) {
    let item = |name: &str| {
        list.items
            .iter()
            .find(|item| item.name == name)
            .unwrap_or_else(|| panic!("{name} is not in {list:?}"))
    };
    let names: Vec<_> = list.items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["sub", "a name", "link", "pipe", "ünicode"]);
    assert!(!list.truncated);
    assert_eq!((item("sub").kind, item("sub").mode.as_str()), (FileKind::Directory, "0750"));
    let file = item("a name");
    assert_eq!(
        (file.kind, file.size_bytes, file.mode.as_str(), file.modified_at.timestamp()),
        (FileKind::File, 6, "0604", 1_600_000_000)
    );
    assert_eq!(
        (item("link").kind, item("link").link_target.as_deref()),
        (FileKind::Symlink, Some("../etc/passwd"))
    );
    assert_eq!(item("pipe").kind, FileKind::Other);
}

#[tokio::test]
async fn a_directory_is_listed_whether_the_container_runs_or_not() {
    let (docker, engine) = unfollowed().await;
    let script = "mkdir -p /data/sub/deeper; cd /data; chmod 750 sub; echo hello >'a name'; chmod 604 'a name'; \
                  touch -d @1600000000 'a name'; touch ünicode; ln -s ../etc/passwd link; mkfifo pipe; ln -s data /to-data; touch /tmp/done; sleep 1000";
    docker.run("files-list", &["sh", "-c", script]).await;
    let name = container("files-list");
    nebula_test::eventually(crate::LIMIT, "the files are made", async || {
        engine.copy_out(&name, &path("/tmp/done")).await.is_ok()
    })
    .await;
    let running = engine.list_files(&name, &path("/data")).await.unwrap();
    check_listing(&running);
    check_listing(&engine.list_files(&name, &path("/to-data")).await.unwrap());
    let root = engine.list_files(&name, &path("/")).await.unwrap();
    assert!(
        root.items.iter().any(|item| item.name == "data" && item.kind == FileKind::Directory),
        "{root:?}"
    );
    let bin = engine.list_files(&name, &path("/bin")).await.unwrap();
    assert!(
        bin.items.len() > 100
            && bin
                .items
                .iter()
                .any(|item| item.name == "sh" && item.link_target.as_deref() == Some("busybox"))
    );
    let empty = engine.list_files(&name, &path("/data/sub/deeper")).await.unwrap();
    assert!(empty.items.is_empty());

    docker.client().stop_container("files-list", None).await.unwrap();
    let stopped = engine.list_files(&name, &path("/data")).await.unwrap();
    check_listing(&stopped);
    let stopped_root = engine.list_files(&name, &path("/")).await.unwrap();
    assert!(stopped_root.items.iter().any(|item| item.name == "data"), "{stopped_root:?}");
    assert!(!stopped_root.items.iter().any(|item| item.name == "sub"), "{stopped_root:?}");

    let missing = engine.list_files(&name, &path("/nope")).await.unwrap_err();
    assert_eq!(missing, Error::NotFound { kind: ResourceKind::Path, id: "/nope".into() });
    assert!(matches!(
        engine.list_files(&name, &path("/data/a name")).await,
        Err(Error::Invalid(_))
    ));
    let nowhere = engine.list_files(&container("no-such"), &path("/")).await.unwrap_err();
    assert!(
        matches!(nowhere, Error::NotFound { kind: ResourceKind::Container, .. }),
        "{nowhere:?}"
    );
    docker.remove("files-list").await;
}

#[tokio::test]
async fn a_file_goes_in_and_comes_out_again() {
    let (docker, engine) = unfollowed().await;
    docker
        .run("files-copy", &["sh", "-c", "echo old >/tmp/mode; chmod 711 /tmp/mode; sleep 1000"])
        .await;
    let name = container("files-copy");
    let content: Vec<u8> = (0..3_000_000u32).map(|number| (number % 251) as u8).collect();
    let long = format!("/tmp/{}", "long name ".repeat(20));
    for to in ["/tmp/file", long.trim()] {
        engine.copy_in(&name, &path(to), content.len() as u64, pieces(&content)).await.unwrap();
        assert_eq!(read(&engine, "files-copy", to).await.unwrap(), content);
    }
    engine.copy_in(&name, &path("/tmp/empty"), 0, pieces(b"")).await.unwrap();
    assert_eq!(read(&engine, "files-copy", "/tmp/empty").await.unwrap(), b"");
    nebula_test::eventually(crate::LIMIT, "the old file has its mode", async || {
        engine
            .list_files(&name, &path("/tmp"))
            .await
            .unwrap()
            .items
            .iter()
            .any(|item| item.name == "mode" && item.mode == "0711")
    })
    .await;
    engine.copy_in(&name, &path("/tmp/mode"), 3, pieces(b"new")).await.unwrap();
    let listed = engine.list_files(&name, &path("/tmp")).await.unwrap();
    assert!(
        listed
            .items
            .iter()
            .any(|item| item.name == "mode" && item.mode == "0711" && item.size_bytes == 3),
        "{listed:?}"
    );

    // A link's target comes, not the link.
    let passwd = read(&engine, "files-copy", "/bin/sh").await.unwrap();
    assert_eq!(passwd, std::fs::read("/bin/busybox").unwrap());
    let folder = engine.copy_out(&name, &path("/etc")).await.unwrap();
    assert_eq!(
        (folder.kind, folder.size_bytes, folder.name.as_str()),
        (FileKind::Directory, None, "etc")
    );
    let tar = folder
        .body
        .collect::<Vec<_>>()
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect::<Vec<_>>()
        .concat();
    let mut archive = tar::Archive::new(tar.as_slice());
    let names: Vec<_> = archive
        .entries()
        .unwrap()
        .map(|entry| entry.unwrap().path().unwrap().display().to_string())
        .collect();
    assert!(names.contains(&"etc/passwd".to_owned()), "{names:?}");

    let short = engine.copy_in(&name, &path("/tmp/short"), 10, pieces(b"abc")).await.unwrap_err();
    assert!(matches!(short, Error::Invalid(_)), "{short:?}");
    let folder = engine.copy_in(&name, &path("/tmp"), 3, pieces(b"abc")).await.unwrap_err();
    assert!(matches!(folder, Error::Invalid(_)), "{folder:?}");
    let missing =
        engine.copy_in(&name, &path("/no/such/file"), 3, pieces(b"abc")).await.unwrap_err();
    assert!(matches!(missing, Error::NotFound { kind: ResourceKind::Path, .. }), "{missing:?}");
    assert!(matches!(
        read(&engine, "files-copy", "/tmp/nope").await,
        Err(Error::NotFound { kind: ResourceKind::Path, .. })
    ));
    docker.remove("files-copy").await;
}

#[tokio::test]
async fn nothing_is_written_to_a_read_only_container() {
    let (docker, engine) = unfollowed().await;
    let host = bollard::models::HostConfig { readonly_rootfs: Some(true), ..Default::default() };
    let settings =
        bollard::models::ContainerCreateBody { host_config: Some(host), ..Default::default() };
    docker.run_with("files-read-only", &["sleep", "1000"], settings).await;
    let refused = engine
        .copy_in(&container("files-read-only"), &path("/tmp/x"), 3, pieces(b"abc"))
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::Conflict(_)), "{refused:?}");
    docker.remove("files-read-only").await;
}

#[tokio::test]
async fn writing_through_a_link_keeps_the_link() {
    let (docker, engine) = unfollowed().await;
    let script = "mkdir -p /srv/real; echo old >/srv/real/target; chmod 640 /srv/real/target; ln -s real/target /srv/link; \
                  ln -s /srv/real/new /srv/dangling; touch /srv/done; sleep 1000";
    docker.run("files-link", &["sh", "-c", script]).await;
    let name = container("files-link");
    nebula_test::eventually(crate::LIMIT, "the links are made", async || {
        engine.copy_out(&name, &path("/srv/done")).await.is_ok()
    })
    .await;
    for (link, target) in [("/srv/link", "/srv/real/target"), ("/srv/dangling", "/srv/real/new")] {
        engine.copy_in(&name, &path(link), 3, pieces(b"new")).await.unwrap();
        assert_eq!(read(&engine, "files-link", target).await.unwrap(), b"new", "{link}");
    }
    let listed = engine.list_files(&name, &path("/srv")).await.unwrap();
    for link in ["link", "dangling"] {
        let entry = listed.items.iter().find(|item| item.name == link).unwrap();
        assert_eq!(entry.kind, FileKind::Symlink, "{listed:?}");
    }
    let listed = engine.list_files(&name, &path("/srv/real")).await.unwrap();
    let target = listed.items.iter().find(|item| item.name == "target").unwrap();
    assert_eq!((target.mode.as_str(), target.size_bytes), ("0640", 3));
    docker.remove("files-link").await;
}
