//! A logo from the file to the page, and away again.

use bytes::Bytes;
use chrono::TimeDelta;
use domain::{Brand, Look, Refusal, Role, Viewer};
use futures::TryStreamExt;

use super::BrandLogo;
use crate::{
    error::{Error, Result},
    files::Key,
    testing::TestBackend,
};

fn png(width: u32, height: u32) -> Bytes {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[30, 60, 200, 255].repeat((width * height) as usize)).expect("written");
    writer.finish().expect("finished");
    file.into()
}

fn not_found<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::Refused(Refusal::NotFound)))
}

async fn stored(backend: &TestBackend) -> usize {
    backend.files.list(&Key::from("logos")).try_collect::<Vec<_>>().await.expect("listed").len()
}

#[tokio::test]
async fn a_logo_stands_where_a_look_wants_it_and_nowhere_else() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    backend.photo(&mirna, gallery, "a.jpg").await;
    backend.publish(&mirna, gallery).await;
    let (brands, galleries, token) = (backend.brands(), backend.galleries(), backend.link_token(gallery).await);
    let seen = async |viewer: &Viewer| galleries.visit(viewer, &token).await.expect("a visit").logo;
    let guest = backend.visitor();
    let with_logo = Look { brand: Brand::Logo, ..Look::default() };
    galleries.set_look(&mirna, gallery, with_logo, Look::default()).await.expect("chosen");
    assert_eq!((seen(&guest).await, seen(&mirna).await), (None, None), "there is none: it is the name");

    brands.set_logo(&mirna, png(1280, 256)).await.expect("taken");
    let logo = seen(&guest).await.expect("at a locked door, too");
    assert_eq!((logo.width, logo.height, logo.shown()), (640, 128, (320, 64)));
    assert!(brands.logo(&logo.name).await.expect("for anybody").starts_with(b"RIFF"));
    assert!(not_found(&brands.logo("0f0e").await) && not_found(&brands.logo("").await));

    galleries.set_look(&mirna, gallery, Look::default(), with_logo).await.expect("chosen");
    assert_eq!(seen(&guest).await, None);
    assert_eq!(seen(&mirna).await.as_ref(), Some(&logo), "who chooses has it at hand");
    let petra = backend.studio("Studio Petra", Role::Owner).await;
    let theirs = backend.gallery(&petra, "Iva").await;
    assert_eq!(galleries.get(&petra, theirs).await.expect("theirs").logo, None, "each studio has its own");

    // A mark on pictures is another one.
    assert!(not_found(&backend.watermarks().logo(&mirna).await));
    backend.watermarks().set_logo(&mirna, png(40, 20)).await.expect("taken");
    assert_eq!(stored(&backend).await, 2);
    let later = backend.clock.now() + TimeDelta::days(36_500);
    backend.watermarks().sweep_logos(later).await.expect("swept");
    assert_eq!(stored(&backend).await, 2, "both are the studio's");
    assert!(backend.watermarks().troubles(later).await.expect("told").is_empty());
}

#[tokio::test]
async fn another_logo_has_another_address_and_the_former_ends() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let brands = backend.brands();
    let name = async || backend.galleries().get(&mirna, gallery).await.expect("the gallery").logo.map(|logo| logo.name);
    brands.set_logo(&mirna, png(40, 20)).await.expect("taken");
    let first = name().await.expect("a logo");
    brands.set_logo(&mirna, png(40, 20)).await.expect("taken");
    let second = name().await.expect("a logo");
    assert!(first != second && not_found(&brands.logo(&first).await));
    backend.run_jobs().await;
    assert_eq!(stored(&backend).await, 1, "the former is gone");

    brands.remove_logo(&mirna).await.expect("removed");
    brands.remove_logo(&mirna).await.expect("nothing to do");
    backend.run_jobs().await;
    assert_eq!((name().await, stored(&backend).await), (None, 0));
    assert!(not_found(&brands.logo(&second).await));

    let studio = mirna.membership.as_ref().expect("a member").studio;
    let editor = backend.member(studio, "Atelier Mirna", Role::Editor).await;
    for refused in [brands.set_logo(&editor, png(40, 20)).await, brands.remove_logo(&editor).await] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))), "{refused:?}");
    }
    assert!(matches!(brands.set_logo(&mirna, Bytes::from_static(b"<svg/>")).await, Err(Error::File(_))));
}

#[test]
fn it_is_shown_no_larger_than_it_is() {
    let shown = |width, height| BrandLogo { name: String::new(), width, height }.shown();
    assert_eq!(
        [shown(640, 128), shown(640, 64), shown(25, 128), shown(90, 60)],
        [(320, 64), (320, 32), (13, 64), (90, 60)]
    );
}
