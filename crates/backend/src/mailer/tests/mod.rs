//! Mail that stays in the outbox, and who may read it.

use domain::{Locale, Refusal, Role, Viewer};

mod smtp;

use super::{Letter, post, read_outbox};
use crate::{error::Error, testing::TestBackend};

fn letter() -> Letter {
    Letter {
        locale: Locale::En,
        subject: "Your link".into(),
        title: "Hello".into(),
        paragraphs: vec!["Here it is.".into()],
        button: None,
        reason: "You asked for it.".into(),
    }
}

#[tokio::test]
async fn mail_is_written_with_the_change_that_causes_it() {
    let backend = TestBackend::start().await;
    for commit in [false, true] {
        let mut tx = backend.db.system().await.expect("a transaction");
        let recipient = "ana@example.com".parse().expect("an address");
        post(&mut tx, backend.clock.now(), &recipient, &letter()).await.expect("posted");
        if commit {
            tx.commit().await.expect("committed");
        }
        let mails = read_outbox(&backend, &Viewer::default(), true).await.expect("read");
        assert_eq!(mails.len(), usize::from(commit));
    }
}

#[tokio::test]
async fn the_outbox_is_the_operators() {
    let backend = TestBackend::start().await;
    let owner = backend.studio("Atelier Mirna", Role::Owner).await;
    for (viewer, refusal) in [(Viewer::default(), Refusal::SignIn), (owner, Refusal::Forbidden)] {
        let refused = |error: Error| matches!(error, Error::Refused(found) if found == refusal);
        assert!(read_outbox(&backend, &viewer, false).await.is_err_and(refused));
    }
}
