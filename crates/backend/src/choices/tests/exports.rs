//! What the studio takes away.

use std::collections::HashSet;

use domain::{ListId, export::Export};
use futures::TryStreamExt;

use super::{ANA, LUKA, Wedding, wedding};
use crate::{choices::Pick, limits};

/// A file as Mirna has it in the end.
async fn file(w: &Wedding, export: Export, pick: Pick) -> Vec<u8> {
    let file = w.backend.choices().export(&w.mirna, w.gallery, export, pick).await.expect("a file");
    file.try_concat().await.expect("all of it")
}

#[tokio::test]
async fn each_photograph_once() {
    let w = wedding().await;
    let [a, b, c] = w.photos[..] else { panic!("three photographs") };
    for (key, list, photo) in
        [(ANA, None, c), (ANA, None, a), (ANA, Some(w.album), a), (LUKA, None, a), (LUKA, Some(w.album), b)]
    {
        w.set(key, list, photo, true).await.expect("chosen");
    }
    w.backend.choices().send(&w.guest, &w.token, ANA, w.album, "").await.expect("sent");
    let export = async |export, pick| String::from_utf8(file(&w, export, pick).await).expect("text");
    let all = Pick::default();
    assert_eq!(export(Export::Names, all).await, "a.jpg\r\nc.jpg\r\nb.jpg\r\n");
    assert_eq!(export(Export::Lightroom, all).await, "a, c, b");
    let lukas = Pick { visitor: Some(2), list: None };
    assert_eq!(export(Export::CaptureOne, lukas).await, "a b");
    let hearts = Pick { visitor: Some(1), list: Some(ListId::hearts(w.gallery)) };
    assert_eq!(export(Export::Stems, hearts).await, "a\r\nc\r\n");
    assert_eq!(
        export(Export::Sheet, Pick { visitor: Some(1), list: None }).await,
        "\u{feff}Visitor,Name,E-mail,List,File,Sent\r\n1,,,Favourites,a.jpg,\r\n1,,,Favourites,c.jpg,\r\n1,,,Album,a.jpg,yes\r\n"
    );
    assert_eq!(
        export(Export::Sheet, Pick { visitor: None, list: Some(w.album) }).await,
        "\u{feff}Visitor,Name,E-mail,List,File,Sent\r\n1,,,Album,a.jpg,yes\r\n2,,,Album,b.jpg,\r\n"
    );
    let sidecars = std::io::Cursor::new(file(&w, Export::Sidecars, all).await);
    let mut archive = zip::ZipArchive::new(sidecars).expect("an archive");
    let names: Vec<_> = archive.file_names().map(str::to_owned).collect();
    assert_eq!(names, ["a.xmp", "c.xmp", "b.xmp"]);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("c.xmp").expect("a sidecar"), &mut text).expect("read");
    assert!(text.contains("xmp:Rating=\"5\""));
    assert!(w.backend.choices().export(&w.guest, w.gallery, Export::Names, all).await.is_err());
}

#[tokio::test]
async fn a_file_has_the_choices_of_however_many_there_are() {
    let w = wedding().await;
    let [a, ..] = w.photos[..] else { panic!("a photograph") };
    w.set(ANA, None, a, true).await.expect("chosen");
    let studio = w.mirna.membership.as_ref().expect("a member").studio;
    let mut tx = w.backend.db.studio(studio).await.expect("a transaction");
    let (more, albums) = (2 * limits::VISITORS_AT_ONCE + 1, 2 * limits::LINES_AT_ONCE / limits::VISITORS_AT_ONCE);
    for statement in [
        format!(
            "INSERT INTO visitors (id, studio_id, gallery_id, key_hash, number, created_at, seen_at)
             SELECT gen_random_uuid(), studio_id, gallery_id, sha256(n::text::bytea), 1000 + n, created_at, seen_at
             FROM visitors, generate_series(1, {more}) n"
        ),
        format!(
            "INSERT INTO lists (id, studio_id, gallery_id, name, created_at)
             SELECT gen_random_uuid(), studio_id, gallery_id, 'Page ' || n, created_at
             FROM lists, generate_series(1, {albums}) n WHERE id = gallery_id"
        ),
        "INSERT INTO list_entries (studio_id, gallery_id, list_id, visitor_id, photo_id, created_at)
         SELECT e.studio_id, e.gallery_id, l.id, v.id, e.photo_id, e.created_at
         FROM list_entries e, lists l, visitors v WHERE v.number > 1000 AND (l.name = '' OR l.name LIKE 'Page%')"
            .to_owned(),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await.expect("many");
    }
    tx.commit().await.expect("committed");
    let sheet = String::from_utf8(file(&w, Export::Sheet, Pick::default()).await).expect("text");
    let each: HashSet<_> = sheet.lines().collect();
    assert_eq!(each.len(), sheet.lines().count(), "each once");
    assert_eq!(i64::try_from(each.len()).expect("few"), more * (albums + 1) + 2, "with Ana's and the head");
    let one = String::from_utf8(file(&w, Export::Sheet, Pick { visitor: Some(1001), list: None }).await).expect("text");
    assert_eq!(i64::try_from(one.lines().count()).expect("few"), albums + 2, "hearts, the others and the head");
    assert_eq!(file(&w, Export::Names, Pick::default()).await, b"a.jpg\r\n");
}
