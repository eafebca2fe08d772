//! Time and chance, handed in so that tests can hold them still.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Tells the time. Every comparison that decides access uses this one clock, also inside SQL, where it is bound.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// One that stands still until it is told to go on.
    Standing(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock standing at `now`.
    pub fn standing(now: DateTime<Utc>) -> Self {
        Self::Standing(Arc::new(Mutex::new(now)))
    }

    /// This moment.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
            Self::System => std::time::SystemTime::now().into(),
            Self::Standing(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a standing clock on; the machine's is left alone.
    pub fn advance(&self, by: TimeDelta) {
        if let Self::Standing(now) = self {
            *now.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}

/// Random bytes from the operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance;

impl Chance {
    /// `N` random bytes.
    pub fn bytes<const N: usize>(self) -> [u8; N] {
        let mut bytes = [0; N];
        #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }

    /// A number below `bound`, each equally likely.
    pub fn below(self, bound: usize) -> usize {
        // 64 random bits over a bound of a few dozen: the bias is below 2⁻⁵⁸.
        (u64::from_be_bytes(self.bytes()) % bound.max(1) as u64) as usize
    }

    /// A secret for a link or a cookie: 32 random bytes in hex.
    pub fn secret(self) -> String {
        hex(&self.bytes::<32>())
    }

    /// A new identity (UUID version 7, RFC 9562 §5.7) of this moment.
    pub fn id(self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}

/// The digest of all there is to read, a piece at a time. Blocks.
pub(crate) fn digest_of<D: Digest>(mut from: impl std::io::Read) -> std::io::Result<Vec<u8>> {
    let (mut digest, mut piece) = (D::new(), vec![0; 128 * 1024]);
    loop {
        match from.read(&mut piece)? {
            0 => return Ok(digest.finalize().to_vec()),
            read => digest.update(&piece[..read]),
        }
    }
}

/// SHA-256, as secrets are stored.
pub fn sha256(bytes: impl AsRef<[u8]>) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
