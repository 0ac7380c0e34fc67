//! Numbers, dates and times as each language writes them. Digits are Latin in all.

use jiff::{Timestamp, ZonedDateTime, civil::Date};

use crate::{Arg, Locale, message};

const MONTHS: [[&str; 12]; 3] = [
    [
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
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    [
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
];
const WEEKDAYS: [[&str; 7]; 3] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
];

/// A whole number with its thousands set apart: `12,400`, in Russian by a space that does not break.
pub fn number(locale: Locale, n: i64) -> String {
    let separator = match locale {
        Locale::English | Locale::Arabic => ',',
        Locale::Russian => '\u{a0}',
    };
    let digits = n.unsigned_abs().to_string();
    let mut out = if n < 0 { String::from("-") } else { String::new() };
    for (i, digit) in digits.chars().enumerate() {
        // Four digits stand together in Russian: 1999, but 12 400.
        let apart = locale != Locale::Russian || digits.len() > 4;
        if apart && i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// The month's name as it stands in a date.
pub fn month_name(locale: Locale, month: i8) -> &'static str {
    let at = usize::try_from(month - 1).unwrap_or(0).min(11);
    MONTHS[locale.index()][at]
}

/// The name of a date's weekday.
pub fn weekday(locale: Locale, date: Date) -> &'static str {
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    WEEKDAYS[locale.index()][at]
}

/// `October 12, 2026`, `12 октября 2026 г.`, `12 أكتوبر 2026`.
pub fn date_long(locale: Locale, date: Date) -> String {
    let (day, month, year) = (date.day(), month_name(locale, date.month()), date.year());
    match locale {
        Locale::English => format!("{month} {day}, {year}"),
        Locale::Russian => format!("{day} {month} {year}\u{a0}г."),
        Locale::Arabic => format!("{day} {month} {year}"),
    }
}

/// `October 12`, `12 октября`, `12 أكتوبر`.
pub fn date_short(locale: Locale, date: Date) -> String {
    let (day, month) = (date.day(), month_name(locale, date.month()));
    match locale {
        Locale::English => format!("{month} {day}"),
        Locale::Russian | Locale::Arabic => format!("{day} {month}"),
    }
}

/// `14:05`.
pub fn time(at: &ZonedDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The zone of an instant as readers know it: `UTC`, `GMT+3`, `GMT-3:30`.
pub fn zone_name(at: &ZonedDateTime) -> String {
    let seconds = at.offset().seconds();
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    let sign = if seconds < 0 { '-' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "GMT".to_owned(),
        (hours, 0) => format!("GMT{sign}{hours}"),
        (hours, minutes) => format!("GMT{sign}{hours}:{minutes:02}"),
    }
}

/// `October 12, 2026, 14:05 (GMT+2)`.
pub fn date_time(locale: Locale, at: &ZonedDateTime) -> String {
    let comma = if locale == Locale::Arabic { '،' } else { ',' };
    format!("{}{comma} {} ({})", date_long(locale, at.date()), time(at), zone_name(at))
}

/// How long ago: `5 minutes ago`; what lies ahead, or less than a minute back, is `now`.
pub fn relative(locale: Locale, now: Timestamp, then: Timestamp) -> String {
    let seconds = now.duration_since(then).as_secs();
    let (key, n) = match seconds {
        ..60 => return message(locale, "ago-now", &[]),
        60..3600 => ("ago-minutes", seconds / 60),
        3600..86_400 => ("ago-hours", seconds / 3600),
        _ => ("ago-days", seconds / 86_400),
    };
    message(locale, key, &[("n", Arg::Number(n))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        for (locale, n, text) in [
            (Locale::English, 0, "0"),
            (Locale::English, 999, "999"),
            (Locale::English, 1999, "1,999"),
            (Locale::English, -1_234_567, "-1,234,567"),
            (Locale::Russian, 1999, "1999"),
            (Locale::Russian, 12_400, "12\u{a0}400"),
            (Locale::Arabic, 12_400, "12,400"),
        ] {
            assert_eq!(number(locale, n), text);
        }
    }

    #[test]
    fn an_instant_names_its_zone() {
        let at: Timestamp = "2026-10-12T11:05:00Z".parse().unwrap();
        for (zone, locale, text) in [
            ("Europe/Berlin", Locale::English, "October 12, 2026, 13:05 (GMT+2)"),
            ("Europe/Moscow", Locale::Russian, "12 октября 2026\u{a0}г., 14:05 (GMT+3)"),
            ("UTC", Locale::Arabic, "12 أكتوبر 2026، 11:05 (GMT)"),
            ("America/St_Johns", Locale::English, "October 12, 2026, 08:35 (GMT-2:30)"),
        ] {
            assert_eq!(date_time(locale, &at.in_tz(zone).unwrap()), text);
        }
        assert_eq!(weekday(Locale::English, at.in_tz("UTC").unwrap().date()), "Monday");
    }

    #[test]
    fn time_gone_by_takes_the_right_plural() {
        let then = Timestamp::UNIX_EPOCH;
        let after = |seconds| Timestamp::from_second(seconds).unwrap();
        for (locale, seconds, text) in [
            (Locale::English, 30, "just now"),
            (Locale::English, 60, "1 minute ago"),
            (Locale::English, 7200, "2 hours ago"),
            (Locale::Russian, 60, "1 минуту назад"),
            (Locale::Russian, 180, "3 минуты назад"),
            (Locale::Russian, 300, "5 минут назад"),
            (Locale::Russian, 21 * 86_400, "21 день назад"),
        ] {
            assert_eq!(relative(locale, after(seconds), then), text);
        }
    }
}
