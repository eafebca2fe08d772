//! The photographs that a list of names means.

use domain::{GalleryId, NameList, Need, PhotoId, Role, Viewer};

use super::{Photos, queries};
use crate::{
    error::{Error, Result},
    galleries::access,
};

/// What a list of names means in a gallery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The photographs, in the order of their names.
    pub photos: Vec<PhotoId>,
    /// What was found in what way, and what was not.
    pub list: NameList,
}

impl Photos<'_> {
    /// Looks for the photographs that a list of names means; those in the trash are left out.
    ///
    /// # Errors
    /// Refused to all but members; [`Error::Invalid`] on `names` when it lists nothing, or too much.
    pub async fn named(&self, viewer: &Viewer, gallery: GalleryId, text: String) -> Result<Named> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let photos = queries::names(&mut found.tx, gallery).await?;
        drop(found);
        // Ten thousand names among as many take a moment.
        let looking = tokio::task::spawn_blocking(move || {
            let names: Vec<&str> = photos.iter().map(|(_, name)| name.as_str()).collect();
            let list = NameList::read(&text, &names)?;
            Ok(Named { photos: list.photos.iter().map(|at| photos[*at].0).collect(), list })
        });
        let looked = looking.await.map_err(Error::internal)?;
        looked.map_err(|error: domain::NameListError| Error::invalid("names", error.into()))
    }
}

#[cfg(test)]
mod tests {
    use domain::{Refusal, problem::Problem};

    use super::*;
    use crate::testing::TestBackend;

    #[tokio::test]
    async fn a_list_means_photographs_of_its_gallery_alone() {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Viewer).await;
        let editor = backend.member(mirna.membership.as_ref().expect("a member").studio, "Atelier Mirna", Role::Editor);
        let editor = editor.await;
        let (gallery, other) = (backend.gallery(&editor, "Ana & Luka").await, backend.gallery(&editor, "Iva").await);
        let first = backend.photo(&editor, gallery, "DSC_0001.jpg").await;
        let second = backend.photo(&editor, gallery, "DSC_0002.jpg").await;
        let gone = backend.photo(&editor, gallery, "DSC_0003.jpg").await;
        backend.photo(&editor, other, "DSC_0004.jpg").await;
        backend.photos().trash(&editor, gallery, &[gone]).await.expect("trashed");
        let text = "dsc_0002.cr3, 0001; DSC_0003, DSC_0004";
        let named = backend.photos().named(&mirna, gallery, text.into()).await.expect("looked for");
        assert_eq!(named.photos, [first, second]);
        assert_eq!(named.list.unmatched, ["DSC_0003", "DSC_0004"]);
        assert_eq!(named.list.by_number, [("0001".to_owned(), "DSC_0001.jpg".to_owned())]);

        let nothing = backend.photos().named(&mirna, gallery, " \n".into()).await;
        assert!(matches!(&nothing, Err(Error::Invalid(why)) if why[0].problem == Problem::Required), "{nothing:?}");
        let petra = backend.studio("Foto Petra", Role::Owner).await;
        let refused = backend.photos().named(&petra, gallery, "DSC_0001".into()).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
    }
}
