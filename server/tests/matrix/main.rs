//! Who may do what: every declared address, as everybody, against every state of a gallery.
//!
//! A refused request must also leave the database as it was. An address without an example, or one that answers without
//! being declared, fails.

#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../support/mod.rs"]
mod support;

mod oracle;
mod world;

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{Need, Role};
use oracle::{ACTORS, Actor, STATES, exception, oracle_at};
use server::routes::{Declared, Kind, ROUTES};
use sqlx::Executor;
use support::Answer;
use world::{Example, World, with_nul};

#[tokio::test]
async fn no_text_is_a_fault_of_ours() {
    let mut world = World::make().await;
    world.become_("published").await;
    let mut asked = 0;
    for route in ROUTES {
        for Example { path, content_type, body } in with_nul(&world.example(route)) {
            for actor in [Actor::Member(Role::Owner), Actor::Operator, Actor::Client] {
                let mut request = Request::builder()
                    .method(route.method.clone())
                    .uri(&path)
                    .header("sec-fetch-site", "same-origin")
                    .header(header::COOKIE, world.cookies(actor).await);
                if !content_type.is_empty() {
                    request = request.header(header::CONTENT_TYPE, content_type);
                }
                let answer = world.server.ask(request.body(Body::from(body.clone())).expect("a request")).await;
                assert!(!answer.status.is_server_error(), "{path} {body}: {} {}", answer.status, answer.text());
                asked += 1;
            }
        }
    }
    assert!(asked > 150, "{asked}");
}

/// How an answer reads in the oracle's signs. A page sends those who are not signed in to sign in; what is wrong with the
/// content only (an example's code is no code) was allowed.
fn sign(route: &Declared, answer: &Answer) -> char {
    let to_sign_in = answer.headers.get(header::LOCATION).is_some_and(|to| to.as_bytes().starts_with(b"/login"));
    match answer.status {
        StatusCode::SEE_OTHER if route.kind == Kind::Page && to_sign_in => '1',
        // Nothing refers to what an example names.
        StatusCode::NOT_FOUND
            if matches!(
                route.path,
                "/api/account/me/sign_out_device"
                    | "/api/account/me/revoke_token"
                    | "/api/dashboard/logo"
                    | "/brand/{name}"
            ) =>
        {
            '+'
        }
        StatusCode::NOT_FOUND if route.path == "/api/dashboard/retry_photo" && answer.text().contains("not_found") => {
            '4'
        }
        StatusCode::UNAUTHORIZED => '1',
        StatusCode::FORBIDDEN => '3',
        StatusCode::NOT_FOUND => '4',
        StatusCode::GONE => '0',
        _ => '+',
    }
}

#[tokio::test]
async fn everybody_may_what_they_may_and_no_more() {
    let mut world = World::make().await;
    let mut wrong = Vec::new();
    let mut cells = 0;
    for route in ROUTES {
        for actor in ACTORS {
            let expected = oracle_at(route, actor);
            let one = expected.len() == 1;
            for (state, expected) in STATES.into_iter().zip(expected.chars()) {
                let state = if one { "published" } else { state };
                let expected = exception(route.path, actor, state).unwrap_or(expected);
                world.become_(state).await;
                if route.path == "/api/dashboard/retry_photo" {
                    world
                        .owner
                        .execute("UPDATE photos SET state = 'failed', failure = 'damaged'")
                        .await
                        .expect("failed");
                }
                let before = world.fingerprint().await;
                let answer = world.ask(route, actor).await;
                cells += 1;
                let got = sign(route, &answer);
                let link_page = route.kind == Kind::Page && route.need == Need::Link;
                // Such a page always answers; its status says how the gallery stands, its words no more than that.
                if got != expected && !link_page || answer.status.is_server_error() {
                    wrong.push(format!(
                        "{} as {actor:?}, {state}: expected {expected}, got {}",
                        route.path, answer.status
                    ));
                }
                if expected != '+' && world.fingerprint().await != before {
                    wrong.push(format!("{} as {actor:?}, {state}: refused, but something changed", route.path));
                }
                let tells = answer.text().contains("Lucija and Simun");
                if route.need == Need::Link && tells && opened(actor, state) != '+' {
                    wrong.push(format!("{} as {actor:?}, {state}: tells the title", route.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cells} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cells > 1_000, "{cells}");
}

fn opened(actor: Actor, state: &str) -> char {
    let place = STATES.iter().position(|known| *known == state).expect("a state");
    oracle::oracle(Need::Open, actor).chars().cycle().nth(place).expect("a sign")
}

#[tokio::test]
async fn every_server_function_is_declared_and_every_declared_one_exists() {
    let declared = |kind: Kind| -> BTreeSet<(String, Method)> {
        let routes = ROUTES.iter().filter(|route| route.kind == kind);
        routes.map(|route| (anonymous(route.path), route.method.clone())).collect()
    };
    // Linking the application registers its functions.
    let routes = leptos_axum::generate_route_list(app::App);
    let functions: BTreeSet<(String, Method)> =
        server_fn::axum::server_fn_paths().map(|(path, method)| (path.to_owned(), method)).collect();
    assert_eq!(functions, declared(Kind::Function));
    let pages: BTreeSet<(String, Method)> = routes.iter().map(|route| (anonymous(route.path()), Method::GET)).collect();
    assert_eq!(pages, declared(Kind::Page));
}

/// `/g/{token}` and `/g/{gallery}` are one pattern.
fn anonymous(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn one_studio_never_names_a_thing_of_another() {
    let world = World::make().await;
    let cookies = world.server.signed_in(&world.petra).await;
    for route in ROUTES.iter().filter(|route| route.method == Method::GET && route.need != Need::Link) {
        let answer = world.server.send(Method::GET, &world.example(route).path, &cookies, Body::empty()).await;
        for secret in ["Lucija and Simun", "MIR_1.jpg", "Atelier Mirna", &world.token, &world.studio.to_string()] {
            // A page repeats its own address.
            let text = answer.text().replace(&world.gallery.to_string(), "");
            assert!(!text.contains(secret), "{} tells {secret}", route.path);
        }
    }
    assert!(world.mirna.person.is_some());
}

/// Where and by whom a photograph was taken is the studio's own. What clients are asked to love tells nothing of it.
#[tokio::test]
async fn what_is_written_in_a_photograph_is_told_to_its_studio_only() {
    const WORDS: [&str; 8] =
        ["Golden hour", "on the pier", "pricelist", "Iva Horvat", "(c) Iva", "Rovinj", "45.0812", "13.6402"];
    let mut world = World::make().await;
    world.become_("published").await;
    let written = "UPDATE photos SET title = 'Golden hour', caption = 'Ana on the pier', keywords = '{pricelist}', creator =
        'Iva Horvat', copyright = '(c) Iva', rating = 3, city = 'Rovinj', country = 'Rovinj', latitude = 45.0812, longitude =
        13.6402, camera = 'Canon', metadata = '{\"gps\": [45.0812, 13.6402]}'";
    world.owner.execute(written).await.expect("written");
    for route in ROUTES {
        for actor in [Actor::Nobody, Actor::Holder, Actor::Client, Actor::Stranger, Actor::Operator] {
            let text = world.ask(route, actor).await.text();
            let told: Vec<&str> = WORDS.into_iter().filter(|word| text.contains(word)).collect();
            assert!(told.is_empty(), "{} tells {actor:?}: {told:?}", route.path);
        }
        // What a member sees of a client's page is what the client would see.
        if matches!(route.need, Need::Link | Need::Open) {
            let text = world.ask(route, Actor::Member(Role::Owner)).await.text();
            assert!(WORDS.iter().all(|word| !text.contains(word)), "{} tells everybody", route.path);
        }
    }
    let route = ROUTES.iter().find(|route| route.path == "/api/dashboard/photo_details").expect("declared");
    let text = world.ask(route, Actor::Member(Role::Viewer)).await.text();
    assert!(WORDS.iter().all(|word| text.contains(word)), "{text}");
}
