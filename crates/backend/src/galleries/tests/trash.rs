//! Thirty days in the trash, and after.

use chrono::TimeDelta;
use domain::{Refusal, Role};

use super::{door, open_gallery, refusal};
use crate::testing::TestBackend;

#[tokio::test]
async fn the_trash_is_out_of_sight_until_restored() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    backend.galleries().trash(&mirna, id).await.expect("deleted");
    assert_eq!(refusal(backend.galleries().get(&mirna, id).await), Some(Refusal::NotFound));
    assert_eq!(refusal(backend.galleries().trash(&mirna, id).await), Some(Refusal::NotFound));
    assert_eq!(refusal(door(&backend, &mirna, id).await), Some(Refusal::NotFound), "not even for its own studio");
    backend.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    backend.galleries().restore(&mirna, id).await.expect("just in time");
    assert_eq!(door(&backend, &backend.visitor(), id).await.expect("a door"), "locked", "published as it was");
}

#[tokio::test]
async fn after_thirty_days_it_is_gone_with_all_that_hangs_on_it() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gone = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let photo = backend.photo(&mirna, gone, "DSC_2.jpg").await;
    backend.galleries().set_cover(&mirna, gone, photo).await.expect("a cover");
    let ana = backend.visitor();
    backend.unlock(&ana, gone).await;
    let token = backend.link_token(gone).await;
    backend.favorites().set(&ana, &token, "ana-ana-ana-ana-1", photo, true).await.expect("a heart");
    backend.galleries().trash(&mirna, gone).await.expect("deleted");
    backend.clock.advance(TimeDelta::days(1));
    let later = open_gallery(&backend, &mirna, "Eva").await;
    backend.galleries().trash(&mirna, later).await.expect("deleted");
    open_gallery(&backend, &mirna, "Iva").await;
    backend.clock.advance(TimeDelta::days(29));

    assert_eq!(refusal(backend.galleries().restore(&mirna, gone).await), Some(Refusal::NotFound), "too late");
    backend.galleries().sweep(backend.clock.now()).await.expect("swept");
    backend.galleries().sweep(backend.clock.now()).await.expect("swept again");
    let mut tx = backend.db.system().await.expect("a transaction");
    let left: Vec<String> =
        sqlx::query_scalar("SELECT title FROM galleries ORDER BY title").fetch_all(&mut *tx).await.expect("read");
    assert_eq!(left, ["Eva", "Iva"]);
    for table in
        ["photos", "visitors", "favorites", "lists", "list_entries", "comments", "gallery_unlocks", "gallery_changes"]
    {
        let count = format!("SELECT count(*) FROM {table} WHERE gallery_id = '{gone}'");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&mut *tx).await.expect("read");
        assert_eq!(count, 0, "{table}");
    }
    let jobs: Vec<String> = sqlx::query_scalar(
        "SELECT t.identifier FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id",
    )
    .fetch_all(backend.db.queue())
    .await
    .expect("the queue");
    assert_eq!(jobs, ["delete_objects", "delete_objects"], "one for each photograph");
    backend.galleries().restore(&mirna, later).await.expect("still there");
}
