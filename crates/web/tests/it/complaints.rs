//! What went wrong between agencies and those who get their copy, by the public reports of it; each must not happen here.

use newsroom::DestinationForm;
use serde_json::Value;
use story::SubscriberId;
use testkit::{Manner, Receiver, TestSite};

use crate::bridge;

/// A subscriber to everything, with a token by which they pull.
async fn client(site: &TestSite, name: &str) -> (SubscriberId, String) {
    let (agency, hand) = (&site.agency, &site.hand);
    let id = agency.add_subscriber(hand, name, "UTC").await.unwrap();
    let product = agency.put_product(hand, None, (&format!("{name}’s"), "all", "")).await.unwrap();
    agency.entitle(hand, id, vec![product], Vec::new()).await.unwrap();
    let form = DestinationForm {
        name: "API".into(),
        channel: "pull".into(),
        format: "ninjs".into(),
        ..DestinationForm::default()
    };
    let (destination, _) = agency.add_destination(hand, id, form).await.unwrap();
    (id, agency.make_token(hand, destination, ("desk", ""), None).await.unwrap())
}

/// Everything that a token gives, changes of products aside.
async fn all(site: &TestSite, token: &str) -> Vec<Value> {
    site.agency.dispatched(site.agency.head().unwrap()).await;
    let shown = format!("Bearer {token}");
    let answer = site.get_with("/api/wire?limit=100", &[("authorization", &shown)]).await;
    let value: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let entries = value["entries"].as_array().unwrap().iter();
    entries.filter(|it| it["kind"] != "entitlement").cloned().collect()
}

fn told(entries: &[Value]) -> Vec<(&str, &str)> {
    entries.iter().map(|it| (it["kind"].as_str().unwrap(), it["status"].as_str().unwrap())).collect()
}

/// 10up/distributor#883: what was distributed could not be taken back from one site.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_is_taken_back_from_one_subscriber_and_stays_with_all_others() {
    let site = TestSite::new().await;
    let (one, token) = client(&site, "One").await;
    let (_, other) = client(&site, "Other").await;
    let sent = site.send(&bridge(2)).await;
    site.agency.dispatched(site.agency.head().unwrap()).await;
    let agency = &site.agency;
    agency.take_back_from(&site.hand, one, sent.story, "Not for your region.").await.unwrap();
    // Twice is once, and what they never had cannot be taken back.
    agency.take_back_from(&site.hand, one, sent.story, "Not for your region.").await.unwrap();
    site.send(&bridge(3)).await;
    let theirs = all(&site, &token).await;
    assert_eq!(told(&theirs), [("new", "canceled"), ("withdrawal", "canceled")]);
    assert_eq!(theirs[1]["reason"], "Not for your region.");
    assert!(theirs[1]["version"].as_u64() > theirs[0]["version"].as_u64());
    assert!(!Value::from(theirs.clone()).to_string().contains("cracks"));
    assert_eq!(told(&all(&site, &other).await), [("new", "usable"), ("update", "usable")]);
    // It is a kill to them: they are asked whether they acted on it.
    assert_eq!(agency.open_kills(&site.hand).await.unwrap().len(), 1);
    // Given again, it is theirs again.
    let head = agency.head().unwrap();
    agency.give(&site.hand, one, head).await.unwrap();
    site.send(&bridge(4)).await;
    let kinds: Vec<(String, String)> = all(&site, &token)
        .await
        .iter()
        .map(|it| (it["kind"].as_str().unwrap().into(), it["status"].as_str().unwrap().into()))
        .collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    assert_eq!(kinds[3], ("update".to_owned(), "usable".to_owned()));
    let page = format!("/api/stories/{}", sent.story);
    let shown = format!("Bearer {token}");
    assert!(site.get_with(&page, &[("authorization", &shown)]).await.text().contains("cracks"));
}

/// superdesk-core#27: a delivery under way was sent twice, and the receiver could not tell.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_lost_makes_a_second_delivery_under_the_same_id() {
    let site = TestSite::new().await;
    site.agency.set_post("https://meridian.test", &["127.0.0.0/8".to_owned()]).unwrap();
    let (id, _) = client(&site, "Hook").await;
    let receiver = Receiver::listen(&[Manner::Drops, Manner::Takes]).unwrap();
    let form = DestinationForm {
        name: "Hook".into(),
        channel: "webhook".into(),
        address: receiver.url(),
        format: "ninjs".into(),
    };
    site.agency.add_destination(&site.hand, id, form).await.unwrap();
    site.send(&bridge(2)).await;
    for _ in 0..200 {
        site.later(1);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        if receiver.received().len() >= 2 {
            break;
        }
    }
    let received = receiver.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].id, received[1].id);
}

/// newsroom#831, newsroom#759: many stories made an address too long to ask for, and a picture that was gone broke the
/// download.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_stories_are_downloaded_at_once_whatever_became_of_their_pictures() {
    let site = TestSite::new().await;
    let (id, _) = client(&site, "Courier").await;
    let fields = ("Nora Vik", "nora@courier.example", "en");
    let (_, link) = site.agency.add_client_user(&site.hand, id, fields).await.unwrap();
    let token = site.agency.claim_client_password(&link, "a good long password").await.unwrap();
    let user = site.agency.client_of(&token).await.unwrap().unwrap();
    let gone = story::MediaId::new(site.agency.now());
    for n in 0..510 {
        let copy = bridge(2).replace("harbour-bridge", &format!("bridge-{n}"));
        let copy = copy.replace("---\nslug", "---\ncaption: A bridge.\ncredit: Nobody\nslug");
        let to = newsroom::Where {
            section: Some("world".into()),
            picture: Some(gone).filter(|_| n % 7 == 0),
            ..Default::default()
        };
        site.agency.send_copy(&site.hand, &copy, to).await.unwrap();
    }
    site.agency.dispatched(site.agency.head().unwrap()).await;
    for format in [formats::Format::NewsmlG2, formats::Format::Ninjs3] {
        let (_, _, bytes) =
            site.agency.download_all(&user, (None, ""), format, "https://meridian.test").await.unwrap();
        assert_eq!(formats::read(&bytes).unwrap().items.len(), 500, "{format}");
    }
}

/// client#4607: a saved search showed a story as often as it had been updated.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_finds_a_story_once_however_often_it_was_updated() {
    let site = TestSite::new().await;
    let (id, _) = client(&site, "Courier").await;
    let fields = ("Nora Vik", "nora@courier.example", "en");
    let (_, link) = site.agency.add_client_user(&site.hand, id, fields).await.unwrap();
    let token = site.agency.claim_client_password(&link, "a good long password").await.unwrap();
    let user = site.agency.client_of(&token).await.unwrap().unwrap();
    let mut last = site.send(&bridge(1)).await;
    for paragraphs in 2..=4 {
        last = site.send(&bridge(paragraphs)).await;
    }
    site.agency.searchable(last.sequence).await;
    site.agency.dispatched(last.sequence).await;
    let found = site.agency.portal_search(&user, "bridge", "https://meridian.test").await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].revision.as_ref().unwrap().number.0, 3);
}
