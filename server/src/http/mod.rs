//! What is not a page and not a server function: bytes of photographs, uploads, missed messages, health.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use domain::PhotoId;
use serde::Serialize;

pub mod brand;
pub mod browser;
pub mod changes;
pub mod downloads;
pub mod exports;
pub mod files;
pub mod health;
pub mod logo;
pub mod metrics;
pub mod pace;
pub mod presence;
pub mod qr;
pub mod sockets;
pub mod tus;
pub mod uploads;
pub mod visitors;
pub mod worker;

/// An error for programs (RFC 9457, `application/problem+json`), with a stable `code`.
#[derive(Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
    /// The photograph it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    photo: Option<PhotoId>,
    #[serde(skip)]
    retry_after: Option<u64>,
}

/// Makes one.
pub fn problem(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Problem {
    let title = status.canonical_reason().unwrap_or("Error");
    let detail = detail.into();
    Problem { kind: "about:blank", title, status: status.as_u16(), code, detail, photo: None, retry_after: None }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert("retry-after", HeaderValue::from(seconds));
        }
        response
    }
}

/// What a program may know of an error.
impl From<backend::Error> for Problem {
    fn from(error: backend::Error) -> Self {
        use backend::{Error, media::Refused, uploads::Conflict};
        use domain::Refusal;
        match error {
            Error::Refused(refusal) => {
                let (code, detail) = match refusal {
                    Refusal::SignIn => ("sign_in", "Sign in first."),
                    Refusal::Forbidden => ("forbidden", "Your role does not allow this."),
                    Refusal::NotFound => ("not_found", "There is no such thing."),
                    Refusal::Locked => ("locked", "The gallery wants its code."),
                    Refusal::NotPublished => ("not_published", "The gallery is not open yet."),
                    Refusal::Ended => ("ended", "The gallery has closed."),
                };
                problem(app::error::refusal_status(refusal), code, detail)
            }
            Error::Invalid(_) => problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "The input breaks a rule."),
            Error::Conflict => problem(StatusCode::CONFLICT, "conflict", "Somebody else changed it meanwhile."),
            Error::TooMany { retry_after } => Self {
                retry_after: Some(retry_after),
                ..problem(StatusCode::TOO_MANY_REQUESTS, "too_many", "Too many attempts; wait a little.")
            },
            Error::File(refused @ Refused::Unsupported { .. }) => {
                problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported", refused.to_string())
            }
            Error::File(refused @ Refused::TooManyPixels { .. }) => {
                problem(StatusCode::UNPROCESSABLE_ENTITY, "too_many_pixels", refused.to_string())
            }
            Error::File(refused @ (Refused::Damaged { .. } | Refused::Exhausted { .. })) => {
                problem(StatusCode::UNPROCESSABLE_ENTITY, "damaged", refused.to_string())
            }
            Error::Upload(conflict) => {
                let (status, code) = match conflict {
                    Conflict::Offset { .. } => (StatusCode::CONFLICT, "offset"),
                    Conflict::Busy => (StatusCode::LOCKED, "busy"),
                    Conflict::SameName { .. } => (StatusCode::CONFLICT, "same_name"),
                    Conflict::Checksum => (tus::checksum_mismatch(), "checksum"),
                    Conflict::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "too_long"),
                };
                let photo = if let Conflict::SameName { photo } = conflict { photo } else { None };
                Self { photo, ..problem(status, code, conflict.to_string()) }
            }
            Error::TooLarge => problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "A photograph may have at most 50 MB (52,428,800 bytes).",
            ),
            Error::ArchiveTooLarge { most } => problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "archive_too_large",
                format!("An archive may have at most {most} bytes."),
            ),
            Error::StorageFull => {
                tracing::error!("no space left for files");
                problem(StatusCode::INSUFFICIENT_STORAGE, "storage_full", "There is no room left; nothing was stored.")
            }
            Error::Unavailable(cause) => {
                tracing::error!(%cause, "a dependency does not answer");
                Self {
                    retry_after: Some(5),
                    ..problem(
                        StatusCode::SERVICE_UNAVAILABLE,
                        "unavailable",
                        "Not reachable just now; try again in a moment.",
                    )
                }
            }
            error @ (Error::Internal(_) | Error::File(Refused::Failed { .. })) => {
                tracing::error!(%error, "a request failed");
                problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something broke on our side.")
            }
        }
    }
}
