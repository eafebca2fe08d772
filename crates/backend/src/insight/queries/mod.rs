//! The SQL of insight.

mod add;
mod read;

pub(super) use add::{add_photos, add_views, forget_visitors, salt_days, seen};
pub(super) use read::{Counted, Span, counts, heat, loved, most, span};
