//! Writing: drafts, their saves and their send.

use newsroom::views::{DraftFields, Saved, Staff};
use newsroom::{Error, Said};
use story::{Kind, Refusal, StaffRole};

use crate::{House, bridge};

fn fields(headline: &str, body: &str) -> DraftFields {
    DraftFields {
        headline: headline.into(),
        body: body.into(),
        sections: vec!["en/world".into()],
        ..DraftFields::default()
    }
}

async fn member(house: &House, login: &str, role: StaffRole) -> Staff {
    house.agency.put_new_staff(login, login, role, "en").await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_saved_previewed_and_sent() {
    let house = House::new().await;
    let agency = &house.agency;
    let editor = member(&house, "ada", StaffRole::Editor).await;
    let id = agency.begin(&editor, None, None).await.unwrap();
    let typed = fields(
        "Rain ends the drought",
        "PORT MERRIN, October 12 (Meridian) - It rained.\n\nFarmers were glad.",
    );
    let Saved::Kept { version, .. } = agency.save(&editor, id, 0, typed).await.unwrap() else {
        panic!("branched")
    };
    let preview = agency.preview(&editor, id, Said::default()).await.unwrap();
    assert_eq!(preview.outcome.unwrap().kind, Kind::New);
    let sent = agency.send(&editor, id, version, Said::default()).await.unwrap();
    assert_eq!(sent.kind, Kind::New);
    assert!(agency.drafts(&editor).await.unwrap().is_empty());

    let next = agency.begin(&editor, Some(sent.story), None).await.unwrap();
    let draft = agency.draft(&editor, next).await.unwrap();
    assert_eq!(draft.fields.dateline, "PORT MERRIN, October 12 (Meridian) -");
    assert_eq!(draft.fields.body, "It rained.\n\nFarmers were glad.");
    assert!(matches!(
        agency.send(&editor, next, 0, Said::default()).await,
        Err(Error::Refused(Refusal::Unchanged))
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_save_is_kept_as_a_branch() {
    let house = House::new().await;
    let agency = &house.agency;
    let (ada, ben) =
        (member(&house, "ada", StaffRole::Editor).await, member(&house, "ben", StaffRole::Writer).await);
    let id = agency.begin(&ada, None, None).await.unwrap();
    assert!(matches!(
        agency.save(&ada, id, 0, fields("One", "First.")).await,
        Ok(Saved::Kept { version: 1, .. })
    ));
    let Saved::Branched { branch, by } = agency.save(&ben, id, 0, fields("Two", "Second.")).await.unwrap()
    else {
        panic!("overwrote")
    };
    assert_eq!(by, "ada");
    assert_eq!(agency.draft(&ben, branch).await.unwrap().fields.body, "Second.");
    assert_eq!(agency.draft(&ada, id).await.unwrap().fields.body, "First.");
    // The same text saved again is no conflict, whatever version it names.
    assert!(matches!(
        agency.save(&ada, id, 0, fields("One", "First.")).await,
        Ok(Saved::Kept { version: 1, .. })
    ));
    agency.send(&ada, id, 1, Said::default()).await.unwrap();
    assert!(matches!(agency.save(&ada, id, 1, fields("One", "Late.")).await, Ok(Saved::Branched { .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_on_an_old_revision_is_refused_by_name() {
    let house = House::new().await;
    let agency = &house.agency;
    let sent = house.send(&bridge(2)).await;
    let editor = member(&house, "ada", StaffRole::Editor).await;
    let id = agency.begin(&editor, Some(sent.story), None).await.unwrap();
    house.send(&bridge(3)).await;
    assert!(agency.drafts(&editor).await.unwrap()[0].is_stale);
    let refused = agency.send(&editor, id, 0, Said::default()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::StaleBase { .. }))), "{refused:?}");
    assert_eq!(agency.drafts(&editor).await.unwrap().len(), 1, "nothing typed is lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_files_but_does_not_send() {
    let house = House::new().await;
    let writer = member(&house, "wim", StaffRole::Writer).await;
    let id = house.agency.begin(&writer, None, Some(fields("One", "First."))).await.unwrap();
    assert!(house.agency.preview(&writer, id, Said::default()).await.is_ok());
    let refused = house.agency.send(&writer, id, 0, Said::default()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed { .. }))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_that_cannot_be_read_is_named_and_nothing_is_sent() {
    let house = House::new().await;
    let editor = member(&house, "ada", StaffRole::Editor).await;
    let typed = DraftFields { urgency: "very".into(), embargo: "soon".into(), ..fields("One", "First.") };
    let id = house.agency.begin(&editor, None, Some(typed)).await.unwrap();
    let Err(Error::Faults(faults)) = house.agency.send(&editor, id, 0, Said::default()).await else {
        panic!("sent")
    };
    assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["urgency", "embargo"]);
    assert_eq!(house.agency.head().unwrap().0, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_warns_and_never_blocks() {
    let house = House::new().await;
    let agency = &house.agency;
    let (ada, ben) =
        (member(&house, "ada", StaffRole::Editor).await, member(&house, "ben", StaffRole::Editor).await);
    let id = agency.begin(&ada, None, None).await.unwrap();
    assert!(agency.open_draft(&ada, id).await.unwrap());
    assert_eq!(agency.draft(&ada, id).await.unwrap().open_by, None, "one's own tab is nobody else");
    assert_eq!(agency.draft(&ben, id).await.unwrap().open_by.as_deref(), Some("ada"));
    assert!(!agency.open_draft(&ben, id).await.unwrap());
    assert!(matches!(agency.save(&ben, id, 0, fields("B", "b")).await, Ok(Saved::Kept { .. })));
    house.later(1);
    assert_eq!(agency.draft(&ben, id).await.unwrap().open_by, None);
    assert!(agency.open_draft(&ben, id).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_link_shows_the_draft_for_a_day() {
    let house = House::new().await;
    let editor = member(&house, "ada", StaffRole::Editor).await;
    let id = house.agency.begin(&editor, None, Some(fields("One", "First."))).await.unwrap();
    let token = house.agency.preview_link(&editor, id).await.unwrap();
    assert_eq!(house.agency.preview_by(&token).await.unwrap().map(|c| c.headline), Some("One".into()));
    assert_eq!(house.agency.preview_by("other").await.unwrap(), None);
    house.later(25 * 60);
    assert_eq!(house.agency.preview_by(&token).await.unwrap(), None);
}
