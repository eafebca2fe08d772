//! What becomes of what was sorted: rejects are hidden or deleted, picks are put into a set. All of it can be undone.

use std::collections::BTreeMap;

use domain::{Flag, PhotoId, SetId};
use leptos::prelude::*;

use super::{
    super::{
        api::{restore_photos, trash_photos},
        deeds::{hide_photos, photographs},
        parts::{Done, as_far, parts_of},
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

/// Photographs in one request.
const PART: usize = 200;

/// Photographs and the set they come from.
type Taken = (Option<SetId>, Vec<PhotoId>);

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
    // The server is asked which they are: what was said is there first.
    let none_rejected = move || cull.said.sending.get() || rejects() == 0;
    let none_picked = move || cull.said.sending.get() || picks() == 0;
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
                <button class="button" type="button" disabled=none_picked on:click=go>
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
                <button class="button" type="button" disabled=none_rejected on:click=act(hide_rejects)>
                    <Icon name="eye-off"/>
                    {say!(dashboard.cull_hide_rejects)}
                </button>
                <button class="button danger" type="button" disabled=none_rejected on:click=act(delete_rejects)>
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
        let photos = flagged_photos(gallery, Flag::Reject, cull.set).await?;
        let photos: Vec<PhotoId> = photos.into_iter().map(|(photo, _)| photo).collect();
        as_far(parts_of(&photos, PART), async |part| hide_photos(gallery, part, true).await).await
    };
    attempt(cull.current.problem, freshened(cull, work), move |(parts, trouble): Done<Vec<PhotoId>>| {
        tell(cull, trouble);
        let hidden = parts.concat();
        let words = say!(dashboard.deeds_hidden, photos = photographs(hidden.len())).to_string();
        if hidden.is_empty() {
            return toast(toasts, words);
        }
        let show = move || {
            let parts = parts_of(&hidden, PART);
            let work = async move { as_far(parts, async |part| hide_photos(gallery, part, false).await).await };
            attempt(cull.current.problem, freshened(cull, work), move |(parts, trouble): Done<Vec<PhotoId>>| {
                tell(cull, trouble);
                let shown: usize = parts.iter().map(Vec::len).sum();
                toast(toasts, say!(dashboard.deeds_shown, photos = photographs(shown)).to_string());
            });
        };
        toast_with_undo(toasts, words, show);
    });
}

fn delete_rejects(cull: Cull, toasts: Toasts) {
    let Some(gallery) = cull.gallery() else { return };
    let work = async move {
        let photos = flagged_photos(gallery, Flag::Reject, cull.set).await?;
        let photos: Vec<PhotoId> = photos.into_iter().map(|(photo, _)| photo).collect();
        let trash = async |part: Vec<PhotoId>| trash_photos(gallery, part.clone()).await.map(|()| part);
        as_far(parts_of(&photos, PART), trash).await
    };
    attempt(cull.current.problem, freshened(cull, work), move |(parts, trouble): Done<Vec<PhotoId>>| {
        tell(cull, trouble);
        let count: usize = parts.iter().map(Vec::len).sum();
        let words = say!(dashboard.photos_in_trash, photos = photographs(count)).to_string();
        let restore = move || {
            let parts = parts.clone();
            let work = async move {
                for part in parts {
                    restore_photos(gallery, part).await?;
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
        let picks = flagged_photos(gallery, Flag::Pick, cull.set).await?;
        for (photo, was) in picks.into_iter().filter(|(_, was)| *was != set) {
            former.entry(was).or_default().push(photo);
        }
        let parts = former.iter().flat_map(|(was, photos)| photos.chunks(PART).map(move |part| (*was, part.to_vec())));
        let put = async |(was, part): Taken| put_photos(gallery, part.clone(), set).await.map(|()| (was, part));
        as_far(parts.collect(), put).await
    };
    attempt(cull.current.problem, freshened(cull, work), move |(parts, trouble): Done<Taken>| {
        tell(cull, trouble);
        let count: usize = parts.iter().map(|(_, photos)| photos.len()).sum();
        let words = say!(dashboard.sets_moved, photos = photographs(count)).to_string();
        let back = move || {
            let parts = parts.clone();
            let work = async move {
                for (was, part) in parts {
                    put_photos(gallery, part, was).await?;
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

/// What went wrong with a part.
fn tell(cull: Cull, trouble: Option<AppError>) {
    if let Some(error) = trouble {
        cull.fail(error);
    }
}

/// The window is fetched anew, whatever came of it.
async fn freshened<T>(cull: Cull, work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    let answer = work.await;
    cull.current.detail.refetch();
    cull.refresh();
    answer
}
