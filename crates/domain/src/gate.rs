//! What a gallery asks of those who come by its link, one thing after another, before it shows anything.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One thing that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateStep {
    /// The code.
    Code,
    /// The password.
    Password,
    /// Who they are: an address.
    Email,
}

impl GateStep {
    /// All of them, in the order in which they are asked: what keeps strangers out comes first.
    pub const ALL: [Self; 3] = [Self::Code, Self::Password, Self::Email];
}

/// Things of a gate: those asked, or those given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The code.
    pub code: bool,
    /// The password.
    pub password: bool,
    /// An address.
    pub email: bool,
}

impl Gate {
    /// Whether a thing is among these.
    pub fn has(self, step: GateStep) -> bool {
        match step {
            GateStep::Code => self.code,
            GateStep::Password => self.password,
            GateStep::Email => self.email,
        }
    }

    /// What of these is asked next of somebody who gave `given`; `None` when they may come in.
    pub fn next(self, given: Self) -> Option<GateStep> {
        GateStep::ALL.into_iter().find(|step| self.has(*step) && !given.has(*step))
    }

    /// Whether the link alone leads in.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// A gallery's password: 6 to 64 characters, without spaces around it, capitals as typed. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct GalleryPassword(String);

/// The text is no such password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GalleryPasswordError {
    /// Fewer than 6 characters.
    TooShort,
    /// More than 64: hashing must not become somebody's lever.
    TooLong,
    /// A control sign.
    Unreadable,
}

impl GalleryPassword {
    /// The secret itself, for hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for GalleryPassword {
    type Err = GalleryPasswordError;

    fn from_str(text: &str) -> Result<Self, GalleryPasswordError> {
        let text = text.trim();
        match text.chars().count() {
            _ if text.chars().any(char::is_control) => Err(GalleryPasswordError::Unreadable),
            0..6 => Err(GalleryPasswordError::TooShort),
            6..=64 => Ok(Self(text.to_owned())),
            _ => Err(GalleryPasswordError::TooLong),
        }
    }
}

impl fmt::Debug for GalleryPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GalleryPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_password_is_neither_short_nor_printed() {
        for (text, wrong) in [
            ("", GalleryPasswordError::TooShort),
            ("  ana  ", GalleryPasswordError::TooShort),
            ("ana\nluka", GalleryPasswordError::Unreadable),
            ("ana\0luka", GalleryPasswordError::Unreadable),
            (&"x".repeat(65), GalleryPasswordError::TooLong),
        ] {
            assert_eq!(text.parse::<GalleryPassword>(), Err(wrong), "{text:?}");
        }
        let password: GalleryPassword = " Ana i Luka ".parse().expect("a password");
        assert_eq!((password.expose(), &*format!("{password:?}")), ("Ana i Luka", "GalleryPassword(…)"));
    }

    #[test]
    fn the_code_comes_before_the_password_and_both_before_the_address() {
        let all = Gate { code: true, password: true, email: true };
        let given = |code, password, email| Gate { code, password, email };
        assert_eq!(all.next(given(false, true, true)), Some(GateStep::Code));
        assert_eq!(all.next(given(true, false, true)), Some(GateStep::Password));
        assert_eq!(all.next(given(true, true, false)), Some(GateStep::Email));
        assert_eq!(all.next(all), None);
        assert_eq!(given(false, true, false).next(Gate::default()), Some(GateStep::Password));
        assert!(Gate::default().is_none() && Gate::default().next(Gate::default()).is_none());
    }

    proptest! {
        #[test]
        fn one_comes_in_with_all_that_is_asked_and_not_before(asked: [bool; 3], given: [bool; 3]) {
            let gate = |[code, password, email]: [bool; 3]| Gate { code, password, email };
            let lets_in = asked.into_iter().zip(given).all(|(asked, given)| !asked || given);
            prop_assert_eq!(gate(asked).next(gate(given)).is_none(), lets_in);
        }

        #[test]
        fn a_password_is_its_own_normal_form(text in "\\PC{0,80}", around in "[ \\t]{0,3}") {
            if let Ok(password) = text.parse::<GalleryPassword>() {
                prop_assert_eq!(password.expose().parse(), Ok(password.clone()));
                prop_assert_eq!(format!("{around}{text}{around}").parse(), Ok(password));
            }
        }
    }
}
