//! The first of many photographs.

use domain::{GalleryId, RenditionKind};
use leptos::prelude::*;

use super::api::Ranked;
use crate::{dashboard::words, paths, say};

/// A ranking, with its pictures.
#[component]
pub fn Ranking(
    /// What it is of.
    title: &'static str,
    /// What does not count, if that is not plain.
    #[prop(optional)]
    hint: &'static str,
    /// The first first.
    photos: Vec<Ranked>,
    /// The gallery and its access epoch.
    place: (GalleryId, i32),
) -> impl IntoView {
    let none = photos.is_empty().then(|| view! { <p class="muted">{say!(dashboard.none_yet)}</p> });
    let row = move |ranked: Ranked| {
        view! {
            <li>
                <a href=paths::photographs(place.0, false, Some(ranked.photo))>
                    <img
                        src=paths::rendition(place.0, place.1, ranked.photo, RenditionKind::Thumb)
                        alt=""
                        width="44"
                        height="44"
                        loading="lazy"
                        decoding="async"
                    />
                    <span class="clip">{ranked.name}</span>
                    <b class="numbers">{words::number(ranked.count)}</b>
                </a>
            </li>
        }
    };
    view! {
        <section class="ranking">
            <h2>{title}</h2>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {none}
            <ol role="list">{photos.into_iter().map(row).collect_view()}</ol>
        </section>
    }
    .into_any()
}
