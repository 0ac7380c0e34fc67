//! Instants in the shapes in which feeds write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// Reads an instant: RFC 3339, RFC 822 in all its liberties, ISO dates, months by name, American zones. A date
/// without a time is midnight UTC; a time without a zone is UTC.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let spread = spread(text);
    let mut words = Words::default();
    for word in split(spread.as_deref().unwrap_or(text)) {
        words.take(word);
    }
    words.instant()
}

/// The basic form of ISO 8601 (`20261012T120500+0200`) as the extended one.
fn spread(text: &str) -> Option<String> {
    let (date, rest) = text.split_once('T')?;
    let is_date = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !is_date || !matches!(digits, 4 | 6) {
        return None;
    }
    let (time, zone) = rest.split_at(digits);
    let seconds = if digits == 6 { &time[4..] } else { "00" };
    Some(format!(
        "{}-{}-{}T{}:{}:{seconds}{zone}",
        &date[..4],
        &date[4..6],
        &date[6..],
        &time[..2],
        &time[2..4]
    ))
}

/// Sets digits, letters and signs apart: `2026-10-12T14:05:00+02:00` is date, time and zone.
fn split(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || c == ',' || c == '(' || c == ')')
        .flat_map(|word| match word.find(['T', 't']) {
            Some(at) if at > 0 && word[..at].bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
                vec![&word[..at], &word[at + 1..]]
            }
            _ => vec![word],
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[derive(Default)]
struct Words {
    numbers: Vec<i32>,
    month: Option<i8>,
    date: Option<Date>,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Words {
    fn take(&mut self, word: &str) {
        if word.contains(':') {
            self.take_time(word);
        } else if self.date.is_none()
            && word.matches(['-', '/', '.']).count() == 2
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            self.take_date(word);
        } else if let Some((year, month)) = word.split_once('-').filter(|(year, _)| year.len() == 4) {
            self.numbers.extend([number(year), number(month)].into_iter().flatten());
        } else if let Some(offset) = offset(word) {
            self.offset = self.offset.or(Some(offset));
        } else if let Some(month) = month(word) {
            self.month = Some(month);
        } else if let Some(number) = number(word) {
            self.numbers.push(number);
        } else if word.eq_ignore_ascii_case("pm") {
            self.time = self.time.map(|time| {
                if time.hour() < 12 { time.saturating_add(SignedDuration::from_hours(12)) } else { time }
            });
        }
    }

    fn take_date(&mut self, word: &str) {
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        if let Some(month) = month(parts[1]) {
            self.month = Some(month);
            self.numbers.extend([number(parts[0]), number(parts[2])].into_iter().flatten());
            return;
        }
        let numbers: Vec<i32> = parts.iter().filter_map(|part| number(part)).collect();
        self.date = match numbers.as_slice() {
            [year, month, day] if *year > 31 => date(*year, *month, *day),
            [month, day, year] if word.contains('/') && *month <= 12 => date(full(*year), *month, *day),
            [day, month, year] => date(full(*year), *month, *day),
            _ => None,
        };
    }

    fn take_time(&mut self, word: &str) {
        let end =
            word.find(['+', 'Z', 'z']).or_else(|| word.rfind('-').filter(|at| *at > 2)).unwrap_or(word.len());
        let (clock, zone) = word.split_at(end);
        if !zone.is_empty() {
            self.offset = self.offset.or_else(|| offset(zone));
        }
        let clock = clock.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let mut parts = clock.split([':', '.']).map(|part| part.parse::<i8>());
        if let (Some(Ok(hour)), Some(Ok(minute))) = (parts.next(), parts.next()) {
            let second = parts.next().and_then(Result::ok).unwrap_or(0).min(59);
            self.time = Time::new(hour, minute, second, 0).ok();
            if word.to_ascii_lowercase().ends_with("pm") {
                self.take("pm");
            }
        }
    }

    fn instant(self) -> Option<Timestamp> {
        let date = match (self.date, self.month, self.numbers.as_slice()) {
            (Some(date), ..) => date,
            (None, Some(month), [day, year, ..]) if *day <= 31 => date(full(*year), month.into(), *day)?,
            (None, Some(month), [year, day, ..]) => date(*year, month.into(), *day)?,
            (None, None, [packed]) if *packed > 19_000_000 => {
                date(packed / 10_000, packed / 100 % 100, packed % 100)?
            }
            (None, None, [year, month]) if *year > 1900 => date(*year, *month, 1)?,
            (None, None, [year]) if (1900..2200).contains(year) => date(*year, 1, 1)?,
            _ => return None,
        };
        let at = DateTime::from_parts(date, self.time.unwrap_or(Time::midnight()));
        let zone = TimeZone::fixed(self.offset.unwrap_or(Offset::UTC));
        zone.to_timestamp(at).ok()
    }
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// Years of two digits (RFC 2822 section 4.3).
fn full(year: i32) -> i32 {
    match year {
        0..50 => year + 2000,
        50..1000 => year + 1900,
        year => year,
    }
}

fn number(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    digits.parse().ok().filter(|n| *n >= 0)
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start: String = word.chars().take(3).collect::<String>().to_ascii_lowercase();
    let is_word = word.len() >= 3 && word.trim_end_matches('.').bytes().all(|b| b.is_ascii_alphabetic());
    let at = MONTHS.iter().position(|month| *month == start && is_word)?;
    i8::try_from(at + 1).ok()
}

fn offset(word: &str) -> Option<Offset> {
    let hours = |hours: i8| Some(Offset::constant(hours));
    match word.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" => return Some(Offset::UTC),
        "EST" | "CDT" => return hours(-5),
        "EDT" => return hours(-4),
        "CST" | "MDT" => return hours(-6),
        "MST" | "PDT" => return hours(-7),
        "PST" => return hours(-8),
        "BST" | "CET" => return hours(1),
        "CEST" | "EET" => return hours(2),
        "MSK" | "EEST" => return hours(3),
        _ => {}
    }
    let bare = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")).unwrap_or(word);
    let sign = match bare.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = bare[1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 => digits.split_at(1),
        4 => digits.split_at(2),
        _ => return None,
    };
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(sign * seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_in_many_shapes() {
        for (text, instant) in [
            ("2026-10-12T14:05:00Z", "2026-10-12T14:05:00Z"),
            ("2026-10-12T14:05:00+02:00", "2026-10-12T12:05:00Z"),
            ("2026-10-12 14:05", "2026-10-12T14:05:00Z"),
            ("2026-10-12T14:05:00", "2026-10-12T14:05:00Z"),
            ("2026-10-12", "2026-10-12T00:00:00Z"),
            ("20261012", "2026-10-12T00:00:00Z"),
            ("2026-10", "2026-10-01T00:00:00Z"),
            ("Mon, 12 Oct 2026 14:05:00 GMT", "2026-10-12T14:05:00Z"),
            ("Mon, 12 Oct 2026 14:05:00 +0200", "2026-10-12T12:05:00Z"),
            ("12 Oct 26 14:05 EST", "2026-10-12T19:05:00Z"),
            ("Sun, 12 Oct 2026 14:05:00 EDT", "2026-10-12T18:05:00Z"),
            ("October 12, 2026", "2026-10-12T00:00:00Z"),
            ("October 12, 2026 2:05 pm", "2026-10-12T14:05:00Z"),
            ("10/12/2026 14:05:30", "2026-10-12T14:05:30Z"),
            ("12.10.2026 14:05", "2026-10-12T14:05:00Z"),
            ("12-Oct-2026", "2026-10-12T00:00:00Z"),
            ("20261012T140500+0200", "2026-10-12T12:05:00Z"),
            ("20261012T140500", "2026-10-12T14:05:00Z"),
            ("20261012T1405Z", "2026-10-12T14:05:00Z"),
            ("2026-10-12T14:05:00.123+0530", "2026-10-12T08:35:00.123Z"),
        ] {
            assert_eq!(read(text).map(|at| at.to_string()).as_deref(), Some(instant), "{text}");
        }
        for bad in ["", "yesterday", "12", "99/99/2026", "2026-13-40"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in proptest::prelude::any::<String>()) {
            let _ = read(&text);
        }
    }
}
