//! Media RSS and enclosures: pictures, sound and films of an item in a feed.
//!
//! Source: Media RSS 1.5.1 (rssboard.org/media-rss), RSS 2.0 `enclosure`, RFC 4287 section 4.2.7.2.

use std::fmt::Write as _;

use crate::item::Media;
use crate::tree::Node;
use crate::xml::escape;

/// Reads what an item shows.
pub(crate) fn read(item: &Node) -> Vec<Media> {
    let mut all: Vec<Media> = Vec::new();
    let groups = item.nodes().filter(|node| node.name() == "group");
    for node in item.nodes().chain(groups.flat_map(Node::nodes)) {
        let one = match node.name() {
            "enclosure" => enclosure(node, "url"),
            "link" if node.attribute("rel") == Some("enclosure") => enclosure(node, "href"),
            "content" | "thumbnail" if node.attribute("url").is_some() => content(node),
            _ => None,
        };
        all.extend(one.filter(|one| !all.iter().any(|known| known.href == one.href)));
    }
    all
}

fn number<T: std::str::FromStr>(node: &Node, name: &str) -> Option<T> {
    node.attribute(name).and_then(|text| text.trim().parse().ok())
}

fn enclosure(node: &Node, key: &str) -> Option<Media> {
    Some(Media {
        href: node.attribute(key)?.trim().to_owned(),
        media_type: node.attribute("type").map(str::to_owned),
        size: number(node, "length").filter(|size| *size > 0),
        ..Media::default()
    })
}

fn content(node: &Node) -> Option<Media> {
    let said = |name: &str| {
        node.find(name).map(|node| node.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    Some(Media {
        id: None,
        href: node.attribute("url")?.trim().to_owned(),
        media_type: node.attribute("type").map(str::to_owned),
        size: number(node, "fileSize"),
        width: number(node, "width"),
        height: number(node, "height"),
        caption: said("description").or_else(|| said("text")),
        alt: said("title"),
        credit: said("credit"),
    })
}

/// Writes what an item shows.
pub(crate) fn write(all: &[Media], out: &mut String) {
    for media in all {
        let _ = write!(out, "<media:content url=\"{}\"", escape(&media.href));
        if let Some(media_type) = &media.media_type {
            let _ = write!(out, " type=\"{}\"", escape(media_type));
        }
        for (name, value) in [
            ("fileSize", media.size),
            ("width", media.width.map(u64::from)),
            ("height", media.height.map(u64::from)),
        ] {
            if let Some(value) = value {
                let _ = write!(out, " {name}=\"{value}\"");
            }
        }
        out.push_str(">\n");
        for (name, value) in [
            ("media:description", &media.caption),
            ("media:title", &media.alt),
            ("media:credit", &media.credit),
        ] {
            crate::xml::optional(out, name, value.as_deref());
        }
        out.push_str("</media:content>\n");
    }
}
