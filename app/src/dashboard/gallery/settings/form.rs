//! Name, day, code and end of a gallery.

use domain::Role;
use leptos::{form::ActionForm, prelude::*, task::spawn_local};

use crate::{
    dashboard::gallery::{
        api::{self, EditGallery, GalleryView},
        conflict::{Conflict, Differs},
        context::Current,
    },
    error::AppError,
    say,
    ui::{Field, FormProblem, SubmitButton},
    viewer::boot,
};

/// How the form stands to what is stored.
#[derive(Clone, Copy)]
pub struct Form {
    /// The gallery, as its head has it.
    pub current: Current,
    /// The gallery, as the form was filled from it.
    pub stored: Resource<Result<GalleryView, AppError>>,
    /// The version that a save may be written over.
    pub loaded: RwSignal<String>,
    /// Whether something was typed that is not saved.
    pub touched: RwSignal<bool>,
}

impl Form {
    /// While nothing is typed, the form shows what others save.
    pub fn follow(self) {
        Effect::new(move |_| {
            let Some(Ok(detail)) = self.current.detail.get() else { return };
            let other = self.loaded.with_untracked(|loaded| !loaded.is_empty() && *loaded != detail.version);
            if other && !self.touched.get_untracked() {
                self.stored.refetch();
            }
        });
    }
}

/// The form. Newer settings get fields of their own: what was typed into the old ones would stay in them.
#[component]
pub fn SettingsForm(detail: GalleryView, form: Form) -> impl IntoView {
    form.loaded.set(detail.version.clone());
    form.touched.set(false);
    view! {
        <For
            each=move || [detail.clone()]
            key=|detail| (detail.version.clone(), detail.change_seq)
            let:detail
        >
            <Fields detail form/>
        </For>
    }
    .into_any()
}

#[component]
fn Fields(detail: GalleryView, form: Form) -> impl IntoView {
    let id = detail.id;
    let edit = ServerAction::<EditGallery>::new();
    let answer: Signal<Option<AppError>> = Signal::derive(move || edit.value().get().and_then(Result::err));
    let saved = Memo::new(move |_| matches!(edit.value().get(), Some(Ok(_))) && !edit.pending().get());
    // What is typed while a save is under way is not saved by its answer.
    let later = StoredValue::new(false);
    let mine = RwSignal::new(None::<EditGallery>);
    let theirs = RwSignal::new(None::<GalleryView>);
    let error = Signal::derive(move || answer.get().filter(|_| theirs.with(Option::is_none)));
    Effect::new(move |_| {
        if let Some(sent) = edit.input().get() {
            later.set_value(false);
            mine.set(Some(sent));
        }
    });
    Effect::new(move |_| match edit.value().get() {
        Some(Ok(version)) => {
            theirs.set(None);
            form.loaded.set(version);
            form.touched.set(later.get_value());
            form.current.detail.refetch();
        }
        Some(Err(AppError::Conflict)) => spawn_local(async move {
            if let Ok(newest) = api::gallery(id).await {
                theirs.try_set(Some(newest));
            }
        }),
        _ => {}
    });
    let keep = Callback::new(move |()| {
        if let (Some(mine), Some(newest)) = (mine.get_untracked(), theirs.get_untracked()) {
            theirs.set(None);
            edit.dispatch(EditGallery { loaded: newest.version, ..mine });
        }
    });
    let take = Callback::new(move |()| {
        theirs.set(None);
        form.touched.set(false);
        form.stored.refetch();
    });
    let conflict = move || {
        let (mine, theirs) = mine.get().zip(theirs.get())?;
        Some(view! { <Conflict rows=differing(&mine, &theirs) keep take/> })
    };
    let editor = boot().may(Role::Editor);
    view! {
        <ActionForm action=edit>
            <fieldset
                disabled=!editor
                style="border:0;padding:0;margin:0;min-width:0"
                on:input=move |_| {
                    form.touched.set(true);
                    later.set_value(true);
                    theirs.set(None);
                }
            >
                <input type="hidden" name="gallery" value=id.to_string()/>
                <input type="hidden" name="loaded" value=form.loaded/>
                <About detail=detail.clone() error/>
                <Access detail error/>
                <div class="section">
                    <FormProblem error/>
                    {conflict}
                    <div class="form-actions">
                        <SubmitButton words=say!(common.save) pending=edit.pending()/>
                        <span class="muted small" role="status">
                            {move || saved.get().then(|| say!(common.saved))}
                        </span>
                    </div>
                </div>
            </fieldset>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn About(detail: GalleryView, error: Signal<Option<AppError>>) -> impl IntoView {
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.about)}</h2><p>{say!(dashboard.about_words)}</p></header>
            <div class="form">
                <Field name="title" label=say!(dashboard.name) value=detail.title error/>
                <Field
                    name="taken_on"
                    label=say!(dashboard.day)
                    kind="date"
                    optional=true
                    value=detail.taken_on
                    error
                />
                <Field
                    name="description"
                    label=say!(dashboard.description)
                    multiline=true
                    optional=true
                    value=detail.description
                    error
                />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Access(detail: GalleryView, error: Signal<Option<AppError>>) -> impl IntoView {
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.access)}</h2><p>{say!(dashboard.access_words)}</p></header>
            <div class="form">
                <Field
                    name="access_code"
                    label=say!(dashboard.code)
                    hint=say!(dashboard.new_code_hint)
                    value=detail.code
                    error
                />
                <Field
                    name="expires_on"
                    label=say!(dashboard.closes)
                    kind="date"
                    optional=true
                    hint=say!(dashboard.closes_hint)
                    value=detail.expires_on
                    error
                />
            </div>
        </section>
    }
    .into_any()
}

fn differing(mine: &EditGallery, theirs: &GalleryView) -> Vec<Differs> {
    let rows = [
        Differs::of(say!(dashboard.name), mine.title.trim(), &theirs.title),
        Differs::of(say!(dashboard.day), &mine.taken_on, &theirs.taken_on),
        Differs::of(say!(dashboard.description), mine.description.replace("\r\n", "\n").trim(), &theirs.description),
        Differs::of(say!(dashboard.code), mine.access_code.trim(), &theirs.code),
        Differs::of(say!(dashboard.closes), &mine.expires_on, &theirs.expires_on),
    ];
    rows.into_iter().flatten().collect()
}
