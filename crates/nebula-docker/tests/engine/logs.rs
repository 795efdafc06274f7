//! Reading logs.

use std::time::{Duration, Instant};

use chrono::Utc;
use futures_util::StreamExt;
use nebula_docker::{Error, LogEnd, LogEvent, LogLine, LogOptions, LogSource};
use nebula_test::eventually;

use crate::{LIMIT, container, unfollowed};

fn texts(lines: &[LogLine]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[tokio::test]
async fn tail_since_search_and_sources() {
    let (docker, engine) = unfollowed().await;
    let web = container("log-tail");
    docker.run("log-tail", &["sh", "-c", "for i in 1 2 3 4 5; do echo out $i; done; sleep 0.2; echo 'Oops ü' >&2; sleep 1000"]).await;
    let all = eventually(LIMIT, "all lines are there", async || {
        Some(engine.logs(&web, &LogOptions::default()).await.unwrap())
            .filter(|lines| lines.len() == 6)
    })
    .await;
    let last = all.iter().max_by_key(|line| line.at).unwrap();
    assert_eq!((last.text.as_str(), last.stream), ("Oops ü", LogSource::Stderr));
    assert!(last.at.unwrap() <= Utc::now());

    let tail =
        engine.logs(&web, &LogOptions { tail: Some(2), ..Default::default() }).await.unwrap();
    assert_eq!(texts(&tail), ["out 5", "Oops ü"]);
    let out = engine
        .logs(&web, &LogOptions { stderr: false, tail: Some(1), ..Default::default() })
        .await
        .unwrap();
    assert_eq!(texts(&out), ["out 5"]);
    let third = all.iter().find(|line| line.text == "out 3").unwrap().at;
    let since =
        engine.logs(&web, &LogOptions { since: third, ..Default::default() }).await.unwrap();
    assert_eq!(texts(&since), ["out 3", "out 4", "out 5", "Oops ü"]);
    let after =
        engine.logs(&web, &LogOptions { after: third, ..Default::default() }).await.unwrap();
    assert_eq!(texts(&after), ["out 4", "out 5", "Oops ü"]);
    let until =
        engine.logs(&web, &LogOptions { until: third, ..Default::default() }).await.unwrap();
    assert!(until.len() <= 3 && texts(&until).starts_with(&["out 1", "out 2"]), "{until:?}");
    let found = engine
        .logs(&web, &LogOptions { search: Some("OUT".into()), tail: Some(2), ..Default::default() })
        .await
        .unwrap();
    assert_eq!(texts(&found), ["out 4", "out 5"]);
    let neither =
        engine.logs(&web, &LogOptions { stdout: false, stderr: false, ..Default::default() }).await;
    assert!(matches!(neither, Err(Error::Invalid(_))));

    let text = |timestamps| {
        let (engine, web) = (engine.clone(), web.clone());
        async move {
            let pieces: Vec<_> = engine
                .download_logs(
                    &web,
                    &LogOptions { stderr: false, ..Default::default() },
                    timestamps,
                )
                .await
                .unwrap()
                .collect()
                .await;
            String::from_utf8(pieces.into_iter().map(Result::unwrap).collect::<Vec<_>>().concat())
                .unwrap()
        }
    };
    assert_eq!(text(false).await, "out 1\nout 2\nout 3\nout 4\nout 5\n");
    assert!(text(true).await.lines().all(|line| line.len() > 30 && line.starts_with("20")));
    assert!(matches!(
        engine.logs(&container("no-such"), &LogOptions::default()).await,
        Err(Error::NotFound { .. })
    ));
    docker.remove("log-tail").await;
}

#[tokio::test]
async fn following_ends_with_the_container() {
    let (docker, engine) = unfollowed().await;
    let web = container("log-follow");
    docker.run("log-follow", &["sh", "-c", "echo one; sleep 1; echo two; exit 0"]).await;
    let mut follow = engine
        .follow_logs(&web, &LogOptions { tail: Some(10), ..Default::default() })
        .await
        .unwrap();
    let mut lines = Vec::new();
    let end = loop {
        match follow.next().await.unwrap() {
            LogEvent::Lines(more) => lines.extend(more),
            LogEvent::Ended(end) => break end,
        }
    };
    assert_eq!(texts(&lines), ["one", "two"]);
    assert_eq!(end, LogEnd::ContainerStopped);
    assert!(follow.next().await.is_none());
    docker.remove("log-follow").await;
}

#[tokio::test]
async fn following_what_matches_starts_with_the_last_matches() {
    let (docker, engine) = unfollowed().await;
    let script = "for i in 1 2 3; do echo odd $i; echo even $i >&2; done; sleep 1.5; echo odd 4";
    docker.run("log-matches", &["sh", "-c", script]).await;
    let name = container("log-matches");
    eventually(LIMIT, "the first lines are there", async || {
        engine.logs(&name, &LogOptions::default()).await.unwrap().len() == 6
    })
    .await;
    let options = LogOptions {
        tail: Some(2),
        stderr: false,
        search: Some("odd".into()),
        ..Default::default()
    };
    let events: Vec<_> = engine.follow_logs(&name, &options).await.unwrap().collect().await;
    let lines: Vec<_> = events
        .iter()
        .flat_map(|event| if let LogEvent::Lines(lines) = event { lines.as_slice() } else { &[] })
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(lines, ["odd 2", "odd 3", "odd 4"]);
    docker.remove("log-matches").await;
}

#[tokio::test]
async fn a_container_removed_while_its_log_streams() {
    let (docker, engine) = unfollowed().await;
    docker.run("log-removed", &["sh", "-c", "while :; do echo tick; sleep 0.05; done"]).await;
    let mut follow =
        engine.follow_logs(&container("log-removed"), &LogOptions::default()).await.unwrap();
    assert!(matches!(follow.next().await, Some(LogEvent::Lines(_))));
    docker.remove("log-removed").await;
    let end = tokio::time::timeout(LIMIT, async {
        loop {
            if let LogEvent::Ended(end) = follow.next().await.unwrap() {
                break end;
            }
        }
    });
    assert_eq!(end.await.unwrap(), LogEnd::ContainerRemoved);
}

#[tokio::test]
async fn a_terminals_log_and_long_lines() {
    let (docker, engine) = unfollowed().await;
    let settings = bollard::models::ContainerCreateBody { tty: Some(true), ..Default::default() };
    let script =
        "printf 'a\\001b\\n'; head -c 40000 /dev/zero | tr '\\0' x; echo; echo end; sleep 1000";
    docker.run_with("log-tty", &["sh", "-c", script], settings).await;
    docker.run("log-plain", &["sh", "-c", script]).await;
    for name in ["log-tty", "log-plain"] {
        let lines = eventually(LIMIT, "all lines are there", async || {
            let lines = engine.logs(&container(name), &LogOptions::default()).await.unwrap();
            if lines.last().is_some_and(|line| line.text == "end") {
                Ok(lines)
            } else {
                Err(lines.len())
            }
        })
        .await;
        let lengths: Vec<_> = lines.iter().map(|line| line.text.len()).collect();
        assert_eq!(lengths, [3, 16384, 16384, 7232, 3], "{name}");
        assert!(lines.iter().all(|line| line.at.is_some()), "{name}");
        assert!(
            lines[1..4].iter().all(|line| line.text.bytes().all(|byte| byte == b'x')),
            "{name}"
        );
        docker.remove(name).await;
    }
}

fn resident_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap();
    status.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[tokio::test]
async fn two_hundred_thousand_lines_with_flat_memory() {
    const LINES: usize = 200_000;
    let (docker, engine) = unfollowed().await;
    let command = format!(
        "seq 1 {LINES} | sed 's/^/line /; s/$/ of a log that is about as long as most are/'"
    );
    docker.run("log-flood", &["sh", "-c", &command]).await;
    let flood = container("log-flood");
    eventually(Duration::from_secs(60), "the log is written", async || {
        let options = LogOptions { tail: Some(1), ..Default::default() };
        engine
            .logs(&flood, &options)
            .await
            .unwrap()
            .last()
            .is_some_and(|line| line.text.starts_with(&format!("line {LINES} ")))
    })
    .await;
    let before = resident_bytes();
    let mut most = before;
    let started = Instant::now();
    let mut follow = engine.follow_logs(&flood, &LogOptions::default()).await.unwrap();
    let mut count = 0;
    loop {
        match follow.next().await.unwrap() {
            LogEvent::Lines(lines) => {
                for line in &lines {
                    count += 1;
                    assert!(
                        line.text.starts_with("line ")
                            && line.text[5..].starts_with(&count.to_string()),
                        "{line:?} is not line {count}"
                    );
                }
                most = most.max(resident_bytes());
            }
            LogEvent::Ended(end) => {
                assert_eq!(end, LogEnd::ContainerStopped);
                break;
            }
        }
    }
    assert_eq!(count, LINES);
    println!(
        "{:.0} lines/s (in this build), memory grew by {} KiB",
        LINES as f64 / started.elapsed().as_secs_f64(),
        (most - before) / 1024
    );
    assert!(most - before < 24 << 20, "memory grew by {} KiB", (most - before) / 1024);

    // A reader that stops reading holds the engine back; nothing piles up here.
    let mut slow = engine.follow_logs(&flood, &LogOptions::default()).await.unwrap();
    assert!(matches!(slow.next().await, Some(LogEvent::Lines(_))));
    let mut watch = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..10 {
        watch.tick().await;
        assert!(resident_bytes().saturating_sub(before) < 24 << 20);
    }
    docker.remove("log-flood").await;
}
