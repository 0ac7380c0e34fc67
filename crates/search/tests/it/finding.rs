//! What is found, in which order, wherever it stands.

use proptest::prelude::*;
use search::{After, Document, Facet, Index, Order, Query};
use story::ShortId;

use crate::{archive, ask, asked, document, filled, found, half_filled, in_each_way, word};

#[test]
fn words_are_found_in_any_form_their_language_gives_them() {
    let all = archive();
    let indexes = in_each_way(&all);
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
        for index in &indexes {
            assert_eq!(found(index, &all, &ask(text)), places, "{text}");
        }
    }
}

#[test]
fn phrases_stand_side_by_side_and_unwanted_words_are_left_out() {
    let all = archive();
    let indexes = in_each_way(&all);
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
        for index in &indexes {
            assert_eq!(found(index, &all, &ask(text)), places, "{text}");
        }
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

/// Reads page after page.
fn leafed(index: &Index, query: Query) -> Vec<ShortId> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = index.search(&Query { after, ..query.clone() }).unwrap();
        seen.extend(page.hits.iter().map(|hit| hit.short_id));
        let Some(next) = page.next else { return seen };
        let typed = next.to_string();
        after = Some(typed.parse().unwrap());
        assert_eq!(after, Some(next), "{typed}");
    }
}

#[test]
fn pages_follow_on_each_other() {
    let all: Vec<_> = (0..25).map(|n| document(n, "en", "Grain", "Talks.")).collect();
    for index in in_each_way(&all) {
        assert_eq!(index.search(&ask("grain")).unwrap().total, 25);
        assert_eq!(leafed(&index, ask("grain")), all.iter().rev().map(|d| d.short_id).collect::<Vec<_>>());
        let mut best = leafed(&index, Query { order: Order::Best, ..ask("grain") });
        best.sort();
        let mut every: Vec<_> = all.iter().map(|d| d.short_id).collect();
        every.sort();
        assert_eq!(best, every);
    }
}

#[test]
fn a_page_goes_on_where_the_last_one_ended_also_where_many_came_in_one_instant() {
    let mut all: Vec<_> = (0..40).map(|n| document(n, "en", "Grain", "Talks.")).collect();
    for (n, story) in all.iter_mut().enumerate() {
        story.published = if n < 30 { 7 } else { 8 };
    }
    for index in in_each_way(&all) {
        let mut seen = leafed(&index, Query { limit: 7, ..ask("grain") });
        assert_eq!(seen.len(), 40);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 40, "each once");
        // What comes while somebody reads moves nothing.
        let first = index.search(&Query { limit: 7, ..ask("grain") }).unwrap();
        let newer = Document { published: 9, ..document(99, "en", "Grain", "Talks.") };
        index.put(&newer).unwrap();
        let second = index.search(&Query { limit: 40, after: first.next, ..ask("grain") }).unwrap();
        assert_eq!((second.total, second.hits.len()), (41, 33));
        let told: Vec<_> = first.hits.iter().map(|hit| hit.short_id).collect();
        assert!(
            second.hits.iter().all(|hit| hit.short_id != newer.short_id && !told.contains(&hit.short_id))
        );
    }
}

#[test]
fn a_story_is_found_once_in_its_present_state_or_not_at_all() {
    let mut story = document(0, "en", "Grain", "Talks.");
    let index = filled(std::slice::from_ref(&story));
    let total = |text: &str| index.search(&ask(text)).unwrap().total;
    for is_committed in [false, true] {
        story.headline = "Wheat".into();
        index.put(&story).unwrap();
        if is_committed {
            index.commit(2).unwrap();
        }
        assert_eq!((total("wheat"), total("grain")), (1, 0), "committed: {is_committed}");
    }
    index.remove(story.story).unwrap();
    assert_eq!(total("wheat"), 0);
    index.commit(3).unwrap();
    assert_eq!(total("wheat"), 0);
    index.put(&story).unwrap();
    assert_eq!(total("wheat"), 1);
}

#[test]
fn what_fits_best_is_the_same_in_memory_and_in_files() {
    let texts = [
        ("Grain prices rise", "Bread is next. Grain is dear, and grain ships wait."),
        ("Port strike", "Among much else, grain waits on the quay with timber, coal and cars."),
        ("Grain ships leave", "Talks ended."),
        ("Weather", "Rain over the grain ships in the harbour, and wind, and then grain again."),
    ];
    let archive = (0..60).map(|n| {
        let (headline, text) = texts[usize::try_from(n).unwrap() % texts.len()];
        document(n, "en", headline, text)
    });
    let all: Vec<_> = archive.collect();
    let newest: Vec<_> =
        (100..).zip(texts).map(|(n, (headline, text))| document(n, "en", headline, text)).collect();
    let index = filled(&all);
    newest.iter().for_each(|story| index.put(story).unwrap());
    for text in
        ["grain", "\"grain ships\"", "grain harbour OR talks", "headline:grain", "gra*", "bread -talks"]
    {
        let best = |limit| index.search(&Query { order: Order::Best, limit, ..ask(text) }).unwrap();
        let hits = best(100);
        let score = |of: &Document| hits.hits.iter().find(|hit| hit.story == of.story).map(|hit| hit.score);
        for (fresh, kept) in newest.iter().zip(&all) {
            match (score(fresh), score(kept)) {
                (Some(fresh), Some(kept)) => {
                    assert!((fresh - kept).abs() < 0.01 * kept, "{text}: {fresh} {kept}")
                }
                other => assert_eq!(other, (None, None), "{text}"),
            }
        }
        assert!(hits.hits.is_sorted_by(|a, b| a.score >= b.score), "{text}");
    }
}

#[test]
fn a_backlog_is_found_once_it_is_committed() {
    let all: Vec<_> = (0..1500).map(|n| document(n, "en", "Grain", "Talks.")).collect();
    let index = half_filled(&all, usize::MAX);
    assert_eq!(index.search(&ask("grain")).unwrap().total, 1500);
    all.iter().for_each(|story| index.put(&Document { headline: "Wheat".into(), ..story.clone() }).unwrap());
    index.commit(1500).unwrap();
    assert_eq!(index.search(&ask("wheat")).unwrap().total, 1500);
    assert_eq!(index.search(&ask("grain")).unwrap().total, 0);
}

#[test]
fn stories_are_sorted_and_counted_by_what_they_are() {
    let mut all = archive();
    all[0].kind = "correction";
    all[0].places = vec!["Varn".into(), "Port Ély".into()];
    all[1].places = vec!["Varn".into()];
    all[1].people = vec!["Артём Лосев".into()];
    all[1].organisations = vec!["Harbour Union".into()];
    all[2].topics = vec!["rental service".into()];
    for index in in_each_way(&all) {
        for (text, places) in [
            ("kind:correction", &[0usize][..]),
            ("section:economy varn", &[1]),
            ("раздел:World -kind:correction varn", &[2]),
            ("language:ru OR language:PL", &[5, 3]),
            ("place:\"port ely\"", &[0]),
            ("place:varn", &[1, 0]),
            ("person:лосев", &[1]),
            ("organisation:\"harbour union\"", &[1]),
            ("union", &[1]),
            ("тема:\"rental service\"", &[2]),
        ] {
            assert_eq!(found(&index, &all, &ask(text)), places, "{text}");
        }
        let hits = index.search(&Query { counts: true, ..ask("varn") }).unwrap();
        let count = |facet| hits.counts.iter().find(|(of, _)| *of == facet).map(|(_, values)| values.clone());
        let told = |values: &[(&str, usize)]| {
            Some(values.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect::<Vec<_>>())
        };
        assert_eq!(count(Facet::Section), told(&[("world", 2), ("economy", 1)]));
        assert_eq!(count(Facet::Kind), told(&[("new", 2), ("correction", 1)]));
        assert_eq!(count(Facet::Place), told(&[("Varn", 2), ("Port Ély", 1)]));
        assert_eq!(count(Facet::Language), None, "where there is no choice");
    }
}

#[test]
fn spellings_that_a_search_takes_as_one_are_counted_as_one() {
    let mut all = archive();
    all.iter_mut().for_each(|story| story.headline = format!("Wharf {}", story.headline));
    for (story, union) in all.iter_mut().zip(["Harbour Union", "harbour union", "Harbour Union", "Crew"]) {
        story.organisations = vec![union.into()];
    }
    for index in in_each_way(&all) {
        let hits = index.search(&Query { counts: true, ..ask("wharf") }).unwrap();
        let of = hits.counts.iter().find(|(of, _)| *of == Facet::Organisation).map(|(_, values)| values);
        assert_eq!(of, Some(&vec![("Harbour Union".to_owned(), 3), ("Crew".to_owned(), 1)]));
        assert_eq!(index.search(&ask("organisation:\"harbour union\"")).unwrap().total, 3);
    }
}

#[test]
fn scripts_without_spaces_are_found_by_any_run_of_their_characters() {
    let all = [
        document(0, "zh", "北京市长会见部长", "谈判于2026年度在港口开始。"),
        document(1, "zh", "港口罢工", "北方的市场。"),
        document(2, "ja", "東京の天気", "雨"),
    ];
    for index in in_each_way(&all) {
        for (text, places) in [
            ("北京", &[0usize][..]),
            ("北京市", &[0]),
            ("京", &[2, 0]),
            ("长", &[0]),
            ("港口", &[1, 0]),
            ("市场", &[1]),
            ("市长 港口", &[0]),
            ("\"北京 市长\"", &[0]),
            ("\"北京 部长\"", &[]),
            ("2026年", &[0]),
            ("北市", &[]),
            ("雨", &[2]),
            ("天气", &[]),
            ("天気", &[2]),
        ] {
            assert_eq!(found(&index, &all, &ask(text)), places, "{text}");
        }
    }
}

proptest! {
    #[test]
    fn nothing_a_reader_types_is_an_error(text in "\\PC{0,60}", limit in 0usize..200, after in prop_oneof![(0usize..1_000_000).prop_map(After::Best), (any::<i64>(), any::<u64>(), any::<usize>()).prop_map(|(at, tie, told)| After::Newest(at, tie, told))]) {
        thread_local!(static INDEX: Index = half_filled(&archive(), 3));
        for order in [Order::Newest, Order::Best] {
            let query = Query { text: text.clone(), order, limit, after: Some(after), counts: true, ..ask("") };
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
        committed in 0usize..12,
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
        let index = half_filled(&documents, committed);
        prop_assert_eq!(found(&index, &documents, &Query { limit: 100, ..ask(&query.join(" ")) }), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn alternatives_brackets_and_beginnings_find_what_they_say(
        stories in prop::collection::vec(prop::collection::vec(word(), 1..6), 1..8),
        asked in asked(),
        committed in 0usize..8,
    ) {
        let documents: Vec<_> =
            (0..).zip(&stories).map(|(n, words)| document(n, "pl", "X", &words.join(" "))).collect();
        let mut expected: Vec<_> = (0..stories.len()).filter(|&story| asked.holds(&stories[story])).collect();
        expected.reverse();
        let index = half_filled(&documents, committed);
        let query = Query { limit: 100, ..ask(&asked.typed()) };
        prop_assert_eq!(found(&index, &documents, &query), expected, "{}", asked.typed());
    }
}

#[test]
fn a_word_that_no_story_has_leads_to_the_one_that_was_meant() {
    let mut all = archive();
    all[0].people = vec!["Élodie Marchand".into()];
    let index = filled(&all);
    for (typed, meant) in [
        ("graim", Some("grain")),
        ("harbuor reopen", Some("harbour reopen")),
        ("headline:minsters", Some("headline:ministers")),
        ("\"mnisters agree\"", Some("\"ministers agree\"")),
        ("elodie marchnad", Some("elodie marchand")),
        ("минисры", Some("министры")),
        ("vbybcnhs", Some("министры")),
        ("пкфшт", Some("grain")),
        ("grain wheet", None),
        ("xq", None),
        ("completely elsewhere", None),
    ] {
        let query = ask(typed);
        if meant.is_some() {
            assert_eq!(index.search(&query).unwrap().total, 0, "{typed}");
        }
        assert_eq!(index.meant(&query).unwrap().as_deref(), meant, "{typed}");
    }
}

#[test]
fn the_newest_of_many_come_first_however_far_apart_they_were_published() {
    let day = 86_400_000_000;
    let mut all: Vec<_> = (0..2600)
        .map(|n| document(n, "en", if n < 2400 { "Grain" } else { "Grain wheat" }, "Talks."))
        .collect();
    for (n, story) in (0..).zip(&mut all) {
        // Some each day, then none for years, then many in one instant.
        story.published = match n {
            0..20 => n * day - 700_000 * day,
            20..800 => n * day / 3 - 40_000 * day,
            800..1800 => n * day / 2,
            _ => 9_000 * day,
        };
    }
    let mut expected: Vec<_> = all.iter().map(|it| (it.published, it.short_id)).collect();
    expected.sort_by_key(|(published, _)| std::cmp::Reverse(*published));
    for committed in [2600, 2300] {
        let index = half_filled(&all, committed);
        let seen = leafed(&index, Query { limit: 100, ..ask("grain") });
        let published = |id: &ShortId| all.iter().find(|it| it.short_id == *id).unwrap().published;
        assert_eq!(
            seen.iter().map(published).collect::<Vec<_>>(),
            expected.iter().map(|it| it.0).collect::<Vec<_>>()
        );
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), 2600);
    }
}

#[test]
fn what_only_earlier_revisions_said_is_found_where_it_is_asked_for() {
    let mut all = archive();
    all[1].earlier = "Forty ships sank.\nThe harbour stays closed.".into();
    for index in in_each_way(&all) {
        for (text, places) in [
            ("sank", &[][..]),
            ("earlier:sink OR earlier:sank", &[1usize]),
            ("earlier:\"harbour stays\" ships", &[1]),
            ("earlier:left", &[]),
            ("varn -earlier:sank", &[2, 0]),
        ] {
            assert_eq!(found(&index, &all, &ask(text)), places, "{text}");
        }
    }
}
