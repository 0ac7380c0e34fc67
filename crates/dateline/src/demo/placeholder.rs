//! What words does a date placeholder stand for?
//!
//! `{weekday -3}` is the name of the day three days before today; `{date -3}` its day and month as a
//! dateline writes them; `{month -20}` and `{year -365}` the month and year of such a day. `+` counts
//! forward. Russian needs its cases: `{weekday-acc -3}` is «в пятницу» with its preposition,
//! `{weekday-gen -3}` «пятницы», `{month-gen -20}` «октября», `{month-prep -20}` «октябре». A capital
//! first letter (`{Weekday-acc -3}`) begins a sentence.

use anyhow::{Context as _, Result, bail};
use jiff::ToSpan as _;
use jiff::civil::Date;

struct Names {
    language: &'static str,
    /// Monday first.
    weekdays: [&'static str; 7],
    /// January first.
    months: [&'static str; 12],
    day_first: bool,
}

const ENGLISH: Names = Names {
    language: "en",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
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
    ],
    day_first: false,
};

const RUSSIAN: Names = Names {
    language: "ru",
    weekdays: ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    months: [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    day_first: true,
};

const ARABIC: Names = Names {
    language: "ar",
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    day_first: true,
};

const RUSSIAN_WEEKDAYS_ACCUSATIVE: [&str; 7] =
    ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"];

const RUSSIAN_WEEKDAYS_GENITIVE: [&str; 7] =
    ["понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"];

/// Puts the words for `today` in the place of every placeholder of a text.
///
/// # Errors
/// A brace that begins no placeholder of the language.
pub fn fill(text: &str, language: &str, today: Date) -> Result<String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, after) = after.split_once('}').context("a `{` without its `}`")?;
        filled.push_str(before);
        let words = inner
            .split_once(' ')
            .and_then(|(what, days)| Some((what, days.parse::<i64>().ok()?)))
            .and_then(|(what, days)| Some((what, today.checked_add(days.days()).ok()?)))
            .and_then(|(what, day)| words(what, language, day));
        match words {
            Some(words) => filled.push_str(&words),
            None => bail!("`{{{inner}}}` is no placeholder in `{language}`"),
        }
        rest = after;
    }
    if rest.contains('}') {
        bail!("a `}}` without its `{{`");
    }
    filled.push_str(rest);
    Ok(filled)
}

/// The words for one day; `None` where the language has no such placeholder.
fn words(what: &str, language: &str, day: Date) -> Option<String> {
    let names = [&ENGLISH, &RUSSIAN, &ARABIC].into_iter().find(|names| names.language == language)?;
    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
    let month = usize::try_from(day.month() - 1).ok()?;
    let plain = what.to_lowercase();
    let words = match (plain.as_str(), language) {
        ("weekday", _) => names.weekdays[weekday].to_owned(),
        ("month", _) => names.months[month].to_owned(),
        ("year", _) => day.year().to_string(),
        ("date", "ru") => format!("{} {}", day.day(), genitive(names.months[month])),
        ("date", _) if names.day_first => format!("{} {}", day.day(), names.months[month]),
        ("date", _) => format!("{} {}", names.months[month], day.day()),
        ("weekday-acc", "ru") => RUSSIAN_WEEKDAYS_ACCUSATIVE[weekday].to_owned(),
        ("weekday-gen", "ru") => RUSSIAN_WEEKDAYS_GENITIVE[weekday].to_owned(),
        ("month-gen", "ru") => genitive(names.months[month]),
        ("month-prep", "ru") => prepositional(names.months[month]),
        _ => return None,
    };
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if what.starts_with(char::is_uppercase) => {
            Some(first.to_uppercase().chain(letters).collect())
        }
        _ => Some(words),
    }
}

/// `март` → `марта`, `май` → `мая`, `июнь` → `июня`.
fn genitive(month: &str) -> String {
    match month.strip_suffix(['ь', 'й']) {
        Some(stem) => format!("{stem}я"),
        None => format!("{month}а"),
    }
}

/// `март` → `марте`, `май` → `мае`, `июнь` → `июне`.
fn prepositional(month: &str) -> String {
    format!("{}е", month.strip_suffix(['ь', 'й']).unwrap_or(month))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_placeholder_becomes_the_words_of_its_language() {
        let today = date(2026, 5, 4); // a Monday
        for (language, text, expected) in [
            (
                "en",
                "on {weekday -3} ({date -3}), in {month -40} {year -365}",
                "on Friday (May 1), in March 2025",
            ),
            ("ru", "{Weekday-acc -6}, {date -6}", "Во вторник, 28 апреля"),
            ("ru", "{weekday -1} {weekday-gen 0} {date +1}", "воскресенье понедельника 5 мая"),
            ("ru", "{month 0} {month-gen 30} {month-prep -4}", "май июня апреле"),
            ("ru", "{month-gen 0} {month-prep 0} {month-gen 100}", "мая мае августа"),
            ("ar", "{weekday 0} {date -3}", "الاثنين 1 مايو"),
            ("en", "no braces", "no braces"),
        ] {
            assert_eq!(fill(text, language, today).unwrap(), expected);
        }
    }

    #[test]
    fn a_brace_that_is_no_placeholder_is_refused() {
        for text in ["{", "}", "{weekday}", "{weekday x}", "{weekday-acc -1}", "{day -1}", "{weekday -1"] {
            assert!(fill(text, "en", date(2026, 5, 4)).is_err(), "{text}");
        }
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        let monday = date(2024, 2, 26);
        for (days, name) in (0..).zip(ENGLISH.weekdays) {
            assert_eq!(fill(&format!("{{weekday {days}}}"), "en", monday).unwrap(), name);
        }
        assert_eq!(fill("{date 3}", "en", monday).unwrap(), "February 29");
    }
}
