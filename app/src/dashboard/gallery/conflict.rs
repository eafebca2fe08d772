//! Two people changed the same settings: what the other saved stands beside what was typed, and one chooses.

use leptos::prelude::*;

use crate::{say, ui::Icon};

/// A form that is filled anew when a colleague saves, unless somebody types into it.
pub struct Draft<T: Send + Sync + 'static> {
    /// What it is filled from, by the how manieth time: each time has fields of its own.
    pub filled: RwSignal<Option<(u32, T)>>,
    /// The version that a save may be written over.
    pub version: RwSignal<String>,
    /// Whether something was typed that is not saved.
    pub touched: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Draft<T> {}

impl<T: Send + Sync + 'static> Draft<T> {
    /// One that waits to be filled.
    pub fn new() -> Self {
        Self { filled: RwSignal::new(None), version: RwSignal::new(String::new()), touched: RwSignal::new(false) }
    }

    /// Fills it, whatever stands in it. The page may be gone by now.
    pub fn fill(self, settings: T, version: String) {
        self.touched.try_set(false);
        self.version.try_set(version);
        self.filled.try_update(|filled| {
            let turn = filled.as_ref().map_or(0, |(turn, _)| turn + 1);
            *filled = Some((turn, settings));
        });
    }

    /// Fills it if these are other settings, and nothing would be lost.
    pub fn offer(self, settings: T, version: String) {
        let same = self.version.try_with_untracked(|known| *known == version);
        if same == Some(false) && self.touched.try_get_untracked() == Some(false) {
            self.fill(settings, version);
        }
    }

    /// What was sent is saved as `version`; `later` says whether more was typed since.
    pub fn saved(self, version: String, later: bool) {
        self.touched.try_set(later);
        self.version.try_set(version);
    }
}

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
