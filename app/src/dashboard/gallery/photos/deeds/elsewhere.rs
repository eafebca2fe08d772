//! The picked photographs into another gallery of the studio: copied, or moved.

use domain::{GalleryId, PhotoId};
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    super::{
        api::{restore_photos, trash_photos},
        grid::Grid,
        parts::{Done, as_far, parts_of},
    },
    api::{CopiedView, copy_photos},
    menu::{PART, freshened, photographs},
};
use crate::{
    dashboard::{deed::attempt, galleries::galleries},
    error::AppError,
    say,
    ui::{Dialog, Icon, Toasts, toast, toast_with_undo, use_toasts},
};

/// Galleries one can choose from, with their names.
type Known = Option<Result<Vec<(GalleryId, String)>, AppError>>;

/// Photographs that were sent, and what became of them.
type Sent = (Vec<PhotoId>, CopiedView);

/// The dialog.
#[component]
pub fn Elsewhere(
    /// The photographs.
    grid: Grid,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let known: RwSignal<Known> = RwSignal::new(None);
    let field = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if open.get() {
            spawn_local(async move {
                let found = galleries(String::new(), String::new(), String::new()).await;
                let here = grid.gallery();
                let others = |card: crate::dashboard::galleries::GalleryCard| {
                    (Some(card.id) != here).then_some((card.id, card.title))
                };
                known.try_set(Some(found.map(|found| found.cards.into_iter().filter_map(others).collect())));
            });
        }
    });
    let go = move |moves: bool| {
        let Some(to) = field.get_untracked().and_then(|select| select.value().parse::<GalleryId>().ok()) else {
            return;
        };
        let picks = grid.picks();
        open.set(false);
        grid.pick_all(false);
        send(grid, picks, to, moves, toasts);
    };
    let choice = move || match known.get() {
        None => view! { <span class="spinner"></span> }.into_any(),
        Some(Err(error)) => view! { <p class="bad" role="alert">{error.sentence()}</p> }.into_any(),
        Some(Ok(others)) if others.is_empty() => view! { <p>{say!(dashboard.elsewhere_none)}</p> }.into_any(),
        Some(Ok(others)) => {
            let option = |(id, title): (GalleryId, String)| view! { <option value=id.to_string()>{title}</option> };
            view! {
                <div class="field">
                    <label for="elsewhere">{say!(dashboard.gallery)}</label>
                    <span class="select">
                        <select id="elsewhere" node_ref=field>{others.into_iter().map(option).collect_view()}</select>
                        <Icon name="chevron-down"/>
                    </span>
                    <p class="hint">{say!(dashboard.elsewhere_hint)}</p>
                </div>
            }
            .into_any()
        }
    };
    let none = move || known.with(|known| !matches!(known, Some(Ok(others)) if !others.is_empty()));
    view! {
        <Dialog open title=say!(dashboard.elsewhere)>
            {choice}
            <div class="dialog-actions">
                <button class="button" type="button" disabled=none on:click=move |_| go(true)>
                    {say!(dashboard.elsewhere_move)}
                </button>
                <button class="button primary" type="button" disabled=none on:click=move |_| go(false)>
                    {say!(dashboard.elsewhere_copy)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn send(grid: Grid, photos: Vec<PhotoId>, to: GalleryId, moves: bool, toasts: Toasts) {
    let Some(gallery) = grid.gallery() else { return };
    let parts = parts_of(&photos, PART);
    let work = async move {
        let copy =
            async |part: Vec<PhotoId>| copy_photos(gallery, part.clone(), to, moves).await.map(|copied| (part, copied));
        as_far(parts, copy).await
    };
    attempt(grid.current.problem, freshened(grid, work), move |(parts, trouble): Done<Sent>| {
        grid.current.problem.try_set(trouble);
        let new: usize = parts.iter().map(|(_, copied)| copied.photos.len()).sum();
        let there: u32 = parts.iter().map(|(_, copied)| copied.there).sum();
        let mut words = if moves {
            say!(dashboard.elsewhere_moved, photos = photographs(new)).to_string()
        } else {
            say!(dashboard.elsewhere_copied, photos = photographs(new)).to_string()
        };
        if there > 0 {
            words += &format!(" {}", say!(dashboard.elsewhere_there, number = there));
        }
        if new == 0 && !moves {
            return toast(toasts, words);
        }
        toast_with_undo(toasts, words, move || undo(grid, (gallery, to), parts.clone(), moves));
    });
}

/// The new ones go to the trash, those that were moved come out of it.
fn undo(grid: Grid, (from, to): (GalleryId, GalleryId), parts: Vec<Sent>, moves: bool) {
    let work = async move {
        let back = async |(photos, copied): Sent| {
            trash_photos(to, copied.photos).await?;
            if moves { restore_photos(from, photos).await } else { Ok(()) }
        };
        as_far(parts, back).await
    };
    attempt(grid.current.problem, freshened(grid, work), move |(_, trouble): Done<()>| {
        grid.current.problem.try_set(trouble);
    });
}
