//! Logs of containers: read, downloaded, followed.

use std::{sync::Arc, time::Duration};

use actix_web::{HttpRequest, HttpResponse, get, http::header, web};
use chrono::{DateTime, SecondsFormat, Utc};
use futures_util::{StreamExt, TryStreamExt};
use nebula_api::{Error, Result, paging::Page};
use nebula_docker::{
    ContainerRef, Engine, LogEnd, LogEvent, LogFollow, LogLine, LogOptions, MOST_LOG_LINES,
};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    containers::on_engine,
    guard::Credentials,
    query::{self, Tail},
    sse::{self, ReaderGone, SseSender},
};
use crate::{
    access::{Level, Module},
    app::App,
    engines::api_error,
};

/// A quiet log says this often that it is still followed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Lines sent together at most.
const BATCH: usize = 1000;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(get_logs);
}

/// How a log is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// As JSON.
    #[default]
    Json,
    /// As a text file to download.
    Text,
}

/// Which part of a log is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    /// The last so many lines, at most 10,000, or `all`; 500 when not given.
    #[serde(default, deserialize_with = "query::parsed")]
    #[param(value_type = Option<u32>)]
    tail: Option<Tail>,
    /// Only lines written then or later.
    #[serde(default, deserialize_with = "query::time")]
    since: Option<DateTime<Utc>>,
    /// Only lines written before.
    #[serde(default, deserialize_with = "query::time")]
    until: Option<DateTime<Utc>>,
    /// Only lines with this text, in any case.
    search: Option<String>,
    /// With the standard output; true when not given.
    #[serde(default, deserialize_with = "query::flag")]
    stdout: Option<bool>,
    /// With the standard error; true when not given.
    #[serde(default, deserialize_with = "query::flag")]
    stderr: Option<bool>,
    /// Answers server-sent events: `log` with lines, and `ended` when the container stops or goes.
    #[serde(default, deserialize_with = "query::flag")]
    follow: Option<bool>,
    /// JSON, or a text file to download (all lines unless `tail` says otherwise).
    #[serde(default, deserialize_with = "query::word")]
    #[param(inline)]
    format: Option<LogFormat>,
    /// With the time before each line of a text file; true when not given.
    #[serde(default, deserialize_with = "query::flag")]
    timestamps: Option<bool>,
}

/// A container's log.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path), LogQuery),
    responses((status = 200, body = Page<LogLine>))
)]
#[get("/api/v1/docker/engines/{engine}/containers/{id}/logs")]
pub(crate) async fn get_logs(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    query: web::Query<LogQuery>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let query = query.into_inner();
    if matches!(query.tail, Some(Tail::Last(lines)) if lines > MOST_LOG_LINES) {
        return Err(Error::invalid("tail", format!("must be at most {MOST_LOG_LINES}")));
    }
    let text = query.format.unwrap_or_default() == LogFormat::Text;
    let mut options = LogOptions {
        tail: match query.tail {
            Some(Tail::Last(lines)) => Some(lines),
            Some(Tail::All) => None,
            None => (!text).then_some(500),
        },
        since: query.since,
        after: None,
        until: query.until,
        search: query.search.filter(|text| !text.is_empty()),
        stdout: query.stdout.unwrap_or(true),
        stderr: query.stderr.unwrap_or(true),
    };
    if query.follow.unwrap_or(false) {
        let last = request.headers().get("last-event-id").and_then(|value| value.to_str().ok());
        if let Some(after) = last.and_then(|id| id.parse::<DateTime<Utc>>().ok()) {
            options.after = Some(after);
            options.tail = None;
        }
        return follow(&app, Credentials::of(&request), engine, container, options).await;
    }
    if text {
        return download(&engine, &container, &options, query.timestamps.unwrap_or(true)).await;
    }
    let lines = engine.logs(&container, &options).await.map_err(api_error)?;
    Ok(HttpResponse::Ok().json(Page::whole(lines)))
}

async fn download(
    engine: &Engine,
    container: &ContainerRef,
    options: &LogOptions,
    timestamps: bool,
) -> Result<HttpResponse> {
    let text = engine
        .download_logs(container, options, timestamps)
        .await
        .map_err(api_error)?
        .map_err(std::io::Error::other);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{container}.log\""),
        ))
        .streaming(Box::pin(text)))
}

async fn follow(
    app: &web::Data<App>,
    credentials: Credentials,
    engine: Arc<Engine>,
    container: ContainerRef,
    options: LogOptions,
) -> Result<HttpResponse> {
    let log = engine.follow_logs(&container, &options).await.map_err(api_error)?;
    let (sender, response) = sse::stream();
    let stop = app.platform.stop_token();
    let app = app.clone().into_inner();
    app.platform.tasks.clone().spawn("log-follow", async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = credentials.until_refused(&app, Module::Containers, Level::Read) => {}
            // Ends when the reader is gone; nothing to tell it then.
            _ = send_lines(sender, log) => {}
        }
    });
    Ok(response)
}

#[derive(Serialize)]
struct Lines<'a> {
    lines: &'a [LogLine],
}

#[derive(Serialize)]
struct Ended {
    reason: &'static str,
    detail: String,
}

async fn send_lines(sender: SseSender, mut log: LogFollow) -> std::result::Result<(), ReaderGone> {
    let mut heard = Instant::now();
    loop {
        let event = tokio::select! {
            () = sender.closed() => return Err(ReaderGone),
            event = log.next() => event,
            () = tokio::time::sleep_until(heard + HEARTBEAT) => {
                heard = Instant::now();
                sender.send(sse::heartbeat()).await?;
                continue;
            }
        };
        heard = Instant::now();
        match event {
            Some(LogEvent::Lines(lines)) => {
                for lines in lines.chunks(BATCH) {
                    let last = lines.iter().rev().find_map(|line| line.at);
                    let id = last.map(|at| at.to_rfc3339_opts(SecondsFormat::Nanos, true));
                    let data = serde_json::to_string(&Lines { lines }).unwrap_or_default();
                    let block = sse::block("log", id.as_deref(), &data);
                    // The engine is not read meanwhile, so nothing piles up.
                    sender.send(block).await?;
                }
            }
            Some(LogEvent::Ended(end)) => return sender.send(ended(&end)).await,
            None => return Ok(()),
        }
    }
}

/// The last event of a stream about a container.
pub fn ended(end: &LogEnd) -> String {
    let data = Ended { reason: end.reason(), detail: end.detail() };
    sse::block("ended", None, &serde_json::to_string(&data).unwrap_or_default())
}
