//! docs/benchmarks.md, where the benchmarks write what they found.

use std::fs;

/// Puts `words` between the marks of that name.
///
/// # Panics
/// When the page lacks them.
pub fn write(name: &str, words: &str) {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    // The crates of the benchmarks lie at different depths.
    let root = env!("CARGO_MANIFEST_DIR");
    let root = root.strip_suffix("/crates/backend").or(root.strip_suffix("/server")).expect("the repository");
    let path = format!("{root}/docs/benchmarks.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (head, rest) = page.split_once(&begin).expect("a mark");
    let (_, tail) = rest.split_once(&end).expect("its end");
    fs::write(path, format!("{head}{begin}{words}{end}{tail}")).expect("written");
}
