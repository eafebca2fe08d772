//! Every HTTP route on one screen, and the layers in order, each with its reason.

use std::{path::Path, time::Duration};

use app::{App, shell::shell, site::pulse::Share};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    http::{HeaderValue, StatusCode, header::CACHE_CONTROL},
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use backend::{Backend, sha256};
use domain::MAX_PHOTO_BYTES;
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{LeptosRoutes, generate_route_list, render_app_async_with_context};
use socketioxide::SocketIo;
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    limit::RequestBodyLimitLayer,
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};

use crate::{
    config::Config,
    http::{
        brand, browser, changes, downloads, exports, files,
        health::{self, Probes},
        logo,
        metrics::{self, Scrape},
        qr, sockets, tus, uploads,
        worker::{self, Worker},
    },
    layers::{
        bearer, dead, guard, headers, limit, linger, measure, origin, panic, preference,
        request::{self, Trusted},
        viewer::{self, Seen},
    },
    metrics::Metrics,
    sessions,
};

/// What handlers are given.
#[derive(Clone, FromRef)]
pub struct AppState {
    backend: Backend,
    options: LeptosOptions,
    probes: Probes,
    metrics: Metrics,
    scrape: Scrape,
    worker: Worker,
}

/// Bodies of forms and server functions, in bytes.
const BODY: usize = 2 * 1024 * 1024;
/// No answer of these takes longer; uploads have a limit of their own, by silence.
const ANSWER: Duration = Duration::from_secs(60);
/// A photograph and the multipart wrapping around it.
const UPLOAD: usize = MAX_PHOTO_BYTES as usize + 64 * 1024;

/// The whole of HTTP, what speaks into live rooms, and the limits, whose tables are to be tidied now and then.
pub fn router(config: &Config, backend: Backend, options: LeptosOptions) -> (Router, SocketIo, limit::Limits) {
    let (sockets, io) = sockets::layer(backend.clone());
    let trusted = Trusted(config.trusted_proxies.clone().into());
    let counted = Metrics::new(backend.clone(), config.data.clone(), io.clone());
    let state = AppState {
        backend: backend.clone(),
        options: options.clone(),
        probes: Probes::new(backend.clone()),
        metrics: counted.clone(),
        scrape: Scrape {
            metrics: counted.clone(),
            trusted: trusted.clone(),
            token: config.metrics_token.as_ref().map(sha256),
        },
        worker: Worker::new(&options),
    };
    let limits = limit::Limits::new(config.actions_per_minute);
    let seen = Seen {
        backend: backend.clone(),
        options: options.clone(),
        tls: config.tls(),
        open_outbox: !config.production && backend.mailer.keeps() && config.listen.ip().is_loopback(),
    };

    let uploads = Router::new()
        .route("/api/dashboard/galleries/{gallery}/photos", post(uploads::upload))
        .layer(DefaultBodyLimit::max(UPLOAD))
        .merge(tus::router());

    let context = {
        let backend = backend.clone();
        let share = Share { percent: config.vitals_percent };
        move || {
            provide_context(backend.clone());
            provide_context(share);
        }
    };
    let document = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let told = Router::new()
        .route("/api/browser/errors", post(browser::errors))
        .route("/api/browser/vitals", post(browser::vitals))
        .layer(DefaultBodyLimit::max(browser::BODY));
    let everything_else = Router::new()
        .merge(told)
        .route("/files/{gallery}/{epoch}/{photo}/{size}", get(files::rendition))
        .route("/files/downloads/{download}/{part}", get(downloads::part))
        .route("/sw.js", get(worker::script))
        .route("/offline/{language}", get(worker::page))
        .route("/api/dashboard/logo", get(logo::get).post(logo::put))
        .route("/api/dashboard/brand", post(brand::put))
        .route("/brand/{name}", get(brand::get))
        .route("/api/dashboard/galleries/{gallery}/changes", get(changes::missed))
        .route("/api/dashboard/galleries/{gallery}/choices/{file}", get(exports::export))
        .route("/api/dashboard/galleries/{gallery}/qr.png", get(qr::png))
        .route("/api/dashboard/audit.csv", get(exports::audit))
        // Pages, and the server functions they call.
        .leptos_routes_with_context(&state, generate_route_list(App), context.clone(), document.clone())
        .fallback(render_app_async_with_context(context, document))
        .layer(RequestBodyLimitLayer::new(BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER));

    // Each wraps those before it: a request passes them from the last to the first.
    let for_people = uploads
        .merge(everything_else)
        // Sockets are opened by somebody, too.
        .layer(sockets)
        .layer(from_fn(guard::pages))
        // People are told apart by who they are.
        .layer(from_fn_with_state(limits.clone(), limit::check))
        // Whoever of these refuses a download, a person is told what to do.
        .layer(from_fn_with_state(dead::Pages { backend: backend.clone(), options: options.clone() }, dead::explain))
        // Who is looking.
        .layer(from_fn_with_state(seen, viewer::identify))
        .layer(sessions::layer(backend.clone(), config.tls()))
        .layer(from_fn(preference::choose))
        // Before anything is looked up: who may not change anything from another site costs nothing.
        .layer(from_fn_with_state(config.base_url.clone(), origin::check))
        // Scripts with a token: they come from no site, without cookies, and to a few addresses only.
        .layer(from_fn_with_state(backend.clone(), bearer::identify))
        // Whoever of these refuses, it is heard.
        .layer(from_fn(linger::drain));

    let router = Router::new()
        .route("/health", get(health::health))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .merge(for_people)
        .merge(site(Path::new(&*options.site_root)))
        .with_state(state)
        .layer(
            CompressionLayer::new()
                .br(true)
                .gzip(true)
                .quality(CompressionLevel::Fastest)
                // Photographs do not compress, and the length of an archive is to be known.
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/zip"))),
        )
        // A panic is this request's misfortune only.
        .layer(from_fn_with_state(options, panic::catch))
        .layer(from_fn_with_state(config.tls(), headers::set))
        .layer(from_fn_with_state(counted, measure::count))
        // A number and a line in the log for whatever comes, however it ends.
        .layer(from_fn_with_state(trusted, request::trace));
    (router, io, limits)
}

/// Script, style, fonts and pictures of the site. Names in `pkg` carry a hash of what is in them.
fn site<S: Clone + Send + Sync + 'static>(root: &Path) -> Router<S> {
    const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
    const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    entries.fold(Router::new(), |router, entry| {
        let (path, name) = (entry.path(), entry.file_name());
        let address = format!("/{}", name.to_string_lossy());
        let kept = |value| SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, value);
        if path.is_dir() {
            let value = if address == "/demo" { FOR_AN_HOUR } else { FOR_EVER };
            let folder = ServeDir::new(path).precompressed_br().append_index_html_on_directories(false);
            router.nest_service(&address, ServiceBuilder::new().layer(kept(value)).service(folder))
        } else {
            let file = ServeFile::new(path).precompressed_br();
            router.route_service(&address, ServiceBuilder::new().layer(kept(FOR_AN_HOUR)).service(file))
        }
    })
}
