//! Copy of other agencies: asked for, watched for, posted; once, in order, and where the rules say.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use newsroom::{RuleForm, SourceForm};
use story::SourceId;
use testkit::{Gives, Publisher, TestSite};

/// A site that may ask this machine.
async fn site() -> TestSite {
    let site = TestSite::new().await;
    site.agency.set_post("https://meridian.test", &["127.0.0.0/8".to_owned()]).unwrap();
    site
}

fn form(intake: &str, address: &str, becomes: &str) -> SourceForm {
    SourceForm {
        name: format!("{intake} {address}"),
        intake: intake.into(),
        address: address.into(),
        token: String::new(),
        section: "en/world".into(),
        becomes: becomes.into(),
        minutes: "5".into(),
        desk: String::new(),
    }
}

/// A feed of one item, with the id, the version's minute and the text.
fn feed(id: &str, minute: u32, text: &str) -> String {
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Arvenian Wire</title><id>urn:arv</id><entry><id>{id}</id>\
         <title>Dam holds</title><updated>2026-10-12T11:{minute:02}:00Z</updated>\
         <content type='html'>&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;It is full.&lt;/p&gt;</content></entry></feed>"
    )
}

/// Lets time pass until a source was asked so often.
async fn asked(site: &TestSite, publisher: &Publisher, times: usize) {
    for _ in 0..400 {
        if publisher.asked().len() >= times {
            // What it gave is taken in before it is asked again.
            tokio::time::sleep(Duration::from_millis(150)).await;
            return;
        }
        site.later(1);
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    panic!("it was asked {} times, not {times}", publisher.asked().len());
}

async fn outcomes(site: &TestSite, id: SourceId) -> Vec<String> {
    let all = site.agency.arrivals(&site.hand, id, 20).await.unwrap();
    all.into_iter().rev().map(|arrival| arrival.outcome).collect()
}

/// Rows 58 and 59.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_that_is_asked_again_makes_nothing_new_and_a_newer_version_is_a_revision() {
    let site = site().await;
    let publisher = Publisher::listen(&feed("urn:arv:1", 10, "The dam holds, engineers say.")).unwrap();
    let (id, _) = site.agency.add_source(&site.hand, form("feed", &publisher.url(), "story")).await.unwrap();
    asked(&site, &publisher, 5).await;
    assert!(publisher.asked()[4].to_lowercase().contains("if-none-match"), "{}", publisher.asked()[4]);
    assert_eq!(outcomes(&site, id).await, ["story"]);
    // The same under another tag is still the same.
    publisher.give(Gives::File(format!("{}\n", feed("urn:arv:1", 10, "The dam holds, engineers say."))));
    asked(&site, &publisher, 7).await;
    assert_eq!(outcomes(&site, id).await, ["story"]);
    publisher.give(Gives::File(feed("urn:arv:1", 30, "The dam holds, engineers say. Two gates are open.")));
    asked(&site, &publisher, 9).await;
    assert_eq!(outcomes(&site, id).await, ["story", "story"]);
    publisher.give(Gives::File(feed("urn:arv:1", 5, "The dam may hold, engineers hope.")));
    asked(&site, &publisher, 12).await;
    assert_eq!(
        outcomes(&site, id).await,
        ["story", "story", "older"],
        "an older version is noted once and not shown"
    );
    let arrivals = site.agency.arrivals(&site.hand, id, 20).await.unwrap();
    assert_eq!(arrivals[1].story, arrivals[2].story, "both are revisions of one story");
    let page = site.get("/world").await.text();
    assert!(page.contains("Dam holds"));
    assert!(!page.contains("engineers hope"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_id_that_comes_back_with_another_text_is_never_dropped() {
    let site = site().await;
    let publisher = Publisher::listen(&feed("urn:arv:1", 10, "The dam holds.")).unwrap();
    let (id, _) = site.agency.add_source(&site.hand, form("feed", &publisher.url(), "story")).await.unwrap();
    asked(&site, &publisher, 1).await;
    publisher.give(Gives::File(
        feed("urn:arv:1", 10, "The port is closed; ships wait.").replace("Dam holds", "Port closed"),
    ));
    asked(&site, &publisher, 3).await;
    assert_eq!(outcomes(&site, id).await, ["story", "story"]);
    assert!(site.get("/world").await.text().contains("Port closed"));
}

/// Row 21: a kill reaches what its item became, and one without an id reaches nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_of_its_sender_withdraws_the_story_and_no_other() {
    let site = site().await;
    let item = |id: &str, version: u32, status: &str| {
        format!(
            r#"{{"uri":"{id}","version":"{version}","type":"text","pubstatus":"{status}","headline":"Dam holds {id}",
             "body_text":"The dam holds.\n\nIt is full.","ednote":"The dam does not exist."}}"#
        )
    };
    let publisher = Publisher::listen(&item("urn:arv:1", 1, "usable")).unwrap();
    let (id, _) = site.agency.add_source(&site.hand, form("feed", &publisher.url(), "story")).await.unwrap();
    asked(&site, &publisher, 1).await;
    publisher.give(Gives::File(item("urn:arv:2", 1, "usable")));
    asked(&site, &publisher, 3).await;
    publisher.give(Gives::File(item("", 2, "canceled")));
    asked(&site, &publisher, 5).await;
    assert_eq!(outcomes(&site, id).await, ["story", "story", "nothing"]);
    publisher.give(Gives::File(item("urn:arv:1", 2, "canceled")));
    asked(&site, &publisher, 7).await;
    assert_eq!(outcomes(&site, id).await, ["story", "story", "nothing", "withdrawn"]);
    let page = site.get("/world").await.text();
    assert!(page.contains("Dam holds urn:arv:2") && !page.contains("Dam holds urn:arv:1"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_rule_that_means_it_says_where_copy_goes_and_what_becomes_of_it() {
    let mut site = site().await;
    site.sign_in("ada", story::StaffRole::Administrator).await;
    for (filter, section, becomes) in [
        ("headline ~ quake", "world", "nothing"),
        ("headline ~ dam", "economy", "story"),
        ("all", "world", "draft"),
    ] {
        let rule = RuleForm {
            filter: filter.into(),
            section: section.into(),
            becomes: becomes.into(),
            ..RuleForm::default()
        };
        site.agency.add_routing_rule(&site.hand, &rule).await.unwrap();
    }
    let publisher = Publisher::listen(&feed("urn:arv:1", 10, "The dam holds.")).unwrap();
    let (id, _) =
        site.agency.add_source(&site.hand, form("feed", &publisher.url(), "nothing")).await.unwrap();
    asked(&site, &publisher, 1).await;
    assert!(site.get("/economy").await.text().contains("Dam holds"));
    publisher.give(Gives::File(feed("urn:arv:2", 11, "The sea is calm.").replace("Dam holds", "Sea calm")));
    asked(&site, &publisher, 3).await;
    assert_eq!(outcomes(&site, id).await, ["story", "draft"]);
    assert!(site.get("/desk/drafts").await.text().contains("Sea calm"));
    assert!(!site.get("/world").await.text().contains("Sea calm"));
    // A rule is asked one place sooner when it is raised.
    let rules = site.agency.routing_rules(&site.hand).await.unwrap();
    site.agency.raise_routing_rule(&site.hand, rules[2].id).await.unwrap();
    publisher.give(Gives::File(feed("urn:arv:3", 12, "The dam still holds.")));
    asked(&site, &publisher, 5).await;
    assert_eq!(outcomes(&site, id).await, ["story", "draft", "draft"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_gives_copy_an_urgency_and_files_it_at_a_desk() {
    let mut site = site().await;
    site.sign_in("ada", story::StaffRole::Administrator).await;
    let sports = site.agency.put_desk(&site.hand, None, "Sports", "UTC").await.unwrap();
    let mut rule = RuleForm {
        filter: "all".into(),
        section: "world".into(),
        becomes: "draft".into(),
        desk: sports.to_string(),
        urgency: "9".into(),
    };
    assert!(site.agency.add_routing_rule(&site.hand, &rule).await.is_err(), "there is no urgency 9");
    rule.urgency = "2".into();
    site.agency.add_routing_rule(&site.hand, &rule).await.unwrap();
    let publisher = Publisher::listen(&feed("urn:arv:1", 10, "The dam holds.")).unwrap();
    site.agency.add_source(&site.hand, form("feed", &publisher.url(), "nothing")).await.unwrap();
    asked(&site, &publisher, 1).await;
    let drafts = site.agency.drafts(&site.hand).await.unwrap();
    assert_eq!((drafts.len(), drafts[0].urgency.get()), (1, 2));
    assert!(drafts[0].filed_at.is_some() && drafts[0].desk.as_ref().unwrap().0 == sports);
    let queue = site.get(&format!("/desk/drafts?desk={sports}")).await.text();
    assert!(queue.contains("Dam holds"), "{queue}");
}

/// Row 32.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_of_the_sender_is_kept_to_the_instant() {
    let site = site().await;
    let item = r#"{"uri":"urn:arv:1","type":"text","embargoed":"2026-10-12T20:00:00+02:00","headline":"Dam holds","body_text":"The dam holds."}"#;
    let publisher = Publisher::listen(item).unwrap();
    site.agency.add_source(&site.hand, form("feed", &publisher.url(), "story")).await.unwrap();
    asked(&site, &publisher, 1).await;
    assert!(!site.get("/world").await.text().contains("Dam holds"));
    let wire = site.agency.wire(&site.hand, None, 1).await.unwrap();
    let until = wire[0].revision.content.embargo.as_ref().unwrap().until;
    assert_eq!(until, "2026-10-12T18:00:00Z".parse().unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_source_that_fails_is_asked_less_and_less_and_when_it_says_so() {
    let site = site().await;
    let publisher = Publisher::listen("").unwrap();
    publisher.give(Gives::Status(503, "Retry-After: 7200".into()));
    let (id, _) = site.agency.add_source(&site.hand, form("feed", &publisher.url(), "story")).await.unwrap();
    let source = || async {
        let all = site.agency.sources(&site.hand).await.unwrap();
        all.into_iter().find(|source| source.id == id).unwrap()
    };
    for _ in 0..200 {
        if source().await.failures == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let first = source().await;
    assert!(first.due_at >= site.agency.now() + jiff::SignedDuration::from_hours(2), "{first:?}");
    assert!(first.said.unwrap().contains("503"));
    publisher.give(Gives::Status(500, "X: y".into()));
    let mut last = jiff::SignedDuration::ZERO;
    for failures in 2..6 {
        site.later(60 * 7);
        for _ in 0..200 {
            if source().await.failures == failures {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let source = source().await;
        let delay = source.due_at.duration_since(source.asked_at.unwrap());
        assert!(source.failures == failures && delay > last, "{source:?}");
        last = delay;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_cannot_lead_into_a_private_network() {
    let site = TestSite::new().await;
    site.agency.set_post("https://meridian.test", &["127.0.0.1".to_owned()]).unwrap();
    let publisher = Publisher::listen("").unwrap();
    for to in [
        "http://10.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    ] {
        publisher.give(Gives::Status(302, format!("Location: {to}")));
        let mut form = form("feed", &publisher.url(), "story");
        form.name = to.into();
        let (id, _) = site.agency.add_source(&site.hand, form).await.unwrap();
        let mut said = None;
        for _ in 0..200 {
            let all = site.agency.sources(&site.hand).await.unwrap();
            said = all.into_iter().find(|source| source.id == id).unwrap().said;
            if said.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let said = said.unwrap_or_default();
        assert!(said.contains("private network") || said.contains("none of http"), "{to}: {said}");
    }
    for address in ["http://ada:secret@news.example/feed", "ftp://news.example/", "news.example"] {
        assert!(
            site.agency.add_source(&site.hand, form("feed", address, "story")).await.is_err(),
            "{address}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_watched_folder_takes_whole_files_and_puts_them_aside() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    let (id, _) = site
        .agency
        .add_source(&site.hand, form("folder", folder.path().to_str().unwrap(), "story"))
        .await
        .unwrap();
    let file = folder.path().join("dam.xml");
    let whole = feed("urn:arv:1", 10, "The dam holds.");
    // It grows while it is looked at, and is left alone.
    for size in [10, 60, 200] {
        std::fs::write(&file, &whole[..size]).unwrap();
        site.later(1);
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert!(file.exists(), "a file that is still being written is left alone");
    }
    std::fs::write(&file, &whole).unwrap();
    std::fs::write(folder.path().join("noise.bin"), [0, 159, 146, 150]).unwrap();
    let taken = async |file: &std::path::Path| {
        for _ in 0..100 {
            if !file.exists() {
                return;
            }
            site.later(1);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{} is left lying", file.display());
    };
    taken(&file).await;
    taken(&folder.path().join("noise.bin")).await;
    assert!(folder.path().join("taken/dam.xml").exists());
    // Another file of the same name is never written over the first.
    std::fs::write(&file, &whole).unwrap();
    taken(&file).await;
    assert!(folder.path().join("taken/dam.xml").exists() && folder.path().join("taken/1-dam.xml").exists());
    assert!(folder.path().join("refused/noise.bin").exists());
    assert!(folder.path().join("refused/noise.bin.fault.txt").exists());
    assert_eq!(outcomes(&site, id).await, ["story"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_agency_posts_to_us_with_its_token_and_is_told_what_became_of_it() {
    let site = site().await;
    let (id, token) = site.agency.add_source(&site.hand, form("hook", "", "story")).await.unwrap();
    let bearer = format!("Bearer {}", token.unwrap());
    let post = |authorization: String, body: String| {
        let site = &site;
        async move {
            let headers = [("authorization", authorization.as_str()), ("content-type", "application/xml")];
            site.ask(Method::POST, "/api/ingest", &headers, Body::from(body)).await
        }
    };
    let item = feed("urn:arv:1", 10, "The dam holds.");
    for foreign in ["Bearer dl_none".to_owned(), String::new()] {
        assert_eq!(post(foreign, item.clone()).await.status, StatusCode::UNAUTHORIZED);
    }
    let answer = post(bearer.clone(), item.clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(answer.text().contains(r#""stories":1"#), "{}", answer.text());
    assert!(post(bearer.clone(), item).await.text().contains(r#""known":1"#));
    let refused = post(bearer, "\u{1}not a file".into()).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text());
    assert_eq!(outcomes(&site, id).await, ["story"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nearly_the_same_of_another_source_is_told_with_what_differs_and_not_sent_twice() {
    let site = site().await;
    let text = "The dam above Sorrel holds after four days of rain, engineers of the water board said on Monday. \
                Two of its six gates were opened in the night, and the river below it rose by a metre.";
    let first = Publisher::listen(&feed("urn:arv:1", 10, text)).unwrap();
    let (one, _) = site.agency.add_source(&site.hand, form("feed", &first.url(), "story")).await.unwrap();
    asked(&site, &first, 1).await;
    let longer = format!("{text} A third gate will be opened at noon.");
    let second = Publisher::listen(&feed("tag:other.example,2026:77", 20, &longer)).unwrap();
    let (other, _) = site.agency.add_source(&site.hand, form("feed", &second.url(), "story")).await.unwrap();
    asked(&site, &second, 1).await;
    assert_eq!(
        (outcomes(&site, one).await, outcomes(&site, other).await),
        (vec!["story".into()], vec!["draft".into()])
    );
    let arrival = site.agency.arrivals(&site.hand, other, 1).await.unwrap().remove(0);
    assert!(arrival.why.contains("nearly the same as “Dam holds” of feed http"), "{}", arrival.why);
    assert!(arrival.why.contains("(Adds"), "{}", arrival.why);
}
