//! The house's own hub: feeds are posted to who means it, signed, and as they stand (WebSub).

use std::time::Duration;

use aws_lc_rs::hmac;
use axum::body::Body;
use axum::http::Method;
use testkit::{Answer, Manner, Received, Receiver, TestSite};

use crate::bridge;
use crate::people::{encode, site};

const FEED: &str = "http://localhost:8080/world/feed.atom";

/// Asks the hub, as a subscriber's server does: without a browser's headers.
async fn ask(site: &TestSite, fields: &[(&str, &str)]) -> Answer {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    site.ask(Method::POST, "/websub", &headers, Body::from(body.join("&"))).await
}

async fn received(receiver: &Receiver, count: usize) -> Vec<Received> {
    for _ in 0..1000 {
        let all = receiver.received();
        if all.len() >= count {
            return all;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{count} never came: {:?}", receiver.received());
}

async fn settled() {
    tokio::time::sleep(Duration::from_millis(600)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_is_posted_to_who_confirms_it_signed_and_as_it_stands_until_they_end_it() {
    let (site, _postbox) = site().await;
    settled().await;
    let callback = Receiver::listen(&[Manner::Echoes]).unwrap();
    let url = format!("{}?mine=1", callback.url());
    let fields = [
        ("hub.mode", "subscribe"),
        ("hub.topic", FEED),
        ("hub.callback", url.as_str()),
        ("hub.secret", "between us"),
        ("hub.lease_seconds", "86400"),
    ];
    assert_eq!(ask(&site, &fields).await.status, 202);
    let question = received(&callback, 1).await[0].head.clone();
    for part in
        ["GET /hook?mine=1&hub.mode=subscribe&hub.topic=", "hub.lease_seconds=86400", "hub.challenge="]
    {
        assert!(question.contains(part), "{part}: {question}");
    }
    settled().await;
    site.send(&bridge(2)).await;
    let posted = received(&callback, 2).await.remove(1);
    let header = |it: &Received, name: &str| {
        let line = it.head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")));
        line.map(|line| line.split_once(':').unwrap().1.trim().to_owned()).unwrap_or_default()
    };
    assert_eq!(header(&posted, "content-type"), "application/atom+xml; charset=utf-8");
    let links = header(&posted, "link");
    assert!(links.contains("<http://localhost:8080/websub>; rel=\"hub\"") && links.contains(FEED), "{links}");
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"between us");
    let expected: String =
        hmac::sign(&key, &posted.body).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(header(&posted, "x-hub-signature"), format!("sha256={expected}"));
    assert_eq!(posted.body, site.get("/world/feed.atom").await.bytes, "it is the feed itself");
    let elsewhere = bridge(2).replace("harbour-bridge", "rates").replace("slug", "section: economy\nslug");
    let to = newsroom::Where { section: Some("economy".into()), ..newsroom::Where::default() };
    site.agency.send_copy(&site.hand, &elsewhere, to).await.unwrap();
    settled().await;
    assert_eq!(callback.received().len(), 2, "a feed that did not change is not posted");

    let ending = [("hub.mode", "unsubscribe"), ("hub.topic", FEED), ("hub.callback", url.as_str())];
    assert_eq!(ask(&site, &ending).await.status, 202);
    assert!(received(&callback, 3).await[2].head.contains("hub.mode=unsubscribe"));
    settled().await;
    site.send(&bridge(3)).await;
    settled().await;
    assert_eq!(callback.received().len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_posted_to_who_did_not_confirm_or_is_gone_and_what_cannot_be_is_refused() {
    let (site, _postbox) = site().await;
    settled().await;
    let stranger = Receiver::listen(&[Manner::Answers("somebody else asked")]).unwrap();
    let gone = Receiver::listen(&[Manner::Echoes, Manner::Says(410)]).unwrap();
    for callback in [&stranger, &gone] {
        let url = callback.url();
        let fields = [("hub.mode", "subscribe"), ("hub.topic", FEED), ("hub.callback", url.as_str())];
        assert_eq!(ask(&site, &fields).await.status, 202);
        received(callback, 1).await;
    }
    settled().await;
    site.send(&bridge(2)).await;
    received(&gone, 2).await;
    settled().await;
    site.send(&bridge(3)).await;
    settled().await;
    assert_eq!((stranger.received().len(), gone.received().len()), (1, 2));

    let url = stranger.url();
    let long = "x".repeat(200);
    for (mode, topic, callback, secret) in [
        ("publish", FEED, url.as_str(), ""),
        ("subscribe", "https://elsewhere.example/feed.atom", &url, ""),
        ("subscribe", "http://localhost:8080/desk", &url, ""),
        ("subscribe", "http://localhost:8080/nowhere/feed.atom", &url, ""),
        ("subscribe", FEED, "ftp://press.example/", ""),
        ("subscribe", FEED, "https://a:b@press.example/", ""),
        ("subscribe", FEED, &url, &long),
    ] {
        let fields =
            [("hub.mode", mode), ("hub.topic", topic), ("hub.callback", callback), ("hub.secret", secret)];
        let refused = ask(&site, &fields).await;
        assert_eq!(refused.status, 400, "{mode} {topic} {callback}");
        assert!(refused.text().contains("\"hub."), "{}", refused.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_can_be_followed_has_a_feed_that_names_the_hub_and_itself() {
    let (site, _postbox) = site().await;
    let sent = site.send(&bridge(2)).await;
    let story = sent.path.clone();
    settled().await;
    for below in ["", "/world", "/authors/ida-marr", "/corrections", story.as_str(), "/search"] {
        for ending in ["rss", "atom", "json"] {
            let query = if below == "/search" { "?q=lorries" } else { "" };
            let path = format!("{below}/feed.{ending}{query}");
            let feed = site.get(&path).await;
            assert_eq!(feed.status, 200, "{path}");
            let own = format!("<http://localhost:8080{path}>; rel=\"self\"");
            assert!(feed.header("link").contains(&own), "{path}: {}", feed.header("link"));
            let document = formats::read(&feed.bytes).unwrap();
            assert_eq!(document.head.hub.as_deref(), Some("http://localhost:8080/websub"), "{path}");
            assert_eq!(document.items.len(), usize::from(below != "/corrections"), "{path}");
        }
    }
    for nowhere in ["/corrections/feed.yaml", "/authors/nobody/feed.atom", "/search/feed.rss", "/ru/search/x"]
    {
        assert_eq!(site.get(nowhere).await.status, 404, "{nowhere}");
    }
}
