//! Requests are counted, by the pattern of their route.

use std::time::Instant;

use axum::{
    body::Body,
    extract::{Request, State},
    http::Response,
    middleware::Next,
};

use crate::metrics::{Metrics, pattern};

/// Counts the request and how it was answered.
pub async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response<Body> {
    let (method, route) = (request.method().clone(), pattern(&request));
    let in_flight = metrics.http().begin();
    let began = Instant::now();
    let response = next.run(request).await;
    metrics.http().answered(&method, &route, response.status(), began.elapsed());
    drop(in_flight);
    response
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        http::{Method, StatusCode},
        middleware::from_fn_with_state,
        routing::get,
    };
    use backend::testing::TestBackend;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn ten_thousand_paths_are_no_more_series_than_one() {
        let backend = TestBackend::start().await;
        let (_, io) = crate::http::sockets::layer((*backend).clone());
        let metrics = Metrics::new((*backend).clone(), backend.staging.clone(), io);
        let router = Router::new()
            .route("/g/{token}", get(|| async { "a gallery" }))
            .fallback(|| async { StatusCode::NOT_FOUND })
            .layer(from_fn_with_state(metrics.clone(), count));
        let ask = async |method: &str, path: String| {
            let request = Request::builder().method(method).uri(path).body(Body::empty()).expect("a request");
            router.clone().oneshot(request).await.expect("an answer");
        };
        let series = async || {
            let text = metrics.text().await.expect("a text");
            text.lines().filter(|line| line.starts_with("lumora_http_")).count()
        };
        for method in ["GET", "BREW"] {
            ask(method, "/g/first".into()).await;
            ask(method, "/nowhere/first".into()).await;
        }
        let before = series().await;
        for number in 0..10_000 {
            ask("GET", format!("/g/{number}")).await;
            ask("GET", format!("/nowhere/{number}")).await;
            ask(&format!("BREW{number}"), "/g/first".into()).await;
        }
        assert_eq!(series().await, before);
        let text = metrics.text().await.expect("a text");
        let counted = r#"lumora_http_requests_total{method="GET",route="/g/{token}",status="2xx"} 10001"#;
        assert!(text.contains(counted), "{text}");
        assert!(text.contains("lumora_http_requests_in_flight 0"), "{text}");
    }

    #[tokio::test]
    async fn who_hangs_up_is_not_in_flight_for_ever() {
        let backend = TestBackend::start().await;
        let (_, io) = crate::http::sockets::layer((*backend).clone());
        let metrics = Metrics::new((*backend).clone(), backend.staging.clone(), io);
        let router = Router::new()
            .route("/slow", get(|| async { std::future::pending::<()>().await }))
            .layer(from_fn_with_state(metrics.clone(), count));
        let request = Request::builder().method(Method::GET).uri("/slow").body(Body::empty()).expect("a request");
        let asking = tokio::time::timeout(std::time::Duration::from_millis(50), router.oneshot(request)).await;
        asking.expect_err("hung up");
        assert!(metrics.text().await.expect("a text").contains("lumora_http_requests_in_flight 0"));
    }
}
