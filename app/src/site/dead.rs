//! The page of a download that leads nowhere, or not yet, in the words of the gallery it is of.

use leptos::{config::LeptosOptions, prelude::*};

use super::fault::alone;
use crate::{
    paths, say,
    ui::{Leaf, LogoView},
    viewer::Boot,
};

/// Why nothing comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dead {
    /// Its time is over, or it never was this browser's.
    Ended,
    /// A photograph of it is gone.
    Gone,
    /// The code or the PIN is wanted.
    Locked,
    /// The gallery is closed.
    Closed,
    /// Too many at once.
    Many,
}

/// Where it was begun, if that is for this browser to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Back {
    /// Whose gallery it is; empty when that is not known.
    pub studio: String,
    /// What stands in the place of its name.
    pub logo: Option<LogoView>,
    /// What leads there.
    pub token: Option<String>,
}

/// The document, in the language and theme of `boot`.
pub fn document(boot: Boot, dead: Dead, back: Back, options: LeptosOptions) -> String {
    alone(boot, options, || {
        let (icon, title, words) = match dead {
            Dead::Ended => ("hourglass", say!(gallery.dead_ended), say!(gallery.dead_ended_words)),
            Dead::Gone => ("image-off", say!(gallery.dead_gone), say!(gallery.dead_gone_words)),
            Dead::Locked => ("lock", say!(gallery.dead_locked), say!(gallery.dead_locked_words)),
            Dead::Closed => ("archive", say!(gallery.dead_closed), say!(gallery.dead_closed_words)),
            Dead::Many => ("clock", say!(gallery.dead_many), say!(gallery.dead_many_words)),
        };
        let Back { studio, logo, token } = back;
        let way = token.map(|token| {
            let address = paths::client_gallery(&token);
            view! { <a class="button primary" href=address>{say!(gallery.dead_back)}</a> }
        });
        let again = (dead == Dead::Many).then(|| view! { <a class="button" href="">{say!(common.try_again)}</a> });
        let leaf = view! { <Leaf icon title words brand=studio logo>{way}{again}</Leaf> };
        (title, leaf.into_any())
    })
}
