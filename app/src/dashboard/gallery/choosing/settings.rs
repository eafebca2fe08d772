//! In the gallery's settings: the lists visitors choose for, and what they are asked.

use domain::{GalleryId, Role};
use leptos::{form::ActionForm, prelude::*, task::spawn_local};

use super::{
    api::{self, DefineList, StudioList},
    rules::Rules,
};
use crate::{
    dashboard::{
        deed::attempt,
        gallery::{conflict::Draft, context::Current},
    },
    error::AppError,
    say,
    ui::{Failure, FormProblem, Icon, SubmitButton},
    viewer::boot,
};

/// The section. It is fetched once it is drawn: the rest of the page does not wait for it. What a colleague changes is
/// shown as it happens, but not over what is being typed.
#[component]
pub fn ChoosingSettings(
    /// Of which gallery.
    gallery: GalleryId,
    /// For what goes wrong.
    current: Current,
) -> impl IntoView {
    let (rules, lists) = (Draft::new(), RwSignal::new(None));
    let (typing, problem) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let fetch = move |all: bool| {
        spawn_local(async move {
            let answer = api::settings(gallery).await;
            // The page may be gone by now.
            let Some(typed) = typing.try_get_untracked() else { return };
            problem.set(answer.as_ref().err().cloned());
            let Ok(settings) = answer else { return };
            if all || !typed {
                typing.set(false);
                lists.set(Some(settings.lists.clone()));
            }
            let version = settings.version.clone();
            rules.offer(settings, version);
        });
    };
    let again = Callback::new(move |()| fetch(true));
    Effect::new(move |seen: Option<bool>| {
        if current.news.with(|news| news.gallery) || seen.is_none() {
            fetch(seen.is_none());
        }
        true
    });
    view! {
        <section class="section" id="choosing">
            <header><h2>{say!(dashboard.choosing)}</h2><p>{say!(dashboard.choosing_words)}</p></header>
            <div class="form">
                {move || problem.get().map(|error| view! { <Failure error retry=again/> })}
                <For each=move || rules.filled.get() key=|(turn, _)| *turn let:filled>
                    <Rules gallery settings=filled.1 draft=rules/>
                </For>
                <div on:input=move |_| typing.set(true)>
                    {move || lists.get().map(|lists| view! { <Lists gallery lists current again/> })}
                </div>
            </div>
        </section>
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
