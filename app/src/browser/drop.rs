//! Files and folders dropped anywhere on the page.

use std::cell::RefCell;

use js_sys::{Array, Promise};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, File, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry,
};

use super::files::{Chosen, all, keep, lost, pasted};
use crate::dashboard::uploads::queue::Trouble;

thread_local! {
    static LISTENERS: RefCell<Vec<WindowListenerHandle>> = RefCell::default();
}

/// From now on the page takes what is dropped on it or pasted: `over` hears whether something hangs above it, `found` gets the
/// files as they are found, folder by folder.
pub fn accept_drops(over: impl Fn(bool) + Clone + 'static, found: impl Fn(Vec<Chosen>) + Clone + 'static) {
    refuse_drops();
    let hover = {
        let over = over.clone();
        move |event: DragEvent| {
            if carries_files(&event) {
                event.prevent_default();
                over(true);
            }
        }
    };
    let leave = {
        let over = over.clone();
        move |event: DragEvent| {
            // Only leaving the window has nowhere to go.
            if event.related_target().is_none() {
                over(false);
            }
        }
    };
    let dropped = found.clone();
    let drop = move |event: DragEvent| {
        if !carries_files(&event) {
            return;
        }
        event.prevent_default();
        over(false);
        if let Some(transfer) = event.data_transfer() {
            take(&transfer, dropped.clone());
        }
    };
    let paste = move |event: ClipboardEvent| {
        let files = pasted(&event);
        if !files.is_empty() {
            event.prevent_default();
            found(files);
        }
    };
    LISTENERS.set(vec![
        window_event_listener(leptos::ev::paste, paste),
        window_event_listener(leptos::ev::dragenter, hover.clone()),
        window_event_listener(leptos::ev::dragover, hover),
        window_event_listener(leptos::ev::dragleave, leave),
        window_event_listener(leptos::ev::drop, drop),
    ]);
}

/// The page takes nothing any more.
pub fn refuse_drops() {
    LISTENERS.take().into_iter().for_each(WindowListenerHandle::remove);
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| transfer.types().iter().any(|kind| kind == "Files"))
}

/// The transfer is empty after this turn: all entries are taken out of it now, and read afterwards.
fn take(transfer: &DataTransfer, found: impl Fn(Vec<Chosen>) + 'static) {
    let items = transfer.items();
    let entries: Vec<FileSystemEntry> =
        (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten()).collect();
    if entries.is_empty() {
        return found(transfer.files().map(all).unwrap_or_default());
    }
    spawn_local(async move {
        let mut folders = sort(entries, &found).await;
        while let Some(folder) = folders.pop() {
            let reader = folder.create_reader();
            // A reader tells a hundred or so at a time, and nothing at the end.
            loop {
                match read(&reader).await {
                    Some(entries) if entries.is_empty() => break,
                    Some(entries) => folders.extend(sort(entries, &found).await),
                    None => {
                        found(vec![lost(folder.name(), Trouble::UnreadableFolder)]);
                        break;
                    }
                }
            }
        }
    });
}

/// Hands on the files, and answers with the folders.
async fn sort(entries: Vec<FileSystemEntry>, found: &impl Fn(Vec<Chosen>)) -> Vec<FileSystemDirectoryEntry> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in entries {
        let name = entry.name();
        if entry.is_directory() {
            folders.push(entry.unchecked_into());
        } else if !is_litter(&name) {
            files.push(file(&entry.unchecked_into()).await.ok_or(name));
        }
    }
    if !files.is_empty() {
        // Numbered only now, in one turn: those of others that came while these were opened must not lie between.
        let chosen = |file: Result<File, String>| file.map_or_else(|name| lost(name, Trouble::Unreadable), keep);
        found(files.into_iter().map(chosen).collect());
    }
    folders
}

/// What systems leave in folders without anybody's knowing.
fn is_litter(name: &str) -> bool {
    name.starts_with('.') || name.eq_ignore_ascii_case("thumbs.db") || name.eq_ignore_ascii_case("desktop.ini")
}

async fn file(entry: &FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |done, failed| {
        entry.file_with_callback_and_callback(&done, &failed);
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Some of what is in a folder; `None` when it cannot be read.
async fn read(reader: &FileSystemDirectoryReader) -> Option<Vec<FileSystemEntry>> {
    let promise = Promise::new(&mut |done, failed: js_sys::Function| {
        let told = {
            let failed = failed.clone();
            Closure::once_into_js(move || failed.call0(&JsValue::NULL).ok())
        };
        if reader.read_entries_with_callback_and_callback(&done, told.unchecked_ref()).is_err() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    let entries = JsFuture::from(promise).await.ok()?.dyn_into::<Array>().ok()?;
    Some(entries.iter().map(JsCast::unchecked_into).collect())
}
