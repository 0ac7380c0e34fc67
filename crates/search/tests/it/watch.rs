//! Which saved searches a story meets.

use jiff::tz::TimeZone;
use proptest::prelude::*;
use search::{Index, Watch};

use crate::{archive, ask, asked, document, filled, word};

#[test]
fn a_story_meets_the_searches_that_find_it() {
    let searches = [
        "grain",
        "\"talks in varn\"",
        "varn -grain",
        "ships OR goalless",
        "minist*",
        "headline:grain",
        "keyword:\"league cup\"",
        "section:world after:1970-01-01",
        "соглашения",
        "المحادثات",
        "-varn",
        "",
        "nobody was happy",
        "before:1969",
    ];
    let mut watch = Watch::new();
    for text in searches {
        watch.add(text, text, &TimeZone::UTC);
    }
    assert_eq!(watch.count(), searches.len() - 1, "nothing is asked for by one");
    for story in archive() {
        let index = filled(std::slice::from_ref(&story));
        let finds = |text: &&str| index.search(&ask(text)).unwrap().total == 1;
        let expected: Vec<_> = searches.into_iter().filter(finds).collect();
        assert_eq!(
            watch.met(&story).into_iter().copied().collect::<Vec<_>>(),
            expected,
            "{}",
            story.headline
        );
        assert!(!expected.is_empty());
    }
}

#[test]
fn one_that_is_saved_later_is_met_from_then_on() {
    let mut watch = Watch::new();
    let story = document(0, "en", "Grain", "Talks.");
    watch.add(1, "grain", &TimeZone::UTC);
    assert_eq!(watch.met(&story), [&1]);
    watch.add(2, "talk", &TimeZone::UTC);
    watch.add(3, "wheat", &TimeZone::UTC);
    assert_eq!(watch.met(&story), [&1, &2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_search_is_met_where_it_would_find(
        words in prop::collection::vec(word(), 1..6),
        wishes in prop::collection::vec(asked(), 1..12),
    ) {
        let story = document(0, "pl", "X", &words.join(" "));
        let index: Index = filled(std::slice::from_ref(&story));
        let mut watch = Watch::new();
        for (at, wish) in wishes.iter().enumerate() {
            watch.add(at, &wish.typed(), &TimeZone::UTC);
        }
        let finds = |at: &usize| index.search(&ask(&wishes[*at].typed())).unwrap().total == 1;
        let expected: Vec<_> = (0..wishes.len()).filter(finds).collect();
        prop_assert_eq!(watch.met(&story).into_iter().copied().collect::<Vec<_>>(), expected);
    }
}
