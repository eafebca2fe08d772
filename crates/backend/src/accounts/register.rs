//! Registering: a person and their studio, together or not at all.

use domain::{
    Email, Locale, Membership, Password, Role, StudioId, UserId, Viewer,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{
    Accounts, evenly, letters, password,
    queries::{self, Account},
    tokens::Purpose,
};
use crate::{
    database::Tx,
    error::{Error, Result},
    limits, mailer,
};

/// The form, as it was filled in.
#[derive(Clone)]
pub struct Registration {
    /// What the person is called.
    pub name: String,
    /// What their studio is called.
    pub studio: String,
    /// Where they get mail.
    pub email: String,
    /// The password they chose.
    pub password: String,
    /// The browser's time zone (IANA name); one that is unknown becomes UTC.
    pub time_zone: String,
    /// The language they read.
    pub locale: Locale,
}

/// The form, read.
struct Form {
    name: String,
    studio: String,
    email: Email,
    password: Password,
    time_zone: String,
}

impl Accounts<'_> {
    /// Registers a person with a studio of their own and mails the link to go on with. An address that is known gets the
    /// same answer and another mail: a new link while it is unverified, when this registration takes the place of the
    /// one before; else that there is an account already.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the problems of `name`, `studio`, `email` and `password` together; [`Error::TooMany`] by
    /// source or by address.
    pub async fn register(&self, form: &Registration, viewer: &Viewer) -> Result<()> {
        let read = read(form).await?;
        evenly(async {
            self.count_mail(&read.email, viewer).await?;
            let password_hash = password::hash(read.password).await?;
            let now = self.0.clock.now();
            let account = Account {
                id: UserId(self.0.chance.id(now)),
                email: read.email,
                name: read.name,
                password_hash,
                operator: false,
                locale: form.locale,
                verified: false,
                registered_by: viewer.visitor,
            };
            let mut tx = self.0.db.system().await?;
            let time_zone = queries::known_time_zone(&mut tx, &read.time_zone).await?;
            if queries::insert_user(&mut tx, &account, now).await? {
                self.open_studio(&mut tx, &account, read.studio.clone(), &time_zone, viewer).await?;
                self.mail_verification(&mut tx, &account).await?;
            } else if let Some(known) = queries::account_by_email(&mut tx, &account.email).await? {
                self.answer_known(&mut tx, known.id, (account, &read.studio, &time_zone), viewer).await?;
            }
            Ok(tx.commit().await?)
        })
        .await
    }

    async fn open_studio(
        &self,
        tx: &mut Tx,
        owner: &Account,
        studio_name: String,
        time_zone: &str,
        viewer: &Viewer,
    ) -> Result<()> {
        let now = self.0.clock.now();
        let studio = StudioId(self.0.chance.id(now));
        queries::insert_studio(tx, studio, &studio_name, owner.locale, time_zone, now).await?;
        queries::insert_membership(tx, studio, owner.id, Role::Owner, now).await?;
        let detail = json!({ "studio": studio_name });
        let membership = Membership { studio, studio_name, role: Role::Owner };
        self.note(tx, (owner.person(), Some(membership)), viewer, "account.register", detail).await
    }

    async fn answer_known(
        &self,
        tx: &mut Tx,
        user: UserId,
        (account, studio, time_zone): (Account, &str, &str),
        viewer: &Viewer,
    ) -> Result<()> {
        let now = self.0.clock.now();
        match queries::lock_account(tx, user).await? {
            Some(known) if known.verified => {
                let letter = letters::already_registered(known.locale, self.0.links.sign_in());
                mailer::post(tx, now, &known.email, &letter).await
            }
            Some(known) => {
                queries::replace_user(tx, known.id, &account, now).await?;
                queries::replace_studio(tx, known.id, studio, account.locale, time_zone).await?;
                if let Some(who) = queries::person(tx, known.id, None).await? {
                    self.note(tx, who, viewer, "account.register", json!({ "studio": studio })).await?;
                }
                self.mail_verification(tx, &Account { id: known.id, ..account }).await
            }
            None => Ok(()),
        }
    }

    /// Mails a fresh link to somebody whose account this transaction has locked.
    pub(super) async fn mail_verification(&self, tx: &mut Tx, account: &Account) -> Result<()> {
        let token = self.issue(tx, account.id, Purpose::Verify).await?;
        let letter = letters::verification(account.locale, self.0.links.verify(&token));
        mailer::post(tx, self.0.clock.now(), &account.email, &letter).await
    }
}

async fn read(form: &Registration) -> Result<Form> {
    let mut check = Check::default();
    let name = check.text("name", &form.name, limits::NAME_CHARS);
    let studio = check.text("studio", &form.studio, limits::NAME_CHARS);
    let email = match form.email.trim() {
        "" => check.field("email", Err(Problem::Required)),
        text => check.field("email", text.parse::<Email>()),
    };
    let time_zone = check.lines("time_zone", &form.time_zone, limits::ZONE_CHARS);
    let mut password = check.field("password", Password::parse(form.password.clone()));
    if let Some(chosen) = password.take() {
        // As read, not as sent: judging takes the longer the more is known.
        let known = [name.as_deref(), studio.as_deref(), email.as_ref().map(Email::as_str)];
        let known: Vec<&str> = known.into_iter().flatten().collect();
        password = check.field("password", password::judge(chosen, &known).await?);
    }
    let read =
        (|| Some(Form { name: name?, studio: studio?, email: email?, password: password?, time_zone: time_zone? }))();
    check.finish(read).map_err(Error::Invalid)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::problem::FieldProblem;
    use futures::future::join_all;
    use sqlx::Executor;

    use super::*;
    use crate::testing::{
        TestBackend,
        accounts::{MIRNA, VELEBIT, mails_to, mirnas_form, newest_token, register, viewer_of},
        connect_as,
    };

    async fn count(backend: &TestBackend, table: &str) -> i64 {
        let mut system = connect_as(&backend.database_url, "lumora_system").await;
        let count = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        sqlx::query_scalar(count).fetch_one(&mut system).await.expect("counted")
    }

    #[tokio::test]
    async fn mirna_opens_her_studio_by_the_mailed_link() {
        let backend = TestBackend::start().await;
        let browser = backend.visitor();
        backend.accounts().register(&mirnas_form(), &browser).await.expect("registered");
        let mails = mails_to(&backend, MIRNA).await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].body_text.contains("https://lumora.example/verify?token="), "{}", mails[0].body_text);
        assert!(!mails[0].body_html.contains("Mirna Kovač"), "mail to strangers carries nothing that was typed");

        let token = newest_token(&backend, MIRNA).await;
        let signed_in = backend.accounts().verify(&token, "", &browser).await.expect("verified");
        let mirna = viewer_of(&backend, signed_in).await;
        let membership = mirna.membership.expect("a studio of her own");
        assert_eq!((&*membership.studio_name, membership.role), ("Atelier Mirna", Role::Owner));
        assert_eq!(mirna.person.expect("herself").name, "Mirna Kovač");

        let mut tx = backend.db.studio(membership.studio).await.expect("a transaction");
        let deeds: Vec<(String, String)> = sqlx::query_as("SELECT action, actor FROM audit_entries ORDER BY action")
            .fetch_all(&mut *tx)
            .await
            .expect("her log");
        let by_mirna = |action: &str| (action.to_owned(), "Mirna Kovač".to_owned());
        assert_eq!(deeds, [by_mirna("account.register"), by_mirna("account.verify")]);
        let zone: String =
            sqlx::query_scalar("SELECT time_zone FROM studios").fetch_one(&mut *tx).await.expect("her studio");
        assert_eq!(zone, "Europe/Zagreb");
    }

    #[tokio::test]
    async fn everything_wrong_is_said_at_once() {
        let backend = TestBackend::start().await;
        let form = Registration {
            name: " ".into(),
            studio: "x".repeat(121),
            email: "mirna".into(),
            password: "short1".into(),
            ..mirnas_form()
        };
        let Err(Error::Invalid(problems)) = backend.accounts().register(&form, &backend.visitor()).await else {
            panic!("refused");
        };
        let said = |field: &str, problem| FieldProblem { field: field.into(), problem };
        assert_eq!(
            problems,
            [
                said("name", Problem::Required),
                said("studio", Problem::TooLong),
                said("email", Problem::NotAnEmail),
                said("password", Problem::PasswordTooShort),
            ]
        );
        let form = Registration { password: "mirna123".into(), ..mirnas_form() };
        let Err(Error::Invalid(problems)) = backend.accounts().register(&form, &backend.visitor()).await else {
            panic!("refused");
        };
        assert_eq!(problems, [said("password", Problem::PasswordCommon)]);
        assert_eq!((count(&backend, "users").await, count(&backend, "mails").await), (0, 0));
    }

    #[tokio::test]
    async fn what_no_database_stores_is_said_at_its_field() {
        let backend = TestBackend::start().await;
        let nul = || "a\0b".to_owned();
        let form = mirnas_form();
        for (field, form) in [
            ("name", Registration { name: nul(), ..form.clone() }),
            ("studio", Registration { studio: nul(), ..form.clone() }),
            ("time_zone", Registration { time_zone: nul(), ..form.clone() }),
        ] {
            let answer = backend.accounts().register(&form, &backend.visitor()).await;
            let Err(Error::Invalid(problems)) = answer else { panic!("{field}: {answer:?}") };
            assert_eq!(problems, [FieldProblem { field: field.into(), problem: Problem::Unreadable }]);
        }
    }

    #[tokio::test]
    async fn a_password_is_judged_against_no_more_than_a_name() {
        let backend = TestBackend::start().await;
        let password = "xK4vvQ9rT7b";
        let book = format!("{} {password}", "word ".repeat(100));
        let form = Registration { name: book.clone(), studio: book, password: password.into(), ..mirnas_form() };
        let answer = backend.accounts().register(&form, &backend.visitor()).await;
        let Err(Error::Invalid(problems)) = answer else { panic!("{answer:?}") };
        let fields: Vec<_> = problems.iter().map(|said| (&*said.field, said.problem)).collect();
        assert_eq!(fields, [("name", Problem::TooLong), ("studio", Problem::TooLong)]);
    }

    #[tokio::test]
    async fn who_has_an_account_is_told_by_mail_alone() {
        let backend = TestBackend::start().await;
        register(&backend, &mirnas_form()).await;
        backend.clock.advance(TimeDelta::seconds(1));
        let form = Registration {
            password: "jugo i bura 9".into(),
            email: " MIRNA@Atelier-Mirna.example".into(),
            ..mirnas_form()
        };
        backend.accounts().register(&form, &backend.visitor()).await.expect("the same answer");
        let mails = mails_to(&backend, MIRNA).await;
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0].subject, "You already have an account");
        assert!(mails[0].body_text.contains("https://lumora.example/login"));
        assert_eq!((count(&backend, "users").await, count(&backend, "studios").await), (1, 1));
        backend.accounts().sign_in(MIRNA, VELEBIT, &backend.visitor()).await.expect("her password is as it was");
        backend.accounts().sign_in(MIRNA, "jugo i bura 9", &backend.visitor()).await.expect_err("not the stranger's");
    }

    #[tokio::test]
    async fn registering_again_takes_the_place_of_what_nobody_verified() {
        let backend = TestBackend::start().await;
        let (accounts, thief, mirna) = (backend.accounts(), backend.visitor(), backend.visitor());
        let squat = Registration {
            name: "Eve".into(),
            studio: "Eve's".into(),
            password: "jugo i bura 9".into(),
            ..mirnas_form()
        };
        accounts.register(&squat, &thief).await.expect("registered");
        let lost = newest_token(&backend, MIRNA).await;
        backend.clock.advance(TimeDelta::seconds(1));
        accounts.register(&mirnas_form(), &mirna).await.expect("the same answer");
        assert_eq!(mails_to(&backend, MIRNA).await.len(), 2);
        accounts.verify(&lost, "", &thief).await.expect_err("the older link is void");
        let signed_in = accounts.verify(&newest_token(&backend, MIRNA).await, "", &mirna).await.expect("verified");
        let seen = viewer_of(&backend, signed_in).await;
        assert_eq!(seen.person.expect("herself").name, "Mirna Kovač");
        assert_eq!(seen.membership.expect("hers").studio_name, "Atelier Mirna");
        accounts.sign_in(MIRNA, VELEBIT, &mirna).await.expect("her password");
        accounts.sign_in(MIRNA, "jugo i bura 9", &thief).await.expect_err("not the first one");
        assert_eq!((count(&backend, "users").await, count(&backend, "studios").await), (1, 1));
    }

    #[tokio::test]
    async fn registering_after_the_owner_gains_nothing() {
        let backend = TestBackend::start().await;
        let (accounts, thief, mirna) = (backend.accounts(), backend.visitor(), backend.visitor());
        accounts.register(&mirnas_form(), &mirna).await.expect("registered");
        backend.clock.advance(TimeDelta::seconds(1));
        let squat = Registration { password: "jugo i bura 9".into(), ..mirnas_form() };
        accounts.register(&squat, &thief).await.expect("the same answer");
        let token = newest_token(&backend, MIRNA).await;
        accounts.verify(&token, "", &mirna).await.expect_err("the browser of an older registration");
        accounts.verify(&token, "tri bure 1 jugo", &mirna).await.expect("chosen");
        accounts.sign_in(MIRNA, "jugo i bura 9", &thief).await.expect_err("not the thief's");
    }

    #[tokio::test]
    async fn of_several_at_once_one_registers() {
        let backend = TestBackend::start().await;
        let (accounts, stranger, form) = (backend.accounts(), backend.visitor(), mirnas_form());
        for answer in join_all((0..4).map(|_| accounts.register(&form, &stranger))).await {
            answer.expect("the same answer");
        }
        assert_eq!((count(&backend, "users").await, count(&backend, "studios").await), (1, 1));
        assert_eq!(count(&backend, "user_tokens").await, 1);
    }

    #[tokio::test]
    async fn it_is_all_or_nothing() {
        let backend = TestBackend::start().await;
        let mut owner = connect_as(&backend.database_url, "NONE").await;
        owner
            .execute("ALTER TABLE mails ADD CONSTRAINT no_mail_today CHECK (false)")
            .await
            .expect("the last step fails");
        let refused = backend.accounts().register(&mirnas_form(), &backend.visitor()).await.expect_err("failed");
        assert!(matches!(refused, Error::Internal(_)), "{refused}");
        for table in ["users", "studios", "memberships", "user_tokens", "audit_entries", "mails"] {
            assert_eq!(count(&backend, table).await, 0, "{table}");
        }
    }

    #[tokio::test]
    async fn a_time_zone_nobody_knows_is_utc() {
        let backend = TestBackend::start().await;
        // PostgreSQL would also take `XYZ3` for a zone of that name three hours west of Greenwich.
        for (zone, email) in
            [("XYZ3", "a@example.com"), ("'; DROP TABLE users", "b@example.com"), ("", "c@example.com")]
        {
            let form = Registration { time_zone: zone.into(), email: email.into(), ..mirnas_form() };
            backend.accounts().register(&form, &backend.visitor()).await.expect("registered");
        }
        assert_eq!(count(&backend, "studios WHERE time_zone = 'UTC'").await, 3);
    }
}
