//! Where does a story say what was asked for?
//!
//! A phrase is marked from its first word to its last, and only where it stands as one. What must not be there marks nothing.

use std::ops::Range;

use jiff::tz::TimeZone;
use story::Language;

use crate::query::{self, Part, Wish, Words};
use crate::words::{Analysers, Token, one_spelling};

/// A passage is about so long, in characters.
const LENGTH: usize = 260;
/// So much of it stands before the first mark, where the paragraph is longer.
const BEFORE: usize = 70;

/// Marks what a query looks for.
pub struct Marker {
    wanted: Vec<Words>,
    analysers: Analysers,
}

/// A piece of a story's text that says what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The text, a whole paragraph or a part of one.
    pub text: String,
    /// What of it was asked for, in bytes: in order, apart from each other.
    pub marks: Vec<Range<usize>>,
    /// Whether the paragraph begins before it, and whether it goes on after it.
    pub is_cut: (bool, bool),
}

/// A word that stands in a text.
struct Said {
    word: String,
    place: u32,
    at: Range<usize>,
}

impl Marker {
    /// For a query as it was typed.
    pub fn new(query: &str) -> Self {
        let mut wanted = Vec::new();
        if let Some(wish) = query::parse(&one_spelling(query), &TimeZone::UTC) {
            gather(&wish, &mut wanted);
        }
        Marker { wanted, analysers: Analysers::new() }
    }

    /// What of a headline was asked for, in bytes.
    pub fn headline(&mut self, language: &Language, text: &str) -> Vec<Range<usize>> {
        let marks = self.marks(Part::Headline, language, text);
        joined(marks.into_iter().map(|(_, at)| at).collect())
    }

    /// The paragraph that says most of what was asked for, as much of it as fits in two or three lines.
    pub fn passage<'a>(
        &mut self,
        language: &Language,
        paragraphs: impl IntoIterator<Item = &'a str>,
    ) -> Option<Passage> {
        let mut best: Option<(usize, &str, Vec<Range<usize>>)> = None;
        for paragraph in paragraphs {
            let marks = self.marks(Part::Text, language, paragraph);
            let mut wishes: Vec<usize> = marks.iter().map(|(wish, _)| *wish).collect();
            wishes.sort_unstable();
            wishes.dedup();
            if wishes.len() > best.as_ref().map_or(0, |(count, ..)| *count) {
                best = Some((wishes.len(), paragraph, joined(marks.into_iter().map(|(_, at)| at).collect())));
            }
        }
        best.map(|(_, paragraph, marks)| cut(paragraph, &marks))
    }

    /// Each place that was asked for, with the number of the wish.
    fn marks(&mut self, part: Part, language: &Language, text: &str) -> Vec<(usize, Range<usize>)> {
        let read_by = part.read_by(Analysers::of(language.primary()));
        let mut said = Vec::new();
        self.analysers
            .told(read_by, text, |word, place, at| said.push(Said { word: word.to_owned(), place, at }));
        let mut marks = Vec::new();
        for (wish, words) in self.wanted.iter().enumerate() {
            if !words.are_sought_in(part) {
                continue;
            }
            let way = if words.is_beginning { Analysers::PLAIN } else { read_by };
            let mut tokens = self.analysers.asked(way, &words.text);
            if let ([only], true) = (&mut tokens[..], words.is_beginning) {
                only.is_beginning = true;
            }
            marks.extend(runs(&said, &tokens).map(|at| (wish, at)));
        }
        marks
    }
}

impl std::fmt::Debug for Marker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marker").field("wanted", &self.wanted).finish_non_exhaustive()
    }
}

/// All words that may be there.
fn gather(wish: &Wish, into: &mut Vec<Words>) {
    match wish {
        Wish::Words(words) => into.push(words.clone()),
        Wish::All(wishes) | Wish::Any(wishes) => wishes.iter().for_each(|wish| gather(wish, into)),
        Wish::Published(..) | Wish::Sorted(..) | Wish::Not(_) => {}
    }
}

/// Where these words stand side by side, from the first to the last.
fn runs<'a>(said: &'a [Said], tokens: &'a [Token]) -> impl Iterator<Item = Range<usize>> + 'a {
    let is = |said: &Said, token: &Token| {
        if token.is_beginning { said.word.starts_with(&token.word) } else { said.word == token.word }
    };
    said.iter().enumerate().filter_map(move |(from, first)| {
        let (head, rest) = tokens.split_first()?;
        if !is(first, head) {
            return None;
        }
        let mut end = first.at.end;
        for token in rest {
            let place = first.place + (token.at - head.at);
            let next = said[from..].iter().take_while(|it| it.place <= place).last()?;
            if next.place != place || !is(next, token) {
                return None;
            }
            end = next.at.end;
        }
        Some(first.at.start..end)
    })
}

/// In order; what overlaps is one.
fn joined(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|at| (at.start, at.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match out.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => out.push(mark),
        }
    }
    out
}

/// As much of a paragraph as fits, with its first mark; cut between words.
fn cut(text: &str, marks: &[Range<usize>]) -> Passage {
    let first = marks.first().map_or(0, |at| at.start);
    let is_long = text.chars().count() > LENGTH;
    let before = text[..first].chars().count();
    let mut start = 0;
    if is_long && before > BEFORE {
        let from = text.char_indices().nth(before - BEFORE).map_or(0, |(at, _)| at);
        start = text[from..first].find(char::is_whitespace).map_or(first, |at| from + at);
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let mut end = text.len();
    if is_long && let Some((limit, _)) = text[start..].char_indices().nth(LENGTH) {
        let limit = start + limit;
        // A mark is not cut in two.
        let within = marks.iter().find(|at| at.start < limit && at.end > limit);
        let back =
            text[start..limit].rfind(char::is_whitespace).map(|at| start + at).filter(|at| *at > first);
        end = within.map_or_else(|| back.unwrap_or(limit), |at| at.end);
    }
    let shown = marks.iter().filter(|at| at.start >= start && at.end <= end);
    Passage {
        text: text[start..end].trim_end().to_owned(),
        marks: shown.map(|at| at.start - start..at.end - start).collect(),
        is_cut: (start > 0, end < text.len()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, marks: &[Range<usize>]) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for mark in marks {
            out += &format!("{}[{}]", &text[at..mark.start], &text[mark.clone()]);
            at = mark.end;
        }
        out + &text[at..]
    }

    fn headline(language: &str, query: &str, text: &str) -> String {
        shown(text, &Marker::new(query).headline(&language.parse().unwrap(), text))
    }

    #[test]
    fn what_was_asked_for_is_marked_where_it_stands() {
        for (language, query, text, expected) in [
            (
                "en",
                "minister",
                "Ministers meet the minister’s wife",
                "[Ministers] meet the [minister]’s wife",
            ),
            (
                "en",
                "\"talks in Varn\"",
                "Talks in Varn end; talks begin in Varn",
                "[Talks in Varn] end; talks begin in Varn",
            ),
            (
                "en",
                "half-time",
                "A half time, half-time: half a time",
                "A [half time], [half-time]: half a time",
            ),
            ("en", "harb* -grain", "Harbour grain harbinger", "[Harbour] grain [harbinger]"),
            ("en", "headline:grain byline:ships", "Grain ships", "[Grain] ships"),
            ("en", "\"grain ships\" \"ships leave\"", "Grain ships leave", "[Grain ships leave]"),
            ("ru", "елка", "Ёлки и ёлка", "[Ёлки] и [ёлка]"),
            ("ar", "محمد", "قال مُحَمَّد أمس", "قال [مُحَمَّد] أمس"),
            ("zh", "北京市", "在北京市长", "在[北京市]长"),
            ("zh", "长", "市长", "市[长]"),
            ("fr", "election", "L’Élection ratée", "L’[Élection] ratée"),
            ("en", "kind:new on:2026", "New kind 2026", "New kind 2026"),
        ] {
            assert_eq!(headline(language, query, text), expected, "{query}");
        }
    }

    #[test]
    fn a_passage_is_the_paragraph_that_says_most_cut_between_words() {
        let mut marker = Marker::new("grain ships");
        let language: Language = "en".parse().unwrap();
        let long =
            format!("{} the grain ships left {}", "before it all ".repeat(20), "and after that ".repeat(30));
        let passage = marker.passage(&language, ["Only grain here.", &long, "Grain, ships."]).unwrap();
        assert_eq!(passage.is_cut, (true, true));
        assert!(shown(&passage.text, &passage.marks).contains("[grain] [ships]"));
        assert!(passage.text.chars().count() <= LENGTH && !passage.text.starts_with(' '));
        assert!(long.contains(&format!(" {} ", passage.text)), "no word is cut");
        assert_eq!(marker.passage(&language, ["Nothing of it."]), None);
        // Words may be set apart by other spaces than the usual one.
        let thin = marker.passage(&language, [long.replace(' ', "\u{200a}").as_str()]).unwrap();
        assert!(thin.text.starts_with(char::is_alphabetic) && thin.is_cut.0, "{thin:?}");
    }

    proptest! {
        #[test]
        fn marks_are_pieces_of_the_text_whatever_it_is(text in "\\PC{0,400}", query in "\\PC{0,30}") {
            let mut marker = Marker::new(&query);
            for language in ["en", "ru", "ar", "zh"] {
                let language: Language = language.parse().unwrap();
                let check = |text: &str, marks: &[Range<usize>]| {
                    let mut at = 0;
                    for mark in marks {
                        assert!(mark.start >= at && mark.start < mark.end && text.get(mark.clone()).is_some());
                        at = mark.end;
                    }
                };
                check(&text, &marker.headline(&language, &text));
                if let Some(passage) = marker.passage(&language, [text.as_str()]) {
                    check(&passage.text, &passage.marks);
                    assert!(!passage.marks.is_empty() && text.contains(&passage.text));
                }
            }
        }
    }
}
