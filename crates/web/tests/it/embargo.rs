//! The leak test: until its instant an embargoed story changes nothing that the public can ask for, to the byte.
//!
//! Every route is on the list, or the test fails: a new surface is looked at before it is let in.

use axum::http::Method;
use testkit::{Answer, TestSite};

use crate::bridge;

const ROUTES: &str = include_str!("../../src/routes.rs");
const DESK_ROUTES: &str = include_str!("../../src/desk.rs");
const CLIENT_ROUTES: &str = include_str!("../../src/client.rs");
const MODERATION_ROUTES: &str = include_str!("../../src/desk/moderation.rs");
const READER_ROUTES: &str = include_str!("../../src/reader.rs");
const DISCUSSION_ROUTES: &str = include_str!("../../src/discussion.rs");
const SUBSCRIBE_ROUTES: &str = include_str!("../../src/subscribe.rs");
const WEBSUB_ROUTES: &str = include_str!("../../src/websub.rs");
const PUSH_ROUTES: &str = include_str!("../../src/push.rs");

/// Every public route, with the addresses that are asked of it. `{story}` stands for the path of a story that is
/// public and in the same section, `{secret}` for the path at which the embargoed one will stand.
const SURFACES: &[(&str, &[&str])] = &[
    ("/", &["/", "/ru/", "/ar/"]),
    ("/newsfeed", &["/newsfeed", "/newsfeed?before=99"]),
    ("/newsfeed/items", &["/newsfeed/items"]),
    ("/newsfeed/count", &["/newsfeed/count?after=0", "/newsfeed/count?after=1"]),
    ("/search", &["/search?q=quillfeather", "/search?q=harbour", "/search?q=quillfeather&page=2"]),
    ("/corrections", &["/corrections"]),
    ("/authors/{author}", &["/authors/ida-marr", "/authors/quill-feather"]),
    ("/log", &["/log", "/log?before=2", "/ru/log"]),
    ("/log/checkpoint", &["/log/checkpoint"]),
    ("/log/key", &["/log/key"]),
    ("/log/witnessed", &["/log/witnessed"]),
    ("/log/tile/{*path}", &["/log/tile/0/000.p/1", "/log/tile/0/000.p/2", "/log/tile/entries/000.p/2"]),
    ("/log/{entry}", &["/log/1", "/log/1.json", "/log/2", "/log/2.json"]),
    ("/topics", &["/topics", "/ru/topics"]),
    ("/topics/{topic}", &["/topics/quarries", "/topics/rental-service", "/ru/topics/rental-service"]),
    ("/quotes", &["/quotes", "/quotes?q=quillfeather", "/ru/quotes"]),
    ("/quotes/{person}", &["/quotes/quill-feather", "/quotes/ida-marr"]),
    ("/dossiers", &["/dossiers", "/ru/dossiers"]),
    ("/dossiers/{topic}", &["/dossiers/quarries", "/ru/dossiers/quarries"]),
    (
        "/dossiers/{topic}/{entry}",
        &["/dossiers/quarries/dust", "/dossiers/quarries/secret", "/dossiers/quarries/deadlines.ics"],
    ),
    ("/topics/{topic}/{file}", &["/topics/quarries/feed.atom", "/topics/rental-service/feed.json"]),
    ("/{section}", &["/world", "/economy", "/world?before=99"]),
    ("/{section}/{year}/{month}/{day}/{story}", &["{story}", "{secret}"]),
    (
        "/{section}/{year}/{month}/{day}/{story}/revisions/{which}",
        &["{story}/revisions/0", "{secret}/revisions/0", "{secret}/revisions/0..1"],
    ),
    ("/{section}/{year}/{month}/{day}/{story}/since/{revision}", &["{story}/since/0", "{secret}/since/0"]),
    (
        "/{section}/{year}/{month}/{day}/{story}/{file}",
        &["{story}/feed.atom", "{secret}/feed.atom", "{secret}/feed.json"],
    ),
    (
        "/{section}/{year}/{month}/{day}/{story}/wrong",
        &["{story}/wrong", "{secret}/wrong", "{secret}/wrong?passage=x&revision=0"],
    ),
    ("/embed/{story}", &["/embed{story_end}", "/embed{secret_end}"]),
    ("/oembed", &["/oembed?url={story}", "/oembed?url={secret}", "/oembed?url={secret}&format=xml"]),
    ("/most-read", &["/most-read", "/ru/most-read"]),
    ("/live", &[]), // a stream: looked at by itself below
    ("/about", &["/about"]),
    ("/contact", &["/contact"]),
    ("/corrections-policy", &["/corrections-policy"]),
    ("/privacy", &["/privacy"]),
    ("/settings", &["/settings"]),
    ("/reader.css", &["/reader.css"]),
    ("/feed.rss", &["/feed.rss", "/ru/feed.rss"]),
    ("/feed.atom", &["/feed.atom"]),
    ("/feed.json", &["/feed.json"]),
    ("/authors/{author}/{file}", &["/authors/ida-marr/feed.atom", "/authors/quill-feather/feed.rss"]),
    ("/corrections/{file}", &["/corrections/feed.atom"]),
    ("/search/{file}", &["/search/feed.json?q=quillfeather", "/search/feed.rss?q=harbour"]),
    ("/{section}/feed.rss", &["/world/feed.rss"]),
    ("/{section}/feed.atom", &["/world/feed.atom"]),
    ("/{section}/feed.json", &["/world/feed.json"]),
    ("/sitemap.xml", &["/sitemap.xml"]),
    ("/news-sitemap.xml", &["/news-sitemap.xml"]),
    ("/robots.txt", &["/robots.txt"]),
    ("/manifest.webmanifest", &["/manifest.webmanifest"]),
    // A stranger is told nothing; what subscribers get has a test of its own (api.rs).
    ("/api/wire", &["/api/wire"]),
    ("/api/wire/live", &["/api/wire/live"]),
    ("/api/wire/test", &["/api/wire/test"]),
    ("/api/wire/{token}/acknowledge", &[]),
    ("/api/stories/{story}", &["/api/stories/01890000-0000-7000-8000-000000000001"]),
    ("/api/stories/{story}/revisions", &["/api/stories/01890000-0000-7000-8000-000000000001/revisions"]),
    ("/api/stories/{story}/since/{revision}", &["/api/stories/01890000-0000-7000-8000-000000000001/since/0"]),
    ("/api/ingest", &[]),
    ("/api/openapi.json", &["/api/openapi.json"]),
    ("/claim/{token}", &["/claim/quillfeather"]),
    ("/sign-in", &["/sign-in"]),
    ("/sign-in/code", &["/sign-in/code"]),
    ("/sign-in/provider", &["/sign-in/provider"]),
    ("/sign-in/provider/return", &["/sign-in/provider/return?state=x&code=y"]),
    ("/sign-out", &["/sign-out"]),
    ("/setup", &["/setup"]),
    ("/assets/{set}/{*path}", &["/assets/quillfeather/x.css"]),
    ("/media/{id}", &["/media/01890000-0000-7000-8000-000000000001"]),
    ("/media/{id}/{cut}", &["/media/01890000-0000-7000-8000-000000000001/whole-320.jpg"]),
    ("/healthz", &["/healthz"]),
    ("/readyz", &["/readyz"]),
];

/// What readers say, and where they say it.
const DISCUSSION: &[(&str, &[&str])] = &[
    ("{story}/discussion", &["{story}/discussion", "{secret}/discussion", "{story}/discussion?order=oldest"]),
    ("{story}/discussion/mine", &["{story}/discussion/mine", "{secret}/discussion/mine"]),
    ("{story}/discussion/follow", &["{secret}/discussion/follow"]),
    ("{story}/discussion/write", &["{secret}/discussion/write"]),
    ("{story}/discussion/{{number}}", &["{story}/discussion/1", "{secret}/discussion/1"]),
    ("{story}/chat", &["{story}/chat", "{secret}/chat"]),
    ("{story}/chat/write", &["{secret}/chat/write"]),
    ("{story}/chat/say", &[]),
    ("/chats", &["/chats", "/ru/chats"]),
    ("/chats/list", &["/chats/list"]),
    ("/discussion/messages/{message}", &["/discussion/messages/01890000-0000-7000-8000-000000000001"]),
    (
        "/discussion/messages/{message}/history",
        &["/discussion/messages/01890000-0000-7000-8000-000000000001/history"],
    ),
    (
        "/discussion/messages/{message}/notice",
        &["/discussion/messages/01890000-0000-7000-8000-000000000001/notice"],
    ),
    ("/discussion/notices", &["/discussion/notices", "/discussion/notices?reference=quillfeather"]),
    ("/discussion/log", &["/discussion/log"]),
];

/// What readers subscribe to.
const SUBSCRIBE: &[(&str, &[&str])] = &[
    (
        "/subscribe",
        &[
            "/subscribe",
            "/subscribe?what=section&value=world",
            "/subscribe?what=story&value=01890000-0000-7000-8000-000000000001",
        ],
    ),
    ("/subscriptions/confirm/{token}", &["/subscriptions/confirm/quillfeather"]),
    ("/subscriptions/end/{token}", &["/subscriptions/end/quillfeather"]),
    ("/subscriptions/{token}", &["/subscriptions/quillfeather"]),
];

/// What browsers are told of; the worker's own file says nothing of stories.
const PUSH: &[(&str, &[&str])] = &[
    ("/push/want", &["/push/want"]),
    ("/push/wished", &["/push/wished"]),
    ("/push/end", &["/push/end"]),
    ("/push/move", &["/push/move"]),
    ("/worker.js", &["/worker.js"]),
];

/// The hub, which posts what the feeds say.
const WEBSUB: &[(&str, &[&str])] = &[("/websub", &["/websub"])];

/// The accounts of readers, which show no story but what they said of it.
const READER: &[(&str, &[&str])] = &[
    ("/account", &["/account"]),
    ("/account/me", &["/account/me"]),
    ("/account/register", &["/account/register"]),
    ("/account/check-mail", &["/account/check-mail"]),
    ("/account/confirm/{token}", &["/account/confirm/quillfeather"]),
    ("/account/log-in", &["/account/log-in"]),
    ("/account/log-out", &["/account/log-out"]),
    ("/account/sign-in", &["/account/sign-in"]),
    ("/account/sign-in/{token}", &["/account/sign-in/quillfeather"]),
    ("/account/passkeys/begin", &["/account/passkeys/begin"]),
    ("/account/passkeys/add", &["/account/passkeys/add"]),
    ("/account/passkeys/ask", &["/account/passkeys/ask"]),
    ("/account/passkeys/enter", &["/account/passkeys/enter"]),
    ("/account/provider/{machine}", &["/account/provider/id.example"]),
    ("/account/provider/{machine}/return", &["/account/provider/id.example/return?state=x&code=y"]),
    ("/account/newcomer", &["/account/newcomer"]),
    ("/account/saved", &["/account/saved", "/account/saved?add=01890000-0000-7000-8000-000000000001"]),
    ("/account/saved.json", &["/account/saved.json"]),
    ("/account/code", &["/account/code"]),
    ("/account/password", &["/account/password"]),
    ("/account/password/{token}", &["/account/password/quillfeather"]),
    ("/account/address/{token}", &["/account/address/quillfeather"]),
    ("/account/notes", &["/account/notes"]),
    ("/account/mail/{token}", &["/account/mail/quillfeather"]),
    ("/account/standing", &["/account/standing"]),
    ("/account/data", &["/account/data"]),
    ("/account/leave", &["/account/leave"]),
];

/// The routes of moderators.
const MODERATION: &[&str] = &[
    "/desk/moderation",
    "/desk/moderation/in/{state}",
    "/desk/moderation/messages/{message}",
    "/desk/moderation/messages/{message}/tools",
    "/desk/moderation/undo/{act}",
    "/desk/moderation/readers",
    "/desk/moderation/readers/{reader}",
    "/desk/moderation/appeals",
    "/desk/moderation/record",
    "/desk/moderation/rules",
    "/desk/moderation/stories/{story}",
];

/// All public surfaces.
fn surfaces() -> impl Iterator<Item = &'static str> {
    [SURFACES, DISCUSSION, SUBSCRIBE, READER, PUSH, WEBSUB]
        .into_iter()
        .flatten()
        .flat_map(|(_, paths)| paths.iter().copied())
}

/// Every address there is, with something in each of its places: for tests of what may be posted anywhere.
pub fn posted_routes(story: &str) -> Vec<String> {
    let id = "01890000-0000-7000-8000-000000000001";
    let public = [SURFACES, DISCUSSION, SUBSCRIBE, READER, PUSH, WEBSUB].into_iter().flatten();
    let public = public.map(|(route, _)| *route);
    let all = public.chain(DESK.iter().copied()).chain(CLIENT.iter().copied());
    let all = all.chain(MODERATION.iter().copied());
    let filled = |route: &str| {
        let dated = "/{section}/{year}/{month}/{day}/{story}";
        let mut filled = route.replace(dated, story).replace("{story}", story).replace("{{number}}", "1");
        if route.starts_with("/desk") || route.starts_with("/api") || route.starts_with("/embed") {
            filled = route.to_owned();
        }
        while let (Some(from), Some(to)) = (filled.find('{'), filled.find('}')) {
            filled.replace_range(from..=to, id);
        }
        filled
    };
    all.map(filled).collect()
}

/// The routes of the staff: a stranger is told nothing at all.
const DESK: &[&str] = &[
    "/desk",
    "/desk/wire-rows",
    "/desk/search",
    "/desk/live",
    "/desk/wire/{sequence}",
    "/desk/stories/{story}/{act}",
    "/desk/drafts",
    "/desk/drafts/{draft}",
    "/desk/drafts/{draft}/save",
    "/desk/drafts/{draft}/open",
    "/desk/drafts/{draft}/file",
    "/desk/drafts/{draft}/leave",
    "/desk/drafts/{draft}/preview",
    "/desk/drafts/{draft}/send",
    "/desk/drafts/{draft}/topics",
    "/desk/drafts/{draft}/background",
    "/desk/drafts/{draft}/findings",
    "/desk/drafts/{draft}/merge/{other}",
    "/desk/paste",
    "/desk/read-copy",
    "/desk/media",
    "/desk/media-upload",
    "/desk/media-pick",
    "/desk/media/{media}",
    "/desk/media/{media}/original",
    "/desk/media/{media}/files/{cut}",
    "/preview/{token}",
    "/desk/keys",
    "/desk/newsletters",
    "/desk/newsletters/{newsletter}",
    "/desk/newsletters/{newsletter}/preview",
    "/desk/requests",
    "/desk/requests/{request}",
    "/desk/topics",
    "/desk/topics/{topic}",
    "/desk/diary",
    "/desk/diary/link",
    "/desk/diary/{event}",
    "/diary/{token}",
    "/desk/dossiers",
    "/desk/dossiers/{topic}",
    "/desk/dossiers/{topic}/mend",
    "/desk/dossiers/{topic}/entries/{entry}",
    "/desk/lexicon",
    "/desk/subscribers",
    "/desk/subscribers/{subscriber}",
    "/desk/desks",
    "/desk/account",
    "/desk/audit",
    "/desk/staff/{staff}/factor",
    "/desk/staff",
    "/desk/staff/{staff}/link",
    "/desk/house",
    "/desk/sources",
    "/desk/sources/{source}",
    "/desk/house/name",
    "/desk/house/editions",
    "/desk/house/{edition}/sections",
    "/desk/house/{edition}/pages/{page}",
];

/// The routes of the portal: a stranger is told nothing; what clients are told has a test of its own (portal.rs).
const CLIENT: &[&str] = &[
    "/client",
    "/client/download",
    "/client/rows",
    "/client/live",
    "/client/items/{position}",
    "/client/filters",
    "/client/alerts",
    "/client/usage",
    "/client/test",
    "/client/sign-in",
    "/client/sign-out",
    "/client/claim/{token}",
];

fn routes_in(source: &str) -> Vec<&str> {
    source
        .split(".route(")
        .skip(1)
        .filter_map(|rest| {
            let rest = rest.trim_start();
            rest.strip_prefix("&format!(").unwrap_or(rest).strip_prefix('"')?.split('"').next()
        })
        .collect()
}

#[test]
fn every_route_is_on_the_list() {
    let names =
        |list: &[(&'static str, &[&str])]| list.iter().map(|(route, _)| *route).collect::<Vec<&str>>();
    for (source, listed) in [
        (ROUTES, names(SURFACES)),
        (DISCUSSION_ROUTES, names(DISCUSSION)),
        (SUBSCRIBE_ROUTES, names(SUBSCRIBE)),
        (READER_ROUTES, names(READER)),
        (PUSH_ROUTES, names(PUSH)),
        (WEBSUB_ROUTES, names(WEBSUB)),
        (DESK_ROUTES, DESK.to_vec()),
        (MODERATION_ROUTES, MODERATION.to_vec()),
        (CLIENT_ROUTES, CLIENT.to_vec()),
    ] {
        let there = routes_in(source);
        assert!(!there.is_empty());
        for route in &there {
            assert!(
                listed.contains(route),
                "{route} is new: can an embargoed story be seen there? add it to the list"
            );
        }
        for route in &listed {
            assert!(there.contains(route), "{route} is listed, but there is no such route any more");
        }
    }
}

/// What an answer tells: status, headers, bytes; without the random parts of forms.
fn told(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter();
    let mut headers: Vec<_> = headers.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect();
    headers.sort();
    (answer.status.as_u16(), headers, answer.text())
}

async fn ask_all(
    site: &TestSite,
    story: &str,
    secret: &str,
) -> Vec<(String, (u16, Vec<(String, String)>, String))> {
    let mut all = Vec::new();
    for path in surfaces() {
        let end = |path: &str| format!("/{}", path.rsplit('-').next().unwrap_or_default());
        let path = path.replace("{story_end}", &end(story)).replace("{secret_end}", &end(secret));
        let path = path.replace("{story}", story).replace("{secret}", secret);
        for headers in [vec![], vec![("accept", "application/json")], vec![("accept-encoding", "gzip")]] {
            let answer = site.get_with(&path, &headers).await;
            all.push((format!("GET {path} {headers:?}"), told(&answer)));
        }
        let head = site.ask(Method::HEAD, &path, &[], axum::body::Body::empty()).await;
        all.push((format!("HEAD {path}"), told(&head)));
    }
    all
}

/// Copy of a story that nobody must hear of before three in the afternoon.
fn secret(paragraphs: usize, word: &str) -> String {
    bridge(paragraphs)
        .replace("harbour-bridge", "quillfeather-merger")
        .replace("Harbour bridge", "Quillfeather merger")
        .replace("lorries", word)
        .replace("---\nslug", "---\nembargo: 2026-10-12 15:00 Europe/Berlin\nurgency: 1\nsubjects: topic:quarries, medtop:20000290\nslug")
}

/// Pins something in the dossier out of a revision.
async fn pin(site: &TestSite, from: &newsroom::views::Sent) {
    let hand = site.agency.command_line().await.unwrap();
    for (key, behind) in [("dust", 1), ("secret", 0)] {
        let words = story::EntryWords {
            language: story::Language::english(),
            name: "Quillfeather dust".into(),
            value: "4".into(),
            unit: String::new(),
            text: String::new(),
            source: String::new(),
        };
        let mut entry = story::DossierEntry::new(story::DossierKind::Fact);
        entry.words.push(words);
        let from = Some(newsroom::PinnedFrom::Revision(from.story, from.revision.unwrap()));
        let form = newsroom::EntryForm { key: Some(key.parse().unwrap()), behind, entry, from };
        site.agency.put_entry(&hand, &"quarries".parse().unwrap(), form).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargoed_story_changes_no_public_byte_before_its_instant() {
    let mut site = TestSite::new().await;
    site.sign_in("opener", story::StaffRole::Editor).await;
    for topic in [[("name-0", "Quarries")], [("subject", "rental service")]] {
        assert_eq!(site.post("/desk/topics", &topic).await.status, 303);
    }
    assert_eq!(site.post("/desk/dossiers", &[("topic", "quarries")]).await.status, 303);
    let dust = [("kind", "fact"), ("name-0", "Dust"), ("value-0", "3"), ("unit-0", "grams"), ("key", "dust")];
    assert_eq!(site.post("/desk/dossiers/quarries/entries/new", &dust).await.status, 303);
    site.sign_out();
    let public = site.send(&bridge(2).replace("---\nslug", "---\nsubjects: topic:quarries\nslug")).await;
    // The address at which the secret will stand is only known to the house; a stranger's guess is as good as none.
    let guess = "/world/2026/10/12/quillfeather-merger-closes-to-quillfeather-0123456789";
    site.agency.searchable(public.sequence).await;
    site.agency.logged(public.public.unwrap()).await;
    let before = ask_all(&site, &public.path, guess).await;
    let first = site.send(&secret(2, "quillfeather")).await;
    assert_eq!((first.public, first.path.as_str()), (None, ""));
    let address = guess.replace("0123456789", first.short.as_str());
    // An edit, a replacement of the embargo and a copy under embargo are as silent.
    for step in 0..3 {
        let sent = match step {
            0 => {
                pin(&site, &first).await;
                first.clone()
            }
            1 => site.send(&secret(3, "quillfeather")).await,
            _ => site.send(&secret(4, "quillfeather").replace("15:00", "16:00")).await,
        };
        assert_eq!(sent.public, None);
        site.agency.searchable(sent.sequence).await;
        for (old, new) in before.iter().zip(ask_all(&site, &public.path, guess).await) {
            assert_eq!(*old, new, "after step {step}");
        }
        // Its true address answers as an address of nothing does.
        for tail in
            ["", "/revisions/0", "/revisions/0..1", "/since/0", "/discussion", "/discussion/1", "/chat"]
        {
            let (nothing, hidden) =
                (site.get(&format!("{guess}{tail}")).await, site.get(&format!("{address}{tail}")).await);
            assert_eq!(told(&nothing), told(&hidden), "{tail}");
        }
    }
    let stream = site.stream_until("/live?after=0", "Harbour bridge").await;
    assert!(!stream.to_lowercase().contains("quillfeather"), "{stream}");
    let room = format!("/live?after=0&room={}:0", first.story);
    let stream = site.stream_until(&room, "event: closed").await;
    assert!(!stream.to_lowercase().contains("quillfeather"), "{stream}");
    let asked = site.get(&format!("/subscribe?what=story&value={}", first.story)).await;
    assert_eq!(asked.status, 404);
    for route in DESK.iter().chain(CLIENT).chain(MODERATION) {
        let path = [
            "{sequence}",
            "{story}",
            "{draft}",
            "{other}",
            "{media}",
            "{cut}",
            "{token}",
            "{staff}",
            "{subscriber}",
            "{position}",
            "{message}",
            "{reader}",
            "{entry}",
            "{event}",
        ]
        .iter()
        .fold((*route).to_owned(), |path, name| path.replace(name, &first.story.to_string()))
        .replace("{act}", if route.contains("undo") { "1" } else { "withdraw" })
        .replace("{state}", "held")
        .replace("{edition}", "en")
        .replace("{page}", "about");
        let answer = site.get(&path).await;
        let is_door = ["/client/sign-in", "/client/claim/{token}"].contains(route);
        assert!(
            is_door || [303, 401, 404, 405].contains(&answer.status.as_u16()),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.text().to_lowercase().contains("quillfeather"), "{path}");
    }
}

async fn until_public(site: &TestSite) {
    for _ in 0..300 {
        if site.get("/feed.rss").await.text().contains("Quillfeather merger") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the story never became public");
}

const SEEN: [&str; 9] = [
    "/",
    "/world",
    "/newsfeed",
    "/newsfeed/items",
    "/feed.rss",
    "/feed.atom",
    "/feed.json",
    "/news-sitemap.xml",
    "/sitemap.xml",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_its_instant_it_is_everywhere_and_counted_once() {
    let site = TestSite::new().await;
    site.send(&bridge(2)).await;
    site.send(&secret(2, "quillfeather")).await;
    let count = site.get("/newsfeed/count?after=0").await.text();
    site.later(59);
    tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    assert_eq!(site.get("/newsfeed/count?after=0").await.text(), count, "a minute before");
    site.later(1);
    until_public(&site).await;
    for path in SEEN {
        assert!(site.get(path).await.text().to_lowercase().contains("quillfeather"), "{path}");
    }
    assert_ne!(site.get("/newsfeed/count?after=0").await.text(), count);
    // First published is when the public got it, not when the desk sent it.
    let feed = site.get("/feed.json").await.text();
    assert!(feed.contains("2026-10-12T13:00:00Z") || feed.contains("2026-10-12T15:00:00+02:00"), "{feed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instant_that_passed_while_nothing_ran_comes_at_the_start_and_once() {
    let site = TestSite::new().await;
    site.send(&secret(2, "quillfeather")).await;
    let site = site.restarted_at("2026-10-12T18:00:00Z").await;
    until_public(&site).await;
    let head = site.agency.head().unwrap();
    let site = site.restarted_at("2026-10-12T19:00:00Z").await;
    until_public(&site).await;
    assert_eq!(site.agency.head().unwrap(), head, "it is published once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargoed_story_that_became_public_can_be_corrected_and_withdrawn() {
    let site = TestSite::new().await;
    let first = site.send(&secret(2, "quillfeather")).await;
    site.later(60);
    until_public(&site).await;
    let open = |copy: String| copy.replace("embargo: 2026-10-12 15:00 Europe/Berlin\n", "");
    let corrected = site
        .send(
            &open(secret(2, "quillfeather"))
                .replace("Monday", "Sunday")
                .replace("---\nurgency", "---\nkind: correction\nurgency"),
        )
        .await;
    assert_eq!(corrected.kind, story::Kind::Correction);
    site.agency.withdraw(&site.hand, first.story, "In error.").await.unwrap();
    assert_eq!(site.get(&corrected.path).await.status, 410);
}
