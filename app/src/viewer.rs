//! What a page knows from its first byte: language, theme, who is looking. Written into the page by the server and read
//! back by the browser, so that both draw the same thing at once.

use domain::{Locale, Role, Theme};
use serde::{Deserialize, Serialize};

/// What came with the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// The page's language.
    pub locale: Locale,
    /// What the person chose; the device decides when nothing.
    pub theme: Option<Theme>,
    /// Who is signed in.
    pub member: Option<Member>,
    /// Whether mail stays in an outbox that this browser may read.
    pub outbox: bool,
}

/// Someone at work in a studio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// What they are called.
    pub name: String,
    /// Where they get mail.
    pub email: String,
    /// The studio they act for.
    pub studio: String,
    /// What they are in it.
    pub role: Role,
    /// Whether they run this server.
    pub operator: bool,
}

impl Boot {
    /// Whether the person may do what `role` may. Only to hide what the server would refuse.
    pub fn may(&self, role: Role) -> bool {
        self.member.as_ref().is_some_and(|member| member.role >= role)
    }
}

/// What came with this page.
#[cfg(feature = "ssr")]
pub fn boot() -> Boot {
    crate::server::of_request().unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
thread_local! {
    static BOOT: Boot = crate::browser::page_data("boot").unwrap_or_default();
}

/// What came with this page; read once from its `<meta name="boot">`.
#[cfg(not(feature = "ssr"))]
pub fn boot() -> Boot {
    BOOT.with(Clone::clone)
}

/// The page's language, without copying the rest.
#[cfg(feature = "ssr")]
pub fn locale() -> Locale {
    crate::server::with_request::<Boot, _>(|boot| boot.locale).unwrap_or_default()
}

/// The page's language, without copying the rest.
#[cfg(not(feature = "ssr"))]
pub fn locale() -> Locale {
    BOOT.with(|boot| boot.locale)
}
