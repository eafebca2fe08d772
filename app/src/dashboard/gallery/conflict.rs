//! Two people changed the same settings: what the other saved stands beside what was typed, and one chooses.

use leptos::prelude::*;

use crate::{say, ui::Icon};

/// A setting that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// What it is called.
    pub label: &'static str,
    /// As it was typed here.
    pub mine: String,
    /// As somebody else saved it.
    pub theirs: String,
}

impl Differs {
    /// Nothing where both are the same.
    pub fn of(label: &'static str, mine: &str, theirs: &str) -> Option<Self> {
        (mine != theirs).then(|| Self { label, mine: mine.to_owned(), theirs: theirs.to_owned() })
    }

    /// The same of what is on or off.
    pub fn of_switch(label: &'static str, mine: bool, theirs: bool) -> Option<Self> {
        let word = |on: bool| if on { say!(dashboard.yes) } else { say!(dashboard.no) };
        Self::of(label, word(mine), word(theirs))
    }
}

/// What differs, and the two ways out.
#[component]
pub fn Conflict(
    /// What differs; where nothing does, somebody saved the very same.
    rows: Vec<Differs>,
    /// Saves what was typed over what the other saved.
    keep: Callback<()>,
    /// Leaves what the other saved, and forgets what was typed.
    take: Callback<()>,
) -> impl IntoView {
    let shown = |text: String| if text.is_empty() { say!(dashboard.nothing_set).to_owned() } else { text };
    let row = move |row: Differs| {
        view! {
            <tr>
                <th scope="row">{row.label}</th>
                <td data-label=say!(dashboard.mine)>{shown(row.mine)}</td>
                <td data-label=say!(dashboard.theirs)>{shown(row.theirs)}</td>
            </tr>
        }
    };
    view! {
        <div class="banner warn conflict" role="alert">
            <Icon name="triangle-alert"/>
            <div>
                <p>{say!(dashboard.changed_by_another)}</p>
                <table class="table">
                    <thead>
                        <tr>
                            <td></td>
                            <th scope="col">{say!(dashboard.mine)}</th>
                            <th scope="col">{say!(dashboard.theirs)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
                <div class="row">
                    <button class="button small" type="button" on:click=move |_| keep.run(())>
                        {say!(dashboard.keep_mine)}
                    </button>
                    <button class="button small" type="button" on:click=move |_| take.run(())>
                        {say!(dashboard.take_theirs)}
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
