//! What visitors chose and what was done in the studio, as files for other programs.

use app::viewer::Boot;
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use backend::{Backend, audit::AuditWanted, choices::Pick};
use domain::{GalleryId, ListId, Viewer, export::Export};
use futures::{TryStreamExt, stream::BoxStream};
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
    Ok((headers(export.file(), export.content_type()), body(file)).into_response())
}

/// Which entries of the audit log; all without.
#[derive(Deserialize)]
pub struct Narrowed {
    #[serde(default)]
    person: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    day: String,
}

/// `GET /api/dashboard/audit.csv?person=id&action=gallery.publish&day=2026-09-12`
///
/// # Errors
/// Refused to all but owners; 404 for what cannot be in the log.
pub async fn audit(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Extension(boot): Extension<Boot>,
    Query(Narrowed { person, action, day }): Query<Narrowed>,
) -> Result<Response, Problem> {
    let wanted = AuditWanted::parse(&person, &action, &day, "")?;
    let file = backend.audit().export(&viewer, &wanted, boot.locale).await?;
    Ok((headers("audit.csv", "text/csv; charset=utf-8"), body(file)).into_response())
}

/// Sent as it is read. Whoever takes it sees only that it breaks off: why is for the log.
fn body<T: Into<Bytes> + 'static>(file: BoxStream<'static, backend::Result<T>>) -> Body {
    Body::from_stream(file.inspect_err(|error| tracing::error!(%error, "a file broke off")))
}

fn headers(file: &str, content_type: &'static str) -> [(HeaderName, HeaderValue); 3] {
    let name = format!("attachment; filename=\"{file}\"");
    [
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]
}
