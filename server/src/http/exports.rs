//! What visitors chose, as files for other programs.

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use backend::{Backend, choices::Pick};
use domain::{GalleryId, ListId, Viewer, export::Export};
use serde::Deserialize;

use super::{Problem, problem};

/// Whose choices; everything without.
#[derive(Deserialize)]
pub struct Of {
    visitor: Option<i32>,
    list: Option<ListId>,
}

/// `GET /api/dashboard/galleries/{gallery}/choices/{file}?visitor=n&list=id`
///
/// # Errors
/// Refused to all but members; 404 for a file of another name.
pub async fn export(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path((gallery, file)): Path<(GalleryId, String)>,
    Query(Of { visitor, list }): Query<Of>,
) -> Result<Response, Problem> {
    let export: Export =
        file.parse().map_err(|()| problem(StatusCode::NOT_FOUND, "not_found", "There is no such file."))?;
    let file = backend.choices().export(&viewer, gallery, export, Pick { visitor, list }).await?;
    let name = format!("attachment; filename=\"{}\"", export.file());
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(export.content_type())),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}
