//! The landing page: what Lumora is, and what it does today.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use crate::{
    area::Page,
    paths, say,
    ui::{Icon, LanguageLinks},
    viewer::boot,
};

/// `/`
pub struct LandingPage;

impl Page for LandingPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text=say!(site.title)/>
            <Meta name="description" content=say!(site.description)/>
            <Meta property="og:title" content=say!(site.title)/>
            <Meta property="og:description" content=say!(site.description)/>
            <Meta property="og:type" content="website"/>
            <Meta property="og:image" content=absolute("/card.jpg")/>
            <Meta property="og:image:width" content="1200"/>
            <Meta property="og:image:height" content="630"/>
            <Meta property="og:image:alt" content=format!("{}{}", say!(site.hero), say!(site.hero_turn))/>
            <Meta name="twitter:card" content="summary_large_image"/>
            <a class="skip-link" href="#main">{say!(common.skip)}</a>
            <div class="site">
                <header class="site-bar">
                    <a class="brand" href="/">"Lumora"</a>
                    <nav aria-label=say!(site.account)><Account/></nav>
                </header>
                <main id="main" class="site" style="display:contents">
                    <Hero/>
                    <Steps/>
                    <Features/>
                    <Today/>
                    <section class="site-call">
                        <h2>{say!(site.call)}<em>{say!(site.call_turn)}</em></h2>
                        <a class="button primary large" href=paths::REGISTER>{say!(site.start)}</a>
                    </section>
                </main>
                <footer class="site-footer">
                    <span class="brand">"Lumora"</span>
                    <LanguageLinks/>
                </footer>
            </div>
        }
        .into_any()
    }
}

/// Cards in chats want whole addresses.
#[cfg(feature = "ssr")]
fn absolute(path: &str) -> String {
    crate::server::backend().map(|backend| format!("{}{path}", backend.links.base())).unwrap_or_default()
}

/// Whoever draws a card asks the server, not a browser.
#[cfg(not(feature = "ssr"))]
fn absolute(path: &str) -> String {
    path.to_owned()
}

#[component]
fn Account() -> impl IntoView {
    if boot().member.is_some() {
        return view! { <a class="button" href=paths::GALLERIES>{say!(site.to_studio)}</a> }.into_any();
    }
    view! {
        <a class="button quiet" href=paths::SIGN_IN>{say!(site.sign_in)}</a>
        <a class="button" href=paths::REGISTER>{say!(site.start)}</a>
    }
    .into_any()
}

#[component]
fn Hero() -> impl IntoView {
    view! {
        <section class="site-hero">
            <div>
                <h1>{say!(site.hero)}<em>{say!(site.hero_turn)}</em></h1>
                <p class="lede">{say!(site.lede)}</p>
                <div class="row">
                    <a class="button primary large" href=paths::REGISTER>{say!(site.start)}</a>
                    <a class="button quiet large" href="#how">{say!(site.how)}" "<Icon name="arrow-right"/></a>
                </div>
            </div>
            <div class="spread-of-prints" aria-hidden="true">
                <img src="/demo/hero-1.jpg" width="900" height="1200" alt=""/>
                <img src="/demo/hero-2.jpg" width="700" height="700" alt=""/>
                <img src="/demo/hero-3.jpg" width="800" height="600" alt=""/>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Steps() -> impl IntoView {
    let step = |title: &'static str, words: &'static str| view! { <li><h3>{title}</h3><p>{words}</p></li> };
    view! {
        <section id="how" aria-labelledby="how-title">
            <h2 id="how-title">{say!(site.how_title)}</h2>
            <ol class="steps">
                {step(say!(site.step_1), say!(site.step_1_words))}
                {step(say!(site.step_2), say!(site.step_2_words))}
                {step(say!(site.step_3), say!(site.step_3_words))}
            </ol>
        </section>
    }
    .into_any()
}

/// The prints in the sample: number, width in pixels at 400 high, whether it has a heart.
const SAMPLE: [(u32, u32, bool); 6] =
    [(1, 600, false), (2, 300, true), (3, 600, false), (4, 532, false), (5, 600, true), (6, 240, false)];

#[component]
fn Features() -> impl IntoView {
    let tile = |(number, width, heart): (u32, u32, bool)| {
        view! {
            <div class="tile" style=format!("--ratio:{:.2}", f64::from(width) / 400.0)>
                <img src=format!("/demo/photo-{number}.jpg") width=width height="400" alt="" loading="lazy"/>
                {heart.then(|| view! { <span class="heart" aria-pressed="true"><Icon name="heart"/></span> })}
            </div>
        }
    };
    view! {
        <section class="site-feature">
            <div class="site-picture site-gallery" aria-hidden="true">
                <div>
                    <p class="title">"Lucija "<em>"&"</em>" Šimun"</p>
                    <p class="small muted">{say!(site.sample_facts)}</p>
                </div>
                <div class="grid">{SAMPLE.map(tile).collect_view()}</div>
            </div>
            <div>
                <h2>{say!(site.lead)}</h2>
                <p>{say!(site.lead_words)}</p>
            </div>
        </section>
        <section class="site-feature turned">
            <div class="site-picture">
                <img src="/demo/feature-2.jpg" width="1200" height="800" alt="" loading="lazy"/>
            </div>
            <div>
                <h2>{say!(site.yours)}</h2>
                <p>{say!(site.yours_words)}</p>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Today() -> impl IntoView {
    let entry = |name: &'static str, words: &'static str| view! { <div><dt>{name}</dt><dd>{words}</dd></div> };
    view! {
        <section class="site-list" aria-labelledby="today">
            <h2 id="today">{say!(site.today)}</h2>
            <dl>
                {entry(say!(site.galleries), say!(site.galleries_words))}
                {entry(say!(site.uploads), say!(site.uploads_words))}
                {entry(say!(site.codes), say!(site.codes_words))}
                {entry(say!(site.favourites), say!(site.favourites_words))}
                {entry(say!(site.screens), say!(site.screens_words))}
                {entry(say!(site.languages), say!(site.languages_words))}
            </dl>
        </section>
    }
    .into_any()
}
