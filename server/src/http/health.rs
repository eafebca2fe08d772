//! How it is: alive, ready, and what of it. Anybody may ask, as often as they like: what was found is told for some seconds
//! before anything is looked at again, and of many who ask at once one looks.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use backend::{Backend, Result};
use serde::Serialize;
use tokio::{sync::Mutex, time::timeout};

/// What was found is told for this long.
const FRESH: Duration = Duration::from_secs(5);
/// What has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Health {
    status: &'static str,
    ms: u128,
    checks: Vec<Check>,
}

#[derive(Clone, Debug, Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    ms: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// What is looked at, and what was found the last time.
#[derive(Clone)]
pub struct Probes {
    backend: Backend,
    deciding: Found,
    others: Found,
}

type Found = Arc<Mutex<Option<(Instant, Vec<Check>)>>>;

impl Probes {
    /// Nothing is looked at before anybody asks.
    pub fn new(backend: Backend) -> Self {
        Self { backend, deciding: Found::default(), others: Found::default() }
    }

    /// What decides whether requests can be served.
    async fn deciding(&self) -> Vec<Check> {
        let backend = self.backend.clone();
        look(&self.deciding, async move {
            let (database, storage) = tokio::join!(
                check("database", async { backend.db.ping().await.map(|()| (true, None)) }),
                check("storage", async { backend.files.ping().await.map(|()| (true, None)) })
            );
            vec![database, storage]
        })
        .await
    }

    async fn others(&self) -> Vec<Check> {
        let backend = self.backend.clone();
        look(&self.others, async move {
            let (queue, mail) =
                tokio::join!(check("queue", queue(&backend)), check("mail", async { Ok(mail(&backend).await) }));
            vec![queue, mail]
        })
        .await
    }
}

/// What was found lately, else what `probe` finds. It goes on when who asked hangs up: else nothing would ever be found
/// for those who do nothing but.
async fn look(found: &Found, probe: impl Future<Output = Vec<Check>> + Send + 'static) -> Vec<Check> {
    let found = found.clone();
    let looking = tokio::spawn(async move {
        let mut found = found.lock().await;
        match &*found {
            Some((at, checks)) if at.elapsed() < FRESH => checks.clone(),
            _ => {
                let checks = probe.await;
                *found = Some((Instant::now(), checks.clone()));
                checks
            }
        }
    });
    looking.await.unwrap_or_else(|_| vec![Check { name: "probes", ok: false, ms: 0, detail: None }])
}

/// `GET /health/live`: the process answers. Touches nothing.
pub async fn live() -> &'static str {
    "alive"
}

/// `GET /health/ready`: requests can be served. Only database and storage decide.
pub async fn ready(State(probes): State<Probes>) -> impl IntoResponse {
    answer(Instant::now(), probes.deciding().await, Vec::new())
}

/// `GET /health`: every part, with what it took.
pub async fn health(State(probes): State<Probes>) -> impl IntoResponse {
    let began = Instant::now();
    let (deciding, others) = tokio::join!(probes.deciding(), probes.others());
    answer(began, deciding, others)
}

fn answer(began: Instant, deciding: Vec<Check>, others: Vec<Check>) -> (StatusCode, Json<Health>) {
    let ready = deciding.iter().all(|check| check.ok);
    let (status, code) = match others.iter().all(|check| check.ok) {
        _ if !ready => ("unavailable", StatusCode::SERVICE_UNAVAILABLE),
        true => ("healthy", StatusCode::OK),
        false => ("degraded", StatusCode::OK),
    };
    let checks = deciding.into_iter().chain(others).collect();
    (code, Json(Health { status, ms: began.elapsed().as_millis(), checks }))
}

async fn queue(backend: &Backend) -> Result<(bool, Option<String>)> {
    let queue = backend.queue().counts().await?;
    let detail = format!("{} waiting, {} running, {} dead", queue.waiting, queue.running, queue.dead);
    Ok((queue.dead == 0, Some(detail)))
}

async fn mail(backend: &Backend) -> (bool, Option<String>) {
    match backend.mailer.ping().await {
        None => (true, Some("no server; mail stays in the outbox".to_owned())),
        Some(ok) => (ok, None),
    }
}

/// Looks at one part: whether it is well, and what else there is to say.
async fn check(name: &'static str, probe: impl Future<Output = Result<(bool, Option<String>)>>) -> Check {
    let began = Instant::now();
    let (ok, detail) = match timeout(PATIENCE, probe).await {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            tracing::error!(name, %error, "a health check failed");
            (false, None)
        }
        Err(_) => {
            tracing::error!(name, "a health check did not end in time");
            (false, None)
        }
    };
    Check { name, ok, ms: began.elapsed().as_millis(), detail }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use backend::{mailer::Mailer, testing::TestBackend};
    use futures::future::join_all;
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn of_many_who_ask_one_looks_and_no_longer_than_it_should() {
        let backend = TestBackend::start().await;
        // A mail server that takes connections and says nothing.
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let server = format!("smtp://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        tokio::spawn(async move {
            let mut held = Vec::new();
            while let Ok(connection) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                held.push(connection);
            }
        });
        let mailer = Mailer::smtp(&server, "a@example.com", Duration::from_secs(60)).expect("a mailer");
        let probes = Probes::new(Backend { mailer, ..(*backend).clone() });

        let began = Instant::now();
        // Those who hang up do not make others look again.
        for _ in 0..10 {
            timeout(Duration::from_millis(20), probes.others()).await.expect_err("hung up");
        }
        let answers = join_all((0..20).map(|_| probes.others())).await;
        assert!(began.elapsed() < PATIENCE + Duration::from_secs(1), "{:?}", began.elapsed());
        assert!(answers.iter().all(|checks| checks[1].name == "mail" && !checks[1].ok));
        probes.others().await;
        assert_eq!(asked.load(Ordering::SeqCst), 1);

        let deciding = probes.deciding().await;
        assert!(deciding.iter().all(|check| check.ok), "mail decides nothing");
        let (code, Json(health)) = answer(began, deciding, probes.others().await);
        assert_eq!((code, health.status), (StatusCode::OK, "degraded"));
    }

    #[tokio::test]
    async fn what_was_found_is_not_believed_for_ever() {
        let (found, looked) = (Found::default(), Arc::new(AtomicUsize::new(0)));
        let ask = async || {
            let looked = looked.clone();
            look(&found, async move {
                looked.fetch_add(1, Ordering::SeqCst);
                Vec::new()
            })
            .await
        };
        ask().await;
        ask().await;
        assert_eq!(looked.load(Ordering::SeqCst), 1);
        let long_ago = Instant::now().checked_sub(FRESH).expect("a machine that runs for more than seconds");
        *found.lock().await = Some((long_ago, Vec::new()));
        ask().await;
        assert_eq!(looked.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn without_its_database_it_is_not_ready() {
        let backend = TestBackend::start().await;
        let probes = Probes::new((*backend).clone());
        backend.db.close().await;
        let (code, Json(health)) = answer(Instant::now(), probes.deciding().await, Vec::new());
        assert_eq!((code, health.status), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    }
}
