//! Words out of somebody's file, made fit to be stored and shown.

/// The bytes as text: UTF-8 where they are that, else Latin-1, as which anything can be read.
pub(super) fn decoded(bytes: &[u8]) -> String {
    str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned)
}

/// One line of at most `most` characters, without those that are invisible or turn the direction of writing; `None` when
/// nothing is left.
pub(super) fn line(text: &str, most: usize) -> Option<String> {
    let text: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).filter(is_visible).collect();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect();
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Several such lines, however they were ended, without the empty ones; at most `most` characters together.
pub(super) fn lines(text: &str, most: usize) -> Option<String> {
    let lines: Vec<String> = text.split(['\r', '\n']).filter_map(|text| line(text, most)).collect();
    let text: String = lines.join("\n").chars().take(most).collect();
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_visible(letter: &char) -> bool {
    !matches!(
        letter,
        '\u{AD}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFD}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_and_clean() {
        assert_eq!(line(" a\u{7}\nb   c\t", 100).as_deref(), Some("a b c"));
        assert_eq!(line("x\u{202E}gpj.exe", 100).as_deref(), Some("xgpj.exe"));
        assert_eq!(line("Šime i Žarko", 6).as_deref(), Some("Šime i"));
        assert_eq!(line("Šime i Žarko", 5).as_deref(), Some("Šime"));
        assert_eq!(line("\0 \u{200B}\u{FFFD}", 100), None);
    }

    #[test]
    fn lines_are_kept_apart() {
        assert_eq!(lines("First\r\n\r\n second\rthird\0", 100).as_deref(), Some("First\nsecond\nthird"));
        assert_eq!(lines("ab\ncd", 3).as_deref(), Some("ab"));
        assert_eq!(lines("\r\n", 3), None);
    }

    #[test]
    fn what_is_no_utf_8_is_latin_1() {
        assert_eq!(decoded("Café".as_bytes()), "Café");
        assert_eq!(decoded(b"Caf\xE9"), "Café");
    }
}
