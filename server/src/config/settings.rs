//! Every setting by name.

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
pub const SETTINGS: [Setting; 29] = [
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
        name: "IMPORT_SOURCES",
        default: "",
        secret: false,
        help: "folders of this machine and buckets that studios may take photographs in from, as in nas,cards; none by default",
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
