//! Discussions, as a browser without script meets them, and as moderators keep them.

use newsroom::{Decided, SanctionOrder, Saying};
use story::StaffRole;
use testkit::{Postbox, TestSite};

use crate::bridge;
use crate::people::{cookies, get_as, mail, post_as, registered, site, text};

/// A site with a story that is discussed and two readers, who are no longer new: their cookies.
pub async fn room() -> (TestSite, Postbox, String, [String; 2]) {
    let (site, postbox) = site().await;
    let sent = site.send(&bridge(3)).await;
    let nora = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    let ivo = registered(&site, &postbox, "Ivo Stam", "ivo@reader.example").await;
    let mut rules = site.agency.discussion_rules(&site.hand).await.unwrap();
    rules.rules.first = 0;
    site.agency.set_discussion_rules(&site.hand, rules).await.unwrap();
    (site, postbox, sent.path, [nora, ivo])
}

/// Says something; the number of the message.
async fn say(site: &TestSite, who: &str, path: &str, text: &str) -> u64 {
    let said = post_as(site, who, path, &[("text", text)]).await;
    assert_eq!(said.status, 303, "{}", said.text());
    said.header("location").rsplit_once("#m").unwrap().1.parse().unwrap()
}

/// The id of a message by its number.
async fn id_of(site: &TestSite, path: &str, number: u64) -> String {
    let page = site.get(&format!("{path}/discussion/{number}")).await.text();
    let part = page
        .split(&format!("id=\"m{number}\" data-id=\""))
        .nth(1)
        .unwrap_or_else(|| panic!("{number}: {page}"));
    part.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_discuss_answer_and_find_things_useful_and_the_counts_are_exact() {
    let (site, _postbox, path, [nora, ivo]) = room().await;
    let discussion = format!("{path}/discussion");
    assert_eq!(
        get_as(&site, "", &format!("{discussion}/write")).await.status,
        303,
        "a stranger is led to the door"
    );
    let first = say(&site, &nora, &format!("{discussion}/write"), "The *ferry* will be full.").await;
    let page = site.get(&discussion).await;
    assert!(page.text().contains("<p>The <em>ferry</em> will be full.</p>"), "{}", page.text());
    assert!(page.text().contains("1 message") && page.text().contains("Nora Vik"));
    assert!(site.get(&path).await.text().contains("1 message"), "the story's own page counts too");
    let answer = say(&site, &ivo, &format!("{discussion}/write?to={first}"), "It always is.").await;
    assert_eq!((first, answer), (1, 2));
    let id = id_of(&site, &path, first).await;
    let act = format!("/discussion/messages/{id}");
    for _ in 0..2 {
        assert_eq!(post_as(&site, &ivo, &act, &[("do", "useful")]).await.status, 303);
    }
    let page = site.get(&discussion).await.text();
    assert!(page.contains("2 messages") && page.contains("useful-count\"> 1</span>"), "{page}");
    // Nobody marks their own.
    post_as(&site, &nora, &act, &[("do", "useful")]).await;
    assert!(site.get(&discussion).await.text().contains("useful-count\"> 1</span>"));
    post_as(&site, &ivo, &act, &[("do", "not-useful")]).await;
    assert!(!site.get(&discussion).await.text().contains("useful-count\"> 1</span>"));
    // A page that does not show the discussion is not touched by it.
    let front = site.get("/").await;
    say(&site, &ivo, &format!("{discussion}/write"), "One more thing.").await;
    assert_eq!(site.get("/").await.header("etag"), front.header("etag"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_pressed_twice_is_said_once_and_the_same_words_are_refused() {
    let (site, _postbox, path, [nora, _]) = room().await;
    let write = format!("{path}/discussion/write");
    let fields = [("text", "The bridge is older than that."), ("client_id", "0123456789abcdef")];
    let first = post_as(&site, &nora, &write, &fields).await;
    let again = post_as(&site, &nora, &write, &fields).await;
    assert_eq!(first.header("location"), again.header("location"));
    assert!(site.get(&format!("{path}/discussion")).await.text().contains("1 message"));
    let refused = post_as(&site, &nora, &write, &[("text", "the BRIDGE is older than that.")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("said the same"), "{}", refused.text());
    assert!(refused.text().contains("the BRIDGE is older than that."), "what was typed is there again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn script_in_any_field_is_shown_as_text() {
    let (site, _postbox, path, [nora, ivo]) = room().await;
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) \"'><svg onload=alert(1)>";
    let number = say(&site, &nora, &format!("{path}/discussion/write"), evil).await;
    let page = site.get(&format!("{path}/discussion")).await.text();
    for bad in ["<script>alert", "<img src=x", "href=\"javascript", "<svg onload"] {
        assert!(!page.contains(bad), "{bad}");
    }
    let id = id_of(&site, &path, number).await;
    let act = format!("/discussion/messages/{id}");
    let report = [("do", "report"), ("category", "spam"), ("reason", evil)];
    let done = post_as(&site, &ivo, &act, &report).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let notice = [("law", evil), ("reason", evil), ("name", evil), ("address", "x@y.example")];
    let given = post_as(&site, "", &format!("{act}/notice"), &notice).await;
    assert_eq!(given.status, 200, "{}", given.text());
    let mut site = site;
    site.sign_in("mod", StaffRole::Moderator).await;
    let queue = site.get("/desk/moderation").await.text();
    assert!(queue.contains("&lt;script&gt;alert(1)"), "{queue}");
    assert!(!queue.contains("<script>alert") && !queue.contains("<svg onload"), "{queue}");
    // A header of a mail cannot be made longer by what somebody typed.
    let wrong = [
        ("law", "x"),
        ("reason", "y"),
        ("name", "z\r\nBcc: eve@evil.example"),
        ("address", "x@y.example\r\nBcc: eve@evil.example"),
    ];
    assert_eq!(post_as(&site, "", &format!("{act}/notice"), &wrong).await.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_new_waits_for_a_moderator_and_is_told_what_came_of_it() {
    let (mut site, postbox) = site().await;
    let sent = site.send(&bridge(3)).await;
    let nora = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    let discussion = format!("{}/discussion", sent.path);
    for text in ["First words here", "Second words here"] {
        let held = post_as(&site, &nora, &format!("{discussion}/write"), &[("text", text)]).await;
        assert_eq!(held.status, 200);
        assert!(
            held.text().contains("waits for a moderator") && held.text().contains("You are new here"),
            "{}",
            held.text()
        );
        site.later(1);
    }
    assert!(site.get(&discussion).await.text().contains("Nobody has said anything yet"));
    // A moderator, without script: approves one, takes out the other, and changes their mind.
    site.sign_in("mod", StaffRole::Moderator).await;
    let queue = site.get("/desk/moderation").await.text();
    assert!(queue.contains("First words here") && queue.contains("2 messages wait"), "{queue}");
    let ids: Vec<String> = queue
        .split("action=\"/desk/moderation/messages/")
        .skip(1)
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect();
    let act = |id: &str| format!("/desk/moderation/messages/{id}");
    let approved = site.post(&act(&ids[0]), &[("do", "approve"), ("back", "/desk/moderation")]).await;
    assert_eq!(approved.status, 303);
    let fields = [
        ("do", "reject"),
        ("grounds", "off-topic"),
        ("words", "Keep to the bridge."),
        ("back", "//evil.example"),
    ];
    let rejected = site.post(&act(&ids[1]), &fields).await;
    assert!(
        rejected.header("location").starts_with("/desk/moderation?done="),
        "{}",
        rejected.header("location")
    );
    let page = site.get(&discussion).await.text();
    assert!(page.contains("First words here") && !page.contains("Second words here"));
    site.sign_out();
    let notes = get_as(&site, &nora, "/account/notes").await.text();
    assert!(notes.contains("is there now") && notes.contains("Nothing to do with the story"), "{notes}");
    let standing = get_as(&site, &nora, "/account/standing").await.text();
    assert!(
        standing.contains("Keep to the bridge.") && standing.contains("A person decided this"),
        "{standing}"
    );
    // They appeal; the appeal is granted, and the message stands.
    let id = standing.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let appeal = [("do", "appeal"), ("id", id.as_str()), ("words", "It is about the bridge.")];
    assert_eq!(post_as(&site, &nora, "/account/standing", &appeal).await.status, 303);
    assert_eq!(post_as(&site, &nora, "/account/standing", &appeal).await.status, 422, "once");
    site.sign_in("mod2", StaffRole::Moderator).await;
    assert!(site.get("/desk/moderation/appeals").await.text().contains("It is about the bridge."));
    let lift = [("do", "lift"), ("sanction", id.as_str()), ("words", "You are right.")];
    assert_eq!(site.post("/desk/moderation/appeals", &lift).await.status, 303);
    assert!(site.get(&discussion).await.text().contains("Second words here"));
    let log = site.get("/discussion/log").await.text();
    assert!(log.contains("A message was taken out") && log.contains("A decision was lifted"), "{log}");
    assert!(!log.contains("Nora Vik") && !log.contains("mod2"), "neither who nor about whom");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_decided_is_undone_with_all_that_came_of_it() {
    let (mut site, _postbox, path, [nora, ivo]) = room().await;
    let discussion = format!("{path}/discussion");
    let number = say(&site, &nora, &format!("{discussion}/write"), "The pilots are right.").await;
    let id = id_of(&site, &path, number).await;
    post_as(&site, &ivo, &format!("/discussion/messages/{id}"), &[("do", "report"), ("category", "false")])
        .await;
    let message = id.parse().unwrap();
    let act = site
        .agency
        .decide_message(&site.hand, message, Decided::Reject(discussion::Grounds::False), "Not so.")
        .await
        .unwrap();
    assert!(site.get(&discussion).await.text().contains("Nobody has said anything yet"));
    site.sign_in("mod", StaffRole::Moderator).await;
    let undone = site.post(&format!("/desk/moderation/undo/{act}"), &[("back", "/desk/moderation")]).await;
    assert_eq!(undone.status, 303);
    assert!(site.get(&discussion).await.text().contains("The pilots are right."));
    assert!(
        site.get("/desk/moderation").await.text().contains("The pilots are right."),
        "the report is open again"
    );
    assert_eq!(site.post(&format!("/desk/moderation/undo/{act}"), &[]).await.status, 404, "once");
    site.sign_out();
    assert!(get_as(&site, &nora, "/account/standing").await.text().contains("It was lifted"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_answered_leaves_a_place_and_one_that_was_not_leaves_none() {
    let (site, _postbox, path, [nora, ivo]) = room().await;
    let discussion = format!("{path}/discussion");
    let write = format!("{discussion}/write");
    let first = say(&site, &nora, &write, "Who pays for it?").await;
    let second = say(&site, &ivo, &format!("{write}?to={first}"), "We all do.").await;
    for (who, number, place) in [(&nora, first, true), (&ivo, second, false)] {
        let id = id_of(&site, &path, number).await;
        let act = format!("/discussion/messages/{id}");
        let other = if who == &nora { &ivo } else { &nora };
        assert_eq!(post_as(&site, other, &act, &[("do", "delete")]).await.status, 404, "only the author");
        assert_eq!(post_as(&site, who, &act, &[("do", "delete")]).await.status, 303);
        let page = site.get(&discussion).await.text();
        assert_eq!(page.contains("took this message out"), place, "{page}");
    }
    // Nothing is left below the first one now, so its place is gone too.
    let page = site.get(&discussion).await.text();
    assert!(page.contains("Nobody has said anything yet") && !page.contains("We all do"), "{page}");
    assert_eq!(site.get(&format!("{discussion}/{first}")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_is_silent_for_five_minutes_and_told_with_its_history_after_them() {
    let (site, _postbox, path, [nora, _]) = room().await;
    let discussion = format!("{path}/discussion");
    let number = say(&site, &nora, &format!("{discussion}/write"), "It opend in 1931.").await;
    let act = format!("/discussion/messages/{}", id_of(&site, &path, number).await);
    assert_eq!(
        post_as(&site, &nora, &act, &[("do", "edit"), ("text", "It opened in 1931.")]).await.status,
        303
    );
    assert!(!site.get(&discussion).await.text().contains(">edited<"));
    site.later(6);
    post_as(&site, &nora, &act, &[("do", "edit"), ("text", "It opened in 1932.")]).await;
    let page = site.get(&discussion).await.text();
    assert!(page.contains(">edited<") && page.contains("It opened in 1932."), "{page}");
    assert!(site.get(&format!("{act}/history")).await.text().contains("It opened in 1931."));
    let empty = post_as(&site, &nora, &act, &[("do", "edit"), ("text", " ")]).await;
    assert_eq!(empty.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_are_told_of_answers_once_by_mail_and_end_that_by_one_click() {
    let (site, postbox, path, [nora, ivo]) = room().await;
    let write = format!("{path}/discussion/write");
    let before = postbox.posted().len();
    let first = say(&site, &nora, &write, "Who pays for it?").await;
    say(&site, &ivo, &format!("{write}?to={first}"), "We all do, @Nora Vik.").await;
    let sent = mail(&postbox, before + 1).await;
    assert_eq!(sent.to, "nora@reader.example");
    assert!(text(&sent).contains("We all do") && text(&sent).contains("answered you"), "{}", text(&sent));
    let unfolded = String::from_utf8_lossy(&sent.message).replace("\r\n ", "").replace("\r\n\t", "");
    let line = unfolded.lines().find(|line| line.starts_with("List-Unsubscribe:")).unwrap().to_owned();
    assert!(unfolded.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    let link = line.split(['<', '>']).nth(1).unwrap().split("localhost:8080").nth(1).unwrap().to_owned();
    // Opening the link changes nothing; the mail program's POST does, without a cookie; and it can be undone.
    assert!(site.get(&link).await.text().contains("once an hour"));
    let body = axum::body::Body::from("List-Unsubscribe=One-Click");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let ended = site.ask(axum::http::Method::POST, &link, &headers, body).await;
    assert_eq!(ended.status, 200, "{}", ended.text());
    assert!(ended.text().contains("Undo"));
    say(&site, &ivo, &format!("{write}?to={first}"), "And nobody asked us.").await;
    site.later(180);
    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
    assert_eq!(postbox.posted().len(), before + 1, "no more mail");
    assert_eq!(post_as(&site, "", &link, &[("mails", "daily")]).await.status, 303);
    // Of one's own words, and of somebody muted, nobody is told.
    let notes = get_as(&site, &ivo, "/account/notes").await.text();
    assert!(notes.contains("Nothing yet"), "{notes}");
    assert_eq!(site.get("/account/mail/AAAA").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_a_reader_mutes_they_are_told_nothing_of() {
    let (site, _postbox, path, [nora, ivo]) = room().await;
    let write = format!("{path}/discussion/write");
    let first = say(&site, &nora, &write, "Who pays for it?").await;
    let answer = say(&site, &ivo, &format!("{write}?to={first}"), "You do.").await;
    let act = format!("/discussion/messages/{}", id_of(&site, &path, answer).await);
    assert_eq!(post_as(&site, &nora, &act, &[("do", "mute")]).await.status, 303);
    let mine = get_as(&site, &nora, &format!("{path}/discussion/mine")).await.text();
    let told: serde_json::Value = serde_json::from_str(&mine).unwrap();
    assert_eq!(told["muted"].as_array().unwrap().len(), 1);
    get_as(&site, &nora, "/account/notes").await;
    say(&site, &ivo, &format!("{write}?to={first}"), "You will see.").await;
    assert!(!get_as(&site, &nora, "/account/notes").await.text().contains("You will see."));
    let account = get_as(&site, &nora, "/account").await.text();
    assert!(account.contains("People you do not see") && account.contains("Ivo Stam"), "{account}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_warning_must_be_read_a_suspension_ends_and_nobody_is_kept_out_unseen() {
    let (site, postbox, path, [nora, _]) = room().await;
    let write = format!("{path}/discussion/write");
    say(&site, &nora, &write, "Hello to you all.").await;
    let hand = &site.hand;
    let id = site.agency.find_readers(hand, "Nora").await.unwrap()[0].id;
    let order = |kind, hours| SanctionOrder {
        kind,
        grounds: discussion::Grounds::Insult,
        words: "Mind your tone.",
        message: None,
        hours,
    };
    let before = postbox.posted().len();
    site.agency.sanction(hand, id, order(discussion::SanctionKind::Warning, 0)).await.unwrap();
    let told = text(&mail(&postbox, before + 1).await);
    assert!(told.contains("Mind your tone.") && told.contains("Insults"), "{told}");
    let stopped = post_as(&site, &nora, &write, &[("text", "What did I say?")]).await;
    assert_eq!(stopped.header("location"), "/account/standing");
    assert!(get_as(&site, &nora, "/account").await.text().contains("You cannot take part at present"));
    let standing = get_as(&site, &nora, "/account/standing").await.text();
    let sanction =
        standing.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    post_as(&site, &nora, "/account/standing", &[("do", "read"), ("id", &sanction)]).await;
    say(&site, &nora, &write, "I see. Sorry.").await;

    site.agency.sanction(hand, id, order(discussion::SanctionKind::Suspension, 2)).await.unwrap();
    assert_eq!(
        post_as(&site, &nora, &write, &[("text", "Again?")]).await.header("location"),
        "/account/standing"
    );
    site.later(121);
    say(&site, &nora, &write, "Back again.").await;
    site.agency.sanction(hand, id, order(discussion::SanctionKind::Ban, 0)).await.unwrap();
    site.later(60 * 24 * 400);
    assert_eq!(
        site.agency
            .lift_all(hand, &hand.login, discussion::Grounds::Insult, "2020-01-01T00:00:00Z".parse().unwrap())
            .await
            .unwrap(),
        3
    );
    let fields = [("address", "nora@reader.example"), ("password", crate::people::PASSWORD)];
    let nora = cookies(&post_as(&site, "", "/account/log-in", &fields).await);
    assert!(!get_as(&site, &nora, "/account").await.text().contains("You cannot take part"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn house_words_links_and_closing_are_told_with_what_they_stopped_at() {
    let (mut site, _postbox, path, [nora, _]) = room().await;
    let write = format!("{path}/discussion/write");
    site.sign_in("mod", StaffRole::Moderator).await;
    let fields = [
        ("least", "2"),
        ("most", "500"),
        ("links", "1"),
        ("new_hours", "24"),
        ("first", "0"),
        ("rejected_percent", "0"),
        ("close_days", "14"),
        ("banned", "crook*"),
        ("suspect", "ferry lobby"),
        ("checker", ""),
    ];
    assert_eq!(site.post("/desk/moderation/rules", &fields).await.status, 200);
    site.sign_out();
    let refused = post_as(&site, &nora, &write, &[("text", "What crооks they are")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("crооks"), "{}", refused.text());
    let held = post_as(&site, &nora, &write, &[("text", "The ferry\u{200b} LOBBY did it")]).await;
    assert!(held.status == 200 && held.text().contains("waits for a moderator"), "{}", held.text());
    let links = post_as(&site, &nora, &write, &[("text", "https://a.example and https://b.example")]).await;
    assert!(links.text().contains("2 links"), "{}", links.text());
    // By hand, with the reason; and by time.
    site.sign_in("mod2", StaffRole::Moderator).await;
    let queue = site.get("/desk/moderation").await.text();
    assert!(queue.contains("ferry\u{200b} LOBBY"), "the match is shown");
    let story =
        queue.split("/desk/moderation/stories/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let close = [("mode", "comments"), ("closed", "subject"), ("slow", "0"), ("hours", "")];
    assert_eq!(site.post(&format!("/desk/moderation/stories/{story}"), &close).await.status, 303);
    assert!(site.get(&format!("{path}/discussion")).await.text().contains("because of its subject"));
    let open = [("mode", "comments"), ("closed", ""), ("slow", "0"), ("hours", "")];
    site.post(&format!("/desk/moderation/stories/{story}"), &open).await;
    assert!(!site.get(&format!("{path}/discussion")).await.text().contains("because of its subject"));
    site.sign_out();
    site.later(60 * 24 * 15);
    assert!(site.get(&format!("{path}/discussion")).await.text().contains("has run its time"));
    assert_eq!(post_as(&site, &nora, &write, &[("text", "Too late?")]).await.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_of_reports_hold_a_message_and_ban_nobody_and_a_legal_notice_has_a_reference() {
    let (site, postbox, path, [nora, ivo]) = room().await;
    let number = say(&site, &nora, &format!("{path}/discussion/write"), "The mayor took the money.").await;
    let id = id_of(&site, &path, number).await;
    let act = format!("/discussion/messages/{id}");
    let mut reporters = vec![ivo];
    for (name, address) in [("Ana Ruiz", "ana@reader.example"), ("Bo Lind", "bo@reader.example")] {
        reporters.push(registered(&site, &postbox, name, address).await);
    }
    let report = [("do", "report"), ("category", "false"), ("reason", "There was no money.")];
    post_as(&site, &reporters[0], &act, &report).await;
    post_as(&site, &reporters[0], &act, &report).await;
    post_as(&site, &reporters[1], &act, &report).await;
    post_as(&site, &reporters[2], &act, &report).await;
    assert!(
        site.get(&format!("{path}/discussion")).await.text().contains("The mayor"),
        "new accounts count for nothing"
    );
    let notice = [
        ("law", "Penal code 263"),
        ("reason", "It is not true."),
        ("name", "Rolf Dahl"),
        ("address", "rolf@dahl.example"),
    ];
    let before = postbox.posted().len();
    let given = post_as(&site, "", &format!("{act}/notice"), &notice).await.text();
    let reference = given.split("Its reference is ").nth(1).unwrap()[..8].to_owned();
    assert!(text(&mail(&postbox, before + 1).await).contains(&reference));
    let asked = site.get(&format!("/discussion/notices?reference={}", reference.to_lowercase())).await.text();
    assert!(asked.contains("Nobody has decided yet"), "{asked}");
    let message = id.parse().unwrap();
    site.agency
        .decide_message(&site.hand, message, Decided::Reject(discussion::Grounds::Illegal), "")
        .await
        .unwrap();
    let asked = site.get(&format!("/discussion/notices?reference={reference}")).await.text();
    assert!(asked.contains("was taken out") && asked.contains("Against the law"), "{asked}");
    assert!(text(&mail(&postbox, before + 2).await).contains(&reference));
    assert!(get_as(&site, &reporters[0], "/account/notes").await.text().contains("What came of your report"));
    assert_eq!(site.get("/discussion/notices?reference=AAAAAAAA").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderator_keeps_discussions_and_reaches_nothing_else_of_the_desk() {
    let (mut site, _postbox, path, _) = room().await;
    site.sign_in("mod", StaffRole::Moderator).await;
    assert_eq!(site.get("/desk").await.header("location"), "/desk/moderation");
    for path in [
        "/desk/moderation",
        "/desk/moderation/in/rejected",
        "/desk/moderation/in/visible",
        "/desk/moderation/readers",
        "/desk/moderation/appeals",
        "/desk/moderation/record",
        "/desk/moderation/rules",
        "/desk/account",
        "/desk/keys",
    ] {
        assert_eq!(site.get(path).await.status, 200, "{path}");
    }
    for path in [
        "/desk/drafts",
        "/desk/lexicon",
        "/desk/sources",
        "/desk/subscribers",
        "/desk/desks",
        "/desk/audit",
        "/desk/staff",
        "/desk/house",
        "/desk/wire-rows",
        "/desk/live",
        "/desk/wire/1",
    ] {
        assert_eq!(site.get(path).await.status, 403, "{path}");
    }
    assert_eq!(site.post("/desk/drafts", &[]).await.status, 403);
    site.sign_out();
    site.sign_in("writer", StaffRole::Writer).await;
    for path in ["/desk/moderation", "/desk/moderation/readers", "/desk/moderation/rules"] {
        assert_eq!(site.get(path).await.status, 403, "{path}");
    }
    let _ = path;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_discussion_is_read_by_pages_in_every_order_and_a_permalink_finds_its_place() {
    let (site, _postbox, path, _) = room().await;
    let hand = &site.hand;
    let found = site.agency.find_readers(hand, "Nora").await.unwrap();
    site.agency.mark_reader(hand, found[0].id, false, discussion::ReaderBadge::Expert).await.unwrap();
    let nora = site.agency.find_readers(hand, "Nora").await.unwrap().remove(0);
    let short = path.rsplit('-').next().unwrap().parse().unwrap();
    let page = site.agency.discussion(short, newsroom::View::default()).await.unwrap();
    let story = page.item.story;
    for n in 0..65 {
        let saying =
            Saying { story, parent: None, text: format!("Thought number {n} of many"), client_id: None };
        let said = site.agency.say(&nora, saying).await.unwrap();
        assert!(matches!(said, newsroom::Outcome::Visible(_)), "{said:?}");
        site.later(1);
    }
    for order in ["newest", "oldest", "useful"] {
        let mut at = format!("{path}/discussion?order={order}");
        let (mut seen, mut pages) = (Vec::new(), 0);
        loop {
            let page = site.get(&at).await.text();
            pages += 1;
            for part in page.split("Thought number ").skip(1) {
                seen.push(part.split(' ').next().unwrap().parse::<u32>().unwrap());
            }
            match page.split("href=\"").find(|part| part.contains("rel=\"next\"")) {
                Some(next) => at = next.split('"').next().unwrap().replace("&amp;", "&"),
                None => break,
            }
        }
        assert_eq!((seen.len(), pages), (65, 4), "{order}");
        let mut all = seen.clone();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 65, "{order}: each once");
        assert_eq!(seen[0], if order == "oldest" { 0 } else { 64 });
    }
    let from = site.get(&format!("{path}/discussion?from=30")).await.text();
    assert!(from.contains("id=\"m30\"") && !from.contains("id=\"m31\""), "the page begins with it");
    assert!(site.get(&format!("{path}/discussion/30")).await.text().contains("Thought number 29 of many"));
    assert!(site.get(&format!("{path}/discussion")).await.text().contains("badge-expert"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deep_thread_is_kept_as_a_tree_shows_three_levels_and_goes_on() {
    let (site, _postbox, path, readers) = room().await;
    let write = format!("{path}/discussion/write");
    let mut last = say(&site, &readers[0], &write, "Level 0 of it").await;
    for level in 1..6 {
        site.later(2);
        last =
            say(&site, &readers[level % 2], &format!("{write}?to={last}"), &format!("Level {level} of it"))
                .await;
    }
    let page = site.get(&format!("{path}/discussion")).await.text();
    for level in 0..3 {
        assert!(page.contains(&format!("Level {level} of it")), "{level}");
    }
    assert!(!page.contains("Level 3 of it") && page.contains("Continue: 1 reply"), "{page}");
    let deep = site.get(&format!("{path}/discussion/3")).await.text();
    for level in 0..6 {
        assert!(deep.contains(&format!("Level {level} of it")), "{level}: {deep}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawn_story_and_one_under_embargo_have_no_discussion_to_be_seen() {
    let (site, _postbox, path, [nora, _]) = room().await;
    say(&site, &nora, &format!("{path}/discussion/write"), "Is this right?").await;
    let short: story::ShortId = path.rsplit('-').next().unwrap().parse().unwrap();
    let story = site.agency.discussion(short, newsroom::View::default()).await.unwrap().item.story;
    site.agency.withdraw(&site.hand, story, "It was not so.").await.unwrap();
    for below in ["", "/discussion", "/discussion/1", "/discussion/mine"] {
        let answer = site.get(&format!("{path}{below}")).await;
        assert!(answer.status == 410 || answer.status == 404, "{below}: {}", answer.status);
        assert!(!answer.text().contains("Is this right?"));
    }
    assert_eq!(
        post_as(&site, &nora, &format!("{path}/discussion/write"), &[("text", "Hello?")]).await.status,
        404
    );
}
