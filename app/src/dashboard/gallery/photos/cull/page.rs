//! `/dashboard/galleries/:id/cull`

use domain::{PhotoId, SetId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{self, CullView, Sift, Way},
    desk::Desk,
};
use crate::{
    area::Page,
    dashboard::gallery::{
        api::{self as gallery_api, GalleryView},
        context::{id_of_address, use_current},
    },
    error::AppError,
    say,
    ui::Failure,
};

/// Sorting the photographs of a gallery, or of one of its sets.
pub struct CullPage {
    set: Option<SetId>,
    first: Resource<Result<(GalleryView, CullView), AppError>>,
}

impl Page for CullPage {
    fn data() -> Self {
        let (id, query) = (id_of_address(), use_query_map());
        // As the page is come to: it writes the photograph into its address itself.
        let (set, photo) = query.with_untracked(|query| {
            let set: Option<SetId> = query.get_str("set").and_then(|set| set.parse().ok());
            let photo: Option<PhotoId> = query.get_str("photo").and_then(|photo| photo.parse().ok());
            (set, photo)
        });
        let first = Resource::new(
            move || id.get(),
            move |id| async move {
                let id = id.ok_or(AppError::Refused(domain::Refusal::NotFound))?;
                let only = Sift { set, ..Sift::default() };
                Ok((gallery_api::gallery(id).await?, api::cull(id, photo, Way::Around, only).await?))
            },
        );
        Self { set, first }
    }

    fn view(this: Self) -> AnyView {
        let CullPage { set, first } = this;
        let current = use_current();
        view! {
            <Transition fallback=CullSkeleton>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok((detail, page)) => view! { <Desk current detail page set/> }.into_any(),
                        // The head says so already.
                        Err(AppError::Refused(domain::Refusal::NotFound)) => ().into_any(),
                        Err(error) => view! { <Failure error retry=move |()| first.refetch()/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn CullSkeleton() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">{say!(dashboard.fetching_photographs)}</p>
        <div class="cull-waiting skeleton" aria-hidden="true"></div>
    }
    .into_any()
}
