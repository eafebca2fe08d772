//! The one typed configuration: read once, from the environment and an optional `.env` file (the environment wins),
//! checked as a whole, so that everything wrong is said at once.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use backend::files::Bucket;
use ipnet::IpNet;
use sentry_types::Dsn;

mod bucket;
mod telemetry;

pub use telemetry::Otlp;

/// A setting: its name, what stands in `.env.example`, what it is for.
pub struct Setting {
    /// The variable.
    pub name: &'static str,
    /// What is used when it is not set; empty for none.
    pub default: &'static str,
    /// Never shown.
    pub secret: bool,
    /// What it is for, in a line.
    pub help: &'static str,
}

/// Every setting there is; a test keeps `.env.example` the same.
pub const SETTINGS: [Setting; 28] = [
    Setting {
        name: "LUMORA_ENV",
        default: "development",
        secret: false,
        help: "`production` refuses to start without its settings; `development` needs none",
    },
    Setting { name: "HOST", default: "127.0.0.1", secret: false, help: "the address to listen on; 0.0.0.0 for all" },
    Setting { name: "PORT", default: "3000", secret: false, help: "the port to listen on" },
    Setting {
        name: "BASE_URL",
        default: "",
        secret: false,
        help: "where people reach this server, as in https://photos.example.com; by default http://HOST:PORT",
    },
    Setting {
        name: "DATA_DIR",
        default: "data",
        secret: false,
        help: "the folder for photographs, uploads on their way in, and the private PostgreSQL",
    },
    Setting {
        name: "S3_BUCKET",
        default: "",
        secret: false,
        help: "a bucket for photographs, Amazon's or any other that speaks S3; without it they are in DATA_DIR",
    },
    Setting {
        name: "S3_ENDPOINT",
        default: "",
        secret: false,
        help: "where the bucket is served, if not by Amazon, as in https://s3.example.com; http:// only within one's own network",
    },
    Setting {
        name: "S3_REGION",
        default: "",
        secret: false,
        help: "the bucket's region; with S3_ENDPOINT us-east-1 unless it wants another",
    },
    Setting {
        name: "S3_ACCESS_KEY_ID",
        default: "",
        secret: false,
        help: "the key of somebody who may read, write, delete and list in the bucket",
    },
    Setting { name: "S3_SECRET_ACCESS_KEY", default: "", secret: true, help: "the secret that belongs to the key" },
    Setting {
        name: "S3_PATH_STYLE",
        default: "",
        secret: false,
        help: "`true` if the bucket's name stands in the path, `false` if before the host's name; `true` with S3_ENDPOINT, else `false`",
    },
    Setting {
        name: "S3_PREFIX",
        default: "",
        secret: false,
        help: "what all names begin with in a bucket that others use too, as in photographs/lumora",
    },
    Setting {
        name: "COLD_AFTER_DAYS",
        default: "30",
        secret: false,
        help: "days after which an original that nobody needed moves from originals/ to cold/, for which a bucket may have a cheaper rule; 0 for never",
    },
    Setting {
        name: "ARCHIVE_GB",
        default: "20",
        secret: false,
        help: "gigabytes of the largest ZIP of photographs that is taken; it waits in DATA_DIR until it is taken apart",
    },
    Setting {
        name: "DATABASE_URL",
        default: "",
        secret: true,
        help: "PostgreSQL 15.9 or newer, as the owner of the database; without it Lumora starts a private one in DATA_DIR",
    },
    Setting { name: "DATABASE_CONNECTIONS", default: "16", secret: false, help: "connections for each of three roles" },
    Setting {
        name: "SMTP_URL",
        default: "",
        secret: true,
        help: "the mail server, smtp://user:password@host:587?tls=required or smtps://…; without it mail stays in the outbox",
    },
    Setting { name: "MAIL_FROM", default: "Lumora <lumora@localhost>", secret: false, help: "the sender of mail" },
    Setting {
        name: "TRUSTED_PROXIES",
        default: "",
        secret: false,
        help: "proxies whose X-Forwarded-For is believed: addresses or networks (10.0.0.0/8), separated by commas; nobody's by default",
    },
    Setting { name: "JOBS_AT_ONCE", default: "2", secret: false, help: "jobs worked on at once by one process" },
    Setting {
        name: "ACTIONS_PER_MINUTE",
        default: "100",
        secret: false,
        help: "changes one person may make in a minute; reading pages and pictures has wider limits of its own",
    },
    Setting {
        name: "METRICS_TOKEN",
        default: "",
        secret: true,
        help: "who sends this as a bearer may read /metrics; without it only this machine itself may",
    },
    Setting {
        name: "SENTRY_DSN",
        default: "",
        secret: true,
        help: "where errors are told, as Sentry names it, https://key@sentry.example.com/1; without it nowhere",
    },
    Setting {
        name: "SENTRY_ENVIRONMENT",
        default: "",
        secret: false,
        help: "what Sentry calls this server; by default LUMORA_ENV",
    },
    Setting {
        name: "OTEL_EXPORTER_OTLP_ENDPOINT",
        default: "",
        secret: false,
        help: "a collector for traces that speaks OTLP over HTTP, as in http://127.0.0.1:4318; without it there are none",
    },
    Setting {
        name: "OTEL_EXPORTER_OTLP_HEADERS",
        default: "",
        secret: true,
        help: "what the collector is told besides, as in name=value,name=value",
    },
    Setting { name: "OTEL_SERVICE_NAME", default: "lumora", secret: false, help: "what traces call this server" },
    Setting {
        name: "VITALS_PERCENT",
        default: "100",
        secret: false,
        help: "of a hundred pages, how many tell this server how soon they were there",
    },
];

/// What compose.yaml takes from the same `.env` for itself.
const COMPOSE: [&str; 1] = ["POSTGRES_PASSWORD"];

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
        #[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
        let environment = std::env::vars();
        let mut values = read_file(Path::new(".env"))?;
        values.extend(environment.filter(|(name, _)| SETTINGS.iter().any(|setting| setting.name == name)));
        Self::parse(&values)
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
            bucket: reader.bucket(),
            cold_after_days: reader.parsed("COLD_AFTER_DAYS", "a number of days such as 30, or 0 for never", 30),
            archive_gb: reader.parsed("ARCHIVE_GB", "a number of gigabytes such as 20", 20),
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
        SETTINGS.iter().fold(String::new(), |mut report, setting| {
            let shown = match values.get(setting.name) {
                Some(_) if setting.secret => "(set, not shown)",
                Some(value) => value,
                None if setting.default.is_empty() => "(not set)",
                None => setting.default,
            };
            // Writing to a String cannot fail.
            let _ = writeln!(report, "{:<28} {shown}", setting.name);
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
        values.extend(environment.filter(|(name, _)| SETTINGS.iter().any(|setting| setting.name == name)));
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
            Some((name, value)) if SETTINGS.iter().any(|setting| setting.name == name.trim()) => {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(values: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::parse(&values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn nothing_configured_is_a_private_server_on_this_machine() {
        let config = parse(&[]).expect("defaults");
        assert_eq!(config.base_url, "http://127.0.0.1:3000");
        assert!(!config.production && config.database_url.is_none() && config.trusted_proxies.is_empty());
        assert_eq!(config.cold_after_days, 30);
    }

    #[test]
    fn everything_wrong_is_said_at_once_and_no_secret_is_repeated() {
        let error = parse(&[
            ("PORT", "many"),
            ("HOST", "here"),
            ("DATABASE_URL", "mysql://root:hunter2@db"),
            ("TRUSTED_PROXIES", "10.0.0.1, proxy"),
            ("JOBS_AT_ONCE", "0"),
            ("COLD_AFTER_DAYS", "-1"),
        ])
        .expect_err("refused");
        assert_eq!(error.0.len(), 6, "{error}");
        assert!(!error.to_string().contains("hunter2"));
    }

    #[test]
    fn production_needs_its_settings() {
        let error =
            parse(&[("LUMORA_ENV", "production"), ("BASE_URL", "http://photos.example.com")]).expect_err("refused");
        assert_eq!(error.0.len(), 4, "{error}");
    }

    #[test]
    fn the_example_file_names_every_setting_and_no_other() {
        let example = include_str!("../../.env.example");
        let named: Vec<&str> = example
            .lines()
            .filter_map(|line| line.trim_start_matches("# ").split_once('='))
            .map(|(name, _)| name)
            .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
            .collect();
        assert_eq!(named, SETTINGS.map(|setting| setting.name));
        for setting in SETTINGS {
            assert!(example.contains(setting.help), "{} is not explained in the same words", setting.name);
        }
    }

    #[test]
    fn proxies_are_addresses_or_networks() {
        let config = parse(&[("TRUSTED_PROXIES", "10.0.0.1, 172.16.0.0/12,2001:db8::/32 ,::1")]).expect("networks");
        let trusted = |address: &str| {
            let address: IpAddr = address.parse().expect("an address");
            config.trusted_proxies.iter().any(|network| network.contains(&address))
        };
        assert!(["10.0.0.1", "172.31.9.9", "2001:db8::7", "::1"].into_iter().all(trusted));
        assert!(!["10.0.0.2", "172.32.0.1", "2001:db9::7", "::2"].into_iter().any(trusted));
        for bad in ["10.0.0.0/33", "proxy", "10.0.0/8", "10.0.0.1/"] {
            parse(&[("TRUSTED_PROXIES", bad)]).expect_err(bad);
        }
    }

    #[test]
    fn the_file_is_read_as_people_write_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".env");
        assert_eq!(read_file(&path), Ok(BTreeMap::new()), "none is needed");
        std::fs::write(
            &path,
            "# mine\n\nPORT = 3100\nMAIL_FROM=\"Lumora <a@example.com>\"\nPOSTGRES_PASSWORD=hunter2\n",
        )
        .expect("written");
        let values = read_file(&path).expect("read");
        let values: Vec<_> = values.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(values, [("MAIL_FROM", "Lumora <a@example.com>"), ("PORT", "3100")]);
        std::fs::write(&path, "PROT=3100\nPORT\n").expect("written");
        let error = read_file(&path).expect_err("refused");
        assert!(error.0.len() == 2 && error.0[0].contains("line 1: no setting is called PROT"), "{error}");
    }

    #[test]
    fn the_compose_file_takes_nothing_that_is_refused_here() {
        let compose = include_str!("../../compose.yaml");
        let taken: Vec<&str> = compose.split("${").skip(1).filter_map(|rest| rest.split([':', '}']).next()).collect();
        assert!(taken.contains(&"POSTGRES_PASSWORD"));
        for name in taken {
            let known = COMPOSE.contains(&name) || SETTINGS.iter().any(|setting| setting.name == name);
            assert!(known, "{name}");
        }
    }

    #[test]
    fn the_report_hides_secrets() {
        let values = [("SMTP_URL".to_owned(), "smtp://u:hunter2@mail".to_owned())].into();
        let report = Config::report(&values);
        assert!(report.contains("(set, not shown)") && !report.contains("hunter2"));
    }
}
