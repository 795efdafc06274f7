//! Traces: sent to a collector over OTLP, and carried from one service to the next.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use nebula_proto::platform::v1::GetStatusRequest;
use nebula_runtime::{http_client, telemetry};
use nebula_test::eventually;
use opentelemetry_proto::tonic::{
    collector::trace::v1::{
        ExportTraceServiceRequest, ExportTraceServiceResponse,
        trace_service_server::{TraceService, TraceServiceServer},
    },
    trace::v1::Span,
};
use tonic::{Request, Response, Status};
use tracing::Instrument;

use crate::support::{NAMES, World};

#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Span>>>);

#[tonic::async_trait]
impl TraceService for Collector {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let spans = request.into_inner().resource_spans.into_iter();
        let spans = spans.flat_map(|resource| resource.scope_spans).flat_map(|scope| scope.spans);
        self.0.lock().unwrap().extend(spans);
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_goes_through_http_and_grpc_and_reaches_the_collector() {
    let collector = Collector::default();
    let port = nebula_test::ports::free();
    let server = tonic::transport::Server::builder()
        .add_service(TraceServiceServer::new(collector.clone()))
        .serve(([127, 0, 0, 1], port).into());
    tokio::spawn(server);

    let world = World::new().await;
    let (caller, called) = (world.start(NAMES[0]), world.start(NAMES[1]));
    let mut config = (*caller.platform.config).clone();
    config.otlp_endpoint = Some(format!("http://127.0.0.1:{port}").parse().unwrap());
    let installed = telemetry::install(NAMES[0], "1.2.3", "instance", &config).unwrap();

    // In from outside over HTTP.
    let from_outside = "0af7651916cd43dd8448eb211c80319c";
    let http_port = world.http[0];
    let ask = || async {
        http_client()
            .unwrap()
            .get(format!("http://127.0.0.1:{http_port}/healthz"))
            .header("traceparent", format!("00-{from_outside}-b7ad6b7169203331-01"))
            .send()
            .await
            .is_ok()
    };
    eventually(Duration::from_secs(10), "the service answers", ask).await;
    // From one service to the next over gRPC.
    let span = tracing::info_span!("a piece of work");
    let mut peer = caller.platform.peers.platform(NAMES[1]).unwrap();
    peer.get_status(GetStatusRequest {}).instrument(span.clone()).await.unwrap();
    drop(span);
    called.stop().await;
    caller.stop().await;
    tokio::task::spawn_blocking(move || installed.flush()).await.unwrap();

    let spans = collector.0.lock().unwrap().clone();
    let named = |name: &str| spans.iter().find(|span| span.name == name);
    let http = spans
        .iter()
        .find(|span| hex(&span.trace_id) == from_outside)
        .unwrap_or_else(|| panic!("no span continues the caller's trace"));
    assert_eq!(hex(&http.parent_span_id), "b7ad6b7169203331");
    assert_eq!(http.name, "GET /healthz");
    let work = named("a piece of work").unwrap();
    let rpc = spans
        .iter()
        .find(|span| span.name.ends_with("GetStatus") && span.trace_id == work.trace_id)
        .unwrap_or_else(|| panic!("the call does not continue the caller's trace"));
    assert_eq!(rpc.parent_span_id, work.span_id);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
