//! `/g/:token` and `/g/:token/p/:photo`: one page, so that stepping into a photograph leaves the grid as it is.

use domain::GateStep;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

use super::{
    album::named,
    api,
    grid::Skeleton,
    later::{Later, Part, ready},
    look::Dressed,
    open::Open,
    views::{DoorView, VisitView},
};
use crate::{
    area::Page,
    error::AppError,
    say,
    ui::{Failure, Leaf, LogoView, settled},
};

/// A gallery as its clients see it.
pub struct GalleryPage {
    token: Memo<String>,
    visit: Resource<Result<VisitView, AppError>>,
    /// The address is the client's own: it asks for the client's code.
    client: bool,
}

impl Page for GalleryPage {
    fn data() -> Self {
        let (params, path) = (use_params_map(), use_location().pathname);
        let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
        let visit = Resource::new(
            move || token.get(),
            move |token| {
                // Stepping on to another photograph is no new visit.
                let photo = named(&path.get_untracked()).and_then(|photo| photo.parse().ok());
                api::visit(token, photo)
            },
        );
        let client = use_query_map().with_untracked(|query| query.get("client").is_some());
        Self { token, visit, client }
    }

    fn ready() -> impl Future<Output = ()> {
        ready()
    }

    fn view(this: Self) -> AnyView {
        let GalleryPage { token, visit, client } = this;
        let again = Callback::new(move |()| visit.refetch());
        view! {
            <Meta name="robots" content="noindex"/>
            <Suspense fallback=Skeleton>
                {move || {
                    visit.get().map(|visit| match visit {
                        Ok(visit) => behind(&token.get_untracked(), visit, client),
                        Err(AppError::Refused(_)) => none(),
                        Err(error) => failed(error, again),
                    })
                }}
            </Suspense>
        }
        .into_any()
    }
}

fn behind(token: &str, visit: VisitView, client: bool) -> AnyView {
    let VisitView { studio, logo, door } = visit;
    match door {
        DoorView::Open(ref gallery) if client && !gallery.client => gate(token, (studio, logo), GateStep::Code, client),
        DoorView::Open(gallery) => {
            let token = token.to_owned();
            let look = gallery.look;
            let inside = move || view! { <Dressed look><Open token studio logo gallery=*gallery/></Dressed> };
            settled(move || inside().into_any()).into_any()
        }
        DoorView::Locked(step) => {
            let step = if client { GateStep::Code } else { step };
            gate(token, (studio, logo), step, client)
        }
        DoorView::NotPublished => {
            #[cfg(feature = "ssr")]
            crate::server::set_status(http::StatusCode::NOT_FOUND);
            let words = say!(gallery.not_yet_words, studio = studio.clone()).to_string();
            leaf("clock", say!(gallery.not_yet), words, (studio, logo))
        }
        DoorView::Ended => {
            #[cfg(feature = "ssr")]
            crate::server::set_status(http::StatusCode::GONE);
            let words = say!(gallery.ended_words, studio = studio.clone()).to_string();
            leaf("hourglass", say!(gallery.ended), words, (studio, logo))
        }
    }
}

fn gate(token: &str, (studio, logo): (String, Option<LogoView>), step: GateStep, client: bool) -> AnyView {
    let part = Part::Gate { token: token.to_owned(), studio, logo, step, client };
    view! { <Later part/> }.into_any()
}

/// The status came with the refusal.
fn none() -> AnyView {
    leaf("image-off", say!(gallery.none), say!(gallery.none_words).to_owned(), (String::new(), None))
}

fn leaf(icon: &'static str, title: &'static str, words: String, (brand, logo): (String, Option<LogoView>)) -> AnyView {
    let card = if brand.is_empty() { title.to_owned() } else { brand.clone() };
    view! {
        <Title text=title/>
        <Meta property="og:title" content=card/>
        <Leaf icon title words brand logo/>
    }
    .into_any()
}

fn failed(error: AppError, again: Callback<()>) -> AnyView {
    view! {
        <Title text=say!(gallery.failed)/>
        <main class="gallery-body">
            <h1 class="visually-hidden">{say!(gallery.failed)}</h1>
            <Failure error retry=again/>
        </main>
    }
    .into_any()
}
