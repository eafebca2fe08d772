//! What the choices are called.

use domain::{Brand, CoverStyle, Fonts, Layout, Look, Palette, Spacing, TileSize};

use super::super::conflict::Differs;
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

/// Of a brand.
pub fn brand(brand: Brand) -> &'static str {
    match brand {
        Brand::Name => say!(dashboard.brand_name),
        Brand::Logo => say!(dashboard.mark_logo),
    }
}

/// Where two looks are not the same.
pub fn differing(mine: Look, theirs: Look) -> Vec<Differs> {
    let rows = [
        Differs::of(say!(dashboard.look_layout), layout(mine.layout), layout(theirs.layout)),
        Differs::of(say!(dashboard.look_size), size(mine.size), size(theirs.size)),
        Differs::of(say!(dashboard.look_spacing), spacing(mine.spacing), spacing(theirs.spacing)),
        Differs::of(say!(dashboard.cover), cover(mine.cover), cover(theirs.cover)),
        Differs::of(say!(dashboard.look_palette), palette(mine.palette), palette(theirs.palette)),
        Differs::of(say!(dashboard.look_fonts), fonts(mine.fonts), fonts(theirs.fonts)),
        Differs::of(say!(dashboard.brand), brand(mine.brand), brand(theirs.brand)),
    ];
    rows.into_iter().flatten().collect()
}
