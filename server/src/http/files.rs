//! `GET /files/{gallery}/{epoch}/{photo}/{size}.jpg`: every byte of a photograph that leaves.

use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE,
            RANGE, VARY,
        },
    },
    response::{IntoResponse, Response},
};
use backend::{
    Backend,
    files::GetRange,
    photos::{Content, Wanted},
};
use domain::{GalleryId, PhotoId, Shown, Viewer};

use super::{Problem, problem};

/// A browser's own cache may live five minutes, so that scrolling back asks nothing again; nobody else keeps it, since it
/// depends on who asks.
const KEPT: HeaderValue = HeaderValue::from_static("private, max-age=300");

/// What stands in for a marked size is asked about each time, until that is made.
const ASKED: HeaderValue = HeaderValue::from_static("private, no-cache");

/// Hands out one size of a photograph.
///
/// # Errors
/// As the gallery stands for this viewer: 401 without the code, 404, 410; 416 for a range beyond the end.
pub async fn rendition(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path((gallery, epoch, photo, file)): Path<(GalleryId, i32, PhotoId, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let shown = file.strip_suffix(".jpg").and_then(|name| name.parse::<Shown>().ok());
    let shown = shown.ok_or_else(|| problem(StatusCode::NOT_FOUND, "not_found", "There is no such size."))?;
    let wanted = wanted(&method, &headers);
    let served = backend.photos().serve(&viewer, (gallery, epoch, photo), shown, wanted).await?;
    let kept = if served.stand_in { ASKED } else { KEPT };
    let kept = HeaderMap::from_iter([(CACHE_CONTROL, kept), (CONTENT_TYPE, HeaderValue::from_static("image/jpeg"))]);
    Ok(answer(served.content, &served.etag, kept))
}

/// What of a file is wanted. Ranges are defined for GET alone.
pub(super) fn wanted<'a>(method: &Method, headers: &'a HeaderMap) -> Wanted<'a> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let range = text(RANGE).filter(|_| *method == Method::GET).and_then(parse_range);
    Wanted { range, same_as: text(IF_RANGE), known: text(IF_NONE_MATCH) }
}

/// Sends a file, or what is wanted of it, with these headers besides.
pub(super) fn answer(content: Content, etag: &str, mut headers: HeaderMap) -> Response {
    headers.extend([
        (VARY, HeaderValue::from_static("cookie")),
        (ETAG, HeaderValue::from_str(etag).unwrap_or(HeaderValue::from_static("\"\""))),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ]);
    let (status, object) = match content {
        Content::Whole(object) => (StatusCode::OK, object),
        Content::Part(object) => (StatusCode::PARTIAL_CONTENT, object),
        Content::Known => {
            headers.remove(CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        Content::Beyond { size } => {
            let beyond = problem(StatusCode::RANGE_NOT_SATISFIABLE, "range", "The file has fewer bytes.");
            return ([(CONTENT_RANGE, format!("bytes */{size}"))], beyond).into_response();
        }
    };
    headers.insert(CONTENT_LENGTH, HeaderValue::from(object.range.end - object.range.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let text = format!("bytes {}-{}/{}", object.range.start, object.range.end.saturating_sub(1), object.size);
        headers.extend(HeaderValue::from_str(&text).map(|text| (CONTENT_RANGE, text)));
    }
    (status, headers, Body::from_stream(object.stream)).into_response()
}

/// One range of bytes (RFC 9110 §14.1.2); several at once are answered with the whole, as they may be.
fn parse_range(header: &str) -> Option<GetRange> {
    let (unit, range) = header.split_once('=')?;
    let (first, last) = range.split_once('-').filter(|_| unit.eq_ignore_ascii_case("bytes"))?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    match (first.trim(), last.trim()) {
        ("", last) => Some(GetRange::Suffix(number(last)?)),
        (first, "") => Some(GetRange::Offset(number(first)?)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
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
        assert_eq!(parse_range("Bytes=-0"), Some(GetRange::Suffix(0)));
        for header in ["bytes=9-1", "bytes=a-b", "pages=1-2", "bytes=0-1,5-6", "bytes=+1-2", "bytes=-", "bytes", ""] {
            assert_eq!(parse_range(header), None, "{header}");
        }
    }
}
