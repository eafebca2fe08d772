//! The picked photographs into another gallery of the studio: copied, or moved.

use domain::{GalleryId, PhotoId};
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    super::{
        api::{restore_photos, trash_photos},
        grid::Grid,
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
    let sent = photos.clone();
    let work = async move {
        let mut all = CopiedView { photos: Vec::new(), there: 0 };
        for part in sent.chunks(PART) {
            let copied = copy_photos(gallery, part.to_vec(), to, moves).await?;
            all.photos.extend(copied.photos);
            all.there += copied.there;
        }
        Ok(all)
    };
    attempt(grid.current.problem, freshened(grid, work), move |copied: CopiedView| {
        let new = photographs(copied.photos.len());
        let mut words = if moves {
            say!(dashboard.elsewhere_moved, photos = new).to_string()
        } else {
            say!(dashboard.elsewhere_copied, photos = new).to_string()
        };
        if copied.there > 0 {
            words += &format!(" {}", say!(dashboard.elsewhere_there, number = copied.there));
        }
        if copied.photos.is_empty() && !moves {
            return toast(toasts, words);
        }
        toast_with_undo(toasts, words, move || {
            undo(grid, (gallery, photos.clone()), (to, copied.photos.clone()), moves);
        });
    });
}

/// The new ones go to the trash, those that were moved come out of it.
fn undo(grid: Grid, from: (GalleryId, Vec<PhotoId>), to: (GalleryId, Vec<PhotoId>), moves: bool) {
    let work = async move {
        trash_photos(to.0, to.1).await?;
        if moves { restore_photos(from.0, from.1).await } else { Ok(()) }
    };
    attempt(grid.current.problem, freshened(grid, work), |()| {});
}
