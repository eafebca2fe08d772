//! What a studio learns of how its galleries are looked at.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How far back one looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// The last 7 days, today included.
    Week,
    /// The last 30 days.
    #[default]
    Month,
    /// The last 90 days.
    Quarter,
    /// Since the gallery was made.
    All,
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::All];

    /// As addresses say it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Week => "7",
            Self::Month => "30",
            Self::Quarter => "90",
            Self::All => "all",
        }
    }

    /// So many days, today included; nothing where it begins with the gallery.
    pub fn days(self) -> Option<u16> {
        match self {
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::Quarter => Some(90),
            Self::All => None,
        }
    }
}

impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|period| period.as_str() == text).ok_or(())
    }
}

/// What robots call themselves, or the programs they are made with, in their `User-Agent`.
const ROBOTS: [&str; 17] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "scan",
    "monitor",
    "facebookexternalhit",
    "whatsapp",
    "curl",
    "wget",
    "python",
    "java/",
    "go-http",
    "okhttp",
    "axios",
    "feed",
];

/// Whether a `User-Agent` is of a program that looks by itself. Those who pretend to be a person are counted as one.
pub fn is_robot(agent: &str) -> bool {
    // There are telephones of that name.
    let agent = agent.to_ascii_lowercase().replace("cubot", "");
    agent.is_empty() || ROBOTS.iter().any(|sign| agent.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        for period in Period::ALL {
            assert_eq!(period.as_str().parse(), Ok(period));
        }
        assert_eq!("31".parse::<Period>(), Err(()));
    }

    #[test]
    fn people_are_no_robots() {
        for agent in [
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 13; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
        ] {
            assert!(!is_robot(agent), "{agent}");
        }
        for agent in [
            "",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "facebookexternalhit/1.1",
            "WhatsApp/2.23.20.0",
            "curl/8.5.0",
            "Mozilla/5.0 (Macintosh) Slack-LinkPreview 1.0",
        ] {
            assert!(is_robot(agent), "{agent}");
        }
    }
}
