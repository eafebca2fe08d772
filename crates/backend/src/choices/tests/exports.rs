//! What the studio takes away.

use domain::{ListId, export::Export};

use super::{ANA, LUKA, wedding};
use crate::choices::Pick;

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
    let export = async |export, pick| {
        let file = w.backend.choices().export(&w.mirna, w.gallery, export, pick).await.expect("a file");
        String::from_utf8(file).expect("text")
    };
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
    let file = w.backend.choices().export(&w.mirna, w.gallery, Export::Sidecars, all).await.expect("an archive");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("an archive");
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
    let more = 2 * crate::limits::VISITORS_AT_ONCE + 1;
    for statement in [
        format!(
            "INSERT INTO visitors (id, studio_id, gallery_id, key_hash, number, created_at, seen_at)
             SELECT gen_random_uuid(), studio_id, gallery_id, sha256(n::text::bytea), 1000 + n, created_at, seen_at
             FROM visitors, generate_series(1, {more}) n"
        ),
        "INSERT INTO list_entries (studio_id, gallery_id, list_id, visitor_id, photo_id, created_at)
         SELECT e.studio_id, e.gallery_id, e.list_id, v.id, e.photo_id, e.created_at
         FROM list_entries e, visitors v WHERE v.number > 1000"
            .to_owned(),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await.expect("many");
    }
    tx.commit().await.expect("committed");
    let file = w.backend.choices().export(&w.mirna, w.gallery, Export::Sheet, Pick::default()).await.expect("a file");
    let lines = String::from_utf8(file).expect("text").lines().count();
    assert_eq!(i64::try_from(lines).expect("few"), more + 2, "with Ana's and the head");
    let once = w.backend.choices().export(&w.mirna, w.gallery, Export::Names, Pick::default()).await.expect("a file");
    assert_eq!(once, b"a.jpg\r\n");
}
