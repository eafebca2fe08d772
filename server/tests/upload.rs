//! `lumora upload`, the program itself, against a server that listens.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::{
    net::SocketAddr,
    path::Path,
    process::{Output, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header::RETRY_AFTER},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use backend::demo::pictures::{Scene, draw};
use domain::{ApiToken, GalleryId, Role, TokenLife, TokenScope, Viewer};
use futures::StreamExt;
use support::TestServer;
use tempfile::TempDir;
use tokio::{net::TcpListener, process::Command};
use tokio_util::sync::CancellationToken;

/// What happens to requests on their way.
#[derive(Clone, Default)]
struct Line {
    /// Pieces stop after their first parts, and break off when this is over.
    stalls: Arc<AtomicBool>,
    /// So many pieces break off after their first part.
    breaks: Arc<AtomicU64>,
    /// So many announcements are sent away for a second.
    busy: Arc<AtomicU64>,
    /// Where pieces began.
    offsets: Arc<Mutex<Vec<u64>>>,
}

impl Line {
    fn takes_one(counter: &AtomicU64) -> bool {
        counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }

    fn offsets(&self) -> Vec<u64> {
        std::mem::take(&mut self.offsets.lock().expect("held by nobody who panicked"))
    }
}

async fn pass(State(line): State<Line>, request: Request, next: Next) -> Response {
    if *request.method() == Method::POST && Line::takes_one(&line.busy) {
        return (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, HeaderValue::from(1))]).into_response();
    }
    if *request.method() != Method::PATCH {
        return next.run(request).await;
    }
    let offset = request.headers().get("upload-offset").and_then(|offset| offset.to_str().ok()?.parse::<u64>().ok());
    line.offsets.lock().expect("held by nobody who panicked").extend(offset);
    let breaks = Line::takes_one(&line.breaks);
    let stalls = line.stalls.load(Ordering::SeqCst).then_some(line.stalls);
    let (parts, body) = request.into_parts();
    let frames = body.into_data_stream().enumerate().then(move |(at, bytes)| {
        let stalls = stalls.clone().filter(|_| at > 1);
        async move {
            while stalls.as_ref().is_some_and(|stalls| stalls.load(Ordering::SeqCst)) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let broken = stalls.is_some() || breaks && at > 0;
            if broken { Err(axum::Error::new(std::io::Error::other("broken off, on purpose"))) } else { bytes }
        }
    });
    next.run(Request::from_parts(parts, Body::from_stream(frames))).await
}

struct Studio {
    server: TestServer,
    line: Line,
    address: SocketAddr,
    stop: CancellationToken,
    mirna: Viewer,
    gallery: GalleryId,
    token: ApiToken,
    folder: TempDir,
}

impl Studio {
    async fn start() -> Self {
        let server = TestServer::start(&[]).await;
        let mirna = server.backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = server.backend.gallery(&mirna, "Ana & Luka").await;
        let accounts = server.backend.accounts();
        let made = accounts.make_token(&mirna, "Studio computer", TokenScope::Upload, TokenLife::Month).await;
        let token = made.expect("made");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (line, stop) = (Line::default(), CancellationToken::new());
        let router: Router = server.router.clone().layer(from_fn_with_state(line.clone(), pass));
        let stopped = stop.clone();
        tokio::spawn(async move { server::connections::accept(listener, router, 100, &stopped).await });
        let folder = tempfile::tempdir().expect("a folder");
        Self { server, line, address, stop, mirna, gallery, token, folder }
    }

    /// Puts a photograph into the folder; answers its size.
    fn put(&self, name: &str, seed: u64, width: u32) -> u64 {
        self.put_bytes(name, &draw(Scene::Forest, seed, width, width * 2 / 3, "2026:05:16 10:00:00"))
    }

    fn put_bytes(&self, name: &str, bytes: &[u8]) -> u64 {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
        bytes.len() as u64
    }

    fn command(&self, token: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lumora"));
        command
            .arg("upload")
            .arg(self.folder.path())
            .args(["--gallery", &format!("http://{}/dashboard/galleries/{}/share", self.address, self.gallery)])
            .env("LUMORA_TOKEN", token)
            .current_dir(self.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    async fn upload(&self) -> Output {
        self.command(self.token.expose()).output().await.expect("it ran")
    }

    async fn names(&self) -> Vec<String> {
        let page = self.server.backend.photos().list(&self.mirna, self.gallery, false, None).await.expect("listed");
        page.photos.into_iter().map(|photo| photo.file_name).collect()
    }

    /// How much has come of the one file under way.
    fn staged(&self) -> u64 {
        let files = std::fs::read_dir(&self.server.backend.staging).expect("the staging folder").flatten();
        files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// What was printed, and whether all is there.
fn told(output: &Output) -> (bool, String) {
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_sent_once_and_then_it_is_there() {
    let studio = Studio::start().await;
    studio.put("a.jpg", 1, 300);
    studio.put("Card 2/b.JPG", 2, 300);
    studio.put("Card 2/a again.jpeg", 1, 300);
    studio.put_bytes("notes.txt", b"call Ana");
    studio.line.busy.store(2, Ordering::SeqCst);
    let (whole, words) = told(&studio.upload().await);
    assert!(whole && words.contains("3 photographs: 2 sent, 1 already there, 0 not there."), "{words}");
    assert!(words.contains("1 other files were passed over"), "{words}");
    assert_eq!(studio.names().await.len(), 2);
    assert_eq!(studio.line.offsets(), [0, 0]);

    studio.put("c.jpg", 3, 300);
    let (whole, words) = told(&studio.upload().await);
    assert!(whole && words.contains("4 photographs: 1 sent, 3 already there, 0 not there."), "{words}");
    assert_eq!(studio.line.offsets(), [0], "what is there does not travel");
    assert_eq!(studio.names().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_breaks_is_gone_on_with_from_there() {
    let studio = Studio::start().await;
    let size = studio.put("large.jpg", 1, 1500);
    studio.line.breaks.store(2, Ordering::SeqCst);
    let (whole, words) = told(&studio.upload().await);
    assert!(whole && words.contains("1 photographs: 1 sent"), "{words}");
    let offsets = studio.line.offsets();
    let [first, second, third] = &offsets[..] else { panic!("{offsets:?}") };
    assert!(*first == 0 && first < second && second < third && *third < size, "{offsets:?} of {size}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_killed_goes_on_when_it_is_run_again() {
    let studio = Studio::start().await;
    let size = studio.put("large.jpg", 1, 1500);
    studio.line.stalls.store(true, Ordering::SeqCst);
    let mut running = studio.command(studio.token.expose()).spawn().expect("it runs");
    while studio.staged() == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    running.kill().await.expect("killed");
    assert!(studio.names().await.is_empty());
    studio.line.stalls.store(false, Ordering::SeqCst);
    assert_eq!(studio.line.offsets(), [0]);

    studio.put("small.jpg", 2, 300);
    let (whole, words) = told(&studio.upload().await);
    assert!(whole && words.contains("2 photographs: 2 sent, 0 already there, 0 not there."), "{words}");
    let from = studio.line.offsets().into_iter().max().unwrap_or_default();
    assert!((1..size).contains(&from), "what came before is not sent again: {from} of {size}");
    assert_eq!(studio.names().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_said_with_its_reason() {
    let studio = Studio::start().await;
    studio.put("a.jpg", 1, 300);
    studio.put_bytes("renamed.jpg", b"GIF89a");
    let mut cut = draw(Scene::Forest, 2, 300, 200, "2026:05:16 10:00:00");
    cut.truncate(40);
    studio.put_bytes("cut.jpg", &cut);
    let (whole, words) = told(&studio.upload().await);
    assert!(!whole && words.contains("3 photographs: 1 sent, 0 already there, 2 not there."), "{words}");
    assert!(words.contains("renamed.jpg: it is no JPEG, PNG or WebP") && words.contains("  cut.jpg: "), "{words}");
    assert!(!words.contains("Run the command again"), "it would not help: {words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_right_token_it_stops_and_keeps_the_secret() {
    let studio = Studio::start().await;
    for seed in 0..10 {
        studio.put(&format!("{seed}.jpg"), seed, 300);
    }
    let void = ApiToken::from_random([7; 32]);
    let output = studio.command(void.expose()).output().await.expect("it ran");
    let (whole, words) = told(&output);
    assert!(!whole && words.contains("0 sent, 0 already there, 10 not there."), "{words}");
    assert!(words.contains("Stopped: This token is not known here"), "{words}");
    for token in ["", "lum_secret"] {
        let output = studio.command(token).output().await.expect("it ran");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains("LUMORA_TOKEN") && !said.contains("lum_secret"), "{said}");
    }
    assert!(studio.names().await.is_empty());
}
