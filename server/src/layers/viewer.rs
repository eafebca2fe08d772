//! Who is looking: from the session and visitor cookies to a [`Viewer`], read anew from the database for each request.

use app::{
    server::VisitorCookie,
    site::fault::Fault,
    viewer::{Boot, Member},
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, Response,
        header::{COOKIE, HOST},
    },
    middleware::Next,
};
use backend::{Backend, sha256};
use domain::Viewer;
use leptos::config::LeptosOptions;
use tower_sessions::Session;

use super::{fault, preference, request::Source};
use crate::{sessions, telemetry::facts};

/// The cookie to which unlocked galleries are bound.
pub const VISITOR_COOKIE: &str = "visitor";

/// What the layer needs to know of the server.
#[derive(Clone)]
pub struct Seen {
    /// Finds people.
    pub backend: Backend,
    /// Where the style of a page is that says why there is none.
    pub options: LeptosOptions,
    /// Whether cookies are for TLS only.
    pub tls: bool,
    /// Whether anyone who comes from this machine itself may read the outbox.
    pub open_outbox: bool,
}

/// Works out who asks, unless they came with a token. When the database does not answer, nobody is let in as anybody.
pub async fn identify(State(seen): State<Seen>, session: Session, mut request: Request, next: Next) -> Response<Body> {
    if request.extensions().get::<Viewer>().is_some() {
        return next.run(request).await;
    }
    let source = request.extensions().get::<Source>().map(|source| source.0.clone()).unwrap_or_default();
    match look(&seen, &session, request.headers().clone(), source).await {
        Ok((viewer, boot)) => {
            if let Some(person) = &viewer.person {
                facts::note_person(person.id);
            }
            let name = visitor_cookie(seen.tls);
            if cookie(request.headers(), &name).is_none() {
                let secret = seen.backend.chance.secret();
                request.extensions_mut().insert(VisitorCookie { name, secret, tls: seen.tls });
            }
            request.extensions_mut().insert(viewer);
            request.extensions_mut().insert(boot);
            next.run(request).await
        }
        Err(error) => {
            tracing::error!(error, "who is looking cannot be known");
            fault::answer(Fault::Away, request.headers(), request.uri().path(), seen.options)
        }
    }
}

async fn look(seen: &Seen, session: &Session, headers: HeaderMap, source: String) -> Result<(Viewer, Boot), String> {
    let found = match sessions::signed_in(session).await.map_err(|error| error.to_string())? {
        None => None,
        Some((user, studio)) => {
            seen.backend.accounts().viewer(user, studio).await.map_err(|error| error.to_string())?
        }
    };
    let (person, membership) = found.map_or((None, None), |(person, membership)| (Some(person), membership));
    let visitor = cookie(&headers, &visitor_cookie(seen.tls)).map(sha256);
    let local = matches!(&*source, "127.0.0.1" | "0:0:0:0::/64") && asked_for_this_machine(&headers);
    let member = person.as_ref().zip(membership.as_ref()).map(|(person, membership)| Member {
        name: person.name.clone(),
        email: person.email.to_string(),
        studio: membership.studio_name.clone(),
        role: membership.role,
        operator: person.operator,
    });
    let operator = person.as_ref().is_some_and(|person| person.operator);
    let boot = Boot {
        locale: preference::locale(&headers),
        theme: cookie(&headers, "theme").and_then(|theme| theme.parse().ok()),
        member,
        outbox: operator || (seen.open_outbox && local),
    };
    Ok((Viewer { person, membership, scope: None, visitor, source }, boot))
}

/// Whether the request names this machine and nobody handed it on: a tunnel or proxy on this machine makes strangers look
/// local, and a web page can point a name of its own at it.
pub fn asked_for_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
        && !["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"]
            .iter()
            .any(|name| headers.contains_key(*name))
}

/// The visitor cookie's name where TLS is and where it is not.
pub fn visitor_cookie(tls: bool) -> String {
    if tls { format!("__Host-{VISITOR_COOKIE}") } else { VISITOR_COOKIE.to_owned() }
}

/// A cookie's value.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
