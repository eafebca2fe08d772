//! The HTML document around every page. Server only in effect: the browser takes over what is inside `<body>`.

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::{routes::App, site::pulse::Pulse, viewer::boot};

/// The document: head, theme, language, what the page knows from the start, and the application.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    #[cfg(feature = "ssr")]
    set_policy();
    let boot = boot();
    let theme = boot.theme.map(domain::Theme::as_str);
    view! {
        <!DOCTYPE html>
        <html lang=boot.locale.as_str() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="boot" content=boot_json(&boot)/>
                <meta name="theme-color" content="#faf9f6" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#141312" media="(prefers-color-scheme: dark)"/>
                <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" r#type="font/woff2" crossorigin=""/>
                <link rel="preload" href="/fonts/instrument-serif-latin.woff2" r#as="font" r#type="font/woff2" crossorigin=""/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                // A client who looks at a gallery has nothing to install.
                {boot.member.is_some().then(|| view! { <link rel="manifest" href="/manifest.webmanifest"/> })}
                <HashedStylesheet options=options.clone() id="style"/>
                <AutoReload options=options.clone()/>
                <Pulse/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// What may run in a page: our own scripts and those with this page's nonce. Style attributes carry sizes and
/// placeholders; `data:` pictures are the placeholders themselves.
#[cfg(feature = "ssr")]
fn set_policy() {
    use http::{HeaderValue, header::CONTENT_SECURITY_POLICY};
    use leptos::nonce::use_nonce;
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(policy)) =
        (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::from_str(&policy))
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

#[cfg(feature = "ssr")]
fn boot_json(boot: &crate::viewer::Boot) -> String {
    serde_json::to_string(boot).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn boot_json(_: &crate::viewer::Boot) -> String {
    String::new()
}
