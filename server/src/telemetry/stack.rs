//! Call stacks as browsers write them: Chromium's `at function (address:line:column)`, Firefox' and Safari's
//! `function@address:line:column`. There is no standard; what is not understood is left out.

use sentry_types::protocol::v7::{Frame, Stacktrace};

use super::scrub::scrub;

/// Frames of a stack that are told, and characters of one.
const FRAMES: usize = 30;
const FRAME: usize = 300;

/// Lines of `stack`, which are separated by `|`, the innermost last, as Sentry wants them.
pub fn read(stack: &str) -> Option<Stacktrace> {
    let mut frames: Vec<Frame> = stack.split('|').filter_map(frame).take(FRAMES).collect();
    frames.reverse();
    (!frames.is_empty()).then(|| Stacktrace { frames, ..Stacktrace::default() })
}

fn frame(line: &str) -> Option<Frame> {
    let line = line.trim();
    let (function, place) = match line.strip_prefix("at ") {
        Some(rest) => match rest.rsplit_once(" (") {
            Some((function, place)) => (function, place.trim_end_matches(')')),
            None => ("", rest),
        },
        None => line.split_once('@')?,
    };
    let (place, column) = place.rsplit_once(':')?;
    let (file, line) = place.rsplit_once(':')?;
    // WebAssembly has functions by number, and places in the module instead of lines and columns.
    let function = if line.starts_with("wasm-function") { line } else { function };
    Some(Frame {
        function: (!function.is_empty()).then(|| scrub(function, FRAME)),
        filename: Some(scrub(file, FRAME)),
        lineno: line.parse().ok(),
        colno: column.parse().ok().or_else(|| u64::from_str_radix(column.strip_prefix("0x")?, 16).ok()),
        in_app: Some(true),
        ..Frame::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacks_of_browsers_are_read() {
        let chromium =
            "Error: boom| at draw (https://a.example/pkg/lumora.js:12:34)| at https://a.example/g/kT3vQ9xZ1bLmN8pR:1:2";
        let frames = read(chromium).expect("a stack").frames;
        let told: Vec<_> = frames.iter().map(|f| (f.function.as_deref(), f.filename.as_deref(), f.lineno)).collect();
        let expected = [(None, Some("/g/{token}"), Some(1)), (Some("draw"), Some("/pkg/lumora.js"), Some(12))];
        assert_eq!(told, expected);
        let firefox = read("draw@https://a.example/pkg/lumora.js:12:34").expect("a stack").frames;
        assert_eq!((firefox[0].lineno, firefox[0].colno), (Some(12), Some(34)));
        let wasm = read("at https://a.example/pkg/lumora.wasm:wasm-function[123]:0x1f").expect("a stack").frames;
        let told = (wasm[0].function.as_deref(), wasm[0].filename.as_deref(), wasm[0].colno);
        assert_eq!(told, (Some("wasm-function[123]"), Some("/pkg/lumora.wasm"), Some(31)));
        assert!(read("nothing of the kind").is_none());
    }
}
