//! The dialog in which a source and a folder in it are picked.

use domain::{GalleryId, SetId, SourceName, Unpack};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{Browser, api, folders::Folders};
use crate::{
    dashboard::uploads::Uploads,
    error::AppError,
    say,
    ui::{Dialog, FormProblem, Icon},
};

/// The button that opens it, where there is a source.
#[component]
pub fn ImportButton(
    /// The studio's uploads.
    uploads: Uploads,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || uploads.sources().with(|sources| !sources.is_empty())>
            <button class="button" type="button" on:click=move |_| open.set(true)>{say!(dashboard.source_import)}</button>
        </Show>
    }
    .into_any()
}

/// The dialog.
#[component]
pub fn ImportFrom(
    /// The studio's uploads.
    uploads: Uploads,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Where the photographs go.
    gallery: Signal<Option<GalleryId>>,
    /// Into which of its sets.
    set: Option<SetId>,
) -> impl IntoView {
    let browser = Browser::new();
    let problem = RwSignal::new(None::<AppError>);
    Effect::new(move |_| {
        if open.get() {
            problem.set(None);
            let source = browser.source.get_untracked();
            let first = uploads.sources().with_untracked(|sources| sources.first().map(SourceName::to_string));
            // Whoever comes again stands where they were.
            match first.filter(|_| source.is_empty()) {
                Some(first) => browser.go(first, String::new()),
                None => browser.again(),
            }
        }
    });
    view! {
        <Dialog open title=say!(dashboard.source_import)>
            <SourceChoice uploads browser/>
            <Folders browser/>
            <Begin uploads browser open problem gallery set/>
        </Dialog>
    }
    .into_any()
}

/// Which source, where there are several.
#[component]
fn SourceChoice(uploads: Uploads, browser: Browser) -> impl IntoView {
    let option = move |name: SourceName| {
        let (value, words) = (name.to_string(), name.to_string());
        let chosen = move || browser.source.with(|source| source == name.as_str());
        view! { <option value=value selected=chosen>{words}</option> }
    };
    let options = move || uploads.sources().get().into_iter().map(option).collect_view();
    view! {
        <Show when=move || uploads.sources().with(|sources| sources.len() > 1)>
            <div class="field">
                <label for="import-source">{say!(dashboard.source_label)}</label>
                <span class="select">
                    <select
                        id="import-source"
                        on:change=move |event| browser.go(event_target_value(&event), String::new())
                    >
                        {options}
                    </select>
                    <Icon name="chevron-down"/>
                </span>
            </div>
        </Show>
    }
    .into_any()
}

/// What becomes of the folders in it, and the button that begins once somebody saw what is there.
#[component]
fn Begin(
    uploads: Uploads,
    browser: Browser,
    open: RwSignal<bool>,
    problem: RwSignal<Option<AppError>>,
    gallery: Signal<Option<GalleryId>>,
    set: Option<SetId>,
) -> impl IntoView {
    let pending = RwSignal::new(false);
    let ready = Memo::new(move |_| browser.seen() && !pending.get());
    let words = move || match browser.is_all() {
        true => say!(dashboard.source_go_all, name = browser.source.get()).to_string(),
        false => say!(dashboard.source_go).to_owned(),
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(gallery) = gallery.get_untracked().filter(|_| ready.get_untracked()) else { return };
        pending.set(true);
        let (source, folder) = (browser.source.get_untracked(), browser.folder.get_untracked());
        let unpack = uploads.folders().get_untracked();
        spawn_local(async move {
            let answer = api::import_folder(gallery, source, folder, unpack, set).await;
            pending.try_set(false);
            problem.try_set(answer.as_ref().err().cloned());
            if answer.is_ok() {
                open.try_set(false);
                uploads.look_for_imports();
            }
        });
    };
    let sets = move |event: ev::Event| {
        uploads.folders().set(if event_target_checked(&event) { Unpack::Sets } else { Unpack::Flat });
    };
    view! {
        <form on:submit=send>
            <FormProblem error=problem/>
            <label class="check">
                <input type="checkbox" prop:checked=move || uploads.folders().get() == Unpack::Sets on:change=sets/>
                <span>
                    {say!(dashboard.source_sets)}
                    <span class="hint">{say!(dashboard.source_hint)}</span>
                </span>
            </label>
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>{say!(common.cancel)}</button>
                <button
                    class="button primary"
                    type="submit"
                    aria-busy=move || pending.get().then_some("true")
                    disabled=move || !ready.get()
                >
                    {words}
                </button>
            </div>
        </form>
    }
    .into_any()
}
