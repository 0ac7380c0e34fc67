//! What was meant by a word that no story has?

use std::cmp::Reverse;

use tantivy::query::FuzzyTermQuery;
use tantivy::{Searcher, Term};

use crate::document::Fields;
use crate::query::{self, Wish, Words};
use crate::words::{Analysers, one_spelling};
use crate::{Index, Query, SearchError};

/// Words of so many letters may have two wrong; shorter ones have one.
const LONG: usize = 6;
/// No shorter word is mended: it would become another too easily.
const SHORT: usize = 3;
/// Nor a longer one.
const LONGEST: usize = 30;
/// So many words of a query are looked for among all that are near: each costs some milliseconds in a large archive.
const MOST: usize = 4;

impl Index {
    /// The query that finds something where this one finds nothing: with words that headlines and names have in place of those that no
    /// story has, or as it reads when the keyboard was set to the other script.
    pub fn meant(&self, asked: &Query) -> Result<Option<String>, SearchError> {
        let searcher = self.searcher();
        let text = one_spelling(&asked.text).into_owned();
        let mended = query::parse(&text, &asked.zone)
            .map(|wish| self.mended(&searcher, &wish, text.clone(), &mut { MOST }))
            .transpose()?
            .filter(|mended| *mended != text);
        for candidate in mended.into_iter().chain(other_keyboard(&text)) {
            let query = Query { text: candidate, limit: 1, after: None, counts: false, ..asked.clone() };
            if self.search(&query)?.total > 0 {
                return Ok(Some(query.text));
            }
        }
        Ok(None)
    }

    /// With each word mended that no story has, as long as some are left to be mended.
    fn mended(
        &self,
        searcher: &Searcher,
        wish: &Wish,
        mut text: String,
        left: &mut usize,
    ) -> Result<String, SearchError> {
        match wish {
            Wish::All(wishes) | Wish::Any(wishes) => {
                for wish in wishes {
                    text = self.mended(searcher, wish, text, left)?;
                }
            }
            Wish::Words(words) if !words.is_beginning => {
                for word in words.text.split(|c: char| !c.is_alphanumeric()) {
                    if *left == 0 || is_known(searcher, self.fields(), word)? {
                        continue;
                    }
                    *left -= 1;
                    if let Some(better) = better(searcher, self.fields(), word)? {
                        text = text.replacen(word, &better, 1);
                    }
                }
            }
            Wish::Words(Words { .. }) | Wish::Published(..) | Wish::Sorted(..) | Wish::Not(_) => {}
        }
        Ok(text)
    }
}

/// The nearest word that headlines and names have; of several the most frequent.
fn better(searcher: &Searcher, fields: &Fields, word: &str) -> Result<Option<String>, SearchError> {
    let letters = word.chars().count();
    if !(SHORT..=LONGEST).contains(&letters) {
        return Ok(None);
    }
    let word = word.to_lowercase();
    for distance in 1..=if letters < LONG { 1 } else { 2 } {
        let near = FuzzyTermQuery::new(Term::from_field_text(fields.spelling, &word), distance, true);
        let mut best: Option<(Reverse<u32>, String)> = None;
        for segment in searcher.segment_readers() {
            let words = segment.inverted_index(fields.spelling)?;
            let mut found =
                words.terms().search(near.automaton()?).into_stream().map_err(tantivy::TantivyError::from)?;
            while let Some((candidate, info)) = found.next() {
                let Ok(candidate) = std::str::from_utf8(candidate) else { continue };
                let candidate = (Reverse(info.doc_freq), candidate.to_owned());
                if best.as_ref().is_none_or(|best| candidate < *best) {
                    best = Some(candidate);
                }
            }
        }
        if let Some((_, word)) = best {
            return Ok(Some(word));
        }
    }
    Ok(None)
}

/// Whether any story has a word, in any form.
fn is_known(searcher: &Searcher, fields: &Fields, word: &str) -> Result<bool, SearchError> {
    let mut analysers = Analysers::new();
    for (field, _, read_by) in fields.of_words() {
        for token in analysers.asked(read_by, word) {
            if token.is_beginning || searcher.doc_freq(&Term::from_field_text(field, &token.word))? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The keys of two keyboards, each at the place of the other's: Latin (US) and Russian (ISO 9995 arrangements as sold).
const KEYS: [(&str, &str); 1] = [("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")];

/// What was typed, as the same keys give it on the other keyboard.
fn other_keyboard(text: &str) -> impl Iterator<Item = String> {
    let typed = text.to_lowercase();
    KEYS.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]).filter_map(move |(from, to)| {
        let key = |c: char| from.chars().position(|key| key == c).and_then(|at| to.chars().nth(at));
        let is_typed_so = typed.chars().any(|c| c.is_alphabetic())
            && typed.chars().all(|c| !c.is_alphabetic() || key(c).is_some());
        is_typed_so.then(|| typed.chars().map(|c| key(c).unwrap_or(c)).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_keyboard_gives_what_was_meant() {
        let given = |text: &str| other_keyboard(text).collect::<Vec<_>>();
        assert_eq!(given("gfhjv"), ["паром"]);
        assert_eq!(given("Ghbdtn vbh"), ["привет мир"]);
        assert_eq!(given("руддщ"), ["hello"]);
        assert_eq!(given("élan"), Vec::<String>::new());
        assert_eq!(given("2026"), Vec::<String>::new());
    }
}
