//! The diary: events on civil days, who covers them, the story that comes of one, and the address for calendars.

use story::StaffRole;
use testkit::TestSite;

async fn desk() -> TestSite {
    let mut site = TestSite::new().await;
    site.sign_in("wim", StaffRole::Writer).await;
    site
}

async fn add(site: &TestSite, typed: &[(&str, &str)]) -> String {
    let answer = site.post("/desk/diary", typed).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = site.get(answer.header("location")).await.text();
    let title = typed.iter().find(|(name, _)| *name == "title").unwrap().1;
    let line =
        page.split("<li").find(|line| line.contains(title)).unwrap_or_else(|| panic!("{title}: {page}"));
    line.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_stands_on_each_of_its_days_until_it_is_over() {
    let site = desk().await;
    let talks = [
        ("title", "Talks in Brodny"),
        ("day", "2026-10-13"),
        ("last-day", "2026-10-15"),
        ("at", "09:30"),
        ("place", "Town Hall"),
        ("coverage", "int"),
        ("mine", "1"),
    ];
    let event = add(&site, &talks).await;
    let days = async |from: &str| {
        let page = site.get(&format!("/desk/diary?from={from}")).await.text();
        page.matches("Talks in Brodny").count()
    };
    assert_eq!([days("2026-10-12").await, days("2026-10-14").await, days("2026-10-16").await], [3, 2, 0]);
    let page = site.get("/desk/diary?from=2026-10-12").await.text();
    assert_eq!(page.matches("<time>09:30</time>").count(), 1, "it begins once: {page}");
    assert!(page.contains("Town Hall") && page.contains("intended") && page.contains(">wim<"), "{page}");
    // Nothing of it is public.
    assert!(!site.get("/").await.text().contains("Brodny"));
    let one = site.get(&event).await.text();
    assert!(one.contains("value=\"2026-10-15\"") && one.contains("value=\"09:30\""), "{one}");
    // Who comes later sees what they would overwrite.
    let mut typed = talks.to_vec();
    typed.extend([("version", "1"), ("cancelled", "1")]);
    assert_eq!(site.post(&event, &typed).await.status, 303);
    let late = site.post(&event, &typed).await;
    assert!(late.status == 422 && late.text().contains("id=\"fault-event\""), "{}", late.text());
    assert!(site.get("/desk/diary?from=2026-10-12").await.text().contains("does not happen"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_an_event_is_said_beside_its_field() {
    let site = desk().await;
    for (typed, field) in [
        (&[("title", "x")][..], "day"),
        (&[("title", "x"), ("day", "2026-02-30")], "day"),
        (&[("day", "2026-10-13")], "title"),
        (&[("title", "x"), ("day", "2026-10-13"), ("last-day", "2026-10-12")], "last-day"),
        (&[("title", "x"), ("day", "2026-10-13"), ("at", "half past nine")], "at"),
        (&[("title", "x"), ("day", "2026-10-13"), ("place", &"p".repeat(121))], "place"),
    ] {
        let answer = site.post("/desk/diary", typed).await;
        let beside = format!("id=\"fault-{field}\"");
        assert!(answer.status == 422 && answer.text().contains(&beside), "{typed:?}: {}", answer.text());
    }
    for from in ["9999-12-31", "-9999-01-01", "soon"] {
        assert_eq!(site.get(&format!("/desk/diary?from={from}")).await.status, 200, "{from}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_story_of_an_event_is_begun_from_it_and_known_to_it() {
    let mut site = TestSite::new().await;
    site.sign_in("ed", StaffRole::Editor).await;
    let event =
        add(&site, &[("title", "Bridge opens"), ("day", "2026-10-13"), ("note", "Bring boots.")]).await;
    let begun = site.post(&event, &[("do", "begin")]).await;
    let draft = begun.header("location").to_owned();
    let page = site.get(&draft).await.text();
    assert!(page.contains("value=\"Bridge opens\"") && page.contains("Bring boots."), "{page}");
    assert_eq!(site.post(&event, &[("do", "begin")]).await.header("location"), draft, "it is begun once");
    let fields = [
        ("version", "0"),
        ("do", "save"),
        ("headline", "Bridge opens"),
        ("home", "en/world"),
        ("language", "en"),
        ("urgency", "4"),
        ("body", "The bridge opened."),
    ];
    assert_eq!(site.post_parts(&draft, &fields).await.status, 303);
    let sent = site.post(&format!("{draft}/send"), &[("version", "1"), ("kind", "new")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(site.get("/desk/diary?from=2026-10-13").await.text().contains("There is a story"));
    // What follows goes on with it.
    let next = site.post(&event, &[("do", "begin")]).await;
    assert!(site.get(next.header("location")).await.text().contains("The bridge opened."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_calendar_asks_by_an_address_that_its_owner_can_end() {
    let mut site = desk().await;
    let timed = [("title", "Vote, second reading"), ("day", "2026-10-13"), ("at", "09:30")];
    add(&site, &timed).await;
    add(&site, &[("title", "Fair"), ("day", "2026-10-14"), ("last-day", "2026-10-16")]).await;
    let made = async |site: &TestSite| {
        let page = site.post("/desk/diary/link", &[]).await.text();
        let address = page.split("id=\"link\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        format!("/diary/{}", address.rsplit('/').next().unwrap())
    };
    let first = made(&site).await;
    let second = made(&site).await;
    site.sign_out();
    assert_eq!(site.get(&first).await.status, 404, "the one before has ended");
    let file = site.get(&second).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let file = file.text();
    for line in [
        "SUMMARY:Vote\\, second reading",
        "DTSTART;VALUE=DATE:20261014",
        "DTEND;VALUE=DATE:20261017",
        "DTSTART:20261013T073000Z",
    ] {
        assert!(file.contains(&format!("\r\n{line}\r\n")), "{line}: {file}");
    }
    assert_eq!(site.get("/diary/x").await.status, 404);
}
