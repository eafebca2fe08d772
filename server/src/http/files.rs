//! `GET /files/{gallery}/{epoch}/{photo}/{size}.jpg`: every byte of a photograph that leaves.

use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RANGE, VARY,
        },
    },
    response::{IntoResponse, Response},
};
use backend::{Backend, files::GetRange};
use domain::{GalleryId, PhotoId, Viewer};

use super::{Problem, problem};

/// A browser's own cache may live five minutes, so that scrolling back asks nothing again; nobody else keeps it, since it
/// depends on who asks.
const KEPT: HeaderValue = HeaderValue::from_static("private, max-age=300");

/// Hands out one size of a photograph.
///
/// # Errors
/// As the gallery stands for this viewer: 401 without the code, 404, 410.
pub async fn rendition(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path((gallery, epoch, photo, file)): Path<(GalleryId, i32, PhotoId, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kind = file.strip_suffix(".jpg").and_then(|name| name.parse().ok());
    let kind = kind.ok_or_else(|| problem(StatusCode::NOT_FOUND, "not_found", "There is no such size."))?;
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let range = text(RANGE).and_then(parse_range);
    let asked = range.is_some();
    let served = backend.photos().serve(&viewer, (gallery, epoch, photo), kind, range, text(IF_NONE_MATCH)).await?;
    let etag = HeaderValue::from_str(&served.etag).unwrap_or(HeaderValue::from_static("\"\""));
    let mut answer = HeaderMap::from_iter([
        (CACHE_CONTROL, KEPT),
        (VARY, HeaderValue::from_static("cookie")),
        (ETAG, etag),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ]);
    let Some(object) = served.object else {
        return Ok((StatusCode::NOT_MODIFIED, answer).into_response());
    };
    answer.insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    answer.insert(CONTENT_LENGTH, HeaderValue::from(object.range.end - object.range.start));
    let mut status = StatusCode::OK;
    if asked {
        let text = format!("bytes {}-{}/{}", object.range.start, object.range.end.saturating_sub(1), object.size);
        if let Ok(text) = HeaderValue::from_str(&text) {
            answer.insert(CONTENT_RANGE, text);
            status = StatusCode::PARTIAL_CONTENT;
        }
    }
    Ok((status, answer, Body::from_stream(object.stream)).into_response())
}

/// One range of bytes (RFC 9110 §14.1.2); several at once are answered with the whole, as they may be.
fn parse_range(header: &str) -> Option<GetRange> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    match (first.trim(), last.trim()) {
        ("", last) => Some(GetRange::Suffix(last.parse().ok().filter(|length| *length > 0)?)),
        (first, "") => Some(GetRange::Offset(first.parse().ok()?)),
        (first, last) => {
            let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
            (first <= last).then(|| GetRange::Bounded(first..last.saturating_add(1)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_browsers_write_them() {
        assert_eq!(parse_range("bytes=0-99"), Some(GetRange::Bounded(0..100)));
        assert_eq!(parse_range("bytes=500-"), Some(GetRange::Offset(500)));
        assert_eq!(parse_range("bytes=-20"), Some(GetRange::Suffix(20)));
        for header in ["bytes=9-1", "bytes=a-b", "pages=1-2", "bytes=0-1,5-6", "bytes=-0", ""] {
            assert_eq!(parse_range(header), None, "{header}");
        }
    }
}
