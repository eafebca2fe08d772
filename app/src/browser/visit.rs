//! A visitor's line to a gallery: a plain WebSocket that says the few words of Socket.IO (protocol 5 over Engine.IO 4) that
//! are needed, so that nobody loads its client to hear one.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::prelude::{set_timeout, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, WebSocket};

/// After the line was lost it is opened again after so many seconds and up to half as many more, later each time: a server
/// that comes back is not met by all pages at once.
const PAUSES: [u64; 4] = [3, 10, 30, 60];

thread_local! {
    static LINE: RefCell<Option<Rc<Line>>> = const { RefCell::new(None) };
}

struct Line {
    token: String,
    heard: Box<dyn Fn()>,
    /// How often it was lost since it last stood.
    lost: Cell<usize>,
    open: RefCell<Option<Open>>,
}

/// A socket and what it calls.
struct Open {
    socket: WebSocket,
    _said: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

/// Follows the gallery behind a link until [`unfollow`]: `heard` is called when there is something to ask for.
pub fn follow(token: String, heard: impl Fn() + 'static) {
    let line = Rc::new(Line { token, heard: Box::new(heard), lost: Cell::new(0), open: RefCell::new(None) });
    LINE.set(Some(line.clone()));
    line.open();
}

/// Follows it no more.
pub fn unfollow() {
    LINE.take();
}

impl Line {
    fn open(self: &Rc<Self>) {
        let location = window().location();
        let secure = location.protocol().is_ok_and(|protocol| protocol == "https:");
        let host = location.host().unwrap_or_default();
        let scheme = if secure { "wss" } else { "ws" };
        let Ok(socket) = WebSocket::new(&format!("{scheme}://{host}/socket.io/?EIO=4&transport=websocket")) else {
            return;
        };
        let line = Rc::downgrade(self);
        let said = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let (Some(line), Some(text)) = (line.upgrade(), event.data().as_string()) {
                line.hear(&text);
            }
        });
        let line = Rc::downgrade(self);
        let closed = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            if let Some(line) = line.upgrade() {
                line.lose();
            }
        });
        socket.set_onmessage(Some(said.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        self.open.replace(Some(Open { socket, _said: said, _closed: closed }));
    }

    fn hear(&self, text: &str) {
        if text == "2" {
            self.say("3");
        } else if text.starts_with('0') {
            self.say("40/visit,");
        } else if text.starts_with("40/visit,") {
            let token = serde_json::to_string(&self.token).unwrap_or_default();
            self.say(&format!("42/visit,1[\"join\",{{\"token\":{token}}}]"));
        } else if text.starts_with("43/visit,") && text.contains("refused") {
            unfollow();
        } else if text.starts_with("43/visit,") && text.contains("joined") {
            // While it was lost there may have been something to hear.
            if self.lost.replace(0) > 0 {
                (self.heard)();
            }
        } else if text.starts_with("42/visit,") {
            (self.heard)();
        }
    }

    fn say(&self, text: &str) {
        if let Some(open) = &*self.open.borrow() {
            // A socket that is closing tells so by itself.
            let _ = open.socket.send_with_str(text);
        }
    }

    fn lose(self: &Rc<Self>) {
        let lost = self.lost.get();
        self.lost.set(lost + 1);
        let line = Rc::downgrade(self);
        let again = move || {
            if let Some(line) = line.upgrade() {
                line.open();
            }
        };
        let pause = PAUSES[lost.min(PAUSES.len() - 1)] as f64 * (1.0 + js_sys::Math::random() / 2.0);
        set_timeout(again, Duration::from_secs_f64(pause));
    }
}
