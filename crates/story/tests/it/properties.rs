//! What holds for any two states of a story.

use std::collections::HashSet;

use proptest::prelude::*;
use story::compare::{Class, RunKind, compare};
use story::{Content, Kind, Language, NumberStyle, Paragraph, ParagraphId, Role, Text, advisory};

const KINDS: [Kind; 3] = [Kind::Update, Kind::Correction, Kind::Refile];

/// Any text at all, and text of the characters that most often break things.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(
            prop_oneof![
                Just("مرحبا"),
                Just("e\u{301}"),
                Just("👩‍👩‍👧"),
                Just("🇺🇳"),
                Just("\u{200F}"),
                Just("“"),
                Just("\""),
                Just("12"),
                Just("1,5"),
                Just("٣"),
                Just("."),
                Just("..."),
                Just("—"),
                Just("'"),
                Just("’s"),
                Just(" "),
                Just("said"),
                Just("Ilsa"),
                Just("not"),
                Just("million"),
                Just("May"),
                Just("3"),
                Just("新"),
                Just("погибли"),
                Just("\u{AD}"),
                Just("$"),
                Just("\n"),
            ],
            0..24
        )
        .prop_map(|parts| parts.concat()),
    ]
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![
        6 => Just(Role::Body),
        1 => Just(Role::Background),
        1 => Just(Role::BlockQuote),
        1 => Just(Role::Subhead),
        1 => Just(Role::ListItem),
        1 => Just(Role::Table),
        1 => Just(Role::Embed),
        1 => Just(Role::Note),
    ]
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just("en"), Just("ru"), Just("ar"), Just("es"), Just("de")]
        .prop_map(|tag| tag.parse().unwrap())
}

fn content(texts: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = Content> {
    (
        language(),
        any_text(),
        proptest::option::of(any_text()),
        proptest::collection::vec((role(), texts), 0..most),
    )
        .prop_map(|(language, headline, lead, body)| {
            let mut content = Content::new(language, "slug", headline);
            content.lead = lead.map(Text::plain);
            content.body = body
                .into_iter()
                .map(|(role, text)| Paragraph { id: ParagraphId(0), role, text: Text::plain(text) })
                .collect();
            content.number_new_paragraphs();
            content
        })
}

/// Sentences that share most of their words, so that everything can be taken for everything.
fn newsy() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("police"),
        Just("said"),
        Just("Twelve"),
        Just("12"),
        Just("14"),
        Just("people"),
        Just("were"),
        Just("killed"),
        Just("in"),
        Just("Tessa"),
        Just("Port Ode"),
        Just("on"),
        Just("Friday"),
        Just("Monday"),
        Just("not"),
        Just("guilty"),
        Just("\"we"),
        Just("go\""),
        Just("Ilsa Marten"),
        Just("condemned"),
        Just("treaty"),
        Just("1990"),
        Just("had"),
        Just("signed"),
        Just("road"),
        Just("shut,"),
        Just("crowns"),
        Just("and"),
        Just("to"),
        Just("percent."),
        Just("The"),
    ];
    proptest::collection::vec(word, 1..22).prop_map(|words| format!("{}.", words.join(" ")))
}

/// An earlier state, and what became of it: paragraphs dropped, put in, moved, split, joined, reworded.
fn revision() -> impl Strategy<Value = (Content, Content)> {
    let step = (0..7_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>(), newsy());
    (content(newsy(), 9), proptest::collection::vec(step, 0..7)).prop_map(|(old, steps)| {
        let mut new = old.clone();
        for (what, one, other, text) in steps {
            let body = &mut new.body;
            let fresh =
                |text: String| Paragraph { id: ParagraphId(0), role: Role::Body, text: Text::plain(text) };
            if body.is_empty() || what == 0 {
                body.insert(one.index(body.len() + 1), fresh(text));
                continue;
            }
            let at = one.index(body.len());
            let plain = body[at].text.as_plain().into_owned();
            match what {
                1 => {
                    body.remove(at);
                }
                2 => {
                    let moved = body.remove(at);
                    body.insert(other.index(body.len() + 1), moved);
                }
                3 => {
                    let words: Vec<&str> = plain.split(' ').collect();
                    let (head, tail) = words.split_at(other.index(words.len()));
                    let (head, tail) = (head.join(" "), tail.join(" "));
                    body[at].text = Text::plain(head);
                    body.insert(at + 1, fresh(tail));
                }
                4 if at + 1 < body.len() => {
                    let next = body.remove(at + 1);
                    body[at].text = Text::plain(format!("{plain} {}", next.text.as_plain()));
                }
                5 => body[at].text = Text::plain(plain.replace("12", "14").replace("Friday", "Monday")),
                _ => body[at].text = Text::plain(format!("{plain} {text}")),
            }
        }
        new.number_new_paragraphs();
        (old, new)
    })
}

fn check(old: &Content, new: &Content) -> Result<(), TestCaseError> {
    let comparison = compare(old, new);
    // Every paragraph stands in one pair.
    for (side, count) in [(true, new.body.len()), (false, old.body.len())] {
        let mut places: Vec<usize> =
            comparison.pairs.iter().flat_map(|p| if side { &p.new } else { &p.old }).copied().collect();
        places.sort_unstable();
        prop_assert_eq!(places, (0..count).collect::<Vec<_>>());
    }
    for pair in &comparison.pairs {
        let is_shown = matches!(pair.class, Class::Typo | Class::Edited | Class::Split | Class::Merged);
        prop_assert_eq!(!pair.words.is_empty(), is_shown);
        if is_shown {
            let shown: String = pair
                .words
                .iter()
                .filter(|run| run.kind != RunKind::Old)
                .map(|run| run.text.as_str())
                .collect();
            let text: Vec<String> = pair
                .new
                .iter()
                .map(|n| new.body[*n].text.as_plain().into_owned())
                .filter(|t| !t.is_empty())
                .collect();
            prop_assert_eq!(shown, text.join(" "));
        }
    }
    let mut carried = new.clone();
    comparison.carry_ids(old, &mut carried);
    let ids: HashSet<ParagraphId> = carried.body.iter().map(|p| p.id).collect();
    prop_assert_eq!(ids.len(), carried.body.len());
    for kind in KINDS {
        let _ = comparison.check_refile();
        let changes = comparison.changes(kind);
        prop_assert!(changes.windows(2).all(|two| two[0].verb <= two[1].verb));
        for change in &changes {
            prop_assert!(change.paragraphs.is_sorted());
        }
        for style in NumberStyle::ALL {
            if let Some(line) = advisory::write(&changes, style, &new.language) {
                prop_assert_eq!(advisory::verify(&line, &comparison, kind), [""; 0], "{}", line);
                prop_assert!(advisory::is_advisory(&line), "{}", line);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_texts_are_compared(old in content(any_text(), 12), new in content(any_text(), 12)) {
        check(&old, &new)?;
    }

    #[test]
    fn any_revision_is_told_truly((old, new) in revision()) {
        check(&old, &new)?;
        // The same line with a word more is read, not recognised.
        let comparison = compare(&old, &new);
        for kind in KINDS {
            let changes = comparison.changes(kind);
            if let Some(line) = advisory::write(&changes, NumberStyle::Suffix, &new.language) {
                let open = line.strip_suffix(')').unwrap();
                let faults = advisory::verify(&format!("{open}; no pickup)"), &comparison, kind);
                prop_assert!(faults.is_empty(), "{}: {:?}", line, faults);
            }
        }
    }

    #[test]
    fn a_story_against_itself_is_unchanged(story in content(any_text(), 12)) {
        let comparison = compare(&story, &story);
        prop_assert!(comparison.is_unchanged());
        prop_assert!(comparison.pairs.iter().all(|pair| pair.class == Class::Equal && !pair.moved));
        for kind in KINDS {
            prop_assert_eq!(comparison.changes(kind), []);
        }
        prop_assert_eq!(comparison.check_refile(), Ok(()));
    }

    #[test]
    fn any_line_is_read(line in any_text()) {
        let _ = advisory::parse(&line);
        let _ = advisory::parse(&format!("(Adds {line} in paras {line}-9, 4 to {line}; corrects {line} to {line}, not {line})"));
        let _ = advisory::is_advisory(&line);
    }
}

#[test]
fn a_long_story_is_compared_without_weighing_all_pairs() {
    let text = |n: usize, say: &str| {
        format!(
            "Village {n} of the Calden hills {say} that its {} wells and {} barns were counted in survey {}.",
            n * 7 % 31,
            n % 13,
            n * 31
        )
    };
    let story = |say: &str, from: usize| {
        let mut content = Content::new(Language::english(), "slug", "Survey of the hills");
        content.body = (from..2_000)
            .map(|n| Paragraph {
                id: ParagraphId(0),
                role: Role::Body,
                text: Text::plain(text(n, if n % 3 == 0 { say } else { "said" })),
            })
            .collect();
        content.number_new_paragraphs();
        content
    };
    let comparison = compare(&story("said", 0), &story("insisted on Monday", 1));
    let edited = comparison.pairs.iter().filter(|pair| pair.class == Class::Edited && !pair.moved).count();
    assert_eq!(edited, 666);
    assert_eq!(comparison.pairs.iter().filter(|pair| pair.class == Class::Deleted).count(), 1);
}
