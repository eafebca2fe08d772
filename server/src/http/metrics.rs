//! `GET /metrics`: for this machine itself, or for whoever has the token of the settings. To all others there is nothing.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::sha256;

use super::problem;
use crate::{
    layers::{request::Trusted, viewer::asked_for_this_machine},
    metrics::Metrics,
};

/// The text format of OpenMetrics.
const TEXT: HeaderValue = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// Who may ask.
#[derive(Clone)]
pub struct Scrape {
    /// What is told.
    pub metrics: Metrics,
    /// Those who come for others: never this machine itself, wherever they stand.
    pub trusted: Trusted,
    /// The hash of the token, if there is one.
    pub token: Option<[u8; 32]>,
}

/// Tells everything that is counted.
pub async fn metrics(State(scrape): State<Scrape>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
    if !scrape.local(peer, request.headers()) && !scrape.knows_token(request.headers()) {
        return problem(StatusCode::NOT_FOUND, "not_found", "There is no such thing.").into_response();
    }
    match scrape.metrics.text().await {
        Ok(text) => ([(header::CONTENT_TYPE, TEXT)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl Scrape {
    /// A proxy on this machine makes the world look local: who names another host or was handed on is not.
    fn local(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
        let Some(peer) = peer.map(|peer| peer.ip().to_canonical()) else { return false };
        let proxy = self.trusted.0.iter().any(|network| network.contains(&peer));
        peer.is_loopback() && !proxy && asked_for_this_machine(headers)
    }

    fn knows_token(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        // Of hashes, what can be learned from how long it takes leads nowhere.
        self.token.is_some() && self.token == given.map(|given| sha256(given.trim()))
    }
}
