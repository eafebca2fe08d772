//! PostgreSQL restarted in the middle: everybody is told so meanwhile, nothing is lost, and all goes on by itself.

use std::time::{Duration, Instant};

use backend::testing::{TestBackend, connect_as};
use bytes::Bytes;
use futures::future::join_all;
use tokio::{join, sync::mpsc};

use super::{
    cluster::Cluster,
    line::{Answer, Request},
    picture::{Picture, comments},
    process::Running,
    sending::Sending,
    studio::Studio,
    support::page::Page,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_of_the_database_loses_nothing() {
    let mut cluster = Cluster::start().await;
    let studio = Studio::over(TestBackend::start_on(&cluster.url).await).await;
    let mut running = Running::start(&studio.place, &[]).await;
    let server = running.address;
    let mut page = Page::open(server, &studio.cookie).await;
    page.join(studio.gallery).await;
    let (tell, mut told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(change) = page.change().await {
            let _ = tell.send(change);
        }
    });

    // Some are here and being developed, one has come by half.
    let mut sendings: Vec<_> = (0..6).map(sending).collect();
    for sending in &mut sendings {
        sending.insist(&studio, server).await;
    }
    let mut half = Sending::pieces("half.jpg", Picture::new(50, (300, 200), &comments(200_000)));
    drop(half.send_some(&studio, server, 50).await.expect("sent"));
    while half.offset(&studio, server).await.is_none_or(|came| came == 0) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    cluster.stop().await;
    everybody_is_told(&studio, &running, &mut half).await;
    // Jobs that were being done have noticed, too.
    tokio::time::sleep(Duration::from_secs(3)).await;
    cluster.go_on().await;
    let back = Instant::now();
    while !running.ready().await {
        assert!(back.elapsed() < Duration::from_secs(10), "the server has not noticed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(half.offset(&studio, server).await.is_some_and(|came| came > 0), "what came is still there");
    half.insist(&studio, server).await;
    sendings.push(half);

    // Once more, and with all connections cut, while uploads are under way.
    let mut more: Vec<_> = (10..26).map(sending).collect();
    let restart = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        cluster.stop().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        cluster.go_on().await;
        for _ in 0..5 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            cut(&studio).await;
        }
    };
    join!(restart, join_all(more.iter_mut().map(|sending| sending.insist(&studio, server))));
    sendings.append(&mut more);

    let rows = studio.developed(sendings.len()).await;
    for sending in &sendings {
        let row = rows.iter().find(|row| Some(row.photo()) == sending.photo).expect("what was answered is there");
        assert_eq!((&*row.state, &row.sha256[..]), ("ready", &sending.picture.sha256[..]));
        assert!(studio.is_whole(row).await);
    }
    // And pages hear what happens.
    let mut last = sending(99);
    last.insist(&studio, server).await;
    studio.developed(sendings.len() + 1).await;
    let newest = studio.newest_change().await;
    let mut heard = 0;
    while heard < newest {
        let next = told.recv().await.expect("the page is still connected");
        assert!(next > heard, "in their order");
        heard = next;
    }
    assert!(running.ended().is_none(), "it is the same server");
    drop(running);
    studio.is_well(sendings.len() + 1).await;
}

fn sending(seed: u64) -> Sending {
    let new = if seed.is_multiple_of(2) { Sending::whole } else { Sending::pieces };
    new(&format!("{seed}.jpg"), Picture::new(seed, (900, 600), &Bytes::new()))
}

/// Ends all connections to the database but this one.
async fn cut(studio: &Studio) {
    let mut owner = connect_as(&studio.place.database, "NONE").await;
    let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sqlx::query(others).execute(&mut owner).await.expect("cut");
}

/// Asks everything that needs the database.
async fn everybody_is_told(studio: &Studio, running: &Running, half: &mut Sending) {
    let (server, gallery) = (running.address, studio.gallery);
    let ask = async |path: &str, cookie: &str, accept: &str| {
        let request = Request::new("GET", path, cookie).header("Accept", accept).header("Accept-Language", "hr");
        let answer = request.send(server).await.expect("an answer");
        is_away(&answer);
        answer
    };
    let own = ask("/dashboard/galleries", &studio.cookie, "text/html").await;
    assert!(own.text().contains("lang=\"hr\"") && own.text().contains("Vraćamo se za koji trenutak"), "{}", own.text());
    let clients = ask(&format!("/g/{}", "a".repeat(22)), "", "text/html").await;
    assert!(clients.text().contains("Trenutačno nismo dostupni"), "{}", clients.text());
    let function = ask("/api/account/me", &studio.cookie, "application/json").await;
    assert_eq!(function.json(), "Unavailable");
    let missed = ask(&format!("/api/dashboard/galleries/{gallery}/changes?after=0"), &studio.cookie, "*/*").await;
    assert_eq!(missed.json()["code"], "unavailable");
    for sending in [&mut sending(60), half] {
        let answer = sending.send(studio, server).await;
        assert!(sending.photo.is_none());
        if let Some(answer) = answer {
            is_away(&answer);
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        }
    }
    let live = Request::new("GET", "/health/live", "").send(server).await.expect("an answer");
    assert_eq!(live.status, 200, "the server itself is well");
}

fn is_away(answer: &Answer) {
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{}", answer.text());
    assert_eq!(answer.header("set-cookie"), None, "nobody is signed out by it");
}
