//! From an empty folder to a site.

use testkit::TestSite;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_agency_leads_through_its_set_up() {
    let mut site = TestSite::empty().await;
    assert_eq!(site.get("/").await.header("location"), "/setup");
    let door = site.get("/setup").await;
    assert_eq!((door.status.as_u16(), door.header("location")), (303, "/sign-in?next=%2Fsetup"));
    assert!(site.get("/sign-in").await.text().contains("This agency is being set up"));

    let link = format!("/claim/{}", site.agency.first_claim().await.unwrap().unwrap());
    assert!(site.get(&link).await.text().contains("Choose a password"));
    let short = site.post(&link, &[("password", "short")]).await;
    assert_eq!(short.status, 422);
    assert!(short.text().contains("too short"));
    let claimed = site.post(&link, &[("password", "a good long password")]).await;
    assert_eq!((claimed.status.as_u16(), claimed.header("location")), (303, "/setup"));
    site.keep_cookie(&claimed);
    assert!(site.get(&link).await.text().contains("used already"));

    assert!(site.get("/setup").await.text().contains("Name of the agency"));
    let empty = site.post("/setup", &[("agency", " ")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text().contains("cannot be empty"));
    site.post("/setup", &[("agency", "Meridian")]).await;
    let typed = [("name", "Meridian Russia"), ("language", "ru"), ("zone", "Mars/Olympus"), ("slug", "ru")];
    let wrong = site.post("/setup", &typed).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("There is no such time zone") && wrong.text().contains("Meridian Russia"));
    site.post("/setup", &[("name", "Meridian"), ("language", "en"), ("zone", "Europe/Oslo"), ("slug", "en")])
        .await;
    let taken = site.post("/setup", &[("section", "Search"), ("section_slug", "search")]).await;
    assert!(taken.text().contains("taken by the site itself"), "{}", taken.text());
    site.post("/setup", &[("section", "World"), ("section_slug", "world")]).await;
    assert_eq!(site.get("/setup").await.header("location"), "/desk");
    let front = site.get("/").await;
    assert!(front.text().contains("Nothing has been published here yet"));
    assert_eq!(site.get("/desk").await.status, 200);
}
