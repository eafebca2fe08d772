//! Words that several pages of the studio use.

use domain::{Standing, format};
use leptos::prelude::*;

use crate::{say, viewer::locale};

/// A number as the page's language writes it; none is below nothing.
pub fn number(number: i64) -> String {
    format::number(locale(), count(number))
}

/// Bytes as the page's language writes them.
pub fn bytes(bytes: u64) -> String {
    format::bytes(locale(), bytes)
}

/// `486 photographs`
pub fn photographs(n: i64) -> String {
    say!(dashboard.photographs, count = count(n), number = number(n)).to_string()
}

/// `24 galleries`
pub fn galleries(n: i64) -> String {
    say!(dashboard.galleries_count, count = count(n), number = number(n)).to_string()
}

/// `12 hearts`
pub fn hearts(n: i64) -> String {
    say!(dashboard.hearts, count = count(n), number = number(n)).to_string()
}

/// For plural forms.
pub fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// A title, with its ampersands in italics.
pub fn titled(title: &str) -> AnyView {
    let parts = title.split('&').enumerate();
    parts
        .map(|(at, part)| {
            let part = part.to_owned();
            view! { {(at > 0).then(|| view! { <em>"&"</em> })}{part} }
        })
        .collect_view()
        .into_any()
}

/// How a gallery stands, in a word.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => say!(dashboard.draft),
        Standing::Open => say!(dashboard.published),
        Standing::Expired => say!(dashboard.expired),
        Standing::Archived => say!(dashboard.archived),
        Standing::Trashed => say!(dashboard.trash),
    }
}

/// How a gallery stands, as a chip.
#[component]
pub fn StandingChip(
    /// How it stands.
    standing: Standing,
) -> impl IntoView {
    let class = match standing {
        Standing::Draft => "chip draft",
        Standing::Open => "chip ok",
        Standing::Expired => "chip warn",
        Standing::Archived | Standing::Trashed => "chip",
    };
    view! { <span class=class>{self::standing(standing)}</span> }
}

/// A number of hearts with its sign; nothing when there are none.
#[component]
pub fn HeartsCount(
    /// How many.
    hearts: i64,
) -> impl IntoView {
    (hearts > 0).then(|| {
        view! {
            <span class="hearts-count">
                <crate::ui::Icon name="heart"/>
                <span class="visually-hidden">{say!(dashboard.hearts_label)}</span>
                {number(hearts)}
            </span>
        }
    })
}
