//! Days for a calendar: iCalendar (RFC 5545), whole days only.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A calendar that programs ask for again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called (RFC 7986 section 5.1).
    pub name: String,
    /// Where it is told to people.
    pub url: String,
    /// Its days.
    pub days: Vec<CalendarDay>,
}

/// A whole day in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The same over all its revisions, and nowhere else.
    pub uid: String,
    /// Which day.
    pub day: Date,
    /// What is on it.
    pub summary: String,
    /// What there is to add.
    pub description: String,
    /// Where it is told to people.
    pub url: String,
    /// How often it changed.
    pub sequence: u32,
    /// When it changed last.
    pub changed: Timestamp,
}

/// The most bytes of a line, without its end (RFC 5545 section 3.1).
const LINE: usize = 75;

/// Writes a calendar.
pub fn write(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Dateline//Dossiers//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("NAME", &text(&calendar.name));
    // What calendars read that do not know RFC 7986.
    line("X-WR-CALNAME", &text(&calendar.name));
    line("URL", &calendar.url);
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for it in &calendar.days {
        line("BEGIN", "VEVENT");
        line("UID", &text(&it.uid));
        line("DTSTAMP", &instant(it.changed));
        line("LAST-MODIFIED", &instant(it.changed));
        line("SEQUENCE", &it.sequence.to_string());
        line("DTSTART;VALUE=DATE", &it.day.strftime("%Y%m%d").to_string());
        line("SUMMARY", &text(&it.summary));
        if !it.description.is_empty() {
            line("DESCRIPTION", &text(&it.description));
        }
        line("URL", &it.url);
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

fn instant(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A value of text (RFC 5545 section 3.3.11); other control characters have no place in it.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line in pieces that are short enough, none of which ends within a character.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(summary: &str) -> Calendar {
        Calendar {
            name: "The Lenn Treaty".into(),
            url: "https://news.example/dossiers/lenn-treaty".into(),
            days: vec![CalendarDay {
                uid: "moratorium@news.example".into(),
                day: jiff::civil::date(2026, 12, 11),
                summary: summary.into(),
                description: String::new(),
                url: "https://news.example/dossiers/lenn-treaty/moratorium".into(),
                sequence: 2,
                changed: Timestamp::UNIX_EPOCH,
            }],
        }
    }

    #[test]
    fn a_line_is_short_whole_and_its_text_comes_back() {
        let said =
            "Мораторий вступает в силу; если стороны не договорятся, войска вернутся: \\ и запятая,\nдва"
                .repeat(3);
        let file = write(&calendar(&said));
        assert!(file.split("\r\n").all(|line| line.len() <= LINE), "{file}");
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
        let unfolded = file.replace("\r\n ", "");
        let line = unfolded.lines().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap_or_default();
        let back = line.replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\");
        assert_eq!(back, said);
    }

    #[test]
    fn a_day_is_a_whole_day_and_keeps_its_name() {
        let file = write(&calendar("It comes into force\u{0}\r"));
        for line in [
            "UID:moratorium@news.example",
            "DTSTAMP:19700101T000000Z",
            "SEQUENCE:2",
            "DTSTART;VALUE=DATE:20261211",
            "SUMMARY:It comes into force",
        ] {
            assert!(file.contains(&format!("\r\n{line}\r\n")), "{line}: {file}");
        }
    }
}
