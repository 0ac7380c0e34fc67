//! Files of the trade's formats: read, written, and read again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod blogs;
mod feedparser;
mod items;
mod newsml;
mod ninjs;
mod nitf;
mod photo;
mod table;
mod wire;

use std::path::PathBuf;

use formats::{Author, Document, Format, Head, Item, Subject, read};
use proptest::prelude::*;
use story::Role;

/// The folder of real files, where the environment names one.
fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("DATELINE_SAMPLES").map(PathBuf::from);
    if folder.is_none() {
        println!("DATELINE_SAMPLES is not set: only the project's own fixtures are read");
    }
    folder
}

fn files(folders: &[&str]) -> Vec<(String, Vec<u8>)> {
    let Some(root) = samples() else { return Vec::new() };
    let mut all = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            all.push((
                format!("{folder}/{}", path.file_name().unwrap().to_string_lossy()),
                std::fs::read(&path).unwrap(),
            ));
        }
    }
    all.sort();
    all
}

#[test]
fn real_files_are_read_with_their_stories() {
    for (name, bytes) in files(&["rss", "atom", "jsonfeed", "ninjs-1", "ninjs-2", "ninjs-3"]) {
        let document = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!document.items.is_empty() || !document.left.is_empty(), "{name} says nothing");
        for item in &document.items {
            assert!(!item.id.is_empty() && !item.title.trim().is_empty(), "{name}: {item:?}");
            assert!(!item.title.contains("&amp;") && !item.title.contains('<'), "{name}: {}", item.title);
        }
    }
}

#[test]
fn odd_files_never_panic_and_an_error_names_its_place() {
    for (name, bytes) in files(&["rss-odd", "atom-odd"]) {
        if let Err(error) = read(&bytes) {
            assert!(error.line >= 1 && error.column >= 1 && !error.message.is_empty(), "{name}");
        }
        for cut in [1, bytes.len() / 3, bytes.len() / 2, bytes.len().saturating_sub(5)] {
            let _ = read(&bytes[..cut.min(bytes.len())]);
        }
    }
}

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour &amp; Town</title><language>en-gb</language>
<item><title>Ferry &#8216;Gull&#8217; back in service</title><link>https://news.example/ferry</link>
<guid isPermaLink="false">tag:news.example:1</guid><pubDate>Mon, 12 Oct 2026 14:05:00 +0200</pubDate>
<category>Transport</category><dc:creator>Ida Marr</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>The ferry sails <strong>again</strong>.</p><h2>Repairs</h2><p>They took a week.</p><ul><li>engine</li></ul>]]></content:encoded></item>
<item></item>
</channel></rss>"#;

#[test]
fn rss_gives_its_story_with_source_language_and_time() {
    let document = read(RSS.as_bytes()).unwrap();
    assert_eq!((document.format.as_str(), document.head.title.as_str()), ("RSS 2.0", "Harbour & Town"));
    let item = &document.items[0];
    assert_eq!(item.title, "Ferry ‘Gull’ back in service");
    assert_eq!(item.id, "tag:news.example:1");
    assert_eq!(item.published.unwrap().to_string(), "2026-10-12T12:05:00Z");
    assert_eq!(
        (item.language.as_deref(), item.author_names().as_slice()),
        (Some("en-gb"), &["Ida Marr"][..])
    );
    let roles: Vec<Role> = item.body.iter().map(|paragraph| paragraph.role).collect();
    assert_eq!(roles, [Role::Body, Role::Subhead, Role::Body, Role::ListItem]);
    assert_eq!(document.left.len(), 1, "an item that says nothing is named");
}

#[test]
fn atom_takes_its_texts_as_they_are_typed() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title type="html">A &lt;b&gt;B&lt;/b&gt;</title>
      <author><name>Desk</name></author>
      <entry><id>urn:x:1</id><title>1 &lt; 2</title><link rel="alternate" href="https://news.example/1"/><updated>2026-10-12T14:05:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <em>two</em>.</p></div></content></entry></feed>"#;
    let document = read(atom.as_bytes()).unwrap();
    let item = &document.items[0];
    assert_eq!((document.head.title.as_str(), item.title.as_str()), ("A B", "1 < 2"));
    assert_eq!(item.body[0].text.as_plain(), "One two.");
    assert_eq!((item.language.as_deref(), item.authors[0].name.as_str()), (Some("ru"), "Desk"));
}

#[test]
fn ninjs_of_every_age_is_read() {
    for (json, format) in [
        (
            r#"{"uri":"urn:1","type":"text","headline":"H","body_html":"<p>B.</p>","versioncreated":"2026-10-12T14:05:00Z","urgency":3}"#,
            "ninjs 1",
        ),
        (
            r#"{"uri":"urn:1","type":"text","headlines":[{"value":"H"}],"bodies":[{"value":"<p>B.</p>","contenttype":"text/html"}],"versioncreated":"2026-10-12T14:05:00Z","urgency":3}"#,
            "ninjs 2 or 3",
        ),
        (
            r#"{"uri":"urn:1","standard":{"version":"3.1"},"type":"text","headlines":[{"value":"H"}],"bodies":[{"value":"B.","contentType":"text/plain"}],"versionCreated":"2026-10-12T14:05:00Z","urgency":3}"#,
            "ninjs 3.1",
        ),
    ] {
        let document = read(json.as_bytes()).unwrap();
        let item = &document.items[0];
        assert_eq!((document.format.as_str(), item.title.as_str()), (format, "H"));
        assert_eq!((item.body[0].text.as_plain().as_ref(), item.urgency.map(|u| u.get())), ("B.", Some(3)));
    }
    let picture = read(br#"{"uri":"urn:2","type":"picture","headline":"P"}"#).unwrap();
    assert!(picture.items.is_empty() && picture.left[0].why.contains("picture"));
}

#[test]
fn what_is_no_news_is_refused_with_its_place() {
    for (text, word) in [
        ("", "empty"),
        ("hello", "no format"),
        ("<html></html>", "<html>"),
        ("{\"a\": }", "no JSON"),
        ("{\"a\": 1}", "neither a JSON Feed"),
    ] {
        let error = read(text.as_bytes()).unwrap_err();
        assert!(error.message.contains(word), "{text}: {error}");
    }
    assert_eq!(read(b"{\n\"a\": }").unwrap_err().line, 2);
}

fn feed(title: String, summary: String, body: &str) -> Document {
    let at = "2026-10-12T14:05:00Z".parse().unwrap();
    let text =
        |text: &str| story::Paragraph { id: story::ParagraphId(1), role: Role::Body, text: text.into() };
    let item = Item {
        id: "urn:uuid:1".into(),
        link: Some("https://news.example/1?a=1&b=2".into()),
        title,
        summary: Some(summary).filter(|summary| !summary.is_empty()),
        body: Some(body).filter(|body| !body.is_empty()).map(text).into_iter().collect(),
        published: Some(at),
        updated: Some(at),
        version: Some(1),
        kind: Some(story::Kind::Update),
        advisory: Some("(Adds details)".into()),
        authors: vec![Author::named("Ida <Marr>")],
        subjects: vec![Subject::named("A & B")],
        language: Some("en".into()),
        ..Item::default()
    };
    let head = Head {
        title: "T & T".into(),
        description: Some("D".into()),
        home: Some("https://news.example/".into()),
        own: Some("https://news.example/feed".into()),
        hub: Some("https://news.example/websub".into()),
        language: Some("en".into()),
        updated: Some(at),
        ..Head::default()
    };
    Document { head, items: vec![item], ..Document::default() }
}

fn written(feed: &Document) -> [Document; 3] {
    [Format::Rss, Format::Atom, Format::JsonFeed]
        .map(|format| read(&format.write(feed).0).unwrap_or_else(|error| panic!("{format}: {error}")))
}

#[test]
fn what_is_written_is_read_back_in_every_format() {
    let feed = feed("Mayor: \"yes\" & 'no' <b>".into(), "S".into(), "One & two ]]>.");
    for document in written(&feed) {
        let item = &document.items[0];
        assert_eq!(
            (item.id.as_str(), item.link.as_deref()),
            ("urn:uuid:1", Some("https://news.example/1?a=1&b=2"))
        );
        assert_eq!(item.body[0].text.as_plain(), "One & two ]]>.", "{}", document.format);
        assert_eq!(item.published.unwrap().to_string(), "2026-10-12T14:05:00Z");
        assert_eq!(item.subjects, [Subject::named("A & B")]);
        assert_eq!((item.version, item.advisory.as_deref()), (Some(1), Some("(Adds details)")));
    }
}

proptest! {
    #[test]
    fn no_text_breaks_a_feed(title in any::<String>(), summary in any::<String>()) {
        for document in written(&feed(format!("x{title}"), summary.clone(), "")) {
            prop_assert_eq!(document.items.len() + document.left.len(), 1);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in any::<Vec<u8>>(), start in "<rss><channel>|<feed>|\\{|\\[|<?xml |") {
        let _ = read(&bytes);
        let mut whole = start.into_bytes();
        whole.extend(&bytes);
        let _ = read(&whole);
    }

    #[test]
    fn no_text_makes_the_copy_reader_panic(text in any::<String>()) {
        let copy = formats::copy::read(&text, &story::Language::english(), jiff::civil::date(2026, 10, 12));
        let _ = formats::copy::write(&copy);
    }

    /// Copy that was read and written reads back the same: nothing is lost on the way through a draft.
    #[test]
    fn copy_that_was_written_once_is_stable(text in "([A-Za-z0-9 .,\"'*_#>-]{0,40}\n{1,2}){0,8}") {
        let around = jiff::civil::date(2026, 10, 12);
        let once = formats::copy::write(&formats::copy::read(&text, &story::Language::english(), around));
        let twice = formats::copy::write(&formats::copy::read(&once, &story::Language::english(), around));
        prop_assert_eq!(once, twice);
    }
}
