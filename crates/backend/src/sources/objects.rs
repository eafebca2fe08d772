//! A bucket, or what lies below a prefix of it. It lists its objects in the order of their names, as S3 promises.

use std::future::ready;

use domain::{Packed, Refused, SourceFolder, named_like_a_photograph, packed};
use futures::{StreamExt, TryStreamExt};
use object_store::{
    GetOptions, ObjectMeta, ObjectStore,
    aws::AmazonS3,
    list::{PaginatedListOptions, PaginatedListStore},
    prefix::PrefixStore,
};

use super::{Feed, Found, Level, Reading, Subfolder};
use crate::{
    error::{Error, Result},
    files::{Bucket, Key, Patience, store_error},
    limits::FOLDERS_LISTED,
};

/// Pages of a list that are read for one answer: a bucket sends a thousand names with each, and folders stand among files.
const PAGES: usize = 10;

/// What a bucket says of an object that has to be thawed before it can be read.
const FROZEN: &str = "InvalidObjectState";

/// The bucket.
pub(super) struct Objects {
    bucket: AmazonS3,
    prefix: Key,
    /// The same as if there were nothing beside what lies below the prefix.
    below: PrefixStore<AmazonS3>,
}

impl Objects {
    pub(super) fn new(bucket: &Bucket, patience: Patience) -> Result<Self> {
        let store = bucket.connect(patience)?;
        let below = PrefixStore::new(store.clone(), bucket.prefix.clone());
        Ok(Self { bucket: store, prefix: bucket.prefix.clone(), below })
    }

    /// A folder that there is not has nothing in it.
    pub(super) async fn level(&self, folder: &SourceFolder, after: &str) -> Result<Level> {
        let parts = [self.prefix.as_ref(), folder.as_str()].into_iter().filter(|part| !part.is_empty());
        let prefix: String = parts.map(|part| format!("{part}/")).collect();
        let offset = (!after.is_empty()).then(|| offset(&prefix, after));
        let (mut level, mut photographs, mut token, mut last) = (Level::default(), 0, None, None);
        for _ in 0..PAGES {
            let options = PaginatedListOptions {
                offset: offset.clone(),
                delimiter: Some("/".into()),
                page_token: token,
                ..PaginatedListOptions::default()
            };
            let within = (!prefix.is_empty()).then_some(prefix.as_str());
            let page = self.bucket.list_paginated(within, options).await.map_err(store_error)?;
            // What has no proper name cannot be asked for, nor can what follows it.
            let proper = |name: &&str| name.parse::<SourceFolder>().is_ok();
            let names = page.result.common_prefixes.iter().filter_map(|key| key.filename()).filter(proper);
            level.folders.extend(names.map(|name| Subfolder { name: name.to_owned(), photographs: None }));
            let mut names = page.result.objects.iter().filter_map(|object| object.location.filename());
            photographs += names.clone().filter(|name| named_like_a_photograph(name)).count() as u64;
            last = names.rfind(proper).map(str::to_owned).or(last);
            token = page.page_token;
            if token.is_none() || level.folders.len() > FOLDERS_LISTED {
                break;
            }
        }
        // A list that was read from its beginning to its end is all there is.
        level.photographs = (token.is_none() && after.is_empty()).then_some(photographs);
        let more = token.is_some() || level.folders.len() > FOLDERS_LISTED;
        level.folders.truncate(FOLDERS_LISTED);
        level.next = level.folders.last().map(|folder| format!("{}/", folder.name)).or(last).filter(|_| more);
        Ok(level)
    }

    pub(super) fn feed(&self, folder: &SourceFolder, after: Option<&str>) -> Result<Feed> {
        let from = key(folder.as_str())?;
        let listed = match after {
            Some(after) => self.below.list_with_offset(Some(&from), &key(&folder.join(after))?),
            None => self.below.list(Some(&from)),
        };
        let start = folder.join("").len();
        Ok(listed.map_err(store_error).try_filter_map(move |object| ready(Ok(found(&object, start)))).boxed())
    }

    pub(super) async fn read(&self, folder: &SourceFolder, path: &str) -> Result<Reading> {
        match self.below.get_opts(&key(&folder.join(path))?, GetOptions::default()).await {
            Ok(found) => Ok(Reading::Bytes(found.meta.size, found.into_stream().map_err(Into::into).boxed())),
            // One that is gone, or that lies where it has to be thawed first, keeps nobody from the others.
            Err(object_store::Error::NotFound { .. }) => Ok(Reading::Refused(Refused::Unread)),
            Err(error @ object_store::Error::PermissionDenied { .. }) if error.to_string().contains(FROZEN) => {
                Ok(Reading::Refused(Refused::Unread))
            }
            Err(error) => Err(store_error(error)),
        }
    }
}

/// After which key a list goes on that was told up to `after`.
fn offset(prefix: &str, after: &str) -> String {
    match after.strip_suffix('/') {
        // What lies in a folder begins with its name and a slash; a nought is what follows a slash.
        Some(folder) => format!("{prefix}{folder}0"),
        None => format!("{prefix}{after}"),
    }
}

/// As it is written: a key made in any other way has signs in place of some letters.
fn key(path: &str) -> Result<Key> {
    Key::parse(path).map_err(Error::internal)
}

fn found(object: &ObjectMeta, start: usize) -> Option<Found> {
    let path = object.location.as_ref().get(start..)?;
    let name = path.rsplit('/').next().unwrap_or_default();
    // By objects without bytes, consoles make folders.
    let folder = object.size == 0 && !named_like_a_photograph(name);
    // No database stores a nought.
    let taken = !folder && !path.contains('\0') && packed(path) != Packed::Nothing;
    taken.then(|| Found { path: path.to_owned(), readable: true, size: Some(object.size) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_behind_all_of_a_folder_or_right_behind_a_file() {
        let behind = offset("2026/", "Day/");
        assert!(["2026/Day 2/", "2026/Day/", "2026/Day/z.jpg"].iter().all(|key| *key <= behind.as_str()));
        assert!(["2026/Day0/", "2026/Day2/", "2026/Night/"].iter().all(|key| *key > behind.as_str()));
        let behind = offset("", "a.jpg");
        assert!(["a.jpg 2/", "a.jpg-b/", "a.jpg/"].iter().all(|key| *key > behind.as_str()));
    }
}
