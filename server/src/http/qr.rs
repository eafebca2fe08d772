//! The link of a gallery as a picture, to be printed on cards.

use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use backend::Backend;
use domain::{GalleryId, Viewer};

use super::Problem;

/// `GET /api/dashboard/galleries/{gallery}/qr.png`
///
/// # Errors
/// Refused to all but members.
pub async fn png(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path(gallery): Path<GalleryId>,
) -> Result<Response, Problem> {
    let file = backend.galleries().qr_png(&viewer, gallery).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("image/png")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"lumora-qr.png\"")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}
