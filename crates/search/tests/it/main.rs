//! What is found, in which order, and what the index remembers.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod finding;
mod kept;
mod watch;

use proptest::prelude::*;
use search::{Document, Hits, Index, Order, Query};
use story::{Placement, ShortId, StoryId};

fn document(n: u64, language: &str, headline: &str, text: &str) -> Document {
    Document {
        story: StoryId::new(jiff::Timestamp::UNIX_EPOCH),
        short_id: ShortId::from_random(n),
        placements: vec![Placement {
            edition: language.parse().unwrap(),
            section: if n.is_multiple_of(2) { "world" } else { "economy" }.parse().unwrap(),
        }],
        language: language.parse().unwrap(),
        kind: "new",
        headline: headline.into(),
        text: text.into(),
        earlier: String::new(),
        keywords: Vec::new(),
        byline: None,
        places: Vec::new(),
        people: Vec::new(),
        organisations: Vec::new(),
        topics: Vec::new(),
        published: i64::try_from(n).unwrap(),
    }
}

fn ask(text: &str) -> Query {
    let zone = jiff::tz::TimeZone::UTC;
    Query {
        edition: None,
        section: None,
        text: text.into(),
        zone,
        order: Order::Newest,
        limit: 10,
        after: None,
        counts: false,
    }
}

/// An index of these, of which the first so many are in files and the rest was put a moment ago.
fn half_filled(documents: &[Document], committed: usize) -> Index {
    let index = Index::in_memory().unwrap();
    for (at, document) in documents.iter().enumerate() {
        if at == committed {
            index.commit(at as u64).unwrap();
        }
        index.put(document).unwrap();
    }
    if committed >= documents.len() {
        index.commit(documents.len() as u64).unwrap();
    }
    index
}

fn filled(documents: &[Document]) -> Index {
    half_filled(documents, documents.len())
}

/// The same stories in files, in memory, and some here and some there: whoever searches cannot tell.
fn in_each_way(documents: &[Document]) -> [Index; 3] {
    [documents.len(), 0, documents.len() / 2].map(|committed| half_filled(documents, committed))
}

/// The documents' places in the list that were found, in order.
fn found(index: &Index, documents: &[Document], query: &Query) -> Vec<usize> {
    let Hits { hits, .. } = index.search(query).unwrap();
    hits.iter().map(|hit| documents.iter().position(|d| d.story == hit.story).unwrap()).collect()
}

fn archive() -> Vec<Document> {
    let mut all = vec![
        document(0, "en", "Ministers agree on grain", "The talks in Varn ended at dawn. Nobody was happy."),
        document(1, "en", "Harbour reopens", "Grain ships left Varn. The minister was absent."),
        document(2, "en", "Football: Varn lose again", "Ended goalless at half-time, then the talk began."),
        document(
            3,
            "ru",
            "Министры подписали соглашение",
            "Переговоры о зерне завершились. Артём Лосев не приехал.",
        ),
        document(4, "ar", "الوزراء يوقعون الاتفاق", "انتهت المحادثات حول الحبوب في فارن."),
        document(5, "pl", "Ministrowie o zbożu", "Rozmowy zakończyły się rano."),
    ];
    all[2].keywords = vec!["league cup".into()];
    all[2].byline = Some("Ana Ferrer".into());
    all
}

/// What may be asked, as a tree.
#[derive(Clone, Debug)]
enum Asked {
    Words(Vec<&'static str>),
    Begins(&'static str),
    Not(Box<Asked>),
    All(Vec<Asked>),
    Any(Vec<Asked>),
}

impl Asked {
    fn typed(&self) -> String {
        let all = |parts: &[Asked], sign: &str| {
            format!("({})", parts.iter().map(Asked::typed).collect::<Vec<_>>().join(sign))
        };
        match self {
            Asked::Words(words) => format!("\"{}\"", words.join(" ")),
            Asked::Begins(beginning) => format!("{beginning}*"),
            Asked::Not(asked) => format!("NOT {}", asked.typed()),
            Asked::All(parts) => all(parts, " "),
            Asked::Any(parts) => all(parts, " OR "),
        }
    }

    fn holds(&self, story: &[&str]) -> bool {
        match self {
            Asked::Words(words) => story.windows(words.len()).any(|run| run == words),
            Asked::Begins(beginning) => story.iter().any(|word| word.starts_with(beginning)),
            Asked::Not(asked) => !asked.holds(story),
            Asked::All(parts) => parts.iter().all(|part| part.holds(story)),
            Asked::Any(parts) => parts.iter().any(|part| part.holds(story)),
        }
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let leaf = prop_oneof![
        prop::collection::vec(word(), 1..3).prop_map(Asked::Words),
        prop::sample::select(vec!["gr", "harb", "b", "q"]).prop_map(Asked::Begins),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|asked| Asked::Not(Box::new(asked))),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Asked::All),
            prop::collection::vec(inner, 1..4).prop_map(Asked::Any),
        ]
    })
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["bread", "grain", "harbour"])
}
