//! The wire as subscribers' machines get it: who gets what, in which order, and what nobody gets any more.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use newsroom::{DestinationForm, Error};
use serde_json::Value;
use story::{Kind, StoryId, SubscriberId};
use testkit::{Answer, TestSite};

use crate::bridge;

/// A subscriber with a product, and the token by which they pull.
pub(crate) struct Client {
    pub(crate) id: SubscriberId,
    pub(crate) token: String,
}

pub(crate) async fn client(site: &TestSite, name: &str, filter: Option<&str>) -> Client {
    let (agency, hand) = (&site.agency, &site.hand);
    let id = agency.add_subscriber(hand, name, "Europe/Berlin").await.unwrap();
    if let Some(filter) = filter {
        let product = agency.put_product(hand, None, (&format!("{name}’s"), filter, "")).await.unwrap();
        agency.entitle(hand, id, vec![product], Vec::new()).await.unwrap();
    }
    let form = DestinationForm {
        name: "API".into(),
        channel: "pull".into(),
        format: "ninjs".into(),
        ..DestinationForm::default()
    };
    let (destination, secret) = agency.add_destination(hand, id, form).await.unwrap();
    assert_eq!(secret, None, "who pulls needs no secret");
    let token = agency.make_token(hand, destination, ("desk", ""), None).await.unwrap();
    Client { id, token }
}

impl Client {
    pub(crate) async fn ask(&self, site: &TestSite, path: &str) -> Answer {
        let shown = format!("Bearer {}", self.token);
        site.get_with(path, &[("authorization", shown.as_str())]).await
    }

    /// Everything they were given, but for changes of products; the chain of tokens is checked on the way.
    async fn all(&self, site: &TestSite) -> Vec<Value> {
        site.agency.dispatched(site.agency.head().unwrap()).await;
        let (mut after, mut all) = (String::new(), Vec::new());
        loop {
            let answer = self.ask(site, &format!("/api/wire?limit=2&after={after}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
            let value: Value = serde_json::from_slice(&answer.bytes).unwrap();
            for entry in value["entries"].as_array().unwrap() {
                if !after.is_empty() {
                    assert_eq!(entry["previous"], after.as_str(), "a gap");
                }
                after = entry["token"].as_str().unwrap().to_owned();
                if entry["kind"] != "entitlement" {
                    all.push(entry.clone());
                }
            }
            after = value["next"].as_str().unwrap().to_owned();
            if value["nothing_new"] == true {
                return all;
            }
        }
    }

    async fn kinds(&self, site: &TestSite) -> Vec<String> {
        self.all(site).await.iter().map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect()
    }
}

/// The copy about the bridge, with more lines of front matter.
fn copy(front: &str, paragraphs: usize) -> String {
    bridge(paragraphs).replace("---\nslug", &format!("---\n{front}slug"))
}

fn corrected() -> String {
    copy("kind: correction\n", 4).replace("1931", "1936")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscriber_without_a_product_gets_nothing() {
    let site = TestSite::new().await;
    let (none, all) = (client(&site, "Nobody", None).await, client(&site, "Everybody", Some("all")).await);
    site.send(&copy("", 2)).await;
    assert_eq!(none.kinds(&site).await, [""; 0]);
    assert_eq!(all.kinds(&site).await, ["new"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_that_is_denied_wins_over_all_that_are_granted() {
    let site = TestSite::new().await;
    let (agency, hand) = (&site.agency, &site.hand);
    let it = client(&site, "Tessa Post", Some("all")).await;
    let denied = agency.put_product(hand, None, ("World", "section = world", "")).await.unwrap();
    let granted: Vec<_> =
        agency.products(hand).await.unwrap().into_iter().map(|product| product.id).collect();
    agency.entitle(hand, it.id, granted, vec![denied]).await.unwrap();
    site.send(&copy("", 2)).await;
    assert_eq!(it.kinds(&site).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_terms_that_leave_a_territory_out_are_enforced() {
    let site = TestSite::new().await;
    let it = client(&site, "Norland Post", Some("all")).await;
    site.agency
        .change_subscriber(&site.hand, it.id, ("Norland Post", "active"), ("Norland", "UTC"))
        .await
        .unwrap();
    site.send(&copy("usage: NORLAND OUT\n", 2)).await;
    assert_eq!(it.kinds(&site).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_thing_names_the_one_before_it_and_nothing_is_missing() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("section = world")).await;
    for n in 0..7 {
        site.send(&format!("Story {n} of the day\n\nTESSA, October 12 (Meridian) - Words of story {n}.\n"))
            .await;
    }
    let all = it.all(&site).await;
    assert_eq!(all.len(), 7);
    assert_eq!(all[0]["item"]["headlines"][0]["value"], "Story 0 of the day");
    assert_eq!(all[0]["why"], "Tessa Post’s");
    assert!(all[6]["item"]["bodies"][0]["value"].as_str().unwrap().contains("Words of story 6"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_comes_as_the_same_story_with_what_changed() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("all")).await;
    site.send(&copy("", 2)).await;
    site.later(5);
    site.send(&copy("", 3)).await;
    let all = it.all(&site).await;
    assert_eq!(
        (&all[0]["story"], &all[1]["version"], &all[1]["revision"]),
        (&all[1]["story"], &2.into(), &1.into())
    );
    assert!(all[1]["advisory"].as_str().unwrap().starts_with("(Adds "), "{}", all[1]);
    assert_eq!(all[1]["item"]["uri"], all[0]["item"]["uri"]);
    assert_eq!(all[1]["changes"][0]["verb"], "adds");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_reaches_who_never_had_the_story_and_who_has_no_product_for_it_any_more() {
    let site = TestSite::new().await;
    let (agency, hand) = (&site.agency, &site.hand);
    let had = client(&site, "Had", Some("all")).await;
    site.send(&copy("", 4)).await;
    had.all(&site).await;
    agency.entitle(hand, had.id, Vec::new(), Vec::new()).await.unwrap();
    let new = client(&site, "New", Some("kind = correction")).await;
    site.later(5);
    let sent = site
        .agency
        .send_copy(
            hand,
            &corrected(),
            newsroom::Where { section: Some("world".into()), ..Default::default() },
        )
        .await;
    let sent = sent.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(sent.kind, Kind::Correction);
    assert_eq!(had.kinds(&site).await, ["new", "correction"]);
    assert_eq!(new.kinds(&site).await, ["correction"], "shown as a correction, not as an update");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_reaches_paused_and_former_subscribers_after_four_hundred_days() {
    let site = TestSite::new().await;
    let (agency, hand) = (&site.agency, &site.hand);
    let (paused, former, never) = (
        client(&site, "Paused", Some("all")).await,
        client(&site, "Former", Some("all")).await,
        client(&site, "Never", Some("section = economy")).await,
    );
    let sent = site.send(&copy("", 2)).await;
    for (it, standing) in [(&paused, "paused"), (&former, "former")] {
        it.all(&site).await;
        agency.change_subscriber(hand, it.id, (standing, standing), ("", "UTC")).await.unwrap();
    }
    site.later(60 * 24 * 400);
    // Their tokens have run out by then; new ones are made for the same destination.
    site.send("Other news of the day\n\nTESSA, November 16 (Meridian) - Words.\n").await;
    let line = agency.wire(hand, None, 10).await.unwrap();
    assert!(line.iter().any(|line| line.story == sent.story));
    agency.withdraw(hand, sent.story, "the bridge was never closed").await.unwrap();
    agency.dispatched(agency.head().unwrap()).await;
    for it in [&paused, &former] {
        let destination = agency.subscriber(hand, it.id).await.unwrap().destinations[0].0.id;
        let token = agency.make_token(hand, destination, ("again", ""), None).await.unwrap();
        let it = Client { id: it.id, token };
        let all = it.all(&site).await;
        assert_eq!(
            all.iter().map(|it| it["kind"].as_str().unwrap()).collect::<Vec<_>>(),
            ["new", "withdrawal"]
        );
        assert_eq!(
            (&all[1]["status"], &all[1]["reason"]),
            (&"canceled".into(), &"the bridge was never closed".into())
        );
    }
    let destination = agency.subscriber(hand, never.id).await.unwrap().destinations[0].0.id;
    let token = agency.make_token(hand, destination, ("again", ""), None).await.unwrap();
    assert_eq!(Client { id: never.id, token }.kinds(&site).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_gives_the_text_of_a_story_that_was_withdrawn() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("all")).await;
    let sent = site.send(&copy("", 2)).await;
    site.later(5);
    site.send(&copy("", 3)).await;
    site.agency.withdraw(&site.hand, sent.story, "wrong").await.unwrap();
    for entry in it.all(&site).await {
        let text = entry.to_string();
        assert!(!text.contains("Engineers") && !text.contains("Ferries"), "{text}");
        assert_eq!(entry["status"], "canceled");
    }
    let now = it.ask(&site, &format!("/api/stories/{}", sent.story)).await;
    assert!(now.status.is_success() && !now.text().contains("Engineers"), "{}", now.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storys_revisions_and_what_changed_since_one_are_asked_for() {
    let site = TestSite::new().await;
    let all = client(&site, "All", Some("all")).await;
    let nothing = client(&site, "Nothing", None).await;
    let sent = site.send(&bridge(2)).await;
    site.send(&bridge(3)).await;
    site.send(&bridge(4)).await;
    all.all(&site).await;
    let value = async |who: &Client, tail: &str| -> (u16, Value) {
        let answer = who.ask(&site, &format!("/api/stories/{}{tail}", sent.story)).await;
        (answer.status.as_u16(), serde_json::from_slice(&answer.bytes).unwrap())
    };
    let (_, revisions) = value(&all, "/revisions").await;
    let entries = revisions["entries"].as_array().unwrap();
    let numbers: Vec<u64> = entries.iter().filter_map(|it| it["revision"].as_u64()).collect();
    assert_eq!(numbers, [0, 1, 2]);
    assert!(entries[0]["item"].is_object() && entries[2]["advisory"].is_string());
    let (_, since) = value(&all, "/since/0").await;
    assert!(since["since"]["advisory"].as_str().unwrap().contains("paras 3-4"), "{since}");
    assert_eq!(since["now"]["revision"], 2);
    for (who, tail) in
        [(&nothing, "/revisions"), (&nothing, "/since/0"), (&all, "/since/7"), (&all, "/since/x")]
    {
        assert_eq!(value(who, tail).await.0, 404, "{tail}");
    }
    // Of what was killed, no revision and no difference gives a word.
    site.agency.withdraw(&site.hand, sent.story, "In error.").await.unwrap();
    site.agency.dispatched(site.agency.head().unwrap()).await;
    for tail in ["/revisions", "/since/0"] {
        let (status, told) = value(&all, tail).await;
        assert_eq!(status, 200);
        assert!(!told.to_string().contains("cracks") && told["since"].is_null(), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_comes_with_its_story_and_goes_with_it() {
    let site = TestSite::new().await;
    let all = client(&site, "All", Some("all")).await;
    // The smallest GIF there is.
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    let picture = site.agency.put_media(&site.hand, gif.to_vec()).await.unwrap().id;
    let to = newsroom::Where { section: Some("world".into()), picture: Some(picture), ..Default::default() };
    let shown = copy("caption: The bridge at dawn.\ncredit: Photo by Ida Marr\nalt: A bridge\n", 2);
    let sent = site.agency.send_copy(&site.hand, &shown, to).await.unwrap();
    let told = all.all(&site).await;
    let item = told[0]["item"].to_string();
    let href = format!("/media/{picture}");
    for words in [href.as_str(), "The bridge at dawn.", "Photo by Ida Marr", "image/jpeg"] {
        assert!(item.contains(words), "{words}: {item}");
    }
    for format in ["newsml-g2", "rss", "atom", "jsonfeed"] {
        let answer = all.ask(&site, &format!("/api/stories/{}?format={format}", sent.story)).await.text();
        assert!(answer.contains(&href), "{format}: {answer}");
    }
    site.agency.withdraw(&site.hand, sent.story, "In error.").await.unwrap();
    site.agency.dispatched(site.agency.head().unwrap()).await;
    let killed = all.ask(&site, &format!("/api/stories/{}/revisions", sent.story)).await.text();
    assert!(!killed.contains(&href), "{killed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_leaves_out_what_it_does_not_mean_but_never_a_correction_or_a_kill() {
    let site = TestSite::new().await;
    let all = client(&site, "All", Some("all")).await;
    for n in 0..5 {
        site.send(&copy("", 2).replace("harbour-bridge", &format!("quiet-{n}"))).await;
    }
    let loud = site.send(&copy("urgency: 1\n", 2)).await;
    let quiet = site.send(&copy("", 2).replace("harbour-bridge", "another")).await;
    site.agency.withdraw(&site.hand, quiet.story, "In error.").await.unwrap();
    site.agency.dispatched(site.agency.head().unwrap()).await;
    let ask = async |query: &str| -> Value {
        let answer = all.ask(&site, &format!("/api/wire?{query}")).await;
        serde_json::from_slice(&answer.bytes).unwrap()
    };
    let first = ask("filter=urgency%20%3D%201&limit=2").await;
    let entries = first["entries"].as_array().unwrap();
    let kinds: Vec<&str> = entries.iter().filter_map(|it| it["kind"].as_str()).collect();
    assert_eq!(kinds, ["entitlement", "new"], "{first}");
    assert_eq!(entries[1]["story"], loud.story.to_string());
    assert_eq!(entries[1]["previous"], entries[0]["token"], "the chain holds under the filter");
    // The ledger says of what was left out neither that they have it nor that it was lost.
    let ledger = site.agency.ledger(&site.hand, all.id, 50).await.unwrap();
    let handed = ledger.iter().filter(|line| line.delivery.progress == story::Progress::Delivered);
    let handed: Vec<Option<StoryId>> = handed.map(|line| line.delivery.story).collect();
    assert_eq!(handed, [Some(loud.story)], "{ledger:?}");
    let next = first["next"].as_str().unwrap();
    let second = ask(&format!("filter=urgency%20%3D%201&after={next}")).await;
    assert_eq!(second["entries"].as_array().unwrap().len(), 1);
    assert_eq!(second["entries"][0]["kind"], "withdrawal");
    let last = second["next"].as_str().unwrap();
    assert_eq!(ask(&format!("filter=urgency%20%3D%201&after={last}")).await["nothing_new"], true);
    assert_eq!(all.ask(&site, "/api/wire?filter=urgency%20is%201").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_missed_a_revision_is_told_what_changed_since_theirs() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("urgency >= 4")).await;
    site.send(&copy("", 2)).await;
    for (urgency, paragraphs) in [(3, 3), (4, 4)] {
        site.later(5);
        site.send(&copy(&format!("urgency: {urgency}\n"), paragraphs)).await;
    }
    let all = it.all(&site).await;
    assert_eq!(all.len(), 2, "one between did not match");
    assert_eq!((&all[1]["revision"], &all[1]["since"]["revision"]), (&2.into(), &0.into()));
    assert!(
        all[1]["since"]["advisory"].as_str().is_some_and(|line| line.contains("paras 3")),
        "{}",
        all[1]["since"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embargoed_story_is_given_to_nobody_before_its_instant_and_once_at_it() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("all")).await;
    site.send(&copy("embargo: 2026-10-12T14:00:00Z\n", 2)).await;
    assert_eq!(it.kinds(&site).await, [""; 0]);
    let answer = it.ask(&site, "/api/wire").await;
    assert!(!answer.text().contains("bridge"), "{}", answer.text());
    site.later(121);
    let mut tries = 0;
    while it.kinds(&site).await != ["new"] {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        tries += 1;
        assert!(tries < 200, "it is never given");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_asked_for_and_belongs_to_one_subscriber() {
    let site = TestSite::new().await;
    let (one, other) = (client(&site, "One", Some("all")).await, client(&site, "Other", Some("all")).await);
    site.send(&copy("", 2)).await;
    one.all(&site).await;
    for headers in [&[][..], &[("authorization", "Bearer dl_nothing")], &[("authorization", "Basic x")]] {
        let answer = site.get_with("/api/wire", headers).await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
        assert!(answer.text().contains("\"token\""), "{}", answer.text());
    }
    let next: Value = serde_json::from_slice(&one.ask(&site, "/api/wire").await.bytes).unwrap();
    let foreign = other.ask(&site, &format!("/api/wire?after={}", next["next"].as_str().unwrap())).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{}", foreign.text());
    assert!(foreign.text().contains("no-such-token"));
    for bad in [
        "/api/wire?after=x",
        "/api/wire?format=morse",
        "/api/wire?limit=many",
        "/api/wire?what=1",
        "/api/stories/x",
    ] {
        let answer = one.ask(&site, bad).await;
        assert!(
            answer.status.is_client_error() && answer.header("content-type").contains("json"),
            "{bad}: {}",
            answer.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_a_network_is_of_no_use_elsewhere_and_one_that_was_ended_of_none() {
    let site = TestSite::new().await;
    let (agency, hand) = (&site.agency, &site.hand);
    let it = client(&site, "Tessa Post", Some("all")).await;
    let destination = agency.subscriber(hand, it.id).await.unwrap().destinations[0].0.id;
    let token = agency.make_token(hand, destination, ("office", "192.0.2.0/24"), None).await.unwrap();
    let office = Client { id: it.id, token };
    assert_eq!(
        office.ask(&site, "/api/wire").await.status,
        StatusCode::UNAUTHORIZED,
        "the test comes from nowhere"
    );
    assert!(matches!(
        agency.make_token(hand, destination, ("x", "nonsense"), None).await,
        Err(Error::Faults(_))
    ));
    let kept = agency.subscriber(hand, it.id).await.unwrap().destinations[0].1.clone();
    let first = kept.iter().find(|token| token.label == "desk").unwrap();
    let start: String = first.hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    agency.end_token(hand, destination, &start).await.unwrap();
    assert_eq!(it.ask(&site, "/api/wire").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_has_so_many_requests_in_a_minute() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("all")).await;
    let first = it.ask(&site, "/api/wire").await;
    assert_eq!(first.header("ratelimit-policy"), "\"default\";q=600;w=60");
    assert!(first.header("ratelimit").contains("r=599"), "{}", first.header("ratelimit"));
    let mut last = first;
    for _ in 0..600 {
        last = it.ask(&site, "/api/wire").await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds <= 60));
    site.later(1);
    assert_eq!(it.ask(&site, "/api/wire").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_ends_when_there_is_something_and_a_stream_goes_on() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("all")).await;
    let next: Value = serde_json::from_slice(&it.ask(&site, "/api/wire").await.bytes).unwrap();
    let next = next["next"].as_str().unwrap().to_owned();
    let path = format!("/api/wire?wait=30&after={next}");
    let (answer, _) = tokio::join!(it.ask(&site, &path), async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        site.send(&copy("", 2)).await;
    });
    let value: Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!((&value["nothing_new"], value["entries"].as_array().unwrap().len()), (&false.into(), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_acknowledges_and_the_ledger_says_so() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("all")).await;
    let sent = site.send(&copy("", 2)).await;
    let token = it.all(&site).await[0]["token"].as_str().unwrap().to_owned();
    let shown = format!("Bearer {}", it.token);
    let headers = [("authorization", shown.as_str()), ("content-type", "application/json")];
    let path = format!("/api/wire/{token}/acknowledge");
    let answer = site.ask(Method::POST, &path, &headers, Body::from(r#"{"by":"Ida Marr"}"#)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    for bad in ["{}", "x", r#"{"by":" "}"#, r#"{"by":"a","more":1}"#] {
        let answer = site.ask(Method::POST, &path, &headers, Body::from(bad)).await;
        assert!(answer.status.is_client_error(), "{bad}: {}", answer.status);
    }
    let ledger = site.agency.ledger_of(&site.hand, sent.story).await.unwrap();
    assert_eq!(ledger.len(), 1);
    assert_eq!(ledger[0].delivery.acknowledged_by.as_deref(), Some("Ida Marr"));
    assert_eq!(
        (ledger[0].delivery.progress, ledger[0].subscriber.as_str()),
        (story::Progress::Delivered, "Tessa Post")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_format_can_be_asked_for() {
    let site = TestSite::new().await;
    let it = client(&site, "Tessa Post", Some("all")).await;
    site.send(&copy("", 2)).await;
    it.all(&site).await;
    for format in [
        "ninjs",
        "ninjs-2",
        "ninjs-1",
        "newsml-g2",
        "nitf",
        "iptc7901",
        "anpa1312",
        "rss",
        "atom",
        "jsonfeed",
        "copy",
    ] {
        let answer = it.ask(&site, &format!("/api/wire?format={format}")).await;
        let value: Value = serde_json::from_slice(&answer.bytes).unwrap();
        let last = value["entries"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["format"], format);
        assert!(last["item"].to_string().contains("Engineers"), "{format}: {last}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_of_the_interface_names_every_route_of_it() {
    let site = TestSite::new().await;
    let description: Value = serde_json::from_slice(&site.get("/api/openapi.json").await.bytes).unwrap();
    let told: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
    let routes = include_str!("../../src/routes.rs");
    let there =
        routes.lines().filter_map(|line| line.trim().strip_prefix(".route(\"/api/")?.split('"').next());
    for route in there {
        assert!(told.iter().any(|path| **path == format!("/api/{route}")), "/api/{route} is not described");
    }
}
