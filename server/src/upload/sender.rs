//! One connection to the server, and the files that go over it.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use app::dashboard::uploads::transport::looks_like_a_photograph;
use backend::sha256;
use bytes::Bytes;
use domain::{ApiToken, FileName, MAX_PHOTO_BYTES};
use reqwest::{
    Client, Method, RequestBuilder, Url,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
    redirect::Policy,
};
use tokio::sync::OnceCell;

use super::{Outcome, Place, delivery::Delivery};

/// So long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);

/// Sends files.
pub(super) struct Sender {
    client: Client,
    pub place: Place,
    /// What became of which bytes: those that lie in the folder twice are sent once.
    known: Mutex<HashMap<[u8; 32], Arc<OnceCell<Outcome>>>>,
}

/// A file, read.
pub(super) struct Photo {
    /// What the server calls it.
    pub name: FileName,
    /// All of it: what is sent is what was hashed, whatever happens to the file meanwhile.
    pub bytes: Bytes,
    /// SHA-256.
    pub hash: [u8; 32],
}

impl Sender {
    /// To `place`, with `token`. The process needs a provider of cryptography for TLS.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(place: Place, token: &ApiToken) -> Result<Self, Box<dyn std::error::Error>> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", token.expose()))?;
        authorization.set_sensitive(true);
        let headers = HeaderMap::from_iter([
            (AUTHORIZATION, authorization),
            ("tus-resumable".parse()?, HeaderValue::from_static("1.0.0")),
        ]);
        let client = Client::builder()
            .user_agent(concat!("lumora/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .connect_timeout(CONNECT)
            // The token is for the server that was named, not for where that leads.
            .redirect(Policy::none())
            .build()?;
        Ok(Self { client, place, known: Mutex::default() })
    }

    /// Has the file at `path` in the gallery, as far as that is possible.
    pub async fn send(&self, path: &Path) -> Outcome {
        let photo = match Photo::read(path).await {
            Ok(photo) => photo,
            Err(outcome) => return outcome,
        };
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).entry(photo.hash).or_default().clone();
        let mut first = false;
        let deliver = || {
            first = true;
            Delivery::new(self, &photo).run()
        };
        let outcome = known.get_or_init(deliver).await.clone();
        if first || outcome != Outcome::Sent { outcome } else { Outcome::AlreadyThere }
    }

    /// A request of the protocol.
    pub fn request(&self, method: Method, address: Url) -> RequestBuilder {
        self.client.request(method, address)
    }
}

impl Photo {
    async fn read(path: &Path) -> Result<Self, Outcome> {
        let unreadable = |error: std::io::Error| Outcome::Failed(format!("it cannot be read: {error}"));
        let length = tokio::fs::metadata(path).await.map_err(unreadable)?.len();
        if length > MAX_PHOTO_BYTES {
            return Err(Outcome::Refused("it is larger than 50 MB".to_owned()));
        }
        let bytes = Bytes::from(tokio::fs::read(path).await.map_err(unreadable)?);
        if !looks_like_a_photograph(&bytes) {
            return Err(Outcome::Refused("it is no JPEG, PNG or WebP, whatever its name says".to_owned()));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (name, whole) = (FileName::tame(&name), bytes.clone());
        let hashed = tokio::task::spawn_blocking(move || sha256(whole)).await;
        let hash = hashed.map_err(|error| Outcome::Failed(error.to_string()))?;
        Ok(Self { name, bytes, hash })
    }
}
