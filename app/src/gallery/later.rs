//! What a visitor opens, and what begins once the page has settled: one module of the bundle, for which a first look does
//! not wait. It comes right after the first pictures, or at once where somebody is quicker.
//!
//! Not `#[lazy]`, which takes the page down when its code cannot be had: galleries are looked at on trains.

use std::{
    ops::RangeInclusive,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
#[cfg(feature = "hydrate")]
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use domain::{DownloadWhat, GateStep, PhotoId};
use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use super::{
    choosing::{
        full::Full,
        join::Join,
        lists::{Lists, Make},
        send::Send,
        who::Who,
    },
    comments::Comments,
    device,
    download::dialog::Dialog,
    gate::Gate,
    help::Keys,
    lightbox::Lightbox,
    news::News,
    selecting::bar::Bar,
};
use crate::{
    say,
    ui::{LogoView, toast, use_toasts},
};

/// The name of the module.
const MODULE: &str = "gallery_later";
/// After so long, code that did not come is asked for again; each time after twice as long, up to the last.
const PAUSES: RangeInclusive<Duration> = Duration::from_secs(2)..=Duration::from_secs(300);
/// Whether the code is here.
static HERE: AtomicBool = AtomicBool::new(cfg!(not(target_family = "wasm")));

/// What there is to draw.
#[derive(Clone)]
pub enum Part {
    /// A locked door.
    Gate {
        /// Of the gallery's link.
        token: String,
        /// Whose gallery it is.
        studio: String,
        /// Its logo, if that is to stand for it.
        logo: Option<LogoView>,
        /// What is asked.
        step: GateStep,
        /// Whether it is the client's own code that is asked.
        client: bool,
    },
    /// The photograph the address names.
    Photograph,
    /// The bar of a selection, and the photograph on which a finger lies.
    Selection(StoredValue<Option<PhotoId>>),
    /// How something is to be taken along.
    Download(DownloadWhat, Callback<()>),
    /// What was written about what.
    Comments,
    /// Which list one chooses for; sets what opens the form for another.
    Lists(RwSignal<bool>),
    /// That form.
    Make(RwSignal<bool>),
    /// Sending a list to the studio.
    Send(RwSignal<bool>),
    /// A list that takes no more.
    Full,
    /// Who it is that chooses.
    Who,
    /// Whether to go on here as whoever got a mailed link; false when that is settled.
    Join(RwSignal<bool>),
    /// The keys, and what is run when they were closed.
    Keys(Callback<()>),
    /// What the studio does meanwhile.
    News,
}

/// Draws a part as soon as its code is here. Where that cannot be had, it is said, and `close` makes the wish undone; a part
/// that nobody wished for is tried again.
#[component]
pub fn Later(
    /// The part.
    part: Part,
    /// Takes the wish back.
    #[prop(optional, into)]
    close: Option<Callback<()>>,
) -> impl IntoView {
    let toasts = use_toasts();
    let here = RwSignal::new(HERE.load(Ordering::Relaxed));
    if cfg!(feature = "ssr") {
        leptos::prefetch_lazy_fn_on_server(MODULE);
    } else if !here.get_untracked() {
        spawn_local(async move {
            match close {
                None => until_here(|| here.try_get_untracked().is_some()).await,
                // Who goes back meanwhile wishes for nothing any more.
                Some(close) if !fetch().await && close.try_run(()).is_some() => {
                    toast(
                        toasts,
                        if device::online() { say!(gallery.part_failed) } else { say!(common.error_offline) },
                    );
                }
                Some(_) => {}
            }
            here.try_set(HERE.load(Ordering::Relaxed));
        });
    }
    let part = StoredValue::new(part);
    move || {
        if here.get() {
            draw(part.get_value())
        } else {
            close.map(|_| {
                view! {
                    <p class="on-its-way" role="status">
                        <span class="spinner"></span>
                        <span class="visually-hidden">{say!(common.loading)}</span>
                    </p>
                }
                .into_any()
            })
        }
    }
}

/// Waits for the code where the page as it came from the server has such a part.
pub async fn ready() {
    if device::has("dialog.lightbox, .leaf.gate") {
        until_here(|| true).await;
    }
}

/// Asks for the code as long as it is wanted and not here.
async fn until_here(wanted: impl Fn() -> bool) {
    let mut pause = *PAUSES.start();
    while wanted() && !fetch().await {
        device::pause(pause).await;
        pause = (pause * 2).min(*PAUSES.end());
    }
}

/// Loads the code; whether it is here.
async fn fetch() -> bool {
    #[cfg(feature = "hydrate")]
    HERE.store(load_later().await.is_ok(), Ordering::Relaxed);
    HERE.load(Ordering::Relaxed)
}

/// Draws a part whose code is here.
fn draw(part: Part) -> Option<AnyView> {
    #[cfg(feature = "hydrate")]
    let view = match pin!(later(part)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view,
        Poll::Pending => return None,
    };
    #[cfg(not(feature = "hydrate"))]
    let view = later(part);
    view.ok()
}

#[cfg_attr(
    feature = "hydrate",
    leptos::wasm_split::wasm_split(
        gallery_later,
        wasm_split_path = ::leptos::wasm_split,
        preload(#[doc(hidden)] load_later),
        fallible
    )
)]
fn later(part: Part) -> Result<AnyView, SplitLoaderError> {
    Ok(match part {
        Part::Gate { token, studio, logo, step, client } => view! { <Gate token studio logo step client/> }.into_any(),
        Part::Photograph => view! { <Lightbox/> }.into_any(),
        Part::Selection(held) => view! { <Bar held/> }.into_any(),
        Part::Download(what, close) => view! { <Dialog asked=what close/> }.into_any(),
        Part::Comments => view! { <Comments/> }.into_any(),
        Part::Lists(making) => view! { <Lists making/> }.into_any(),
        Part::Make(open) => view! { <Make open/> }.into_any(),
        Part::Send(open) => view! { <Send open/> }.into_any(),
        Part::Full => view! { <Full/> }.into_any(),
        Part::Who => view! { <Who/> }.into_any(),
        Part::Join(open) => view! { <Join open/> }.into_any(),
        Part::Keys(close) => view! { <Keys close/> }.into_any(),
        Part::News => view! { <News/> }.into_any(),
    })
}
