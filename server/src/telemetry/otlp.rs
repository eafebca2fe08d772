//! Traces to a collector that speaks OTLP over HTTP (<https://opentelemetry.io/docs/specs/otlp/#otlphttp>, protobuf): a span
//! for each request, for each job, and for the verbs that say so. Batches are sent by a thread of their own; of what is too
//! much for the queue nothing is sent.

use std::{collections::HashMap, error::Error, fmt, time::Duration};

use async_trait::async_trait;
use axum::http::{HeaderMap, Request, Response};
use bytes::Bytes;
use opentelemetry::{Context, KeyValue, propagation::TextMapPropagator, trace::TracerProvider};
use opentelemetry_http::{HeaderExtractor, HttpClient, HttpError};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{SdkTracer, SdkTracerProvider},
};
use reqwest::redirect::Policy;
use tokio::runtime::Handle;
use tracing_subscriber::{Layer, Registry, filter::filter_fn};

use super::ours;
use crate::config::Otlp;

/// What has not taken a batch by then does not take it.
const PATIENCE: Duration = Duration::from_secs(5);
/// What waits at the end of the program is waited for.
const FAREWELL: Duration = Duration::from_secs(2);

/// Where traces go.
pub struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Traces {
    /// To the collector of these settings; within a runtime. What else OpenTelemetry's environment variables say of
    /// sampling, batches and resources is heeded too.
    ///
    /// # Errors
    /// When TLS cannot be used or the address cannot be read.
    pub fn start(settings: &Otlp) -> Result<Self, Box<dyn Error>> {
        let client = reqwest::Client::builder().redirect(Policy::none()).timeout(PATIENCE).build()?;
        let headers: HashMap<String, String> = settings.headers.iter().cloned().collect();
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Poster { client, runtime: Handle::current() })
            .with_endpoint(format!("{}/v1/traces", settings.endpoint.trim_end_matches('/')))
            .with_headers(headers)
            .with_timeout(PATIENCE)
            .build()?;
        let resource = Resource::builder()
            .with_service_name(settings.service.clone())
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
        let tracer = provider.tracer("lumora");
        Ok(Self { provider, tracer })
    }

    /// What makes spans of ours traces. What is logged within them stays at home.
    pub fn layer(&self) -> Box<dyn Layer<Registry> + Send + Sync> {
        tracing_opentelemetry::layer::<Registry>()
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_tracer(self.tracer.clone())
            .with_filter(filter_fn(|metadata| metadata.is_span() && ours(metadata.target())))
            .boxed()
    }

    /// Sends what waits, for two seconds at most.
    pub async fn stop(self) {
        let stopping = tokio::task::spawn_blocking(move || self.provider.shutdown_with_timeout(FAREWELL));
        if !matches!(stopping.await, Ok(Ok(()))) {
            tracing::warn!("some traces could not be sent in time");
        }
    }
}

/// The trace a request belongs to, if it says so (<https://www.w3.org/TR/trace-context/>).
pub fn parent(headers: &HeaderMap) -> Context {
    TraceContextPropagator::new().extract(&HeaderExtractor(headers))
}

/// Sends batches within our runtime: the thread that makes them has none.
struct Poster {
    client: reqwest::Client,
    runtime: Handle,
}

impl fmt::Debug for Poster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Poster")
    }
}

#[async_trait]
impl HttpClient for Poster {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (client, request): (_, reqwest::Request) = (self.client.clone(), request.try_into()?);
        let answer = self.runtime.spawn(async move {
            let answer = client.execute(request).await?.error_for_status()?;
            let status = answer.status();
            Ok::<_, reqwest::Error>((status, answer.bytes().await?))
        });
        match answer.await? {
            Ok((status, bytes)) => Ok(Response::builder().status(status).body(bytes)?),
            Err(error) => {
                let error = error.without_url();
                tracing::warn!(%error, "traces could not be sent");
                Err(error.into())
            }
        }
    }
}
