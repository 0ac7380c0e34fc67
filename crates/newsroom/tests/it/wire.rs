//! What goes on the wire, and what follows from it.

use newsroom::views::AtAddress;
use newsroom::{Agency, Clock, Error};
use story::{Kind, PublicSequence, Refusal, RevisionNumber, Sequence};

use crate::{House, bridge, en, found, place};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_send_of_a_slugline_is_its_next_revision() {
    let house = House::new().await;
    let first = house.send(&bridge(2)).await;
    assert_eq!((first.sequence, first.public, first.kind), (Sequence(1), Some(PublicSequence(1)), Kind::New));
    assert_eq!(first.path, format!("/world/2026/10/12/harbour-bridge-closes-to-lorries-{}", first.short));
    house.later(10);
    let second = house.send(&bridge(3)).await;
    assert_eq!(
        (second.story, second.revision, second.kind),
        (first.story, Some(RevisionNumber(1)), Kind::Update)
    );
    assert!(
        second.advisory.as_deref().is_some_and(|line| line.starts_with("(Adds")),
        "{:?}",
        second.advisory
    );
    assert_eq!(second.path, first.path);
    assert!(matches!(house.try_send(&bridge(3)).await, Err(Error::Refused(Refusal::Unchanged))));
    let Some(AtAddress::Story(story)) = house.agency.story(first.short).await.unwrap() else {
        panic!("no story")
    };
    assert_eq!(story.revisions.len(), 2);
    assert_eq!(house.agency.newsfeed(&en(), None, 10).await.unwrap().len(), 1);
    assert_eq!(house.agency.newsfeed_count(&en(), PublicSequence(0)).await.unwrap(), 2);
    assert_eq!(house.agency.newsfeed_count(&en(), PublicSequence(1)).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_week_the_slugline_begins_a_new_story() {
    let house = House::new().await;
    let first = house.send(&bridge(2)).await;
    house.later(8 * 24 * 60);
    assert_ne!(house.send(&bridge(2)).await.story, first.story);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargoed_story_is_nowhere_public_before_its_instant_and_once_after_it() {
    let house = House::new().await;
    let copy = bridge(3)
        .replace("slug: harbour-bridge", "slug: harbour-bridge\nembargo: 2026-10-12 15:00 Europe/Berlin");
    let sent = house.send(&copy).await;
    assert_eq!((sent.public, sent.path.as_str()), (None, ""));
    assert_eq!(house.agency.story(sent.short).await.unwrap().map(|_| ()), None);
    assert_eq!(house.agency.public_head().unwrap(), PublicSequence(0));
    assert!(house.agency.front(&en()).await.unwrap().lead.is_none());
    assert_eq!(house.agency.newsfeed_count(&en(), PublicSequence(0)).await.unwrap(), 0);
    house.agency.searchable(sent.sequence).await;
    assert_eq!(found(&house.agency, "bridge").await, 0);

    let mut moves = house.agency.subscribe();
    house.later(61);
    let told = tokio::time::timeout(std::time::Duration::from_secs(10), moves.recv()).await.unwrap().unwrap();
    assert_eq!((told.sequence, told.kind, told.story), (PublicSequence(1), Kind::New, sent.story));
    assert!(matches!(house.agency.story(sent.short).await.unwrap(), Some(AtAddress::Story(_))));
    house.agency.searchable(Sequence(2)).await;
    assert_eq!(found(&house.agency, "bridge").await, 1);
    let verdict = house.agency.verify().await.unwrap();
    assert_eq!((verdict.entries, verdict.fault), (2, None), "one publication, and only one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_that_ended_while_nothing_ran_is_lifted_at_the_start() {
    let house = House::new().await;
    let copy = bridge(3)
        .replace("slug: harbour-bridge", "slug: harbour-bridge\nembargo: 2026-10-12 15:00 Europe/Berlin");
    let sent = house.send(&copy).await;
    let backup = house.folder.path().join("at-rest.backup");
    newsroom::backup(&house.place(), &backup).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let database = store::testing::database().unwrap();
    let place = place(&elsewhere.path().join("data"), database.as_ref());
    newsroom::restore(&backup, &place).unwrap();
    let later = Agency::open(place, Clock::set_to("2026-10-13T09:00:00Z".parse().unwrap())).await.unwrap();
    for _ in 0..200 {
        if later.public_head().unwrap() == PublicSequence(1) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(matches!(later.story(sent.short).await.unwrap(), Some(AtAddress::Story(_))));
    assert_eq!(later.verify().await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawn_story_leaves_every_list_and_its_address_says_why() {
    let house = House::new().await;
    let sent = house.send(&bridge(2)).await;
    house.agency.withdraw(&house.hand, sent.story, "The closure was announced in error.").await.unwrap();
    let Some(AtAddress::Withdrawn(notice)) = house.agency.story(sent.short).await.unwrap() else {
        panic!("stands")
    };
    assert_eq!(notice.reason, "The closure was announced in error.");
    assert!(house.agency.newsfeed(&en(), None, 10).await.unwrap().is_empty());
    assert_eq!(house.agency.newsfeed_count(&en(), PublicSequence(0)).await.unwrap(), 0);
    house.agency.searchable(Sequence(2)).await;
    assert_eq!(found(&house.agency, "bridge").await, 0);
    assert!(matches!(house.try_send(&bridge(3)).await, Err(Error::Refused(Refusal::Withdrawn))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_senders_at_once_leave_a_wire_without_a_gap() {
    let house = House::new().await;
    let mut tasks = Vec::new();
    for n in 0..32 {
        let (agency, hand) = (house.agency.clone(), house.hand.clone());
        tasks.push(tokio::spawn(async move {
            let copy = bridge(3).replace("harbour-bridge", &format!("bridge-{n}"));
            let to = newsroom::Where { section: Some("economy".into()), ..Default::default() };
            agency.send_copy(&hand, &copy, to).await.unwrap().sequence
        }));
    }
    let mut sequences = Vec::new();
    for task in tasks {
        sequences.push(task.await.unwrap().0);
    }
    sequences.sort_unstable();
    assert_eq!(sequences, (1..=32).collect::<Vec<u64>>());
    let verdict = house.agency.verify().await.unwrap();
    assert_eq!((verdict.entries, verdict.revisions, verdict.fault), (32, 32, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_altered_text_is_found_and_named() {
    let house = House::new().await;
    house.send(&bridge(2)).await;
    house.send(&bridge(3)).await;
    let backup = house.folder.path().join("wire.backup");
    newsroom::backup(&house.place(), &backup).unwrap();
    for (change, at, word) in [
        (
            "UPDATE revision SET content = replace(content, '1931', '1932'), advisory = 'x' WHERE number = 1",
            2,
            "text",
        ),
        ("UPDATE revision SET content = replace(content, 'cracks', 'faults') WHERE number = 0", 1, "text"),
        ("UPDATE wire SET at = at + 1 WHERE sequence = 1", 1, "hash"),
        ("UPDATE wire SET signature = hash WHERE sequence = 2", 2, "signature"),
        ("DELETE FROM wire WHERE sequence = 1", 1, "missing"),
    ] {
        let elsewhere = tempfile::tempdir().unwrap();
        let database = store::testing::database().unwrap();
        let place = place(&elsewhere.path().join("data"), database.as_ref());
        newsroom::restore(&backup, &place).unwrap();
        store::testing::execute(&place.folder, place.database.as_deref(), change).unwrap();
        let agency = Agency::open(place, Clock::system()).await.unwrap();
        let fault = agency.verify().await.unwrap().fault.unwrap_or_else(|| panic!("not found: {change}"));
        assert_eq!(fault.sequence, Sequence(at), "{change}");
        assert!(fault.what.contains(word), "{change}: {}", fault.what);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_public_log_that_was_lost_comes_out_the_same() {
    let house = House::new().await;
    let mut last = None;
    for number in 0..300 {
        let copy = format!("---\nslug: story-{number}\n---\nStory {number}\n\nIt is number {number}.\n");
        last = house.send(&copy).await.public;
    }
    let last = last.unwrap();
    house.agency.logged(last).await;
    let before = house.agency.log_checkpoint("press.example/log").await.unwrap();
    assert!(before.starts_with("press.example/log\n300\n"), "{before}");
    let place = house.place();
    let empty = "DELETE FROM log_tile";
    store::testing::execute(&place.folder, place.database.as_deref(), empty).unwrap();
    house.agency.logged(last).await;
    assert_eq!(house.agency.log_checkpoint("press.example/log").await.unwrap(), before);
}
