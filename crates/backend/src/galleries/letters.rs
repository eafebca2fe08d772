//! What the mails about galleries say, in both languages.

use chrono::NaiveDate;
use domain::{AccessCode, Locale, format};

use crate::mailer::Letter;

/// What somebody is invited with. The studio wrote all of it, and it is text whatever it looks like.
pub(super) struct Asked<'a> {
    pub(super) studio: &'a str,
    pub(super) title: &'a str,
    /// Where it is asked.
    pub(super) code: Option<&'a AccessCode>,
    /// Whether a password is asked, which no mail tells.
    pub(super) password: bool,
    /// Lines; may be empty.
    pub(super) note: &'a str,
    pub(super) link: String,
}

/// A gallery that closes soon.
pub(super) struct Closing<'a> {
    pub(super) studio: &'a str,
    pub(super) title: &'a str,
    pub(super) last_day: NaiveDate,
    pub(super) link: &'a str,
}

/// From the studio, to whom it wants to see the gallery.
pub(super) fn invitation(locale: Locale, asked: &Asked<'_>) -> Letter {
    let Asked { studio, title, code, password, note, link } = asked;
    let mut paragraphs: Vec<String> = note.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    match locale {
        Locale::En => {
            paragraphs.insert(0, format!("{studio} has photographs for you: {title}."));
            paragraphs.extend(code.map(|code| format!("Your code: {code}")));
            if *password {
                paragraphs.push(format!("You will also be asked for a password, which {studio} gives you."));
            }
            Letter {
                locale,
                subject: format!("{studio}: {title}"),
                title: (*title).to_owned(),
                paragraphs,
                button: Some(("See the photographs".into(), link.clone())),
                reason: format!("You get this mail because {studio} sent it to this address."),
            }
        }
        Locale::Hr => {
            paragraphs.insert(0, format!("{studio} ima fotografije za vas: {title}."));
            paragraphs.extend(code.map(|code| format!("Vaš kod: {code}")));
            if *password {
                paragraphs.push(format!("Galerija traži i lozinku; nju vam daje {studio}."));
            }
            Letter {
                locale,
                subject: format!("{studio}: {title}"),
                title: (*title).to_owned(),
                paragraphs,
                button: Some(("Pogledaj fotografije".into(), link.clone())),
                reason: format!("Ovu vam je poruku na ovu adresu poslao {studio}."),
            }
        }
    }
}

/// To the owners of a studio.
pub(super) fn closes_for_studio(locale: Locale, closing: &Closing<'_>) -> Letter {
    let Closing { title, last_day, link, .. } = closing;
    let day = format::date(locale, *last_day);
    let link = (*link).to_owned();
    match locale {
        Locale::En => Letter {
            locale,
            subject: format!("{title} closes soon"),
            title: "A gallery closes soon".into(),
            paragraphs: vec![
                format!(
                    "{title} can be seen until {day}. From the next day on its clients are told that it has closed."
                ),
                "If they should have more time, choose a later day in its settings.".into(),
            ],
            button: Some(("To the settings".into(), link)),
            reason: "You get this mail because you own the studio of this gallery.".into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: format!("{title}: uskoro se zatvara"),
            title: "Galerija se uskoro zatvara".into(),
            paragraphs: vec![
                format!("Galerija {title} vidi se do {day} Od sljedećeg dana klijentima piše da je zatvorena."),
                "Ako im treba više vremena, u postavkama odaberite kasniji dan.".into(),
            ],
            button: Some(("Na postavke".into(), link)),
            reason: "Ova vam je poruka stigla jer je studio ove galerije vaš.".into(),
        },
    }
}

/// To the client, at the address the studio gave.
pub(super) fn closes_for_client(locale: Locale, closing: &Closing<'_>) -> Letter {
    let Closing { studio, title, last_day, link } = closing;
    let day = format::date(locale, *last_day);
    let link = (*link).to_owned();
    match locale {
        Locale::En => Letter {
            locale,
            subject: format!("{title} can be seen until {day}"),
            title: "Your gallery closes soon".into(),
            paragraphs: vec![
                format!("{title} can be seen until {day}."),
                format!("Take along what you would like to keep. If you need more time, write to {studio}."),
            ],
            button: Some(("Open the gallery".into(), link)),
            reason: format!("You get this mail because {studio} made this gallery for you."),
        },
        Locale::Hr => Letter {
            locale,
            subject: format!("{title}: vidi se do {day}"),
            title: "Vaša se galerija uskoro zatvara".into(),
            paragraphs: vec![
                // Croatian days end in a full stop.
                format!("Galerija {title} vidi se do {day}"),
                format!("Preuzmite što želite zadržati. Treba li vam više vremena, javite se: {studio}."),
            ],
            button: Some(("Otvori galeriju".into(), link)),
            reason: format!("Ova vam je poruka stigla jer je ovu galeriju za vas napravio {studio}."),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_text_and_tells_no_password() {
        let code: AccessCode = "MRKVA7Q2".parse().expect("a code");
        for locale in Locale::ALL {
            let asked = Asked {
                studio: "Atelier\r\nBcc: x@example.com",
                title: "<script>alert(1)</script> & Luka",
                code: Some(&code),
                password: true,
                note: "Hi\n\n<b>both</b> {{ title }}",
                link: "https://lumora.example/g/x".into(),
            };
            let letter = invitation(locale, &asked).render().expect("laid out");
            assert!(!letter.subject.contains(['\r', '\n']), "{}", letter.subject);
            assert!(!letter.html.contains("<script>") && !letter.html.contains("<b>both"), "{}", letter.html);
            assert!(letter.html.contains("{{ title }}") && letter.text.contains("<b>both</b>"));
            assert!(letter.text.contains("MRKV-A7Q2") && letter.text.contains("https://lumora.example/g/x"));
            let open = invitation(locale, &Asked { code: None, password: false, note: "", ..asked });
            assert_eq!(open.paragraphs.len(), 1);
        }
    }

    #[test]
    fn it_says_until_when() {
        let last_day = NaiveDate::from_ymd_opt(2026, 12, 5).expect("a day");
        for locale in Locale::ALL {
            let closing =
                Closing { studio: "Atelier Mirna", title: "Ana & Luka", last_day, link: "https://x.example/" };
            for letter in [closes_for_client(locale, &closing), closes_for_studio(locale, &closing)] {
                let text = letter.render().expect("laid out").text;
                assert!(text.contains(&format::date(locale, last_day)) && text.contains("Ana & Luka"), "{text}");
                assert!(!text.contains(".."), "{text}");
            }
        }
    }
}
