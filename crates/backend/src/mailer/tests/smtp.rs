//! Mail against a real server (aiosmtpd, see `sink.py`) that also refuses, puts off, stalls and hangs up.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use domain::{Locale, PhotoState, Role, Viewer};
use serde_json::Value;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{super::Mailer, letter};
use crate::{
    Backend,
    demo::pictures::{Scene, draw},
    jobs::{self, QueueCounts, QueuedJob},
    mailer::{Letter, OutboxMail, SendMail, post, read_outbox},
    testing::{TestBackend, connect_as},
};

/// How long the server is waited for; long enough that a busy machine is not taken for a stalled server.
const PATIENCE: Duration = Duration::from_secs(6);

/// The server; it ends with this.
struct Sink {
    child: Child,
    port: u16,
    told: Arc<Mutex<Vec<Value>>>,
}

impl Sink {
    fn start() -> Self {
        let can = |python: &&str| {
            let import = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
            import.is_ok_and(|status| status.success())
        };
        let python = ["python3", "/usr/bin/python3"].into_iter().find(can);
        let python = python.expect("python3 with aiosmtpd (apt-get install python3-aiosmtpd); `make test` sees to it");
        let mut child = Command::new(python)
            .args(["-c", include_str!("sink.py")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a mail server");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut next = move || -> Option<Value> { serde_json::from_str(&lines.next()?.ok()?).ok() };
        let port = next().expect("its port")["port"].as_u64().expect("a number");
        let told = Arc::new(Mutex::new(Vec::new()));
        let hears = told.clone();
        std::thread::spawn(move || {
            while let Some(event) = next() {
                hears.lock().expect("not poisoned").push(event);
            }
        });
        Self { child, port: port.try_into().expect("a port"), told }
    }

    /// How often somebody tried to send to `address`.
    fn attempts(&self, address: &str) -> usize {
        self.told.lock().expect("not poisoned").iter().filter(|event| event["attempt"] == address).count()
    }

    /// The messages that came for `address`.
    fn messages(&self, address: &str) -> Vec<Value> {
        let told = self.told.lock().expect("not poisoned");
        told.iter().filter(|event| event["message"][0] == address).cloned().collect()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if self.child.kill().and_then(|()| self.child.wait()).is_err() {
            eprintln!("the mail server does not end");
        }
    }
}

/// A backend that sends through `sink`, and a worker in the background: retries come due while nobody waits for them.
struct Post {
    test: TestBackend,
    backend: Backend,
    stop: CancellationToken,
    worker: JoinHandle<crate::Result<()>>,
}

impl Post {
    async fn open(sink: &Sink) -> Self {
        let test = TestBackend::start().await;
        let url = format!("smtp://127.0.0.1:{}", sink.port);
        let mailer = Mailer::smtp(&url, "Lumora <lumora@example.com>", PATIENCE).expect("an address");
        let backend = Backend { mailer, ..(*test).clone() };
        let stop = CancellationToken::new();
        let worker = tokio::spawn(jobs::work(backend.clone(), 1, stop.clone()));
        Self { test, backend, stop, worker }
    }

    async fn send(&self, recipient: &str, letter: &Letter) {
        let mut tx = self.backend.db.system().await.expect("a transaction");
        let recipient = recipient.parse().expect("an address");
        post(&mut tx, self.backend.clock.now(), &recipient, letter).await.expect("posted");
        tx.commit().await.expect("committed");
    }

    async fn mail_to(&self, recipient: &str) -> OutboxMail {
        let mails = read_outbox(&self.backend, &Viewer::default(), true).await.expect("the outbox");
        mails.into_iter().find(|mail| mail.recipient == recipient).expect("a mail")
    }

    async fn queue(&self) -> (QueueCounts, Vec<QueuedJob>) {
        let mut operator = self.test.studio("Atelier Mirna", Role::Owner).await;
        operator.person.as_mut().expect("a person").operator = true;
        self.backend.queue().overview(&operator).await.expect("the queue")
    }

    async fn close(self) {
        self.stop.cancel();
        self.worker.await.expect("no panic").expect("ends well");
    }
}

/// Waits until `happened`, for at most half a minute.
async fn until(what: &str, mut happened: impl AsyncFnMut() -> bool) {
    for _ in 0..300 {
        if happened().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what} does not happen");
}

fn header<'a>(message: &'a Value, name: &str) -> Vec<&'a str> {
    let headers = message["headers"].as_array().expect("headers").iter();
    headers.filter(|header| header[0] == name).map(|header| header[1].as_str().expect("text")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn mail_arrives_whole_in_both_languages() {
    let sink = Sink::start();
    let post = Post::open(&sink).await;
    let croatian = Letter {
        locale: Locale::Hr,
        subject: "Potvrdite svoju adresu — čšćžđ".into(),
        title: "Još samo jedan korak".into(),
        paragraphs: vec!["Čekamo & veselimo se.".into()],
        button: Some(("Potvrdi".into(), "https://lumora.example/verify?token=a&b=c".into())),
        reason: "Netko se registrirao.".into(),
    };
    for (address, letter) in [("ana@example.com", letter()), ("luka@example.com", croatian)] {
        post.send(address, &letter).await;
        until("a delivery", async || !sink.messages(address).is_empty()).await;
        let message = &sink.messages(address)[0];
        assert_eq!(header(message, "Subject"), [letter.subject.as_str()]);
        assert_eq!(header(message, "To"), [address]);
        assert_eq!(header(message, "From"), ["Lumora <lumora@example.com>"]);
        assert_eq!(header(message, "Message-ID").len(), 1);
        let (text, html) = (message["text"].as_str().expect("text"), message["html"].as_str().expect("HTML"));
        assert!(text.contains(&letter.paragraphs[0]) && text.contains(&letter.title), "{text}");
        assert!(html.contains(&format!("lang=\"{}\"", letter.locale.as_str())), "{html}");
        if let Some((_, link)) = &letter.button {
            assert!(text.contains(link) && html.contains("verify?token=a"), "{text}\n{html}");
        }
        until("a note", async || post.mail_to(address).await.sent_at.is_some()).await;
        assert_eq!(post.mail_to(address).await.body_text, "", "what opens things is not kept");
    }
    post.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_refusal_is_final_and_a_delay_is_not() {
    let sink = Sink::start();
    let post = Post::open(&sink).await;
    for address in ["refused@example.com", "later@example.com", "drop@example.com"] {
        post.send(address, &letter()).await;
    }
    until("the second attempt", async || post.mail_to("later@example.com").await.sent_at.is_some()).await;
    until("the second attempt", async || post.mail_to("drop@example.com").await.sent_at.is_some()).await;
    until("the others' end", async || post.queue().await.0.waiting + post.queue().await.0.running == 0).await;

    let (counts, jobs) = post.queue().await;
    assert_eq!((counts.dead, jobs.len()), (1, 1), "{jobs:?}");
    assert!(jobs[0].dead && jobs[0].last_error.as_ref().is_some_and(|error| error.contains("550")), "{jobs:?}");
    assert_eq!(sink.attempts("refused@example.com"), 1, "nobody knocks again");
    assert!(post.mail_to("refused@example.com").await.last_error.is_some_and(|error| error.contains("550")));

    assert_eq!((sink.attempts("later@example.com"), sink.messages("later@example.com").len()), (2, 1));
    // It had taken the mail when it hung up: the second one is recognised as the first.
    let twice = sink.messages("drop@example.com");
    assert_eq!(twice.len(), 2);
    assert_eq!(header(&twice[0], "Message-ID"), header(&twice[1], "Message-ID"));
    post.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_stalls_holds_up_no_photograph_and_other_mail_not_for_long() {
    let sink = Sink::start();
    let post = Post::open(&sink).await;
    let mirna = post.test.studio("Atelier Mirna", Role::Editor).await;
    let gallery = post.test.gallery(&mirna, "Ana & Luka").await;
    let stalled = ["stall1@example.com", "stall2@example.com", "stall3@example.com"];
    for address in stalled {
        post.send(address, &letter()).await;
    }
    until("the stalling", async || sink.attempts(stalled[0]) + sink.attempts(stalled[1]) == 2).await;
    post.send("ana@example.com", &letter()).await;

    let mut incoming = post.backend.photos().receive().await.expect("room");
    let picture = draw(Scene::Sea, 1, 120, 80, "2026:05:16 10:00:00");
    incoming.write(Bytes::from(picture)).await.expect("written");
    post.backend.photos().store(&mirna, gallery, "a.jpg", incoming).await.expect("stored");
    until("the developing", async || {
        let photos = post.backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos;
        photos.iter().all(|photo| photo.state == PhotoState::Ready)
    })
    .await;
    assert!(post.mail_to(stalled[0]).await.last_error.is_none(), "the photograph is ready while mail still stalls");

    until("the other mail", async || !sink.messages("ana@example.com").is_empty()).await;
    until("the time-out", async || post.mail_to(stalled[0]).await.last_error.is_some()).await;
    let error = post.mail_to(stalled[0]).await.last_error.expect("an error");
    assert!(error.contains("too long"), "{error}");
    post.stop.cancel();
    post.worker.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_line_break_begins_no_header() {
    let sink = Sink::start();
    let post = Post::open(&sink).await;
    let breaks = "Hello\r\nBcc: eve@example.com\r\n\r\nAnother text";
    post.send("ana@example.com", &Letter { subject: breaks.into(), ..letter() }).await;
    // And behind the layout's back, straight into the table.
    let mut owner = connect_as(&post.test.database_url, "NONE").await;
    let rows = [("luka@example.com", breaks), ("eva@example.com\r\nBcc: eve@example.com", "Hello")];
    for (recipient, subject) in rows {
        let mail = post.backend.chance.id(post.backend.clock.now());
        sqlx::query("INSERT INTO mails VALUES ($1, $2, $3, 'text', '<p>text</p>', now())")
            .bind(mail)
            .bind(recipient)
            .bind(subject)
            .execute(&mut owner)
            .await
            .expect("a row");
        let mut tx = post.backend.db.system().await.expect("a transaction");
        jobs::enqueue(&mut tx, &SendMail { mail }, None).await.expect("enqueued");
        tx.commit().await.expect("committed");
    }
    until("the end of all", async || post.queue().await.0.waiting + post.queue().await.0.running == 0).await;
    for address in ["ana@example.com", "luka@example.com"] {
        let messages = sink.messages(address);
        assert_eq!(messages.len(), 1);
        assert_eq!(header(&messages[0], "Bcc"), [""; 0]);
        assert_eq!(messages[0]["message"].as_array().map(Vec::len), Some(1), "one recipient");
        assert!(!messages[0]["text"].as_str().expect("text").contains("Another text"));
    }
    assert_eq!(sink.attempts("eve@example.com"), 0);
    let (counts, jobs) = post.queue().await;
    assert_eq!(counts.dead, 1, "no mail goes to what is no address: {jobs:?}");
    post.close().await;
}
