//! `GET /files/downloads/{download}/{part}`: a part of a download, whole or from any byte on.

use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, Method,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::Response,
};
use backend::Backend;
use domain::Viewer;

use super::{
    Problem,
    files::{answer, wanted},
};

/// No copy is kept: what may be taken today may not be tomorrow.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("private, no-store");

/// Hands out a part of a download.
///
/// # Errors
/// As the gallery stands for this viewer: 401 without the code or PIN, 404, 410; 409 when a photograph of it is gone; 416
/// for a range beyond the end.
pub async fn part(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path((download, part)): Path<(String, i32)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let sent = backend.downloads().serve(&viewer, &download, part, wanted(&method, &headers)).await?;
    let mut about =
        HeaderMap::from_iter([(CACHE_CONTROL, NOT_KEPT), (CONTENT_TYPE, HeaderValue::from_static(sent.media_type))]);
    about.extend(HeaderValue::from_str(&disposition(&sent.name)).map(|text| (CONTENT_DISPOSITION, text)));
    Ok(answer(sent.content, &sent.etag, about))
}

/// To be kept under this name (RFC 6266): in ASCII for old programs, in UTF-8 for all others.
fn disposition(name: &str) -> String {
    let plain = |sign: char| matches!(sign, ' '..='~') && !matches!(sign, '"' | '\\' | '%');
    let ascii: String = name.chars().map(|sign| if plain(sign) { sign } else { '_' }).collect();
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let utf8 = name.bytes().fold(String::new(), |text, byte| {
        if unreserved(byte) { text + &char::from(byte).to_string() } else { format!("{text}%{byte:02X}") }
    });
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{utf8}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_survives_the_header() {
        let text = disposition("Šime \"&\" 50%\r\n.zip");
        let expected =
            "attachment; filename=\"_ime _&_ 50___.zip\"; filename*=UTF-8''%C5%A0ime%20%22%26%22%2050%25%0D%0A.zip";
        assert_eq!(text, expected);
        assert!(HeaderValue::from_str(&text).is_ok());
    }
}
