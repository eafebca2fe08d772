//! Sends files, by XMLHttpRequest: `fetch` tells nothing of how far an upload is. Files are known to the rest of the
//! program by number only.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, HtmlInputElement, ProgressEvent, XmlHttpRequest};

use crate::dashboard::uploads::{queue::Trouble, transport::Sent};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
    static FILES: RefCell<HashMap<u32, File>> = RefCell::default();
    static RUNNING: RefCell<HashMap<u32, Run>> = RefCell::default();
}

/// An upload under way: the request, and what listens to it.
struct Run {
    request: XmlHttpRequest,
    _progress: Closure<dyn FnMut(ProgressEvent)>,
    _end: Closure<dyn FnMut()>,
}

/// A file somebody chose.
pub struct Chosen {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// In bytes; why there are none to be had otherwise.
    pub size: Result<u64, Trouble>,
}

/// Keeps a file under a new number.
pub(super) fn keep(file: File) -> Chosen {
    let id = next();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number below 2^53")]
    let chosen = Chosen { id, name: file.name(), size: Ok(file.size() as u64) };
    FILES.with_borrow_mut(|files| files.insert(id, file));
    chosen
}

/// What was chosen but cannot be had, under a number of its own.
pub(super) fn lost(name: String, trouble: Trouble) -> Chosen {
    Chosen { id: next(), name, size: Err(trouble) }
}

fn next() -> u32 {
    NEXT.replace(NEXT.get() + 1)
}

/// Lets go of files.
pub fn forget(ids: &[u32]) {
    FILES.with_borrow_mut(|files| ids.iter().for_each(|id| drop(files.remove(id))));
}

/// The files chosen in a file field; the field is empty afterwards, so that the same ones can be chosen again.
pub fn chosen_in(event: &leptos::ev::Event) -> Vec<Chosen> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let files = input.files();
    let chosen = files.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.get(at))).map(keep).collect();
    input.set_value("");
    chosen
}

/// Sends file `id` to `address` as the field `file` of a form, if its first 16 bytes please `looks_right`.
pub fn send(
    id: u32,
    address: String,
    looks_right: fn(&[u8]) -> bool,
    progress: impl Fn(u64) + 'static,
    done: impl FnOnce(Sent) + 'static,
) {
    let Some(file) = FILES.with_borrow(|files| files.get(&id).cloned()) else { return done(Sent::Unreadable) };
    let Ok(request) = XmlHttpRequest::new() else { return done(Sent::Broken) };
    hold(id, &request, progress);
    spawn_local(async move {
        let head = head(&file).await;
        // Stopped while its head was read, and perhaps begun anew.
        if !RUNNING.with_borrow(|running| running.get(&id).is_some_and(|run| run.request == request)) {
            return;
        }
        match head {
            Some(head) if looks_right(&head) => go(id, request, &address, &file, done),
            head => {
                RUNNING.with_borrow_mut(|running| running.remove(&id));
                done(if head.is_some() { Sent::NoPhotograph } else { Sent::Unreadable });
            }
        }
    });
}

fn hold(id: u32, request: &XmlHttpRequest, progress: impl Fn(u64) + 'static) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number below 2^53")]
    let listener =
        Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded() as u64));
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    }
    let run = Run { request: request.clone(), _progress: listener, _end: Closure::new(|| ()) };
    RUNNING.with_borrow_mut(|running| running.insert(id, run));
}

fn go(id: u32, request: XmlHttpRequest, address: &str, file: &File, done: impl FnOnce(Sent) + 'static) {
    let done = Rc::new(Cell::new(Some(done)));
    let end = {
        let (request, done) = (request.clone(), done.clone());
        Closure::<dyn FnMut()>::new(move || {
            // The closure must outlive its own call: it goes in the next turn.
            spawn_local(async move { RUNNING.with_borrow_mut(|running| drop(running.remove(&id))) });
            if let Some(done) = done.take() {
                done(read(&request));
            }
        })
    };
    request.set_onloadend(Some(end.as_ref().unchecked_ref()));
    let begun = (|| {
        request.open_with_async("POST", address, true)?;
        request.set_request_header("Accept", "application/json")?;
        let form = FormData::new()?;
        form.append_with_blob_and_filename("file", file, &file.name())?;
        request.send_with_opt_form_data(Some(&form))
    })();
    RUNNING.with_borrow_mut(|running| {
        if let Some(run) = running.get_mut(&id) {
            run._end = end;
        }
    });
    if begun.is_err()
        && let Some(done) = done.take()
    {
        RUNNING.with_borrow_mut(|running| running.remove(&id));
        done(Sent::Broken);
    }
}

/// What the server said; nothing when the request broke off or was stopped.
fn read(request: &XmlHttpRequest) -> Sent {
    let status = request.status().unwrap_or_default();
    if status == 0 {
        return Sent::Broken;
    }
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let code = serde_json::from_str::<serde_json::Value>(&text)
        .ok()
        .and_then(|problem| problem.get("code")?.as_str().map(str::to_owned))
        .unwrap_or_default();
    let retry_after = request.get_response_header("Retry-After").ok().flatten().and_then(|text| text.parse().ok());
    Sent::Answered { status, code, retry_after }
}

async fn head(file: &File) -> Option<Vec<u8>> {
    let slice = file.slice_with_i32_and_i32(0, 16).ok()?;
    let bytes = JsFuture::from(slice.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes.unchecked_into::<ArrayBuffer>()).to_vec())
}

/// Stops sending a file.
pub fn stop(id: u32) {
    let run = RUNNING.with_borrow_mut(|running| running.remove(&id));
    if let Some(run) = run {
        run.request.set_onloadend(None);
        // Nothing to stop when it was not begun.
        let _ = run.request.abort();
    }
}
