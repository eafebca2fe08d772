//! A photograph in the grid: its place is kept from the first byte, its picture fades in.

use std::sync::Arc;

use domain::{Layout, Look, PhotoId, RenditionKind, TileSize};
use leptos::{html, prelude::*, web_sys::MouseEvent};

use super::{album::use_album, cover::ratio, device, views::TileView};
use crate::{
    lightbox::well,
    paths, say,
    ui::{Icon, plain_press},
};

/// The first row on most screens, fetched at once.
const FIRST_ROW: u32 = 4;

/// One photograph; `number` is its place, from 1.
#[component]
pub fn Tile(tile: Arc<TileView>, number: u32) -> impl IntoView {
    let album = use_album();
    let id = tile.id;
    let image = NodeRef::<html::Img>::new();
    let (waiting, failed) = (RwSignal::new(false), RwSignal::new(false));
    let fail = move || {
        failed.set(true);
        album.picture_failed();
    };
    Effect::new(move |_| match image.get().and_then(|image| device::loaded(&image)) {
        Some(false) => fail(),
        there => waiting.set(there.is_none()),
    });
    let retry = move |_| {
        failed.set(false);
        waiting.set(true);
        if let Some(image) = image.get_untracked() {
            device::load_again(&image);
        }
    };
    let eager = number <= FIRST_ROW;
    let address = album.token.with_value(|token| paths::client_photo(token, id));
    view! {
        <li
            class="tile"
            class:waiting=waiting
            id=format!("photo-{id}")
            style=well(tile.width, tile.height, &tile.tone, &tile.placeholder)
            hidden=move || !album.shows(id)
        >
            <a
                href=address
                hidden=failed
                on:click=move |event: MouseEvent| {
                    if plain_press(&event) {
                        event.prevent_default();
                        album.enter(id);
                    }
                }
            >
                <img
                    node_ref=image
                    srcset=album.sources(&tile)
                    sizes=sizes(album.look, ratio(&tile))
                    src=album.source(&tile, RenditionKind::Medium)
                    width=tile.width
                    height=tile.height
                    alt=say!(gallery.photograph, number = number, name = tile.name.clone()).to_string()
                    loading=if eager { "eager" } else { "lazy" }
                    fetchpriority=eager.then_some("high")
                    decoding="async"
                    on:load=move |_| waiting.set(false)
                    on:error=move |_| fail()
                />
            </a>
            {move || failed.get().then(|| view! {
                <div class="tile-note">
                    <Icon name="image-off"/>
                    {say!(gallery.not_loaded)}
                    <button class="text-button" type="button" on:click=retry>{say!(common.try_again)}</button>
                </div>
            })}
            <Heart photo=id label=say!(gallery.favourite, number = number).to_string()/>
        </li>
    }
    .into_any()
}

/// How wide a picture gets, as the stylesheet lays it out. In rows: its ratio by the height of a row, and what filling the
/// row adds. Else its share of the screen; cropped to a square, a wide one is drawn wider than its place.
fn sizes(look: Look, ratio: f64) -> String {
    if look.layout == Layout::Justified {
        let row = match look.size {
            TileSize::Small => "100px, 8vw + 66px, 250px",
            TileSize::Medium => "150px, 12vw + 100px, 380px",
            TileSize::Large => "220px, 18vw + 150px, 570px",
        };
        return format!("min(100vw, calc(clamp({row}) * {:.2}))", ratio.clamp(0.45, 4.0) * 1.3);
    }
    let across = match look.size {
        TileSize::Small => [3.0, 4.0, 6.0, 8.0],
        TileSize::Medium => [2.0, 3.0, 4.0, 6.0],
        TileSize::Large => [1.0, 2.0, 3.0, 4.0],
    };
    let wider = if look.layout == Layout::Equal { ratio.max(1.0) } else { 1.0 };
    let [phone, tablet, desk, wall] = across.map(|across| (100.0 * wider / across).round());
    format!(
        "(max-width: 47.9375rem) {phone}vw, (max-width: 63.9375rem) {tablet}vw, (max-width: 99.9375rem) {desk}vw, {wall}vw"
    )
}

/// A heart on a photograph.
#[component]
pub fn Heart(#[prop(into)] photo: Signal<PhotoId>, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let hearts = use_album().hearts;
    let barred = !hearts.allowed;
    view! {
        <button
            class="heart"
            type="button"
            aria-pressed=move || hearts.hearted.has(photo.get()).to_string()
            aria-label=label
            aria-disabled=barred.then_some("true")
            title=barred.then(|| say!(gallery.hearts_closed))
            on:click=move |_| hearts.toggle(photo.get_untracked())
        >
            <Icon name="heart"/>
        </button>
    }
    .into_any()
}
