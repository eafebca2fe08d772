//! The drawings on the cards: photographs as boxes, words as lines, on a sheet of 48 by 32.

use domain::{Brand, CoverStyle, Fonts, Layout, Palette, Spacing, TileSize};
use leptos::prelude::*;

/// From the left, from above, width, height.
type Place = (f32, f32, f32, f32);

/// Rows, columns or squares.
pub fn layout(layout: Layout) -> AnyView {
    match layout {
        Layout::Justified => sheet(
            &[
                (0.0, 0.0, 19.0, 15.0),
                (21.0, 0.0, 27.0, 15.0),
                (0.0, 17.0, 26.0, 15.0),
                (28.0, 17.0, 9.0, 15.0),
                (39.0, 17.0, 9.0, 15.0),
            ],
            &[],
        ),
        Layout::Columns => sheet(
            &[
                (0.0, 0.0, 14.0, 11.0),
                (17.0, 0.0, 14.0, 19.0),
                (34.0, 0.0, 14.0, 9.0),
                (34.0, 12.0, 14.0, 20.0),
                (0.0, 14.0, 14.0, 18.0),
                (17.0, 22.0, 14.0, 10.0),
            ],
            &[],
        ),
        Layout::Equal => sheet(&squares(3.0, 2.0), &[]),
    }
}

/// Few or many.
pub fn size(size: TileSize) -> AnyView {
    let across = match size {
        TileSize::Small => 6.0,
        TileSize::Medium => 4.0,
        TileSize::Large => 2.0,
    };
    sheet(&squares(across, 2.0), &[])
}

/// Close together or apart.
pub fn spacing(spacing: Spacing) -> AnyView {
    let gap = match spacing {
        Spacing::Tight => 0.8,
        Spacing::Normal => 2.6,
        Spacing::Airy => 6.5,
    };
    sheet(&squares(3.0, gap), &[])
}

/// The picture and the words.
pub fn cover(cover: CoverStyle) -> AnyView {
    match cover {
        CoverStyle::Full => sheet(&[(0.0, 0.0, 48.0, 32.0)], &[(4.0, 20.0, 20.0, 3.0), (4.0, 26.0, 12.0, 2.0)]),
        CoverStyle::Half => sheet(&[(24.0, 0.0, 24.0, 32.0)], &[(3.0, 12.0, 16.0, 3.0), (3.0, 18.0, 10.0, 2.0)]),
        CoverStyle::Framed => sheet(&[(8.0, 2.0, 32.0, 19.0)], &[(15.0, 24.0, 18.0, 3.0), (19.0, 29.0, 10.0, 2.0)]),
        CoverStyle::Plain => sheet(&[], &[(3.0, 11.0, 28.0, 4.0), (3.0, 19.0, 16.0, 2.0)]),
    }
}

/// Its ground, a line of text and its accent.
pub fn palette(palette: Palette) -> AnyView {
    view! {
        <span class="look-swatch" data-palette=palette.as_str() aria-hidden="true"><i></i><i></i><i></i></span>
    }
    .into_any()
}

/// Words or a sign, above a photograph.
pub fn brand(brand: Brand) -> AnyView {
    match brand {
        Brand::Name => sheet(&[(0.0, 12.0, 48.0, 20.0)], &[(0.0, 3.0, 22.0, 3.0)]),
        Brand::Logo => sheet(&[(0.0, 12.0, 48.0, 20.0)], &[(0.0, 0.0, 8.0, 8.0)]),
    }
}

/// Two names in it.
pub fn fonts(fonts: Fonts) -> AnyView {
    view! {
        <span class="look-sample" data-fonts=fonts.as_str() aria-hidden="true">
            <span class="title">"Ana "<em>"&"</em>" Luka"</span>
        </span>
    }
    .into_any()
}

/// As many squares across as asked for, as far down as the sheet goes.
fn squares(across: f32, gap: f32) -> Vec<Place> {
    let side = (48.0 - gap * (across - 1.0)) / across;
    let mut boxes = Vec::new();
    let mut top = 0.0;
    while top < 31.0 {
        let mut left = 0.0;
        while left < 47.0 {
            boxes.push((left, top, side, side.min(32.0 - top)));
            left += side + gap;
        }
        top += side + gap;
    }
    boxes
}

fn sheet(pictures: &[Place], words: &[Place]) -> AnyView {
    let draw = |boxes: &[Place], class: &'static str| {
        let one = |&(x, y, width, height): &Place| {
            view! { <rect class=class x=x.to_string() y=y.to_string() width=width.to_string() height=height.to_string() rx="1"></rect> }
        };
        boxes.iter().map(one).collect_view()
    };
    view! {
        <svg class="look-drawing" viewBox="0 0 48 32" aria-hidden="true">
            {draw(pictures, "picture")}
            {draw(words, "words")}
        </svg>
    }
    .into_any()
}
