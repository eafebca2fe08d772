//! The kit: what pages are put together from. Knows no gallery and no studio.

mod brand;
mod dialog;
mod field;
mod keys;
mod leaf;
mod moment;
mod parts;
mod preferences;
mod search;
mod settled;
mod toast;

pub use brand::{Brand, LogoView};
pub use dialog::Dialog;
pub use field::{Field, FormProblem, PasswordField, SubmitButton, problem_text};
pub use keys::{KeyGroup, KeySheet, is_typing, key_help, pressed_on};
pub use leaf::{LanguageLinks, Leaf};
pub use moment::{LocalTime, Moment};
pub use parts::{Copy, Empty, Failure, Icon, plain_press};
pub use preferences::{LanguageChoice, ThemeChoice, choose_language};
pub use search::SearchField;
pub use settled::settled;
pub use toast::{ToastRegion, Toasts, provide_toasts, toast, toast_with_undo, use_toasts};
