//! How many of the hits stand where?

use std::collections::HashMap;

use tantivy::Searcher;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{AggregationResult, AggregationResults, BucketResult};
use tantivy::aggregation::{AggContextParams, AggregationCollector, AggregationLimitsGuard, Key};
use tantivy::query::Query as Sought;

use crate::document::{Document, name_of, name_of_sorting};
use crate::query::{Part, Sorting};
use crate::{Index, SearchError};

/// So many values of a facet are told.
const VALUES: usize = 8;
/// So many of its values are counted in each of the engine's files: the rest of them is too rare to be among those told.
const SEEN: usize = 10_000;

/// Values by facet, most frequent first, each with how many hits have it.
pub type Counts = Vec<(Facet, Vec<(String, usize)>)>;

/// By what hits are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The section's word in addresses.
    Section,
    /// What the last revision was.
    Kind,
    /// The language's tag.
    Language,
    /// A keyword.
    Keyword,
    /// A place.
    Place,
    /// Somebody it is about.
    Person,
    /// An organisation.
    Organisation,
    /// A topic.
    Topic,
}

/// Where the values of a facet stand.
enum By {
    /// In a sorting.
    Sorting(Sorting),
    /// In a list of names.
    Names(Part),
}

impl Facet {
    /// All of them.
    pub const ALL: [Facet; 8] = [
        Facet::Section,
        Facet::Topic,
        Facet::Place,
        Facet::Person,
        Facet::Organisation,
        Facet::Keyword,
        Facet::Kind,
        Facet::Language,
    ];

    /// Its name in a query: `section` in `section:world`.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Section => "section",
            Facet::Kind => "kind",
            Facet::Language => "language",
            Facet::Keyword => "keyword",
            Facet::Place => "place",
            Facet::Person => "person",
            Facet::Organisation => "organisation",
            Facet::Topic => "topic",
        }
    }

    fn by(self) -> By {
        match self {
            Facet::Section => By::Sorting(Sorting::Section),
            Facet::Kind => By::Sorting(Sorting::Kind),
            Facet::Language => By::Sorting(Sorting::Language),
            Facet::Keyword => By::Names(Part::Keywords),
            Facet::Place => By::Names(Part::Places),
            Facet::Person => By::Names(Part::People),
            Facet::Organisation => By::Names(Part::Organisations),
            Facet::Topic => By::Names(Part::Topics),
        }
    }

    fn field(self) -> &'static str {
        match self.by() {
            By::Sorting(by) => name_of_sorting(by),
            By::Names(part) => name_of(part),
        }
    }

    fn values(self, document: &Document) -> Vec<String> {
        match self.by() {
            By::Sorting(by) => {
                document.sorted().filter(|(of, _)| *of == by).map(|(_, value)| value).collect()
            }
            By::Names(part) => document.names(part).to_vec(),
        }
    }
}

/// The spellings of a value as one, for a search takes them as one: under the most frequent.
fn together(of: HashMap<String, usize>) -> Vec<(String, usize)> {
    let mut alike: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    for (value, count) in of {
        alike.entry(value.to_lowercase()).or_default().push((value, count));
    }
    let one = |mut spellings: Vec<(String, usize)>| {
        spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let count = spellings.iter().map(|(_, count)| count).sum();
        spellings.into_iter().next().map(|(value, _)| (value, count))
    };
    alike.into_values().filter_map(one).collect()
}

impl Index {
    /// How many of the hits stand where.
    pub(crate) fn counts<'a>(
        &self,
        wanted: &dyn Sought,
        searcher: &Searcher,
        fresh: impl Iterator<Item = &'a Document> + Clone,
    ) -> Result<Counts, SearchError> {
        let asked: serde_json::Map<_, _> = Facet::ALL
            .iter()
            .map(|facet| {
                let terms = serde_json::json!({"terms": {"field": facet.field(), "size": 4 * VALUES, "segment_size": SEEN}});
                (facet.name().to_owned(), terms)
            })
            .collect();
        let asked: Aggregations = serde_json::from_value(asked.into())
            .map_err(|error| tantivy::TantivyError::InvalidArgument(error.to_string()))?;
        let context = AggContextParams::new(AggregationLimitsGuard::default(), self.tokenizers());
        let AggregationResults(mut found) =
            searcher.search(wanted, &AggregationCollector::from_aggs(asked, context))?;
        let mut counts = Vec::new();
        for facet in Facet::ALL {
            let mut of: HashMap<String, usize> = HashMap::new();
            if let Some(AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) =
                found.remove(facet.name())
            {
                for bucket in buckets {
                    if let Key::Str(value) = bucket.key {
                        of.insert(value, usize::try_from(bucket.doc_count).unwrap_or(usize::MAX));
                    }
                }
            }
            for value in fresh.clone().flat_map(|document| facet.values(document)) {
                *of.entry(value).or_default() += 1;
            }
            let mut of = together(of);
            of.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            of.truncate(VALUES);
            if of.len() > 1 {
                counts.push((facet, of));
            }
        }
        Ok(counts)
    }
}
