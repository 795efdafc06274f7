//! Terminals.

use futures_util::StreamExt;
use nebula_docker::{Engine, Error, Terminal, TerminalOptions};
use nebula_test::eventually;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;

use crate::{LIMIT, connected, container, unfollowed};

fn shell() -> TerminalOptions {
    TerminalOptions { command: vec!["/bin/sh".into()], user: None, columns: 101, rows: 33 }
}

async fn open(engine: &Arc<Engine>, name: &str, options: &TerminalOptions) -> Terminal {
    engine.open_terminal(&container(name), options).await.unwrap()
}

/// Reads until the output has this text, or ends.
async fn read_until(terminal: &mut Terminal, wanted: &str) -> String {
    let mut shown = Vec::new();
    let read = async {
        while let Some(piece) = terminal.output.next().await {
            shown.extend_from_slice(&piece.unwrap());
            if String::from_utf8_lossy(&shown).contains(wanted) {
                break;
            }
        }
    };
    let in_time = tokio::time::timeout(LIMIT, read).await.is_ok();
    let shown = String::from_utf8_lossy(&shown).into_owned();
    assert!(in_time && shown.contains(wanted), "{wanted:?} is not in {shown:?}");
    shown
}

#[tokio::test]
async fn a_command_is_typed_the_size_is_known_and_the_exit_code_told() {
    let (docker, engine) = unfollowed().await;
    docker.run("terminal", &["sleep", "1000"]).await;
    let mut terminal = open(&engine, "terminal", &shell()).await;
    terminal.input.write_all(b"stty size; echo $((6*7)) $TERM\n").await.unwrap();
    let shown = read_until(&mut terminal, "42 xterm-256color").await;
    assert!(shown.contains("33 101"), "{shown:?}");
    terminal.control.resize(80, 24).await.unwrap();
    terminal.input.write_all(b"stty size\n").await.unwrap();
    read_until(&mut terminal, "24 80").await;
    // Bytes that look like the header of a multiplexed frame are just bytes.
    terminal
        .input
        .write_all(b"printf '\\001\\000\\000\\000\\177\\177\\177\\177'; echo still here\n")
        .await
        .unwrap();
    read_until(&mut terminal, "\u{7f}still here").await;
    assert_eq!(terminal.control.exit_code().await.unwrap(), None);
    terminal.input.write_all(b"exit 7\n").await.unwrap();
    while terminal.output.next().await.is_some() {}
    assert_eq!(terminal.control.exit_code().await.unwrap(), Some(7));
    docker.remove("terminal").await;
}

#[tokio::test]
async fn users_and_what_cannot_be_opened() {
    let (docker, engine) = unfollowed().await;
    docker.run("terminal-user", &["sleep", "1000"]).await;
    let options = TerminalOptions {
        user: Some("guest".into()),
        command: vec!["id".into(), "-un".into()],
        ..shell()
    };
    let mut terminal = open(&engine, "terminal-user", &options).await;
    read_until(&mut terminal, "guest").await;

    let options = TerminalOptions { command: vec!["/bin/no-such-shell".into()], ..shell() };
    match engine.open_terminal(&container("terminal-user"), &options).await {
        Err(error) => assert!(
            matches!(error, Error::Invalid(_) | Error::Engine(_) | Error::Conflict(_)),
            "{error:?}"
        ),
        Ok(mut terminal) => {
            while terminal.output.next().await.is_some() {}
            assert!(matches!(terminal.control.exit_code().await.unwrap(), Some(126 | 127)));
        }
    }
    let options = TerminalOptions { user: Some("a b".into()), ..shell() };
    assert!(matches!(
        engine.open_terminal(&container("terminal-user"), &options).await.err(),
        Some(Error::Invalid(_))
    ));
    let none = engine.open_terminal(&container("no-such"), &shell()).await.err();
    assert!(matches!(none, Some(Error::NotFound { .. })), "{none:?}");
    docker.client().stop_container("terminal-user", None).await.unwrap();
    let stopped = engine.open_terminal(&container("terminal-user"), &shell()).await.err();
    assert!(matches!(stopped, Some(Error::Conflict(_))), "{stopped:?}");
    docker.remove("terminal-user").await;
}

async fn processes(engine: &Engine, name: &str) -> String {
    format!("{:?}", engine.processes(&container(name), false).await.unwrap().items)
}

#[tokio::test]
async fn what_runs_in_a_terminal_ends_with_it() {
    let (docker, engine) = connected().await;
    docker.run("terminal-ended", &["sleep", "1000"]).await;
    for dropped in [false, true] {
        let mut terminal = open(&engine, "terminal-ended", &shell()).await;
        // One that ignores the hang-up.
        terminal.input.write_all(b"trap '' HUP; sleep 4321\n").await.unwrap();
        eventually(LIMIT, "it runs", async || {
            processes(&engine, "terminal-ended").await.contains("sleep 4321")
        })
        .await;
        if dropped {
            drop(terminal);
        } else {
            terminal.control.close().await;
        }
        eventually(LIMIT, "it is gone, with its shell", async || {
            let left = processes(&engine, "terminal-ended").await;
            if left.contains("4321") || left.contains("/bin/sh") { Err(left) } else { Ok(()) }
        })
        .await;
    }
    docker.remove("terminal-ended").await;
}
