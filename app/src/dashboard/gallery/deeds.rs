//! What visitors do while somebody of the studio looks, said by name.

use domain::live::{Deed, Who};
use leptos::prelude::*;

use super::context::Current;
use crate::{
    dashboard::words,
    say,
    ui::{toast, use_toasts},
};

/// Says the last thing that was done, for as long as the gallery's page stands. All of it is on the pages anyway.
pub fn tell(current: Current) {
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some(deed) = current.news.with(|news| news.deeds.last().cloned()) {
            toast(toasts, sentence(&deed));
        }
    });
}

fn sentence(deed: &Deed) -> String {
    match deed {
        Deed::Sent { who, list } if list.is_empty() => say!(dashboard.did_send_hearts, who = name(who)).to_string(),
        Deed::Sent { who, list } => say!(dashboard.did_send, who = name(who), list = list.clone()).to_string(),
        Deed::Wrote { who } => say!(dashboard.did_write, who = name(who)).to_string(),
        Deed::Took { photos } => say!(dashboard.did_take, photos = words::photographs(i64::from(*photos))).to_string(),
    }
}

fn name(who: &Who) -> String {
    if who.name.is_empty() {
        say!(dashboard.visitor, number = words::number(i64::from(who.number))).to_string()
    } else {
        who.name.clone()
    }
}
