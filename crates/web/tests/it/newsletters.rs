//! Newsletters: put together from a section or by hand, looked at, tried, sent once to each, and counted by what servers say.

use std::time::Duration;

use story::StaffRole;
use testkit::{Postbox, TestSite};

use crate::bridge;
use crate::people::{get_as, mail, post_as, site, text};

async fn settled() {
    tokio::time::sleep(Duration::from_millis(500)).await;
}

/// Somebody who gets the newsletter.
async fn subscribed(site: &TestSite, postbox: &Postbox, address: &str) {
    let before = postbox.posted().len();
    let fields = [("address", address), ("rhythm", "daily"), ("to", "newsletter")];
    assert_eq!(post_as(site, "", "/subscribe", &fields).await.status, 200);
    let link = crate::people::link(&mail(postbox, before + 1).await, "/subscriptions/confirm/");
    assert_eq!(post_as(site, "", &link, &[]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newsletter_is_begun_from_a_section_seen_tried_and_sent_once_to_each() {
    let (mut site, postbox) = site().await;
    settled().await;
    subscribed(&site, &postbox, "nora@reader.example").await;
    subscribed(&site, &postbox, "ivo@reader.example").await;
    let one = site.send(&bridge(2)).await;
    let two = site.send(&bridge(2).replace("harbour-bridge", "buses").replace("lorries", "buses")).await;
    site.sign_in("kit", StaffRole::Writer).await;
    assert_eq!(site.get("/desk/newsletters").await.status, 403, "who may not send, sends no newsletter");
    site.sign_in("ida", StaffRole::Editor).await;
    let begun = site.post("/desk/newsletters", &[("from", "en/world")]).await;
    let place = begun.header("location").to_owned();
    let page = site.get(&place).await.text();
    assert!(page.contains("2 readers get it") && page.contains("Meridian: World"), "{page}");
    assert!(page.contains("closes to lorries") && page.contains("closes to buses"));

    let wrong = [("do", "save"), ("subject", ""), ("stories", "/world/2026/10/12/nothing-abcdefghjk")];
    let refused = site.post(&place, &wrong).await;
    assert!(refused.status == 422 && refused.text().contains("nothing-abcdefghjk"), "what was typed stays");
    let stories = format!("http://localhost:8080{}\n{}", two.path, one.path);
    let good = |act: &'static str| {
        [
            ("do", act.to_owned()),
            ("subject", "The week in <Merrin>".to_owned()),
            ("introduction", "Good morning.\n\nTwo bridges.".to_owned()),
            ("stories", stories.clone()),
            ("address", "ida@meridian.example".to_owned()),
            ("at", String::new()),
        ]
    };
    let pressed = async |site: &TestSite, act| {
        let fields = good(act);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        site.post(&place, &fields).await
    };
    assert_eq!(pressed(&site, "save").await.header("location"), format!("{place}?done=saved"));
    let preview = site.get(&format!("{place}/preview")).await;
    assert!(preview.header("content-security-policy").contains("sandbox"));
    let shown = preview.text();
    assert!(
        shown.contains("The week in &lt;Merrin&gt;")
            && shown.contains("<p dir=\"auto\" style=\"margin:0 0 16px\">Two bridges.</p>")
    );
    assert!(
        shown.find("closes to buses").unwrap() < shown.find("closes to lorries").unwrap(),
        "in the order typed"
    );
    assert!(!shown.contains("<img"), "nothing in it tells whether it was read");

    let before = postbox.posted().len();
    assert_eq!(pressed(&site, "test").await.header("location"), format!("{place}?done=tested"));
    let tried = mail(&postbox, before + 1).await;
    assert_eq!(
        (tried.to.as_str(), tried.header("subject").as_str()),
        ("ida@meridian.example", "The week in <Merrin>")
    );
    assert_eq!(pressed(&site, "schedule").await.header("location"), format!("{place}?done=scheduled"));
    mail(&postbox, before + 3).await;
    settled().await;
    settled().await;
    let sent = postbox.posted().split_off(before + 1);
    let mut to: Vec<&str> = sent.iter().map(|it| it.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(
        to,
        ["ivo@reader.example", "nora@reader.example"],
        "once to each, and not again to who tried it"
    );
    assert!(sent[0].header("list-unsubscribe").contains("/subscriptions/end/"));
    assert!(text(&sent[0]).contains("Two bridges."));
    let page = site.get(&place).await.text();
    assert!(page.contains("sent: 2"), "counted by what the server said: {page}");
    assert!(!page.contains("value=\"schedule\""), "what is sent is not changed any more");
    assert_eq!(pressed(&site, "save").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newsletter_goes_at_its_instant_and_without_what_was_withdrawn_even_from_mail_that_waits() {
    let (mut site, postbox) = site().await;
    settled().await;
    subscribed(&site, &postbox, "nora@reader.example").await;
    let one = site.send(&bridge(2)).await;
    let two = site.send(&bridge(2).replace("harbour-bridge", "buses").replace("lorries", "buses")).await;
    let three = site.send(&bridge(2).replace("harbour-bridge", "trams").replace("lorries", "trams")).await;
    site.sign_in("ida", StaffRole::Editor).await;
    let place = site.post("/desk/newsletters", &[("from", "en")]).await.header("location").to_owned();
    let stories = format!("{}\n{}\n{}", one.path, two.path, three.path);
    let fields = |at| [("do", "schedule"), ("subject", "Bridges"), ("stories", stories.as_str()), ("at", at)];
    assert_eq!(site.post(&place, &fields("2026-10-12 09:00")).await.status, 422, "that has passed");
    assert_eq!(site.post(&place, &fields("2026-10-12 16:00")).await.status, 303);
    let before = postbox.posted().len();
    settled().await;
    assert_eq!(postbox.posted().len(), before, "not before its instant: two in the afternoon in UTC");
    site.agency.withdraw(&site.hand, one.story, "Wrong bridge.").await.unwrap();
    postbox.refuse(1);
    site.later(125);
    settled().await;
    settled().await;
    assert_eq!(postbox.posted().len(), before, "the server did not take it yet");
    site.agency.withdraw(&site.hand, two.story, "Wrong bus.").await.unwrap();
    settled().await;
    site.later(5);
    let told = text(&mail(&postbox, before + 1).await);
    assert!(told.contains("trams") && !told.contains("lorries") && !told.contains("buses"), "{told}");
    assert!(get_as(&site, "", "/subscribe").await.text().contains("The newsletter, written by the desk"));
}
