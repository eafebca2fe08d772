//! A panic is one request's misfortune: it is answered, logged under its number, and nobody else notices.

use std::{any::Any, panic::AssertUnwindSafe};

use app::{server::RequestReference, site::fault::Fault};
use axum::{
    body::Body,
    extract::{Request, State},
    http::Response,
    middleware::Next,
};
use futures::FutureExt;
use leptos::config::LeptosOptions;

use super::fault;

/// Answers in the form that was asked for.
pub async fn catch(State(options): State<LeptosOptions>, request: Request, next: Next) -> Response<Body> {
    let reference = request.extensions().get::<RequestReference>().map(|it| it.0.clone()).unwrap_or_default();
    let (headers, path) = (request.headers().clone(), request.uri().path().to_owned());
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            tracing::error!(reference, panic = message(&*panic), "a request panicked");
            fault::answer(Fault::Broken(reference), &headers, &path, options)
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use app::error::AppError;
    use axum::{Router, middleware::from_fn_with_state, routing::get};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;
    use crate::layers::{
        headers,
        request::{self, Trusted},
    };

    fn router() -> Router {
        let broken = || async {
            if true {
                panic!("boom");
            }
        };
        let options = LeptosOptions::builder().output_name("lumora").build();
        Router::new()
            .route("/dashboard/galleries", get(broken))
            .route("/api/account/me", get(broken))
            .route("/files/a", get(broken))
            .route("/fine", get(|| async { "fine" }))
            .layer(from_fn_with_state(options, catch))
            .layer(from_fn_with_state(false, headers::set))
            .layer(from_fn_with_state(Trusted([].into()), request::trace))
    }

    /// Status, content type, number of the request, body.
    async fn ask(router: &Router, path: &str, headers: &[(&str, &str)]) -> (u16, String, String, String) {
        let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
        let response =
            router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
        let text =
            |name: &str| response.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
        let (status, kind, number) = (response.status().as_u16(), text("content-type"), text("x-request-id"));
        let policy = text("content-security-policy");
        assert!(
            !kind.contains("html") || policy.contains("style-src 'self'"),
            "the page may use its stylesheet: {policy}"
        );
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        (status, kind, number, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_person_gets_a_page_in_their_language_with_the_number() {
        let router = router();
        for (language, title) in [("hr", "<html lang=\"hr\""), ("en", "<title>That did not work</title>")] {
            let headers = [("accept", "text/html,*/*;q=0.8"), ("accept-language", language), ("cookie", "theme=dark")];
            let (status, kind, number, body) = ask(&router, "/dashboard/galleries", &headers).await;
            assert_eq!((status, &*kind), (500, "text/html; charset=utf-8"));
            assert!(!number.is_empty() && body.contains(&number) && body.contains(title), "{body}");
            assert!(body.starts_with("<!DOCTYPE html><html") && body.contains("data-theme=\"dark\""), "{body}");
            assert!(body.contains("/pkg/lumora.css") && !body.contains("boom"), "{body}");
        }
    }

    #[tokio::test]
    async fn a_program_gets_what_it_can_read() {
        let router = router();
        let (status, kind, number, body) = ask(&router, "/api/account/me", &[("accept", "application/json")]).await;
        assert_eq!((status, &*kind), (500, "application/json"));
        let error: AppError = serde_json::from_str(&body).expect("an error of the application");
        assert_eq!(error, AppError::Internal { reference: number });
        let (status, kind, number, body) = ask(&router, "/files/a", &[("accept", "image/*")]).await;
        assert_eq!((status, &*kind), (500, "application/problem+json"));
        assert!(body.contains("\"code\":\"internal\"") && body.contains(&number), "{body}");
    }

    #[tokio::test]
    async fn others_are_not_harmed() {
        let router = router();
        let (broken, fine) = tokio::join!(ask(&router, "/files/a", &[]), ask(&router, "/fine", &[]));
        assert_eq!((broken.0, fine.0, &*fine.3), (500, 200, "fine"));
    }
}
