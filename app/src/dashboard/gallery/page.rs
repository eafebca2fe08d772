//! `/dashboard/galleries/:id` and all below: the gallery's head and its tabs around the page of one tab.

use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::{
    context::{Current, News, detail_of, id_of_address},
    header::{GalleryHead, HeadSkeleton},
    live,
    presence::PresentAloud,
};
use crate::{
    area::Page,
    error::AppError,
    paths, say,
    ui::{Empty, Failure},
};

/// Around the tabs of one gallery.
pub struct StudioGalleryPage {
    current: Current,
}

impl Page for StudioGalleryPage {
    fn data() -> Self {
        let id = id_of_address();
        let (news, problem) = (RwSignal::new(News::default()), RwSignal::new(None));
        Self { current: Current { id, detail: detail_of(id), news, present: RwSignal::new(Vec::new()), problem } }
    }

    fn view(this: Self) -> AnyView {
        let current = this.current;
        provide_context(current);
        live::follow(current);
        let draw = move |detail| match detail {
            Ok(detail) => view! { <GalleryHead detail current/> }.into_any(),
            Err(error) => view! { <NoGallery error current/> }.into_any(),
        };
        view! {
            <Transition fallback=HeadSkeleton>
                {move || Suspend::new(async move { draw(current.detail.await) })}
            </Transition>
            <PresentAloud current/>
            <Outlet/>
        }
        .into_any()
    }
}

#[component]
fn NoGallery(error: AppError, current: Current) -> impl IntoView {
    if error == AppError::Refused(domain::Refusal::NotFound) {
        return view! {
            <Empty icon="images" title=say!(dashboard.no_gallery) words=say!(dashboard.no_gallery_words)>
                <a class="button" href=paths::GALLERIES>{say!(dashboard.all_galleries)}</a>
            </Empty>
        }
        .into_any();
    }
    view! { <Failure error retry=move |()| current.detail.refetch()/> }.into_any()
}
