//! Addresses that leave the program: in mails, on the share page.

use domain::{GalleryId, LinkToken};

/// Where this server is reached, `https://photos.example.com`, without a slash at the end.
#[derive(Clone, Debug)]
pub struct Links(String);

impl Links {
    /// From the configured address.
    pub fn new(base: &str) -> Self {
        Self(base.trim_end_matches('/').to_owned())
    }

    /// The configured address.
    pub fn base(&self) -> &str {
        &self.0
    }

    /// A gallery, for clients.
    pub fn gallery(&self, token: &LinkToken) -> String {
        format!("{}/g/{token}", self.0)
    }

    /// A gallery, with the secret that joins a browser to a visitor's lists. Behind the `#` no server and no log sees it.
    pub fn join(&self, token: &str, secret: &str) -> String {
        format!("{}/g/{token}#join={secret}", self.0)
    }

    /// The settings of a gallery, for its studio.
    pub fn settings(&self, gallery: GalleryId) -> String {
        format!("{}/dashboard/galleries/{gallery}/settings", self.0)
    }

    /// What visitors of a gallery chose, for its studio.
    pub fn choices(&self, gallery: GalleryId) -> String {
        format!("{}/dashboard/galleries/{gallery}/choices", self.0)
    }

    /// The page that takes a verification token.
    pub fn verify(&self, token: &str) -> String {
        format!("{}/verify?token={token}", self.0)
    }

    /// The page that takes a reset token.
    pub fn reset(&self, token: &str) -> String {
        format!("{}/reset?token={token}", self.0)
    }

    /// The page to ask for a reset link.
    pub fn forgot(&self) -> String {
        format!("{}/forgot", self.0)
    }

    /// The page of one's own account, with its devices and tokens.
    pub fn account(&self) -> String {
        format!("{}/dashboard/account", self.0)
    }

    /// The page to sign in.
    pub fn sign_in(&self) -> String {
        format!("{}/login", self.0)
    }
}
