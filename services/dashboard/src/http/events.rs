//! The live event stream: one for each tab.

use std::{sync::Arc, time::Duration};

use actix_web::{HttpRequest, HttpResponse, get, web};
use nebula_api::{Error, Result};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    guard::Credentials,
    sse::{self, ReaderGone, SseSender},
};
use crate::{
    access::Caller,
    app::App,
    live::{LiveEvent, Resumption, Topic},
    platform_state,
};

/// A quiet stream says this often that it is there, and that its reader still may listen.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What to listen to.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventQuery {
    /// Topics separated by commas; all that the caller may hear when not given.
    topics: Option<String>,
    /// The id of the last event had, to resume after it; the `Last-Event-ID` header counts more.
    last_event_id: Option<String>,
}

/// Live events (server-sent). `hello` comes first; `reset` means that too much was missed to catch
/// up, so that everything should be fetched anew; `session_ended` means to sign in again.
#[utoipa::path(
    tag = "events", params(EventQuery),
    responses((status = 200, content_type = "text/event-stream", body = String))
)]
#[get("/api/v1/events")]
pub(crate) async fn follow_events(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    query: web::Query<EventQuery>,
) -> Result<HttpResponse> {
    let asked: Vec<Topic> = match &query.topics {
        None => Topic::ALL.to_vec(),
        Some(names) => names
            .split(',')
            .filter(|name| !name.is_empty())
            .map(|name| {
                Topic::named(name)
                    .ok_or_else(|| Error::invalid("topics", format!("`{name}` is not a topic")))
            })
            .collect::<Result<_>>()?,
    };
    let topics = allowed(&caller, &asked);
    let after = request
        .headers()
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
        .or_else(|| query.last_event_id.clone());
    let credential = Credentials::of(&request);
    let (sender, response) = sse::stream();
    let app = app.into_inner();
    let tasks = app.platform.tasks.clone();
    tasks.spawn("events", async move {
        // Ends when the reader is gone; nothing to tell it then.
        let _ = send_events(app, sender, topics, after, credential).await;
    });
    Ok(response)
}

fn allowed(caller: &Caller, topics: &[Topic]) -> Vec<Topic> {
    let may =
        |topic: &&Topic| topic.needs().is_none_or(|(module, level)| caller.may(module, level));
    topics.iter().filter(may).copied().collect()
}

async fn send_events(
    app: Arc<App>,
    sender: SseSender,
    topics: Vec<Topic>,
    after: Option<String>,
    credentials: Credentials,
) -> Result<(), ReaderGone> {
    let live = &app.live;
    let stop = app.platform.stop_token();
    let mut access = app.identities.changes();
    let (mut events, resumption) = live.subscribe(topics.clone(), after.as_deref());
    // Who begins here resumes from here, even if nothing happens until the connection drops. Who
    // comes back has a place already, which must not move before what was missed is told.
    let begins = after.is_none().then(|| events.position().to_owned());
    let hello = serde_json::json!({ "boot_id": live.boot_id() });
    sender.send(sse::block("hello", begins.as_deref(), &hello.to_string())).await?;
    match resumption {
        Resumption::Lost => {
            sender.send(sse::block("reset", Some(events.position()), "{}")).await?;
        }
        Resumption::Missed(missed) => {
            for event in missed.iter().filter(|event| topics.contains(&event.topic)) {
                sender.send(text_of(&app, event)).await?;
            }
        }
    }
    if topics.contains(&Topic::Platform) {
        let now = platform_state::current(&app).await;
        let data = serde_json::to_string(&now).unwrap_or_default();
        sender.send(sse::block("platform_updated", None, &data)).await?;
    }
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    heartbeat.reset();
    loop {
        tokio::select! {
            () = sender.closed() => return Err(ReaderGone),
            () = stop.cancelled() => return Ok(()),
            event = events.next() => match event {
                Some(event) => {
                    let mut text = text_of(&app, &event);
                    // What came meanwhile goes out together.
                    while let Some(next) = futures_util::FutureExt::now_or_never(events.next()) {
                        match next {
                            Some(event) => text.push_str(&text_of(&app, &event)),
                            // Told only once: it must not get lost here.
                            None => text.push_str(&sse::block("reset", None, "{}")),
                        }
                        if text.len() > 64 * 1024 {
                            break;
                        }
                    }
                    sender.send(text).await?;
                }
                None => sender.send(sse::block("reset", None, "{}")).await?,
            },
            _ = access.changed() => check_again(&app, &sender, &credentials, &topics).await?,
            _ = heartbeat.tick() => {
                check_again(&app, &sender, &credentials, &topics).await?;
                sender.send(sse::heartbeat()).await?;
            }
        }
    }
}

fn text_of(app: &App, event: &LiveEvent) -> String {
    let id = event.sequence.map(|sequence| app.live.event_id(sequence));
    sse::block(event.name, id.as_deref(), &event.data)
}

/// Ends the stream when its reader may not listen any more. A reader whose permissions changed is
/// cut too and comes back with what it may hear now.
async fn check_again(
    app: &App,
    sender: &SseSender,
    credentials: &Credentials,
    topics: &[Topic],
) -> Result<(), ReaderGone> {
    match credentials.check(app).await {
        Ok(caller) if allowed(&caller, topics) == topics => Ok(()),
        Ok(_) => Err(ReaderGone),
        Err(Error::Unauthenticated(_)) => {
            sender.send(sse::block("session_ended", None, "{}")).await?;
            Err(ReaderGone)
        }
        // The database is away for longer than memory reaches: nothing is told meanwhile.
        Err(_) => Err(ReaderGone),
    }
}
