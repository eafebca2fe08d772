//! What becomes of what was sorted: rejects are hidden or deleted, picks are put into a set. All of it can be undone.

use std::collections::BTreeMap;

use domain::{Flag, PhotoId, SetId};
use leptos::prelude::*;

use super::{
    super::{
        api::{restore_photos, trash_photos},
        deeds::{hide_photos, in_parts, photographs},
        sets::{SetView, put_photos},
    },
    api::flagged_photos,
    window::Cull,
};
use crate::{
    dashboard::{deed::attempt, words},
    error::AppError,
    say,
    ui::{Dialog, Icon, Toasts, toast, toast_with_undo, use_toasts},
};

/// Photographs in one request to the trash, or to a set.
const PART: usize = 200;

/// The dialog.
#[component]
pub fn Finish(
    /// The photographs.
    cull: Cull,
    /// The gallery's sets.
    sets: Memo<Vec<SetView>>,
) -> impl IntoView {
    let toasts = use_toasts();
    let open = cull.finishing;
    let rejects = move || cull.tally.with(|tally| tally.rejects);
    let picks = move || cull.tally.with(|tally| tally.picks);
    let act = move |deed: fn(Cull, Toasts)| {
        move |_| {
            open.set(false);
            deed(cull, toasts);
        }
    };
    let rejected = move || {
        let words = say!(dashboard.cull_rejected_count, photos = words::photographs(rejects())).to_string();
        view! { <p>{words}</p> }
    };
    let picked = move || {
        let words = say!(dashboard.cull_picked_count, photos = words::photographs(picks())).to_string();
        view! { <p>{words}</p> }
    };
    let to_sets = move || {
        let sets = sets.get();
        if sets.is_empty() {
            return view! { <p class="hint">{say!(dashboard.cull_no_sets)}</p> }.into_any();
        }
        let button = move |set: SetView| {
            let words = say!(dashboard.sets_put, name = set.name).to_string();
            let go = move |_| {
                open.set(false);
                put_picks(cull, Some(set.id), toasts);
            };
            view! {
                <button class="button" type="button" disabled=move || picks() == 0 on:click=go>
                    <Icon name="inbox"/>
                    {words}
                </button>
            }
        };
        view! { <div class="row">{sets.into_iter().map(button).collect_view()}</div> }.into_any()
    };
    view! {
        <Dialog open title=say!(dashboard.cull_finish)>
            {rejected}
            <div class="row">
                <button class="button" type="button" disabled=move || rejects() == 0 on:click=act(hide_rejects)>
                    <Icon name="eye-off"/>
                    {say!(dashboard.cull_hide_rejects)}
                </button>
                <button class="button danger" type="button" disabled=move || rejects() == 0 on:click=act(delete_rejects)>
                    <Icon name="trash-2"/>
                    {say!(dashboard.cull_delete_rejects)}
                </button>
            </div>
            {picked}
            {to_sets}
        </Dialog>
    }
    .into_any()
}

fn hide_rejects(cull: Cull, toasts: Toasts) {
    let Some(gallery) = cull.gallery() else { return };
    let work = async move {
        let photos = flagged_photos(gallery, Flag::Reject).await?.into_iter().map(|(photo, _)| photo).collect();
        in_parts(gallery, photos, |gallery, photos| hide_photos(gallery, photos, true)).await
    };
    attempt(cull.current.problem, freshened(cull, work), move |hidden: Vec<PhotoId>| {
        let words = say!(dashboard.deeds_hidden, photos = photographs(hidden.len())).to_string();
        if hidden.is_empty() {
            return toast(toasts, words);
        }
        let show = move || {
            let work = in_parts(gallery, hidden.clone(), |gallery, photos| hide_photos(gallery, photos, false));
            attempt(cull.current.problem, freshened(cull, work), move |shown| {
                toast(toasts, say!(dashboard.deeds_shown, photos = photographs(shown.len())).to_string());
            });
        };
        toast_with_undo(toasts, words, show);
    });
}

fn delete_rejects(cull: Cull, toasts: Toasts) {
    let Some(gallery) = cull.gallery() else { return };
    let work = async move {
        let photos: Vec<PhotoId> =
            flagged_photos(gallery, Flag::Reject).await?.into_iter().map(|(photo, _)| photo).collect();
        for part in photos.chunks(PART) {
            trash_photos(gallery, part.to_vec()).await?;
        }
        Ok(photos)
    };
    attempt(cull.current.problem, freshened(cull, work), move |photos: Vec<PhotoId>| {
        let words = say!(dashboard.photos_in_trash, photos = photographs(photos.len())).to_string();
        let restore = move || {
            let photos = photos.clone();
            let work = async move {
                for part in photos.chunks(PART) {
                    restore_photos(gallery, part.to_vec()).await?;
                }
                Ok(())
            };
            attempt(cull.current.problem, freshened(cull, work), move |()| {
                toast(toasts, say!(dashboard.photos_are_back));
            });
        };
        toast_with_undo(toasts, words, restore);
    });
}

fn put_picks(cull: Cull, set: Option<SetId>, toasts: Toasts) {
    let Some(gallery) = cull.gallery() else { return };
    let work = async move {
        let mut former: BTreeMap<Option<SetId>, Vec<PhotoId>> = BTreeMap::new();
        for (photo, was) in flagged_photos(gallery, Flag::Pick).await?.into_iter().filter(|(_, was)| *was != set) {
            former.entry(was).or_default().push(photo);
        }
        for part in former.values().flat_map(|photos| photos.chunks(PART)) {
            put_photos(gallery, part.to_vec(), set).await?;
        }
        Ok(former)
    };
    attempt(cull.current.problem, freshened(cull, work), move |former: BTreeMap<Option<SetId>, Vec<PhotoId>>| {
        let count: usize = former.values().map(Vec::len).sum();
        let words = say!(dashboard.sets_moved, photos = photographs(count)).to_string();
        let back = move || {
            let former = former.clone();
            let work = async move {
                for (set, photos) in former {
                    for part in photos.chunks(PART) {
                        put_photos(gallery, part.to_vec(), set).await?;
                    }
                }
                Ok(())
            };
            attempt(cull.current.problem, freshened(cull, work), move |()| {
                toast(toasts, say!(dashboard.sets_moved, photos = photographs(count)).to_string());
            });
        };
        toast_with_undo(toasts, words, back);
    });
}

/// The window is fetched anew, whatever came of it.
async fn freshened<T>(cull: Cull, work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    let answer = work.await;
    cull.current.detail.refetch();
    cull.refresh();
    answer
}
