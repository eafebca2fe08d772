//! The dialog in which sets are named, ordered, hidden and deleted.

use domain::{GalleryId, SetId};
use leptos::{ev, prelude::*};

use super::api::{self, SetView};
use crate::{
    dashboard::{
        deed::attempt,
        gallery::{access::keep_for_client, context::Current},
        words,
    },
    error::AppError,
    say,
    ui::{Dialog, Icon},
};

/// The sets, and where the answers of what is done with them go.
#[derive(Clone, Copy)]
struct Deeds {
    gallery: GalleryId,
    sets: Memo<Vec<SetView>>,
    current: Current,
    problem: RwSignal<Option<AppError>>,
}

impl Deeds {
    /// Does it, and looks at the gallery again, whatever came of it.
    fn run(self, work: impl Future<Output = Result<(), AppError>> + 'static) {
        let work = async move {
            let answer = work.await;
            self.current.detail.refetch();
            answer
        };
        attempt(self.problem, work, |()| {});
    }

    /// Lets two sets change places.
    fn swap(self, at: Option<usize>, to: Option<usize>) {
        let mut order: Vec<SetId> = self.sets.with_untracked(|sets| sets.iter().map(|set| set.id).collect());
        if let (Some(at), Some(to)) = (at, to)
            && at.max(to) < order.len()
        {
            order.swap(at, to);
            self.run(api::arrange_sets(self.gallery, order));
        }
    }
}

/// The dialog.
#[component]
pub fn EditSets(
    /// Whose.
    id: GalleryId,
    /// The sets, in order.
    sets: Memo<Vec<SetView>>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// For what is done.
    current: Current,
) -> impl IntoView {
    let deeds = Deeds { gallery: id, sets, current, problem: RwSignal::new(None) };
    let problem = move || {
        let error = deeds.problem.get()?;
        let words = error.on("name").unwrap_or_else(|| error.sentence());
        Some(view! { <div class="banner bad" role="alert"><p>{words}</p></div> })
    };
    view! {
        <Dialog open title=say!(dashboard.sets_edit)>
            {problem}
            <ul class="set-list" role="list">
                <For each=move || sets.get() key=|set| set.id let:set>
                    <SetRow set deeds/>
                </For>
            </ul>
            <div class="dialog-actions">
                <button class="button primary" type="button" on:click=move |_| open.set(false)>
                    {say!(dashboard.sets_done)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn SetRow(set: SetView, deeds: Deeds) -> impl IntoView {
    let (id, sets) = (set.id, deeds.sets);
    // The row stays while the set changes, so that the focus does.
    let now = Memo::new(move |_| {
        let found = sets.with(|sets| sets.iter().find(|set| set.id == id).cloned());
        found.unwrap_or_else(|| set.clone())
    });
    let at = Memo::new(move |_| sets.with(|sets| sets.iter().position(|set| set.id == id)));
    let before = move || at.get().and_then(|at| at.checked_sub(1));
    let after = move || at.get().map(|at| at + 1).filter(|after| sets.with(|sets| *after < sets.len()));
    let asking = RwSignal::new(false);
    let rename = move |event: ev::Event| {
        let typed = event_target_value(&event);
        if typed.trim() != now.with_untracked(|set| set.name.clone()) {
            deeds.run(api::rename_set(deeds.gallery, id, typed));
        }
    };
    let name = move || now.with(|set| set.name.clone());
    let hidden = Memo::new(move |_| now.with(|set| set.hidden));
    let client = Memo::new(move |_| now.with(|set| set.client_only));
    let keep = move || {
        let name = name();
        if client.get() {
            say!(dashboard.sets_everybody, name = name).to_string()
        } else {
            say!(dashboard.sets_client, name = name).to_string()
        }
    };
    let hide = move || {
        let name = name();
        if hidden.get() {
            say!(dashboard.sets_show, name = name).to_string()
        } else {
            say!(dashboard.sets_hide, name = name).to_string()
        }
    };
    view! {
        <li>
            <div class="set-row">
                <input
                    class="input"
                    aria-label=say!(dashboard.name)
                    prop:value=name
                    maxlength="80"
                    autocomplete="off"
                    on:change=rename
                />
                <button
                    class="icon-button"
                    type="button"
                    aria-label=move || say!(dashboard.sets_up, name = name()).to_string()
                    disabled=move || before().is_none()
                    on:click=move |_| deeds.swap(at.get_untracked(), untrack(before))
                >
                    <Icon name="chevron-up"/>
                </button>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=move || say!(dashboard.sets_down, name = name()).to_string()
                    disabled=move || after().is_none()
                    on:click=move |_| deeds.swap(at.get_untracked(), untrack(after))
                >
                    <Icon name="chevron-down"/>
                </button>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=hide
                    title=hide
                    on:click=move |_| deeds.run(api::hide_set(deeds.gallery, id, !hidden.get_untracked()))
                >
                    {move || view! { <Icon name=if hidden.get() { "eye-off" } else { "eye" }/> }}
                </button>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=keep
                    title=keep
                    on:click=move |_| deeds.run(keep_for_client(deeds.gallery, id, !client.get_untracked()))
                >
                    {move || view! { <Icon name=if client.get() { "lock" } else { "user" }/> }}
                </button>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=move || say!(dashboard.sets_delete, name = name()).to_string()
                    on:click=move |_| asking.set(true)
                >
                    <Icon name="trash-2"/>
                </button>
            </div>
            {move || asking.get().then(|| view! { <Sure now asking deeds/> })}
        </li>
    }
    .into_any()
}

/// Asks before a set is deleted.
#[component]
fn Sure(now: Memo<SetView>, asking: RwSignal<bool>, deeds: Deeds) -> impl IntoView {
    let id = now.with_untracked(|set| set.id);
    let words = move || {
        let photos = words::photographs(now.with(|set| set.photos));
        say!(dashboard.sets_delete_words, photos = photos).to_string()
    };
    view! {
        <div class="row set-sure" role="alert">
            <p>{words}</p>
            <button class="button small" type="button" on:click=move |_| asking.set(false)>
                {say!(dashboard.keep_it)}
            </button>
            <button
                class="button small danger"
                type="button"
                on:click=move |_| deeds.run(api::delete_set(deeds.gallery, id))
            >
                {say!(dashboard.delete)}
            </button>
        </div>
    }
    .into_any()
}
