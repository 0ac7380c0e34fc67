//! How does the difference of two states look: side by side, paragraph by paragraph, the words marked?

use i18n::{Arg, Locale};
use serde::Serialize;
use story::compare::{Class, Comparison, RunKind, WordRun, compare};
use story::{Content, Language, Paragraph, ParagraphId, Role, Text};

/// A stretch of one side.
#[derive(Clone, Serialize)]
pub struct Run {
    text: String,
    /// Only on this side.
    is_marked: bool,
}

/// One row: what stood, what stands.
#[derive(Serialize)]
pub struct Pair {
    class: &'static str,
    old_label: String,
    old: Vec<Run>,
    new_label: String,
    new: Vec<Run>,
}

impl Pair {
    /// How both sides relate: a word for the style sheet.
    pub fn class(&self) -> &'static str {
        self.class
    }
}

/// The rows: the head's fields that differ, then all paragraphs.
pub fn pairs(locale: Locale, old: &Content, new: &Content) -> Vec<Pair> {
    let comparison = compare(old, new);
    let mut all = head(locale, &comparison);
    let (olds, news) = (labelled(locale, old), labelled(locale, new));
    for pair in &comparison.pairs {
        let (old_label, old_text) = joined(&olds, &pair.old);
        let (new_label, new_text) = joined(&news, &pair.new);
        let whole = |text: String, is_marked| {
            if text.is_empty() { Vec::new() } else { vec![Run { text, is_marked }] }
        };
        let (old, new) = if pair.words.is_empty() {
            (whole(old_text, pair.class == Class::Deleted), whole(new_text, pair.class == Class::Inserted))
        } else {
            (side(&pair.words, RunKind::Old), side(&pair.words, RunKind::New))
        };
        all.push(Pair { class: pair.class.as_str(), old_label, old, new_label, new });
    }
    all
}

/// A piece of a text that changed, in one line: what stayed, what went (`old`), what came (`new`).
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    text: String,
    kind: &'static str,
}

/// What changed from one text to another, word by word; both whole where they have little in common.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let content = |text: &str| {
        let mut content = Content::new(Language::english(), "", "");
        let text = Text::plain(text);
        content.body.push(Paragraph { id: ParagraphId(1), role: Role::Body, text });
        content
    };
    let comparison = compare(&content(old), &content(new));
    let kind = |kind: RunKind| match kind {
        RunKind::Same => "same",
        RunKind::Old => "old",
        RunKind::New => "new",
    };
    match comparison.pairs.as_slice() {
        [only] if !only.words.is_empty() => {
            only.words.iter().map(|run| Piece { text: run.text.clone(), kind: kind(run.kind) }).collect()
        }
        _ => [(old, "old"), (new, "new")]
            .into_iter()
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, kind)| Piece { text: text.to_owned(), kind })
            .collect(),
    }
}

fn head(locale: Locale, comparison: &Comparison) -> Vec<Pair> {
    let all = comparison.head.iter();
    all.map(|change| {
        let label = i18n::message(locale, &format!("desk-{}", change.field.as_str()), &[]);
        let whole = |text: &Option<String>| {
            text.iter().map(|text| Run { text: text.clone(), is_marked: true }).collect::<Vec<_>>()
        };
        let (old, new) = if change.words.is_empty() {
            (whole(&change.old), whole(&change.new))
        } else {
            (side(&change.words, RunKind::Old), side(&change.words, RunKind::New))
        };
        Pair { class: "edited", old_label: label.clone(), old, new_label: label, new }
    })
    .collect()
}

fn side(words: &[WordRun], own: RunKind) -> Vec<Run> {
    let all = words.iter().filter(|run| run.kind == RunKind::Same || run.kind == own);
    all.map(|run| Run { text: run.text.clone(), is_marked: run.kind == own }).collect()
}

fn labelled(locale: Locale, content: &Content) -> Vec<(String, String)> {
    let all = content.numbered();
    all.map(|(number, paragraph)| {
        let label =
            number.map(|n| i18n::message(locale, "desk-paragraph", &[("number", Arg::Number(n.into()))]));
        (label.unwrap_or_default(), paragraph.text.as_plain().into_owned())
    })
    .collect()
}

fn joined(all: &[(String, String)], places: &[usize]) -> (String, String) {
    let found: Vec<_> = places.iter().filter_map(|place| all.get(*place)).collect();
    let labels: Vec<_> = found.iter().map(|(label, _)| label.as_str()).filter(|l| !l.is_empty()).collect();
    let texts: Vec<_> = found.iter().map(|(_, text)| text.as_str()).collect();
    (labels.join(", "), texts.join(" ¶ "))
}
