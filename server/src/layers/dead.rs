//! A download that is refused: whoever followed its link with a browser gets a page that says what to do; programs keep
//! their `problem+json`.

use app::{
    site::{
        dead::{self, Back, Dead},
        fault::POLICY,
    },
    viewer::Boot,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderValue, Method, Response, StatusCode,
        header::{ACCEPT, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    middleware::Next,
};
use backend::Backend;
use domain::Viewer;
use leptos::config::LeptosOptions;

/// What such a page is made with.
#[derive(Clone)]
pub struct Pages {
    /// Knows where a download was begun.
    pub backend: Backend,
    /// Where the style is.
    pub options: LeptosOptions,
}

/// Puts the page in the place of the refusal; status and headers stay.
pub async fn explain(State(pages): State<Pages>, request: Request, next: Next) -> Response<Body> {
    let Some(secret) = asked(&request).map(str::to_owned) else { return next.run(request).await };
    let viewer = request.extensions().get::<Viewer>().cloned().unwrap_or_default();
    let boot = request.extensions().get::<Boot>().cloned().unwrap_or_default();
    let response = next.run(request).await;
    let Some(dead) = reason(response.status()) else { return response };
    // Whoever asks too often asks nothing of the database.
    let back = if dead == Dead::Many { Back::default() } else { back(&pages, &viewer, &secret, dead).await };
    let page = dead::document(boot, dead, back, pages.options);
    let (mut head, _) = response.into_parts();
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    head.headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Response::from_parts(head, Body::from(page))
}

/// Where the download was begun, as far as it may be said.
async fn back(pages: &Pages, viewer: &Viewer, secret: &str, dead: Dead) -> Back {
    match pages.backend.downloads().origin(viewer, secret).await {
        Ok(Some(origin)) => {
            // Closed is closed: nothing is behind the link.
            let token = (dead != Dead::Closed).then(|| origin.token.as_str().to_owned());
            Back { studio: origin.studio, logo: origin.logo.map(Into::into), token }
        }
        Ok(None) => Back::default(),
        Err(error) => {
            tracing::warn!(%error, "where a download was begun cannot be said");
            Back::default()
        }
    }
}

/// The secret of the download that a browser asks for as a page.
fn asked(request: &Request) -> Option<&str> {
    let accepts = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let path = request.uri().path().strip_prefix("/files/downloads/")?;
    let page = *request.method() == Method::GET && accepts.contains("text/html");
    page.then(|| path.split('/').next().unwrap_or_default())
}

fn reason(status: StatusCode) -> Option<Dead> {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Some(Dead::Locked),
        StatusCode::NOT_FOUND => Some(Dead::Ended),
        StatusCode::CONFLICT => Some(Dead::Gone),
        StatusCode::GONE => Some(Dead::Closed),
        StatusCode::TOO_MANY_REQUESTS => Some(Dead::Many),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_words_and_an_answer_stays_an_answer() {
        for (status, dead) in [
            (401, Some(Dead::Locked)),
            (403, Some(Dead::Locked)),
            (404, Some(Dead::Ended)),
            (409, Some(Dead::Gone)),
            (410, Some(Dead::Closed)),
            (429, Some(Dead::Many)),
            (200, None),
            (206, None),
            (304, None),
            (416, None),
            (503, None),
        ] {
            assert_eq!(reason(StatusCode::from_u16(status).expect("a status")), dead, "{status}");
        }
    }

    #[test]
    fn only_browsers_are_shown_a_page() {
        let request = |method: Method, path: &str, accept: &str| {
            Request::builder().method(method).uri(path).header(ACCEPT, accept).body(Body::empty()).expect("a request")
        };
        let address = "/files/downloads/secret/1";
        assert_eq!(asked(&request(Method::GET, address, "text/html,*/*")), Some("secret"));
        assert_eq!(asked(&request(Method::GET, address, "*/*")), None);
        assert_eq!(asked(&request(Method::HEAD, address, "text/html")), None);
        assert_eq!(asked(&request(Method::GET, "/files/a/1/b/thumb.jpg", "text/html")), None);
    }
}
