//! Names of chosen photographs, as the programs in which they are worked on take them.

use std::{collections::HashSet, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Locale;

/// A file to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// A name a line.
    Names,
    /// The same without extensions: what was delivered as JPEG lies there as raw.
    Stems,
    /// A table for spreadsheets (RFC 4180).
    Sheet,
    /// For "Filename contains" in Lightroom's filter: stems, with commas between.
    Lightroom,
    /// For Capture One's search: stems, with spaces between.
    CaptureOne,
    /// A file beside each photograph that gives it stars and a colour (XMP), all in one archive.
    Sidecars,
}

impl Export {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Names, Self::Stems, Self::Sheet, Self::Lightroom, Self::CaptureOne, Self::Sidecars];

    /// What the file is called, also the last part of its address.
    pub fn file(self) -> &'static str {
        match self {
            Self::Names => "names.txt",
            Self::Stems => "names-without-extension.txt",
            Self::Sheet => "choices.csv",
            Self::Lightroom => "lightroom.txt",
            Self::CaptureOne => "capture-one.txt",
            Self::Sidecars => "sidecars.zip",
        }
    }

    /// Its media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Sheet => "text/csv; charset=utf-8",
            Self::Sidecars => "application/zip",
            _ => "text/plain; charset=utf-8",
        }
    }

    /// The text of these names. Where extensions are left out, what is called the same is said once.
    pub fn text<'a>(self, names: impl Iterator<Item = &'a str>) -> String {
        let mut seen = HashSet::new();
        let short = !matches!(self, Self::Names | Self::Sheet);
        let names = names.map(|name| if short { stem(name) } else { name });
        let names: Vec<&str> = names.filter(|name| !short || seen.insert(*name)).collect();
        match self {
            Self::Names | Self::Stems | Self::Sheet | Self::Sidecars => lines(&names),
            Self::Lightroom => names.join(", "),
            Self::CaptureOne => names.join(" "),
        }
    }
}

impl FromStr for Export {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|export| export.file() == text).ok_or(())
    }
}

fn lines(names: &[&str]) -> String {
    names.iter().fold(String::new(), |text, name| text + name + "\r\n")
}

/// A file's name without its extension.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.is_empty() => stem,
        _ => name,
    }
}

/// What stands in a sidecar: five stars and green, as Lightroom and Bridge read it (XMP specification part 1, §7).
pub const SIDECAR: &str = concat!(
    "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n",
    " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
    "  <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:Rating=\"5\" xmp:Label=\"Green\"/>\n",
    " </rdf:RDF>\n",
    "</x:xmpmeta>\n",
    "<?xpacket end=\"w\"?>\n",
);

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Who chose, by number.
    pub number: i32,
    /// What they call themselves.
    pub name: &'a str,
    /// The address they gave.
    pub email: &'a str,
    /// The list; hearts have no name.
    pub list: &'a str,
    /// The photograph.
    pub file_name: &'a str,
    /// Whether the list was sent to the studio.
    pub sent: bool,
}

/// How the table of choices begins.
pub fn sheet_head(locale: Locale) -> String {
    head(
        locale,
        &match locale {
            Locale::En => ["Visitor", "Name", "E-mail", "List", "File", "Sent"],
            Locale::Hr => ["Posjetitelj", "Ime", "E-pošta", "Popis", "Datoteka", "Poslano"],
        },
    )
}

/// A line of it.
pub fn sheet_line(locale: Locale, row: Row<'_>) -> String {
    let (hearts, yes) = match locale {
        Locale::En => ("Favourites", "yes"),
        Locale::Hr => ("Omiljene", "da"),
    };
    let list = if row.list.is_empty() { hearts } else { row.list };
    let sent = if row.sent { yes } else { "" };
    line(locale, &[&row.number.to_string(), row.name, row.email, list, row.file_name, sent])
}

/// The first line of a table, behind a mark by which spreadsheets know UTF-8.
pub fn head(locale: Locale, cells: &[&str]) -> String {
    format!("\u{feff}{}", line(locale, cells))
}

/// A line of a table: its cells, each a text and nothing else to a spreadsheet. Between them stands what a spreadsheet in
/// that language expects: where a comma divides whole numbers from the rest, a semicolon.
pub fn line(locale: Locale, cells: &[&str]) -> String {
    let between = match locale {
        Locale::En => ",",
        Locale::Hr => ";",
    };
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(between) + "\r\n"
}

/// A text as a cell. What a spreadsheet would take for a formula gets an apostrophe (OWASP, "CSV Injection"), also behind
/// a separator: the program may cut where we did not mean it to.
fn cell(text: &str) -> String {
    let (mut safe, mut first) = (String::new(), true);
    for c in text.chars() {
        if first && matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r') {
            safe.push('\'');
        }
        first = matches!(c, ';' | ',' | '\t' | '\r' | '\n');
        safe.push(c);
    }
    let text = safe;
    if text.contains(['"', ',', '\r', '\n', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 4] = ["DSC_1.jpg", "DSC_1.png", "Ana & Luka 2.JPG", ".hidden"];

    #[test]
    fn names_as_each_program_takes_them() {
        let text = |export: Export| export.text(NAMES.into_iter());
        assert_eq!(text(Export::Names), "DSC_1.jpg\r\nDSC_1.png\r\nAna & Luka 2.JPG\r\n.hidden\r\n");
        assert_eq!(text(Export::Stems), "DSC_1\r\nAna & Luka 2\r\n.hidden\r\n");
        assert_eq!(text(Export::Lightroom), "DSC_1, Ana & Luka 2, .hidden");
        assert_eq!(text(Export::CaptureOne), "DSC_1 Ana & Luka 2 .hidden");
        for export in Export::ALL {
            assert_eq!(export.file().parse(), Ok(export));
        }
    }

    #[test]
    fn the_table_has_no_formulas() {
        let row = Row {
            number: 3,
            name: "=HYPERLINK(\"http://evil.example\")",
            email: "+ana@example.com",
            list: "",
            file_name: "@x, y.jpg",
            sent: true,
        };
        let (english, croatian) = (sheet_line(Locale::En, row), sheet_line(Locale::Hr, row));
        let link = "\"'=HYPERLINK(\"\"http://evil.example\"\")\"";
        assert_eq!(english, format!("3,{link},'+ana@example.com,Favourites,\"'@x, y.jpg\",yes\r\n"));
        assert_eq!(croatian, format!("3;{link};'+ana@example.com;Omiljene;\"'@x, y.jpg\";da\r\n"));
        assert_eq!(sheet_head(Locale::En), "\u{feff}Visitor,Name,E-mail,List,File,Sent\r\n");
        assert_eq!(sheet_head(Locale::Hr), "\u{feff}Posjetitelj;Ime;E-pošta;Popis;Datoteka;Poslano\r\n");
    }

    #[test]
    fn a_line_has_no_formulas_either() {
        let cells = ["=1+1", "a, b", "c; d", "plain"];
        assert_eq!(line(Locale::En, &cells), "'=1+1,\"a, b\",\"c; d\",plain\r\n");
        assert_eq!(line(Locale::Hr, &cells), "'=1+1;\"a, b\";\"c; d\";plain\r\n");
    }

    proptest! {
        #[test]
        fn a_cell_is_one_cell_and_no_formula(text in "\\PC{0,20}") {
            let cell = cell(&text);
            let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map_or_else(|| cell.clone(), |rest| rest.replace("\"\"", "\""));
            for piece in inner.split([';', ',', '\t', '\r', '\n']) {
                prop_assert!(!piece.starts_with(['=', '+', '-', '@']), "{}", inner);
            }
            // Nothing else was added, and nothing is missing.
            prop_assert_eq!(inner.replace('\'', ""), text.replace('\'', ""));
        }
    }
}
