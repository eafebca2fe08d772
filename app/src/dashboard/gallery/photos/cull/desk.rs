//! The desk: in front of everything, for as long as the page is open.

use std::time::Duration;

use domain::{PhotoId, PhotoState, SetId};
use leptos::{html, prelude::*, task::spawn_local, web_sys};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    super::api::some_photos,
    api::CullView,
    bar::Bar,
    chips::Chips,
    facts::Progress,
    finish::Finish,
    help::{Help, HelpSheet},
    keys,
    sides::{Sides, Zoom},
    strip::Strip,
    window::{Cull, Show},
};
use crate::{
    dashboard::{
        device,
        gallery::{api::GalleryView, context::Current, live::seldom},
    },
    paths, say,
    ui::{Empty, Icon, ToastRegion},
};

/// The address follows after this: not every photograph of a key held down.
const PAUSE: Duration = Duration::from_millis(400);

/// The window is fetched anew no more often than this, however much colleagues say.
const ANEW: Duration = Duration::from_secs(2);

/// The desk.
#[component]
pub fn Desk(
    /// The gallery.
    current: Current,
    /// As it was when the page was opened.
    detail: GalleryView,
    /// The photographs one begins with.
    page: CullView,
    /// The set that is sorted alone.
    set: Option<SetId>,
) -> impl IntoView {
    let id = detail.id;
    let cull = Cull::new(current, detail.epoch, set, page);
    let sets = RwSignal::new(detail.sets);
    let navigate = use_navigate();
    let away = set.map_or_else(|| paths::gallery(id, ""), |set| paths::set_of(id, set));
    let leave = {
        let (navigate, away) = (navigate.clone(), away.clone());
        Callback::new(move |()| navigate(&away, NavigateOptions::default()))
    };
    let zoom = Zoom::new(cull, leave);
    let help = Help(RwSignal::new(false));
    keys::follow(cull, zoom, help);
    keep_fresh(cull, sets);
    let write = Callback::new(move |photo: PhotoId| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&paths::cull(id, set, Some(photo)), options);
    });
    write_address(cull, write);
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            device::show_modal(&dialog);
        }
    });
    let nothing = Memo::new(move |_| cull.items.with(Vec::is_empty));
    let content = move || match nothing.get() {
        true => view! { <Nothing cull away=away.clone()/> }.into_any(),
        false => view! { <Sides cull zoom/><Strip cull/> }.into_any(),
    };
    let problem = move || {
        current
            .problem
            .get()
            .map(|error| view! { <div class="banner bad" role="alert"><p>{error.sentence()}</p></div> })
    };
    view! {
        <dialog
            class="cull"
            tabindex="-1"
            open
            node_ref=dialog
            aria-label=say!(dashboard.cull)
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                // One of a dialog in front of it is none of its own.
                if !help.0.get_untracked() && !cull.finishing.get_untracked() {
                    keys::away(cull, zoom, leave);
                }
            }
            on:close=move |_| leave.run(())
        >
            <header class="cull-head">
                <button class="icon-button" type="button" aria-label=say!(common.close) on:click=move |_| leave.run(())>
                    <Icon name="x"/>
                </button>
                <Progress cull/>
                <Chips cull/>
                {cull.may_say().then(|| view! {
                    <button class="button small" type="button" on:click=move |_| cull.finishing.set(true)>
                        {say!(dashboard.cull_finish)}
                    </button>
                })}
            </header>
            <div class="cull-desk">{problem}{content}</div>
            <Bar cull zoom help/>
            <HelpSheet help/>
            <Finish cull sets=Memo::new(move |_| sets.get())/>
            <ToastRegion/>
        </dialog>
    }
    .into_any()
}

/// Nothing to sort: there is nothing, or nothing of what is asked for.
#[component]
fn Nothing(cull: Cull, away: String) -> impl IntoView {
    if cull.show.get_untracked() == Show::All {
        return view! {
            <Empty icon="images" title=say!(dashboard.no_photographs) words=say!(dashboard.cull_nothing_words)>
                <a class="button" href=away>{say!(dashboard.all_photographs)}</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon="check" title=say!(dashboard.cull_none) words=say!(dashboard.cull_none_words)>
            <button class="button" type="button" on:click=move |_| cull.sift(Show::All)>
                {say!(dashboard.all_photographs)}
            </button>
        </Empty>
    }
    .into_any()
}

/// The photograph stands in the address, so that one comes back to it.
fn write_address(cull: Cull, write: Callback<PhotoId>) {
    let due = StoredValue::new(false);
    Effect::new(move |before: Option<Option<PhotoId>>| {
        let at = cull.at.get();
        if before.is_some_and(|before| before != at) && !due.get_value() {
            due.set_value(true);
            let late = move || {
                due.try_set_value(false);
                if let Some(Some(photo)) = cull.at.try_get_untracked() {
                    write.run(photo);
                }
            };
            set_timeout(late, PAUSE);
        }
        at
    });
}

/// Follows what colleagues do, and what is developed meanwhile.
fn keep_fresh(cull: Cull, sets: RwSignal<Vec<super::super::sets::SetView>>) {
    let current = cull.current;
    Effect::new(move |_| {
        if let Some(Ok(detail)) = current.detail.get() {
            if cull.epoch.get_untracked() != detail.epoch {
                cull.epoch.set(detail.epoch);
            }
            sets.set(detail.sets);
        }
    });
    let refresh = seldom(ANEW, move || cull.refresh());
    Effect::new(move |seen: Option<bool>| {
        let news = current.news.get();
        // What was said before the desk stood is on it already.
        if seen.is_none() {
            return true;
        }
        let state = |photo: &PhotoId| {
            cull.items.with_untracked(|items| items.iter().find(|item| item.id == *photo).map(|item| item.state))
        };
        let strange = news.photos.iter().any(|photo| state(photo) != Some(PhotoState::Ready));
        if news.moved || strange {
            refresh();
        } else if !news.photos.is_empty() {
            look_at(cull, news.photos);
        }
        true
    });
}

/// Fetches what is thought of these.
fn look_at(cull: Cull, photos: Vec<PhotoId>) {
    let Some(gallery) = cull.gallery() else { return };
    spawn_local(async move {
        let Ok(photos) = some_photos(gallery, photos).await else { return };
        let told: Vec<_> = photos.into_iter().filter(|photo| !cull.said.waits(photo.id)).collect();
        cull.hear(&told);
    });
}
