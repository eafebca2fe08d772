//! `lumora verify`: what it prints and how it ends.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::process::{Command, Output};

use backend::{
    demo::pictures::{Scene, draw},
    files::{Files, PhotoKeys},
};
use domain::Role;
use support::TestServer;

fn verify(server: &TestServer, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lumora"))
        .arg("verify")
        .args(arguments)
        .env("DATABASE_URL", &server.backend.database_url)
        .env("DATA_DIR", server.backend.folder())
        .current_dir(server.backend.folder())
        .output()
        .expect("it ran")
}

#[tokio::test]
async fn verify_says_by_its_exit_whether_all_is_well() {
    let server = TestServer::start(&[]).await;
    let backend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let mut incoming = backend.photos().receive().await.expect("room");
    incoming.write(draw(Scene::Sea, 1, 120, 80, "2026:05:16 10:00:00").into()).await.expect("written");
    let photo = backend.photos().store(&mirna, gallery, "a.jpg", incoming).await.expect("stored").photo;

    let well = verify(&server, &[]);
    assert!(well.status.success(), "{well:?}");
    assert!(String::from_utf8_lossy(&well.stdout).starts_with("1 photographs, 1 originals read"), "{well:?}");

    let studio = mirna.membership.as_ref().expect("a member").studio;
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    let key: String = sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut *tx).await.expect("a row");
    let original = PhotoKeys::new(studio, key).original();
    let files = Files::folder(&backend.folder().join("files")).expect("the store");
    files.delete(&original).await.expect("deleted");

    let ill = verify(&server, &["--json", "--sample", "5"]);
    assert_eq!(ill.status.code(), Some(1), "{ill:?}");
    let lines: Vec<serde_json::Value> = String::from_utf8_lossy(&ill.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("one JSON object a line"))
        .collect();
    assert_eq!(
        lines,
        [
            serde_json::json!({ "trouble": "missing", "object": original.to_string(), "photo": photo, "studio": studio }),
            serde_json::json!({ "photographs": 1, "read": 1, "findings": 1 }),
        ]
    );

    // The operator reads of both.
    let mut operator = mirna.clone();
    operator.person.as_mut().expect("a person").operator = true;
    let recent = backend.verifications().recent(&operator).await.expect("for operators");
    let findings: Vec<u64> = recent.runs.iter().map(|run| run.verified.findings).collect();
    assert_eq!((findings, recent.findings.len()), (vec![1, 0], 1));
}
