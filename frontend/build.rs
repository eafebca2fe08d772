//! Strings that are joined in the linker belong to no module of the bundle in particular, so all of them would be in the
//! part that everybody loads (cargo-leptos issue 679).

#[expect(clippy::disallowed_methods, reason = "cargo says by the environment what is built")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=-O0");
    }
}
