//! Dates, weekdays and days in a text.

use std::ops::Range;

use jiff::civil::{Date, Weekday, date};

use super::passage::Passage;

/// A date as it stands in a text.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its words, the weekday among them.
    pub words: Range<usize>,
    /// The weekday, where one stands with it.
    pub weekday: Option<(usize, Weekday)>,
    /// 1 to 12.
    pub month: i8,
    /// As it is written, also where no month has such a day.
    pub day: i8,
    /// The year, where one is written.
    pub year: Option<i16>,
}

const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
    ("января", 1),
    ("февраля", 2),
    ("марта", 3),
    ("апреля", 4),
    ("мая", 5),
    ("июня", 6),
    ("июля", 7),
    ("августа", 8),
    ("сентября", 9),
    ("октября", 10),
    ("ноября", 11),
    ("декабря", 12),
    ("يناير", 1),
    ("فبراير", 2),
    ("مارس", 3),
    ("أبريل", 4),
    ("مايو", 5),
    ("يونيو", 6),
    ("يوليو", 7),
    ("أغسطس", 8),
    ("سبتمبر", 9),
    ("أكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("понедельник", Weekday::Monday),
    ("вторник", Weekday::Tuesday),
    ("среду", Weekday::Wednesday),
    ("четверг", Weekday::Thursday),
    ("пятницу", Weekday::Friday),
    ("субботу", Weekday::Saturday),
    ("воскресенье", Weekday::Sunday),
    ("الاثنين", Weekday::Monday),
    ("الثلاثاء", Weekday::Tuesday),
    ("الأربعاء", Weekday::Wednesday),
    ("الخميس", Weekday::Thursday),
    ("الجمعة", Weekday::Friday),
    ("السبت", Weekday::Saturday),
    ("الأحد", Weekday::Sunday),
];

/// The month of a word in lower case.
pub fn month(lower: &str) -> Option<i8> {
    MONTHS.iter().find(|(word, _)| *word == lower).map(|(_, month)| *month)
}

/// The weekday of a word in lower case.
pub fn weekday(lower: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(word, _)| *word == lower).map(|(_, day)| *day)
}

/// The English name of a weekday.
pub fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The English name of a month.
pub fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
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
    usize::try_from(month - 1).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or("")
}

fn day_of(passage: &Passage, at: usize) -> Option<i8> {
    let word = passage.words.get(at).filter(|word| word.is_numeral)?;
    let digits = word.lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ordinal = &word.lower[digits.len()..];
    if !matches!(ordinal, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse::<i8>().ok().filter(|day| (1..=39).contains(day) && digits.len() <= 2)
}

fn year_of(passage: &Passage, at: usize, comma: bool) -> Option<i16> {
    let gap = passage.gap(at - 1).trim();
    if !(gap.is_empty() || comma && gap == ",") {
        return None;
    }
    let word = passage.words.get(at).filter(|word| word.is_numeral && word.end - word.start == 4)?;
    word.lower.parse::<i16>().ok().filter(|year| (1500..2200).contains(year))
}

/// All dates with a day of a month: `October 12`, `Friday, Oct. 12, 2026`, `12 October`, `12 октября`.
pub fn mentions(passage: &Passage) -> &[Mention] {
    passage.dates.get_or_init(|| read(passage))
}

fn read(passage: &Passage) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for at in 0..passage.words.len() {
        let word = &passage.words[at];
        let Some(found) = month(&word.lower) else { continue };
        // `may` and `march` are months only with a capital.
        if word.lower.is_ascii() && !word.is_capital {
            continue;
        }
        let free = |at: usize, dot: bool| {
            let gap = passage.gap(at).trim();
            gap.is_empty() || dot && gap == "."
        };
        let behind = day_of(passage, at + 1).filter(|_| free(at, true));
        let ahead =
            at.checked_sub(1).and_then(|ahead| day_of(passage, ahead)).filter(|_| free(at - 1, false));
        // A number behind a month that goes on as a number is no day: `October 12,000`, `May 12 percent`.
        let (day, mut words) = match (behind, ahead) {
            (Some(day), _) => (day, at..at + 2),
            (None, Some(day)) => (day, at - 1..at + 1),
            _ => continue,
        };
        let year = year_of(passage, words.end, true);
        if year.is_some() {
            words.end += 1;
        }
        let stands_before = words.start.checked_sub(1).filter(|before| {
            let gap = passage.gap(*before);
            let gap = gap.trim();
            gap.is_empty() || gap == "," || gap == "(" || gap == "(on"
        });
        let named = stands_before.and_then(|before| weekday(passage.lower(before)).map(|day| (before, day)));
        if let Some((before, _)) = named {
            words.start = before;
        }
        out.push(Mention { words, weekday: named, month: found, day, year });
    }
    out
}

impl Mention {
    /// The date in a year; none where the month has no such day.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// The date nearest to another, or in the year that is written.
    pub fn near(&self, around: Date) -> Option<Date> {
        if let Some(year) = self.year {
            return self.in_year(year);
        }
        let years = [around.year() - 1, around.year(), around.year() + 1];
        let days = |date: &Date| (*date - around).get_days().abs();
        years.into_iter().filter_map(|year| self.in_year(year)).min_by_key(|date| {
            let span = date.until(around).map_or(i32::MAX, |span| span.get_days().abs());
            span.min(days(date))
        })
    }
}

/// How many days a month has at the most, February with 29.
pub fn longest(month: i8) -> i8 {
    date(2024, month.clamp(1, 12), 1).days_in_month()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_their_orders() {
        let found = |text: &str| {
            let passage = Passage::read(text);
            let all = mentions(&passage);
            all.iter().map(|m| (m.weekday.map(|(_, day)| day), m.month, m.day, m.year)).collect::<Vec<_>>()
        };
        let friday = Some(Weekday::Friday);
        assert_eq!(found("said on Friday, October 12, 2026"), [(friday, 10, 12, Some(2026))]);
        assert_eq!(found("on Friday 12 October"), [(friday, 10, 12, None)]);
        assert_eq!(found("by Oct. 3 at the latest"), [(None, 10, 3, None)]);
        assert_eq!(found("в пятницу, 12 октября"), [(friday, 10, 12, None)]);
        assert_eq!(found("they may 12 times march 3 miles"), []);
        assert_eq!(found("June 31st"), [(None, 6, 31, None)]);
    }

    #[test]
    fn a_date_without_a_year_is_the_nearest() {
        let near = |text: &str, around| mentions(&Passage::read(text))[0].near(around).unwrap();
        assert_eq!(near("December 27", date(2026, 1, 3)), date(2025, 12, 27));
        assert_eq!(near("January 3", date(2026, 12, 27)), date(2027, 1, 3));
    }
}
