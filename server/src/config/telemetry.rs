//! The settings of what the program tells others of itself.

use sentry_types::Dsn;

use super::Reader;

/// A collector of traces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otlp {
    /// Where it is, without the path of the protocol.
    pub endpoint: String,
    /// What it is told besides.
    pub headers: Vec<(String, String)>,
    /// What it calls this server.
    pub service: String,
}

impl Reader<'_> {
    /// The value is not repeated in the message: it is a key.
    pub(super) fn dsn(&mut self) -> Option<Dsn> {
        let dsn = self.given("SENTRY_DSN")?.parse();
        if dsn.is_err() {
            self.problems.push("SENTRY_DSN: expected an address such as https://key@sentry.example.com/1".into());
        }
        dsn.ok()
    }

    pub(super) fn sentry_environment(&self) -> String {
        self.given("SENTRY_ENVIRONMENT").map_or_else(|| self.text("LUMORA_ENV"), str::to_owned)
    }

    pub(super) fn otlp(&mut self) -> Option<Otlp> {
        let endpoint = self.url("OTEL_EXPORTER_OTLP_ENDPOINT", &["http", "https"])?;
        let pairs = self.text("OTEL_EXPORTER_OTLP_HEADERS");
        let pairs = pairs.split(',').map(str::trim).filter(|pair| !pair.is_empty());
        let headers: Option<Vec<_>> = pairs
            .map(|pair| pair.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())))
            .collect();
        if headers.is_none() {
            self.problems.push("OTEL_EXPORTER_OTLP_HEADERS: expected name=value,name=value".into());
        }
        Some(Otlp { endpoint, headers: headers?, service: self.text("OTEL_SERVICE_NAME") })
    }

    pub(super) fn percent(&mut self, name: &str, default: u8) -> u8 {
        let percent = self.parsed(name, "a number from 0 to 100", default);
        if percent > 100 {
            self.problems.push(format!("{name}: expected a number from 0 to 100"));
        }
        percent
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, ConfigError};

    fn parse(values: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::parse(&values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn nothing_is_told_to_anybody_unless_it_is_asked_for() {
        let config = parse(&[]).expect("defaults");
        assert!(config.sentry_dsn.is_none() && config.otlp.is_none() && config.metrics_token.is_none());
        assert_eq!((&*config.sentry_environment, config.vitals_percent), ("development", 100));
    }

    #[test]
    fn wrong_ones_are_refused_without_being_repeated() {
        let error = parse(&[
            ("SENTRY_DSN", "https://hunter2"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "hunter2"),
            ("VITALS_PERCENT", "101"),
        ])
        .expect_err("refused");
        assert!(error.0.len() == 3 && !error.to_string().contains("hunter2"), "{error}");
    }
}
