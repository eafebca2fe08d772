//! The SQL of insight.

mod add;
mod read;

pub(super) use add::{add_photos, add_views, forget_visitors, salt_days};
pub(super) use read::{Span, counts, heat, loved, opened, span, taken};
