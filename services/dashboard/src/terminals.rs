//! Terminals in containers. A terminal belongs to who opened it and outlives a dropped connection
//! by [`LINGER`]; coming back shows the last output again. It is recorded unless the settings say
//! otherwise, and one that must be recorded and cannot be is not opened.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use futures_util::StreamExt;
use nebula_api::{Error, Result};
use nebula_docker::{
    ContainerRef, Engine, Terminal, TerminalControl, TerminalInput, TerminalOptions, TerminalOutput,
};
use nebula_runtime::CancellationToken;
use tokio::{
    io::AsyncWriteExt,
    sync::{broadcast, mpsc, watch},
    time::Instant,
};
use uuid::Uuid;

use crate::{
    access::Caller,
    app::App,
    engines::api_error,
    host_access,
    recordings::{self, Recorder, Subject},
};

/// How long a terminal waits for its viewer to come back.
pub const LINGER: Duration = Duration::from_secs(60);
/// Output shown again to who comes back.
const SCROLLBACK_BYTES: usize = 256 * 1024;
/// Pieces of output that may wait for a slow viewer before it is cut off.
const BACKLOG: usize = 128;
/// Typed pieces that may wait for a slow program.
const TYPED: usize = 64;
const MAX_PER_USER: usize = 16;
const MAX_OPEN: usize = 128;
/// A recording is written this often.
const FLUSH_EVERY: Duration = Duration::from_secs(1);

/// What a viewer types.
#[derive(Debug)]
pub enum Typed {
    /// Types.
    Data(Bytes),
    /// Changes the size of the window.
    Resize {
        /// Width in characters.
        columns: u16,
        /// Height in characters.
        rows: u16,
    },
}

/// What a viewer is shown.
#[derive(Clone, Debug)]
pub enum Shown {
    /// Output.
    Output(Bytes),
    /// The program ended, with this code if it told one.
    Exited(Option<i64>),
    /// The terminal was ended, and why.
    Ended(String),
}

/// An open terminal.
pub struct OpenTerminal {
    /// The terminal.
    pub id: Uuid,
    /// Its recording.
    pub recording_id: Option<Uuid>,
    owner: Uuid,
    engine: String,
    container: ContainerRef,
    typed: mpsc::Sender<Typed>,
    screen: Mutex<VecDeque<u8>>,
    shown: broadcast::Sender<Shown>,
    viewers: watch::Sender<usize>,
    closing: CancellationToken,
}

/// All open terminals.
#[derive(Default)]
pub struct Terminals {
    open: Mutex<HashMap<Uuid, Arc<OpenTerminal>>>,
    /// How many each user has, counting those that are being opened.
    taken: Arc<Mutex<HashMap<Uuid, usize>>>,
}

/// The right to one more terminal; given back when dropped.
struct Slot {
    taken: Arc<Mutex<HashMap<Uuid, usize>>>,
    user: Uuid,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.user);
            }
        }
    }
}

/// One viewer of a terminal.
pub struct Viewer {
    terminal: Arc<OpenTerminal>,
    /// What was shown before.
    pub replay: Bytes,
    /// What is shown from now on.
    pub shown: broadcast::Receiver<Shown>,
}

impl Viewer {
    /// The terminal.
    pub fn terminal(&self) -> &OpenTerminal {
        &self.terminal
    }

    /// Ends the terminal for good, whatever it is doing.
    pub fn close(&self) {
        self.terminal.closing.cancel();
    }

    /// Types in the terminal. Waits while the program does not read.
    ///
    /// # Errors
    /// `NotFound` when the terminal has ended.
    pub async fn type_in(&self, typed: Typed) -> Result<()> {
        self.terminal
            .typed
            .send(typed)
            .await
            .map_err(|_| Error::not_found("terminal", self.terminal.id.to_string()))
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.terminal.viewers.send_modify(|viewers| *viewers -= 1);
    }
}

fn attach(terminal: Arc<OpenTerminal>) -> Viewer {
    terminal.viewers.send_modify(|viewers| *viewers += 1);
    // Under the screen's lock, nothing can be shown between the replay and what follows.
    let mut screen = terminal.screen.lock().unwrap_or_else(PoisonError::into_inner);
    let replay = Bytes::copy_from_slice(screen.make_contiguous());
    let shown = terminal.shown.subscribe();
    drop(screen);
    Viewer { terminal, replay, shown }
}

/// Where and how a terminal is opened.
#[derive(Debug)]
pub struct OpenRequest {
    /// The container.
    pub container: ContainerRef,
    /// What to run.
    pub shell: String,
    /// As whom.
    pub user: Option<String>,
    /// Width in characters.
    pub columns: u16,
    /// Height in characters.
    pub rows: u16,
}

/// Comes back to a terminal of one's own.
///
/// # Errors
/// `NotFound` when it has ended or belongs to somebody else.
pub fn resume(
    app: &App,
    caller: &Caller,
    engine: &Engine,
    container: &ContainerRef,
    id: Uuid,
) -> Result<Viewer> {
    let open = app.terminals.open.lock().unwrap_or_else(PoisonError::into_inner);
    let terminal = open
        .get(&id)
        .filter(|terminal| {
            terminal.owner == caller.user_id
                && terminal.engine == engine.id().to_string()
                && terminal.container == *container
        })
        .cloned()
        .ok_or_else(|| Error::not_found("terminal", id.to_string()))?;
    // Under the lock: a terminal tells its end only after it is off the list, so who attaches here
    // cannot miss it.
    Ok(attach(terminal))
}

/// Opens a terminal.
///
/// # Errors
/// `Invalid` for a wrong command, `Conflict` when too many are open or the container does not run,
/// what the engine says, and `Unavailable` when it must be recorded and cannot be.
pub async fn open(
    app: &Arc<App>,
    caller: &Caller,
    engine: &Arc<Engine>,
    request: OpenRequest,
) -> Result<Viewer> {
    let shell = request.shell.trim();
    if shell.is_empty() || shell.len() > 256 || shell.chars().any(char::is_control) {
        return Err(Error::invalid("shell", "must be a program such as /bin/sh"));
    }
    let slot = take_slot(app, caller)?;
    host_access::require(caller, engine, &request.container).await?;
    // Words separated by blanks become the argument vector; there is no shell in between.
    let command: Vec<String> = shell.split_whitespace().map(str::to_owned).collect();
    let known = engine.containers().get(&request.container);
    let name = known.as_ref().map_or_else(|| request.container.to_string(), |c| c.name.clone());
    let recorder = if app.settings().terminal_recording {
        let subject = Subject {
            caller: caller.clone(),
            engine: engine.id().to_string(),
            container_id: known.map_or_else(|| request.container.to_string(), |c| c.id.clone()),
            container_name: name,
            command: shell.to_owned(),
            columns: request.columns,
            rows: request.rows,
        };
        Some(recordings::begin(app, &subject).await?)
    } else {
        None
    };
    let options = TerminalOptions {
        command,
        user: request.user,
        columns: request.columns,
        rows: request.rows,
    };
    let session = match engine.open_terminal(&request.container, &options).await {
        Ok(session) => session,
        Err(error) => {
            if let Some(recorder) = recorder {
                recorder.discard(app).await;
            }
            return Err(api_error(error));
        }
    };
    let (typed, typing) = mpsc::channel(TYPED);
    let terminal = Arc::new(OpenTerminal {
        id: Uuid::now_v7(),
        recording_id: recorder.as_ref().map(Recorder::id),
        owner: caller.user_id,
        engine: engine.id().to_string(),
        container: request.container,
        typed,
        screen: Mutex::default(),
        shown: broadcast::channel(BACKLOG).0,
        viewers: watch::channel(0).0,
        closing: app.platform.stop_token().child_token(),
    });
    let viewer = attach(terminal.clone());
    app.terminals
        .open
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(terminal.id, terminal.clone());
    let app = app.clone();
    app.platform.tasks.clone().spawn("terminal", async move {
        run(&app, &terminal, session, typing, recorder).await;
        drop(slot);
    });
    Ok(viewer)
}

fn take_slot(app: &App, caller: &Caller) -> Result<Slot> {
    let mut taken = app.terminals.taken.lock().unwrap_or_else(PoisonError::into_inner);
    let own = taken.get(&caller.user_id).copied().unwrap_or(0);
    if own >= MAX_PER_USER || taken.values().sum::<usize>() >= MAX_OPEN {
        return Err(Error::Conflict(format!(
            "Too many terminals are open ({own} of yours). Close one first."
        )));
    }
    taken.insert(caller.user_id, own + 1);
    drop(taken);
    Ok(Slot { taken: app.terminals.taken.clone(), user: caller.user_id })
}

async fn run(
    app: &Arc<App>,
    terminal: &OpenTerminal,
    session: Terminal,
    typing: mpsc::Receiver<Typed>,
    mut recorder: Option<Recorder>,
) {
    let Terminal { output, input, control } = session;
    let (resized, sizes) = watch::channel((0, 0));
    let last = {
        // Typing and showing go on side by side: a program that waits until its output is read
        // does not read what is typed, and the other way round.
        let typing = pass_on(typing, input, &control, &resized);
        let showing = watch_screen(app, terminal, output, &control, sizes, &mut recorder);
        tokio::select! {
            last = showing => last,
            () = typing => Shown::Exited(None),
            () = terminal.closing.cancelled() => Shown::Exited(None),
        }
    };
    // Off the list first: who finds it there must be told its end.
    app.terminals.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&terminal.id);
    // An error means that nobody looks.
    let _ = terminal.shown.send(last);
    if let Some(recorder) = recorder {
        recorder.finish(app).await;
    }
    control.close().await;
}

/// Gives the program what is typed, until it takes no more.
async fn pass_on(
    mut typing: mpsc::Receiver<Typed>,
    mut input: TerminalInput,
    control: &TerminalControl,
    resized: &watch::Sender<(u16, u16)>,
) {
    while let Some(typed) = typing.recv().await {
        match typed {
            Typed::Data(bytes) => {
                if input.write_all(&bytes).await.is_err() || input.flush().await.is_err() {
                    break;
                }
            }
            Typed::Resize { columns, rows } => {
                // A program that has just ended cannot be resized; its end is told next.
                if control.resize(columns, rows).await.is_ok() {
                    resized.send_replace((columns, rows));
                }
            }
        }
    }
    // A program that reads no more may still have something to show; its output tells the end.
    std::future::pending().await
}

/// Shows and records what the program puts out, until it ends or nobody comes back.
async fn watch_screen(
    app: &App,
    terminal: &OpenTerminal,
    mut output: TerminalOutput,
    control: &TerminalControl,
    mut sizes: watch::Receiver<(u16, u16)>,
    recorder: &mut Option<Recorder>,
) -> Shown {
    let mut viewers = terminal.viewers.subscribe();
    let mut flush = tokio::time::interval(FLUSH_EVERY);
    flush.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut alone_since = None;
    loop {
        let alone = *viewers.borrow_and_update() == 0;
        // A busy program must not put the end off: the time counts from when the last one left.
        let since = *alone_since.get_or_insert_with(Instant::now);
        if !alone {
            alone_since = None;
        }
        tokio::select! {
            piece = output.next() => match piece {
                Some(Ok(bytes)) => {
                    if let Some(recorder) = recorder.as_mut() {
                        recorder.output(&bytes);
                        if recorder.is_full() {
                            return Shown::Ended(
                                "The recording has reached its limit. Open a new terminal.".into(),
                            );
                        }
                        if recorder.wants_flush() && let Err(error) = recorder.flush(app).await {
                            return not_recorded(&error);
                        }
                    }
                    show(terminal, bytes);
                }
                Some(Err(_)) | None => {
                    return Shown::Exited(control.exit_code().await.ok().flatten());
                }
            },
            Ok(()) = sizes.changed() => {
                let (columns, rows) = *sizes.borrow_and_update();
                if let Some(recorder) = recorder.as_mut() {
                    recorder.resize(columns, rows);
                }
            }
            _ = flush.tick() => {
                if let Some(recorder) = recorder.as_mut()
                    && let Err(error) = recorder.flush(app).await
                {
                    return not_recorded(&error);
                }
            }
            () = tokio::time::sleep_until(since + LINGER), if alone => {
                return Shown::Ended("Nobody came back.".into());
            }
            _ = viewers.changed() => {}
        }
    }
}

fn not_recorded(error: &Error) -> Shown {
    tracing::error!(%error, "a terminal ends because it cannot be recorded");
    Shown::Ended("The terminal cannot be recorded any more, so it was closed.".into())
}

fn show(terminal: &OpenTerminal, bytes: Bytes) {
    let mut screen = terminal.screen.lock().unwrap_or_else(PoisonError::into_inner);
    screen.extend(&bytes);
    let excess = screen.len().saturating_sub(SCROLLBACK_BYTES);
    screen.drain(..excess);
    // An error means that nobody looks.
    let _ = terminal.shown.send(Shown::Output(bytes));
}
