//! Live figures of one container.

use actix_web::{HttpResponse, get, web};
use futures_util::StreamExt;
use nebula_api::Result;
use nebula_docker::{ContainerStats, StatsEvent};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{containers::on_engine, logs, sse};
use crate::{app::App, engines::api_error};

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(follow_stats);
}

/// Live figures of a container as server-sent events: `stats` each second, and `ended` when it
/// stops or goes.
#[utoipa::path(
    tag = "containers", params(("engine" = String, Path), ("id" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = ContainerStats))
)]
#[get("/api/v1/docker/engines/{engine}/containers/{id}/stats")]
pub(crate) async fn follow_stats(
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let mut stats = engine.stats(&container).await.map_err(api_error)?;
    let (sender, response) = sse::stream();
    let stop = app.platform.stop_token();
    app.platform.tasks.spawn("stats-follow", async move {
        loop {
            let event = tokio::select! {
                () = stop.cancelled() => return,
                () = sender.closed() => return,
                event = stats.next() => event,
            };
            let sent = match event {
                Some(StatsEvent::Stats(stats)) => {
                    let data = serde_json::to_string(&stats).unwrap_or_default();
                    sender.send(sse::block("stats", None, &data)).await
                }
                Some(StatsEvent::Ended(end)) => {
                    // Nobody is left to tell when this fails.
                    let _ = sender.send(logs::ended(&end)).await;
                    return;
                }
                None => return,
            };
            if sent.is_err() {
                return;
            }
        }
    });
    Ok(response)
}
