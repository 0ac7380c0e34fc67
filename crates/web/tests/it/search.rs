//! The search, as readers of each language use it.

use story::{Kind, StaffRole};
use testkit::TestSite;

/// Words of a page as they are typed, from what stands in its HTML.
fn plain(html: &str) -> String {
    html.replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#x2f;", "/")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// All that stands between two pieces of a page.
fn between<'a>(page: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(open).skip(1).map(move |rest| rest.split(close).next().unwrap())
}

fn query(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn total(site: &TestSite, prefix: &str, text: &str) -> u64 {
    let found = site.get(&format!("{prefix}/search?format=json&q={}", query(text))).await;
    serde_json::from_str::<serde_json::Value>(&found.text()).unwrap()["total"].as_u64().unwrap()
}

/// By edition: a story that each example of the help finds, and one that few of them find. Both are corrected.
const COPY: [(&str, &str, &str, &str); 3] = [
    (
        "",
        "edition: en\nbyline: Ada Vik\nplaces: Varn, Merrin\npeople: Ina Solberg\nkeywords: ferry, grain",
        "Ferry waits in the port\n\nThe port strike holds grain ships in the harbour. The talks in Varn go on, YEAR.",
        "Rain in the hills\n\nNobody looked for wheat, YEAR.",
    ),
    (
        "/ru",
        "edition: ru\nbyline: Ада Вик\nplaces: Варна, Меррин\npeople: Ина Сульберг\nkeywords: паром, зерно",
        "Паром стоит в порту\n\nЗабастовка в порту держит суда: зерно ждёт. Переговоры в Варне идут, YEAR.",
        "Дождь в горах\n\nПшеницу никто не искал, YEAR.",
    ),
    (
        "/ar",
        "edition: ar\nbyline: أدا فيك\nplaces: فارن، مرين\npeople: إينا سولبرغ\nkeywords: العبّارة، الحبوب",
        "العبّارة تنتظر في الميناء\n\nإضراب الميناء يوقف السفن، وفيها الحبوب. محادثات في فارن مستمرة، YEAR.",
        "مطر في الجبال\n\nلم يبحث أحد عن القمح، YEAR.",
    ),
];

async fn filled() -> TestSite {
    let site = TestSite::new().await;
    for (at, (_, head, all, little)) in COPY.iter().enumerate() {
        for (kind, year) in [("", "1997"), ("kind: correction\n", "1998")] {
            let copy = |slug: &str, head: &str, text: &str| {
                format!(
                    "---\n{head}\nslug: {slug}-{at}\nsection: world\n{kind}---\n{}\n",
                    text.replace("YEAR", year)
                )
            };
            site.send(&copy("all", head, all)).await;
            let edition = head.lines().next().unwrap();
            let last = site.send(&copy("little", edition, little)).await;
            site.agency.searchable(last.sequence).await;
        }
    }
    site
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_example_of_the_help_finds_what_it_says_in_each_language() {
    let site = filled().await;
    for (prefix, ..) in COPY {
        let page = site.get(&format!("{prefix}/search")).await.text();
        let examples: Vec<String> = between(&page, "<dt><code dir=\"auto\">", "</code>").map(plain).collect();
        assert_eq!(examples.len(), 9, "{page}");
        for example in &examples {
            let expected = match example.as_str() {
                // The other story has the other of two words, or was corrected too.
                it if ["OR wheat", "зерно | пшеница", "الحبوب | القمح", "section:"]
                    .iter()
                    .any(|other| it.contains(other))
                    && !it.starts_with('(') =>
                {
                    2
                }
                _ => 1,
            };
            assert_eq!(total(&site, prefix, example).await, expected, "{prefix} {example}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ways_to_ask_for_less_find_as_many_as_they_say_and_are_taken_back() {
    let site = filled().await;
    for (prefix, ..) in COPY {
        site.send(&format!(
            "---\nedition: {}\nsection: economy\nslug: third\nplaces: Port Ély\n---\nThird 1998\n\nText.\n",
            if prefix.is_empty() { "en" } else { &prefix[1..] }
        ))
        .await;
        let last = site.agency.head().unwrap();
        site.agency.searchable(last).await;
        let page = site.get(&format!("{prefix}/search?q=1998")).await.text();
        let ways: Vec<(String, u64)> = between(&page, "<li><a href=\"", "</span></li>")
            .filter(|it| it.contains("class=\"count\""))
            .map(|it| (plain(it.split('"').next().unwrap()), it.rsplit('>').next().unwrap().parse().unwrap()))
            .collect();
        assert!(ways.len() >= 7, "{prefix} {ways:?}\n{page}");
        let mut taken_back = 0;
        for (address, count) in ways {
            let found = site.get(&format!("{address}&format=json")).await.text();
            let found: serde_json::Value = serde_json::from_str(&found).unwrap();
            assert_eq!(found["total"], count, "{address} {found}");
            // There it stands as asked for, where there is still a choice, and leads back.
            let narrowed = site.get(&address).await.text();
            let narrowed = between(&narrowed, "class=\"narrower\"", "</details>").next().unwrap_or_default();
            if let Some(on) =
                between(narrowed, "<li><a href=\"", "</a>").find(|it| it.contains("aria-current"))
            {
                assert!(plain(on).starts_with(&format!("{prefix}/search?q=1998\"")), "{on}");
                taken_back += 1;
            }
        }
        assert!(taken_back > 0, "{prefix}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_result_shows_where_the_story_says_it() {
    let site = filled().await;
    for (prefix, typed, marked) in [
        ("", "ports", ["<mark>port</mark>", "The <mark>port</mark> strike"]),
        ("", "\"grain ships\" ferries", ["<mark>Ferry</mark> waits", "<mark>grain ships</mark>"]),
        ("/ru", "зерна", ["зерно", "<mark>зерно</mark> ждёт"]),
        ("/ar", "السفن", ["العب", "<mark>السفن</mark>"]),
    ] {
        let page = site.get(&format!("{prefix}/search?q={}", query(typed))).await.text();
        for marked in marked {
            assert!(page.contains(marked), "{typed}: {marked}\n{page}");
        }
    }
    let page = site.get(&format!("/search?q={}", query("<b>port</b> \"<script>\""))).await.text();
    assert!(!page.contains("<script>\"") && !page.contains("<b>port"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_finds_nothing_leads_to_what_was_meant() {
    let site = filled().await;
    for (prefix, typed, meant) in [
        ("", "fery in the prot", "ferry in the port"),
        ("", "solbreg", "solberg"),
        ("/ru", "gfhjv", "паром"),
        ("/ru", "праом", "паром"),
    ] {
        // Names and headlines have it, once it is kept.
        let page = 'kept: {
            for _ in 0..100 {
                let page = site.get(&format!("{prefix}/search?q={}", query(typed))).await.text();
                if page.contains("class=\"meant\"") {
                    break 'kept page;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            panic!("{typed}");
        };
        assert!(page.contains(&format!("dir=\"auto\">{meant}</a>")), "{typed}\n{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_results_follow_on_each_other_and_lead_back_to_the_first() {
    let site = TestSite::new().await;
    for n in 0..45 {
        site.later(1);
        site.send(&format!("---\nslug: quay-{n}\n---\nQuay {n} opens\n\nText.\n")).await;
    }
    site.agency.searchable(site.agency.head().unwrap()).await;
    for order in ["newest", "best"] {
        let (mut next, mut seen) = (Some(format!("/search?q=quay&order={order}")), Vec::new());
        while let Some(address) = next {
            let page = site.get(&address).await.text();
            seen.extend(between(&page, "<h2 class=\"headline\"", "</h2>").map(str::to_owned));
            assert_eq!(page.contains("First results"), seen.len() > 20, "{address}");
            next = between(&page, "<a href=\"", "</a>")
                .find(|it| it.contains("rel=\"next\""))
                .map(|it| plain(it.split('"').next().unwrap()));
        }
        assert_eq!(seen.len(), 45, "{order}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 45, "{order}");
    }
    // What is no place in the list is its beginning.
    assert!(site.get("/search?q=quay&after=nonsense").await.text().contains("</mark> 44 opens"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_house_finds_drafts_and_what_is_not_public_by_right_and_then_what_is() {
    let mut site = TestSite::new().await;
    let copy = |slug: &str, head: &str| {
        format!("---\nslug: {slug}\n{head}---\nThe {slug} of the quillfeather\n\nText.\n")
    };
    site.send(&copy("known", "")).await;
    site.send(&copy("secret", "embargo: 2026-10-12 15:00 Europe/Berlin\n")).await;
    let killed = site.send(&copy("killed", "")).await;
    let hand = site.hand.clone();
    site.agency.notice(&hand, killed.story, Kind::Withdrawal, "wrong").await.unwrap();
    site.agency.searchable(site.agency.head().unwrap()).await;
    site.sign_in("ana", StaffRole::Editor).await;
    let draft = site.post("/desk/drafts", &[]).await.header("location").to_owned();
    let typed = [
        ("version", "0"),
        ("do", "save"),
        ("headline", "Of the quillfeather, half"),
        ("body", "Nothing yet"),
        ("sections", "en/world"),
    ];
    assert_eq!(site.post_parts(&draft, &typed).await.status, 303);

    let page = site.get("/desk/search?q=quillfeathers").await.text();
    let parts: Vec<&str> = page.split("<section class=\"found\">").collect();
    assert_eq!(parts.len(), 4, "{page}");
    for (part, found) in parts[1..].iter().zip([
        &["Of the quillfeather, half"][..],
        &["The secret", "The killed"],
        &["The known"],
    ]) {
        for headline in ["Of the quillfeather, half", "The secret", "The killed", "The known"] {
            assert_eq!(part.contains(headline), found.contains(&headline), "{headline}\n{part}");
        }
    }
    assert_eq!(total(&site, "", "quillfeather").await, 1, "the public finds what is public");
    for (asked, found) in [
        ("quillfeather secret", "The secret"),
        ("headline:half -secret", ", half"),
        ("\"known of the\"", "The known"),
    ] {
        let page = site.get(&format!("/desk/search?q={}", query(asked))).await.text();
        assert!(page.contains(found), "{asked}");
    }
    // Nobody else is told of it.
    site.sign_out();
    assert_eq!(site.get("/desk/search?q=quillfeather").await.status, 303);
    site.sign_in("mo", StaffRole::Moderator).await;
    assert_eq!(site.get("/desk/search?q=quillfeather").await.header("location"), "/desk/moderation");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_earlier_revision_said_is_found_where_it_is_asked_for() {
    let site = TestSite::new().await;
    for text in ["Forty walkers came.", "Fifty people came."] {
        site.later(1);
        let last = site.send(&format!("---\nslug: walk\n---\nA walk\n\n{text}\n")).await;
        site.agency.searchable(last.sequence).await;
    }
    for (text, count) in [("walkers", 0), ("earlier:walkers", 1), ("people", 1), ("earlier:people", 0)] {
        assert_eq!(total(&site, "", text).await, count, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_topic_of_the_vocabulary_is_told_by_name_and_found_by_it() {
    let site = TestSite::new().await;
    for (edition, slug) in [("en", "vans"), ("ar", "vans-ar")] {
        let copy =
            format!("---\nedition: {edition}\nslug: {slug}\nsubjects: medtop:20000290\n---\nVans\n\nText.\n");
        let last = site.send(&copy).await;
        site.agency.searchable(last.sequence).await;
    }
    assert_eq!(total(&site, "", "topic:\"rental service\"").await, 1);
    assert_eq!(total(&site, "/ar", "موضوع:\"خدمات تأجير\"").await, 1);
    let feed = site.get("/feed.json").await.text();
    assert!(feed.contains("rental service"), "{feed}");
}
