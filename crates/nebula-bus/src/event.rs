//! Events: what they are and how they look on the wire (CloudEvents 1.0, JSON format).
//!
//! <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md>; the
//! trace context travels in the attributes of the distributed tracing extension.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use opentelemetry::Context;
use opentelemetry::global::get_text_map_propagator;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use uuid::Uuid;

use crate::error::BusError;

/// The largest event in bytes of JSON: enough for any message, too little for a file.
pub(crate) const MAX_EVENT_BYTES: usize = 1024 * 1024;

/// What is told on the bus: a serde struct with a type name.
pub trait Event: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `nebula.<noun>.<past-tense>`, such as `nebula.container.stopped`. Also the channel.
    const TYPE: &'static str;

    /// Which thing the event is about, such as a container's id.
    fn subject(&self) -> Option<String> {
        None
    }
}

/// A CloudEvents 1.0 envelope around an event's data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloudEvent<T> {
    /// Always `1.0`.
    pub specversion: SpecVersion,
    /// A UUIDv7, or the sender's id of a message that came from elsewhere. Unique per queue.
    pub id: String,
    /// The service that sent it.
    pub source: String,
    /// The event's type, `nebula.<noun>.<past-tense>`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// When it happened.
    pub time: DateTime<Utc>,
    /// Which thing it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// `application/json`.
    #[serde(default = "json_content_type")]
    pub datacontenttype: String,
    /// W3C trace context of whoever sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// W3C trace state of whoever sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracestate: Option<String>,
    /// The event itself.
    pub data: T,
}

/// The one version of CloudEvents that is spoken here; anything else is malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SpecVersion {
    /// CloudEvents 1.0.
    #[default]
    #[serde(rename = "1.0")]
    V1,
}

fn json_content_type() -> String {
    "application/json".to_owned()
}

/// An event of any type, as it arrives.
pub type RawEvent = CloudEvent<serde_json::Value>;

impl<T> CloudEvent<T> {
    /// Wraps data that has no [`Event`] type, with a fresh id, the current time and the current
    /// trace context.
    pub fn new(source: &str, event_type: &str, subject: Option<String>, data: T) -> Self {
        let mut trace = HashMap::new();
        get_text_map_propagator(|propagator| {
            propagator.inject_context(&Span::current().context(), &mut trace);
        });
        Self {
            specversion: SpecVersion::V1,
            id: Uuid::now_v7().to_string(),
            source: source.to_owned(),
            event_type: event_type.to_owned(),
            time: Utc::now(),
            subject,
            datacontenttype: json_content_type(),
            traceparent: trace.remove("traceparent").filter(|text| !text.is_empty()),
            tracestate: trace.remove("tracestate").filter(|text| !text.is_empty()),
            data,
        }
    }

    /// The same event under an id given by whoever sent the original, so that a webhook that is
    /// delivered twice is worked on once.
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }

    /// The sender's trace context.
    pub fn trace_context(&self) -> Context {
        let pairs = [("traceparent", &self.traceparent), ("tracestate", &self.tracestate)];
        let carrier: HashMap<String, String> = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
            .collect();
        get_text_map_propagator(|propagator| propagator.extract(&carrier))
    }

    /// Makes `span` a child of the span in which the event was sent.
    pub fn set_parent_of(&self, span: &Span) {
        // Fails only where the span is disabled or no tracing to OpenTelemetry is set up.
        let _ = span.set_parent(self.trace_context());
    }
}

impl<T: Serialize> CloudEvent<T> {
    pub(crate) fn encode(&self) -> Result<String, BusError> {
        let json = serde_json::to_string(self).map_err(BusError::Data)?;
        if json.len() > MAX_EVENT_BYTES {
            return Err(BusError::TooLarge { bytes: json.len(), limit: MAX_EVENT_BYTES });
        }
        Ok(json)
    }
}

impl<E: Event> CloudEvent<E> {
    /// Wraps an event.
    pub fn of(source: &str, event: E) -> Self {
        let subject = event.subject();
        Self::new(source, E::TYPE, subject, event)
    }
}

impl RawEvent {
    /// Whether the event is of type `E`.
    pub fn is<E: Event>(&self) -> bool {
        self.event_type == E::TYPE
    }

    /// The event's data as `E`.
    ///
    /// # Errors
    /// [`BusError::OtherType`] for an event of another type, [`BusError::Data`] when the data do
    /// not fit.
    pub fn data_as<E: Event>(&self) -> Result<E, BusError> {
        if !self.is::<E>() {
            let actual = self.event_type.clone();
            return Err(BusError::OtherType { expected: E::TYPE, actual });
        }
        E::deserialize(&self.data).map_err(BusError::Data)
    }
}
