//! The shell: loaded with the first page of the studio, and there until one leaves.

use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
};

use super::{
    api::{self, OperatorTallies},
    keys::Keys,
    sidebar::{SIDEBAR, Sidebar},
};
use crate::{
    area::Page,
    dashboard::{
        device,
        operator::OperatorFrame,
        uploads::{Uploads, UploadsPanel},
    },
    error::AppError,
    paths, say,
    ui::Icon,
    viewer::boot,
};

/// Around `/dashboard/…` and `/operator/…`.
pub struct StudioShell {
    galleries: GalleryTally,
    operator: Resource<Result<OperatorTallies, AppError>>,
}

/// How many galleries there are, as the sidebar shows it. Pages that make or delete one refetch it.
#[derive(Clone, Copy)]
pub struct GalleryTally(pub Resource<Result<i64, AppError>>);

impl Page for StudioShell {
    fn data() -> Self {
        // Somebody who is in no studio has none, and is not to be told off for it.
        let member = boot().member.is_some();
        let count = move |()| async move { if member { api::gallery_count().await } else { Ok(0) } };
        // Counted anew with every page: there is always a next one.
        let path = use_location().pathname;
        let operator = boot().member.is_some_and(|member| member.operator);
        let tallies = move |_| async move {
            if operator { api::operator_tallies().await } else { Ok(OperatorTallies::default()) }
        };
        Self {
            galleries: GalleryTally(Resource::new(|| (), count)),
            operator: Resource::new(move || operator.then(|| path.get()), tallies),
        }
    }

    fn view(this: Self) -> AnyView {
        if boot().member.is_none() {
            return view! { <OperatorFrame/> }.into_any();
        }
        let uploads = Uploads::begin();
        provide_context(uploads);
        provide_context(this.galleries);
        Effect::new(|_| device::keep_shell(boot().locale));
        let path = use_location().pathname;
        // A sheet that led somewhere is done.
        Effect::new(move |_| {
            path.track();
            device::hide_popover(SIDEBAR);
        });
        view! {
            <a class="skip-link" href="#main">{say!(common.skip)}</a>
            <OfflineBar online=uploads.online/>
            <div class="shell">
                <header class="shell-bar">
                    <button
                        class="icon-button"
                        type="button"
                        popovertarget=SIDEBAR
                        aria-label=say!(dashboard.menu)
                    >
                        <Icon name="menu"/>
                    </button>
                    <a class="brand" href=paths::GALLERIES>"Lumora"</a>
                </header>
                <Sidebar galleries=this.galleries.0 operator=this.operator/>
                <main class="page" id="main">
                    <Outlet/>
                </main>
            </div>
            <UploadsPanel uploads/>
            <Keys/>
        }
        .into_any()
    }
}

#[component]
fn OfflineBar(online: RwSignal<bool>) -> impl IntoView {
    view! {
        <Show when=move || !online.get()>
            <p class="offline-bar" role="status">
                <Icon name="wifi-off"/>
                <span class="clip">{say!(common.offline)}</span>
            </p>
        </Show>
    }
    .into_any()
}

/// `/dashboard`: the galleries are the studio's first page.
#[component]
pub fn ToGalleries() -> impl IntoView {
    view! { <Redirect path=paths::GALLERIES/> }
}
