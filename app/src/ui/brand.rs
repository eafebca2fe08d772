//! Whose page it is: a name, or a logo in its place.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoView {
    /// Its address.
    pub source: String,
    /// As it is shown, in CSS pixels.
    pub width: u32,
    /// As it is shown, in CSS pixels.
    pub height: u32,
}

/// The name; where there is a logo, the logo.
#[component]
pub fn Brand(
    /// The name.
    name: String,
    /// What stands in its place.
    logo: Option<LogoView>,
    /// Both are there, and the stylesheet shows one of them.
    #[prop(optional)]
    both: bool,
) -> impl IntoView {
    let words = (both || logo.is_none()).then(|| name.clone());
    view! {
        <span class="brand">
            {logo.map(|logo| view! { <img src=logo.source width=logo.width height=logo.height alt=name/> })}
            {words.map(|words| view! { <span>{words}</span> })}
        </span>
    }
    .into_any()
}
