//! Fingers, mouse and wheel on the photograph: swipes to the next or away, and one to three times its size by pinch,
//! wheel, double tap or double click.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, EventTarget, PointerEvent, WheelEvent},
};

use super::device;

/// How large a photograph may be drawn.
const MOST: f64 = 3.0;
/// A swipe is longer than this, in pixels …
const SWIPE: f64 = 50.0;
/// … and shorter than this, in milliseconds.
const SWIFT: f64 = 600.0;
/// A swipe down, which closes, is longer, in pixels: nobody is to lose their place by accident.
const CLOSE: f64 = 90.0;
/// Within this, in milliseconds, two taps are one double tap.
const DOUBLE: f64 = 300.0;
/// A finger moves a little while it taps, in pixels.
const TAP: f64 = 12.0;

#[derive(Clone, Copy)]
struct Finger {
    id: i32,
    x: f64,
    y: f64,
    from: (f64, f64),
    since: f64,
}

/// What is done to the photograph on the stage.
#[derive(Clone, Copy)]
pub struct Gesture {
    /// Where the photograph stands.
    pub stage: NodeRef<html::Div>,
    /// To the next, or the one before.
    step: Callback<bool>,
    /// Away.
    leave: Callback<()>,
    fingers: StoredValue<Vec<Finger>>,
    /// Where and when a tap ended.
    tapped: StoredValue<Option<(f64, f64, f64)>>,
    /// Size, and how far it is moved from the middle in pixels.
    view: RwSignal<(f64, f64, f64)>,
}

impl Gesture {
    /// Nothing yet.
    pub fn new(step: Callback<bool>, leave: Callback<()>) -> Self {
        Self {
            stage: NodeRef::new(),
            step,
            leave,
            fingers: StoredValue::default(),
            tapped: StoredValue::default(),
            view: RwSignal::new((1.0, 0.0, 0.0)),
        }
    }

    /// Whole again.
    pub fn reset(self) {
        if self.view.get_untracked().0 != 1.0 {
            self.view.set((1.0, 0.0, 0.0));
        }
    }

    /// Whether it is larger than the screen.
    pub fn zoomed(self) -> bool {
        self.view.get().0 > 1.0
    }

    /// For `--zoom`.
    pub fn zoom(self) -> String {
        format!("{:.3}", self.view.get().0)
    }

    /// For `--x`.
    pub fn x(self) -> String {
        format!("{:.1}px", self.view.get().1)
    }

    /// For `--y`.
    pub fn y(self) -> String {
        format!("{:.1}px", self.view.get().2)
    }

    /// A finger or button goes down.
    pub fn down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let (x, y) = at(event);
        let finger = Finger { id: event.pointer_id(), x, y, from: (x, y), since: event.time_stamp() };
        self.fingers.update_value(|fingers| {
            fingers.retain(|other| other.id != finger.id);
            fingers.push(finger);
        });
    }

    /// It moves: one drags what is larger than the screen, two pinch.
    pub fn moved(self, event: &PointerEvent) {
        let Some(before) = self.fingers.with_value(|fingers| {
            fingers.iter().any(|finger| finger.id == event.pointer_id()).then(|| fingers.clone())
        }) else {
            return;
        };
        let (x, y) = at(event);
        self.fingers.update_value(|fingers| {
            for finger in fingers.iter_mut().filter(|finger| finger.id == event.pointer_id()) {
                (finger.x, finger.y) = (x, y);
            }
        });
        let after = self.fingers.get_value();
        match (before.as_slice(), after.as_slice()) {
            ([was], [is]) if self.view.get_untracked().0 > 1.0 => {
                let (zoom, left, top) = self.view.get_untracked();
                if let Some(stage) = event.current_target().and_then(|stage| stage.dyn_into().ok()) {
                    self.place(&stage, zoom, left + is.x - was.x, top + is.y - was.y);
                }
            }
            ([a, b], [c, d]) => {
                let middle = ((c.x + d.x) / 2.0, (c.y + d.y) / 2.0);
                let spread = (c.x - d.x).hypot(c.y - d.y) / (a.x - b.x).hypot(a.y - b.y).max(1.0);
                self.scale(event.current_target(), middle, spread);
            }
            _ => {}
        }
    }

    /// It is lifted: perhaps that was a swipe, or the second tap of two.
    pub fn up(self, event: &PointerEvent) {
        let fingers = self.fingers.get_value();
        self.cancel(event);
        let [finger] = fingers.as_slice() else { return };
        let ((x, y), now) = (at(event), event.time_stamp());
        let (across, down) = (x - finger.from.0, y - finger.from.1);
        if across.hypot(down) < TAP {
            return self.tap(event, x, y, now);
        }
        if now - finger.since >= SWIFT || self.view.get_untracked().0 != 1.0 {
            return;
        }
        if across.abs() > SWIPE && across.abs() > down.abs() {
            self.step.run(across < 0.0);
        } else if down > CLOSE && down > 2.0 * across.abs() && event.pointer_type() == "touch" {
            self.leave.run(());
        }
    }

    /// It is gone, whatever it wanted.
    pub fn cancel(self, event: &PointerEvent) {
        self.fingers.update_value(|fingers| fingers.retain(|finger| finger.id != event.pointer_id()));
    }

    fn tap(self, event: &PointerEvent, x: f64, y: f64, now: f64) {
        let second = self
            .tapped
            .get_value()
            .is_some_and(|(left, top, then)| now - then < DOUBLE && (x - left).hypot(y - top) < 3.0 * TAP);
        self.tapped.set_value((!second).then_some((x, y, now)));
        if !second {
            return;
        }
        if self.view.get_untracked().0 > 1.0 {
            self.reset();
        } else {
            self.scale(event.current_target(), (x, y), 2.0);
        }
    }

    /// The wheel makes it larger and smaller around the pointer.
    pub fn wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let point = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.scale(event.current_target(), point, (-event.delta_y() / 400.0).clamp(-0.5, 0.5).exp());
    }

    /// Larger or smaller around the middle.
    pub fn zoom_by(self, factor: f64) {
        let Some(stage) = self.stage.get_untracked() else { return };
        let stage: &Element = &stage;
        self.scale(Some(stage.clone().into()), device::middle(stage), factor);
    }

    /// So large that one pixel of a picture of this size is one of the screen's; whole again if it is larger already.
    pub fn turn_actual(self, (width, height): (u32, u32)) {
        let Some(stage) = self.stage.get_untracked().filter(|_| self.view.get_untracked().0 == 1.0) else {
            return self.reset();
        };
        let stage: &Element = &stage;
        let (across, down) = (f64::from(stage.client_width()), f64::from(stage.client_height()));
        let (width, height) = (f64::from(width), f64::from(height));
        let whole = across.min(down * width / height).max(1.0);
        self.place(stage, (width / whole / device::density()).max(1.0), 0.0, 0.0);
    }

    /// Scales by `factor` and keeps what is under `point` there.
    fn scale(self, stage: Option<EventTarget>, point: (f64, f64), factor: f64) {
        let Some(stage) = stage.and_then(|stage| stage.dyn_into::<Element>().ok()) else { return };
        let middle = device::middle(&stage);
        let (zoom, x, y) = self.view.get_untracked();
        let to = (zoom * factor).clamp(1.0, MOST.max(zoom));
        let keep = |point: f64, middle: f64, moved: f64| {
            let from_middle = point - middle;
            from_middle - (from_middle - moved) * to / zoom
        };
        self.place(&stage, to, keep(point.0, middle.0, x), keep(point.1, middle.1, y));
    }

    /// Moves it, but never out of sight.
    fn place(self, stage: &Element, zoom: f64, x: f64, y: f64) {
        let room = |size: i32| f64::from(size) * (zoom - 1.0) / 2.0;
        let (across, down) = (room(stage.client_width()), room(stage.client_height()));
        self.view.set((zoom, x.clamp(-across, across), y.clamp(-down, down)));
    }
}

fn at(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}
