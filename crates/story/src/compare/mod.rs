//! What differs between two states of a story: paragraphs aligned and classed, then words.
//!
//! Invariants:
//! - every paragraph of both states stands in exactly one pair;
//! - the pairs go by the new state's order, deleted ones where they stood;
//! - white space, quote style, dash style and marks (strong, links) make no difference here: a comparison
//!   whose pairs are all equal may still be of two states that differ in what is sent.

mod align;
pub(crate) mod cues;
mod derive;
mod facts;
mod head;
mod lookup;
mod object;
mod questions;
mod refile;
mod speaker;
mod token;
mod words;

use std::collections::{HashMap, HashSet};

use crate::{Content, Language, ParagraphId, Role};
use align::{Unit, align};
use cues::Cues;
use facts::{Edit, Sides, Touch, sentences};
use token::{Lexicon, Sort, Token};
use words::{Read, hunks, runs};

/// How a paragraph of one state relates to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The same, in its place.
    Equal,
    /// A small slip mended, no number or name touched.
    Typo,
    /// The same paragraph in other words.
    Edited,
    /// The same words in another place.
    Moved,
    /// Only in the new state.
    Inserted,
    /// Only in the old state.
    Deleted,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
}

impl Class {
    /// The word by which pages and machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Equal => "equal",
            Class::Typo => "typo",
            Class::Edited => "edited",
            Class::Moved => "moved",
            Class::Inserted => "inserted",
            Class::Deleted => "deleted",
            Class::Split => "split",
            Class::Merged => "merged",
        }
    }
}

/// Where a run of words stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunKind {
    /// In both states.
    Same,
    /// Only in the old one.
    Old,
    /// Only in the new one.
    New,
}

/// A stretch of words, with the space between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordRun {
    /// Where it stands.
    pub kind: RunKind,
    /// The characters, as they were written.
    pub text: String,
}

/// What stands against what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// How they relate.
    pub class: Class,
    /// The places in the old body, from 0.
    pub old: Vec<usize>,
    /// The places in the new body, from 0.
    pub new: Vec<usize>,
    /// Whether it changed places with others; its words may have changed too.
    pub moved: bool,
    /// Word by word, where the class is typo, edited, split or merged; else empty. The runs `Same` and
    /// `Old` give the old text, `Same` and `New` the new one.
    pub words: Vec<WordRun>,
}

/// A field outside the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadField {
    /// The headline.
    Headline,
    /// The standfirst.
    Lead,
    /// Place, date and source.
    Dateline,
    /// Who wrote it.
    Byline,
    /// The working name.
    Slugline,
    /// Which picture leads it.
    Picture,
    /// What stands below the picture.
    Caption,
}

impl HeadField {
    /// The word by which pages and machines know it.
    pub fn as_str(self) -> &'static str {
        match self {
            HeadField::Headline => "headline",
            HeadField::Lead => "lead",
            HeadField::Dateline => "dateline",
            HeadField::Byline => "byline",
            HeadField::Slugline => "slugline",
            HeadField::Picture => "picture",
            HeadField::Caption => "caption",
        }
    }
}

/// A field outside the body that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadChange {
    /// Which.
    pub field: HeadField,
    /// What it said.
    pub old: Option<String>,
    /// What it says.
    pub new: Option<String>,
    /// Word by word.
    pub words: Vec<WordRun>,
}

/// The difference of two states of a story.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The paragraphs, in the order in which a reader would compare them.
    pub pairs: Vec<Pair>,
    /// What differs in the head.
    pub head: Vec<HeadChange>,
    unchanged: bool,
    old: Body,
    new: Body,
    lexicon: Lexicon,
    language: Language,
    /// The year of the story, by its dateline: a year before it tells of background.
    year: Option<i16>,
    /// Its month, 0 for January.
    month: Option<usize>,
    /// The words of the old headline and lead: who is named there is known.
    old_head: Vec<u32>,
    /// Places in the new body of paragraphs that an earlier state had.
    restored: HashSet<usize>,
    /// What was edited, for each pair.
    edits: Vec<Vec<Edit>>,
    /// What was edited, for each field of the head.
    head_edits: Vec<head::FieldEdits>,
}

/// The body of one state, read.
#[derive(Clone, Debug)]
struct Body {
    paragraphs: Vec<Paragraph>,
    /// How many paragraphs have a number.
    counted: u32,
}

#[derive(Clone, Debug)]
struct Paragraph {
    text: String,
    tokens: Vec<Token>,
    number: Option<u32>,
    role: Role,
}

impl Body {
    /// Reads a body; paragraphs that another state has to the character are not read again.
    fn read(content: &Content, lexicon: &mut Lexicon, other: Option<&Body>) -> Body {
        let known: HashMap<&str, &[Token]> = other
            .iter()
            .flat_map(|body| &body.paragraphs)
            .map(|p| (p.text.as_str(), p.tokens.as_slice()))
            .collect();
        let paragraphs: Vec<Paragraph> = content
            .numbered()
            .map(|(number, paragraph)| {
                let text = paragraph.text.as_plain().into_owned();
                let tokens =
                    known.get(text.as_str()).map_or_else(|| lexicon.read(&text), |known| known.to_vec());
                Paragraph { tokens, text, number, role: paragraph.role }
            })
            .collect();
        let counted = paragraphs.iter().filter_map(|p| p.number).max().unwrap_or(0);
        Body { paragraphs, counted }
    }

    fn units(&self) -> Vec<Unit<'_>> {
        self.paragraphs.iter().map(|p| Unit { tokens: &p.tokens, role: p.role }).collect()
    }

    /// Some paragraphs as one text.
    fn joined(&self, places: &[usize]) -> Joined {
        let mut joined = Joined::default();
        for place in places {
            let Some(paragraph) = self.paragraphs.get(*place) else { continue };
            if !joined.text.is_empty() {
                joined.text.push(' ');
            }
            let shift = joined.text.len();
            joined.text.push_str(&paragraph.text);
            joined.tokens.extend(paragraph.tokens.iter().map(|t| Token {
                start: t.start + shift,
                end: t.end + shift,
                word: t.word,
            }));
            joined.owners.resize(joined.tokens.len(), *place);
        }
        joined
    }
}

/// Paragraphs as one text; each token knows which it is from.
#[derive(Clone, Debug, Default)]
struct Joined {
    text: String,
    tokens: Vec<Token>,
    owners: Vec<usize>,
}

impl Joined {
    fn read(&self) -> Read<'_> {
        Read { text: &self.text, tokens: &self.tokens }
    }
}

/// The sentences of some paragraphs, to see whether one only changed its place.
struct Sentences(HashSet<Vec<u32>>);

impl Sentences {
    fn of<'a>(paragraphs: impl Iterator<Item = &'a Paragraph>, lexicon: &Lexicon) -> Self {
        let mut known = HashSet::new();
        for paragraph in paragraphs {
            for range in sentences(&paragraph.tokens, lexicon) {
                known.insert(Self::key(&paragraph.tokens[range], lexicon));
            }
        }
        Sentences(known)
    }

    fn key(tokens: &[Token], lexicon: &Lexicon) -> Vec<u32> {
        tokens.iter().map(|t| t.word).filter(|id| lexicon.word(*id).sort != Sort::Mark).collect()
    }

    fn has(&self, tokens: &[Token], lexicon: &Lexicon) -> bool {
        let key = Self::key(tokens, lexicon);
        key.len() >= 3 && self.0.contains(&key)
    }
}

/// Compares two states of a story.
pub fn compare(old: &Content, new: &Content) -> Comparison {
    let mut lexicon = Lexicon::default();
    let before = Body::read(old, &mut lexicon, None);
    let after = Body::read(new, &mut lexicon, Some(&before));
    let matches = align(&before.units(), &after.units(), &lexicon);
    let mut pairs: Vec<Pair> = matches
        .into_iter()
        .map(|found| Pair {
            class: match (found.equal, found.moved) {
                (true, false) => Class::Equal,
                (true, true) => Class::Moved,
                (false, _) if found.new.len() > 1 => Class::Split,
                (false, _) if found.old.len() > 1 => Class::Merged,
                (false, _) => Class::Edited,
            },
            old: found.old,
            new: found.new,
            moved: found.moved,
            words: Vec::new(),
        })
        .collect();
    let cues = cues::of(&new.language);
    let changed = |places: &mut dyn Iterator<Item = usize>, kept: HashSet<usize>| -> Vec<usize> {
        places.filter(|place| !kept.contains(place)).collect()
    };
    let kept = |side: fn(&Pair) -> &[usize]| -> HashSet<usize> {
        pairs
            .iter()
            .filter(|pair| matches!(pair.class, Class::Equal | Class::Moved))
            .flat_map(|pair| side(pair).iter().copied())
            .collect()
    };
    let old_changed = changed(&mut (0..before.paragraphs.len()), kept(|pair| &pair.old));
    let new_changed = changed(&mut (0..after.paragraphs.len()), kept(|pair| &pair.new));
    let stood = Sentences::of(old_changed.iter().map(|o| &before.paragraphs[*o]), &lexicon);
    let stands = Sentences::of(new_changed.iter().map(|n| &after.paragraphs[*n]), &lexicon);
    let mut edits = Vec::with_capacity(pairs.len());
    for pair in &mut pairs {
        if matches!(pair.class, Class::Equal | Class::Moved) {
            edits.push(Vec::new());
            continue;
        }
        let (one, other) = (before.joined(&pair.old), after.joined(&pair.new));
        let found = hunks(&one.tokens, &other.tokens, &lexicon);
        pair.words = runs(one.read(), other.read(), &found);
        let sides = Sides {
            old: &one.tokens,
            new: &other.tokens,
            lexicon: &lexicon,
            cues,
            is_quote: pair.new.iter().any(|n| after.paragraphs[*n].role == Role::BlockQuote),
            stood: &|tokens| stood.has(tokens, &lexicon),
            stands: &|tokens| stands.has(tokens, &lexicon),
        };
        let touched = sides.edits(&found);
        if pair.class == Class::Edited
            && touched.iter().all(|edit| edit.touch.is_slip() && !edit.whole_sentence)
        {
            pair.class = Class::Typo;
        }
        edits.push(touched);
    }
    same_names(&mut pairs, &mut edits, &before, &after);
    let (pairs, edits) = in_reading_order(pairs, edits, &before, &after);
    let old_lead = old.lead.as_ref().map(|text| text.as_plain()).unwrap_or_default();
    let old_head: Vec<u32> = [old.headline.as_str(), &old_lead]
        .iter()
        .flat_map(|text| lexicon.read(text))
        .map(|t| t.word)
        .collect();
    let date = new.dateline.as_ref().or(old.dateline.as_ref()).and_then(|line| line.date);
    let (head, head_edits) = head::compare_heads(old, new, &mut lexicon, cues);
    Comparison {
        pairs,
        head,
        unchanged: is_same(old, new),
        old: before,
        new: after,
        lexicon,
        language: new.language.clone(),
        year: date.map(|d| d.year()),
        month: date.and_then(|d| usize::try_from(d.month() - 1).ok()),
        old_head,
        restored: HashSet::new(),
        edits,
        head_edits,
    }
}

/// A name that was exchanged in one place is no slip where it begins a sentence.
fn same_names(pairs: &mut [Pair], edits: &mut [Vec<Edit>], old: &Body, new: &Body) {
    let word = |joined: &Joined, range: &std::ops::Range<usize>| match joined.tokens.get(range.clone()) {
        Some([only]) => Some(only.word),
        _ => None,
    };
    let swap = |pair: &Pair, edit: &Edit| {
        let (one, other) = (old.joined(&pair.old), new.joined(&pair.new));
        word(&one, &edit.hunk.old).zip(word(&other, &edit.hunk.new))
    };
    let each = pairs.iter().zip(edits.iter());
    let names: HashSet<(u32, u32)> = each
        .flat_map(|(pair, edits)| edits.iter().map(move |edit| (pair, edit)))
        .filter(|(_, edit)| edit.touch == Touch::Name)
        .filter_map(|(pair, edit)| swap(pair, edit))
        .collect();
    if names.is_empty() {
        return;
    }
    for (pair, edits) in pairs.iter_mut().zip(edits) {
        let slips: Vec<bool> = edits
            .iter()
            .map(|edit| {
                edit.touch == Touch::Typo && swap(pair, edit).is_some_and(|swap| names.contains(&swap))
            })
            .collect();
        for (edit, is_name) in edits.iter_mut().zip(slips) {
            if is_name {
                edit.touch = Touch::Name;
                if pair.class == Class::Typo {
                    pair.class = Class::Edited;
                }
            }
        }
    }
}

/// Adds what is in no pair, and puts deleted paragraphs where they stood.
fn in_reading_order(
    pairs: Vec<Pair>,
    edits: Vec<Vec<Edit>>,
    old: &Body,
    new: &Body,
) -> (Vec<Pair>, Vec<Vec<Edit>>) {
    let mut taken = vec![false; old.paragraphs.len()];
    let mut at_new: Vec<Option<usize>> = vec![None; new.paragraphs.len()];
    for (k, pair) in pairs.iter().enumerate() {
        pair.old.iter().for_each(|o| taken[*o] = true);
        pair.new.iter().for_each(|n| at_new[*n] = Some(k));
    }
    let mut matched: Vec<Option<(Pair, Vec<Edit>)>> = pairs.into_iter().zip(edits).map(Some).collect();
    let alone = |class, old, new| (Pair { class, old, new, moved: false, words: Vec::new() }, Vec::new());
    let (mut out, mut next) = (Vec::with_capacity(matched.len()), 0);
    for (n, k) in at_new.iter().enumerate() {
        let Some(k) = k else {
            out.push(alone(Class::Inserted, Vec::new(), vec![n]));
            continue;
        };
        let Some((pair, touched)) = matched.get_mut(*k).and_then(Option::take) else { continue };
        if !pair.moved {
            let last = pair.old.last().map_or(next, |last| last + 1);
            out.extend(
                (next..last).filter(|o| !taken[*o]).map(|o| alone(Class::Deleted, vec![o], Vec::new())),
            );
            next = next.max(last);
        }
        out.push((pair, touched));
    }
    out.extend(
        (next..old.paragraphs.len())
            .filter(|o| !taken[*o])
            .map(|o| alone(Class::Deleted, vec![o], Vec::new())),
    );
    out.into_iter().unzip()
}

/// Whether both say, show and carry the same, to the character. Paragraphs' ids are no part of it: they
/// are carried over, not written.
fn is_same(old: &Content, new: &Content) -> bool {
    let Content {
        language,
        slugline,
        headline,
        lead,
        dateline,
        body,
        byline,
        sign_off,
        urgency,
        genre,
        placements,
        subjects,
        places,
        people,
        organisations,
        keywords,
        usage_terms,
        picture,
        origin,
        embargo,
        note,
    } = old;
    headline == &new.headline
        && body.len() == new.body.len()
        && body.iter().zip(&new.body).all(|(one, other)| one.role == other.role && one.text == other.text)
        && (language, slugline, lead, dateline, byline, sign_off, urgency)
            == (
                &new.language,
                &new.slugline,
                &new.lead,
                &new.dateline,
                &new.byline,
                &new.sign_off,
                &new.urgency,
            )
        && (genre, placements, subjects, places, people, organisations)
            == (&new.genre, &new.placements, &new.subjects, &new.places, &new.people, &new.organisations)
        && (keywords, usage_terms, picture, origin, embargo, note)
            == (&new.keywords, &new.usage_terms, &new.picture, &new.origin, &new.embargo, &new.note)
}

impl Comparison {
    /// Whether nothing that is sent differs, to the character: text, marks, head matter and metadata. A
    /// changed quote style alone is a change that is sent, though no advisory line tells of it.
    pub fn is_unchanged(&self) -> bool {
        self.unchanged
    }

    /// Gives the paragraphs of `new` the ids they had in `old`, and fresh ids to the others. Of a split
    /// paragraph the first part keeps the id, a merged one has the id of its first.
    ///
    /// `old` and `new` are the two states that were compared.
    pub fn carry_ids(&self, old: &Content, new: &mut Content) {
        let mut fresh = old.body.iter().map(|p| p.id.0).max().unwrap_or(0);
        for pair in &self.pairs {
            let mut kept = pair.old.first().and_then(|o| old.body.get(*o)).map(|p| p.id);
            for n in &pair.new {
                let Some(paragraph) = new.body.get_mut(*n) else { continue };
                paragraph.id = kept.take().unwrap_or_else(|| {
                    fresh = fresh.saturating_add(1);
                    ParagraphId(fresh)
                });
            }
        }
    }

    /// Looks into a state from before the old one: paragraphs that it had, the old one lacked and the new one
    /// has again are restored, not added. Call it for each earlier state, in any order.
    pub fn recall(&mut self, earlier: &Content) {
        let past = Body::read(earlier, &mut self.lexicon, Some(&self.new));
        let words = |p: &Paragraph| -> Vec<u32> { p.tokens.iter().map(|t| t.word).collect() };
        let had: HashSet<Vec<u32>> =
            past.paragraphs.iter().filter(|p| !p.tokens.is_empty()).map(words).collect();
        for pair in self.pairs.iter().filter(|pair| pair.class == Class::Inserted) {
            self.restored
                .extend(pair.new.iter().copied().filter(|n| had.contains(&words(&self.new.paragraphs[*n]))));
        }
    }

    fn cues(&self) -> &'static Cues {
        cues::of(&self.language)
    }
}
