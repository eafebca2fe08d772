//! A photograph on its way in, by a sender who does not give up.

use std::{net::SocketAddr, time::Duration};

use backend::hex;
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use domain::PhotoId;

use super::{
    line::{Answer, Request, Sent},
    picture::Picture,
    studio::Studio,
};

/// What pieces are sent as.
const PIECE: &str = "application/offset+octet-stream";

/// A photograph, and how far it has come as its sender knows.
pub struct Sending {
    pub picture: Picture,
    name: String,
    way: Way,
    /// What it became.
    pub photo: Option<PhotoId>,
}

enum Way {
    /// By one POST.
    Whole,
    /// In pieces; where to, once that is known.
    Pieces(Option<String>),
}

impl Sending {
    /// In one piece.
    pub fn whole(name: &str, picture: Picture) -> Self {
        Self { picture, name: name.to_owned(), way: Way::Whole, photo: None }
    }

    /// So that it can be gone on with.
    pub fn pieces(name: &str, picture: Picture) -> Self {
        Self { picture, name: name.to_owned(), way: Way::Pieces(None), photo: None }
    }

    /// Sends what is missing, or `percent` of it. What is left to be heard; `None` when nobody answers, or when it turned
    /// out that all of it is there.
    pub async fn send_some(&mut self, studio: &Studio, server: SocketAddr, percent: usize) -> Option<Sent> {
        let request = match &self.way {
            Way::Whole => self.post(studio),
            Way::Pieces(_) => self.next_piece(studio, server).await?,
        };
        request.send_some(server, percent).await
    }

    /// Sends what is missing. The answer, if there is one; `photo` says what it became.
    pub async fn send(&mut self, studio: &Studio, server: SocketAddr) -> Option<Answer> {
        let answer = self.send_some(studio, server, 100).await?.answer().await?;
        match &self.way {
            Way::Whole if matches!(answer.status, 200 | 201) => {
                self.photo = answer.json()["id"].as_str().and_then(|id| id.parse().ok());
            }
            Way::Pieces(_) if answer.status == 204 => self.photo = stored(&answer),
            _ => {}
        }
        Some(answer)
    }

    /// Sends it until it is there, over whatever comes between.
    pub async fn insist(&mut self, studio: &Studio, server: SocketAddr) {
        for _ in 0..200 {
            let answer = self.send(studio, server).await;
            if self.photo.is_some() {
                return;
            }
            // Away; or what was sent before is still being dealt with.
            let status = answer.map(|answer| answer.status);
            assert!(matches!(status, None | Some(503 | 409 | 423 | 507)), "{} is refused: {status:?}", self.name);
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        panic!("{} does not get through", self.name);
    }

    fn post(&self, studio: &Studio) -> Request {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n", self.name);
        let mut body = vec![Bytes::from(head)];
        body.extend(self.picture.pieces.iter().cloned());
        body.push(Bytes::from_static(b"\r\n--x--\r\n"));
        let path = format!("/api/dashboard/galleries/{}/photos", studio.gallery);
        let request = Request::new("POST", &path, &studio.cookie);
        request.header("Content-Type", "multipart/form-data; boundary=x").body(body)
    }

    /// The request with all that is missing, after finding out how much that is.
    async fn next_piece(&mut self, studio: &Studio, server: SocketAddr) -> Option<Request> {
        let Way::Pieces(address) = &mut self.way else { return None };
        if address.is_none() {
            let answer = announcement(studio, &self.name, &self.picture).send(server).await?;
            self.photo = stored(&answer);
            *address = answer.header("location").map(str::to_owned);
        }
        let path = address.clone().filter(|_| self.photo.is_none())?;
        let found = tus("HEAD", &path, studio).send(server).await?;
        self.photo = stored(&found);
        let offset: usize = found.header("upload-offset").filter(|_| self.photo.is_none())?.parse().ok()?;
        let request = tus("PATCH", &path, studio).header("Upload-Offset", offset).header("Content-Type", PIECE);
        Some(request.body(self.picture.from(offset)))
    }

    /// How much of it is there, by the server's word.
    pub async fn offset(&self, studio: &Studio, server: SocketAddr) -> Option<u64> {
        let Way::Pieces(Some(path)) = &self.way else { return None };
        tus("HEAD", path, studio).send(server).await?.header("upload-offset")?.parse().ok()
    }
}

fn announcement(studio: &Studio, name: &str, picture: &Picture) -> Request {
    let said = |text: &str| BASE64_STANDARD.encode(text);
    let metadata = format!("filename {},sha256 {}", said(name), said(&hex(&picture.sha256)));
    let path = format!("/api/dashboard/galleries/{}/uploads", studio.gallery);
    tus("POST", &path, studio).header("Upload-Length", picture.length).header("Upload-Metadata", metadata)
}

fn tus(method: &str, path: &str, studio: &Studio) -> Request {
    Request::new(method, path, &studio.cookie).header("Tus-Resumable", "1.0.0")
}

fn stored(answer: &Answer) -> Option<PhotoId> {
    answer.header("lumora-photo")?.parse().ok()
}
