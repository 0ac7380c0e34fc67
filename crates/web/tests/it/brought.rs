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
