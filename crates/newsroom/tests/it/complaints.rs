//! What went wrong in other newsrooms, by the public reports of it; each must not happen here.

use jiff::SignedDuration;
use newsroom::views::{DraftFields, Saved};
use newsroom::{Error, Said, Where};
use story::{EntryKind, Kind, NumberStyle, Refusal, Section, StaffRole};

use crate::{House, bridge, en};

fn fields(house_section: &str, headline: &str, body: &str) -> DraftFields {
    DraftFields {
        headline: headline.into(),
        body: body.into(),
        sections: vec![house_section.into()],
        ..DraftFields::default()
    }
}

/// superdesk/newsroom#830: corrections were listed as updates to come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_is_called_a_correction_on_the_wire_and_in_the_lists() {
    let house = House::new().await;
    house.send(&bridge(2)).await;
    let copy = bridge(2).replace("---\nslug", "---\nkind: correction\nslug").replace("Monday", "Sunday");
    house.send(&copy).await;
    let editor = house.agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let wire = house.agency.wire(&editor, None, 10).await.unwrap();
    assert_eq!(wire[0].kind, EntryKind::Move(Kind::Correction));
    let corrected = house.agency.corrections(&en(), 10).await.unwrap();
    assert_eq!(corrected.len(), 1);
    assert!(corrected[0].revision.corrects());
    let feed = house.agency.newsfeed(&en(), None, 10).await.unwrap();
    assert_eq!(feed[0].revision.kind, Kind::Correction);
}

/// superdesk/superdesk-client-core#4867, #4879, #4881, #4891: the zone of an embargo was lost, four times in three weeks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_typed_in_the_editions_zone_is_that_instant_in_six_zones() {
    for (zone, instant) in [
        ("Europe/Berlin", "2026-10-13T07:00:00Z"),
        ("America/New_York", "2026-10-13T13:00:00Z"),
        ("Asia/Kolkata", "2026-10-13T03:30:00Z"),
        ("Pacific/Auckland", "2026-10-12T20:00:00Z"),
        ("America/St_Johns", "2026-10-13T11:30:00Z"),
        ("UTC", "2026-10-13T09:00:00Z"),
    ] {
        let house = House::new().await;
        let edition = house.agency.house().editions[0].clone();
        house.agency.add_edition(&house.hand, story::Edition { zone: zone.into(), ..edition }).await.unwrap();
        let editor = house.agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
        let typed = DraftFields {
            embargo: "2026-10-13 09:00".into(),
            ..fields("en/world", "Bridge plan", "The plan is ready, the port said.")
        };
        let id = house.agency.begin(&editor, None, Some(typed)).await.unwrap();
        let sent = house.agency.send(&editor, id, 0, Said::default()).await.unwrap();
        assert_eq!(sent.public, None, "{zone}");
        let wire = house.agency.wire(&editor, None, 1).await.unwrap();
        let embargo = wire[0].revision.content.embargo.clone().unwrap();
        assert_eq!((embargo.until.to_string(), embargo.zone.as_str()), (instant.to_owned(), zone));
        // And a draft on it shows what was typed.
        let again = house.agency.begin(&editor, Some(sent.story), None).await.unwrap();
        assert_eq!(
            house.agency.draft(&editor, again).await.unwrap().fields.embargo,
            "2026-10-13 09:00",
            "{zone}"
        );
    }
}

/// superdesk/superdesk-core#475: a schedule at midnight UTC failed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_until_midnight_utc_ends_at_midnight_utc() {
    let house = House::new().await;
    let sent = house.send(&bridge(2).replace("---\nslug", "---\nembargo: 2026-10-13T00:00:00Z\nslug")).await;
    assert_eq!(sent.public, None);
    house.agency.clock().move_to("2026-10-13T00:00:00Z".parse().unwrap());
    for _ in 0..300 {
        if !house.agency.newsfeed(&en(), None, 10).await.unwrap().is_empty() {
            let feed = house.agency.newsfeed(&en(), None, 10).await.unwrap();
            assert_eq!(feed[0].first_public.to_string(), "2026-10-13T00:00:00Z");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("midnight never came");
}

/// superdesk/superdesk#1223, superdesk-client-core#1973: the dateline moved when a story was corrected.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_that_moves_the_dateline_is_stopped_by_the_copy_desk() {
    let house = House::new().await;
    let sent = house.send(&bridge(2)).await;
    let editor = house.agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let id = house.agency.begin(&editor, Some(sent.story), None).await.unwrap();
    let mut typed = house.agency.draft(&editor, id).await.unwrap().fields;
    typed.dateline = "QUILL HARBOUR, October 12 (Meridian) -".into();
    typed.body = typed.body.replace("Monday", "Sunday");
    house.agency.save(&editor, id, 0, typed).await.unwrap();
    let correction = Said { kind: Some(Kind::Correction), ..Said::default() };
    assert!(matches!(house.agency.send(&editor, id, 1, correction).await, Err(Error::CopyDesk(1))));
    let update = Said { kind: Some(Kind::Update), ..Said::default() };
    assert!(house.agency.send(&editor, id, 1, update).await.is_ok(), "an update may come from elsewhere");
}

/// superdesk/superdesk-client-core#4624, superdesk-core#2777, #2399: a lock was never let go of. lfevents#962,
/// gutenberg#45757: a tab that had slept took it back and wrote over the other's text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_ends_by_itself_and_who_slept_writes_over_nothing() {
    let house = House::new().await;
    let agency = &house.agency;
    let ada = agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let bo = agency.put_new_staff("bo", "Bo", StaffRole::Editor, "en").await.unwrap();
    let id = agency.begin(&ada, None, Some(fields("en/world", "A", "First."))).await.unwrap();
    assert!(agency.open_draft(&ada, id).await.unwrap());
    assert_eq!(agency.draft(&bo, id).await.unwrap().open_by.as_deref(), Some("Ada"));
    assert_eq!(agency.draft(&ada, id).await.unwrap().open_by, None, "nobody is in their own way");
    agency.clock().move_to(agency.now() + SignedDuration::from_secs(31));
    assert_eq!(agency.draft(&bo, id).await.unwrap().open_by, None);
    assert!(agency.open_draft(&bo, id).await.unwrap(), "a lease that ended is free");
    agency.save(&bo, id, 0, fields("en/world", "A", "Second.")).await.unwrap();
    let woken = agency.save(&ada, id, 0, fields("en/world", "A", "Typed before the sleep.")).await.unwrap();
    let Saved::Branched { branch, by } = woken else { panic!("{woken:?}") };
    assert_eq!(by, "Bo");
    assert_eq!(agency.draft(&bo, id).await.unwrap().fields.body, "Second.");
    assert_eq!(agency.draft(&ada, branch).await.unwrap().fields.body, "Typed before the sleep.");
}

/// wagtail/wagtail#12158: the warning of an overwrite was to be had in one dialog and not in the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stale_base_is_refused_whatever_the_verb() {
    let house = House::new().await;
    let agency = &house.agency;
    let sent = house.send(&bridge(2)).await;
    let editor = agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let id = agency.begin(&editor, Some(sent.story), None).await.unwrap();
    let mut typed = agency.draft(&editor, id).await.unwrap().fields;
    typed.body.push_str("\n\nA detour is being built.");
    agency.save(&editor, id, 0, typed.clone()).await.unwrap();
    house.send(&bridge(3)).await;
    for kind in [None, Some(Kind::Update), Some(Kind::Correction), Some(Kind::Refile), Some(Kind::Release)] {
        let refused = agency.send(&editor, id, 1, Said { kind, ..Said::default() }).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::StaleBase { .. }))), "{kind:?}: {refused:?}");
    }
    let embargoed = DraftFields { embargo: "2026-12-01 10:00".into(), ..typed };
    agency.save(&editor, id, 1, embargoed).await.unwrap();
    let refused = agency.send(&editor, id, 2, Said::default()).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::StaleBase { .. } | Refusal::EmbargoOnPublic))),
        "{refused:?}"
    );
    assert!(agency.draft(&editor, id).await.unwrap().fields.body.contains("detour"), "and is still there");
}

/// superdesk/superdesk-client-core#3963: a revert left the editor with the old text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn going_back_to_an_earlier_text_is_a_revision_of_its_own() {
    let house = House::new().await;
    let first = house.send(&bridge(3)).await;
    house.send(&bridge(2)).await;
    let third = house.send(&bridge(3)).await;
    assert_eq!((third.story, third.revision.map(|n| n.0)), (first.story, Some(2)));
    assert_eq!(third.advisory.as_deref(), Some("(Restores details in para 3)"));
    let editor = house.agency.put_new_staff("ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    let id = house.agency.begin(&editor, Some(first.story), None).await.unwrap();
    assert!(house.agency.draft(&editor, id).await.unwrap().fields.body.contains("Ferries will carry goods"));
}

/// superdesk/superdesk-core#2362: a cancel without an id killed what it never meant.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notice_about_no_story_meets_no_story() {
    let house = House::new().await;
    house.send(&bridge(2)).await;
    let nobody = story::StoryId::new(house.agency.now());
    for kind in [Kind::Withdrawal, Kind::Hold, Kind::Takedown, Kind::Repeat] {
        let refused = house.agency.notice(&house.hand, nobody, kind, "x").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NeverSent))), "{kind}: {refused:?}");
    }
    assert_eq!(house.agency.newsfeed(&en(), None, 10).await.unwrap().len(), 1);
}

/// A story stays one story under every house style: updates never arrive as new stories (superdesk-core#1573, #731).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_revision_carries_the_one_id_of_its_story() {
    for style in NumberStyle::ALL {
        let house = House::new().await;
        let edition = house.agency.house().editions[0].clone();
        let edition = story::Edition { number_style: style, ..edition };
        house.agency.add_edition(&house.hand, edition).await.unwrap();
        let section =
            Section { slug: "sport".parse().unwrap(), name: "Sport".into(), description: String::new() };
        house.agency.add_section(&house.hand, &en(), section).await.unwrap();
        let first = house.send(&bridge(1)).await;
        for paragraphs in 2..=4 {
            let to = Where { section: Some("sport".into()), ..Where::default() };
            let next = house.agency.send_copy(&house.hand, &bridge(paragraphs), to).await.unwrap();
            assert_eq!((next.story, next.short), (first.story, first.short));
        }
    }
}
