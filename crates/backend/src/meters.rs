//! What the backend counts of its own work, for those who look after the server. Counting takes no question to the
//! database; labels are words of the program, never of a visitor.

use std::time::Duration;

use prometheus_client::{
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};

use crate::Backend;

/// One label: its name and its value.
pub type Label = (&'static str, &'static str);

/// Histograms by one label.
pub type Timings = Family<[Label; 1], Histogram, fn() -> Histogram>;

/// The counters. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Meters {
    jobs: Family<[Label; 2], Counter>,
    job_seconds: Timings,
    develop_seconds: Histogram,
    upload_files: Family<[Label; 1], Counter>,
    upload_bytes: Counter,
}

impl Default for Meters {
    fn default() -> Self {
        Self {
            jobs: Family::default(),
            job_seconds: Family::new_with_constructor(slow),
            develop_seconds: slow(),
            upload_files: Family::default(),
            upload_bytes: Counter::default(),
        }
    }
}

impl Meters {
    /// A job of `kind` ended after `took` as `outcome`: `done`, `failed` (tried again), `waited` or `dead`.
    pub(crate) fn job(&self, kind: &'static str, outcome: &'static str, took: Duration) {
        self.jobs.get_or_create(&[("kind", kind), ("outcome", outcome)]).inc();
        self.job_seconds.get_or_create(&[("kind", kind)]).observe(took.as_secs_f64());
    }

    /// The sizes of a photograph were made, or could not be, after `took`; waiting for memory included.
    pub(crate) fn developed(&self, took: Duration) {
        self.develop_seconds.observe(took.as_secs_f64());
    }

    /// A whole file of `bytes` arrived.
    pub(crate) fn arrived(&self, outcome: &'static str, bytes: u64) {
        self.upload_files.get_or_create(&[("outcome", outcome)]).inc();
        self.upload_bytes.inc_by(bytes);
    }
}

impl Backend {
    /// Lets `registry` show what this backend counts.
    pub fn expose(&self, registry: &mut Registry) {
        let Meters { jobs, job_seconds, develop_seconds, upload_files, upload_bytes } = &self.meters;
        registry.register("jobs", "Jobs that ended, by kind and outcome", jobs.clone());
        registry.register("job_duration_seconds", "How long jobs took, by kind", job_seconds.clone());
        let words = "How long making the sizes of a photograph took, waiting for memory included";
        registry.register("develop_duration_seconds", words, develop_seconds.clone());
        registry.register("upload_files", "Whole files that arrived, by what became of them", upload_files.clone());
        registry.register("upload_bytes", "Bytes of whole files that arrived", upload_bytes.clone());
        let words = "How long it took to get a connection, and to begin a transaction on it, by pool";
        registry.register("database_wait_seconds", words, self.db.waits().clone());
    }
}

/// For what takes from tenths of a second to minutes.
fn slow() -> Histogram {
    Histogram::new([0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0])
}

/// For what takes milliseconds when all is well.
pub(crate) fn quick() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0])
}
