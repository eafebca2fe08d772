//! The studio's logo: `POST /api/dashboard/logo` takes a file as the body, `GET` hands out what was made of it.

use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use backend::Backend;
use domain::Viewer;

use super::Problem;

/// Takes a logo.
///
/// # Errors
/// 401, 403, 413 too large, 415 no picture that can be a logo, 422 damaged.
pub async fn put(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    backend.watermarks().set_logo(&viewer, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands out the logo.
///
/// # Errors
/// 401, 403; 404 while there is none.
pub async fn get(State(backend): State<Backend>, Extension(viewer): Extension<Viewer>) -> Result<Response, Problem> {
    let logo = backend.watermarks().logo(&viewer).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("image/webp")),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    Ok((headers, logo).into_response())
}
