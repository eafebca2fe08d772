//! In the gallery's settings: the lists visitors choose for, and what they are asked.

use domain::{Asks, GalleryId, Role};
use leptos::{form::ActionForm, prelude::*, task::spawn_local};

use super::api::{self, DefineList, EditChoosing, StudioList};
use crate::{
    dashboard::{deed::attempt, gallery::context::Current},
    error::AppError,
    say,
    ui::{Failure, FormProblem, Icon, SubmitButton},
    viewer::boot,
};

/// The section. It is fetched once it is drawn: the rest of the page does not wait for it.
#[component]
pub fn ChoosingSettings(
    /// Of which gallery.
    gallery: GalleryId,
    /// For what goes wrong.
    current: Current,
) -> impl IntoView {
    let stored = RwSignal::new(None);
    let again = Callback::new(move |()| {
        spawn_local(async move {
            let answer = api::settings(gallery).await;
            // The page may be gone by now.
            stored.try_set(Some(answer));
        });
    });
    Effect::new(move |_| again.run(()));
    let drawn = move || {
        stored.get().map(|answer: Result<api::Settings, AppError>| match answer {
            Ok(settings) => view! {
                <Rules gallery settings=settings.clone()/>
                <Lists gallery lists=settings.lists current again/>
            }
            .into_any(),
            Err(error) => view! { <Failure error retry=again/> }.into_any(),
        })
    };
    view! {
        <section class="section" id="choosing">
            <header><h2>{say!(dashboard.choosing)}</h2><p>{say!(dashboard.choosing_words)}</p></header>
            <div class="form">{drawn}</div>
        </section>
    }
    .into_any()
}

#[component]
fn Rules(gallery: GalleryId, settings: api::Settings) -> impl IntoView {
    let api::Settings { asks, own_lists, comments, .. } = settings;
    let edit = ServerAction::<EditChoosing>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || edit.value().get().and_then(Result::err));
    let saved = Memo::new(move |_| matches!(edit.value().get(), Some(Ok(()))) && !edit.pending().get());
    let option = move |choice: Asks| {
        let words = match choice {
            Asks::Nothing => say!(dashboard.asks_nothing),
            Asks::Name => say!(dashboard.asks_name),
            Asks::Email => say!(dashboard.asks_email),
        };
        view! { <option value=choice.as_str() selected=choice == asks>{words}</option> }
    };
    view! {
        <ActionForm action=edit>
            <fieldset class="form" disabled=!boot().may(Role::Editor) style="border:0;padding:0;margin:0;min-width:0">
                <FormProblem error/>
                <input type="hidden" name="gallery" value=gallery.to_string()/>
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

#[component]
fn Lists(gallery: GalleryId, lists: Vec<StudioList>, current: Current, again: Callback<()>) -> impl IntoView {
    let editor = boot().may(Role::Editor);
    let rows = lists.into_iter().map(|list| view! { <ListRow gallery list=Some(list) current again/> });
    view! {
        <h3>{say!(dashboard.lists)}</h3>
        <ul class="lists" role="list">
            {rows.collect_view()}
            {editor.then(|| view! { <ListRow gallery list=None current again/> })}
        </ul>
    }
    .into_any()
}

/// A list, or the place for a new one.
#[component]
fn ListRow(
    gallery: GalleryId,
    #[prop(optional_no_strip)] list: Option<StudioList>,
    current: Current,
    again: Callback<()>,
) -> impl IntoView {
    let define = ServerAction::<DefineList>::new();
    let error: Signal<Option<AppError>> = Signal::derive(move || define.value().get().and_then(Result::err));
    let new = list.is_none();
    let name = RwSignal::new(list.as_ref().map(|list| list.name.clone()).unwrap_or_default());
    let limit = list.as_ref().and_then(|list| list.most).map(|most| most.to_string());
    let most = RwSignal::new(limit.unwrap_or_default());
    Effect::new(move |_| {
        if let Some(Ok(())) = define.value().get() {
            if new {
                name.set(String::new());
                most.set(String::new());
            }
            again.run(());
        }
    });
    let whole = Signal::derive(move || error.get().filter(|e| e.on("name").or_else(|| e.on("most")).is_none()));
    let (id, hearts) =
        (list.as_ref().map(|list| list.id), list.as_ref().is_some_and(|list| list.id.is_hearts(gallery)));
    let remove = move |_| {
        let Some(list) = id else { return };
        attempt(current.problem, api::undefine_list(gallery, list), move |()| again.run(()));
    };
    // Ids of fields are told apart by the list they belong to.
    let key = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let input = move |field: &'static str, label: &'static str, value: RwSignal<String>, kind: &'static str| {
        let id = format!("{field}-{key}");
        let wrong = move || error.get().and_then(|error| error.on(field));
        view! {
            <div class="field" class:number=kind == "number" class:invalid=move || wrong().is_some()>
                <label for=id.clone()>{label}</label>
                <input
                    class="input"
                    id=id
                    name=field
                    type=kind
                    value=value.get_untracked()
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                    autocomplete="off"
                />
                {move || wrong().map(|words| view! { <p class="error">{words}</p> })}
            </div>
        }
    };
    let named = if hearts {
        view! {
            <input type="hidden" name="name" value=""/>
            <b class="field">{say!(dashboard.hearts_list)}</b>
        }
        .into_any()
    } else {
        input("name", say!(dashboard.list_name), name, "text").into_any()
    };
    let words = if id.is_some() { say!(common.save) } else { say!(dashboard.add_list) };
    view! {
        <li>
            <ActionForm action=define attr:class="row">
                <fieldset class="list-row" disabled=!boot().may(Role::Editor)>
                    <FormProblem error=whole/>
                    <input type="hidden" name="gallery" value=gallery.to_string()/>
                    {id.map(|id| view! { <input type="hidden" name="list" value=id.to_string()/> })}
                    {named}
                    {input("most", say!(dashboard.list_most), most, "number")}
                    <SubmitButton words pending=define.pending() class="small"/>
                </fieldset>
            </ActionForm>
            {(id.is_some() && !hearts && boot().may(Role::Editor)).then(|| view! {
                <button class="icon-button" type="button" aria-label=say!(dashboard.delete_list) on:click=remove>
                    <Icon name="trash-2"/>
                </button>
            })}
        </li>
    }
    .into_any()
}
