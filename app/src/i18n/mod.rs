//! The texts of the pages, in `locales/`, one namespace for each area. A language is chosen for a page as a whole:
//! changing it loads the page again, so nothing here is reactive.

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

use crate::viewer::boot;

/// The language of this page, for [`say!`](crate::say).
pub fn locale() -> i18n::Locale {
    match boot().locale {
        domain::Locale::En => i18n::Locale::en,
        domain::Locale::Hr => i18n::Locale::hr,
    }
}

/// The text under a key in the page's language: `say!(common.save)`, `say!(gallery.photographs, count = 12)`.
#[macro_export]
macro_rules! say {
    ($($key:tt)*) => {{
        #[expect(unused_imports, reason = "the macro of the library wants its module in scope")]
        use $crate::i18n::i18n::*;
        leptos_i18n::td_string!($crate::i18n::locale(), $($key)*)
    }};
}
