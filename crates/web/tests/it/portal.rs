//! The portal: what the people of a subscriber see of the wire, do with it, and are told.

use std::time::Duration;

use newsroom::views::{ClientUser, Subscriber};
use newsroom::{DestinationForm, Error};
use story::{StaffRole, SubscriberId};
use testkit::{Manner, Postbox, Posted, Receiver, TestSite};

use crate::bridge;

const PASSWORD: &str = "a good long password";

/// A subscriber to what a filter means.
async fn subscriber(site: &TestSite, name: &str, filter: &str) -> SubscriberId {
    let (agency, hand) = (&site.agency, &site.hand);
    let id = agency.add_subscriber(hand, name, "Asia/Tokyo").await.unwrap();
    let product = agency.put_product(hand, None, (&format!("{name}’s"), filter, "")).await.unwrap();
    agency.entitle(hand, id, vec![product], Vec::new()).await.unwrap();
    id
}

/// Somebody who works there, and what they sign in by.
async fn somebody(site: &TestSite, of: SubscriberId, address: &str) -> (ClientUser, String) {
    let fields = ("Nora Vik", address, "en");
    let (_, link) = site.agency.add_client_user(&site.hand, of, fields).await.unwrap();
    let token = site.agency.claim_client_password(&link, PASSWORD).await.unwrap();
    let user = site.agency.client_of(&token).await.unwrap().unwrap();
    (user, format!("dateline-client-insecure={token}"))
}

/// A site with one subscriber to everything, and one of its people, signed in.
async fn portal() -> (TestSite, ClientUser, Vec<(&'static str, String)>) {
    let site = TestSite::new().await;
    site.agency.set_post("http://localhost:8080", &["127.0.0.0/8".to_owned()]).unwrap();
    let of = subscriber(&site, "The Hovn Courier", "all").await;
    let (user, cookie) = somebody(&site, of, "nora@courier.example").await;
    (site, user, vec![("cookie", cookie)])
}

async fn see(site: &TestSite, as_whom: &[(&'static str, String)], path: &str) -> String {
    let headers: Vec<(&str, &str)> = as_whom.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = site.get_with(path, &headers).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text()
}

async fn act(
    site: &TestSite,
    as_whom: &[(&'static str, String)],
    path: &str,
    fields: &str,
) -> testkit::Answer {
    let mut headers =
        vec![("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    headers.extend(as_whom.iter().map(|(name, value)| (*name, value.as_str())));
    site.ask(axum::http::Method::POST, path, &headers, axum::body::Body::from(fields.to_owned())).await
}

async fn given(site: &TestSite) {
    site.agency.dispatched(site.agency.head().unwrap()).await;
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..1000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never: {what}");
}

/// Subject and text of a mail, as whoever gets it reads them.
fn read(mail: &Posted) -> (String, String) {
    let document = formats::read(&mail.message).unwrap();
    let item = &document.items[0];
    let text: Vec<String> = item.body.iter().map(|it| it.text.as_plain().into_owned()).collect();
    (item.title.clone(), text.join("\n"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_is_let_in_by_a_link_reads_the_wire_and_never_the_desk() {
    let mut site = TestSite::new().await;
    let of = subscriber(&site, "The Hovn Courier", "section = world").await;
    site.sign_in("ada", StaffRole::Administrator).await;
    let page = format!("/desk/subscribers/{of}");
    let fields =
        [("do", "client"), ("name", "Nora Vik"), ("address", "Nora@Courier.example"), ("language", "ru")];
    let made = site.post(&page, &fields).await.text();
    let link = made.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let link = link.split("localhost:8080").nth(1).unwrap();
    // The address is theirs alone, and has to be one.
    for address in ["nora@courier.example", "nora", "a b@courier.example"] {
        let again = [("do", "client"), ("name", "Other"), ("address", address), ("language", "en")];
        assert_eq!(site.post(&page, &again).await.status, 422, "{address}");
    }

    site.sign_out();
    site.send(&bridge(2)).await;
    given(&site).await;
    assert_eq!(site.get("/client").await.header("location"), "/client/sign-in?next=%2Fclient");
    assert_eq!(site.get(link).await.status, 200);
    assert_eq!(site.post(link, &[("password", "short")]).await.status, 422);
    let entered = site.post(link, &[("password", PASSWORD)]).await;
    assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/client"));
    site.keep_cookie(&entered);
    let wire = site.get("/client").await.text();
    assert!(wire.contains("Harbour bridge closes to lorries") && wire.contains("lang=\"ru\""), "{wire}");
    for path in ["/desk", "/desk/drafts", "/desk/subscribers"] {
        assert_eq!(site.get(path).await.status, 303, "{path}");
    }
    // The link is spent, the password holds, and who is kept out is out at once.
    site.sign_out();
    assert_eq!(site.post(link, &[("password", PASSWORD)]).await.status, 200);
    let fields = [("address", " NORA@courier.example "), ("password", PASSWORD), ("next", "//evil.example")];
    let entered = site.post("/client/sign-in", &fields).await;
    assert_eq!(entered.header("location"), "/client");
    site.keep_cookie(&entered);
    let user = site.agency.client_users(&site.hand, of).await.unwrap().remove(0);
    site.agency.let_client_in(&site.hand, user.id, false).await.unwrap();
    assert_eq!(site.get("/client").await.status, 303);
    let fields = [("address", "nora@courier.example"), ("password", PASSWORD)];
    assert_eq!(site.post("/client/sign-in", &fields).await.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_the_subscriber_was_given_is_seen() {
    let site = TestSite::new().await;
    let world = subscriber(&site, "World only", "section = world").await;
    let nothing = site.agency.add_subscriber(&site.hand, "No product", "UTC").await.unwrap();
    let (_, world) = somebody(&site, world, "a@world.example").await;
    let (_, nothing) = somebody(&site, nothing, "b@nothing.example").await;
    let (world, nothing) = (vec![("cookie", world)], vec![("cookie", nothing)]);
    let economy = bridge(2).replace("---\nslug: harbour-bridge", "---\nslug: port-fees\nsection: economy");
    let economy = economy.replace("Harbour bridge", "Port fees");
    site.send(&bridge(2)).await;
    let to = newsroom::Where { section: Some("economy".into()), ..Default::default() };
    site.agency.send_copy(&site.hand, &economy.replace("section: economy\n", ""), to).await.unwrap();
    let last = site.send(&bridge(3).replace("slug:", "urgency: 3\nslug:")).await;
    site.agency.searchable(last.sequence).await;
    given(&site).await;
    for path in ["/client", "/client?q=bridge", "/client?q=fees", "/client/rows?after=0"] {
        let seen = see(&site, &world, path).await;
        assert!(!seen.contains("Port fees"), "{path}");
        assert_eq!(seen.contains("Harbour bridge"), path != "/client?q=fees", "{path}");
        let empty = see(&site, &nothing, path).await;
        assert!(!empty.contains("Port fees") && !empty.contains("Harbour bridge"), "{path}");
    }
    assert_eq!(site.get_with("/client/items/1", &[("cookie", &nothing[0].1)]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargoed_story_is_on_no_page_of_the_portal_and_in_no_alert() {
    let (site, user, nora) = portal().await;
    site.agency.save_filter(&user, None, ("All", "all", "mail")).await.unwrap();
    let postbox = Postbox::listen(0).unwrap();
    site.agency.set_mailer(&postbox.url(), "Meridian <wire@meridian.example>").unwrap();
    let secret = bridge(2)
        .replace("Harbour bridge", "Quillfeather merger")
        .replace("---\nslug: harbour-bridge", "---\nembargo: 2026-10-12 15:00 Europe/Berlin\nslug: quill");
    let sent = site.send(&secret).await;
    site.agency.searchable(sent.sequence).await;
    given(&site).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let all = ["/client", "/client?q=quillfeather", "/client/rows", "/client/alerts", "/client?filter=all"];
    for path in all {
        assert!(!see(&site, &nora, path).await.contains("Quillfeather"), "{path}");
    }
    assert!(postbox.posted().is_empty());
    site.later(61);
    until("its mail", || postbox.posted().len() == 1).await;
    assert!(see(&site, &nora, "/client").await.contains("Quillfeather"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_story_is_read_nowhere_and_is_acknowledged_by_a_button() {
    let (site, _, nora) = portal().await;
    let sent = site.send(&bridge(2)).await;
    site.agency.withdraw(&site.hand, sent.story, "The port authority denies it.").await.unwrap();
    given(&site).await;
    let wire = see(&site, &nora, "/client").await;
    assert!(wire.contains("The port authority denies it."), "{wire}");
    let positions: Vec<u64> = wire
        .split("/client/items/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    for position in 1..=*positions.iter().max().unwrap() {
        let page = see(&site, &nora, &format!("/client/items/{position}")).await;
        assert!(!page.contains("Engineers found cracks"), "{position}: {page}");
    }
    let kill = *positions.iter().max().unwrap();
    assert_eq!(site.agency.open_kills(&site.hand).await.unwrap().len(), 1);
    let done = act(&site, &nora, &format!("/client/items/{kill}"), "do=acknowledge").await;
    assert_eq!(done.status, 303);
    assert!(site.agency.open_kills(&site.hand).await.unwrap().is_empty());
    let ledger = site.agency.ledger_of(&site.hand, sent.story).await.unwrap();
    let by: Vec<_> = ledger.iter().filter_map(|line| line.delivery.acknowledged_by.as_deref()).collect();
    assert_eq!(by, ["Nora Vik"]);
    assert!(!see(&site, &nora, "/client").await.contains("value=\"acknowledge\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_used_is_compared_with_what_stands_and_everybody_there_sees_who_used_it() {
    let (site, user, nora) = portal().await;
    let other = subscriber(&site, "Another paper", "all").await;
    let (_, other) = somebody(&site, other, "o@other.example").await;
    let other = vec![("cookie", other)];
    site.send(&bridge(2)).await;
    given(&site).await;
    let page = "/client/items/2";
    assert_eq!(act(&site, &nora, page, "do=used&address=javascript:alert(1)").await.status, 422);
    let used = "do=used&address=https%3A%2F%2Fcourier.example%2Fbridge";
    assert_eq!(act(&site, &nora, page, used).await.status, 303);
    let shown = see(&site, &nora, page).await;
    assert!(shown.contains("https://courier.example/bridge") && !shown.contains("class=\"difference\""));

    site.send(&bridge(3)).await;
    given(&site).await;
    let newer = see(&site, &nora, "/client/items/3").await;
    assert!(newer.contains("class=\"difference\"") && newer.contains("Ferries will carry goods"), "{newer}");
    assert!(newer.contains("(Adds"), "the line since the revision that was used: {newer}");
    for (act_word, format) in [("copied", ""), ("download", "newsml-g2"), ("download", "copy")] {
        let done = act(&site, &nora, "/client/items/3", &format!("do={act_word}&format={format}")).await;
        if act_word == "download" {
            assert_eq!(done.status, 200);
            assert!(
                done.header("content-disposition").starts_with("attachment; filename=\"harbour-bridge-v2.")
            );
            let item = formats::read(&done.bytes).unwrap().items.remove(0);
            assert!(item.title.starts_with("Harbour bridge closes to lorries"), "{}", item.title);
        }
    }
    let usage = see(&site, &nora, "/client/usage").await;
    for word in ["Nora Vik", "harbour-bridge", "newsml-g2", "https://courier.example/bridge"] {
        assert!(usage.contains(word), "{word}");
    }
    assert!(
        !see(&site, &other, "/client/usage").await.contains("harbour-bridge"),
        "it is nobody else’s business"
    );
    assert_eq!(site.agency.portal_usage(&user).await.unwrap().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_mail_an_item_however_many_filters_mean_it() {
    let (site, user, nora) = portal().await;
    let postbox = Postbox::listen(2).unwrap();
    site.agency.set_mailer(&postbox.url(), "Meridian <wire@meridian.example>").unwrap();
    let agency = &site.agency;
    for (name, filter, alert) in [
        ("Bridges", "headline ~ bridge", "mail"),
        ("World", "section = world", "mail"),
        ("Quiet", "all", "none"),
        ("Fees", "headline ~ fees", "mail"),
    ] {
        agency.save_filter(&user, None, (name, filter, alert)).await.unwrap();
    }
    site.send(&bridge(2)).await;
    given(&site).await;
    // The server refuses twice; the mail is one, and keeps its id.
    for _ in 0..300 {
        site.later(1);
        tokio::time::sleep(Duration::from_millis(30)).await;
        if !postbox.posted().is_empty() {
            break;
        }
    }
    site.later(600);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let posted = postbox.posted();
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].to, "nora@courier.example");
    let (subject, text) = read(&posted[0]);
    assert_eq!(subject, "Harbour bridge closes to lorries");
    assert!(text.contains("because of your filters: Bridges, World."), "{text}");
    // Noon in Greenwich is nine in the evening in the zone of who reads it.
    assert!(text.contains("21:00"), "{text}");
    let alerts = see(&site, &nora, "/client/alerts").await;
    assert!(alerts.contains("Bridges, World") && alerts.contains("class=\"tally\""), "{alerts}");
    assert!(!see(&site, &nora, "/client/alerts").await.contains("class=\"tally\""), "they are seen now");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_told_or_used_a_story_is_mailed_its_correction_and_its_kill_whatever_stands() {
    let (site, user, nora) = portal().await;
    let postbox = Postbox::listen(0).unwrap();
    site.agency.set_mailer(&postbox.url(), "Meridian <wire@meridian.example>").unwrap();
    let agency = &site.agency;
    let told = agency.save_filter(&user, None, ("Bridges", "headline ~ bridge", "mail")).await.unwrap();
    let first = site.send(&bridge(2)).await;
    until("the first mail", || postbox.posted().len() == 1).await;
    agency.drop_filter(&user, told).await.unwrap();
    // Somebody else used it and has no filter at all; a third did nothing with it.
    let (_, ben) = somebody(&site, user.subscriber, "ben@courier.example").await;
    let ben = vec![("cookie", ben)];
    somebody(&site, user.subscriber, "idle@courier.example").await;
    assert_eq!(act(&site, &ben, "/client/items/2", "do=copied").await.status, 303);
    // The subscriber is paused, and the kill comes all the same.
    let Subscriber { id, name, zone, .. } = agency.subscriber_of(&user).await.unwrap();
    agency.change_subscriber(&site.hand, id, (&name, "paused"), ("", &zone)).await.unwrap();
    site.send(&bridge(3)).await;
    agency.withdraw(&site.hand, first.story, "The port authority denies it.").await.unwrap();
    until("both kills", || postbox.posted().len() == 3).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mut to: Vec<String> = postbox.posted()[1..].iter().map(|mail| mail.to.clone()).collect();
    to.sort();
    assert_eq!(to, ["ben@courier.example", "nora@courier.example"]);
    let kill = postbox.posted().into_iter().rfind(|mail| mail.to.starts_with("nora")).unwrap();
    let (subject, text) = read(&kill);
    assert_eq!(subject, "KILL: Harbour bridge closes to lorries -1");
    let expected = "\
Harbour bridge closes to lorries -1
The port authority denies it.
Do not use this story, in any version. What was published of it is to be taken out.
Withdrawal, ";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("Say that you have acted on it: http://localhost:8080/client/items/"), "{text}");
    assert!(!text.contains("Engineers found cracks"), "{text}");
    assert_eq!(kill.header("auto-submitted"), "auto-generated");
    assert!(see(&site, &nora, "/client/alerts").await.contains("Harbour bridge"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_as_a_destination_gets_every_move_with_the_same_id_until_it_is_taken() {
    let site = TestSite::new().await;
    site.agency.set_post("https://meridian.test", &[]).unwrap();
    let of = subscriber(&site, "Radio Tessa", "all").await;
    let form = |address: &str, format: &str| DestinationForm {
        name: "Mail".into(),
        channel: "mail".into(),
        address: address.into(),
        format: format.into(),
    };
    let wrong = site.agency.add_destination(&site.hand, of, form("nobody", "copy")).await;
    assert!(matches!(wrong, Err(Error::Faults(_))));
    site.agency.add_destination(&site.hand, of, form("desk@tessa.example", "nitf")).await.unwrap();
    let first = site.send(&bridge(2)).await;
    given(&site).await;
    // No server is set yet: it waits, and says why.
    let mut ledger = Vec::new();
    for _ in 0..500 {
        ledger = site.agency.ledger_of(&site.hand, first.story).await.unwrap();
        if ledger[0].delivery.answer.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(ledger[0].delivery.answer.as_deref().unwrap_or_default().contains("smtp"), "{ledger:?}");
    let postbox = Postbox::listen(1).unwrap();
    site.agency.set_mailer(&postbox.url(), "wire@meridian.example").unwrap();
    site.agency.withdraw(&site.hand, first.story, "In error.").await.unwrap();
    for _ in 0..60 {
        site.later(2);
        tokio::time::sleep(Duration::from_millis(30)).await;
        if postbox.posted().len() >= 2 {
            break;
        }
    }
    let posted = postbox.posted();
    assert_eq!(posted.len(), 2);
    let (subject, _) = read(&posted[1]);
    assert_eq!(subject, "KILL: Harbour bridge closes to lorries");
    let text = String::from_utf8_lossy(&posted[0].message).into_owned();
    assert!(!text.contains("Engineers found cracks"), "what comes late says how the story stands: {text}");
    assert!(text.contains("nitf+xml"), "{text}");
    assert_ne!(posted[0].header("message-id"), posted[1].header("message-id"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rehearsal_sends_every_kind_of_move_and_leaves_no_trace() {
    let (site, user, nora) = portal().await;
    let receiver = Receiver::listen(&[Manner::Takes]).unwrap();
    let form = DestinationForm {
        name: "Hook".into(),
        channel: "webhook".into(),
        address: receiver.url(),
        format: "ninjs".into(),
    };
    let (hook, secret) = site.agency.add_destination(&site.hand, user.subscriber, form).await.unwrap();
    site.agency.rehearsal(formats::Format::Ninjs3, "https://meridian.test").unwrap();
    let page = act(&site, &nora, "/client/test", &format!("destination={hook}")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let received = receiver.received();
    let events: Vec<serde_json::Value> =
        received.iter().map(|it| serde_json::from_slice(&it.body).unwrap()).collect();
    let kinds: Vec<&str> = events.iter().filter_map(|it| it["data"]["kind"].as_str()).collect();
    let all = ["new", "update", "correction", "refile", "repeat", "hold", "release", "withdrawal"];
    assert_eq!(kinds, all);
    for (event, received) in events.iter().zip(&received) {
        assert_eq!(event["data"]["test"], true);
        assert!(received.is_signed_by(secret.as_deref().unwrap()));
    }
    assert_eq!(events[1]["data"]["advisory"], "(Adds quotes from Odile Renn in para 3)");
    assert!(events[2]["data"]["advisory"].as_str().unwrap().starts_with("(Corrects"), "{}", events[2]);
    assert!(events[7]["data"]["item"].to_string().contains("withdrawn"), "{}", events[7]);
    // One kind alone, and another subscriber's destination not at all.
    act(&site, &nora, "/client/test", &format!("destination={hook}&kind=hold")).await;
    assert_eq!(receiver.received().len(), 9);
    let other = subscriber(&site, "Another paper", "all").await;
    let (_, other) = somebody(&site, other, "o@other.example").await;
    let stolen = act(&site, &[("cookie", other)], "/client/test", &format!("destination={hook}")).await;
    assert_eq!(stolen.status, 404);
    assert!(!see(&site, &nora, "/client").await.contains("Test Island"));
    assert_eq!(site.agency.head().unwrap(), story::Sequence(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_page_hears_of_what_is_given() {
    let (mut site, _, nora) = portal().await;
    let cookie = axum::http::HeaderValue::from_str(&nora[0].1).unwrap();
    let mut answer = site.get("/").await;
    answer.headers.insert("set-cookie", cookie);
    site.keep_cookie(&answer);
    let stream = site.stream_until("/client/live", "event: given").await;
    assert!(stream.contains("data: 1"), "the change of products is the first thing: {stream}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filter_is_its_owners_and_has_to_be_one() {
    let (site, user, nora) = portal().await;
    assert_eq!(
        act(&site, &nora, "/client/filters", "do=save&name=X&filter=nonsense&alert=web").await.status,
        422
    );
    assert_eq!(act(&site, &nora, "/client/filters", "do=save&name=X&filter=all&alert=web").await.status, 303);
    let mine = site.agency.saved_filters(&user).await.unwrap().remove(0);
    let (ben, cookie) = somebody(&site, user.subscriber, "ben@courier.example").await;
    let ben_cookie = vec![("cookie", cookie)];
    for fields in
        [format!("do=drop&id={}", mine.id), format!("do=save&id={}&name=Y&filter=all&alert=none", mine.id)]
    {
        assert_eq!(act(&site, &ben_cookie, "/client/filters", &fields).await.status, 404, "{fields}");
    }
    assert_eq!(site.agency.saved_filters(&user).await.unwrap(), std::slice::from_ref(&mine));
    assert!(site.agency.saved_filters(&ben).await.unwrap().is_empty());
    assert_eq!(act(&site, &nora, "/client/filters", &format!("do=drop&id={}", mine.id)).await.status, 303);
    assert!(site.agency.saved_filters(&user).await.unwrap().is_empty());
}
