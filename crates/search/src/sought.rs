//! How is a wish put to the engine?

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
    PhrasePrefixQuery, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::analysed::TIE;
use crate::document::Fields;
use crate::query::{Part, Wish, Words};
use crate::unwanted::Unwanted;
use crate::words::{Analysers, Token};

/// How many words may follow a beginning in a phrase.
const MOST_WORDS: u32 = 4096;

/// Puts wishes to the engine.
pub(crate) struct Seeker<'a> {
    /// The fields in which there is anything, each with its part and how it is read.
    places: Vec<(Field, Part, usize)>,
    fields: &'a Fields,
    analysers: &'a mut Analysers,
}

/// What is there in all hits, or in none, and counts for nothing.
pub(crate) fn within(wanted: Box<dyn Query>, filters: Vec<Term>, without: Vec<Term>) -> Box<dyn Query> {
    let mut parts = vec![(Occur::Must, wanted)];
    let exactly = |term| uncounted(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
    parts.extend(filters.into_iter().map(|term| (Occur::Must, exactly(term))));
    parts.extend(without.into_iter().map(|term| (Occur::MustNot, exactly(term))));
    Box::new(BooleanQuery::new(parts))
}

/// What is in one of these, besides; that counts for nothing.
pub(crate) fn in_one_of(wanted: &dyn Query, terms: impl Iterator<Item = Term>) -> Box<dyn Query> {
    let one =
        |term| (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>);
    let any = uncounted(Box::new(BooleanQuery::new(terms.map(one).collect())));
    Box::new(BooleanQuery::new(vec![(Occur::Must, wanted.box_clone()), (Occur::Must, any)]))
}

impl<'a> Seeker<'a> {
    /// One that looks only where there is anything: most houses write in a few languages.
    pub fn new(
        fields: &'a Fields,
        searcher: &Searcher,
        analysers: &'a mut Analysers,
    ) -> tantivy::Result<Self> {
        let mut places = Vec::new();
        for place in fields.of_words() {
            for segment in searcher.segment_readers() {
                if segment.inverted_index(place.0)?.total_num_tokens() > 0 {
                    places.push(place);
                    break;
                }
            }
        }
        Ok(Seeker { places, fields, analysers })
    }

    /// What finds the stories that meet a wish.
    pub fn query(&mut self, wish: &Wish) -> Box<dyn Query> {
        match wish {
            Wish::Words(words) => self.anywhere(words),
            Wish::Published(from, until) => {
                let at = |instant: i64| Term::from_field_i64(self.fields.published, instant);
                let range = RangeQuery::new(Bound::Included(at(*from)), Bound::Excluded(at(*until)));
                uncounted(Box::new(range))
            }
            Wish::Sorted(by, value) => {
                let term = Term::from_field_text(self.fields.sorting(*by), value);
                uncounted(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
            }
            Wish::Not(_) => self.all(std::slice::from_ref(wish)),
            Wish::All(wishes) => self.all(wishes),
            Wish::Any(wishes) => {
                let ways = wishes.iter().map(|wish| (Occur::Should, self.query(wish))).collect();
                Box::new(BooleanQuery::new(ways))
            }
        }
    }

    /// All of these; where none of them is wanted, everything but them.
    fn all(&mut self, wishes: &[Wish]) -> Box<dyn Query> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for wish in wishes {
            match wish {
                Wish::Not(unwanted) => {
                    parts.push((Occur::MustNot, Box::new(Unwanted(self.query(unwanted)))));
                }
                wanted => parts.push((Occur::Must, self.query(wanted))),
            }
        }
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, uncounted(Box::new(AllQuery))));
        }
        Box::new(BooleanQuery::new(parts))
    }

    /// The words in whichever place has them; the best place counts, the others a little.
    fn anywhere(&mut self, words: &Words) -> Box<dyn Query> {
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        for &(field, part, read_by) in &self.places {
            if !words.are_sought_in(part) {
                continue;
            }
            let way = if words.is_beginning {
                match &self.analysers.asked(Analysers::PLAIN, &words.text)[..] {
                    [beginning] => Some(begins(field, &beginning.word)),
                    _ => None,
                }
            } else {
                side_by_side(field, &self.analysers.asked(read_by, &words.text))
            };
            ways.extend(way.map(|way| Box::new(BoostQuery::new(way, part.boost())) as Box<dyn Query>));
        }
        // Longer than any word that is indexed, or where nothing is.
        if ways.is_empty() {
            return Box::new(EmptyQuery);
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, TIE))
    }
}

fn uncounted(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// These words side by side; none where there are none.
fn side_by_side(field: Field, words: &[Token]) -> Option<Box<dyn Query>> {
    let (last, before) = words.split_last()?;
    let term = |word: &Token| Term::from_field_text(field, &word.word);
    Some(match (before.is_empty(), last.is_beginning) {
        (true, true) => begins(field, &last.word),
        (true, false) => Box::new(TermQuery::new(term(last), IndexRecordOption::WithFreqs)),
        (false, is_beginning) => {
            let terms = words.iter().map(|word| ((word.at - words[0].at) as usize, term(word))).collect();
            if is_beginning {
                let mut phrase = PhrasePrefixQuery::new_with_offset(terms);
                phrase.set_max_expansions(MOST_WORDS);
                Box::new(phrase)
            } else {
                Box::new(PhraseQuery::new_with_offset(terms))
            }
        }
    })
}

/// All words of a field that begin so.
fn begins(field: Field, beginning: &str) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    let after = format!("{beginning}{}", char::MAX);
    Box::new(RangeQuery::new(Bound::Included(term(beginning)), Bound::Excluded(term(&after))))
}
