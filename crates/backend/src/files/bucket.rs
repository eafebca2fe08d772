//! Buckets that speak S3: Amazon's, or anybody's.

use std::{sync::Arc, time::Duration};

use object_store::{
    BackoffConfig, ClientOptions, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    prefix::PrefixStore,
};
use secrecy::{ExposeSecret, SecretString};

use super::{Files, Key, PART};
use crate::error::{Error, Result};

/// A bucket, and how it is reached.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Where it is served, if not by Amazon: an address without a slash at the end. Only one that begins with `http://` is
    /// spoken to in the clear.
    pub endpoint: Option<String>,
    /// Its region.
    pub region: String,
    /// Who we are there.
    pub access_key_id: String,
    /// How we show it.
    pub secret_access_key: SecretString,
    /// Whether its name stands in the path of addresses, else before the host's name.
    pub path_style: bool,
    /// What the names of all our objects begin with; may be empty.
    pub prefix: Key,
}

/// How long a bucket is waited for, and how often it is asked again.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until it takes a connection.
    pub connect: Duration,
    /// From a request to its answer, the time to send a part included, and from one piece of an answer to the next.
    pub stall: Duration,
    /// So often a request is repeated.
    pub retries: usize,
    /// So long after its beginning no request is repeated.
    pub budget: Duration,
    /// Before the first repetition. Later pauses are drawn by lot, from this to three times the one before.
    pub pause: Duration,
    /// No pause is longer.
    pub longest_pause: Duration,
}

impl Files {
    /// A bucket. The process needs a provider of cryptography for TLS: see `rustls`' `install_default`.
    ///
    /// # Errors
    /// [`Error::Internal`] when there can be no such bucket; whether it answers shows later.
    pub fn s3(bucket: &Bucket, patience: Patience) -> Result<Self> {
        let store = PrefixStore::new(bucket.connect(patience)?, bucket.prefix.clone());
        Ok(Self { store: Arc::new(store), folder: None, part: PART })
    }
}

impl Bucket {
    /// The whole of it, whatever our prefix is.
    ///
    /// # Errors
    /// As [`Files::s3`].
    pub(crate) fn connect(&self, patience: Patience) -> Result<AmazonS3> {
        let in_the_clear = self.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        let client = ClientOptions::new()
            .with_allow_http(in_the_clear)
            .with_connect_timeout(patience.connect)
            .with_read_timeout(patience.stall)
            // A visitor on a slow line may take minutes for a picture, as long as it goes on.
            .with_timeout_disabled();
        let retry = RetryConfig {
            backoff: BackoffConfig { init_backoff: patience.pause, max_backoff: patience.longest_pause, base: 3.0 },
            max_retries: patience.retries,
            retry_timeout: patience.budget,
        };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.name)
            .with_region(&self.region)
            .with_access_key_id(&self.access_key_id)
            .with_secret_access_key(self.secret_access_key.expose_secret())
            .with_virtual_hosted_style_request(!self.path_style)
            // We delete one at a time, and this way of it is known to every store.
            .with_disable_bulk_delete(true)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = self.endpoint_of_its_own() {
            builder = builder.with_endpoint(endpoint);
        }
        builder.build().map_err(Error::internal)
    }

    /// The endpoint, with the bucket's name before the host's if it is to stand there.
    fn endpoint_of_its_own(&self) -> Option<String> {
        let endpoint = self.endpoint.as_ref()?;
        Some(if self.path_style {
            endpoint.clone()
        } else {
            endpoint.replacen("://", &format!("://{}.", self.name), 1)
        })
    }
}
