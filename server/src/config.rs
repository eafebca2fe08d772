//! The one typed configuration: read once, from the environment and an optional `.env` file (the environment wins),
//! checked as a whole, so that everything wrong is said at once.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use backend::{files::Bucket, sources::SourceSettings};
use ipnet::IpNet;
use sentry_types::Dsn;

mod bucket;
mod settings;
mod sources;
mod telemetry;
#[cfg(test)]
mod tests;

pub use settings::{SETTINGS, Setting};
pub use telemetry::Otlp;

/// What compose.yaml takes from the same `.env` for itself.
const COMPOSE: [&str; 1] = ["POSTGRES_PASSWORD"];

/// What is said of a value that is not shown.
const HIDDEN: &str = "(set, not shown)";

/// What the program runs with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Whether this is a server for real people, which must have its settings.
    pub production: bool,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where people reach it, without a slash at the end.
    pub base_url: String,
    /// The folder of everything kept on this machine.
    pub data: PathBuf,
    /// The bucket for photographs, if they are not in that folder.
    pub bucket: Option<Bucket>,
    /// Days after which an original that nobody needed moves to the cold shelf; 0 for never.
    pub cold_after_days: u16,
    /// Gigabytes (10⁹ bytes) of the largest archive of photographs that is taken.
    pub archive_gb: u16,
    /// Where else photographs are taken in from.
    pub sources: Vec<SourceSettings>,
    /// The database, if it is not the private one.
    pub database_url: Option<String>,
    /// Connections for each role.
    pub database_connections: u32,
    /// The mail server, if there is one.
    pub smtp_url: Option<String>,
    /// The sender of mail.
    pub mail_from: String,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Jobs worked on at once.
    pub jobs_at_once: usize,
    /// Changes one person may make in a minute.
    pub actions_per_minute: u32,
    /// What opens the metrics to those who are not this machine.
    pub metrics_token: Option<String>,
    /// Where errors are told, if anywhere.
    pub sentry_dsn: Option<Dsn>,
    /// What this server is called there.
    pub sentry_environment: String,
    /// The collector of traces, if there is one.
    pub otlp: Option<Otlp>,
    /// Of a hundred pages, how many tell how soon they were there.
    pub vitals_percent: u8,
}

/// Everything that is wrong with the settings.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the settings cannot be used:\n{}", .0.iter().map(|problem| format!("  {problem}")).collect::<Vec<_>>().join("\n"))]
pub struct ConfigError(pub Vec<String>);

impl Config {
    /// Reads the environment and the file `.env` of the working folder.
    ///
    /// # Errors
    /// Everything that is wrong, at once, by name.
    pub fn read() -> Result<Self, ConfigError> {
        Self::parse(&Self::values()?)
    }

    /// Checks `values` by name.
    ///
    /// # Errors
    /// Everything that is wrong, at once, by name.
    pub fn parse(values: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let mut reader = Reader { values, problems: Vec::new() };
        let production = reader.one_of("LUMORA_ENV", ["development", "production"]) == "production";
        let host: IpAddr = reader.parsed("HOST", "an IP address such as 127.0.0.1", IpAddr::from([127, 0, 0, 1]));
        let port: u16 = reader.parsed("PORT", "a number from 1 to 65535", 3000);
        let listen = SocketAddr::new(host, port);
        let config = Self {
            production,
            listen,
            base_url: reader.base_url(listen),
            data: PathBuf::from(reader.text("DATA_DIR")),
            bucket: reader.bucket(bucket::OWN),
            cold_after_days: reader.parsed("COLD_AFTER_DAYS", "a number of days such as 30, or 0 for never", 30),
            archive_gb: reader.parsed("ARCHIVE_GB", "a number of gigabytes such as 20", 20),
            sources: reader.sources(),
            database_url: reader.url("DATABASE_URL", &["postgres", "postgresql"]),
            database_connections: reader.parsed("DATABASE_CONNECTIONS", "a number such as 16", 16),
            smtp_url: reader.url("SMTP_URL", &["smtp", "smtps"]),
            mail_from: reader.text("MAIL_FROM"),
            trusted_proxies: reader.networks("TRUSTED_PROXIES"),
            jobs_at_once: reader.parsed("JOBS_AT_ONCE", "a number of at least 1", 2),
            actions_per_minute: reader.parsed("ACTIONS_PER_MINUTE", "a number of at least 1", 100),
            metrics_token: reader.given("METRICS_TOKEN").map(str::to_owned),
            sentry_dsn: reader.dsn(),
            sentry_environment: reader.sentry_environment(),
            otlp: reader.otlp(),
            vitals_percent: reader.percent("VITALS_PERCENT", 100),
        };
        reader.keep_apart(&config);
        for (name, zero) in [
            ("PORT", port == 0),
            ("DATABASE_CONNECTIONS", config.database_connections == 0),
            ("JOBS_AT_ONCE", config.jobs_at_once == 0),
            ("ACTIONS_PER_MINUTE", config.actions_per_minute == 0),
        ] {
            if zero {
                reader.problems.push(format!("{name}: 0 was given, at least 1 is needed"));
            }
        }
        if production {
            for name in ["BASE_URL", "DATABASE_URL", "SMTP_URL", "MAIL_FROM"] {
                if !values.contains_key(name) {
                    reader.problems.push(format!("{name}: production needs it"));
                }
            }
            if !config.base_url.starts_with("https://") {
                reader.problems.push("BASE_URL: production is served over https://".to_owned());
            }
        }
        if reader.problems.is_empty() { Ok(config) } else { Err(ConfigError(reader.problems)) }
    }

    /// Whether people reach this server over TLS.
    pub fn tls(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// What would be used, one setting a line, secrets hidden.
    pub fn report(values: &BTreeMap<String, String>) -> String {
        let fixed = SETTINGS.iter().map(|setting| {
            let shown = match values.get(setting.name) {
                Some(_) if setting.secret => HIDDEN,
                Some(value) => value,
                None if setting.default.is_empty() => "(not set)",
                None => setting.default,
            };
            (setting.name, shown)
        });
        let of_sources = values.iter().filter(|(name, _)| sources::is_of_a_source(name));
        let of_sources =
            of_sources.map(|(name, value)| (&**name, if sources::is_secret(name) { HIDDEN } else { value }));
        fixed.chain(of_sources).fold(String::new(), |mut report, (name, shown)| {
            // Writing to a String cannot fail.
            let _ = writeln!(report, "{name:<28} {shown}");
            report
        })
    }

    /// The values [`Config::read`] looks at, for the report.
    ///
    /// # Errors
    /// When `.env` cannot be read.
    pub fn values() -> Result<BTreeMap<String, String>, ConfigError> {
        #[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
        let environment = std::env::vars();
        let mut values = read_file(Path::new(".env"))?;
        values.extend(environment.filter(|(name, _)| is_known(name)));
        Ok(values)
    }
}

struct Reader<'a> {
    values: &'a BTreeMap<String, String>,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn given(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    fn text(&self, name: &str) -> String {
        let default = SETTINGS.iter().find(|setting| setting.name == name).map_or("", |setting| setting.default);
        self.given(name).unwrap_or(default).to_owned()
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &str, expected: &str, default: T) -> T {
        match self.given(name).map(str::parse) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(_)) => {
                self.problems.push(format!("{name}: expected {expected}"));
                default
            }
        }
    }

    fn one_of(&mut self, name: &str, choices: [&'static str; 2]) -> &'static str {
        let given = self.text(name);
        choices.into_iter().find(|choice| *choice == given).unwrap_or_else(|| {
            self.problems.push(format!("{name}: expected {} or {}", choices[0], choices[1]));
            choices[0]
        })
    }

    /// The value is not repeated in the message: it may hold a password.
    fn url(&mut self, name: &str, schemes: &[&str]) -> Option<String> {
        let given = self.given(name)?.to_owned();
        let good = given.split_once("://").is_some_and(|(scheme, rest)| schemes.contains(&scheme) && !rest.is_empty());
        if !good {
            self.problems.push(format!("{name}: expected an address that begins with {}://", schemes[0]));
        }
        good.then_some(given)
    }

    fn base_url(&mut self, listen: SocketAddr) -> String {
        let Some(given) = self.given("BASE_URL").map(|given| given.trim_end_matches('/').to_owned()) else {
            let host = if listen.ip().is_unspecified() { "localhost".to_owned() } else { listen.ip().to_string() };
            return format!("http://{host}:{}", listen.port());
        };
        let host = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://"));
        if !host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', ' '])) {
            self.problems
                .push("BASE_URL: expected an address without a path, such as https://photos.example.com".into());
        }
        given
    }

    /// An address is a network of one.
    fn networks(&mut self, name: &str) -> Vec<IpNet> {
        let given = self.text(name);
        let (good, bad): (Vec<_>, Vec<_>) = given
            .split(',')
            .map(str::trim)
            .filter(|network| !network.is_empty())
            .map(|network| network.parse::<IpNet>().or_else(|_| network.parse::<IpAddr>().map(IpNet::from)))
            .partition(Result::is_ok);
        if !bad.is_empty() {
            self.problems.push(format!("{name}: expected IP addresses or networks separated by commas"));
        }
        good.into_iter().flatten().collect()
    }
}

fn is_known(name: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.name == name) || sources::is_of_a_source(name)
}

/// `NAME=value` lines; `#` begins a comment; quotes around a value are taken off.
fn read_file(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(ConfigError(vec![format!("{}: {error}", path.display())])),
    };
    let mut values = BTreeMap::new();
    let mut problems = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once('=') {
            Some((name, value)) if is_known(name.trim()) => {
                values.insert(name.trim().to_owned(), value.trim().trim_matches(['"', '\'']).to_owned());
            }
            Some((name, _)) if COMPOSE.contains(&name.trim()) => {}
            Some((name, _)) => {
                problems.push(format!("{}, line {}: no setting is called {}", path.display(), number + 1, name.trim()))
            }
            None => problems.push(format!("{}, line {}: expected NAME=value", path.display(), number + 1)),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(ConfigError(problems)) }
}
