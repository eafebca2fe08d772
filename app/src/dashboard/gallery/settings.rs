//! `/dashboard/galleries/:id/settings`

mod form;

use domain::{Role, Standing};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use form::{Form, SettingsForm};

use super::{
    access::AccessSection,
    api::{GalleryView, unpublish_gallery},
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
    ui::{Dialog, toast, toast_with_undo, use_toasts},
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
        let turned = Callback::new(move |()| current.detail.refetch());
        let form = Form { current, stored, loaded: RwSignal::new(String::new()), touched: RwSignal::new(false) };
        form.follow();
        view! {
            <Transition fallback=move || view! { <p role="status">{say!(common.loading)}</p> }>
                {move || Suspend::new(async move {
                    // The head tells what is wrong.
                    stored.await.ok().map(|detail| view! {
                        <SettingsForm detail=detail.clone() form/>
                        <CoverFocus detail=detail.clone() current/>
                        // Somebody who names the copy is not disturbed either.
                        <div on:input=move |_| form.touched.set(true)><Duplicate detail/></div>
                    })
                })}
            </Transition>
            // Apart, and drawn but once: what is typed into these stays when the settings above are drawn anew.
            {move || current.id.get().map(|id| view! {
                <AccessSection id current/>
                <ChoosingSettings gallery=id current/>
                <ProofingSection id changed=turned/>
                <DownloadsSection id/>
            })}
            <Transition>
                {move || Suspend::new(async move {
                    stored.await.ok().map(|detail| view! { <ClosingDown detail current/> })
                })}
            </Transition>
        }
        .into_any()
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
