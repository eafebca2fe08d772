//! The photograph itself: its placeholder, then the preview, then as many pixels as the screen has.

use std::sync::Arc;

use domain::RenditionKind;
use leptos::{html, prelude::*};

use super::{gesture::Gesture, stage::trouble};
use crate::{
    gallery::{album::use_album, api::TileView, cover::ratio, device, tile::well},
    say,
};

/// One photograph, whole.
#[component]
pub fn Picture(tile: Arc<TileView>, gesture: Gesture) -> impl IntoView {
    let album = use_album();
    let image = NodeRef::<html::Img>::new();
    let (waiting, failed, sharp) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let preview = album.source(&tile, RenditionKind::Preview);
    let all = format!(
        "{preview} {}w, {} {}w",
        RenditionKind::Preview.size_of(tile.width, tile.height).0,
        album.source(&tile, RenditionKind::Full),
        RenditionKind::Full.size_of(tile.width, tile.height).0,
    );
    // Only a picture larger than its preview has anything to add.
    let larger = tile.width.max(tile.height) > RenditionKind::Preview.long_edge();
    let arrived = move || {
        waiting.set(false);
        sharp.set(larger);
    };
    let fail = move || {
        failed.set(true);
        album.picture_failed();
    };
    Effect::new(move |_| match image.get().and_then(|image| device::loaded(&image)) {
        Some(true) => arrived(),
        Some(false) => fail(),
        None => waiting.set(true),
    });
    let sizes = fitted(ratio(&tile));
    let retry = move || {
        failed.set(false);
        waiting.set(true);
        sharp.set(false);
        if let Some(image) = image.get_untracked() {
            device::load_again(&image);
        }
    };
    view! {
        <figure
            class="lightbox-photo"
            class:waiting=waiting
            class:zoomed=move || gesture.zoomed()
            style=well(&tile)
            style:--zoom=move || gesture.zoom()
            style:--x=move || gesture.x()
            style:--y=move || gesture.y()
            hidden=failed
            aria-busy=move || waiting.get().then_some("true")
        >
            <img
                node_ref=image
                src=preview
                srcset=move || sharp.get().then(|| all.clone())
                sizes=move || if gesture.zoomed() { "4000px".to_owned() } else { sizes.clone() }
                width=tile.width
                height=tile.height
                alt=tile.name.clone()
                draggable="false"
                on:load=move |_| arrived()
                on:error=move |_| fail()
            />
            <Show when=move || waiting.get()><span class="spinner"></span></Show>
        </figure>
        {move || {
            failed.get().then(|| {
                let words = say!(gallery.photo_failed_words).to_owned();
                trouble(say!(gallery.photo_failed), words, say!(common.try_again), retry)
            })
        }}
    }
    .into_any()
}

/// As wide as the screen, or as its height allows.
fn fitted(ratio: f64) -> String {
    format!("min(100vw, calc(100vh * {ratio:.3}))")
}
