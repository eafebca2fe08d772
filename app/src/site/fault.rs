//! What stands where a page broke: drawn by itself, without the application, whose fault it may be.

use http::request::Parts;
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::HashedStylesheet;

use crate::{say, ui::Leaf, viewer::Boot};

/// What may run in it: nothing. `data-theme` and the stylesheet are all it needs.
pub const POLICY: &str =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The document, in the language and theme of `boot`, with the number to quote.
pub fn document(boot: Boot, reference: String, options: LeptosOptions) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let (mut parts, ()): (Parts, ()) = http::Request::new(()).into_parts();
        parts.extensions.insert(boot.clone());
        provide_context(parts);
        let page = view! {
            <html lang=boot.locale.as_str() data-theme=boot.theme.map(domain::Theme::as_str)>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                    // The marks for hydration would be shown in it.
                    <title inner_html=say!(common.fault_title)></title>
                    <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                    <HashedStylesheet options/>
                </head>
                <body>
                    <Leaf title=say!(common.fault_title) words=say!(common.fault_words)>
                        <p class="numbers">{reference}</p>
                        <a class="button primary" href="">{say!(common.try_again)}</a>
                    </Leaf>
                </body>
            </html>
        };
        format!("<!DOCTYPE html>{}", page.to_html())
    })
}
