//! Any item, written in any format and read again.

use formats::{
    Author, Document, Field, Format, Item, Media, Relation, RelationKind, Status, Subject, SubjectKind, read,
};
use proptest::prelude::*;
use story::{Change, Counted, Kind, Paragraph, ParagraphId, Role, Run, Text, Urgency, Verb};

/// A few words with what formats stumble over.
pub fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Za-z]{1,9}",
        "[а-яА-Я]{2,9}",
        "[0-9]{1,4}",
        Just("&".to_owned()),
        Just("a<b".to_owned()),
        Just("]]>".to_owned()),
        Just("“yes”".to_owned()),
        Just("'no'".to_owned()),
        Just("\"so\"".to_owned()),
        Just("&amp;".to_owned()),
        Just("العربية".to_owned()),
        Just("🌊".to_owned()),
    ];
    prop::collection::vec(word, 1..7).prop_map(|words| format!("W{}", words.join(" ")))
}

fn instant() -> impl Strategy<Value = jiff::Timestamp> {
    (1_700_000_000_i64 / 60..1_900_000_000 / 60)
        .prop_map(|minute| jiff::Timestamp::from_second(minute * 60).unwrap())
}

fn text() -> impl Strategy<Value = Text> {
    let link = prop_oneof![Just(None), Just(Some("https://a.example/?b=1&c=2".to_owned()))];
    let run = (words(), any::<bool>(), any::<bool>(), link).prop_map(|(text, strong, emphasis, link)| Run {
        text,
        strong,
        emphasis,
        link,
    });
    prop::collection::vec(run, 1..4).prop_map(Text::from)
}

fn body() -> impl Strategy<Value = Vec<Paragraph>> {
    let role = prop_oneof![
        4 => Just(Role::Body),
        1 => Just(Role::Background),
        1 => Just(Role::BlockQuote),
        1 => Just(Role::Subhead),
        1 => Just(Role::ListItem),
        1 => Just(Role::Table),
        1 => Just(Role::Embed),
        1 => Just(Role::Note),
    ];
    prop::collection::vec((role, text()), 1..6).prop_map(|all| {
        // The first is a paragraph, as it is in news.
        let all = std::iter::once((Role::Body, Text::plain("First words"))).chain(all);
        all.zip(1..)
            .map(|((role, text), id)| {
                let text = if role == Role::Table { Text::plain("a\tb\n1\t2") } else { text };
                Paragraph { id: ParagraphId(id), role, text }
            })
            .collect()
    })
}

fn subjects() -> impl Strategy<Value = Vec<Subject>> {
    let kind = prop_oneof![
        Just(SubjectKind::Topic),
        Just(SubjectKind::Place),
        Just(SubjectKind::Person),
        Just(SubjectKind::Organisation),
        Just(SubjectKind::Event),
    ];
    let code = prop::option::of("http://cv\\.example/[a-z]{2,8}/[0-9]{4,8}");
    let one = (words(), code, kind).prop_map(|(name, code, kind)| Subject { name, code, kind });
    prop::collection::vec(one, 0..5).prop_map(|mut all| {
        // Formats keep them by kind.
        all.sort_by_key(|subject| subject.kind as u8);
        all
    })
}

fn media() -> impl Strategy<Value = Vec<Media>> {
    let some = || prop::option::of(words());
    let one = (0..1000_u32, prop::option::of(1..9000_u32), some(), some(), some()).prop_map(
        |(number, size, caption, alt, credit)| Media {
            id: None,
            href: format!("https://pictures.example/{number}.jpg"),
            media_type: Some("image/jpeg".into()),
            size: size.map(u64::from),
            width: size,
            height: size,
            caption,
            alt,
            credit,
        },
    );
    prop::collection::vec(one, 0..3).prop_map(|mut all| {
        all.sort_by(|a, b| a.href.cmp(&b.href));
        all.dedup_by(|a, b| a.href == b.href);
        all
    })
}

fn change() -> Change {
    Change {
        verb: Verb::Corrects,
        object: "age".into(),
        paragraphs: vec![2, 4],
        of: Counted::New,
        throughout: false,
        old: Some("34 & 1".into()),
        new: Some("43".into()),
    }
}

/// Any item that says everything there is to say.
pub fn item() -> impl Strategy<Value = Item> {
    let some = || prop::option::of(words());
    let at = || prop::option::of(instant());
    let kind = prop::option::of(prop_oneof![Just(Kind::Update), Just(Kind::Correction), Just(Kind::New)]);
    let status = prop_oneof![Just(Status::Usable), Just(Status::Withheld)];
    let head = (
        words(),
        prop::option::of(0..90_u64),
        kind,
        status,
        prop::option::of(1..9_u8),
        words(),
        some(),
        some(),
    );
    let about = (
        some(),
        subjects(),
        prop::collection::vec(words(), 0..4),
        prop::collection::vec(words(), 0..3),
        some(),
        some(),
        some(),
        some(),
    );
    let times = (at(), at(), instant(), at(), at(), some(), some(), some());
    let rest = (body(), some(), any::<bool>(), media(), words(), any::<bool>());
    (head, about, times, rest).prop_map(|(head, about, times, rest)| {
        let (id, version, kind, status, urgency, title, slugline, usage) = head;
        let (genre, subjects, keywords, authors, byline, credit, source, copyright) = about;
        let (created, published, updated, embargo, expires, summary, dateline, located) = times;
        let (body, note, has_changes, media, other, is_related) = rest;
        Item {
            id,
            version,
            revision: version.map(|version| version / 2),
            kind,
            status,
            urgency: urgency.map(|number| Urgency::try_from(number).unwrap()),
            title,
            slugline,
            link: Some("https://news.example/a?b=1&c=2".into()),
            language: Some("en".into()),
            genre,
            subjects,
            keywords,
            authors: authors.into_iter().map(Author::named).collect(),
            byline,
            credit,
            source,
            copyright,
            usage,
            created,
            published,
            updated: Some(updated),
            embargo,
            expires,
            summary,
            dateline: dateline.map(|_| "TESSA, October 12 (Meridian)".to_owned()),
            located,
            body,
            note,
            advisory: has_changes.then(|| "(Corrects age in paras 2, 4 to 43, not 34)".to_owned()),
            changes: if has_changes { vec![change()] } else { Vec::new() },
            relations: is_related
                .then_some(Relation { kind: RelationKind::EvolvedFrom, id: other, title: None })
                .into_iter()
                .collect(),
            media,
            ..Item::default()
        }
    })
}

/// What must come back: the item without what the format has no place for.
pub fn expected(item: &Item, format: Format) -> Item {
    let mut item = item.clone();
    // A byline that only names the authors is said once.
    let names = item.author_names().join(", ");
    item.byline = item.byline.filter(|byline| *byline != names);
    for field in Field::ALL.iter().filter(|field| !format.carries().contains(field)) {
        field.clear(&mut item);
    }
    item
}

/// An item, written and read again.
pub fn there_and_back(item: &Item, format: Format) -> Item {
    let (bytes, _) = format.write(&Document { items: vec![item.clone()], ..Document::default() });
    let mut document =
        read(&bytes).unwrap_or_else(|error| panic!("{format}: {error}\n{}", String::from_utf8_lossy(&bytes)));
    assert_eq!(document.items.len(), 1, "{format}: {:?}\n{}", document.left, String::from_utf8_lossy(&bytes));
    document.items.remove(0)
}

proptest! {
    #[test]
    fn what_ninjs_carries_survives_the_way_out_and_back(item in item()) {
        for format in [Format::Ninjs3, Format::Ninjs2, Format::Ninjs1] {
            prop_assert_eq!(there_and_back(&item, format), expected(&item, format), "{}", format);
        }
    }
}

proptest! {
    #[test]
    fn what_feeds_carry_survives_the_way_out_and_back(item in item()) {
        let mut item = item;
        if item.authors.is_empty() {
            // An entry without an author has the feed's.
            item.authors.push(Author::named("Ida Marr"));
        }
        // Feeds name an author in several places: who is named twice is one.
        let mut named = std::collections::HashSet::new();
        item.authors.retain(|author| named.insert(author.name.clone()));
        for format in [Format::Rss, Format::Atom, Format::JsonFeed] {
            prop_assert_eq!(there_and_back(&item, format), expected(&item, format), "{}", format);
        }
    }

    #[test]
    fn what_plain_copy_carries_survives_the_way_out_and_back(item in item()) {
        // What it says beyond that (an id from the slugline, the byline as an author) follows from the rest.
        let mut item = item;
        item.subjects.iter_mut().filter(|it| it.kind == SubjectKind::Event).for_each(|it| it.kind = SubjectKind::Topic);
        item.subjects.sort_by_key(|subject| subject.kind as u8);
        let again = Item { authors: Vec::new(), ..there_and_back(&item, Format::Copy) };
        let again = expected(&again, Format::Copy);
        let item = Item { authors: Vec::new(), byline: item.byline.clone().or(Some(item.author_names().join(", ")).filter(|it| !it.is_empty())), ..item };
        prop_assert_eq!(again, expected(&item, Format::Copy));
    }
}

#[test]
fn a_kill_without_a_headline_has_a_title_in_feeds() {
    let item = Item { id: "urn:x:1".into(), slugline: Some("quill-plant".into()), ..Item::default() };
    let document = Document { items: vec![item], ..Document::default() };
    for format in [Format::Rss, Format::Atom] {
        let (bytes, _) = format.write(&document);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("<title>quill-plant</title>"), "{text}");
    }
}
