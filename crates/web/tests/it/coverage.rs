//! Live coverage: posts with their times, key points, what is pinned; all of it revisions of one story.

use testkit::TestSite;

fn copy(points: &str, posts: &str) -> String {
    format!(
        "---\nslug: ferry-live\ngenre: live\n---\nLive: the ferry\n\nPORT MERRIN, October 12 (Meridian) - The ferry is late.\n\n{points}\n\n## What it is about\n\n~ The ferry crosses the strait eleven times a day.\n\n{posts}\n"
    )
}

const FIRST: &str = "## It has left Velm\n\nThe harbour master saw it go.";
const SECOND: &str = "## It is in sight\n\nTwo fishermen report a light.";

/// The parts of a page that are posts, each with its title.
async fn posts(site: &TestSite, path: &str) -> Vec<String> {
    let page = site.get(path).await.text();
    page.split("<li class=\"post\"").skip(1).map(|it| it.split("</li>").next().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn posts_have_the_times_at_which_they_came_and_were_edited_and_go_when_they_are_taken_out() {
    let site = TestSite::new().await;
    let sent = site.send(&copy("- It is two hours late\n- Nobody is hurt", FIRST)).await;
    site.later(10);
    site.send(&copy("- It is two hours late\n- Nobody is hurt", &format!("{SECOND}\n\n{FIRST}"))).await;
    let page = site.get(&sent.path).await.text();
    assert!(
        page.contains("LiveBlogPosting")
            && page.contains("coverageStartTime")
            && !page.contains("coverageEndTime")
    );
    let points = page.split("class=\"points\"").nth(1).unwrap().split("</div>").next().unwrap();
    assert!(points.contains("Nobody is hurt") && !points.contains("late</p>"), "{points}");
    let all = posts(&site, &sent.path).await;
    assert_eq!(all.len(), 3);
    assert!(all[0].contains("What it is about"), "what is pinned stands above");
    assert!(all[1].contains("It is in sight") && all[1].contains("12:10:00Z"), "{}", all[1]);
    assert!(all[2].contains("It has left Velm") && all[2].contains("12:00:00Z"), "{}", all[2]);
    assert!(!all.iter().any(|it| it.contains("edited")));

    site.later(5);
    let edited = FIRST.replace("saw it go", "saw it go at noon");
    site.send(&copy("- It is two hours late\n- Nobody is hurt", &format!("{SECOND}\n\n{edited}"))).await;
    let all = posts(&site, &sent.path).await;
    assert!(
        all[2].contains("edited") && all[2].contains("12:15:00Z") && all[2].contains("12:00:00Z"),
        "{}",
        all[2]
    );
    assert!(!all[1].contains("edited"), "{}", all[1]);

    site.later(5);
    site.send(&copy("- It is here", SECOND)).await;
    let all = posts(&site, &sent.path).await;
    assert_eq!(all.len(), 2, "a post that is taken out is gone from the page");
    assert!(
        site.get(&format!("{}/revisions/2", sent.path)).await.text().contains("saw it go at noon"),
        "and stays in the record"
    );
    assert!(site.get("/").await.text().contains("Live</span>"), "lists say that it is live");

    site.later(60 * 25);
    site.send(&copy("- It is here", SECOND).replace("ferry-live", "other").replace("genre: live\n", ""))
        .await;
    let page = site.get(&sent.path).await.text();
    assert!(page.contains("coverageEndTime") && page.contains("data-over"), "a day later it is over");
}
