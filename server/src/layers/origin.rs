//! Cross-site requests change nothing.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, <https://www.w3.org/TR/fetch-metadata/>, and `Origin`,
//! RFC 6454); a page of another site cannot forge either. What is not a browser sends no cookies of ours, and no browser
//! adds a token by itself.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, Method, Response, StatusCode,
        header::{COOKIE, HOST, ORIGIN},
    },
    middleware::Next,
    response::IntoResponse,
};
use domain::Viewer;

use crate::http::problem;

/// Refuses what would change something and does not come from our own pages.
pub async fn check(State(own): State<String>, request: Request, next: Next) -> Response<Body> {
    // A socket is opened with GET and then hears what its viewer may.
    let socket = request.uri().path().starts_with("/socket.io");
    let reads = !socket && matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let by_token = request.extensions().get::<Viewer>().is_some();
    if reads || by_token || from_ourselves(request.headers(), &own) {
        return next.run(request).await;
    }
    problem(StatusCode::FORBIDDEN, "cross_site", "This request did not come from a page of this site.").into_response()
}

/// `own` is the configured address; the host of the request counts as ours too, for those who come by another name.
fn from_ourselves(headers: &HeaderMap, own: &str) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    match text("sec-fetch-site") {
        Some("same-origin") => return true,
        Some(_) => return false,
        None => {}
    }
    match text(ORIGIN.as_str()) {
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == own || (host.is_some() && host == text(HOST.as_str()))
        }
        // No browser would leave both out of a request that carries our cookie.
        None => !headers.contains_key(COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comes(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")))
            .collect();
        from_ourselves(&headers, "https://photos.example.com")
    }

    #[test]
    fn only_our_own_pages_change_things() {
        assert!(comes(&[("sec-fetch-site", "same-origin")]));
        assert!(!comes(&[("sec-fetch-site", "cross-site"), ("origin", "https://photos.example.com")]));
        assert!(!comes(&[("sec-fetch-site", "same-site")]));
        assert!(!comes(&[("sec-fetch-site", "none")]));
        assert!(comes(&[("origin", "https://photos.example.com")]));
        assert!(comes(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(!comes(&[("origin", "https://evil.example"), ("host", "photos.example.com")]));
        assert!(!comes(&[("origin", "null"), ("host", "photos.example.com")]));
    }

    #[test]
    fn a_script_without_cookies_is_nobody_and_may_try() {
        assert!(comes(&[("content-type", "application/json")]));
        assert!(!comes(&[("cookie", "lumora=x")]));
    }
}
