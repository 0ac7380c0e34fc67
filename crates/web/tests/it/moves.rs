//! Every kind of move, from the desk's forms to the reader's pages.

use story::StaffRole;
use testkit::{Answer, TestSite};

use crate::bridge;

/// Every public list and feed in which the bridge's words would be seen.
const LISTS: [&str; 10] = [
    "/",
    "/world",
    "/newsfeed",
    "/newsfeed/items",
    "/feed.rss",
    "/feed.atom",
    "/feed.json",
    "/world/feed.rss",
    "/news-sitemap.xml",
    "/sitemap.xml",
];

async fn lists_with(site: &TestSite, word: &str) -> usize {
    let mut found = 0;
    for path in LISTS {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        found += usize::from(answer.text().contains(word));
    }
    found
}

fn move_path(sent: &newsroom::views::Sent, act: &str) -> String {
    format!("/desk/stories/{}/{act}", sent.story)
}

async fn notice(site: &TestSite, sent: &newsroom::views::Sent, act: &str, reason: &str) -> Answer {
    let from = sent.sequence.to_string();
    let page = site.get(&format!("{}?from={from}", move_path(sent, act))).await;
    assert_eq!(page.status, 200, "{act}: {}", page.text());
    site.post(&move_path(sent, act), &[("from", &from), ("reason", reason)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_story_is_on_no_page_and_a_released_one_on_all_again() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let sent = site.send(&bridge(2)).await;
    let whole = lists_with(&site, "harbour-bridge-closes").await;
    assert!(whole >= 8, "{whole}");
    let etag = site.get(&sent.path).await.header("etag").to_owned();
    let held = notice(&site, &sent, "hold", "The port denies it.").await;
    assert_eq!(held.status, 303, "{}", held.text());
    assert_eq!(lists_with(&site, "harbour-bridge-closes").await, 0);
    let there = site.get_with(&sent.path, &[("if-none-match", &etag)]).await;
    assert_eq!(there.status, 404, "a copy that is kept is not confirmed");
    assert!(there.text().contains("on hold") && !there.text().contains("The port denies it."));
    assert!(!there.text().contains("cracks"));
    for path in [format!("{}/revisions/0", sent.path), format!("{}/revisions/0..1", sent.path)] {
        assert_eq!(site.get(&path).await.status, 404, "{path}");
    }
    // On hold it takes only its release; the form of an update says so.
    let begun = site.post("/desk/drafts", &[("story", &sent.story.to_string()), ("kind", "update")]).await;
    let sheet =
        site.get(&format!("{}/send", begun.header("location").split('?').next().unwrap())).await.text();
    assert!(sheet.contains("value=\"release\"") && !sheet.contains("value=\"update\""), "{sheet}");
    let released = notice(&site, &sent, "release", "").await;
    assert_eq!(released.status, 303, "{}", released.text());
    assert_eq!(lists_with(&site, "harbour-bridge-closes").await, whole);
    assert_eq!(site.get(&sent.path).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_takedown_is_the_administrators_and_says_410_with_its_notice() {
    let mut site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    site.sign_in("ada", StaffRole::Editor).await;
    let from = sent.sequence.to_string();
    assert_eq!(site.get(&format!("{}?from={from}", move_path(&sent, "takedown"))).await.status, 403);
    let refused = site.post(&move_path(&sent, "takedown"), &[("from", &from), ("reason", "court")]).await;
    assert_eq!(refused.status, 403);
    site.sign_in("root", StaffRole::Administrator).await;
    let done = notice(&site, &sent, "takedown", "By order of a court.").await;
    assert_eq!(done.status, 303, "{}", done.text());
    let gone = site.get(&sent.path).await;
    assert_eq!(gone.status, 410);
    assert!(gone.text().contains("By order of a court."), "{}", gone.text());
    assert_eq!(lists_with(&site, "harbour").await, 0, "not even the words of its address");
    let monitor = site.get("/desk").await;
    assert_eq!(monitor.status, 200);
    assert!(!monitor.text().contains("Harbour bridge"), "the desk has lost the text too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_brings_a_story_to_the_top_and_changes_no_word_of_it() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let sent = site.send(&bridge(2)).await;
    site.later(5);
    site.send("---\nslug: ferry\n---\nFerry runs late\n\nThe ferry runs late, the line said.\n").await;
    let before = site.get(&sent.path).await;
    assert_eq!(notice(&site, &sent, "repeat", "").await.status, 303);
    let feed = site.get("/newsfeed").await.text();
    assert!(feed.find("Harbour bridge").unwrap() < feed.find("Ferry runs late").unwrap(), "{feed}");
    assert!(!site.get(&sent.path).await.text().contains("-1</h1>"));
    assert_eq!(before.status, 200);
}

/// A draft on the story in which some words stand for others, saved; its address and version.
async fn rewrite(site: &TestSite, sent: &newsroom::views::Sent, changes: &[(&str, &str)]) -> String {
    let begun = site.post("/desk/drafts", &[("story", &sent.story.to_string()), ("kind", "update")]).await;
    let path = begun.header("location").split('?').next().unwrap().to_owned();
    let mut body = bridge(2).split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
    for (old, new) in changes {
        assert!(body.contains(old), "{body}");
        body = body.replace(old, new);
    }
    let fields = [
        ("version", "0"),
        ("do", "save"),
        ("slugline", "harbour-bridge"),
        ("headline", "Harbour bridge closes to lorries"),
        ("home", "en/world"),
        ("language", "en"),
        ("urgency", "4"),
        ("byline", "Ida Marr"),
        ("keywords", "harbour, bridge"),
        ("body", &body),
    ];
    let saved = site.post_parts(&path, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    path
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_changed_fact_is_asked_about_and_a_wrong_one_is_corrected_for_all_to_see() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let sent = site.send(&bridge(2)).await;
    let draft =
        rewrite(&site, &sent, &[("Monday", "Sunday"), ("two of its piers", "three of its piers")]).await;
    let send = format!("{draft}/send");
    let sheet = site.get(&send).await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    let sheet = sheet.text();
    assert!(sheet.contains("name=\"answer-0\"") && sheet.contains("name=\"answer-1\""), "{sheet}");
    assert!(!sheet.contains("name=\"answer-2\""));
    assert!(sheet.contains("<del>Monday</del> <ins>Sunday</ins>"), "{sheet}");
    // Unanswered, half answered, or answered against the kind of move: refused, and what was said stays said.
    for (fields, told) in [
        (vec![("kind", "update")], "2 more changed facts"),
        (vec![("kind", "update"), ("answer-0", "moved-on")], "one more changed fact"),
        (vec![("kind", "update"), ("answer-0", "wrong"), ("answer-1", "moved-on")], "Send it as one"),
        (
            vec![("kind", "correction"), ("answer-0", "moved-on"), ("answer-1", "moved-on")],
            "nothing to correct",
        ),
    ] {
        let mut all = vec![("version", "1")];
        all.extend(fields.clone());
        let refused = site.post(&send, &all).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        let text = refused.text();
        assert!(text.contains(told), "{fields:?}: {text}");
        for (name, value) in fields.iter().filter(|(name, _)| *name != "kind") {
            let chosen = format!("name=\"{name}\" value=\"{value}\" checked");
            assert!(text.contains(&chosen), "{chosen}: {text}");
        }
    }
    let fields = [("version", "1"), ("kind", "correction"), ("answer-0", "wrong"), ("answer-1", "moved-on")];
    let done = site.post(&send, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = site.get(&sent.path).await.text();
    assert!(
        page.contains("(Corrects date in para 1 to Sunday, not Monday; updates figures in para 2)"),
        "{page}"
    );
    assert!(page.contains("CorrectionComment"), "{page}");
    for (path, word) in
        [("/corrections", "Monday"), ("/feed.atom", "Corrects date"), ("/feed.rss", "Corrects date")]
    {
        let text = site.get(path).await.text();
        assert!(text.contains(word), "{path}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_four_eyes_a_second_editor_sends_what_the_first_vouched_for() {
    let mut site = TestSite::new().await;
    site.sign_in("root", StaffRole::Administrator).await;
    let kept = site.post("/desk/house/name", &[("name", "Meridian"), ("four_eyes", "1")]).await;
    assert_eq!(kept.status, 303);
    assert!(site.get("/desk/house").await.text().contains("name=\"four_eyes\" value=\"1\" checked"));
    let sent = site.send(&bridge(2)).await;
    let from = sent.sequence.to_string();
    let fields = [("from", from.as_str()), ("reason", "Announced in error.")];
    site.sign_in("ada", StaffRole::Editor).await;
    for _ in 0..2 {
        let refused = site.post(&move_path(&sent, "withdraw"), &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("second person") && refused.text().contains("Announced in error."));
    }
    assert_eq!(site.get(&sent.path).await.status, 200);
    site.sign_in("bo", StaffRole::Editor).await;
    assert_eq!(site.post(&move_path(&sent, "withdraw"), &fields).await.status, 303);
    assert_eq!(site.get(&sent.path).await.status, 410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_an_embargoed_story_carries_no_embargo() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let copy = bridge(2).replace("---\nslug", "---\nembargo: 2026-10-13 09:00 Europe/Berlin\nslug");
    let sent = site.send(&copy).await;
    let copied = site.post("/desk/drafts", &[("story", &sent.story.to_string()), ("kind", "copy")]).await;
    let page = site.get(copied.header("location")).await.text();
    assert!(page.contains("Engineers found cracks"), "{page}");
    assert!(page.contains("name=\"embargo\" value=\"\""), "{page}");
    assert!(page.contains("name=\"slugline\" value=\"\""), "{page}");
}
