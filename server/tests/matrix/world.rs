//! A studio with one gallery of one photograph, everybody who may come, and an example of a request for each address.

use axum::{
    body::Body,
    http::{Request, header},
};
use backend::{
    files::PhotoKeys,
    sources::{Place, SourceSettings, Studios},
    testing::TestBackend,
};
use domain::{ApiToken, GalleryId, Membership, PhotoId, RenditionKind, Role, StudioId, TokenLife, TokenScope, Viewer};
use server::routes::{Declared, Kind};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use super::{
    oracle::Actor,
    support::{Answer, TestServer},
};

/// A file that came in part.
pub const UPLOAD: &str = "018f0000-0000-7000-8000-000000000001";

/// A set of the gallery.
pub const SET: &str = "018f0000-0000-7000-8000-000000000002";
/// Something that the visitor with [`KEY`] wrote a moment ago.
pub const COMMENT: &str = "018f0000-0000-7000-8000-000000000003";

/// The key of the browser in the examples.
pub const KEY: &str = "abcdefghijklmnop";
/// As every gallery looks that nobody chose a look for.
const LOOK: &str = r#"{"layout":"justified","spacing":"normal","size":"medium","fonts":"editorial","palette":"paper","cover":"full","brand":"name"}"#;

/// A watermark, as its form says it.
const MARK: &str = r#"{"mark":"text","text":"Proof","place":"tiled","opacity":40,"size":8}"#;
/// A download that the client planned.
pub const DOWNLOAD: &str = "a-download-planned-by-the-client";

/// A studio with one gallery of one photograph, and everybody.
pub struct World {
    pub server: TestServer,
    pub owner: PgConnection,
    pub mirna: Viewer,
    pub petra: Viewer,
    pub operator: Viewer,
    pub members: Vec<(Role, Viewer)>,
    pub studio: StudioId,
    pub gallery: GalleryId,
    pub photo: PhotoId,
    pub token: String,
    pub client: String,
    /// Of scripts, by whose they are.
    pub tokens: Vec<(Actor, ApiToken)>,
}

impl World {
    pub async fn make() -> Self {
        let mut backend = TestBackend::start().await;
        let cards = backend.folder().join("cards");
        std::fs::create_dir_all(cards.join("Day")).expect("a source");
        let name = "cards".parse().expect("a name");
        backend.take_from(&[SourceSettings { name, place: Place::Folder(cards), studios: Studios::All }]);
        let server = TestServer::over(backend, &[]);
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
    pub async fn become_(&mut self, state: &str) {
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
             UPDATE galleries SET asks_code = true, password_hash = NULL, asks_email = false, client_code = NULL,
                 client_email = NULL;
             DELETE FROM invitations;
             DELETE FROM lists WHERE id <> gallery_id; UPDATE lists SET most = NULL;
             UPDATE galleries SET asks = 'email', own_lists = true, comments = true;
             DELETE FROM gallery_changes; DELETE FROM visitors; DELETE FROM throttles;
             ALTER TABLE audit_entries DISABLE TRIGGER USER; DELETE FROM audit_entries; ALTER TABLE audit_entries ENABLE TRIGGER USER;
             UPDATE galleries SET photo_order = 'manual', order_descending = false;
             UPDATE photos SET trashed_at = NULL, state = 'ready', failure = NULL, hidden = false, set_id = NULL,
                 manual_key = NULL, keywords = '{{}}', file_name = 'MIR_1.jpg', taken_at = '2026-09-12', camera = 'Canon R5';
             DELETE FROM uploads; DELETE FROM imports;
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
             UPDATE studios SET watermark = NULL, logo_key = NULL, brand_key = NULL, brand_width = NULL,
                 brand_height = NULL;
             UPDATE galleries SET watermark = NULL, proofing = false, mark_generation = 0;
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
    pub async fn fingerprint(&mut self) -> String {
        sqlx::query_scalar(
            "SELECT md5(concat(
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM galleries t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM photos t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM uploads t),
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM imports t),
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
                 (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM invitations t),
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
    pub async fn cookies(&self, actor: Actor) -> String {
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

    pub async fn ask(&self, route: &Declared, actor: Actor) -> Answer {
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
    pub fn example(&self, route: &Declared) -> Example {
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
            .replace("{part}", "1")
            .replace("{language}", "hr");
        let (gallery, photo, token) = (self.gallery, self.photo, &self.token);
        let one = format!(r#"{{"gallery":"{gallery}"}}"#);
        let with_photo = format!(r#"{{"gallery":"{gallery}","photo":"{photo}"}}"#);
        let with_photos = format!(r#"{{"gallery":"{gallery}","photos":["{photo}"]}}"#);
        let key = KEY;
        match route.path {
            _ if route.kind == Kind::Page || route.path.starts_with("/health") || route.path == "/metrics" || route.path.starts_with("/files") => {
                Example::get(path)
            }
            "/sw.js" | "/offline/{language}" | "/api/dashboard/galleries/{gallery}/qr.png" => Example::get(path),
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
            "/api/browser/errors" => Example::json(path, r#"{"kind":"error","message":"boom","stack":"","path":"/"}"#.into()),
            "/api/browser/vitals" => Example::json(path, r#"{"path":"/","device":"phone","lcp":1.5}"#.into()),
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
            "/api/gallery/opened" => Example::json(path, format!(r#"{{"token":"{token}","photos":["{photo}"]}}"#)),
            "/api/dashboard/insight" => Example::get(format!("{path}?gallery={gallery}&period=month")),
            "/api/dashboard/audit" => Example::get(format!("{path}?person=&action=gallery.edit&day=2026-09-12&after=")),
            "/api/dashboard/audit.csv" => Example::get(format!("{path}?person=&action=gallery.edit&day=2026-09-12")),
            "/api/gallery/hearts" => Example::json(path, format!(r#"{{"token":"{token}","key":"{key}"}}"#)),
            "/api/gallery/add_to_list" => Example::json(
                path,
                format!(r#"{{"token":"{token}","key":"{key}","list":"{gallery}","photos":["{photo}"]}}"#),
            ),
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
            "/api/dashboard/studio_watermark" => Example::get(path),
            "/api/dashboard/set_studio_watermark" => {
                Example::json(path, format!(r#"{{"form":{MARK},"over":{MARK}}}"#))
            }
            // No picture: whoever may is told so.
            "/api/dashboard/logo" | "/api/dashboard/brand" => Example::form(path, ""),
            "/api/dashboard/remove_brand" => Example::json(path, "{}".into()),
            "/brand/{name}" => Example::get("/brand/0f0e".into()),
            "/api/dashboard/watermark" => Example::get(format!("{path}?gallery={gallery}")),
            "/api/dashboard/set_watermark" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","form":{MARK},"over":null}}"#))
            }
            "/api/dashboard/set_proofing" => Example::json(path, format!(r#"{{"gallery":"{gallery}","on":true}}"#)),
            "/api/dashboard/galleries" => Example::get(format!("{path}?search=&status=&sort=")),
            "/api/dashboard/create_gallery" => Example::form(path, "title=Another&taken_on="),
            "/api/dashboard/photos" => Example::get(format!("{path}?gallery={gallery}&after=&only%5Bsearch%5D=mir&only%5Bday%5D=2026-09-12")),
            "/api/dashboard/photo_details" => Example::get(format!("{path}?gallery={gallery}&photo={photo}")),
            "/api/gallery/give_password" => Example::form(path, &format!("token={token}&photo=&password=velebit")),
            "/api/gallery/arrive" => {
                Example::form(path, &format!("token={token}&photo=&key={key}&email=ana%40example.com"))
            }
            "/api/dashboard/set_gate" => {
                Example::form(path, &format!("gallery={gallery}&code=true&email=true&client_email=ana%40example.com"))
            }
            "/api/dashboard/set_up_gallery" => {
                Example::form(path, &format!("gallery={gallery}&code=true&password=velebit&expires_on="))
            }
            "/api/dashboard/set_password" => Example::form(path, &format!("gallery={gallery}&password=velebit")),
            "/api/dashboard/keep_for_client" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","set":"{SET}","on":true}}"#))
            }
            "/api/dashboard/invite" => {
                Example::form(path, &format!("gallery={gallery}&to=ana%40example.com&note=Look"))
            }
            "/api/dashboard/access" | "/api/dashboard/guests" | "/api/dashboard/invitations" => {
                Example::get(format!("{path}?gallery={gallery}"))
            }
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
            "/api/dashboard/set_look" => Example::json(
                path,
                format!(r#"{{"gallery":"{gallery}","look":{LOOK},"over":{LOOK}}}"#),
            ),
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
            "/api/dashboard/cull" => Example::get(format!("{path}?gallery={gallery}&photo={photo}&way=around")),
            "/api/dashboard/flagged_photos" => Example::get(format!("{path}?gallery={gallery}&flag=pick")),
            "/api/dashboard/rate_photos" => Example::json(
                path,
                format!(r#"{{"gallery":"{gallery}","verdicts":[{{"photo":"{photo}","flag":"pick","stars":3}}]}}"#),
            ),
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
            "/api/dashboard/imports" | "/api/dashboard/import_sources" => Example::get(path),
            "/api/dashboard/browse_source" => Example::get(format!("{path}?source=cards&folder=Day&after=A")),
            "/api/dashboard/import_folder" => Example::json(
                path,
                format!(r#"{{"gallery":"{gallery}","source":"cards","folder":"Day","unpack":"sets","set":null}}"#),
            ),
            // There is none of that identity: for whoever may, nothing is to be done.
            "/api/dashboard/cancel_import" | "/api/dashboard/dismiss_import" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","import":"{photo}"}}"#))
            }
            "/api/dashboard/select_by_names" => {
                Example::json(path, format!(r#"{{"gallery":"{gallery}","names":"MIR_1"}}"#))
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
            | "/api/dashboard/draw_client_code"
            | "/api/dashboard/restore_gallery" => Example::json(path, one),
            other => panic!("{other} is declared but has no example here"),
        }
    }
}

pub struct Example {
    pub path: String,
    pub content_type: &'static str,
    pub body: String,
}

impl Example {
    pub fn get(path: String) -> Self {
        Self { path, content_type: "", body: String::new() }
    }

    pub fn form(path: String, body: &str) -> Self {
        Self { path, content_type: "application/x-www-form-urlencoded", body: body.to_owned() }
    }

    pub fn json(path: String, body: String) -> Self {
        Self { path, content_type: "application/json", body }
    }
}

/// The request once for each of its texts, with a sign in it that no database stores.
pub fn with_nul(example: &Example) -> Vec<Example> {
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
