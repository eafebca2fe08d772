//! What a browser may know of an error: a code to translate, and a number to quote.

use domain::{
    Refusal,
    problem::{FieldProblem, Problem},
};
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

use crate::say;

/// The error of every server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Not allowed, or not there.
    Refused(Refusal),
    /// Rules were broken, field by field.
    Invalid(Vec<FieldProblem>),
    /// Somebody else changed the same meanwhile; nothing was written.
    Conflict,
    /// Tried too often.
    TooMany {
        /// Seconds until another attempt is taken.
        retry_after: u64,
    },
    /// Something we depend on does not answer; the same may work in a moment.
    Unavailable,
    /// A fault of ours, in the log under this number.
    Internal {
        /// To be quoted when asking for help.
        reference: String,
    },
    /// The server was not reached.
    Offline,
}

impl AppError {
    /// What is wrong with `field` (the form as a whole under ""), in the page's language.
    pub fn on(&self, field: &str) -> Option<String> {
        match self {
            Self::Invalid(problems) => {
                problems.iter().find(|found| found.field == field).map(|found| crate::ui::problem_text(found.problem))
            }
            _ => None,
        }
    }

    /// Whether a certain rule was broken.
    pub fn has(&self, problem: Problem) -> bool {
        matches!(self, Self::Invalid(problems) if problems.iter().any(|found| found.problem == problem))
    }

    /// The sentence for a person, in the page's language.
    pub fn sentence(&self) -> String {
        match self {
            Self::Refused(Refusal::SignIn) => say!(common.error_sign_in).to_string(),
            Self::Refused(Refusal::Forbidden) => say!(common.error_forbidden).to_string(),
            Self::Refused(Refusal::NotFound) => say!(common.error_not_found).to_string(),
            Self::Refused(Refusal::Locked) => say!(common.error_locked).to_string(),
            Self::Refused(Refusal::NotPublished) => say!(common.error_not_published).to_string(),
            Self::Refused(Refusal::Ended) => say!(common.error_ended).to_string(),
            Self::Invalid(_) => self.on("").unwrap_or_else(|| say!(common.error_invalid).to_string()),
            Self::Conflict => say!(common.error_conflict).to_string(),
            Self::TooMany { retry_after } => say!(common.error_too_many, count = retry_after.div_ceil(60)).to_string(),
            Self::Unavailable => say!(common.error_unavailable).to_string(),
            Self::Internal { reference } => say!(common.error_internal, reference = reference.clone()).to_string(),
            Self::Offline => say!(common.error_offline).to_string(),
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// What the library has to say. On the server: that it could not read what was sent.
    #[cfg(feature = "ssr")]
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Invalid(Vec::new())
            }
            other => {
                let reference = crate::server::reference();
                tracing::error!(reference, %other, "a server function failed");
                Self::Internal { reference }
            }
        };
        server_side::set_status(&error);
        error
    }

    /// What the library has to say. In the browser: that it did not get through.
    #[cfg(not(feature = "ssr"))]
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Response(_) | ServerFnErrorErr::Deserialization(_) => Self::Unavailable,
            other => Self::Internal { reference: other.to_string().chars().take(60).collect() },
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for AppError {}

#[cfg(feature = "ssr")]
mod server_side {
    use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;

    use super::{AppError, Refusal};

    impl From<backend::Error> for AppError {
        /// Logs what is a fault, and sets the status of the answer.
        fn from(error: backend::Error) -> Self {
            let error = match error {
                backend::Error::Refused(refusal) => Self::Refused(refusal),
                backend::Error::Invalid(problems) => Self::Invalid(problems),
                backend::Error::Conflict => Self::Conflict,
                backend::Error::TooMany { retry_after } => Self::TooMany { retry_after },
                backend::Error::Unavailable(cause) => {
                    tracing::error!(%cause, "a dependency does not answer");
                    Self::Unavailable
                }
                error => {
                    let reference = crate::server::reference();
                    tracing::error!(reference, %error, "a request failed");
                    Self::Internal { reference }
                }
            };
            set_status(&error);
            error
        }
    }

    /// Answers with the status that says the same. A form sent without script is led back to its page, which shows the
    /// error.
    pub fn set_status(error: &AppError) {
        let Some(response) = use_context::<ResponseOptions>().filter(|_| !crate::server::plain_form()) else { return };
        response.set_status(error.status());
        let seconds = match error {
            AppError::TooMany { retry_after } => Some(*retry_after),
            AppError::Unavailable => Some(5),
            _ => None,
        };
        if let Some(seconds) = seconds {
            response.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
        }
    }

    impl AppError {
        /// The HTTP status that says the same.
        pub fn status(&self) -> StatusCode {
            match self {
                Self::Refused(refusal) => refusal_status(*refusal),
                Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Self::Conflict => StatusCode::CONFLICT,
                Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Self::Unavailable | Self::Offline => StatusCode::SERVICE_UNAVAILABLE,
                Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            }
        }
    }

    /// The HTTP status of a refusal.
    pub fn refusal_status(refusal: Refusal) -> StatusCode {
        match refusal {
            Refusal::SignIn | Refusal::Locked => StatusCode::UNAUTHORIZED,
            Refusal::Forbidden => StatusCode::FORBIDDEN,
            Refusal::NotFound | Refusal::NotPublished => StatusCode::NOT_FOUND,
            Refusal::Ended => StatusCode::GONE,
        }
    }
}

#[cfg(feature = "ssr")]
pub use server_side::refusal_status;
