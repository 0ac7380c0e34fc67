//! The desk, as plain forms.

use story::StaffRole;
use testkit::TestSite;

use crate::bridge;

/// The fields of a story that can be sent.
const FERRY: [(&str, &str); 6] = [
    ("slugline", "ferry-fares"),
    ("headline", "Ferry fares rise in spring"),
    ("home", "en/world"),
    ("language", "en"),
    ("urgency", "4"),
    (
        "body",
        "Fares on the strait ferries rise by a tenth in spring, the line said.\n\nThe last rise was in 2019.",
    ),
];

/// The fields with some of them typed otherwise.
fn ferry<'a>(otherwise: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<_> =
        FERRY.into_iter().filter(|(name, _)| otherwise.iter().all(|(o, _)| o != name)).collect();
    fields.extend(otherwise);
    fields
}

async fn begin(site: &TestSite) -> String {
    let begun = site.post("/desk/drafts", &[]).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    begun.header("location").to_owned()
}

/// The page to which an answer leads.
async fn follow(site: &TestSite, answer: &testkit::Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    site.get(answer.header("location")).await.text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_at_the_desk_is_led_to_the_door_and_back() {
    let site = TestSite::new().await;
    for path in
        ["/desk", "/desk/drafts", "/desk/live", "/desk/staff", "/desk/house", "/desk/house/en/pages/about"]
    {
        let answer = site.get(path).await;
        assert!(matches!(answer.status.as_u16(), 303 | 401), "{path}: {}", answer.status);
        assert!(!answer.text().contains("harbour"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_writes_and_sends_with_nothing_but_forms() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    site.send(&bridge(2)).await;
    assert!(site.get("/desk").await.text().contains("harbour-bridge"));
    let draft = begin(&site).await;
    assert_eq!(site.get(&draft).await.status, 200);
    let saved = site.post_parts(&draft, &ferry(&[("version", "0"), ("do", "sheet")])).await;
    let sheet = follow(&site, &saved).await;
    assert!(sheet.contains("Ferry fares rise in spring"), "{sheet}");
    let sent = site.post(&format!("{draft}/send"), &[("version", "1")]).await;
    let monitor = follow(&site, &sent).await;
    assert!(monitor.contains("ferry-fares"));
    assert!(site.get("/world").await.text().contains("Ferry fares rise in spring"));
    assert_eq!(site.get(&draft).await.status, 404, "a sent draft is no draft any more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_role_is_refused_what_is_not_its_own() {
    let mut site = TestSite::new().await;
    let sent = site.send(&bridge(2)).await;
    let withdraw = format!("/desk/stories/{}/withdraw?from={}", sent.story, sent.sequence);
    let pages = ["/desk/staff", "/desk/house", "/desk/house/en/pages/about", withdraw.as_str()];
    for (role, allowed) in [
        (StaffRole::Writer, [403, 403, 403, 403]),
        (StaffRole::Editor, [403, 403, 403, 200]),
        (StaffRole::Administrator, [200, 200, 200, 200]),
    ] {
        site.sign_in(role.as_str(), role).await;
        for (page, status) in pages.into_iter().zip(allowed) {
            assert_eq!(site.get(page).await.status.as_u16(), status, "{role:?} {page}");
        }
        for page in ["/desk", "/desk/drafts", "/desk/paste", "/desk/keys"] {
            assert_eq!(site.get(page).await.status, 200, "{role:?} {page}");
        }
    }
    site.sign_in("wim", StaffRole::Writer).await;
    for (form, fields) in [
        ("/desk/staff", vec![("login", "x"), ("name", "X"), ("role", "administrator"), ("language", "en")]),
        ("/desk/house/name", vec![("name", "Other")]),
        (
            "/desk/house/editions",
            vec![("name", "X"), ("slug", "x"), ("language", "en"), ("zone", "Europe/Oslo")],
        ),
        ("/desk/house/en/sections", vec![("name", "X"), ("slug", "x")]),
        ("/desk/house/en/pages/about", vec![("title", "X"), ("copy", "x")]),
        (withdraw.as_str(), vec![("reason", "because")]),
    ] {
        assert_eq!(site.post(form, &fields).await.status, 403, "{form}");
    }
    let draft = begin(&site).await;
    site.post_parts(&draft, &ferry(&[("version", "0"), ("do", "save")])).await;
    assert_eq!(site.post(&format!("{draft}/send"), &[("version", "1")]).await.status, 403, "a writer files");
    assert_eq!(site.get(&draft).await.status, 200, "and the draft is still there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    for (field, typed) in [
        ("headline", ""),
        ("home", ""),
        ("embargo", "some time on Tuesday"),
        ("embargo", "2026-10-01 10:00"),
        ("dateline", "He said: it is in the harbour."),
        ("urgency", "11"),
        ("language", "not a language"),
    ] {
        let draft = begin(&site).await;
        let fields = ferry(&[("version", "0"), ("do", "sheet"), (field, typed)]);
        let sheet = site.post_parts(&draft, &fields).await;
        let sheet = site.get(sheet.header("location")).await;
        assert_eq!(sheet.status, 422, "{field}={typed}: {}", sheet.text());
        let editor = site.get(&format!("{draft}?check=1")).await;
        assert_eq!(editor.status, 422, "{field}={typed}");
        let name = if field == "home" { "sections" } else { field };
        let text = editor.text();
        assert!(text.contains(&format!("id=\"fault-{name}\"")), "{field}={typed}: {text}");
        // An urgency is chosen from a list, which cannot show what is not in it.
        assert!(field == "urgency" || text.contains(typed), "{field}={typed}: {text}");
        assert!(text.contains("The last rise was in 2019."));
        let sent = site.post(&format!("{draft}/send"), &[("version", "1")]).await;
        assert_eq!(sent.status, 422, "{field}={typed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_comes_too_late_is_kept_beside_the_other() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let draft = begin(&site).await;
    site.post_parts(&draft, &ferry(&[("version", "0"), ("do", "save")])).await;
    let late = [("version", "0"), ("do", "save"), ("body", "What the other had typed meanwhile.")];
    let branch = site.post_parts(&draft, &ferry(&late)).await;
    let page = follow(&site, &branch).await;
    assert!(page.contains("What the other had typed meanwhile."), "{page}");
    assert!(site.get(&draft).await.text().contains("The last rise was in 2019."), "the first is as it was");
    // After the send the late text is still kept, and the story is as it was sent.
    site.post(&format!("{draft}/send"), &[("version", "1")]).await;
    let later =
        site.post_parts(&draft, &ferry(&[("version", "1"), ("do", "save"), ("body", "Later still.")])).await;
    assert!(follow(&site, &later).await.contains("Later still."));
    assert!(!site.get("/feed.atom").await.text().contains("Later still."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_link_shows_a_stranger_the_draft_until_it_is_sent() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let draft = begin(&site).await;
    let made = site.post_parts(&draft, &ferry(&[("version", "0"), ("do", "link")])).await.text();
    let link = made.split("/preview/").nth(1).unwrap().split(['"', '<']).next().unwrap();
    let link = format!("/preview/{link}");
    site.sign_out();
    let seen = site.get(&link).await;
    assert_eq!(seen.status, 200);
    assert!(seen.text().contains("Ferry fares rise in spring"));
    assert!(seen.header("x-robots-tag").contains("noindex"));
    assert_eq!(seen.header("cache-control"), "no-store");
    site.later(24 * 60 + 1);
    assert_eq!(site.get(&link).await.status, 404, "the link has ended");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_wants_a_reason_and_then_every_address_says_it_is_gone() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let first = site.send(&bridge(2)).await;
    site.send(&bridge(3)).await;
    let form = format!("/desk/stories/{}/withdraw", first.story);
    let from = first.sequence.to_string();
    let refused = site.post(&form, &[("from", &from), ("reason", "  ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("id=\"fault-reason\""), "{}", refused.text());
    let done = site.post(&form, &[("from", &from), ("reason", "The port says no such order exists.")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    for path in
        [first.path.clone(), format!("{}/revisions/0", first.path), format!("{}/revisions/0..1", first.path)]
    {
        let gone = site.get(&path).await;
        assert_eq!(gone.status, 410, "{path}");
        assert!(!gone.text().contains("Engineers found cracks"), "{path}");
    }
    for path in ["/", "/world", "/newsfeed", "/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml"] {
        assert!(!site.get(path).await.text().contains("Engineers found cracks"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standing_page_is_written_at_the_desk_and_stands_at_once() {
    let mut site = TestSite::new().await;
    site.sign_in("root", StaffRole::Administrator).await;
    assert!(!site.get("/about").await.text().contains("seven people"));
    let form = "/desk/house/en/pages/about";
    let refused = site.post(form, &[("title", " "), ("copy", "We are seven people.")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("We are seven people."), "what was typed stays");
    let kept = site
        .post(form, &[("title", "Who we are"), ("copy", "We are seven people.\r\n\r\n## Where\r\n\r\nHere.")])
        .await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let page = site.get("/about").await.text();
    assert!(page.contains("We are seven people.") && page.contains("Who we are"), "{page}");
    assert!(site.get(form).await.text().contains("We are seven people."));
    assert_eq!(site.get("/desk/house/en/pages/nothing").await.status, 404);
    assert_eq!(site.get("/desk/house/xx/pages/about").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_house_refuses_what_cannot_be_beside_its_field() {
    let mut site = TestSite::new().await;
    site.sign_in("root", StaffRole::Administrator).await;
    let edition = |slug: &'static str, language: &'static str, zone: &'static str| {
        vec![("name", "Northern desk"), ("slug", slug), ("language", language), ("zone", zone)]
    };
    for (form, fields, fault) in [
        ("/desk/house/name", vec![("name", " ")], "name"),
        ("/desk/house/editions", edition("feed.rss", "en", "Europe/Oslo"), "slug"),
        ("/desk/house/editions", edition("desk", "en", "Europe/Oslo"), "slug"),
        ("/desk/house/editions", edition("north", "no such", "Europe/Oslo"), "language"),
        ("/desk/house/editions", edition("north", "en", "Europe/Nowhere"), "zone"),
        ("/desk/house/en/sections", vec![("name", "Northern desk"), ("slug", "search")], "slug"),
        ("/desk/house/en/sections", vec![("name", "Northern desk"), ("slug", "ru")], "slug"),
        ("/desk/house/en/sections", vec![("name", ""), ("slug", "north")], "name"),
        (
            "/desk/staff",
            vec![("login", "root"), ("name", "Northern desk"), ("role", "writer"), ("language", "en")],
            "login",
        ),
    ] {
        let answer = site.post(form, &fields).await;
        assert_eq!(answer.status, 422, "{form} {fields:?}");
        let text = answer.text();
        assert!(text.contains(&format!("id=\"fault-{fault}\"")), "{form} {fields:?}: {text}");
        for (_, typed) in fields.iter().filter(|(name, _)| *name == "name") {
            assert!(text.contains(typed), "{form}: what was typed stays");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pasted_copy_becomes_a_draft_with_its_fields_filled() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let pasted = site.post("/desk/paste", &[("text", &bridge(3)), ("edition", "en")]).await;
    let page = follow(&site, &pasted).await;
    for typed in ["harbour-bridge", "Harbour bridge closes to lorries", "Ida Marr", "PORT MERRIN"] {
        assert!(page.contains(typed), "{typed}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_over_the_limit_is_refused_with_the_limit() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let long = "x".repeat(2 << 20);
    let answer = site.post("/desk/paste", &[("text", &long), ("edition", "en")]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text().contains("1,048,576"), "{}", answer.text());
    let draft = begin(&site).await;
    let picture = "x".repeat(21 << 20);
    let answer = site.post_parts(&draft, &ferry(&[("version", "0"), ("file", &picture)])).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text().contains("20,971,520"), "{}", answer.text());
    let long = "word ".repeat(250_000);
    let kept = site.post_parts(&draft, &ferry(&[("version", "0"), ("do", "save"), ("body", &long)])).await;
    assert_eq!(kept.status, 422, "a draft has a limit of its own");
    assert!(kept.text().contains("word word word"), "and what was typed is still there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_of_the_copy_desk_is_mended_or_set_aside_with_a_reason_before_a_send() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let draft = begin(&site).await;
    let body = "Fares rise on Friday, October 12, the line said.\n\nThe last rise was in 2019.";
    site.post_parts(&draft, &ferry(&[("version", "0"), ("do", "save"), ("body", body)])).await;
    let sheet = site.get(&format!("{draft}/send")).await.text();
    assert!(sheet.contains("is a Monday") && sheet.contains("Friday, October 12"), "{sheet}");
    let found = site.get(&format!("{draft}/findings")).await.text();
    assert!(found.contains("\"check\":1") && found.contains("\"paragraph\":0"), "{found}");
    let refused = site.post(&format!("{draft}/send"), &[("version", "1")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("one open error"), "{}", refused.text());
    let aside = [("rule", "weekday"), ("words", "Friday, October 12"), ("reason", "")];
    site.post(&format!("{draft}/findings"), &aside).await;
    assert_eq!(
        site.post(&format!("{draft}/send"), &[("version", "1")]).await.status,
        422,
        "a reason is wanted"
    );
    let aside = [("rule", "weekday"), ("words", "Friday, October 12"), ("reason", "Quoted from the poster.")];
    let kept = site.post(&format!("{draft}/findings"), &aside).await;
    assert!(follow(&site, &kept).await.contains("Quoted from the poster."));
    assert_eq!(site.post(&format!("{draft}/send"), &[("version", "1")]).await.status, 303);
    let counts = site.get("/desk/lexicon").await.text();
    assert!(counts.contains("weekday"), "{counts}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_of_the_house_is_tried_on_the_archive_before_it_goes_live() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    site.send(&bridge(2)).await;
    let rule = [("find", "lorries"), ("wanted", "trucks"), ("severity", "error")];
    let with = |act: &'static str| rule.into_iter().chain([("do", act)]).collect::<Vec<_>>();
    let tried = site.post("/desk/lexicon", &with("try")).await.text();
    assert!(
        tried.contains("hits in the last 1 stories") && tried.contains("<mark>lorries</mark>"),
        "{tried}"
    );
    assert!(!site.get("/desk/lexicon").await.text().contains("lorries"), "trying keeps nothing");
    assert_eq!(site.post("/desk/lexicon", &with("draft")).await.status, 303);
    let draft = begin(&site).await;
    site.post_parts(
        &draft,
        &ferry(&[("version", "0"), ("do", "save"), ("body", "The lorries wait, police said.")]),
    )
    .await;
    assert!(!site.get(&format!("{draft}/findings")).await.text().contains("trucks"), "it rests");
    let page = site.get("/desk/lexicon").await.text();
    let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut live = with("live");
    live.push(("id", &id));
    assert_eq!(site.post("/desk/lexicon", &live).await.status, 303);
    assert!(site.get(&format!("{draft}/findings")).await.text().contains("trucks"), "it is live");
    let refused = site.post("/desk/lexicon", &[("find", " "), ("do", "draft")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        site.post("/desk/lexicon", &[("id", &id), ("find", "lorries"), ("do", "drop")]).await.status,
        303
    );
    assert!(!site.get(&format!("{draft}/findings")).await.text().contains("trucks"));
    site.sign_in("wim", StaffRole::Writer).await;
    assert_eq!(site.post("/desk/lexicon", &with("draft")).await.status, 403, "a writer reads it");
    assert_eq!(site.get("/desk/lexicon").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_branches_are_compared_and_merged_and_nothing_chosen_is_lost() {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Editor).await;
    let draft = begin(&site).await;
    let mine = "Fares rise by a tenth in spring, the line said.\n\nThe last rise was in 2019.\n\nTickets stay valid.";
    let theirs = "Fares rise by a fifth in spring, the line said.\n\nThe last rise was in 2019.\n\nThe union is angry.";
    site.post_parts(&draft, &ferry(&[("version", "0"), ("do", "save"), ("body", mine)])).await;
    let late = [("version", "0"), ("do", "save"), ("body", theirs), ("headline", "Ferry fares to rise")];
    let branch = site.post_parts(&draft, &ferry(&late)).await;
    let branch = branch.header("location").split('?').next().unwrap().to_owned();
    let page = site.get(&branch).await.text();
    let merge = page
        .split("href=\"")
        .map(|rest| rest.split('"').next().unwrap())
        .find(|href| href.contains("/merge/"));
    let merge = merge.expect("the branch leads to the merge").to_owned();
    let sides = site.get(&merge).await;
    assert_eq!(sides.status, 200, "{}", sides.text());
    let sides = sides.text();
    for words in ["The union is angry.", "Tickets stay valid.", "Ferry fares to rise", "<ins>", "<del>"] {
        assert!(sides.contains(words), "{words}: {sides}");
    }
    // This draft is the branch: from the other its lead and its headline, and both that stand on one side alone.
    let chosen =
        [("version", "0"), ("their_version", "1"), ("field-headline", "theirs"), ("pair-0", "theirs")];
    let stale = [("version", "9"), ("their_version", "1")];
    assert_eq!(site.post(&merge, &stale).await.status, 409, "a save came in between");
    let done = site.post(&merge, &chosen).await;
    let merged = follow(&site, &done).await;
    for words in ["by a tenth", "The union is angry.", "Tickets stay valid.", "Ferry fares rise in spring"] {
        assert!(merged.contains(words), "{words}: {merged}");
    }
    assert!(!merged.contains("by a fifth"));
    assert_eq!(site.get(&draft).await.status, 404, "the other is closed");
}
