//! What does a reader's query ask for?
//!
//! Words are all wanted; `"words in quotes"` stand side by side; `-word` and `-"a phrase"` must not be
//! there. An open quote ends with the text; a hyphen by itself means nothing.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};

use crate::unwanted::Unwanted;

/// More of a query than this is not read, in characters.
const LONGEST: usize = 400;
/// More wishes than this are not followed.
const MOST_CLAUSES: usize = 24;

/// One wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Words side by side; one, mostly.
    pub words: String,
    /// Whether they must not be there.
    pub excluded: bool,
}

/// A field in which words are sought.
pub(crate) struct Place {
    pub field: Field,
    pub analyser: TextAnalyzer,
    pub boost: f32,
}

/// Reads a query; see the module.
pub(crate) fn parse(text: &str) -> Vec<Clause> {
    let text: String = text.chars().take(LONGEST).collect();
    let mut clauses = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && clauses.len() < MOST_CLAUSES {
        let (excluded, start) = match strip_sign(rest) {
            Some(after) => (true, after),
            None => (false, rest),
        };
        let (words, after) = match start.chars().next() {
            Some(open) if is_quote(open) => {
                let inner = &start[open.len_utf8()..];
                inner.split_once(is_quote).unwrap_or((inner, ""))
            }
            _ => {
                start.split_at(start.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(start.len()))
            }
        };
        if words.chars().any(char::is_alphanumeric) {
            clauses.push(Clause { words: words.to_owned(), excluded });
        }
        rest = after.trim_start();
    }
    clauses
}

fn strip_sign(text: &str) -> Option<&str> {
    let after = text.strip_prefix(['-', '−', '–'])?;
    let next = after.chars().next()?;
    (next.is_alphanumeric() || is_quote(next)).then_some(after)
}

/// What opens and closes a phrase, as typed on keyboards of several languages. No apostrophes: they stand
/// within words.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

/// Builds the query over all places; a filter is a term that must be there and counts for nothing.
/// Without a word that is wanted or unwanted nothing is found.
pub(crate) fn build(clauses: &[Clause], filters: Vec<Term>, places: &mut [Place]) -> Box<dyn Query> {
    let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for clause in clauses {
        match anywhere(&clause.words, places) {
            Some(query) if clause.excluded => parts.push((Occur::MustNot, Box::new(Unwanted(query)))),
            Some(query) => parts.push((Occur::Must, query)),
            None if clause.excluded => {}
            // Longer than any word that is indexed.
            None => return Box::new(EmptyQuery),
        }
    }
    if parts.is_empty() {
        return Box::new(EmptyQuery);
    }
    if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        parts.push((Occur::Must, Box::new(AllQuery)));
    }
    for term in filters {
        let filter = TermQuery::new(term, IndexRecordOption::Basic);
        parts.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(filter), 0.0))));
    }
    Box::new(BooleanQuery::new(parts))
}

/// The words in whichever place has them; the best place counts, the others a little.
fn anywhere(words: &str, places: &mut [Place]) -> Option<Box<dyn Query>> {
    let mut ways: Vec<Box<dyn Query>> = Vec::new();
    for place in places {
        let mut terms = Vec::new();
        place
            .analyser
            .token_stream(words)
            .process(&mut |token| terms.push(Term::from_field_text(place.field, &token.text)));
        let way: Box<dyn Query> = match terms.len() {
            0 => continue,
            1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(terms)),
        };
        ways.push(Box::new(BoostQuery::new(way, place.boost)));
    }
    (!ways.is_empty()).then(|| Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, 0.1)) as Box<dyn Query>)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_words_phrases_and_what_is_not_wanted() {
        let cases: [(&str, &[(&str, bool)]); 11] = [
            ("grain talks", &[("grain", false), ("talks", false)]),
            ("\"grain talks\" ministers", &[("grain talks", false), ("ministers", false)]),
            ("grain -wheat", &[("grain", false), ("wheat", true)]),
            ("-\"grain talks\"", &[("grain talks", true)]),
            ("«зерно и хлеб» -«рис»", &[("зерно и хлеб", false), ("рис", true)]),
            ("\"open quote", &[("open quote", false)]),
            ("well-known don't", &[("well-known", false), ("don't", false)]),
            ("- -- \"\" -\"\" *", &[]),
            ("a\"b c\"d", &[("a", false), ("b c", false), ("d", false)]),
            ("title:(x AND y)^2 ~", &[("title:(x", false), ("AND", false), ("y)^2", false)]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<Clause> = expected
                .iter()
                .map(|(w, excluded)| Clause { words: (*w).into(), excluded: *excluded })
                .collect();
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
