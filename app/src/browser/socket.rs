//! What happens in a gallery, as it happens: over Socket.IO, whose client is loaded when it is first wanted, and by
//! asking every five seconds while there is no socket. Numbers that were missed are asked for.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use domain::{
    GalleryId,
    live::{Change, Missed, Present},
};
use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::XmlHttpRequest;

const CLIENT: &str = "/vendor/socket.io-4.8.4.min.js";
const ASK_EVERY: Duration = Duration::from_secs(5);

#[wasm_bindgen]
extern "C" {
    type Socket;
    #[wasm_bindgen(js_name = io, catch)]
    fn open(namespace: &str, options: &JsValue) -> Result<Socket, JsValue>;
    #[wasm_bindgen(method)]
    fn on(this: &Socket, event: &str, listener: &Function);
    #[wasm_bindgen(method)]
    fn emit(this: &Socket, event: &str, data: &JsValue, answer: &Function);
    #[wasm_bindgen(method)]
    fn off(this: &Socket);
    #[wasm_bindgen(method)]
    fn disconnect(this: &Socket);
}

thread_local! {
    static ROOM: RefCell<Option<Rc<Room>>> = const { RefCell::new(None) };
}

/// The gallery that is listened to.
struct Room {
    gallery: GalleryId,
    seq: Cell<i64>,
    heard: Box<dyn Fn(Missed)>,
    present: Box<dyn Fn(Present)>,
    socket: RefCell<Option<Socket>>,
    listeners: RefCell<Vec<JsValue>>,
    asking: Cell<bool>,
    clock: Cell<Option<IntervalHandle>>,
}

#[derive(Deserialize)]
struct Joined {
    seq: Option<i64>,
}

/// Listens to one gallery from after number `after`, until [`leave`]. `heard` gets changes in order, or word to load all
/// again; `present` gets the others who are there, whenever that changes, and nobody while that is not known.
pub fn listen(gallery: GalleryId, after: i64, heard: impl Fn(Missed) + 'static, present: impl Fn(Present) + 'static) {
    leave();
    let room = Rc::new(Room {
        gallery,
        seq: Cell::new(after),
        heard: Box::new(heard),
        present: Box::new(present),
        socket: RefCell::new(None),
        listeners: RefCell::default(),
        asking: Cell::new(false),
        clock: Cell::new(None),
    });
    ROOM.set(Some(room.clone()));
    room.keep_asking(true);
    load_client(move || {
        if room.is_current() {
            room.connect();
        }
    });
}

/// Listens no more.
pub fn leave() {
    if let Some(room) = ROOM.take() {
        room.keep_asking(false);
        if let Some(socket) = room.socket.take() {
            socket.off();
            socket.disconnect();
        }
        room.listeners.take();
    }
}

impl Room {
    fn is_current(self: &Rc<Self>) -> bool {
        ROOM.with_borrow(|room| room.as_ref().is_some_and(|room| Rc::ptr_eq(room, self)))
    }

    fn connect(self: &Rc<Self>) {
        let options = Object::new();
        let transports = js_sys::Array::of1(&"websocket".into());
        let _ = Reflect::set(&options, &"transports".into(), &transports);
        // One connection for each gallery: the shared one would keep the handlers of the gallery before.
        let _ = Reflect::set(&options, &"forceNew".into(), &JsValue::TRUE);
        let Ok(socket) = open("/live", &options) else { return };
        let on = |event: &str, listener: Closure<dyn FnMut(JsValue)>| {
            let listener = listener.into_js_value();
            socket.on(event, listener.unchecked_ref());
            self.listeners.borrow_mut().push(listener);
        };
        let room = Rc::downgrade(self);
        on(
            "connect",
            Closure::new(move |_| {
                if let Some(room) = room.upgrade() {
                    room.join()
                }
            }),
        );
        let room = Rc::downgrade(self);
        on(
            "disconnect",
            Closure::new(move |_| {
                if let Some(room) = room.upgrade() {
                    (room.present)(Present::default());
                    room.keep_asking(true)
                }
            }),
        );
        let room = Rc::downgrade(self);
        on(
            "change",
            Closure::new(move |message| {
                if let (Some(room), Some(change)) = (room.upgrade(), from_js::<Change>(&message)) {
                    room.take(change);
                }
            }),
        );
        let room = Rc::downgrade(self);
        on(
            "present",
            Closure::new(move |message| {
                if let (Some(room), Some(present)) = (room.upgrade(), from_js::<Present>(&message)) {
                    (room.present)(present);
                }
            }),
        );
        self.socket.replace(Some(socket));
    }

    fn join(self: &Rc<Self>) {
        let request = Object::new();
        let _ = Reflect::set(&request, &"gallery".into(), &self.gallery.to_string().into());
        #[expect(clippy::cast_precision_loss, reason = "numbers of messages stay far below 2^53")]
        let _ = Reflect::set(&request, &"after".into(), &(self.seq.get() as f64).into());
        let room = Rc::downgrade(self);
        let answer = Closure::once_into_js(move |answer: JsValue| {
            let Some(room) = room.upgrade() else { return };
            // Acknowledgements come as themselves or as a list of one.
            let answer = answer.dyn_ref::<js_sys::Array>().map(|list| list.get(0)).unwrap_or(answer);
            if let Some(seq) = from_js::<Joined>(&answer).and_then(|joined| joined.seq) {
                room.keep_asking(false);
                if seq > room.seq.get() {
                    room.ask();
                }
            }
        });
        if let Some(socket) = &*self.socket.borrow() {
            socket.emit("join", &request, answer.unchecked_ref());
        }
    }

    fn take(self: &Rc<Self>, change: Change) {
        match change.seq - self.seq.get() {
            1 => {
                self.seq.set(change.seq);
                (self.heard)(Missed { seq: change.seq, changes: vec![change], reload: false });
            }
            ..=0 => {}
            _ => self.ask(),
        }
    }

    fn keep_asking(self: &Rc<Self>, on: bool) {
        if let Some(clock) = self.clock.take() {
            clock.clear();
        }
        if on {
            let room = Rc::downgrade(self);
            let ask = move || {
                if let Some(room) = room.upgrade() {
                    room.ask();
                }
            };
            self.clock.set(set_interval_with_handle(ask, ASK_EVERY).ok());
        }
    }

    /// Asks for what was missed.
    fn ask(self: &Rc<Self>) {
        if self.asking.replace(true) {
            return;
        }
        let room = Rc::downgrade(self);
        get(&crate::paths::changes(self.gallery, self.seq.get()), move |text| {
            let Some(room) = room.upgrade() else { return };
            room.asking.set(false);
            let Some(mut missed) = text.and_then(|text| serde_json::from_str::<Missed>(&text).ok()) else { return };
            let known = room.seq.replace(missed.seq);
            missed.changes.retain(|change| change.seq > known);
            if (missed.reload || !missed.changes.is_empty()) && room.is_current() {
                (room.heard)(missed);
            }
        });
    }
}

fn from_js<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&js_sys::JSON::stringify(value).ok()?.as_string()?).ok()
}

/// The body of an answer 200 to a GET; nothing otherwise.
fn get(address: &str, done: impl FnOnce(Option<String>) + 'static) {
    let Ok(request) = XmlHttpRequest::new() else { return done(None) };
    let answered = request.clone();
    let end = Closure::once_into_js(move || {
        let good = answered.status().is_ok_and(|status| status == 200);
        done(good.then(|| answered.response_text().ok().flatten()).flatten());
    });
    request.set_onloadend(Some(end.unchecked_ref()));
    if request.open("GET", address).is_ok() {
        let _ = request.send();
    }
}

/// Loads the client once, then calls `ready`.
fn load_client(ready: impl FnOnce() + 'static) {
    if Reflect::has(&window(), &"io".into()).unwrap_or(false) {
        return ready();
    }
    let ready = Closure::once_into_js(ready);
    let script = document().query_selector(&format!("script[src='{CLIENT}']")).ok().flatten();
    let script = script.or_else(|| {
        let script = document().create_element("script").ok()?;
        script.set_attribute("src", CLIENT).ok()?;
        document().head()?.append_child(&script).ok()?;
        Some(script)
    });
    if let Some(script) = script {
        let _ = script.add_event_listener_with_callback("load", ready.unchecked_ref());
    }
}
