//! Resumable uploads: tus 1.0.0 (<https://tus.io/protocols/resumable-upload>) with the extensions creation,
//! creation-with-upload, checksum, termination and expiration.
//!
//! An upload is announced with its length, sent in pieces, each beginning where the last one ended, and is a photograph
//! when the last byte is here; the answer then names it in `Lumora-Photo` and `Lumora-Outcome`. Metadata we know:
//! `filename`; `sha256` in hexadecimal, with which bytes that are here already need not be sent; `same_name`, with
//! `ask` to be told (409, `same_name`) when other bytes of that name are in the gallery; `replaces`, the photograph whose
//! place the file takes; `set`, the set of the gallery it is meant for; `unpack`, for a ZIP of photographs, `flat` or `sets`,
//! by which its folders become sets. An archive may be larger than `Tus-Max-Size`; at its end the answer names what takes
//! it apart in `Lumora-Import`.

use std::str::FromStr;

use axum::{
    Extension, Router,
    body::{Body, BodyDataStream},
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{head, options},
};
use backend::{
    Backend,
    uploads::{Appending, Checksum, Conflict, NewUpload, Upload},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::{GalleryId, MAX_PHOTO_BYTES, UploadId, Viewer};
use futures::StreamExt;

use super::{Problem, pace::Pace, problem};
use crate::router::AppState;

const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const EXTENSIONS: &str = "creation,creation-with-upload,checksum,termination,expiration";
const ALGORITHMS: &str = "sha1,sha256";
/// What pieces are sent as.
const PIECE: &str = "application/offset+octet-stream";
/// Characters of metadata.
const METADATA: usize = 4096;

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA_HEADER: HeaderName = HeaderName::from_static("upload-metadata");
const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
const METHOD: HeaderName = HeaderName::from_static("x-http-method-override");

/// The protocol's addresses.
pub fn router() -> Router<AppState> {
    let one = head(find).patch(append).delete(cancel).post(overridden);
    Router::new()
        .route("/api/dashboard/galleries/{gallery}/uploads", options(abilities).post(begin))
        .route("/api/dashboard/galleries/{gallery}/uploads/{upload}", one.options(abilities))
        .layer(from_fn(speak))
}

/// Every answer says which version it speaks, and requests in another one are not understood.
async fn speak(request: Request, next: Next) -> Response {
    let understood = request.method() == Method::OPTIONS || request.headers().get(RESUMABLE) == Some(&VERSION);
    let mut answer = if understood {
        next.run(request).await
    } else {
        let words = "Send `Tus-Resumable: 1.0.0`.";
        ([("tus-version", VERSION)], problem(StatusCode::PRECONDITION_FAILED, "tus_version", words)).into_response()
    };
    answer.headers_mut().insert(RESUMABLE, VERSION);
    answer
}

async fn abilities() -> impl IntoResponse {
    let headers = [
        ("tus-version", VERSION),
        ("tus-extension", HeaderValue::from_static(EXTENSIONS)),
        ("tus-max-size", HeaderValue::from(MAX_PHOTO_BYTES)),
        ("tus-checksum-algorithm", HeaderValue::from_static(ALGORITHMS)),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// Announces a file: 201 with its address; with a body, its first piece.
async fn begin(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path(gallery): Path<GalleryId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    // Who may not hears that first.
    backend.photos().may_upload(&viewer, gallery).await?;
    let new = announced(&headers)?;
    let mut upload = backend.uploads().begin(&viewer, gallery, &new).await?;
    let location = format!("/api/dashboard/galleries/{gallery}/uploads/{}", upload.id);
    let with_piece = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == PIECE);
    if with_piece && upload.stored.is_none() {
        let piece = Piece { gallery, upload: upload.id, offset: 0, checksum: checksum(&headers)? };
        upload = piece.take(backend, viewer, body).await?;
    }
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], standing(&upload)).into_response())
}

/// How much has come.
async fn find(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path((gallery, upload)): Path<(GalleryId, UploadId)>,
) -> Result<Response, Problem> {
    let upload = backend.uploads().find(&viewer, gallery, upload).await?;
    let mut headers = standing(&upload);
    headers.insert(LENGTH, HeaderValue::from(upload.bytes));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(metadata) = HeaderValue::from_str(&upload.metadata)
        && !metadata.is_empty()
    {
        headers.insert(METADATA_HEADER, metadata);
    }
    Ok(headers.into_response())
}

/// Takes the next piece.
async fn append(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path((gallery, upload)): Path<(GalleryId, UploadId)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    backend.photos().may_upload(&viewer, gallery).await?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != PIECE) {
        let words = format!("Send pieces as `{PIECE}`.");
        return Err(problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content_type", words));
    }
    let offset = number(&headers, &OFFSET)?;
    let piece = Piece { gallery, upload, offset, checksum: checksum(&headers)? };
    let upload = piece.take(backend, viewer, body).await?;
    Ok((StatusCode::NO_CONTENT, standing(&upload)).into_response())
}

/// Forgets the file.
async fn cancel(
    State(backend): State<Backend>,
    Extension(viewer): Extension<Viewer>,
    Path((gallery, upload)): Path<(GalleryId, UploadId)>,
) -> Result<StatusCode, Problem> {
    backend.uploads().cancel(&viewer, gallery, upload).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// For senders behind something that knows only GET and POST.
async fn overridden(
    state: State<Backend>,
    viewer: Extension<Viewer>,
    path: Path<(GalleryId, UploadId)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    match headers.get(METHOD).and_then(|method| method.to_str().ok()) {
        Some("PATCH") => append(state, viewer, path, headers, body).await,
        Some("DELETE") => Ok(cancel(state, viewer, path).await?.into_response()),
        Some("HEAD") => find(state, viewer, path).await,
        _ => Err(problem(StatusCode::METHOD_NOT_ALLOWED, "method", "Send pieces with PATCH.")),
    }
}

/// A piece on its way in.
struct Piece {
    gallery: GalleryId,
    upload: UploadId,
    offset: u64,
    checksum: Option<Checksum>,
}

impl Piece {
    /// In a task of its own: when the sender goes away, what has come is still dealt with.
    async fn take(self, backend: Backend, viewer: Viewer, body: Body) -> Result<Upload, Problem> {
        let taken = tokio::spawn(async move { self.read(&backend, &viewer, body.into_data_stream()).await });
        taken.await.map_err(backend::Error::internal)?
    }

    async fn read(self, backend: &Backend, viewer: &Viewer, mut body: BodyDataStream) -> Result<Upload, Problem> {
        let mut appending = backend.uploads().append(viewer, self.gallery, self.upload, self.offset).await?;
        match write(&mut appending, &mut body).await {
            Ok(()) => Ok(appending.finish(self.checksum).await?),
            Err((problem, keep)) => {
                appending.break_off(keep && self.checksum.is_none()).await?;
                Err(problem)
            }
        }
    }
}

/// Writes what comes. Why it ended too early, and whether what came is of use.
async fn write(appending: &mut Appending, body: &mut BodyDataStream) -> Result<(), (Problem, bool)> {
    let mut pace = Pace::start();
    while let Some(bytes) = pace.next(body.next()).await.map_err(|stalled| (stalled, true))? {
        let bytes = bytes.map_err(|_| (problem(StatusCode::BAD_REQUEST, "cut_off", "The piece broke off."), true))?;
        pace.count(bytes.len()).map_err(|too_slow| (too_slow, true))?;
        appending.write(bytes).await.map_err(|error| {
            let keep = !matches!(error, backend::Error::Upload(Conflict::TooLong));
            (error.into(), keep)
        })?;
    }
    Ok(())
}

/// How an upload stands, in headers.
fn standing(upload: &Upload) -> HeaderMap {
    let mut headers = HeaderMap::from_iter([(OFFSET, HeaderValue::from(upload.received))]);
    let mut say = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    match &upload.stored {
        Some(stored) => {
            say("lumora-photo", stored.photo.to_string());
            say("lumora-outcome", stored.outcome.as_str().to_owned());
        }
        None if upload.import.is_some() => {
            say("lumora-import", upload.import.map(|import| import.to_string()).unwrap_or_default());
            say("lumora-outcome", "unpacking".to_owned());
        }
        None => say("upload-expires", upload.expires_at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
    }
    headers
}

fn announced(headers: &HeaderMap) -> Result<NewUpload, Problem> {
    let bytes = number(headers, &LENGTH)?;
    if bytes == 0 {
        return Err(problem(StatusCode::BAD_REQUEST, "no_file", "The file is empty."));
    }
    let metadata = text(headers, &METADATA_HEADER).unwrap_or_default();
    if metadata.len() > METADATA {
        return Err(unclear(&METADATA_HEADER));
    }
    let mut new = NewUpload { bytes, metadata: metadata.to_owned(), ..NewUpload::default() };
    for pair in metadata.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = BASE64_STANDARD.decode(value).ok().and_then(|value| String::from_utf8(value).ok());
        let value = value.ok_or_else(|| unclear(&METADATA_HEADER))?;
        match key {
            "filename" => new.name = value,
            "sha256" => new.sha256 = Some(unhex(&value).ok_or_else(|| unclear(&METADATA_HEADER))?),
            "same_name" => new.ask = value == "ask",
            "set" => new.set = Some(value.parse().map_err(|_| unclear(&METADATA_HEADER))?),
            "unpack" => new.unpack = Some(value.parse().map_err(|()| unclear(&METADATA_HEADER))?),
            "replaces" => new.replaces = Some(value.parse().map_err(|_| unclear(&METADATA_HEADER))?),
            _ => {}
        }
    }
    Ok(new)
}

fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, Problem> {
    let Some(text) = text(headers, &CHECKSUM) else { return Ok(None) };
    let (algorithm, sum) = text.split_once(' ').ok_or_else(|| unclear(&CHECKSUM))?;
    let sum = BASE64_STANDARD.decode(sum.trim()).map_err(|_| unclear(&CHECKSUM))?;
    match algorithm {
        "sha1" => sum.try_into().map(Checksum::Sha1),
        "sha256" => sum.try_into().map(Checksum::Sha256),
        _ => Err(sum),
    }
    .map(Some)
    .map_err(|_| unclear(&CHECKSUM))
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Problem> {
    // Of digits only: `u64` would also take a sign.
    let digits = text(headers, name).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|text| u64::from_str(text).ok()).ok_or_else(|| unclear(name))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

fn unclear(name: &HeaderName) -> Problem {
    problem(StatusCode::BAD_REQUEST, "header", format!("`{name}` is missing or not understood."))
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let bytes: Option<Vec<u8>> = (text.len() == 64).then(|| {
        text.as_bytes().chunks(2).map(|pair| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8)).collect()
    })?;
    bytes?.try_into().ok()
}

/// 460, which only this protocol knows.
pub fn checksum_mismatch() -> StatusCode {
    StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST)
}
