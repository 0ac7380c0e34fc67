//! Comments that were said elsewhere.

use crate::discussion::room;
use crate::people::{cookies, get_as, mail, post_as};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn comments_from_elsewhere_come_once_and_their_accounts_are_claimed_by_the_address() {
    let (site, postbox, path, _) = room().await;
    let export = format!(
        r#"<disqus xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="7"><link>http://localhost:8080{path}</link></thread>
        <post dsq:id="70"><message>Late again.</message><createdAt>2020-05-01T10:00:00Z</createdAt><author><name>Nora Vik</name>
        <email>old@reader.example</email></author><thread dsq:id="7"/></post>
        <post dsq:id="71"><message>As ever.</message><createdAt>2020-05-01T11:00:00Z</createdAt><author><name>x</name></author>
        <thread dsq:id="7"/><parent dsq:id="70"/></post></disqus>"#
    );
    let edition = "en".parse().unwrap();
    for (taken, known) in [(2, 0), (0, 2)] {
        let threads = formats::comments::read(export.as_bytes()).unwrap();
        let brought = site.agency.bring_comments(&site.hand, threads, &edition).await.unwrap();
        assert_eq!((brought.taken, brought.known), (taken, known), "{brought:?}");
    }
    let page = site.get(&format!("{path}/discussion")).await.text();
    assert!(
        page.contains("2 messages") && page.contains("Nora Vik 2") && page.contains("As ever."),
        "{page}"
    );
    let mut lines = Vec::new();
    site.agency.given_out(&site.hand, |line| lines.push(line)).await.unwrap();
    assert_eq!((lines.len(), lines[0]["text"].as_str()), (2, Some("Late again.")));
    assert_eq!(lines[1]["parent"], lines[0]["id"]);
    // Whoever has the address has the account.
    let before = postbox.posted().len();
    let asked = post_as(&site, "", "/account/sign-in", &[("address", "old@reader.example")]).await;
    let link = crate::people::link(&mail(&postbox, before + 1).await, "/account/sign-in/");
    let entered = post_as(&site, &cookies(&asked), &link, &[]).await;
    assert!(get_as(&site, &cookies(&entered), "/account").await.text().contains("Nora Vik 2"));
    let threads = formats::comments::read(export.replace(&path, "/nowhere").as_bytes()).unwrap();
    let brought = site.agency.bring_comments(&site.hand, threads, &edition).await.unwrap();
    assert_eq!((brought.taken, brought.left.len()), (0, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_by_an_old_address_is_led_to_where_the_story_stands_now() {
    let (site, _, _, _) = room().await;
    let wxr = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour</title><wp:wxr_version>1.2</wp:wxr_version>
        <item><title>Ferry back</title><link>https://old.example/2019/05/ferry-back/</link><guid>https://old.example/?p=17</guid>
        <content:encoded>The ferry sails again.</content:encoded><wp:post_id>17</wp:post_id><wp:post_date_gmt>2019-05-12 12:05:00</wp:post_date_gmt>
        <wp:post_name>ferry-back</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"#;
    let ghost = r#"{"db":[{"meta":{"version":"5.0"},"data":{"tags":[],"posts":[{"id":"1","uuid":"u-1","title":"Кот на мосту",
        "slug":"кот-на-мосту","html":"<p>Кот сидит.</p>","status":"published","published_at":"2020-01-02T03:04:05.000Z"}]}}]}"#;
    let mut paths = Vec::new();
    for file in [wxr, ghost] {
        let document = formats::read(file.as_bytes()).unwrap();
        let report = site.agency.import(&site.hand, document, None, None).await.unwrap();
        assert_eq!(report.taken.len(), 1, "{report:?}");
        paths.push(report.taken[0].path.clone());
    }
    for (old, new) in [
        ("/2019/05/ferry-back/", &paths[0]),
        ("/2019/05/ferry-back?utm_source=mail", &paths[0]),
        ("/?p=17", &paths[0]),
        ("/%D0%BA%D0%BE%D1%82-%D0%BD%D0%B0-%D0%BC%D0%BE%D1%81%D1%82%D1%83/", &paths[1]),
    ] {
        let mut answer = site.get(old).await;
        // A stroke at the end is taken off first, as it is from any address.
        if old.ends_with('/') {
            assert_eq!(answer.header("location"), old.trim_end_matches('/'));
            answer = site.get(old.trim_end_matches('/')).await;
        }
        assert_eq!((answer.status.as_u16(), answer.header("location")), (301, new.as_str()), "{old}");
    }
    assert_eq!(site.get("/?p=18").await.status, 200, "what never stood there is the front page");
    assert_eq!(site.get("/2019/05/ferry").await.status, 404);
    // Comments that name the old address come to it.
    let disqus = r#"<disqus xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="7"><link>http://old.example/2019/05/ferry-back/</link></thread>
        <post dsq:id="70"><message>At last.</message><createdAt>2020-05-01T10:00:00Z</createdAt><author><name>Holt</name></author><thread dsq:id="7"/></post></disqus>"#;
    let threads = formats::comments::read(disqus.as_bytes()).unwrap();
    let brought = site.agency.bring_comments(&site.hand, threads, &"en".parse().unwrap()).await.unwrap();
    assert_eq!((brought.taken, brought.left.len()), (1, 0), "{brought:?}");
    assert!(site.get(&format!("{}/discussion", paths[0])).await.text().contains("At last."));
    // Nobody is led to what the public does not have.
    let story = site.get(&paths[0]).await.text();
    let id: story::StoryId =
        story.split("data-story=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    site.agency.withdraw(&site.hand, id, "In error.").await.unwrap();
    assert_eq!(site.get("/2019/05/ferry-back").await.status, 404);
}
