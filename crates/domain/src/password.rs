//! What a new password must be. How easy it is to guess is judged on the server, which has the word lists.

use std::fmt;

/// A password that satisfies the rules: 8 to 128 characters with a letter and a digit. Never printed.
#[derive(Clone)]
pub struct Password(String);

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordError {
    /// Fewer than 8 characters.
    TooShort,
    /// More than 128 characters: hashing must not become somebody's lever.
    TooLong,
    /// No letter.
    NoLetter,
    /// No digit.
    NoDigit,
    /// It is on every attacker's list.
    Common,
}

impl Password {
    /// Checks the rules that need no word list.
    ///
    /// # Errors
    /// The first rule the text breaks.
    pub fn parse(text: String) -> Result<Self, PasswordError> {
        let length = text.chars().count();
        if length < 8 {
            Err(PasswordError::TooShort)
        } else if length > 128 {
            Err(PasswordError::TooLong)
        } else if !text.chars().any(char::is_alphabetic) {
            Err(PasswordError::NoLetter)
        } else if !text.chars().any(|c| c.is_ascii_digit()) {
            Err(PasswordError::NoDigit)
        } else {
            Ok(Self(text))
        }
    }

    /// The secret itself, for hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<PasswordError> {
        Password::parse(text.to_owned()).err()
    }

    #[test]
    fn says_which_rule_is_broken() {
        assert_eq!(refusal("abc1"), Some(PasswordError::TooShort));
        assert_eq!(refusal(&"a1".repeat(65)), Some(PasswordError::TooLong));
        assert_eq!(refusal("12345678"), Some(PasswordError::NoLetter));
        assert_eq!(refusal("abcdefgh"), Some(PasswordError::NoDigit));
        assert_eq!(refusal("čšžćđ123"), None);
    }

    #[test]
    fn is_not_printed() {
        assert!(!format!("{:?}", Password::parse("velebit2026".into())).contains("velebit"));
    }
}
