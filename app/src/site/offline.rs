//! What the dashboard shows when a page was asked for without a network. Kept by the service worker; it tells of nobody.

use leptos::{config::LeptosOptions, prelude::*};

use super::fault::alone;
use crate::{say, ui::Icon, viewer::Boot};

/// The document, in a language; its theme is the device's.
pub fn document(locale: domain::Locale, options: LeptosOptions) -> String {
    let boot = Boot { locale, ..Boot::default() };
    alone(boot, options, || {
        let title = say!(common.no_network);
        let leaf = view! {
            <div class="leaf">
                <header><a class="brand" href="/">"Lumora"</a></header>
                <main>
                    <Icon name="wifi-off"/>
                    <h1>{title}</h1>
                    <p>{say!(common.no_network_words)}</p>
                    <div class="row"><a class="button primary" href="">{say!(common.try_again)}</a></div>
                </main>
            </div>
        };
        (title, leaf.into_any())
    })
}
