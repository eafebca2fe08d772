//! Numbers, sizes and dates as each language writes them. The same text on the server and in the browser.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::Locale;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Croatian writes the month of a date in the genitive.
const MONTHS_HR: [&str; 12] = [
    "siječnja",
    "veljače",
    "ožujka",
    "travnja",
    "svibnja",
    "lipnja",
    "srpnja",
    "kolovoza",
    "rujna",
    "listopada",
    "studenoga",
    "prosinca",
];

/// `12 September 2026`, `12. rujna 2026.`
pub fn date(locale: Locale, date: NaiveDate) -> String {
    let month = date.month0() as usize;
    match locale {
        Locale::En => format!("{} {} {}", date.day(), MONTHS_EN[month], date.year()),
        Locale::Hr => format!("{}. {} {}.", date.day(), MONTHS_HR[month], date.year()),
    }
}

/// `12 September 2026, 14:02 UTC`, `12. rujna 2026. u 14:02 UTC`
pub fn moment(locale: Locale, at: DateTime<Utc>) -> String {
    let (day, time) = (date(locale, at.date_naive()), at.format("%H:%M"));
    match locale {
        Locale::En => format!("{day}, {time} UTC"),
        Locale::Hr => format!("{day} u {time} UTC"),
    }
}

/// `12,345`, `12.345`
pub fn number(locale: Locale, number: u64) -> String {
    let separator = match locale {
        Locale::En => ',',
        Locale::Hr => '.',
    };
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// `840 KB`, `12.4 MB`, `12,4 MB`: decimal units, as file managers show them.
pub fn bytes(locale: Locale, bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let mut tenths = bytes.div_ceil(100);
    let mut unit = 0;
    while tenths >= 10_000 && unit < UNITS.len() - 1 {
        tenths = tenths.div_ceil(1000);
        unit += 1;
    }
    if unit == 0 || tenths >= 1000 {
        return format!("{} {}", tenths.div_ceil(10), UNITS[unit]);
    }
    let comma = match locale {
        Locale::En => '.',
        Locale::Hr => ',',
    };
    format!("{}{comma}{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// `2.8`, `2,8`, `85`: one decimal, and none where it says nothing.
pub fn decimal(locale: Locale, number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match locale {
        Locale::En => text.to_owned(),
        Locale::Hr => text.replace('.', ","),
    }
}

/// `1/250 s`, `2.5 s`, `2,5 s`: how long a shutter was open, as cameras write it.
pub fn shutter(locale: Locale, seconds: f64) -> String {
    // Cameras write 0.3 s and longer as seconds.
    if seconds > 0.0 && seconds < 0.29 {
        return format!("1/{:.0} s", 1.0 / seconds);
    }
    format!("{} s", decimal(locale, seconds))
}

/// `3 min 12 s`, `2 h 5 s`, `1 d 1 h`: a span of time, without what is none. The same in every language.
pub fn span(seconds: u32) -> String {
    let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let said: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, unit)| format!("{number} {unit}")).collect();
    if said.is_empty() { "0 s".to_owned() } else { said.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_naturally() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 12).expect("a date");
        assert_eq!(date(Locale::En, day), "12 September 2026");
        assert_eq!(date(Locale::Hr, day), "12. rujna 2026.");
    }

    #[test]
    fn moments_say_their_zone() {
        let at = DateTime::from_timestamp(1_789_221_720, 0).expect("a moment");
        assert_eq!(moment(Locale::En, at), "12 September 2026, 14:02 UTC");
        assert_eq!(moment(Locale::Hr, at), "12. rujna 2026. u 14:02 UTC");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(Locale::En, 1_234_567), "1,234,567");
        assert_eq!(number(Locale::Hr, 10_000), "10.000");
        assert_eq!(number(Locale::Hr, 486), "486");
    }

    #[test]
    fn exposures_read_as_on_a_camera() {
        assert_eq!(decimal(Locale::En, 2.8), "2.8");
        assert_eq!(decimal(Locale::Hr, 2.8), "2,8");
        assert_eq!(decimal(Locale::Hr, 85.0), "85");
        assert_eq!(shutter(Locale::En, 0.004), "1/250 s");
        assert_eq!(shutter(Locale::En, 1.0 / 3.0), "0.3 s");
        assert_eq!(shutter(Locale::Hr, 2.5), "2,5 s");
        assert_eq!(shutter(Locale::En, 30.0), "30 s");
    }

    #[test]
    fn spans_leave_out_what_is_none() {
        assert_eq!([span(0), span(192), span(7205)], ["0 s", "3 min 12 s", "2 h 5 s"].map(str::to_owned));
        assert_eq!(span(90_000), "1 d 1 h");
    }

    #[test]
    fn sizes_are_rounded_up_to_what_fits_the_eye() {
        assert_eq!(bytes(Locale::En, 0), "0 KB");
        assert_eq!(bytes(Locale::En, 840_000), "840 KB");
        assert_eq!(bytes(Locale::Hr, 12_400_000), "12,4 MB");
        assert_eq!(bytes(Locale::En, 52_428_800), "52.5 MB");
        assert_eq!(bytes(Locale::En, 340_000_000), "340 MB");
        assert_eq!(bytes(Locale::En, 2_000_000_000), "2.0 GB");
    }
}
