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
/// Confirming an address.
pub const VERIFY: &str = "/verify";
/// Mail that was not sent.
pub const OUTBOX: &str = "/operator/outbox";
/// The job queue.
pub const JOBS: &str = "/operator/jobs";

/// `address`, if it is a page of this site: a path that begins with one slash, and nothing a browser would turn into
/// another host.
pub fn same_site(address: &str) -> Option<&str> {
    let path = address.strip_prefix('/')?;
    let elsewhere = path.starts_with(['/', '\\']) || address.chars().any(|sign| sign.is_control());
    (!elsewhere).then_some(address)
}

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
    // A small picture has several sizes of one width: the first of them serves.
    let mut last = 0;
    let mut sizes = Vec::with_capacity(RenditionKind::PLAIN.len());
    for kind in RenditionKind::PLAIN {
        let wide = kind.size_of(width, height).0;
        if wide > last {
            sizes.push(format!("{} {wide}w", rendition(gallery, epoch, photo, kind)));
            last = wide;
        }
    }
    sizes.join(", ")
}

/// Where photographs are uploaded to.
pub fn upload(gallery: GalleryId) -> String {
    format!("/api/dashboard/galleries/{gallery}/photos")
}

/// What happened in a gallery after a live message.
pub fn changes(gallery: GalleryId, after: i64) -> String {
    format!("/api/dashboard/galleries/{gallery}/changes?after={after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_site_are_gone_on_to() {
        for own in ["/", "/dashboard/galleries", "/g/abc?x=1//2"] {
            assert_eq!(same_site(own), Some(own));
        }
        for other in [
            "",
            "dashboard",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(same_site(other), None, "{other:?}");
        }
    }
}
