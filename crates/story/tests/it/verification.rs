//! A line is held against the difference, and its faults name the paragraph.

use story::compare::compare;
use story::{Content, Kind, NumberStyle, advisory};

use crate::copy::english;
use crate::corpus;

fn seed() -> (Content, Content) {
    let pair = corpus::read().into_iter().find(|pair| pair.name == "adds-details-background").unwrap();
    (pair.old, pair.new)
}

#[test]
fn a_written_line_is_held_against_the_difference() {
    let (old, new) = seed();
    let comparison = compare(&old, &new);
    for (line, faults) in [
        ("(Adds details, background in paras 2, 4-8)", vec![]),
        ("(adds background and details in paragraphs 2 and 4 to 8)", vec![]),
        ("(Adds details, background)", vec![]),
        ("Eds: Adds details in 2nd graf. Adds background in grafs 4-8.", vec![]),
        ("(Adds details in para 2; adds background throughout)", vec![]),
        ("(Adds details, background in paras 2, 4-7)", vec!["para 8 changed, but the line does not name it"]),
        ("(Adds details, background in paras 2-8)", vec!["para 3 did not change"]),
        (
            "(Adds details, background in paras 2, 4-9)",
            vec!["there is no para 9: the story has 8 paragraphs"],
        ),
        (
            "(Corrects details in paras 2, 4-8)",
            vec!["the line says \"corrects\", but this is an update: send it as a correction"],
        ),
        (
            "(Adds details, background in paras 2, 4-8; trims para 2 of previous version)",
            vec!["para 2 of the previous version still stands as it was"],
        ),
    ] {
        assert_eq!(advisory::verify(line, &comparison, Kind::Update), faults, "{line}");
    }
}

#[test]
fn a_changed_number_is_never_adds() {
    let old = english("Twelve people were killed when a bus left the road near Tessa.\n\nThe road is shut.");
    let new =
        english("Fourteen people were killed when a bus left the road near Tessa.\n\nThe road is shut.");
    let comparison = compare(&old, &new);
    assert_eq!(
        advisory::verify("(Adds details in para 1)", &comparison, Kind::Update),
        ["para 1: Twelve became Fourteen, which is not \"adds\": say \"updates\" or \"corrects\""]
    );
    assert_eq!(advisory::verify("(Updates toll in para 1)", &comparison, Kind::Update), [""; 0]);
    assert_eq!(
        advisory::verify("(Updates toll, adds details in para 1)", &comparison, Kind::Update),
        [""; 0]
    );
}

#[test]
fn a_correction_says_what_is_right_and_what_stood_there() {
    let old = english("The mayor spoke.\n\nLena Oster, a 43-year-old teacher from Tessa, had frostbite.");
    let new = english("The mayor spoke.\n\nLena Oster, a 34-year-old teacher from Tessa, had frostbite.");
    let comparison = compare(&old, &new);
    for (line, faults) in [
        ("(Corrects age in para 2 to 34, not 43)", vec![]),
        ("(Corrects age of climber in paragraph 2 to 34 instead of 43)", vec![]),
        ("(Corrects age in second paragraph from 43 to 34)", vec![]),
        (
            "(Corrects age in para 2)",
            vec!["para 2: a correction says what is right and what stood there: to 34, not 43"],
        ),
        (
            "(Corrects age in para 2 to 34)",
            vec!["para 2: a correction says what is right and what stood there: to 34, not 43"],
        ),
        (
            "(Corrects age in para 2 to 35, not 43)",
            vec!["para 2: the line says something else than what changed there: to 34, not 43"],
        ),
        (
            "(Adds details in para 2)",
            vec![
                "para 2: 43 became 34, which is not \"adds\": say \"updates\" or \"corrects\"",
                "para 2 was corrected, but the line does not say so: corrects … to 34, not 43",
            ],
        ),
        (
            "(Corrects age in para 1 to 34, not 43)",
            vec![
                "para 1 did not change",
                "para 2 was corrected, but the line does not say so: corrects … to 34, not 43",
            ],
        ),
    ] {
        assert_eq!(advisory::verify(line, &comparison, Kind::Correction), faults, "{line}");
    }
}

#[test]
fn what_was_only_split_off_is_not_added() {
    let old =
        english("The wind tore the roof off the fish market. A crane fell across the ferry ramp there.");
    let new =
        english("The wind tore the roof off the fish market.\n\nA crane fell across the ferry ramp there.");
    assert_eq!(
        advisory::verify("(Adds details in para 2)", &compare(&old, &new), Kind::Update),
        ["para 2: nothing was added there"]
    );
}

#[test]
fn every_line_of_the_corpus_verifies_in_every_style() {
    for pair in corpus::read() {
        let comparison = compare(&pair.old, &pair.new);
        for line in pair.lines.iter().flatten() {
            assert_eq!(advisory::verify(line, &comparison, pair.kind), [""; 0], "{}: {line}", pair.name);
        }
        let changes = comparison.changes(pair.kind);
        for style in NumberStyle::ALL {
            let Some(line) = advisory::write(&changes, style, &pair.language) else { continue };
            assert!(advisory::is_advisory(&line), "{}: {line}", pair.name);
            assert_eq!(advisory::verify(&line, &comparison, pair.kind), [""; 0], "{}: {line}", pair.name);
            // With a word more it is no longer the derived line, and is read.
            let longer = match line.strip_suffix(')') {
                Some(open) => format!("{open}; no pickup)"),
                None => format!("{line} No pickup."),
            };
            assert_eq!(advisory::verify(&longer, &comparison, pair.kind), [""; 0], "{}: {longer}", pair.name);
        }
    }
}

#[test]
fn a_paragraph_left_out_of_a_derived_line_is_missed() {
    for pair in corpus::read() {
        let comparison = compare(&pair.old, &pair.new);
        let mut changes = comparison.changes(pair.kind);
        let weighty = changes.iter().position(|change| {
            matches!(change.verb, story::Verb::Adds | story::Verb::Updates | story::Verb::Trims)
                && change.paragraphs.len() > 1
                && !change.throughout
        });
        let Some(at) = weighty else { continue };
        let left_out = changes[at].paragraphs.pop().unwrap();
        let line = advisory::write(&changes, pair.style, &pair.language).unwrap();
        let faults = advisory::verify(&line, &comparison, pair.kind);
        assert!(
            faults.iter().any(|fault| fault.starts_with(&format!("para {left_out} "))),
            "{}: {line}: {faults:?}",
            pair.name
        );
    }
}
