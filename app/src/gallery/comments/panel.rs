//! The conversation about one thing, and the place to write.

use domain::CommentId;
use leptos::{prelude::*, task::spawn_local};

use super::{
    About,
    api::{self, CommentView},
};
use crate::{
    error::AppError,
    gallery::{album::use_album, device},
    say,
    ui::{Dialog, Failure},
};

/// What one can do here.
#[derive(Clone, Copy)]
struct Desk {
    token: StoredValue<String>,
    about: About,
    all: RwSignal<Vec<CommentView>>,
    /// What is being written.
    text: RwSignal<String>,
    /// What it is to take the place of.
    changing: RwSignal<Option<CommentId>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<AppError>>,
}

impl Desk {
    fn photo(self) -> Option<domain::PhotoId> {
        match self.about {
            About::Photo(photo) => Some(photo),
            About::Gallery => None,
        }
    }

    /// Does something, and shows what comes of it.
    fn work(self, work: impl Future<Output = Result<Vec<CommentView>, AppError>> + 'static, clear: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = work.await;
            // The dialog may be closed by now.
            self.busy.try_set(false);
            match answer {
                Ok(all) => {
                    self.all.try_set(all);
                    if clear {
                        self.text.try_set(String::new());
                        self.changing.try_set(None);
                    }
                }
                Err(error) => drop(self.error.try_set(Some(error))),
            }
        });
    }

    fn fetch(self) {
        self.work(api::comments(self.token.get_value(), device::visitor_key()), false);
    }

    fn send(self) {
        let (token, key, body) = (self.token.get_value(), device::visitor_key(), self.text.get_untracked());
        match self.changing.get_untracked() {
            Some(comment) => self.work(api::change_comment(token, key, comment, body), true),
            None => self.work(api::write_comment(token, key, self.photo(), body), true),
        }
    }

    fn take_back(self, comment: CommentId) {
        let (token, key) = (self.token.get_value(), device::visitor_key());
        self.work(api::change_comment(token, key, comment, String::new()), false);
    }
}

/// The dialog.
#[component]
pub fn Comments() -> impl IntoView {
    let album = use_album();
    let hearts = album.hearts;
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            hearts.about.set(None);
        }
    });
    let Some(about) = hearts.about.get_untracked() else { return ().into_any() };
    let desk = Desk {
        token: album.token,
        about,
        all: RwSignal::default(),
        text: RwSignal::default(),
        changing: RwSignal::new(None),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
    };
    Effect::new(move |_| desk.fetch());
    let here = move || desk.all.get().into_iter().filter(move |comment| comment.photo == desk.photo());
    let problem = move || {
        desk.error.get().map(|error| match error.on("body") {
            Some(words) => view! { <p class="error" role="alert">{words}</p> }.into_any(),
            None => view! { <Failure error retry=Callback::new(move |()| desk.fetch())/> }.into_any(),
        })
    };
    let title = if about == About::Gallery { say!(gallery.comment_gallery) } else { say!(gallery.comment) };
    view! {
        <Dialog open title>
            <ul class="comments" role="list">
                {move || here().map(|comment| view! { <Comment comment desk/> }).collect_view()}
            </ul>
            {problem}
            <div class="field">
                <label for="comment">{say!(gallery.comment_words)}</label>
                <textarea
                    class="input"
                    id="comment"
                    rows="3"
                    maxlength="1000"
                    prop:value=desk.text
                    on:input=move |event| desk.text.set(event_target_value(&event))
                ></textarea>
            </div>
            <div class="dialog-actions">
                <button
                    class="button primary"
                    type="button"
                    disabled=desk.busy
                    aria-busy=move || desk.busy.get().then_some("true")
                    on:click=move |_| desk.send()
                >
                    {move || if desk.changing.get().is_some() { say!(common.save) } else { say!(gallery.comment_send) }}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Comment(comment: CommentView, desk: Desk) -> impl IntoView {
    let CommentView { id, member, body, day, changed, fresh, .. } = comment;
    let who = member.unwrap_or_else(|| say!(gallery.comment_you).to_owned());
    let text = StoredValue::new(body.clone());
    let change = move |_| {
        desk.text.set(text.get_value());
        desk.changing.set(Some(id));
    };
    let own = fresh.then(|| {
        view! {
            <div class="row">
                <button class="text-button" type="button" on:click=change>{say!(gallery.comment_change)}</button>
                <button class="text-button" type="button" on:click=move |_| desk.take_back(id)>
                    {say!(gallery.comment_delete)}
                </button>
            </div>
        }
    });
    view! {
        <li>
            <p class="facts">
                <b>{who}</b>
                <span>{day}</span>
                {changed.then(|| view! { <span>{say!(gallery.comment_changed)}</span> })}
            </p>
            <p class="comment">{body}</p>
            {own}
        </li>
    }
    .into_any()
}
