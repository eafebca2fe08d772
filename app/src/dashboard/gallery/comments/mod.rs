//! What visitors wrote, under what they chose.

use domain::{GalleryId, Role};
use leptos::{prelude::*, task::spawn_local};

mod api;

use api::{Comment, Conversation};

use super::context::{Current, use_current};
use crate::{
    dashboard::{deed::attempt, words},
    paths, say,
    viewer::boot,
};

/// All conversations; nothing while there are none. Fetched once it is drawn, and again when something happens.
#[component]
pub fn Comments(
    /// Of which gallery.
    gallery: GalleryId,
) -> impl IntoView {
    let current = use_current();
    let all = RwSignal::new(Vec::<Conversation>::new());
    let fetch = move || {
        spawn_local(async move {
            match api::comments(gallery).await {
                Ok(found) => drop(all.try_set(found)),
                Err(error) => drop(current.problem.try_set(Some(error))),
            }
        });
    };
    Effect::new(move |seen: Option<bool>| {
        let news = current.news.get();
        if seen.is_none() || news.hearts || news.moved {
            fetch();
        }
        true
    });
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section class="section" id="comments">
                <header><h2>{say!(dashboard.comments)}</h2></header>
                <ul role="list">
                    // Whoever is being answered may write on: the answer stays as it is typed.
                    <For
                        each=move || all.get()
                        key=|found| found.visitor
                        let:found
                    >
                        <Talk visitor=found.visitor all gallery current/>
                    </For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}

#[component]
fn Talk(visitor: i32, all: RwSignal<Vec<Conversation>>, gallery: GalleryId, current: Current) -> impl IntoView {
    let found = Memo::new(move |_| all.with(|all| all.iter().find(|talk| talk.visitor == visitor).cloned()));
    let title = move || match found.get() {
        Some(found) if !found.name.is_empty() => found.name,
        _ => say!(dashboard.visitor, number = words::number(i64::from(visitor))).to_string(),
    };
    let comments = move || found.get().map(|found| found.comments).unwrap_or_default();
    let text = RwSignal::new(String::new());
    let field = format!("answer-{visitor}");
    let answer = move |_| {
        let body = text.get_untracked();
        // An answer is about what was written last.
        let photo = untrack(comments).last().and_then(|last| last.photo);
        attempt(current.problem, api::answer_comment(gallery, visitor, photo, body), move |()| {
            text.try_set(String::new());
        });
    };
    let line = move |comment: Comment| {
        let about = comment.photo.map(|photo| {
            let source = paths::rendition(gallery, current.epoch(), photo, domain::RenditionKind::Thumb);
            view! {
                <a href=paths::photographs(gallery, false, Some(photo)) aria-label=say!(dashboard.comment_photo)>
                    <img src=source alt="" width="56" height="56" loading="lazy" decoding="async"/>
                </a>
            }
        });
        let who = comment.member.unwrap_or_else(title);
        view! {
            <li>
                {about}
                <p class="facts"><b>{who}</b><span>{comment.day}</span></p>
                <p class="comment">{comment.body}</p>
            </li>
        }
    };
    view! {
        <li class="visitor">
            <ul class="comments" role="list">{move || comments().into_iter().map(line).collect_view()}</ul>
            {boot().may(Role::Editor).then(|| view! {
                <div class="field">
                    <label for=field.clone()>{say!(dashboard.answer)}</label>
                    <textarea
                        class="input"
                        id=field.clone()
                        rows="2"
                        maxlength="1000"
                        prop:value=text
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                </div>
                <div class="row">
                    <button class="button small" type="button" on:click=answer>{say!(dashboard.answer_send)}</button>
                </div>
            })}
        </li>
    }
    .into_any()
}
