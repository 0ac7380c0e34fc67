//! Which of many saved searches does a story meet?
//!
//! Each search is filed under words of which a story must have one to meet it, so that a story is held against the few
//! searches that its own words lead to, and not against all of them.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use crate::analysed::Analysed;
use crate::document::Document;
use crate::query::{self, Part, Wish, Words};
use crate::words::{Analysers, Token, one_spelling};

/// A beginning of a word is filed under so many of its letters.
const LETTERS: usize = 3;

/// Saved searches.
pub struct Watch<K> {
    searches: Vec<(K, Wish)>,
    /// By how a story's language is read; each is filled when the first story comes that needs it.
    filed: [Filed; Analysers::COUNT],
    analysers: Analysers,
}

/// Searches by the words that lead to them.
#[derive(Default)]
struct Filed {
    /// So many of all searches are filed.
    until: usize,
    by_word: HashMap<Lead, Vec<u32>>,
    /// Those that may be met by a story of any words.
    always: Vec<u32>,
}

/// A word that leads to a search.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Lead {
    Word(Box<str>),
    /// Its first letters.
    Beginning(Box<str>),
}

impl<K> Watch<K> {
    /// No searches.
    pub fn new() -> Self {
        Self { searches: Vec::new(), filed: Default::default(), analysers: Analysers::new() }
    }

    /// Watches for what this search finds, as typed; its days begin in this zone. One that asks for nothing is never met.
    pub fn add(&mut self, key: K, text: &str, zone: &TimeZone) {
        if let Some(wish) = query::parse(&one_spelling(text), zone) {
            self.searches.push((key, wish));
        }
    }

    /// How many searches are watched.
    pub fn count(&self) -> usize {
        self.searches.len()
    }

    /// The searches that this story meets, in the order in which they were added.
    pub fn met(&mut self, document: &Document) -> Vec<&K> {
        let story = Analysed::of(document, &mut self.analysers);
        self.file(story.language);
        let filed = &self.filed[story.language];
        let mut candidates = filed.always.clone();
        for lead in leads_of(&story) {
            candidates.extend(filed.by_word.get(&lead).into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
        let mut met = Vec::new();
        for at in candidates {
            let (key, wish) = &self.searches[at as usize];
            if story.meets(wish, &mut self.analysers, &|_, _, _, _, _| 0.0).is_some() {
                met.push(key);
            }
        }
        met
    }

    /// Files what is not filed yet for stories that are read so.
    fn file(&mut self, language: usize) {
        let filed = &mut self.filed[language];
        for (at, (_, wish)) in (0..).zip(&self.searches).skip(filed.until) {
            match leads(wish, language, &mut self.analysers) {
                Some(leads) => {
                    for lead in leads {
                        filed.by_word.entry(lead).or_default().push(at);
                    }
                }
                None => filed.always.push(at),
            }
        }
        filed.until = self.searches.len();
    }
}

impl<K> Default for Watch<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> std::fmt::Debug for Watch<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("count", &self.count()).finish_non_exhaustive()
    }
}

/// All that a story leads to.
fn leads_of(story: &Analysed) -> HashSet<Lead> {
    let mut leads = HashSet::new();
    for word in Part::ALL.into_iter().flat_map(|part| story.words(part)) {
        leads.insert(Lead::Word(word.into()));
        for (end, letter) in word.char_indices().take(LETTERS) {
            leads.insert(Lead::Beginning(word[..end + letter.len_utf8()].into()));
        }
    }
    leads
}

/// A story that meets the wish has one of these at least; none where it need have no word.
fn leads(wish: &Wish, language: usize, analysers: &mut Analysers) -> Option<HashSet<Lead>> {
    match wish {
        Wish::Words(words) => Some(leads_to(words, language, analysers)),
        Wish::Published(..) | Wish::Sorted(..) | Wish::Not(_) => None,
        // The rarest is not known here; long words are rarer than short ones.
        Wish::All(wishes) => {
            let all = wishes.iter().filter_map(|wish| leads(wish, language, analysers));
            all.max_by_key(|leads| leads.iter().map(Lead::length).min().unwrap_or(usize::MAX))
        }
        Wish::Any(wishes) => wishes
            .iter()
            .map(|wish| leads(wish, language, analysers))
            .collect::<Option<Vec<_>>>()
            .map(|all| all.into_iter().flatten().collect()),
    }
}

/// One word for each way in which the words are read.
fn leads_to(words: &Words, language: usize, analysers: &mut Analysers) -> HashSet<Lead> {
    let beginning = |token: Token| Lead::Beginning(token.word.chars().take(LETTERS).collect());
    if words.is_beginning {
        let tokens = analysers.asked(Analysers::PLAIN, &words.text);
        return tokens.into_iter().take(1).map(beginning).collect();
    }
    let parts = Part::ALL.into_iter().filter(|part| words.are_sought_in(*part));
    let ways: HashSet<usize> = parts.map(|part| part.read_by(language)).collect();
    let longest = |way| {
        analysers
            .asked(way, &words.text)
            .into_iter()
            .max_by_key(|token| (!token.is_beginning, token.word.len()))
    };
    ways.into_iter()
        .filter_map(longest)
        .map(|token| if token.is_beginning { beginning(token) } else { Lead::Word(token.word.into()) })
        .collect()
}

impl Lead {
    fn length(&self) -> usize {
        match self {
            Lead::Word(word) => word.chars().count(),
            Lead::Beginning(letters) => letters.chars().count().saturating_sub(1),
        }
    }
}
