//! What the dialog of a download knows while it is open.

use domain::{DownloadSize, DownloadWhat, MAX_SHARED};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{device, hearts::turned_away},
    api::{self, OfferView, PartView},
};
use crate::error::AppError;

/// A download on its way from question to link.
#[derive(Clone, Copy)]
pub struct Panel {
    token: StoredValue<String>,
    /// What is to be taken.
    pub what: RwSignal<DownloadWhat>,
    /// What of it is to be had; `None` until that is known.
    pub offer: RwSignal<Option<OfferView>>,
    /// The size chosen.
    pub size: RwSignal<Option<DownloadSize>>,
    /// The PIN, as typed.
    pub pin: RwSignal<String>,
    /// It is to go to the share sheet, in files.
    pub shared: RwSignal<bool>,
    /// What there is to fetch, once it is prepared.
    pub parts: RwSignal<Option<Vec<PartView>>>,
    /// Why not.
    pub problem: RwSignal<Option<AppError>>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
}

impl Panel {
    /// Begins with this, and asks what of it is to be had; again whenever it changes.
    pub fn new(token: String, what: DownloadWhat) -> Self {
        let panel = Self {
            token: StoredValue::new(token),
            what: RwSignal::new(what),
            offer: RwSignal::new(None),
            size: RwSignal::new(None),
            pin: RwSignal::default(),
            shared: RwSignal::new(false),
            parts: RwSignal::new(None),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        Effect::new(move |_| panel.ask(panel.what.get()));
        panel
    }

    fn ask(self, what: DownloadWhat) {
        self.problem.set(None);
        self.offer.set(None);
        spawn_local(async move {
            let answer = api::offer(self.token.get_value(), what.clone()).await;
            // Closed, or something else was chosen meanwhile.
            if self.what.try_with_untracked(|now| *now == what) != Some(true) {
                return;
            }
            match answer {
                Ok(offer) => {
                    let first = offer.sizes.first().map(|(size, _)| *size);
                    let kept =
                        self.size.get_untracked().filter(|size| offer.sizes.iter().any(|(other, _)| other == size));
                    self.size.set(kept.or(first));
                    self.offer.set(Some(offer));
                }
                Err(error) => self.refused(error),
            }
        });
    }

    /// Gives the PIN where it is wanted, and has the download prepared: in files for the share sheet if it is `shared`.
    /// Else one file begins by itself.
    pub fn go(self, shared: bool) {
        let Some(size) = self.size.get_untracked().filter(|_| !self.busy.get_untracked()) else { return };
        let pin = self.offer.with_untracked(|offer| offer.as_ref().is_some_and(|offer| offer.pin));
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let (token, what) = (self.token.get_value(), self.what.get_untracked());
            let answer = async {
                if pin {
                    api::give_pin(token.clone(), self.pin.get_untracked()).await?;
                }
                api::plan(token, what, size, shared).await
            };
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(plan) => {
                    if let [part] = &plan.parts[..]
                        && !shared
                    {
                        device::go(&part.address);
                    }
                    self.shared.set(shared);
                    self.parts.set(Some(plan.parts));
                }
                Err(error) => self.refused(error),
            }
        });
    }

    /// Whether they are few enough for the share sheet.
    pub fn few(self) -> bool {
        self.offer.with(|offer| offer.as_ref().is_some_and(|offer| offer.photos <= MAX_SHARED as u64))
    }

    fn refused(self, error: AppError) {
        if turned_away(&error) {
            return device::reload();
        }
        self.problem.set(Some(error));
    }
}
