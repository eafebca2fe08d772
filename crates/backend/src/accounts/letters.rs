//! What the mails about accounts say, in both languages.
//!
//! They go to addresses that anybody may have typed in, so they carry nothing that was typed with them: no name, no
//! studio, no text a stranger could send through us.

use domain::Locale;

use crate::mailer::Letter;

/// With the link that confirms the address.
pub(super) fn verification(locale: Locale, link: String) -> Letter {
    match locale {
        Locale::En => Letter {
            locale,
            subject: "Confirm your address".into(),
            title: "One step left".into(),
            paragraphs: vec![
                "Confirm that this address is yours, and your studio is open.".into(),
                "The link works once, within 24 hours.".into(),
            ],
            button: Some(("Confirm address".into(), link)),
            reason: "Somebody registered at Lumora with this address. If it wasn't you, leave the link alone and \
                     nothing will happen."
                .into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: "Potvrdite svoju adresu".into(),
            title: "Još samo jedan korak".into(),
            paragraphs: vec![
                "Potvrdite da je ova adresa vaša i vaš je studio otvoren.".into(),
                "Poveznica vrijedi jednom, u iduća 24 sata.".into(),
            ],
            button: Some(("Potvrdi adresu".into(), link)),
            reason:
                "Netko se na Lumori registrirao s ovom adresom. Ako to niste bili vi, ne otvarajte poveznicu i ništa \
                     se neće dogoditi."
                    .into(),
        },
    }
}

/// To somebody who registers again: nothing on the page told them that they need not.
pub(super) fn already_registered(locale: Locale, sign_in: String) -> Letter {
    match locale {
        Locale::En => Letter {
            locale,
            subject: "You already have an account".into(),
            title: "You are already here".into(),
            paragraphs: vec![
                "Somebody just registered at Lumora with this address, but it already has an account. Nothing about it \
                 has changed."
                    .into(),
                "Sign in as always. If the password has slipped your mind, you can choose a new one there.".into(),
            ],
            button: Some(("Sign in".into(), sign_in)),
            reason: "You get this mail because your address was typed in at registration. If it wasn't you, there is \
                     nothing to do."
                .into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: "Već imate račun".into(),
            title: "Već ste kod nas".into(),
            paragraphs: vec![
                "Netko se upravo pokušao registrirati na Lumori s ovom adresom, a ona već ima račun. Na njemu se ništa \
                 nije promijenilo."
                    .into(),
                "Prijavite se kao i uvijek. Ako se ne sjećate lozinke, ondje možete odabrati novu.".into(),
            ],
            button: Some(("Prijava".into(), sign_in)),
            reason: "Ova vam je poruka stigla jer je pri registraciji upisana vaša adresa. Ako to niste bili vi, ne \
                     morate ništa učiniti."
                .into(),
        },
    }
}

/// With the link that lets one choose a new password.
pub(super) fn reset(locale: Locale, link: String) -> Letter {
    match locale {
        Locale::En => Letter {
            locale,
            subject: "Choose a new password".into(),
            title: "Choose a new password".into(),
            paragraphs: vec![
                "Once you have chosen it, you are signed out on all your devices.".into(),
                "The link works once, within an hour.".into(),
            ],
            button: Some(("Choose password".into(), link)),
            reason:
                "Somebody asked for a new password for this address. If it wasn't you, leave the link alone and your \
                     password stays as it is."
                    .into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: "Odaberite novu lozinku".into(),
            title: "Odaberite novu lozinku".into(),
            paragraphs: vec![
                "Kad je odaberete, bit ćete odjavljeni na svim svojim uređajima.".into(),
                "Poveznica vrijedi jednom, u idućih sat vremena.".into(),
            ],
            button: Some(("Odaberi lozinku".into(), link)),
            reason:
                "Netko je za ovu adresu zatražio novu lozinku. Ako to niste bili vi, ne otvarajte poveznicu i vaša \
                     lozinka ostaje ista."
                    .into(),
        },
    }
}

/// That the password is another one now.
pub(super) fn password_changed(locale: Locale, forgot: String) -> Letter {
    match locale {
        Locale::En => Letter {
            locale,
            subject: "Your password was changed".into(),
            title: "Your password was changed".into(),
            paragraphs: vec![
                "The password of your account at Lumora is a new one, and other devices are signed out.".into(),
                "If it wasn't you, choose another one at once.".into(),
            ],
            button: Some(("Choose another password".into(), forgot)),
            reason: "We write this whenever the password changes. If it was you, there is nothing to do.".into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: "Lozinka je promijenjena".into(),
            title: "Lozinka je promijenjena".into(),
            paragraphs: vec![
                "Lozinka vašeg računa na Lumori sada je nova, a drugi su uređaji odjavljeni.".into(),
                "Ako to niste bili vi, odmah odaberite drugu.".into(),
            ],
            button: Some(("Odaberi drugu lozinku".into(), forgot)),
            reason: "Ovo javljamo svaki put kad se lozinka promijeni. Ako ste to bili vi, ne morate ništa učiniti."
                .into(),
        },
    }
}

/// In the mail about a new password, to those who have tokens.
pub(super) fn tokens_go_on(locale: Locale) -> String {
    match locale {
        Locale::En => {
            "Your tokens for scripts go on working. If somebody else had your password, revoke those you do not \
                       know on your account page."
        }
        Locale::Hr => {
            "Vaši tokeni za skripte i dalje vrijede. Ako je netko drugi znao vašu lozinku, na stranici računa \
                       opozovite one koje ne prepoznajete."
        }
    }
    .into()
}

/// That a token was made.
pub(super) fn token_made(locale: Locale, account: String) -> Letter {
    match locale {
        Locale::En => Letter {
            locale,
            subject: "A new token for your account".into(),
            title: "A token was made".into(),
            paragraphs: vec![
                "With it, a program may upload photographs in your name, without your password.".into(),
                "If it wasn't you, revoke it on your account page and choose another password.".into(),
            ],
            button: Some(("Look at my tokens".into(), account)),
            reason: "We write this whenever a token is made. If it was you, there is nothing to do.".into(),
        },
        Locale::Hr => Letter {
            locale,
            subject: "Novi token za vaš račun".into(),
            title: "Izrađen je token".into(),
            paragraphs: vec![
                "Program koji ga ima može u vaše ime učitavati fotografije, bez vaše lozinke.".into(),
                "Ako to niste bili vi, opozovite ga na stranici računa i odaberite drugu lozinku.".into(),
            ],
            button: Some(("Pogledaj tokene".into(), account)),
            reason: "Ovo javljamo svaki put kad se izradi token. Ako ste to bili vi, ne morate ništa učiniti.".into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    #[test]
    fn the_times_in_the_text_are_the_limits() {
        assert_eq!((limits::VERIFICATION.num_hours(), limits::RESET.num_hours()), (24, 1));
    }

    #[test]
    fn every_letter_carries_its_link_in_both_languages() {
        for locale in Locale::ALL {
            for letter in [verification, already_registered, reset, password_changed, token_made] {
                let text = letter(locale, "https://lumora.example/x".into()).render().expect("laid out");
                assert!(
                    text.text.contains("https://lumora.example/x") && text.html.contains("https://lumora.example/x")
                );
                assert!(!text.subject.contains('!'));
            }
        }
    }
}
