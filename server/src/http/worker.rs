//! The service worker of the dashboard, made once for this very build, and the page it shows without a network.

use std::sync::Arc;

use app::site::{fault::POLICY, offline};
use axum::{
    extract::{Path, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{Html, IntoResponse, Response},
};
use backend::{hex, sha256};
use domain::Locale;
use leptos::config::LeptosOptions;

use super::{Problem, problem};

const SCRIPT: &str = include_str!("worker.js");

/// It is asked about each time, so that a new build is seen at once.
const ASKED: HeaderValue = HeaderValue::from_static("no-cache");

/// What a worker may load: ours.
const OURS: HeaderValue = HeaderValue::from_static("default-src 'self'");

/// What the page without a network needs, besides its stylesheet.
const NEEDED: [&str; 4] =
    ["/fonts/inter-latin.woff2", "/fonts/instrument-serif-latin.woff2", "/icons.svg", "/favicon.svg"];

/// The worker of this build.
#[derive(Clone)]
pub struct Worker(Arc<str>);

impl Worker {
    /// Writes it. Blocks, so not while anybody waits.
    pub fn new(options: &LeptosOptions) -> Self {
        Self(written(&names(options), options).into())
    }
}

/// `GET /sw.js`
pub async fn script(State(Worker(script)): State<Worker>) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (CACHE_CONTROL, ASKED),
        (CONTENT_SECURITY_POLICY, OURS),
    ];
    (headers, script.to_string()).into_response()
}

/// `GET /offline/{language}`
///
/// # Errors
/// 404 in a language we do not speak.
pub async fn page(State(options): State<LeptosOptions>, Path(language): Path<String>) -> Result<Response, Problem> {
    let locale: Locale =
        language.parse().map_err(|_| problem(StatusCode::NOT_FOUND, "not_found", "There is no such language."))?;
    let headers = [(CACHE_CONTROL, ASKED), (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))];
    Ok((headers, Html(offline::document(locale, options))).into_response())
}

/// The worker of a build with these `names`: another build has another cache.
fn written(names: &str, options: &LeptosOptions) -> String {
    let pages = Locale::ALL.map(|locale| offline::document(locale, options.clone()));
    let first: Vec<&str> = stylesheet(&pages[0]).into_iter().chain(NEEDED).collect();
    let build = sha256([SCRIPT, names, &pages.concat(), &first.concat()].concat());
    SCRIPT
        .replace("{cache}", &format!("shell-{}", hex(&build[..8])))
        .replace("{hashed}", if options.hash_files { "true" } else { "false" })
        .replace("{first}", &serde_json::json!(first).to_string())
}

/// The names the build gave its files, as it left them beside the program; nothing where it gave none.
fn names(options: &LeptosOptions) -> String {
    let file = std::env::current_exe().map(|program| program.with_file_name(&*options.hash_file));
    file.and_then(std::fs::read_to_string).unwrap_or_default()
}

/// Where the stylesheet of a page is.
fn stylesheet(page: &str) -> Option<&str> {
    page.split('"').find(|text| text.starts_with('/') && text.ends_with(".css"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name of the cache in a worker.
    fn cache(script: &str) -> &str {
        script.split('\'').find(|text| text.starts_with("shell-") && text.len() > 6).expect("a name")
    }

    #[test]
    fn another_build_has_another_cache_and_the_same_has_the_same() {
        let options = LeptosOptions::builder().output_name("lumora").hash_files(true).build();
        let one = written("js: a\nwasm: b\ncss: c", &options);
        let other = written("js: a\nwasm: d\ncss: c", &options);
        assert_ne!(cache(&one), cache(&other));
        assert_eq!(one, written("js: a\nwasm: b\ncss: c", &options));
        for text in ["const HASHED = true", "\"/pkg/lumora.css\"", "\"/fonts/inter-latin.woff2\""] {
            assert!(one.contains(text), "{text}: {one}");
        }
        let plain = written("", &LeptosOptions::builder().output_name("lumora").build());
        assert!(plain.contains("const HASHED = false"), "without hashes in their names files are not kept");
        assert!(!plain.contains("{first}") && !plain.contains("{cache}"));
    }
}
