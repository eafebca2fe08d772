//! Who else of the studio is on this gallery's pages.

use domain::live::Colleague;
use leptos::prelude::*;

use super::context::Current;
use crate::{dashboard::words, say};

/// Of more than these the rest is a number.
const SHOWN: usize = 4;

/// The others, as initials in the head; nothing while one is alone.
#[component]
pub fn Avatars(current: Current) -> impl IntoView {
    let shown = move || {
        let present = current.present.get();
        let rest = present.len().saturating_sub(SHOWN);
        let avatars = present.iter().take(SHOWN).map(|colleague| {
            view! {
                <li class="avatar" title=colleague.name.clone()>
                    <span aria-hidden="true">{initials(&colleague.name)}</span>
                    <span class="visually-hidden">{colleague.name.clone()}</span>
                </li>
            }
        });
        let avatars = avatars.collect_view();
        let rest = (rest > 0).then(|| {
            let rest = i64::try_from(rest).unwrap_or(i64::MAX);
            view! { <li class="avatar">"+"{words::number(rest)}</li> }
        });
        view! {
            {avatars}
            {rest}
        }
    };
    view! {
        <ul
            class="avatars"
            role="list"
            aria-label=say!(dashboard.also_here)
            hidden=move || current.present.with(Vec::is_empty)
        >
            {shown}
        </ul>
    }
    .into_any()
}

/// Says once who came. Apart from the head, which is drawn anew whenever a fact in it changes.
#[component]
pub fn PresentAloud(current: Current) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<Vec<Colleague>>| {
        let now = current.present.get();
        let new = now.iter().filter(|colleague| before.as_ref().is_some_and(|before| !before.contains(colleague)));
        let names: Vec<&str> = new.map(|colleague| colleague.name.as_str()).collect();
        if !names.is_empty() {
            said.set(say!(dashboard.came, names = names.join(", ")).to_string());
        } else if now.is_empty() {
            said.set(String::new());
        }
        now
    });
    view! { <p class="visually-hidden" role="status">{said}</p> }
}

/// The first letters of the first and the last name.
fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().next();
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last().filter(|_| words.len() > 1).and_then(|word| first(word));
    words.first().and_then(|word| first(word)).into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_letters_at_most() {
        let read = ["Željka Ana Šćepanović", "mirna", "", "  Ana  Kovač "].map(initials);
        assert_eq!(read, ["ŽŠ", "m", "", "AK"]);
    }
}
