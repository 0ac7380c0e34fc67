//! Browsers that are told by web push: asked for, sent sealed, replaced, taken back, ended.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use testkit::{Answer, PushService, TestSite, Told};

use crate::bridge;
use crate::people::{get_as, site};

async fn say(site: &TestSite, path: &str, body: String) -> Answer {
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    site.ask(Method::POST, path, &headers, Body::from(body)).await
}

/// A browser asks to be told of something.
async fn wanted(site: &TestSite, service: &PushService, to: &str) -> String {
    let body = format!(r#"{{ "subscription": {}, "to": "{to}" }}"#, service.subscription());
    let done = say(site, "/push/want", body).await;
    assert_eq!(done.status, 200, "{}", done.text());
    done.text()
}

/// Waits until so much was told.
async fn told(service: &PushService, count: usize) -> Vec<Told> {
    for _ in 0..1000 {
        let told = service.told();
        if told.len() >= count {
            return told;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{count} were never told: {:?}", service.told());
}

async fn settled() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_is_told_of_each_move_once_sealed_and_in_place_of_the_one_before() {
    let (site, _postbox) = site().await;
    settled().await;
    let service = PushService::listen().unwrap();
    wanted(&site, &service, "edition").await;
    let all = wanted(&site, &service, "section:world").await;
    assert!(all.contains("World") && all.contains("Meridian"), "{all}");
    site.send(&bridge(2)).await;
    let first = told(&service, 1).await.remove(0);
    let value: serde_json::Value = serde_json::from_str(&first.text).unwrap();
    assert_eq!(value["title"], "Harbour bridge closes to lorries");
    assert_eq!((value["kind"].as_str(), value["lang"].as_str()), (Some("new"), Some("en")));
    assert_eq!(site.get(value["address"].as_str().unwrap()).await.status, 200);
    assert!(first.by.starts_with("vapid t="), "{}", first.by);
    assert_eq!((first.ttl, first.urgency.as_str(), first.topic.len()), (86_400, "normal", 22));

    site.send(&bridge(3)).await;
    let second = told(&service, 2).await.remove(1);
    assert_eq!(second.topic, first.topic);
    assert!(second.text.contains("(Adds"), "{}", second.text);
    settled().await;
    assert_eq!(service.told().len(), 2, "two wishes that mean a story tell of it once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_told_is_taken_back_when_the_story_is_withdrawn_and_what_waits_is_not_told() {
    let (site, _postbox) = site().await;
    settled().await;
    let (service, busy) = (PushService::listen().unwrap(), PushService::listen().unwrap());
    wanted(&site, &service, "edition").await;
    wanted(&site, &busy, "edition").await;
    busy.answer(503);
    let sent = site.send(&bridge(2)).await;
    told(&service, 1).await;
    settled().await;
    let why = "The story names the wrong bridge.";
    site.agency.withdraw(&site.hand, sent.story, why).await.unwrap();
    let word = told(&service, 2).await.remove(1);
    assert_eq!(word.topic, service.told()[0].topic);
    assert!(word.text.contains("was withdrawn") && !word.text.contains("lorries"), "{}", word.text);
    busy.answer(201);
    site.later(30);
    settled().await;
    settled().await;
    assert!(busy.told().is_empty(), "nothing was told there, so there is nothing to take back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_is_gone_or_wants_no_more_is_forgotten() {
    let (site, _postbox) = site().await;
    settled().await;
    for status in [404, 410] {
        let service = PushService::listen().unwrap();
        wanted(&site, &service, "section:world").await;
        service.answer(status);
        site.send(&bridge(2).replace("harbour-bridge", &format!("bridge-{status}"))).await;
        settled().await;
        settled().await;
        let asked = format!(r#"{{ "endpoint": "{}" }}"#, service.endpoint());
        assert_eq!(say(&site, "/push/wished", asked).await.text(), r#"{"wished":[]}"#, "{status}");
    }
    let service = PushService::listen().unwrap();
    wanted(&site, &service, "corrections").await;
    let ending = format!(
        r#"{{ "endpoint": "{}", "edition": "en", "what": "corrections", "value": "" }}"#,
        service.endpoint()
    );
    assert_eq!(say(&site, "/push/end", ending).await.text(), r#"{"wished":[]}"#);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_pushed_to_what_is_no_push_service_nor_of_what_is_not_there() {
    let (site, _postbox) = site().await;
    let service = PushService::listen().unwrap();
    let good = service.subscription();
    let endpoint = service.endpoint();
    for (subscription, to) in [
        (good.replace(&endpoint, "http://push.example/x"), "edition"),
        (good.replace(&endpoint, "file:///etc/passwd"), "edition"),
        (good.replace("p256dh\": \"", "p256dh\": \"AA"), "edition"),
        (good.clone(), "section:nowhere"),
        (good.clone(), "story:01890000-0000-7000-8000-000000000001"),
        (good.clone(), "everything"),
    ] {
        let body = format!(r#"{{ "subscription": {subscription}, "to": "{to}" }}"#);
        let done = say(&site, "/push/want", body).await;
        assert!(done.status.is_client_error(), "{to} {subscription}: {}", done.status);
    }
    let foreign = [("content-type", "application/json"), ("sec-fetch-site", "cross-site")];
    let body = format!(r#"{{ "subscription": {good}, "to": "edition" }}"#);
    assert_eq!(site.ask(Method::POST, "/push/want", &foreign, Body::from(body)).await.status, 403);
    let page = get_as(&site, "", "/subscribe").await.text();
    let key = page.split("data-key=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(key.len(), 87, "the uncompressed point in base64url");
    let worker = site.get("/worker.js").await;
    assert_eq!((worker.status.as_u16(), worker.header("cache-control")), (200, "public, no-cache"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_keeps_its_wishes_when_its_service_gives_it_another_address() {
    let (site, _postbox) = site().await;
    settled().await;
    let (old, new) = (PushService::listen().unwrap(), PushService::listen().unwrap());
    wanted(&site, &old, "edition").await;
    let body = format!(r#"{{ "old": "{}", "subscription": {} }}"#, old.endpoint(), new.subscription());
    assert_eq!(say(&site, "/push/move", body).await.status, 200);
    site.send(&bridge(2)).await;
    told(&new, 1).await;
    assert!(old.told().is_empty());
}
