//! What stands where a page broke or cannot be made: drawn by itself, without the application, whose fault it may be.

use http::request::Parts;
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::HashedStylesheet;

use crate::{say, ui::Leaf, viewer::Boot};

/// What may run in it: nothing. `data-theme` and the stylesheet are all it needs.
pub const POLICY: &str =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It broke; the number is to be quoted.
    Broken(String),
    /// Something we depend on does not answer; it works again in a moment.
    Away,
}

/// The document, in the language and theme of `boot`.
pub fn document(boot: Boot, fault: Fault, options: LeptosOptions) -> String {
    alone(boot, options, || {
        let (title, words, number) = match fault {
            Fault::Broken(number) => (say!(common.fault_title), say!(common.fault_words), Some(number)),
            Fault::Away => (say!(common.away_title), say!(common.error_unavailable), None),
        };
        let leaf = view! {
            <Leaf title words>
                {number.map(|number| view! { <p class="numbers">{number}</p> })}
                <a class="button primary" href="">{say!(common.try_again)}</a>
            </Leaf>
        };
        (title, leaf.into_any())
    })
}

/// A document of which `inside` gives the title and the body.
pub(super) fn alone(boot: Boot, options: LeptosOptions, inside: impl FnOnce() -> (&'static str, AnyView)) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let (mut parts, ()): (Parts, ()) = http::Request::new(()).into_parts();
        parts.extensions.insert(boot.clone());
        provide_context(parts);
        let (title, inside) = inside();
        let page = view! {
            <html lang=boot.locale.as_str() data-theme=boot.theme.map(domain::Theme::as_str)>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                    // The marks for hydration would be shown in it.
                    <title inner_html=title></title>
                    <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                    <HashedStylesheet options/>
                </head>
                <body>{inside}</body>
            </html>
        };
        format!("<!DOCTYPE html>{}", page.to_html())
    })
}
