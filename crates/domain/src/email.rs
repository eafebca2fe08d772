//! An e-mail address as a person types it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An e-mail address, trimmed and in lower case: `Ana@Example.com ` and `ana@example.com` are one person.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// The text is not an address mail could be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmailError;

/// RFC 5321 §4.5.3.1.3: a path is at most 256 octets with its brackets.
const MAX_BYTES: usize = 254;

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let well_formed = !local.is_empty()
            && local.len() <= 64
            && text.len() <= MAX_BYTES
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && domain.contains('.')
            && domain.split('.').all(is_label);
        if well_formed { Ok(Self(text)) } else { Err(EmailError) }
    }
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

impl TryFrom<String> for Email {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, EmailError> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EmailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an e-mail address")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_person_has_one_spelling() {
        assert_eq!(" Ana@Example.COM ".parse::<Email>(), "ana@example.com".parse());
    }

    #[test]
    fn refuses_what_no_mail_server_takes() {
        for text in [
            "",
            "ana",
            "ana@",
            "@example.com",
            "ana@localhost",
            "a b@example.com",
            "ana@-x.com",
            "ana@x..com",
            ".a@x.com",
            "a@x.com\r\nBcc: b@x.com",
            "a@x.com,b@x.com",
        ] {
            assert_eq!(text.parse::<Email>(), Err(EmailError), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_cannot_break_a_header(text in "\\PC{0,40}") {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert!(!email.as_str().contains(['\r', '\n', ' ', '<', '>', ',']));
                prop_assert_eq!(email.as_str().parse::<Email>(), Ok(email.clone()));
            }
        }
    }
}
