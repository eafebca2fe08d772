//! Photographs one by one, for share sheets; and the way back from a link that leads nowhere.

use super::*;

#[tokio::test]
async fn for_a_share_sheet_each_is_a_file_and_they_count_as_ever() {
    let w = wedding(3).await;
    w.allow(DownloadPolicy { quota: Some(2), ..FREE }).await;
    let downloads = w.backend.downloads();
    let what = DownloadWhat::Some { photos: w.photos[..2].to_vec() };
    let planned = downloads.plan_files(&w.guest, &w.token, &what, DownloadSize::Web).await.expect("planned");
    let names: Vec<_> = planned.parts.iter().map(|part| &*part.name).collect();
    assert_eq!(names, ["DSC_1.jpg", "DSC_1 (2).jpg"]);
    // They come in the gallery's order; which of two with one name is first, their identities say.
    let (mut all_sent, mut all) = (Vec::new(), Vec::new());
    for (part, photo) in (1..).zip(&w.photos[..2]) {
        let sent = downloads.serve(&w.guest, &planned.secret, part, Wanted::default()).await.expect("sent");
        assert_eq!(sent.media_type, "image/jpeg");
        let Content::Whole(object) = sent.content else { panic!("all of it") };
        let bytes: Vec<u8> = object
            .stream
            .try_fold(Vec::new(), async |whole, piece| Ok([whole, piece.to_vec()].concat()))
            .await
            .expect("bytes");
        let key = w.keys(*photo).await.rendition(RenditionKind::Preview);
        all.push(w.backend.files.read(&key).await.expect("read").expect("there").to_vec());
        all_sent.push(bytes);
    }
    all_sent.sort_unstable();
    all.sort_unstable();
    assert!(all_sent == all, "each is the file it is");
    let third = DownloadWhat::Photo { photo: w.photos[2] };
    let refused = downloads.plan_files(&w.guest, &w.token, &third, DownloadSize::Web).await;
    assert!(
        matches!(&refused, Err(Error::Invalid(problems)) if problems[0].problem == Problem::QuotaUsed),
        "{refused:?}"
    );
    let whole = downloads.plan_files(&w.mirna, &w.token, &DownloadWhat::All, DownloadSize::Web).await.expect("planned");
    assert_eq!(whole.parts.len(), 3);
}

#[tokio::test]
async fn a_hundred_go_to_a_share_sheet_and_no_more() {
    let w = wedding(0).await;
    for number in 0..=domain::MAX_SHARED {
        w.backend.photo(&w.mirna, w.gallery, &format!("{number}.jpg")).await;
    }
    let what = DownloadWhat::All;
    let refused = w.backend.downloads().plan_files(&w.guest, &w.token, &what, DownloadSize::Web).await;
    assert!(
        matches!(&refused, Err(Error::Invalid(problems)) if problems[0].problem == Problem::TooManyPhotos),
        "{refused:?}"
    );
}

#[tokio::test]
async fn only_who_began_a_download_learns_where() {
    let w = wedding(1).await;
    let planned = w.planned(DownloadWhat::All, DownloadSize::Web).await;
    let downloads = w.backend.downloads();
    let origin = async |viewer: &Viewer, secret: &str| downloads.origin(viewer, secret).await.expect("an answer");
    let back = origin(&w.guest, &planned.secret).await.expect("the guest's own");
    assert_eq!((&*back.studio, back.token.as_str()), ("Atelier Mirna", &*w.token));
    assert_eq!(origin(&w.backend.visitor(), &planned.secret).await, None);
    assert_eq!(origin(&w.mirna, &planned.secret).await, None);
    assert_eq!(origin(&w.guest, "another").await, None);
    w.backend.clock.advance(TimeDelta::days(2));
    downloads.sweep(w.backend.clock.now()).await.expect("swept");
    assert!(origin(&w.guest, &planned.secret).await.is_some(), "also when it leads nowhere any more");
    w.backend.galleries().trash(&w.mirna, w.gallery).await.expect("deleted");
    assert_eq!(origin(&w.guest, &planned.secret).await, None);
}
