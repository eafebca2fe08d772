//! What goes out, to whom, and how much of it.

use super::*;

#[tokio::test]
async fn the_marked_size_is_the_studios_own() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    let visitor = backend.visitor();
    backend.unlock(&visitor, gallery).await;
    let epoch = backend.galleries().get(&mirna, gallery).await.expect("the gallery").epoch;
    let served =
        async |viewer, kind| backend.photos().serve(viewer, (gallery, epoch, photo), kind, Wanted::default()).await;
    assert!(served(&mirna, RenditionKind::Watermarked).await.is_ok());
    assert!(served(&visitor, RenditionKind::Full).await.is_ok());
    let refused = served(&visitor, RenditionKind::Watermarked).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))));
}

#[tokio::test]
async fn old_addresses_die_with_the_epoch() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    let visitor = backend.visitor();
    backend.unlock(&visitor, gallery).await;
    let epoch = backend.galleries().get(&mirna, gallery).await.expect("the gallery").epoch;
    let thumb = async |epoch| {
        backend.photos().serve(&visitor, (gallery, epoch, photo), RenditionKind::Thumb, Wanted::default()).await
    };
    assert!(thumb(epoch).await.is_ok());
    backend.galleries().unpublish(&mirna, gallery).await.expect("unpublished");
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::NotPublished))));
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::Locked))), "the code is wanted again");
    backend.unlock(&visitor, gallery).await;
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::NotFound))), "the address is of an earlier epoch");
    assert!(thumb(epoch + 1).await.is_ok());
}

#[tokio::test]
async fn a_part_of_the_bytes() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    let epoch = backend.galleries().get(&mirna, gallery).await.expect("the gallery").epoch;
    let serve = async |range: GetRange, same_as: Option<&str>| {
        let wanted = Wanted { range: Some(range), same_as, known: None };
        backend.photos().serve(&mirna, (gallery, epoch, photo), RenditionKind::Thumb, wanted).await.expect("an answer")
    };
    let served = serve(GetRange::Bounded(0..9), None).await;
    let Content::Part(part) = served.content else { panic!("a part") };
    let size = part.size;
    assert_eq!(part.range, 0..9);
    for (range, expected) in [
        (GetRange::Bounded(size - 1..size + 50), size - 1..size),
        (GetRange::Offset(5), 5..size),
        (GetRange::Suffix(size + 1), 0..size),
    ] {
        let Content::Part(part) = serve(range.clone(), None).await.content else { panic!("{range:?}") };
        assert_eq!(part.range, expected, "{range:?}");
    }
    for range in [GetRange::Bounded(size..size + 1), GetRange::Offset(size), GetRange::Suffix(0)] {
        let content = serve(range.clone(), None).await.content;
        assert!(matches!(content, Content::Beyond { size: told } if told == size), "{range:?}");
    }
    assert!(matches!(serve(GetRange::Offset(5), Some(&served.etag)).await.content, Content::Part(_)));
    for other in ["\"other\"", &format!("W/{}", served.etag), "Sat, 12 Sep 2026 10:00:00 GMT"] {
        assert!(matches!(serve(GetRange::Offset(size), Some(other)).await.content, Content::Whole(_)), "{other}");
    }
}
