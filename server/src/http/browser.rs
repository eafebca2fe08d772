//! What pages tell of themselves, from any browser: errors they met, and how soon they were there. Nobody need be anybody;
//! a page says its path, and only the pattern of its route is kept.

use axum::{body::Bytes, extract::State, http::StatusCode};
use serde::Deserialize;

use super::{Problem, problem};
use crate::{
    metrics::{Device, Metrics, Vital},
    telemetry::{BROWSER, route_of, scrub},
};

/// Bytes of what one page says at once.
pub const BODY: usize = 8 * 1024;
/// Characters of a message and of a stack that are kept.
const MESSAGE: usize = 500;
const STACK: usize = 4_000;
/// No page takes longer, in seconds; what says so is wrong or lies.
const LONGEST: f64 = 600.0;
/// Nor moves farther.
const FARTHEST: f64 = 100.0;

/// An error, as a page met it.
#[derive(Deserialize)]
struct Met {
    kind: Kind,
    #[serde(default)]
    message: String,
    #[serde(default)]
    stack: String,
    #[serde(default)]
    path: String,
}

/// How it surfaced.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Error,
    Rejection,
    Panic,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Rejection => "rejection",
            Self::Panic => "panic",
        }
    }
}

/// How soon a page was there: seconds, but `cls`, which is a number of its own. What a browser cannot measure is left out.
#[derive(Deserialize)]
struct Measured {
    #[serde(default)]
    path: String,
    device: Device,
    lcp: Option<f64>,
    inp: Option<f64>,
    ttfb: Option<f64>,
    cls: Option<f64>,
}

/// `POST /api/browser/errors`
///
/// # Errors
/// 422 when it is none.
pub async fn errors(State(metrics): State<Metrics>, body: Bytes) -> Result<StatusCode, Problem> {
    let met: Met = serde_json::from_slice(&body).map_err(unclear)?;
    let (route, kind) = (route_of(&met.path), met.kind.as_str());
    metrics.browser().failed(route, kind);
    let error = scrub(&met.message, MESSAGE);
    // Lines are kept apart.
    let stack = scrub(&met.stack.replace('\n', "|"), STACK);
    tracing::warn!(target: BROWSER, kind, route, error, stack, "a page met an error");
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/browser/vitals`
///
/// # Errors
/// 422 when it is no measurement.
pub async fn vitals(State(metrics): State<Metrics>, body: Bytes) -> Result<StatusCode, Problem> {
    let measured: Measured = serde_json::from_slice(&body).map_err(unclear)?;
    let route = route_of(&measured.path);
    let values = [
        (Vital::Lcp, measured.lcp, LONGEST),
        (Vital::Inp, measured.inp, LONGEST),
        (Vital::Ttfb, measured.ttfb, LONGEST),
        (Vital::Cls, measured.cls, FARTHEST),
    ];
    for (vital, value, most) in values {
        if let Some(value) = value.filter(|value| (0.0..=most).contains(value)) {
            metrics.browser().measured(vital, route, measured.device, value);
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

fn unclear(_: serde_json::Error) -> Problem {
    problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "This is not what a page says.")
}
