//! Which crate may depend on which, and where server functions may stand: what ARCHITECTURE.md says, kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

/// An arrow points to what is depended upon.
const ALLOWED: [(&str, &[&str]); 6] = [
    ("domain", &[]),
    ("media", &["domain"]),
    ("backend", &["domain", "media"]),
    ("app", &["backend", "domain"]),
    ("frontend", &["app"]),
    ("server", &["app", "backend", "domain"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn crates_depend_in_one_direction() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a name").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    let members: BTreeSet<String> = packages.iter().map(name).collect();
    let arrows: BTreeMap<String, BTreeSet<String>> = packages
        .iter()
        .map(|package| {
            // Of every kind: what a test or build script needs is an arrow too. One's own crate with other features is none.
            let dependencies = package["dependencies"].as_array().expect("dependencies").iter().map(name);
            let own = dependencies.filter(|other| members.contains(other) && *other != name(package));
            (name(package), own.collect())
        })
        .collect();
    let allowed: BTreeMap<String, BTreeSet<String>> = ALLOWED
        .into_iter()
        .map(|(from, to)| (from.to_owned(), to.iter().map(|to| (*to).to_owned()).collect()))
        .collect();
    assert_eq!(
        arrows.keys().collect::<Vec<_>>(),
        allowed.keys().collect::<Vec<_>>(),
        "every crate has its arrows here"
    );
    for (from, to) in &arrows {
        let wrong: Vec<_> = to.difference(&allowed[from]).collect();
        assert!(wrong.is_empty(), "{from} may not depend on {wrong:?}");
    }
}

#[test]
fn the_browser_takes_the_backend_along_nowhere() {
    let metadata = std::fs::read_to_string(root().join("app/Cargo.toml")).expect("app/Cargo.toml");
    let backend = metadata.lines().find(|line| line.starts_with("backend")).expect("a dependency");
    assert!(backend.contains("optional = true"), "{backend}");
    let hydrate = metadata.split("hydrate = [").nth(1).and_then(|rest| rest.split(']').next()).expect("a feature");
    assert!(!hydrate.contains("backend"), "{hydrate}");
}

#[test]
fn server_functions_stand_in_api_files_only() {
    let mut functions = 0;
    let mut folders: Vec<PathBuf> =
        ["app/src", "crates", "frontend/src", "server/src"].map(|folder| root().join(folder)).into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let found = std::fs::read_to_string(&path).expect("a file").matches("#[server(").count();
                assert!(found == 0 || path.ends_with("api.rs"), "{} has a server function", path.display());
                functions += found;
            }
        }
    }
    assert!(functions > 20, "{functions} found: is this still how they are written?");
}
