//! The photograph itself: its placeholder, then the preview, then as many pixels as the screen has.

use std::sync::Arc;

use domain::RenditionKind;
use leptos::{html, prelude::*};

use super::{Shot, device, gesture::Gesture, stage::trouble};
use crate::say;

/// One photograph, whole; `arrived` becomes true when it has come or did not, which `failed` is told.
#[component]
pub fn Picture(shot: Arc<Shot>, gesture: Gesture, arrived: RwSignal<bool>, failed: Callback<()>) -> impl IntoView {
    let image = NodeRef::<html::Img>::new();
    let (waiting, missing, sharp) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (width, height) = (shot.width, shot.height);
    let preview = shot.preview.clone();
    let all = format!(
        "{preview} {}w, {} {}w",
        RenditionKind::Preview.size_of(width, height).0,
        shot.full,
        RenditionKind::Full.size_of(width, height).0,
    );
    // Only a picture larger than its preview has anything to add.
    let larger = width.max(height) > RenditionKind::Preview.long_edge();
    let there = arrived;
    let arrived = move || {
        waiting.set(false);
        sharp.set(larger);
        there.set(true);
    };
    let fail = move || {
        missing.set(true);
        there.set(true);
        failed.run(());
    };
    Effect::new(move |_| match image.get().and_then(|image| device::loaded(&image)) {
        Some(true) => arrived(),
        Some(false) => fail(),
        None => waiting.set(true),
    });
    let ratio = f64::from(width.max(1)) / f64::from(height.max(1));
    // As wide as the screen, or as its height allows.
    let sizes = format!("min(100vw, calc(100vh * {ratio:.3}))");
    let retry = move || {
        missing.set(false);
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
            style=well(width, height, &shot.tone, &shot.placeholder)
            style:--zoom=move || gesture.zoom()
            style:--x=move || gesture.x()
            style:--y=move || gesture.y()
            hidden=missing
            aria-busy=move || waiting.get().then_some("true")
        >
            <img
                node_ref=image
                src=preview
                srcset=move || sharp.get().then(|| all.clone())
                sizes=move || if gesture.zoomed() { "4000px".to_owned() } else { sizes.clone() }
                width=width
                height=height
                alt=shot.name.clone()
                draggable="false"
                on:load=move |_| arrived()
                on:error=move |_| fail()
            />
            <Show when=move || waiting.get()><span class="spinner"></span></Show>
        </figure>
        {move || {
            missing.get().then(|| {
                let words = say!(common.photograph_failed_words).to_owned();
                trouble(say!(common.photograph_failed), words, say!(common.try_again), retry)
            })
        }}
    }
    .into_any()
}

/// Ratio, colour and the few pixels that stand in until the picture has come, as a style.
pub fn well(width: u32, height: u32, tone: &str, placeholder: &str) -> String {
    let mut style = format!("--ratio:{:.4}", f64::from(width.max(1)) / f64::from(height.max(1)));
    if !tone.is_empty() {
        style += &format!(";--tone:{tone}");
    }
    if !placeholder.is_empty() {
        style += &format!(";background-image:url({placeholder})");
    }
    style
}
