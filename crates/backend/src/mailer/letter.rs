//! What a mail says and how it is laid out: one column, one title, one button, as text and as HTML.

use askama::Template;
use domain::Locale;

use crate::error::{Error, Result};

/// A mail before it is laid out. Everything in it is text; the layout escapes it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The language, for the layout's own words and the `lang` of the page.
    pub locale: Locale,
    /// The subject line.
    pub subject: String,
    /// The title above the text.
    pub title: String,
    /// The text.
    pub paragraphs: Vec<String>,
    /// What to press: its words and its address.
    pub button: Option<(String, String)>,
    /// The small print: why this mail came.
    pub reason: String,
}

/// A mail as it goes out.
#[derive(Clone, Debug)]
pub struct LetterText {
    /// On one line.
    pub subject: String,
    /// For those who read plain text.
    pub text: String,
    /// For the others.
    pub html: String,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a>(&'a Letter);

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a>(&'a Letter);

impl Letter {
    /// Lays it out.
    ///
    /// # Errors
    /// [`Error::Internal`] when a template fails.
    pub fn render(&self) -> Result<LetterText> {
        Ok(LetterText {
            // A line break in a subject would begin another header.
            subject: self.subject.split_whitespace().collect::<Vec<_>>().join(" "),
            text: Text(self).render().map_err(Error::internal)?,
            html: Html(self).render().map_err(Error::internal)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_text() {
        let letter = Letter {
            locale: Locale::Hr,
            subject: "Zdravo\r\nBcc: x@example.com".into(),
            title: "<script>alert(1)</script>".into(),
            paragraphs: vec!["Čekamo & veselimo se".into()],
            button: Some(("Otvori".into(), "https://example.com/?a=1&b=2".into())),
            reason: "Zato.".into(),
        };
        let text = letter.render().expect("laid out");
        assert_eq!(text.subject, "Zdravo Bcc: x@example.com");
        assert!(!text.html.contains("<script>"));
        assert!(text.html.contains("lang=\"hr\""));
        assert!(text.text.contains("https://example.com/?a=1&b=2"));
        assert!(text.text.contains("Čekamo & veselimo se"));
    }
}
