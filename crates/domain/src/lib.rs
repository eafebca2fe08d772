//! Lumora's words and rules: what a gallery is, who may do what to it, what counts as an address.
//!
//! One file per noun. Nothing here waits, reads or writes; everything compiles for the browser too, so a form and the
//! server refuse the same input for the same reason.

mod access_code;
mod api_token;
mod audit;
mod cursor;
mod day;
mod download;
mod email;
pub mod export;
mod favorite;
pub mod format;
mod gallery;
mod gate;
mod id;
mod import;
mod insight;
mod list;
mod listing;
pub mod live;
mod look;
mod name_list;
mod password;
pub mod permission;
mod photo;
mod photo_order;
mod photo_set;
mod preference;
pub mod problem;
mod recipients;
mod role;
mod share_sheet;
mod shown;
mod source;
mod verdict;
mod viewer;
mod watermark;

pub use access_code::{AccessCode, AccessCodeError};
pub use api_token::{ApiToken, ApiTokenError, TokenLife, TokenScope};
pub use audit::{AuditActor, AuditPlace};
pub use cursor::{Cursor, CursorError};
pub use day::{DayError, parse_day};
pub use download::{DownloadPin, DownloadPinError, DownloadPolicy, DownloadSize, DownloadWhat, may_download};
pub use email::{Email, EmailError};
pub use favorite::{SessionKey, SessionKeyError};
pub use gallery::{GalleryError, GalleryStatus, LinkToken, Standing, Title, TitleError};
pub use gate::{GalleryPassword, GalleryPasswordError, Gate, GateStep};
pub use id::{
    CommentId, GalleryId, ImportId, ListId, PhotoId, SetId, StudioId, SubmissionId, TokenId, UploadId, UserId,
};
pub use import::{ImportFailure, ImportKind, ImportState, Packed, Refused, RefusedFile, Unpack, around, packed};
pub use insight::{Period, is_robot};
pub use list::{Asks, ListError, ListName, ListNameError, ListStanding, Most, MostError};
pub use listing::{GallerySort, GalleryTab};
pub use look::{Brand, CoverStyle, Fonts, Layout, Look, Palette, Spacing, TileSize};
pub use name_list::{MAX_LIST_BYTES, MAX_NAMES, NameList, NameListError};
pub use password::{Password, PasswordError};
pub use permission::{Grant, Need, Refusal, Subject};
pub use photo::{FileName, MAX_PHOTO_BYTES, PhotoState, RenditionKind};
pub use photo_order::{PhotoOrder, key_between};
pub use photo_set::{MAX_SETS, SetName};
pub use preference::{Locale, Theme};
pub use recipients::{MAX_RECIPIENTS, Recipients, RecipientsError};
pub use role::Role;
pub use share_sheet::{MAX_SHARED, share_batches};
pub use shown::{MarkedSize, Shown, may_see};
pub use source::{SourceFolder, SourceFolderError, SourceName, SourceNameError, named_like_a_photograph};
pub use verdict::{Flag, Stars, StarsError, Verdict};
pub use viewer::{Membership, Person, Viewer};
pub use watermark::{Mark, MarkText, Place, Watermark, WatermarkError};
