//! Which paragraph of one state is which of the other.

use story::compare::{Class, RunKind, compare};
use story::{Content, Kind, Language, NumberStyle, ParagraphId, Verb, advisory};

use crate::copy::english;

/// The pairs as `class old>new`, numbers from 0.
fn shown(old: &str, new: &str) -> String {
    let list = |places: &[usize]| places.iter().map(usize::to_string).collect::<Vec<_>>().join("+");
    compare(&english(old), &english(new))
        .pairs
        .iter()
        .map(|p| {
            let moved = if p.moved && p.class != Class::Moved { "~" } else { "" };
            format!("{moved}{} {}>{}", p.class.as_str(), list(&p.old), list(&p.new))
        })
        .collect::<Vec<_>>()
        .join(", ")
}

const A: &str = "The coast road north of Tessa was shut on Friday after a slope gave way in heavy rain.";
const B: &str = "Crews with diggers were clearing mud and boulders from both lanes, the roads office said.";
const C: &str = "Ferries between Tessa and Port Ode ran twice as often as usual to carry stranded lorries.";

#[test]
fn paragraphs_are_classed_by_what_became_of_them() {
    let cases = [
        (format!("{A}\n\n{B}"), format!("{A}\n\n{B}"), "equal 0>0, equal 1>1"),
        (format!("{A}\n\n{B}"), format!("{A}\n\n{C}\n\n{B}"), "equal 0>0, inserted >1, equal 1>2"),
        (format!("{A}\n\n{C}\n\n{B}"), format!("{A}\n\n{B}"), "equal 0>0, deleted 1>, equal 2>1"),
        (format!("{A}\n\n{B}"), format!("{}\n\n{B}", A.replace("heavy", "hevy")), "typo 0>0, equal 1>1"),
        (
            format!("{A}\n\n{B}"),
            format!("{}\n\n{B}", A.replace("Friday", "Thursday evening")),
            "edited 0>0, equal 1>1",
        ),
        (format!("{A}\n\n{B}\n\n{C}"), format!("{C}\n\n{A}\n\n{B}"), "moved 2>0, equal 0>1, equal 1>2"),
        (format!("{A} {B}\n\n{C}"), format!("{A}\n\n{B}\n\n{C}"), "split 0>0+1, equal 1>2"),
        (format!("{A}\n\n{B}\n\n{C}"), format!("{A}\n\n{B} {C}"), "equal 0>0, merged 1+2>1"),
        (format!("{A} {B} {C}"), format!("{A}\n\n{B}\n\n{C}"), "split 0>0+1+2"),
        (format!("{A}\n\n{B}"), C.to_owned(), "inserted >0, deleted 0>, deleted 1>"),
        (String::new(), A.to_owned(), "inserted >0"),
        (format!("{A}\n\n## {B}"), format!("{A}\n\n{B}"), "equal 0>0, inserted >1, deleted 1>"),
    ];
    for (old, new, expected) in cases {
        assert_eq!(shown(&old, &new), expected, "\n{old}\n--\n{new}");
    }
}

#[test]
fn spacing_and_quote_style_are_sent_but_make_no_difference_in_words() {
    let (old, new) = (english("\"We go,\" she said."), english("“We go,” she said."));
    let comparison = compare(&old, &new);
    assert!(!comparison.is_unchanged());
    assert_eq!(comparison.pairs[0].class, Class::Equal);
    assert!(compare(&old, &old).is_unchanged());
}

#[test]
fn a_paragraph_keeps_its_id_whatever_happens_to_its_place_and_words() {
    let old = english(&format!("{A}\n\n{B}\n\n{C}"));
    let mut new =
        english(&format!("{C}\n\nA new bridge is to be built there.\n\n{}", A.replace("Friday", "Saturday")));
    compare(&old, &new).carry_ids(&old, &mut new);
    assert_eq!(new.body.iter().map(|p| p.id.0).collect::<Vec<_>>(), [3, 4, 1]);
}

#[test]
fn runs_give_both_texts() {
    let old = english(&format!("{A} {B}\n\n{C}"));
    let new = english(&format!("{A}\n\n{}\n\n{}", B.replace("both", "two"), C.replace("twice", "thrice")));
    for pair in compare(&old, &new).pairs {
        let side = |kind: RunKind| -> String {
            let text: String = pair
                .words
                .iter()
                .filter(|r| r.kind == RunKind::Same || r.kind == kind)
                .map(|r| r.text.as_str())
                .collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let text = |content: &Content, places: &[usize]| -> String {
            places
                .iter()
                .map(|at| content.body[*at].text.as_plain().into_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(side(RunKind::Old), text(&old, &pair.old));
        assert_eq!(side(RunKind::New), text(&new, &pair.new));
    }
    assert_eq!(new.body[0].id, ParagraphId(1));
}

#[test]
fn a_paragraph_that_comes_back_is_restored_not_added() {
    let (first, second) = (english(&format!("{A}\n\n{B}\n\n{C}")), english(&format!("{A}\n\n{C}")));
    let third = english(&format!("{A}\n\n{B}\n\n{C}"));
    let mut comparison = compare(&second, &third);
    comparison.recall(&first);
    let changes = comparison.changes(Kind::Update);
    assert_eq!(
        changes.iter().map(|c| (c.verb, c.paragraphs.as_slice())).collect::<Vec<_>>(),
        [(Verb::Restores, [2].as_slice())]
    );
    assert_eq!(
        advisory::write(&changes, NumberStyle::Suffix, &Language::english()).as_deref(),
        Some("(Restores details in para 2)")
    );
}
