//! The words of a picture as XMP (ISO 16684-1), by the properties that the IPTC Photo Metadata Standard names.

use std::fmt::Write as _;

use story::{DigitalSource, MediaWords};

use super::SOURCE_TYPES;
use crate::tree::{self, Node};
use crate::xml::escape;

/// Reads a packet.
pub(super) fn read(packet: &str) -> MediaWords {
    // A packet is wrapped in processing instructions and filled with spaces, which the reader passes over.
    let packet = packet.trim_start_matches('\u{feff}').trim_matches(['\0', ' ', '\n', '\r']);
    let Ok(root) = tree::read(packet) else { return MediaWords::default() };
    let all = root.all("Description");
    let mut about = all;
    if root.name() == "Description" {
        about.push(&root);
    }
    let said = |name: &str| about.iter().find_map(|it| property(it, name)).unwrap_or_default();
    let listed = |name: &str| about.iter().map(|it| items(it, name)).find(|all| !all.is_empty());
    let caption = Some(said("description")).filter(|it| !it.trim().is_empty());
    let source_type = said("DigitalSourceType");
    MediaWords {
        caption: caption.unwrap_or_else(|| said("Headline")),
        alt: said("AltTextAccessibility"),
        credit: said("Credit"),
        creator: listed("creator").map_or_else(|| said("creator"), |all| all.join(", ")),
        copyright: said("rights"),
        city: said("City"),
        country: said("Country"),
        taken: said("DateCreated"),
        instructions: said("Instructions"),
        keywords: listed("subject").unwrap_or_default(),
        source_type: source_type
            .rsplit('/')
            .next()
            .and_then(|word| word.parse().ok())
            .unwrap_or(DigitalSource::Unsaid),
    }
}

/// A property of a description: an attribute, a text, or the first of several (`rdf:Alt` has its default first).
fn property(of: &Node, name: &str) -> Option<String> {
    if let Some(value) = of.attribute(name) {
        return Some(value.to_owned());
    }
    let node = of.nodes().find(|node| node.name() == name)?;
    let first = items(of, name).into_iter().next();
    first.or_else(|| node.attribute("resource").map(str::to_owned)).or_else(|| Some(node.text()))
}

fn items(of: &Node, name: &str) -> Vec<String> {
    let Some(node) = of.nodes().find(|node| node.name() == name) else { return Vec::new() };
    let lists = node.nodes().filter(|it| matches!(it.name(), "Alt" | "Seq" | "Bag"));
    lists.flat_map(Node::nodes).filter(|it| it.name() == "li").map(Node::text).collect()
}

/// Writes a packet.
pub(super) fn write(words: &MediaWords, terms: &str) -> String {
    let mut out = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\" \
         xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\" \
         xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">\n",
    );
    let mut plain = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "<{name}>{}</{name}>", escape(value));
        }
    };
    plain("photoshop:Credit", &words.credit);
    plain("photoshop:City", &words.city);
    plain("photoshop:Country", &words.country);
    plain("photoshop:DateCreated", &words.taken);
    plain("photoshop:Instructions", &words.instructions);
    if words.source_type != DigitalSource::Unsaid {
        plain("Iptc4xmpExt:DigitalSourceType", &format!("{SOURCE_TYPES}{}", words.source_type.as_str()));
    }
    if !words.copyright.is_empty() {
        plain("xmpRights:Marked", "True");
    }
    let mut list = |name: &str, kind: &str, attributes: &str, values: &[&str]| {
        if values.iter().any(|value| !value.is_empty()) {
            let _ = write!(out, "<{name}><rdf:{kind}>");
            for value in values {
                let _ = write!(out, "<rdf:li{attributes}>{}</rdf:li>", escape(value));
            }
            let _ = writeln!(out, "</rdf:{kind}></{name}>");
        }
    };
    let default = " xml:lang=\"x-default\"";
    list("dc:description", "Alt", default, &[&words.caption]);
    list("Iptc4xmpCore:AltTextAccessibility", "Alt", default, &[&words.alt]);
    list("dc:rights", "Alt", default, &[&words.copyright]);
    list("xmpRights:UsageTerms", "Alt", default, &[terms]);
    list("dc:creator", "Seq", "", &[&words.creator]);
    let keywords: Vec<&str> = words.keywords.iter().map(String::as_str).collect();
    list("dc:subject", "Bag", "", &keywords);
    out.push_str("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}
