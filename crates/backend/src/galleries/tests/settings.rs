//! Making, finding, editing.

use chrono::TimeDelta;
use domain::{GallerySort, GalleryTab, Role, Standing, problem::Problem};

use super::{audit, open_gallery, problems, settings};
use crate::{
    galleries::{GalleryFilter, GallerySettings, NewGallery},
    testing::TestBackend,
};

#[tokio::test]
async fn a_new_gallery_is_private_with_a_link_and_a_code() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let new = NewGallery { title: "  Ana &\tLuka ".into(), taken_on: Some("2026-09-12".into()) };
    let id = backend.galleries().create(&mirna, &new).await.expect("a gallery");
    let detail = backend.galleries().get(&mirna, id).await.expect("a gallery");
    assert_eq!((detail.title.as_str(), detail.standing), ("Ana & Luka", Standing::Draft));
    assert_eq!(detail.taken_on.map(|day| day.to_string()).as_deref(), Some("2026-09-12"));
    assert_eq!(detail.link, format!("https://lumora.example/g/{}", backend.link_token(id).await));
    assert_eq!(detail.access_code.as_str().len(), 8);
    assert_eq!((detail.photos, detail.hearts, detail.visitors, detail.bytes, detail.cover), (0, 0, 0, 0, None));
    assert_eq!(audit(&backend, id).await, ["gallery.create"]);

    let bad = NewGallery { title: " ".into(), taken_on: Some("12.9.2026".into()) };
    let told = problems(backend.galleries().create(&mirna, &bad).await);
    assert_eq!(told, [("title".into(), Problem::Required), ("taken_on".into(), Problem::NotADate)]);
}

#[tokio::test]
async fn titles_are_found_as_people_type_them() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    for title in ["Čakovec 100%", "Žarko_i_Čila", "Brački dan", "anina krstitka"] {
        backend.gallery(&mirna, title).await;
        backend.clock.advance(TimeDelta::minutes(1));
    }
    let titles = async |search: &str, sort| {
        let filter = GalleryFilter { search: search.into(), sort, ..GalleryFilter::default() };
        let list = backend.galleries().list(&mirna, &filter).await.expect("a list");
        assert_eq!(list.counts.all, 4, "counts are of the whole studio");
        list.galleries.into_iter().map(|g| g.title).collect::<Vec<_>>()
    };
    for (search, found) in [
        ("čakovec", &["Čakovec 100%"][..]),
        ("ČILA", &["Žarko_i_Čila"]),
        (" ž", &["Žarko_i_Čila"]),
        ("0%", &["Čakovec 100%"]),
        ("%a", &[]),
        ("_", &["Žarko_i_Čila"]),
        ("\\", &[]),
    ] {
        assert_eq!(titles(search, GallerySort::Newest).await, found, "{search}");
    }
    let unreadable = GalleryFilter { search: "a\0b".into(), ..GalleryFilter::default() };
    let refused = backend.galleries().list(&mirna, &unreadable).await;
    assert!(matches!(refused, Err(crate::Error::Invalid(said)) if said[0].problem == Problem::Unreadable));
    let by_title = ["anina krstitka", "Brački dan", "Čakovec 100%", "Žarko_i_Čila"];
    assert_eq!(titles("", GallerySort::Title).await, by_title);
    assert_eq!(titles("", GallerySort::Oldest).await[0], "Čakovec 100%");
    assert_eq!(titles("", GallerySort::Newest).await[0], "anina krstitka");
}

/// The list works out in SQL what `Standing::of` works out in Rust: they must agree.
#[tokio::test]
async fn tabs_and_counts_agree_with_the_standing() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let galleries = backend.galleries();
    backend.gallery(&mirna, "draft").await;
    open_gallery(&backend, &mirna, "published").await;
    let expiring = open_gallery(&backend, &mirna, "expired").await;
    let form = GallerySettings { expires_on: "2026-09-12".into(), ..settings(&backend, &mirna, expiring).await };
    galleries.edit(&mirna, expiring, &form).await.expect("until tonight");
    let archived = open_gallery(&backend, &mirna, "archived").await;
    galleries.archive(&mirna, archived).await.expect("archived");
    let trashed = open_gallery(&backend, &mirna, "trash").await;
    galleries.trash(&mirna, trashed).await.expect("trashed");
    backend.clock.advance(TimeDelta::days(1));

    for tab in GalleryTab::ALL {
        let filter = GalleryFilter { status: Some(tab), ..GalleryFilter::default() };
        let list = galleries.list(&mirna, &filter).await.expect("a list");
        assert_eq!(list.galleries.iter().map(|g| g.title.as_str()).collect::<Vec<_>>(), [tab.as_str()]);
        assert_eq!(list.galleries[0].standing, tab.standing());
        if tab != GalleryTab::Trash {
            let detail = galleries.get(&mirna, list.galleries[0].id).await.expect("a gallery");
            assert_eq!(detail.standing, tab.standing());
        }
        let c = list.counts;
        assert_eq!((c.all, c.draft, c.published, c.expired, c.archived, c.trash), (4, 1, 1, 1, 1, 1));
    }
    let all = galleries.list(&mirna, &GalleryFilter::default()).await.expect("a list").galleries;
    assert!(all.iter().all(|g| g.standing != Standing::Trashed) && all.len() == 4);
    assert!(all.iter().filter(|g| g.photos == 1).all(|g| g.cover.as_ref().is_some_and(|c| c.width == 6000)));
}

#[tokio::test]
async fn settings_are_checked_field_by_field() {
    let backend = TestBackend::start().await;
    let (mirna, petra) = (backend.studio("Mirna", Role::Owner).await, backend.studio("Petra", Role::Owner).await);
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let other = backend.gallery(&mirna, "Eva").await;
    let taken = backend.access_code(other).await.as_str().to_lowercase();
    let bad = GallerySettings {
        title: "x".repeat(121),
        description: "x".repeat(2001),
        taken_on: "yesterday".into(),
        expires_on: "2026-09-11".into(),
        access_code: "abc".into(),
        loaded: String::new(),
    };
    let told: Vec<_> = problems(backend.galleries().edit(&mirna, id, &bad).await);
    let expected = [
        ("title", Problem::TooLong),
        ("description", Problem::TooLong),
        ("taken_on", Problem::NotADate),
        ("access_code", Problem::CodeTooShort),
        ("expires_on", Problem::DateInPast),
    ];
    assert_eq!(told, expected.map(|(field, problem)| (field.to_owned(), problem)));

    let form = GallerySettings { access_code: taken.clone(), ..settings(&backend, &mirna, id).await };
    let told = problems(backend.galleries().edit(&mirna, id, &form).await);
    assert_eq!(told, [("access_code".into(), Problem::CodeTaken)]);
    // Another studio may have the same code.
    let theirs = backend.gallery(&petra, "Iva").await;
    let form = GallerySettings { access_code: taken, ..settings(&backend, &petra, theirs).await };
    backend.galleries().edit(&petra, theirs, &form).await.expect("codes are unique in a studio only");
}

#[tokio::test]
async fn an_expiry_that_passed_does_not_stop_other_edits() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let form = GallerySettings {
        description: " Thank you\r\nfor the day\u{7} ".into(),
        taken_on: "2026-09-10".into(),
        expires_on: "2026-09-12".into(),
        ..settings(&backend, &mirna, id).await
    };
    backend.galleries().edit(&mirna, id, &form).await.expect("today is not past");
    let detail = backend.galleries().get(&mirna, id).await.expect("a gallery");
    assert_eq!((detail.description.as_str(), detail.epoch), ("Thank you\nfor the day", 1));
    backend.clock.advance(TimeDelta::days(3));
    backend.galleries().edit(&mirna, id, &form).await.expect("unchanged is fine");
    let later = GallerySettings { expires_on: "2026-09-13".into(), ..form.clone() };
    let told = problems(backend.galleries().edit(&mirna, id, &later).await);
    assert_eq!(told, [("expires_on".into(), Problem::DateInPast)]);
    let never = GallerySettings { expires_on: String::new(), ..form };
    backend.galleries().edit(&mirna, id, &never).await.expect("without an end");
    assert_eq!(backend.galleries().get(&mirna, id).await.expect("a gallery").expires_on, None);
}

#[tokio::test]
async fn a_form_does_not_write_over_what_a_colleague_changed() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let seen = backend.galleries().get(&mirna, id).await.expect("a gallery").version;
    let mine = GallerySettings { loaded: seen, title: "Ana and Luka".into(), ..settings(&backend, &mirna, id).await };
    let theirs = GallerySettings { description: "A day in June".into(), ..mine.clone() };

    let next = backend.galleries().edit(&mirna, id, &theirs).await.expect("the first to save");
    let late = backend.galleries().edit(&mirna, id, &mine).await;
    assert!(matches!(late, Err(crate::Error::Conflict)), "{late:?}");
    let detail = backend.galleries().get(&mirna, id).await.expect("a gallery");
    assert_eq!((detail.description.as_str(), detail.version.as_str()), ("A day in June", next.as_str()));

    let again = GallerySettings { loaded: next, ..theirs };
    backend.galleries().edit(&mirna, id, &again).await.expect("loaded anew");
}
