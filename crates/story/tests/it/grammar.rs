//! What a line says is read in the forms that agencies write.

use story::{Counted, Verb, advisory};

#[test]
fn verbs_places_and_wordings_are_found() {
    type Expected<'a> = (Option<Verb>, &'a [u32], Option<&'a str>, Option<&'a str>);
    let cases: [(&str, &[Expected<'_>]); 24] = [
        (
            "(Adds details, background in paras 2, 4-8)",
            &[(Some(Verb::Adds), &[2, 4, 5, 6, 7, 8], None, None)],
        ),
        (
            "(Recasts, adds analyst comment)",
            &[(Some(Verb::Recasts), &[], None, None), (Some(Verb::Adds), &[], None, None)],
        ),
        (
            "(Recasts to lead with copper, updates prices)",
            &[(Some(Verb::Recasts), &[], None, None), (Some(Verb::Updates), &[], None, None)],
        ),
        ("(Corrects payment date from April 17)", &[(Some(Verb::Corrects), &[], Some("April 17"), None)]),
        ("(Corrects sales support team size to 500)", &[(Some(Verb::Corrects), &[], None, Some("500"))]),
        ("(corrects spelling of town in line five)", &[(Some(Verb::Corrects), &[], None, None)]),
        ("(corrects company name, ABCD, in first paragraph)", &[(Some(Verb::Corrects), &[1], None, None)]),
        (
            "(Corrects headline from NBA to NHL and corrects team name in second result)",
            &[(Some(Verb::Corrects), &[], Some("NBA"), Some("NHL")), (Some(Verb::Corrects), &[], None, None)],
        ),
        (
            "(corrects year ago per share to profit, instead of loss)",
            &[(Some(Verb::Corrects), &[], Some("loss"), Some("profit"))],
        ),
        (
            "(Corrects item to show losses instead of profits)",
            &[(Some(Verb::Corrects), &[], Some("profits"), Some("losses"))],
        ),
        (
            "(Removes words \"in May\", paragraph 7; removes \"all\" and instead states \"some\")",
            &[(Some(Verb::Removes), &[7], None, None), (Some(Verb::Removes), &[], None, None)],
        ),
        (
            "Eds: Adds details, quotes and background. With photos.",
            &[(Some(Verb::Adds), &[], None, None), (None, &[], None, None)],
        ),
        (
            "Eds: Restores reference in 3rd paragraph to years when the mine was open",
            &[(Some(Verb::Restores), &[3], None, Some("years when the mine was open"))],
        ),
        (
            "(EDS: RECASTING, ADDING MORE INFO)",
            &[(Some(Verb::Recasts), &[], None, None), (Some(Verb::Adds), &[], None, None)],
        ),
        ("(ATTENTION - adds quotes, details) ///", &[(Some(Verb::Adds), &[], None, None)]),
        ("(Changes dateline, previous GENEVA)", &[(Some(Verb::Changes), &[], Some("GENEVA"), None)]),
        ("(Updates throughout)", &[(Some(Verb::Updates), &[], None, None)]),
        ("(Refiles to fix typo in para 3)", &[(Some(Verb::Refiles), &[3], None, None)]),
        ("(Writes through with quotes)", &[(Some(Verb::Rewrites), &[], None, None)]),
        ("(A longer version of this story is available)", &[(None, &[], None, None)]),
        (
            "(Добавлены подробности, справочная информация в абзацах 2, 4-5)",
            &[(Some(Verb::Adds), &[2, 4, 5], None, None)],
        ),
        (
            "(Исправлен возраст в абзаце 2: 34 вместо 43)",
            &[(Some(Verb::Corrects), &[2], Some("43"), Some("34"))],
        ),
        ("(إضافة تفاصيل وخلفية في الفقرات 2، 4-5)", &[(Some(Verb::Adds), &[2, 4, 5], None, None)]),
        (
            "(تصحيح العمر في الفقرتين 2 و4 إلى 34 بدلا من 43)",
            &[(Some(Verb::Corrects), &[2, 4], Some("43"), Some("34"))],
        ),
    ];
    for (line, expected) in cases {
        let read = advisory::parse(line);
        let got: Vec<Expected<'_>> = read
            .clauses
            .iter()
            .map(|c| (c.verb, c.paragraphs.as_slice(), c.old.as_deref(), c.new.as_deref()))
            .collect();
        assert_eq!(got, expected, "{line}");
    }
}

#[test]
fn objects_and_numbering_are_found() {
    let read = advisory::parse(
        "(Adds details, quotes from Ilsa Marten and background in para 4; trims paras 3-4 of previous version)",
    );
    assert_eq!(read.clauses[0].objects, ["details", "quotes from Ilsa Marten", "background"]);
    assert_eq!(
        (read.clauses[1].of, read.clauses[1].paragraphs.as_slice()),
        (Counted::Old, [3, 4].as_slice())
    );
    assert!(advisory::parse("(Updates toll throughout)").clauses[0].throughout);
    assert_eq!(advisory::parse("(Updates lead)").clauses[0].places, ["lead"]);
}
