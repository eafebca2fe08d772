//! What the choices are called.

use domain::{CoverStyle, Fonts, Layout, Palette, Spacing, TileSize};

use crate::say;

/// Of a layout.
pub fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::Justified => say!(dashboard.look_justified),
        Layout::Columns => say!(dashboard.look_columns),
        Layout::Equal => say!(dashboard.look_equal),
    }
}

/// Of a size.
pub fn size(size: TileSize) -> &'static str {
    match size {
        TileSize::Small => say!(dashboard.look_small),
        TileSize::Medium => say!(dashboard.look_medium),
        TileSize::Large => say!(dashboard.look_large),
    }
}

/// Of a spacing.
pub fn spacing(spacing: Spacing) -> &'static str {
    match spacing {
        Spacing::Tight => say!(dashboard.look_tight),
        Spacing::Normal => say!(dashboard.look_normal),
        Spacing::Airy => say!(dashboard.look_airy),
    }
}

/// Of a cover.
pub fn cover(cover: CoverStyle) -> &'static str {
    match cover {
        CoverStyle::Full => say!(dashboard.look_full),
        CoverStyle::Half => say!(dashboard.look_half),
        CoverStyle::Framed => say!(dashboard.look_framed),
        CoverStyle::Plain => say!(dashboard.look_plain),
    }
}

/// Of a palette.
pub fn palette(palette: Palette) -> &'static str {
    match palette {
        Palette::Paper => say!(dashboard.look_paper),
        Palette::Stone => say!(dashboard.look_stone),
        Palette::Sage => say!(dashboard.look_sage),
        Palette::Blush => say!(dashboard.look_blush),
        Palette::Night => say!(dashboard.look_night),
    }
}

/// Of fonts.
pub fn fonts(fonts: Fonts) -> &'static str {
    match fonts {
        Fonts::Editorial => say!(dashboard.look_editorial),
        Fonts::Romantic => say!(dashboard.look_romantic),
        Fonts::Literary => say!(dashboard.look_literary),
        Fonts::Modern => say!(dashboard.look_modern),
        Fonts::Capitals => say!(dashboard.look_capitals),
    }
}
