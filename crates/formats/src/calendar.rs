//! Events for a calendar: iCalendar (RFC 5545).

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
    /// Its events.
    pub events: Vec<CalendarEvent>,
}

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarTime {
    /// On whole days, from the first to the last: the same days everywhere.
    Days(Date, Date),
    /// At an instant.
    At(Timestamp),
}

/// An event in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The same over all its revisions, and nowhere else.
    pub uid: String,
    /// When.
    pub when: CalendarTime,
    /// What happens.
    pub summary: String,
    /// Where.
    pub place: String,
    /// What there is to add.
    pub description: String,
    /// Where it is told to people.
    pub url: String,
    /// How often it changed.
    pub sequence: u32,
    /// When it changed last.
    pub changed: Timestamp,
    /// Whether it does not happen.
    pub is_cancelled: bool,
}

/// The most bytes of a line, without its end (RFC 5545 section 3.1).
const LINE: usize = 75;

/// Writes a calendar.
pub fn write(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Dateline//Dateline//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("NAME", &text(&calendar.name));
    // What calendars read that do not know RFC 7986.
    line("X-WR-CALNAME", &text(&calendar.name));
    line("URL", &calendar.url);
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for it in &calendar.events {
        line("BEGIN", "VEVENT");
        line("UID", &text(&it.uid));
        line("DTSTAMP", &instant(it.changed));
        line("LAST-MODIFIED", &instant(it.changed));
        line("SEQUENCE", &it.sequence.to_string());
        match it.when {
            CalendarTime::At(at) => line("DTSTART", &instant(at)),
            CalendarTime::Days(first, last) => {
                let day = |day: Date| day.strftime("%Y%m%d").to_string();
                line("DTSTART;VALUE=DATE", &day(first));
                // The day behind the last (RFC 5545 section 3.6.1); a day without an end is one day.
                if let Ok(end) = last.tomorrow()
                    && last > first
                {
                    line("DTEND;VALUE=DATE", &day(end));
                }
            }
        }
        line("SUMMARY", &text(&it.summary));
        if !it.description.is_empty() {
            line("DESCRIPTION", &text(&it.description));
        }
        if !it.place.is_empty() {
            line("LOCATION", &text(&it.place));
        }
        if it.is_cancelled {
            line("STATUS", "CANCELLED");
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
        let day = jiff::civil::date(2026, 12, 11);
        Calendar {
            name: "The Lenn Treaty".into(),
            url: "https://news.example/dossiers/lenn-treaty".into(),
            events: vec![CalendarEvent {
                uid: "moratorium@news.example".into(),
                when: CalendarTime::Days(day, day),
                summary: summary.into(),
                place: String::new(),
                description: String::new(),
                is_cancelled: false,
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

    #[test]
    fn days_end_behind_their_last_and_an_instant_is_told_as_one() {
        let mut all = calendar("Talks");
        let first = jiff::civil::date(2026, 12, 30);
        all.events[0].when = CalendarTime::Days(first, jiff::civil::date(2026, 12, 31));
        all.events[0].is_cancelled = true;
        all.events[0].place = "Brodny, Town Hall".into();
        let file = write(&all);
        for line in [
            "DTSTART;VALUE=DATE:20261230",
            "DTEND;VALUE=DATE:20270101",
            "STATUS:CANCELLED",
            "LOCATION:Brodny\\, Town Hall",
        ] {
            assert!(file.contains(&format!("\r\n{line}\r\n")), "{line}: {file}");
        }
        all.events[0].when = CalendarTime::At(Timestamp::UNIX_EPOCH);
        assert!(write(&all).contains("\r\nDTSTART:19700101T000000Z\r\n"));
    }
}
