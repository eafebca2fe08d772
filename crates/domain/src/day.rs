//! A day of the calendar, as a form's date field sends it.

use chrono::{Datelike, NaiveDate};

/// The text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayError;

/// Reads `2026-09-12`; nothing typed is no day.
///
/// # Errors
/// [`DayError`] for any other form, for days that do not exist and for years before photography.
pub fn parse_day(text: &str) -> Result<Option<NaiveDate>, DayError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    // chrono also takes signs and single digits.
    let in_form = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(in_form) {
        return Err(DayError);
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| DayError)?;
    if (1800..=9999).contains(&day.year()) { Ok(Some(day)) } else { Err(DayError) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        assert_eq!(parse_day(" 2026-09-12 "), Ok(NaiveDate::from_ymd_opt(2026, 9, 12)));
        assert_eq!(parse_day(" "), Ok(None));
        for text in ["2026-02-30", "12.9.2026", "0001-01-01", "+2026-1-01", "2026-9-1", "20260-9-12", "č026-09-1"] {
            assert_eq!(parse_day(text), Err(DayError), "{text}");
        }
    }
}
