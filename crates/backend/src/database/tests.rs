//! What keeps studios apart, tried on every table there is and on a connection that everybody shares.

use std::collections::BTreeSet;

use domain::{Role, StudioId};
use sqlx::{AssertSqlSafe, Row};

use super::Db;
use crate::testing::{TestBackend, connect_as};

/// Tables that belong to no studio, each with its reason.
const GLOBAL_TABLES: [(&str, &str); 8] = [
    ("_sqlx_migrations", "what was applied"),
    ("day_salts", "the same for all on a day; nothing of a studio is in it"),
    ("mails", "also to people who have no studio yet"),
    ("sessions", "a person signs in before a studio is known"),
    ("throttles", "attempts by those who are nobody yet"),
    ("user_tokens", "verification comes before everything"),
    ("users", "a person may belong to several studios"),
    ("verifications", "each looks at all studios, and at what belongs to none"),
];

#[tokio::test]
async fn every_table_is_a_tenant_table_or_listed() {
    let backend = TestBackend::start().await;
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let rows = sqlx::query(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,
                EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'studio_id'
                        AND a.attnotnull AND a.atttypid = 'uuid'::regtype) AS tenant,
                (SELECT array_agg(p.polname::text ORDER BY p.polname) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
         FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace",
    )
    .fetch_all(&mut owner)
    .await
    .expect("the catalogue");
    assert!(rows.len() > GLOBAL_TABLES.len());
    for row in rows {
        let name: String = row.get("relname");
        let global = GLOBAL_TABLES.iter().any(|(table, _)| *table == name);
        assert_ne!(row.get::<bool, _>("tenant"), global, "{name} must have a studio_id or be listed with its reason");
        assert_ne!(row.get::<bool, _>("forced"), global, "{name}: forced row-level security exactly on tenant tables");
        if !global {
            assert_eq!(
                row.get::<Option<Vec<String>>, _>("policies").unwrap_or_default(),
                ["studio", "system"],
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn keys_between_tenant_tables_carry_the_studio() {
    let backend = TestBackend::start().await;
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let loose: Vec<String> = sqlx::query_scalar(
        "SELECT k.conname::text FROM pg_constraint k
         JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
         WHERE k.contype = 'f' AND f.relforcerowsecurity AND t.relforcerowsecurity
           AND (SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[1]) <> 'studio_id'",
    )
    .fetch_all(&mut owner)
    .await
    .expect("the catalogue");
    assert_eq!(loose, Vec::<String>::new());
}

#[tokio::test]
async fn the_applications_roles_cannot_bypass() {
    let backend = TestBackend::start().await;
    for role in ["lumora_app", "lumora_system"] {
        let mut connection = connect_as(&backend.database_url, role).await;
        let (bypasses, superuser, owns): (bool, bool, i64) = sqlx::query_as(
            "SELECT rolbypassrls, rolsuper, (SELECT count(*) FROM pg_class WHERE relowner = r.oid)
             FROM pg_roles r WHERE rolname = current_user",
        )
        .fetch_one(&mut connection)
        .await
        .expect("the role");
        assert_eq!((bypasses, superuser, owns), (false, false, 0), "{role}");
    }
}

/// For every tenant table: a studio reads, changes and deletes nothing of another's; without a studio there is nothing
/// to read and nothing can be written.
#[tokio::test]
async fn no_studio_reaches_another() {
    let backend = TestBackend::start().await;
    let mirna = studio_of(&backend.studio("Atelier Mirna", Role::Owner).await);
    let petra = studio_of(&backend.studio("Studio Petra", Role::Owner).await);
    for table in tenant_tables(&backend).await {
        for (studio, own) in [(petra, false), (mirna, true)] {
            let mut tx = backend.db.studio(studio).await.expect("a transaction");
            let count = format!("SELECT count(*) FROM {table} WHERE studio_id = '{mirna}'");
            let seen: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *tx).await.expect("counted");
            assert!(own || seen == 0, "{table} shows another studio's rows");
            if own || table == "audit_entries" {
                continue;
            }
            let touched = sqlx::query(AssertSqlSafe(format!(
                "WITH moved AS (UPDATE {table} SET studio_id = studio_id WHERE studio_id = '{mirna}' RETURNING 1),
                      gone AS (DELETE FROM {table} WHERE studio_id = '{mirna}' RETURNING 1)
                 SELECT (SELECT count(*) FROM moved) + (SELECT count(*) FROM gone)"
            )))
            .fetch_one(&mut *tx)
            .await
            .expect("nothing to touch is no error");
            assert_eq!(touched.get::<i64, _>(0), 0, "{table} lets another studio in");
        }
        let mut nobody = connect_as(&backend.database_url, "lumora_app").await;
        let count = format!("SELECT count(*) FROM {table}");
        let seen: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut nobody).await.expect("counted");
        assert_eq!(seen, 0, "{table} shows rows to nobody");
    }
    let mut nobody = connect_as(&backend.database_url, "lumora_app").await;
    let write = format!(
        "INSERT INTO studios (studio_id, name, locale, time_zone, created_at) VALUES ('{}', 'x', 'en', 'UTC', now())",
        uuid::Uuid::from_u128(7)
    );
    let refused = sqlx::query(AssertSqlSafe(write)).execute(&mut nobody).await.expect_err("no studio, no writing");
    assert!(refused.to_string().contains("row-level security"), "{refused}");
}

#[tokio::test]
async fn a_row_cannot_be_given_to_another_studio() {
    let backend = TestBackend::start().await;
    let mirna = studio_of(&backend.studio("Atelier Mirna", Role::Owner).await);
    let petra = studio_of(&backend.studio("Studio Petra", Role::Owner).await);
    let mut tx = backend.db.studio(petra).await.expect("a transaction");
    let give = format!("UPDATE studios SET studio_id = '{mirna}' WHERE studio_id = '{petra}'");
    let refused = sqlx::query(AssertSqlSafe(give)).execute(&mut *tx).await.expect_err("refused");
    assert!(refused.to_string().contains("row-level security"), "{refused}");
}

/// One connection, two studios, ten thousand turns; in between, turns that are cancelled, fail or panic in the middle.
#[tokio::test]
async fn a_shared_connection_never_remembers() {
    let backend = TestBackend::start().await;
    let mirna = studio_of(&backend.studio("Atelier Mirna", Role::Owner).await);
    let petra = studio_of(&backend.studio("Studio Petra", Role::Owner).await);
    let db = Db::connect(&backend.database_url, 1).await.expect("one connection");
    for turn in 0..10_000_u32 {
        let (own, other) = if turn % 2 == 0 { (mirna, petra) } else { (petra, mirna) };
        match turn % 97 {
            13 => {
                let mut tx = db.studio(other).await.expect("a transaction");
                let slow = sqlx::query("SELECT pg_sleep(0.02)").execute(&mut *tx);
                // Whether it was cut off or finished first, what follows must hold.
                drop(tokio::time::timeout(std::time::Duration::from_millis(1), slow).await);
            }
            31 => {
                let mut tx = db.studio(other).await.expect("a transaction");
                sqlx::query("SELECT 1 / 0").execute(&mut *tx).await.expect_err("failed");
            }
            59 => {
                let db = db.clone();
                let panicked = tokio::spawn(async move {
                    let _tx = db.studio(other).await.expect("a transaction");
                    panic!("in the middle of a transaction, on purpose");
                });
                panicked.await.expect_err("panicked");
            }
            _ => {}
        }
        let mut tx = db.studio(own).await.expect("a transaction");
        let seen: Vec<uuid::Uuid> =
            sqlx::query_scalar("SELECT studio_id FROM studios").fetch_all(&mut *tx).await.expect("read");
        assert_eq!(seen, [own.0], "turn {turn}");
        if turn % 3 == 0 {
            tx.commit().await.expect("committed");
        }
    }
    // Between transactions nothing is set.
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM studios").fetch_one(&db.app).await.expect("read");
    assert_eq!(seen, 0);
}

async fn tenant_tables(backend: &TestBackend) -> BTreeSet<String> {
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    sqlx::query_scalar("SELECT relname::text FROM pg_class WHERE relforcerowsecurity")
        .fetch_all(&mut owner)
        .await
        .expect("the catalogue")
        .into_iter()
        .collect()
}

fn studio_of(viewer: &domain::Viewer) -> StudioId {
    viewer.membership.as_ref().expect("a member").studio
}
