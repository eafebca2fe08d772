//! Theme and language, chosen in the dashboard. Kept in cookies, so that the server draws the next page right.

use domain::{Locale, Theme};
use leptos::prelude::*;

use super::Icon;
use crate::{
    say,
    viewer::{boot, locale},
};

/// Light, dark, or as the device.
#[component]
pub fn ThemeChoice(
    /// Tells several on one page apart.
    group: &'static str,
) -> impl IntoView {
    let current = boot().theme;
    let choice = move |theme: Option<Theme>, icon: &'static str, label: &'static str| {
        view! {
            <label title=label>
                <input
                    type="radio"
                    name=group
                    checked=theme == current
                    aria-label=label
                    on:change=move |_| choose_theme(theme)
                />
                <Icon name=icon/>
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{say!(common.theme)}</legend>
            {choice(Some(Theme::Light), "sun", say!(common.theme_light))}
            {choice(Some(Theme::Dark), "moon", say!(common.theme_dark))}
            {choice(None, "monitor", say!(common.theme_device))}
        </fieldset>
    }
    .into_any()
}

/// English or Croatian. The page is loaded again in the other language.
#[component]
pub fn LanguageChoice(
    /// Tells several on one page apart.
    group: &'static str,
    /// Remembers the choice elsewhere too, and calls [`choose_language`] when it has.
    #[prop(optional)]
    remember: Option<Callback<Locale>>,
) -> impl IntoView {
    let current = locale();
    let choice = move |locale: Locale, short: &'static str, label: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name=group
                    checked=locale == current
                    aria-label=label
                    on:change=move |_| match remember {
                        Some(remember) => remember.run(locale),
                        None => choose_language(locale),
                    }
                />
                <span aria-hidden="true">{short}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{say!(common.language)}</legend>
            {choice(Locale::En, "EN", "English")}
            {choice(Locale::Hr, "HR", "Hrvatski")}
        </fieldset>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
fn choose_theme(theme: Option<Theme>) {
    let word = theme.map(Theme::as_str);
    crate::browser::set_cookie("theme", word.unwrap_or("device"));
    crate::browser::set_root_attribute("data-theme", word);
}

/// Keeps the language in this browser and loads the page again in it.
#[cfg(feature = "hydrate")]
pub fn choose_language(locale: Locale) {
    crate::browser::set_cookie("locale", locale.as_str());
    crate::browser::reload();
}

#[cfg(not(feature = "hydrate"))]
fn choose_theme(_: Option<Theme>) {}

/// Nothing: on the server nobody chooses.
#[cfg(not(feature = "hydrate"))]
pub fn choose_language(_: Locale) {}
