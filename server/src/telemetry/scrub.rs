//! Taking secrets out of words before they leave the house: addresses with tokens, mail addresses, whatever looks drawn by
//! lot. It is the second line: what may hold them is not told in the first place.

use crate::routes;

/// Runs of letters and digits at least so long, with a digit among them, are taken for secrets.
const SECRET: usize = 16;
/// Signs of a link's token. One in thirty-six has no digit.
const LINK: usize = 22;

/// `text` without secrets and signs that steer terminals, at most `most` characters of it. It is cut in the
/// end: half a secret does not look like one.
pub fn scrub(text: &str, most: usize) -> String {
    let text = cut(text, most.saturating_mul(2));
    let mut words = String::with_capacity(text.len());
    let mut word = String::new();
    for sign in text.chars() {
        if sign == ' ' || matches!(sign, '"' | '\'' | '(' | ')' | '<' | '>' | ',' | ';' | '`' | '|' | '[' | ']') {
            words.push_str(&masked(&word));
            word.clear();
            words.push(sign);
        } else {
            word.push(sign);
        }
    }
    words.push_str(&masked(&word));
    words.chars().take(most).collect()
}

/// `text` in at most `most` characters, what steers a terminal as spaces.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// The path of a page or file of ours as its route, of which it is told that and no more.
pub fn route_of(path: &str) -> &'static str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    routes::page_at(path).map_or("other", |page| page.path)
}

fn masked(word: &str) -> String {
    // Firefox writes `function@address`.
    if let Some((function, address)) = word.split_once("@http") {
        return format!("{}@{}", masked(function), address_of(&format!("http{address}")));
    }
    if word.contains("://") {
        return address_of(word);
    }
    if word.starts_with('/') {
        return path_of(word);
    }
    if word.contains('@') && word.contains('.') {
        return "[mail]".to_owned();
    }
    let mut runs = word.split(|sign: char| !sign.is_alphanumeric() && sign != '-' && sign != '_');
    if runs.any(secret) { "[secret]".to_owned() } else { word.to_owned() }
}

fn secret(run: &str) -> bool {
    let any = |kind: fn(&u8) -> bool| run.as_bytes().iter().any(kind);
    let link = run.len() == LINK && any(u8::is_ascii_uppercase) && any(u8::is_ascii_lowercase);
    link || run.len() >= SECRET && any(u8::is_ascii_digit)
}

/// Scheme and host of ours tell nothing; those of a database or a mail server hold a password.
fn address_of(word: &str) -> String {
    let (scheme, rest) = word.split_once("://").unwrap_or_default();
    if !matches!(scheme, "http" | "https") {
        return format!("{scheme}://[secret]");
    }
    path_of(rest.find('/').map_or("/", |at| &rest[at..]))
}

/// Scripts and styles by their name, with line and column; everything else by its route.
fn path_of(path: &str) -> String {
    let bare = path.split(['?', '#']).next().unwrap_or_default();
    if bare.starts_with("/pkg/") || bare.starts_with("/vendor/") || bare.starts_with("/pulse.js") {
        return bare.to_owned();
    }
    let (path, place) = bare.split_at(bare.find(':').unwrap_or(bare.len()));
    let place = if place.bytes().all(|byte| byte == b':' || byte.is_ascii_digit()) { place } else { "" };
    format!("{}{place}", route_of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_left_in_words() {
        for (said, told) in [
            ("column \"name\" of relation photos does not exist", "column \"name\" of relation photos does not exist"),
            ("no such link: kT3vQ9xZ1bLmN8pR2sW5", "no such link: [secret]"),
            ("no such link: kTvQ-xZbLmNpRsW_aBcDeF", "no such link: [secret]"),
            ("https://photos.example.com/g/kT3vQ9xZ1bLmN8pR?code=4711 failed", "/g/{token} failed"),
            ("/reset?token=kT3vQ9 is gone", "/reset is gone"),
            ("mail to ana@example.com was refused", "mail to [mail] was refused"),
            ("postgres://lumora:hunter2@db/lumora", "postgres://[secret]"),
            (
                "at draw (https://a.example/pkg/lumora_3f9a8b7c6d5e4f3a.js:1:20)",
                "at draw (/pkg/lumora_3f9a8b7c6d5e4f3a.js:1:20)",
            ),
            ("draw@https://a.example/g/kT3vQ9xZ1bLmN8pR:7:1", "draw@/g/{token}:7:1"),
            ("a\u{1b}[31mb\nc", "a [31mb c"),
        ] {
            assert_eq!(scrub(said, 200), told);
        }
        assert_eq!(scrub("ffff ffff", 4), "ffff");
        assert_eq!(scrub("no such link: kT3vQ9xZ1bLmN8pR2sW5", 28), "no such link: [secret]");
    }
}
