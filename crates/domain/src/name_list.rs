//! A list of names somebody wrote or another program made, and the photographs of a gallery it means.
//!
//! What [`crate::export::Export`] writes is understood: lines, commas, and for Capture One spaces, which also stand within
//! names. So the longest run of words that is a name counts.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
};

use unicode_normalization::UnicodeNormalization;

use crate::{export::stem, problem::Problem};

/// Names in one list.
pub const MAX_NAMES: usize = 10_000;

/// Bytes of one list.
pub const MAX_LIST_BYTES: usize = 1_000_000;

/// Words in the lines that are no name as a whole.
const MAX_TOKENS: usize = 4 * MAX_NAMES;

/// Words of a name that is looked for in the middle of a line.
const MAX_WORDS: usize = 32;

/// Digits at the end of a name by which it is found.
const MAX_DIGITS: usize = 20;

/// Endings that photographers' lists have: what was delivered as JPEG lies with them as raw.
const ENDINGS: [&str; 21] = [
    "jpg", "jpeg", "png", "webp", "tif", "tiff", "heic", "heif", "psd", "xmp", "dng", "cr2", "cr3", "nef", "arw",
    "raf", "orf", "rw2", "pef", "srw", "3fr",
];

/// Why a list is not looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameListError {
    /// There is no name in it.
    Empty,
    /// More than [`MAX_NAMES`] names or [`MAX_LIST_BYTES`] bytes, or far too many words for so many names.
    TooLong,
}

impl From<NameListError> for Problem {
    fn from(error: NameListError) -> Self {
        match error {
            NameListError::Empty => Self::Required,
            NameListError::TooLong => Self::TooLong,
        }
    }
}

/// What a list means. Names are as they were written in it, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameList {
    /// The places of the photographs it means, rising.
    pub photos: BTreeSet<usize>,
    /// Numbers that one name alone ends with, and that name.
    pub by_number: Vec<(String, String)>,
    /// Names that several photographs have; all of them are meant.
    pub several: Vec<String>,
    /// Numbers that several names end with; none of them is meant.
    pub unclear: Vec<String>,
    /// What no photograph is called.
    pub unmatched: Vec<String>,
}

impl NameList {
    /// Looks for what `text` lists among the file names of a gallery.
    ///
    /// # Errors
    /// When it lists nothing, or too much.
    pub fn read(text: &str, names: &[&str]) -> Result<Self, NameListError> {
        if text.len() > MAX_LIST_BYTES {
            return Err(NameListError::TooLong);
        }
        let names = Names::of(names);
        let mut reading = Reading { names, seen: HashSet::new(), words: 0, list: Self::default(), lost: None };
        for line in text.trim_start_matches('\u{feff}').lines() {
            reading.line(line)?;
            if reading.seen.len() > MAX_NAMES {
                return Err(NameListError::TooLong);
            }
        }
        if reading.seen.is_empty() { Err(NameListError::Empty) } else { Ok(reading.list) }
    }
}

/// A name as it is compared: composed, in small letters, with single spaces.
fn key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let composed: String = words.join(" ").nfc().collect();
    composed.to_lowercase().nfc().collect()
}

/// The names of a gallery, by what they are found by. Numbers are places among them.
struct Names<'a> {
    names: &'a [&'a str],
    whole: HashMap<String, Vec<usize>>,
    stems: HashMap<String, Vec<usize>>,
    /// By the digits at their ends; `None` where several have them.
    ends: HashMap<String, Option<usize>>,
    /// Words of the longest.
    words: usize,
}

impl<'a> Names<'a> {
    fn of(names: &'a [&'a str]) -> Self {
        let mut found = Self { names, whole: HashMap::new(), stems: HashMap::new(), ends: HashMap::new(), words: 1 };
        for (at, name) in names.iter().enumerate() {
            let short = key(stem(name));
            let digits = short.bytes().rev().take(MAX_DIGITS).take_while(u8::is_ascii_digit).count();
            for from in short.len() - digits..short.len() {
                found.ends.entry(short[from..].to_owned()).and_modify(|one| *one = None).or_insert(Some(at));
            }
            found.words = found.words.max(tokens(name).len().min(MAX_WORDS));
            found.stems.entry(short).or_default().push(at);
            found.whole.entry(key(name)).or_default().push(at);
        }
        found
    }

    /// The photographs of this name, with its ending, without, or with that of a raw.
    fn called(&self, name: &str) -> Option<BTreeSet<usize>> {
        let key = key(name);
        let places = |found: Option<&Vec<usize>>| found.into_iter().flatten().copied().collect::<BTreeSet<_>>();
        let mut found = places(self.whole.get(&key));
        found.extend(places(self.stems.get(&key)));
        if found.is_empty()
            && let Some((short, ending)) = key.rsplit_once('.')
            && ENDINGS.contains(&ending)
        {
            found = places(self.stems.get(short));
        }
        (!found.is_empty()).then_some(found)
    }
}

/// A word of a line, or what stands in quotes.
struct Token {
    range: Range<usize>,
    /// What the quotes hold.
    quoted: Option<String>,
    /// Words with only spaces between have the same.
    piece: usize,
}

fn tokens(line: &str) -> Vec<Token> {
    let (mut tokens, mut piece, mut rest) = (Vec::new(), 0, 0);
    while let Some(first) = line[rest..].chars().next() {
        if first.is_whitespace() || matches!(first, ',' | ';') {
            piece += usize::from(matches!(first, ',' | ';' | '\t'));
            rest += first.len_utf8();
            continue;
        }
        let (length, quoted) = match quoted(&line[rest..]) {
            Some((length, text)) => (length, Some(text)),
            None => (line[rest..].find(is_between).unwrap_or(line.len() - rest), None),
        };
        tokens.push(Token { range: rest..rest + length, quoted, piece });
        rest += length;
    }
    tokens
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';')
}

/// What stands in quotes at the beginning of `text`, as tables write it (RFC 4180), and how long it is there.
fn quoted(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('"')?;
    let mut end = 0;
    loop {
        end += inner[end..].find('"')?;
        if inner[end + 1..].starts_with('"') {
            end += 2;
            continue;
        }
        let closed = inner[end + 1..].chars().next().is_none_or(is_between);
        return (closed && end > 0).then(|| (end + 2, inner[..end].replace("\"\"", "\"")));
    }
}

/// A list that is being read.
struct Reading<'a> {
    names: Names<'a>,
    /// What the list named until now.
    seen: HashSet<String>,
    /// Words it had until now, each as often as it stands there.
    words: usize,
    list: NameList,
    /// Words that are no name: those beside each other may have been meant as one.
    lost: Option<(usize, Range<usize>)>,
}

impl Reading<'_> {
    fn line(&mut self, line: &str) -> Result<(), NameListError> {
        if let Some(found) = self.names.called(line) {
            self.take(line.trim(), found);
            return Ok(());
        }
        let tokens = tokens(line);
        self.words += tokens.len();
        if self.words > MAX_TOKENS {
            return Err(NameListError::TooLong);
        }
        let mut others = HashSet::new();
        others.extend(tokens.iter().filter(|token| !is_number(token.text(line))).map(|token| token.piece));
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let most = self.names.words.min(tokens.len() - at);
            let found = (1..=most).rev().find_map(|count| {
                let text = match count {
                    1 => token.text(line),
                    _ => &line[token.range.start..tokens[at + count - 1].range.end],
                };
                self.names.called(text).map(|found| (count, text, found))
            });
            if let Some((count, text, found)) = found {
                self.give_up(line);
                self.take(text, found);
                at += count;
                continue;
            }
            // "Ana 12" is no number; "0123 0124" are two.
            if others.contains(&token.piece) {
                self.lose(line, token);
            } else {
                self.number(token.text(line));
            }
            at += 1;
        }
        self.give_up(line);
        Ok(())
    }

    fn take(&mut self, name: &str, found: BTreeSet<usize>) {
        if self.seen.insert(key(name)) && found.len() > 1 {
            self.list.several.push(name.to_owned());
        }
        self.list.photos.extend(found);
    }

    fn number(&mut self, number: &str) {
        if !self.seen.insert(number.to_owned()) {
            return;
        }
        match self.names.ends.get(number) {
            Some(Some(at)) => {
                self.list.photos.insert(*at);
                self.list.by_number.push((number.to_owned(), self.names.names[*at].to_owned()));
            }
            Some(None) => self.list.unclear.push(number.to_owned()),
            None => self.list.unmatched.push(number.to_owned()),
        }
    }

    fn lose(&mut self, line: &str, token: &Token) {
        match &mut self.lost {
            Some((piece, range)) if *piece == token.piece => range.end = token.range.end,
            _ => {
                self.give_up(line);
                self.lost = Some((token.piece, token.range.clone()));
            }
        }
    }

    fn give_up(&mut self, line: &str) {
        if let Some((_, range)) = self.lost.take()
            && self.seen.insert(key(&line[range.clone()]))
        {
            self.list.unmatched.push(line[range].to_owned());
        }
    }
}

impl Token {
    fn text<'a>(&'a self, line: &'a str) -> &'a str {
        self.quoted.as_deref().unwrap_or(&line[self.range.clone()])
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
#[path = "name_list_tests.rs"]
mod tests;
