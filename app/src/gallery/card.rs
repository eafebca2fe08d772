//! What others are shown of an open gallery where its link is pasted: a picture only where the link alone leads in.

use leptos::prelude::*;
use leptos_meta::Meta;

/// So much of the words above the photographs, in characters: cards cut off more.
const CARD_WORDS: usize = 200;

/// The card, in the head of the page.
#[component]
pub fn Card(
    /// What the gallery is called, and whose it is.
    title: String,
    /// What is to be read above its photographs.
    description: String,
    /// The absolute address of its cover, where the link alone leads in.
    picture: Option<String>,
) -> impl IntoView {
    let words: String = description.chars().take(CARD_WORDS).collect();
    view! {
        <Meta property="og:title" content=title/>
        {picture.map(|picture| view! {
            <Meta property="og:description" content=words/>
            <Meta property="og:image" content=picture/>
            <Meta name="twitter:card" content="summary_large_image"/>
        })}
    }
}
