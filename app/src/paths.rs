//! Every address the pages link to, in one place.

use domain::{GalleryId, PhotoId, RenditionKind};

/// The galleries of the studio.
pub const GALLERIES: &str = "/dashboard/galleries";
/// The person's account.
pub const ACCOUNT: &str = "/dashboard/account";
/// Signing in.
pub const SIGN_IN: &str = "/login";
/// Registering.
pub const REGISTER: &str = "/register";
/// Asking for a reset link.
pub const FORGOT: &str = "/forgot";
/// Mail that was not sent.
pub const OUTBOX: &str = "/operator/outbox";
/// The job queue.
pub const JOBS: &str = "/operator/jobs";

/// A gallery in the dashboard; `tab` is empty for the photographs.
pub fn gallery(id: GalleryId, tab: &str) -> String {
    if tab.is_empty() { format!("{GALLERIES}/{id}") } else { format!("{GALLERIES}/{id}/{tab}") }
}

/// A gallery for clients.
pub fn client_gallery(token: &str) -> String {
    format!("/g/{token}")
}

/// A photograph of a gallery for clients.
pub fn client_photo(token: &str, photo: PhotoId) -> String {
    format!("/g/{token}/p/{photo}")
}

/// One size of a photograph. The epoch changes whenever those let in must ask again.
pub fn rendition(gallery: GalleryId, epoch: i32, photo: PhotoId, kind: RenditionKind) -> String {
    format!("/files/{gallery}/{epoch}/{photo}/{}.jpg", kind.as_str())
}

/// Its sizes for `srcset`, with the widths a `width` × `height` picture has.
pub fn srcset(gallery: GalleryId, epoch: i32, photo: PhotoId, width: u32, height: u32) -> String {
    RenditionKind::ALL
        .map(|kind| format!("{} {}w", rendition(gallery, epoch, photo, kind), kind.size_of(width, height).0))
        .join(", ")
}

/// Where photographs are uploaded to.
pub fn upload(gallery: GalleryId) -> String {
    format!("/api/dashboard/galleries/{gallery}/photos")
}

/// What happened in a gallery after a live message.
pub fn changes(gallery: GalleryId, after: i64) -> String {
    format!("/api/dashboard/galleries/{gallery}/changes?after={after}")
}
