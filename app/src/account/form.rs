//! What the forms of this area share. They work before the page is alive too: then an error comes back in the address.

use domain::problem::Problem;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use crate::error::AppError;

/// A form, how it was answered, and whether the answer is awaited.
pub struct Form<S: ServerFn + 'static> {
    /// Sends it.
    pub action: ServerAction<S>,
    /// What was wrong the last time.
    pub error: Signal<Option<AppError>>,
    /// Whether the answer is awaited, or the next page is.
    pub pending: Signal<bool>,
}

impl<S: ServerFn + 'static> Clone for Form<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: ServerFn + 'static> Copy for Form<S> {}

/// A form sent to `S`; the focus goes to the first field with an error.
pub fn form<S>() -> Form<S>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    let query = use_query_map().get_untracked();
    if let (Some(path), Some(error)) = (query.get_str("__path"), query.get_str("__err")) {
        provide_context(ServerActionError::new(path, error));
    }
    let action = ServerAction::<S>::new();
    let value = action.value();
    let error = Signal::derive(move || value.get().and_then(Result::err).map(plain));
    let pending = Signal::derive(move || action.pending().get() || matches!(value.get(), Some(Ok(_))));
    Effect::new(move |_| {
        if error.get().is_some() {
            #[cfg(feature = "hydrate")]
            crate::browser::page::focus("form [aria-invalid=true]");
        }
    });
    Form { action, error, pending }
}

/// Anybody can write an address, so what it says of an error is shown only if it could be ours.
fn plain(error: AppError) -> AppError {
    match error {
        AppError::Internal { reference } if !reference.chars().all(|sign| sign.is_ascii_alphanumeric()) => {
            AppError::Unavailable
        }
        error => error,
    }
}

/// When the server has answered with an address, goes there and loads it anew: the person is another one now.
pub fn proceed<S>(action: ServerAction<S>)
where
    S: ServerFn<Output = String, Error = AppError> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move |_| {
        if let Some(Ok(address)) = value.get() {
            #[cfg(feature = "hydrate")]
            crate::browser::go(&address);
            #[cfg(not(feature = "hydrate"))]
            let _ = address;
        }
    });
}

/// Whom the mail of a form went to, once it did; empty where it was sent without script, so that only the address tells.
pub fn mailed<S>(form: Form<S>) -> Memo<Option<String>>
where
    S: ServerFn<Output = String, Error = AppError> + Clone + Send + Sync + 'static,
{
    let value = form.action.value();
    let by_address = use_query_map().get_untracked().get_str("sent").is_some();
    Memo::new(move |_| match value.get() {
        Some(Ok(address)) => Some(address),
        Some(Err(_)) => None,
        None => by_address.then(String::new),
    })
}

/// Sends who is signed in already on to `address`.
pub fn pass_members(address: &str) {
    #[cfg(feature = "ssr")]
    if crate::viewer::boot().member.is_some() {
        leptos_axum::redirect(address);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = address;
}

/// The token in the page's address; tokens are letters and digits.
pub fn token() -> String {
    let token = use_query_map().get_untracked().get("token").unwrap_or_default();
    if token.chars().all(|sign| sign.is_ascii_alphanumeric()) { token } else { String::new() }
}

/// One parameter as an address writes it; nothing without a value.
pub fn kept(name: &'static str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    ParamsMap::from_iter([(name, value.to_owned())]).to_query_string().trim_start_matches('?').to_owned()
}

/// Whether a mailed link is good no longer: it came without its token, or the server said so.
pub fn link_is_void(error: Signal<Option<AppError>>, token: &str) -> Memo<bool> {
    let missing = token.is_empty();
    Memo::new(move |_| missing || error.get().is_some_and(|error| error.has(Problem::LinkUsedOrExpired)))
}
