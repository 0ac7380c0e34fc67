//! Numbers in a text: figures and words, with their scale, unit and what they count.

use std::ops::Range;

use super::passage::Passage;

/// A number as it stands in a text.
#[derive(Clone, Debug)]
pub struct Number {
    /// Its words: the number itself and its scale.
    pub words: Range<usize>,
    /// Its value, the scale in it.
    pub value: f64,
    /// What was written in front of the scale.
    pub bare: f64,
    /// `million`, `billion` …; empty without.
    pub scale: &'static str,
    /// Whether it is a share: `%`, `percent`, `per cent`, `percentage points`.
    pub is_percent: bool,
    /// The sign or word of a currency; empty without.
    pub currency: String,
    /// Digits behind the decimal point.
    pub decimals: u32,
    /// Whether it is written in figures.
    pub is_figure: bool,
    /// Whether its digits stand in groups, as in `1,800`.
    pub is_grouped: bool,
    /// The word behind it, in lower case.
    pub noun: String,
}

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("mln", 1e6),
    ("billion", 1e9),
    ("bln", 1e9),
    ("trillion", 1e12),
];
/// Words that name a currency behind a number.
const CURRENCIES: &[&str] = &[
    "dollars", "dollar", "euros", "euro", "pounds", "pound", "yen", "yuan", "francs", "rubles", "roubles",
    "rupees", "crowns", "kronor", "kroner", "lira", "dirhams", "riyals", "marks", "crown", "pesos",
];

/// The value of a number word; `twenty-one` is one word.
pub fn word_value(lower: &str) -> Option<f64> {
    let small = |word: &str| SMALL.iter().position(|known| *known == word);
    let tens = |word: &str| TENS.iter().position(|known| *known == word).map(|at| (at + 2) * 10);
    #[allow(clippy::cast_precision_loss)]
    let value = |number: usize| number as f64;
    match lower {
        "dozen" => return Some(12.0),
        "none" | "no" => return None,
        _ => {}
    }
    small(lower).or_else(|| tens(lower)).map(value).or_else(|| {
        let (one, other) = lower.split_once('-')?;
        Some(value(tens(one)? + small(other).filter(|n| (1..10).contains(n))?))
    })
}

/// The value of a number in figures, and how many decimals it has.
pub fn figure_value(written: &str) -> Option<(f64, u32)> {
    let plain: String = written.chars().filter(|c| *c != ',').collect();
    if !plain.starts_with(|c: char| c.is_ascii_digit())
        || plain.chars().any(|c| !(c.is_ascii_digit() || c == '.'))
    {
        return None;
    }
    let groups: Vec<&str> = written.split('.').next()?.split(',').collect();
    if groups.len() > 1 && groups[1..].iter().any(|group| group.len() != 3) {
        return None;
    }
    let decimals = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
    Some((plain.parse().ok()?, u32::try_from(decimals).ok()?))
}

/// All numbers of a text in order. Years, times and parts of dates are numbers too; who asks tells them apart.
pub fn numbers(passage: &Passage) -> &[Number] {
    passage.numbers.get_or_init(|| read(passage))
}

fn read(passage: &Passage) -> Vec<Number> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < passage.words.len() {
        let lower = passage.lower(at);
        let is_numeral = passage.words[at].is_numeral;
        let read =
            if is_numeral { figure_value(passage.word(at)) } else { word_value(lower).map(|v| (v, 0)) };
        let Some((bare, decimals)) = read else {
            at += 1;
            continue;
        };
        let start = at;
        let mut value = bare;
        let mut scale = "";
        at += 1;
        // `two hundred and twelve`, `1.2 million`, `a few dozen` are one number.
        while let Some((word, factor)) = SCALES.iter().find(|(word, _)| *word == passage.lower(at)) {
            if !passage.gap(at - 1).trim().is_empty() {
                break;
            }
            value *= factor;
            scale = word;
            at += 1;
            let (next, skip) = if passage.lower(at) == "and" { (at + 1, 1) } else { (at, 0) };
            if !is_numeral
                && *factor <= 1e3
                && let Some(more) = word_value(passage.lower(next)).filter(|more| more < factor)
                && passage.gap(next - 1).trim().is_empty()
                && (skip == 0 || passage.gap(at).trim().is_empty())
            {
                value += more;
                at = next + 1;
            }
        }
        let sign = passage.before(start).trim_end().chars().next_back();
        let mut currency = match sign {
            Some(sign @ ('$' | '€' | '£' | '¥' | '₽')) if !passage.before(start).ends_with(' ') => {
                sign.to_string()
            }
            _ => String::new(),
        };
        let after = passage.gap(at - 1);
        let next = passage.lower(at);
        let is_percent = after.starts_with('%')
            || after.starts_with(" %")
            || after.trim().is_empty()
                && (matches!(next, "percent" | "pct" | "percentage")
                    || next == "per" && passage.lower(at + 1) == "cent");
        if currency.is_empty() && after.trim().is_empty() && CURRENCIES.contains(&next) {
            currency = next.trim_end_matches('s').to_owned();
        }
        let noun = if after.trim().is_empty() { next.to_owned() } else { String::new() };
        let scale = if matches!(scale, "mln") {
            "million"
        } else if scale == "bln" {
            "billion"
        } else {
            scale
        };
        out.push(Number {
            words: start..at,
            value,
            bare,
            scale,
            is_percent,
            currency,
            decimals,
            is_figure: is_numeral,
            is_grouped: passage.word(start).contains(','),
            noun,
        });
    }
    out
}

impl Number {
    /// Whether it is written as a year is.
    pub fn is_year(&self) -> bool {
        self.is_figure
            && !self.is_grouped
            && self.scale.is_empty()
            && self.currency.is_empty()
            && !self.is_percent
            && self.decimals == 0
            && (1500.0..2200.0).contains(&self.value)
    }

    /// Half a unit of its last digit: what rounding may have hidden.
    pub fn slack(&self) -> f64 {
        let factor = if self.bare == 0.0 { 1.0 } else { self.value / self.bare };
        factor * 0.5 * 10f64.powi(-i32::try_from(self.decimals).unwrap_or(0))
    }
}

/// A value as it would be written here: without a needless fraction.
pub fn written(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_scale_unit_and_noun() {
        let read = |text: &str| {
            let passage = Passage::read(text);
            let found = numbers(&passage);
            found
                .iter()
                .map(|n| (n.value, n.is_percent, n.currency.clone(), n.noun.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(read("twenty-one ships"), [(21.0, false, String::new(), "ships".into())]);
        assert_eq!(read("cost $1.2 billion"), [(1.2e9, false, "$".into(), String::new())]);
        assert_eq!(read("rose 12.5% to"), [(12.5, true, String::new(), String::new())]);
        assert_eq!(read("500 million euros"), [(5e8, false, "euro".into(), "euros".into())]);
        assert_eq!(read("two hundred and twelve men"), [(212.0, false, String::new(), "men".into())]);
        assert!(read("1,234 people, 7 per cent")[1].1);
    }
}
