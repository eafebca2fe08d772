//! The clocks of the cameras that took a gallery's photographs.

use leptos::prelude::*;

use super::{
    super::grid::Grid,
    api::{self, ClockView},
};
use crate::{
    dashboard::{deed::attempt, words},
    error::AppError,
    say,
    ui::Dialog,
};

/// The dialog: which cameras there are, how they were set right, and how that is done.
#[component]
pub fn Clocks(
    /// The photographs.
    grid: Grid,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let known = RwSignal::new(None::<Result<Vec<ClockView>, AppError>>);
    let look = move || {
        let Some(gallery) = grid.gallery() else { return };
        leptos::task::spawn_local(async move {
            let answer = api::camera_clocks(gallery).await;
            known.try_set(Some(answer));
        });
    };
    Effect::new(move |_| {
        if open.get() {
            look();
        }
    });
    let problem = RwSignal::new(None);
    let reset = Callback::new(move |camera: String| {
        let Some(gallery) = grid.gallery() else { return };
        attempt(problem, api::set_clock(gallery, camera, 0), move |()| {
            grid.reload();
            look();
        });
    });
    let list = move || match known.get() {
        None => view! { <span class="spinner"></span> }.into_any(),
        Some(Err(error)) => view! { <p class="bad" role="alert">{error.sentence()}</p> }.into_any(),
        Some(Ok(clocks)) if clocks.is_empty() => view! { <p>{say!(dashboard.clocks_none)}</p> }.into_any(),
        Some(Ok(clocks)) => {
            let rows = clocks.into_iter().map(|clock| view! { <ClockRow clock reset/> }).collect_view();
            view! { <ul class="set-list" role="list">{rows}</ul> }.into_any()
        }
    };
    let trouble = move || {
        problem.get().map(|error: AppError| {
            view! { <div class="banner bad" role="alert"><p>{error.sentence()}</p></div> }
        })
    };
    view! {
        <Dialog open title=say!(dashboard.clocks)>
            {trouble}
            <p>{say!(dashboard.clocks_words)}</p>
            {list}
            <div class="dialog-actions">
                <button class="button primary" type="button" on:click=move |_| open.set(false)>
                    {say!(dashboard.sets_done)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn ClockRow(clock: ClockView, reset: Callback<String>) -> impl IntoView {
    let ClockView { camera, photos, shift } = clock;
    let words = match shift {
        0 => say!(dashboard.clocks_as_is).to_owned(),
        _ => signed(shift),
    };
    let again = (shift != 0).then(|| {
        let camera = camera.clone();
        view! {
            <button class="button small" type="button" on:click=move |_| reset.run(camera.clone())>
                {say!(dashboard.clocks_reset)}
            </button>
        }
    });
    view! {
        <li class="row">
            <div>
                <b>{camera}</b>
                <p class="facts"><span>{words::photographs(photos)}</span><span>{words}</span></p>
            </div>
            {again}
        </li>
    }
    .into_any()
}

/// `+3 min 12 s`, `−5 s`
fn signed(seconds: i32) -> String {
    let sign = if seconds < 0 { '−' } else { '+' };
    format!("{sign}{}", domain::format::span(seconds.unsigned_abs()))
}
