//! One file on its way, in the tus protocol (<https://tus.io/protocols/resumable-upload>): announced with its hash, sent in
//! pieces, and after any trouble gone on with where the server says it stopped.

use std::time::Duration;

use backend::hex;
use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::{Method, Url, header::CONTENT_TYPE};

use super::{
    Outcome,
    answer::{self, Standing, Trouble},
    sender::{Photo, Sender},
};

/// Bytes in one request: a line that stalls is noticed within minutes, and a fast one hardly waits in between.
const PIECE: usize = 8 * 1024 * 1024;

/// For a request without its piece.
const ANSWER: Duration = Duration::from_secs(60);

/// Bytes that the slowest line takes in a second: at less, a piece counts as stalled.
const SLOWEST: u64 = 32 * 1024;

/// Before each try after the first. Whatever moves begins them anew.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// A file, and how far it is.
pub(super) struct Delivery<'a> {
    sender: &'a Sender,
    photo: &'a Photo,
    /// The address it was given.
    location: Option<Url>,
    /// How often nothing moved, one after the other.
    stuck: usize,
    /// How much of it had come when it last moved, in bytes.
    reached: u64,
}

impl<'a> Delivery<'a> {
    /// Of `photo`, by `sender`.
    pub fn new(sender: &'a Sender, photo: &'a Photo) -> Self {
        Self { sender, photo, location: None, stuck: 0, reached: 0 }
    }

    /// Until something became of it or nothing moves any more.
    pub async fn run(mut self) -> Outcome {
        loop {
            let (words, after) = match self.attempt().await {
                Ok(outcome) | Err(Trouble::Over(outcome)) => return outcome,
                Err(Trouble::Gone) if self.location.take().is_none() => {
                    return Outcome::Stopped("there is no such gallery for this token".to_owned());
                }
                Err(Trouble::Gone) => ("the server has forgotten what came".to_owned(), None),
                Err(Trouble::Later { words, after }) => (words, after),
            };
            let Some(pause) = PAUSES.get(self.stuck) else { return Outcome::Failed(words) };
            self.stuck += 1;
            let pause = after.map_or(*pause, |after| after.max(*pause));
            if pause > PAUSES[2] {
                eprintln!("lumora: {} waits {} s: {words}", self.photo.name, pause.as_secs());
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// Asks where it stands, and sends what is missing.
    async fn attempt(&mut self) -> Result<Outcome, Trouble> {
        let mut standing = match self.location.clone() {
            Some(location) => answer::read(self.ask(Method::HEAD, location, |request| request, 0).await?).await?,
            None => self.announce().await?,
        };
        let whole = self.photo.bytes.len();
        loop {
            if standing.offset > self.reached {
                (self.reached, self.stuck) = (standing.offset, 0);
            }
            if let Some(outcome) = standing.outcome {
                return Ok(outcome);
            }
            let location = self.location.clone().ok_or_else(|| Trouble::later("the server gives it no address"))?;
            let from = usize::try_from(standing.offset).unwrap_or(whole).min(whole);
            let piece = self.photo.bytes.slice(from..whole.min(from + PIECE));
            let length = piece.len();
            let with_piece = |request: reqwest::RequestBuilder| {
                request
                    .header("upload-offset", from)
                    .header(CONTENT_TYPE, "application/offset+octet-stream")
                    .body(piece)
            };
            standing = answer::read(self.ask(Method::PATCH, location, with_piece, length).await?).await?;
            if standing.outcome.is_none() && standing.offset <= from as u64 {
                return Err(Trouble::later("the server takes no more of it"));
            }
        }
    }

    async fn announce(&mut self) -> Result<Standing, Trouble> {
        let Photo { name, bytes, hash } = self.photo;
        let encoded = |text: &str| BASE64_STANDARD.encode(text);
        let metadata = format!("filename {},sha256 {}", encoded(name.as_str()), encoded(&hex(hash)));
        let announced = |request: reqwest::RequestBuilder| {
            request.header("upload-length", bytes.len()).header("upload-metadata", metadata)
        };
        let place = &self.sender.place;
        let address = place.uploads().ok_or_else(|| Trouble::later("the gallery has no address"))?;
        let standing = answer::read(self.ask(Method::POST, address, announced, 0).await?).await?;
        self.location = standing.location.as_deref().and_then(|location| place.own(location));
        Ok(standing)
    }

    async fn ask(
        &self,
        method: Method,
        address: Url,
        with: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
        bytes: usize,
    ) -> Result<reqwest::Response, Trouble> {
        let time = ANSWER + Duration::from_secs(bytes as u64 / SLOWEST);
        let request = with(self.sender.request(method, address)).timeout(time);
        request.send().await.map_err(|error| {
            let why = if error.is_connect() {
                "the server is not reached"
            } else if error.is_timeout() {
                "the line stalled"
            } else {
                "the line broke off"
            };
            Trouble::later(why)
        })
    }
}
