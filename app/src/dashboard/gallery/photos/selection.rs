//! What can be done with the picked photographs.

use domain::{PhotoId, Role};
use leptos::prelude::*;

use super::{
    api,
    deeds::{DeedDialogs, MoreDeeds, Opened},
    grid::{AT_ONCE, Grid},
    order::{Hand, MoveButtons},
    parts::{Done, as_far, parts_of},
};
use crate::{
    dashboard::{
        deed::attempt,
        gallery::api::{GalleryView, set_cover},
        words,
    },
    error::AppError,
    say,
    ui::{Dialog, Icon, Toasts, toast, toast_with_undo, use_toasts},
    viewer::boot,
};

/// The bar at the thumb, while anything is picked.
#[component]
pub fn SelectionBar(
    /// The photographs.
    grid: Grid,
    /// Whether one is asked before deleting.
    asking: RwSignal<bool>,
    /// How many there are in all.
    #[prop(into)]
    all: Signal<i64>,
    /// What moves them.
    hand: Hand,
    /// The gallery as it was last heard of.
    facts: RwSignal<GalleryView>,
) -> impl IntoView {
    let any = Memo::new(move |_| grid.picked.get() > 0);
    let editor = boot().may(Role::Editor);
    let opened = Opened::default();
    let more = Memo::new(move |_| grid.next.with(Option::is_some));
    let everything = move || {
        let words = say!(dashboard.all_of, number = words::number(all.get())).to_string();
        view! {
            <button class="button" type="button" on:click=move |_| grid.pick_everything()>
                <Icon name="check"/>
                {words}
            </button>
        }
    };
    view! {
        <Show when=move || any.get()>
            <div class="selection" role="toolbar" aria-label=say!(dashboard.selection)>
                <output>{move || picked_words(grid.picked.get())}</output>
                {move || more.get().then(everything)}
                {editor.then(|| view! {
                    <MoveButtons hand grid/>
                    <Deeds grid asking/>
                    {(!grid.trash).then(|| view! { <MoreDeeds grid facts opened/> })}
                })}
                <button
                    class="icon-button"
                    type="button"
                    aria-label=say!(dashboard.clear_selection)
                    on:click=move |_| grid.pick_all(false)
                >
                    <Icon name="x"/>
                </button>
            </div>
            {(editor && !grid.trash).then(|| view! { <DeedDialogs grid opened/> })}
        </Show>
    }
    .into_any()
}

fn picked_words(picked: usize) -> String {
    let number = words::number(i64::try_from(picked).unwrap_or(i64::MAX));
    say!(dashboard.picked, number = number).to_string()
}

#[component]
fn Deeds(grid: Grid, asking: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toasts();
    if grid.trash {
        return view! {
            <button class="button" type="button" on:click=move |_| restore(grid, grid.picks(), toasts)>
                <Icon name="rotate-ccw"/>
                {say!(dashboard.restore)}
            </button>
        }
        .into_any();
    }
    let cover = move |_| {
        let (Some(gallery), Some(photo)) = (grid.gallery(), grid.picks().first().copied()) else { return };
        attempt(grid.current.problem, set_cover(gallery, photo), move |()| {
            grid.pick_all(false);
            toast(toasts, say!(dashboard.is_cover));
        });
    };
    view! {
        <Show when=move || grid.picked.get() == 1>
            <button class="button" type="button" on:click=cover>
                <Icon name="image-plus"/>
                {say!(dashboard.cover)}
            </button>
        </Show>
        <button class="button" type="button" on:click=move |_| asking.set(true)>
            <Icon name="trash-2"/>
            {say!(dashboard.delete)}
        </button>
    }
    .into_any()
}

/// Asks before the picked photographs are deleted.
#[component]
pub fn DeletePhotos(
    /// The photographs.
    grid: Grid,
    /// Whether it is open.
    asking: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let words = move || {
        let picked = i64::try_from(grid.picked.get()).unwrap_or(i64::MAX);
        let words = say!(dashboard.delete_photos_words, photos = words::photographs(picked)).to_string();
        view! { <p>{words}</p> }
    };
    let delete = move |_| {
        asking.set(false);
        trash(grid, grid.picks(), toasts);
    };
    view! {
        <Dialog open=asking title=say!(dashboard.delete_photos)>
            {words}
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| asking.set(false)>
                    {say!(dashboard.keep_them)}
                </button>
                <button class="button danger primary" type="button" on:click=delete>{say!(dashboard.delete)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn trash(grid: Grid, ids: Vec<PhotoId>, toasts: Toasts) {
    let Some(gallery) = grid.gallery() else { return };
    let parts = parts_of(&ids, AT_ONCE);
    let work = async move {
        let trash = async |part: Vec<PhotoId>| api::trash_photos(gallery, part.clone()).await.map(|()| part);
        as_far(parts, trash).await
    };
    grid.remove(&ids);
    attempt(grid.current.problem, undone(grid, work), move |(parts, trouble): Done<Vec<PhotoId>>| {
        grid.current.problem.try_set(trouble);
        grid.current.detail.refetch();
        let gone = parts.concat();
        let words = words::photographs(i64::try_from(gone.len()).unwrap_or(i64::MAX));
        let words = say!(dashboard.photos_in_trash, photos = words).to_string();
        toast_with_undo(toasts, words, move || restore(grid, gone.clone(), toasts));
    });
}

fn restore(grid: Grid, ids: Vec<PhotoId>, toasts: Toasts) {
    let Some(gallery) = grid.gallery() else { return };
    if grid.trash {
        grid.remove(&ids);
    }
    let parts = parts_of(&ids, AT_ONCE);
    let work = async move { as_far(parts, async |part| api::restore_photos(gallery, part).await).await };
    attempt(grid.current.problem, undone(grid, work), move |(_, trouble): Done<()>| {
        grid.current.detail.refetch();
        if trouble.is_some() {
            grid.current.problem.try_set(trouble);
            return;
        }
        if !grid.trash {
            grid.reload();
        }
        toast(toasts, say!(dashboard.photos_are_back));
    });
}

/// What was taken off the page too early comes back.
async fn undone<T>(grid: Grid, work: impl Future<Output = Result<Done<T>, AppError>>) -> Result<Done<T>, AppError> {
    let answer = work.await;
    if !matches!(answer, Ok((_, None))) {
        grid.reload();
    }
    answer
}
