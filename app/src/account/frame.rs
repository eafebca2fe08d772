//! The page around an account form: paper with the form, a photograph beside it.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{paths, say, ui::LanguageLinks, viewer::boot};

/// What the other way is, at the top of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// To those who have no studio yet.
    Register,
    /// To those who have one.
    SignIn,
}

/// What is done on a page, and a sentence about it, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    title: &'static str,
    words: String,
}

impl Says {
    /// Says that.
    pub fn new(title: &'static str, words: impl Into<String>) -> Self {
        Self { title, words: words.into() }
    }
}

/// The page around an account form.
#[component]
pub fn Frame(
    /// What is done here.
    #[prop(into)]
    says: Signal<Says>,
    /// What else one may have come for.
    other: Other,
    /// What the address says, to be kept when the language changes.
    #[prop(optional, into)]
    keep: String,
    /// The form.
    children: Children,
) -> impl IntoView {
    Effect::new(|_| crate::dashboard::device::keep_shell(boot().locale));
    let titled = |says: Says| format!("{} · Lumora", says.title);
    // On the server the head is put together last, and what is drawn here may be gone by then.
    let first = titled(says.get_untracked());
    view! {
        <Title text=move || says.try_get().map_or_else(|| first.clone(), titled)/>
        <div class="auth">
            <div class="auth-page">
                <header><a class="brand" href="/">"Lumora"</a><OtherWay other/></header>
                <main>
                    <header>
                        <h1>{move || says.get().title}</h1>
                        {move || Some(says.get().words).filter(|words| !words.is_empty()).map(|words| view! { <p>{words}</p> })}
                    </header>
                    {children()}
                </main>
                <footer><span>{say!(account.tagline)}</span><LanguageLinks keep/></footer>
            </div>
            <div class="auth-picture" aria-hidden="true">
                <img src="/demo/auth.jpg" width="1200" height="1500" alt=""/>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn OtherWay(other: Other) -> impl IntoView {
    let (question, words, address) = match other {
        Other::Register => (say!(account.new_here), say!(account.start_studio), paths::REGISTER),
        Other::SignIn => (say!(account.have_studio), say!(account.sign_in), paths::SIGN_IN),
    };
    view! { <p class="small">{question}" "<a href=address>{words}</a></p> }
}

/// Where mail is read while no mail server is set; nothing for whom the outbox is closed.
#[component]
pub fn OutboxHint() -> impl IntoView {
    boot().outbox.then(|| {
        view! {
            <div class="banner">
                <p>{say!(account.outbox_words)}</p>
                <a class="button small" href=paths::OUTBOX rel="external">{say!(account.outbox)}</a>
            </div>
        }
    })
}
