//! Terminals: a command executed in a container with a pseudo terminal of its own.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bollard::models::ExecConfig;
use bollard::query_parameters::ResizeExecOptionsBuilder;
use bytes::Bytes;
use futures_util::Stream;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::io::{AsyncWrite, ReadHalf, WriteHalf};
use tokio::sync::{Mutex, mpsc};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use crate::engine::{Engine, QUICK};
use crate::error::{Error, Result, Subject};
use crate::names::ContainerRef;
use crate::transport::RawRequest;

/// Marks every process of a terminal, so that those which outlive it can be found and ended.
const MARK: &str = "NEBULA_TERMINAL";

/// Ends every process in the container whose environment has the mark `$1`: asks first, insists a second later. The
/// engine's API has no call for it, and closing the connection leaves a shell behind.
const END_MARKED: &str = r#"
for signal in HUP KILL; do
  for file in /proc/[0-9]*/environ; do
    if tr '\0' '\n' 2>/dev/null <"$file" | grep -qx "NEBULA_TERMINAL=$1"; then
      pid="${file#/proc/}"
      kill -s "$signal" "${pid%/environ}" 2>/dev/null
    fi
  done
  [ "$signal" = KILL ] || sleep 1
done
"#;

/// What to run in a terminal.
#[derive(Debug, Clone)]
pub struct TerminalOptions {
    /// The command as argument vector, for example `["/bin/sh"]`.
    pub command: Vec<String>,
    /// As whom (`name`, `uid`, `name:group`, `uid:gid`); the container's user where none is given.
    pub user: Option<String>,
    /// Width in characters.
    pub columns: u16,
    /// Height in characters.
    pub rows: u16,
}

/// An open terminal.
pub struct Terminal {
    /// What it shows.
    pub output: TerminalOutput,
    /// What is typed.
    pub input: TerminalInput,
    /// Its size and its end.
    pub control: TerminalControl,
}

/// The bytes a terminal shows, in pieces of at most 16 KiB. Ends when the command does. Not reading holds it back.
pub struct TerminalOutput(ReaderStream<ReadHalf<TokioIo<Upgraded>>>);

/// The bytes typed into a terminal.
pub struct TerminalInput(WriteHalf<TokioIo<Upgraded>>);

/// Holds a terminal open. Dropping it ends what runs in the terminal, if [`Engine::run`] runs, as
/// [`TerminalControl::close`] does.
pub struct TerminalControl {
    engine: Arc<Engine>,
    exec_id: String,
    container: ContainerRef,
    mark: Uuid,
    open: bool,
}

impl Stream for TerminalOutput {
    type Item = io::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        Pin::new(&mut self.0).poll_next(context)
    }
}

impl AsyncWrite for TerminalInput {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, data)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

impl Engine {
    /// Runs a command in a container with a terminal.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when the container does not run or is paused; [`Error::Invalid`] for a
    /// user or command that cannot be. A command that is not in the container is told by the terminal's output and its
    /// exit code (126 or 127).
    pub async fn open_terminal(
        self: &Arc<Self>,
        container: &ContainerRef,
        options: &TerminalOptions,
    ) -> Result<Terminal> {
        if options.command.is_empty()
            || options.command.iter().any(|argument| argument.contains('\0'))
        {
            return Err(Error::Invalid("the command is empty or has NUL characters".to_owned()));
        }
        if options.user.as_deref().is_some_and(|user| !is_user(user)) {
            return Err(Error::Invalid(
                "user: expected name, uid, name:group or uid:gid".to_owned(),
            ));
        }
        let mark = Uuid::now_v7();
        let subject = Subject::container(container.as_str());
        let config = ExecConfig {
            attach_stdin: Some(true),
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            tty: Some(true),
            console_size: Some(vec![options.rows.into(), options.columns.into()]),
            cmd: Some(options.command.clone()),
            user: options.user.clone(),
            env: Some(vec!["TERM=xterm-256color".to_owned(), format!("{MARK}={mark}")]),
            ..Default::default()
        };
        let exec_id = self
            .call(subject, QUICK, self.docker.create_exec(container.as_str(), config))
            .await?
            .id;
        let body =
            json!({"Detach": false, "Tty": true, "ConsoleSize": [options.rows, options.columns]});
        let request = RawRequest::upgrade(format!("/exec/{exec_id}/start"), body, subject);
        let response = self.transport.send(request, QUICK).await?;
        let upgraded = tokio::time::timeout(QUICK, hyper::upgrade::on(response))
            .await
            .map_err(|_| Error::TimedOut { after: QUICK })?
            .map_err(|error| {
                Error::unreachable(format!("the terminal's connection was not opened ({error})"))
            })?;
        let (reader, writer) = tokio::io::split(TokioIo::new(upgraded));
        let control = TerminalControl {
            engine: self.clone(),
            exec_id,
            container: container.clone(),
            mark,
            open: true,
        };
        // Engines before API 1.42 ignore the size above, and the first moments after the start know no size.
        for _ in 0..10 {
            match control.resize(options.columns, options.rows).await {
                Err(error) if !error.is_connection() => {
                    tokio::time::sleep(Duration::from_millis(20)).await
                }
                _ => break,
            }
        }
        let output = TerminalOutput(ReaderStream::with_capacity(reader, 16 * 1024));
        Ok(Terminal { output, input: TerminalInput(writer), control })
    }

    /// Ends what terminals left running that were dropped and not closed.
    pub(crate) async fn end_terminals(&self) {
        let mut ended = self.ended_terminals.receiver.lock().await;
        while let Some(EndedTerminal { container, mark }) = ended.recv().await {
            if let Err(error) = self.end_marked(&container, mark).await {
                tracing::debug!(%error, "a terminal's processes were not ended");
            }
        }
    }

    async fn end_marked(&self, container: &ContainerRef, mark: Uuid) -> Result<()> {
        let mark = mark.to_string();
        let command = ["/bin/sh", "-c", END_MARKED, "sh", &mark].map(str::to_owned).to_vec();
        self.run_in_container(container, command).await.map(drop)
    }

    /// Runs a command as root without a terminal and answers its exit code and output. The output is cut at 4 MiB.
    pub(crate) async fn run_in_container(
        &self,
        container: &ContainerRef,
        command: Vec<String>,
    ) -> Result<(i64, Vec<u8>)> {
        const MOST_OUTPUT: usize = 4 * 1024 * 1024;
        use bollard::container::LogOutput;
        use bollard::exec::StartExecResults;
        use futures_util::StreamExt;

        let subject = Subject::container(container.as_str());
        let config = ExecConfig {
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            cmd: Some(command),
            user: Some("0".to_owned()),
            ..Default::default()
        };
        let run = async {
            let exec = self.docker.create_exec(container.as_str(), config).await?.id;
            let mut collected = Vec::new();
            if let StartExecResults::Attached { mut output, .. } =
                self.docker.start_exec(&exec, None).await?
            {
                while let Some(piece) = output.next().await {
                    if let LogOutput::StdOut { message } = piece? {
                        collected.extend_from_slice(&message);
                    }
                    if collected.len() > MOST_OUTPUT {
                        break;
                    }
                }
            }
            let code = self.docker.inspect_exec(&exec).await?.exit_code.unwrap_or_default();
            Ok((code, collected))
        };
        self.call(subject, QUICK, run).await
    }
}

impl TerminalControl {
    /// Tells the terminal's programs the size of the screen.
    ///
    /// # Errors
    /// [`Error::Conflict`] or [`Error::Engine`] when the command ended already.
    pub async fn resize(&self, columns: u16, rows: u16) -> Result<()> {
        let options = ResizeExecOptionsBuilder::default().w(columns.into()).h(rows.into()).build();
        let resize = self.engine.docker.resize_exec(&self.exec_id, options);
        self.engine.call(Subject::container(self.container.as_str()), QUICK, resize).await
    }

    /// How the command ended; `None` while it runs. To be asked after the output ended.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the container is gone.
    pub async fn exit_code(&self) -> Result<Option<i64>> {
        // The engine closes the output a moment before it knows the exit code.
        for _ in 0..20 {
            let inspect = self.engine.docker.inspect_exec(&self.exec_id);
            let inspect = self
                .engine
                .call(Subject::container(self.container.as_str()), QUICK, inspect)
                .await?;
            if inspect.running == Some(false) {
                return Ok(inspect.exit_code);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(None)
    }

    /// Ends what still runs in the terminal: with a hang-up, and what ignores that, with a kill. Needs a shell in the
    /// container; without one, what ignores its closed terminal stays.
    pub async fn close(mut self) {
        self.open = false;
        let inspect = self.engine.docker.inspect_exec(&self.exec_id);
        let inspect =
            self.engine.call(Subject::container(self.container.as_str()), QUICK, inspect).await;
        if inspect.is_ok_and(|inspect| inspect.running == Some(true))
            && let Err(error) = self.engine.end_marked(&self.container, self.mark).await
        {
            tracing::debug!(%error, "a terminal's processes were not ended");
        }
    }
}

impl Drop for TerminalControl {
    fn drop(&mut self) {
        if self.open {
            let ended = EndedTerminal { container: self.container.clone(), mark: self.mark };
            if self.engine.ended_terminals.sender.try_send(ended).is_err() {
                tracing::debug!(
                    "too many terminals ended at once; the processes of one are left to themselves"
                );
            }
        }
    }
}

/// Terminals whose processes [`Engine::run`] is to end.
pub(crate) struct EndedTerminals {
    sender: mpsc::Sender<EndedTerminal>,
    receiver: Mutex<mpsc::Receiver<EndedTerminal>>,
}

struct EndedTerminal {
    container: ContainerRef,
    mark: Uuid,
}

impl EndedTerminals {
    pub(crate) fn new() -> Self {
        let (sender, receiver) = mpsc::channel(64);
        Self { sender, receiver: Mutex::new(receiver) }
    }
}

fn is_user(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && part.len() <= 64
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
    };
    match text.split_once(':') {
        Some((user, group)) => part(user) && part(group),
        None => part(text),
    }
}
