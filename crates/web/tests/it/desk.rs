//! The desk, as plain forms.

use story::StaffRole;
use testkit::TestSite;

use crate::bridge;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_at_the_desk_is_led_to_the_door_and_back() {
    let site = TestSite::new().await;
    for path in ["/desk", "/desk/drafts", "/desk/live", "/desk/staff", "/desk/house"] {
        let answer = site.get(path).await;
        assert!(matches!(answer.status.as_u16(), 303 | 401), "{path}: {}", answer.status);
        assert!(!answer.text().contains("harbour"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_writes_and_sends_with_nothing_but_forms() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    site.send(&bridge(2)).await;
    assert!(site.get("/desk").await.text().contains("harbour-bridge"));
    let begun = site.post("/desk/drafts", &[]).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let draft = begun.header("location").to_owned();
    assert_eq!(site.get(&draft).await.status, 200);
}
