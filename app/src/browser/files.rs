//! Files somebody chose. The rest of the program knows them by number only.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use js_sys::{ArrayBuffer, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, File, FileList, HtmlInputElement};

use crate::dashboard::uploads::queue::{Found, Trouble};

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
    static FILES: RefCell<HashMap<u32, File>> = RefCell::default();
}

/// A file somebody chose, or the name of one that cannot be had, and why.
pub struct Chosen {
    /// Its number.
    pub id: u32,
    /// What it is.
    pub file: Result<Found, (String, Trouble)>,
}

/// Keeps a file under a new number.
pub(super) fn keep(file: File) -> Chosen {
    let id = next();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers below 2^53")]
    let found = Found { name: file.name(), size: file.size() as u64, modified: file.last_modified() as i64 };
    FILES.with_borrow_mut(|files| files.insert(id, file));
    Chosen { id, file: Ok(found) }
}

/// What was chosen but cannot be had, under a number of its own.
pub(super) fn lost(name: String, trouble: Trouble) -> Chosen {
    Chosen { id: next(), file: Err((name, trouble)) }
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
    let chosen = input.files().map(all).unwrap_or_default();
    input.set_value("");
    chosen
}

/// The files on the clipboard.
pub(super) fn pasted(event: &ClipboardEvent) -> Vec<Chosen> {
    event.clipboard_data().and_then(|data| data.files()).map(all).unwrap_or_default()
}

/// All files of a list, under new numbers.
pub(super) fn all(list: FileList) -> Vec<Chosen> {
    (0..list.length()).filter_map(|at| list.get(at)).map(keep).collect()
}

/// The bytes of a file from `offset` on.
pub(super) fn from(id: u32, offset: u64) -> Option<Blob> {
    let file = FILES.with_borrow(|files| files.get(&id).cloned())?;
    #[expect(clippy::cast_precision_loss, reason = "files are smaller than 2^53 bytes")]
    file.slice_with_f64(offset as f64).ok()
}

/// Reads a file if its first 16 bytes please `looks_right`: its SHA-256 in hexadecimal, where the browser can tell. That is
/// done outside this thread, and the bytes are let go of at once.
pub async fn read(id: u32, looks_right: fn(&[u8]) -> bool) -> Result<Option<String>, Trouble> {
    let file = FILES.with_borrow(|files| files.get(&id).cloned()).ok_or(Trouble::Unreadable)?;
    let head = file.slice_with_i32_and_i32(0, 16).map_err(|_| Trouble::Unreadable)?;
    if !looks_right(&Uint8Array::new(&bytes(&head).await?.into()).to_vec()) {
        return Err(Trouble::Unsupported);
    }
    // An archive: more than a browser reads at once, and nobody wants its hash.
    if file.size() > domain::MAX_PHOTO_BYTES as f64 {
        return Ok(None);
    }
    // Only where the page is secure.
    let Some(digest) = digester() else { return Ok(None) };
    let hash = digest(&bytes(&file).await?).map_err(|_| Trouble::Unreadable)?;
    let hash = JsFuture::from(hash).await.map_err(|_| Trouble::Unreadable)?;
    let hash = Uint8Array::new(&hash.unchecked_into::<ArrayBuffer>()).to_vec();
    Ok(Some(hash.iter().map(|byte| format!("{byte:02x}")).collect()))
}

async fn bytes(blob: &Blob) -> Result<ArrayBuffer, Trouble> {
    let bytes = JsFuture::from(blob.array_buffer()).await.map_err(|_| Trouble::Unreadable)?;
    Ok(bytes.unchecked_into())
}

fn digester() -> Option<impl Fn(&ArrayBuffer) -> Result<Promise, JsValue>> {
    let crypto = Reflect::get(&leptos::prelude::window(), &"crypto".into()).ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok().filter(|subtle| !subtle.is_undefined())?;
    let digest: js_sys::Function = Reflect::get(&subtle, &"digest".into()).ok()?.dyn_into().ok()?;
    Some(move |bytes: &ArrayBuffer| digest.call2(&subtle, &"SHA-256".into(), bytes).map(JsCast::unchecked_into))
}
