//! The settings of a bucket: all that it needs, or none.

use backend::files::{Bucket, Key};
use http::Uri;

use super::Reader;

/// What the names of the settings of the photographs' own bucket begin with.
pub(super) const OWN: &str = "S3";

/// What is nothing without a bucket.
pub(super) const OF_A_BUCKET: [&str; 6] =
    ["ENDPOINT", "REGION", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "PATH_STYLE", "PREFIX"];

impl Reader<'_> {
    /// The bucket, if the setting `BUCKET` of those that begin with `of` names one.
    pub(super) fn bucket(&mut self, of: &str) -> Option<Bucket> {
        let [bucket, endpoint, region] = ["BUCKET", "ENDPOINT", "REGION"].map(|name| format!("{of}_{name}"));
        if self.given(&bucket).is_none() {
            let all = OF_A_BUCKET.map(|name| format!("{of}_{name}"));
            let given: Vec<String> = all.into_iter().filter(|name| self.given(name).is_some()).collect();
            if !given.is_empty() {
                self.problems.push(format!("{bucket}: needed by {}", given.join(", ")));
            }
            return None;
        }
        let elsewhere = self.given(&endpoint).is_some();
        if !elsewhere && self.given(&region).is_none() {
            self.problems.push(format!("{region}: {bucket} needs it, or {endpoint} if the bucket is not Amazon's"));
        }
        Some(Bucket {
            name: self.plain(of, "BUCKET", None),
            endpoint: self.endpoint(&endpoint),
            region: self.plain(of, "REGION", Some("us-east-1")),
            access_key_id: self.plain(of, "ACCESS_KEY_ID", None),
            secret_access_key: self.needed(of, "SECRET_ACCESS_KEY").into(),
            path_style: self.parsed(&format!("{of}_PATH_STYLE"), "true or false", elsewhere),
            prefix: self.prefix(&format!("{of}_PREFIX")),
        })
    }

    fn endpoint(&mut self, name: &str) -> Option<String> {
        let given = self.given(name)?.trim_end_matches('/').to_owned();
        let good = given.parse::<Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && uri.query().is_none() && !given.contains(['@', '#'])
        });
        if !good {
            self.problems.push(format!("{name}: expected an address such as https://s3.example.com"));
        }
        Some(given)
    }

    fn prefix(&mut self, name: &str) -> Key {
        Key::parse(self.text(name)).unwrap_or_else(|_| {
            self.problems.push(format!("{name}: expected names separated by slashes"));
            Key::default()
        })
    }

    /// What becomes part of addresses and headers.
    fn plain(&mut self, of: &str, name: &str, default: Option<&str>) -> String {
        let given = match default {
            Some(default) => self.given(&format!("{of}_{name}")).unwrap_or(default).to_owned(),
            None => self.needed(of, name),
        };
        if !given.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
            self.problems.push(format!("{of}_{name}: expected letters, digits, hyphens, dots and underscores"));
        }
        given
    }

    fn needed(&mut self, of: &str, name: &str) -> String {
        let given = self.given(&format!("{of}_{name}")).map(str::to_owned);
        given.unwrap_or_else(|| {
            self.problems.push(format!("{of}_{name}: {of}_BUCKET needs it"));
            String::new()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Config, ConfigError};

    fn parse(values: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::parse(&values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    const KEYS: [(&str, &str); 3] =
        [("S3_BUCKET", "photographs"), ("S3_ACCESS_KEY_ID", "AKIA123"), ("S3_SECRET_ACCESS_KEY", "hunter2/+=")];

    fn with(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
        parse(&[&KEYS[..], more].concat())
    }

    #[test]
    fn a_bucket_is_amazons_or_somebodys() {
        assert!(parse(&[]).expect("defaults").bucket.is_none());
        assert!(parse(&[("S3_BUCKET", " "), ("S3_REGION", "")]).expect("as if they were not there").bucket.is_none());

        let amazons = with(&[("S3_REGION", "eu-central-1")]).expect("a bucket").bucket.expect("a bucket");
        assert_eq!((amazons.endpoint, &*amazons.region, amazons.path_style), (None, "eu-central-1", false));

        let ours = [("S3_ENDPOINT", "http://minio:9000/"), ("S3_PREFIX", "/studio/lumora/")];
        let ours = with(&ours).expect("a bucket").bucket.expect("a bucket");
        assert_eq!(ours.endpoint.as_deref(), Some("http://minio:9000"));
        assert_eq!((&*ours.region, ours.path_style, ours.prefix.as_ref()), ("us-east-1", true, "studio/lumora"));

        let hosted = [("S3_ENDPOINT", "https://s3.example.com"), ("S3_PATH_STYLE", "false")];
        assert!(!with(&hosted).expect("a bucket").bucket.expect("a bucket").path_style);
    }

    #[test]
    fn what_is_missing_is_said_at_once() {
        let error = parse(&[("S3_BUCKET", "photographs")]).expect_err("refused");
        for name in ["S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] {
            assert!(error.0.iter().any(|problem| problem.starts_with(name)), "{name}: {error}");
        }
        assert_eq!(error.0.len(), 3, "{error}");
        let error = parse(&[("S3_REGION", "eu-central-1"), ("S3_PREFIX", "lumora")]).expect_err("refused");
        assert_eq!(error.0, ["S3_BUCKET: needed by S3_REGION, S3_PREFIX"]);
    }

    #[test]
    fn what_cannot_be_is_said_at_once_and_no_secret_is_repeated() {
        let wrong = [
            ("S3_ENDPOINT", "https://me:hunter2@s3.example.com"),
            ("S3_REGION", "eu central"),
            ("S3_PATH_STYLE", "perhaps"),
            ("S3_PREFIX", "a//b"),
        ];
        let error = with(&wrong).expect_err("refused");
        assert_eq!(error.0.len(), 4, "{error}");
        assert!(!error.to_string().contains("hunter2"));
        for endpoint in
            ["s3.example.com", "ftp://s3.example.com", "https://", "https://s3.example.com/?a=b", "https://a b"]
        {
            with(&[("S3_ENDPOINT", endpoint)]).expect_err(endpoint);
        }
        for name in ["photo graphs", "photographs/lumora", "fotografije-šuma", "photographs?"] {
            let values = [("S3_BUCKET", name), ("S3_REGION", "eu-central-1"), KEYS[1], KEYS[2]];
            assert_eq!(parse(&values).expect_err(name).0.len(), 1, "{name}");
        }
    }

    #[test]
    fn neither_the_report_nor_the_settings_show_the_secret() {
        let values: BTreeMap<String, String> =
            KEYS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert!(!Config::report(&values).contains("hunter2"));
        let config = with(&[("S3_REGION", "eu-central-1")]).expect("a bucket");
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
