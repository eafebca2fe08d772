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
    /// The step it takes back.
    undoes: Option<Step>,
    verdicts: Vec<Verdict>,
    back: Vec<Verdict>,
}

/// What waits to be sent, the first first.
type Line = ArcStoredValue<VecDeque<Sent>>;

/// What was said.
#[derive(Clone, Copy, Default)]
pub struct Said {
    /// How much of it can be taken back.
    pub steps: RwSignal<usize>,
    /// Whether any of it is still on its way.
    pub sending: RwSignal<bool>,
    done: StoredValue<Vec<Step>>,
    /// It outlives the desk.
    line: StoredValue<Line>,
    count: StoredValue<u32>,
}

impl Said {
    /// Whether something about a photograph is still on its way.
    pub fn waits(self, photo: PhotoId) -> bool {
        let about = |sent: &Sent| sent.verdicts.iter().any(|said| said.photo == photo);
        self.line.try_get_value().is_some_and(|line| line.with_value(|line| line.iter().any(about)))
    }

    /// What is on its way holds in a window that was fetched meanwhile, too.
    pub fn again(self, cull: Cull) {
        let line = self.line.get_value();
        let waiting: Vec<Verdict> =
            line.with_value(|line| line.iter().flat_map(|sent| sent.verdicts.clone()).collect());
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
        // One outside the window is brought into it once this was sent.
        if step.at.is_some() && self.beside.get_untracked().is_none() {
            self.at.set(step.at);
        }
        let back = show(self, &step.back);
        self.send(Sent { step: None, verdicts: step.back.clone(), undoes: Some(step), back });
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
        self.send(Sent { step: Some(number), undoes: None, verdicts, back });
        if self.advances.get_untracked() && self.beside.get_untracked().is_none() {
            self.step(true);
        }
    }

    /// One after the other, so that the last word is the last to arrive.
    fn send(self, sent: Sent) {
        let (said, Some(gallery)) = (self.said, self.gallery()) else { return };
        let line = said.line.get_value();
        line.update_value(|line| line.push_back(sent));
        if said.sending.get_untracked() {
            return;
        }
        said.sending.set(true);
        spawn_local(async move {
            // The desk may be gone by now; what was said is sent all the same.
            while let Some(next) = line.with_value(|line| line.front().cloned()) {
                let answer = match next.verdicts.is_empty() {
                    true => Ok(Vec::new()),
                    false => api::rate_photos(gallery, next.verdicts.clone()).await,
                };
                match answer {
                    Ok(former) => self.arrived(&line, &next, &former),
                    Err(error) => {
                        self.take_back(&line);
                        self.refresh();
                        self.fail(error);
                    }
                }
            }
            said.sending.try_set(false);
        });
    }

    /// The server heard it. What was so there, of photographs outside the window, too, is what taking back brings back,
    /// even if that is on its way already.
    fn arrived(self, line: &Line, next: &Sent, former: &[Verdict]) {
        let told = |step: &Step| Some(step.number) == next.step;
        line.update_value(|line| {
            line.pop_front();
            for sent in line.iter_mut() {
                if let Some(step) = sent.undoes.as_mut().filter(|step| told(step)) {
                    step.back = former.to_vec();
                    sent.verdicts = former.to_vec();
                }
            }
        });
        self.said.done.try_update_value(|done| {
            for step in done.iter_mut().filter(|step| told(step)) {
                step.back = former.to_vec();
            }
        });
        if next.undoes.is_some() {
            self.seek();
        }
    }

    /// Brings what is looked at into the window.
    fn seek(self) {
        let Some(at) = self.at.try_get_untracked().flatten() else { return };
        if untrack(|| self.index(at)).is_none() {
            self.refresh();
        }
    }

    /// The server refused: everything on its way is taken back, the last first; what was being taken back still can be.
    fn take_back(self, line: &Line) {
        let refused = line.try_update_value(std::mem::take).unwrap_or_default();
        if self.items.try_with_untracked(|_| ()).is_none() {
            return;
        }
        for sent in refused.iter().rev() {
            show(self, &sent.back);
        }
        self.said.done.update_value(|done| {
            done.extend(refused.iter().filter_map(|sent| sent.undoes.clone()));
            done.retain(|step| refused.iter().all(|sent| sent.step != Some(step.number)));
            done.sort_by_key(|step| step.number);
        });
        self.said.steps.set(self.said.done.with_value(Vec::len));
    }
}

/// On the page alone; answers with what was so before of what is said, as far as it is in the window.
fn show(cull: Cull, verdicts: &[Verdict]) -> Vec<Verdict> {
    let (mut former, mut tally) = (Vec::new(), cull.tally.get_untracked());
    if verdicts.is_empty() {
        return former;
    }
    cull.items.update(|items| {
        for said in verdicts {
            let Some(item) = items.iter_mut().find(|item| item.id == said.photo) else { continue };
            former.push(Verdict {
                photo: item.id,
                flag: said.flag.map(|_| item.flag),
                stars: said.stars.map(|_| item.stars),
            });
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
