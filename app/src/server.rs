//! What server functions take from the request they answer. Server only.

use backend::{
    Backend,
    accounts::{SignedIn, device_name},
};
use domain::{SessionKey, Viewer, problem::FieldProblem};
use http::{
    HeaderName, HeaderValue, Method, StatusCode,
    header::{ACCEPT, COOKIE, SET_COOKIE, USER_AGENT},
    request::Parts,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use tower_sessions::Session;

use crate::error::AppError;

/// The number of the current request, as in the log.
#[derive(Clone, Debug)]
pub struct RequestReference(pub String);

/// The secret visitor cookie of a browser that brought none, to be set when a gallery is unlocked.
#[derive(Clone, Debug)]
pub struct VisitorCookie {
    /// Its name, which depends on whether TLS is.
    pub name: String,
    /// Its value.
    pub secret: String,
    /// Whether browsers may send it over TLS only.
    pub tls: bool,
}

impl VisitorCookie {
    /// As a `Set-Cookie` header; kept for a year.
    fn header(&self) -> String {
        let secure = if self.tls { "; Secure" } else { "" };
        format!("{}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}", self.name, self.secret)
    }
}

/// What a layer left with the request, looked at where it is: the request itself is long to copy.
pub fn with_request<T: Send + Sync + 'static, R>(look: impl FnOnce(&T) -> R) -> Option<R> {
    with_context::<Parts, _>(|parts| parts.extensions.get::<T>().map(look)).flatten()
}

/// What a layer left with the request.
pub fn of_request<T: Clone + Send + Sync + 'static>() -> Option<T> {
    with_request(T::clone)
}

fn header(name: HeaderName) -> Option<String> {
    with_context::<Parts, _>(|parts| parts.headers.get(name)?.to_str().ok().map(str::to_owned)).flatten()
}

/// What the browser calls itself; empty where it says nothing.
pub fn agent() -> String {
    header(USER_AGENT).unwrap_or_default()
}

/// What the program does.
///
/// # Errors
/// [`AppError::Internal`] when called outside a request.
pub fn backend() -> Result<Backend, AppError> {
    use_context::<Backend>().ok_or_else(|| AppError::Internal { reference: reference() })
}

/// Who asks; nobody when it was not worked out.
pub fn viewer() -> Viewer {
    of_request::<Viewer>().unwrap_or_default()
}

/// The number of this request, to be quoted.
pub fn reference() -> String {
    of_request::<RequestReference>().map_or_else(|| "-".to_owned(), |reference| reference.0)
}

/// Answers with this status.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Broken rules as an error of the form.
pub fn invalid(problems: Vec<FieldProblem>) -> AppError {
    backend::Error::Invalid(problems).into()
}

/// What a session remembers, under which name.
pub mod session_keys {
    /// Who is signed in.
    pub const USER: &str = "user";
    /// The studio they act for.
    pub const STUDIO: &str = "studio";
    /// What they are signed in on.
    pub const DEVICE: &str = "device";
    /// Where they signed in.
    pub const SOURCE: &str = "source";
}

/// The session of this request.
///
/// # Errors
/// [`AppError::Internal`] when called outside a request.
pub fn session() -> Result<Session, AppError> {
    of_request::<Session>().ok_or_else(|| AppError::Internal { reference: reference() })
}

/// Hash of the session's identity, as the devices page compares it; `None` before anything is stored in it.
pub fn session_hash() -> Option<[u8; 32]> {
    session().ok()?.id().map(|id| backend::sha256(id.0.to_be_bytes()))
}

/// Signs somebody in: the session gets a new identity, so that one planted before is worth nothing.
///
/// # Errors
/// [`AppError::Unavailable`] when the session cannot be stored.
pub async fn begin_session(who: SignedIn) -> Result<(), AppError> {
    let session = session()?;
    let agent = agent();
    let write = async {
        session.cycle_id().await?;
        session.insert(session_keys::USER, who.user).await?;
        session.insert(session_keys::STUDIO, who.studio).await?;
        session.insert(session_keys::DEVICE, device_name(&agent)).await?;
        session.insert(session_keys::SOURCE, viewer().source).await?;
        session.save().await
    };
    write.await.map_err(|error: tower_sessions::session::Error| unavailable(error))
}

/// Signs out: the session is gone from the database.
///
/// # Errors
/// [`AppError::Unavailable`] when it cannot be removed.
pub async fn end_session() -> Result<(), AppError> {
    session()?.flush().await.map_err(unavailable)
}

fn unavailable(error: tower_sessions::session::Error) -> AppError {
    backend::Error::Unavailable(error.into()).into()
}

/// Gives this browser the visitor cookie, to which unlocked galleries are bound, unless it has one; answers the viewer
/// with it.
pub fn known_visitor() -> Viewer {
    let mut viewer = viewer();
    let fresh = of_request::<VisitorCookie>();
    if let (None, Some(fresh), Some(response)) = (viewer.visitor, fresh, use_context::<ResponseOptions>()) {
        viewer.visitor = Some(backend::sha256(&fresh.secret));
        if let Ok(cookie) = HeaderValue::from_str(&fresh.header()) {
            response.append_header(SET_COOKIE, cookie);
        }
    }
    viewer
}

/// The name of the cookie in which browsers keep their key; `browser::visitor_key` knows it too.
const KEY_COOKIE: &str = "visitor_key";

/// The key of a browser that sends none, as without script: the one in its cookie, or a new one, which it is given.
pub fn session_key(backend: &Backend) -> String {
    let cookies = header(COOKIE).unwrap_or_default();
    let kept = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    let kept = kept.filter(|(name, _)| *name == KEY_COOKIE).find_map(|(_, key)| key.parse::<SessionKey>().ok());
    if let Some(key) = kept {
        return key.as_str().to_owned();
    }
    let key = SessionKey::from_random(backend.chance.bytes());
    // Scripts read it: what they keep is the same visitor's.
    let cookie = format!("{KEY_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", key.as_str());
    if let (Ok(cookie), Some(response)) = (HeaderValue::from_str(&cookie), use_context::<ResponseOptions>()) {
        response.append_header(SET_COOKIE, cookie);
    }
    key.as_str().to_owned()
}

/// Leads on to `address`: a form sent without script is redirected, a script gets the address and goes there itself.
pub fn proceed(address: &str) -> String {
    if plain_form() {
        leptos_axum::redirect(address);
    }
    address.to_owned()
}

/// Whether the request is a form that a browser sent without script.
pub fn plain_form() -> bool {
    let posted = with_context::<Parts, _>(|parts| parts.method == Method::POST) == Some(true);
    posted && header(ACCEPT).is_some_and(|accept| accept.contains("text/html"))
}
