//! One message: to whom, its links, and what it says. The HTML stands in a frame where nothing runs and nothing leads
//! anywhere, so its links are listed above.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::MailView;
use crate::{
    say,
    ui::{Icon, LocalTime},
};

/// One message.
#[component]
pub fn Message(mail: MailView) -> impl IntoView {
    let MailView { line, sent, error, text, html, links } = mail;
    let body = (!text.is_empty()).then_some((text, html));
    let title = line.subject.clone();
    view! {
        <article class="mail">
            <h2>{line.subject}</h2>
            <dl>
                <dt>{say!(operator.to)}</dt>
                <dd>{line.recipient}</dd>
                <dt>{say!(operator.written)}</dt>
                <dd><LocalTime at=line.written/></dd>
                {sent.map(|at| view! { <dt>{say!(operator.taken)}</dt><dd><LocalTime at/></dd> })}
            </dl>
            {error.map(|error| view! {
                <div class="banner bad"><Icon name="circle-alert"/><p>{say!(operator.not_taken)}" "{error}</p></div>
            })}
            {match body {
                Some((text, html)) => view! { <Links links/><Body id=line.id.to_string() title text html/> }.into_any(),
                None => view! { <p class="muted">{say!(operator.body_gone)}</p> }.into_any(),
            }}
        </article>
    }
    .into_any()
}

#[component]
fn Links(links: Vec<String>) -> impl IntoView {
    (!links.is_empty()).then(|| {
        view! {
            <section class="stack" aria-label=say!(operator.links)>
                <h3 class="small muted">{say!(operator.links)}</h3>
                <ul role="list">
                    {links
                        .into_iter()
                        .map(|link| view! { <li><a href=link.clone() rel="external noreferrer">{link.clone()}</a></li> })
                        .collect_view()}
                </ul>
            </section>
        }
        .into_any()
    })
}

#[component]
fn Body(id: String, title: String, text: String, html: String) -> impl IntoView {
    let query = use_query_map();
    let as_text = Memo::new(move |_| query.get().get_str("as") == Some("text"));
    let current = move |chosen: bool| move || (as_text.get() == chosen).then_some("page");
    view! {
        <nav class="filters" aria-label=say!(operator.form)>
            <a href=format!("?message={id}") aria-current=current(false)>{say!(operator.as_seen)}</a>
            <a href=format!("?message={id}&as=text") aria-current=current(true)>{say!(operator.as_text)}</a>
        </nav>
        {move || {
            if as_text.get() {
                view! { <div class="mail-body">{text.clone()}</div> }.into_any()
            } else {
                view! { <iframe sandbox="" srcdoc=html.clone() title=title.clone()></iframe> }.into_any()
            }
        }}
    }
    .into_any()
}
