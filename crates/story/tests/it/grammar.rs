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

/// Short phrasings that agencies are known to have sent, each with the verb that it begins with; none for a note.
const ATTESTED: &[(&str, Option<Verb>)] = &[
    ("Adds title first paragraph", Some(Verb::Adds)),
    ("Corrects figure", Some(Verb::Corrects)),
    ("CORRECTING AMOUNT", Some(Verb::Corrects)),
    ("Corrects payment date from April 17", Some(Verb::Corrects)),
    ("Corrects sales support team size to 500", Some(Verb::Corrects)),
    ("Corrects spelling on company name", Some(Verb::Corrects)),
    ("corrects spelling of town in line five", Some(Verb::Corrects)),
    ("corrects position of Schwartz", Some(Verb::Corrects)),
    ("corrects company name, GGHF, in first paragraph", Some(Verb::Corrects)),
    ("corrects cts per share", Some(Verb::Corrects)),
    ("corrects from 24.53", Some(Verb::Corrects)),
    ("correcting from 800,000 francs for each sector", Some(Verb::Corrects)),
    ("corrects ticker symbol in headline, which is symbol of company's options", Some(Verb::Corrects)),
    ("corrects year ago per share to profit, instead of loss", Some(Verb::Corrects)),
    ("Corrects to show raise in annual div, not qtly", Some(Verb::Corrects)),
    ("Corrects amount of qtly div in item that ran on Friday", Some(Verb::Corrects)),
    ("Corrects item to show losses instead of profits. Also corrects quarter loss", Some(Verb::Corrects)),
    ("Corrects headline and dividend figure", Some(Verb::Corrects)),
    ("Corrects exchange rate to 1.8250 and makes clear that it was the fixing", Some(Verb::Corrects)),
    ("Corrects from \"bids for\" in headline and \"will offer\" in first paragraph", Some(Verb::Corrects)),
    ("Correcting unit's output to barrels/day from barrels/year", Some(Verb::Corrects)),
    ("Company corrects to show profit rather than a loss", Some(Verb::Corrects)),
    ("Company corrects 1985 year per share figure", Some(Verb::Corrects)),
    ("changing rise to fall", Some(Verb::Changes)),
    ("clarifies that O'Malley was former chairman", Some(Verb::Clarifies)),
    ("this makes it clear the minister did not use the phrase", Some(Verb::Clarifies)),
    ("please read in second paragraph", Some(Verb::Corrects)),
    ("please read in first paragraph and throughout", Some(Verb::Corrects)),
    ("please read headline", Some(Verb::Corrects)),
    ("please read in page 3, first para", Some(Verb::Corrects)),
    ("in fourth take please read", Some(Verb::Corrects)),
    ("Corrects headline from NBA to NHL and corrects team name in second result", Some(Verb::Corrects)),
    ("Corrects that Habsudova is sixth seed", Some(Verb::Corrects)),
    ("Corrects to make clear a reorganization plan has been filed", Some(Verb::Corrects)),
    ("Corrects to show elections are not for governor", Some(Verb::Corrects)),
    ("corrects from the full year 1996", Some(Verb::Corrects)),
    ("(adds details, background)", Some(Verb::Adds)),
    ("(Adds comments, detail)", Some(Verb::Adds)),
    ("(Adds detail, background, share)", Some(Verb::Adds)),
    ("(Adds currency performance, central bank interventions)", Some(Verb::Adds)),
    ("(Recasts, adds analyst comment)", Some(Verb::Recasts)),
    ("(Recasts to lead with ShFE copper, updates prices)", Some(Verb::Recasts)),
    (
        "(Corrects to make it clear that share buyback programme was launched two years ago.)",
        Some(Verb::Corrects),
    ),
    (
        "(Removes words \"in all\", paragraph 7; removes \"most\" and instead states \"some\")",
        Some(Verb::Removes),
    ),
    (
        "(This March 26th story has been corrected to remove 'all' from headline and first paragraph)",
        Some(Verb::Corrects),
    ),
    ("Eds: Restores reference in 3rd paragraph to years when it was built", Some(Verb::Restores)),
    ("Adds video link.", Some(Verb::Adds)),
    ("With AP Photos.", None),
    ("AP Video.", None),
    ("For global distribution", None),
    ("Eds: Heat 115, Hawks 111. Updates.", None),
    ("APNewsNow.", None),
    ("Changes short headline.", Some(Verb::Changes)),
    ("New approach.", Some(Verb::Rewrites)),
    ("Minor edits.", Some(Verb::Edits)),
    ("A longer version of this story is available.", None),
    ("With BC-AS--China-Lawyer Trial.", None),
    ("Eds: Adds full-year results.", Some(Verb::Adds)),
    ("Adds details, quotes and background.", Some(Verb::Adds)),
    ("Eds: Also in Monday AMs report.", None),
    ("CHANGES dateline.", Some(Verb::Changes)),
    ("ADDS byline and photo tag.", Some(Verb::Adds)),
    ("CORRECTS depth of quake.", Some(Verb::Corrects)),
    ("Clarifies earthquake in northwest.", Some(Verb::Clarifies)),
    ("No pickup.", None),
    ("Adds quotes. No pickup.", Some(Verb::Adds)),
    ("Updates the previous version", Some(Verb::Updates)),
    ("Noe utvidet.", None),
    ("Kolmas ja viimeinen osio uutta", None),
    ("Please hold item dpa 123. There is some doubt whether it is right.", None),
    ("Please kill item dpa 157.", Some(Verb::Withdraws)),
];

#[test]
fn all_attested_phrasings_are_read_and_nothing_of_them_is_lost() {
    assert_eq!(ATTESTED.len(), 71);
    let mut wrong = Vec::new();
    for (phrase, verb) in ATTESTED {
        for line in [
            phrase.to_string(),
            format!("({phrase})"),
            format!("Eds: {}", phrase.trim_start_matches("Eds: ")),
        ] {
            let read = advisory::parse(&line);
            let first = read.clauses.first().and_then(|clause| clause.verb);
            if first != *verb {
                wrong.push(format!("{line}: {first:?}, not {verb:?}"));
            }
            // What is not structured is kept as it was written.
            let kept: String = read.clauses.iter().map(|clause| clause.text.to_lowercase()).collect();
            for word in
                phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3 && *word != "Eds")
            {
                if !kept.contains(&word.to_lowercase()) {
                    wrong.push(format!("{line}: {word} is lost in {kept:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
