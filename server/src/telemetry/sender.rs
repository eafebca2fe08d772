//! The way of events to Sentry: a queue of a few places, one letter after the other. Nobody waits for it: what finds no
//! place is not sent.

use std::time::Duration;

use reqwest::{
    Client,
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect::Policy,
};
use sentry_types::Dsn;
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, timeout},
};

/// Events that wait: with more, the first ones tell enough.
const PLACES: usize = 64;
/// What has not taken a letter by then does not take it.
const PATIENCE: Duration = Duration::from_secs(5);
/// After a letter that did not get there nothing is sent for so long.
const PAUSE: Duration = Duration::from_secs(10);
/// And so long when told to send less, but not for how long.
const SILENCE: Duration = Duration::from_secs(60);
/// What waits at the end of the program is waited for.
const FAREWELL: Duration = Duration::from_secs(2);

enum Parcel {
    Letter(Vec<u8>),
    Last(oneshot::Sender<()>),
}

/// Where letters are handed in. Cloning shares the queue.
#[derive(Clone, Debug)]
pub struct Sender(mpsc::Sender<Parcel>);

impl Sender {
    /// To the project of `dsn`; within a runtime.
    ///
    /// # Errors
    /// When TLS cannot be used.
    pub fn start(dsn: &Dsn) -> reqwest::Result<Self> {
        let client = Client::builder().redirect(Policy::none()).timeout(PATIENCE).build()?;
        let agent = concat!("lumora/", env!("CARGO_PKG_VERSION"));
        let (url, auth) = (dsn.envelope_api_url().to_string(), dsn.to_auth(Some(agent)).to_string());
        let (sender, parcels) = mpsc::channel(PLACES);
        tokio::spawn(deliver(parcels, client, url, auth));
        Ok(Self(sender))
    }

    /// Hands a letter in, or drops it.
    pub fn send(&self, letter: Vec<u8>) {
        // A full queue is the bound that was wanted.
        let _ = self.0.try_send(Parcel::Letter(letter));
    }

    /// Waits a little for what was handed in.
    pub async fn finish(self) {
        let all = async {
            let (done, ended) = oneshot::channel();
            if self.0.send(Parcel::Last(done)).await.is_ok() {
                // Whoever was to say so has ended: so have the letters.
                let _ = ended.await;
            }
        };
        if timeout(FAREWELL, all).await.is_err() {
            tracing::warn!("some errors could not be told to Sentry in time");
        }
    }
}

async fn deliver(mut parcels: mpsc::Receiver<Parcel>, client: Client, url: String, auth: String) {
    let mut silent_until = Instant::now();
    while let Some(parcel) = parcels.recv().await {
        let letter = match parcel {
            Parcel::Letter(letter) if Instant::now() >= silent_until => letter,
            Parcel::Letter(_) => continue,
            Parcel::Last(done) => {
                // Nobody may be waiting any more.
                let _ = done.send(());
                continue;
            }
        };
        let request = client
            .post(&url)
            .header("x-sentry-auth", &auth)
            .header(CONTENT_TYPE, "application/x-sentry-envelope")
            .body(letter);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => {}
            Ok(answer) => {
                let after = answer.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok()?.parse().ok());
                silent_until = Instant::now() + after.map_or(SILENCE, Duration::from_secs);
                tracing::warn!(status = answer.status().as_u16(), "Sentry does not take errors");
            }
            Err(error) => {
                silent_until = Instant::now() + PAUSE;
                let error = error.without_url();
                tracing::warn!(%error, "Sentry cannot be reached");
            }
        }
    }
}
