//! Every address the pages link to, in one place.

use domain::{GalleryId, ListId, Period, PhotoId, PhotoState, RenditionKind, SetId, Shown, export::Export};
use leptos_router::location::Url;

/// The galleries of the studio.
pub const GALLERIES: &str = "/dashboard/galleries";
/// The person's account.
pub const ACCOUNT: &str = "/dashboard/account";
/// The studio's watermark.
pub const WATERMARK: &str = "/dashboard/watermark";
/// The studio's logo.
pub const LOGO: &str = "/api/dashboard/logo";
/// Where the studio's logo above its galleries is sent to.
pub const BRAND: &str = "/api/dashboard/brand";
/// Who did what in the studio.
pub const AUDIT: &str = "/dashboard/audit";
/// The same as a file.
pub const AUDIT_FILE: &str = "/api/dashboard/audit.csv";
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
/// Whether photographs and files agree.
pub const FILES: &str = "/operator/files";

/// `address`, if it is a page of this site: a path that begins with one slash, and nothing a browser would turn into
/// another host.
pub fn same_site(address: &str) -> Option<&str> {
    let path = address.strip_prefix('/')?;
    let elsewhere = path.starts_with(['/', '\\']) || address.chars().any(|sign| sign.is_control());
    (!elsewhere).then_some(address)
}

/// Where to sign in and go on to `next` from there.
pub fn sign_in(next: &str) -> String {
    format!("{SIGN_IN}?{}", next_is(same_site(next).unwrap_or(GALLERIES)))
}

/// `next` as a parameter of an address.
pub fn next_is(next: &str) -> String {
    format!("next={}", Url::escape(next))
}

/// Where to go on, as a query says it; nothing that is not of this site. The router's own map decodes twice.
pub fn next_of(query: &str) -> Option<String> {
    let next = query.trim_start_matches('?').split('&').find_map(|part| part.strip_prefix("next="))?;
    same_site(&Url::unescape(next)).map(str::to_owned)
}

/// A gallery in the dashboard; `tab` is empty for the photographs.
pub fn gallery(id: GalleryId, tab: &str) -> String {
    if tab.is_empty() { format!("{GALLERIES}/{id}") } else { format!("{GALLERIES}/{id}/{tab}") }
}

/// How a gallery was looked at in a period.
pub fn insight(id: GalleryId, period: Period) -> String {
    format!("{}?days={}", gallery(id, "insight"), period.as_str())
}

/// A place on a public map, in degrees.
pub fn map((latitude, longitude): (f64, f64)) -> String {
    let (latitude, longitude) = (format!("{latitude:.5}"), format!("{longitude:.5}"));
    format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=15/{latitude}/{longitude}")
}

/// The photographs of a gallery in the dashboard, or those in its trash; one of them in front of the others.
pub fn photographs(id: GalleryId, trash: bool, photo: Option<PhotoId>) -> String {
    let mut address = gallery(id, "");
    if trash {
        address += "?show=trash";
    }
    if let Some(photo) = photo {
        address += &format!("{}photo={photo}", if trash { "&" } else { "?" });
    }
    address
}

/// The photographs of a gallery that failed, in the dashboard.
pub fn failed(id: GalleryId) -> String {
    format!("{}?state={}", gallery(id, ""), PhotoState::Failed.as_str())
}

/// The photographs of one set in the dashboard.
pub fn set_of(id: GalleryId, set: SetId) -> String {
    format!("{}?set={set}", gallery(id, ""))
}

/// The photographs of a gallery, or of one set, to be sorted one by one; from a photograph on.
pub fn cull(id: GalleryId, set: Option<SetId>, photo: Option<PhotoId>) -> String {
    let set = set.map(|set| format!("set={set}"));
    let photo = photo.map(|photo| format!("photo={photo}"));
    let query: Vec<String> = set.into_iter().chain(photo).collect();
    let address = gallery(id, "cull");
    if query.is_empty() { address } else { format!("{address}?{}", query.join("&")) }
}

/// A gallery for clients.
pub fn client_gallery(token: &str) -> String {
    format!("/g/{token}")
}

/// A photograph of a gallery for clients.
pub fn client_photo(token: &str, photo: PhotoId) -> String {
    format!("/g/{token}/p/{photo}")
}

/// A photograph of a gallery for clients, or the gallery where `photo` names none.
pub fn client_place(token: &str, photo: &str) -> String {
    photo.parse().map_or_else(|_| client_gallery(token), |photo| client_photo(token, photo))
}

/// One size of a photograph. The epoch changes whenever those let in must ask again.
pub fn rendition(gallery: GalleryId, epoch: i32, photo: PhotoId, kind: RenditionKind) -> String {
    picture(gallery, epoch, photo, Shown::Plain(kind))
}

/// What stands for a size of a photograph, with a mark where its gallery is for proofing.
pub fn picture(gallery: GalleryId, epoch: i32, photo: PhotoId, shown: Shown) -> String {
    folder(gallery, epoch, photo) + shown.as_str() + ".jpg"
}

/// The studio's logo of this name.
pub fn logo(name: &str) -> String {
    format!("{LOGO}?v={name}")
}

/// The logo of this name that stands above a studio's galleries.
pub fn brand(name: &str) -> String {
    format!("/brand/{name}")
}

/// Its sizes for `srcset`, with the widths a `width` × `height` picture has; with marks where the gallery is for proofing.
pub fn sources(
    (gallery, epoch, photo): (GalleryId, i32, PhotoId),
    (width, height): (u32, u32),
    proofing: bool,
) -> String {
    let folder = folder(gallery, epoch, photo);
    // A small picture has several sizes of one width: the first of them serves.
    let mut last = 0;
    let mut sizes = String::with_capacity(RenditionKind::PLAIN.len() * (folder.len() + 24));
    for kind in RenditionKind::PLAIN.map(|kind| Shown::of(kind, proofing)) {
        let wide = kind.size_of(width, height).0;
        if wide > last {
            let comma = if sizes.is_empty() { "" } else { ", " };
            for part in [comma, &folder, kind.as_str(), ".jpg ", &wide.to_string(), "w"] {
                sizes.push_str(part);
            }
            last = wide;
        }
    }
    sizes
}

fn folder(gallery: GalleryId, epoch: i32, photo: PhotoId) -> String {
    format!("/files/{gallery}/{epoch}/{photo}/")
}

/// A part of a download, counted from 1.
pub fn download(secret: &str, part: u32) -> String {
    format!("/files/downloads/{secret}/{part}")
}

/// Where a gallery's visitors report which photographs they opened.
pub const OPENED: &str = "/api/gallery/opened";

/// Where a page that is being left sends its last hearts.
pub const SET_HEART: &str = "/api/gallery/set_heart";

/// Where photographs are announced and sent to.
pub fn uploads(gallery: GalleryId) -> String {
    format!("/api/dashboard/galleries/{gallery}/uploads")
}

/// What was chosen as a file: everything, or what a visitor has on a list.
pub fn export(gallery: GalleryId, export: Export, of: Option<(i32, ListId)>) -> String {
    let file = export.file();
    let of = of.map(|(visitor, list)| format!("?visitor={visitor}&list={list}")).unwrap_or_default();
    format!("/api/dashboard/galleries/{gallery}/choices/{file}{of}")
}

/// The link of a gallery as a picture for programs.
pub fn qr_png(gallery: GalleryId) -> String {
    format!("/api/dashboard/galleries/{gallery}/qr.png")
}

/// What happened in a gallery after a live message.
pub fn changes(gallery: GalleryId, after: i64) -> String {
    format!("/api/dashboard/galleries/{gallery}/changes?after={after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_in_goes_on_to_the_whole_address() {
        assert_eq!(sign_in("/dashboard/galleries"), "/login?next=%2Fdashboard%2Fgalleries");
        let address = "/dashboard/galleries?status=trash&search=a%26b";
        let query = sign_in(address).split_once('?').map(|(_, query)| format!("?__err=x&{query}"));
        assert_eq!(query.and_then(|query| next_of(&query)).as_deref(), Some(address));
        assert_eq!(next_of("next=%2F%2Fevil.example"), None);
        assert_eq!(sign_in("//evil.example"), sign_in(GALLERIES));
    }

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
