//! The page's language: what the person chose, else the device's wish. `?lang=hr` chooses, keeps the choice, and leads
//! back to the same address without it.

use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderMap, Method, Response, Uri,
        header::{ACCEPT_LANGUAGE, SET_COOKIE},
    },
    middleware::Next,
    response::{IntoResponse, Redirect},
};
use domain::Locale;

use super::viewer::cookie;

/// Answers `?lang=…` itself.
pub async fn choose(request: Request, next: Next) -> Response<Body> {
    let chosen = (request.method() == Method::GET).then(|| chosen(request.uri())).flatten();
    match chosen {
        None => next.run(request).await,
        Some((locale, address)) => {
            let cookie = format!("locale={}; Path=/; Max-Age=31536000; SameSite=Lax", locale.as_str());
            ([(SET_COOKIE, cookie)], Redirect::to(&address)).into_response()
        }
    }
}

/// The language of a request.
pub fn locale(headers: &HeaderMap) -> Locale {
    let wish = headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok());
    cookie(headers, "locale")
        .and_then(|locale| locale.parse().ok())
        .or_else(|| wish.and_then(Locale::negotiate))
        .unwrap_or_default()
}

fn chosen(uri: &Uri) -> Option<(Locale, String)> {
    let (chosen, rest): (Vec<&str>, Vec<&str>) = uri.query()?.split('&').partition(|part| part.starts_with("lang="));
    let locale = chosen.first()?.trim_start_matches("lang=").parse().ok()?;
    // `//example.com` would be another site.
    let path = format!("/{}", uri.path().trim_start_matches('/'));
    let address = if rest.is_empty() { path } else { format!("{path}?{}", rest.join("&")) };
    Some((locale, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_leads_back_to_the_same_page_of_this_site() {
        let chosen = |uri: &str| chosen(&uri.parse().expect("an address"));
        assert_eq!(chosen("/g/abc?lang=hr"), Some((Locale::Hr, "/g/abc".into())));
        assert_eq!(chosen("/verify?token=x&lang=en"), Some((Locale::En, "/verify?token=x".into())));
        assert_eq!(chosen("//evil.example/?lang=en"), Some((Locale::En, "/evil.example/".into())));
        assert_eq!(chosen("/?lang=xx"), None);
        assert_eq!(chosen("/?q=lang"), None);
    }
}
