//! What was said over the live connection while one did not listen; and for those who cannot listen at all.

use axum::{
    Extension, Json,
    extract::{Path, Query, State},
};
use backend::Backend;
use domain::{GalleryId, Viewer, live::Missed};
use serde::Deserialize;

use super::Problem;

/// After which message.
#[derive(Deserialize)]
pub struct After {
    after: i64,
}

/// `GET /api/dashboard/galleries/{id}/changes?after=n`
///
/// # Errors
/// Refused to all but members.
pub async fn missed(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path(gallery): Path<GalleryId>,
    Query(After { after }): Query<After>,
) -> Result<Json<Missed>, Problem> {
    Ok(Json(backend.live().changes(&viewer, gallery, after).await?))
}
