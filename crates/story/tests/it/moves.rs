//! Which move may follow which, and what each says of itself.

use story::{
    Chain, Content, EditionSlug, Kind, Move, NumberStyle, Order, Placement, Refusal, Revision, SectionSlug,
    StaffId, StaffRole, Standing, StoryId, Verb,
};

use crate::copy::english;

const NOW: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;

fn placed(copy: &str) -> Content {
    let mut content = english(copy);
    content.placements = vec![Placement {
        edition: "en".parse::<EditionSlug>().unwrap(),
        section: "world".parse::<SectionSlug>().unwrap(),
    }];
    content
}

fn send(
    chain: &Chain,
    kind: Option<Kind>,
    content: Content,
    advisory: Option<&str>,
) -> Result<Revision, Refusal> {
    let order = Order {
        base: chain.head.as_ref().map(|head| head.number),
        kind,
        content,
        advisory: advisory.map(str::to_owned),
        by: StaffId::new(jiff::Timestamp::UNIX_EPOCH),
        role: StaffRole::Editor,
    };
    match chain.send(order, NumberStyle::Suffix, NOW)? {
        Move::Revision(revision) => Ok(*revision),
        Move::Notice { kind, .. } => panic!("a {kind} where a revision was sent"),
    }
}

fn after(revision: Revision) -> Chain {
    Chain { id: revision.story, head: Some(revision), standing: Standing::Live, is_public: true }
}

const FIRST: &str = "Twelve people were killed when a bus left a mountain road near Tessa on Friday, police said.\n\n\
                     The bus was carrying pensioners to a choir festival.";

#[test]
fn a_story_is_sent_updated_corrected_and_refiled() {
    let chain = Chain::unsent(StoryId::new(jiff::Timestamp::UNIX_EPOCH));
    let first = send(&chain, None, placed(FIRST), None).unwrap();
    assert_eq!((first.kind, first.number.0, first.advisory.clone()), (Kind::New, 0, None));

    let chain = after(first);
    let second = send(&chain, None, placed(&FIRST.replace("Twelve", "Fourteen")), None).unwrap();
    assert_eq!((second.kind, second.updates), (Kind::Update, 1));
    assert_eq!(second.advisory.as_deref(), Some("(Updates toll in para 1)"));

    let chain = after(second);
    let copy = FIRST.replace("Twelve", "Fourteen").replace("Friday", "Thursday");
    let third = send(&chain, Some(Kind::Correction), placed(&copy), None).unwrap();
    assert_eq!(third.advisory.as_deref(), Some("(Corrects date in para 1 to Thursday, not Friday)"));
    assert_eq!((third.changes[0].verb, third.updates), (Verb::Corrects, 1));

    let chain = after(third);
    let fourth =
        send(&chain, Some(Kind::Refile), placed(&copy.replace("carrying", "carying")), None).unwrap();
    assert_eq!(fourth.advisory.as_deref(), Some("(Refiles to fix typo in para 2)"));
    assert_eq!(fourth.number.0, 3);
}

#[test]
fn paragraphs_keep_their_ids_over_the_life_of_a_story() {
    let first =
        send(&Chain::unsent(StoryId::new(jiff::Timestamp::UNIX_EPOCH)), None, placed(FIRST), None).unwrap();
    let (lead, rest) = FIRST.split_once("\n\n").unwrap();
    let copy = format!("{lead}\n\nThe driver was among the dead.\n\n{rest}");
    let second = send(&after(first), None, placed(&copy), None).unwrap();
    assert_eq!(second.content.body.iter().map(|p| p.id.0).collect::<Vec<_>>(), [1, 3, 2]);
}

#[test]
fn what_a_kind_may_not_do_is_refused_by_name() {
    let first =
        send(&Chain::unsent(StoryId::new(jiff::Timestamp::UNIX_EPOCH)), None, placed(FIRST), None).unwrap();
    let chain = after(first);
    let more = format!("{FIRST}\n\nThe road will stay shut until Monday.");
    let cases: [(Kind, String, Option<&str>, &str); 8] = [
        (Kind::Update, FIRST.to_owned(), None, "unchanged"),
        (Kind::Correction, FIRST.to_owned(), None, "unchanged"),
        (Kind::Correction, more.clone(), None, "correction-without-change"),
        (Kind::Correction, FIRST.replace("carrying", "carying"), None, "correction-without-change"),
        (Kind::Refile, more.clone(), None, "refile-changes-meaning"),
        (Kind::Refile, FIRST.replace("Twelve", "Eleven"), None, "refile-changes-meaning"),
        (Kind::Refile, FIRST.replace("Tessa", "Tesa"), None, "refile-changes-meaning"),
        (Kind::Update, more, Some("(Adds details in para 2)"), "untrue-advisory"),
    ];
    for (kind, copy, line, rule) in cases {
        match send(&chain, Some(kind), placed(&copy), line) {
            Err(refusal) => assert_eq!(refusal.name(), rule, "{kind}: {copy}"),
            Ok(revision) => panic!("{kind} was sent: {:?}", revision.advisory),
        }
    }
}

#[test]
fn a_refusal_of_a_refile_says_what_changed_and_where() {
    let first =
        send(&Chain::unsent(StoryId::new(jiff::Timestamp::UNIX_EPOCH)), None, placed(FIRST), None).unwrap();
    let refusal = send(&after(first), Some(Kind::Refile), placed(&FIRST.replace("Twelve", "Eleven")), None)
        .unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "a refile mends small faults, but a number changed in para 1: send an update or a correction"
    );
}

#[test]
fn a_line_written_by_hand_stands_if_it_is_true() {
    let first =
        send(&Chain::unsent(StoryId::new(jiff::Timestamp::UNIX_EPOCH)), None, placed(FIRST), None).unwrap();
    let more = format!("{FIRST}\n\nThe road will stay shut until Monday.");
    let line = "(Adds road closure in para 3)";
    assert_eq!(send(&after(first), None, placed(&more), Some(line)).unwrap().advisory.as_deref(), Some(line));
}
