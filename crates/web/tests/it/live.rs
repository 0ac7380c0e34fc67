//! The live newsfeed.

use testkit::TestSite;

use crate::bridge;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_stream_hears_a_move_and_a_late_one_is_told_what_it_missed() {
    let site = TestSite::new().await;
    site.send(&bridge(2)).await;
    let (heard, _) = tokio::join!(site.stream_until("/live", "event: move"), async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        site.send(&bridge(3)).await
    });
    assert!(heard.contains("id: 2\nevent: move\n"), "{heard}");
    let missed = site.stream_until("/live?after=0", "id: 2").await;
    assert!(missed.contains("id: 1\nevent: move") && missed.contains("data-sequence"), "{missed}");
    let other = site.stream_until("/live?after=99", "event: reset").await;
    assert!(other.contains("id: 2\n"), "{other}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_reaches_open_streams_and_the_count() {
    let site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    let count = |text: String| text.split(&[':', ','][..]).nth(1).unwrap().to_owned();
    assert_eq!(count(site.get("/newsfeed/count?after=0").await.text()), "1");
    let (heard, _) = tokio::join!(site.stream_until("/live", "event: withdrawn"), async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        site.agency.withdraw(&site.hand, sent.story, "In error.").await.unwrap()
    });
    assert!(heard.contains(&sent.story.to_string()));
    assert_eq!(count(site.get("/newsfeed/count?after=0").await.text()), "0");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_hears_only_its_own_edition() {
    let site = TestSite::new().await;
    let (heard, _) = tokio::join!(site.stream_until("/live", "event: move"), async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        site.send("---\nedition: ru\nsection: world\nslug: most\n---\nМост закрыт\n\nМост закрыли.\n").await;
        site.send(&bridge(2)).await
    });
    assert!(!heard.contains("Мост") && heard.contains("id: 2\n"), "{heard}");
}
