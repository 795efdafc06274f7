//! The websocket of a terminal.

use std::{sync::Arc, time::Duration};

use actix_web::{HttpRequest, HttpResponse, get, web};
use actix_ws::{AggregatedMessage, CloseCode, CloseReason, Session};
use bytes::Bytes;
use futures_util::StreamExt;
use nebula_api::{Error, Result};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::error::RecvError;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    containers::on_engine,
    guard::{self, Credentials},
};
use crate::{
    access::{Caller, Level, Module},
    app::App,
    terminals::{self, OpenRequest, Shown, Typed, Viewer},
};

/// A larger message is nobody's typing; pasting is cut into pieces by the page.
const MAX_MESSAGE_BYTES: usize = 256 * 1024;
/// The other side is asked this often whether it is there, and whether it still may be.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(open_terminal);
}

/// How to open a terminal.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TerminalQuery {
    /// The program with its arguments, separated by blanks; `/bin/sh` when not given.
    shell: Option<String>,
    /// As whom; the container's user when not given.
    user: Option<String>,
    /// Width in characters, 1 to 1000.
    cols: Option<u16>,
    /// Height in characters, 1 to 1000.
    rows: Option<u16>,
    /// A terminal to come back to.
    session: Option<Uuid>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum FromPage {
    Input { data: String },
    Resize { cols: u16, rows: u16 },
    Close {},
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum ToPage<'a> {
    Opened { session_id: Uuid, recording_id: Option<Uuid> },
    ReplayEnd,
    Exit { code: Option<i64> },
    Error { detail: &'a str },
}

fn size(field: &'static str, given: Option<u16>, usual: u16) -> Result<u16> {
    match given {
        None => Ok(usual),
        Some(size @ 1..=1000) => Ok(size),
        Some(_) => Err(Error::invalid(field, "must be from 1 to 1000")),
    }
}

/// A terminal in a container (websocket). Text frames are JSON both ways, binary frames are output.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path), TerminalQuery),
    responses((status = 101))
)]
#[get("/api/v1/docker/engines/{engine}/containers/{id}/terminal")]
pub(crate) async fn open_terminal(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    query: web::Query<TerminalQuery>,
    body: web::Payload,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let columns = size("cols", query.cols, 80)?;
    let rows = size("rows", query.rows, 24)?;
    let query = query.into_inner();
    // The upgrade is checked first: a terminal that nobody can see must not be opened.
    let (response, session, messages) = actix_ws::handle(&request, body)
        .map_err(|error| Error::Malformed(format!("A websocket is expected here: {error}.")))?;
    let app = app.into_inner();
    let viewer = match query.session {
        Some(id) => terminals::resume(&app, &caller, &engine, &container, id)?,
        None => {
            let request = OpenRequest {
                container,
                shell: query.shell.unwrap_or_else(|| "/bin/sh".into()),
                user: query.user.filter(|user| !user.is_empty()),
                columns,
                rows,
            };
            terminals::open(&app, &caller, &engine, request).await?
        }
    };
    let recording = viewer.terminal().recording_id;
    guard::note(
        &request,
        recording.map_or_else(|| "not recorded".into(), |id| format!("recording {id}")),
    );
    let credentials = Credentials::of(&request);
    let messages = messages
        .max_frame_size(MAX_MESSAGE_BYTES)
        .aggregate_continuations()
        .max_continuation_size(MAX_MESSAGE_BYTES);
    // The socket cannot leave this thread. It ends with the terminal, the page or the process.
    actix_web::rt::spawn(async move {
        let mut session = session;
        let reason = converse(&app, &mut session, messages, viewer, &credentials).await;
        // The page may be gone already.
        let _ = session.close(reason).await;
    });
    Ok(response)
}

/// What is sent must be taken soon: a page that does not read is dropped, and comes back.
async fn soon(send: impl Future<Output = Result<(), actix_ws::Closed>>) -> Option<()> {
    tokio::time::timeout(HEARTBEAT, send).await.ok()?.ok()
}

fn text(message: &ToPage<'_>) -> String {
    serde_json::to_string(message).unwrap_or_default()
}

async fn converse(
    app: &Arc<App>,
    session: &mut Session,
    mut messages: actix_ws::AggregatedMessageStream,
    mut viewer: Viewer,
    credentials: &Credentials,
) -> Option<CloseReason> {
    let gone = None;
    let opened = ToPage::Opened {
        session_id: viewer.terminal().id,
        recording_id: viewer.terminal().recording_id,
    };
    soon(session.text(text(&opened))).await?;
    let replay = std::mem::take(&mut viewer.replay);
    if !replay.is_empty() {
        soon(session.binary(replay)).await?;
    }
    soon(session.text(text(&ToPage::ReplayEnd))).await?;
    let stop = app.platform.stop_token();
    let mut access = app.identities.changes();
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    heartbeat.reset();
    let mut answered = true;
    loop {
        tokio::select! {
            () = stop.cancelled() => return Some(CloseCode::Restart.into()),
            shown = viewer.shown.recv() => match shown {
                Ok(Shown::Output(bytes)) => soon(session.binary(bytes)).await?,
                Ok(Shown::Exited(code)) => {
                    soon(session.text(text(&ToPage::Exit { code }))).await?;
                    return Some(CloseCode::Normal.into());
                }
                Ok(Shown::Ended(why)) => {
                    soon(session.text(text(&ToPage::Error { detail: &why }))).await?;
                    return Some(CloseCode::Normal.into());
                }
                // Too slow: it comes back and sees the last output.
                Err(RecvError::Lagged(_)) => return Some(CloseCode::Again.into()),
                Err(RecvError::Closed) => return gone,
            },
            message = messages.next() => match message {
                Some(Ok(AggregatedMessage::Text(message))) => {
                    let typed = match serde_json::from_str(&message) {
                        Ok(FromPage::Input { data }) => Typed::Data(Bytes::from(data)),
                        Ok(FromPage::Resize { cols, rows }) => {
                            if !(1..=1000).contains(&cols) || !(1..=1000).contains(&rows) {
                                continue;
                            }
                            Typed::Resize { columns: cols, rows }
                        }
                        Ok(FromPage::Close {}) => {
                            // Its end is the next thing shown.
                            viewer.close();
                            continue;
                        }
                        Err(_) => return Some(CloseCode::Unsupported.into()),
                    };
                    match tokio::time::timeout(HEARTBEAT, viewer.type_in(typed)).await {
                        // An error means that it has ended: the next thing shown.
                        Ok(Ok(()) | Err(_)) => {}
                        // The program has not read for this long: the page comes back and sees.
                        Err(_) => return Some(CloseCode::Again.into()),
                    }
                }
                Some(Ok(AggregatedMessage::Ping(data))) => soon(session.pong(&data)).await?,
                Some(Ok(AggregatedMessage::Pong(_))) => answered = true,
                Some(Ok(AggregatedMessage::Binary(_))) => return Some(CloseCode::Unsupported.into()),
                Some(Ok(AggregatedMessage::Close(_)) | Err(_)) | None => return gone,
            },
            _ = access.changed() => {
                if !still_allowed(app, credentials, &viewer).await {
                    return Some(CloseCode::Policy.into());
                }
            }
            _ = heartbeat.tick() => {
                if !answered || !still_allowed(app, credentials, &viewer).await {
                    return Some(CloseCode::Policy.into());
                }
                answered = false;
                soon(session.ping(b"")).await?;
            }
        }
    }
}

/// Whether who opened the terminal may still use one; otherwise it is closed for good.
async fn still_allowed(app: &App, credentials: &Credentials, viewer: &Viewer) -> bool {
    match credentials.check(app).await {
        Ok(caller) if caller.may(Module::Terminal, Level::Write) => true,
        // The database is away for longer than memory reaches: typing must not go on unproven.
        Ok(_) | Err(_) => {
            viewer.close();
            false
        }
    }
}
