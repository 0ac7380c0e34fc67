//! The accounts of readers, as a browser without script meets them.

use std::time::Duration;

use crate::bridge;
use crate::people::{PASSWORD, cookies, get_as, link, mail, mails_about, post_as, registered, site, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_registers_confirms_by_a_button_and_opening_the_link_changes_nothing() {
    let (site, postbox) = site().await;
    let fields = [("name", "Nora Vik"), ("address", " Nora@Reader.example "), ("password", PASSWORD)];
    let asked = post_as(&site, "", "/account/register", &fields).await;
    assert_eq!(asked.status, 303);
    let browser = cookies(&asked);
    let sent = mail(&postbox, 1).await;
    assert_eq!(sent.to, "nora@reader.example");
    // No word of what was typed goes to an address that somebody may have made up.
    assert!(!String::from_utf8_lossy(&sent.message).contains("Nora Vik"));
    let signed = String::from_utf8_lossy(&sent.message).replace("\r\n ", " ");
    assert!(
        signed.starts_with("DKIM-Signature: v=1; a=rsa-sha256;") && signed.contains(" d=meridian.example;")
    );
    let link = link(&sent, "/account/confirm/");
    for _ in 0..3 {
        let opened = get_as(&site, "", &link).await;
        assert_eq!(opened.status, 200);
        assert!(opened.text().contains("Confirm"), "{}", opened.text());
    }
    assert_eq!(get_as(&site, &browser, "/account").await.status, 303, "nobody is in yet");
    let confirmed = post_as(&site, &browser, &link, &[]).await;
    let session = cookies(&confirmed);
    let account = get_as(&site, &session, "/account").await.text();
    assert!(account.contains("Nora Vik") && account.contains("nora@reader.example"), "{account}");
    assert!(account.contains("Firefox, Linux"), "{account}");
    // The link is spent.
    let again = post_as(&site, &browser, &link, &[]).await;
    assert!(again.text().contains("good for nothing"), "{}", again.text());
    let out = post_as(&site, &session, "/account/log-out", &[]).await;
    assert_eq!(out.status, 303);
    assert_eq!(
        get_as(&site, &session, "/account").await.header("location"),
        "/account/log-in?next=%2Faccount"
    );
    let fields = [("address", "NORA@reader.example"), ("password", PASSWORD), ("next", "/world")];
    let entered = post_as(&site, "", "/account/log-in", &fields).await;
    assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/world"));
    assert_ne!(cookies(&entered), session, "a new session has a new token");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_answered_tells_whether_an_address_has_an_account() {
    let (site, postbox) = site().await;
    registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    let mut pages = Vec::new();
    for (name, address) in [("Ivo Stam", "nora@reader.example"), ("Ivo Stam", "nobody@reader.example")] {
        let fields = [("name", name), ("address", address), ("password", PASSWORD)];
        let asked = post_as(&site, "", "/account/register", &fields).await;
        let page = get_as(&site, &cookies(&asked), "/account/check-mail").await;
        let link = post_as(&site, "", "/account/sign-in", &[("address", address)]).await;
        let forgot = post_as(&site, "", "/account/password", &[("address", address)]).await;
        let wrong =
            post_as(&site, "", "/account/log-in", &[("address", address), ("password", "not the password")])
                .await;
        let shown = wrong.text().replace(address, "");
        pages.push((
            asked.status,
            page.text(),
            link.status,
            link.header("location").to_owned(),
            forgot.text(),
            wrong.status,
            shown,
        ));
    }
    assert_eq!(pages[0], pages[1]);
    // The owner of the address is told; the stranger's registration makes no account.
    let known = mail(&postbox, 2).await;
    assert!(text(&known).contains("You have an account already"), "{}", text(&known));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let to_nobody: Vec<_> =
        postbox.posted().into_iter().filter(|it| it.to == "nobody@reader.example").collect();
    assert_eq!(to_nobody.len(), 1, "only the mail to confirm goes to an address without an account");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_signs_in_where_it_was_asked_for_and_elsewhere_the_code_does() {
    let (site, postbox) = site().await;
    registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    let asked =
        post_as(&site, "", "/account/sign-in", &[("address", "nora@reader.example"), ("next", "/world")])
            .await;
    assert_eq!(asked.header("location"), "/account/code?next=%2Fworld");
    let browser = cookies(&asked);
    let sent = mail(&postbox, 2).await;
    let link = link(&sent, "/account/sign-in/");
    let code = text(&sent)
        .split_whitespace()
        .find(|it| it.len() == 6 && it.bytes().all(|b| b.is_ascii_digit()))
        .unwrap()
        .to_owned();
    // Another browser is told to use the code; posting there signs nobody in.
    assert!(get_as(&site, "", &link).await.text().contains("another browser"));
    let elsewhere = post_as(&site, "", &link, &[]).await;
    assert_eq!((elsewhere.status.as_u16(), elsewhere.header("set-cookie")), (422, ""));
    let wrong = post_as(&site, &browser, "/account/code", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let entered =
        post_as(&site, &browser, "/account/code", &[("code", &spaced), ("next", "//evil.example")]).await;
    assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/"));
    assert_eq!(post_as(&site, &browser, "/account/code", &[("code", &code)]).await.status, 422, "once");
    assert_eq!(post_as(&site, &browser, &link, &[]).await.status, 422, "the link is spent with it");

    let asked = post_as(&site, "", "/account/sign-in", &[("address", "nora@reader.example")]).await;
    let browser = cookies(&asked);
    let second = mail(&postbox, 3).await;
    let link = crate::people::link(&second, "/account/sign-in/");
    let entered = post_as(&site, &browser, &link, &[]).await;
    assert_eq!(entered.status, 303);
    assert_eq!(get_as(&site, &cookies(&entered), "/account").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_is_tried_five_times_and_no_more() {
    let (site, postbox) = site().await;
    registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    let asked = post_as(&site, "", "/account/sign-in", &[("address", "nora@reader.example")]).await;
    let browser = cookies(&asked);
    let sent = text(&mail(&postbox, 2).await);
    let code =
        sent.split_whitespace().find(|it| it.len() == 6 && it.bytes().all(|b| b.is_ascii_digit())).unwrap();
    let wrong = if code == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        assert_eq!(post_as(&site, &browser, "/account/code", &[("code", wrong)]).await.status, 422);
    }
    assert_eq!(post_as(&site, &browser, "/account/code", &[("code", code)]).await.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_password_is_set_anew_once_and_all_devices_are_out() {
    let (site, postbox) = site().await;
    let session = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    post_as(&site, "", "/account/password", &[("address", "nora@reader.example")]).await;
    let link = link(&mail(&postbox, 2).await, "/account/password/");
    assert_eq!(post_as(&site, "", &link, &[("password", "password123")]).await.status, 422, "soon guessed");
    let set = post_as(&site, "", &link, &[("password", "nine herons by the lock")]).await;
    assert_eq!(set.status, 303, "{}", set.text());
    assert_eq!(get_as(&site, &session, "/account").await.status, 303, "the old session is over");
    assert!(
        post_as(&site, "", &link, &[("password", "ten herons by the lock")])
            .await
            .text()
            .contains("good for nothing")
    );
    let old =
        post_as(&site, "", "/account/log-in", &[("address", "nora@reader.example"), ("password", PASSWORD)])
            .await;
    assert_eq!(old.status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_that_pass_for_others_and_passwords_soon_guessed_are_refused_beside_their_fields() {
    let (mut site, postbox) = site().await;
    site.sign_in("Ada Lund", story::StaffRole::Editor).await;
    site.sign_out();
    registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    for (name, said) in [
        ("N", "from 2 to 40"),
        ("Ada Lund", "one of ours"),
        ("Meridian", "one of ours"),
        ("Moderator", "one of ours"),
        ("N0ra-Vik", "looks like it"),
        ("<script>alert(1)</script>", "letters, digits"),
        ("Nоra", "several scripts"),
        ("pills.com", "no address"),
    ] {
        let fields = [("name", name), ("address", "x@reader.example"), ("password", PASSWORD)];
        let refused = post_as(&site, "", "/account/register", &fields).await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.text().contains(said), "{name}: {}", refused.text());
        assert!(!refused.text().contains("<script>alert"), "what was typed is shown as text");
    }
    for password in ["short", "password1234", "meridian2026", "reader.example"] {
        let fields = [("name", "Ivo Stam"), ("address", "x@reader.example"), ("password", password)];
        let refused = post_as(&site, "", "/account/register", &fields).await;
        assert_eq!(refused.status, 422, "{password}");
        assert!(refused.text().contains("Ivo Stam"), "what was typed is there again");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mass_registration_meets_limits_and_the_wait_is_told() {
    let (site, postbox) = site().await;
    let fields = [("name", "Nora Vik"), ("address", "nora@reader.example"), ("password", PASSWORD)];
    let asked = post_as(&site, "", "/account/register", &fields).await;
    let browser = cookies(&asked);
    mail(&postbox, 1).await;
    let soon = post_as(&site, &browser, "/account/check-mail", &[]).await;
    assert_eq!(soon.status, 422);
    assert!(soon.text().contains("Wait 60"), "{}", soon.text());
    site.later(1);
    let again = post_as(&site, &browser, "/account/check-mail", &[]).await;
    assert_eq!(again.status, 200, "{}", again.text());
    mail(&postbox, 2).await;
    for _ in 0..2 {
        assert_eq!(post_as(&site, "", "/account/register", &fields).await.status, 303);
    }
    let refused = post_as(&site, "", "/account/register", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("minutes"), "{}", refused.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_are_listed_and_ended_and_the_password_ends_the_others() {
    let (site, postbox) = site().await;
    let first = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    let fields = [("address", "nora@reader.example"), ("password", PASSWORD)];
    let second = cookies(&post_as(&site, "", "/account/log-in", &fields).await);
    let third = cookies(&post_as(&site, "", "/account/log-in", &fields).await);
    let page = get_as(&site, &first, "/account").await.text();
    assert_eq!(page.matches("name=\"session\"").count(), 2, "{page}");
    let id = page.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(post_as(&site, &first, "/account", &[("do", "end"), ("session", id)]).await.status, 303);
    let left =
        [get_as(&site, &second, "/account").await.status, get_as(&site, &third, "/account").await.status];
    assert_eq!(left.iter().filter(|it| **it == 200).count(), 1);
    let wrong = [("do", "password"), ("old", "no"), ("password", "nine herons by the lock")];
    assert_eq!(post_as(&site, &first, "/account", &wrong).await.status, 422);
    let right = [("do", "password"), ("old", PASSWORD), ("password", "nine herons by the lock")];
    assert_eq!(post_as(&site, &first, "/account", &right).await.header("location"), "/account?saved");
    assert_eq!(get_as(&site, &first, "/account").await.status, 200);
    for other in [&second, &third] {
        assert_eq!(get_as(&site, other, "/account").await.status, 303);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_changes_once_the_new_one_is_confirmed_and_the_old_one_is_told() {
    let (site, postbox) = site().await;
    let session = registered(&site, &postbox, "Nora Vik", "nora@reader.example").await;
    registered(&site, &postbox, "Ivo Stam", "ivo@reader.example").await;
    // One that has an account gets nothing, and the answer is the same.
    for address in ["ivo@reader.example", "new@reader.example"] {
        let asked = post_as(&site, &session, "/account", &[("do", "address"), ("address", address)]).await;
        assert_eq!(asked.header("location"), "/account?mailed");
    }
    let sent = mail(&postbox, 3).await;
    assert_eq!(sent.to, "new@reader.example");
    let link = link(&sent, "/account/address/");
    assert!(get_as(&site, "", &link).await.text().contains("new@reader.example"));
    assert!(get_as(&site, &session, "/account").await.text().contains("nora@reader.example"));
    assert!(post_as(&site, "", &link, &[]).await.text().contains("was changed"));
    assert!(get_as(&site, &session, "/account").await.text().contains("new@reader.example"));
    assert_eq!(mail(&postbox, 4).await.to, "nora@reader.example");
}

/// All bytes of all files below a folder.
fn all_bytes(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            all.extend(all_bytes(&entry.path()));
        } else if let Ok(bytes) = std::fs::read(entry.path()) {
            all.push((entry.path(), bytes));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_takes_their_data_along_can_come_back_and_then_leaves_no_trace() {
    let (site, postbox) = site().await;
    let sent = site.send(&bridge(3)).await;
    let discussion = format!("{}/discussion", sent.path);
    let session = registered(&site, &postbox, "Zephyrine Quill", "zephyrine@reader.example").await;
    site.later(1);
    let said =
        post_as(&site, &session, &format!("{discussion}/write"), &[("text", "Xylographic harbour remarks")])
            .await;
    assert_eq!(said.status, 200, "held, as the first of somebody new: {}", said.text());
    let hand = &site.hand;
    let queue = site.agency.moderation_queue(hand, None).await.unwrap();
    let id = queue.waiting[0].message.id;
    site.agency.decide_message(hand, id, newsroom::Decided::Approve, "").await.unwrap();
    assert!(site.get(&discussion).await.text().contains("Xylographic harbour remarks"));

    let data = post_as(&site, &session, "/account/data", &[]).await;
    assert_eq!((data.status.as_u16(), data.header("content-type")), (200, "application/zip"));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(data.bytes)).unwrap();
    let mut json = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("account.json").unwrap(), &mut json).unwrap();
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["account"]["address"], "zephyrine@reader.example");
    assert_eq!(told["messages"][0]["text"], "Xylographic harbour remarks");
    assert!(told["reactions"].is_array() && told["found_useful"].is_array(), "{told}");
    assert!(zip.by_name("account.html").is_ok());
    assert_eq!(post_as(&site, &session, "/account/data", &[]).await.status, 422, "once a day");

    let fields = [("password", "wrong"), ("how", "erase")];
    assert_eq!(post_as(&site, &session, "/account/leave", &fields).await.status, 422);
    let fields = [("password", PASSWORD), ("how", "erase")];
    assert_eq!(post_as(&site, &session, "/account/leave", &fields).await.status, 303);
    let entry = [("address", "zephyrine@reader.example"), ("password", PASSWORD)];
    let session = cookies(&post_as(&site, "", "/account/log-in", &entry).await);
    assert!(get_as(&site, &session, "/account").await.text().contains("is deleted on"));
    post_as(&site, &session, "/account", &[("do", "stay")]).await;
    assert!(!get_as(&site, &session, "/account").await.text().contains("is deleted on"));
    post_as(&site, &session, "/account/leave", &fields).await;
    // The letters that say so have to be away before. Whether the approval is told by mail depends on which is sooner, the
    // mail or the reader's own look at it.
    mails_about(&postbox, "Your account will be deleted", 2).await;

    site.later(60 * 24 * 14 + 1);
    let traces = [&b"zephyrine"[..], b"Zephyrine", b"Xylographic"];
    let found = || {
        let files = all_bytes(site.agency.folder());
        let has =
            |bytes: &[u8]| traces.iter().any(|trace| bytes.windows(trace.len()).any(|part| part == *trace));
        files.into_iter().filter(|(_, bytes)| has(bytes)).map(|(path, _)| path).collect::<Vec<_>>()
    };
    let mut page = String::new();
    for _ in 0..500 {
        page = site.get(&discussion).await.text();
        if !page.contains("Xylographic") && found().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // A backup has all rows, also those of another engine.
    newsroom::backup(&site.place(), &site.agency.folder().join("after.backup")).unwrap();
    assert_eq!(found(), Vec::<std::path::PathBuf>::new());
    assert!(!page.contains("Xylographic") && page.contains("Nobody has said anything yet"), "{page}");
    assert_eq!(post_as(&site, "", "/account/log-in", &entry).await.status, 422);
}

/// What a mail server says of a letter that it could not deliver.
fn report(letter: &str, status: &str) -> Vec<u8> {
    format!(
        "From: Mail Delivery System <mailer-daemon@mail.example>\r\nTo: <post+{letter}@meridian.example>\r\n\
         Subject: Undelivered mail\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n\
         Final-Recipient: rfc822; nora@reader.example\r\nAction: failed\r\nStatus: {status}\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_mail_comes_back_from_gets_no_more_and_nobody_else_can_bring_that_about() {
    let (site, postbox) = site().await;
    let nora = registered(&site, &postbox, "Nora", "nora@reader.example").await;
    let link = post_as(&site, "", "/account/sign-in", &[("address", "nora@reader.example")]).await;
    assert_eq!(link.status, 303);
    mail(&postbox, 2).await;
    let from = postbox.posted()[1].from.clone();
    let letter = from.split(['+', '@']).nth(1).unwrap().to_owned();
    assert_eq!(letter.len(), 32, "the sender names the letter: {from}");
    let guessed = "0192aabbccdd7eeeaabbccddeeff0011";
    assert!(!site.agency.note_return(&report(guessed, "5.1.1")).await.unwrap());
    assert!(!site.agency.note_return(b"From: a@b.example\r\nTo: c@d.example\r\n\r\nHello.").await.unwrap());
    assert!(!site.agency.note_return(&report(&letter, "4.4.7")).await.unwrap(), "it is tried on");
    assert!(
        site.agency.note_return(&report(&letter, "5.2.2")).await.unwrap(),
        "a full mailbox is no wrong address"
    );
    let again = async |count: usize| {
        site.later(60);
        post_as(&site, "", "/account/sign-in", &[("address", "nora@reader.example")]).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert_eq!(postbox.posted().len(), count);
    };
    again(3).await;
    assert!(site.agency.note_return(&report(&letter, "5.1.1")).await.unwrap());
    again(3).await;
    let page = get_as(&site, &nora, "/account").await.text();
    assert!(page.contains("came back") && page.contains("not sent: the address takes no mail"), "{page}");
}
