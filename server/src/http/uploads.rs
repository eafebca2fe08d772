//! `POST /api/dashboard/galleries/{id}/photos`, multipart field `file`: one photograph, straight to the disk.

use axum::{
    Extension, Json,
    extract::{Multipart, Path, State, multipart::MultipartError},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use backend::{Backend, Error, photos::Outcome};
use domain::{GalleryId, PhotoId, Viewer};
use serde::Serialize;

use super::{Problem, pace::Pace, problem};

#[derive(Serialize)]
struct Uploaded {
    id: PhotoId,
    /// Whether the same bytes were in the gallery before.
    already_here: bool,
}

/// Takes one photograph: 201 with it, or 200 when the gallery has the same bytes.
///
/// # Errors
/// 400 no file, 401, 403, 404, 413 too large, 415 not a picture we take, 422 damaged, 507 no room.
pub async fn upload(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path(gallery): Path<GalleryId>,
    body: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Problem> {
    let photos = backend.photos();
    photos.may_upload(&viewer, gallery).await?;
    let mut body = body.map_err(|rejection| problem(StatusCode::BAD_REQUEST, "no_file", rejection.body_text()))?;
    let mut pace = Pace::start();
    loop {
        let field = pace.next(body.next_field()).await?.map_err(unreadable)?;
        pace.count(0)?;
        let Some(mut field) = field else {
            return Err(problem(
                StatusCode::BAD_REQUEST,
                "no_file",
                "Send one photograph in the multipart field `file`.",
            ));
        };
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let mut incoming = photos.receive().await?;
        while let Some(chunk) = pace.next(field.chunk()).await?.map_err(unreadable)? {
            pace.count(chunk.len())?;
            incoming.write(chunk).await?;
        }
        if incoming.is_empty() {
            return Err(problem(StatusCode::BAD_REQUEST, "no_file", "The file is empty."));
        }
        let stored = photos.store(&viewer, gallery, &name, incoming).await?;
        let already_here = stored.outcome == Outcome::AlreadyHere;
        let status = if already_here { StatusCode::OK } else { StatusCode::CREATED };
        return Ok((status, Json(Uploaded { id: stored.photo, already_here })).into_response());
    }
}

fn unreadable(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::TooLarge.into();
    }
    problem(StatusCode::BAD_REQUEST, "no_file", "The upload was cut off or is not multipart form data.")
}
