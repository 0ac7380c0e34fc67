//! Push: signed, again and again until it is taken, in order, and no destination at another's cost.

use std::time::Duration;

use newsroom::DestinationForm;
use serde_json::Value;
use story::{DestinationId, Progress, SubscriberId};
use testkit::{Manner, Received, Receiver, TestSite};

use crate::bridge;

/// A site that may deliver to this machine.
async fn site() -> TestSite {
    let site = TestSite::new().await;
    site.agency.set_post("https://meridian.test", &["127.0.0.0/8".to_owned()]).unwrap();
    site
}

/// A subscriber to everything, with a destination: ids and the secret.
async fn subscriber(
    site: &TestSite,
    name: &str,
    channel: &str,
    address: &str,
) -> (SubscriberId, DestinationId, String) {
    let (agency, hand) = (&site.agency, &site.hand);
    let id = agency.add_subscriber(hand, name, "UTC").await.unwrap();
    let product = agency.put_product(hand, None, (&format!("{name}’s"), "all", "")).await.unwrap();
    agency.entitle(hand, id, vec![product], Vec::new()).await.unwrap();
    let form = DestinationForm {
        name: "Push".into(),
        channel: channel.into(),
        address: address.into(),
        format: "ninjs".into(),
    };
    let (destination, secret) = agency.add_destination(hand, id, form).await.unwrap();
    (id, destination, secret.unwrap_or_default())
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..2000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never: {what}");
}

/// Lets time pass until something is so: deliveries that wait come due.
async fn passes_until(site: &TestSite, what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        site.later(5);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never: {what}");
}

fn event(received: &Received) -> Value {
    serde_json::from_slice(&received.body).unwrap()
}

/// Kind and version of everything that a destination took, in order.
fn taken(receiver: &Receiver) -> Vec<(String, u64)> {
    let all = receiver.received();
    let taken = all.iter().filter(|it| it.is_taken).map(event).filter(|it| it["data"]["story"].is_string());
    taken
        .map(|it| (it["data"]["kind"].as_str().unwrap().to_owned(), it["data"]["version"].as_u64().unwrap()))
        .collect()
}

/// How often anything of a story came in.
fn stories(receiver: &Receiver) -> usize {
    receiver.received().iter().filter(|it| event(it)["data"]["story"].is_string()).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_carries_the_move_signed_as_standard_webhooks_says() {
    let site = site().await;
    let hook = Receiver::listen(&[Manner::Takes]).unwrap();
    let (_, _, secret) = subscriber(&site, "Courier", "webhook", &hook.url()).await;
    let sent = site.send(&bridge(2)).await;
    until("it is delivered", || !hook.received().is_empty()).await;
    let it = hook.received().remove(0);
    let at = it.timestamp.parse::<i64>().unwrap();
    assert_eq!(at, site.agency.now().as_second());
    let event = event(&it);
    assert_eq!(event["type"], "wire.new");
    assert_eq!(event["data"]["story"], sent.story.to_string());
    assert_eq!(event["data"]["item"]["headlines"][0]["value"], "Harbour bridge closes to lorries");
    assert!(it.is_signed_by(&secret));
    assert!(
        !Received { body: b"{}".to_vec(), ..it }.is_signed_by(&secret),
        "another text is not what was signed"
    );
}

/// Rows 16 and 17: a retry is the same message, and what was taken is not sent again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_destination_that_fails_in_every_way_gets_each_move_under_one_id_in_order() {
    let site = site().await;
    let hook = Receiver::listen(&[
        Manner::Says(500),
        Manner::HangsUp,
        Manner::Drops,
        Manner::Says(404),
        Manner::Redirects,
        Manner::Asks(60),
        Manner::Takes,
    ])
    .unwrap();
    subscriber(&site, "Courier", "webhook", &hook.url()).await;
    site.send(&bridge(2)).await;
    site.send(&bridge(4)).await;
    site.send(&bridge(4).replace("---\nslug", "---\nkind: correction\nslug").replace("1931", "1936")).await;
    passes_until(&site, "three moves", || taken(&hook).len() >= 4).await;
    let all = hook.received();
    let ids: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
    let mut distinct = ids.clone();
    distinct.dedup();
    assert_eq!(distinct.len(), 3, "each move has one id over all its tries: {ids:?}");
    // The answer to the third try was lost, so the receiver had it twice, under the same id.
    assert_eq!(
        taken(&hook),
        [("new".into(), 1), ("new".into(), 1), ("update".into(), 2), ("correction".into(), 3)]
    );
}

/// Row 18.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_dead_destination_slows_no_other() {
    let site = site().await;
    let (slow, dead, well) = (
        Receiver::listen(&[Manner::Drips(400)]).unwrap(),
        Receiver::listen(&[Manner::HangsUp]).unwrap(),
        Receiver::listen(&[Manner::Takes]).unwrap(),
    );
    for (name, hook) in [("Slow", &slow), ("Dead", &dead), ("Well", &well)] {
        subscriber(&site, name, "webhook", &hook.url()).await;
    }
    for paragraphs in 2..=4 {
        site.send(&bridge(paragraphs)).await;
    }
    until("the well one has all, on a clock that stands", || taken(&well).len() == 3).await;
    assert!(taken(&slow).len() < 3, "the slow one is still at it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_is_gone_is_asked_no_more_until_somebody_looks() {
    let site = site().await;
    let hook = Receiver::listen(&[Manner::Says(410)]).unwrap();
    let (id, destination, _) = subscriber(&site, "Courier", "webhook", &hook.url()).await;
    site.send(&bridge(2)).await;
    until("it is asked", || !hook.received().is_empty()).await;
    site.send(&bridge(3)).await;
    site.later(600);
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert_eq!(hook.received().len(), 1);
    let page = site.agency.subscriber(&site.hand, id).await.unwrap();
    assert!(!page.destinations[0].0.is_active);
    hook.behave(Manner::Takes);
    site.agency.use_destination(&site.hand, destination, true).await.unwrap();
    let ledger = site.agency.ledger(&site.hand, id, 10).await.unwrap();
    let parked = ledger.iter().find(|line| line.delivery.progress == Progress::Parked).unwrap();
    site.agency.resend(&site.hand, destination, parked.delivery.position).await.unwrap();
    until("it is delivered again", || taken(&hook).len() == 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_to_a_private_network_that_the_operator_did_not_allow() {
    let site = TestSite::new().await;
    site.agency.set_post("https://meridian.test", &[]).unwrap();
    let hook = Receiver::listen(&[Manner::Takes]).unwrap();
    let (id, ..) =
        subscriber(&site, "Courier", "webhook", &hook.url().replace("127.0.0.1", "localhost")).await;
    site.send(&bridge(2)).await;
    let answer = || {
        let ledger = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(site.agency.ledger(&site.hand, id, 10)).unwrap()
        });
        ledger.first().and_then(|line| line.delivery.answer.clone())
    };
    until("it is tried", || answer().is_some()).await;
    assert!(answer().unwrap().contains("private network"), "{:?}", answer());
    assert_eq!(hook.received().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_gets_whole_files_that_sort_by_their_order() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    subscriber(&site, "Courier", "folder", folder.path().to_str().unwrap()).await;
    for paragraphs in 2..=4 {
        site.send(&bridge(paragraphs)).await;
    }
    let names = || {
        let all = std::fs::read_dir(folder.path()).unwrap();
        let mut all: Vec<_> = all.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        all.retain(|name| !name.starts_with('.'));
        all.sort();
        all
    };
    until("three files", || names().len() == 3).await;
    for (at, name) in names().iter().enumerate() {
        assert!(name.ends_with(&format!("harbour-bridge-v{}.json", at + 1)), "{name}");
        let read = formats::read(&std::fs::read(folder.path().join(name)).unwrap()).unwrap();
        assert_eq!(read.items[0].version, Some(at as u64 + 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_is_acknowledged_by_the_answer_of_a_webhook() {
    let site = site().await;
    let hook = Receiver::listen(&[Manner::Takes]).unwrap();
    subscriber(&site, "Courier", "webhook", &hook.url()).await;
    let sent = site.send(&bridge(2)).await;
    until("the story is there", || taken(&hook).len() == 1).await;
    hook.behave(Manner::Acknowledges);
    site.agency.withdraw(&site.hand, sent.story, "It was wrong.").await.unwrap();
    until("the kill is there", || taken(&hook).len() == 2).await;
    let open = || {
        tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(site.agency.open_kills(&site.hand)).unwrap().len()
        })
    };
    until("it is acknowledged", || open() == 0).await;
    site.later(60 * 24);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(taken(&hook).len(), 2, "who has acted is not reminded");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_acknowledge_a_kill_is_reminded_on_a_schedule_and_the_desk_sees_it() {
    let mut site = site().await;
    site.sign_in("ada", story::StaffRole::Administrator).await;
    let hook = Receiver::listen(&[Manner::Takes]).unwrap();
    subscriber(&site, "Courier", "webhook", &hook.url()).await;
    let sent = site.send(&bridge(2)).await;
    site.agency.withdraw(&site.hand, sent.story, "It was wrong.").await.unwrap();
    until("the kill is there", || taken(&hook).len() == 2).await;
    let page = site.get("/desk/subscribers").await.text();
    assert!(page.contains("Kills that nobody has acknowledged") && page.contains("harbour-bridge"), "{page}");
    site.later(61);
    until("the first reminder", || taken(&hook).len() == 3).await;
    site.later(180);
    until("the second reminder", || taken(&hook).len() == 4).await;
    let events: Vec<Value> = hook.received().iter().map(event).collect();
    assert_eq!((&events[2]["type"], &events[3]["type"]), (&"wire.reminder".into(), &"wire.reminder".into()));
    assert_eq!(events[2]["data"]["of"], events[1]["data"]["token"]);
    assert_eq!(events[2]["data"]["reason"], "It was wrong.");
    hook.behave(Manner::Acknowledges);
    site.later(60 * 8);
    until("the third reminder", || taken(&hook).len() == 5).await;
    let is_open = || {
        tokio::task::block_in_place(|| {
            !tokio::runtime::Handle::current()
                .block_on(site.agency.open_kills(&site.hand))
                .unwrap()
                .is_empty()
        })
    };
    until("the answer to a reminder acknowledges its kill", || !is_open()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_move_can_be_given_to_anyone_and_again() {
    let mut site = site().await;
    site.sign_in("ada", story::StaffRole::Administrator).await;
    let hook = Receiver::listen(&[Manner::Takes]).unwrap();
    let (id, ..) = subscriber(&site, "Courier", "webhook", &hook.url()).await;
    site.agency.entitle(&site.hand, id, Vec::new(), Vec::new()).await.unwrap();
    site.send(&bridge(2)).await;
    let entry = format!("/desk/wire/{}", site.agency.head().unwrap().0);
    let form = [("subscriber", id.to_string())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(site.get(&entry).await.text().contains("Courier"));
    let is_waiting = || {
        tokio::task::block_in_place(|| {
            let ledger =
                tokio::runtime::Handle::current().block_on(site.agency.ledger(&site.hand, id, 10)).unwrap();
            ledger.iter().any(|line| line.delivery.progress == Progress::Waiting)
        })
    };
    for again in 1..=2 {
        assert_eq!(site.post(&entry, &form).await.status, 303);
        until("it is given", || stories(&hook) == again).await;
        until("the ledger says so", || !is_waiting()).await;
    }
    let all = hook.received();
    let ids: Vec<_> =
        all.iter().filter(|it| event(it)["data"]["story"].is_string()).map(|it| &it.id).collect();
    assert_eq!(ids[0], ids[1], "given again it is the same message");
}

/// Row 3: a destination that is out of use and had the story is told of the kill when it is used again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_waits_for_a_destination_that_is_out_of_use() {
    let site = site().await;
    let hook = Receiver::listen(&[Manner::Takes]).unwrap();
    let (_, destination, _) = subscriber(&site, "Courier", "webhook", &hook.url()).await;
    let sent = site.send(&bridge(2)).await;
    until("the story is there", || taken(&hook).len() == 1).await;
    site.agency.use_destination(&site.hand, destination, false).await.unwrap();
    site.send(&bridge(3)).await;
    site.agency.withdraw(&site.hand, sent.story, "It was wrong.").await.unwrap();
    site.agency.dispatched(site.agency.head().unwrap()).await;
    assert_eq!(site.agency.open_kills(&site.hand).await.unwrap().len(), 1, "the desk sees that it is owed");
    site.agency.use_destination(&site.hand, destination, true).await.unwrap();
    until("the kill is there", || taken(&hook).len() == 2).await;
    assert_eq!(taken(&hook)[1].0, "withdrawal");
}
