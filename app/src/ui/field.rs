//! Fields of forms: label, input, hint, and what is wrong beside it.

use domain::problem::Problem;
use leptos::prelude::*;

use super::Icon;
use crate::{error::AppError, say};

/// One field. What is wrong with it comes from the form's last error, under the field's name.
#[component]
pub fn Field(
    /// Its name in the form and in errors; unique on the page unless `id` is given.
    name: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// `text`, `email`, `date` …
    #[prop(default = "text")]
    kind: &'static str,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// Help under it.
    #[prop(optional, into)]
    hint: String,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Several lines.
    #[prop(optional)]
    multiline: bool,
    /// May stay empty, and says so.
    #[prop(optional)]
    optional: bool,
    /// Other attributes of the id, where a page has two forms.
    #[prop(default = name)]
    id: &'static str,
    /// The form's last error.
    #[prop(into)]
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    let problem = Memo::new(move |_| error.get().and_then(|error| error.on(name)));
    let described = move || {
        if problem.get().is_some() { format!("{id}-error") } else { format!("{id}-hint") }
    };
    let invalid = move || problem.get().is_some().then_some("true");
    view! {
        <div class="field" class:invalid=move || problem.get().is_some()>
            <label for=id>
                {label}
                {optional.then(|| view! { " "<span class="optional">{say!(common.optional)}</span> })}
            </label>
            {if multiline {
                view! {
                    <textarea class="input" id=id name=name rows="4" aria-describedby=described aria-invalid=invalid>
                        {value}
                    </textarea>
                }
                .into_any()
            } else {
                view! {
                    <input
                        class="input"
                        id=id
                        name=name
                        type=kind
                        value=value
                        autocomplete=autocomplete
                        aria-describedby=described
                        aria-invalid=invalid
                    />
                }
                .into_any()
            }}
            <FieldProblem id problem/>
            <p class="hint" id=format!("{id}-hint")>{hint}</p>
        </div>
    }
    .into_any()
}

/// A password, hidden until one asks to see it.
#[component]
pub fn PasswordField(
    /// Its name in the form and in errors.
    name: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// Help under it.
    #[prop(optional, into)]
    hint: String,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// The form's last error.
    #[prop(into)]
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let problem = Memo::new(move |_| error.get().and_then(|error| error.on(name)));
    let described = move || {
        if problem.get().is_some() { format!("{name}-error") } else { format!("{name}-hint") }
    };
    view! {
        <div class="field" class:invalid=move || problem.get().is_some()>
            <label for=name>{label}</label>
            <div class="control">
                <input
                    id=name
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    aria-describedby=described
                    aria-invalid=move || problem.get().is_some().then_some("true")
                />
                <button
                    class="icon-button"
                    type="button"
                    aria-label=say!(common.show_password)
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    <Icon name="eye"/>
                </button>
            </div>
            <FieldProblem id=name problem/>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
        </div>
    }
    .into_any()
}

#[component]
fn FieldProblem(id: &'static str, problem: Memo<Option<String>>) -> impl IntoView {
    move || {
        problem.get().map(|words| {
            view! {
                <p class="error" id=format!("{id}-error")>
                    <Icon name="circle-alert"/>
                    {words}
                </p>
            }
        })
    }
}

/// What is wrong with the form as a whole, above it.
#[component]
pub fn FormProblem(
    /// The form's last error.
    #[prop(into)]
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    move || {
        error.get().map(|error| {
            view! {
                <div class="banner bad" role="alert">
                    <Icon name="circle-alert"/>
                    <p>{error.sentence()}</p>
                </div>
            }
        })
    }
}

/// The button that sends the form; it says so while the answer is awaited, and cannot be pressed twice.
#[component]
pub fn SubmitButton(
    /// Its words, a verb.
    #[prop(into)]
    words: String,
    /// Whether the answer is awaited.
    #[prop(into)]
    pending: Signal<bool>,
    /// Classes besides `button`.
    #[prop(default = "primary")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <button
            class=format!("button {class}")
            type="submit"
            aria-busy=move || pending.get().then_some("true")
            disabled=move || pending.get()
        >
            {words}
        </button>
    }
}

/// What is wrong, in the page's language.
pub fn problem_text(problem: Problem) -> String {
    match problem {
        Problem::Required => say!(common.problem_required),
        Problem::TooLong => say!(common.problem_too_long),
        Problem::Unreadable => say!(common.problem_unreadable),
        Problem::NotAnEmail => say!(common.problem_not_an_email),
        Problem::PasswordTooShort => say!(common.problem_password_too_short),
        Problem::PasswordNoLetter => say!(common.problem_password_no_letter),
        Problem::PasswordNoDigit => say!(common.problem_password_no_digit),
        Problem::PasswordCommon => say!(common.problem_password_common),
        Problem::PasswordWanted => say!(common.problem_password_wanted),
        Problem::WrongPassword => say!(common.problem_wrong_password),
        Problem::WrongCredentials => say!(common.problem_wrong_credentials),
        Problem::NotVerified => say!(common.problem_not_verified),
        Problem::LinkUsedOrExpired => say!(common.problem_link_used_or_expired),
        Problem::CodeTooShort => say!(common.problem_code_too_short),
        Problem::CodeUnreadable => say!(common.problem_code_unreadable),
        Problem::CodeTaken => say!(common.problem_code_taken),
        Problem::WrongCode => say!(common.problem_wrong_code),
        Problem::NotADate => say!(common.problem_not_a_date),
        Problem::DateInPast => say!(common.problem_date_in_past),
        Problem::GalleryEmpty => say!(common.problem_gallery_empty),
        Problem::NotASessionKey => say!(common.problem_not_a_session_key),
        Problem::TooManyTokens => say!(common.problem_too_many_tokens),
        Problem::SetNameTaken => say!(common.problem_set_name_taken),
        Problem::TooManySets => say!(common.problem_too_many_sets),
        Problem::TooManyPhotos => say!(common.problem_too_many_photos),
        Problem::TooManyKeywords => say!(common.problem_too_many_keywords),
        Problem::PhotosNotReady => say!(common.problem_photos_not_ready),
        Problem::NoCameraTime => say!(common.problem_no_camera_time),
        Problem::SameCamera => say!(common.problem_same_camera),
        Problem::ListFull => say!(common.problem_list_full),
        Problem::ListSent => say!(common.problem_list_sent),
        Problem::ListEmpty => say!(common.problem_list_empty),
        Problem::ListNameTaken => say!(common.problem_list_name_taken),
        Problem::ListInUse => say!(common.problem_list_in_use),
        Problem::TooManyLists => say!(common.problem_too_many_lists),
        Problem::CommentsOff => say!(common.problem_comments_off),
        Problem::NotALimit => say!(common.problem_not_a_limit),
        Problem::WrongPin => say!(common.problem_wrong_pin),
        Problem::QuotaUsed => say!(common.problem_quota_used),
        Problem::NotAQuota => say!(common.problem_not_a_quota),
        Problem::GalleryPasswordTooShort => say!(common.problem_gallery_password_too_short),
        Problem::TooManyRecipients => say!(common.problem_too_many_recipients),
        Problem::NotAShare => say!(common.problem_not_a_share),
        Problem::NoLogo => say!(common.problem_no_logo),
    }
    .to_string()
}
