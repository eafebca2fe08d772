//! The logo above a studio's galleries: `POST /api/dashboard/brand` takes a file as the body, `GET /brand/{name}` hands out to
//! anybody what was made of it.

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
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
    backend.brands().set_logo(&viewer, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands out a logo. Its name is of its very bytes.
///
/// # Errors
/// 404 when it is no studio's, or no longer.
pub async fn get(State(backend): State<Backend>, Path(name): Path<String>) -> Result<Response, Problem> {
    let logo = backend.brands().logo(&name).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("image/webp")),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, logo).into_response())
}
