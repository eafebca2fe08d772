//! Turns the texts in `locales/` into code: a missing or misspelt key does not compile.

use std::{error::Error, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    #[expect(clippy::disallowed_methods, reason = "cargo tells build scripts where to write in this way")]
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?).join("i18n");
    // Texts become strings, not views: they stand in attributes and errors too.
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("en")?
        .add_locale("hr")?
        .add_namespaces(["common", "site", "account", "gallery", "dashboard", "operator"])?
        .parse_options(options);
    let texts = TranslationsInfos::parse(config)?;
    texts.emit_diagnostics();
    texts.rerun_if_locales_changed();
    texts.generate_i18n_module(out)?;
    Ok(())
}
