//! What the public site shows.

use testkit::TestSite;

use crate::bridge;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_can_be_read_in_every_language() {
    let site = TestSite::new().await;
    site.send(&bridge(2)).await;
    site.later(5);
    site.send(&bridge(3)).await;
    site.send("---\nedition: ru\nsection: world\nslug: most\n---\nМост закрыт\n\nПОРТ-МЕРРИН, 12 октября (Меридиан) — Мост закрыли.\n").await;
    site.send("---\nedition: ar\nsection: world\nslug: jisr\n---\nإغلاق الجسر\n\nبورت ميرين، 12 أكتوبر (ميريديان) - أُغلق الجسر.\n").await;
    for prefix in ["", "/ru", "/ar"] {
        for page in [
            "/",
            "/world",
            "/economy",
            "/newsfeed",
            "/newsfeed/items",
            "/search",
            "/search?q=bridge",
            "/corrections",
            "/about",
            "/contact",
            "/corrections-policy",
            "/privacy",
            "/settings",
            "/feed.rss",
            "/feed.atom",
            "/feed.json",
            "/world/feed.rss",
            "/world/feed.atom",
            "/world/feed.json",
            "/sitemap.xml",
            "/news-sitemap.xml",
            "/robots.txt",
            "/manifest.webmanifest",
            "/newsfeed/count?after=0",
        ] {
            let answer = site.get(&format!("{prefix}{page}")).await;
            assert_eq!(answer.status, 200, "{prefix}{page}: {}", answer.text());
        }
    }
    for page in ["/sign-in", "/reader.css", "/healthz", "/authors/ida-marr"] {
        assert_eq!(site.get(page).await.status, 200, "{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_page_says_what_changed_and_keeps_the_earlier_versions() {
    let site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    site.later(5);
    let second = site.send(&bridge(4)).await;
    let page = site.get(&sent.path).await.text();
    assert!(page.contains("Harbour bridge closes to lorries -1"), "{page}");
    assert!(page.contains(second.advisory.as_deref().unwrap()));
    assert!(page.contains("PORT MERRIN, October 12 (Meridian) -"));
    assert!(page.contains("\"@type\":\"NewsArticle\""));
    let old = site.get(&format!("{}/revisions/0", sent.path)).await;
    assert_eq!(old.status, 200);
    assert!(!old.text().contains("last repaired") && old.text().contains("noindex"));
    let comparison = site.get(&format!("{}/revisions/0..1", sent.path)).await;
    assert!(comparison.text().contains("<ins>Ferries will carry goods"), "{}", comparison.text());
    for nowhere in ["/revisions/2", "/revisions/1..0", "/revisions/0..9", "/revisions/x"] {
        assert_eq!(site.get(&format!("{}{nowhere}", sent.path)).await.status, 404, "{nowhere}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_short_id_decides_and_every_other_spelling_leads_to_the_right_one() {
    let site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    for spelling in [
        format!("/world/2026/10/12/other-words-{}", sent.short),
        format!("/economy/1999/01/01/{}", sent.short),
        format!("/en{}", sent.path),
        format!("{}/", sent.path),
    ] {
        let answer = site.get(&spelling).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (301, sent.path.as_str()),
            "{spelling}"
        );
    }
    assert_eq!(site.get("/world/2026/10/12/harbour-0000000000").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawn_story_answers_gone_on_every_address_it_had() {
    let site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    site.send(&bridge(3)).await;
    for page in ["/", "/world", "/newsfeed", "/feed.rss", "/sitemap.xml"] {
        assert!(site.get(page).await.text().contains(sent.short.as_str()), "{page}");
    }
    site.agency.withdraw(&site.hand, sent.story, "Announced in error.").await.unwrap();
    for address in
        [sent.path.clone(), format!("{}/revisions/0", sent.path), format!("{}/revisions/0..1", sent.path)]
    {
        let answer = site.get(&address).await;
        assert_eq!(answer.status, 410, "{address}");
        assert!(!answer.text().contains("cracks"), "{address}");
    }
    for page in ["/", "/world", "/newsfeed", "/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml"] {
        assert!(!site.get(page).await.text().contains(sent.short.as_str()), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_send_changes_no_page_that_does_not_show_the_story() {
    let site = TestSite::new().await;
    let first = site.send(&bridge(2)).await;
    let other = site.send("---\nslug: market\nsection: economy\n---\nMarket opens\n\nIt opened.\n").await;
    let tag = |answer: &testkit::Answer| answer.header("etag").to_owned();
    let mut before = Vec::new();
    for page in [&first.path, "/economy", "/ru/", "/about", "/feed.rss", "/"] {
        before.push((page.to_owned(), tag(&site.get(page).await)));
    }
    site.later(1);
    site.send("---\nslug: market\nsection: economy\n---\nMarket opens\n\nIt opened.\n\nPrices rose.\n").await;
    let changed: Vec<&str> = {
        let mut changed = Vec::new();
        for (page, old) in &before {
            if tag(&site.get(page).await) != *old {
                changed.push(page.as_str());
            }
        }
        changed
    };
    assert_eq!(changed, ["/economy", "/feed.rss", "/"], "{}", other.path);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_the_same_for_everyone_and_known_again() {
    let mut site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    let stranger = site.get(&sent.path).await;
    assert!(stranger.header("cache-control").contains("public"));
    assert_eq!(stranger.header("set-cookie"), "");
    let known = site.get_with(&sent.path, &[("if-none-match", stranger.header("etag"))]).await;
    assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
    for encoding in ["gzip", "br", "zstd"] {
        let packed = site.get_with(&sent.path, &[("accept-encoding", encoding)]).await;
        assert_eq!(packed.header("content-encoding"), encoding);
        assert!(packed.bytes.len() < stranger.bytes.len());
    }
    site.sign_in("ada", story::StaffRole::Editor).await;
    assert_eq!(site.get_with(&sent.path, &[("cookie", "reader=dark.large")]).await.bytes, stranger.bytes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_readers_write_and_copy_says_is_never_markup() {
    let site = TestSite::new().await;
    let sent = site
        .send("---\nslug: x\nkeywords: <img src=x>\nbyline: <b>B</b>\n---\n<script>alert(1)</script>\n\n\"><svg onload=alert(1)> said [a](javascript:alert(1)).\n")
        .await;
    for page in
        [sent.path.as_str(), "/", "/world", "/newsfeed", "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E"]
    {
        let text = site.get(page).await.text();
        for bad in ["<script>alert", "<svg onload", "<img src=x", "<b>B", "href=\"javascript:"] {
            assert!(!text.contains(bad), "{page}: {bad}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_nowhere_says_so_in_the_language_of_its_edition() {
    let site = TestSite::new().await;
    for (path, status, words) in [
        ("/nowhere", 404, "There is no such page"),
        ("/ru/nowhere", 404, "Такой страницы нет"),
        ("/ar/nowhere", 404, "لا توجد صفحة كهذه"),
        ("/world/2026/x", 404, "There is no such page"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().contains(words), "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
    }
    let answer = site.post("/newsfeed", &[]).await;
    assert_eq!(answer.status, 405);
    assert!(answer.text().contains("This cannot be done here"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_from_another_site_changes_nothing() {
    let site = TestSite::new().await;
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ];
    let answer = site.ask(axum_method(), "/settings", &headers, "theme=dark&size=large".into()).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("set-cookie"), "");
    let own = site.post("/settings", &[("theme", "dark"), ("size", "large")]).await;
    assert_eq!(own.status, 303);
    assert!(own.header("set-cookie").starts_with("reader=dark.large"));
}

fn axum_method() -> axum::http::Method {
    axum::http::Method::POST
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_shows_its_last_revisions_and_leads_to_all_of_them() {
    let site = TestSite::new().await;
    let mut last = site.send(&bridge(2)).await;
    for step in 1..=12 {
        site.later(1);
        last = site.send(&bridge(3).replace("lorries", &format!("{step} lorries"))).await;
    }
    let page = site.get(&last.path).await.text();
    let list =
        page.split("class=\"revisions\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    assert_eq!(list.matches("<li").count(), 10, "{list}");
    assert!(list.contains("/revisions/2..3\"") && !list.contains("/revisions/1..2\""), "{list}");
    let all = format!("{}/revisions/all", last.path);
    assert!(list.contains(&format!("href=\"{all}\"")) && list.contains("13"), "{list}");
    let whole = site.get(&all).await.text();
    let list = whole.split("class=\"revisions\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(list.matches("<li").count(), 13, "{list}");
    assert!(list.contains("/revisions/0..1\""));
    // The next move makes it anew.
    site.later(1);
    site.send(&bridge(4)).await;
    let whole = site.get(&all).await.text();
    let list = whole.split("class=\"revisions\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(list.matches("<li").count(), 14, "{list}");
}
