//! The desk's pages of subscribers, as plain forms.

use story::StaffRole;
use testkit::{Answer, TestSite};

use crate::bridge;

const PAGE: &str = "/desk/subscribers";

/// An administrator's desk with one subscriber: the address of its page.
async fn desk() -> (TestSite, String) {
    let mut site = TestSite::new().await;
    site.sign_in("ada", StaffRole::Administrator).await;
    let fields = [("do", "subscriber"), ("name", "The Hovn Courier"), ("zone", "Europe/Berlin")];
    let made = site.post(PAGE, &fields).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let page = made.header("location").to_owned();
    (site, page)
}

/// The value of the first input of a name.
fn input(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let at = text.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {text}"));
    text[at..].split('"').nth(3).unwrap().to_owned()
}

/// What is shown this once.
fn shown(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    let at = text.find("class=\"secret\">").expect("a secret is shown");
    text[at + 15..].split('<').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_is_set_up_with_nothing_but_forms_and_then_pulls() {
    let (site, page) = desk().await;
    site.send(&bridge(2)).await;
    let tried = site.post(PAGE, &[("do", "try"), ("filter", "section = world")]).await;
    assert!(tried.text().contains("Harbour bridge closes to lorries"), "{}", tried.text());
    let product = [("do", "product"), ("product", "World"), ("filter", "section = world"), ("terms", "")];
    assert_eq!(site.post(PAGE, &product).await.status, 303);
    let id = input(&site.get(PAGE).await, "id");
    let field = format!("product-{id}");
    assert_eq!(site.post(&page, &[("do", "entitle"), (&field, "granted")]).await.status, 303);

    let place =
        [("do", "destination"), ("name", "API"), ("channel", "pull"), ("format", "ninjs"), ("address", "")];
    assert_eq!(site.post(&page, &place).await.status, 303);
    let destination = input(&site.get(&page).await, "destination");
    let token =
        [("do", "token"), ("destination", &destination), ("label", "desk"), ("networks", ""), ("days", "30")];
    let token = shown(&site.post(&page, &token).await);
    assert!(!site.get(&page).await.text().contains(&token), "a token is shown once");

    let sent = site.send(&bridge(3)).await;
    site.agency.dispatched(site.agency.head().unwrap()).await;
    let bearer = format!("Bearer {token}");
    let pulled = site.get_with("/api/wire", &[("authorization", &bearer)]).await;
    assert!(pulled.text().contains(&sent.story.to_string()), "{}", pulled.text());
    // The ledger stands on the subscriber's page and on the entry's.
    assert!(site.get(&page).await.text().contains("fetched"));
    let entry = format!("/desk/wire/{}", site.agency.head().unwrap().0);
    assert!(site.get(&entry).await.text().contains("The Hovn Courier"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_wrong_is_named_beside_its_field_and_stays() {
    let (site, page) = desk().await;
    for (to, fields, stays) in [
        (
            PAGE,
            vec![("do", "subscriber"), ("name", "The Hovn Courier"), ("zone", "Europe/Berlin")],
            "Courier",
        ),
        (PAGE, vec![("do", "subscriber"), ("name", "Other"), ("zone", "Moon/Crater")], "Moon/Crater"),
        (
            PAGE,
            vec![("do", "product"), ("product", "World"), ("filter", "section is world")],
            "section is world",
        ),
        (PAGE, vec![("do", "try"), ("filter", "urgency = 12")], "urgency = 12"),
        (
            &page,
            vec![
                ("do", "destination"),
                ("name", "Hook"),
                ("channel", "webhook"),
                ("format", "ninjs"),
                ("address", "ftp://x"),
            ],
            "ftp://x",
        ),
        (
            &page,
            vec![
                ("do", "destination"),
                ("name", "In"),
                ("channel", "folder"),
                ("format", "nitf"),
                ("address", "relative/path"),
            ],
            "relative/path",
        ),
        (
            &page,
            vec![("do", "change"), ("name", ""), ("standing", "active"), ("zone", "UTC"), ("territory", "")],
            "UTC",
        ),
    ] {
        let answer = site.post(to, &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}: {}", answer.text());
        assert!(
            answer.text().contains("aria-invalid") && answer.text().contains(stays),
            "{fields:?}: {}",
            answer.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_server_is_shown_our_key_and_moves_to_another_address_by_a_form() {
    let (site, page) = desk().await;
    let place = |address: &'static str| {
        [
            ("do", "destination"),
            ("name", "Files"),
            ("channel", "sftp"),
            ("format", "nitf"),
            ("address", address),
        ]
    };
    for wrong in ["sftp://files.example/in", "sftp://wire:secret@files.example/in", "/in"] {
        assert_eq!(site.post(&page, &place(wrong)).await.status, 422, "{wrong}");
    }
    let key = shown(&site.post(&page, &place("sftp://wire@files.example/in")).await);
    assert!(key.starts_with("ssh-ed25519 "), "{key}");
    let destination = input(&site.get(&page).await, "destination");
    let move_to = |address: &'static str| {
        [("do", "move"), ("destination", destination.as_str()), ("address", address), ("format", "ninjs")]
    };
    assert_eq!(site.post(&page, &move_to("https://files.example/in")).await.status, 422);
    assert_eq!(site.post(&page, &move_to("sftp://wire@files.example/in#SHA256:abc")).await.status, 303);
    let text = site.get(&page).await.text();
    assert!(text.contains("sftp://wire@files.example/in#SHA256:abc") && !text.contains(&key), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_those_who_manage_subscribers_see_and_change_them() {
    let (mut site, page) = desk().await;
    for role in [StaffRole::Writer, StaffRole::Editor] {
        site.sign_in(role.as_str(), role).await;
        assert_eq!(site.get(PAGE).await.status, 403, "{role:?}");
        assert_eq!(site.get(&page).await.status, 403, "{role:?}");
        let form =
            [("do", "change"), ("name", "Mine"), ("standing", "active"), ("zone", "UTC"), ("territory", "")];
        assert_eq!(site.post(&page, &form).await.status, 403, "{role:?}");
        assert!(!site.get("/desk").await.text().contains(PAGE), "{role:?} is shown no way to it");
    }
    site.sign_out();
    assert!(matches!(site.get(&page).await.status.as_u16(), 303 | 401));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sources_and_rules_are_set_up_with_nothing_but_forms() {
    let (mut site, _) = desk().await;
    site.send(&bridge(2)).await;
    const SOURCES: &str = "/desk/sources";
    let hook = [
        ("do", "source"),
        ("name", "Arvenian Wire"),
        ("intake", "hook"),
        ("to", "en/world"),
        ("becomes", "draft"),
    ];
    let token = shown(&site.post(SOURCES, &hook).await);
    assert!(token.starts_with("dl_") && !site.get(SOURCES).await.text().contains(&token));
    let rule = |to: &'static str, filter: &'static str| {
        [("do", to), ("filter", filter), ("section", "economy"), ("rule-becomes", "draft")]
    };
    let everything = site.post(SOURCES, &rule("try", "all")).await.text();
    assert!(everything.contains("It means every one of them."), "{everything}");
    assert!(
        site.post(SOURCES, &rule("try", "headline ~ quake")).await.text().contains("It means none of them.")
    );
    assert_eq!(site.post(SOURCES, &rule("rule", "headline ~ dam")).await.status, 303);
    assert!(site.get(SOURCES).await.text().contains("headline ~ dam"));
    for wrong in [
        vec![
            ("do", "source"),
            ("name", "Arvenian Wire"),
            ("intake", "hook"),
            ("to", "en/world"),
            ("becomes", "draft"),
        ],
        vec![
            ("do", "source"),
            ("name", "A"),
            ("intake", "feed"),
            ("address", "nowhere"),
            ("to", "en/world"),
            ("becomes", "draft"),
        ],
        vec![
            ("do", "source"),
            ("name", "A"),
            ("intake", "hook"),
            ("minutes", "often"),
            ("to", "en/world"),
            ("becomes", "draft"),
        ],
        vec![
            ("do", "rule"),
            ("filter", "headline is dam"),
            ("section", "economy"),
            ("rule-becomes", "draft"),
        ],
    ] {
        let answer = site.post(SOURCES, &wrong).await;
        assert_eq!(answer.status, 422, "{wrong:?}");
        assert!(answer.text().contains("aria-invalid"), "{wrong:?}: {}", answer.text());
    }
    // What was posted stands on the source's page, with the draft it became.
    let item = r#"{"uri":"urn:arv:1","type":"text","headline":"Dam holds","body_text":"The dam holds."}"#;
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let posted = site.ask(axum::http::Method::POST, "/api/ingest", &headers, item.into()).await;
    assert_eq!(posted.status, 200, "{}", posted.text());
    let page = site.get(SOURCES).await.text();
    let one = page.split("href=\"/desk/sources/").nth(1).unwrap().split('"').next().unwrap();
    let page = site.get(&format!("{SOURCES}/{one}")).await.text();
    assert!(page.contains("Dam holds") && page.contains("/desk/drafts/"), "{page}");
    for role in [StaffRole::Writer, StaffRole::Editor] {
        site.sign_in(role.as_str(), role).await;
        assert_eq!(site.get(SOURCES).await.status, 403, "{role:?}");
        assert_eq!(site.post(SOURCES, &rule("rule", "all")).await.status, 403, "{role:?}");
    }
}
