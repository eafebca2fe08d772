//! What is said of settings that cannot be used, and that the files beside the program know them all.

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
    let error = parse(&[("LUMORA_ENV", "production"), ("BASE_URL", "http://photos.example.com")]).expect_err("refused");
    assert_eq!(error.0.len(), 4, "{error}");
}

#[test]
fn the_example_file_names_every_setting_and_no_other() {
    let example = include_str!("../../../.env.example");
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
    std::fs::write(&path, "# mine\n\nPORT = 3100\nMAIL_FROM=\"Lumora <a@example.com>\"\nPOSTGRES_PASSWORD=hunter2\n")
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
    let compose = include_str!("../../../compose.yaml");
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
