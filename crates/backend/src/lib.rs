//! What Lumora does. One context per plural noun, one verb per deed; a verb is one transaction of rule, rows, audit entry
//! and job, and checks for itself whether the viewer may.
//!
//! Everything outside the process is behind [`Backend`]: database, files, mail, time, chance, addresses.

pub mod accounts;
pub mod audit;
pub mod brands;
pub mod choices;
mod clock;
pub mod comments;
pub mod database;
pub mod demo;
pub mod downloads;
mod drill;
mod error;
pub mod favorites;
pub mod files;
pub mod galleries;
pub mod housekeeping;
pub mod imports;
pub mod insight;
pub mod jobs;
pub mod limits;
mod links;
pub mod live;
pub mod mailer;
pub mod meters;
pub mod photos;
pub mod sets;
pub mod sources;
#[cfg(feature = "testing")]
pub mod testing;
mod throttle;
pub mod uploads;
pub mod verifications;
mod version;
pub mod watermarks;

use std::{path::PathBuf, sync::Arc};

use chrono::TimeDelta;

pub use ::media;
pub(crate) use clock::digest_of;
pub use clock::{Chance, Clock, hex, sha256};
pub use error::{Error, Result};
pub use links::Links;

/// A page is made of thousands of short-lived pieces on several threads: with the C library's allocator a gallery page
/// takes nearly half as long again.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The one thing passed around. Cloning shares everything in it.
#[derive(Clone, Debug)]
pub struct Backend {
    /// PostgreSQL.
    pub db: database::Db,
    /// The bytes of photographs.
    pub files: files::Files,
    /// Outgoing mail.
    pub mailer: mailer::Mailer,
    /// Time.
    pub clock: Clock,
    /// Randomness.
    pub chance: Chance,
    /// Addresses of this server.
    pub links: Links,
    /// Where photographs are developed.
    pub darkroom: media::Darkroom,
    /// A folder for uploads on their way in, on the disk of this machine.
    pub staging: PathBuf,
    /// Bytes of the largest archive of photographs that is taken.
    pub archives: u64,
    /// Where else photographs are taken in from, as the operator says.
    pub sources: Arc<[sources::Source]>,
    /// An original moves to the cold shelf when nobody needed it for this long; never without.
    pub cold_after: Option<TimeDelta>,
    /// What visitors looked at and is not written down yet.
    pub tally: insight::Tally,
    /// What is counted of our own work.
    pub meters: meters::Meters,
}

impl Backend {
    /// Registering, signing in, devices.
    pub fn accounts(&self) -> accounts::Accounts<'_> {
        accounts::Accounts(self)
    }

    /// Galleries and who may see them.
    pub fn galleries(&self) -> galleries::Galleries<'_> {
        galleries::Galleries(self)
    }

    /// Photographs and their bytes.
    pub fn photos(&self) -> photos::Photos<'_> {
        photos::Photos(self)
    }

    /// The parts of galleries.
    pub fn sets(&self) -> sets::Sets<'_> {
        sets::Sets(self)
    }

    /// Files that come in pieces.
    pub fn uploads(&self) -> uploads::Uploads<'_> {
        uploads::Uploads(self)
    }

    /// Where photographs are taken in from.
    pub fn sources(&self) -> sources::Sources<'_> {
        sources::Sources(self)
    }

    /// Archives that are taken apart, and folders that are taken in.
    pub fn imports(&self) -> imports::Imports<'_> {
        imports::Imports(self)
    }

    /// What visitors choose, and what the studio makes of it.
    pub fn choices(&self) -> choices::Choices<'_> {
        choices::Choices(self)
    }

    /// What visitors and the studio write to each other.
    pub fn comments(&self) -> comments::Comments<'_> {
        comments::Comments(self)
    }

    /// Visitors' hearts.
    pub fn favorites(&self) -> favorites::Favorites<'_> {
        favorites::Favorites(self)
    }

    /// What visitors take with them.
    pub fn downloads(&self) -> downloads::Downloads<'_> {
        downloads::Downloads(self)
    }

    /// How galleries are looked at.
    pub fn insight(&self) -> insight::Insights<'_> {
        insight::Insights(self)
    }

    /// Who did what.
    pub fn audit(&self) -> audit::Audit<'_> {
        audit::Audit(self)
    }

    /// What happens in galleries, as it happens.
    pub fn live(&self) -> live::Live<'_> {
        live::Live(self)
    }

    /// Whether files and photographs agree, for operators.
    pub fn verifications(&self) -> verifications::Verifications<'_> {
        verifications::Verifications(self)
    }

    /// What stands for a studio above its galleries.
    pub fn brands(&self) -> brands::Brands<'_> {
        brands::Brands(self)
    }

    /// Watermarks, and galleries for proofing.
    pub fn watermarks(&self) -> watermarks::Watermarks<'_> {
        watermarks::Watermarks(self)
    }

    /// The job queue, for operators.
    pub fn queue(&self) -> jobs::Queue<'_> {
        jobs::Queue(self)
    }
}
