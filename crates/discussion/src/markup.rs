//! How does what a reader typed look? A small part of CommonMark: emphasis, quotes, lists, code, links to web pages.
//!
//! Invariants: no element but those of [`ELEMENTS`]; no attribute but a link's address, which begins with `https://` or
//! `http://` and passes nothing on; no image; markup that was typed is shown as it was typed.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The elements there are.
pub const ELEMENTS: [&str; 11] =
    ["p", "em", "strong", "blockquote", "ul", "ol", "li", "code", "pre", "br", "a"];
/// How deep elements may stand in each other: deeper ones are left out, their text stays.
const DEEPEST: usize = 8;

/// The markup of a text.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut open: Vec<Option<&'static str>> = Vec::new();
    let mut is_link = false;
    let mut is_code = false;
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(tag) => {
                let is_deep = open.iter().flatten().count() >= DEEPEST;
                let element = element(&tag).filter(|_| !is_deep);
                is_code |= matches!(tag, Tag::CodeBlock(_));
                match (&tag, element) {
                    (Tag::Link { dest_url, .. }, _) if is_web(dest_url) && !is_link && !is_deep => {
                        is_link = true;
                        open_link(&mut out, dest_url);
                        open.push(Some("a"));
                    }
                    (_, Some(name)) if name != "a" => {
                        let _ = write!(out, "<{name}>");
                        open.push(Some(name));
                    }
                    _ => open.push(None),
                }
            }
            Event::End(end) => {
                if let Some(Some(name)) = open.pop() {
                    is_link &= name != "a";
                    let _ = write!(out, "</{name}>");
                }
                is_code &= !matches!(end, TagEnd::CodeBlock);
            }
            Event::Text(text) if is_link || is_code => escape(&mut out, &text),
            Event::Text(text) => linked(&mut out, &text),
            Event::Code(text) => {
                out.push_str("<code>");
                escape(&mut out, &text);
                out.push_str("</code>");
            }
            Event::SoftBreak | Event::HardBreak => out.push_str("<br>"),
            Event::Html(text) | Event::InlineHtml(text) => escape(&mut out, text.trim_end_matches('\n')),
            _ => {}
        }
    }
    out
}

fn element(tag: &Tag<'_>) -> Option<&'static str> {
    Some(match tag {
        // What was typed as markup is shown as text in a paragraph of its own.
        Tag::Paragraph | Tag::HtmlBlock | Tag::Heading { .. } => "p",
        Tag::BlockQuote(_) => "blockquote",
        Tag::CodeBlock(_) => "pre",
        Tag::List(None) => "ul",
        Tag::List(Some(_)) => "ol",
        Tag::Item => "li",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        _ => return None,
    })
}

/// The addresses of a text's links.
pub fn links(text: &str) -> Vec<String> {
    let markup = html(text);
    markup.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The text without its marks, on one line, for a mail's or a list's preview.
pub fn excerpt(text: &str, most: usize) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                words.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                words.push(' ')
            }
            _ => {}
        }
    }
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

fn is_web(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.len() > 3
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\".contains(c))
    })
}

fn open_link(out: &mut String, address: &str) {
    out.push_str("<a href=\"");
    escape(out, address);
    out.push_str("\" rel=\"nofollow ugc noopener noreferrer\">");
}

/// Text with the addresses in it as links.
fn linked(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|start| rest.find(start)).min() {
        let (before, tail) = rest.split_at(at);
        escape(out, before);
        let end = tail.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(tail.len());
        let mut address = tail[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '»', '”', '\'']);
        if address.ends_with(')') && !address.contains('(') {
            address = address.trim_end_matches(')');
        }
        if is_web(address) {
            open_link(out, address);
            escape(out, address);
            out.push_str("</a>");
        } else {
            escape(out, address);
        }
        rest = &tail[address.len()..];
        if address.is_empty() {
            break;
        }
    }
    escape(out, rest);
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if crate::plain::is_unseen(c)
                && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}' | '\u{200e}' | '\u{200f}') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_few_marks_are_known() {
        for (typed, shown) in [
            ("Two *words* and **more**.", "<p>Two <em>words</em> and <strong>more</strong>.</p>"),
            ("> quoted\n\nsaid", "<blockquote><p>quoted</p></blockquote><p>said</p>"),
            ("one\ntwo", "<p>one<br>two</p>"),
            ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
            ("`a < b`", "<p><code>a &lt; b</code></p>"),
            ("# Loud", "<p>Loud</p>"),
        ] {
            assert_eq!(html(typed), shown, "{typed}");
        }
    }

    #[test]
    fn a_link_leads_to_a_web_page_and_passes_nothing_on() {
        let link = |address: &str, text: &str| {
            format!("<a href=\"{address}\" rel=\"nofollow ugc noopener noreferrer\">{text}</a>")
        };
        assert_eq!(
            html("[here](https://a.example/x)"),
            format!("<p>{}</p>", link("https://a.example/x", "here"))
        );
        assert_eq!(
            html("See https://a.example/x?b=1&c=2."),
            format!(
                "<p>See {}.</p>",
                link("https://a.example/x?b=1&amp;c=2", "https://a.example/x?b=1&amp;c=2")
            )
        );
        assert_eq!(
            html("(https://a.example)"),
            format!("<p>({})</p>", link("https://a.example", "https://a.example"))
        );
        for typed in [
            "[x](javascript:alert(1))",
            "[x](data:text/html,x)",
            "[x](/desk)",
            "<javascript:alert(1)>",
            "[x](https:)",
        ] {
            assert!(!html(typed).contains("<a"), "{typed}: {}", html(typed));
        }
        assert_eq!(html("![a cat](https://a.example/c.png)"), "<p>a cat</p>");
        assert_eq!(links("[a](https://a.example) https://b.example/").len(), 2);
    }

    #[test]
    fn markup_is_shown_as_it_was_typed() {
        assert_eq!(html("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
        assert_eq!(html("a <img src=x onerror=y> b"), "<p>a &lt;img src=x onerror=y&gt; b</p>");
    }

    #[test]
    fn an_excerpt_is_one_line() {
        assert_eq!(excerpt("> one\n\n*two* `three`\nfour", 40), "one two three four");
        assert_eq!(excerpt("one two three", 8), "one two…");
    }

    /// Every tag of a text.
    fn tags(markup: &str) -> Vec<&str> {
        markup.split('<').skip(1).filter_map(|rest| rest.split('>').next()).collect()
    }

    proptest! {
        #[test]
        fn whatever_is_typed_no_other_element_comes_of_it(typed in "(?s)([a-z<>/\"'&=:\\[\\]()*_`#>!\\- \\n]|https://|javascript:|<script>|onerror=|\u{202e}|é){0,200}") {
            let markup = html(&typed);
            let mut open = Vec::new();
            for tag in tags(&markup) {
                let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
                prop_assert!(ELEMENTS.contains(&name), "{} of {:?}", tag, typed);
                match tag.strip_prefix('/') {
                    Some(name) => prop_assert_eq!(open.pop(), Some(name)),
                    None if name == "br" => {}
                    None if name == "a" => {
                        prop_assert!(tag.starts_with("a href=\"http"), "{}", tag);
                        prop_assert_eq!(tag.matches('"').count(), 4);
                        open.push("a");
                    }
                    None => {
                        prop_assert_eq!(tag, name);
                        open.push(name);
                    }
                }
            }
            prop_assert!(open.is_empty());
        }
    }
}
