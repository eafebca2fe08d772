//! What there is to choose from.

use domain::{Brand, CoverStyle, Fonts, Layout, Look, Palette, Spacing, TileSize};
use leptos::prelude::*;

use super::{
    card::{Cards, Choice},
    drawing, words,
};
use crate::say;

/// All of them.
#[component]
pub fn Choices(
    /// What is tried on.
    look: RwSignal<Look>,
) -> impl IntoView {
    let layout = Choice {
        name: "layout",
        legend: say!(dashboard.look_layout),
        all: Layout::ALL,
        field: |look| &mut look.layout,
        words: words::layout,
        drawing: drawing::layout,
    };
    let size = Choice {
        name: "size",
        legend: say!(dashboard.look_size),
        all: TileSize::ALL,
        field: |look| &mut look.size,
        words: words::size,
        drawing: drawing::size,
    };
    let spacing = Choice {
        name: "spacing",
        legend: say!(dashboard.look_spacing),
        all: Spacing::ALL,
        field: |look| &mut look.spacing,
        words: words::spacing,
        drawing: drawing::spacing,
    };
    let cover = Choice {
        name: "cover",
        legend: say!(dashboard.cover),
        all: CoverStyle::ALL,
        field: |look| &mut look.cover,
        words: words::cover,
        drawing: drawing::cover,
    };
    let palette = Choice {
        name: "palette",
        legend: say!(dashboard.look_palette),
        all: Palette::ALL,
        field: |look| &mut look.palette,
        words: words::palette,
        drawing: drawing::palette,
    };
    let fonts = Choice {
        name: "fonts",
        legend: say!(dashboard.look_fonts),
        all: Fonts::ALL,
        field: |look| &mut look.fonts,
        words: words::fonts,
        drawing: drawing::fonts,
    };
    let brand = Choice {
        name: "brand",
        legend: say!(dashboard.brand),
        all: Brand::ALL,
        field: |look| &mut look.brand,
        words: words::brand,
        drawing: drawing::brand,
    };
    view! {
        <Cards look choice=layout/>
        <Cards look choice=size/>
        <Cards look choice=spacing/>
        <Cards look choice=cover/>
        <Cards look choice=palette/>
        <Cards look choice=fonts/>
        <Cards look choice=brand/>
    }
    .into_any()
}
