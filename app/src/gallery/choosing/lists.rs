//! Which list one chooses for.

use domain::ListId;
use leptos::{form::ActionForm, prelude::*, task::spawn_local};

use super::api::{self, ListView, MakeList};
use crate::{
    error::AppError,
    gallery::{album::use_album, device},
    say,
    ui::{Dialog, Field, FormProblem, Icon, SubmitButton, toast, use_toasts},
};

/// The name of a list, in words.
pub fn name(list: &ListView) -> String {
    if list.name.is_empty() { say!(gallery.favourites).to_owned() } else { list.name.clone() }
}

/// How much is on a list: `12`, or `12 of 40`.
pub fn tally(list: &ListView, count: usize) -> String {
    match list.most.0 {
        Some(most) => say!(gallery.tally, count = count as u64, most = u64::from(most)).to_string(),
        None => count.to_string(),
    }
}

/// The list one chooses for, and the others under it. `making` opens the form for a new one.
#[component]
pub fn Lists(making: RwSignal<bool>) -> impl IntoView {
    let album = use_album();
    let hearts = album.hearts;
    let toasts = use_toasts();
    let current = move || hearts.list().map(|list| name(&list));
    let choose = move |list: ListId| {
        hearts.choose(list);
        // Whoever looks at one list goes on to look at the other.
        if album.kept.with_untracked(Option::is_some) {
            album.kept.set(Some(hearts.shown.get_untracked()));
        }
    };
    let discard = move |list: ListId| {
        let token = album.token.get_value();
        spawn_local(async move {
            match api::discard_list(token, device::visitor_key(), list).await {
                Ok(view) => hearts.settle(view),
                Err(error) => toast(toasts, error.on("list").unwrap_or_else(|| error.sentence())),
            }
        });
    };
    let item = move |list: ListView| {
        let id = list.id;
        let text = format!("{} · {}", name(&list), tally(&list, list.photos.len()));
        let own = (list.own && !list.sent).then(|| {
            let label = say!(gallery.discard_list, name = list.name.clone()).to_string();
            view! {
                <button class="icon-button" type="button" aria-label=label on:click=move |_| discard(id)>
                    <Icon name="trash-2"/>
                </button>
            }
        });
        view! {
            <div class="list-item">
                <button
                    class="item"
                    type="button"
                    popovertarget="lists"
                    popovertargetaction="hide"
                    aria-pressed=move || (hearts.active.get() == id).to_string()
                    on:click=move |_| choose(id)
                >
                    <Icon name=if list.sent { "check" } else { "heart" }/>
                    {text}
                </button>
                {own}
            </div>
        }
    };
    view! {
        <button class="button small" type="button" popovertarget="lists" aria-label=say!(gallery.lists)>
            <Icon name="list-checks"/>
            <span>{current}</span>
        </button>
        <div class="menu" id="lists" popover="auto">
            {move || hearts.lists.get().into_iter().map(item).collect_view()}
            <Show when=move || hearts.own_lists.get() && hearts.allowed>
                <button
                    class="item"
                    type="button"
                    popovertarget="lists"
                    popovertargetaction="hide"
                    on:click=move |_| making.set(true)
                >
                    <Icon name="plus"/>
                    {say!(gallery.make_list)}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

/// The form for a list of one's own.
#[component]
pub fn Make(open: RwSignal<bool>) -> impl IntoView {
    let album = use_album();
    let action = ServerAction::<MakeList>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || action.value().get().and_then(Result::err));
    Effect::new(move |_| {
        let Some(Ok(view)) = action.value().get() else { return };
        let new = view.lists.last().map(|list| list.id);
        album.hearts.settle(view);
        if let Some(new) = new {
            album.hearts.choose(new);
        }
        open.set(false);
    });
    view! {
        <Dialog open title=say!(gallery.make_list)>
            <ActionForm action attr:class="form">
                <FormProblem error=Signal::derive(move || error.get().filter(|error| error.on("name").is_none()))/>
                <input type="hidden" name="token" value=album.token.get_value()/>
                <input type="hidden" name="key" value=device::visitor_key()/>
                <Field name="name" id="list-name" label=say!(gallery.list_name) error/>
                <div class="dialog-actions">
                    <SubmitButton words=say!(gallery.make_list) pending=action.pending()/>
                </div>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
