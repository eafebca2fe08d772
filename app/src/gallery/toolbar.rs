//! What stays in sight while one scrolls: all or only favourites, language and theme.

use domain::format;
use leptos::prelude::*;

use super::{album::use_album, choosing::Choosing, download::DownloadButton, search::Search, selecting::SelectButton};
use crate::{
    say,
    ui::{Icon, LanguageChoice, ThemeChoice},
    viewer::locale,
};

/// The bar under the cover.
#[component]
pub fn Toolbar() -> impl IntoView {
    let album = use_album();
    let hearts = album.hearts.shown;
    let filtered = move || album.kept.with(Option::is_some);
    let count = move || hearts.with(|hearts| hearts.len() as u64);
    let favourites = move || album.kept.set(Some(hearts.get_untracked()));
    view! {
        <div class="toolbar">
            <div class="filters" role="group" aria-label=say!(gallery.show)>
                <button
                    type="button"
                    aria-pressed=move || (!filtered()).to_string()
                    on:click=move |_| album.kept.set(None)
                >
                    {say!(gallery.all)}" "
                    <span class="count">{format::number(locale(), u64::from(album.count))}</span>
                </button>
                <button
                    type="button"
                    aria-pressed=move || filtered().to_string()
                    aria-label=move || say!(gallery.favourites_count, count = count()).to_string()
                    on:click=move |_| favourites()
                >
                    <Icon name="heart"/>
                    <span class="numbers">{move || album.hearts.tally()}</span>
                </button>
            </div>
            <div class="row">
                <Search/>
                <Choosing/>
                <SelectButton/>
                <DownloadButton/>
                <button class="icon-button" type="button" popovertarget="view" aria-label=say!(gallery.view)>
                    <Icon name="globe"/>
                </button>
            </div>
            <div class="menu" id="view" popover="auto">
                <div class="row">
                    <ThemeChoice group="view-theme"/>
                    <LanguageChoice group="view-language"/>
                </div>
                <p class="for-mouse">{say!(gallery.keys_hint)}</p>
            </div>
        </div>
    }
    .into_any()
}
