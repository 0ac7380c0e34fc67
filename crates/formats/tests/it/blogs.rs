//! What comes from blogs, mailboxes and the AP: exports, mails, answers of an interface.

use formats::{Status, read};
use proptest::prelude::*;

#[test]
fn a_wordpress_export_gives_posts_with_comments_authors_and_pictures() {
    for (name, bytes) in crate::files(&["wxr"]) {
        let document = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(document.format.starts_with("WXR"), "{name}: {}", document.format);
        let comments: usize = document.items.iter().map(|item| item.comments.len()).sum();
        let all = document.items.len() + document.left.len();
        assert!(!document.items.is_empty(), "{name}");
        for item in &document.items {
            assert!(!item.title.contains("<!--") && !item.id.is_empty(), "{name}: {}", item.title);
            let text: String =
                item.body.iter().map(|paragraph| paragraph.text.as_plain().into_owned()).collect();
            assert!(!text.contains("wp:paragraph") && !text.contains("[gallery"), "{name}: {text}");
        }
        println!("{name}: {all} entries, {} posts, {comments} comments", document.items.len());
    }
}

const WXR: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour</title><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>ida</wp:author_login><wp:author_email>ida@news.example</wp:author_email><wp:author_display_name>Ida Marr</wp:author_display_name></wp:author>
<item><title>Ferry back</title><link>https://news.example/ferry</link><guid>https://news.example/?p=1</guid><dc:creator>ida</dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph -->The ferry sails again.

[gallery ids="1,2"]

It carried 40 people [three of them children] on Monday.]]></content:encoded><excerpt:encoded>Short.</excerpt:encoded>
<wp:post_id>1</wp:post_id><wp:post_date_gmt>2026-10-12 12:05:00</wp:post_date_gmt><wp:post_name>ferry-back</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="transport">Transport</category><category domain="post_tag" nicename="ferries">Ferries</category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>2</wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author>Holt</wp:comment_author><wp:comment_date_gmt>2026-10-12 13:00:00</wp:comment_date_gmt><wp:comment_content>At last.</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
<wp:comment><wp:comment_id>8</wp:comment_id><wp:comment_author>x</wp:comment_author><wp:comment_content>buy</wp:comment_content><wp:comment_approved>spam</wp:comment_approved></wp:comment></item>
<item><title>quay.jpg</title><wp:post_id>2</wp:post_id><wp:post_parent>1</wp:post_parent><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://news.example/quay.jpg</wp:attachment_url></item>
<item><title>Plan</title><wp:post_id>3</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type><content:encoded>Not yet.</content:encoded></item>
<item><title>Menu</title><wp:post_id>4</wp:post_id><wp:post_type>nav_menu_item</wp:post_type></item>
</channel></rss>"#;

#[test]
fn a_post_keeps_its_text_its_people_and_its_picture() {
    let document = read(WXR.as_bytes()).unwrap();
    let post = &document.items[0];
    let text: Vec<_> = post.body.iter().map(|paragraph| paragraph.text.as_plain().into_owned()).collect();
    assert_eq!(text, ["The ferry sails again.", "It carried 40 people [three of them children] on Monday."]);
    assert_eq!(
        (post.author_names(), post.keywords.as_slice()),
        (vec!["Ida Marr"], &["Ferries".to_owned()][..])
    );
    assert_eq!(
        (post.subjects[0].name.as_str(), post.media[0].href.as_str()),
        ("Transport", "https://news.example/quay.jpg")
    );
    assert_eq!(post.published.unwrap().to_string(), "2026-10-12T12:05:00Z");
    assert_eq!(
        (post.comments.len(), post.comments[0].text.as_str()),
        (1, "At last."),
        "what was spam stays out"
    );
    assert_eq!((document.items[1].status, document.left.len()), (Status::Withheld, 1));
}

#[test]
fn a_ghost_export_gives_posts_with_tags_and_authors() {
    for (name, bytes) in crate::files(&["ghost"]) {
        let document = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let post = &document.items[0];
        assert_eq!((document.format.as_str(), post.author_names()), ("Ghost 1.20.0", vec!["Joe"]), "{name}");
        assert_eq!((post.subjects[0].name.as_str(), post.body.len()), ("News", 1), "{name}");
    }
    let lexical = r#"{"data":{"posts":[{"id":"1","title":"Ferry","status":"draft","published_at":1790000000000,
        "lexical":"{\"root\":{\"children\":[{\"type\":\"paragraph\",\"children\":[{\"text\":\"The ferry \"},{\"text\":\"sails.\"}]}]}}"}],"tags":[]}}"#;
    let post = &read(lexical.as_bytes()).unwrap().items[0];
    assert_eq!((post.body[0].text.as_plain().as_ref(), post.status), ("The ferry sails.", Status::Withheld));
}

#[test]
fn real_mails_give_subject_text_sender_and_date() {
    for (name, bytes) in crate::files(&["email"]) {
        let document = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let item = &document.items[0];
        assert!(
            document.format == "mail" && !item.title.is_empty() && !item.body.is_empty(),
            "{name}: {item:?}"
        );
        assert!(
            !item.authors.is_empty() && item.published.is_some() && !item.title.contains("=?"),
            "{name}: {item:?}"
        );
        if name.contains("json") {
            assert_eq!((item.title.as_str(), item.slugline.as_deref()), ("Headline-2", Some("Slugline-2")));
        }
    }
}

#[test]
fn a_file_of_news_in_a_mail_is_read_as_such() {
    let mail = "From: Desk <desk@news.example>\r\nTo: wire@agency.example\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\nDate: Mon, 12 Oct 2026 14:05:00 +0200\r\n\
        Message-ID: <1@news.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        See the caf=E9.\r\n--b\r\nContent-Type: application/json\r\nContent-Disposition: attachment; filename=a.json\r\n\r\n{\"uri\":\"urn:1\",\"headline\":\"Ferry\",\"body_text\":\"It sails.\"}\r\n\
        --b\r\nContent-Type: image/jpeg; name=q.jpg\r\nContent-Disposition: attachment; filename=q.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";
    let document = read(mail.as_bytes()).unwrap();
    let (mail, news) = (&document.items[0], &document.items[1]);
    assert_eq!((mail.title.as_str(), mail.body[0].text.as_plain().as_ref()), ("Café", "See the café."));
    assert_eq!(
        (mail.media[0].caption.as_deref(), mail.published.unwrap().to_string().as_str()),
        (Some("q.jpg"), "2026-10-12T12:05:00Z")
    );
    assert_eq!(news.title, "Ferry");
}

#[test]
fn answers_of_the_ap_give_what_is_told_of_each_story() {
    for (name, bytes) in crate::files(&["ap-media-api"]) {
        let document = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(document.format, "AP Media API", "{name}");
        assert_eq!(document.items.len() + document.left.len(), 1, "{name}");
        for item in &document.items {
            assert!(
                item.version == Some(0) && item.updated.is_some() && item.usage.is_some(),
                "{name}: {item:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn no_mail_makes_the_reader_panic(text in "\\PC{0,200}", bytes in any::<Vec<u8>>()) {
        let mut mail = b"From: a\r\nSubject: b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n".to_vec();
        mail.extend(text.as_bytes());
        mail.extend(bytes);
        let _ = read(&mail);
    }
}
