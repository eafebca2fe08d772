//! Passwords: argon2id with the parameters OWASP recommends (19 MiB, 2 passes, 1 lane), off the async threads, a few at a
//! time; and whether one is on every attacker's list.

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version, password_hash::SaltString,
};
use domain::{GalleryPassword, Password, PasswordError};
use tokio::{sync::Semaphore, task::spawn_blocking};
use zxcvbn::{Score, zxcvbn};

use crate::{
    clock::Chance,
    error::{Error, Result},
    limits,
};

static PERMITS: Semaphore = Semaphore::const_new(limits::HASHES_AT_ONCE);

/// The hash to store (PHC string format), with a salt of its own.
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub(crate) async fn hash(password: Password) -> Result<String> {
    in_turn(move || digest(password.expose())).await?
}

/// The same for a gallery's password, of which other rules hold.
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub(crate) async fn hash_of_gallery(password: GalleryPassword) -> Result<String> {
    in_turn(move || digest(password.expose())).await?
}

/// Whether `password` is the one behind `stored`. Takes as long when nothing is stored: for those who are not there.
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub(crate) async fn fits(password: &str, stored: Option<&str>) -> Result<bool> {
    let (password, stored) = (password.to_owned(), stored.unwrap_or_default().to_owned());
    in_turn(move || match PasswordHash::new(&stored) {
        Ok(stored) => Ok(hasher()?.verify_password(password.as_bytes(), &stored).is_ok()),
        Err(_) => digest(&password).map(|_| false),
    })
    .await?
}

/// Refuses what attackers try first, among it what they know of the person: name, address, studio.
///
/// # Errors
/// The password's problem inside; [`Error::Internal`] when the judge panics.
pub(super) async fn judge(password: Password, known: &[&str]) -> Result<Result<Password, PasswordError>> {
    let known: Vec<String> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()).chain([*text]))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_owned)
        .collect();
    in_turn(move || {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        match zxcvbn(password.expose(), &known).score() {
            score if score < Score::Two => Err(PasswordError::Common),
            _ => Ok(password),
        }
    })
    .await
}

/// Runs `work` on a thread for blocking work when there is memory for one more. The permit goes along: work that nobody
/// waits for any longer still counts.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let permit = PERMITS.acquire().await.map_err(Error::internal)?;
    spawn_blocking(move || {
        let _permit = permit;
        work()
    })
    .await
    .map_err(Error::internal)
}

fn digest(password: &str) -> Result<String> {
    let salt = SaltString::encode_b64(&Chance.bytes::<16>()).map_err(Error::internal)?;
    Ok(hasher()?.hash_password(password.as_bytes(), &salt).map_err(Error::internal)?.to_string())
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(limits::HASH_KIB, limits::HASH_PASSES, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(text.into()).expect("a password")
    }

    #[tokio::test]
    async fn only_the_password_fits() {
        let stored = hash(password("velebit i more 7")).await.expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(fits("velebit i more 7", Some(&stored)).await.expect("judged"));
        assert!(!fits("velebit i more 8", Some(&stored)).await.expect("judged"));
        let again = hash(password("velebit i more 7")).await.expect("hashed");
        assert_ne!(stored, again, "each hash has its own salt");
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        assert!(!fits("", None).await.expect("judged"));
        assert!(!fits("", Some("")).await.expect("judged"));
    }

    #[tokio::test]
    async fn what_everybody_tries_is_refused() {
        let known = ["Mirna Kovač", "mirna@atelier-mirna.example", "Atelier Mirna"];
        for common in ["password1", "qwerty123", "abcd1234", "mirna123", "Kovač123", "atelier1"] {
            let verdict = judge(password(common), &known).await.expect("judged");
            assert_eq!(verdict.err(), Some(PasswordError::Common), "{common}");
        }
        for fine in ["velebit i more 7", "tri bure 1 jugo", "xK4-vvQ-9rT"] {
            assert!(judge(password(fine), &known).await.expect("judged").is_ok(), "{fine}");
        }
    }
}
