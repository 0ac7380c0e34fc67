//! XML as a small tree, read as far as it can be.
//!
//! Real feeds break rules: undeclared prefixes, HTML entities, tags that never end, a file cut in the middle.
//! What stands is taken. Bounded: no entity of the file's own is expanded, and depth and count have limits.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::ReadError;

const DEEPEST: usize = 200;
const MOST: usize = 500_000;

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Node {
    prefix: String,
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

#[derive(Clone, Debug, PartialEq)]
enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The same with all names in lower case, for formats of an age when capitals did not matter.
    pub(crate) fn lowered(self) -> Node {
        let child = |child| match child {
            Child::Node(node) => Child::Node(node.lowered()),
            text => text,
        };
        Node {
            prefix: self.prefix.to_lowercase(),
            name: self.name.to_lowercase(),
            attributes: self.attributes.into_iter().map(|(key, value)| (key.to_lowercase(), value)).collect(),
            children: self.children.into_iter().map(child).collect(),
        }
    }

    /// The prefix of its name, as written.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// An attribute, by its name with or without a prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let local = |key: &str| key.rsplit(':').next().unwrap_or_default() == name;
        self.attributes.iter().find(|(key, _)| key == name || local(key)).map(|(_, value)| value.as_str())
    }

    /// The elements directly below.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of that name directly below, of any prefix or of one.
    pub(crate) fn find(&self, name: &str) -> Option<&Node> {
        match name.split_once(':') {
            Some((prefix, local)) => self.nodes().find(|node| node.name == local && node.prefix == prefix),
            None => {
                let bare = self.nodes().find(|node| node.name == name && node.prefix.is_empty());
                bare.or_else(|| self.nodes().find(|node| node.name == name))
            }
        }
    }

    /// All text below.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.gather(&mut out);
        out
    }

    fn gather(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => node.gather(out),
            }
        }
    }

    /// What stands inside as markup, for content that is given as elements (XHTML).
    pub(crate) fn markup(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// What stands inside as markup under other names: `rename` gives each element's name, nothing to leave it out,
    /// or an empty one to keep only what it holds.
    pub(crate) fn markup_as(&self, rename: &dyn Fn(&Node) -> Option<&'static str>) -> String {
        let mut out = String::new();
        self.write_as(rename, &mut out);
        out
    }

    fn write_as(&self, rename: &dyn Fn(&Node) -> Option<&'static str>, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => {
                    out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
                }
                Child::Node(node) => {
                    let Some(name) = rename(node) else { continue };
                    if !name.is_empty() {
                        out.push('<');
                        out.push_str(name);
                        for key in ["class", "href"] {
                            if let Some(value) = node.attribute(key) {
                                let value = value.replace('&', "&amp;").replace('"', "&quot;");
                                out.push_str(&format!(" {key}=\"{value}\""));
                            }
                        }
                        out.push('>');
                    }
                    node.write_as(rename, out);
                    if !matches!(name, "" | "br" | "hr") {
                        out.push_str(&format!("</{name}>"));
                    }
                }
            }
        }
    }

    /// All elements below of a name, at any depth, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        self.search(name, &mut found);
        found
    }

    fn search<'a>(&'a self, name: &str, found: &mut Vec<&'a Node>) {
        for node in self.nodes() {
            if node.name == name {
                found.push(node);
            }
            node.search(name, found);
        }
    }

    /// The text of the first element of that name directly below, if it says anything.
    pub(crate) fn said(&self, name: &str) -> Option<String> {
        self.find(name)
            .map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
    }

    /// An attribute, if it says anything.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    fn write(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => {
                    out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
                }
                Child::Node(node) => {
                    out.push('<');
                    out.push_str(&node.name);
                    for (key, value) in &node.attributes {
                        let value = value.replace('&', "&amp;").replace('"', "&quot;");
                        out.push_str(&format!(" {key}=\"{value}\""));
                    }
                    out.push('>');
                    node.write(out);
                    if !matches!(node.name.as_str(), "br" | "img" | "hr") {
                        out.push_str(&format!("</{}>", node.name));
                    }
                }
            }
        }
    }
}

/// Ampersands that begin no reference, written as references: addresses in feeds are full of them. What stands in CDATA
/// and comments stays.
fn mended(text: &str) -> Cow<'_, str> {
    let is_reference = |rest: &str| {
        let name = rest.get(1..).unwrap_or_default();
        let end = name
            .bytes()
            .take(33)
            .position(|b| !b.is_ascii_alphanumeric() && b != b'#' && b != b'_' && b != b'.' && b != b'-');
        end.is_some_and(|end| end > 0 && name.as_bytes().get(end) == Some(&b';'))
    };
    // Most files have none, and a single sign is sought fastest.
    if text.match_indices('&').all(|(at, _)| text.get(at..).is_some_and(is_reference)) {
        return text.into();
    }
    let mut out = String::new();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['&', '<'])).map(|found| found + at) {
        let rest = text.get(found..).unwrap_or_default();
        let skip = |start: &str, end: &str| {
            rest.starts_with(start).then(|| rest.find(end).map_or(rest.len(), |length| length + end.len()))
        };
        if let Some(length) = skip("<![CDATA[", "]]>").or_else(|| skip("<!--", "-->")) {
            at = found + length;
        } else if rest.starts_with('&') && !is_reference(rest) {
            out.push_str(text.get(done..found).unwrap_or_default());
            out.push_str("&amp;");
            (done, at) = (found + 1, found + 1);
        } else {
            at = found + 1;
        }
    }
    if done == 0 {
        return text.into();
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out.into()
}

/// Reads XML into a tree; a file that ends too soon is taken as far as it goes.
pub(crate) fn read(text: &str) -> Result<Node, ReadError> {
    let text = &*mended(text);
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = false;
    let mut open: Vec<Node> = vec![Node::default()];
    let mut count = 0;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            // Taken as far as it goes, if that is anywhere.
            Err(error) if count == 0 => {
                let at = usize::try_from(reader.error_position()).unwrap_or(0);
                return Err(ReadError::at(text, at, format!("it is no XML that can be read: {error}")));
            }
            Err(_) => break,
        };
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
                    let what = format!("it is nested deeper than {DEEPEST} or has more than {MOST} elements");
                    return Err(ReadError::at(text, at, what));
                }
                open.push(node(&start));
            }
            Event::Empty(start) => {
                count += 1;
                put(&mut open, Child::Node(node(&start)));
            }
            Event::End(end) => {
                let name = end.local_name().as_ref().to_owned();
                // An end that fits nothing is passed over; one that fits further out ends all inside.
                if let Some(at) = open.iter().skip(1).rposition(|node| node.name == name) {
                    while open.len() > at + 1 {
                        close(&mut open);
                    }
                }
            }
            Event::Text(piece) => put_text(&mut open, &piece),
            Event::CData(piece) => put_text(&mut open, &piece),
            Event::GeneralRef(reference) => {
                put_text(&mut open, &entity(&reference));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let root = open.pop().unwrap_or_default();
    let first = root.children.into_iter().find_map(|child| match child {
        Child::Node(node) => Some(node),
        Child::Text(_) => None,
    });
    first.ok_or_else(|| ReadError::at(text, 0, "it holds no element"))
}

fn node(start: &BytesStart<'_>) -> Node {
    let name = start.local_name().as_ref().to_owned();
    let prefix = start.name().prefix().map(|p| p.as_ref().to_owned()).unwrap_or_default();
    let mut attributes = Vec::new();
    for attribute in start.html_attributes().with_checks(false).flatten() {
        let key = attribute.key.as_ref().to_owned();
        attributes.push((key, unescape(&attribute.value)));
    }
    Node { prefix, name, attributes, children: Vec::new() }
}

/// Text with its references resolved; those that are not known stay as they are.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest[1..].find(';').filter(|end| *end <= 32) {
            Some(end) => {
                out.push_str(&entity(&rest[1..=end]));
                rest = &rest[end + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// What a reference stands for. An entity of HTML or of the file's own stays as it is written: where HTML is
/// meant, the HTML reader knows it.
fn entity(name: &str) -> Cow<'static, str> {
    match name {
        "amp" => return "&".into(),
        "lt" => return "<".into(),
        "gt" => return ">".into(),
        "quot" => return "\"".into(),
        "apos" => return "'".into(),
        _ => {}
    }
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    match number.and_then(char::from_u32) {
        // Numbers of controls are meant as signs of Windows-1252, as browsers take them (HTML, numeric references).
        Some(c) if ('\u{80}'..='\u{9f}').contains(&c) => {
            let byte = [u8::try_from(u32::from(c)).unwrap_or(b'?')];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.into_owned().into()
        }
        Some(c) => c.to_string().into(),
        None => format!("&{name};").into(),
    }
}

fn put_text(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        match node.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(text),
            _ => node.children.push(Child::Text(text.to_owned())),
        }
    }
}

fn put(open: &mut [Node], child: Child) {
    if let Some(node) = open.last_mut() {
        node.children.push(child);
    }
}

fn close(open: &mut Vec<Node>) {
    if let Some(node) = open.pop() {
        put(open, Child::Node(node));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_xml_is_read_as_far_as_it_goes() {
        for (xml, text) in [
            ("<a><b>x</b></a>", "x"),
            ("<a>1 &amp; 2 &nbsp; &#65;&#x42;</a>", "1 & 2 &nbsp; AB"),
            ("<a><b>x</c></b><d>y", "xy"),
            ("<a><![CDATA[<p>x</p>]]></a>", "<p>x</p>"),
            ("<un:declared>x</un:declared>", "x"),
            ("<a b=\"1 < 2 & 3\" c=un>x</a>", "x"),
        ] {
            assert_eq!(read(xml).unwrap().text(), text, "{xml}");
        }
    }

    #[test]
    fn an_entity_of_the_files_own_is_never_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"xxxx\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
        assert_eq!(read(bomb).unwrap().text(), "&c;");
    }

    #[test]
    fn what_is_too_deep_is_refused_with_its_place() {
        let error = read(&"<a>\n".repeat(1000)).unwrap_err();
        assert!(error.line > 100 && error.message.contains("nested"), "{error}");
    }
}
