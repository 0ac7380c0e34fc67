//! What is found, in which order, and what the index remembers.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use search::{Document, Hits, Index, Opened, Order, Query};
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
        headline: headline.into(),
        text: text.into(),
        keywords: Vec::new(),
        byline: None,
        published: i64::try_from(n).unwrap(),
    }
}

fn ask(text: &str) -> Query {
    let zone = jiff::tz::TimeZone::UTC;
    Query { edition: None, section: None, text: text.into(), zone, order: Order::Newest, limit: 10, after: 0 }
}

fn filled(documents: &[Document]) -> Index {
    let index = Index::in_memory().unwrap();
    for document in documents {
        index.put(document).unwrap();
    }
    index.commit(documents.len() as u64).unwrap();
    index
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

#[test]
fn words_are_found_in_any_form_their_language_gives_them() {
    let all = archive();
    let index = filled(&all);
    for (text, places) in [
        ("minister", &[1usize, 0][..]),
        ("GRAIN", &[1, 0]),
        ("grain talk", &[0]),
        ("министр", &[3]),
        ("соглашения", &[3]),
        ("Артем", &[3]),
        ("اتفاق", &[4]),
        ("المحادثات", &[4]),
        ("zbozu", &[5]),
        ("league", &[2]),
        ("ferrer", &[2]),
        ("nothing", &[]),
    ] {
        assert_eq!(found(&index, &all, &ask(text)), places, "{text}");
    }
}

#[test]
fn phrases_stand_side_by_side_and_unwanted_words_are_left_out() {
    let all = archive();
    let index = filled(&all);
    for (text, places) in [
        ("\"talks in Varn\"", &[0usize][..]),
        ("\"Varn talks\"", &[]),
        ("varn -grain", &[2]),
        ("varn -\"grain ships\"", &[2, 0]),
        ("half-time", &[2]),
        ("-varn -министры", &[5, 4]),
        ("ships OR goalless", &[2, 1]),
        ("(ships OR goalless) -minister", &[2]),
        ("-(grain varn) varn", &[2]),
        ("minist*", &[5, 1, 0]),
        ("minist* OR минист*", &[5, 3, 1, 0]),
        ("headline:grain", &[0]),
        ("headline:\"grain ships\"", &[]),
        ("byline:ferrer", &[2]),
        ("byline:grain", &[]),
        ("keyword:league", &[2]),
        ("varn before:1970-01-02", &[2, 1, 0]),
        ("varn after:1970-01-02", &[]),
        ("on:1970 -varn -министры", &[5, 4]),
    ] {
        assert_eq!(found(&index, &all, &ask(text)), places, "{text}");
    }
}

#[test]
fn an_edition_and_a_section_find_only_their_own() {
    let all = archive();
    let index = filled(&all);
    let mut query = ask("varn");
    query.edition = Some("en".parse().unwrap());
    assert_eq!(found(&index, &all, &query), [2, 1, 0]);
    query.section = Some("world".parse().unwrap());
    assert_eq!(found(&index, &all, &query), [2, 0]);
    query.edition = Some("ru".parse().unwrap());
    assert!(found(&index, &all, &query).is_empty());
}

#[test]
fn the_best_come_first_when_asked_for() {
    let all = [
        document(0, "en", "Grain prices rise", "Bread is next."),
        document(
            1,
            "en",
            "Port strike",
            "Among much else, grain waits on the quay with timber, coal and cars.",
        ),
    ];
    let index = filled(&all);
    assert_eq!(found(&index, &all, &ask("grain")), [1, 0]);
    assert_eq!(found(&index, &all, &Query { order: Order::Best, ..ask("grain") }), [0, 1]);
}

#[test]
fn pages_follow_on_each_other() {
    let all: Vec<_> = (0..25).map(|n| document(n, "en", "Grain", "Talks.")).collect();
    let index = filled(&all);
    let (mut seen, mut after) = (Vec::new(), Some(0));
    while let Some(start) = after {
        let page = index.search(&Query { after: start, ..ask("grain") }).unwrap();
        assert_eq!(page.total, 25);
        seen.extend(page.hits.iter().map(|hit| hit.short_id));
        after = page.next;
    }
    assert_eq!(seen, all.iter().rev().map(|d| d.short_id).collect::<Vec<_>>());
}

#[test]
fn a_story_is_in_the_index_once_in_its_present_state_or_not_at_all() {
    let mut story = document(0, "en", "Grain", "Talks.");
    let index = filled(std::slice::from_ref(&story));
    story.headline = "Wheat".into();
    index.put(&story).unwrap();
    assert_eq!(index.search(&ask("wheat")).unwrap().total, 0, "not before the commit");
    index.commit(2).unwrap();
    assert_eq!(index.search(&ask("wheat")).unwrap().total, 1);
    assert_eq!(index.search(&ask("grain")).unwrap().total, 0);
    index.remove(story.story).unwrap();
    index.commit(3).unwrap();
    assert_eq!(index.search(&ask("wheat")).unwrap().total, 0);
}

fn reopened(folder: &Path) -> (Index, Opened) {
    Index::open(folder).unwrap()
}

#[test]
fn the_cursor_and_the_stories_survive_together() {
    let folder = tempfile::tempdir().unwrap();
    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::New, 0));
    index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
    index.commit(7).unwrap();
    index.put(&document(1, "en", "Grain", "Talks.")).unwrap();
    drop(index);

    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::Kept, 7));
    assert_eq!(index.search(&ask("grain")).unwrap().total, 1, "what was not committed is not there");
    index.commit(9).unwrap();
    assert_eq!(index.cursor().unwrap(), 9);
}

#[test]
fn an_index_that_was_never_committed_is_kept_empty() {
    let folder = tempfile::tempdir().unwrap();
    drop(reopened(folder.path()));
    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::Kept, 0));
}

#[test]
fn a_damaged_index_or_one_of_another_format_is_wiped_and_says_so() {
    type Damage = fn(&Path);
    let damage: [(&str, Damage); 4] = [
        ("garbage", |folder| fs::write(folder.join("meta.json"), b"{").unwrap()),
        ("another format", |folder| {
            let meta = fs::read_to_string(folder.join("meta.json")).unwrap();
            fs::write(folder.join("meta.json"), meta.replace("\"1 7\"", "\"0 7\"")).unwrap();
        }),
        ("truncated", |folder| {
            for file in fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
                if file.extension().is_some_and(|e| e != "json" && e != "lock") {
                    fs::write(file, b"x").unwrap();
                }
            }
        }),
        ("missing", |folder| {
            for file in fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
                if file.extension().is_some_and(|e| e == "term" || e == "store" || e == "idx") {
                    fs::remove_file(file).unwrap();
                }
            }
        }),
    ];
    for (name, damage) in damage {
        let folder = tempfile::tempdir().unwrap();
        let (index, _) = reopened(folder.path());
        index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
        index.commit(7).unwrap();
        drop(index);
        damage(folder.path());
        let (index, opened) = reopened(folder.path());
        assert!(matches!(opened, Opened::Wiped { .. }), "{name}: {opened:?}");
        assert_eq!(index.cursor().unwrap(), 0, "{name}");
        index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
        index.commit(1).unwrap();
        assert_eq!(index.search(&ask("grain")).unwrap().total, 1, "{name}");
    }
}

#[test]
fn after_another_start_of_the_machine_a_changed_byte_in_any_file_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (index, _) = reopened(folder.path());
    index.put(&document(0, "en", "Grain", "Talks.")).unwrap();
    index.commit(7).unwrap();
    drop(index);
    let restarted = || fs::write(folder.path().join("machine-start"), "another").unwrap();
    restarted();
    let (index, opened) = reopened(folder.path());
    assert_eq!((opened, index.cursor().unwrap()), (Opened::Kept, 7), "what is whole is kept");
    drop(index);
    let whole: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|file| (fs::read(&file).unwrap(), file))
        .collect();
    let of_segments = |file: &Path| {
        file.extension().is_some_and(|it| it != "json" && it != "lock") && !file.ends_with(".managed.json")
    };
    let mut changed = 0;
    for (bytes, file) in whole.iter().filter(|(bytes, file)| of_segments(file) && !bytes.is_empty()) {
        let mut bytes = bytes.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        fs::write(file, bytes).unwrap();
        restarted();
        let (index, opened) = reopened(folder.path());
        assert!(matches!(opened, Opened::Wiped { .. }), "{}: {opened:?}", file.display());
        drop(index);
        for old in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(old.unwrap().path()).unwrap();
        }
        for (bytes, file) in &whole {
            fs::write(file, bytes).unwrap();
        }
        changed += 1;
    }
    assert!(changed >= 5, "{changed} files");
}

#[test]
fn two_cannot_hold_one_index() {
    let folder = tempfile::tempdir().unwrap();
    let _held = reopened(folder.path());
    let error = Index::open(folder.path()).unwrap_err();
    assert!(matches!(error, search::SearchError::InUse(_)), "{error}");
}

proptest! {
    #[test]
    fn nothing_a_reader_types_is_an_error(text in "\\PC{0,60}", limit in 0usize..200, after in 0usize..1_000_000) {
        thread_local!(static INDEX: Index = filled(&archive()));
        for order in [Order::Newest, Order::Best] {
            let query = Query { text: text.clone(), order, limit, after, ..ask("") };
            prop_assert!(INDEX.with(|index| index.search(&query).is_ok()));
        }
    }
}

proptest! {
    // Each case builds an index.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_query_finds_what_reading_every_story_would_find(
        stories in prop::collection::vec(prop::collection::vec(word(), 1..8), 1..12),
        wishes in prop::collection::vec((any::<bool>(), prop::collection::vec(word(), 1..4)), 1..4),
    ) {
        let documents: Vec<_> =
            (0..).zip(&stories).map(|(n, words)| document(n, "pl", "X", &words.join(" "))).collect();
        let query: Vec<_> = wishes
            .iter()
            .map(|(wanted, words)| format!("{}\"{}\"", if *wanted { "" } else { "-" }, words.join(" ")))
            .collect();
        let mut expected: Vec<_> = (0..stories.len())
            .filter(|&story| {
                wishes.iter().all(|(wanted, words)| {
                    *wanted == stories[story].windows(words.len()).any(|run| run == words)
                })
            })
            .collect();
        expected.reverse();
        let index = filled(&documents);
        prop_assert_eq!(found(&index, &documents, &Query { limit: 100, ..ask(&query.join(" ")) }), expected);
    }
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn alternatives_brackets_and_beginnings_find_what_they_say(
        stories in prop::collection::vec(prop::collection::vec(word(), 1..6), 1..8),
        asked in asked(),
    ) {
        let documents: Vec<_> =
            (0..).zip(&stories).map(|(n, words)| document(n, "pl", "X", &words.join(" "))).collect();
        let mut expected: Vec<_> = (0..stories.len()).filter(|&story| asked.holds(&stories[story])).collect();
        expected.reverse();
        let index = filled(&documents);
        let query = Query { limit: 100, ..ask(&asked.typed()) };
        prop_assert_eq!(found(&index, &documents, &query), expected, "{}", asked.typed());
    }
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["bread", "grain", "harbour"])
}
