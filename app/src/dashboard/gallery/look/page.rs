//! `/dashboard/galleries/:id/look`

use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{
        api::{self, GalleryView},
        context::{detail_of, id_of_address},
    },
    form::LookForm,
    preview::Preview,
};
use crate::{area::Page, error::AppError, say};

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
    let (id, look, logo) = (detail.id, RwSignal::new(detail.look), RwSignal::new(detail.logo));
    // What went wrong with the logo.
    let trouble = RwSignal::new(None::<AppError>);
    // The preview is fetched again after each.
    let logos = RwSignal::new(0_u32);
    let changed = Callback::new(move |()| {
        spawn_local(async move {
            match api::gallery(id).await {
                Ok(newest) => {
                    logo.try_set(newest.logo);
                    trouble.try_set(None);
                }
                Err(error) => drop(trouble.try_set(Some(error))),
            }
            logos.try_update(|logos| *logos += 1);
        });
    });
    let token = detail.link.rsplit('/').next().unwrap_or_default().to_owned();
    let empty = detail.photos == 0;
    view! {
        <div class="look-page">
            <LookForm id look logo trouble changed/>
            <div class="look-tried">
                <Preview token look logos/>
                {empty.then(|| view! { <p class="hint">{say!(dashboard.look_empty)}</p> })}
            </div>
        </div>
    }
    .into_any()
}
