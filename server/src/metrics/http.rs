//! Requests: how many, how they were answered, how long it took. By pattern, never by path: paths hold secrets, and there
//! is no end of them.

use std::{borrow::Cow, time::Duration};

use axum::{
    extract::{MatchedPath, Request},
    http::{Method, StatusCode},
};
use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

type Text = Cow<'static, str>;
type Timings = Family<[(&'static str, Text); 1], Histogram, fn() -> Histogram>;

/// The counters of requests.
#[derive(Debug)]
pub struct Http {
    requests: Family<[(&'static str, Text); 3], Counter>,
    seconds: Timings,
    in_flight: Gauge,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            seconds: Timings::new_with_constructor(|| {
                Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0])
            }),
            in_flight: Gauge::default(),
        }
    }
}

impl Http {
    /// Lets `registry` show them.
    pub(super) fn expose(&self, registry: &mut Registry) {
        let Self { requests, seconds, in_flight } = self;
        registry.register("http_requests", "Requests, by method, route and class of the status", requests.clone());
        registry.register("http_request_duration_seconds", "Until an answer began, by route", seconds.clone());
        registry.register("http_requests_in_flight", "Requests that are not answered yet", in_flight.clone());
    }

    /// A request has come; it is no longer in flight when what this answers goes.
    pub fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// A request was answered.
    pub fn answered(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let class = match status.as_u16() / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        let route = Text::Owned(route.to_owned());
        let labels = [("method", known(method).into()), ("route", route.clone()), ("status", Text::Borrowed(class))];
        self.requests.get_or_create(&labels).inc();
        self.seconds.get_or_create(&[("route", route)]).observe(took.as_secs_f64());
    }
}

/// A request that is not answered yet, or whose sender has gone.
#[derive(Debug)]
pub struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// The pattern of the route that answers `request`; one word for all that none does.
pub fn pattern(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        // The router's own name for the rest of a path.
        Some(path) => path.as_str().split("/{*").next().unwrap_or_default().to_owned(),
        None if request.uri().path().starts_with("/socket.io") => "/socket.io".to_owned(),
        None => "none".to_owned(),
    }
}

/// Anybody may make a method up.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
