//! Scripts come with a token instead of cookies: `Authorization: Bearer lum_…` (RFC 6750). What they reach is declared
//! with each route; everything else is closed to them, whatever their person may.

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{AUTHORIZATION, COOKIE, WWW_AUTHENTICATE},
    },
    middleware::Next,
    response::IntoResponse,
};
use backend::{Backend, Error};
use domain::{ApiToken, Refusal};

use super::request::Source;
use crate::{
    http::{Problem, problem},
    routes,
    telemetry::facts,
};

const INVALID: HeaderValue = HeaderValue::from_static("Bearer error=\"invalid_token\"");
const TOO_NARROW: HeaderValue = HeaderValue::from_static("Bearer error=\"insufficient_scope\"");

/// Works out whose script asks. Other requests go on to be asked for their cookies.
pub async fn identify(State(backend): State<Backend>, mut request: Request, next: Next) -> Response<Body> {
    let Some(token) = bearer(request.headers()) else { return next.run(request).await };
    let source = request.extensions().get::<Source>().map(|source| source.0.clone()).unwrap_or_default();
    let viewer = match backend.accounts().bearer(token, &source).await {
        Ok(viewer) => viewer,
        Err(Error::Refused(Refusal::SignIn)) => {
            let words = "This token is not known here: it was mistyped or revoked, or it has expired.";
            let answer = problem(StatusCode::UNAUTHORIZED, "token", words);
            return ([(WWW_AUTHENTICATE, INVALID)], answer).into_response();
        }
        Err(error) => return Problem::from(error).into_response(),
    };
    let pattern = request.extensions().get::<MatchedPath>();
    let scope =
        pattern.and_then(|path| routes::declared(request.method(), path.as_str())).and_then(|route| route.scope);
    if scope.is_none() || scope != viewer.scope {
        let answer = problem(StatusCode::FORBIDDEN, "scope", "This token is not for this address.");
        return ([(WWW_AUTHENTICATE, TOO_NARROW)], answer).into_response();
    }
    if let Some(person) = &viewer.person {
        facts::note_person(person.id);
    }
    // Whatever else came along is not looked at.
    request.headers_mut().remove(COOKIE);
    request.extensions_mut().insert(viewer);
    next.run(request).await
}

/// The token, if the request has one of ours. Other schemes and other tokens are for a proxy in front.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_at_checked("Bearer ".len())?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("Bearer ") && token.starts_with(ApiToken::PREFIX)).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bearers_are_asked() {
        let bearer = |value: &[u8]| {
            let value = HeaderValue::from_bytes(value).expect("a value");
            super::bearer(&HeaderMap::from_iter([(AUTHORIZATION, value)])).map(str::to_owned)
        };
        assert_eq!(bearer(b"Bearer lum_1").as_deref(), Some("lum_1"));
        assert_eq!(bearer(b"bearer  lum_1").as_deref(), Some("lum_1"));
        for other in
            [b"Basic bWlybmE6eA==".as_slice(), b"Bearer", b"Bearer eyJhbGciOiJIUzI1NiJ9", b"Bearer \xff", b"lum_1"]
        {
            assert_eq!(bearer(other), None);
        }
        assert_eq!(super::bearer(&HeaderMap::new()), None);
    }
}
