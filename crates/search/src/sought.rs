//! How is a wish put to the engine?

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};

use crate::query::{Part, Wish, Words};
use crate::unwanted::Unwanted;

/// A field in which words are sought.
pub(crate) struct Place {
    pub field: Field,
    pub part: Part,
    pub analyser: TextAnalyzer,
    pub boost: f32,
}

/// Everywhere that is looked at.
pub(crate) struct Places {
    pub words: Vec<Place>,
    /// How the beginning of a word is read: as it is.
    pub plain: TextAnalyzer,
    /// When a story was published.
    pub published: Field,
}

/// What finds the stories that meet a wish and all filters; a filter is a term that must be there and counts for nothing.
pub(crate) fn build(wish: &Wish, filters: Vec<Term>, places: &mut Places) -> Box<dyn Query> {
    let mut parts = vec![(Occur::Must, query(wish, places))];
    for term in filters {
        let filter = TermQuery::new(term, IndexRecordOption::Basic);
        parts.push((Occur::Must, uncounted(Box::new(filter))));
    }
    Box::new(BooleanQuery::new(parts))
}

fn query(wish: &Wish, places: &mut Places) -> Box<dyn Query> {
    match wish {
        Wish::Words(words) => anywhere(words, places),
        Wish::Published(from, until) => {
            let at = |instant: i64| Term::from_field_i64(places.published, instant);
            let range = RangeQuery::new(Bound::Included(at(*from)), Bound::Excluded(at(*until)));
            uncounted(Box::new(range))
        }
        Wish::Not(_) => all(std::slice::from_ref(wish), places),
        Wish::All(wishes) => all(wishes, places),
        Wish::Any(wishes) => {
            let ways = wishes.iter().map(|wish| (Occur::Should, query(wish, places))).collect();
            Box::new(BooleanQuery::new(ways))
        }
    }
}

/// All of these; where none of them is wanted, everything but them.
fn all(wishes: &[Wish], places: &mut Places) -> Box<dyn Query> {
    let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for wish in wishes {
        match wish {
            Wish::Not(unwanted) => {
                parts.push((Occur::MustNot, Box::new(Unwanted(query(unwanted, places)))));
            }
            wanted => parts.push((Occur::Must, query(wanted, places))),
        }
    }
    if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        parts.push((Occur::Must, uncounted(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(parts))
}

fn uncounted(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The words in whichever place has them; the best place counts, the others a little.
fn anywhere(words: &Words, places: &mut Places) -> Box<dyn Query> {
    let beginning = words.is_beginning.then(|| tokens(&mut places.plain, &words.text));
    let mut ways: Vec<Box<dyn Query>> = Vec::new();
    for place in &mut places.words {
        if words.part.is_some_and(|part| part != place.part) {
            continue;
        }
        let way = match &beginning {
            Some(beginning) => match &beginning[..] {
                [beginning] => begins(place.field, beginning),
                _ => continue,
            },
            None => {
                let mut terms: Vec<Term> = tokens(&mut place.analyser, &words.text)
                    .iter()
                    .map(|token| Term::from_field_text(place.field, token))
                    .collect();
                match terms.len() {
                    0 => continue,
                    1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
                    _ => Box::new(PhraseQuery::new(terms)) as Box<dyn Query>,
                }
            }
        };
        ways.push(Box::new(BoostQuery::new(way, place.boost)));
    }
    // Longer than any word that is indexed.
    if ways.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, 0.1))
}

/// All words of a field that begin so.
fn begins(field: Field, beginning: &str) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    let after = format!("{beginning}{}", char::MAX);
    Box::new(RangeQuery::new(Bound::Included(term(beginning)), Bound::Excluded(term(&after))))
}

fn tokens(analyser: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    analyser.token_stream(text).process(&mut |token| tokens.push(token.text.clone()));
    tokens
}
