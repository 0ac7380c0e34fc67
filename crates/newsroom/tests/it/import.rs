//! Stories from files of other systems.

use newsroom::views::AtAddress;
use story::RevisionNumber;

use crate::{House, en};

fn rss(text: &str) -> formats::Document {
    let xml = format!(
        "<rss version=\"2.0\"><channel><title>T</title><language>ru</language><item><title>Паром вернулся</title>\
         <guid>tag:1</guid><link>https://news.example/1</link><category>World</category>\
         <pubDate>Mon, 05 Oct 2026 10:00:00 GMT</pubDate><description>{text}</description></item>\
         <item><title>Without a text</title><guid>tag:2</guid></item></channel></rss>"
    );
    formats::read(xml.as_bytes()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_imported_story_keeps_its_source_its_language_and_its_time() {
    let house = House::new().await;
    let report = house.agency.import(&house.hand, rss("Паром снова ходит."), None, None).await.unwrap();
    assert_eq!(report.taken.len(), 2, "a headline alone is a story: {report:?}");
    let taken = report.taken.iter().find(|taken| taken.source == "tag:1").unwrap();
    let short = taken.path.rsplit('-').next().unwrap().parse().unwrap();
    let Some(AtAddress::Story(story)) = house.agency.story(short).await.unwrap() else { panic!("no story") };
    let content = &story.item.revision.content;
    assert_eq!(
        (content.language.as_str(), content.origin.as_deref()),
        ("ru", Some("https://news.example/1"))
    );
    assert_eq!(story.item.first_public.to_string(), "2026-10-05T10:00:00Z");
    assert_eq!(content.placements[0].section.as_str(), "world", "the section that its category names");
    assert!(taken.path.starts_with("/world/2026/10/05/"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_read_again_makes_nothing_new_and_a_changed_item_is_a_revision() {
    let house = House::new().await;
    for _ in 0..5 {
        house.agency.import(&house.hand, rss("Паром снова ходит."), None, None).await.unwrap();
    }
    assert_eq!(house.agency.newsfeed(&en(), None, 10).await.unwrap().len(), 2);
    let changed = rss("Паром снова ходит. Билеты подорожали.");
    let report = house.agency.import(&house.hand, changed, None, None).await.unwrap();
    assert_eq!((report.taken.len(), report.taken[0].revision), (1, 1));
    let feed = house.agency.newsfeed(&en(), None, 10).await.unwrap();
    assert_eq!(feed[0].revision.number, RevisionNumber(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_section_is_made() {
    let house = House::new().await;
    let section = "harbour-news".parse().unwrap();
    house.agency.import(&house.hand, rss("Текст."), Some(&en()), Some(&section)).await.unwrap();
    let page = house.agency.section(&en(), &section, None).await.unwrap();
    assert_eq!((page.section.name.as_str(), page.items.len()), ("Harbour news", 2));
}
