//! What visitors are asked and allowed.

use domain::{Asks, GalleryId, Role};
use leptos::{form::ActionForm, prelude::*, task::spawn_local};

use super::api::{self, EditChoosing, Settings};
use crate::{
    dashboard::gallery::conflict::{Conflict, Differs, Draft},
    error::AppError,
    say,
    ui::{FormProblem, Icon, SubmitButton},
    viewer::boot,
};

/// The form.
#[component]
pub fn Rules(
    /// Of which gallery.
    gallery: GalleryId,
    /// What it is filled from.
    settings: Settings,
    /// How it stands to what is stored.
    draft: Draft<Settings>,
) -> impl IntoView {
    let Settings { asks, own_lists, comments, .. } = settings;
    let edit = ServerAction::<EditChoosing>::new();
    let answer: Signal<Option<AppError>> = Signal::derive(move || edit.value().get().and_then(Result::err));
    let saved = Memo::new(move |_| matches!(edit.value().get(), Some(Ok(_))) && !edit.pending().get());
    // What is typed while a save is under way is not saved by its answer.
    let later = StoredValue::new(false);
    let (mine, theirs) = (RwSignal::new(None::<EditChoosing>), RwSignal::new(None::<Settings>));
    let error = Signal::derive(move || answer.get().filter(|_| theirs.with(Option::is_none)));
    Effect::new(move |_| {
        if let Some(sent) = edit.input().get() {
            later.set_value(false);
            mine.set(Some(sent));
        }
    });
    Effect::new(move |_| match edit.value().get() {
        Some(Ok(newer)) => {
            theirs.set(None);
            draft.saved(newer, later.get_value());
        }
        Some(Err(AppError::Conflict)) => spawn_local(async move {
            if let Ok(newest) = api::settings(gallery).await {
                theirs.try_set(Some(newest));
            }
        }),
        _ => {}
    });
    let keep = Callback::new(move |()| {
        if let (Some(mine), Some(newest)) = (mine.get_untracked(), theirs.get_untracked()) {
            theirs.set(None);
            edit.dispatch(EditChoosing { loaded: newest.version, ..mine });
        }
    });
    let take = Callback::new(move |()| {
        if let Some(newest) = theirs.get_untracked() {
            let version = newest.version.clone();
            draft.fill(newest, version);
        }
    });
    let conflict = move || {
        let (mine, theirs) = mine.get().zip(theirs.get())?;
        Some(view! { <Conflict rows=differing(&mine, &theirs) keep take/> })
    };
    let option =
        move |choice: Asks| view! { <option value=choice.as_str() selected=choice == asks>{asked(choice)}</option> };
    view! {
        <ActionForm action=edit>
            <fieldset
                class="form"
                disabled=!boot().may(Role::Editor)
                style="border:0;padding:0;margin:0;min-width:0"
                on:input=move |_| {
                    draft.touched.set(true);
                    later.set_value(true);
                    theirs.set(None);
                }
            >
                <FormProblem error/>
                {conflict}
                <input type="hidden" name="gallery" value=gallery.to_string()/>
                <input type="hidden" name="loaded" value=draft.version/>
                <div class="field">
                    <label for="asks">{say!(dashboard.asks)}</label>
                    <span class="select">
                        <select id="asks" name="asks">{Asks::ALL.map(option).collect_view()}</select>
                        <Icon name="chevron-down"/>
                    </span>
                    <p class="hint">{say!(dashboard.asks_hint)}</p>
                </div>
                <label class="check">
                    <input type="checkbox" name="own_lists" value="true" checked=own_lists/>
                    <span>{say!(dashboard.own_lists)}</span>
                </label>
                <label class="check">
                    <input type="checkbox" name="comments" value="true" checked=comments/>
                    <span>{say!(dashboard.comments_on)}</span>
                </label>
                <div class="form-actions">
                    <SubmitButton words=say!(common.save) pending=edit.pending() class="small"/>
                    <span class="muted small" role="status">{move || saved.get().then(|| say!(common.saved))}</span>
                </div>
            </fieldset>
        </ActionForm>
    }
    .into_any()
}

fn asked(asks: Asks) -> &'static str {
    match asks {
        Asks::Nothing => say!(dashboard.asks_nothing),
        Asks::Name => say!(dashboard.asks_name),
        Asks::Email => say!(dashboard.asks_email),
    }
}

fn differing(mine: &EditChoosing, theirs: &Settings) -> Vec<Differs> {
    let rows = [
        Differs::of(say!(dashboard.asks), asked(mine.asks), asked(theirs.asks)),
        Differs::of_switch(say!(dashboard.own_lists), mine.own_lists, theirs.own_lists),
        Differs::of_switch(say!(dashboard.comments_on), mine.comments, theirs.comments),
    ];
    rows.into_iter().flatten().collect()
}
