//! Pages for members send others to sign in, and back afterwards.

use app::{paths, viewer::Boot};
use axum::{
    body::Body,
    extract::Request,
    http::{Method, Response, StatusCode},
    middleware::Next,
    response::{IntoResponse, Redirect},
};
use domain::{Refusal, Viewer};

use crate::routes;

/// Answers for pages that this viewer may not see. Whether there is such a gallery is for the page to find out.
pub async fn pages(request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path();
    let page = (request.method() == Method::GET).then(|| routes::page_at(path)).flatten();
    let Some(need) = page.and_then(|page| page.need.without_subject()) else {
        return next.run(request).await;
    };
    let nobody = Viewer::default();
    let viewer = request.extensions().get::<Viewer>().unwrap_or(&nobody);
    // Who registers on a server without mail reads the outbox before being anybody.
    let open_outbox = path == paths::OUTBOX && request.extensions().get::<Boot>().is_some_and(|boot| boot.outbox);
    match need.check(viewer, None) {
        _ if open_outbox => next.run(request).await,
        Ok(_) => next.run(request).await,
        Err(Refusal::SignIn) => {
            let address = request.uri().path_and_query().map_or(path, |address| address.as_str());
            Redirect::to(&paths::sign_in(address)).into_response()
        }
        Err(_) => {
            let mut response = next.run(request).await;
            *response.status_mut() = StatusCode::FORBIDDEN;
            response
        }
    }
}
