//! RSS 2.0, written. Source: RSS 2.0.11 (rssboard.org), with `content:encoded` and `atom:link`.

use std::fmt::Write as _;

use crate::feed::Feed;
use crate::xml::{element, escape};

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/rss+xml; charset=utf-8";

/// Writes a feed as RSS 2.0. The `guid` is the story's id and stays the same over its revisions.
pub fn write(feed: &Feed) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n");
    element(&mut out, "title", &feed.title);
    element(&mut out, "link", &feed.home);
    element(&mut out, "description", &feed.description);
    element(&mut out, "language", &feed.language);
    element(&mut out, "lastBuildDate", &rfc_822(feed.updated));
    element(&mut out, "generator", "Dateline");
    let _ = writeln!(
        out,
        "<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>",
        escape(&feed.own)
    );
    for item in &feed.items {
        out.push_str("<item>\n");
        element(&mut out, "title", &item.title);
        element(&mut out, "link", &item.url);
        let _ = writeln!(out, "<guid isPermaLink=\"false\">{}</guid>", escape(&item.id));
        element(&mut out, "pubDate", &rfc_822(item.published));
        let summary = match &item.advisory {
            Some(advisory) => format!("{advisory} {}", item.summary),
            None => item.summary.clone(),
        };
        element(&mut out, "description", &summary);
        if let Some(author) = &item.author {
            element(&mut out, "dc:creator", author);
        }
        for category in &item.categories {
            element(&mut out, "category", category);
        }
        element(&mut out, "atom:updated", &item.updated.to_string());
        element(&mut out, "content:encoded", &item.html);
        out.push_str("</item>\n");
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

/// `Mon, 12 Oct 2026 12:05:00 GMT` (RFC 822, with RFC 1123's year of four digits).
fn rfc_822(at: jiff::Timestamp) -> String {
    at.to_zoned_datetime(jiff::tz::TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_by_rfc_822() {
        assert_eq!(rfc_822("2026-10-12T12:05:00.5Z".parse().unwrap()), "Mon, 12 Oct 2026 12:05:00 GMT");
    }
}
