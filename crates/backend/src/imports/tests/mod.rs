mod archives;
mod folders;
mod hostile;
mod objects;
mod running;

use std::io::{Cursor, Write};

use bytes::Bytes;
use domain::{GalleryId, ImportId, ImportState, Refused, Role, StudioId, Unpack, Viewer};
use sqlx::AssertSqlSafe;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Import, NewFolder};
use crate::{
    demo::pictures::{Scene, draw},
    error::Result,
    sources::{Place, SourceSettings, Studios},
    testing::TestBackend,
    uploads::NewUpload,
};

struct Studio {
    backend: TestBackend,
    mirna: Viewer,
    id: StudioId,
    gallery: GalleryId,
}

impl Studio {
    async fn start() -> Self {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        let id = mirna.membership.as_ref().expect("a member").studio;
        Self { backend, mirna, id, gallery }
    }

    /// Sends an archive, which then waits for its turn.
    async fn send(&self, bytes: Vec<u8>, unpack: Unpack) -> ImportId {
        self.send_as(&self.mirna, bytes, unpack).await.expect("sent")
    }

    async fn send_as(&self, viewer: &Viewer, bytes: Vec<u8>, unpack: Unpack) -> Result<ImportId> {
        let (uploads, length) = (self.backend.uploads(), bytes.len() as u64);
        let new = NewUpload { name: "wedding.zip".into(), bytes: length, unpack: Some(unpack), ..NewUpload::default() };
        let upload = uploads.begin(viewer, self.gallery, &new).await?;
        let mut appending = uploads.append(viewer, self.gallery, upload.id, 0).await?;
        appending.write(Bytes::from(bytes)).await?;
        Ok(appending.finish(None).await?.import.expect("it is taken apart"))
    }

    /// Sends an archive and has it taken apart.
    async fn import(&self, bytes: Vec<u8>, unpack: Unpack) -> Import {
        let id = self.send(bytes, unpack).await;
        self.backend.run_jobs().await;
        self.find(id).await
    }

    /// Lets this studio alone take from a source called `cards`.
    fn take_from(&mut self, place: Place) {
        let (name, studios) = ("cards".parse().expect("a name"), Studios::These(vec![self.id]));
        self.backend.take_from(&[SourceSettings { name, place, studios }]);
    }

    /// Picks a folder of that source, which then waits for its turn.
    async fn pick(&self, folder: &str, unpack: Unpack) -> ImportId {
        self.pick_as(&self.mirna, folder, unpack).await.expect("picked")
    }

    async fn pick_as(&self, viewer: &Viewer, folder: &str, unpack: Unpack) -> Result<ImportId> {
        let new = NewFolder { source: "cards".into(), folder: folder.into(), unpack, set: None };
        self.backend.imports().begin_folder(viewer, self.gallery, &new).await
    }

    /// Picks a folder of that source and has it taken in.
    async fn take_in(&self, folder: &str, unpack: Unpack) -> Import {
        let id = self.pick(folder, unpack).await;
        self.backend.run_jobs().await;
        self.find(id).await
    }

    async fn find(&self, id: ImportId) -> Import {
        let imports = self.backend.imports().list(&self.mirna).await.expect("listed");
        imports.into_iter().find(|import| import.id == id).expect("known")
    }

    /// The photographs' names with those of their sets, in order.
    async fn photos(&self) -> Vec<(String, String)> {
        let mut tx = self.backend.db.studio(self.id).await.expect("a transaction");
        let photos = "SELECT p.file_name, coalesce(s.name, '') FROM photos p LEFT JOIN photo_sets s ON s.id = p.set_id ORDER BY 1, 2";
        sqlx::query_as(photos).fetch_all(&mut *tx).await.expect("rows")
    }

    async fn names(&self) -> Vec<String> {
        self.photos().await.into_iter().map(|(name, _)| name).collect()
    }

    async fn execute(&self, statement: &str) {
        let mut tx = self.backend.db.system().await.expect("a transaction");
        sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut *tx).await.expect("done");
        tx.commit().await.expect("committed");
    }

    fn staged(&self) -> usize {
        std::fs::read_dir(&self.backend.staging).expect("the staging folder").count()
    }
}

fn picture(seed: u64) -> Vec<u8> {
    draw(Scene::Forest, seed, 60, 40, "2026:05:16 10:00:00")
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

/// An archive of these files, packed as they are.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zipped(files, stored())
}

fn zipped(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, options).expect("a file");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// The same bytes with all `from` changed to `to`, which is as long.
fn with(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> =
        (0..bytes.len().saturating_sub(from.len())).filter(|at| bytes[*at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

fn refusals(import: &Import) -> Vec<(&str, Refused)> {
    import.refusals.iter().map(|file| (file.name.as_str(), file.why)).collect()
}

fn counts(import: &Import) -> (ImportState, u32, u32, u32) {
    (import.state, import.added, import.already_here, import.refused)
}
