//! Logos that nobody has any more, and logos that are lost.

use chrono::TimeDelta;

use super::*;
use crate::{
    files::{self, Key},
    photos::Trouble,
};

#[tokio::test]
async fn logos_without_a_studio_go_and_what_is_wrong_is_told() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let watermarks = backend.watermarks();
    watermarks.set_logo(&mirna, changing::png(255)).await.expect("taken");
    let listed: Vec<_> = backend.files.list(&Key::from("logos")).try_collect().await.expect("listed");
    let [own] = &listed[..] else { panic!("one logo: {listed:?}") };

    // Killed between the object and its row; of a studio of another server; what somebody else put there.
    let left = files::logo(studio, "0f0e");
    let elsewhere = files::logo(StudioId(uuid::Uuid::from_u128(7)), "0f0e");
    let unnamed = Key::from("logos/readme.txt");
    for key in [&left, &elsewhere, &unnamed] {
        backend.files.put(key, Bytes::from_static(b"RIFF")).await.expect("stored");
    }
    let told = async |hours: i64| {
        // The store goes by a clock of its own.
        let now = own.stored_at + TimeDelta::hours(hours);
        let troubles = watermarks.troubles(now).await.expect("told");
        let mut told: Vec<_> = troubles.into_iter().map(|finding| (finding.trouble, finding.object)).collect();
        told.sort();
        (now, told)
    };
    let orphaned = |key: &Key| (Trouble::Orphaned, key.to_string());
    assert_eq!(told(0).await.1, [], "they may be under way");
    let (later, all) = told(2).await;
    let mut expected = vec![orphaned(&left), orphaned(&elsewhere), orphaned(&unnamed)];
    expected.sort();
    assert_eq!(all, expected);

    watermarks.sweep_logos(later).await.expect("swept");
    let mut expected = vec![orphaned(&elsewhere), orphaned(&unnamed)];
    expected.sort();
    assert_eq!(told(2).await.1, expected);
    assert!(watermarks.logo(&mirna).await.is_ok(), "the studio's own stays");

    backend.files.delete(&own.key).await.expect("lost");
    assert!(told(2).await.1.contains(&(Trouble::Missing, own.key.to_string())));
}
