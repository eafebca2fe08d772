//! The photographs in justified rows, which the stylesheet makes of their ratios alone; more come as one scrolls.

use leptos::{html, prelude::*};

use super::{album::use_album, device, search::NothingFound, sets::Sections};
use crate::{
    say,
    ui::{Empty, Failure},
};

/// All photographs that are loaded, and the way to the others.
#[component]
pub fn Grid() -> impl IntoView {
    let album = use_album();
    // While favourites are still being looked for, none have been found missing.
    let none = move || {
        album.kept.with(|kept| kept.as_ref().is_some_and(|kept| kept.is_empty()))
            && album.hearts.shown.with(|shown| shown.is_empty())
            && album.hearts.listed.get()
    };
    view! {
        <Sections/>
        <NothingFound/>
        {move || none().then(|| view! {
            <Empty icon="heart" title=say!(gallery.no_hearts) words=say!(gallery.no_hearts_words)>
                <button class="button" type="button" on:click=move |_| album.kept.set(None)>
                    {say!(gallery.see_all)}
                </button>
            </Empty>
        })}
        <More/>
    }
    .into_any()
}

/// Loads what follows when its place comes near, or at a press for those who do not scroll.
#[component]
fn More() -> impl IntoView {
    let album = use_album();
    let button = NodeRef::<html::Button>::new();
    // The effect keeps what it watches with until it runs again. A `StoredValue::new_local` would be made on the server
    // too, where a page may end on another thread than it began.
    Effect::new(move |_| {
        // Watched anew after each page: it may still be near. After a failure only a person tries again.
        let watched = album.next.with(Option::is_some) && album.problem.with(Option::is_none);
        let watched = watched && album.kept.with(Option::is_none);
        button.get().filter(|_| watched).and_then(|button| device::when_near(&button, move || album.load_more(false)))
    });
    let more = move || album.next.with(Option::is_some) && album.kept.with(Option::is_none);
    view! {
        {move || album.problem.get().map(|error| view! {
            <Failure error retry=Callback::new(move |()| album.load_more(false))/>
        })}
        <div class="pager" hidden=move || !more()>
            <button
                class="button"
                type="button"
                node_ref=button
                aria-busy=move || album.loading.get().then_some("true")
                on:click=move |_| album.load_more(true)
            >
                {say!(gallery.more)}
            </button>
        </div>
    }
    .into_any()
}

/// The grid before it is known: rows of empty places.
#[component]
pub fn Skeleton() -> impl IntoView {
    const RATIOS: [f32; 12] = [1.5, 0.67, 1.5, 1.5, 1.33, 0.75, 1.5, 0.67, 1.5, 1.5, 1.5, 0.67];
    let place = |ratio| view! { <li class="tile skeleton" style=format!("--ratio:{ratio}")></li> };
    view! {
        <header class="cover bare" aria-busy="true">
            <div class="cover-words">
                <h1>
                    <span class="skeleton" style="width:8ch"></span>
                    <span class="visually-hidden">{say!(gallery.opening)}</span>
                </h1>
            </div>
        </header>
        <main class="gallery-body" aria-busy="true">
            <ul class="grid" role="list">{RATIOS.map(place).collect_view()}</ul>
        </main>
    }
    .into_any()
}
