//! Who said what: read off what is public, a page each, a search, and a word when a quotation changes on its way.

use story::StaffRole;
use testkit::TestSite;

fn copy(slug: &str, text: &str) -> String {
    format!("---\nedition: en\nsection: world\nslug: {slug}\n---\nHeadline of {slug}\n\n{text}\n")
}

const BRIDGE: &str = "\"We will repair the bridge by spring,\" Mayor Oda Lind told reporters.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_said_what_stands_on_a_page_for_each_and_is_found_by_its_words() {
    let site = TestSite::new().await;
    let first = site.send(&copy("bridge", &format!("Cracks were found.\n\n{BRIDGE}"))).await;
    site.later(60);
    let last = site.send(&copy("ferry", "\"The ferry stays free of charge,\" Lind said. \"So do the buses, for now,\" said Bram Oster, head of the line.")).await;
    site.agency.quoted(last.sequence).await;
    site.agency.searchable(last.sequence).await;
    let page = site.get("/quotes/oda-lind").await.text();
    assert!(page.contains("<h1>Oda Lind</h1>") && page.contains(", Mayor"), "{page}");
    assert!(page.contains("We will repair the bridge by spring") && !page.contains("buses"), "{page}");
    assert!(page.contains(&format!("{}#p2", first.path)), "it leads to its paragraph: {page}");
    // A name that is not whole has no page, and what it says stands with the story.
    assert_eq!(site.get("/quotes/lind").await.status, 404);
    let page = site.get("/quotes").await.text();
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(place("So do the buses, for now") < place("We will repair the bridge by spring"));
    let page = site.get("/quotes?q=repair").await.text();
    assert!(page.contains("We will repair") && !page.contains("So do the buses"), "{page}");
    assert!(site.get("/quotes?q=zebra").await.text().contains("No quote has these words"));
    assert!(site.get(&first.path).await.text().contains("href=\"/quotes/oda-lind\""));
    for path in [
        "/quotes/nobody",
        "/ru/quotes/oda-lind",
        "/quotes?before=99999999999999999999",
        "/quotes?before=1_2_3",
    ] {
        assert!([404, 400].contains(&site.get(path).await.status.as_u16()), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_or_withdrawn_is_no_longer_quoted_and_what_stays_keeps_its_day() {
    let mut site = TestSite::new().await;
    let first = site.send(&copy("bridge", &format!("Cracks were found.\n\n{BRIDGE}"))).await;
    site.agency.quoted(first.sequence).await;
    let day = site.get("/quotes/oda-lind").await.text();
    let day = day.split("datetime=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    site.later(60);
    let text = format!("Cracks were found.\n\n{BRIDGE} \"It will cost what it costs,\" she added.");
    let second = site.send(&copy("bridge", &text)).await;
    site.agency.quoted(second.sequence).await;
    let page = site.get("/quotes/oda-lind").await.text();
    assert!(page.contains("It will cost what it costs") && page.contains(&day), "{page}");
    site.sign_in("ada", StaffRole::Editor).await;
    let withdraw = format!("/desk/stories/{}/withdraw", first.story);
    let answer = site.post(&withdraw, &[("reason", "It was wrong."), ("sure", "1")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(site.get("/quotes/oda-lind").await.status, 404);
    assert!(!site.get("/quotes").await.text().contains("Oda Lind"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quotation_that_ran_in_other_words_is_told_to_who_writes() {
    let mut site = TestSite::new().await;
    let sent = site.send(&copy("bridge", BRIDGE)).await;
    site.agency.quoted(sent.sequence).await;
    site.sign_in("wim", StaffRole::Writer).await;
    let begun = site.post("/desk/drafts", &[]).await;
    let draft = begun.header("location").to_owned();
    let findings = async |version: &str, body: &str| {
        let fields = [
            ("version", version),
            ("do", "save"),
            ("headline", "Costs rise"),
            ("home", "en/world"),
            ("language", "en"),
            ("body", body),
        ];
        assert_eq!(site.post_parts(&draft, &fields).await.status, 303);
        site.get(&format!("{draft}/findings")).await.text()
    };
    let found = findings("0", &BRIDGE.replace("repair", "rebuild")).await;
    assert!(found.contains("ran on 2026-10-12 as “We will repair the bridge by spring”"), "{found}");
    let found = findings("1", BRIDGE).await;
    assert!(!found.contains("quote-altered"), "{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_quotation_stands_on_one_page_though_many_ran_at_once() {
    let site = TestSite::new().await;
    let said =
        |at: usize| format!("\"This is what I say for the {at}th time,\" Mayor Oda Lind told reporters.");
    let text = (0..70).map(said).collect::<Vec<_>>().join("\n\n");
    let sent = site.send(&copy("lists", &text)).await;
    site.agency.quoted(sent.sequence).await;
    for begin in ["/quotes/oda-lind", "/quotes"] {
        let (mut path, mut seen) = (begin.to_owned(), Vec::new());
        loop {
            let page = site.get(&path).await.text();
            let here =
                page.split("say for the ").skip(1).map(|part| part.split("th").next().unwrap().to_owned());
            seen.extend(here);
            let next = page.split("<a href=\"").map(|part| part.split('"').next().unwrap());
            match next.filter(|href| href.contains("before=")).last() {
                Some(next) if seen.len() < 100 => path = next.to_owned(),
                _ => break,
            }
        }
        let expected: Vec<String> = (0..70).map(|at| at.to_string()).collect();
        assert_eq!(seen, expected, "{begin}");
    }
}
