//! One of a few, each on a card with a small drawing. Radios underneath: arrows go from card to card.

use domain::Look;
use leptos::prelude::*;

/// What there is to choose from.
#[derive(Clone, Copy)]
pub struct Choice<T: 'static> {
    /// Of the radios.
    pub name: &'static str,
    /// What is chosen.
    pub legend: &'static str,
    /// All there are, in order.
    pub all: &'static [T],
    /// Where it stands in the look.
    pub field: fn(&mut Look) -> &mut T,
    /// What one is called.
    pub words: fn(T) -> &'static str,
    /// How it is drawn.
    pub drawing: fn(T) -> AnyView,
}

/// The cards of one choice.
#[component]
pub fn Cards<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is tried on.
    look: RwSignal<Look>,
    /// What there is to choose from.
    choice: Choice<T>,
) -> impl IntoView {
    let Choice { name, legend, all, field, words, drawing } = choice;
    let now = *field(&mut look.get_untracked());
    let card = |one: T| {
        view! {
            <label class="look-card">
                <input
                    type="radio"
                    name=name
                    checked=one == now
                    prop:checked=move || *field(&mut look.get()) == one
                    on:change=move |_| look.update(|look| *field(look) = one)
                />
                {drawing(one)}
                <span>{words(one)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="look-choice">
            <legend>{legend}</legend>
            <div class="look-cards">{all.iter().copied().map(card).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
