//! The pictures that an earlier build took, which kept nothing of them but their files, and those that one sends meanwhile.

use newsroom::{Agency, Clock, MediaPart, Where};
use story::{MediaId, StoryId};

use crate::{House, NOON};

const HARBOUR: &[u8] = include_bytes!("../../../dateline/demo/pictures/harbour.jpg");

const COPY: &str = "---\nslug: ferry\ncaption: The ferry leaves.\ncredit: Harbour Pictures\nalt: A ferry\n---\nFerry leaves\n\nIt left.\n";

async fn sent(house: &House) -> (MediaId, StoryId) {
    let row = house.agency.put_media(&house.hand, HARBOUR.to_vec()).await.unwrap();
    let to = Where { section: Some("world".into()), picture: Some(row.id), ..Where::default() };
    let sent = house.agency.send_copy(&house.hand, COPY, to).await.unwrap();
    (row.id, sent.story)
}

/// What an earlier build leaves: its revisions, and a file of each picture.
const FORGET: &str = "DELETE FROM media_file; DELETE FROM media_use";

async fn is_known(agency: &Agency, (id, story): (MediaId, StoryId)) -> bool {
    let hand = agency.command_line().await.unwrap();
    let Ok(row) = agency.media(&hand, id).await else { return false };
    assert_eq!((row.width, row.height, row.mime.as_str()), (1200, 675, "image/jpeg"));
    assert_eq!(
        (row.words.caption.as_str(), row.words.credit.as_str()),
        ("The ferry leaves.", "Harbour Pictures")
    );
    let used: Vec<StoryId> = agency.media_uses(&hand, id).await.unwrap().iter().map(|it| it.story).collect();
    assert_eq!(used, [story]);
    let shown = agency.media_for_all(id, MediaPart::Jpeg("whole-320".parse().unwrap()), None).await;
    assert!(shown.is_ok(), "the public sees it again");
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_of_an_earlier_build_are_known_before_anything_is_shown() {
    let house = House::new().await;
    let known = sent(&house).await;
    let place = house.place();
    let House { agency, hand, folder: _folder, database: _database } = house;
    agency.close();
    drop((agency, hand));
    let agency = loop {
        let forget = format!("{FORGET}; DELETE FROM follower WHERE name = 'media'");
        if store::testing::execute(&place.folder, place.database.as_deref(), &forget).is_ok()
            && let Ok(agency) = Agency::open(place.clone(), Clock::set_to(NOON.parse().unwrap())).await
        {
            break agency;
        }
        // The followers let go of the folder a moment after the last handle.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert!(is_known(&agency, known).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_a_node_of_an_earlier_build_sends_is_known_a_moment_later() {
    let house = House::new().await;
    let known = sent(&house).await;
    let place = house.place();
    // As if it had come without a word of its picture.
    let forget = format!("{FORGET}; DELETE FROM follower WHERE name = 'media'");
    store::testing::execute(&place.folder, place.database.as_deref(), &forget).unwrap();
    for _ in 0..400 {
        if is_known(&house.agency, known).await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it never was");
}
