//! How it is: alive, ready, and what of it.

use std::time::Instant;

use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use backend::{Backend, Result};
use serde::Serialize;

#[derive(Serialize)]
struct Health {
    status: &'static str,
    ms: u128,
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    ms: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// `GET /health/live`: the process answers.
pub async fn live() -> &'static str {
    "alive"
}

/// `GET /health/ready`: requests can be served. Only database and storage decide.
pub async fn ready(State(backend): State<Backend>) -> impl IntoResponse {
    answer(&backend, true).await
}

/// `GET /health`: every part, with what it took.
pub async fn health(State(backend): State<Backend>) -> impl IntoResponse {
    answer(&backend, false).await
}

async fn answer(backend: &Backend, deciding_only: bool) -> (StatusCode, Json<Health>) {
    let began = Instant::now();
    let (database, storage) =
        tokio::join!(check("database", backend.db.ping()), check("storage", backend.files.ping()));
    let ready = database.ok && storage.ok;
    let mut checks = vec![database, storage];
    if !deciding_only {
        checks.extend(others(backend).await);
    }
    let status = match checks.iter().all(|check| check.ok) {
        _ if !ready => "unavailable",
        true => "healthy",
        false => "degraded",
    };
    let code = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (code, Json(Health { status, ms: began.elapsed().as_millis(), checks }))
}

async fn others(backend: &Backend) -> Vec<Check> {
    let began = Instant::now();
    let queue = backend.queue().counts().await;
    let dead = queue.as_ref().map_or(0, |counts| counts.dead);
    let detail = queue.as_ref().ok().map(|q| format!("{} waiting, {} running, {} dead", q.waiting, q.running, q.dead));
    let queue = Check { name: "queue", ok: queue.is_ok() && dead == 0, ms: began.elapsed().as_millis(), detail };
    let began = Instant::now();
    let (ok, detail) = match backend.mailer.ping().await {
        None => (true, Some("no server; mail stays in the outbox".to_owned())),
        Some(ok) => (ok, None),
    };
    vec![queue, Check { name: "mail", ok, ms: began.elapsed().as_millis(), detail }]
}

async fn check(name: &'static str, probe: impl Future<Output = Result<()>>) -> Check {
    let began = Instant::now();
    let ok = match probe.await {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(name, %error, "a health check failed");
            false
        }
    };
    Check { name, ok, ms: began.elapsed().as_millis(), detail: None }
}
