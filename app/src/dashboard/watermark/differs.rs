//! Where two watermarks are not the same.

use super::{api::MarkForm, editor::place_words};
use crate::{dashboard::gallery::conflict::Differs, say};

/// What differs between the watermarks of a studio.
pub fn differing(mine: &MarkForm, theirs: &MarkForm) -> Vec<Differs> {
    let what = |form: &MarkForm| match &*form.mark {
        "text" => say!(dashboard.mark_text),
        "logo" => say!(dashboard.mark_logo),
        _ => say!(dashboard.mark_name),
    };
    let words = |form: &MarkForm| if form.mark == "text" { form.text.trim().to_owned() } else { String::new() };
    let percent = |share: u8| format!("{share} %");
    let rows = [
        Differs::of(say!(dashboard.mark_what), what(mine), what(theirs)),
        Differs::of(say!(dashboard.mark_words), &words(mine), &words(theirs)),
        Differs::of(say!(dashboard.mark_place), place_words(mine.place), place_words(theirs.place)),
        Differs::of(say!(dashboard.mark_opacity), &percent(mine.opacity), &percent(theirs.opacity)),
        Differs::of(say!(dashboard.mark_size), &percent(mine.size), &percent(theirs.size)),
    ];
    rows.into_iter().flatten().collect()
}

/// What differs between those of a gallery, which has one of its own or the studio's.
pub fn differing_of_gallery(studio: &MarkForm, mine: Option<&MarkForm>, theirs: Option<&MarkForm>) -> Vec<Differs> {
    let whose = |own: Option<&MarkForm>| match own {
        Some(_) => say!(dashboard.mark_of_gallery),
        None => say!(dashboard.mark_of_studio),
    };
    let mut rows: Vec<Differs> =
        Differs::of(say!(dashboard.watermark), whose(mine), whose(theirs)).into_iter().collect();
    rows.extend(differing(mine.unwrap_or(studio), theirs.unwrap_or(studio)));
    rows
}
