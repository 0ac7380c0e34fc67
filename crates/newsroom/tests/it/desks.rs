//! Desks: the queue of what is filed, and roles that hold at one desk.

use newsroom::views::{DraftFields, Saved, Staff};
use newsroom::{Error, Said};
use story::{DeskId, DraftId, Kind, Refusal, StaffRole, StoryId};

use crate::House;

async fn member(house: &House, login: &str) -> Staff {
    house.agency.put_new_staff(login, login, StaffRole::Writer, "en").await.unwrap()
}

async fn desk(house: &House, name: &str) -> DeskId {
    house.agency.put_desk(&house.hand, None, name, "Asia/Tokyo").await.unwrap()
}

/// A draft that could be sent.
async fn written(house: &House, by: &Staff, story: Option<StoryId>, body: &str) -> (DraftId, u64) {
    let id = house.agency.begin(by, story, None).await.unwrap();
    let fields = DraftFields {
        headline: "Rain ends the drought".into(),
        body: format!("PORT MERRIN, October 12 (Meridian) - {body}"),
        sections: vec!["en/world".into()],
        ..house.agency.draft(by, id).await.unwrap().fields
    };
    match house.agency.save(by, id, 0, fields).await.unwrap() {
        Saved::Kept { version, .. } => (id, version),
        Saved::Branched { .. } => panic!("branched"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_house_with_an_edition_has_a_desk_and_every_draft_is_at_one() {
    let house = House::new().await;
    let desks = house.agency.desks(&house.hand).await.unwrap();
    assert_eq!(desks.iter().map(|it| it.desk.name.as_str()).collect::<Vec<_>>(), ["Meridian"]);
    assert_eq!(desks[0].desk.zone, "Europe/Berlin");
    let ada = member(&house, "ada").await;
    let (id, _) = written(&house, &ada, None, "It rained.").await;
    let draft = house.agency.draft(&ada, id).await.unwrap();
    assert_eq!(draft.line.desk, Some((desks[0].desk.id, "Meridian".to_owned())));
    // Another edition brings no second one.
    let edition = house.agency.house().editions[0].clone();
    let other = story::Edition { slug: "ru".parse().unwrap(), sections: Vec::new(), ..edition };
    house.agency.add_edition(&house.hand, other).await.unwrap();
    assert_eq!(house.agency.desks(&house.hand).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filed_draft_waits_at_its_desk_until_it_is_taken_back_or_handed_over() {
    let house = House::new().await;
    let agency = &house.agency;
    let (sports, world) = (desk(&house, "Sports").await, desk(&house, "World").await);
    let ada = member(&house, "ada").await;
    let (id, _) = written(&house, &ada, None, "It rained.").await;
    let counts = async || -> Vec<(String, usize, usize)> {
        let all = agency.desks(&house.hand).await.unwrap().into_iter();
        all.map(|it| (it.desk.name, it.filed, it.written)).collect()
    };
    assert_eq!(counts().await[0], ("Meridian".into(), 0, 1));
    agency.file(&ada, id, sports).await.unwrap();
    assert_eq!(counts().await[1..], [("Sports".into(), 1, 0), ("World".into(), 0, 0)]);
    agency.file(&ada, id, world).await.unwrap();
    assert_eq!(counts().await[1..], [("Sports".into(), 0, 0), ("World".into(), 1, 0)]);
    agency.take_back(&ada, id).await.unwrap();
    assert_eq!(counts().await[2], ("World".into(), 0, 1));
    assert!(matches!(agency.file(&ada, id, DeskId::new(house.agency.now())).await, Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_at_a_desk_holds_there_and_nowhere_else() {
    let house = House::new().await;
    let agency = &house.agency;
    let (sports, world) = (desk(&house, "Sports").await, desk(&house, "World").await);
    let ada = member(&house, "ada").await;
    let not_allowed = |error: &Error| matches!(error, Error::Refused(Refusal::NotAllowed { .. }));

    let (id, version) = written(&house, &ada, None, "It rained.").await;
    agency.put_at_desk(&house.hand, sports, ada.id, Some(StaffRole::Editor)).await.unwrap();
    // It was begun before she stood at a desk, hence at the first: there she only writes.
    assert!(not_allowed(&agency.send(&ada, id, version, Said::default()).await.unwrap_err()));
    agency.file(&ada, id, sports).await.unwrap();
    assert!(agency.draft(&ada, id).await.unwrap().line.may_send);
    let sent = agency.send(&ada, id, version, Said::default()).await.unwrap();

    // What she begins now is at her desk, and so is what follows a story of her desk, whoever begins it.
    let (next, _) = written(&house, &ada, None, "It rained again.").await;
    assert_eq!(agency.draft(&ada, next).await.unwrap().line.desk.unwrap().0, sports);
    let ben = member(&house, "ben").await;
    let (update, version) = written(&house, &ben, Some(sent.story), "It rained all day.").await;
    assert_eq!(agency.draft(&ben, update).await.unwrap().line.desk.unwrap().0, sports);
    assert!(not_allowed(&agency.send(&ben, update, version, Said::default()).await.unwrap_err()));
    agency.send(&ada, update, version, Said::default()).await.unwrap();

    // She may hold the story, since her desk sent it; at another desk she may not.
    assert_eq!(agency.notice(&ada, sent.story, Kind::Hold, "We check it.").await.unwrap().kind, Kind::Hold);
    assert!(not_allowed(&agency.notice(&ben, sent.story, Kind::Release, "").await.unwrap_err()));
    let editor = agency.put_new_staff("eva", "Eva", StaffRole::Editor, "en").await.unwrap();
    let (other, version) = written(&house, &editor, None, "The sun came out.").await;
    agency.file(&editor, other, world).await.unwrap();
    let other = agency.send(&editor, other, version, Said::default()).await.unwrap();
    assert!(not_allowed(&agency.notice(&ada, other.story, Kind::Hold, "We check it.").await.unwrap_err()));

    // Taken from the desk, she writes.
    agency.put_at_desk(&house.hand, sports, ada.id, None).await.unwrap();
    assert!(not_allowed(&agency.notice(&ada, sent.story, Kind::Release, "").await.unwrap_err()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_an_administrator_at_a_desk_and_only_one_sets_desks_up() {
    let house = House::new().await;
    let agency = &house.agency;
    let sports = desk(&house, "Sports").await;
    let ada = member(&house, "ada").await;
    let at = agency.put_at_desk(&house.hand, sports, ada.id, Some(StaffRole::Administrator)).await;
    assert!(matches!(at, Err(Error::Faults(_))));
    agency.put_at_desk(&house.hand, sports, ada.id, Some(StaffRole::Editor)).await.unwrap();
    for refused in [
        agency.put_desk(&ada, None, "Mine", "UTC").await.map(drop),
        agency.put_at_desk(&ada, sports, ada.id, Some(StaffRole::Writer)).await,
    ] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed { .. }))));
    }
    for (name, zone) in [("Sports", "UTC"), ("", "UTC"), ("Night", "Nowhere/Town")] {
        let put = agency.put_desk(&house.hand, None, name, zone).await;
        assert!(matches!(put, Err(Error::Faults(_))), "{name} {zone}");
    }
}
