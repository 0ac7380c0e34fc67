//! How is a phrase kept out?
//!
//! The engine asks what is excluded about documents that its phrase scorer may have passed already,
//! against that scorer's contract: a debug build panics, a release build may answer from an invalid state. Wrapped
//! like this it is only ever advanced, and a document behind it is simply not in it. The property test
//! `a_query_finds_what_reading_every_story_would_find` shows when this file can go.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

/// A query that is to match nothing in the results.
#[derive(Debug)]
pub(crate) struct Unwanted(pub Box<dyn Query>);

impl Clone for Unwanted {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Unwanted {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(UnwantedWeight(self.0.weight(scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct UnwantedWeight(Box<dyn Weight>);

impl Weight for UnwantedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(UnwantedScorer(self.0.scorer(reader, boost)?)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

struct UnwantedScorer(Box<dyn Scorer>);

/// Leaves `seek_danger` at its default, which looks before it seeks.
impl DocSet for UnwantedScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }

    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

impl Scorer for UnwantedScorer {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}
