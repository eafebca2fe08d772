//! The menu of the selection.

use std::collections::{BTreeMap, HashMap};

use domain::{PhotoId, SetId};
use leptos::prelude::*;

use super::{
    super::{
        grid::Grid,
        order::CompareClocks,
        parts::{Done, as_far, parts_of},
        sets::{SetView, put_photos},
    },
    api,
    elsewhere::Elsewhere,
    keywords::Keywords,
    rate::RateItems,
    rename::Rename,
};
use crate::{
    dashboard::{deed::attempt, device, gallery::api::GalleryView, words},
    error::AppError,
    say,
    ui::{Icon, Toasts, toast, toast_with_undo, use_toasts},
};

/// Photographs named in one request; the server takes no more.
pub const PART: usize = 1_000;

/// What the menu opens. They stand beside the bar, not in it: its buttons look otherwise.
#[derive(Clone, Copy, Default)]
pub struct Opened {
    naming: RwSignal<bool>,
    wording: RwSignal<bool>,
    comparing: RwSignal<bool>,
    sending: RwSignal<bool>,
}

/// The dialogs that the menu opens.
#[component]
pub fn DeedDialogs(
    /// The photographs.
    grid: Grid,
    /// Which are open.
    opened: Opened,
) -> impl IntoView {
    view! {
        <Elsewhere grid open=opened.sending/>
        <Rename grid open=opened.naming/>
        <Keywords grid open=opened.wording/>
        <CompareClocks grid open=opened.comparing/>
    }
    .into_any()
}

/// The menu.
#[component]
pub fn MoreDeeds(
    /// The photographs.
    grid: Grid,
    /// The gallery as it was last heard of.
    facts: RwSignal<GalleryView>,
    /// What it opens.
    opened: Opened,
) -> impl IntoView {
    let toasts = use_toasts();
    let Opened { naming, wording, comparing, sending } = opened;
    let hide_menu = || device::hide_popover("selection-menu");
    let sets = Memo::new(move |_| facts.with(|facts| facts.sets.clone()));
    let hide = move |hidden: bool| {
        move |_| {
            hide_menu();
            hide(grid, grid.picks(), hidden, toasts);
        }
    };
    let open = move |dialog: RwSignal<bool>| {
        move |_| {
            hide_menu();
            dialog.set(true);
        }
    };
    view! {
        <button
            class="icon-button"
            type="button"
            popovertarget="selection-menu"
            aria-label=say!(dashboard.deeds_more)
        >
            <Icon name="ellipsis"/>
        </button>
        <div class="menu" id="selection-menu" popover="auto">
            <RateItems grid/>
            <SetItems grid sets/>
            <button class="item" type="button" on:click=hide(true)>
                <Icon name="eye-off"/>
                {say!(dashboard.deeds_hide)}
            </button>
            <button class="item" type="button" on:click=hide(false)>
                <Icon name="eye"/>
                {say!(dashboard.deeds_show)}
            </button>
            <button class="item" type="button" on:click=open(sending)>
                <Icon name="copy"/>
                {say!(dashboard.elsewhere)}
            </button>
            <button class="item" type="button" on:click=open(wording)>
                <Icon name="list-checks"/>
                {say!(dashboard.keywords)}
            </button>
            <Show when=move || grid.picked.get() == 1>
                <button class="item" type="button" on:click=open(naming)>
                    <Icon name="pencil"/>
                    {say!(dashboard.deeds_rename)}
                </button>
            </Show>
            <Show when=move || grid.picked.get() == 2>
                <button class="item" type="button" on:click=open(comparing)>
                    <Icon name="clock"/>
                    {say!(dashboard.clocks_compare)}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

/// Where the photographs can be put.
#[component]
fn SetItems(grid: Grid, sets: Memo<Vec<SetView>>) -> impl IntoView {
    let toasts = use_toasts();
    let item = move |set: Option<SetId>, words: String| {
        let go = move |_| {
            device::hide_popover("selection-menu");
            let wanted = vec![(set, grid.picks())];
            put(grid, wanted, toasts);
        };
        view! {
            <button class="item" type="button" on:click=go>
                <Icon name="inbox"/>
                {words}
            </button>
        }
    };
    move || {
        let sets = sets.get();
        (!sets.is_empty()).then(|| {
            let named = sets.into_iter().map(|set| {
                let words = say!(dashboard.sets_put, name = set.name).to_string();
                item(Some(set.id), words)
            });
            view! { {named.collect_view()}{item(None, say!(dashboard.sets_put_none).to_owned())} }
        })
    }
}

/// Photographs and the set they are to be in.
type Put = (Option<SetId>, Vec<PhotoId>);

/// Puts photographs into sets; undone, each goes back to where it was.
fn put(grid: Grid, wanted: Vec<Put>, toasts: Toasts) {
    let Some(gallery) = grid.gallery() else { return };
    let place = |photo: &PhotoId| Some((*photo, grid.set_at(grid.index(*photo)?)));
    let was: HashMap<PhotoId, Option<SetId>> = wanted.iter().flat_map(|(_, photos)| photos).filter_map(place).collect();
    let part = |(set, photos): &Put| parts_of(photos, PART).into_iter().map(|part| (*set, part)).collect::<Vec<_>>();
    let parts: Vec<Put> = wanted.iter().flat_map(part).collect();
    let work = async move {
        let put = async |(set, photos): Put| put_photos(gallery, photos.clone(), set).await.map(|()| photos);
        as_far(parts, put).await
    };
    grid.pick_all(false);
    attempt(grid.current.problem, freshened(grid, work), move |(parts, trouble): Done<Vec<PhotoId>>| {
        grid.current.problem.try_set(trouble);
        let moved = parts.concat();
        let mut former: BTreeMap<Option<SetId>, Vec<PhotoId>> = BTreeMap::new();
        for (photo, set) in moved.iter().filter_map(|photo| was.get_key_value(photo)) {
            former.entry(*set).or_default().push(*photo);
        }
        let former: Vec<_> = former.into_iter().collect();
        let words = say!(dashboard.sets_moved, photos = photographs(moved.len())).to_string();
        toast_with_undo(toasts, words, move || put(grid, former.clone(), toasts));
    });
}

/// Keeps photographs from visitors, or shows them; undone, those that changed change back.
fn hide(grid: Grid, photos: Vec<PhotoId>, hidden: bool, toasts: Toasts) {
    let Some(gallery) = grid.gallery() else { return };
    let parts = parts_of(&photos, PART);
    let work = async move { as_far(parts, async |part| api::hide_photos(gallery, part, hidden).await).await };
    grid.pick_all(false);
    attempt(grid.current.problem, freshened(grid, work), move |(parts, trouble): Done<Vec<PhotoId>>| {
        grid.current.problem.try_set(trouble);
        let changed = parts.concat();
        let photos = photographs(changed.len());
        let words = if hidden {
            say!(dashboard.deeds_hidden, photos = photos).to_string()
        } else {
            say!(dashboard.deeds_shown, photos = photos).to_string()
        };
        if changed.is_empty() {
            return toast(toasts, words);
        }
        toast_with_undo(toasts, words, move || hide(grid, changed.clone(), !hidden, toasts));
    });
}

/// So many photographs, in words.
pub fn photographs(count: usize) -> String {
    words::photographs(i64::try_from(count).unwrap_or(i64::MAX))
}

/// What is shown is fetched anew, whatever came of it.
pub async fn freshened<T>(grid: Grid, work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    let answer = work.await;
    grid.current.detail.refetch();
    grid.reload();
    answer
}
