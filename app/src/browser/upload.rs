//! Sends files in the resumable protocol (<https://tus.io/protocols/resumable-upload>), by XMLHttpRequest: `fetch` tells
//! nothing of how far an upload is.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use js_sys::Promise;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest};

use super::files;
use crate::{
    dashboard::uploads::{
        queue::{Answer, Found, Task, Trouble},
        transport::{Next, Reply, metadata},
    },
    paths,
};

/// What pieces are sent as.
const PIECE: &str = "application/offset+octet-stream";

thread_local! {
    /// What is under way: the last request of each file.
    static RUNNING: RefCell<HashMap<u32, XmlHttpRequest>> = RefCell::default();
}

/// What happens to a file while it is sent.
#[derive(Clone, Debug)]
pub enum Event {
    /// The server knows it by this address, and has so many bytes of it.
    Announced(String, u64),
    /// So many of its bytes are out.
    Sent(u64),
    /// It is over.
    Over(Answer),
}

/// Reads a file, and tells its hash or why it is not to be sent.
pub fn prepare(id: u32, looks_right: fn(&[u8]) -> bool, done: impl FnOnce(Result<Option<String>, Trouble>) + 'static) {
    spawn_local(async move { done(files::read(id, looks_right).await) });
}

/// Sends a file: announces it, or asks how much came before, and sends the rest.
pub fn send(task: Task, file: Found, tell: impl Fn(Event) + 'static) {
    spawn_local(async move {
        // Nothing when it was stopped.
        if let Some(answer) = carry(&task, &file, Rc::new(tell)).await {
            let (answer, tell) = answer;
            RUNNING.with_borrow_mut(|running| running.remove(&task.id));
            tell(Event::Over(answer));
        }
    });
}

async fn carry<T: Fn(Event) + 'static>(task: &Task, file: &Found, tell: Rc<T>) -> Option<(Answer, Rc<T>)> {
    let over = |answer| Some((answer, tell.clone()));
    let (address, first) = match &task.known.upload {
        Some(address) => (address.clone(), exchange(task.id, "HEAD", address, &[], None, |_| ()).await?),
        None => {
            let headers =
                [("Upload-Length", file.size.to_string()), ("Upload-Metadata", encode(&metadata(file, &task.known)))];
            let reply = exchange(task.id, "POST", &paths::uploads(task.gallery), &headers, None, |_| ()).await?;
            (reply.location.clone().unwrap_or_default(), reply)
        }
    };
    if task.known.upload.is_some() && first.status == 404 {
        return over(Answer::Forgotten);
    }
    let offset = match first.next() {
        Next::Send(offset) => offset,
        Next::Over(answer) => return over(answer),
    };
    tell(Event::Announced(address.clone(), offset));
    let Some(piece) = files::from(task.id, offset) else { return over(Answer::Failed(Trouble::Unreadable, None)) };
    let headers = [("Upload-Offset", offset.to_string()), ("Content-Type", PIECE.to_owned())];
    let progress = {
        let tell = tell.clone();
        move |sent| tell(Event::Sent(offset + sent))
    };
    let reply = exchange(task.id, "PATCH", &address, &headers, Some(&piece), progress).await?;
    over(match reply.next() {
        Next::Over(answer) => answer,
        // All was sent and yet something is missing: the rest goes out next time.
        Next::Send(_) => Answer::Failed(Trouble::Network, None),
    })
}

/// One request, to its end; nothing when it was stopped meanwhile.
async fn exchange(
    id: u32,
    method: &str,
    address: &str,
    headers: &[(&str, String)],
    body: Option<&Blob>,
    progress: impl Fn(u64) + 'static,
) -> Option<Reply> {
    let request = XmlHttpRequest::new().ok()?;
    RUNNING.with_borrow_mut(|running| running.insert(id, request.clone()));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number below 2^53")]
    let listener =
        Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded() as u64));
    if body.is_some()
        && let Ok(upload) = request.upload()
    {
        upload.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    }
    let ended = Promise::new(&mut |done, _| request.set_onloadend(Some(&done)));
    let begun = (|| {
        request.open_with_async(method, address, true)?;
        request.set_request_header("Tus-Resumable", "1.0.0")?;
        for (name, value) in headers {
            request.set_request_header(name, value)?;
        }
        match body {
            Some(body) => request.send_with_opt_blob(Some(body)),
            None => request.send(),
        }
    })();
    if begun.is_ok() {
        // Ends in every case: answered, broken off or stopped.
        let _ = JsFuture::from(ended).await;
    }
    // Stopped, and perhaps begun anew.
    let still = RUNNING.with_borrow(|running| running.get(&id) == Some(&request));
    still.then(|| read(&request))
}

/// What the server said; status 0 when the network broke off.
fn read(request: &XmlHttpRequest) -> Reply {
    let header = |name| request.get_response_header(name).ok().flatten();
    let problem = request.response_text().ok().flatten().unwrap_or_default();
    let problem = serde_json::from_str::<serde_json::Value>(&problem).unwrap_or_default();
    let said = |name| problem.get(name).and_then(serde_json::Value::as_str);
    Reply {
        status: request.status().unwrap_or_default(),
        code: said("code").unwrap_or_default().to_owned(),
        photo: said("photo").and_then(|photo| photo.parse().ok()),
        retry_after: header("Retry-After").and_then(|text| text.parse().ok()),
        location: header("Location"),
        offset: header("Upload-Offset").and_then(|text| text.parse().ok()),
        outcome: header("Lumora-Outcome"),
    }
}

/// Metadata as the protocol writes it: names, and values in Base64 of their UTF-8.
fn encode(pairs: &[(&str, String)]) -> String {
    let encode = |value: &str| {
        let bytes: String = value.bytes().map(char::from).collect();
        leptos::prelude::window().btoa(&bytes).unwrap_or_default()
    };
    pairs.iter().map(|(name, value)| format!("{name} {}", encode(value))).collect::<Vec<_>>().join(",")
}

/// Stops sending a file. What came of it stays with the server.
pub fn stop(id: u32) {
    if let Some(request) = RUNNING.with_borrow_mut(|running| running.remove(&id)) {
        // Nothing to stop when it was not begun.
        let _ = request.abort();
    }
}

/// Tells the server that a file will not come after all. If it does not hear it, it forgets by itself.
pub fn discard(address: &str) {
    if let Ok(request) = XmlHttpRequest::new() {
        let _ = request
            .open_with_async("DELETE", address, true)
            .and_then(|()| request.set_request_header("Tus-Resumable", "1.0.0"))
            .and_then(|()| request.send());
    }
}
