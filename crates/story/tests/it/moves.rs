//! Which move may follow which, and what each says of itself.

use story::{
    Answer, Answered, Chain, Content, EditionSlug, Eyes, Fact, Grave, Kind, Move, NumberStyle, Order,
    Placement, Question, Refusal, Revision, SectionSlug, StaffId, StaffRole, Standing, StoryId, Verb,
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
        advisory: advisory.map(str::to_owned),
        ..Order::of(content, StaffId::new(jiff::Timestamp::UNIX_EPOCH), StaffRole::Editor)
    };
    sent(chain, order)
}

fn sent(chain: &Chain, order: Order) -> Result<Revision, Refusal> {
    match chain.send(order, NumberStyle::Suffix, NOW)? {
        Move::Revision(revision) => Ok(*revision),
        Move::Notice { kind, .. } => panic!("a {kind} where a revision was sent"),
    }
}

fn after(revision: Revision) -> Chain {
    Chain {
        before: None,
        id: revision.story,
        head: Some(revision),
        standing: Standing::Live,
        is_public: true,
    }
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

fn first() -> Revision {
    send(&Chain::unsent(StoryId::new(NOW)), None, placed(FIRST), None).unwrap()
}

/// The questions of a change, each with an answer.
fn asked(old: &Revision, new: &Content, answer: impl Fn(&Question) -> Answer) -> Vec<Answered> {
    let questions = story::compare::compare(&old.content, new).questions();
    questions.into_iter().map(|question| Answered { answer: answer(&question), question }).collect()
}

fn order(chain: &Chain, kind: Kind, content: Content) -> Order {
    Order {
        base: chain.head.as_ref().map(|head| head.number),
        kind: Some(kind),
        ..Order::of(content, StaffId::new(NOW), StaffRole::Editor)
    }
}

#[test]
fn each_changed_fact_is_asked_about_once_wherever_it_stands() {
    let old = "headline: Bus crash kills 12\n\nA bus crash killed 12 people near Tessa on Friday, police said.\n\n\
               \u{201c}We are not to blame,\u{201d} said Oda Lind of the bus line.\n\nThe toll of 12 may rise.";
    let new = old
        .replace("12", "14")
        .replace("Friday", "Thursday")
        .replace("Oda Lind", "Oda Lund")
        .replace("not to blame", "all to blame");
    let questions = story::compare::compare(&placed(old), &placed(&new)).questions();
    let told: Vec<_> = questions.iter().map(|q| (q.fact, q.old.as_str(), q.new.as_str())).collect();
    assert!(told.contains(&(Fact::Number, "12", "14")), "{told:?}");
    assert!(told.contains(&(Fact::Date, "Friday", "Thursday")), "{told:?}");
    assert!(told.contains(&(Fact::Name, "Lind", "Lund")), "{told:?}");
    assert!(told.iter().any(|(fact, ..)| *fact == Fact::Quote), "{told:?}");
    // `Twelve` for `Fourteen` is the same change as `12` for `14`.
    let spelt = placed(&format!("headline: Bus crash kills 12\n\n{FIRST}"));
    let moved = placed(&format!("headline: Bus crash kills 14\n\n{}", FIRST.replace("Twelve", "Fourteen")));
    let once = story::compare::compare(&spelt, &moved).questions();
    assert_eq!(once.len(), 1, "{once:?}");
    assert_eq!((once[0].paragraphs.as_slice(), once[0].fields.len()), (&[1][..], 1));
    let toll = questions.iter().find(|q| q.fact == Fact::Number).unwrap();
    assert_eq!(
        (toll.paragraphs.as_slice(), toll.fields.as_slice()),
        (&[1, 3][..], &["headline".to_owned()][..])
    );
}

#[test]
fn what_was_wrong_is_corrected_and_what_moved_on_is_updated() {
    let first = first();
    let content = placed(&FIRST.replace("Twelve", "Fourteen").replace("Friday", "Thursday"));
    let answers = asked(&first, &content, |question| match question.fact {
        Fact::Date => Answer::Wrong,
        _ => Answer::MovedOn,
    });
    let chain = after(first);
    let correction = sent(
        &chain,
        Order { answers: Some(answers.clone()), ..order(&chain, Kind::Correction, content.clone()) },
    );
    let correction = correction.unwrap();
    assert_eq!(
        correction.advisory.as_deref(),
        Some("(Corrects date in para 1 to Thursday, not Friday; updates toll in para 1)"),
        "{:?}",
        correction.changes
    );
    assert_eq!(correction.answers, answers, "the answers are recorded");
    // The same as an update hides that something was wrong.
    let update = sent(&chain, Order { answers: Some(answers), ..order(&chain, Kind::Update, content) });
    assert_eq!(update.unwrap_err().name(), "wrong-uncorrected");
}

#[test]
fn an_editor_who_is_asked_answers_for_each_changed_fact() {
    let first = first();
    let content = placed(&FIRST.replace("Twelve", "Fourteen"));
    let chain = after(first);
    for kind in [Kind::Update, Kind::Correction] {
        let order = Order { answers: Some(Vec::new()), ..order(&chain, kind, content.clone()) };
        match sent(&chain, order) {
            Err(Refusal::Unanswered { questions }) => assert_eq!(questions.len(), 1),
            other => panic!("{other:?}"),
        }
    }
    // Who is not asked has answered by the kind of move, and that is recorded.
    let update = sent(&chain, order(&chain, Kind::Update, content)).unwrap();
    assert_eq!(update.answers.iter().map(|a| a.answer).collect::<Vec<_>>(), [Answer::MovedOn]);
}

#[test]
fn a_correction_in_which_everything_moved_on_is_none() {
    let first = first();
    let content = placed(&FIRST.replace("Twelve", "Fourteen"));
    let answers = asked(&first, &content, |_| Answer::MovedOn);
    let chain = after(first);
    let refused = sent(&chain, Order { answers: Some(answers), ..order(&chain, Kind::Correction, content) });
    assert_eq!(refused.unwrap_err(), Refusal::CorrectionWithoutChange);
}

#[test]
fn a_held_story_takes_nothing_but_its_release() {
    let held = Chain { standing: Standing::Held, ..after(first()) };
    let content = placed(&FIRST.replace("Twelve", "Fourteen"));
    for kind in [Kind::Update, Kind::Correction, Kind::Refile] {
        assert_eq!(sent(&held, order(&held, kind, content.clone())).unwrap_err(), Refusal::Held, "{kind}");
    }
    let released = sent(&held, order(&held, Kind::Release, content)).unwrap();
    assert_eq!((released.kind, released.number.0), (Kind::Release, 1));
    assert_eq!(released.advisory.as_deref(), Some("(Updates toll in para 1)"));
    // What was wrong may be mended as it is released.
    let content = placed(&FIRST.replace("Friday", "Thursday"));
    let answers = asked(held.head.as_ref().unwrap(), &content, |_| Answer::Wrong);
    let released =
        sent(&held, Order { answers: Some(answers), ..order(&held, Kind::Release, content) }).unwrap();
    assert_eq!(released.advisory.as_deref(), Some("(Corrects date in para 1 to Thursday, not Friday)"));
}

#[test]
fn a_notice_is_refused_by_name_where_it_cannot_stand() {
    let by = |role| (StaffId::new(NOW), role);
    let chain = |standing| Chain { standing, ..after(first()) };
    let editor = StaffRole::Editor;
    for (standing, kind, reason, role, rule) in [
        (Standing::Live, Kind::Hold, "", editor, "no-reason"),
        (Standing::Live, Kind::Withdrawal, " ", editor, "no-reason"),
        (Standing::Live, Kind::Takedown, "", StaffRole::Administrator, "no-reason"),
        (Standing::Live, Kind::Takedown, "court order", editor, "not-allowed"),
        (Standing::Live, Kind::Hold, "in doubt", StaffRole::Writer, "not-allowed"),
        (Standing::Live, Kind::Release, "", editor, "not-held"),
        (Standing::Live, Kind::Update, "x", editor, "wrong-kind"),
        (Standing::Held, Kind::Hold, "again", editor, "held"),
        (Standing::Held, Kind::Repeat, "", editor, "held"),
        (Standing::Withdrawn, Kind::Hold, "late", editor, "withdrawn"),
        (Standing::Withdrawn, Kind::Release, "", editor, "withdrawn"),
        (Standing::TakenDown, Kind::Takedown, "again", StaffRole::Administrator, "withdrawn"),
    ] {
        let refused = chain(standing).notice(kind, reason, by(role), Eyes::default(), NOW);
        assert_eq!(refused.unwrap_err().name(), rule, "{standing:?} {kind}");
    }
    for (standing, kind) in [
        (Standing::Live, Kind::Repeat),
        (Standing::Live, Kind::Hold),
        (Standing::Held, Kind::Release),
        (Standing::Held, Kind::Withdrawal),
        (Standing::Withdrawn, Kind::Takedown),
    ] {
        let sent =
            chain(standing).notice(kind, "because", by(StaffRole::Administrator), Eyes::default(), NOW);
        assert!(matches!(sent, Ok(Move::Notice { kind: it, .. }) if it == kind), "{standing:?} {kind}");
    }
    let never = Chain::unsent(StoryId::new(NOW));
    let refused = never.notice(Kind::Withdrawal, "x", by(editor), Eyes::default(), NOW);
    assert_eq!(refused.unwrap_err(), Refusal::NeverSent);
}

#[test]
fn where_the_house_wants_four_eyes_what_is_grave_waits_for_a_second_person() {
    let copy = "A court in Tessa heard the driver on Monday.\n\nHe is not guilty, his lawyer said.\n\n\
                \u{201c}We lost a friend today,\u{201d} she said.";
    let first = send(&Chain::unsent(StoryId::new(NOW)), None, placed(copy), None).unwrap();
    let chain = after(first);
    let (one, other) = (StaffId::new(NOW), StaffId::new(NOW));
    let four = |seconded_by| Eyes { four: true, seconded_by };
    let flipped = placed(&copy.replace("not guilty", "guilty"));
    let quoted = placed(&copy.replace("lost a friend", "lost a brother"));
    let plain = placed(&copy.replace("Monday", "Tuesday"));
    for (content, what) in [(&flipped, Some(Grave::Negation)), (&quoted, Some(Grave::Quote)), (&plain, None)]
    {
        let with = |eyes| Order { by: one, eyes, ..order(&chain, Kind::Update, content.clone()) };
        let wanted = what.map(|what| Refusal::WantsSecond { what });
        for alone in [four(None), four(Some(one))] {
            assert_eq!(sent(&chain, with(alone)).err(), wanted);
        }
        assert_eq!(sent(&chain, with(four(Some(other)))).unwrap().seconded_by, Some(other));
        assert!(sent(&chain, with(Eyes::default())).is_ok(), "a house that does not want it");
    }
    let by = (one, StaffRole::Editor);
    let refused = chain.notice(Kind::Withdrawal, "in error", by, four(None), NOW);
    assert_eq!(refused.unwrap_err(), Refusal::WantsSecond { what: Grave::Withdrawal });
    assert!(chain.notice(Kind::Withdrawal, "in error", by, four(Some(other)), NOW).is_ok());
    assert!(chain.notice(Kind::Hold, "in doubt", by, four(None), NOW).is_ok(), "a hold is quick");
}

#[test]
fn a_paragraph_that_comes_back_is_restored() {
    let more = format!("{FIRST}\n\nThe road will stay shut until Monday.");
    let first = send(&Chain::unsent(StoryId::new(NOW)), None, placed(&more), None).unwrap();
    let second = send(&after(first.clone()), None, placed(FIRST), None).unwrap();
    assert_eq!(second.advisory.as_deref(), Some("(Trims para 3 of previous version)"));
    let chain = Chain { before: Some(first.content), ..after(second) };
    let third = send(&chain, None, placed(&more), None).unwrap();
    assert_eq!(third.advisory.as_deref(), Some("(Restores details in para 3)"));
}
