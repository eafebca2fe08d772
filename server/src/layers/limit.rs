//! How much one person may ask in a minute. Guards against floods; what guards access counts in the database.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header::RETRY_AFTER},
    middleware::Next,
    response::IntoResponse,
};
use domain::Viewer;
use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock as _};

use crate::http::problem;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// Pages and reading, for one source in a minute: a studio's people or a wedding's guests share an address.
const READING: u32 = 6_000;
/// Pictures: a page of a gallery asks for sixty at once, and one may scroll fast.
const PICTURES: u32 = 30_000;
/// Uploads of files: faster than any line.
const UPLOADS: u32 = 3_000;
/// Sockets opened: one for each page, and again after a break in the line.
const SOCKETS: u32 = 300;
/// Hearts and codes of everybody behind one address.
const GUESTS: u32 = 3_000;
/// Flags and stars of one person: as fast as keys repeat.
const SORTING: u32 = 1_800;

/// What the pages of everybody behind one address tell of themselves: each says once how soon it was there.
const TOLD: u32 = 600;

/// The limits.
#[derive(Clone)]
pub struct Limits {
    actions: Class,
    reading: Class,
    pictures: Class,
    sockets: Class,
    uploads: Class,
    guests: Class,
    sorting: Class,
    told: Class,
}

#[derive(Clone)]
struct Class {
    per_minute: u32,
    limiter: Arc<DefaultKeyedRateLimiter<String>>,
}

impl Class {
    fn new(per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        Self { per_minute, limiter: Arc::new(DefaultKeyedRateLimiter::keyed(quota)) }
    }
}

impl Limits {
    /// `actions` changes in a minute for one person.
    pub fn new(actions: u32) -> Self {
        Self {
            actions: Class::new(actions),
            reading: Class::new(READING),
            pictures: Class::new(PICTURES),
            sockets: Class::new(SOCKETS),
            uploads: Class::new(UPLOADS),
            guests: Class::new(GUESTS),
            sorting: Class::new(SORTING),
            told: Class::new(TOLD),
        }
    }

    /// Forgets those who have been quiet, so that the table does not grow. To be called every few minutes.
    pub fn forget_quiet(&self) {
        let Self { actions, reading, pictures, sockets, uploads, guests, sorting, told } = self;
        for class in [actions, reading, pictures, sockets, uploads, guests, sorting, told] {
            class.limiter.retain_recent();
        }
    }

    fn class_of(&self, request: &Request) -> &Class {
        let path = request.uri().path();
        match *request.method() {
            Method::GET | Method::HEAD if path.starts_with("/files/") => &self.pictures,
            _ if path.starts_with("/socket.io") => &self.sockets,
            Method::GET | Method::HEAD | Method::OPTIONS => &self.reading,
            // These only read; what they are told is not for an address.
            _ if matches!(path, "/api/dashboard/some_photos" | "/api/gallery/hearts") => &self.reading,
            // A wedding's guests come from one address; codes tried are counted apart, in the database.
            _ if path.starts_with("/api/gallery/") => &self.guests,
            _ if path.starts_with("/api/browser/") => &self.told,
            _ if path.ends_with("/photos") || path.contains("/uploads") => &self.uploads,
            // One press of a key each, and a photograph is sorted in less than a second.
            _ if path == "/api/dashboard/rate_photos" => &self.sorting,
            _ => &self.actions,
        }
    }
}

/// Counts the request and refuses what is too much.
pub async fn check(State(limits): State<Limits>, request: Request, next: Next) -> Response<Body> {
    let class = limits.class_of(&request);
    let key = who(&request);
    match class.limiter.check_key(&key) {
        Ok(()) => {
            let per_minute = class.per_minute;
            let mut response = next.run(request).await;
            response.headers_mut().insert(LIMIT, HeaderValue::from(per_minute));
            response
        }
        Err(refusal) => {
            let seconds = refusal.wait_time_from(governor::clock::DefaultClock::default().now()).as_secs() + 1;
            let mut headers = HeaderMap::new();
            headers.insert(LIMIT, HeaderValue::from(class.per_minute));
            headers.insert(REMAINING, HeaderValue::from(0));
            headers.insert(RESET, HeaderValue::from(seconds));
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
            let answer = problem(StatusCode::TOO_MANY_REQUESTS, "too_many", "Too many requests; wait a little.");
            (headers, answer).into_response()
        }
    }
}

/// A person signed in is told apart by who they are, others by where they come from: a cookie anybody can make up would
/// be no limit.
fn who(request: &Request) -> String {
    let viewer = request.extensions().get::<Viewer>();
    match viewer.and_then(|viewer| viewer.person.as_ref()) {
        Some(person) => person.id.to_string(),
        None => viewer.map(|viewer| viewer.source.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_is_not_counted_as_other_changes_are() {
        let limits = Limits::new(100);
        let class = |path: &str| {
            let request = axum::http::Request::post(path).body(Body::empty()).expect("a request");
            limits.class_of(&request).per_minute
        };
        assert_eq!(class("/api/dashboard/rate_photos"), SORTING);
        assert_eq!(class("/api/dashboard/trash_photos"), 100);
        assert_eq!(class("/api/gallery/heart"), GUESTS);
    }
}
