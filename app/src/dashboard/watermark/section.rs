//! The sections of a gallery's settings: whether it is for proofing, and its watermark.

use std::time::Duration;

use domain::{GalleryId, RenditionKind, Role};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, GalleryMarkView, PictureView, ProgressView},
    editor::{Editor, Ground},
    proofing::Proofing,
};
use crate::{
    error::AppError,
    paths, say,
    ui::{Failure, FormProblem, SubmitButton},
    viewer::boot,
};

/// How often is asked how far it is.
const PACE: Duration = Duration::from_secs(2);

/// After so many answers without change it is asked as seldom as it ever is, every half a minute.
const MOST_IDLE: u32 = 16;

/// Both sections. Fetched by the browser once the page is there.
#[component]
pub fn ProofingSection(
    /// Of which gallery.
    id: GalleryId,
    /// Told when the gallery became another.
    changed: Callback<()>,
) -> impl IntoView {
    let stored = RwSignal::new(None::<Result<GalleryMarkView, AppError>>);
    let progress = RwSignal::new(ProgressView { on: false, marked: 0, photos: 0 });
    let ground = RwSignal::new(Ground::None);
    let logo = RwSignal::new(String::new());
    // What is typed stays: all that may become another by itself stands beside it.
    let note = move |found: &GalleryMarkView| {
        progress.try_set(found.progress);
        renew(logo, found.studio.logo.clone());
        let address = |picture: &PictureView| paths::rendition(id, picture.epoch, picture.id, RenditionKind::Preview);
        renew(ground, found.picture.as_ref().map(|picture| (address(picture), picture.size)));
    };
    let look = move || {
        spawn_local(async move {
            let answer = api::watermark(id).await;
            match &answer {
                Ok(found) => note(found),
                // Asked again all the same.
                Err(_) => drop(progress.try_update(|_| ())),
            }
            // The page may have been left meanwhile.
            if stored.try_with_untracked(Option::is_none) == Some(true) {
                stored.try_set(Some(answer));
            }
        });
    };
    Effect::new(move |_| look());
    // What does not come on is asked for more and more seldom: what failed for good never comes.
    Effect::new(move |before: Option<(i64, u32)>| {
        let ProgressView { on, marked, photos } = progress.get();
        let idle = before.filter(|(known, _)| *known == marked).map_or(0, |(_, idle)| (idle + 1).min(MOST_IDLE));
        if on && marked < photos {
            let timer = set_timeout_with_handle(look, PACE * 2_u32.pow(idle / 4)).ok();
            on_cleanup(move || {
                if let Some(timer) = timer {
                    timer.clear();
                }
            });
        }
        (marked, idle)
    });
    let turned = Callback::new(move |()| {
        look();
        changed.run(());
    });
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.proofing)}</h2><p>{say!(dashboard.proofing_words)}</p></header>
            {move || match stored.get() {
                None => view! { <p role="status">{say!(common.loading)}</p> }.into_any(),
                Some(Err(error)) => {
                    let again = move |()| {
                        stored.set(None);
                        look();
                    };
                    view! { <Failure error retry=again/> }.into_any()
                }
                Some(Ok(_)) => view! { <Proofing id progress turned/> }.into_any(),
            }}
        </section>
        {move || stored.get().and_then(Result::ok).map(|found| view! {
            <section class="section">
                <header><h2>{say!(dashboard.watermark)}</h2><p>{say!(dashboard.watermark_gallery_words)}</p></header>
                <MarkOfGallery id found logo ground turned/>
            </section>
        })}
    }
    .into_any()
}

/// Another value, if it is one: what is drawn from the same is not drawn again.
fn renew<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_get_untracked().is_some_and(|before| before != value) {
        signal.try_set(value);
    }
}

#[component]
fn MarkOfGallery(
    id: GalleryId,
    found: GalleryMarkView,
    logo: RwSignal<String>,
    ground: RwSignal<Ground>,
    turned: Callback<()>,
) -> impl IntoView {
    let studio = StoredValue::new(found.studio.form.clone());
    let own = RwSignal::new(found.own.is_some());
    let form = RwSignal::new(found.own.unwrap_or(found.studio.form));
    let shown = RwSignal::new(own.get_untracked());
    let (busy, saved, problem) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    let save = move || {
        let wanted = own.get_untracked().then(|| form.get_untracked());
        busy.set(true);
        spawn_local(async move {
            let answer = api::set_watermark(id, wanted).await;
            busy.try_set(false);
            saved.try_set(answer.is_ok());
            if answer.is_ok() {
                turned.run(());
            }
            problem.try_set(answer.err());
        });
    };
    let choose = move |wanted: bool| {
        own.set(wanted);
        shown.set(wanted);
        if !wanted {
            form.set(studio.get_value());
        }
    };
    let general = Signal::derive(move || problem.get().filter(|error| error.on("mark").or(error.on("text")).is_none()));
    let choice = move |wanted: bool, words: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="mark-whose"
                    prop:checked=move || own.get() == wanted
                    on:change=move |_| choose(wanted)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <form class="form" on:submit=move |event| {
            event.prevent_default();
            save();
        }>
            <fieldset class="form bare" disabled=!boot().may(Role::Editor) on:change=move |_| saved.set(false)>
                <div class="stack" style="--space:0">
                    {choice(false, say!(dashboard.mark_of_studio))}
                    {choice(true, say!(dashboard.mark_of_gallery))}
                </div>
                {move || shown.get().then(|| {
                    let name = found.studio.name.clone();
                    view! { <Editor form name logo logo_changed=turned ground error=problem/> }
                })}
                <FormProblem error=general/>
                <div class="form-actions">
                    <SubmitButton words=say!(common.save) pending=busy/>
                    <span class="muted small" role="status">{move || saved.get().then(|| say!(common.saved))}</span>
                </div>
            </fieldset>
        </form>
    }
    .into_any()
}
