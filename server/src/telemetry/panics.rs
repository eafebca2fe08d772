//! Where the last panic of this thread was: whoever catches it learns its words only.

use std::{cell::Cell, panic};

use sentry_types::protocol::v7::Frame;

thread_local! {
    static LAST: Cell<Option<Frame>> = const { Cell::new(None) };
}

/// Has panics remembered besides what is done with them anyway.
pub fn watch() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|location| Frame {
            filename: Some(location.file().to_owned()),
            lineno: Some(location.line().into()),
            colno: Some(location.column().into()),
            in_app: Some(true),
            ..Frame::default()
        });
        LAST.set(place);
        before(info);
    }));
}

/// Where it was, once.
pub fn take() -> Option<Frame> {
    LAST.take()
}
