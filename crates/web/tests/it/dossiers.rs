//! Dossiers: what readers have of them, what stories take from them, and how a change reaches the stories that carry the old.

use story::StaffRole;
use testkit::TestSite;

/// A site with a topic and its dossier, at whose desk an editor sits.
async fn site() -> TestSite {
    let mut site = TestSite::new().await;
    site.sign_in("opener", StaffRole::Editor).await;
    let names = [("name-0", "Grain deal"), ("name-1", "Зерновая сделка"), ("about-0", "Ships and silos.")];
    assert_eq!(site.post("/desk/topics", &names).await.status, 303);
    assert_eq!(site.post("/desk/dossiers", &[("topic", "grain-deal")]).await.status, 303);
    site
}

async fn write(site: &TestSite, entry: &str, typed: &[(&str, &str)]) {
    let answer = site.post(&format!("/desk/dossiers/grain-deal/entries/{entry}"), typed).await;
    assert_eq!(answer.status, 303, "{typed:?}: {}", answer.text());
}

const PARTIES: &[(&str, &str)] = &[
    ("kind", "fact"),
    ("name-0", "Grain deal parties"),
    ("value-0", "8"),
    ("unit-0", "states"),
    ("name-1", "Участники сделки"),
    ("value-1", "8"),
    ("source-0", "Port authority"),
    ("key", "parties"),
];

const HISTORY: &[(&str, &str)] = &[
    ("kind", "background"),
    ("name-0", "How it began"),
    (
        "text-0",
        "The grain deal of 2019 lets ships from eight states pass the strait of Osk without inspection, on \
         condition that each port keeps a list of what it loads.",
    ),
    ("key", "history"),
];

fn copy(slug: &str, paragraphs: &[&str]) -> String {
    let body = paragraphs.join("\n\n");
    format!(
        "---\nedition: en\nsection: world\nslug: {slug}\nsubjects: topic:grain-deal\n---\nHeadline of {slug}\n\n{body}\n"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dossier_tells_facts_parties_states_deadlines_background_and_a_timeline() {
    let site = site().await;
    write(&site, "new", PARTIES).await;
    write(&site, "new", HISTORY).await;
    write(
        &site,
        "new",
        &[("kind", "position"), ("name-0", "Velmar"), ("text-0", "Wants *inspections* back.")],
    )
    .await;
    write(&site, "new", &[("kind", "event"), ("name-0", "The deal is signed"), ("day", "2019-07-14")]).await;
    let state = [("kind", "state"), ("name-0", "Arvenia"), ("stage", "suspended"), ("day", "2026-09-01")];
    write(&site, "new", &state).await;
    let deadline =
        [("kind", "deadline"), ("name-0", "The moratorium ends"), ("day", "2026-07-14"), ("days", "150")];
    write(&site, "new", &deadline).await;
    let page = site.get("/dossiers/grain-deal").await.text();
    for told in [
        "<h1>Grain deal</h1>",
        "Ships and silos.",
        "8 states",
        "Source: Port authority",
        "Wants <em>inspections</em> back.",
        "July 14, 2019",
        "suspended",
        "December 11, 2026",
        "in 60 days",
        "id=\"entry-parties\"",
        "href=\"/dossiers/grain-deal/parties\"",
        "id=\"entry-the-deal-is-signed\"",
        "href=\"/dossiers/grain-deal/deadlines.ics\"",
        "href=\"/topics/grain-deal\"",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let order = ["December 11, 2026", "September 1, 2026", "July 14, 2019"];
    let timeline = page.split("id=\"timeline\"").nth(1).unwrap();
    let places = order.map(|day| timeline.find(day).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    // In another edition stands what is said in its language.
    let page = site.get("/ru/dossiers/grain-deal").await.text();
    assert!(page.contains("Зерновая сделка") && page.contains("Участники сделки"), "{page}");
    assert!(!page.contains("Velmar") && !page.contains("moratorium"), "{page}");
    assert!(site.get("/dossiers").await.text().contains("Grain deal"));
    assert!(site.get("/topics/grain-deal").await.text().contains("href=\"/dossiers/grain-deal\""));
    let file = site.get("/dossiers/grain-deal/deadlines.ics").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let file = file.text();
    assert!(
        file.contains("DTSTART;VALUE=DATE:20261211") && file.contains("SUMMARY:The moratorium ends"),
        "{file}"
    );
    for path in [
        "/dossiers/nothing",
        "/dossiers/grain-deal/nothing",
        "/dossiers/No",
        "/ru/dossiers/grain-deal/velmar",
    ] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_keeps_its_revisions_and_leaves_when_it_no_longer_holds() {
    let site = site().await;
    write(&site, "new", PARTIES).await;
    site.later(60);
    let mut typed = PARTIES.to_vec();
    typed.extend([("behind", "1"), ("value-0", "9")]);
    typed.retain(|pair| *pair != ("value-0", "8"));
    write(&site, "parties", &typed).await;
    let page = site.get("/dossiers/grain-deal/parties").await.text();
    assert!(
        page.contains("9 states") && page.contains("id=\"revision-1\"") && page.contains("8 states"),
        "{page}"
    );
    assert!(!site.get("/dossiers/grain-deal").await.text().contains("8 states"));
    // Who saw an older one is told, and loses nothing.
    typed.retain(|(name, _)| *name != "value-0");
    typed.push(("value-0", "10"));
    let answer = site.post("/desk/dossiers/grain-deal/entries/parties", &typed).await;
    let text = answer.text();
    assert!(
        answer.status == 422 && text.contains("id=\"fault-entry\"") && text.contains("value=\"10\""),
        "{text}"
    );
    assert!(text.contains("name=\"behind\" value=\"2\""), "{text}");
    typed.retain(|(name, _)| *name != "behind");
    typed.extend([("behind", "2"), ("retired", "1")]);
    write(&site, "parties", &typed).await;
    assert!(!site.get("/dossiers/grain-deal").await.text().contains("Grain deal parties"));
    assert!(site.get("/dossiers/grain-deal/parties").await.text().contains("This no longer holds"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_dossier_stands_as_it_was_and_takes_nothing() {
    let mut site = site().await;
    write(&site, "new", PARTIES).await;
    let close = [("topic", "grain-deal"), ("close", "1")];
    assert_eq!(site.post("/desk/dossiers", &close).await.status, 303);
    let page = site.get("/dossiers/grain-deal").await.text();
    assert!(page.contains("This dossier is closed") && page.contains("8 states"), "{page}");
    let answer = site.post("/desk/dossiers/grain-deal/entries/new", HISTORY).await;
    assert!(answer.status == 422 && answer.text().contains("How it began"), "{}", answer.text());
    assert_eq!(site.post("/desk/dossiers", &[("topic", "grain-deal")]).await.status, 303);
    write(&site, "new", HISTORY).await;
    // A topic that is renamed keeps it.
    assert_eq!(site.post("/desk/topics/grain-deal", &[("name-0", "The grain deal")]).await.status, 303);
    assert!(site.get("/dossiers/grain-deal").await.text().contains("<h1>The grain deal</h1>"));
    site.sign_in("wim", StaffRole::Writer).await;
    assert_eq!(site.get("/desk/dossiers/grain-deal").await.status, 200);
    assert_eq!(site.post("/desk/dossiers", &close).await.status, 403);
    assert_eq!(site.post("/desk/dossiers/grain-deal/entries/new", PARTIES).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_an_entry_is_said_beside_its_field() {
    let site = site().await;
    write(&site, "new", PARTIES).await;
    for (typed, field) in [
        (&[("kind", "fact"), ("value-0", "8")][..], "name-0"),
        (&[("kind", "fact"), ("name-0", "x")], "value-0"),
        (&[("kind", "fact"), ("name-0", "x"), ("value-0", "1"), ("as-of", "noon")], "as-of"),
        (&[("kind", "fact"), ("name-0", "x"), ("value-0", &"1".repeat(81))], "value-0"),
        (&[("kind", "fact"), ("name-0", "x"), ("value-0", "1"), ("key", "parties")], "key"),
        (&[("kind", "fact"), ("name-0", "x"), ("value-0", "1"), ("key", "new")], "key"),
        (&[("kind", "fact"), ("name-0", "x"), ("value-0", "1"), ("key", "No Word")], "key"),
        (&[("kind", "fact"), ("name-0", "x"), ("value-0", "1"), ("review", "soon")], "review"),
        (&[("kind", "background"), ("name-0", "x")], "text-0"),
        (&[("kind", "background"), ("text-1", "Нет имени")], "name-1"),
        (&[("kind", "event"), ("name-0", "x")], "day"),
        (&[("kind", "event"), ("name-0", "x"), ("day", "2026-02-30")], "day"),
        (&[("kind", "state"), ("name-0", "x"), ("day", "2026-02-03")], "stage"),
        (&[("kind", "deadline"), ("name-0", "x"), ("day", "2026-02-03"), ("days", "-1")], "days"),
        (&[("kind", "position")], "name-0"),
    ] {
        let answer = site.post("/desk/dossiers/grain-deal/entries/new", typed).await;
        let beside = format!("id=\"fault-{field}\"");
        assert!(answer.status == 422 && answer.text().contains(&beside), "{typed:?}: {}", answer.text());
    }
}

/// Begins a draft of plain copy in the topic, and answers its address.
async fn draft(site: &TestSite, body: &str) -> String {
    let begun = site.post("/desk/drafts", &[]).await;
    let draft = begun.header("location").to_owned();
    save(site, &draft, 0, body, "save").await;
    draft
}

async fn save(site: &TestSite, draft: &str, version: u64, body: &str, act: &str) -> testkit::Answer {
    let version = version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("do", act),
        ("headline", "Ships wait at Osk"),
        ("slugline", "osk-ships"),
        ("home", "en/world"),
        ("language", "en"),
        ("urgency", "4"),
        ("subjects", "topic:grain-deal"),
        ("body", body),
    ];
    site.post_parts(draft, &fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_pinned_in_a_draft_is_public_when_that_is_and_as_long() {
    let site = site().await;
    write(&site, "new", PARTIES).await;
    let draft = draft(&site, "The grain deal parties are 9 states from Monday on, the port said.").await;
    let id = draft.rsplit('/').next().unwrap();
    let page = site.get(&draft).await.text();
    assert!(page.contains(&format!("entries/new?kind=fact&amp;draft={id}")), "{page}");
    // What was chosen is taken along.
    let form = site
        .get(&format!("/desk/dossiers/grain-deal/entries/new?kind=fact&draft={id}&text=are+9+states,"))
        .await;
    assert!(
        form.text().contains("name=\"value-0\" value=\"9\"")
            && form.text().contains("name=\"unit-0\" value=\"states\""),
        "{}",
        form.text()
    );
    let findings = async || site.get(&format!("{draft}/findings")).await.text();
    assert!(findings().await.contains("the dossier has 8"), "{}", findings().await);
    let mut typed = PARTIES.to_vec();
    typed.retain(|(name, _)| !name.starts_with("value") && *name != "key");
    typed.extend([("value-0", "9"), ("value-1", "9"), ("behind", "1"), ("draft", id)]);
    let answer = site.post("/desk/dossiers/grain-deal/entries/parties", &typed).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, draft.as_str()));
    // It holds for the draft, not yet for readers and other drafts.
    assert!(!findings().await.contains("the dossier has"), "{}", findings().await);
    let shows = async |value: &str| site.get("/dossiers/grain-deal").await.text().contains(value);
    assert!(shows("8 states").await && !shows("9 states").await);
    assert!(!site.get("/dossiers/grain-deal/parties").await.text().contains("9 states"));
    assert!(site.get("/desk/dossiers/grain-deal").await.text().contains("waits"));
    let sent = site.post(&format!("{draft}/send"), &[("version", "1"), ("kind", "new")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(shows("9 states").await && !shows("8 states").await);
    let story = site.get("/feed.json").await.text();
    let story = story
        .split("\"url\":\"")
        .find_map(|part| {
            part.split('"').next().filter(|it| it.contains("osk-ships") || it.contains("ships-wait"))
        })
        .unwrap();
    let path =
        story.split_once("://").unwrap().1.split_once('/').map(|(_, path)| format!("/{path}")).unwrap();
    let page = site.get(&path).await.text();
    assert!(page.contains("dossier-box") && page.contains("9 states"), "{page}");
    // With its story it goes.
    let id = page.split("data-story=\"").nth(1).unwrap().split('"').next().unwrap();
    let withdraw = [("reason", "It was wrong."), ("sure", "1")];
    assert_eq!(site.post(&format!("/desk/stories/{id}/withdraw"), &withdraw).await.status, 303);
    assert!(shows("8 states").await && !shows("9 states").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paragraph_is_set_in_by_its_key_and_its_change_reaches_who_quotes_it() {
    let site = site().await;
    write(&site, "new", HISTORY).await;
    let draft = draft(&site, "Twelve ships wait at Osk.").await;
    let page = site.get(&draft).await.text();
    assert!(page.contains("value=\"set-in:grain-deal/history\""), "{page}");
    let set = save(&site, &draft, 1, "Twelve ships wait at Osk.", "set-in:grain-deal/history").await;
    assert_eq!(set.status, 303, "{}", set.text());
    let page = site.get(&draft).await.text();
    assert!(page.contains("~ The grain deal of 2019 lets ships") && page.contains("in the story"), "{page}");
    let sent = site.post(&format!("{draft}/send"), &[("version", "2"), ("kind", "new")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    // Another has it in words of its own; a third does not quote it at all.
    let reworded = HISTORY[2].1.replace("on condition", "but only on condition");
    site.send(&copy("silos", &["Silos are full.", &reworded])).await;
    site.send(&copy("rates", &["Rates rise."])).await;
    // What is under embargo is not shown to everybody at the desk by the way.
    let held = copy("secret", &["Nobody knows.", HISTORY[2].1]);
    let embargo = "---\nembargo: 2026-10-13 15:00 Europe/Berlin\nedition";
    site.send(&held.replace("---\nedition", embargo)).await;
    let carriers = async || site.get("/desk/dossiers/grain-deal").await.text();
    assert!(!carriers().await.contains("class=\"carrier\""));
    site.later(60);
    let mut typed = HISTORY.to_vec();
    let text = HISTORY[2].1.replace("eight states", "nine states");
    typed[2] = ("text-0", &text);
    typed.push(("behind", "1"));
    write(&site, "history", &typed).await;
    let page = carriers().await;
    assert!(page.contains("Ships wait at Osk") && page.contains("Headline of silos"), "{page}");
    assert!(page.contains("2 stories carry") && !page.contains("Headline of rates"), "{page}");
    assert!(!page.contains("Headline of secret"), "{page}");
    assert!(page.contains("in para 2"), "{page}");
    // The update is begun with the words set right; nothing was changed by itself.
    let story = page.split("name=\"story\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let begun = site.post("/desk/dossiers/grain-deal/mend", &[("story", &story)]).await;
    assert_eq!(begun.status, 303);
    let mend = begun.header("location").split('?').next().unwrap().to_owned();
    let page = site.get(&mend).await.text();
    assert!(page.contains("from nine states pass"), "{page}");
    assert!(carriers().await.contains("2 stories carry"));
    let sent = site
        .post(&format!("{mend}/send"), &[("version", "0"), ("kind", "update"), ("answer-0", "moved-on")])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(carriers().await.contains("1 story carries"), "{}", carriers().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_that_changes_lists_the_stories_that_have_the_old() {
    let site = site().await;
    write(&site, "new", PARTIES).await;
    site.send(&copy("ships", &["The grain deal parties are 8 states, the port said.", "More of it."])).await;
    site.send(&copy("silos", &["The grain deal goes on."])).await;
    let carriers = async || site.get("/desk/dossiers/grain-deal").await.text();
    assert!(!carriers().await.contains("class=\"carrier\""));
    site.later(60);
    let mut typed = PARTIES.to_vec();
    typed.retain(|(name, _)| *name != "value-0");
    typed.extend([("value-0", "9"), ("behind", "1")]);
    write(&site, "parties", &typed).await;
    let page = carriers().await;
    assert!(page.contains("1 story carries") && page.contains("Headline of ships"), "{page}");
    assert!(page.contains("<del>8</del><ins>9</ins>"), "{page}");
    let story = page.split("name=\"story\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let begun = site.post("/desk/dossiers/grain-deal/mend", &[("story", &story)]).await;
    let page = site.get(begun.header("location").split('?').next().unwrap()).await.text();
    assert!(page.contains("The grain deal parties are 9 states"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_to_be_looked_at_again_stands_on_the_desks_front() {
    let mut site = site().await;
    let mut typed = PARTIES.to_vec();
    typed.push(("review", "2026-10-13"));
    write(&site, "new", &typed).await;
    assert!(!site.get("/desk").await.text().contains("to be looked at again"));
    site.later(60 * 13);
    site.sign_in("early", StaffRole::Editor).await;
    for page in ["/desk", "/desk/dossiers"] {
        let page = site.get(page).await.text();
        assert!(page.contains("1 entry of a dossier is to be looked at again"), "{page}");
        assert!(page.contains("/desk/dossiers/grain-deal/entries/parties"), "{page}");
    }
    typed.extend([("behind", "1")]);
    typed.retain(|(name, _)| *name != "review");
    write(&site, "parties", &typed).await;
    assert!(!site.get("/desk").await.text().contains("to be looked at again"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_pinned_under_embargo_is_told_at_its_instant() {
    let site = site().await;
    let held = copy("ships", &["Nine parties from Monday on."]);
    let sent = site
        .send(&held.replace("---\nedition", "---\nembargo: 2026-10-12 15:00 Europe/Berlin\nedition"))
        .await;
    let words = story::EntryWords {
        language: story::Language::english(),
        name: "Grain deal parties".into(),
        value: "9".into(),
        unit: "states".into(),
        text: String::new(),
        source: String::new(),
    };
    let mut entry = story::DossierEntry::new(story::DossierKind::Fact);
    entry.words.push(words);
    let from = Some(newsroom::PinnedFrom::Revision(sent.story, sent.revision.unwrap()));
    let form = newsroom::EntryForm { key: None, behind: 0, entry, from };
    site.agency.put_entry(&site.hand, &"grain-deal".parse().unwrap(), form).await.unwrap();
    let shows = async || site.get("/dossiers/grain-deal").await.text().contains("9 states");
    assert!(!shows().await);
    // Who mends a word of it tells nothing either.
    let mended = [
        ("kind", "fact"),
        ("name-0", "Grain deal parties"),
        ("value-0", "9"),
        ("unit-0", "states"),
        ("source-0", "The port"),
        ("behind", "1"),
    ];
    write(&site, "grain-deal-parties", &mended).await;
    assert!(!shows().await);
    assert_eq!(site.get("/dossiers/grain-deal/grain-deal-parties").await.status, 404);
    site.later(120);
    for _ in 0..300 {
        if shows().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("it never became public");
}
