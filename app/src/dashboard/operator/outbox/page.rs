//! The page that shows the outbox.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api::{MailLine, OutboxView, outbox},
    message::Message,
};
use crate::{
    area::Page,
    error::AppError,
    say,
    ui::{Empty, Failure, LocalTime},
};

/// `/operator/outbox?message=…&as=…`
pub struct OutboxPage {
    outbox: Resource<Result<OutboxView, AppError>>,
}

impl Page for OutboxPage {
    fn data() -> Self {
        let query = use_query_map();
        let message = Memo::new(move |_| query.get().get("message").unwrap_or_default());
        Self { outbox: Resource::new(move || message.get(), outbox) }
    }

    fn view(this: Self) -> AnyView {
        let outbox = this.outbox;
        let again = Callback::new(move |()| outbox.refetch());
        view! {
            <Title text=format!("{} · Lumora", say!(operator.outbox))/>
            <Transition fallback=Skeleton>
                {move || outbox.get().map(|read| match read {
                    Ok(outbox) => view! { <Outbox outbox again/> }.into_any(),
                    Err(error) => view! { <h1>{say!(operator.outbox)}</h1><Failure error retry=again/> }.into_any(),
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Outbox(outbox: OutboxView, again: Callback<()>) -> impl IntoView {
    let OutboxView { keeps, mails, open } = outbox;
    let facts = if keeps { say!(operator.facts_kept) } else { say!(operator.facts_sent) };
    let count = i64::try_from(mails.len()).unwrap_or(i64::MAX);
    let current = open.as_ref().map(|open| open.line.id);
    view! {
        <header class="page-head">
            <div>
                <h1>{say!(operator.outbox)}</h1>
                <p class="facts">
                    <span>{say!(operator.facts_messages, count = count).to_string()}</span>
                    <span>{facts}</span>
                </p>
            </div>
            <div class="row">
                <button class="button" type="button" on:click=move |_| again.run(())>{say!(operator.refresh)}</button>
            </div>
        </header>
        {match open {
            None => {
                view! { <Empty icon="inbox" title=say!(operator.outbox_empty) words=say!(operator.outbox_empty_words)/> }
                    .into_any()
            }
            Some(open) => {
                view! {
                    <div class="outbox">
                        <ul class="mail-list" role="list" aria-label=say!(operator.messages)>
                            {mails
                                .into_iter()
                                .map(|mail| view! { <Line current=current == Some(mail.id) mail/> })
                                .collect_view()}
                        </ul>
                        <Message mail=open/>
                    </div>
                }
                .into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn Line(mail: MailLine, current: bool) -> impl IntoView {
    view! {
        <li>
            <a href=format!("?message={}", mail.id) aria-current=current.then_some("true")>
                <b class="clip">{mail.subject}</b>
                <LocalTime at=mail.written/>
                <span class="to clip">{say!(operator.to_whom, recipient = mail.recipient).to_string()}</span>
            </a>
        </li>
    }
    .into_any()
}

#[component]
fn Skeleton() -> impl IntoView {
    let lines =
        || (0..5).map(|_| view! { <span class="skeleton" style="width:100%;height:48px"></span> }).collect_view();
    view! {
        <header class="page-head"><div><h1>{say!(operator.outbox)}</h1></div></header>
        <div class="outbox" aria-busy="true">
            <div class="stack">{lines()}</div>
            <div class="stack">{lines()}</div>
        </div>
    }
    .into_any()
}
