//! Signing out, over the wire.

use leptos::prelude::*;

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{paths, server};

/// Signs out and says where to go on.
#[server(name = SignOut, prefix = "/api", endpoint = "account/sign_out")]
pub async fn sign_out() -> Result<String, AppError> {
    server::end_session().await?;
    Ok(server::proceed(paths::SIGN_IN))
}
