//! The settings of sources: `IMPORT_SOURCES` names them, and each has some of its own, as in `IMPORT_NAS_FOLDER`.

use std::path::{Component, Path, PathBuf};

use backend::sources::{Place, SourceSettings, Studios};
use domain::{SourceName, StudioId};

use super::{Config, Reader, bucket::OF_A_BUCKET};

/// What the names of all of them begin with.
const OF_SOURCES: &str = "IMPORT";

/// What each may have besides [`OF_A_BUCKET`].
const OF_EACH: [&str; 3] = ["FOLDER", "BUCKET", "STUDIOS"];

/// Whether this is the name of a setting of some source.
pub(super) fn is_of_a_source(name: &str) -> bool {
    source_of(name).is_some()
}

/// Whether the setting of a source that is so called is never shown.
pub(super) fn is_secret(name: &str) -> bool {
    is_of_a_source(name) && name.ends_with("_SECRET_ACCESS_KEY")
}

/// The source that a setting of this name would belong to.
fn source_of(name: &str) -> Option<SourceName> {
    let (source, setting) = name.strip_prefix(OF_SOURCES)?.strip_prefix('_')?.split_once('_')?;
    let known = OF_EACH.contains(&setting) || OF_A_BUCKET.contains(&setting);
    let upper = !source.contains(|sign: char| sign.is_ascii_lowercase());
    source.to_ascii_lowercase().parse().ok().filter(|_| known && upper)
}

impl Reader<'_> {
    /// The sources, in the order in which they are named.
    pub(super) fn sources(&mut self) -> Vec<SourceSettings> {
        let mut names: Vec<SourceName> = Vec::new();
        for given in self.text("IMPORT_SOURCES").split(',').map(str::trim).filter(|name| !name.is_empty()) {
            match given.parse() {
                Ok(name) if names.contains(&name) => {
                    self.problems.push(format!("IMPORT_SOURCES: {name} is there twice"))
                }
                Ok(name) => names.push(name),
                Err(_) => self.problems.push("IMPORT_SOURCES: expected words of small letters and digits".to_owned()),
            }
        }
        let of_others =
            self.values.keys().filter(|name| source_of(name).is_some_and(|source| !names.contains(&source)));
        let of_others: Vec<String> = of_others.filter(|name| self.given(name).is_some()).cloned().collect();
        if !of_others.is_empty() {
            self.problems.push(format!("IMPORT_SOURCES: needed by {}", of_others.join(", ")));
        }
        names.into_iter().filter_map(|name| self.source(name)).collect()
    }

    /// Photographs of all studios are kept in the program's own bucket: no source may lie there. One place has many
    /// addresses, so buckets of one name are taken for the same.
    pub(super) fn keep_apart(&mut self, config: &Config) {
        let Some(own) = &config.bucket else { return };
        for SourceSettings { name, place, .. } in &config.sources {
            let Place::Bucket(bucket) = place else { continue };
            let one = bucket.prefix.prefix_matches(&own.prefix) || own.prefix.prefix_matches(&bucket.prefix);
            if one && bucket.name == own.name {
                self.problems.push(format!(
                    "IMPORT_SOURCES: {name} has the name of S3_BUCKET, where photographs are kept, and no prefix apart"
                ));
            }
        }
    }

    fn source(&mut self, name: SourceName) -> Option<SourceSettings> {
        let of = format!("{OF_SOURCES}_{}", name.as_str().to_ascii_uppercase());
        let studios = self.studios(&format!("{of}_STUDIOS"));
        let folder = self.folder(&format!("{of}_FOLDER"));
        let bucket = self.bucket(&of);
        let place = match (folder, bucket) {
            (Some(folder), None) => Place::Folder(folder),
            (None, Some(bucket)) => Place::Bucket(bucket),
            (folder, _) => {
                let found = if folder.is_some() { "both are there" } else { "neither is there" };
                self.problems.push(format!("{of}_FOLDER or {of}_BUCKET: one of them is needed, {found}"));
                return None;
            }
        };
        Some(SourceSettings { name, place, studios })
    }

    /// Nobody, unless it says whom.
    fn studios(&mut self, name: &str) -> Studios {
        let given = self.text(name);
        if given == "*" {
            return Studios::All;
        }
        let parts = given.split(',').map(str::trim).filter(|part| !part.is_empty());
        let (good, bad): (Vec<_>, Vec<_>) = parts.map(str::parse::<StudioId>).partition(Result::is_ok);
        if !bad.is_empty() {
            self.problems.push(format!("{name}: expected identities of studios separated by commas, or * for all"));
        }
        Studios::These(good.into_iter().flatten().collect())
    }

    fn folder(&mut self, name: &str) -> Option<PathBuf> {
        let path = PathBuf::from(self.given(name)?);
        let plain = |part: Component<'_>| matches!(part, Component::RootDir | Component::Normal(_));
        if !path.is_absolute() || path == Path::new("/") || !path.components().all(plain) {
            self.problems.push(format!("{name}: expected the whole path of a folder, such as /srv/photographs"));
        }
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use backend::sources::{Place, Studios};

    use super::{
        super::{Config, ConfigError, read_file},
        is_of_a_source, is_secret,
    };

    const STUDIO: &str = "018f0000-0000-7000-8000-000000000001";

    fn values(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn parse(given: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::parse(&values(given))
    }

    const CARDS: [(&str, &str); 5] = [
        ("IMPORT_CARDS_BUCKET", "cards"),
        ("IMPORT_CARDS_ENDPOINT", "http://minio:9000"),
        ("IMPORT_CARDS_ACCESS_KEY_ID", "AKIA123"),
        ("IMPORT_CARDS_SECRET_ACCESS_KEY", "hunter2/+="),
        ("IMPORT_CARDS_PREFIX", "studio/cards"),
    ];

    #[test]
    fn there_are_none_unless_they_are_named() {
        assert!(parse(&[]).expect("defaults").sources.is_empty());
        assert!(parse(&[("IMPORT_SOURCES", " , ")]).expect("none").sources.is_empty());
    }

    #[test]
    fn a_source_is_a_folder_or_a_bucket() {
        let nas =
            [("IMPORT_SOURCES", "nas, cards"), ("IMPORT_NAS_FOLDER", "/srv/photos"), ("IMPORT_NAS_STUDIOS", STUDIO)];
        let config = parse(&[&nas[..], &CARDS, &[("IMPORT_CARDS_STUDIOS", "*")]].concat()).expect("two sources");
        let [nas, cards] = &config.sources[..] else { panic!("{:?}", config.sources) };
        assert!(matches!(&nas.place, Place::Folder(path) if path.as_os_str() == "/srv/photos"));
        assert_eq!(nas.studios, Studios::These(vec![STUDIO.parse().expect("an identity")]));
        let Place::Bucket(bucket) = &cards.place else { panic!("{:?}", cards.place) };
        assert_eq!((bucket.name.as_str(), bucket.prefix.as_ref(), bucket.path_style), ("cards", "studio/cards", true));
        assert_eq!((cards.name.as_str(), &cards.studios), ("cards", &Studios::All));
        assert!(config.bucket.is_none(), "photographs are kept where they were");
    }

    #[test]
    fn nobody_may_unless_it_is_said() {
        let config = parse(&[("IMPORT_SOURCES", "nas"), ("IMPORT_NAS_FOLDER", "/srv/photos")]).expect("a source");
        assert_eq!(config.sources[0].studios, Studios::These(Vec::new()));
    }

    #[test]
    fn what_cannot_be_is_said_at_once_and_no_secret_is_repeated() {
        let named = |more: &[(&'static str, &'static str)]| {
            let error = parse(&[&[("IMPORT_SOURCES", "nas")][..], more].concat()).expect_err("refused");
            assert!(!error.to_string().contains("hunter2"), "{error}");
            error.0
        };
        assert_eq!(named(&[]), ["IMPORT_NAS_FOLDER or IMPORT_NAS_BUCKET: one of them is needed, neither is there"]);
        let both = [("IMPORT_NAS_FOLDER", "/srv/photos"), ("IMPORT_NAS_BUCKET", "b")];
        assert_eq!(named(&both).len(), 4, "the bucket lacks its region and its keys as well");
        for folder in ["photos", "/", "../photos", "/srv/../etc"] {
            assert!(named(&[("IMPORT_NAS_FOLDER", folder)])[0].starts_with("IMPORT_NAS_FOLDER: expected"), "{folder}");
        }
        let wrong = named(&[("IMPORT_NAS_FOLDER", "/srv/photos"), ("IMPORT_NAS_STUDIOS", "Atelier Mirna")]);
        assert!(wrong.len() == 1 && wrong[0].starts_with("IMPORT_NAS_STUDIOS"), "{wrong:?}");
        let stray = named(&[("IMPORT_NAS_FOLDER", "/srv/photos"), ("IMPORT_CARDS_SECRET_ACCESS_KEY", "hunter2")]);
        assert_eq!(stray, ["IMPORT_SOURCES: needed by IMPORT_CARDS_SECRET_ACCESS_KEY"]);
        for names in ["NAS", "my nas", "nas,nas", "a_b"] {
            assert!(parse(&[("IMPORT_SOURCES", names), ("IMPORT_NAS_FOLDER", "/srv/photos")]).is_err(), "{names}");
        }
    }

    #[test]
    fn no_source_lies_where_photographs_are_kept() {
        let at = |endpoint: &'static str, prefix: &'static str| {
            let own = [
                ("S3_BUCKET", "cards"),
                ("S3_ENDPOINT", endpoint),
                ("S3_ACCESS_KEY_ID", "a"),
                ("S3_SECRET_ACCESS_KEY", "b"),
                ("S3_PREFIX", prefix),
            ];
            parse(&[&own[..], &CARDS, &[("IMPORT_SOURCES", "cards")]].concat())
        };
        for endpoint in ["http://minio:9000", "http://MINIO:9000", "https://s3.atelier.example"] {
            for prefix in ["", "studio", "studio/cards", "studio/cards/lumora"] {
                assert!(at(endpoint, prefix).is_err(), "{endpoint} {prefix}");
            }
            assert!(at(endpoint, "lumora").is_ok() && at(endpoint, "studio/cards2").is_ok(), "{endpoint}");
        }
    }

    #[test]
    fn settings_of_sources_are_known_by_their_names() {
        for name in ["IMPORT_NAS_FOLDER", "IMPORT_A1_SECRET_ACCESS_KEY", "IMPORT_X_PATH_STYLE"] {
            assert!(is_of_a_source(name), "{name}");
        }
        for name in
            ["IMPORT_SOURCES", "IMPORT_NAS", "IMPORT_NAS_SPEED", "IMPORT__FOLDER", "IMPORT_nas_FOLDER", "NAS_FOLDER"]
        {
            assert!(!is_of_a_source(name), "{name}");
        }
        assert!(is_secret("IMPORT_NAS_SECRET_ACCESS_KEY") && !is_secret("IMPORT_NAS_ACCESS_KEY_ID"));
    }

    #[test]
    fn they_are_read_from_the_file_and_the_report_hides_the_secret() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".env");
        std::fs::write(&path, "IMPORT_SOURCES=nas\nIMPORT_NAS_FOLDER=/srv/photos\n").expect("written");
        assert_eq!(read_file(&path).expect("read").len(), 2);
        std::fs::write(&path, "IMPORT_NAS_FODLER=/srv/photos\n").expect("written");
        assert!(read_file(&path).is_err());
        let report = Config::report(&values(&CARDS));
        assert!(report.contains("IMPORT_CARDS_PREFIX") && !report.contains("hunter2"), "{report}");
    }
}
