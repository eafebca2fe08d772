//! What the server's answers mean for the one who sends.

use std::time::Duration;

use reqwest::{
    Response, StatusCode,
    header::{HeaderMap, LOCATION, RETRY_AFTER},
};
use serde::Deserialize;

use super::Outcome;

/// An answer that went well.
#[derive(Debug)]
pub(super) struct Standing {
    /// The address under which the file is known from now on.
    pub location: Option<String>,
    /// How much of it is with the server, in bytes.
    pub offset: u64,
    /// What became of it, once it is whole.
    pub outcome: Option<Outcome>,
}

/// One that did not.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Nothing is gained by trying again.
    Over(Outcome),
    /// There is no such gallery, or the file under way was forgotten.
    Gone,
    /// It may go better in a while.
    Later {
        /// What is wrong.
        words: String,
        /// How long the server asks to be left alone.
        after: Option<Duration>,
    },
}

impl Trouble {
    /// Something that has no answer, as a line that broke off.
    pub fn later(words: impl Into<String>) -> Self {
        Self::Later { words: words.into(), after: None }
    }
}

/// `application/problem+json`, as far as it is of use.
#[derive(Default, Deserialize)]
struct Problem {
    #[serde(default)]
    detail: String,
}

/// Reads an answer.
pub(super) async fn read(response: Response) -> Result<Standing, Trouble> {
    let (status, headers) = (response.status(), response.headers().clone());
    if status.is_success() {
        return Ok(standing(&headers));
    }
    let body = response.bytes().await.unwrap_or_default();
    let problem: Problem = serde_json::from_slice(&body).unwrap_or_default();
    Err(trouble(status, &headers, problem.detail))
}

fn standing(headers: &HeaderMap) -> Standing {
    let outcome = match text(headers, "lumora-outcome") {
        Some("already_here") => Some(Outcome::AlreadyThere),
        Some(_) => Some(Outcome::Sent),
        None => None,
    };
    let offset = text(headers, "upload-offset").and_then(|offset| offset.parse().ok()).unwrap_or_default();
    Standing { location: text(headers, LOCATION.as_str()).map(str::to_owned), offset, outcome }
}

fn trouble(status: StatusCode, headers: &HeaderMap, detail: String) -> Trouble {
    let words = if detail.is_empty() { format!("the server answers {status}") } else { detail };
    match status.as_u16() {
        300..=399 => {
            let elsewhere = text(headers, LOCATION.as_str()).unwrap_or("another address");
            Trouble::Over(Outcome::Stopped(format!("the server sends on to {elsewhere}; give it as --server")))
        }
        401 | 403 => Trouble::Over(Outcome::Stopped(words)),
        404 => Trouble::Gone,
        // Not all of it came, somebody else is sending, too much at once; and bytes that came otherwise than they were sent.
        400 | 408 | 409 | 423 | 429 | 460 | 500..=599 => {
            let asked = text(headers, RETRY_AFTER.as_str()).and_then(|seconds| seconds.trim().parse().ok());
            // After a line that broke without a word the server listens to it for half a minute more.
            let after = asked.or((status == StatusCode::LOCKED).then_some(12));
            Trouble::Later { words, after: after.map(Duration::from_secs) }
        }
        _ => Trouble::Over(Outcome::Refused(words)),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn headers<const N: usize>(pairs: [(&'static str, &'static str); N]) -> HeaderMap {
        pairs
            .into_iter()
            .map(|(name, value)| (name.parse().expect("a name"), HeaderValue::from_static(value)))
            .collect()
    }

    fn troubled(status: u16, pairs: HeaderMap) -> Trouble {
        trouble(StatusCode::from_u16(status).expect("a status"), &pairs, String::new())
    }

    #[test]
    fn a_file_is_there_when_the_server_says_what_became_of_it() {
        let half = standing(&headers([("upload-offset", "700"), ("location", "/x")]));
        assert_eq!((half.offset, half.outcome, half.location.as_deref()), (700, None, Some("/x")));
        for (word, outcome) in
            [("created", Outcome::Sent), ("replaced", Outcome::Sent), ("already_here", Outcome::AlreadyThere)]
        {
            assert_eq!(standing(&headers([("lumora-outcome", word)])).outcome, Some(outcome));
        }
    }

    #[test]
    fn some_troubles_pass_and_some_do_not() {
        for status in [400, 408, 409, 429, 460, 500, 502, 503, 507] {
            assert!(matches!(troubled(status, HeaderMap::new()), Trouble::Later { after: None, .. }), "{status}");
        }
        for status in [413, 415, 422] {
            assert!(matches!(troubled(status, HeaderMap::new()), Trouble::Over(Outcome::Refused(_))), "{status}");
        }
        for status in [301, 308, 401, 403] {
            assert!(matches!(troubled(status, HeaderMap::new()), Trouble::Over(Outcome::Stopped(_))), "{status}");
        }
        assert!(matches!(troubled(404, HeaderMap::new()), Trouble::Gone));
        // The server holds a line that broke without a word for half a minute: three tries outlast it.
        assert!(
            matches!(troubled(423, HeaderMap::new()), Trouble::Later { after: Some(after), .. } if after.as_secs() >= 10)
        );
        let asked = troubled(429, headers([("retry-after", "7")]));
        assert!(matches!(asked, Trouble::Later { after: Some(after), .. } if after.as_secs() == 7), "{asked:?}");
    }
}
