//! Uploads that were interrupted by a reload, a crash or a closed tab: a browser does not hand out the files again by
//! itself, so it asks for them once.

use domain::GalleryId;
use leptos::prelude::*;

use super::Uploads;
use crate::{
    dashboard::{device, words},
    say,
    ui::Icon,
};

/// What was left unsent for a gallery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Where it was to go.
    pub gallery: GalleryId,
    /// How many files.
    pub files: u64,
    /// Their bytes together.
    pub bytes: u64,
}

/// Asks for the files of an interrupted upload.
#[component]
pub fn LeftBehind(
    /// The studio's uploads.
    uploads: Uploads,
    /// What was left.
    left: Left,
) -> impl IntoView {
    let take = move |event| uploads.add(left.gallery, None, device::chosen_in(&event));
    let count = i64::try_from(left.files).unwrap_or(i64::MAX);
    view! {
        <section class="left-behind">
            <p>
                <b>{say!(dashboard.left_title, count = left.files, number = words::number(count)).to_string()}</b>
                " "
                {say!(dashboard.left_words)}
            </p>
            <div class="row">
                <label class="button small">
                    {say!(dashboard.left_files)}
                    <input class="visually-hidden" type="file" multiple accept=super::drop_zone::WITH_ARCHIVES on:change=take/>
                </label>
                <label class="button small">
                    {say!(dashboard.left_folder)}
                    <input class="visually-hidden" type="file" {..super::drop_zone::folders()} on:change=take/>
                </label>
                <button class="button quiet small" type="button" on:click=move |_| uploads.forget_left(left.gallery)>
                    <Icon name="x"/>
                    {say!(dashboard.left_forget)}
                </button>
            </div>
        </section>
    }
    .into_any()
}
