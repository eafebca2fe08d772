//! What can be said of a file that was sent, whoever carried it, and what the queue is to make of it.

use super::queue::{Answer, Trouble};

/// How sending a file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The server answered.
    Answered {
        /// The HTTP status.
        status: u16,
        /// `code` of a problem+json; empty without.
        code: String,
        /// `Retry-After`, in seconds.
        retry_after: Option<u64>,
    },
    /// The network broke off.
    Broken,
    /// The file could not be read.
    Unreadable,
    /// Its first bytes are those of no photograph we take.
    NoPhotograph,
}

impl Sent {
    /// What it means for the queue.
    pub fn answer(&self) -> Answer {
        let Self::Answered { status, code, retry_after } = self else {
            return Answer::Failed(
                match self {
                    Self::Unreadable => Trouble::Unreadable,
                    Self::NoPhotograph => Trouble::Unsupported,
                    _ => Trouble::Network,
                },
                None,
            );
        };
        let trouble = match (status, code.as_str()) {
            (201, _) => return Answer::Added,
            (200, _) => return Answer::AlreadyHere,
            (_, "unsupported") | (415, _) => Trouble::Unsupported,
            (_, "too_large") | (413, _) => Trouble::TooLarge,
            (_, "too_many_pixels") => Trouble::TooManyPixels,
            (_, "damaged") | (422, _) => Trouble::Damaged,
            (_, "no_file") | (400, _) => Trouble::Unreadable,
            (401, _) => Trouble::SignedOut,
            (_, "forbidden") | (403, _) => Trouble::Forbidden,
            (_, "not_found") | (404, _) => Trouble::NotFound,
            (_, "storage_full") | (507, _) => Trouble::StorageFull,
            (429, _) => Trouble::TooMany,
            _ => Trouble::Unavailable,
        };
        Answer::Failed(trouble, retry_after.map(|seconds| seconds.saturating_mul(1000)))
    }
}

/// Whether a file begins as a JPEG (ITU T.81, B.1.1.3), PNG (ISO 15948, 5.2) or WebP (RFC 9649, 2.4) does.
pub fn looks_like_a_photograph(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xd8, 0xff])
        || head.starts_with(b"\x89PNG\r\n\x1a\n")
        || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, code: &str) -> Answer {
        Sent::Answered { status, code: code.to_owned(), retry_after: None }.answer()
    }

    #[test]
    fn the_code_says_more_than_the_status() {
        for (status, code, answer) in [
            (201, "", Answer::Added),
            (200, "", Answer::AlreadyHere),
            (422, "too_many_pixels", Answer::Failed(Trouble::TooManyPixels, None)),
            (422, "damaged", Answer::Failed(Trouble::Damaged, None)),
            (413, "", Answer::Failed(Trouble::TooLarge, None)),
            (401, "sign_in", Answer::Failed(Trouble::SignedOut, None)),
            (403, "forbidden", Answer::Failed(Trouble::Forbidden, None)),
            (404, "not_found", Answer::Failed(Trouble::NotFound, None)),
            (507, "storage_full", Answer::Failed(Trouble::StorageFull, None)),
            (503, "unavailable", Answer::Failed(Trouble::Unavailable, None)),
            (502, "", Answer::Failed(Trouble::Unavailable, None)),
        ] {
            assert_eq!(answered(status, code), answer, "{status} {code}");
        }
        let busy = Sent::Answered { status: 429, code: "too_many".to_owned(), retry_after: Some(7) };
        assert_eq!(busy.answer(), Answer::Failed(Trouble::TooMany, Some(7_000)));
    }

    #[test]
    fn photographs_are_known_by_their_first_bytes() {
        assert!(looks_like_a_photograph(&[0xff, 0xd8, 0xff, 0xe1]));
        assert!(looks_like_a_photograph(b"\x89PNG\r\n\x1a\n...."));
        assert!(looks_like_a_photograph(b"RIFF....WEBPVP8 "));
        for no in [&b"RIFF....WAVEfmt "[..], b"GIF89a", b"....ftypheic", b"", b"\xff\xd8"] {
            assert!(!looks_like_a_photograph(no));
        }
    }
}
