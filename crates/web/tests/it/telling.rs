//! What is at hand for subscribers is what would be made for them now, whatever happened since it was kept.

use std::time::Duration;

use axum::http::StatusCode;
use formats::Format;
use newsroom::views::Sent;
use newsroom::{Wanted, Where};
use serde_json::Value;
use story::Kind;
use testkit::TestSite;

use crate::api::{Client, client};

/// Means every story, so that all is looked at and made anew.
const ALL: &str = "filter=urgency%20%3E%3D%201";

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn copy(story: usize, kind: &str, urgency: usize, paragraphs: usize) -> String {
    let all: Vec<String> = (0..paragraphs)
        .map(|n| format!("The harbour of Merrin{story} took {} ships that day.", n + 40))
        .collect();
    format!(
        "---\nslug: harbour-{story}\n{kind}urgency: {urgency}\n---\nHarbour {story} counts its ships\n\n{}\n",
        all.join("\n\n")
    )
}

async fn pulled(site: &TestSite, who: &Client, query: &str) -> Value {
    let answer = who.ask(site, &format!("/api/wire?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    serde_json::from_slice(&answer.bytes).unwrap()
}

/// Every client asks for everything in pages, from what is at hand and made anew.
async fn compare(site: &TestSite, clients: &[Client], dice: &mut Dice, after_what: &str) {
    site.agency.dispatched(site.agency.head().unwrap()).await;
    for who in clients {
        let limit = 1 + dice.roll(7);
        let format = ["ninjs", "nitf"][dice.roll(2)];
        let mut after = String::new();
        loop {
            let query = format!("limit={limit}&format={format}&after={after}");
            let kept = pulled(site, who, &query).await;
            let anew = pulled(site, who, &format!("{query}&{ALL}")).await;
            // What is due meanwhile is given between the two; then it is at hand as well.
            let kept = if kept == anew { kept } else { pulled(site, who, &query).await };
            assert_eq!(kept, anew, "after {after_what}, {query}");
            after = kept["next"].as_str().unwrap().to_owned();
            if kept["nothing_new"] == true {
                break;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_at_hand_is_what_would_be_made_now() {
    let site = TestSite::new().await;
    let (agency, hand) = (&site.agency, &site.hand);
    let clients = [
        client(&site, "All", Some("urgency >= 1")).await,
        client(&site, "Some", Some("urgency >= 3")).await,
        client(&site, "Slow", Some("urgency >= 4")).await,
    ];
    let products = agency.products(hand).await.unwrap();
    let to = || Where { section: Some("world".into()), ..Where::default() };
    let mut dice = Dice(7);
    let mut sent: Vec<Sent> = Vec::new();
    for story in 0..4 {
        sent.push(site.send(&copy(story, "", 4, 2)).await);
    }
    compare(&site, &clients, &mut dice, "the first sends").await;
    for step in 0..36 {
        site.later(5);
        let story = dice.roll(sent.len());
        let (id, sequence) = (sent[story].story, sent[story].sequence);
        let who = clients[dice.roll(clients.len())].id;
        // A story that is held or gone refuses most of this, and what was never given cannot be taken back.
        let what = match dice.roll(9) {
            0..=2 => {
                let text = copy(story, "", 1 + dice.roll(5), 2 + dice.roll(4));
                let _ = agency.send_copy(hand, &text, to()).await;
                "an update"
            }
            3 => {
                let text =
                    copy(story, "kind: correction\n", 4, 2 + dice.roll(4)).replace("41 ships", "14 ships");
                let _ = agency.send_copy(hand, &text, to()).await;
                "a correction"
            }
            4 => {
                let kind = [Kind::Hold, Kind::Release, Kind::Withdrawal, Kind::Takedown][dice.roll(4)];
                let _ = agency.notice(hand, id, kind, "It is looked at again.").await;
                "a notice"
            }
            5 => {
                let _ = agency.take_back_from(hand, who, id, "A matter of rights.").await;
                "a story taken back"
            }
            6 => {
                let _ = agency.give(hand, who, sequence).await;
                "a story given"
            }
            7 => {
                let product = &products[dice.roll(products.len())];
                let terms = format!("Terms of step {step}.");
                let told = (product.name.as_str(), product.filter.as_str(), terms.as_str());
                agency.put_product(hand, Some(product.id), told).await.unwrap();
                "new terms"
            }
            _ => {
                agency.name_agency(hand, &format!("Meridian {step}")).await.unwrap();
                "a new name"
            }
        };
        compare(&site, &clients, &mut dice, what).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_somebody_still_holds_is_not_told_after_a_kill() {
    let site = TestSite::new().await;
    let (agency, hand) = (&site.agency, &site.hand);
    let who = client(&site, "All", Some("urgency >= 1")).await;
    let sent = site.send(&copy(1, "", 4, 2)).await;
    agency.dispatched(agency.head().unwrap()).await;
    let asking = agency.client(&who.token, None).await.unwrap().unwrap();
    let pull = async || {
        let wanted = Wanted { limit: 50, format: Format::Ninjs3, filter: None };
        let pulled = agency.pull(&asking, None, wanted, Duration::ZERO, "http://localhost").await.unwrap();
        let mut text = String::new();
        pulled.entries.iter().for_each(|entry| entry.write(&mut text));
        (pulled, text)
    };
    // An answer that is on its way holds what it tells.
    let (_held, before) = pull().await;
    assert!(before.contains("Merrin1"), "{before}");
    agency.withdraw(hand, sent.story, "It never was so.").await.unwrap();
    agency.dispatched(agency.head().unwrap()).await;
    let (_, after) = pull().await;
    assert!(!after.contains("Merrin1") && after.contains("canceled"), "{after}");
}
