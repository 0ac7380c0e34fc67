//! What somebody with bad intentions tries: forms from foreign pages, ways out of the site, lines put into headers, tokens used
//! twice, sessions chosen beforehand, script in every field.

use axum::body::Body;
use axum::http::Method;
use story::StaffRole;
use testkit::TestSite;

use crate::bridge;
use crate::embargo::posted_routes;
use crate::people::{PASSWORD, cookies, encode, get_as, link, mail, post_as, registered, site};

const EVIL: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_of_a_foreign_page_reaches_any_address() {
    let (mut site, postbox) = site().await;
    let sent = site.send(&bridge(2)).await;
    let nora = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    site.sign_in("ida", StaffRole::Administrator).await;
    let before = postbox.posted().len();
    for route in posted_routes(&sent.path) {
        for foreign in [
            vec![("sec-fetch-site", "cross-site")],
            vec![("sec-fetch-site", "same-site")],
            vec![("origin", "https://evil.example")],
        ] {
            let mut headers =
                vec![("content-type", "application/x-www-form-urlencoded"), ("cookie", nora.as_str())];
            headers.extend(foreign.iter().copied());
            let body = Body::from("do=save&address=nora%40reader.example&text=x");
            let answer = site.ask(Method::POST, &route, &headers, body).await;
            assert_eq!(answer.status, 403, "{route} {foreign:?}");
        }
    }
    assert_eq!(postbox.posted().len(), before, "and nothing was sent for it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_in_is_led_nowhere_else() {
    let (site, postbox) = site().await;
    registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    for next in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=y",
    ] {
        let fields = [("address", "nora@reader.example"), ("password", PASSWORD), ("next", next)];
        let entered = post_as(&site, "", "/account/log-in", &fields).await;
        assert_eq!(entered.status, 303, "{next}");
        let to = entered.header("location");
        assert!(
            to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n']),
            "{next}: {to}"
        );
        assert_eq!(entered.headers.get_all("location").iter().count(), 1);
        let page = site.get(&format!("/account/log-in?next={}", encode(next))).await.text();
        assert!(!page.contains("href=\"javascript:") && !page.contains("href=\"//evil"), "{next}");
        site.later(30);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_line_is_put_into_the_head_of_a_mail() {
    let (mut site, postbox) = site().await;
    let sent = site.send(&bridge(2)).await;
    let lines = "nora@reader.example\r\nBcc: all@reader.example";
    for (path, field) in [
        ("/account/register", "address"),
        ("/account/sign-in", "address"),
        ("/account/password", "address"),
        ("/subscribe", "address"),
        (&*format!("{}/wrong", sent.path), "address"),
    ] {
        let fields = [
            (field, lines),
            ("name", "Nora\r\nBcc: x"),
            ("password", PASSWORD),
            ("to", "edition"),
            ("rhythm", "daily"),
            ("text", "It is wrong."),
        ];
        let refused = post_as(&site, "", path, &fields).await;
        assert_eq!(refused.status, 422, "{path}: {}", refused.header("location"));
    }
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(postbox.posted().is_empty(), "nothing was sent");
    site.sign_in("ida", StaffRole::Editor).await;
    let place = site.post("/desk/newsletters", &[("from", "en/world")]).await.header("location").to_owned();
    let subject = "News\r\nBcc: all@reader.example\r\n\r\nBuy this";
    let fields = [("do", "test"), ("subject", subject), ("stories", &*sent.path), ("address", "a@b.example")];
    site.post(&place, &fields).await;
    for it in postbox.posted() {
        assert_eq!(it.header("bcc"), "", "{}", String::from_utf8_lossy(&it.message));
    }
    let tried = mail(&postbox, 1).await;
    assert_eq!((tried.to.as_str(), tried.header("bcc").as_str()), ("a@b.example", ""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_mail_brings_is_good_once_and_a_session_is_not_chosen_beforehand() {
    let (site, postbox) = site().await;
    let fields = [("name", "Nora Vik"), ("address", "nora@reader.example"), ("password", PASSWORD)];
    let asked = post_as(&site, "", "/account/register", &fields).await;
    let confirm = link(&mail(&postbox, 1).await, "/account/confirm/");
    let chosen = "dateline-reader-insecure=chosen-by-somebody-else";
    let both = format!("{}; {chosen}", cookies(&asked));
    let confirmed = post_as(&site, &both, &confirm, &[]).await;
    assert_eq!(confirmed.status, 303);
    assert!(!cookies(&confirmed).contains("chosen-by-somebody-else"));
    assert_eq!(get_as(&site, chosen, "/account").await.status, 303, "it opens nothing");
    let again = post_as(&site, &cookies(&asked), &confirm, &[]).await;
    assert!(again.status != 303 && again.text().contains("good for nothing"), "{}", again.status);

    for (path, part) in
        [("/account/sign-in", "/account/sign-in/"), ("/account/password", "/account/password/")]
    {
        let before = postbox.posted().len();
        let asked = post_as(&site, "", path, &[("address", "nora@reader.example")]).await;
        let visit = cookies(&asked);
        let to = link(&mail(&postbox, before + 1).await, part);
        let fields = [("password", "another lantern over Velm")];
        let first = post_as(&site, &visit, &to, &fields).await;
        assert_eq!(first.status, 303, "{path}: {}", first.text());
        let second = post_as(&site, &visit, &to, &fields).await;
        assert!(!cookies(&second).contains("dateline-reader"), "{path}: it is good once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn script_in_any_field_comes_back_as_text_wherever_it_is_shown() {
    let (mut site, _postbox) = site().await;
    let sent = site.send(&bridge(2)).await;
    let wrong = format!("{}/wrong", sent.path);
    let quoted = encode(EVIL);
    let mut pages = vec![
        site.get(&format!("/search?q={quoted}")).await.text(),
        site.get(&format!("/search/feed.rss?q={quoted}")).await.text(),
        site.get(&format!("/search/feed.atom?q={quoted}")).await.text(),
        site.get(&format!("/account/log-in?next={quoted}")).await.text(),
        site.get(&format!("/subscribe?what=search&value={quoted}")).await.text(),
        site.get(&format!("{wrong}?passage={quoted}")).await.text(),
        site.get(&format!("/authors/{quoted}")).await.text(),
        site.get(&format!("/discussion/notices?reference={quoted}")).await.text(),
    ];
    for (path, fields) in [
        ("/account/log-in", vec![("address", EVIL), ("password", "x"), ("next", EVIL)]),
        ("/account/register", vec![("address", EVIL), ("name", EVIL), ("password", "x")]),
        ("/account/newcomer", vec![("name", EVIL)]),
        ("/subscribe", vec![("address", EVIL), ("to", "edition"), ("rhythm", "daily")]),
        (&*wrong, vec![("passage", EVIL), ("text", EVIL), ("address", EVIL)]),
        (&*wrong, vec![("passage", EVIL), ("text", EVIL)]),
    ] {
        pages.push(post_as(&site, "", path, &fields).await.text());
    }
    site.sign_in("ida", StaffRole::Administrator).await;
    let place = site.post("/desk/newsletters", &[("from", "en")]).await.header("location").to_owned();
    let fields = [("do", "save"), ("subject", EVIL), ("introduction", EVIL), ("stories", &*sent.path)];
    site.post(&place, &fields).await;
    for path in [&*place, &*format!("{place}/preview"), "/desk/newsletters", "/desk/requests"] {
        pages.push(site.get(path).await.text());
    }
    let bad = [("do", "save"), ("subject", EVIL), ("stories", EVIL), ("at", EVIL), ("address", EVIL)];
    pages.push(site.post(&place, &bad).await.text());
    for page in pages {
        for bad in ["<script>alert", "<img src=x"] {
            assert!(!page.contains(bad), "{page}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nul_stands_in_no_address_and_is_dropped_from_what_is_typed() {
    let mut site = TestSite::new().await;
    for path in ["/quotes/%00", "/search?q=a%00b", "/ru/topics/a%00", "/authors/%00", "/desk/search?q=%00"] {
        assert_eq!(site.get(path).await.status, 400, "{path}");
    }
    site.sign_in("ada", StaffRole::Editor).await;
    assert_eq!(site.post("/desk/topics", &[("name-0", "Grain\0 deal")]).await.status, 303);
    assert!(site.get("/topics/grain-deal").await.text().contains("<h1>Grain deal</h1>"));
    let wrong = [("login", "a\0da"), ("password", "w\0rong")];
    assert_eq!(site.post("/sign-in", &wrong).await.status, 422, "and what was tried is noted");
    let begun = site.post("/desk/drafts", &[]).await;
    let draft = begun.header("location").to_owned();
    let fields = [("version", "0"), ("do", "save"), ("headline", "Ships\0 wait"), ("language", "en")];
    assert_eq!(site.post_parts(&draft, &fields).await.status, 303);
    assert!(site.get(&draft).await.text().contains("value=\"Ships wait\""));
    let json = r#"{"version":1,"fields":{"headline":"Ships\u0000 leave"}}"#;
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let saved = site.ask(Method::POST, &format!("{draft}/save"), &headers, json.into()).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert!(site.get(&draft).await.text().contains("value=\"Ships leave\""));
}
