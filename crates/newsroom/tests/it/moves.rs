//! Hold, release, repeat, withdrawal, takedown; answers and second persons.

use newsroom::views::{AtAddress, DraftFields, Sent, Staff};
use newsroom::{Error, Said};
use story::{Grave, Kind, PublicSequence, Refusal, StaffRole};

use crate::{House, bridge, en, found};

async fn notice(house: &House, of: &Sent, kind: Kind) -> Result<Sent, Error> {
    house.agency.notice(&house.hand, of.story, kind, "The port authority asks for it.").await
}

/// What the public has of a story: `story`, `held` or `withdrawn`.
async fn at_address(house: &House, of: &Sent) -> &'static str {
    match house.agency.story(of.short).await.unwrap() {
        Some(AtAddress::Story(_)) => "story",
        Some(AtAddress::Held(_)) => "held",
        Some(AtAddress::Withdrawn(_)) => "withdrawn",
        None => "nothing",
    }
}

/// In how many public lists a story stands.
async fn lists(house: &House, sent: &Sent) -> usize {
    let agency = &house.agency;
    agency.searchable(sent.sequence).await;
    let front = agency.front(&en()).await.unwrap();
    let section = agency.section(&en(), &"world".parse().unwrap(), None).await.unwrap();
    let feed = agency.newsfeed(&en(), None, 50).await.unwrap();
    let recent = agency.recent(&en(), jiff::Timestamp::UNIX_EPOCH, 50).await.unwrap();
    let found = found(agency, "lorries").await;
    usize::from(front.lead.is_some())
        + section.items.len()
        + feed.len()
        + recent.len()
        + found
        + usize::try_from(agency.newsfeed_count(&en(), PublicSequence(0)).await.unwrap().min(1)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hold_takes_a_story_from_every_list_and_a_release_gives_it_back() {
    let house = House::new().await;
    let sent = house.send(&bridge(2)).await;
    assert_eq!((at_address(&house, &sent).await, lists(&house, &sent).await), ("story", 6));
    let held = notice(&house, &sent, Kind::Hold).await.unwrap();
    assert_eq!((held.kind, held.revision, held.public.map(|n| n.0)), (Kind::Hold, None, Some(2)));
    assert_eq!((at_address(&house, &sent).await, lists(&house, &held).await), ("held", 0));
    let update = house.try_send(&bridge(3)).await;
    assert!(matches!(update, Err(Error::Refused(Refusal::Held))), "{update:?}");
    let released = notice(&house, &sent, Kind::Release).await.unwrap();
    assert_eq!((at_address(&house, &sent).await, lists(&house, &released).await), ("story", 6));
    assert!(matches!(notice(&house, &sent, Kind::Release).await, Err(Error::Refused(Refusal::NotHeld))));
    assert_eq!(house.agency.verify().await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_with_a_change_makes_the_next_revision() {
    let house = House::new().await;
    let sent = house.send(&bridge(2)).await;
    notice(&house, &sent, Kind::Hold).await.unwrap();
    let copy = bridge(3).replace("---\nslug", "---\nkind: release\nslug");
    let released = house.send(&copy).await;
    assert_eq!((released.kind, released.revision.map(|n| n.0)), (Kind::Release, Some(1)));
    assert_eq!((at_address(&house, &sent).await, lists(&house, &released).await), ("story", 6));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_makes_an_entry_and_no_revision() {
    let house = House::new().await;
    let first = house.send(&bridge(2)).await;
    house.later(10);
    house.send("---\nslug: ferry\n---\nFerry late\n\nThe ferry is late.\n").await;
    house.later(10);
    let repeated = notice(&house, &first, Kind::Repeat).await.unwrap();
    assert_eq!((repeated.revision, repeated.public.map(|n| n.0)), (None, Some(3)));
    let feed = house.agency.newsfeed(&en(), None, 10).await.unwrap();
    assert_eq!(feed[0].story, first.story, "it stands on top again");
    assert_eq!(
        (feed[0].revision.number.0, feed[0].updated),
        (0, feed[0].first_public),
        "and says nothing new"
    );
    let Some(AtAddress::Story(story)) = house.agency.story(first.short).await.unwrap() else { panic!() };
    assert_eq!((story.version, story.revisions.len()), (2, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_corrected_twice_is_withdrawn_and_no_revision_is_left() {
    let house = House::new().await;
    let first = house.send(&bridge(2)).await;
    for (old, new) in [("Monday", "Sunday"), ("two of its piers", "three of its piers")] {
        let copy = bridge(2).replace("---\nslug", "---\nkind: correction\nslug");
        let copy = if old == "Monday" {
            copy.replace(old, new)
        } else {
            copy.replace("Monday", "Sunday").replace(old, new)
        };
        assert_eq!(house.send(&copy).await.kind, Kind::Correction);
    }
    let gone = notice(&house, &first, Kind::Withdrawal).await.unwrap();
    assert_eq!((at_address(&house, &first).await, lists(&house, &gone).await), ("withdrawn", 0));
    assert_eq!(house.agency.corrections(&en(), 10).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargoed_story_that_is_held_stays_so_past_its_instant() {
    let house = House::new().await;
    let copy = bridge(2).replace("---\nslug", "---\nembargo: 2026-10-12 15:00 Europe/Berlin\nslug");
    let sent = house.send(&copy).await;
    assert_eq!(sent.public, None);
    let held = notice(&house, &sent, Kind::Hold).await.unwrap();
    assert_eq!(held.public, None, "the public never heard of it");
    house.later(120);
    house.send("---\nslug: ferry\n---\nFerry late\n\nThe ferry is late.\n").await;
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert_eq!(at_address(&house, &sent).await, "nothing");
    notice(&house, &sent, Kind::Release).await.unwrap();
    for _ in 0..200 {
        if at_address(&house, &sent).await == "story" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("released past its instant, it should be public");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_takedown_leaves_no_trace_of_the_text_and_the_record_says_so() {
    let house = House::new().await;
    let editor = house.agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let secret = "quillfeather";
    let copy = bridge(3).replace("lorries", secret);
    let sent = house.send(&copy).await;
    let draft = house.agency.begin(&editor, Some(sent.story), None).await.unwrap();
    let typed = DraftFields { body: format!("More of {secret}."), ..DraftFields::default() };
    house.agency.save(&editor, draft, 0, typed).await.unwrap();
    house.agency.searchable(sent.sequence).await;
    assert_eq!(found(&house.agency, secret).await, 1);
    let refused = house.agency.notice(&editor, sent.story, Kind::Takedown, "court").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed { .. }))), "{refused:?}");
    notice(&house, &sent, Kind::Withdrawal).await.unwrap();
    let gone = notice(&house, &sent, Kind::Takedown).await.unwrap();
    house.agency.searchable(gone.sequence).await;
    assert_eq!(at_address(&house, &sent).await, "withdrawn");
    let verdict = house.agency.verify().await.unwrap();
    assert_eq!((verdict.fault, verdict.revisions, verdict.removed), (None, 1, 1));
    // In no file of the folder, once it is closed: not in the store, its log or the index.
    let place = house.place();
    let House { agency, hand, folder, database: _kept } = house;
    agency.close();
    drop((agency, hand));
    for _ in 0..100 {
        let clock = newsroom::Clock::set_to(crate::NOON.parse().unwrap());
        match newsroom::Agency::open(place.clone(), clock).await {
            Ok(agency) => {
                agency.close();
                break;
            }
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
        }
    }
    // A backup has all rows, also those of another engine.
    newsroom::backup(&place, &folder.path().join("after.backup")).unwrap();
    let mut files = vec![folder.path().to_owned()];
    let mut read = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else { continue };
        read += bytes.len();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(secret), "{} holds the text", path.display());
    }
    assert!(read > 10_000);
}

async fn draft_of(house: &House, who: &Staff, of: &Sent, old: &str, new: &str) -> (story::DraftId, u64) {
    let id = house.agency.begin(who, Some(of.story), None).await.unwrap();
    let mut fields = house.agency.draft(who, id).await.unwrap().fields;
    assert!(fields.body.contains(old), "{}", fields.body);
    fields.body = fields.body.replace(old, new);
    house.agency.save(who, id, 0, fields).await.unwrap();
    (id, 1)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_quote_waits_for_a_second_person_where_the_house_wants_one() {
    let house = House::new().await;
    house.agency.want_four_eyes(&house.hand, true).await.unwrap();
    let agency = &house.agency;
    let one = agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let other = agency.put_new_staff("bo", "Bo", StaffRole::Editor, "en").await.unwrap();
    let sent = house.send("---\nslug: mayor\n---\nMayor speaks\n\nThe mayor spoke.\n\n\u{201c}We will rebuild the bridge,\u{201d} she said.\n").await;
    let (draft, version) = draft_of(&house, &one, &sent, "rebuild", "repair").await;
    let said = || Said { kind: Some(Kind::Correction), ..Said::default() };
    for _ in 0..2 {
        let refused = agency.send(&one, draft, version, said()).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::WantsSecond { what: Grave::Quote }))),
            "{refused:?}"
        );
    }
    assert_eq!(agency.vouchers(&other, draft, version).await.unwrap(), ["Ada"]);
    let done = agency.send(&other, draft, version, said()).await.unwrap();
    assert_eq!(done.kind, Kind::Correction);
    // A withdrawal likewise.
    let refused = agency.withdraw(&one, sent.story, "In error.").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::WantsSecond { what: Grave::Withdrawal }))));
    agency.withdraw(&other, sent.story, "In error.").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vouch_holds_for_the_text_that_was_seen_and_no_other() {
    let house = House::new().await;
    house.agency.want_four_eyes(&house.hand, true).await.unwrap();
    let agency = &house.agency;
    let one = agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let other = agency.put_new_staff("bo", "Bo", StaffRole::Editor, "en").await.unwrap();
    let sent = house
        .send("---\nslug: court\n---\nCourt sits\n\nThe court sat.\n\nHe is not guilty, the court found.\n")
        .await;
    let (draft, version) = draft_of(&house, &one, &sent, "not guilty", "guilty").await;
    let said = || Said { kind: Some(Kind::Correction), ..Said::default() };
    agency.send(&one, draft, version, said()).await.unwrap_err();
    let mut fields = agency.draft(&other, draft).await.unwrap().fields;
    fields.body.push_str(" It was a long day.");
    agency.save(&other, draft, version, fields).await.unwrap();
    let refused = agency.send(&other, draft, version + 1, said()).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::WantsSecond { what: Grave::Negation }))),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copy_whose_embargo_cannot_be_read_is_not_sent() {
    let house = House::new().await;
    for line in ["embargo: Tuesday noon", "embargo: 2026-10-12 15:00", "kind: corection", "urgency: high"] {
        let refused = house.try_send(&bridge(2).replace("---\nslug", &format!("---\n{line}\nslug"))).await;
        assert!(
            matches!(&refused, Err(Error::Unreadable(why)) if why.contains("line 2")),
            "{line}: {refused:?}"
        );
    }
    let editor = house.agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let copy = bridge(2).replace("---\nslug", "---\nembargo: Tuesday noon\nslug");
    let (fields, _) = house.agency.read_copy(&editor, &copy, &en()).await.unwrap();
    assert_eq!(fields.embargo, "Tuesday noon", "pasted, it waits in its field");
}
