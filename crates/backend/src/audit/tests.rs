//! The log: it only grows, and only owners read it.

use chrono::TimeDelta;
use domain::{AuditActor, GalleryId, Locale, Refusal, Role, Viewer};
use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Executor};

use super::AuditWanted;
use crate::{
    Error,
    limits::AUDIT_LISTED,
    testing::{TestBackend, connect_as},
};

async fn studio() -> (TestBackend, Viewer, GalleryId) {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "=Ana & Luka").await;
    (backend, mirna, gallery)
}

fn id(viewer: &Viewer) -> domain::UserId {
    viewer.person.as_ref().expect("a person").id
}

#[tokio::test]
async fn nobody_changes_what_was_written() {
    let (backend, mirna, _) = studio().await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let changes = ["UPDATE audit_entries SET actor = 'nobody'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"];
    for role in ["lumora_app", "lumora_system", "NONE"] {
        for change in changes {
            let mut connection = connect_as(&backend.database_url, role).await;
            let seen = format!("BEGIN; SET LOCAL app.studio_id = '{studio}'");
            connection.execute(AssertSqlSafe(seen)).await.expect("a transaction");
            let refused = connection.execute(change).await.expect_err(change);
            let code = refused.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
            assert_eq!(code.as_deref(), Some("42501"), "{role}: {change}: {refused}");
        }
    }
    // With its studio it goes.
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    owner.execute("DELETE FROM studios").await.expect("gone");
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM audit_entries").fetch_one(&mut owner).await.expect("counted");
    assert_eq!(left, 0);
}

#[tokio::test]
async fn owners_read_who_did_what() {
    let (backend, mirna, gallery) = studio().await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let eva = backend.member(studio, "Atelier Mirna", Role::Editor).await;
    backend.clock.advance(TimeDelta::days(1));
    let photo = backend.photo(&eva, gallery, "a.jpg").await;
    backend.photos().hide(&eva, gallery, &[photo], true).await.expect("hidden");
    backend.galleries().set_cover(&eva, gallery, photo).await.expect_err("hidden photographs are no covers");
    let read = async |wanted: AuditWanted| backend.audit().read(&mirna, &wanted).await.expect("the log");

    let page = read(AuditWanted::default()).await;
    let told: Vec<_> = page.entries.iter().map(|entry| (entry.action.as_str(), entry.person)).collect();
    assert_eq!(told, [("photo.hide", Some(id(&eva))), ("gallery.create", Some(id(&mirna)))]);
    assert_eq!(page.entries[0].record.gallery, Some((gallery, "=Ana & Luka".to_owned())));
    assert_eq!(page.entries[0].source, "203.0.113.7");
    assert_eq!(
        (page.next, page.people.len(), page.actions),
        (None, 2, vec!["gallery.create".into(), "photo.hide".into()])
    );

    let of_eva = AuditWanted { actor: AuditActor::Person(id(&eva)), ..AuditWanted::default() };
    assert_eq!(read(of_eva).await.entries.len(), 1);
    let of_visitors = AuditWanted { actor: AuditActor::Visitors, ..AuditWanted::default() };
    assert_eq!(read(of_visitors).await.entries, []);
    let made = AuditWanted { action: Some("gallery.create".into()), ..AuditWanted::default() };
    assert_eq!(read(made).await.entries.len(), 1);
    let day = AuditWanted { day: chrono::NaiveDate::from_ymd_opt(2026, 9, 13), ..AuditWanted::default() };
    assert_eq!(read(day).await.entries.len(), 1);

    let table = async |locale| {
        let lines = backend.audit().export(&mirna, &AuditWanted::default(), locale).await.expect("a table");
        lines.try_collect::<String>().await.expect("all of it")
    };
    assert!(table(Locale::Hr).await.contains(";'=Ana & Luka;"), "as spreadsheets there take it");
    let table = table(Locale::En).await;
    assert!(
        table.lines().nth(1).is_some_and(|line| line.contains("photo.hide") && line.contains(",'=Ana & Luka,")),
        "{table}"
    );

    let petra = backend.studio("Studio Petra", Role::Owner).await;
    assert_eq!(backend.audit().read(&petra, &AuditWanted::default()).await.expect("her own").entries, []);
    for (viewer, answer) in [(&eva, Refusal::Forbidden), (&backend.visitor(), Refusal::SignIn)] {
        let refused = backend.audit().read(viewer, &AuditWanted::default()).await;
        assert!(matches!(refused, Err(Error::Refused(why)) if why == answer), "{refused:?}");
        assert!(backend.audit().export(viewer, &AuditWanted::default(), Locale::En).await.is_err());
    }
}

#[tokio::test]
async fn pages_follow_each_other_whatever_comes_meanwhile() {
    let (backend, mirna, _) = studio().await;
    for _ in 0..AUDIT_LISTED + 5 {
        // Many of one moment.
        backend.gallery(&mirna, "Eva").await;
    }
    let first = backend.audit().read(&mirna, &AuditWanted::default()).await.expect("the log");
    assert!(first.next.is_some());
    backend.gallery(&mirna, "Iva").await;
    let after = AuditWanted { after: first.next, ..AuditWanted::default() };
    let second = backend.audit().read(&mirna, &after).await.expect("the log");
    let all: std::collections::HashSet<_> = first.entries.iter().chain(&second.entries).map(|entry| entry.id).collect();
    assert_eq!((first.entries.len(), second.entries.len(), all.len(), second.next), (100, 6, 106, None));
}

#[tokio::test]
async fn a_file_has_all_entries_each_once() {
    let (backend, mirna, _) = studio().await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let before = backend.audit().read(&mirna, &AuditWanted::default()).await.expect("the log").entries.len();
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    let many = 2 * crate::limits::AUDIT_AT_ONCE;
    // Many of one moment.
    sqlx::query(
        "INSERT INTO audit_entries (id, studio_id, at, actor, action, subject, detail, source)
         SELECT gen_random_uuid(), current_studio(), '2026-09-01', 'visitor', 'gallery.edit', NULL, '{}', n::text
         FROM generate_series(1, $1) n",
    )
    .bind(many)
    .execute(&mut *tx)
    .await
    .expect("written");
    tx.commit().await.expect("committed");
    let lines = backend.audit().export(&mirna, &AuditWanted::default(), Locale::En).await.expect("a table");
    let table = lines.try_collect::<String>().await.expect("all of it");
    let each: std::collections::HashSet<_> = table.lines().filter(|line| line.contains("gallery.edit")).collect();
    assert_eq!((each.len() as i64, table.lines().count()), (many, each.len() + before + 1));
}
