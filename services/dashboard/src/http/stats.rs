//! Live figures of one container.

use actix_web::{HttpRequest, HttpResponse, get, web};
use futures_util::StreamExt;
use nebula_api::Result;
use nebula_docker::{ContainerStats, StatsEvent};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{containers::on_engine, guard::Credentials, logs, sse};
use crate::{
    access::{Level, Module},
    app::App,
    engines::api_error,
};

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
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (engine, container) = on_engine(&app, &path)?;
    let mut stats = engine.stats(&container).await.map_err(api_error)?;
    let (sender, response) = sse::stream();
    let stop = app.platform.stop_token();
    let credentials = Credentials::of(&request);
    let app = app.into_inner();
    app.platform.tasks.clone().spawn("stats-follow", async move {
        let send = async {
            while let Some(event) = stats.next().await {
                let block = match event {
                    StatsEvent::Stats(stats) => {
                        let data = serde_json::to_string(&stats).unwrap_or_default();
                        sse::block("stats", None, &data)
                    }
                    StatsEvent::Ended(end) => logs::ended(&end),
                };
                if sender.send(block).await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = sender.closed() => {}
            () = credentials.until_refused(&app, Module::Containers, Level::Read) => {}
            () = send => {}
        }
    });
    Ok(response)
}
