//! Every check on its own examples.

use copydesk::{ALL, Example, Facts, Finding};

use crate::check;

fn found(example: &Example, number: u8) -> Vec<Finding> {
    let facts: Facts = match example.facts {
        "" => Facts::default(),
        json => serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}")),
    };
    let earlier = Some(example.earlier).filter(|copy| !copy.is_empty());
    let (findings, _) = check(example.copy, earlier, &facts);
    findings.into_iter().filter(|finding| finding.check == number).collect()
}

#[test]
fn each_check_finds_what_it_must_to_the_character() {
    let mut wrong = Vec::new();
    for check in ALL {
        for example in check.fires {
            let found = found(example, check.number);
            if !found.iter().any(|finding| finding.words == example.words) {
                let words: Vec<_> = found.iter().map(|finding| &finding.words).collect();
                wrong.push(format!(
                    "{} {}: {:?} wants {:?}, found {words:?}",
                    check.number, check.rule, example.copy, example.words
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_check_lets_pass_what_it_must() {
    let mut wrong = Vec::new();
    for check in ALL {
        for example in check.silent {
            for finding in found(example, check.number) {
                wrong.push(format!(
                    "{} {}: {:?} at {:?}: {}",
                    check.number, check.rule, example.copy, finding.words, finding.message
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_guide_has_a_row_for_every_check() {
    let guide = include_str!("../../../../docs/copydesk.md");
    for check in ALL {
        let languages =
            if check.languages.is_empty() { "all".to_owned() } else { check.languages.join(", ") };
        let row = format!("| {} | `{}` | {} | {languages} |", check.number, check.rule, check.about);
        assert!(guide.contains(&row), "docs/copydesk.md lacks: {row}");
    }
}
