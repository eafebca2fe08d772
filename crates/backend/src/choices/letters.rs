//! What the mails about choosing say, in both languages.
//!
//! A visitor's address may have been typed in by anybody, so mails to visitors carry nothing that was typed: no name, no
//! studio, no message.

use domain::{Email, Locale, format};

use super::send::Sent;
use crate::mailer::Letter;

/// The name under which mails to a visitor's address are counted.
pub(super) fn counted_as(email: &Email) -> String {
    format!("visitor-mail:{email}")
}

/// With the link that joins a browser to a visitor's lists.
pub(super) fn join(locale: Locale, link: String) -> Letter {
    match locale {
        Locale::En => Letter {
            locale,
            subject: "Your favourites, on any device".into(),
            title: "Your favourites, on any device".into(),
            paragraphs: vec![
                "Open this link on the device where you want to go on choosing. What you have chosen is there too."
                    .into(),
                "The link works once, within 7 days.".into(),
            ],
            button: Some(("Open the gallery".into(), link)),
            reason: "Somebody gave this address while choosing photographs in a gallery. If it wasn't you, leave the \
                     link alone: opened, it would have you choose together with whoever gave the address."
                .into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: "Vaše omiljene fotografije, na svakom uređaju".into(),
            title: "Vaše omiljene fotografije, na svakom uređaju".into(),
            paragraphs: vec![
                "Otvorite ovu poveznicu na uređaju na kojem želite nastaviti s odabirom. Ondje vas čeka i sve što ste \
                 već odabrali."
                    .into(),
                "Poveznica vrijedi jednom, u idućih 7 dana.".into(),
            ],
            button: Some(("Otvori galeriju".into(), link)),
            reason:
                "Netko je pri odabiru fotografija u galeriji upisao ovu adresu. Ako to niste bili vi, ne otvarajte \
                     poveznicu: njome biste birali zajedno s onim tko je adresu upisao."
                    .into(),
        },
    }
}

/// To those who work in the studio: somebody has chosen.
pub(super) fn to_studio(locale: Locale, sent: &Sent) -> Letter {
    let number = format::number(locale, u64::from(sent.photos));
    let link = sent.studio_link.clone();
    let (who, list, gallery) = (&sent.who, sent.list.as_str(), &sent.gallery);
    match locale {
        Locale::En => {
            let who = who.clone().unwrap_or_else(|number| format!("Visitor {number}"));
            let list = if list.is_empty() { "Favourites" } else { list };
            let photographs = if sent.photos == 1 { "photograph" } else { "photographs" };
            let mut paragraphs = vec![format!("{who} has chosen {number} {photographs} in {gallery}: {list}.")];
            if !sent.message.is_empty() {
                paragraphs.push(format!("They write: {}", sent.message));
            }
            paragraphs.push("The list stays as it is until you open it again.".into());
            Letter {
                locale,
                subject: format!("A choice has arrived: {gallery}"),
                title: "A choice has arrived".into(),
                paragraphs,
                button: Some(("See the choice".into(), link)),
                reason: "You get this mail because you work in the studio of this gallery.".into(),
            }
        }
        Locale::Hr => {
            let who = who.clone().unwrap_or_else(|number| format!("Posjetitelj {number}"));
            let list = if list.is_empty() { "Omiljene" } else { list };
            let mut paragraphs = vec![format!("{who}, {gallery}, popis {list}. Odabranih fotografija: {number}.")];
            if !sent.message.is_empty() {
                paragraphs.push(format!("Poruka: {}", sent.message));
            }
            paragraphs.push("Popis ostaje kakav jest dok ga ponovno ne otvorite.".into());
            Letter {
                locale,
                subject: format!("Stigao je odabir: {gallery}"),
                title: "Stigao je odabir".into(),
                paragraphs,
                button: Some(("Pogledaj odabir".into(), link)),
                reason: "Ova vam je poruka stigla jer radite u studiju ove galerije.".into(),
            }
        }
    }
}

/// To the visitor: it is with the studio.
pub(super) fn to_visitor(locale: Locale, sent: &Sent) -> Letter {
    let number = format::number(locale, u64::from(sent.photos));
    let link = sent.client_link.clone();
    match locale {
        Locale::En => Letter {
            locale,
            subject: "Your choice is with your photographer".into(),
            title: "Your choice has arrived".into(),
            paragraphs: vec![
                format!("Photographs chosen: {number}. Your photographer has been told."),
                "Did you forget one? Write to your photographer; they can open your list again.".into(),
            ],
            button: Some(("Back to the gallery".into(), link)),
            reason: "You get this mail because this address was given while choosing photographs in a gallery.".into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: "Vaš je odabir kod fotografa".into(),
            title: "Vaš je odabir stigao".into(),
            paragraphs: vec![
                format!("Odabranih fotografija: {number}. Fotograf je obaviješten."),
                "Zaboravili ste koju? Javite se fotografu; može ponovno otvoriti vaš popis.".into(),
            ],
            button: Some(("Natrag u galeriju".into(), link)),
            reason: "Ova vam je poruka stigla jer je ova adresa upisana pri odabiru fotografija u galeriji.".into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    fn sent(message: &str) -> Sent {
        Sent {
            list: "Album".into(),
            who: Ok("Ana <b>".into()),
            email: None,
            gallery: "Ana & Luka".into(),
            photos: 12,
            message: message.into(),
            locale: Locale::En,
            studio_link: "https://lumora.example/studio".into(),
            client_link: "https://lumora.example/client".into(),
            studio: Vec::new(),
        }
    }

    #[test]
    fn the_times_in_the_text_are_the_limits() {
        assert_eq!(limits::VISITOR_LINK.num_days(), 7);
    }

    #[test]
    fn a_visitors_mail_tells_nothing_that_was_typed() {
        for locale in Locale::ALL {
            let sent = sent("Buy now");
            let studio = to_studio(locale, &sent).render().expect("laid out");
            assert!(studio.text.contains("Buy now") && studio.text.contains("https://lumora.example/studio"));
            assert!(!studio.html.contains("<b>") && studio.html.contains("12"));
            let visitor = to_visitor(locale, &sent).render().expect("laid out");
            for typed in ["Buy now", "Ana", "Album"] {
                assert!(!visitor.text.contains(typed) && !visitor.html.contains(typed), "{typed}");
            }
            assert!(visitor.text.contains("https://lumora.example/client"));
            let link = join(locale, "https://lumora.example/g/x#join=y".into()).render().expect("laid out");
            assert!(link.text.contains("https://lumora.example/g/x#join=y"));
        }
    }
}
