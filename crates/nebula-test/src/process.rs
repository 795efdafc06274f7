//! Programs started by tests, which never outlive them.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

pub use rustix::process::Signal;
use rustix::process::{Pid, kill_process};

use crate::eventually;

/// Waits for the end of its standard input, which comes when the test process ends in any way,
/// `SIGKILL` included; then ends the program `$1` with signal `$2`, and removes the folder `$3`.
/// Told a line instead, it leaves everything alone.
const WATCHDOG: &str = r#"
if read -r _; then exit 0; fi
kill -s "$2" "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -s KILL "$1" 2>/dev/null
[ -z "$3" ] || rm -rf -- "$3"
"#;

/// How much of a program's output is shown when it fails.
const SHOWN_LINES: usize = 30;

/// A running program: killed when dropped, and also when the test process dies without dropping
/// anything. It runs in a process group of its own, so that a Ctrl-C in the terminal does not
/// end it before its test.
#[derive(Debug)]
pub struct Process {
    child: Child,
    watchdog: Child,
    log: PathBuf,
    name: String,
}

impl Process {
    /// Starts a program with its standard input closed and its output in the file `log`.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn spawn(command: Command, log: impl Into<PathBuf>) -> Self {
        Self::spawn_in(command, log, None)
    }

    /// [`Self::spawn`]; besides, the folder is removed when the test process dies without having
    /// dropped this.
    pub(crate) fn spawn_in(
        mut command: Command,
        log: impl Into<PathBuf>,
        folder: Option<&Path>,
    ) -> Self {
        let log = log.into();
        let name = command.get_program().to_string_lossy().into_owned();
        let mut start = || -> io::Result<(Child, Child)> {
            let output = File::options().create(true).append(true).open(&log)?;
            let child = command
                .stdin(Stdio::null())
                .stdout(output.try_clone()?)
                .stderr(output)
                .process_group(0)
                .spawn()?;
            let watchdog = Command::new("/bin/sh")
                .args(["-c", WATCHDOG, "watchdog", &child.id().to_string(), "INT"])
                .arg(folder.unwrap_or(Path::new("")))
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .process_group(0)
                .spawn()?;
            Ok((child, watchdog))
        };
        let (child, watchdog) =
            start().unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
        Self { child, watchdog, log, name }
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal; does nothing when the program has ended.
    pub fn signal(&mut self, signal: Signal) {
        if self.exit_status().is_none() {
            let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
            // It may end between the question and the signal; it is not yet reaped then, so the
            // signal cannot hit a stranger.
            let _ = pid.map(|pid| kill_process(pid, signal));
        }
    }

    /// How it ended, or `None` while it runs.
    pub fn exit_status(&mut self) -> Option<ExitStatus> {
        self.child
            .try_wait()
            .unwrap_or_else(|error| panic!("cannot wait for {}: {error}", self.name))
    }

    /// Waits until it has ended by itself.
    ///
    /// # Panics
    /// When it still runs after `limit`.
    pub async fn wait(&mut self, limit: Duration) -> ExitStatus {
        let what = format!("{} (process {}) ends", self.name, self.id());
        eventually(limit, &what, async || self.exit_status()).await
    }

    /// Sends a signal and waits until the program has ended.
    ///
    /// # Panics
    /// When it still runs after `limit`.
    pub async fn stop(&mut self, signal: Signal, limit: Duration) -> ExitStatus {
        self.signal(signal);
        self.wait(limit).await
    }

    /// The last lines of its output, for failure messages.
    pub fn output_tail(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(SHOWN_LINES)..].join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Nothing can be done about errors here; the watchdog tries again.
        let _ = self.child.kill();
        let ended = self.child.wait().is_ok();
        if let Some(mut stdin) = self.watchdog.stdin.take()
            && ended
        {
            let _ = io::Write::write_all(&mut stdin, b"done\n");
        }
        let _ = self.watchdog.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(10);

    fn sleeper() -> Command {
        let mut command = Command::new("sleep");
        command.arg("600");
        command
    }

    #[tokio::test]
    async fn what_the_test_process_leaves_behind_is_ended_and_removed() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("data");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("file"), "x").unwrap();
        let mut process =
            Process::spawn_in(sleeper(), parent.path().join("log"), Some(folder.as_path()));
        // What the kernel does when the test process dies.
        drop(process.watchdog.stdin.take());
        process.wait(LIMIT).await;
        eventually(LIMIT, "the folder is gone", async || !folder.exists()).await;
    }

    #[tokio::test]
    async fn a_dropped_process_is_killed_and_its_folder_left_to_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let process = Process::spawn_in(sleeper(), folder.path().join("log"), Some(folder.path()));
        let proc = PathBuf::from(format!("/proc/{}", process.id()));
        assert!(proc.exists());
        drop(process);
        assert!(!proc.exists());
        assert!(folder.path().exists());
    }

    #[tokio::test]
    async fn output_and_signals() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "echo ready; trap 'echo bye; exit 3' TERM; while :; do sleep 0.05; done"]);
        let mut process = Process::spawn(command, folder.path().join("log"));
        eventually(LIMIT, "it is ready", async || process.output_tail() == "ready").await;
        assert_eq!(process.exit_status(), None);
        let status = process.stop(Signal::TERM, LIMIT).await;
        assert_eq!(status.code(), Some(3));
        assert_eq!(process.output_tail(), "ready\nbye");
        // Harmless once it has ended.
        process.signal(Signal::KILL);
    }
}
