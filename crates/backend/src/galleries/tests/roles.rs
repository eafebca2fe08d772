//! Who may do what: every verb of the studio's side, by every role and by strangers.

use domain::{GalleryId, PhotoId, Refusal, Role, Viewer};

use super::{everything, refusal, settings};
use crate::{
    error::Result,
    galleries::{GalleryFilter, NewGallery},
    testing::TestBackend,
};

const READING: [&str; 2] = ["get", "choices"];
const CHANGING: [&str; 8] = ["edit", "publish", "unpublish", "archive", "unarchive", "set_cover", "restore", "trash"];

async fn try_verb(backend: &TestBackend, viewer: &Viewer, verb: &str, id: GalleryId, photo: PhotoId) -> Result<()> {
    let galleries = backend.galleries();
    match verb {
        "get" => galleries.get(viewer, id).await.map(drop),
        "choices" => backend.choices().chosen(viewer, id).await.map(drop),
        "edit" => {
            let code = "MRKVA-7Q2".to_owned();
            let new =
                crate::galleries::GallerySettings { title: "Ana".into(), access_code: code, ..Default::default() };
            galleries.edit(viewer, id, &new).await.map(drop)
        }
        "publish" => galleries.publish(viewer, id).await,
        "unpublish" => galleries.unpublish(viewer, id).await,
        "archive" => galleries.archive(viewer, id).await,
        "unarchive" => galleries.unarchive(viewer, id).await,
        "set_cover" => galleries.set_cover(viewer, id, photo).await,
        "restore" => galleries.restore(viewer, id).await,
        "trash" => galleries.trash(viewer, id).await,
        other => panic!("no verb {other}"),
    }
}

#[tokio::test]
async fn roles_and_strangers() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let petra = backend.studio("Studio Petra", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = backend.photo(&mirna, id, "DSC_1.jpg").await;
    let homeless = Viewer { membership: None, ..petra.clone() };
    let before = everything(&backend).await;

    for verb in READING.into_iter().chain(CHANGING) {
        for (who, viewer, answer) in [
            ("nobody", &backend.visitor(), Refusal::SignIn),
            ("another studio's owner", &petra, Refusal::NotFound),
            ("somebody without a studio", &homeless, Refusal::NotFound),
        ] {
            assert_eq!(refusal(try_verb(&backend, viewer, verb, id, photo).await), Some(answer), "{who}: {verb}");
            // The same for a gallery that never was.
            let nowhere = GalleryId(uuid::Uuid::from_u128(5));
            assert_eq!(refusal(try_verb(&backend, viewer, verb, nowhere, photo).await), Some(answer), "{who}: {verb}");
        }
    }
    let viewer = backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    for verb in CHANGING {
        let answer = refusal(try_verb(&backend, &viewer, verb, id, photo).await);
        assert_eq!(answer, Some(Refusal::Forbidden), "viewer: {verb}");
    }
    assert_eq!(everything(&backend).await, before, "what was refused changed nothing");

    for verb in READING {
        try_verb(&backend, &viewer, verb, id, photo).await.expect(verb);
    }
    for role in [Role::Editor, Role::Admin, Role::Owner] {
        let member = backend.member(studio, "Atelier Mirna", role).await;
        for verb in READING.into_iter().chain(CHANGING) {
            try_verb(&backend, &member, verb, id, photo).await.unwrap_or_else(|error| panic!("{role} {verb}: {error}"));
        }
        backend.galleries().restore(&member, id).await.expect("restored for the next role");
    }
}

#[tokio::test]
async fn the_list_is_for_members_and_new_galleries_for_editors() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let petra = backend.studio("Studio Petra", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let new = NewGallery { title: "Krštenje".into(), taken_on: None };
    let filter = GalleryFilter::default();

    let viewer = backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let listed = backend.galleries().list(&viewer, &filter).await.expect("a list");
    assert_eq!(listed.galleries.iter().map(|g| g.id).collect::<Vec<_>>(), [id]);
    let theirs = backend.galleries().list(&petra, &filter).await.expect("a list");
    assert!(theirs.galleries.is_empty() && theirs.counts == Default::default(), "{theirs:?}");
    assert_eq!(refusal(backend.galleries().list(&backend.visitor(), &filter).await), Some(Refusal::SignIn));
    assert_eq!(refusal(backend.galleries().create(&viewer, &new).await), Some(Refusal::Forbidden));
    assert_eq!(refusal(backend.galleries().create(&backend.visitor(), &new).await), Some(Refusal::SignIn));
    let editor = backend.member(studio, "Atelier Mirna", Role::Editor).await;
    backend.galleries().create(&editor, &new).await.expect("a gallery");
    // Reading the form back is enough for an editor to change one thing.
    let form = settings(&backend, &editor, id).await;
    backend.galleries().edit(&editor, id, &form).await.expect("nothing new is fine");
}
