//! `/dashboard/galleries/:id/settings`

use domain::{Role, Standing};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{
    access::AccessSection,
    api::{EditGallery, GalleryView, unpublish_gallery},
    choosing::ChoosingSettings,
    context::{Current, detail_of, id_of_address, use_current},
    cover::CoverFocus,
    downloads::DownloadsSection,
    duplicate::Duplicate,
    header::turn,
};
use crate::{
    area::Page,
    dashboard::{
        deed::attempt,
        galleries::{restore_gallery, trash_gallery},
        shell::GalleryTally,
        watermark::ProofingSection,
        words,
    },
    error::AppError,
    paths, say,
    ui::{Dialog, Field, FormProblem, Icon, SubmitButton, toast, toast_with_undo, use_toasts},
    viewer::boot,
};

/// The settings. Their own copy of the gallery: what somebody types is not overwritten when the gallery changes.
pub struct SettingsPage {
    stored: Resource<Result<GalleryView, AppError>>,
}

impl Page for SettingsPage {
    fn data() -> Self {
        Self { stored: detail_of(id_of_address()) }
    }

    fn view(this: Self) -> AnyView {
        let stored = this.stored;
        let current = use_current();
        let newer = Callback::new(move |()| stored.refetch());
        let turned = Callback::new(move |()| current.detail.refetch());
        view! {
            <Transition fallback=move || view! { <p role="status">{say!(common.loading)}</p> }>
                {move || Suspend::new(async move {
                    // The head tells what is wrong.
                    // Newer settings get fields of their own: what was typed into the old ones would stay in them.
                    stored.await.ok().map(|detail| view! {
                        <For each=move || [detail.clone()] key=|detail| detail.version.clone() let:detail>
                            <SettingsForm detail=detail.clone() current newer/>
                            <AccessSection id=detail.id current/>
                            <CoverFocus detail=detail.clone() current/>
                            <Duplicate detail=detail.clone()/>
                            <ChoosingSettings gallery=detail.id current/>
                            <ProofingSection id=detail.id changed=turned/>
                            <DownloadsSection id=detail.id/>
                            <ClosingDown detail current/>
                        </For>
                    })
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn SettingsForm(detail: GalleryView, current: Current, newer: Callback<()>) -> impl IntoView {
    let edit = ServerAction::<EditGallery>::new();
    let answer: Signal<Option<AppError>> = Signal::derive(move || edit.value().get().and_then(Result::err));
    let changed = Memo::new(move |_| answer.get() == Some(AppError::Conflict));
    let error = Signal::derive(move || answer.get().filter(|_| !changed.get()));
    let saved = Memo::new(move |_| matches!(edit.value().get(), Some(Ok(_))) && !edit.pending().get());
    let loaded = RwSignal::new(detail.version.clone());
    Effect::new(move |_| {
        if let Some(Ok(version)) = edit.value().get() {
            loaded.set(version);
            current.detail.refetch();
        }
    });
    let editor = boot().may(Role::Editor);
    view! {
        <ActionForm action=edit>
            <fieldset disabled=!editor style="border:0;padding:0;margin:0;min-width:0">
                <input type="hidden" name="gallery" value=detail.id.to_string()/>
                <input type="hidden" name="loaded" value=loaded/>
                <section class="section">
                    <header><h2>{say!(dashboard.about)}</h2><p>{say!(dashboard.about_words)}</p></header>
                    <div class="form">
                        <Field name="title" label=say!(dashboard.name) value=detail.title.clone() error/>
                        <Field
                            name="taken_on"
                            label=say!(dashboard.day)
                            kind="date"
                            optional=true
                            value=detail.taken_on.clone()
                            error
                        />
                        <Field
                            name="description"
                            label=say!(dashboard.description)
                            multiline=true
                            optional=true
                            value=detail.description.clone()
                            error
                        />
                    </div>
                </section>
                <section class="section">
                    <header><h2>{say!(dashboard.access)}</h2><p>{say!(dashboard.access_words)}</p></header>
                    <div class="form">
                        <Field
                            name="access_code"
                            label=say!(dashboard.code)
                            hint=say!(dashboard.new_code_hint)
                            value=detail.code.clone()
                            error
                        />
                        <Field
                            name="expires_on"
                            label=say!(dashboard.closes)
                            kind="date"
                            optional=true
                            hint=say!(dashboard.closes_hint)
                            value=detail.expires_on.clone()
                            error
                        />
                    </div>
                </section>
                <div class="section">
                    <FormProblem error/>
                    <Show when=move || changed.get()><ChangedMeanwhile newer/></Show>
                    <div class="form-actions">
                        <SubmitButton words=say!(common.save) pending=edit.pending()/>
                        <span class="muted small" role="status">
                            {move || saved.get().then(|| say!(common.saved))}
                        </span>
                    </div>
                </div>
            </fieldset>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn ChangedMeanwhile(newer: Callback<()>) -> impl IntoView {
    view! {
        <div class="banner warn" role="alert">
            <Icon name="triangle-alert"/>
            <p>{say!(dashboard.changed_meanwhile)}</p>
            <button class="button small" type="button" on:click=move |_| newer.run(())>
                {say!(dashboard.load_newer)}
            </button>
        </div>
    }
}

#[component]
fn ClosingDown(detail: GalleryView, current: Current) -> impl IntoView {
    let toasts = use_toasts();
    let (id, asking) = (detail.id, RwSignal::new(false));
    if !boot().may(Role::Editor) {
        return ().into_any();
    }
    let published = matches!(detail.standing, Standing::Open | Standing::Expired);
    let unpublish = published.then(|| {
        let unpublish = move |_| turn(current, unpublish_gallery(id), say!(dashboard.is_draft), toasts);
        view! {
            <li>
                <div><b>{say!(dashboard.unpublish)}</b><p>{say!(dashboard.unpublish_words)}</p></div>
                <button class="button" type="button" on:click=unpublish>{say!(dashboard.unpublish)}</button>
            </li>
        }
    });
    let (photos, hearts) = (words::photographs(detail.photos), words::hearts(detail.hearts));
    let words = say!(dashboard.delete_words, photos = photos, hearts = hearts).to_string();
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.closing_down)}</h2></header>
            <ul class="danger-zone" role="list">
                {unpublish}
                <li>
                    <div><b>{say!(dashboard.delete_gallery)}</b><p>{words.clone()}</p></div>
                    <button class="button danger" type="button" on:click=move |_| asking.set(true)>
                        {say!(dashboard.delete)}
                    </button>
                </li>
            </ul>
        </section>
        <DeleteThis detail current asking words/>
    }
    .into_any()
}

#[component]
fn DeleteThis(detail: GalleryView, current: Current, asking: RwSignal<bool>, words: String) -> impl IntoView {
    let toasts = use_toasts();
    let (id, title) = (detail.id, StoredValue::new(detail.title.clone()));
    let go = StoredValue::new(use_navigate());
    let tally = use_context::<GalleryTally>();
    // From the list of galleries too: these outlive the page.
    let recount = move || {
        if let Some(GalleryTally(tally)) = tally {
            tally.refetch();
        }
    };
    let delete = move |_| {
        asking.set(false);
        let title = title.get_value();
        attempt(current.problem, trash_gallery(id), move |()| {
            recount();
            let words = say!(dashboard.is_in_trash, title = title.clone()).to_string();
            toast_with_undo(toasts, words, move || {
                let title = title.clone();
                leptos::task::spawn_local(async move {
                    match restore_gallery(id).await {
                        Ok(()) => toast(toasts, say!(dashboard.is_back, title = title).to_string()),
                        Err(error) => toast(toasts, error.sentence()),
                    }
                    recount();
                });
            });
            go.try_with_value(|go| go(paths::GALLERIES, Default::default()));
        });
    };
    view! {
        <Dialog open=asking title=say!(dashboard.delete_gallery)>
            <p><b>{title.get_value()}</b></p>
            <p>{words}</p>
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| asking.set(false)>
                    {say!(dashboard.keep_it)}
                </button>
                <button class="button danger primary" type="button" on:click=delete>{say!(dashboard.delete)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
