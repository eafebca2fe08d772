//! What may be told of the request that is answered: its number, method, route and person. Nothing that could open
//! anything: no path, no query, no cookie, no body.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use axum::http::Method;
use domain::UserId;

tokio::task_local! {
    static FACTS: Arc<Facts>;
}

/// The facts of one request.
#[derive(Debug)]
pub struct Facts {
    /// Its number, as in the log.
    pub reference: String,
    /// Its method.
    pub method: Method,
    /// The pattern of its route.
    pub route: String,
    person: OnceLock<UserId>,
    told: AtomicBool,
}

impl Facts {
    /// Those that are known at once.
    pub fn new(reference: String, method: Method, route: String) -> Self {
        Self { reference, method, route, person: OnceLock::new(), told: AtomicBool::new(false) }
    }

    /// Who asks, if they are signed in.
    pub fn person(&self) -> Option<UserId> {
        self.person.get().copied()
    }

    /// Whether something was told of it before; from now on it was.
    pub fn tell(&self) -> bool {
        self.told.swap(true, Ordering::Relaxed)
    }
}

/// Does `work`, of which these are the facts.
pub async fn within<F: Future>(facts: Facts, work: F) -> F::Output {
    FACTS.scope(Arc::new(facts), work).await
}

/// Notes who asks.
pub fn note_person(person: UserId) {
    // The first to be found is who it is.
    let _ = FACTS.try_with(|facts| facts.person.set(person));
}

/// Those of the request that is being answered here, if one is.
pub fn current() -> Option<Arc<Facts>> {
    FACTS.try_with(Arc::clone).ok()
}
