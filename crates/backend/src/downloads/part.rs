//! The files of a download, and how they are shared out into parts.

use domain::{DownloadSize, PhotoId};
use serde::{Deserialize, Serialize};

use super::{
    FileKind,
    archive::{self, MOST_FILES, Member},
    names::{Names, plain},
    queries::Chosen,
};
use crate::media::Format;

/// One part of a download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A file of a download, decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct File {
    pub(super) photo: PhotoId,
    pub(super) storage_key: String,
    pub(super) kind: FileKind,
    pub(super) format: Format,
    #[serde(flatten)]
    pub(super) member: Member,
}

/// What one address leads to, decided to the last byte.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Parcel {
    pub(super) name: String,
    /// One photograph, sent by itself.
    pub(super) single: bool,
    /// Originals in it tell of place and camera.
    pub(super) place: bool,
    pub(super) files: Vec<File>,
}

impl Parcel {
    pub(super) fn members(&self) -> Vec<Member> {
        self.files.iter().map(|file| file.member.clone()).collect()
    }

    pub(super) fn bytes(&self) -> u64 {
        if self.single { self.files.iter().map(|file| file.member.bytes).sum() } else { archive::size(&self.members()) }
    }
}

/// How the files of a download are made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub(super) size: DownloadSize,
    /// Every photograph is a part by itself, no archive around it.
    pub(super) loose: bool,
    pub(super) place: bool,
    /// Bytes of a part; a file that has more is a part by itself.
    pub(super) most: u64,
}

/// The parts of a download of `chosen`, whose files have these `sizes`.
pub(super) fn parcels(title: &str, chosen: Vec<Chosen>, sizes: &[u64], manner: Manner) -> Vec<Parcel> {
    let Manner { size, loose, place, most } = manner;
    let mut names = Names::default();
    let files = chosen.into_iter().zip(sizes).map(|(chosen, bytes)| {
        let (kind, format) = match size {
            DownloadSize::Web => (FileKind::Preview, Format::Jpeg),
            DownloadSize::High => (FileKind::Full, Format::Jpeg),
            DownloadSize::Original if place => (FileKind::Original, chosen.format),
            DownloadSize::Original => (FileKind::Discreet, chosen.format),
        };
        let name = names.unique(&chosen.file_name, size.rendition().map(|_| "jpg"));
        let member = Member { name, bytes: *bytes, at: chosen.at };
        File { photo: chosen.photo, storage_key: chosen.storage_key, kind, format, member }
    });
    let (mut parts, mut room): (Vec<Vec<File>>, u64) = (Vec::new(), 0);
    for file in files {
        let wants = file.member.room();
        match parts.last_mut().filter(|part| !loose && part.len() < MOST_FILES && room + wants <= most) {
            Some(part) => part.push(file),
            None => {
                parts.push(vec![file]);
                room = archive::size(&[]);
            }
        }
        room += wants;
    }
    let (title, count) = (plain(title), parts.len());
    let parcel = |(at, files): (usize, Vec<File>)| {
        let name = match files.first().filter(|_| loose) {
            Some(file) => file.member.name.clone(),
            None if count == 1 => format!("{title}.zip"),
            None => format!("{title} {}-{count}.zip", at + 1),
        };
        Parcel { name, single: loose, place, files }
    };
    parts.into_iter().enumerate().map(parcel).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn chosen(count: u128) -> Vec<Chosen> {
        let one = |number| Chosen {
            photo: PhotoId(Uuid::from_u128(number)),
            storage_key: format!("{number}"),
            file_name: "DSC_1.png".into(),
            format: Format::Png,
            bytes: 1000,
            at: chrono::DateTime::UNIX_EPOCH.naive_utc(),
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn parts_have_a_size_and_names_are_unique_across_them() {
        let manner = Manner { size: DownloadSize::High, loose: false, place: false, most: 3_500 };
        let parts = parcels("Ana / Luka", chosen(7), &[1000; 7], manner);
        assert_eq!(parts.iter().map(|part| part.files.len()).collect::<Vec<_>>(), [3, 3, 1]);
        assert!(parts.iter().all(|part| part.bytes() <= 3_500));
        assert_eq!(
            parts.iter().map(|part| &*part.name).collect::<Vec<_>>(),
            ["Ana _ Luka 1-3.zip", "Ana _ Luka 2-3.zip", "Ana _ Luka 3-3.zip"]
        );
        let mut names: Vec<_> = parts.iter().flat_map(|part| part.members()).map(|member| member.name).collect();
        assert_eq!(names[6], "DSC_1 (7).jpg");
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 7);
        let whole = parcels("Ana", chosen(7), &[1000; 7], Manner { most: 1_000_000, ..manner });
        assert_eq!((whole.len(), &*whole[0].name), (1, "Ana.zip"));
        assert_eq!(parcels("Ana", chosen(2), &[9000; 2], manner).len(), 2, "more than a part is a part");
    }

    #[test]
    fn one_photograph_is_sent_by_itself() {
        let manner = Manner { size: DownloadSize::Original, loose: true, place: false, most: 3_500 };
        let parts = parcels("Ana", chosen(1), &[1000], manner);
        assert_eq!((parts.len(), &*parts[0].name, parts[0].bytes()), (1, "DSC_1.png", 1000));
        let several = parcels("Ana", chosen(2), &[1000; 2], manner);
        let names: Vec<_> = several.iter().map(|part| (&*part.name, part.bytes())).collect();
        assert_eq!(names, [("DSC_1.png", 1000), ("DSC_1 (2).png", 1000)]);
        assert_eq!((parts[0].files[0].kind, parts[0].files[0].format), (FileKind::Discreet, Format::Png));
    }
}
