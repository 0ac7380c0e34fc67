//! Atom 1.0, written. Source: RFC 4287.

use std::fmt::Write as _;

use crate::feed::Feed;
use crate::xml::{element, escape};

/// The media type it is served as.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Writes a feed as Atom 1.0. An entry's `id` is the story's and stays; `updated` moves with its revisions.
pub fn write(feed: &Feed) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ =
        writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", escape(&feed.language));
    element(&mut out, "id", &feed.own);
    element(&mut out, "title", &feed.title);
    element(&mut out, "subtitle", &feed.description);
    element(&mut out, "updated", &feed.updated.to_string());
    element(&mut out, "generator", "Dateline");
    let _ = writeln!(out, "<author><name>{}</name></author>", escape(&feed.title));
    let _ =
        writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&feed.own));
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&feed.home));
    for item in &feed.items {
        let _ = writeln!(out, "<entry xml:lang=\"{}\">", escape(&item.language));
        element(&mut out, "id", &item.id);
        element(&mut out, "title", &item.title);
        let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&item.url));
        element(&mut out, "published", &item.published.to_string());
        element(&mut out, "updated", &item.updated.to_string());
        if let Some(author) = &item.author {
            let _ = writeln!(out, "<author><name>{}</name></author>", escape(author));
        }
        for category in &item.categories {
            let _ = writeln!(out, "<category term=\"{}\"/>", escape(category));
        }
        let summary = match &item.advisory {
            Some(advisory) => format!("{advisory} {}", item.summary),
            None => item.summary.clone(),
        };
        element(&mut out, "summary", &summary);
        let _ = writeln!(out, "<content type=\"html\">{}</content>", escape(&item.html));
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}
