//! The cover, in one of several styles. The stylesheet makes them all of the same parts.

use domain::{CoverStyle, RenditionKind, format};
use leptos::prelude::*;

use super::{
    album::{Album, use_album},
    views::{GalleryView, TileView},
};
use crate::{
    say,
    ui::{Brand, LogoView},
    viewer::locale,
};

/// Name, date and number on the cover photograph; on paper when there is none.
#[component]
pub fn Cover(
    /// What it is of.
    gallery: GalleryView,
    /// Whose it is.
    studio: String,
    /// What stands in the place of that name.
    logo: Option<LogoView>,
) -> impl IntoView {
    let album = use_album();
    let GalleryView { title, description, date, count, cover, focus: (x, y), look, own, .. } = gallery;
    // The studio has it at hand where it tries one cover after the other.
    let cover = cover.filter(|_| look.cover != CoverStyle::Plain || own.is_some());
    let style = cover.as_ref().filter(|cover| !cover.placeholder.is_empty());
    let style = style.map(|cover| format!("--well:url({})", cover.placeholder)).unwrap_or_default();
    let style = format!("--focus:{x}% {y}%;{style}");
    let bare = cover.is_none();
    view! {
        <header class="cover" class:bare=bare style=style>
            {cover.map(|cover| picture(album, &cover, look.cover))}
            <div class="cover-top"><Brand name=studio logo both=own.is_some()/></div>
            <div class="cover-words">
                <h1>{couple(&title)}</h1>
                <p class="cover-facts">{facts(date, count)}</p>
                {(!description.is_empty()).then(|| view! { <p class="cover-note">{description}</p> })}
            </div>
        </header>
    }
    .into_any()
}

fn picture(album: Album, cover: &TileView, style: CoverStyle) -> AnyView {
    // As wide as its place, or as the picture must be to fill a high one.
    let wide = if style == CoverStyle::Half { "(max-width: 47.9375rem) 100vw, max(50vw" } else { "max(100vw" };
    view! {
        <img
            srcset=album.sources(cover)
            sizes=format!("{wide}, calc(72vh * {:.3}))", ratio(cover))
            src=album.source(cover, RenditionKind::Preview)
            width=cover.width
            height=cover.height
            alt=""
            fetchpriority="high"
        />
    }
    .into_any()
}

/// Width by height.
pub fn ratio(tile: &TileView) -> f64 {
    f64::from(tile.width.max(1)) / f64::from(tile.height.max(1))
}

/// Between two names stands an italic &.
fn couple(title: &str) -> AnyView {
    let part = |(at, name): (usize, &str)| {
        view! {
            {(at > 0).then(|| view! { <em>"&"</em> })}
            {name.to_owned()}
        }
    };
    title.split('&').enumerate().map(part).collect_view().into_any()
}

fn facts(date: Option<(String, String)>, count: u32) -> AnyView {
    let number = format::number(locale(), u64::from(count));
    let count = (count > 0).then(|| say!(gallery.count, count = u64::from(count), number = number).to_string());
    let dot = (date.is_some() && count.is_some()).then_some(" · ");
    view! {
        {date.map(|(machine, words)| view! { <time datetime=machine>{words}</time> })}
        {dot}
        {count}
    }
    .into_any()
}
