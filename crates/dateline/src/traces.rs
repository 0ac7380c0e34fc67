//! Where do traces go? By OTLP over HTTP to a collector, where one is named.
//!
//! Spans are of requests, sends, commits, followers and deliveries. They carry routes, kinds and numbers, never an address that
//! somebody may have been given in secret, a name or a text. What the standard leaves to the surroundings is read there: the
//! sampler (`OTEL_TRACES_SAMPLER`), fields that a collector asks for (`OTEL_EXPORTER_OTLP_HEADERS`), attributes of the
//! service (`OTEL_RESOURCE_ATTRIBUTES`); see the OpenTelemetry specification, "Environment Variable Specification".

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use http::Uri;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

/// How long what is left may take to go out when the agency stops.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// The way to the collector; what is left goes out when it is dropped.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Opens the way to a collector at `endpoint`, as `http://localhost:4318`. A collector that is away costs nothing but its
    /// traces. Must be called outside of a runtime: what it sends, it sends from a thread of its own.
    ///
    /// # Errors
    /// When the address is none.
    pub fn start(endpoint: &str) -> Result<Traces> {
        let url: Uri = endpoint.parse().with_context(|| format!("traces: `{endpoint}` is no address"))?;
        let is_web = matches!(url.scheme_str(), Some("http" | "https"));
        ensure!(is_web, "traces: `{endpoint}` is not written as http://host:4318");
        // OTLP specification, "OTLP/HTTP Request": below the base stands the path of the signal.
        let url = match url.path() {
            "/" => format!("{}/v1/traces", endpoint.trim_end_matches('/')),
            _ => endpoint.to_owned(),
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(url)
            .build()
            .context("traces: there is no way to the collector")?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let mut resource = Resource::builder().with_attribute(version);
        if std::env::var_os("OTEL_SERVICE_NAME").is_none() {
            resource = resource.with_service_name("dateline");
        }
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_batch_exporter(exporter)
            .build();
        Ok(Traces(provider))
    }

    /// Who makes the spans.
    pub fn tracer(&self) -> SdkTracer {
        self.0.tracer("dateline")
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        // A collector that is away has been told of by the log already.
        let _ = self.0.shutdown_with_timeout(LAST_WORDS);
    }
}
