//! Topics cross sections and editions: their pages, feeds and followers, and what is put forward for a draft.

use story::StaffRole;
use testkit::TestSite;

fn copy(edition: &str, section: &str, slug: &str, subjects: &str) -> String {
    format!(
        "---\nedition: {edition}\nsection: {section}\nslug: {slug}\nsubjects: {subjects}\n---\nHeadline of {slug}\n\nText of it.\n"
    )
}

/// A site whose editor opened these topics.
async fn site(topics: &[&[(&str, &str)]]) -> TestSite {
    let mut site = TestSite::new().await;
    site.sign_in("opener", StaffRole::Editor).await;
    for topic in topics {
        let answer = site.post("/desk/topics", topic).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    site.sign_out();
    site
}

const GRAIN: &[(&str, &str)] = &[
    ("name-0", "Grain deal"),
    ("about-0", "Ships, silos and who lets them pass."),
    ("name-1", "Зерновая сделка"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_topic_crosses_sections_and_editions() {
    let site = site(&[GRAIN]).await;
    let first = site.send(&copy("en", "world", "ships", "topic:grain-deal")).await;
    site.send(&copy("en", "economy", "silos", "topic:grain-deal")).await;
    site.send(&copy("en", "economy", "rates", "")).await;
    site.send(&copy("ru", "world", "suda", "topic:grain-deal")).await;
    let has = |text: &str, words: [&str; 4]| words.map(|word| text.contains(&format!("Headline of {word}")));
    let list = |text: String| text.split("class=\"newsfeed").next().unwrap().to_owned();
    let page = list(site.get("/topics/grain-deal").await.text());
    assert_eq!(has(&page, ["ships", "silos", "rates", "suda"]), [true, true, false, false], "{page}");
    assert!(page.contains("Grain deal") && page.contains("Ships, silos and who lets them pass."));
    let page = list(site.get("/ru/topics/grain-deal").await.text());
    assert_eq!(has(&page, ["ships", "silos", "rates", "suda"]), [false, false, false, true], "{page}");
    assert!(page.contains("Зерновая сделка"));
    // One who has no name for it in the language reads the first.
    assert!(site.get("/ar/topics").await.text().contains("Grain deal"));
    for format in ["rss", "atom", "json"] {
        let feed = site.get(&format!("/topics/grain-deal/feed.{format}")).await.text();
        assert_eq!(has(&feed, ["ships", "silos", "rates", "suda"]), [true, true, false, false], "{feed}");
    }
    // The story leads to it, for people and machines.
    let story = site.get(&first.path).await.text();
    assert!(story.contains("href=\"/topics/grain-deal\""), "{story}");
    assert!(story.contains("\"about\":[{\"@type\":\"Thing\",\"name\":\"Grain deal\""), "{story}");
    assert!(
        site.get("/topics/nothing").await.status == 404 && site.get("/topics/No%20slug").await.status == 404
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_comes_into_a_topic_and_leaves_it_with_its_revisions_and_its_standing() {
    let mut site = site(&[GRAIN]).await;
    let is_there = async |site: &TestSite| {
        let page = site.get("/topics/grain-deal").await.text();
        page.split("class=\"newsfeed").next().unwrap().contains("Headline of ships")
    };
    site.send(&copy("en", "world", "ships", "")).await;
    assert!(!is_there(&site).await);
    site.later(1);
    site.send(&copy("en", "world", "ships", "topic:grain-deal").replace("Text of", "More of")).await;
    assert!(is_there(&site).await);
    site.later(1);
    site.send(&copy("en", "world", "ships", "").replace("Text of", "Still more of")).await;
    assert!(!is_there(&site).await);
    site.later(1);
    let last = site.send(&copy("en", "world", "ships", "topic:grain-deal")).await;
    assert!(is_there(&site).await);
    site.sign_in("ada", StaffRole::Editor).await;
    let withdraw = format!("/desk/stories/{}/withdraw", last.story);
    let answer = site.post(&withdraw, &[("reason", "It was wrong."), ("sure", "1")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(!is_there(&site).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_topic_of_the_vocabulary_has_what_is_narrower() {
    let site = site(&[
        &[("subject", "medtop:04000000"), ("slug", "economy-and-business")],
        &[("subject", "rental service")],
    ])
    .await;
    site.send(&copy("en", "world", "vans", "medtop:20000290")).await;
    for path in ["/topics/economy-and-business", "/topics/rental-service"] {
        let page = site.get(path).await.text();
        assert!(
            page.split("class=\"newsfeed").next().unwrap().contains("Headline of vans"),
            "{path}: {page}"
        );
    }
    let page = site.get("/topics/rental-service").await.text();
    assert!(page.contains("href=\"/topics/economy-and-business\""), "the topic above is led to: {page}");
    assert!(page.contains("http://cv.iptc.org/newscodes/mediatopic/20000290"), "{page}");
    // Where nobody named it, the vocabulary does.
    assert!(site.get("/ar/topics/rental-service").await.text().contains("خدمات تأجير"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_topic_is_said_beside_its_field() {
    let mut site = site(&[GRAIN]).await;
    site.sign_in("ed", StaffRole::Editor).await;
    for (typed, field) in [
        (&[("name-0", "Grain deal")][..], "slug"),
        (&[("name-0", "")], "name-0"),
        (&[("name-0", "x"), ("slug", "No Slug")], "slug"),
        (&[("subject", "medtop:99999999"), ("name-0", "x")], "subject"),
        (&[("name-0", "Other"), ("about-0", &"a".repeat(401))], "about-0"),
        (&[("name-0", &"a".repeat(81))], "name-0"),
        (&[("about-1", "Нет имени"), ("name-0", "Other")], "name-1"),
    ] {
        let answer = site.post("/desk/topics", typed).await;
        let beside = format!("id=\"fault-{field}\"");
        assert!(answer.status == 422 && answer.text().contains(&beside), "{typed:?}: {}", answer.text());
    }
    // It is renamed and closed; what it is of stays.
    let renamed = [("name-0", "The grain deal"), ("closed", "1"), ("subject", "medtop:04000000")];
    assert_eq!(site.post("/desk/topics/grain-deal", &renamed).await.status, 303);
    let page = site.get("/topics/grain-deal").await.text();
    assert!(page.contains("The grain deal") && page.contains("This topic is closed"), "{page}");
    assert!(site.get("/desk/topics").await.text().contains("<code>topic:grain-deal</code>"));
    site.sign_in("wim", StaffRole::Writer).await;
    assert_eq!(site.post("/desk/topics", GRAIN).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn topics_are_put_forward_for_what_a_draft_says_and_for_what_the_house_did_before() {
    let mut site = site(&[GRAIN]).await;
    for number in 0..4 {
        let slug = format!("harvest-{number}");
        let copy = copy("en", "economy", &slug, "medtop:20000340").replace(
            &format!("Headline of {slug}"),
            &format!("Harvest trains leave Orvia for the {number}th time"),
        );
        let last = site.send(&copy).await;
        site.agency.searchable(last.sequence).await;
    }
    site.sign_in("ada", StaffRole::Editor).await;
    let begun = site.post("/desk/drafts", &[]).await;
    let draft = begun.header("location").to_owned();
    let fields = [
        ("version", "0"),
        ("do", "save"),
        ("home", "en/economy"),
        ("language", "en"),
        ("headline", "Harvest trains leave Orvia late"),
        ("body", "The grain deal held, an epidemic did not stop it, and tennis was played."),
    ];
    let saved = site.post_parts(&draft, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    for path in [draft.clone(), format!("{}/topics", draft.split('?').next().unwrap())] {
        let page = site.get(&path).await.text();
        let part =
            page.split("class=\"suggested\"").nth(1).unwrap_or_default().split("</ul>").next().unwrap();
        let at = |words: &str| part.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
        assert!(part.contains("Grain deal") && part.contains("named in the text"), "{part}");
        assert!(at("railway transport") < at("on 4 of the 4 stories most like it"), "{part}");
        // A name of one word that only the text has says little.
        assert!(!part.contains("tennis"), "{part}");
    }
    // A box of the plain form puts it on the draft, by name, and it is not put forward again.
    let version = site.get(&draft).await.text();
    let version =
        version.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut chosen = fields.to_vec();
    chosen[0].1 = &version;
    chosen.extend([("subjects", "railway transport"), ("topic", "Grain deal")]);
    site.post_parts(&draft, &chosen).await;
    let page = site.get(&draft).await.text();
    let list = page.split("name=\"subjects\"").nth(1).unwrap().split("</textarea>").next().unwrap();
    assert!(list.ends_with("railway transport\nGrain deal"), "{list}");
    assert!(!page.split("class=\"suggested\"").nth(1).unwrap_or_default().contains("Grain deal"), "{page}");
}
