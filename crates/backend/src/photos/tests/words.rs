//! What is known of a photograph, and who is told.

use super::*;
use crate::media::{Words, testing::telling};

#[tokio::test]
async fn a_studio_is_told_what_is_written_in_a_photograph() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Viewer).await;
    let editor = backend.member(studio_of(&mirna), "Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&editor, "Ana & Luka").await;
    let photo = upload(&backend, &editor, gallery, "DSC_1.jpg", &telling(&picture(1))).await.expect("stored").photo;
    let waiting = backend.photos().details(&mirna, gallery, photo).await.expect("known");
    assert_eq!((waiting.words, waiting.size), (Words::default(), None));
    backend.run_jobs().await;

    let known = backend.photos().details(&mirna, gallery, photo).await.expect("known");
    let words = Words {
        title: Some("Golden hour".into()),
        caption: None,
        keywords: vec!["sea".into(), "wedding".into()],
        creator: Some("Mirna".into()),
        copyright: None,
        rating: Some(4),
        city: Some("Rovinj".into()),
        country: None,
    };
    assert_eq!((known.words, known.size), (words, Some((120, 80))));
    let (latitude, longitude) = known.gps.expect("a place");
    assert!((latitude - 45.0812).abs() < 1e-6 && (longitude - 13.64).abs() < 1e-6);
    assert_eq!(known.file_name, "DSC_1.jpg");

    let petra = backend.studio("Studio Petra", Role::Owner).await;
    for stranger in [&petra, &backend.visitor()] {
        let refused = backend.photos().details(stranger, gallery, photo).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
    let other = backend.gallery(&editor, "Another").await;
    let elsewhere = backend.photos().details(&mirna, other, photo).await;
    assert!(matches!(elsewhere, Err(Error::Refused(Refusal::NotFound))), "{elsewhere:?}");
}

#[tokio::test]
async fn what_is_made_for_clients_carries_none_of_it() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "DSC_1.jpg", &telling(&picture(1))).await.expect("stored").photo;
    backend.run_jobs().await;
    let keys = keys_of(&backend, &mirna, photo).await;
    for kind in RenditionKind::ALL {
        let bytes = backend.files.read(&keys.rendition(kind)).await.expect("read").expect("there");
        for word in ["Rovinj", "Golden hour", "wedding", "GPSLatitude", "Mirna", "8BIM", "adobe:ns:meta"] {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{kind:?} carries {word}");
        }
    }
}

#[tokio::test]
async fn the_database_takes_no_more_than_there_is_room_for() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = backend.photo(&mirna, gallery, "DSC_1.jpg").await;
    let full = Words {
        title: Some("š".repeat(Words::LINE)),
        caption: Some("š".repeat(Words::CAPTION)),
        keywords: vec!["š".repeat(Words::KEYWORD); Words::KEYWORDS],
        creator: Some("š".repeat(Words::LINE)),
        copyright: Some("š".repeat(Words::COPYRIGHT)),
        rating: Some(5),
        city: Some("š".repeat(Words::LINE)),
        country: Some("š".repeat(Words::LINE)),
    };
    let set = async |words: Words, gps| {
        let metadata = Metadata { words, gps, ..Metadata::default() };
        let mut tx = backend.db.studio(studio_of(&mirna)).await.expect("a transaction");
        queries::set_words(&mut tx, photo, &metadata).await
    };
    set(full.clone(), Some((-90.0, 180.0))).await.expect("all of it has room");
    for wrong in [
        Words { title: Some("x".repeat(Words::LINE + 1)), ..full.clone() },
        Words { caption: Some("x".repeat(Words::CAPTION + 1)), ..full.clone() },
        Words { keywords: vec![String::new(); Words::KEYWORDS + 1], ..full.clone() },
        Words { keywords: vec!["x".repeat(Words::KEYWORD * Words::KEYWORDS + 1)], ..full.clone() },
        Words { creator: Some("x".repeat(Words::LINE + 1)), ..full.clone() },
        Words { copyright: Some("x".repeat(Words::COPYRIGHT + 1)), ..full.clone() },
        Words { rating: Some(6), ..full.clone() },
        Words { city: Some("x".repeat(Words::LINE + 1)), ..full.clone() },
        Words { country: Some("x".repeat(Words::LINE + 1)), ..full.clone() },
    ] {
        assert!(set(wrong.clone(), None).await.is_err(), "{wrong:?}");
    }
    assert!(set(full, Some((91.0, 0.0))).await.is_err());
}
