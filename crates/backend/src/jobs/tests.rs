//! The queue: enqueued with the change, dead ones visible and tried again, one bad job holding up nobody.

use std::time::Duration;

use domain::{Refusal, Role, Viewer};
use serde_json::json;
use sqlx::Executor;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::queries;
use crate::{
    error::Error,
    mailer,
    testing::{TestBackend, connect_as},
};

async fn operator(backend: &TestBackend) -> Viewer {
    let mut viewer = backend.studio("Atelier Mirna", Role::Owner).await;
    if let Some(person) = &mut viewer.person {
        person.operator = true;
    }
    viewer
}

#[tokio::test]
async fn a_job_exists_exactly_if_its_change_does() {
    let backend = TestBackend::start().await;
    for commit in [false, true] {
        let mut tx = backend.db.system().await.expect("a transaction");
        let job = mailer::SendMail { mail: backend.chance.id(backend.clock.now()) };
        super::enqueue(&mut tx, &job, None).await.expect("enqueued");
        if commit {
            tx.commit().await.expect("committed");
        }
        let waiting = queries::counts(backend.db.queue()).await.expect("counts").waiting;
        assert_eq!(waiting, i64::from(commit));
    }
}

#[tokio::test]
async fn a_poisoned_job_dies_visibly_and_the_others_are_done() {
    let backend = TestBackend::start().await;
    let operator = operator(&backend).await;
    let mut tx = backend.db.system().await.expect("a transaction");
    // A payload nobody understands, with one attempt.
    queries::enqueue(&mut tx, "send_mail", json!({ "nonsense": true }), 1, -100, None).await.expect("enqueued");
    for _ in 0..3 {
        let job = mailer::SendMail { mail: backend.chance.id(backend.clock.now()) };
        super::enqueue(&mut tx, &job, None).await.expect("enqueued");
    }
    tx.commit().await.expect("committed");
    backend.run_jobs().await;
    let (counts, jobs) = backend.queue().overview(&operator).await.expect("an overview");
    assert_eq!((counts.dead, counts.waiting, counts.running), (1, 0, 0));
    assert!(jobs[0].dead && jobs[0].last_error.is_some(), "{jobs:?}");
    assert_eq!(backend.queue().retry(&operator, Some(jobs[0].id)).await.expect("retried"), 1);
    assert_eq!(backend.queue().overview(&operator).await.expect("an overview").0.waiting, 1);
}

#[tokio::test]
async fn only_operators_see_the_queue() {
    let backend = TestBackend::start().await;
    let owner = backend.studio("Atelier Mirna", Role::Owner).await;
    for (viewer, refusal) in [(Viewer::default(), Refusal::SignIn), (owner, Refusal::Forbidden)] {
        let refused = |error: Error| matches!(error, Error::Refused(found) if found == refusal);
        assert!(backend.queue().overview(&viewer).await.is_err_and(refused));
        assert!(backend.queue().retry(&viewer, None).await.is_err_and(refused));
    }
}

#[tokio::test]
async fn the_applications_roles_reach_the_queue_only_by_its_door() {
    let backend = TestBackend::start().await;
    for role in ["lumora_app", "lumora_system"] {
        let mut connection = connect_as(&backend.database_url, role).await;
        let refused = connection.execute("SELECT 1 FROM graphile_worker._private_jobs").await.expect_err("refused");
        assert!(refused.to_string().contains("permission denied"), "{refused}");
    }
}

/// A mail there is not: sending it is done at once.
async fn enqueue(backend: &TestBackend) {
    let mut tx = backend.db.system().await.expect("a transaction");
    let job = mailer::SendMail { mail: backend.chance.id(backend.clock.now()) };
    super::enqueue(&mut tx, &job, None).await.expect("enqueued");
    tx.commit().await.expect("committed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hands_that_were_cut_off_begin_again() {
    let backend = TestBackend::start().await;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(super::work((*backend).clone(), 1, stop.clone()));
    for _ in 0..3 {
        sleep(Duration::from_millis(300)).await;
        let mut owner = connect_as(&backend.database_url, "NONE").await;
        let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                      WHERE datname = current_database() AND pid <> pg_backend_pid()";
        owner.execute(others).await.expect("cut off");
        enqueue(&backend).await;
        for waited in 0.. {
            let counts = queries::counts(backend.db.queue()).await.expect("counts");
            if counts.waiting + counts.running == 0 {
                break;
            }
            assert!(waited < 150, "nobody works any more: {counts:?}");
            sleep(Duration::from_millis(100)).await;
        }
    }
    assert!(!worker.is_finished());
    stop.cancel();
    worker.await.expect("no panic").expect("ends well");
}

#[tokio::test]
async fn what_a_cut_off_worker_held_is_done_and_was_not_tried() {
    let backend = TestBackend::start().await;
    enqueue(&backend).await;
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let held = "UPDATE graphile_worker._private_jobs SET attempts = 10, locked_by = 'gone', locked_at = now()";
    owner.execute(held).await.expect("held");
    queries::let_go(backend.db.queue(), "another").await.expect("nothing of another's");
    assert_eq!(queries::counts(backend.db.queue()).await.expect("counts").running, 1);
    queries::let_go(backend.db.queue(), "gone").await.expect("let go");
    assert_eq!(queries::list(backend.db.queue()).await.expect("jobs")[0].attempts, 9);
    backend.run_jobs().await;
    assert!(queries::list(backend.db.queue()).await.expect("jobs").is_empty());
}

#[tokio::test]
async fn the_queue_is_told_by_kind() {
    let backend = TestBackend::start().await;
    assert!(backend.queue().standing().await.expect("a standing").is_empty());
    let mut tx = backend.db.system().await.expect("a transaction");
    for _ in 0..3 {
        let job = mailer::SendMail { mail: backend.chance.id(backend.clock.now()) };
        super::enqueue(&mut tx, &job, None).await.expect("enqueued");
    }
    queries::enqueue(&mut tx, "develop_photo", json!({ "nonsense": true }), 1, 0, None).await.expect("enqueued");
    tx.commit().await.expect("committed");
    sleep(Duration::from_millis(20)).await;
    let mut standing = backend.queue().standing().await.expect("a standing");
    standing.sort_by(|a, b| a.kind.cmp(&b.kind));
    let told: Vec<_> = standing.iter().map(|of| (&*of.kind, of.running, of.waiting, of.dead)).collect();
    assert_eq!(told, [("develop_photo", 0, 1, 0), ("send_mail", 0, 3, 0)]);
    assert!(standing.iter().all(|of| (0.01..60.0).contains(&of.oldest)), "{standing:?}");
    backend.run_jobs().await;
    let standing = backend.queue().standing().await.expect("a standing");
    let told: Vec<_> = standing.iter().map(|of| (&*of.kind, of.waiting, of.dead, of.oldest)).collect();
    assert_eq!(told, [("develop_photo", 0, 1, 0.0)]);
    assert!(mailer::standing(&backend).await.expect("a standing").is_none(), "mail is meant to stay");
}

#[tokio::test]
async fn a_job_that_panics_may_be_tried_again() {
    let job = async {
        if true {
            panic!("boom, on purpose");
        }
        Ok(())
    };
    let outcome = super::whole("boom", job).await;
    assert!(matches!(outcome, Err(super::JobError::Retry(reason)) if reason.contains("boom, on purpose")));
}
