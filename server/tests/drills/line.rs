//! A client that may stop in the middle of what it sends.

use std::net::SocketAddr;

use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What is asked, on a connection of its own.
pub struct Request {
    head: String,
    body: Vec<Bytes>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

/// A request of which some was sent.
pub struct Sent(TcpStream);

impl Request {
    /// As a browser on our own pages would ask, with this cookie.
    pub fn new(method: &str, path: &str, cookie: &str) -> Self {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n"
        );
        Self { head, body: Vec::new() }
    }

    /// With a header.
    pub fn header(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.head += &format!("{name}: {value}\r\n");
        self
    }

    /// With a body, in pieces.
    pub fn body(mut self, body: Vec<Bytes>) -> Self {
        self.body = body;
        self
    }

    /// Sends so much of the body in per cent; `None` when nobody takes it.
    pub async fn send_some(&self, server: SocketAddr, percent: usize) -> Option<Sent> {
        let mut stream = TcpStream::connect(server).await.ok()?;
        let length: usize = self.body.iter().map(Bytes::len).sum();
        let head = format!("{}Content-Length: {length}\r\n\r\n", self.head);
        stream.write_all(head.as_bytes()).await.ok()?;
        let mut left = length * percent / 100;
        for piece in &self.body {
            let some = piece.slice(..left.min(piece.len()));
            left -= some.len();
            // Who refuses stops reading; the answer says why.
            if stream.write_all(&some).await.is_err() {
                break;
            }
        }
        Some(Sent(stream))
    }

    /// Sends all of it and hears the answer; `None` when there is none, or not all of one.
    pub async fn send(&self, server: SocketAddr) -> Option<Answer> {
        self.send_some(server, 100).await?.answer().await
    }
}

impl Sent {
    /// What is answered, until the other side hangs up.
    pub async fn answer(mut self) -> Option<Answer> {
        let mut bytes = Vec::new();
        // A connection that breaks after the whole answer came has answered.
        let _ = self.0.read_to_end(&mut bytes).await;
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let answer = Answer { status, head, body: bytes.split_off(end + 4) };
        let length = answer.header("content-length").and_then(|length| length.parse().ok());
        length.is_none_or(|length: usize| answer.body.len() >= length).then_some(answer)
    }
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(have, _)| have.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// As text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// As JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}
