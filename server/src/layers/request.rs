//! The first layer: where a request comes from, a number for it, a line in the log.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Instant,
};

use app::server::RequestReference;
use axum::{
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Response},
    middleware::Next,
};
use backend::{Chance, hex};
use ipnet::IpNet;
use tracing::{Instrument, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::{
    metrics::pattern,
    telemetry::{
        facts::{self, Facts},
        parent,
    },
};

/// Where a request comes from, as far as it can be believed: the text limits and the audit log go by.
#[derive(Clone, Debug)]
pub struct Source(pub String);

/// Proxies whose word about the sender is taken.
#[derive(Clone, Debug)]
pub struct Trusted(pub Arc<[IpNet]>);

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// Gives the request its number and its source, and logs how it was answered. The query is not logged: links in mails
/// carry their secrets there.
pub async fn trace(State(trusted): State<Trusted>, mut request: Request, next: Next) -> Response<Body> {
    let reference = hex(&Chance.bytes::<5>()).to_uppercase();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let source = source(peer, request.headers(), &trusted.0);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.extensions_mut().insert(RequestReference(reference.clone()));
    request.extensions_mut().insert(Source(source.clone()));
    let route = pattern(&request);
    let span = span(&request, &route);
    let number = HeaderValue::from_str(&reference);
    let facts = Facts::new(reference.clone(), method.clone(), route);
    let answering = async {
        let began = Instant::now();
        let response = next.run(request).await;
        let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis());
        if status >= 500 {
            tracing::error!(reference, source, %method, path, status, ms, "answered");
        } else if !path.starts_with("/pkg/") {
            tracing::info!(reference, source, %method, path, status, ms, "answered");
        }
        response
    };
    let mut response = facts::within(facts, answering).instrument(span.clone()).await;
    span.record("http.response.status_code", response.status().as_u16());
    if response.status().is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    if let Ok(number) = number {
        response.headers_mut().insert(X_REQUEST_ID, number);
    }
    response
}

/// For traces, in the words of <https://opentelemetry.io/docs/specs/semconv/http/http-spans/>. The path is not among them.
fn span(request: &Request, route: &str) -> tracing::Span {
    let span = tracing::info_span!(
        "request",
        otel.name = format!("{} {route}", request.method()),
        otel.kind = "server",
        http.request.method = request.method().as_str(),
        http.route = route,
        http.response.status_code = Empty,
        otel.status_code = Empty,
    );
    if !span.is_disabled() {
        // Refused where nobody collects traces.
        let _ = span.set_parent(parent(request.headers()));
    }
    span
}

/// The last address that no trusted proxy stands behind. What a stranger writes into `X-Forwarded-For` is not believed:
/// only the entries that trusted proxies added count, from the right.
fn source(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> String {
    let Some(mut address) = peer else { return "unknown".to_owned() };
    let forwarded: Vec<&str> = headers
        .get_all(X_FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .collect();
    for entry in forwarded.iter().rev() {
        if !trusted.iter().any(|network| network.contains(&address.to_canonical())) {
            break;
        }
        match entry.trim().parse() {
            Ok(next) => address = next,
            Err(_) => break,
        }
    }
    network(address.to_canonical())
}

/// An IPv6 customer owns a /64: counting single addresses would count nothing.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().expect("a network")).collect();
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert(X_FORWARDED_FOR, forwarded.parse().expect("a header"));
        }
        source(peer.parse().ok(), &headers, &trusted)
    }

    #[test]
    fn a_strangers_word_about_himself_is_not_believed() {
        assert_eq!(from("198.51.100.9", "1.2.3.4", &[]), "198.51.100.9");
        assert_eq!(from("198.51.100.9", "1.2.3.4", &["10.0.0.0/30"]), "198.51.100.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed_about_its_peer_alone() {
        assert_eq!(from("10.0.0.1", "1.2.3.4, 198.51.100.9", &["10.0.0.0/30"]), "198.51.100.9");
        assert_eq!(from("10.0.0.1", "1.2.3.4, rubbish", &["10.0.0.0/30"]), "10.0.0.1");
        assert_eq!(from("10.0.0.1", "1.2.3.4, 198.51.100.9, 10.0.0.2", &["10.0.0.0/30"]), "198.51.100.9");
        assert_eq!(from("::ffff:10.0.0.1", "198.51.100.9", &["10.0.0.0/30"]), "198.51.100.9");
        assert_eq!(from("10.0.0.4", "198.51.100.9", &["10.0.0.0/30"]), "10.0.0.4");
    }

    #[test]
    fn neighbours_in_one_ipv6_network_are_one() {
        assert_eq!(from("2001:db8:1:2:3:4:5:6", "", &[]), "2001:db8:1:2::/64");
        assert_eq!(from("::ffff:198.51.100.9", "", &[]), "198.51.100.9");
    }
}
