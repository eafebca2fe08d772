//! Where photographs are to go.

use app::paths;
use domain::GalleryId;
use reqwest::Url;

/// A gallery on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    server: Url,
    gallery: GalleryId,
}

impl Place {
    /// Reads a gallery's identity, or its address in the dashboard as a browser shows it; that also says where the server
    /// is, unless `server` does.
    ///
    /// # Errors
    /// What is missing or not understood, in words.
    pub fn parse(gallery: &str, server: Option<&str>) -> Result<Self, String> {
        let address = Url::parse(gallery).ok().filter(|address| address.has_host());
        let path = address.as_ref().map_or(gallery, |address| address.path());
        let after = path.rsplit_once("galleries/").map_or(path, |(_, after)| after);
        let id = after.split(['/', '?', '#']).next().unwrap_or_default();
        let gallery = id.parse().map_err(|_| {
            format!("{gallery} is no gallery: give its identity, or its address as the dashboard's browser shows it")
        })?;
        let server = match (server, address) {
            (Some(server), _) => Url::parse(server).map_err(|error| format!("{server} is no address: {error}"))?,
            (None, Some(address)) => address,
            (None, None) => return Err("say where the server is: --server https://…".to_owned()),
        };
        if !matches!(server.scheme(), "http" | "https") || !server.has_host() {
            return Err(format!("{server} is no address of a server: it begins with https://"));
        }
        let server = server.join("/").map_err(|error| error.to_string())?;
        Ok(Self { server, gallery })
    }

    /// The server's address.
    pub fn server(&self) -> &Url {
        &self.server
    }

    /// Where files are announced.
    pub(super) fn uploads(&self) -> Option<Url> {
        self.server.join(&paths::uploads(self.gallery)).ok()
    }

    /// `location` as the server gave it, if it is one of this server's: nobody else is shown the token.
    pub(super) fn own(&self, location: &str) -> Option<Url> {
        self.server.join(location).ok().filter(|address| address.origin() == self.server.origin())
    }

    /// Whether others on the way could read along.
    pub(super) fn in_the_clear(&self) -> bool {
        let local = matches!(self.server.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        self.server.scheme() == "http" && !local
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0199c8a0-0000-7000-8000-000000000001";

    #[test]
    fn a_gallery_is_what_the_browser_shows() {
        let address = format!("https://photos.example.com/dashboard/galleries/{ID}");
        let place = Place::parse(ID, Some("https://photos.example.com")).expect("a place");
        assert_eq!(
            place.uploads().map(String::from),
            Some(format!("https://photos.example.com/api/dashboard/galleries/{ID}/uploads"))
        );
        for same in [address.clone(), format!("{address}/share"), format!("{address}?photo=x#y"), format!("{address}/")]
        {
            assert_eq!(Place::parse(&same, None).as_ref(), Ok(&place), "{same}");
        }
        let moved = Place::parse(&address, Some("http://127.0.0.1:3000/dashboard")).expect("a place");
        assert_eq!(moved.server().as_str(), "http://127.0.0.1:3000/");
        let path = format!("/dashboard/galleries/{ID}");
        assert_eq!(Place::parse(&path, Some("https://photos.example.com")), Ok(place));
    }

    #[test]
    fn what_is_missing_is_said() {
        for (gallery, server, said) in [
            (ID, None, "--server"),
            ("wedding", Some("https://photos.example.com"), "no gallery"),
            ("https://photos.example.com/g/abc", None, "no gallery"),
            (ID, Some("photos.example.com"), "no address"),
            (ID, Some("ftp://photos.example.com"), "https://"),
        ] {
            let error = Place::parse(gallery, server).expect_err("not understood");
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn the_token_is_shown_to_this_server_alone() {
        let place = Place::parse(ID, Some("https://photos.example.com")).expect("a place");
        assert!(place.own("/api/dashboard/galleries/x/uploads/y").is_some());
        assert!(place.own("https://photos.example.com/api/x").is_some());
        for other in ["//evil.example/x", "https://evil.example/x", "http://photos.example.com/x"] {
            assert_eq!(place.own(other), None, "{other}");
        }
        assert!(!place.in_the_clear());
        let place = |server| Place::parse(ID, Some(server)).expect("a place");
        assert!(place("http://192.168.1.7:3000").in_the_clear());
        assert!(!place("http://127.0.0.1:3000").in_the_clear());
    }
}
