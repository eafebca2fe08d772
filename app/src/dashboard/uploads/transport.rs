//! What is said to the server of a file, and what its answers mean for the queue, whoever carries them.

use domain::{FileName, PhotoId};

use super::queue::{Answer, Found, Known, Trouble};

/// How a request ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status; 0 when the network broke off.
    pub status: u16,
    /// `code` of a problem+json; empty without.
    pub code: String,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u64>,
    /// The address under which the file is known from now on.
    pub location: Option<String>,
    /// How much of it is with the server, in bytes.
    pub offset: Option<u64>,
    /// What became of it, once it is whole: `created`, `already_here`, `replaced`.
    pub outcome: Option<String>,
    /// The photograph that has its name.
    pub photo: Option<PhotoId>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send from this byte on.
    Send(u64),
    /// It is over.
    Over(Answer),
}

impl Reply {
    /// After the file was announced, asked after or sent.
    pub fn next(&self) -> Next {
        let answer = match (self.status, self.outcome.as_deref()) {
            (200..=299, Some("replaced")) => Answer::Replaced,
            (200..=299, Some("already_here")) => Answer::AlreadyHere,
            (200..=299, Some("unpacking")) => Answer::Unpacking,
            (200..=299, Some(_)) => Answer::Added,
            (200..=299, None) => return Next::Send(self.offset.unwrap_or_default()),
            (409, _) if self.code == "same_name" => Answer::SameName(self.photo),
            _ => Answer::Failed(self.trouble(), self.retry_after.map(|seconds| seconds.saturating_mul(1000))),
        };
        Next::Over(answer)
    }

    fn trouble(&self) -> Trouble {
        match (self.status, self.code.as_str()) {
            // Bytes that came otherwise than they were sent, too.
            (0 | 460, _) => Trouble::Network,
            (_, "unsupported") | (415, _) => Trouble::Unsupported,
            (_, "archive_too_large") => Trouble::ArchiveTooLarge,
            (_, "too_large") | (413, _) => Trouble::TooLarge,
            (_, "too_many_pixels") => Trouble::TooManyPixels,
            (_, "damaged") | (422, _) => Trouble::Damaged,
            (401, _) => Trouble::SignedOut,
            (_, "forbidden") | (403, _) => Trouble::Forbidden,
            (_, "not_found") | (404, _) => Trouble::NotFound,
            (_, "storage_full") | (507, _) => Trouble::StorageFull,
            (429, _) => Trouble::TooMany,
            _ => Trouble::Unavailable,
        }
    }
}

/// The metadata with which a file is announced, as pairs of name and value.
pub fn metadata(file: &Found, known: &Known) -> Vec<(&'static str, String)> {
    let mut pairs = vec![("filename", FileName::tame(&file.name).to_string())];
    pairs.extend(known.sha256.clone().map(|hash| ("sha256", hash)));
    pairs.extend(known.replaces.map(|photo| ("replaces", photo.to_string())));
    pairs.extend(known.set.map(|set| ("set", set.to_string())));
    pairs.extend(known.unpack.map(|unpack| ("unpack", unpack.as_str().to_owned())));
    pairs.extend(known.ask.then(|| ("same_name", "ask".to_owned())));
    pairs
}

/// Whether a file begins as a JPEG (ITU T.81, B.1.1.3), PNG (ISO 15948, 5.2) or WebP (RFC 9649, 2.4) does.
pub fn looks_like_a_photograph(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xd8, 0xff])
        || head.starts_with(b"\x89PNG\r\n\x1a\n")
        || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
}

/// Whether a file begins as an archive does that has something in it (APPNOTE 4.3.7).
pub fn looks_like_an_archive(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, code: &str) -> Next {
        Reply { status, code: code.to_owned(), ..Reply::default() }.next()
    }

    fn failed(trouble: Trouble) -> Next {
        Next::Over(Answer::Failed(trouble, None))
    }

    #[test]
    fn the_code_says_more_than_the_status() {
        for (status, code, next) in [
            (201, "", Next::Send(0)),
            (422, "too_many_pixels", failed(Trouble::TooManyPixels)),
            (422, "damaged", failed(Trouble::Damaged)),
            (413, "", failed(Trouble::TooLarge)),
            (413, "archive_too_large", failed(Trouble::ArchiveTooLarge)),
            (401, "sign_in", failed(Trouble::SignedOut)),
            (403, "forbidden", failed(Trouble::Forbidden)),
            (404, "not_found", failed(Trouble::NotFound)),
            (409, "offset", failed(Trouble::Unavailable)),
            (409, "same_name", Next::Over(Answer::SameName(None))),
            (423, "busy", failed(Trouble::Unavailable)),
            (460, "checksum", failed(Trouble::Network)),
            (507, "storage_full", failed(Trouble::StorageFull)),
            (503, "unavailable", failed(Trouble::Unavailable)),
            (502, "", failed(Trouble::Unavailable)),
            (0, "", failed(Trouble::Network)),
        ] {
            assert_eq!(reply(status, code), next, "{status} {code}");
        }
        let busy = Reply { status: 429, code: "too_many".to_owned(), retry_after: Some(7), ..Reply::default() };
        assert_eq!(busy.next(), Next::Over(Answer::Failed(Trouble::TooMany, Some(7_000))));
    }

    #[test]
    fn a_file_goes_on_where_it_stopped_until_something_became_of_it() {
        let half = Reply { status: 200, offset: Some(700), ..Reply::default() };
        assert_eq!(half.next(), Next::Send(700));
        for (outcome, answer) in [
            ("unpacking", Answer::Unpacking),
            ("created", Answer::Added),
            ("already_here", Answer::AlreadyHere),
            ("replaced", Answer::Replaced),
        ] {
            let whole = Reply { status: 204, outcome: Some(outcome.to_owned()), ..Reply::default() };
            assert_eq!(whole.next(), Next::Over(answer));
        }
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
