//! Which stories does somebody mean?
//!
//! A filter is one line that an editor can read and write: `section = world and urgency <= 3 and not language = ru`.
//! Products of subscribers, routing rules and saved searches all use it. Pure; what it is asked of is a [`Sample`].

use std::fmt;

use jiff::ZonedDateTime;

use crate::{Content, Kind, subjects_of};

use crate::words;

mod read;

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Everything.
    All,
    /// One test.
    Test(Test),
    /// All of these.
    And(Vec<Filter>),
    /// One of these at least.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
}

/// One test: a field, how it is compared, and the values of which one must fit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Test {
    /// What is looked at.
    pub field: Field,
    /// How.
    pub operator: Operator,
    /// With what; several stand for `in (…)`.
    pub values: Vec<String>,
}

words! {
    /// What a test looks at.
    Field {
        /// The edition's word.
        Edition = "edition",
        /// The section's word, alone or as `edition/section`.
        Section = "section",
        /// An IPTC Media Topic.
        Subject = "subject",
        /// A keyword.
        Keyword = "keyword",
        /// A place.
        Place = "place",
        /// A person.
        Person = "person",
        /// An organisation.
        Organisation = "organisation",
        /// The sort of text.
        Genre = "genre",
        /// The language; `en` means `en-GB` too.
        Language = "language",
        /// The kind of move.
        Kind = "kind",
        /// 1 (flash) to 8.
        Urgency = "urgency",
        /// The slugline.
        Slug = "slug",
        /// The headline.
        Headline = "headline",
        /// Headline, lead and paragraphs.
        Text = "text",
        /// The byline.
        Byline = "byline",
        /// `yes` if there is a picture.
        Picture = "picture",
        /// `mon` to `sun`, in the zone of whoever asks.
        Weekday = "weekday",
        /// 0 to 23, in the zone of whoever asks.
        Hour = "hour",
    }
}

words! {
    /// How a test compares.
    Operator {
        /// The same, capitals or not.
        Is = "=",
        /// Not the same.
        IsNot = "!=",
        /// At most.
        AtMost = "<=",
        /// At least.
        AtLeast = ">=",
        /// Less.
        Less = "<",
        /// More.
        More = ">",
        /// Has it inside, capitals or not.
        Contains = "~",
    }
}

/// What a filter is asked of: a story as a move leaves it, and when.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// What it says.
    pub content: &'a Content,
    /// The move.
    pub kind: Kind,
    /// When, in the zone of whoever asks.
    pub at: &'a ZonedDateTime,
}

/// Why a line is no filter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {message}")]
pub struct FilterError {
    /// The character, from 1.
    pub at: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Filter {
    /// Whether a story is meant.
    pub fn matches(&self, sample: &Sample<'_>) -> bool {
        match self {
            Filter::All => true,
            Filter::Test(test) => test.holds(sample),
            Filter::And(all) => all.iter().all(|filter| filter.matches(sample)),
            Filter::Or(all) => all.iter().any(|filter| filter.matches(sample)),
            Filter::Not(filter) => !filter.matches(sample),
        }
    }
}

impl Test {
    fn holds(&self, sample: &Sample<'_>) -> bool {
        if matches!(self.field, Field::Urgency | Field::Hour) {
            let number = match self.field {
                Field::Urgency => sample.content.urgency.get(),
                _ => u8::try_from(sample.at.hour()).unwrap_or(0),
            };
            let compares =
                |value: &String| value.parse::<u8>().is_ok_and(|value| self.operator.orders(number, value));
            return match self.operator {
                Operator::IsNot => self.values.iter().all(compares),
                _ => self.values.iter().any(compares),
            };
        }
        let said = self.field.said(sample);
        let is = |one: &String, value: &String| match self.field {
            Field::Language => one == value || one.split('-').next() == Some(value),
            _ => one == value,
        };
        let has = |value: &String| {
            let value = value.to_lowercase();
            match self.operator {
                Operator::Contains => said.iter().any(|one| one.contains(&value)),
                _ => said.iter().any(|one| is(one, &value)),
            }
        };
        let found = self.values.iter().any(has);
        if self.operator == Operator::IsNot { !found } else { found }
    }
}

impl Operator {
    fn orders(self, one: u8, other: u8) -> bool {
        match self {
            Operator::Is | Operator::Contains => one == other,
            Operator::IsNot => one != other,
            Operator::AtMost => one <= other,
            Operator::AtLeast => one >= other,
            Operator::Less => one < other,
            Operator::More => one > other,
        }
    }
}

impl Field {
    /// What a story says there, in lower case.
    fn said(self, sample: &Sample<'_>) -> Vec<String> {
        let content = sample.content;
        let lower = |all: &[String]| -> Vec<String> { all.iter().map(|one| one.to_lowercase()).collect() };
        let maybe = |one: &Option<String>| one.iter().map(|one| one.to_lowercase()).collect();
        match self {
            Field::Edition => content.placements.iter().map(|p| p.edition.to_string()).collect(),
            Field::Section => content
                .placements
                .iter()
                .flat_map(|p| [p.section.to_string(), format!("{}/{}", p.edition, p.section)])
                .collect(),
            // A subject brings those above it.
            Field::Subject => [lower(&content.subjects), lower(&subjects_of(content))].concat(),
            Field::Keyword => lower(&content.keywords),
            Field::Place => lower(&content.places),
            Field::Person => lower(&content.people),
            Field::Organisation => lower(&content.organisations),
            Field::Genre => maybe(&content.genre),
            Field::Language => vec![content.language.to_string().to_lowercase()],
            Field::Kind => vec![sample.kind.as_str().to_owned()],
            Field::Slug => vec![content.slugline.to_lowercase()],
            Field::Headline => vec![content.headline.to_lowercase()],
            Field::Text => std::iter::once(content.headline.to_lowercase())
                .chain(content.lead.iter().map(|lead| lead.as_plain().to_lowercase()))
                .chain(content.body.iter().map(|paragraph| paragraph.text.as_plain().to_lowercase()))
                .collect(),
            Field::Byline => maybe(&content.byline),
            Field::Picture => vec![if content.picture.is_some() { "yes" } else { "no" }.to_owned()],
            Field::Weekday => vec![
                WEEKDAYS[usize::from(sample.at.weekday().to_monday_zero_offset().unsigned_abs())].to_owned(),
            ],
            Field::Urgency | Field::Hour => Vec::new(),
        }
    }

    /// What is wrong with a value, if anything.
    fn fault(self, value: &str) -> Option<String> {
        let within = |range: std::ops::RangeInclusive<u8>| {
            let is_in = value.parse::<u8>().is_ok_and(|number| range.contains(&number));
            (!is_in).then(|| {
                format!(
                    "{} is a number from {} to {}, not “{value}”",
                    self.as_str(),
                    range.start(),
                    range.end()
                )
            })
        };
        let one_of = |words: &[&str]| {
            (!words.contains(&value.to_lowercase().as_str()))
                .then(|| format!("{} is one of {}, not “{value}”", self.as_str(), words.join(", ")))
        };
        match self {
            Field::Urgency => within(1..=8),
            Field::Hour => within(0..=23),
            Field::Weekday => one_of(&WEEKDAYS),
            Field::Picture => one_of(&["yes", "no"]),
            Field::Kind => one_of(&Kind::ALL.map(Kind::as_str)),
            _ => None,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Field::Urgency | Field::Hour)
    }
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, all: &[Filter], word: &str| {
            for (at, filter) in all.iter().enumerate() {
                if at > 0 {
                    write!(f, " {word} ")?;
                }
                // What binds less, or as much and stands inside, wants brackets.
                match filter {
                    Filter::And(_) | Filter::Or(_) => write!(f, "({filter})")?,
                    _ => write!(f, "{filter}")?,
                }
            }
            Ok(())
        };
        match self {
            Filter::All => f.write_str("all"),
            Filter::Test(test) => test.fmt(f),
            Filter::And(all) => joined(f, all, "and"),
            Filter::Or(all) => joined(f, all, "or"),
            Filter::Not(inside) => match &**inside {
                Filter::And(_) | Filter::Or(_) => write!(f, "not ({inside})"),
                _ => write!(f, "not {inside}"),
            },
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.values.as_slice() {
            [value] => write!(f, "{} {} {}", self.field.as_str(), self.operator.as_str(), quoted(value)),
            values => {
                let all: Vec<String> = values.iter().map(|value| quoted(value)).collect();
                write!(f, "{} in ({})", self.field.as_str(), all.join(", "))
            }
        }
    }
}

/// A value, in quotation marks where it is more than a word.
fn quoted(value: &str) -> String {
    let is_plain = value.chars().all(|c| c.is_alphanumeric() || "-_./:".contains(c));
    let is_word = ["and", "or", "not", "in", "all"].iter().any(|word| value.eq_ignore_ascii_case(word));
    if is_plain && !is_word && !value.is_empty() {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Placement, Text, Urgency};
    use proptest::prelude::*;

    fn content() -> Content {
        let mut content = Content::new("en-GB".parse().unwrap(), "TESSA/ferry", "Ferry back in Tessa");
        content.placements =
            vec![Placement { edition: "en".parse().unwrap(), section: "world".parse().unwrap() }];
        content.urgency = Urgency::URGENT;
        content.keywords = vec!["Ferries".into()];
        content.places = vec!["Port Merrin".into()];
        content.lead = Some(Text::plain("The Gull sails again."));
        content
    }

    fn holds(filter: &str) -> bool {
        let at: ZonedDateTime = "2026-10-12T14:05:00+02:00[Europe/Berlin]".parse().unwrap();
        let content = content();
        let filter: Filter = filter.parse().unwrap_or_else(|error| panic!("{filter}: {error}"));
        filter.matches(&Sample { content: &content, kind: Kind::Update, at: &at })
    }

    #[test]
    fn a_filter_means_what_it_says() {
        for (filter, expected) in [
            ("all", true),
            ("not all", false),
            ("section = world", true),
            ("section = en/world", true),
            ("section = ru/world", false),
            ("section in (sport, World)", true),
            ("section != world", false),
            ("edition = en and urgency <= 3", true),
            ("urgency < 3", false),
            ("urgency in (1, 2)", false),
            ("language = en", true),
            ("language = en-gb", true),
            ("language = en-us", false),
            ("keyword = ferries", true),
            ("keyword = ferry", false),
            ("keyword ~ ferr", true),
            ("place = \"Port Merrin\"", true),
            ("text ~ \"gull sails\"", true),
            ("kind = update", true),
            ("kind = correction or slug ~ ferry", true),
            ("not (kind = update and picture = no)", false),
            ("weekday in (mon, tue) and hour >= 14 and hour < 15", true),
            ("weekday = sun", false),
            ("person = nobody", false),
            ("person != nobody", true),
            ("topic = x OR NOT subject = x", true),
            ("section = sport or section = world and urgency = 8", false),
        ] {
            assert_eq!(holds(filter), expected, "{filter}");
        }
        let _ = Language::english();
    }

    #[test]
    fn a_line_that_is_no_filter_is_refused_at_its_place() {
        for (line, at, word) in [
            ("", 1, "missing"),
            ("sektion = world", 1, "no field"),
            ("section world", 9, "stands"),
            ("section = ", 10, "missing"),
            ("section = world urgency = 3", 17, "one too many"),
            ("urgency = high", 11, "number from 1 to 8"),
            ("headline < 3", 10, "no number"),
            ("(section = world", 17, "“)”"),
            ("kind = kill", 8, "one of"),
            ("section in world", 12, "brackets"),
            ("text ~ \"open", 8, "quotation mark"),
            ("weekday = monday", 11, "one of"),
        ] {
            let error = line.parse::<Filter>().unwrap_err();
            assert!(error.message.contains(word), "{line}: {error}");
            assert!(error.at.abs_diff(at) <= 1, "{line}: {error}, not at {at}");
        }
        assert!("(".repeat(10_000).parse::<Filter>().is_err());
    }

    fn filter() -> impl Strategy<Value = Filter> {
        let value = prop_oneof!["[a-z]{1,6}", "[A-Za-z ]{1,8}x", Just("and".to_owned()), "[а-я]{2,5}"];
        let field =
            prop_oneof![Just(Field::Section), Just(Field::Keyword), Just(Field::Text), Just(Field::Place)];
        let operator = prop_oneof![Just(Operator::Is), Just(Operator::IsNot), Just(Operator::Contains)];
        let test =
            (field, operator, prop::collection::vec(value, 1..4)).prop_map(|(field, operator, values)| {
                let operator = if values.len() > 1 { Operator::Is } else { operator };
                Filter::Test(Test { field, operator, values })
            });
        prop_oneof![4 => test, 1 => Just(Filter::All)].prop_recursive(4, 16, 3, |inside| {
            prop_oneof![
                prop::collection::vec(inside.clone(), 2..4).prop_map(Filter::And),
                prop::collection::vec(inside.clone(), 2..4).prop_map(Filter::Or),
                inside.prop_map(|filter| Filter::Not(Box::new(filter))),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_filter_that_is_written_reads_back_the_same(filter in filter()) {
            let line = filter.to_string();
            prop_assert_eq!(line.parse::<Filter>().unwrap_or_else(|error| panic!("{line}: {error}")), filter);
        }

        #[test]
        fn no_line_makes_the_reader_panic(line in "[a-z=~<>!()\", ]{0,40}|\\PC{0,40}") {
            let _ = line.parse::<Filter>();
        }
    }
}
