//! One file: where it is, and what became of it.

use domain::{GalleryId, PhotoId, SetId, Unpack};

/// Why a file did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// It has no bytes.
    Empty,
    /// More than [`domain::MAX_PHOTO_BYTES`].
    TooLarge,
    /// More than the server takes of an archive.
    ArchiveTooLarge,
    /// Not JPEG, PNG or WebP.
    Unsupported,
    /// Its inside is broken.
    Damaged,
    /// More pixels than can be decoded.
    TooManyPixels,
    /// The browser could not read it: moved or deleted meanwhile.
    Unreadable,
    /// A folder of which the browser could not read all.
    UnreadableFolder,
    /// The person's role does not allow it.
    Forbidden,
    /// Nobody is signed in any more.
    SignedOut,
    /// The gallery is gone.
    NotFound,
    /// The server's disk is full.
    StorageFull,
    /// More at once than the server takes from one person.
    TooMany,
    /// The server does not answer as it should.
    Unavailable,
    /// The network broke off.
    Network,
    /// Nothing moved for [`super::STALL`].
    Stalled,
}

impl Trouble {
    /// Whether the same may work in a moment.
    pub fn passes(self) -> bool {
        matches!(self, Self::TooMany | Self::Unavailable | Self::Network | Self::Stalled)
    }

    /// Whether the same file may work when a person asks for it again.
    pub fn worth_another_try(self) -> bool {
        !matches!(
            self,
            Self::Empty
                | Self::TooLarge
                | Self::ArchiveTooLarge
                | Self::Unsupported
                | Self::Damaged
                | Self::TooManyPixels
                | Self::UnreadableFolder
        )
    }
}

/// What the server, or the way to it, made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is safe.
    Added,
    /// It is safe, in the place of another.
    Replaced,
    /// The same bytes were in the gallery.
    AlreadyHere,
    /// The archive is safe, and is being taken apart.
    Unpacking,
    /// Other bytes of its name are in the gallery; of which photograph, if only one has the name.
    SameName(Option<PhotoId>),
    /// The server has forgotten what came of it before.
    Forgotten,
    /// It did not arrive. The server may say how many milliseconds to wait.
    Failed(Trouble, Option<u64>),
}

/// Where a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Its turn comes.
    Waiting,
    /// Its bytes are going out.
    Sending,
    /// Tried again at this time.
    Pausing(u64),
    /// Other bytes of its name are in the gallery: a person decides.
    Asking,
    /// It is safe.
    Added,
    /// It is safe, in the place of another.
    Replaced,
    /// The same bytes were in the gallery.
    AlreadyHere,
    /// The archive is safe, and is being taken apart.
    Unpacking,
    /// It needs attention.
    Troubled(Trouble),
    /// A person took it back.
    Cancelled,
}

impl State {
    /// Whether something is still to come of it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Pausing(_) | Self::Asking)
    }

    /// Whether it is safe with the server.
    pub fn is_safe(self) -> bool {
        matches!(self, Self::Added | Self::Replaced | Self::AlreadyHere | Self::Unpacking)
    }
}

/// What is to be done with a file whose name is in the gallery with other bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is added beside the other.
    KeepBoth,
    /// It takes the place of the other, with its hearts. Where several have the name nothing is guessed: it is added.
    Replace,
    /// It is left out.
    Skip,
}

/// A file that a person chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// When it was changed last, in milliseconds since 1970.
    pub modified: i64,
}

/// A file in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The number it was added with.
    pub id: u32,
    /// Where it goes.
    pub gallery: GalleryId,
    /// What it is.
    pub file: Found,
    /// Of its bytes, sent.
    pub sent: u64,
    /// Where it is.
    pub state: State,
    /// What the server knows of it.
    pub known: Known,
    pub(super) prepared: bool,
    pub(super) tries: usize,
    pub(super) moved_at: u64,
}

/// What there is to say to the server about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The address under which it was announced.
    pub upload: Option<String>,
    /// SHA-256 of its bytes in hexadecimal, where the browser can tell.
    pub sha256: Option<String>,
    /// Whether to ask about other bytes of the same name.
    pub ask: bool,
    /// The photograph whose place it takes.
    pub replaces: Option<PhotoId>,
    /// The set it is meant for.
    pub set: Option<SetId>,
    /// For an archive of photographs, what becomes of its folders.
    pub unpack: Option<Unpack>,
}

impl Known {
    /// Before anything was said: other bytes of the same name are asked about.
    pub(super) const NOTHING: Self =
        Self { upload: None, sha256: None, ask: true, replaces: None, set: None, unpack: None };
}

impl Found {
    /// Whether its name says that it is an archive, to be taken apart by the server.
    pub fn is_archive(&self) -> bool {
        self.name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("zip"))
    }
}

/// A file whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Which.
    pub id: u32,
    /// Where it goes.
    pub gallery: GalleryId,
    /// What the server is told.
    pub known: Known,
}
