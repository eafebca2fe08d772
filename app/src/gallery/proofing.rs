//! That the pictures carry a mark until the studio releases them.

use leptos::prelude::*;

use crate::{say, ui::Icon};

/// A line above the photographs.
#[component]
pub fn ProofingNote(studio: String) -> impl IntoView {
    view! {
        <div class="banner">
            <Icon name="info"/>
            <p>{say!(gallery.proofing_note, studio = studio).to_string()}</p>
        </div>
    }
    .into_any()
}
