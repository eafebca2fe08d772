//! What browsers tell of our pages: what broke, and how soon they were there. Definitions: <https://web.dev/articles/vitals>.

use prometheus_client::{
    encoding::{EncodeLabelValue, LabelValueEncoder},
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};
use serde::Deserialize;

/// What a page is looked at on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    /// Held in a hand.
    Phone,
    /// Touched, and larger.
    Tablet,
    /// With a mouse, or the like.
    Desktop,
}

impl EncodeLabelValue for Device {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> Result<(), std::fmt::Error> {
        let word = match self {
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Desktop => "desktop",
        };
        word.encode(encoder)
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vital {
    /// Largest contentful paint, in seconds.
    Lcp,
    /// Interaction to next paint, in seconds.
    Inp,
    /// Time to the first byte, in seconds.
    Ttfb,
    /// Cumulative layout shift, a number of its own.
    Cls,
}

/// Labels of a page that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, prometheus_client::encoding::EncodeLabelSet)]
struct Look {
    route: &'static str,
    device: Device,
}

type Looks = Family<Look, Histogram, fn() -> Histogram>;

/// The counters of what browsers tell.
#[derive(Debug)]
pub struct Browser {
    errors: Family<[(&'static str, &'static str); 2], Counter>,
    lcp: Looks,
    inp: Looks,
    ttfb: Looks,
    cls: Looks,
}

impl Default for Browser {
    fn default() -> Self {
        // Good and poor are told apart at 2.5 and 4 s, 0.2 and 0.5 s, 0.8 and 1.8 s, 0.1 and 0.25.
        Self {
            errors: Family::default(),
            lcp: Family::new_with_constructor(|| Histogram::new([0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0])),
            inp: Family::new_with_constructor(|| Histogram::new([0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0])),
            ttfb: Family::new_with_constructor(|| Histogram::new([0.05, 0.1, 0.2, 0.4, 0.8, 1.8, 4.0])),
            cls: Family::new_with_constructor(|| Histogram::new([0.01, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0])),
        }
    }
}

impl Browser {
    /// Lets `registry` show them.
    pub(super) fn expose(&self, registry: &mut Registry) {
        let words = "Errors that pages met in browsers, by route and kind";
        registry.register("browser_errors", words, self.errors.clone());
        let words = "Until the largest part of a page was painted, by route and device";
        registry.register("web_vitals_lcp_seconds", words, self.lcp.clone());
        let words = "From what somebody did to what they saw of it, by route and device";
        registry.register("web_vitals_inp_seconds", words, self.inp.clone());
        let words = "Until the first byte of a page came, by route and device";
        registry.register("web_vitals_ttfb_seconds", words, self.ttfb.clone());
        registry.register("web_vitals_cls", "How far a page moved by itself, by route and device", self.cls.clone());
    }

    /// A page met an error.
    pub fn failed(&self, route: &'static str, kind: &'static str) {
        self.errors.get_or_create(&[("route", route), ("kind", kind)]).inc();
    }

    /// A page was measured.
    pub fn measured(&self, vital: Vital, route: &'static str, device: Device, value: f64) {
        let looks = match vital {
            Vital::Lcp => &self.lcp,
            Vital::Inp => &self.inp,
            Vital::Ttfb => &self.ttfb,
            Vital::Cls => &self.cls,
        };
        looks.get_or_create(&Look { route, device }).observe(value);
    }
}
