//! Who may do what: every declared address, as everybody, against every state of a gallery.
//!
//! The oracle is the table below, written by hand and on purpose not with the code it judges. A refused request must also
//! leave the database as it was. An address without an example, or one that answers without being declared, fails.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use backend::files::PhotoKeys;
use domain::{
    ApiToken, GalleryId, Membership, Need, PhotoId, RenditionKind, Role, StudioId, TokenLife, TokenScope, Viewer,
};
use server::routes::{Declared, Kind, ROUTES};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use support::{Answer, TestServer};

/// Everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Actor {
    Nobody,
    /// Has the link and a cookie, not the code.
    Holder,
    /// Gave the code.
    Client,
    Member(Role),
    /// The owner of another studio.
    Stranger,
    /// Runs the server; member of yet another studio.
    Operator,
    /// A script with a member's token to upload.
    Script(Role),
    /// A script with the token of the owner of another studio.
    StrangersScript,
    /// A script whose token was revoked.
    VoidScript,
}

const ACTORS: [Actor; 13] = [
    Actor::Nobody,
    Actor::Holder,
    Actor::Client,
    Actor::Member(Role::Viewer),
    Actor::Member(Role::Editor),
    Actor::Member(Role::Admin),
    Actor::Member(Role::Owner),
    Actor::Stranger,
    Actor::Operator,
    Actor::Script(Role::Viewer),
    Actor::Script(Role::Owner),
    Actor::StrangersScript,
    Actor::VoidScript,
];

const STATES: [&str; 5] = ["draft", "published", "expired", "archived", "trashed"];

/// For each state in that order: `+` allowed, `1` 401, `3` 403, `4` 404, `0` 410. Needs that speak of no gallery have one
/// sign.
fn oracle(need: Need, actor: Actor) -> &'static str {
    use Actor::{Client, Holder, Member, Nobody, Operator, Script, Stranger, StrangersScript, VoidScript};
    match (need, actor) {
        (_, VoidScript) => "1",
        (_, Script(_) | StrangersScript) => "3",
        (Need::Public, _) => "+",
        (Need::SignedIn, Nobody | Holder | Client) => "1",
        (Need::SignedIn, _) => "+",
        (Need::Operator, Nobody | Holder | Client) => "1",
        (Need::Operator, Operator) => "+",
        (Need::Operator, Member(_) | Stranger) => "3",
        (Need::Studio(_), Nobody | Holder | Client) => "1",
        (Need::Studio(Role::Editor), Member(Role::Viewer)) => "3",
        (Need::Studio(_), _) => "+",
        (Need::Gallery(_) | Need::GalleryOrTrash(_), Nobody | Holder | Client) => "11111",
        (Need::Gallery(_) | Need::GalleryOrTrash(_), Stranger | Operator) => "44444",
        (Need::Gallery(Role::Editor), Member(Role::Viewer)) => "33334",
        (Need::Gallery(_), Member(_)) => "++++4",
        (Need::GalleryOrTrash(_), Member(Role::Viewer)) => "33333",
        (Need::GalleryOrTrash(_), Member(_)) => "+++++",
        (Need::Link, _) => "++++4",
        (Need::Open, Nobody | Holder | Stranger | Operator) => "41004",
        (Need::Open, Client) => "4+004",
        (Need::Open, Member(_)) => "++++4",
    }
}

/// The oracle, at an address: to some of them scripts may come, and then as those whose token they have.
fn oracle_at(route: &Declared, actor: Actor) -> &'static str {
    const SENDING: [&str; 3] = [
        "/api/dashboard/galleries/{gallery}/photos",
        "/api/dashboard/galleries/{gallery}/uploads",
        "/api/dashboard/galleries/{gallery}/uploads/{upload}",
    ];
    match actor {
        // Probes ask nobody who they are.
        Actor::Script(_) | Actor::StrangersScript | Actor::VoidScript if route.path.starts_with("/health") => "+",
        Actor::Script(role) if SENDING.contains(&route.path) => oracle(route.need, Actor::Member(role)),
        Actor::StrangersScript if SENDING.contains(&route.path) => oracle(route.need, Actor::Stranger),
        _ => oracle(route.need, actor),
    }
}

/// Where what one needs is not all that is asked: codes and hearts are for galleries that clients can open.
fn exception(path: &str, actor: Actor, state: &str) -> Option<char> {
    let closed = match state {
        "draft" => '4',
        "expired" | "archived" => '0',
        _ => return None,
    };
    match (path, actor) {
        (_, Actor::Script(_) | Actor::StrangersScript | Actor::VoidScript) => None,
        ("/api/gallery/unlock", _) => Some(closed),
        (
            "/api/gallery/set_heart"
            | "/api/gallery/make_list"
            | "/api/gallery/discard_list"
            | "/api/gallery/send_list"
            | "/api/gallery/introduce"
            | "/api/gallery/join_device"
            | "/api/gallery/write_comment"
            | "/api/gallery/change_comment",
            Actor::Member(_),
        ) => Some(closed),
        _ => None,
    }
}

/// A file that came in part.
const UPLOAD: &str = "018f0000-0000-7000-8000-000000000001";

/// A set of the gallery.
const SET: &str = "018f0000-0000-7000-8000-000000000002";
/// Something that the visitor with [`KEY`] wrote a moment ago.
const COMMENT: &str = "018f0000-0000-7000-8000-000000000003";

/// The key of the browser in the examples.
const KEY: &str = "abcdefghijklmnop";
/// A download that the client planned.
const DOWNLOAD: &str = "a-download-planned-by-the-client";

/// A studio with one gallery of one photograph, and everybody.
struct World {
    server: TestServer,
    owner: PgConnection,
    mirna: Viewer,
    petra: Viewer,
    operator: Viewer,
    members: Vec<(Role, Viewer)>,
    studio: StudioId,
    gallery: GalleryId,
    photo: PhotoId,
    token: String,
    client: String,
    /// Of scripts, by whose they are.
    tokens: Vec<(Actor, ApiToken)>,
}

impl World {
    async fn make() -> Self {
        let server = TestServer::start(&[]).await;
        let backend = &server.backend;
        let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
        let petra = backend.studio("Studio Petra", Role::Owner).await;
        let operator = backend.studio("The server", Role::Owner).await;
        let studio = mirna.membership.as_ref().expect("a member").studio;
        let mut members = vec![(Role::Owner, mirna.clone())];
        for role in [Role::Viewer, Role::Editor, Role::Admin] {
            members.push((role, backend.member(studio, "Atelier Mirna", role).await));
        }
        let gallery = backend.gallery(&mirna, "Lucija and Simun").await;
        let photo = backend.photo(&mirna, gallery, "MIR_1.jpg").await;
        let mut owner = PgConnection::connect(&backend.database_url).await.expect("the database");
        let key: String =
            sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut owner).await.expect("a key");
        for kind in RenditionKind::ALL {
            let key = PhotoKeys::new(studio, &key).rendition(kind);
            backend.files.put(&key, b"bytes of a photograph".as_slice().into()).await.expect("stored");
        }
        owner.execute("UPDATE users SET operator = true WHERE id = (SELECT user_id FROM memberships m JOIN studios s USING (studio_id) WHERE s.name = 'The server')").await.expect("granted");
        owner.execute("UPDATE galleries SET status = 'published'").await.expect("published");
        let token = backend.link_token(gallery).await;
        let secret = "client-secret-of-this-browser";
        let client = Viewer { visitor: Some(backend::sha256(secret)), ..Viewer::default() };
        backend.unlock(&client, gallery).await;
        let client = format!("visitor={secret}");
        let accounts = backend.accounts();
        let make = async |viewer: &Viewer| {
            accounts.make_token(viewer, "A script", TokenScope::Upload, TokenLife::Endless).await.expect("made")
        };
        // Whoever only looks on has one from before.
        let (_, looking) = members.iter().find(|(role, _)| *role == Role::Viewer).expect("a member");
        let was_editor = Membership { role: Role::Editor, ..looking.membership.clone().expect("a member") };
        let tokens = vec![
            (Actor::Script(Role::Viewer), make(&Viewer { membership: Some(was_editor), ..looking.clone() }).await),
            (Actor::Script(Role::Owner), make(&mirna).await),
            (Actor::StrangersScript, make(&petra).await),
            (Actor::VoidScript, ApiToken::from_random([7; 32])),
        ];
        for (_, token) in &tokens {
            // Noted as used, so that being refused changes nothing more.
            let _ = accounts.bearer(token.expose(), "203.0.113.7").await;
        }
        Self { server, owner, mirna, petra, operator, members, studio, gallery, photo, token, client, tokens }
    }

    /// Puts everything back and the gallery into this state. The client's unlock stays valid: only the state refuses.
    async fn become_(&mut self, state: &str) {
        let (status, expires, trashed) = match state {
            "draft" => ("draft", "NULL", "NULL"),
            "expired" => ("published", "'2026-09-01'", "NULL"),
            "archived" => ("archived", "NULL", "NULL"),
            "trashed" => ("published", "NULL", "'2026-09-12T09:00Z'"),
            _ => ("published", "NULL", "NULL"),
        };
        let gallery = self.gallery;
        let statements = format!(
            "DELETE FROM galleries WHERE id <> '{gallery}';
             UPDATE galleries SET status = '{status}', expires_on = {expires}, trashed_at = {trashed}, access_epoch = 1,
                 change_seq = 0, visitor_seq = 1, cover_photo_id = NULL, title = 'Lucija and Simun';
             DELETE FROM lists WHERE id <> gallery_id; UPDATE lists SET most = NULL;
             UPDATE galleries SET asks = 'email', own_lists = true, comments = true;
             DELETE FROM gallery_changes; DELETE FROM visitors; DELETE FROM audit_entries; DELETE FROM throttles;
             UPDATE galleries SET photo_order = 'manual', order_descending = false;
             UPDATE photos SET trashed_at = NULL, state = 'ready', failure = NULL, hidden = false, set_id = NULL,
                 manual_key = NULL, keywords = '{{}}', file_name = 'MIR_1.jpg', taken_at = '2026-09-12', camera = 'Canon R5';
             DELETE FROM uploads;
             INSERT INTO uploads (id, studio_id, gallery_id, file_name, metadata, bytes, storage_key, created_at, expires_at)
                 SELECT '{UPLOAD}', studio_id, id, 'a.jpg', '', 1000, 'key', '2026-09-12', '2026-10-12' FROM galleries;
             DELETE FROM photo_sets;
             INSERT INTO photo_sets (id, studio_id, gallery_id, name, position, created_at)
                 SELECT '{SET}', studio_id, id, 'Dinner', 1, '2026-09-12' FROM galleries;
             DELETE FROM camera_clocks;
             INSERT INTO visitors (id, studio_id, gallery_id, key_hash, number, created_at, seen_at)
                 SELECT '{COMMENT}', studio_id, id, sha256('{KEY}'), 1, '2026-09-12', '2026-09-12' FROM galleries;
             INSERT INTO comments (id, studio_id, gallery_id, visitor_id, body, written_at)
                 SELECT '{COMMENT}', studio_id, id, '{COMMENT}', 'Thank you', '2026-09-12T09:59Z' FROM galleries;
             DELETE FROM verifications; DELETE FROM download_pins; DELETE FROM downloads;
             UPDATE galleries SET download_pin = '0042', download_pin_epoch = 1, download_web = true, download_high = true,
                 download_original = false, download_all = true, download_quota = NULL, download_place = false;
             INSERT INTO download_pins (studio_id, gallery_id, visitor_hash, pin_epoch, given_at)
                 SELECT studio_id, gallery_id, visitor_hash, 1, '2026-09-12' FROM gallery_unlocks;
             INSERT INTO downloads (id, studio_id, gallery_id, secret_hash, visitor_hash, access_epoch, kind, size, photos,
                                    bytes, plan, parts, created_at, expires_at)
                 SELECT '018f0000-0000-7000-8000-000000000002', p.studio_id, p.gallery_id, sha256('{DOWNLOAD}'),
                     u.visitor_hash, 1, 'all', 'web', 1, 1000,
                     jsonb_build_array(jsonb_build_object('name', 'a.zip', 'single', false, 'place', false, 'files',
                         jsonb_build_array(jsonb_build_object('photo', p.id, 'storage_key', p.storage_key, 'kind', 'preview',
                             'format', 'Jpeg', 'name', 'MIR_1.jpg', 'bytes', 21, 'at', '2026-09-12T10:00:00')))),
                     1, '2026-09-12', '2026-10-12'
                 FROM photos p JOIN gallery_unlocks u ON u.gallery_id = p.gallery_id;
             DELETE FROM graphile_worker._private_jobs"
        );
        self.owner.execute(AssertSqlSafe(statements)).await.expect("put back");
    }

    /// Everything that is stored, but for sessions and counters of attempts.
    async fn fingerprint(&mut self) -> String {
        sqlx::query_scalar(
            "SELECT md5(concat(
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM galleries t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM photos t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM uploads t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM photo_sets t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM camera_clocks t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM favorites t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM visitors t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM visitor_devices t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM visitor_links t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM comments t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM lists t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM list_entries t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM submissions t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM gallery_unlocks t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM gallery_changes t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM downloads t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM downloaded_photos t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM download_pins t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM audit_entries t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM api_tokens t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM users t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM memberships t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM studios t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM verifications t),
                 (SELECT count(*) FROM mails), (SELECT count(*) FROM graphile_worker._private_jobs)))",
        )
        .fetch_one(&mut self.owner)
        .await
        .expect("a fingerprint")
    }

    /// A fresh cookie: some requests end the session they come with.
    async fn cookies(&self, actor: Actor) -> String {
        let viewer = match actor {
            Actor::Nobody | Actor::Script(_) | Actor::StrangersScript | Actor::VoidScript => return String::new(),
            Actor::Holder => return "visitor=another-browser-altogether".into(),
            Actor::Client => return self.client.clone(),
            Actor::Member(role) => &self.members.iter().find(|(have, _)| *have == role).expect("a member").1,
            Actor::Stranger => &self.petra,
            Actor::Operator => &self.operator,
        };
        self.server.signed_in(viewer).await
    }

    async fn ask(&self, route: &Declared, actor: Actor) -> Answer {
        let Example { path, content_type, body } = self.example(route);
        let mut request = Request::builder().method(route.method.clone()).uri(path);
        request = match self.tokens.iter().find(|(whose, _)| *whose == actor) {
            Some((_, token)) => request.header(header::AUTHORIZATION, format!("Bearer {}", token.expose())),
            None => request.header("sec-fetch-site", "same-origin").header(header::COOKIE, self.cookies(actor).await),
        };
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        if route.path.contains("/uploads") {
            request = request.header("x-http-method-override", "PATCH");
            for (name, value) in [("tus-resumable", "1.0.0"), ("upload-length", "1000"), ("upload-offset", "0")] {
                request = request.header(name, value);
            }
        }
        self.server.ask(request.body(Body::from(body)).expect("a request")).await
    }

    /// A request that would succeed, or fail for its content only.
    fn example(&self, route: &Declared) -> Example {
        let path = route
            .path
            .replace("{gallery}", &self.gallery.to_string())
            .replace("{photo}", &self.photo.to_string())
            .replace("{upload}", UPLOAD)
            .replace("{token}", &self.token)
            .replace("{epoch}", "1")
            .replace("{file}", "choices.csv")
            .replace("{size}", "thumb.jpg")
            .replace("{download}", DOWNLOAD)
            .replace("{part}", "1");
        let (gallery, photo, token) = (self.gallery, self.photo, &self.token);
        let one = format!(r#"{{"gallery":"{gallery}"}}"#);
        let with_photo = format!(r#"{{"gallery":"{gallery}","photo":"{photo}"}}"#);
        let with_photos = format!(r#"{{"gallery":"{gallery}","photos":["{photo}"]}}"#);
        let key = KEY;
        match route.path {
            _ if route.kind == Kind::Page || route.path.starts_with("/health") || route.path.starts_with("/files") => {
                Example::get(path)
            }
            "/api/dashboard/galleries/{gallery}/changes" => Example::get(format!("{path}?after=0")),
            "/api/dashboard/galleries/{gallery}/photos" => Example {
                path,
                content_type: "multipart/form-data; boundary=x",
                body: "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\nnot a picture\r\n--x--\r\n".into(),
            },
            "/api/dashboard/galleries/{gallery}/uploads" => Example::get(path),
            "/api/dashboard/galleries/{gallery}/uploads/{upload}" => {
                Example { path, content_type: "application/offset+octet-stream", body: "x".into() }
            }
            "/api/account/register" => Example::form(path, "name=&studio=&email=&password=&time_zone="),
            "/api/account/sign_in" => Example::form(path, "email=nobody%40example.com&password=x&next="),
            "/api/account/forgot" | "/api/account/resend" => Example::form(path, "email=nobody"),
            "/api/account/reset" => Example::form(path, "token=x&password=velebit-2026-x"),
            "/api/account/verify" => Example::form(path, "token=x"),
            "/api/account/sign_out" => Example::form(path, ""),
            "/api/account/me"
            | "/api/operator/tallies"
            | "/api/operator/jobs"
            | "/api/operator/files"
            | "/api/dashboard/gallery_count" => Example::get(path),
            "/api/operator/outbox" => Example::get(format!("{path}?message=")),
            "/api/account/me/rename" => Example::form(path, "name="),
            "/api/account/me/change_password" => Example::form(path, "current=x&password=velebit-2026-x"),
            "/api/account/me/set_locale" => Example::json(path, r#"{"locale":"hr"}"#.into()),
            "/api/account/me/sign_out_device" => Example::json(path, r#"{"id":"018f0000-0000-7000-8000-000000000000"}"#.into()),
            "/api/account/me/sign_out_others" => Example::json(path, "{}".into()),
            "/api/account/me/make_token" => Example::form(path, "name=&life=month"),
            "/api/account/me/revoke_token" => Example::json(path, r#"{"id":"018f0000-0000-7000-8000-000000000000"}"#.into()),
            "/api/operator/verify_files" => Example::json(path, r#"{"whole":false}"#.into()),
            "/api/operator/retry_jobs" => Example::json(path, r#"{"id":null}"#.into()),
            "/api/gallery/visit" => Example::get(format!("{path}?token={token}")),
            "/api/gallery/photos" => Example::get(format!("{path}?token={token}&after=0..018f0000000070008000000000000000.")),
            "/api/gallery/find" => Example::get(format!("{path}?token={token}&search=a&day=2026-09-12&after=")),
            "/api/gallery/days" => Example::get(format!("{path}?token={token}")),
            "/api/gallery/photo" => Example::get(format!("{path}?token={token}&photo={photo}")),
            "/api/gallery/unlock" => Example::form(path, &format!("token={token}&code=WRONGCODE&photo=")),
            "/api/gallery/choosing" => Example::json(path, format!(r#"{{"token":"{token}","key":"{key}"}}"#)),
            "/api/gallery/make_list" => Example::form(path, &format!("token={token}&key={key}&name=Album")),
            "/api/gallery/discard_list" => {
                Example::json(path, format!(r#"{{"token":"{token}","key":"{key}","list":"{gallery}"}}"#))
            }
            "/api/gallery/send_list" => {
                Example::form(path, &format!("token={token}&key={key}&list={gallery}&message=Thanks"))
            }
            "/api/gallery/introduce" => {
                Example::form(path, &format!("token={token}&key={key}&who=ana%40example.com"))
            }
            "/api/gallery/join_device" => {
                Example::json(path, format!(r#"{{"token":"{token}","key":"{key}","secret":"x"}}"#))
            }
            "/api/gallery/comments" => Example::json(path, format!(r#"{{"token":"{token}","key":"{key}"}}"#)),
            "/api/gallery/write_comment" => Example::json(
                path,
                format!(r#"{{"token":"{token}","key":"{key}","photo":"{photo}","body":"Brighter, please"}}"#),
            ),
            "/api/gallery/change_comment" => Example::json(
                path,
                format!(r#"{{"token":"{token}","key":"{key}","comment":"{COMMENT}","body":"Brighter, please"}}"#),
            ),
            "/api/dashboard/comments" => Example::get(format!("{path}?gallery={gallery}")),
            "/api/dashboard/answer_comment" => Example::json(
                path,
                format!(r#"{{"gallery":"{gallery}","visitor":1,"photo":"{photo}","body":"Done"}}"#),
            ),
            "/api/dashboard/choosing" => Example::get(format!("{path}?gallery={gallery}")),
            "/api/dashboard/galleries/{gallery}/choices/{file}" => Example::get(format!("{path}?visitor=1")),
            "/api/dashboard/edit_choosing" => Example::form(path, &format!("gallery={gallery}&asks=name")),
            "/api/dashboard/define_list" => Example::form(path, &format!("gallery={gallery}&name=Album&most=40")),
            "/api/dashboard/undefine_list" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","list":"{photo}"}}"#))
            }
            "/api/dashboard/reopen_list" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","submission":"{photo}"}}"#))
            }
            "/api/gallery/hearts" => Example::json(path, format!(r#"{{"token":"{token}","key":"{key}"}}"#)),
            "/api/gallery/set_heart" => {
                Example::json(path, format!(r#"{{"token":"{token}","key":"{key}","photo":"{photo}","on":true}}"#))
            }
            "/api/gallery/download_offer" => Example::json(path, format!(r#"{{"token":"{token}","what":{{"kind":"all"}}}}"#)),
            "/api/gallery/plan_download" => {
                Example::json(path, format!(r#"{{"token":"{token}","what":{{"kind":"all"}},"size":"web"}}"#))
            }
            "/api/gallery/download_pin" => Example::json(path, format!(r#"{{"token":"{token}","pin":"0042"}}"#)),
            "/api/dashboard/downloads" => Example::get(format!("{path}?gallery={gallery}")),
            "/api/dashboard/set_downloads" => Example::json(
                path,
                format!(r#"{{"gallery":"{gallery}","policy":{{"web":true,"high":false,"original":false,"all":true,"pin":true,"quota":null,"place":false}}}}"#),
            ),
            "/api/dashboard/galleries" => Example::get(format!("{path}?search=&status=&sort=")),
            "/api/dashboard/create_gallery" => Example::form(path, "title=Another&taken_on="),
            "/api/dashboard/photos" => Example::get(format!("{path}?gallery={gallery}&after=&only%5Bsearch%5D=mir&only%5Bday%5D=2026-09-12")),
            "/api/dashboard/photo_details" => Example::get(format!("{path}?gallery={gallery}&photo={photo}")),
            "/api/dashboard/gallery" | "/api/dashboard/choices" | "/api/dashboard/gallery_qr" => {
                Example::get(format!("{path}?gallery={gallery}"))
            }
            "/api/dashboard/edit_gallery" => Example::form(
                path,
                &format!("gallery={gallery}&title=New&description=&taken_on=&expires_on=&access_code=ABCDEFGH&loaded="),
            ),
            "/api/dashboard/set_focus" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","photo":"{photo}","x":10,"y":90}}"#))
            }
            "/api/dashboard/duplicate_gallery" => {
                Example::form(path, &format!("gallery={gallery}&title=Another&photos=true"))
            }
            "/api/dashboard/create_set" => Example::form(path, &format!("gallery={gallery}&name=Dance")),
            "/api/dashboard/rename_set" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","set":"{SET}","name":"Dance"}}"#))
            }
            "/api/dashboard/hide_set" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","set":"{SET}","hidden":true}}"#))
            }
            "/api/dashboard/arrange_sets" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","sets":["{SET}"]}}"#))
            }
            "/api/dashboard/delete_set" => Example::json(path, format!(r#"{{"gallery":"{gallery}","set":"{SET}"}}"#)),
            "/api/dashboard/put_photos" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","photos":["{photo}"],"set":"{SET}"}}"#))
            }
            "/api/dashboard/hide_photos" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","photos":["{photo}"],"hidden":true}}"#))
            }
            "/api/dashboard/rename_photo" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","photo":"{photo}","name":"Kiss"}}"#))
            }
            "/api/dashboard/keyword_photos" => Example::json(
                path,
                format!(r#"{{"gallery":"{gallery}","photos":["{photo}"],"keyword":"sea","on":true}}"#),
            ),
            // Into itself: for whoever may, that is nowhere.
            "/api/dashboard/copy_photos" => Example::json(
                path,
                format!(r#"{{"gallery":"{gallery}","photos":["{photo}"],"to":"{gallery}","moves":false}}"#),
            ),
            "/api/dashboard/order_photos" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","order":"name","descending":false}}"#))
            }
            "/api/dashboard/place_photo" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","photo":"{photo}","set":"{SET}","before":null}}"#))
            }
            "/api/dashboard/photo_facets" | "/api/dashboard/camera_clocks" => Example::get(format!("{path}?gallery={gallery}")),
            "/api/dashboard/compare_clocks" => {
                Example::get(format!("{path}?gallery={gallery}&right={photo}&wrong={photo}"))
            }
            "/api/dashboard/set_clock" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","camera":"Canon R5","shift":60}}"#))
            }
            "/api/dashboard/set_cover" | "/api/dashboard/retry_photo" => Example::json(path, with_photo),
            "/api/dashboard/some_photos" | "/api/dashboard/trash_photos" | "/api/dashboard/restore_photos" => {
                Example::json(path, with_photos)
            }
            "/api/dashboard/publish_gallery"
            | "/api/dashboard/unpublish_gallery"
            | "/api/dashboard/archive_gallery"
            | "/api/dashboard/unarchive_gallery"
            | "/api/dashboard/trash_gallery"
            | "/api/dashboard/reset_download_pin"
            | "/api/dashboard/restore_gallery" => Example::json(path, one),
            other => panic!("{other} is declared but has no example here"),
        }
    }
}

struct Example {
    path: String,
    content_type: &'static str,
    body: String,
}

impl Example {
    fn get(path: String) -> Self {
        Self { path, content_type: "", body: String::new() }
    }

    fn form(path: String, body: &str) -> Self {
        Self { path, content_type: "application/x-www-form-urlencoded", body: body.to_owned() }
    }

    fn json(path: String, body: String) -> Self {
        Self { path, content_type: "application/json", body }
    }
}

/// The request once for each of its texts, with a sign in it that no database stores.
fn with_nul(example: &Example) -> Vec<Example> {
    let Example { path, content_type, body } = example;
    // Where texts end, and how the sign is written there.
    let spoiled = |text: &str, ends: &[&str], sign: &str| -> Vec<String> {
        let places = ends.iter().flat_map(|end| text.match_indices(end)).map(|(at, _)| at);
        places.map(|at| format!("{}{sign}{}", &text[..at], &text[at..])).collect()
    };
    let form = |text: &str| -> Vec<String> {
        let spoiled = spoiled(&format!("{text}&"), &["&"], "a%00b").into_iter();
        spoiled.map(|text| text.trim_end_matches('&').to_owned()).collect()
    };
    match *content_type {
        "application/json" => {
            let bodies = spoiled(body, &["\"}", "\",", "\"]"], "\\u0000");
            bodies.into_iter().map(|body| Example { path: path.clone(), content_type, body }).collect()
        }
        "application/x-www-form-urlencoded" => {
            form(body).into_iter().map(|body| Example { path: path.clone(), content_type, body }).collect()
        }
        _ => {
            let Some((path, query)) = path.split_once('?') else { return Vec::new() };
            form(query).into_iter().map(|query| Example::get(format!("{path}?{query}"))).collect()
        }
    }
}

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
            if matches!(route.path, "/api/account/me/sign_out_device" | "/api/account/me/revoke_token") =>
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
    oracle(Need::Open, actor).chars().cycle().nth(place).expect("a sign")
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
