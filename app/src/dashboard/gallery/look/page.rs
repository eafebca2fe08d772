//! `/dashboard/galleries/:id/look`

use domain::{CoverStyle, Fonts, Layout, Look, Palette, Role, Spacing, TileSize};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{
        api::{self, GalleryView},
        context::{detail_of, id_of_address},
    },
    card::{Cards, Choice},
    drawing,
    preview::Preview,
    words,
};
use crate::{
    area::Page,
    error::AppError,
    say,
    ui::{FormProblem, SubmitButton},
    viewer::boot,
};

/// The look. Its own copy of the gallery: what somebody tries on is not taken off when the gallery changes.
pub struct LookPage {
    stored: Resource<Result<GalleryView, AppError>>,
}

impl Page for LookPage {
    fn data() -> Self {
        Self { stored: detail_of(id_of_address()) }
    }

    fn view(this: Self) -> AnyView {
        let stored = this.stored;
        view! {
            <Transition fallback=move || view! { <p role="status">{say!(common.loading)}</p> }>
                {move || Suspend::new(async move {
                    // The head tells what is wrong.
                    stored.await.ok().map(|detail| view! { <Chooser detail/> })
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Chooser(detail: GalleryView) -> impl IntoView {
    let look = RwSignal::new(detail.look);
    let token = detail.link.rsplit('/').next().unwrap_or_default().to_owned();
    let empty = detail.photos == 0;
    view! {
        <div class="look-page">
            <LookForm id=detail.id look/>
            <div class="look-tried">
                <Preview token look/>
                {empty.then(|| view! { <p class="hint">{say!(dashboard.look_empty)}</p> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn LookForm(id: domain::GalleryId, look: RwSignal<Look>) -> impl IntoView {
    // What the server has, or will have if it does not refuse.
    let kept = RwSignal::new(look.get_untracked());
    let (busy, saved, problem) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<AppError>));
    let save = move || {
        let (wanted, before) = (look.get_untracked(), kept.get_untracked());
        kept.set(wanted);
        saved.set(true);
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let answer = api::set_look(id, wanted, before).await;
            busy.try_set(false);
            if let Err(error) = answer {
                // It was not so after all. Who saves once more has heard that somebody else chose, and chooses over that.
                let now = match &error {
                    AppError::Conflict => api::gallery(id).await.map_or(before, |detail| detail.look),
                    _ => before,
                };
                kept.try_set(now);
                saved.try_set(false);
                problem.try_set(Some(error));
            }
        });
    };
    let state = move || {
        if look.get() != kept.get() {
            say!(dashboard.look_not_saved)
        } else if saved.get() {
            say!(common.saved)
        } else {
            ""
        }
    };
    view! {
        <form class="look-form" on:submit=move |event| {
            event.prevent_default();
            save();
        }>
            <fieldset class="stack" disabled=!boot().may(Role::Editor) style="border:0;padding:0;margin:0;min-width:0">
                <Choices look/>
            </fieldset>
            <div class="look-save">
                <FormProblem error=problem/>
                <div class="form-actions">
                    <SubmitButton words=say!(common.save) pending=busy/>
                    <span class="muted small" role="status">{state}</span>
                </div>
                <p class="hint">{say!(dashboard.look_hint)}</p>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Choices(look: RwSignal<Look>) -> impl IntoView {
    let layout = Choice {
        name: "layout",
        legend: say!(dashboard.look_layout),
        all: Layout::ALL,
        field: |look| &mut look.layout,
        words: words::layout,
        drawing: drawing::layout,
    };
    let size = Choice {
        name: "size",
        legend: say!(dashboard.look_size),
        all: TileSize::ALL,
        field: |look| &mut look.size,
        words: words::size,
        drawing: drawing::size,
    };
    let spacing = Choice {
        name: "spacing",
        legend: say!(dashboard.look_spacing),
        all: Spacing::ALL,
        field: |look| &mut look.spacing,
        words: words::spacing,
        drawing: drawing::spacing,
    };
    let cover = Choice {
        name: "cover",
        legend: say!(dashboard.cover),
        all: CoverStyle::ALL,
        field: |look| &mut look.cover,
        words: words::cover,
        drawing: drawing::cover,
    };
    let palette = Choice {
        name: "palette",
        legend: say!(dashboard.look_palette),
        all: Palette::ALL,
        field: |look| &mut look.palette,
        words: words::palette,
        drawing: drawing::palette,
    };
    let fonts = Choice {
        name: "fonts",
        legend: say!(dashboard.look_fonts),
        all: Fonts::ALL,
        field: |look| &mut look.fonts,
        words: words::fonts,
        drawing: drawing::fonts,
    };
    view! {
        <Cards look choice=layout/>
        <Cards look choice=size/>
        <Cards look choice=spacing/>
        <Cards look choice=cover/>
        <Cards look choice=palette/>
        <Cards look choice=fonts/>
    }
    .into_any()
}
