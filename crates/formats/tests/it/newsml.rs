//! NewsML-G2, NewsML 1 and what stands in real items of agencies.

use formats::{Document, Format, Item, Status, read};
use proptest::prelude::*;
use story::Kind;

use crate::items::{expected, item, there_and_back};

#[test]
fn real_items_give_headline_text_id_and_times() {
    for (name, bytes) in crate::files(&["newsml-g2", "newsml-g2-agency"]) {
        let document = match read(&bytes) {
            Ok(document) => document,
            // Some files are parts of items, or lists of results: they hold no item, and are refused by name.
            Err(error) => {
                let text = String::from_utf8_lossy(&bytes);
                assert!(
                    !text.contains("Item ") && error.message.contains("begins no format"),
                    "{name}: {error}"
                );
                continue;
            }
        };
        assert!(document.format.starts_with("NewsML-G2"), "{name}: {}", document.format);
        assert!(!document.items.is_empty() || !document.left.is_empty(), "{name} says nothing");
        for item in &document.items {
            assert!(!item.id.is_empty() && !item.title.is_empty(), "{name}: {item:?}");
            // A content set that stands alone has no times.
            assert!(item.updated.is_some() || name.contains("LISTING_25"), "{name}: {item:?}");
        }
        if let Some(item) = document.items.first().filter(|_| name.contains("agency/")) {
            assert!(!item.body.is_empty() || item.status == Status::Canceled, "{name}");
            assert!(item.version.is_some() && item.source.is_some(), "{name}");
        }
    }
}

#[test]
fn what_agencies_say_of_a_change_is_read_as_such() {
    let all: Vec<(String, Item)> = crate::files(&["newsml-g2-agency"])
        .into_iter()
        .filter_map(|(name, bytes)| Some((name, read(&bytes).ok()?.items.into_iter().next()?)))
        .collect();
    let find = |part: &str| all.iter().find(|(name, _)| name.contains(part)).map(|(_, item)| item);
    if let Some(item) = find("/ap.xml") {
        assert_eq!(item.advisory.as_deref(), Some("Eds: Adds full-year results."));
    }
    if let Some(item) = find("1542761538") {
        assert_eq!((item.status, item.kind), (Status::Canceled, Some(Kind::Withdrawal)));
    }
    if let Some(item) = find("978556838") {
        assert_eq!((item.kind, item.status), (Some(Kind::Correction), Status::Usable), "{:?}", item.title);
    }
}

#[test]
fn several_items_stand_in_a_message() {
    let item = |id: &str| Item {
        id: id.into(),
        title: "Ferry back in service".into(),
        updated: Some("2026-10-12T12:00:00Z".parse().unwrap()),
        ..Item::default()
    };
    let (bytes, _) = Format::NewsmlG2
        .write(&Document { items: vec![item("urn:a"), item("urn:b")], ..Document::default() });
    let again = read(&bytes).unwrap();
    assert_eq!(again.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["urn:a", "urn:b"]);
}

/// The order of elements in the schema of NewsML-G2 2.35 (power), for those that are written.
const ITEM_META: &[&str] = &[
    "itemClass",
    "provider",
    "versionCreated",
    "firstCreated",
    "embargoed",
    "pubStatus",
    "edNote",
    "signal",
    "expires",
    "link",
    "dl:item",
];
const CONTENT_META: &[&str] = &[
    "urgency",
    "located",
    "creator",
    "language",
    "genre",
    "keyword",
    "subject",
    "slugline",
    "headline",
    "dateline",
    "by",
    "creditline",
    "description",
];

/// The names of the elements directly inside another, in order.
fn children(xml: &str, of: &str) -> Vec<String> {
    let from = xml.find(&format!("<{of}>")).unwrap_or_else(|| panic!("no {of} in {xml}")) + of.len() + 2;
    let inside = &xml[from..xml.find(&format!("</{of}>")).unwrap()];
    let (mut depth, mut names) = (0, Vec::new());
    for part in inside.split('<').skip(1) {
        if part.starts_with('/') {
            depth -= 1;
            continue;
        }
        if depth == 0 {
            names.push(part.split([' ', '>', '/']).next().unwrap().to_owned());
        }
        if !part.split('>').next().unwrap().ends_with('/') {
            depth += 1;
        }
    }
    names
}

proptest! {
    #[test]
    fn what_newsml_g2_carries_survives_the_way_out_and_back(item in item()) {
        prop_assert_eq!(there_and_back(&item, Format::NewsmlG2), expected(&item, Format::NewsmlG2));
    }

    #[test]
    fn elements_stand_in_the_order_of_the_schema(item in item()) {
        let (bytes, _) = Format::NewsmlG2.write(&Document { items: vec![item], ..Document::default() });
        let xml = String::from_utf8(bytes).unwrap();
        for (of, order) in [("itemMeta", ITEM_META), ("contentMeta", CONTENT_META)] {
            let places: Vec<usize> = children(&xml, of)
                .iter()
                .map(|name| order.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name} in {of}")))
                .collect();
            prop_assert!(places.is_sorted(), "{}: {:?}", of, children(&xml, of));
        }
        for required in ["itemClass", "provider", "versionCreated"] {
            prop_assert!(children(&xml, "itemMeta").iter().any(|name| name == required));
        }
    }
}

#[test]
fn newsml_1_and_ritzau_give_headline_text_id_and_times() {
    for (name, bytes) in crate::files(&["newsml-1", "ritzau"]) {
        let document = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        // One of them is a feed of entries with NewsML in them.
        assert!(
            name.contains("wenn") || document.format.starts_with("NewsML 1") || document.format == "Ritzau",
            "{name}: {}",
            document.format
        );
        let item = &document.items[0];
        assert!(!item.id.is_empty() && !item.title.is_empty() && !item.body.is_empty(), "{name}: {item:?}");
        assert!(
            item.updated.or(item.published).is_some() && (item.version.is_some() || name.contains("wenn")),
            "{name}: {item:?}"
        );
    }
}
