//! What can be wrong with input, as codes the pages translate and place beside the field.

use serde::{Deserialize, Serialize};

use crate::{
    AccessCodeError, DayError, DownloadPinError, EmailError, GalleryError, GalleryPasswordError, ListError,
    ListNameError, MostError, PasswordError, RecipientsError, SessionKeyError, TitleError, WatermarkError,
};

/// A rule that a field, or the form as a whole, breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's name in the form; empty for the form as a whole.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was entered.
    Required,
    /// More than fits.
    TooLong,
    /// A sign that no text has: U+0000, which no database stores.
    Unreadable,
    /// Not an e-mail address.
    NotAnEmail,
    /// A password of fewer than 8 characters.
    PasswordTooShort,
    /// A password without a letter.
    PasswordNoLetter,
    /// A password without a digit.
    PasswordNoDigit,
    /// A password everyone tries first.
    PasswordCommon,
    /// A password has to be chosen before going on.
    PasswordWanted,
    /// The current password does not match.
    WrongPassword,
    /// E-mail and password do not fit together.
    WrongCredentials,
    /// The address has not been verified; the mail was sent again.
    NotVerified,
    /// The mailed link was used, is too old or never was.
    LinkUsedOrExpired,
    /// An access code of fewer than 6 letters and digits.
    CodeTooShort,
    /// An access code with other signs than letters and digits.
    CodeUnreadable,
    /// Another gallery of the studio has this code.
    CodeTaken,
    /// Not the gallery's code.
    WrongCode,
    /// Not a date.
    NotADate,
    /// A day that is over.
    DateInPast,
    /// The gallery has no photographs.
    GalleryEmpty,
    /// A session key of another form.
    NotASessionKey,
    /// A person has as many tokens as one may.
    TooManyTokens,
    /// Another set of the gallery has this name.
    SetNameTaken,
    /// The gallery has as many sets as one may.
    TooManySets,
    /// More photographs at once than one request takes.
    TooManyPhotos,
    /// A photograph has as many keywords as one may.
    TooManyKeywords,
    /// The sizes of a photograph are not made.
    PhotosNotReady,
    /// A photograph does not say when and with what it was taken, or cannot mean it.
    NoCameraTime,
    /// Two photographs of one camera, where those of two are compared.
    SameCamera,
    /// A list that takes no more.
    ListFull,
    /// A list that was sent to the studio.
    ListSent,
    /// A list with nothing on it.
    ListEmpty,
    /// Another list has this name.
    ListNameTaken,
    /// A list on which somebody has photographs.
    ListInUse,
    /// There are as many lists as there may be.
    TooManyLists,
    /// Visitors may not write here.
    CommentsOff,
    /// Not a number from 1 to 10,000.
    NotALimit,
    /// Not the PIN for downloads.
    WrongPin,
    /// More photographs than the visitor may still take.
    QuotaUsed,
    /// Not a number from 1 to 100,000.
    NotAQuota,
    /// A gallery's password of fewer than 6 characters.
    GalleryPasswordTooShort,
    /// More than twenty addresses at once.
    TooManyRecipients,
    /// A watermark fainter, stronger, smaller or larger than there are.
    NotAShare,
    /// The studio has no logo yet.
    NoLogo,
}

impl From<EmailError> for Problem {
    fn from(_: EmailError) -> Self {
        Self::NotAnEmail
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::TooShort => Self::PasswordTooShort,
            PasswordError::TooLong => Self::TooLong,
            PasswordError::NoLetter => Self::PasswordNoLetter,
            PasswordError::NoDigit => Self::PasswordNoDigit,
            PasswordError::Common => Self::PasswordCommon,
        }
    }
}

impl From<TitleError> for Problem {
    fn from(error: TitleError) -> Self {
        match error {
            TitleError::Empty => Self::Required,
            TitleError::TooLong => Self::TooLong,
        }
    }
}

impl From<AccessCodeError> for Problem {
    fn from(error: AccessCodeError) -> Self {
        match error {
            AccessCodeError::TooShort => Self::CodeTooShort,
            AccessCodeError::TooLong => Self::TooLong,
            AccessCodeError::Unreadable => Self::CodeUnreadable,
        }
    }
}

impl From<GalleryError> for Problem {
    fn from(error: GalleryError) -> Self {
        match error {
            GalleryError::Empty => Self::GalleryEmpty,
        }
    }
}

impl From<DayError> for Problem {
    fn from(_: DayError) -> Self {
        Self::NotADate
    }
}

impl From<SessionKeyError> for Problem {
    fn from(_: SessionKeyError) -> Self {
        Self::NotASessionKey
    }
}

impl From<ListError> for Problem {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Full => Self::ListFull,
            ListError::Sent => Self::ListSent,
            ListError::Empty => Self::ListEmpty,
        }
    }
}

impl From<ListNameError> for Problem {
    fn from(error: ListNameError) -> Self {
        match error {
            ListNameError::Empty => Self::Required,
            ListNameError::TooLong => Self::TooLong,
        }
    }
}

impl From<MostError> for Problem {
    fn from(_: MostError) -> Self {
        Self::NotALimit
    }
}

impl From<WatermarkError> for Problem {
    fn from(error: WatermarkError) -> Self {
        match error {
            WatermarkError::NoText => Self::Required,
            WatermarkError::TextTooLong => Self::TooLong,
            WatermarkError::Opacity | WatermarkError::Size => Self::NotAShare,
        }
    }
}

impl From<DownloadPinError> for Problem {
    fn from(_: DownloadPinError) -> Self {
        Self::WrongPin
    }
}

impl From<GalleryPasswordError> for Problem {
    fn from(error: GalleryPasswordError) -> Self {
        match error {
            GalleryPasswordError::TooShort => Self::GalleryPasswordTooShort,
            GalleryPasswordError::TooLong => Self::TooLong,
            GalleryPasswordError::Unreadable => Self::Unreadable,
        }
    }
}

impl From<RecipientsError> for Problem {
    fn from(error: RecipientsError) -> Self {
        match error {
            RecipientsError::None => Self::Required,
            RecipientsError::TooMany => Self::TooManyRecipients,
            RecipientsError::NotAnEmail => Self::NotAnEmail,
        }
    }
}

/// Reads the fields of a form and remembers every rule they break, so that all is said at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldProblem>);

impl Check {
    /// Parses one field; `None` when it breaks a rule.
    pub fn field<T, E: Into<Problem>>(&mut self, field: &str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|error| self.refuse(field, error.into())).ok()
    }

    /// A text on one line, trimmed, of 1 to `max` characters.
    pub fn text(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        if text.contains('\0') {
            return self.field(field, Err(Problem::Unreadable));
        }
        let text: String = text.trim().chars().filter(|c| !c.is_control()).collect();
        match text.chars().count() {
            0 => self.field(field, Err(Problem::Required)),
            length if length > max => self.field(field, Err(Problem::TooLong)),
            _ => Some(text),
        }
    }

    /// A text of several lines, trimmed, of at most `max` characters.
    pub fn lines(&mut self, field: &str, text: &str, max: usize) -> Option<String> {
        if text.contains('\0') {
            return self.field(field, Err(Problem::Unreadable));
        }
        let text = text.trim().replace("\r\n", "\n");
        let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        if text.chars().count() > max { self.field(field, Err(Problem::TooLong)) } else { Some(text) }
    }

    /// Notes a broken rule.
    pub fn refuse(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldProblem { field: field.to_owned(), problem });
    }

    /// The parsed form, if every field kept the rules.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn finish<T>(self, parsed: Option<T>) -> Result<T, Vec<FieldProblem>> {
        match parsed {
            Some(form) if self.0.is_empty() => Ok(form),
            _ => Err(self.0),
        }
    }
}
