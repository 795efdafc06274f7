//! The Prometheus registry behind `/metrics`.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text::encode},
    metrics::{
        counter::Counter, family::Family, gauge::ConstGauge, histogram::Histogram, info::Info,
    },
    registry::{Registry, Unit},
};

/// Seconds; from a cache hit to a time-out.
const LATENCY_BUCKETS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

#[derive(Clone, Debug, EncodeLabelSet, Hash, PartialEq, Eq)]
struct RequestLabels {
    /// One of a fixed few: whoever asks may invent methods.
    method: &'static str,
    /// The pattern, never the path: paths are unbounded.
    route: String,
    status: u16,
}

type LatencyByRoute = Family<[(&'static str, String); 1], Histogram, fn() -> Histogram>;

/// The metrics of a process. Clones share them.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Mutex<Registry>>,
    requests: Family<RequestLabels, Counter>,
    latency: LatencyByRoute,
}

impl Metrics {
    /// A registry for `service`, whose names all start with `nebula_`.
    pub fn new(service: &'static str, version: &'static str) -> Self {
        let mut registry = Registry::with_prefix("nebula");
        registry.register(
            "build",
            "What this process is",
            Info::new(vec![("service", service), ("version", version)]),
        );
        let requests = Family::default();
        registry.register("http_requests", "HTTP requests answered", requests.clone());
        let latency: LatencyByRoute =
            Family::new_with_constructor(|| Histogram::new(LATENCY_BUCKETS));
        registry.register_with_unit(
            "http_request_duration",
            "Time to the first byte of the answer",
            Unit::Seconds,
            latency.clone(),
        );
        registry.register_collector(Box::new(ProcessCollector));
        Self { registry: Arc::new(Mutex::new(registry)), requests, latency }
    }

    /// Adds a service's own metrics.
    pub fn register<T>(&self, add: impl FnOnce(&mut Registry) -> T) -> T {
        add(&mut self.registry.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts an answered request. `method` is one of a fixed few, `route` is a pattern.
    pub fn record_request(
        &self,
        method: &'static str,
        route: &str,
        status: u16,
        elapsed: Duration,
    ) {
        let labels = RequestLabels { method, route: route.to_owned(), status };
        self.requests.get_or_create(&labels).inc();
        self.latency.get_or_create(&[("route", route.to_owned())]).observe(elapsed.as_secs_f64());
    }

    /// All metrics in the OpenMetrics text format.
    ///
    /// # Errors
    /// When a metric cannot be written as text.
    pub fn encode(&self) -> Result<String, fmt::Error> {
        let mut text = String::with_capacity(4096);
        encode(&mut text, &self.registry.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(text)
    }
}

#[derive(Debug)]
struct ProcessCollector;

impl Collector for ProcessCollector {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let gauge = ConstGauge::new(crate::process::resident_bytes().unwrap_or(0));
        let encoder = encoder.encode_descriptor(
            "process_resident_memory",
            "Resident memory of this process",
            Some(&Unit::Bytes),
            gauge.metric_type(),
        )?;
        gauge.encode(encoder)
    }
}
