//! A proxy before a store, which does to chosen requests what networks and stores do to any of them.
//!
//! It speaks as much HTTP/1.1 as the test needs: one request a connection, with a Content-Length.

use std::{
    io::{Error, Result},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What becomes of a request.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// It is answered with this status and code, by us.
    Answer(&'static str, &'static str),
    /// The connection is reset in the middle of it.
    Reset,
    /// Nobody answers.
    Silence,
    /// It is handed on, and the answer is lost.
    AnswerLost,
    /// The connection is reset in the middle of the answer.
    AnswerReset,
    /// The answer ends in its middle.
    AnswerCut,
    /// The answer stops in its middle.
    AnswerStalled,
    /// The answer has half of its bytes and says so of its length, but not of its range.
    AnswerShort,
    /// One bit of the answer is another.
    AnswerFlipped,
}

/// Where it listens, what it does, what came by.
#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    store: SocketAddr,
    rules: Arc<Mutex<Vec<Rule>>>,
    seen: Arc<Mutex<Vec<String>>>,
}

/// Requests of this method whose target has this in it: the first `spared` pass, then `left` meet the fault.
struct Rule {
    method: &'static str,
    part: String,
    spared: usize,
    left: usize,
    fault: Fault,
}

impl Proxy {
    pub async fn before(store: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let proxy = Self { address, store, rules: Arc::default(), seen: Arc::default() };
        let running = proxy.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let proxy = running.clone();
                // Clients hang up as they like.
                tokio::spawn(async move { proxy.carry(client).await.ok() });
            }
        });
        proxy
    }

    /// The next `times` requests of `method` with `part` in their target meet `fault`.
    pub fn fail(&self, method: &'static str, part: &str, times: usize, fault: Fault) {
        self.fail_after(method, part, 0, times, fault);
    }

    /// As [`Proxy::fail`], but for the first `spared`.
    pub fn fail_after(&self, method: &'static str, part: &str, spared: usize, times: usize, fault: Fault) {
        let rule = Rule { method, part: part.into(), spared, left: times, fault };
        self.rules.lock().expect("no panic").push(rule);
    }

    /// Nothing meets a fault any more.
    pub fn heal(&self) {
        self.rules.lock().expect("no panic").clear();
    }

    /// How many requests of `method` with `part` in their target came by.
    pub fn seen(&self, method: &str, part: &str) -> usize {
        let seen = self.seen.lock().expect("no panic");
        seen.iter().filter(|line| line.starts_with(method) && line.contains(part)).count()
    }

    fn judge(&self, line: &str) -> Option<Fault> {
        self.seen.lock().expect("no panic").push(line.into());
        let mut rules = self.rules.lock().expect("no panic");
        let rule = rules
            .iter_mut()
            .find(|rule| rule.left > 0 && line.starts_with(rule.method) && line.contains(&rule.part))?;
        if rule.spared > 0 {
            rule.spared -= 1;
            return None;
        }
        rule.left -= 1;
        Some(rule.fault)
    }

    async fn carry(&self, mut client: TcpStream) -> Result<()> {
        let (head, mut body) = read_head(&mut client).await?;
        let length = length_of(&head);
        let fault = self.judge(head.lines().next().unwrap_or_default());
        let wanted = if let Some(Fault::Reset) = fault { length / 2 } else { length };
        while body.len() < wanted {
            if client.read_buf(&mut body).await? == 0 {
                return Err(Error::other("hung up"));
            }
        }
        match fault {
            Some(Fault::Reset) => return client.set_zero_linger(),
            Some(Fault::Silence) => return std::future::pending().await,
            Some(Fault::Answer(status, code)) => {
                let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code></Error>");
                let length = body.len();
                let answer =
                    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
                return client.write_all(answer.as_bytes()).await;
            }
            _ => {}
        }
        let mut store = TcpStream::connect(self.store).await?;
        store.write_all(head.replacen("\r\n", "\r\nconnection: close\r\n", 1).as_bytes()).await?;
        store.write_all(&body).await?;
        let mut answer = Vec::new();
        store.read_to_end(&mut answer).await?;
        self.answer(client, answer, fault).await
    }

    async fn answer(&self, mut client: TcpStream, mut answer: Vec<u8>, fault: Option<Fault>) -> Result<()> {
        let begin = end_of_head(&answer).ok_or_else(|| Error::other("no answer"))?;
        let half = begin + (answer.len() - begin) / 2;
        match fault {
            Some(Fault::AnswerLost) => return client.set_zero_linger(),
            Some(Fault::AnswerReset) => {
                client.write_all(&answer[..half]).await?;
                return client.set_zero_linger();
            }
            Some(Fault::AnswerCut) => answer.truncate(half),
            Some(Fault::AnswerStalled) => {
                client.write_all(&answer[..half]).await?;
                return std::future::pending().await;
            }
            Some(Fault::AnswerShort) => {
                let head = String::from_utf8_lossy(&answer[..begin]);
                let (whole, short) = (answer.len() - begin, half - begin);
                let head = head.replace(&format!("content-length: {whole}"), &format!("content-length: {short}"));
                answer = [head.as_bytes(), &answer[begin..half]].concat();
            }
            Some(Fault::AnswerFlipped) => {
                if let Some(last) = answer[begin..].last_mut() {
                    *last ^= 1;
                }
            }
            _ => {}
        }
        client.write_all(&answer).await?;
        client.shutdown().await
    }
}

/// The head of a request, and what came of its body with it.
async fn read_head(client: &mut TcpStream) -> Result<(String, Vec<u8>)> {
    let mut read = Vec::new();
    loop {
        if client.read_buf(&mut read).await? == 0 {
            return Err(Error::other("hung up"));
        }
        if let Some(end) = end_of_head(&read) {
            let body = read.split_off(end);
            return Ok((String::from_utf8_lossy(&read).into_owned(), body));
        }
    }
}

fn end_of_head(read: &[u8]) -> Option<usize> {
    read.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn length_of(head: &str) -> usize {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let length = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length")).map(|(_, value)| value.trim());
    length.filter_map(|length| length.parse().ok()).next().unwrap_or(0)
}
