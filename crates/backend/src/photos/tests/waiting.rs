//! Whose turn it is to be developed, and what waits in vain.

use super::*;

#[tokio::test]
async fn a_photograph_waits_as_long_as_its_job_and_no_longer() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let mut photos = Vec::new();
    for seed in 0..4 {
        photos.push(upload(&backend, &mirna, gallery, "a.jpg", &picture(seed)).await.expect("stored").photo);
    }
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let jobs = "UPDATE graphile_worker._private_jobs SET attempts = $2, locked_by = $3,
                    locked_at = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END
                WHERE payload->>'photo' = $1";
    // Waiting for its last attempt; at its last attempt; killed at its last attempt; without a job at all.
    for (photo, attempts, worker) in [(photos[0], 2, None), (photos[1], 3, Some("a worker")), (photos[2], 3, None)] {
        let set = sqlx::query(jobs).bind(photo.0.to_string()).bind(attempts).bind(worker);
        assert_eq!(set.execute(&mut owner).await.expect("set").rows_affected(), 1);
    }
    let gone = sqlx::query("DELETE FROM graphile_worker._private_jobs WHERE payload->>'photo' = $1");
    gone.bind(photos[3].0.to_string()).execute(&mut owner).await.expect("gone");

    backend.photos().fail_lost().await.expect("looked");
    let listed = backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos;
    for (photo, state) in
        photos.iter().zip([PhotoState::Processing, PhotoState::Processing, PhotoState::Failed, PhotoState::Failed])
    {
        assert_eq!(listed.iter().find(|found| found.id == *photo).map(|found| found.state), Some(state));
    }
}

/// The photographs whose jobs wait, in the order in which they will be done.
async fn line(backend: &TestBackend) -> Vec<PhotoId> {
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let line: Vec<uuid::Uuid> = sqlx::query_scalar(
        "SELECT (payload->>'photo')::uuid FROM graphile_worker._private_jobs WHERE is_available ORDER BY priority, run_at, id",
    )
    .fetch_all(&mut owner)
    .await
    .expect("the queue");
    line.into_iter().map(PhotoId).collect()
}

/// As if the first `count` of the line had been done.
async fn serve(backend: &TestBackend, count: usize) {
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    for photo in line(backend).await.into_iter().take(count) {
        for done in [
            "DELETE FROM graphile_worker._private_jobs WHERE (payload->>'photo')::uuid = $1",
            "UPDATE photos SET state = 'failed', failure = 'damaged' WHERE id = $1",
        ] {
            sqlx::query(done).bind(photo.0).execute(&mut owner).await.expect("done");
        }
    }
}

#[tokio::test]
async fn studios_take_turns_and_so_do_their_galleries() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let petra = backend.studio("Studio Petra", Role::Editor).await;
    let (wedding, portrait) = (backend.gallery(&mirna, "Ana & Luka").await, backend.gallery(&mirna, "Eva").await);
    let other = backend.gallery(&petra, "Iva").await;
    let mut seed = 0;
    let mut send = async |viewer: &Viewer, gallery, count: usize| {
        let mut sent = Vec::new();
        for _ in 0..count {
            seed += 1;
            sent.push(upload(&backend, viewer, gallery, "a.jpg", &picture(seed)).await.expect("stored").photo);
        }
        sent
    };
    let place = |line: &[PhotoId], photo: &PhotoId| line.iter().position(|waits| waits == photo).expect("in line");

    let crowd = send(&mirna, wedding, 40).await;
    let few = send(&mirna, portrait, 3).await;
    let theirs = send(&petra, other, 3).await;
    let now = line(&backend).await;
    let turns = |photos: &[PhotoId]| photos.iter().map(|photo| place(&now, photo)).collect::<Vec<_>>();
    assert!(turns(&theirs).into_iter().max() < Some(8), "another studio does not wait for forty: {:?}", turns(&theirs));
    assert!(turns(&few).into_iter().max() < Some(12), "nor does another gallery: {:?}", turns(&few));
    assert!(turns(&crowd).is_sorted(), "one gallery's come in their order");

    // Those who come later get in between, and not all before those who have waited.
    serve(&backend, 26).await;
    let late = send(&petra, other, 10).await;
    let now = line(&backend).await;
    let places: Vec<_> = late.iter().map(|photo| place(&now, photo)).collect();
    assert!(places.iter().enumerate().all(|(turn, place)| (turn..=2 * turn + 2).contains(place)), "{places:?}");
    let before_the_last = places.last().expect("ten") - 9;
    assert!((8..=12).contains(&before_the_last), "as many of the others go before the tenth: {places:?}");
}

#[tokio::test]
async fn a_store_that_is_away_costs_no_attempt() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored");
    let state = async || backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos[0].state;

    // The reader of TLS certificates wants a provider, also for an address in the clear.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let nowhere = Bucket {
        name: "photographs".into(),
        endpoint: Some("http://127.0.0.1:1".into()),
        region: "us-east-1".into(),
        access_key_id: "mirna".into(),
        secret_access_key: "velebit".into(),
        path_style: true,
        prefix: Key::default(),
    };
    let files = Files::s3(&nowhere, Patience { retries: 0, ..BUCKET }).expect("a bucket");
    let away = Backend { files, ..(*backend).clone() };
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    for _ in 0..5 {
        jobs::run_due(away.clone()).await.expect("run");
        let (attempts, later): (i32, bool) =
            sqlx::query_as("SELECT attempts::int, run_at > now() FROM graphile_worker._private_jobs")
                .fetch_one(&mut owner)
                .await
                .expect("the job");
        assert_eq!((attempts, later, state().await), (0, true, PhotoState::Processing));
        sqlx::query("UPDATE graphile_worker._private_jobs SET run_at = now()")
            .execute(&mut owner)
            .await
            .expect("later");
    }
    let asked = "UPDATE graphile_worker._private_jobs SET run_at = now(), created_at = '2026-09-01'";
    sqlx::query(asked).execute(&mut owner).await.expect("a week later");
    jobs::run_due(away).await.expect("run");
    let attempts = "SELECT attempts::int FROM graphile_worker._private_jobs";
    assert_eq!(sqlx::query_scalar::<_, i32>(attempts).fetch_one(&mut owner).await.expect("the job"), 1);

    sqlx::query("UPDATE graphile_worker._private_jobs SET run_at = now()").execute(&mut owner).await.expect("later");
    backend.run_jobs().await;
    assert_eq!(state().await, PhotoState::Ready);
}
