//! What does a reader's query ask for?
//!
//! Words are all wanted; `"words in quotes"` stand side by side; `harb*` is any word that begins so; `-word` and `NOT word` must not
//! be there; `OR` (or `|`) between two wants one of them, brackets keep together; `headline:`, `byline:`, `keyword:`, `place:`, `person:`,
//! `organisation:` and `topic:` look there alone, `earlier:` in what only earlier revisions said; `section:`, `kind:` and `language:` are how stories are sorted; `after:`, `before:` and `on:` take a day, a month or a year (`2026-10-31`, `2026-10`, `2026`) in the reader's zone; the names stand
//! in the languages of the house too. An open quote or bracket ends with the text; what is none of this is sought as words.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};

use crate::words::Analysers;

/// More of a query than this is not read, in characters.
const LONGEST: usize = 400;
/// More wishes than this are not followed.
const MOST: usize = 24;
/// Brackets in brackets beyond this are left out.
const DEEPEST: usize = 8;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Words, somewhere.
    Words(Words),
    /// Published within: from the first instant, before the second, in microseconds since 1970 (UTC).
    Published(i64, i64),
    /// Sorted under this, exactly.
    Sorted(Sorting, String),
    /// Not this.
    Not(Box<Wish>),
    /// All of these.
    All(Vec<Wish>),
    /// One of these at least.
    Any(Vec<Wish>),
}

/// Words that stand side by side; one, mostly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// As typed, in one spelling.
    pub text: String,
    /// Where alone they are sought.
    pub part: Option<Part>,
    /// Whether a word need only begin so.
    pub is_beginning: bool,
}

impl Words {
    /// Whether they are sought in a part; in what earlier revisions said only where that is asked for.
    pub fn are_sought_in(&self, part: Part) -> bool {
        self.part.map_or(part != Part::Earlier, |wanted| wanted == part)
    }
}

/// A part of a story in which words are sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// The headline.
    Headline,
    /// Lead and paragraphs.
    Text,
    /// The keywords.
    Keywords,
    /// Who wrote it.
    Byline,
    /// The places it is about.
    Places,
    /// The people it is about.
    People,
    /// The organisations it is about.
    Organisations,
    /// The topics it is of, by name.
    Topics,
    /// What only earlier revisions said.
    Earlier,
}

impl Part {
    /// All of them, each at its place as a number.
    pub const ALL: [Part; 9] = [
        Part::Headline,
        Part::Text,
        Part::Keywords,
        Part::Byline,
        Part::Places,
        Part::People,
        Part::Organisations,
        Part::Topics,
        Part::Earlier,
    ];

    /// What counts how much.
    pub fn boost(self) -> f32 {
        match self {
            Part::Headline => 3.0,
            Part::Text => 1.0,
            Part::Keywords | Part::Places | Part::People | Part::Organisations | Part::Topics => 2.0,
            Part::Byline => 1.5,
            Part::Earlier => 0.5,
        }
    }

    /// How its words are read in a story of a language: names as they are.
    pub fn read_by(self, language: usize) -> usize {
        match self {
            Part::Headline | Part::Text | Part::Earlier => language,
            _ => Analysers::PLAIN,
        }
    }

    fn named(name: &str) -> Option<Part> {
        Some(match name {
            "headline" | "заголовок" | "عنوان" => Part::Headline,
            "byline" | "подпись" | "كاتب" => Part::Byline,
            "keyword" | "слово" | "كلمة" => Part::Keywords,
            "place" | "место" | "مكان" => Part::Places,
            "person" | "лицо" | "شخص" => Part::People,
            "organisation" | "организация" | "منظمة" => Part::Organisations,
            "topic" | "тема" | "موضوع" => Part::Topics,
            "earlier" | "раньше" | "سابقا" => Part::Earlier,
            _ => return None,
        })
    }
}

/// By what stories are sorted, besides words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sorting {
    /// The section's word in addresses.
    Section,
    /// What its last revision was: `new`, `update`, `correction` …
    Kind,
    /// Its language's tag.
    Language,
}

impl Sorting {
    fn named(name: &str) -> Option<Sorting> {
        Some(match name {
            "section" | "раздел" | "قسم" => Sorting::Section,
            "kind" | "вид" | "نوع" => Sorting::Kind,
            "language" | "язык" | "لغة" => Sorting::Language,
            _ => return None,
        })
    }

    /// A value as it is kept: kinds have names in the languages of the house.
    fn value(self, typed: &str) -> &str {
        match (self, typed) {
            (Sorting::Kind, "новое" | "جديد") => "new",
            (Sorting::Kind, "обновление" | "تحديث") => "update",
            (Sorting::Kind, "исправление" | "تصويب") => "correction",
            (Sorting::Kind, "повторная подача" | "اعادة ارسال") => "refile",
            _ => typed,
        }
    }
}

/// Reads a query; none where nothing is asked for. `text` is in one spelling.
pub(crate) fn parse(text: &str, zone: &TimeZone) -> Option<Wish> {
    let text: String = text.chars().take(LONGEST).collect();
    let mut reading = Reading { rest: &text, zone, left: MOST, depth: 0 };
    let mut all = Vec::new();
    // A bracket that closes nothing is left out.
    while !reading.rest.is_empty() {
        all.extend(reading.any());
        reading.rest = reading.rest.strip_prefix(')').unwrap_or(reading.rest);
    }
    together(all, Wish::All)
}

fn together(mut wishes: Vec<Wish>, many: fn(Vec<Wish>) -> Wish) -> Option<Wish> {
    match wishes.len() {
        0 | 1 => wishes.pop(),
        _ => Some(many(wishes)),
    }
}

struct Reading<'a> {
    rest: &'a str,
    zone: &'a TimeZone,
    /// How many wishes are still followed.
    left: usize,
    depth: usize,
}

impl<'a> Reading<'a> {
    fn any(&mut self) -> Option<Wish> {
        let mut ways: Vec<Wish> = self.all().into_iter().collect();
        while self.word_of(&["OR", "|"]) {
            ways.extend(self.all());
        }
        together(ways, Wish::Any)
    }

    fn all(&mut self) -> Option<Wish> {
        let mut wishes = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with(')') || self.is_at(&["OR", "|"]) {
                return together(wishes, Wish::All);
            }
            if !self.word_of(&["AND"]) {
                wishes.extend(self.one());
            }
        }
    }

    /// One wish, excluded or not; none where nothing can be sought.
    fn one(&mut self) -> Option<Wish> {
        if self.word_of(&["NOT"]) {
            self.rest = self.rest.trim_start();
            return self.one().map(|wish| Wish::Not(Box::new(wish)));
        }
        match strip_sign(self.rest) {
            Some(after) => {
                self.rest = after;
                self.unit().map(|wish| Wish::Not(Box::new(wish)))
            }
            None => self.unit(),
        }
    }

    fn unit(&mut self) -> Option<Wish> {
        if let Some(inner) = self.rest.strip_prefix('(') {
            self.rest = inner;
            if self.depth == DEEPEST {
                return None;
            }
            self.depth += 1;
            let wish = self.any();
            self.depth -= 1;
            self.rest = self.rest.strip_prefix(')').unwrap_or(self.rest);
            return wish;
        }
        let typed = self.rest;
        let (name, after) = typed.split_once(':').unwrap_or(("", typed));
        let part = Part::named(name);
        // A name before nothing is a word.
        let is_about_something = after.chars().next().is_some_and(|c| c.is_alphanumeric() || is_quote(c));
        let when = match name {
            "after" | "после" | "بعد" => Some(When::After),
            "before" | "до" | "قبل" => Some(When::Before),
            "on" | "за" | "في" => Some(When::Within),
            _ => None,
        };
        if let Some(when) = when.filter(|_| is_about_something) {
            let (days, rest) = until(after, |c| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c));
            if let Some(wish) = published(when, days, self.zone) {
                self.rest = rest;
                return self.count(wish);
            }
        }
        if let Some(sorting) = Sorting::named(name).filter(|_| is_about_something) {
            self.rest = after;
            let value = sorting.value(&self.words().0.to_lowercase()).to_owned();
            return self.count(Wish::Sorted(sorting, value));
        }
        let part = part.filter(|_| is_about_something);
        if part.is_some() {
            self.rest = after;
        }
        let (text, is_beginning) = self.words();
        let is_sought = text.chars().any(char::is_alphanumeric);
        let words = Words { text: text.to_owned(), part, is_beginning };
        if is_sought { self.count(Wish::Words(words)) } else { None }
    }

    /// A phrase or a word, and whether it is only the beginning of one.
    fn words(&mut self) -> (&'a str, bool) {
        if let Some(open) = self.rest.chars().next().filter(|c| is_quote(*c)) {
            let inner = &self.rest[open.len_utf8()..];
            let (words, rest) = inner.split_once(is_quote).unwrap_or((inner, ""));
            self.rest = rest;
            return (words, false);
        }
        let (word, rest) = until(self.rest, |c| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c));
        self.rest = rest;
        match word.strip_suffix('*') {
            // One word only: of "half-ti*" the last may be any that begins so, which no index answers cheaply.
            Some(beginning) if !beginning.is_empty() && beginning.chars().all(char::is_alphanumeric) => {
                (beginning, true)
            }
            _ => (word, false),
        }
    }

    fn count(&mut self, wish: Wish) -> Option<Wish> {
        self.left = self.left.checked_sub(1)?;
        Some(wish)
    }

    /// Whether one of these words stands next, by itself.
    fn is_at(&self, words: &[&str]) -> bool {
        let ends =
            |rest: &str| rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')'));
        words.iter().any(|word| self.rest.strip_prefix(word).is_some_and(ends))
    }

    /// Takes one of these words, where it stands next.
    fn word_of(&mut self, words: &[&str]) -> bool {
        self.rest = self.rest.trim_start();
        let is_at = self.is_at(words);
        if is_at {
            self.rest = until(self.rest, |c| c.is_whitespace() || matches!(c, '(' | ')')).1;
        }
        is_at
    }
}

fn until(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

fn strip_sign(text: &str) -> Option<&str> {
    let after = text.strip_prefix(['-', '−', '–'])?;
    let next = after.chars().next()?;
    (next.is_alphanumeric() || next == '(' || is_quote(next)).then_some(after)
}

/// What opens and closes a phrase, as typed on keyboards of several languages. No apostrophes: they stand
/// within words.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

#[derive(Clone, Copy)]
enum When {
    /// From the first day on.
    After,
    /// Until the day before the first.
    Before,
    /// From the first day to the last.
    Within,
}

fn published(when: When, days: &str, zone: &TimeZone) -> Option<Wish> {
    let (first, length) = days_of(days)?;
    let start = |day: Date| Some(zone.to_timestamp(day.at(0, 0, 0, 0)).ok()?.as_microsecond());
    let from = start(first)?;
    Some(match when {
        When::After => Wish::Published(from, i64::MAX),
        When::Before => Wish::Published(i64::MIN, from),
        When::Within => Wish::Published(from, start(first.checked_add(length).ok()?)?),
    })
}

/// A day, a month or a year: its first day, and how long it is.
fn days_of(text: &str) -> Option<(Date, Span)> {
    let mut numbers = text.split('-');
    let year: i16 = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (month, day) = (numbers.next(), numbers.next());
    if numbers.next().is_some() {
        return None;
    }
    let whole = |number: Option<&str>| match number {
        None => Some(1),
        Some(number) => number.parse::<i8>().ok().filter(|number| *number > 0),
    };
    let first = Date::new(year, whole(month)?, whole(day)?).ok()?;
    let length = match (month, day) {
        (None, _) => 1.year(),
        (_, None) => 1.month(),
        _ => 1.day(),
    };
    (first >= date(1000, 1, 1)).then_some((first, length))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    /// A wish as one writes it down in a test.
    fn told(wish: &Wish) -> String {
        let all = |wishes: &[Wish], sign: &str| wishes.iter().map(told).collect::<Vec<_>>().join(sign);
        match wish {
            Wish::Words(Words { text, part, is_beginning }) => {
                let part = part.map_or(String::new(), |part| format!("{part:?}:"));
                format!("{part}{text}{}", if *is_beginning { "*" } else { "" })
            }
            Wish::Published(from, to) => {
                let day =
                    |at: i64| jiff::Timestamp::from_microsecond(at).map_or("…".into(), |at| at.to_string());
                format!("{}..{}", day(*from), day(*to))
            }
            Wish::Sorted(by, value) => format!("{by:?}={value}"),
            Wish::Not(wish) => format!("!{}", told(wish)),
            Wish::All(wishes) => format!("({})", all(wishes, " & ")),
            Wish::Any(wishes) => format!("({})", all(wishes, " | ")),
        }
    }

    #[test]
    fn a_query_is_words_phrases_alternatives_and_what_is_not_wanted() {
        let zone = TimeZone::fixed(jiff::tz::offset(3));
        for (text, expected) in [
            ("grain talks", "(grain & talks)"),
            ("grain AND talks", "(grain & talks)"),
            ("\"grain talks\" ministers", "(grain talks & ministers)"),
            ("grain -wheat", "(grain & !wheat)"),
            ("grain NOT wheat", "(grain & !wheat)"),
            ("-\"grain talks\"", "!grain talks"),
            ("«зерно и хлеб» -«рис»", "(зерно и хлеб & !рис)"),
            ("grain OR wheat", "(grain | wheat)"),
            ("grain | wheat ships", "(grain | (wheat & ships))"),
            ("(grain OR wheat) ships", "((grain | wheat) & ships)"),
            ("-(grain wheat) ships", "(!(grain & wheat) & ships)"),
            ("harb* half-ti*", "(harb* & half-ti*)"),
            (
                "headline:grain byline:\"Ana Ferrer\" -keyword:cup",
                "(Headline:grain & Byline:Ana Ferrer & !Keywords:cup)",
            ),
            ("заголовок:паром -كاتب:فيك", "(Headline:паром & !Byline:فيك)"),
            ("place:\"Port Varn\" раздел:World", "(Places:Port Varn & Section=world)"),
            ("kind:correction -language:\"ru\"", "(Kind=correction & !Language=ru)"),
            ("earlier:\"forty cracks\" раньше:мост", "(Earlier:forty cracks & Earlier:мост)"),
            ("section: grain", "(section: & grain)"),
            ("до:2026-10", "…..2026-09-30T21:00:00Z"),
            ("after:2026-10-31", "2026-10-30T21:00:00Z..…"),
            ("before:2026-10", "…..2026-09-30T21:00:00Z"),
            ("on:2026", "2025-12-31T21:00:00Z..2026-12-31T21:00:00Z"),
            ("-on:2026-10-31 grain", "(!2026-10-30T21:00:00Z..2026-10-31T21:00:00Z & grain)"),
            // What is none of this is words.
            ("\"open quote", "open quote"),
            ("(open bracket", "(open & bracket)"),
            ("closed) bracket", "(closed & bracket)"),
            ("or and not", "(or & and & not)"),
            ("ORDER ANDES", "(ORDER & ANDES)"),
            ("OR grain OR", "grain"),
            ("on:monday after: 10:30 on:2026-13", "(on:monday & after: & 10:30 & on:2026-13)"),
            ("well-known don't", "(well-known & don't)"),
            ("a\"b c\"d", "(a & b c & d)"),
            ("title:(x AND y)^2 ~", "(title: & (x & y) & ^2)"),
        ] {
            assert_eq!(parse(text, &zone).as_ref().map(told).as_deref(), Some(expected), "{text}");
        }
        for nothing in ["", " ", "- -- \"\" -\"\" *", "()", "NOT", "OR", "((((()"] {
            assert_eq!(parse(nothing, &zone), None, "{nothing}");
        }
        let deep = format!("{}grain{}", "(".repeat(90), ")".repeat(90));
        assert!(parse(&deep, &zone).is_some());
        let many = parse(&"a ".repeat(60), &zone).unwrap();
        assert!(matches!(many, Wish::All(all) if all.len() == MOST));
    }
}
