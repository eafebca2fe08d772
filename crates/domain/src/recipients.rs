//! Several addresses in one field, as people paste them.

use std::str::FromStr;

use crate::Email;

/// So many at once.
pub const MAX_RECIPIENTS: usize = 20;

/// One to twenty addresses, each once, in the order they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipients(Vec<Email>);

/// The text names nobody to write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientsError {
    /// No address.
    None,
    /// More than twenty.
    TooMany,
    /// Something in it is no address.
    NotAnEmail,
}

impl Recipients {
    /// The addresses.
    pub fn emails(&self) -> &[Email] {
        &self.0
    }
}

impl FromStr for Recipients {
    type Err = RecipientsError;

    /// Commas, semicolons, spaces and lines stand between addresses.
    fn from_str(text: &str) -> Result<Self, RecipientsError> {
        let mut emails: Vec<Email> = Vec::new();
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|part| !part.is_empty());
        for part in parts {
            // As mail programs write them: <ana@example.com>.
            let bare = part.strip_prefix('<').and_then(|part| part.strip_suffix('>')).unwrap_or(part);
            let email = bare.parse().map_err(|_| RecipientsError::NotAnEmail)?;
            if !emails.contains(&email) {
                emails.push(email);
            }
            if emails.len() > MAX_RECIPIENTS {
                return Err(RecipientsError::TooMany);
            }
        }
        if emails.is_empty() { Err(RecipientsError::None) } else { Ok(Self(emails)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_read_as_people_paste_them() {
        let read = |text: &str| text.parse::<Recipients>().map(|read| read.0.len());
        assert_eq!(read("ana@example.com, Luka@Example.com;\n<eva@example.com> ana@EXAMPLE.com"), Ok(3));
        assert_eq!(read(" ,; \n"), Err(RecipientsError::None));
        assert_eq!(read("ana@example.com, luka"), Err(RecipientsError::NotAnEmail));
        let many = |count: usize| (0..count).map(|n| format!("guest{n}@example.com ")).collect::<String>();
        assert_eq!(read(&many(20)), Ok(20));
        assert_eq!(read(&many(21)), Err(RecipientsError::TooMany));
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_a_few_addresses_each_once(text in "([a-c]@x\\.com|[ ,;<>\\n]|\\PC){0,60}") {
            if let Ok(read) = text.parse::<Recipients>() {
                let again = read.0.iter().map(|email| email.to_string()).collect::<Vec<_>>().join(", ");
                prop_assert_eq!(again.parse(), Ok(read.clone()));
                prop_assert!((1..=MAX_RECIPIENTS).contains(&read.0.len()));
                prop_assert!(read.0.iter().all(|email| !email.as_str().contains(['\r', '\n', ',', '<'])));
            }
        }
    }
}
