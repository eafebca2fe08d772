//! What spans verbs: devices, revocation, operators, what is forgotten, and what the database itself refuses.

use chrono::TimeDelta;
use domain::{Locale, Refusal, Role, Viewer};
use futures::future::join_all;
use sqlx::{Executor, Row};

use super::Device;
use crate::{
    Error, Result, limits,
    testing::{
        TestBackend,
        accounts::{MIRNA, VELEBIT, mails_to, mirnas_form, petras_form, register, session},
        connect_as,
    },
};

/// Makes eight attempts of which each has found the account before any may change it.
pub(super) async fn eight_at_once<T>(backend: &TestBackend, attempt: impl AsyncFn() -> T) -> Vec<T> {
    let mut gate = connect_as(&backend.database_url, "NONE").await;
    gate.execute("BEGIN; SELECT FROM users FOR UPDATE").await.expect("held");
    // Within the transaction that holds the gate, PostgreSQL would show the activity of its beginning for ever.
    let mut watch = connect_as(&backend.database_url, "NONE").await;
    let open = async {
        for _ in 0..500 {
            let waiting: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
            .fetch_one(&mut watch)
            .await
            .expect("counted");
            if waiting == 8 {
                gate.execute("COMMIT").await.expect("open");
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("eight attempts never waited for the account");
    };
    tokio::join!(join_all((0..8).map(|_| attempt())), open).0
}

fn not_found(answer: &Result<()>) -> bool {
    matches!(answer, Err(Error::Refused(Refusal::NotFound)))
}

fn names(devices: &[Device]) -> Vec<(&str, bool)> {
    devices.iter().map(|device| (&*device.device, device.current)).collect()
}

#[tokio::test]
async fn mirna_sees_her_devices_and_signs_one_out() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = register(&backend, &mirnas_form()).await;
    for (id, device) in [(1, "Firefox on Windows"), (2, "Safari on iPhone"), (3, "Chrome on Linux")] {
        session(&backend, id, &mirna, device).await;
        backend.clock.advance(TimeDelta::minutes(5));
    }
    accounts.load_session([1; 32]).await.expect("loaded").expect("there");
    let devices = accounts.devices(&mirna, Some([1; 32])).await.expect("listed");
    assert_eq!(
        names(&devices),
        [("Firefox on Windows", true), ("Chrome on Linux", false), ("Safari on iPhone", false)]
    );
    accounts.sign_out_device(&mirna, devices[1].public_id).await.expect("signed out");
    assert_eq!(accounts.load_session([3; 32]).await.expect("an answer"), None);
    assert!(not_found(&accounts.sign_out_device(&mirna, devices[1].public_id).await), "it is gone");
    session(&backend, 4, &mirna, "Edge on Windows").await;
    accounts.sign_out_others(&mirna, Some([1; 32])).await.expect("signed out");
    let devices = accounts.devices(&mirna, Some([1; 32])).await.expect("listed");
    assert_eq!(names(&devices), [("Firefox on Windows", true)]);
    backend.clock.advance(limits::SESSION);
    assert_eq!(accounts.devices(&mirna, None).await.expect("listed"), [], "what is over is not listed");
}

#[tokio::test]
async fn anothers_device_is_nobodys_business() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = register(&backend, &mirnas_form()).await;
    let petra = register(&backend, &petras_form()).await;
    session(&backend, 1, &mirna, "Firefox on Windows").await;
    session(&backend, 2, &petra, "Safari on macOS").await;
    let hers = accounts.devices(&mirna, None).await.expect("listed")[0].public_id;
    assert!(not_found(&accounts.sign_out_device(&petra, hers).await));
    accounts.sign_out_others(&petra, Some([2; 32])).await.expect("her own");
    assert!(accounts.load_session([1; 32]).await.expect("loaded").is_some(), "Mirna is still signed in");
    assert_eq!(names(&accounts.devices(&petra, Some([1; 32])).await.expect("listed")), [("Safari on macOS", false)]);
    let stranger = backend.visitor();
    for answer in [
        accounts.devices(&stranger, None).await.map(drop),
        accounts.sign_out_device(&stranger, hers).await,
        accounts.sign_out_others(&stranger, None).await,
    ] {
        assert!(matches!(answer, Err(Error::Refused(Refusal::SignIn))), "{answer:?}");
    }
}

#[tokio::test]
async fn a_role_taken_away_is_gone_with_the_next_request() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = register(&backend, &mirnas_form()).await;
    let petra = register(&backend, &petras_form()).await;
    let (user, own) = (mirna.person.expect("herself").id, mirna.membership.expect("hers").studio);
    let petras = petra.membership.expect("hers").studio;
    let seen = async |studio| {
        let (_, membership) = accounts.viewer(user, studio).await.expect("an answer").expect("somebody");
        membership.map(|membership| (membership.studio, membership.role))
    };
    assert_eq!(seen(Some(petras)).await, Some((own, Role::Owner)), "a studio that is not hers");

    backend.clock.advance(TimeDelta::days(1));
    let mut system = connect_as(&backend.database_url, "lumora_system").await;
    sqlx::query("INSERT INTO memberships VALUES ($1, $2, 'editor', $3)")
        .bind(petras.0)
        .bind(user.0)
        .bind(backend.clock.now())
        .execute(&mut system)
        .await
        .expect("Petra takes her on");
    assert_eq!(seen(Some(petras)).await, Some((petras, Role::Editor)));
    assert_eq!(seen(None).await, Some((own, Role::Owner)), "the one she joined first");

    for (change, expected) in [
        ("UPDATE memberships SET role = 'viewer' WHERE user_id = $1 AND role = 'editor'", Some((petras, Role::Viewer))),
        ("DELETE FROM memberships WHERE user_id = $1 AND role = 'viewer'", Some((own, Role::Owner))),
        ("DELETE FROM memberships WHERE user_id = $1", None),
    ] {
        sqlx::query(change).bind(user.0).execute(&mut system).await.expect("changed");
        assert_eq!(seen(Some(petras)).await, expected, "{change}");
    }
    // Without a studio there is no log, and still one may sign in.
    let signed_in = accounts.sign_in(MIRNA, VELEBIT, &backend.visitor()).await.expect("signed in");
    assert_eq!(signed_in.studio, None);
    sqlx::query("DELETE FROM users WHERE id = $1").bind(user.0).execute(&mut system).await.expect("deleted");
    assert_eq!(accounts.viewer(user, None).await.expect("an answer"), None);
}

#[tokio::test]
async fn the_command_line_makes_operators() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = register(&backend, &mirnas_form()).await.person.expect("herself").id;
    let operator = async || accounts.viewer(mirna, None).await.expect("an answer").expect("somebody").0.operator;
    assert!(!operator().await);
    accounts.grant_operator(MIRNA).await.expect("granted");
    assert!(operator().await);
    accounts.revoke_operator(MIRNA).await.expect("revoked");
    assert!(!operator().await);
    assert!(not_found(&accounts.grant_operator("ana@example.com").await));
    accounts.grant_operator("ana").await.expect_err("no address");
}

#[tokio::test]
async fn what_is_over_is_forgotten_and_nothing_else() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    let mirna = register(&backend, &mirnas_form()).await;
    session(&backend, 1, &mirna, "Firefox on Windows").await;
    accounts.register(&petras_form(), &backend.visitor()).await.expect("a token and two counters");
    let mut system = connect_as(&backend.database_url, "lumora_system").await;
    let mut left = async || -> [i64; 3] {
        let row = sqlx::query("SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM user_tokens), (SELECT count(*) FROM throttles)")
            .fetch_one(&mut system)
            .await
            .expect("counted");
        [row.get(0), row.get(1), row.get(2)]
    };
    accounts.sweep(backend.clock.now()).await.expect("swept");
    assert_eq!(left().await, [1, 1, 3]);
    for (later, expected) in
        [(limits::MAIL_BY_EMAIL.window, [1, 1, 0]), (limits::VERIFICATION, [1, 0, 0]), (limits::SESSION, [0, 0, 0])]
    {
        accounts.sweep(backend.clock.now() + later).await.expect("swept");
        assert_eq!(left().await, expected);
    }
}

#[tokio::test]
async fn a_registration_nobody_goes_on_with_is_forgotten() {
    let backend = TestBackend::start().await;
    let accounts = backend.accounts();
    register(&backend, &mirnas_form()).await;
    accounts.register(&petras_form(), &backend.visitor()).await.expect("registered");
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let mut left = async || -> [i64; 3] {
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM studios), (SELECT count(*) FROM audit_entries)",
        )
        .fetch_one(&mut owner)
        .await
        .expect("counted");
        [row.get(0), row.get(1), row.get(2)]
    };
    backend.clock.advance(limits::UNVERIFIED - TimeDelta::seconds(1));
    accounts.sweep(backend.clock.now()).await.expect("swept");
    assert_eq!(left().await, [2, 2, 3]);
    accounts.resend(&petras_form().email, &backend.visitor()).await.expect("mailed");
    backend.clock.advance(TimeDelta::seconds(1));
    accounts.sweep(backend.clock.now()).await.expect("swept");
    assert_eq!(left().await, [2, 2, 3], "the link in her mail still works");
    backend.clock.advance(limits::VERIFICATION);
    accounts.sweep(backend.clock.now()).await.expect("swept");
    assert_eq!(left().await, [1, 1, 2], "Mirna and hers stay");
    accounts.register(&petras_form(), &backend.visitor()).await.expect("as if for the first time");
}

#[tokio::test]
async fn nobody_is_flooded_through_us() {
    let backend = TestBackend::start().await;
    let (accounts, form) = (backend.accounts(), mirnas_form());
    // Whatever the source, one address gets five mails an hour.
    let sources: Vec<_> = (0..8).map(|n| Viewer { source: format!("198.51.100.{n}"), ..Viewer::default() }).collect();
    let answers = join_all(sources.iter().map(|viewer| accounts.register(&form, viewer))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 5);
    assert!(answers.iter().all(|answer| matches!(answer, Ok(()) | Err(Error::TooMany { retry_after: 1..=3600 }))));
    assert_eq!(mails_to(&backend, MIRNA).await.len(), 5);
    // Whatever the address, one source causes twenty.
    let addresses: Vec<_> = (0..24).map(|n| format!("guest{n}@example.com")).collect();
    let stranger = backend.visitor();
    let answers = join_all(addresses.iter().map(|email| accounts.forgot(email, Locale::En, &stranger))).await;
    // The stranger's address is one of the eight above.
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 19);
    backend.clock.advance(TimeDelta::hours(1));
    accounts.register(&form, &stranger).await.expect("an hour later");
}

/// Sessions, tokens and password hashes are out of reach for the role that serves studios; a studio sees its own.
#[tokio::test]
async fn a_studios_transaction_sees_no_accounts() {
    let backend = TestBackend::start().await;
    let mirna = register(&backend, &mirnas_form()).await;
    let petra = register(&backend, &petras_form()).await;
    for (viewer, name) in [(&mirna, "Atelier Mirna"), (&petra, "Studio Petra")] {
        let studio = viewer.membership.as_ref().expect("a member").studio;
        for table in ["users", "sessions", "user_tokens"] {
            let mut tx = backend.db.studio(studio).await.expect("a transaction");
            let peek = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
            let refused = sqlx::query(peek).fetch_one(&mut *tx).await.expect_err("refused");
            assert!(refused.to_string().contains("permission denied"), "{refused}");
        }
        let mut tx = backend.db.studio(studio).await.expect("a transaction");
        let studios: Vec<String> =
            sqlx::query_scalar("SELECT name FROM studios").fetch_all(&mut *tx).await.expect("read");
        assert_eq!(studios, [name]);
        let people: Vec<uuid::Uuid> =
            sqlx::query_scalar("SELECT user_id FROM memberships").fetch_all(&mut *tx).await.expect("read");
        assert_eq!(people, [viewer.person.as_ref().expect("herself").id.0]);
        let actors: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT actor FROM audit_entries").fetch_all(&mut *tx).await.expect("read");
        assert_eq!(actors, [viewer.person.as_ref().expect("herself").name.clone()]);
    }
}
