//! Two photographs of one moment tell by how much the clocks of two cameras differ.

use domain::{PhotoId, RenditionKind, format};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::grid::Grid,
    api::{self, ComparedView},
};
use crate::{
    dashboard::deed::attempt,
    error::AppError,
    paths, say,
    ui::{Dialog, Toasts, toast_with_undo, use_toasts},
};

/// The dialog, for the two photographs that are picked when it is opened.
#[component]
pub fn CompareClocks(
    /// The photographs.
    grid: Grid,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    // The first one's clock is taken as right.
    let pair = RwSignal::new(None::<(PhotoId, PhotoId)>);
    let known = RwSignal::new(None::<Result<ComparedView, AppError>>);
    Effect::new(move |_| {
        if open.get()
            && let [one, other] = grid.picks()[..]
        {
            pair.set(Some((one, other)));
        }
    });
    Effect::new(move |_| {
        known.set(None);
        let asked = pair.get();
        let (Some((right, wrong)), Some(gallery)) = (asked, grid.gallery()) else { return };
        spawn_local(async move {
            let answer = api::compare_clocks(gallery, right, wrong).await;
            if pair.try_get_untracked() == Some(asked) {
                known.try_set(Some(answer));
            }
        });
    });
    let picture = move |photo: PhotoId| {
        let gallery = grid.gallery()?;
        let address = paths::rendition(gallery, grid.epoch.get(), photo, RenditionKind::Thumb);
        Some(view! { <img src=address alt="" width="160" height="160"/> })
    };
    let pictures = move || {
        pair.get().map(|(right, wrong)| view! { <div class="clock-pair">{picture(right)}{picture(wrong)}</div> })
    };
    let apply = move |_| {
        let Some(Ok(compared)) = known.get_untracked() else { return };
        open.set(false);
        grid.pick_all(false);
        set(grid, compared.wrong, compared.now, compared.then, toasts);
    };
    let said = move || match known.get() {
        None => view! { <span class="spinner"></span> }.into_any(),
        Some(Err(error)) => view! { <p class="bad" role="alert">{error.sentence()}</p> }.into_any(),
        Some(Ok(compared)) => view! { <p role="status">{sentence(&compared)}</p> }.into_any(),
    };
    let differs = move || known.with(|known| matches!(known, Some(Ok(compared)) if compared.ahead != 0));
    view! {
        <Dialog open title=say!(dashboard.clocks_compare)>
            <p>{say!(dashboard.clocks_compare_words)}</p>
            {pictures}
            {said}
            <div class="dialog-actions">
                <button
                    class="button quiet"
                    type="button"
                    on:click=move |_| pair.update(|pair| *pair = pair.map(|(right, wrong)| (wrong, right)))
                >
                    {say!(dashboard.clocks_swap)}
                </button>
                <button class="button primary" type="button" disabled=move || !differs() on:click=apply>
                    {say!(dashboard.clocks_apply)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn sentence(compared: &ComparedView) -> String {
    let span = format::span(compared.ahead.unsigned_abs());
    let (right, wrong) = (compared.right.clone(), compared.wrong.clone());
    match compared.ahead {
        0 => say!(dashboard.clocks_agree, right = right, wrong = wrong).to_string(),
        1.. => say!(dashboard.clocks_ahead, right = right, wrong = wrong, span = span).to_string(),
        _ => say!(dashboard.clocks_behind, right = right, wrong = wrong, span = span).to_string(),
    }
}

fn set(grid: Grid, camera: String, former: i32, shift: i32, toasts: Toasts) {
    let Some(gallery) = grid.gallery() else { return };
    attempt(grid.current.problem, api::set_clock(gallery, camera.clone(), shift), move |()| {
        grid.reload();
        let words = say!(dashboard.clocks_set, camera = camera.clone()).to_string();
        toast_with_undo(toasts, words, move || set(grid, camera.clone(), shift, former, toasts));
    });
}
