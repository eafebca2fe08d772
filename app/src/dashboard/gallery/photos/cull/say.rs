//! Flags and stars: on the page at once, then on the server, one after the other; taken back by hand, or when the server
//! refuses.

use std::collections::VecDeque;

use domain::{Flag, PhotoId, Role, Stars, Verdict};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::api::PhotoView,
    api::{self, TallyView},
    window::Cull,
};
use crate::viewer::boot;

/// So many steps can be taken back.
const STEPS: usize = 200;

/// What can be taken back: what was so before, and where one stood.
#[derive(Clone, Debug)]
struct Step {
    number: u32,
    at: Option<PhotoId>,
    back: Vec<Verdict>,
}

/// What is on its way to the server, and what was so before.
#[derive(Clone, Debug)]
struct Sent {
    /// The step it can be taken back by; `None` when it is taking back itself.
    step: Option<u32>,
    verdicts: Vec<Verdict>,
    back: Vec<Verdict>,
}

/// What was said.
#[derive(Clone, Copy, Default)]
pub struct Said {
    /// How much of it can be taken back.
    pub steps: RwSignal<usize>,
    done: StoredValue<Vec<Step>>,
    line: StoredValue<VecDeque<Sent>>,
    sending: StoredValue<bool>,
    count: StoredValue<u32>,
}

impl Said {
    /// Whether something about a photograph is still on its way.
    pub fn waits(self, photo: PhotoId) -> bool {
        let about = |sent: &Sent| sent.verdicts.iter().any(|said| said.photo == photo);
        self.line.try_with_value(|line| line.iter().any(about)).unwrap_or_default()
    }

    /// What is on its way holds in a window that was fetched meanwhile, too.
    pub fn again(self, cull: Cull) {
        let waiting: Vec<Verdict> =
            self.line.with_value(|line| line.iter().flat_map(|sent| sent.verdicts.clone()).collect());
        show(cull, &waiting);
    }
}

impl Cull {
    /// Whether the person may say anything.
    pub fn may_say(self) -> bool {
        boot().may(Role::Editor)
    }

    /// Takes the photograph, leaves it, or neither.
    pub fn flag(self, flag: Flag) {
        if let Some(photo) = self.focused() {
            self.say(vec![Verdict::flag(photo, flag)]);
        }
    }

    /// Gives the photograph stars.
    pub fn rate(self, stars: Stars) {
        if let Some(photo) = self.focused() {
            self.say(vec![Verdict::stars(photo, stars)]);
        }
    }

    /// Takes the photograph, and leaves the others of its burst.
    pub fn keep_of_burst(self) {
        let Some(photo) = self.focused() else { return };
        if let Some(burst) = untrack(|| self.burst(photo)) {
            self.say(Verdict::keep_one(photo, &burst));
        }
    }

    /// Takes back what was said last, and goes there.
    pub fn undo(self) {
        let Some(step) = self.said.done.try_update_value(Vec::pop).flatten() else { return };
        self.said.steps.set(self.said.done.with_value(Vec::len));
        let here = step.at.filter(|at| untrack(|| self.index(*at)).is_some());
        if here.is_some() && self.beside.get_untracked().is_none() {
            self.at.set(here);
        }
        let was = show(self, &step.back);
        self.send(Sent { step: None, verdicts: step.back, back: was });
    }

    /// What others said, or what the server made of it.
    pub fn hear(self, photos: &[PhotoView]) {
        if self.items.try_with_untracked(|_| ()).is_none() {
            return;
        }
        let verdict = |photo: &PhotoView| Verdict { photo: photo.id, flag: Some(photo.flag), stars: Some(photo.stars) };
        show(self, &photos.iter().map(verdict).collect::<Vec<_>>());
    }

    fn say(self, verdicts: Vec<Verdict>) {
        if !self.may_say() {
            return;
        }
        let number = self.said.count.get_value() + 1;
        self.said.count.set_value(number);
        let back = show(self, &verdicts);
        self.said.done.update_value(|done| {
            done.push(Step { number, at: self.at.get_untracked(), back: back.clone() });
            let over = done.len().saturating_sub(STEPS);
            done.drain(..over);
        });
        self.said.steps.set(self.said.done.with_value(Vec::len));
        self.send(Sent { step: Some(number), verdicts, back });
        if self.advances.get_untracked() && self.beside.get_untracked().is_none() {
            self.step(true);
        }
    }

    /// One after the other, so that the last word is the last to arrive.
    fn send(self, sent: Sent) {
        let said = self.said;
        said.line.update_value(|line| line.push_back(sent));
        if said.sending.get_value() {
            return;
        }
        said.sending.set_value(true);
        spawn_local(async move {
            // The page may be gone by now; what was said is sent all the same.
            while let Some(next) = said.line.try_with_value(|line| line.front().cloned()).flatten() {
                let Some(gallery) = self.gallery() else { return };
                match api::rate_photos(gallery, next.verdicts).await {
                    Ok(former) => {
                        said.line.try_update_value(VecDeque::pop_front);
                        // What was so on the server, of photographs outside the window, too.
                        said.done.try_update_value(|done| {
                            for step in done.iter_mut().filter(|step| Some(step.number) == next.step) {
                                step.back.clone_from(&former);
                            }
                        });
                    }
                    Err(error) => {
                        self.take_back();
                        self.fail(error);
                    }
                }
            }
            said.sending.try_set_value(false);
        });
    }

    /// The server refused: everything on its way is taken back, the last first.
    fn take_back(self) {
        let Some(line) = self.said.line.try_update_value(std::mem::take) else { return };
        for sent in line.iter().rev() {
            show(self, &sent.back);
        }
        self.said.done.update_value(|done| {
            done.retain(|step| line.iter().all(|sent| sent.step != Some(step.number)));
        });
        self.said.steps.set(self.said.done.with_value(Vec::len));
    }
}

/// On the page alone; answers with what was so before, as far as it is in the window.
fn show(cull: Cull, verdicts: &[Verdict]) -> Vec<Verdict> {
    let (mut former, mut tally) = (Vec::new(), cull.tally.get_untracked());
    if verdicts.is_empty() {
        return former;
    }
    cull.items.update(|items| {
        for said in verdicts {
            let Some(item) = items.iter_mut().find(|item| item.id == said.photo) else { continue };
            former.push(Verdict { photo: item.id, flag: Some(item.flag), stars: Some(item.stars) });
            count(&mut tally, (item.flag, item.stars), -1);
            item.flag = said.flag.unwrap_or(item.flag);
            item.stars = said.stars.unwrap_or(item.stars);
            count(&mut tally, (item.flag, item.stars), 1);
        }
    });
    cull.tally.set(tally);
    former
}

/// One more, or one less, that is sorted so.
fn count(tally: &mut TallyView, (flag, stars): (Flag, Stars), by: i64) {
    match flag {
        Flag::Pick => tally.picks += by,
        Flag::Reject => tally.rejects += by,
        Flag::None if stars == Stars::default() => tally.unrated += by,
        Flag::None => {}
    }
}
