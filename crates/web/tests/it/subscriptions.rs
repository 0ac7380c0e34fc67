//! Subscriptions of readers: asked for, confirmed, sent, changed and ended, all without script and without an account.

use testkit::{Postbox, TestSite};

use crate::bridge;
use crate::people::{get_as, mail, post_as, registered, site, text};

/// Subscribes an address to things by the form; the link of the mail.
async fn asked(site: &TestSite, postbox: &Postbox, address: &str, to: &[&str], rhythm: &str) -> String {
    let before = postbox.posted().len();
    let mut fields = vec![("address", address), ("rhythm", rhythm)];
    fields.extend(to.iter().map(|to| ("to", *to)));
    let done = post_as(site, "", "/subscribe", &fields).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.text().contains("Look into your mail"));
    crate::people::link(&mail(postbox, before + 1).await, "/subscriptions/confirm/")
}

/// Subscribes and confirms; the path of the page of all subscriptions.
async fn subscribed(site: &TestSite, postbox: &Postbox, address: &str, to: &[&str], rhythm: &str) -> String {
    let link = asked(site, postbox, address, to, rhythm).await;
    let confirmed = post_as(site, "", &link, &[]).await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.text());
    confirmed.header("location").split('?').next().unwrap().to_owned()
}

/// Waits until all that moved was looked at.
async fn settled() {
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
}

fn update(paragraphs: usize) -> String {
    bridge(paragraphs)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_comes_before_the_button_is_pressed_and_opening_the_link_presses_nothing() {
    let (site, postbox) = site().await;
    settled().await;
    let link = asked(&site, &postbox, "nora@reader.example", &["section:world"], "at-once").await;
    for _ in 0..3 {
        assert!(site.get(&link).await.text().contains("World"));
    }
    site.send(&bridge(2)).await;
    settled().await;
    assert_eq!(postbox.posted().len(), 1, "not confirmed");
    assert_eq!(post_as(&site, "", &link, &[]).await.status, 303);
    site.send(&update(3)).await;
    let told = mail(&postbox, 2).await;
    assert!(
        text(&told).contains("Harbour bridge closes to lorries -1") && text(&told).contains("(Adds"),
        "{}",
        text(&told)
    );
    for wrong in ["/subscriptions/confirm/AAAA", "/subscriptions/AAAA", "/subscriptions/end/AAAA"] {
        assert_eq!(site.get(wrong).await.status, 404, "{wrong}");
    }
    let bad =
        post_as(&site, "", "/subscribe", &[("address", "nobody"), ("rhythm", "daily"), ("to", "edition")])
            .await;
    assert_eq!(bad.status, 422);
    let none = post_as(
        &site,
        "",
        "/subscribe",
        &[("address", "a@b.example"), ("rhythm", "daily"), ("to", "section:nowhere")],
    )
    .await;
    assert_eq!(none.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_many_subscriptions_mean_a_story_one_mail_tells_of_a_move() {
    let (site, postbox) = site().await;
    settled().await;
    let sent = site.send(&bridge(2)).await;
    settled().await;
    let story = format!("story:{}", sent.story);
    let to = ["edition", "section:world", "author:ida-marr", "search:Harbour Lorries", &story];
    subscribed(&site, &postbox, "nora@reader.example", &to, "at-once").await;
    let before = postbox.posted().len();
    site.send(&update(3)).await;
    mail(&postbox, before + 1).await;
    settled().await;
    assert_eq!(postbox.posted().len(), before + 1);
    // A story of which nothing is meant is told of to nobody.
    subscribed(&site, &postbox, "ivo@reader.example", &["section:economy", "corrections"], "at-once").await;
    let before = postbox.posted().len();
    site.send(&update(4)).await;
    settled().await;
    let to: Vec<String> = postbox.posted()[before..].iter().map(|it| it.to.clone()).collect();
    assert_eq!(to, ["nora@reader.example"]);
}

/// A subscription to a search is told of what the search finds, whatever can be typed there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_can_be_subscribed_to_has_a_page_in_every_language_and_is_told_of() {
    let (mut site, postbox) = site().await;
    site.sign_in("opener", story::StaffRole::Editor).await;
    let opened = site.post("/desk/topics", &[("name-0", "Grain deal")]).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    site.sign_out();
    settled().await;
    let copy = bridge(2).replace("---\nslug", "---\nsubjects: topic:grain-deal\nslug");
    let first = site.send(&copy).await;
    let story = first.story.to_string();
    let mut told = Vec::new();
    for kind in newsroom::KINDS {
        let value = match kind {
            "section" => "world",
            "topic" => "grain-deal",
            "story" => story.as_str(),
            "author" => "ida-marr",
            "search" => "bridge",
            _ => "",
        };
        for prefix in ["", "/ru", "/ar"] {
            let page = site.get(&format!("{prefix}/subscribe?what={kind}&value={value}")).await;
            assert_eq!(page.status, 200, "{kind}: {}", page.text());
        }
        let to = if value.is_empty() { kind.to_owned() } else { format!("{kind}:{value}") };
        let who = format!("{kind}@reader.example");
        subscribed(&site, &postbox, &who, &[&to], "at-once").await;
        // A newsletter is told of when the desk sends one.
        if kind != "newsletter" {
            told.push(who);
        }
    }
    let before = postbox.posted().len();
    site.later(1);
    site.send(&copy.replace("---\nsubjects", "---\nkind: correction\nsubjects").replace("Monday", "Tuesday"))
        .await;
    mail(&postbox, before + told.len()).await;
    settled().await;
    let mut found: Vec<String> = postbox.posted()[before..].iter().map(|it| it.to.clone()).collect();
    found.sort();
    told.sort();
    assert_eq!(found, told);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_subscribed_to_a_search_is_told_of_what_it_finds() {
    let (site, postbox) = site().await;
    settled().await;
    let finds = [
        "lorry",
        "\"harbour bridge\" closing",
        "keyword:bridge",
        "section:world byline:marr",
        "tunnel OR engineer",
        "harb*",
        "after:2026-10-12 bridge",
    ];
    let misses = [
        "\"bridge harbour\"",
        "bridge -piers",
        "headline:engineers",
        "section:economy",
        "before:2026-10-12 bridge",
        "tunnel",
    ];
    for (n, search) in finds.iter().chain(&misses).enumerate() {
        let who = format!("reader{n}@reader.example");
        subscribed(&site, &postbox, &who, &[&format!("search:{search}")], "at-once").await;
    }
    let before = postbox.posted().len();
    site.send(&bridge(2)).await;
    mail(&postbox, before + finds.len()).await;
    settled().await;
    let mut told: Vec<String> = postbox.posted()[before..].iter().map(|it| it.to.clone()).collect();
    told.sort();
    assert_eq!(told, (0..finds.len()).map(|n| format!("reader{n}@reader.example")).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_click_ends_just_that_and_is_undone_and_the_page_of_all_needs_no_account() {
    let (site, postbox) = site().await;
    settled().await;
    let all =
        subscribed(&site, &postbox, "nora@reader.example", &["section:world", "section:economy"], "at-once")
            .await;
    site.send(&bridge(2)).await;
    let told = mail(&postbox, 2).await;
    let unfolded = String::from_utf8_lossy(&told.message).replace("\r\n ", "").replace("\r\n\t", "");
    assert!(unfolded.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    let line = unfolded.lines().find(|line| line.starts_with("List-Unsubscribe:")).unwrap();
    let end = line.split(['<', '>']).nth(1).unwrap().split("localhost:8080").nth(1).unwrap().to_owned();
    assert!(site.get(&end).await.text().contains("Unsubscribe"));
    assert!(site.get(&all).await.text().matches("value=\"end\"").count() == 2, "opening ended nothing");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let body = axum::body::Body::from("List-Unsubscribe=One-Click");
    let ended = site.ask(axum::http::Method::POST, &end, &headers, body).await;
    assert!(ended.status == 200 && ended.text().contains("no more"), "{}", ended.text());
    site.send(&update(3)).await;
    settled().await;
    assert_eq!(postbox.posted().len(), 2);
    assert_eq!(site.get(&all).await.text().matches("value=\"end\"").count(), 1);
    post_as(&site, "", &end, &[("again", "yes")]).await;
    site.send(&update(4)).await;
    mail(&postbox, 3).await;
    // Paused, nothing comes at once; it waits for a digest.
    assert_eq!(post_as(&site, "", &all, &[("do", "pause"), ("days", "2")]).await.status, 303);
    site.send("---\nslug: quay\n---\nQuay opens\n\nPORT MERRIN, October 12 (Meridian) - The quay opened on Monday.\n").await;
    settled().await;
    assert_eq!(postbox.posted().len(), 3);
    assert!(site.get(&all).await.text().contains("Paused until"));
    assert_eq!(
        post_as(
            &site,
            "",
            &all,
            &[("do", "end"), ("id", "00000000-0000-7000-8000-000000000000"), ("rhythm", "daily")]
        )
        .await
        .status,
        404
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_digest_shows_the_last_of_a_story_once_with_what_changed_and_nothing_that_was_withdrawn() {
    let (site, postbox) = site().await;
    settled().await;
    subscribed(&site, &postbox, "nora@reader.example", &["section:world"], "daily").await;
    site.send(&bridge(2)).await;
    site.later(30);
    site.send(&update(3)).await;
    site.later(30);
    site.send(&update(4)).await;
    let wrong = site.send("---\nslug: wrong\n---\nMayor resigns\n\nPORT MERRIN, October 12 (Meridian) - The mayor resigned on Monday.\n").await;
    settled().await;
    site.agency.withdraw(&site.hand, wrong.story, "It was not so.").await.unwrap();
    settled().await;
    assert_eq!(postbox.posted().len(), 1, "it waits for the morning");
    site.later(60 * 20);
    let digest = text(&mail(&postbox, 2).await);
    assert_eq!(digest.matches("Harbour bridge closes to lorries -2").count(), 1, "{digest}");
    assert!(!digest.contains("lorries -1") && !digest.contains("Mayor resigns"), "{digest}");
    assert_eq!(digest.matches("(Adds").count(), 2, "each change since: {digest}");
    site.later(60 * 24);
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(postbox.posted().len(), 2, "nothing new, no mail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_takes_letters_back_that_are_not_sent_and_a_cap_lets_only_corrections_by() {
    let site = TestSite::new().await;
    let postbox = Postbox::listen(0).unwrap();
    site.agency.set_post("http://localhost:8080", &["127.0.0.0/8".to_owned()]).unwrap();
    site.agency.set_mailer(&postbox.url(), "Meridian <post@meridian.example>").unwrap();
    settled().await;
    let all = subscribed(&site, &postbox, "nora@reader.example", &["section:world"], "at-once").await;
    // The server does not take mail for a while; the story is killed meanwhile.
    site.agency.set_mailer("smtp://127.0.0.1:1", "Meridian <post@meridian.example>").unwrap();
    let sent = site.send(&bridge(2)).await;
    settled().await;
    site.agency.withdraw(&site.hand, sent.story, "It was not so.").await.unwrap();
    settled().await;
    site.agency.set_mailer(&postbox.url(), "Meridian <post@meridian.example>").unwrap();
    site.later(120);
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(postbox.posted().len(), 1, "nobody is told of what was withdrawn");
    // At most none a day: a plain story waits, a correction does not.
    post_as(&site, "", &all, &[("do", "most"), ("most", "0")]).await;
    let quay = |year: &str| {
        format!(
            "---\nslug: quay\nkind: KIND\n---\nQuay opens\n\nPORT MERRIN, October 12 (Meridian) - The quay, begun in {year}, opened on Monday.\n"
        )
    };
    site.send(&quay("1998").replace("kind: KIND\n", "")).await;
    settled().await;
    assert_eq!(postbox.posted().len(), 1);
    let to = newsroom::Where {
        section: Some("world".into()),
        kind: Some(story::Kind::Correction),
        ..newsroom::Where::default()
    };
    site.agency.send_copy(&site.hand, &quay("1989").replace("kind: KIND\n", ""), to).await.unwrap();
    let told = text(&mail(&postbox, 2).await);
    assert!(told.contains("Corrects"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_with_that_address_needs_no_mail_and_takes_the_subscriptions_along_when_they_go() {
    let (site, postbox) = site().await;
    settled().await;
    let nora = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    assert!(
        get_as(&site, &nora, "/subscribe?what=section&value=world")
            .await
            .text()
            .contains("nora@reader.example")
    );
    let fields = [("address", "nora@reader.example"), ("rhythm", "at-once"), ("to", "section:world")];
    assert!(post_as(&site, &nora, "/subscribe", &fields).await.text().contains("You are subscribed"));
    // For another's address a mail goes there, whoever asks.
    let fields = [("address", "other@reader.example"), ("rhythm", "at-once"), ("to", "section:world")];
    assert!(post_as(&site, &nora, "/subscribe", &fields).await.text().contains("Look into your mail"));
    site.send(&bridge(2)).await;
    mail(&postbox, 3).await;
    settled().await;
    assert_eq!(postbox.posted().iter().filter(|it| it.to == "nora@reader.example").count(), 2);
    assert_eq!(postbox.posted().iter().filter(|it| it.to == "other@reader.example").count(), 1);
}
