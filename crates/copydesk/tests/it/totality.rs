//! No text makes a check fail, and what a desk remembers changes nothing.

use copydesk::{Context, Desk, Facts, Sheet};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::{check, read};

/// Bits of copy that the checks look for, in any order, among any characters.
fn copy() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "October 12",
        "Friday, ",
        "12%",
        "from 500 to 560",
        "“",
        "”",
        "\"",
        " 10 miles (10 km) ",
        "(NSU)",
        "$3 billion",
        "said",
        "Oda Lind",
        ", 54,",
        "born in 1970",
        "10 a.m. EST (1400 GMT)",
        "embargoed until",
        "[check]",
        "https://",
        "not guilty",
        "killed 12 people",
        ": 8 men and 5 women.",
        ". ",
        "\n\n",
        "и",
        "ميناء",
        "\u{202e}",
        "👩‍👩‍👧",
        "e\u{301}",
        "54-year-old",
        "since 2019, nine years ago",
        "50th anniversary of the 1976",
        "-",
        "(",
        ")",
    ]);
    prop::collection::vec(prop_oneof![4 => bits.prop_map(str::to_owned), 1 => any::<String>()], 0..24)
        .prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn no_text_makes_a_check_fail_and_every_finding_lies_in_its_part(one in copy(), other in copy()) {
        let facts: Facts = serde_json::from_str(r#"{"facts":{"Oda Lind":"55"},"charset":"koi8-r","lexicon":{"said":"says"},"captions":["Oda Lind on October 13"]}"#).unwrap();
        let (findings, sheet) = check(&format!("Head\n\n{one}"), Some(&format!("Head\n\n{other}")), &facts);
        for finding in findings {
            let text = &sheet.parts[finding.part].passage.text;
            prop_assert_eq!(&text[finding.range.clone()], finding.words.as_str());
        }
    }

    #[test]
    fn a_desk_that_remembers_finds_the_same_as_one_that_does_not(one in copy(), other in copy()) {
        let facts = Facts::default();
        let context = Context {
            now: crate::NOON.parse().unwrap(),
            zone: TimeZone::UTC,
            earlier: None,
            kind: None,
            advisory: None,
            facts: &facts,
        };
        let mut desk = Desk::new();
        for copy in [&one, &other, &one] {
            let (content, ..) = read(&format!("Head\n\n{copy}"));
            let cold = copydesk::check(&content, &context);
            prop_assert_eq!(desk.look(&content, &context), cold);
            prop_assert!(Sheet::of(&content, &context).parts.len() <= content.body.len() + 8);
        }
    }
}
