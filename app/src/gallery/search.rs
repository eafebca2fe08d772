//! Looking for photographs by name and by day, behind one button of the bar. What there is to choose from is asked for when
//! it is opened.

use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    album::{Sought, use_album},
    api,
};
use crate::{
    say,
    ui::{Empty, Icon, SearchField},
};

/// The button, and what it opens.
#[component]
pub fn Search() -> impl IntoView {
    let album = use_album();
    let days = RwSignal::new(None::<Vec<(String, String)>>);
    let look = move |_| {
        if days.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            if let Ok(found) = api::days(album.token.get_value()).await {
                days.try_set(Some(found));
            }
        });
    };
    let look_for = Callback::new(move |search| album.seek(Sought { search, ..album.wanted.get_untracked() }));
    let search = Signal::derive(move || album.wanted.with(|wanted| wanted.search.clone()));
    let chosen = move |event: ev::Event| {
        album.seek(Sought { day: event_target_value(&event), ..album.wanted.get_untracked() });
    };
    let option = move |(day, words): (String, String)| {
        let value = day.clone();
        view! { <option value=value selected=move || album.wanted.with(|wanted| wanted.day == day)>{words}</option> }
    };
    // One day alone is no choice.
    let choice = move || {
        days.get().filter(|days| days.len() > 1).map(|days| {
            view! {
                <label class="select">
                    <span class="visually-hidden">{say!(gallery.search_day)}</span>
                    <select on:change=chosen>
                        <option value="">{say!(gallery.search_any_day)}</option>
                        {days.into_iter().map(option).collect_view()}
                    </select>
                    <Icon name="chevron-down"/>
                </label>
            }
        })
    };
    view! {
        <button
            class="icon-button"
            type="button"
            popovertarget="search"
            aria-label=say!(gallery.search)
            aria-pressed=move || album.seeks().to_string()
            on:click=look
        >
            <Icon name="search"/>
        </button>
        <div class="menu search-menu" id="search" popover="auto">
            <SearchField search look=look_for label=say!(gallery.search) placeholder=say!(gallery.search)/>
            {choice}
        </div>
    }
    .into_any()
}

/// Nothing was found: said, and the way back.
#[component]
pub fn NothingFound() -> impl IntoView {
    let album = use_album();
    let none = move || album.seeks() && !album.loading.get() && album.tiles.with(Vec::is_empty);
    move || {
        (none() && album.problem.with(Option::is_none)).then(|| {
            view! {
                <Empty icon="search" title=say!(gallery.search_none) words=say!(gallery.search_none_words)>
                    <button class="button" type="button" on:click=move |_| album.seek(Sought::default())>
                        {say!(gallery.see_all)}
                    </button>
                </Empty>
            }
        })
    }
}
