//! What does a stretch of new copy hold: quotes, reaction, figures, background, or plain details?

use std::collections::HashSet;

use super::cues::{Cues, is_in};
use super::facts::{is_month, worth};
use super::speaker::Voice;
use super::token::{Lexicon, Sort, Token};

/// What is known of the story around.
pub(crate) struct Setting<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) cues: &'static Cues,
    /// All words of the old state, in lower case, without possessives.
    pub(crate) known: HashSet<&'a str>,
    /// Whether the old state gave a toll.
    pub(crate) had_toll: bool,
    pub(crate) year: Option<i16>,
    /// The month of the story, 0 for January.
    pub(crate) month: Option<usize>,
}

/// How much a stretch looks like background, and how much like news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaning {
    pub(crate) background: u32,
    pub(crate) news: u32,
}

impl Leaning {
    /// Whether it is background, standing in the last part of a story or not.
    pub(crate) fn is_background(self, late: bool) -> bool {
        if late { self.background > self.news } else { self.background >= self.news + 4 }
    }

    /// Whether its words do not decide.
    pub(crate) fn is_open(self) -> bool {
        self.background == self.news
    }
}

impl<'a> Setting<'a> {
    fn voice(&self, tokens: &'a [Token]) -> Voice<'a> {
        Voice { tokens, lexicon: self.lexicon, cues: self.cues }
    }

    /// Weighs the marks of background against those of news.
    pub(crate) fn leaning(&self, tokens: &'a [Token]) -> Leaning {
        // A language without words of its own here has no background either.
        if self.cues.speech.is_empty() {
            return Leaning { background: 0, news: 1 };
        }
        let voice = self.voice(tokens);
        let quoted = voice.quoted();
        let (mut background, mut news) = (0, 0);
        for (at, is_quoted) in quoted.iter().enumerate() {
            let Some(word) = voice.word(at) else { continue };
            if *is_quoted {
                news += u32::from(word.weight == 2) / 2;
                continue;
            }
            let next = voice.word(at + 1);
            let lower = word.lower.as_str();
            if word.sort == Sort::Number {
                background += 2 * u32::from(self.is_other_year(&word.key));
                continue;
            }
            if is_month(word, self.cues) {
                // `in July` is past or far; `July 3` is a day like another where the story's month is not known.
                let here = self.cues.months.iter().position(|m| is_in(lower, &[m])).map(|m| m % 12);
                let day = next.is_some_and(|n| n.sort == Sort::Number)
                    || at
                        .checked_sub(1)
                        .and_then(|before| voice.word(before))
                        .is_some_and(|w| w.sort == Sort::Number);
                let other = self.month.map_or(!day, |this| here != Some(this));
                background += 2 * u32::from(other);
                continue;
            }
            if is_in(lower, self.cues.weekdays) || is_in(lower, self.cues.news) {
                news += 2;
                continue;
            }
            let pair = next.is_some_and(|n| {
                self.cues.background_pairs.iter().any(|(one, two)| *one == lower && *two == n.lower)
            });
            // The past perfect: `had closed`, `had never closed`.
            let perfect = lower == "had"
                && (1..=2).filter_map(|step| voice.word(at + step)).any(|w| w.lower.ends_with("ed"));
            background += 2 * u32::from(pair || perfect) + u32::from(is_in(lower, self.cues.background));
            news += 2 * u32::from(is_in(lower, self.cues.speech));
        }
        Leaning { background, news }
    }

    fn is_other_year(&self, key: &str) -> bool {
        key.len() == 4
            && key
                .parse::<i16>()
                .is_ok_and(|year| (1500..2100).contains(&year) && self.year.is_none_or(|this| this != year))
    }

    /// The object of a new stretch, background aside.
    pub(crate) fn object(&self, tokens: &'a [Token], is_block_quote: bool) -> String {
        let voice = self.voice(tokens);
        let quoted = voice.quoted();
        let speech = voice.places(self.cues.speech, &quoted);
        let words = tokens.iter().filter(|t| self.lexicon.word(t.word).sort != Sort::Mark).count();
        let quoted_words = (0..tokens.len())
            .filter(|at| quoted[*at] && voice.word(*at).is_some_and(|w| w.sort != Sort::Mark))
            .count();
        let is_quote = is_block_quote
            || quoted_words >= 3
                && !self.cues.speech.is_empty()
                && (!speech.is_empty() || quoted_words * 2 > words);
        if let Some(who) = voice.reaction(&self.known) {
            return if who.is_empty() { "reaction".into() } else { format!("{who} reaction") };
        }
        if !voice.places(self.cues.analyst, &quoted).is_empty() && (is_quote || !speech.is_empty()) {
            return "analyst comment".into();
        }
        if is_quote {
            return match voice.speaker() {
                Some(name)
                    if name.last().is_some_and(|last| !self.known.contains(last.to_lowercase().as_str())) =>
                {
                    format!("quotes from {}", name.join(" "))
                }
                _ => "quotes".into(),
            };
        }
        let has = |one: &str, two: &str| {
            (0..tokens.len()).any(|at| {
                voice.word(at).is_some_and(|w| w.lower.starts_with(one))
                    && (at + 1..at + 4).filter_map(|next| voice.word(next)).any(|w| w.lower.starts_with(two))
            })
        };
        if has("declin", "comment") || has("отказ", "коммент") || has("رفض", "التعليق")
        {
            return "no comment".into();
        }
        let numbers = self.count_numbers(tokens);
        let about = |list: &[&str]| !voice.places(list, &quoted).is_empty();
        if numbers >= 1 && about(self.cues.toll) && !self.had_toll {
            return "toll".into();
        }
        if numbers >= 1 && about(self.cues.shares) {
            return "shares".into();
        }
        if numbers >= 2 && about(self.cues.results) {
            return "results".into();
        }
        let numerals = self.count_numerals(tokens);
        if numerals >= 3 {
            let price = about(self.cues.prices)
                || (0..tokens.len()).any(|at| is_price(tokens, at, self.lexicon, self.cues));
            return if price && !about(self.cues.toll) { "prices".into() } else { "figures".into() };
        }
        "details".into()
    }

    /// Numerals that are no year and no day of a month.
    fn count_numbers(&self, tokens: &[Token]) -> usize {
        let word = |at: usize| tokens.get(at).map(|t| self.lexicon.word(t.word));
        let is_month_at = |at: Option<usize>| at.and_then(word).is_some_and(|w| is_month(w, self.cues));
        (0..tokens.len())
            .filter(|at| {
                word(*at).is_some_and(|w| {
                    let counts = w.sort == Sort::Number
                        || worth(w, self.cues)
                            .and_then(|worth| worth.parse::<u32>().ok())
                            .is_some_and(|n| n < 1000 && n > 1);
                    counts && !self.is_year(&w.key)
                }) && !is_month_at(at.checked_sub(1))
                    && !is_month_at(Some(at + 1))
            })
            .count()
    }

    /// Of the numbers, those in digits: a table of facts rather than a count in passing.
    fn count_numerals(&self, tokens: &'a [Token]) -> usize {
        let in_digits: Vec<Token> = tokens
            .iter()
            .copied()
            .filter(|t| {
                self.lexicon.word(t.word).sort != Sort::Word || is_month(self.lexicon.word(t.word), self.cues)
            })
            .collect();
        self.count_numbers(&in_digits)
    }

    fn is_year(&self, key: &str) -> bool {
        key.len() == 4 && key.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year))
    }
}

/// Whether an amount of money at a place is the price of something: `3 dollars a barrel`, `$3 per share`.
fn is_price(tokens: &[Token], at: usize, lexicon: &Lexicon, cues: &Cues) -> bool {
    let lower = |at: usize| tokens.get(at).map(|t| lexicon.word(t.word).lower.as_str()).unwrap_or_default();
    let of_one = |at: usize| matches!(lower(at), "a" | "per" | "за");
    let is_sign = matches!(lower(at), "$" | "€" | "£" | "₽");
    is_in(lower(at), cues.money) && (of_one(at + 1) || is_sign && of_one(at + 2))
}

/// What a number at a place is a number of: the words around it in its sentence tell.
pub(crate) fn slot(tokens: &[Token], at: usize, lexicon: &Lexicon, cues: &Cues) -> &'static str {
    let word = |at: usize| tokens.get(at).map(|t| lexicon.word(t.word));
    let lower = |at: usize| word(at).map(|w| w.lower.as_str()).unwrap_or_default();
    let is_age = (lower(at + 1) == "-" && lower(at + 2) == "year" && lower(at + 4) == "old")
        || (lower(at + 1) == "years" && lower(at + 2) == "old")
        || (at.saturating_sub(2)..=at + 1).any(|near| is_in(lower(near), cues.age))
            && lower(at + 2) != "назад";
    if is_age {
        return "age";
    }
    if matches!(lower(at + 1), "p" | "a") && lower(at + 3) == "m"
        || matches!(lower(at + 1), "pm" | "am" | "gmt" | "o'clock" | "noon")
    {
        return "time";
    }
    let stops = |at: &usize| !matches!(lower(*at), "." | "!" | "?" | "؟");
    let from = (0..at).rev().take(14).take_while(stops).last().unwrap_or(at);
    let to = (at + 1..tokens.len()).take(14).take_while(stops).last().unwrap_or(at);
    let about = |list: &[&str]| (from..=to).any(|near| is_in(lower(near), list));
    if about(cues.toll) {
        "toll"
    } else if about(cues.prices) || (from..=to).any(|near| is_price(tokens, near, lexicon, cues)) {
        "prices"
    } else if about(cues.results) {
        "results"
    } else if about(cues.shares) {
        "shares"
    } else {
        "figures"
    }
}
