//! Pictures: taken in with their words, shown in the widths that a page needs, and kept from those who may not have them.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use formats::photo;
use newsroom::{MediaRow, Where};
use serde_json::Value;
use story::{DigitalSource, Focus, MediaRights, MediaWords, Refusal, StaffRole};
use testkit::TestSite;

use crate::api::{Client, client};
use crate::bridge;

/// A drawn harbour of 1200 by 675 pixels.
const HARBOUR: &[u8] = include_bytes!("../../../dateline/demo/pictures/harbour.jpg");

fn words() -> MediaWords {
    MediaWords {
        caption: "The ferry leaves Port Sel.".into(),
        credit: "Harbour Pictures".into(),
        alt: "A white ferry".into(),
        creator: "Ada Brell".into(),
        copyright: "© Harbour Pictures".into(),
        city: "Port Sel".into(),
        country: "Norland".into(),
        source_type: DigitalSource::CompositeCapture,
        ..MediaWords::default()
    }
}

/// The harbour as an agency would send it, with its words inside.
fn sent_in() -> Vec<u8> {
    photo::write(HARBOUR, &words(), "")
}

async fn take(site: &TestSite) -> MediaRow {
    site.agency.put_media(&site.hand, sent_in()).await.unwrap()
}

fn copy(slug: &str) -> String {
    bridge(2)
        .replace("harbour-bridge", slug)
        .replace("---\nslug", "---\ncaption: The ferry leaves.\ncredit: Harbour Pictures\nslug")
}

async fn send(site: &TestSite, slug: &str, row: &MediaRow) -> Result<newsroom::views::Sent, newsroom::Error> {
    let to = Where { section: Some("world".into()), picture: Some(row.id), ..Where::default() };
    site.agency.send_copy(&site.hand, &copy(slug), to).await
}

async fn clear(site: &TestSite, row: &MediaRow, rights: MediaRights) {
    let now = site.agency.media(&site.hand, row.id).await.unwrap();
    let changed = (now.words, rights, now.focus);
    site.agency.change_media(&site.hand, (row.id, now.version), changed).await.unwrap();
}

fn refusal(sent: Result<newsroom::views::Sent, newsroom::Error>) -> &'static str {
    match sent.unwrap_err() {
        newsroom::Error::Refused(refusal) => refusal.name(),
        other => panic!("{other}"),
    }
}

/// All addresses of pictures on a page.
fn addresses(page: &str) -> Vec<String> {
    let mut all: Vec<String> =
        page.split(['"', ' ', ',']).filter(|word| word.starts_with("/media/")).map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_offers_a_picture_in_the_widths_and_codings_that_there_are() {
    let site = TestSite::new().await;
    let row = take(&site).await;
    let sent = send(&site, "ferry", &row).await.unwrap();
    let page = site.get(&sent.path).await.text();
    let offered = addresses(&page);
    assert_eq!(offered.len(), 8, "four widths, each as JPEG and as AVIF: {offered:?}");
    assert!(page.contains("width=\"1200\" height=\"675\""), "what is to come has its place: {page}");
    for address in offered.iter().chain(&addresses(&site.get("/").await.text())) {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(["image/jpeg", "image/avif"].contains(&answer.header("content-type")), "{address}");
        assert!(answer.header("cache-control").starts_with("public"), "{address}");
    }
    for other in
        ["whole-321.jpg", "whole-4000.jpg", "card-320-10x10.jpg", "whole-320.png", "original", "file.jpg"]
    {
        let answer = site.get(&format!("/media/{}/{other}", row.id)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "nothing is made for the asking: {other}");
    }
    // Search engines and those who link to it are told whose it is, and readers what it is.
    for said in [
        "\"creditText\":\"Harbour Pictures\"",
        "\"copyrightNotice\"",
        "Ada Brell",
        "og:image:width",
        "Put together of several",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_files_are_made_a_while_after_and_stand_in_the_same_place() {
    let site = TestSite::new().await;
    let row = take(&site).await;
    send(&site, "ferry", &row).await.unwrap();
    let avif = small(&site, &row).await;
    let jpeg = site.get(&format!("/media/{}/card-1200-50x50.jpg", row.id)).await;
    assert!(avif.bytes.len() < jpeg.bytes.len());
}

/// The last of the small files that are made, once it is.
async fn small(site: &TestSite, row: &MediaRow) -> testkit::Answer {
    for _ in 0..2_400 {
        let answer = site.get(&format!("/media/{}/card-1200-50x50.avif", row.id)).await;
        if answer.header("content-type") == "image/avif" {
            return answer;
        }
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "public, no-cache"));
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no AVIF was made");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_is_taken_once_with_its_words_and_gives_them_along() {
    let mut site = TestSite::new().await;
    site.sign_in("wim", StaffRole::Writer).await;
    let headers = [("content-type", "image/jpeg"), ("sec-fetch-site", "same-origin")];
    let mut ids = Vec::new();
    for _ in 0..2 {
        let answer = site.ask(Method::POST, "/desk/media-upload", &headers, Body::from(sent_in())).await;
        let told: Value = serde_json::from_slice(&answer.bytes).unwrap();
        assert_eq!((&told["caption"], &told["credit"]), (&words().caption.into(), &words().credit.into()));
        ids.push(told["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids[0], ids[1]);
    let file = site.get(&format!("/desk/media/{}/files/file.jpg", ids[0])).await;
    assert_eq!(photo::read(&file.bytes), words());
    let original = site.get(&format!("/desk/media/{}/original", ids[0])).await;
    assert_eq!(original.bytes, sent_in());
    assert!(original.header("content-disposition").starts_with("attachment"));
    // Before a story shows it, it is nobody's but the house's.
    site.sign_out();
    for path in [format!("/media/{}", ids[0]), format!("/media/{}/whole-320.jpg", ids[0])] {
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in
        [format!("/desk/media/{}/files/file.jpg", ids[0]), "/desk/media".into(), "/desk/media-pick".into()]
    {
        assert_eq!(site.get(&path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_not_be_used_cannot_be_sent() {
    let site = TestSite::new().await;
    let row = take(&site).await;
    let hour = site.agency.now() + jiff::SignedDuration::from_hours(1);
    clear(&site, &row, MediaRights { is_barred: true, ..MediaRights::default() }).await;
    assert_eq!(refusal(send(&site, "ferry", &row).await), Refusal::PictureBarred.name());
    clear(&site, &row, MediaRights { until: Some(hour), ..MediaRights::default() }).await;
    // What becomes public after its rights have ended may not be sent either.
    let to = Where {
        section: Some("world".into()),
        picture: Some(row.id),
        embargo: Some(story::Embargo { until: hour, zone: "Europe/Berlin".into() }),
        ..Where::default()
    };
    let late = site.agency.send_copy(&site.hand, &copy("late"), to).await;
    assert_eq!(refusal(late), "picture-rights-end");
    send(&site, "ferry", &row).await.unwrap();
    site.later(61);
    assert_eq!(refusal(send(&site, "again", &row).await), "picture-rights-end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_leaves_every_page_when_its_rights_end_and_when_it_is_barred() {
    let site = TestSite::new().await;
    let row = take(&site).await;
    let until = site.agency.now() + jiff::SignedDuration::from_hours(1);
    clear(&site, &row, MediaRights { until: Some(until), ..MediaRights::default() }).await;
    let sent = send(&site, "ferry", &row).await.unwrap();
    let places = [sent.path.as_str(), "/", "/world", "/feed.rss", "/feed.json"];
    let shows = async |is_wanted: bool| {
        for path in places {
            // Pages that are kept are told within seconds.
            let mut tries = 0;
            while site.get(path).await.text().contains(&format!("/media/{}", row.id)) != is_wanted {
                tries += 1;
                assert!(tries < 400, "{path}: {is_wanted}");
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        }
    };
    shows(true).await;
    let file = format!("/media/{}", row.id);
    let cut = format!("/media/{}/whole-320.jpg", row.id);
    assert_eq!(site.get(&file).await.status, StatusCode::OK);
    site.later(61);
    // The files themselves are gone with the instant.
    for path in [&file, &cut] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND);
    }
    shows(false).await;
    clear(&site, &row, MediaRights::default()).await;
    shows(true).await;
    clear(&site, &row, MediaRights { is_barred: true, ..MediaRights::default() }).await;
    assert_eq!(site.get(&cut).await.status, StatusCode::NOT_FOUND);
    shows(false).await;
}

async fn pictures_of(site: &TestSite, of: &Client) -> Vec<Option<String>> {
    site.agency.dispatched(site.agency.head().unwrap()).await;
    let answer = of.ask(site, "/api/wire?limit=50&format=jsonfeed").await;
    let value: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let entries = value["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "new");
    entries
        .map(|entry| {
            let text = entry.to_string();
            let at = text.find("/media/")?;
            Some(text[at..].split(['"', '\\']).next().unwrap().to_owned())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_is_given_a_picture_by_territory_and_product() {
    let site = TestSite::new().await;
    let all = [
        client(&site, "North", Some("all")).await,
        client(&site, "South", Some("all")).await,
        client(&site, "West", Some("all")).await,
    ];
    for (of, name, territory) in
        [(&all[0], "North", "Norland"), (&all[1], "South", "Sudmark"), (&all[2], "West", "Westmark")]
    {
        site.agency
            .change_subscriber(&site.hand, of.id, (name, "active"), (territory, "Europe/Berlin"))
            .await
            .unwrap();
    }
    let row = take(&site).await;
    let rights = MediaRights {
        on_site: false,
        terms: "NORLAND OUT".into(),
        products: vec!["North’s".into(), "South’s".into()],
        ..MediaRights::default()
    };
    clear(&site, &row, rights.clone()).await;
    let sent = send(&site, "ferry", &row).await.unwrap();
    assert_eq!(pictures_of(&site, &all[0]).await, [None], "Norland is out");
    assert_eq!(pictures_of(&site, &all[2]).await, [None], "they have the story by another product");
    let link = pictures_of(&site, &all[1]).await.remove(0).unwrap();
    // The site does not show it; the link that they were given does, and for this picture only.
    let page = site.get(&sent.path).await.text();
    assert!(!page.contains("/media/"), "{page}");
    let (path, key) = link.split_once("?key=").unwrap();
    assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND);
    let file = site.get(&link).await;
    assert_eq!((file.status, file.header("cache-control")), (StatusCode::OK, "private, no-cache"));
    assert_eq!(photo::read(&file.bytes).credit, "Harbour Pictures");
    let other = site.agency.put_media(&site.hand, HARBOUR.to_vec()).await.unwrap();
    for wrong in [
        format!("/media/{}?key={key}", other.id),
        format!("{path}?key={}", &key[1..]),
        format!("{path}?key="),
    ] {
        assert_eq!(site.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    clear(&site, &row, MediaRights { is_barred: true, ..rights }).await;
    assert_eq!(site.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(pictures_of(&site, &all[1]).await, [None]);
}

fn form(version: u64, more: &[(&'static str, &'static str)]) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&str, String)> = [("version", version.to_string())].into();
    for field in [
        "caption",
        "alt",
        "credit",
        "creator",
        "copyright",
        "city",
        "country",
        "taken",
        "instructions",
        "keywords",
        "until",
        "terms",
        "products",
    ] {
        all.push((field, String::new()));
    }
    for (field, text) in [("source-type", "unsaid"), ("focus-x", "50"), ("focus-y", "50")].iter().chain(more)
    {
        all.retain(|(name, _)| name != field);
        all.push((field, (*text).to_owned()));
    }
    all
}

async fn post(site: &TestSite, path: &str, typed: &[(&'static str, String)]) -> testkit::Answer {
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (*name, text.as_str())).collect();
    site.post(path, &typed).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_describes_a_picture_and_moves_its_point() {
    let mut site = TestSite::new().await;
    let row = take(&site).await;
    let sent = send(&site, "ferry", &row).await.unwrap();
    site.sign_in("erin", StaffRole::Editor).await;
    let path = format!("/desk/media/{}", row.id);
    let page = site.get(&path).await.text();
    for said in ["The ferry leaves Port Sel.", "Port Sel", sent.path.as_str(), "revision"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let card = |x: &str| format!("/media/{}/card-320-{x}x50.jpg", row.id);
    assert_eq!(site.get(&card("20")).await.status, StatusCode::NOT_FOUND);
    let typed =
        form(1, &[("caption", "Ferry"), ("focus-x", "20"), ("on-site", "1"), ("keywords", "sea, ferry,,")]);
    assert_eq!(post(&site, &path, &typed).await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/").await.text().contains(&card("20")), "the front page shows the new cut");
    for x in ["20", "50"] {
        assert_eq!(
            site.get(&card(x)).await.status,
            StatusCode::OK,
            "pages that were kept still find the old one"
        );
    }
    let row = site.agency.media(&site.hand, row.id).await.unwrap();
    assert_eq!((row.focus, row.words.keywords), (Focus::new(20, 50), vec!["sea".to_owned(), "ferry".into()]));
    // Who was slower loses nothing of what they typed, and overwrites nothing unseen.
    let late = post(&site, &path, &form(1, &[("caption", "Mine"), ("on-site", "1")])).await;
    let text = late.text();
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("Mine") && text.contains("Somebody else changed"), "{text}");
    for (field, wrong) in [("taken", "31 November"), ("until", "soon"), ("products", "No such product")] {
        let answer = post(&site, &path, &form(2, &[(field, wrong), ("on-site", "1")])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.text().contains(&format!("fault-{field}")), "{field}: {}", answer.text());
    }
    let found = |q: &str| format!("/desk/media?q={q}");
    for (q, is_found) in [("FERRY+sea", true), ("ferry+train", false), ("%25", true), ("_x", false)] {
        let page = site.get(&found(q)).await.text();
        assert_eq!(page.contains(&row.id.to_string()), is_found, "{q}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_are_changed_by_those_only_who_may_send() {
    let mut site = TestSite::new().await;
    let row = take(&site).await;
    clear(&site, &row, MediaRights { terms: "NORLAND OUT".into(), ..MediaRights::default() }).await;
    site.sign_in("wim", StaffRole::Writer).await;
    let path = format!("/desk/media/{}", row.id);
    let typed = form(2, &[("caption", "Ferry"), ("terms", ""), ("barred", "1")]);
    assert_eq!(post(&site, &path, &typed).await.status, StatusCode::SEE_OTHER);
    let row = site.agency.media(&site.hand, row.id).await.unwrap();
    assert_eq!((row.words.caption.as_str(), row.rights.terms.as_str()), ("Ferry", "NORLAND OUT"));
    assert!(!row.rights.is_barred && row.rights.on_site);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_takedown_leaves_neither_picture_nor_words_of_it() {
    let mut site = TestSite::new().await;
    let row = take(&site).await;
    let sent = send(&site, "ferry", &row).await.unwrap();
    small(&site, &row).await;
    site.agency.notice(&site.hand, sent.story, story::Kind::Takedown, "A court wants it.").await.unwrap();
    site.sign_in("erin", StaffRole::Editor).await;
    for path in [
        format!("/media/{}", row.id),
        format!("/media/{}/whole-320.jpg", row.id),
        format!("/desk/media/{}", row.id),
    ] {
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!site.get("/desk/media").await.text().contains("ferry"));
    let media = site.place().folder.join("media");
    let shelves = std::fs::read_dir(&media).unwrap();
    let left = shelves.flat_map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap()).count();
    assert_eq!(left, 0);
}
