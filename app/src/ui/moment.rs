//! A moment, as the server writes it and as the reader's own clock has it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// When something was or will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// RFC 3339, for the browser to count with.
    pub iso: String,
    /// In the page's language, in UTC: what stands there until the browser knows better.
    pub text: String,
}

/// A moment in the reader's own time zone, once the page is alive.
#[component]
pub fn LocalTime(
    /// When.
    at: Moment,
) -> impl IntoView {
    let words = RwSignal::new(at.text);
    let iso = at.iso.clone();
    Effect::new(move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(local) = crate::browser::time::local(&iso, crate::viewer::locale().as_str()) {
            words.set(local);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &iso;
    });
    view! { <time datetime=at.iso>{words}</time> }
}
