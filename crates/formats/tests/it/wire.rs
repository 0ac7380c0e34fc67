//! The wire formats of the teleprinter age: bytes, real files, and what they can carry.

use formats::{Document, Field, Format, Item, read};
use proptest::prelude::*;
use story::{Kind, Paragraph, ParagraphId, Role, Text};

use crate::items::there_and_back;

#[test]
fn real_messages_give_headline_keyword_text_and_time() {
    for (name, bytes) in crate::files(&["iptc7901", "anpa"]) {
        let document = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(matches!(document.format.as_str(), "IPTC 7901" | "ANPA 1312"), "{name}: {}", document.format);
        let item = &document.items[0];
        assert!(!item.title.is_empty() && !item.id.is_empty() && item.slugline.is_some(), "{name}: {item:?}");
        let has_time = item.updated.is_some();
        assert!(has_time && (!item.body.is_empty() || item.summary.is_some()), "{name}: {item:?}");
        assert!(!item.title.contains(['^', '<', '=']), "{name}: {}", item.title);
    }
}

#[test]
fn what_a_wire_says_of_the_move_is_read() {
    let all: Vec<(String, Item)> = crate::files(&["iptc7901", "anpa"])
        .into_iter()
        .map(|(name, bytes)| (name, read(&bytes).unwrap().items.remove(0)))
        .collect();
    let find = |part: &str| all.iter().find(|(name, _)| name.contains(part)).map(|(_, item)| item);
    if let Some(item) = find("dpa_four_line") {
        assert_eq!(item.kind, Some(Kind::Refile));
        assert!(
            item.title.starts_with("Switzerland joins")
                && item.byline.as_deref() == Some("dpa correspondents"),
            "{item:?}"
        );
        assert_eq!((item.urgency.map(|it| it.get()), item.id.as_str()), (Some(3), "eca0003"));
    }
    if let Some(item) = find("ap_anpa-4") {
        assert_eq!((item.kind, item.byline.as_deref()), (Some(Kind::Update), Some("GERRY SHIH")));
        assert!(
            item.advisory
                .as_deref()
                .or(item.note.as_deref())
                .is_some_and(|note| note.contains("Minor edits")),
            "{item:?}"
        );
        assert_eq!(item.updated.unwrap().to_string(), "2017-05-09T00:56:00Z");
    }
}

#[test]
fn what_latin_1_cannot_hold_is_written_otherwise_and_told() {
    let item = Item {
        id: "a".into(),
        title: "Мэр: “да”".into(),
        slugline: Some("a-very-long-slugline-of-a-story".into()),
        ..Item::default()
    };
    let document = Document { items: vec![item], ..Document::default() };
    for format in [Format::Iptc7901, Format::Anpa1312] {
        let (bytes, losses) = format.write(&document);
        assert!(
            losses.iter().any(|loss| loss.field == Field::Title && loss.what.contains("Latin-1")),
            "{format}: {losses:?}"
        );
        assert!(
            read(&bytes).unwrap().items[0].title.contains("\"da\"") || format == Format::Anpa1312,
            "{format}"
        );
    }
    let (_, losses) = Format::Anpa1312.write(&document);
    assert!(losses.iter().any(|loss| loss.what.contains("24 characters")), "{losses:?}");
}

/// Words that a wire of ASCII can carry.
fn plain() -> impl Strategy<Value = String> {
    prop::collection::vec("[A-Z][a-z]{2,8}", 1..12).prop_map(|words| words.join(" "))
}

fn item() -> impl Strategy<Value = Item> {
    let body = prop::collection::vec(plain(), 1..6).prop_map(|all| {
        let text = |(text, id): (String, u32)| Paragraph {
            id: ParagraphId(id),
            role: Role::Body,
            text: Text::plain(text),
        };
        all.into_iter().zip(1..).map(text).collect::<Vec<_>>()
    });
    let kind = prop_oneof![Just(None), Just(Some(Kind::Update)), Just(Some(Kind::Correction))];
    let minute = 1_700_000_000_i64 / 60..1_900_000_000 / 60;
    let some = || prop::option::of(plain());
    (body, kind, plain(), some(), minute, some(), any::<bool>()).prop_map(
        |(body, kind, title, note, minute, byline, is_told)| Item {
            kind,
            title: format!("Headline {title}"),
            slugline: Some("TESSA-FERRY".into()),
            byline: byline.map(|byline| byline.chars().take(30).collect::<String>().trim().to_owned()),
            updated: Some(jiff::Timestamp::from_second(minute * 60).unwrap()),
            body,
            note: note.map(|note| format!("Note {note}")),
            advisory: is_told.then(|| "(Adds details in paras 2-4)".to_owned()),
            ..Item::default()
        },
    )
}

proptest! {
    #[test]
    fn what_the_old_wires_carry_survives_the_way_out_and_back(item in item()) {
        for format in [Format::Iptc7901, Format::Anpa1312] {
            let again = there_and_back(&item, format);
            prop_assert_eq!((&again.title, &again.slugline, &again.byline), (&item.title, &item.slugline, &item.byline), "{}", format);
            prop_assert_eq!((again.updated, again.kind, &again.body), (item.updated, item.kind, &item.body), "{}", format);
            // 1312 has one line for both, which begins with `Eds:`.
            let bare = |text: &Option<String>| text.as_deref().map(|text| text.trim_start_matches("Eds: ").to_owned());
            prop_assert_eq!(bare(&again.advisory).is_some(), item.advisory.is_some(), "{}: {:?}", format, again.note);
            prop_assert_eq!(bare(&again.note), item.note.clone(), "{}", format);
        }
    }

    #[test]
    fn no_bytes_make_a_wire_reader_panic(bytes in any::<Vec<u8>>(), start in prop_oneof![Just(&b"\x01eca0001 4 i 3\n\nA/\n\x02"[..]), Just(&b"\x16\x16\x01a0001\x1fx\nr a\x13\x11 K 01-01 0001\n\x02^K<\n"[..])]) {
        let mut whole = start.to_vec();
        whole.extend(bytes);
        let _ = read(&whole);
    }
}
