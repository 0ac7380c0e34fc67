//! The dateline: place, date and source in front of the first paragraph.
//!
//! `MOSCOW, October 12 (RIA Novosti) -` and its forms in other languages, read and written.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Language;

/// Where a story comes from, when, and by whom it was reported.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dateline {
    /// The places, as written but for house-style capitals; at least one.
    pub places: Vec<String>,
    /// The civil date, where the line gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The agency or paper in brackets, where the line names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How a house writes its datelines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatelineStyle {
    /// `MOSCOW, October 12 (Agency) -`.
    #[default]
    Full,
    /// `MOSCOW (Agency) -`, as those write whose page shows the date elsewhere.
    Undated,
}

struct Words {
    language: &'static str,
    /// In the form that stands in a date, January first.
    months: [&'static str; 12],
    /// Short forms that are read but never written.
    short: [&'static str; 12],
    day_first: bool,
    comma: &'static str,
    dash: &'static str,
}

const WORDS: [Words; 6] = [
    Words {
        language: "en",
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
        short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
        day_first: false,
        comma: ", ",
        dash: "-",
    },
    Words {
        language: "ru",
        months: [
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
        short: ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
        day_first: true,
        comma: ", ",
        dash: "—",
    },
    Words {
        language: "ar",
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
        short: [
            "كانون الثاني",
            "شباط",
            "آذار",
            "نيسان",
            "أيار",
            "حزيران",
            "تموز",
            "آب",
            "أيلول",
            "تشرين الأول",
            "تشرين الثاني",
            "كانون الأول",
        ],
        day_first: true,
        comma: "، ",
        dash: "-",
    },
    Words {
        language: "es",
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        short: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
        day_first: true,
        comma: ", ",
        dash: "-",
    },
    Words {
        language: "fr",
        months: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        short: ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"],
        day_first: true,
        comma: ", ",
        dash: "-",
    },
    Words {
        language: "de",
        months: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        short: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sept", "Okt", "Nov", "Dez"],
        day_first: true,
        comma: ", ",
        dash: "-",
    },
];

fn words(language: &Language) -> &'static Words {
    WORDS.iter().find(|words| words.language == language.primary()).unwrap_or(&WORDS[0])
}

impl Dateline {
    /// The line as it opens the first paragraph, without the space behind its dash.
    pub fn write(&self, language: &Language, style: DatelineStyle) -> String {
        let words = words(language);
        let mut line = self.places.join("/");
        if let (Some(date), DatelineStyle::Full) = (self.date, style) {
            let month = words.months[(date.month() - 1) as usize];
            line.push_str(words.comma);
            let _ = match words.language {
                "de" => write!(line, "{}. {month}", date.day()),
                "es" => write!(line, "{} de {month}", date.day()),
                _ if words.day_first => write!(line, "{} {month}", date.day()),
                _ => write!(line, "{month} {}", date.day()),
            };
        }
        if let Some(source) = &self.source {
            let _ = write!(line, " ({source})");
        }
        line.push(' ');
        line.push_str(words.dash);
        line
    }

    /// Finds the dateline that opens a paragraph, and where the text behind it begins (in bytes).
    ///
    /// A dateline is short, ends in a dash set apart by spaces, and either gives a date, or names a
    /// source in brackets, or is written in capitals. A date without a year is the one nearest to
    /// `around`. Nothing is found where the line could as well be a sentence.
    pub fn find(paragraph: &str, language: &Language, around: Date) -> Option<(Dateline, usize)> {
        let (end, dash) = paragraph
            .char_indices()
            .take_while(|(at, _)| *at <= 160)
            .filter(|(_, c)| matches!(c, '-' | '–' | '—' | '―'))
            .map(|(at, c)| (at, c.len_utf8()))
            .find(|(at, len)| {
                let before = paragraph[..*at].chars().next_back();
                let after = paragraph[at + len..].trim_start_matches(['-', '–', '—']).chars().next();
                before.is_some_and(char::is_whitespace) && after.is_none_or(char::is_whitespace)
            })?;
        let line = Self::parse(paragraph[..end].trim(), language, around)?;
        let rest = &paragraph[end + dash..];
        let body = rest.trim_start_matches(['-', '–', '—']).trim_start();
        Some((line, paragraph.len() - body.len()))
    }

    /// Reads a dateline that stands alone, with or without its dash.
    pub fn parse(line: &str, language: &Language, around: Date) -> Option<Dateline> {
        let line = line.trim().trim_end_matches(['-', '–', '—']).trim();
        let (head, source) = match (line.strip_suffix(')'), line.rfind('(')) {
            (Some(inner), Some(at)) if !line[..at].contains(['(', ')']) => {
                (line[..at].trim(), Some(inner[at + 1..].trim().to_owned()).filter(|s| !s.is_empty()))
            }
            _ if line.contains(['(', ')']) => return None,
            _ => (line, None),
        };
        let head = head.trim_end_matches([',', '،', ' ']);
        let (place, date) = match head.rfind([',', '،']) {
            Some(at) => {
                let comma = head[at..].chars().next().map_or(1, char::len_utf8);
                match read_date(head[at + comma..].trim(), language, around) {
                    // `KYIV, October 12, 2007`: the year stands behind a comma of its own.
                    None => match head[..at].rfind([',', '،']) {
                        Some(first) => {
                            let comma = head[first..].chars().next().map_or(1, char::len_utf8);
                            match read_date(head[first + comma..].trim(), language, around) {
                                Some(date) => (&head[..first], Some(date)),
                                None => (head, None),
                            }
                        }
                        None => (head, None),
                    },
                    Some(date) => (&head[..at], Some(date)),
                }
            }
            None => (head, None),
        };
        let place = place.trim();
        let shouted = place.chars().any(char::is_uppercase) && !place.chars().any(char::is_lowercase);
        let is_line = date.is_some() || source.is_some() || shouted;
        if !is_line
            || place.is_empty()
            || place.chars().count() > 80
            || place.contains(['.', ':', ';', '"', '?', '!'])
                && !place.split_whitespace().all(|word| word.len() <= 6 || !word.ends_with('.'))
        {
            return None;
        }
        if !place.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic()) {
            return None;
        }
        let places: Vec<String> =
            place.split('/').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        (!places.is_empty() && places.len() <= 4).then_some(Dateline { places, date, source })
    }
}

fn month_of(word: &str, words: &Words) -> Option<i8> {
    let word = word.trim_matches(['.', ',']).to_lowercase();
    let position = words
        .months
        .iter()
        .zip(words.short)
        .position(|(long, short)| long.to_lowercase() == word || short.to_lowercase() == word)?;
    i8::try_from(position + 1).ok()
}

/// `October 12`, `Oct. 12`, `12 October`, `12 de octubre`, `12. Oktober`, each with or without a year.
fn read_date(text: &str, language: &Language, around: Date) -> Option<Date> {
    let text = text.replace([','], " ");
    let mut numbers = Vec::new();
    let mut name = String::new();
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches(['.', ',']);
        match bare.parse::<i16>() {
            Ok(number) => numbers.push(number),
            Err(_) if bare == "de" || bare == "года" || bare == "г" => {}
            Err(_) => {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(word);
            }
        }
    }
    let month =
        month_of(&name, words(language)).or_else(|| WORDS.iter().find_map(|words| month_of(&name, words)))?;
    let (day, year) = match numbers.as_slice() {
        [day] => (*day, None),
        [day, year] if *year >= 1000 => (*day, Some(*year)),
        _ => return None,
    };
    let day = i8::try_from(day).ok()?;
    match year {
        Some(year) => Date::new(year, month, day).ok(),
        None => (around.year() - 1..=around.year() + 1)
            .filter_map(|year| Date::new(year, month, day).ok())
            .min_by_key(|date| date.since(around).map_or(i32::MAX, |span| span.get_days().abs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn language(tag: &str) -> Language {
        tag.parse().unwrap()
    }

    #[test]
    fn a_dateline_is_found_in_front_of_its_paragraph() {
        let around = date(2026, 10, 14);
        for (tag, text, place, day, source, rest) in [
            (
                "en",
                "MOSCOW, October 12 (RIA Novosti) - Talks go on.",
                "MOSCOW",
                Some(date(2026, 10, 12)),
                Some("RIA Novosti"),
                "Talks go on.",
            ),
            (
                "en",
                "SAN MARCO, Oct. 3, 2019 (AN) – It rained.",
                "SAN MARCO",
                Some(date(2019, 10, 3)),
                Some("AN"),
                "It rained.",
            ),
            ("en", "GENEVA (Agency) -- Delegates met.", "GENEVA", None, Some("Agency"), "Delegates met."),
            ("en", "PORT ELLEN — Ferries stopped.", "PORT ELLEN", None, None, "Ferries stopped."),
            (
                "ru",
                "МОСКВА, 12 октября (Новости) — Переговоры идут.",
                "МОСКВА",
                Some(date(2026, 10, 12)),
                Some("Новости"),
                "Переговоры идут.",
            ),
            (
                "ar",
                "الرباط، 12 أكتوبر (وكالة) - بدأت المحادثات.",
                "الرباط",
                Some(date(2026, 10, 12)),
                Some("وكالة"),
                "بدأت المحادثات.",
            ),
            (
                "de",
                "BERLIN, 12. Oktober (dpa) - Es regnet.",
                "BERLIN",
                Some(date(2026, 10, 12)),
                Some("dpa"),
                "Es regnet.",
            ),
        ] {
            let (line, at) = Dateline::find(text, &language(tag), around).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(line.places, [place], "{text}");
            assert_eq!((line.date, line.source.as_deref(), &text[at..]), (day, source, rest), "{text}");
        }
    }

    #[test]
    fn a_sentence_is_not_taken_for_a_dateline() {
        for text in [
            "The minister - who was in town - said no.",
            "Prices rose 3 percent - the most in a year.",
            "The talks (the third this year) failed - again.",
            "Well-known faces came.",
            "- an item",
            "",
        ] {
            assert_eq!(Dateline::find(text, &language("en"), date(2026, 1, 1)), None, "{text}");
        }
    }

    #[test]
    fn a_written_dateline_reads_back_in_every_language() {
        for words in &WORDS {
            for month in 1..=12 {
                let line = Dateline {
                    places: vec!["OSLO".into(), "BERGEN".into()],
                    date: Some(date(2026, month, 9)),
                    source: Some("Dateline".into()),
                };
                let language = language(words.language);
                let written = line.write(&language, DatelineStyle::Full);
                assert_eq!(
                    Dateline::parse(&written, &language, date(2026, month, 20)),
                    Some(line),
                    "{written}"
                );
            }
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_nearest() {
        let found = Dateline::parse("OSLO, December 30 (A)", &language("en"), date(2027, 1, 2)).unwrap();
        assert_eq!(found.date, Some(date(2026, 12, 30)));
    }
}
