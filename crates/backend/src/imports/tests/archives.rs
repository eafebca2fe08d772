//! Archives as honest programs make them.

use super::*;

#[tokio::test]
async fn what_is_in_an_archive_is_in_the_gallery() {
    let studio = Studio::start().await;
    let (first, second) = (picture(1), picture(2));
    let archive = zip(&[
        ("Day/a.jpg", &first),
        ("Day/Dance/b.jpg", &second),
        ("Day/again.jpg", &first),
        ("Day/notes.txt", b"not a picture"),
        ("Day/empty.jpg", b""),
        ("Day/.DS_Store", b"litter"),
        ("__MACOSX/Day/._a.jpg", b"litter"),
    ]);
    let import = studio.import(archive, Unpack::Flat).await;
    assert_eq!(counts(&import), (ImportState::Done, 2, 1, 2), "{import:?}");
    assert_eq!(refusals(&import)[0], ("Day/notes.txt", Refused::Unsupported));
    assert_eq!(refusals(&import)[1].0, "Day/empty.jpg");
    assert_eq!(studio.photos().await, [("a.jpg".into(), String::new()), ("b.jpg".into(), String::new())]);
    assert_eq!(studio.staged(), 0, "the archive is gone");
    assert_eq!((import.gallery_title.as_str(), import.name.as_str()), ("Ana & Luka", "wedding.zip"));
}

#[tokio::test]
async fn folders_become_sets() {
    let studio = Studio::start().await;
    let pictures = [1, 2, 3, 4, 5].map(picture);
    let [a, b, c, d, e] = &pictures;
    studio.backend.sets().create(&studio.mirna, studio.gallery, "Dance").await.expect("a set");
    let archive = zip(&[
        ("Day/a.jpg", a),
        ("Day/Dance/b.jpg", b),
        ("Day/Dance/late/c.jpg", c),
        ("Day/Šetnja/d.jpg", d),
        // As Macintoshes write it.
        ("Day/S\u{30c}etnja/e.jpg", e),
    ]);
    let import = studio.import(archive, Unpack::Sets).await;
    assert_eq!(counts(&import), (ImportState::Done, 5, 0, 0), "{import:?}");
    let expected = [("a.jpg", ""), ("b.jpg", "Dance"), ("c.jpg", "Dance"), ("d.jpg", "Šetnja"), ("e.jpg", "Šetnja")];
    assert_eq!(studio.photos().await, expected.map(|(name, set)| (name.to_owned(), set.to_owned())));
}

#[tokio::test]
async fn names_and_sizes_are_read_however_they_are_written() {
    let studio = Studio::start().await;
    let pictures = [1, 2, 3].map(picture);
    let [a, b, c] = &pictures;
    let archive = zipped(&[("vjen_anje.jpg", a), ("__ibenik.jpg", b), ("č.jpg", c)], stored().large_file(true));
    // The letters of MS-DOS, and UTF-8 of which nothing is said.
    let archive = with(archive, b"vjen_anje", b"vjen\x9fanje");
    let mut archive = with(archive, b"__ibenik", "Šibenik".as_bytes());
    // Sizes that stand in the directory alone.
    archive[6] |= 8;
    archive[14..26].fill(0);
    let import = studio.import(archive, Unpack::Flat).await;
    assert_eq!(counts(&import), (ImportState::Done, 3, 0, 0), "{import:?}");
    let mut names = studio.names().await;
    names.sort();
    assert_eq!(names, ["vjenčanje.jpg", "č.jpg", "Šibenik.jpg"]);
}

#[tokio::test]
async fn a_packed_file_is_unpacked() {
    let studio = Studio::start().await;
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let import = studio.import(zipped(&[("a.jpg", &picture(1))], deflated), Unpack::Flat).await;
    assert_eq!(counts(&import), (ImportState::Done, 1, 0, 0), "{import:?}");
}

#[tokio::test]
async fn ten_thousand_entries_are_looked_at() {
    let studio = Studio::start().await;
    let first = picture(1);
    let names: Vec<String> = (0..9_998).map(|at| format!("Day/{at}/")).collect();
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    files.extend([("Day/5/a.jpg", &first[..]), ("Day/6/b.txt", b"x")]);
    let import = studio.import(zip(&files), Unpack::Flat).await;
    assert_eq!((counts(&import), import.total), ((ImportState::Done, 1, 0, 1), 10_000), "{import:?}");
    let many: Vec<String> = (0..20_001).map(|at| format!("{at}/")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let import = studio.import(zip(&many), Unpack::Flat).await;
    assert_eq!((import.state, import.failure), (ImportState::Failed, Some(domain::ImportFailure::TooMany)));
    assert_eq!(studio.staged(), 0);
}
