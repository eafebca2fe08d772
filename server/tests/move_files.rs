//! `lumora move-files`: when it begins, and how it ends. What it does is tested where it is done, in `backend::files`.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::process::{Command, Output};

use backend::files::{Files, Key};
use bytes::Bytes;
use support::TestServer;

fn move_files(server: &TestServer, settings: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lumora"))
        .args(["move-files", "--to", "s3"])
        .env("DATABASE_URL", &server.backend.database_url)
        .env("DATA_DIR", server.backend.folder())
        .envs(settings.iter().copied())
        .current_dir(server.backend.folder())
        .output()
        .expect("it ran")
}

#[tokio::test]
async fn without_a_bucket_it_does_not_begin_and_without_its_answer_it_fails() {
    let server = TestServer::start(&[]).await;
    let files = Files::folder(&server.backend.folder().join("files")).expect("the store");
    let key = Key::from("originals/x/y");
    files.put(&key, Bytes::from_static(b"x")).await.expect("stored");

    let without = move_files(&server, &[]);
    assert_eq!(without.status.code(), Some(1), "{without:?}");
    assert!(String::from_utf8_lossy(&without.stderr).contains("S3_BUCKET"), "{without:?}");

    let away = [
        ("S3_BUCKET", "photographs"),
        ("S3_ENDPOINT", "http://127.0.0.1:1"),
        ("S3_ACCESS_KEY_ID", "lumora"),
        ("S3_SECRET_ACCESS_KEY", "hunter2"),
    ];
    let away = move_files(&server, &away);
    assert_eq!(away.status.code(), Some(1), "{away:?}");
    assert!(String::from_utf8_lossy(&away.stderr).contains("originals/x/y stays where it is"), "{away:?}");
    let told = String::from_utf8_lossy(&away.stdout);
    assert!(told.starts_with("0 files (0.0 MB) are in the bucket, compared; 1 could not be moved."), "{told}");
    assert!(!String::from_utf8_lossy(&away.stderr).contains("hunter2"));
    assert_eq!(files.size(&key).await.expect("an answer"), Some(1));
}
