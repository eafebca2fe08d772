//! A page with one thing to say: not found, closed, not yet.

use domain::Locale;
use leptos::prelude::*;

use super::{Brand, Icon, LogoView};
use crate::{say, viewer::locale};

/// A page with one thing to say.
#[component]
pub fn Leaf(
    /// What it says.
    #[prop(into)]
    title: String,
    /// And what to do.
    #[prop(into)]
    words: String,
    /// An icon above; none for pages that are merely lost.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Whose page it is; Lumora's own when empty.
    #[prop(optional, into)]
    brand: String,
    /// What stands in the place of that name.
    #[prop(optional_no_strip)]
    logo: Option<LogoView>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let ours = brand.is_empty();
    view! {
        <div class="leaf">
            <header>
                {if ours {
                    view! { <a class="brand" href="/">"Lumora"</a> }.into_any()
                } else {
                    view! { <Brand name=brand logo/> }.into_any()
                }}
                <LanguageLinks/>
            </header>
            <main>
                {icon.map(|name| view! { <Icon name/> })}
                <h1>{title}</h1>
                <p>{words}</p>
                {children.map(|children| view! { <div class="row">{children()}</div> })}
            </main>
            <footer>{(!ours).then(|| say!(common.delivered_with))}</footer>
        </div>
    }
    .into_any()
}

/// The languages, as links that work without script: the server keeps the choice and leads back.
#[component]
pub fn LanguageLinks(
    /// What the page's address says besides, `token=abc`, to be kept.
    #[prop(optional, into)]
    keep: String,
) -> impl IntoView {
    let current = locale();
    let keep = if keep.is_empty() { keep } else { format!("{keep}&") };
    let link = move |locale: Locale, name: &'static str| {
        let tag = locale.as_str();
        let current = (locale == current).then_some("true");
        view! {
            <a href=format!("?{keep}lang={tag}") lang=tag hreflang=tag rel="external nofollow" aria-current=current>
                {name}
            </a>
        }
    };
    view! {
        <nav class="segmented" aria-label=say!(common.language)>
            {link(Locale::En, "English")}
            {link(Locale::Hr, "Hrvatski")}
        </nav>
    }
    .into_any()
}
