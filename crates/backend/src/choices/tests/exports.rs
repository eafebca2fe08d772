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
