//! What stands for a studio above its galleries: its logo, where a gallery's look wants it in the place of the name.
//!
//! Whoever knows a gallery's link sees it before any code is given, so its address is public. The address names the very
//! bytes and nothing else: another logo has another address, and the former one ends.

use crate::Backend;

mod logo;
mod queries;
#[cfg(test)]
mod tests;

/// The verbs.
pub struct Brands<'a>(pub(crate) &'a Backend);

/// A studio's logo, as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrandLogo {
    /// Names its very bytes.
    pub name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl BrandLogo {
    /// The height it is shown with at most, in CSS pixels.
    pub const HIGH: u32 = 64;
    /// The width it is shown with at most, in CSS pixels.
    pub const WIDE: u32 = 320;

    /// From its columns; `None` where there is none.
    pub(crate) fn stored(name: Option<String>, (width, height): (Option<i32>, Option<i32>)) -> Option<Self> {
        let side = |side: Option<i32>| side.and_then(|side| u32::try_from(side).ok());
        Some(Self { name: name?, width: side(width)?, height: side(height)? })
    }

    /// The size it is shown in, in CSS pixels: never larger than it is.
    pub fn shown(&self) -> (u32, u32) {
        let (width, height) = (self.width.max(1), self.height.max(1));
        let fit = |most: u32, side: u32| f64::from(most) / f64::from(side);
        let scale = fit(Self::WIDE, width).min(fit(Self::HIGH, height)).min(1.0);
        let at = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
        (at(width), at(height))
    }
}
