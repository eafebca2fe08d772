//! The sections of a gallery's settings: whether it is for proofing, and its watermark.

use std::time::Duration;

use domain::{GalleryId, RenditionKind};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{self, GalleryMarkView, PictureView, ProgressView},
    editor::Ground,
    own::MarkOfGallery,
    proofing::Proofing,
};
use crate::{error::AppError, paths, say, ui::Failure};

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
    let progress = RwSignal::new(ProgressView { on: false, marked: 0, photos: 0, failed: 0 });
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
        let ProgressView { on, marked, photos, failed } = progress.get();
        let idle = before.filter(|(known, _)| *known == marked).map_or(0, |(_, idle)| (idle + 1).min(MOST_IDLE));
        if on && marked + failed < photos {
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
