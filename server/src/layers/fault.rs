//! What is answered where no handler can answer, in the form that was asked for: a page for people, an error of the
//! application for its own functions, `problem+json` for other programs.

use app::{
    error::AppError,
    site::fault::{self, Fault},
    viewer::Boot,
};
use axum::{
    Json,
    body::Body,
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{ACCEPT, CONTENT_SECURITY_POLICY, RETRY_AFTER},
    },
    response::{Html, IntoResponse},
};
use leptos::config::LeptosOptions;

use super::{preference, viewer::cookie};
use crate::{
    http::problem,
    routes::{self, Kind},
};

/// The answer to a request for `path` with these `headers`.
pub fn answer(fault: Fault, headers: &HeaderMap, path: &str, options: LeptosOptions) -> Response<Body> {
    let away = fault == Fault::Away;
    let status = if away { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
    let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let mut answer = if accepts.contains("text/html") {
        let theme = cookie(headers, "theme").and_then(|theme| theme.parse().ok());
        let boot = Boot { locale: preference::locale(headers), theme, ..Boot::default() };
        let page = fault::document(boot, fault, options);
        ([(CONTENT_SECURITY_POLICY, fault::POLICY)], Html(page)).into_response()
    } else if routes::ROUTES.iter().any(|route| route.kind == Kind::Function && route.path == path) {
        Json(match fault {
            Fault::Broken(reference) => AppError::Internal { reference },
            Fault::Away => AppError::Unavailable,
        })
        .into_response()
    } else {
        match fault {
            Fault::Broken(reference) => {
                problem(status, "internal", format!("Something broke on our side. It is in the log as {reference}."))
            }
            Fault::Away => problem(status, "unavailable", "Not reachable just now; try again in a moment."),
        }
        .into_response()
    };
    *answer.status_mut() = status;
    if away {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    answer
}

#[cfg(test)]
mod tests {
    use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
    use http_body_util::BodyExt;

    use super::*;

    /// Status, content type, when to come back, body.
    async fn away(path: &str, accept: &'static str, language: &'static str) -> (u16, String, String, String) {
        let headers = [(ACCEPT, accept), (ACCEPT_LANGUAGE, language)];
        let headers = headers.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
        let options = LeptosOptions::builder().output_name("lumora").build();
        let answer = answer(Fault::Away, &headers, path, options);
        let text = |name| answer.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
        let (status, kind, after) = (answer.status().as_u16(), text(CONTENT_TYPE), text(RETRY_AFTER));
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, kind, after, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn everybody_hears_that_it_is_away_in_words_of_theirs() {
        for (language, title) in [("hr", "Vraćamo se za koji trenutak"), ("en", "Back in a moment")] {
            let (status, kind, after, body) = away("/dashboard/galleries", "text/html", language).await;
            assert_eq!((status, &*kind, &*after), (503, "text/html; charset=utf-8", "5"));
            assert!(body.contains(&format!("<title>{title}</title>")), "{body}");
        }
        let (status, kind, after, body) = away("/api/account/me", "application/json", "hr").await;
        assert_eq!((status, &*kind, &*after), (503, "application/json", "5"));
        assert_eq!(
            serde_json::from_str::<AppError>(&body).expect("an error of the application"),
            AppError::Unavailable
        );
        let (status, kind, after, body) = away("/files/a", "image/*", "hr").await;
        assert_eq!((status, &*kind, &*after), (503, "application/problem+json", "5"));
        assert!(body.contains("\"code\":\"unavailable\""), "{body}");
    }
}
