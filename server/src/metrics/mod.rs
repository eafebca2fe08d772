//! What is told of this process in Prometheus' words (the text format of OpenMetrics 1.0,
//! <https://prometheus.io/docs/specs/om/open_metrics_spec/>). Requests and jobs are counted as they happen; how queue, mail,
//! pools and disk stand is looked at when somebody asks, and then told for some seconds.

use std::{
    fmt,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use backend::Backend;
use prometheus_client::{encoding::text::encode, metrics::info::Info, registry::Registry};
use socketioxide::SocketIo;
use tokio::sync::Mutex;

use crate::telemetry::slow;

mod browser;
mod gauges;
mod http;

use browser::Browser;
pub use browser::{Device, Vital};
use gauges::Gauges;
use http::Http;
pub use http::pattern;

/// What was looked at is told for this long.
const FRESH: Duration = Duration::from_secs(5);

/// All of it. Cloning shares it.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    gauges: Gauges,
    looked: Mutex<Option<Instant>>,
    http: Http,
    browser: Browser,
    backend: Backend,
    data: PathBuf,
    io: SocketIo,
}

impl Metrics {
    /// Of a process that works with `backend`, keeps what it has in `data` and speaks through `io`.
    pub fn new(backend: Backend, data: PathBuf, io: SocketIo) -> Self {
        let mut registry = Registry::with_prefix("lumora");
        registry.register("build", "What runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        let (http, browser, gauges) = (Http::default(), Browser::default(), Gauges::default());
        http.expose(&mut registry);
        browser.expose(&mut registry);
        gauges.expose(&mut registry);
        backend.expose(&mut registry);
        let words = "How long statements took that took a tenth of a second or more, by what they do";
        registry.register("slow_statement_seconds", words, slow::statements());
        Self(Arc::new(Inner { registry, gauges, looked: Mutex::default(), http, browser, backend, data, io }))
    }

    /// Requests.
    pub fn http(&self) -> &Http {
        &self.0.http
    }

    /// What browsers tell.
    pub fn browser(&self) -> &Browser {
        &self.0.browser
    }

    /// Everything, as text.
    ///
    /// # Errors
    /// None that is known: writing to a text does not fail.
    pub async fn text(&self) -> Result<String, fmt::Error> {
        let Inner { registry, gauges, looked, backend, data, io, .. } = &*self.0;
        let mut looked = looked.lock().await;
        if looked.is_none_or(|at| at.elapsed() >= FRESH) {
            gauges.look(backend, data, io).await;
            *looked = Some(Instant::now());
        }
        let mut text = String::new();
        encode(&mut text, registry)?;
        Ok(text)
    }
}
