//! The sets above the photographs: all of them, or one.

use domain::{GalleryId, Role, SetId};
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{CreateSet, SetView},
    edit::EditSets,
};
use crate::{
    dashboard::{
        gallery::{api::GalleryView, context::Current},
        words,
    },
    error::AppError,
    paths, say,
    ui::{Dialog, Field, Icon, SubmitButton},
    viewer::boot,
};

/// The bar. What is added to the gallery goes into the set that is looked at.
#[component]
pub fn SetBar(
    /// The gallery as it was last heard of.
    facts: RwSignal<GalleryView>,
    /// The set that is looked at.
    here: Option<SetId>,
    /// For what is done.
    current: Current,
) -> impl IntoView {
    let id = facts.with_untracked(|facts| facts.id);
    let sets = Memo::new(move |_| facts.with(|facts| facts.sets.clone()));
    let any = Memo::new(move |_| sets.with(|sets| !sets.is_empty()));
    let editor = boot().may(Role::Editor);
    let (making, editing) = (RwSignal::new(false), RwSignal::new(false));
    let everything = move || {
        any.get().then(|| {
            view! { <a href=paths::gallery(id, "") aria-current=here.is_none().then_some("page")>{say!(dashboard.sets_all)}</a> }
        })
    };
    view! {
        <Show when=move || any.get() || editor>
            <div class="list-bar set-bar">
                <nav class="filters" aria-label=say!(dashboard.sets)>
                    {everything}
                    <For each=move || sets.get() key=|set| (set.id, set.name.clone(), set.hidden, set.photos) let:set>
                        <SetLink id set here/>
                    </For>
                </nav>
                {editor.then(|| view! {
                    <div class="row">
                        <button class="button small" type="button" on:click=move |_| making.set(true)>
                            <Icon name="plus"/>
                            {say!(dashboard.sets_new)}
                        </button>
                        <Show when=move || any.get()>
                            <button class="button small" type="button" on:click=move |_| editing.set(true)>
                                <Icon name="pencil"/>
                                {say!(dashboard.sets_edit)}
                            </button>
                        </Show>
                    </div>
                })}
            </div>
        </Show>
        {editor.then(|| view! {
            <NewSet id open=making current/>
            <EditSets id sets open=editing current/>
        })}
    }
    .into_any()
}

#[component]
fn SetLink(id: GalleryId, set: SetView, here: Option<SetId>) -> impl IntoView {
    let hidden = set.hidden.then(|| {
        view! { <Icon name="eye-off"/><span class="visually-hidden">{say!(dashboard.sets_hidden)}" "</span> }
    });
    let client = set.client_only.then(|| {
        view! { <Icon name="lock"/><span class="visually-hidden">{say!(dashboard.sets_client_only)}" "</span> }
    });
    view! {
        <a href=paths::set_of(id, set.id) aria-current=(here == Some(set.id)).then_some("page")>
            {hidden}
            {client}
            {set.name}" "
            <span class="count">{words::number(set.photos)}</span>
        </a>
    }
    .into_any()
}

#[component]
fn NewSet(id: GalleryId, open: RwSignal<bool>, current: Current) -> impl IntoView {
    let create = ServerAction::<CreateSet>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || create.value().get().and_then(Result::err));
    Effect::new(move |_| {
        if let Some(Ok(_)) = create.value().get() {
            open.set(false);
            current.detail.refetch();
        }
    });
    let general = move || {
        let error = error.get().filter(|error| !matches!(error, AppError::Invalid(_)))?;
        Some(view! { <div class="banner bad" role="alert"><p>{error.sentence()}</p></div> })
    };
    view! {
        <Dialog open title=say!(dashboard.sets_new)>
            // Drawn anew each time: what was typed last is made.
            {move || open.get().then(|| view! {
                <ActionForm action=create>
                    {general}
                    <input type="hidden" name="gallery" value=id.to_string()/>
                    <Field name="name" id="set-name" label=say!(dashboard.name) hint=say!(dashboard.sets_name_hint) error/>
                    <div class="dialog-actions">
                        <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                            {say!(common.cancel)}
                        </button>
                        <SubmitButton words=say!(dashboard.sets_make) pending=create.pending()/>
                    </div>
                </ActionForm>
            })}
        </Dialog>
    }
    .into_any()
}
