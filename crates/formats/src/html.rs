//! HTML as paragraphs: what a story says, without how its site looked.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use story::{Paragraph, ParagraphId, Role, Run, Text};

/// Paragraphs of HTML, numbered 1, 2, 3 …, with the marks that copy has; scripts, styles and frames are left.
pub(crate) fn paragraphs(html: &str) -> Vec<Paragraph> {
    plainest(html).unwrap_or_else(|| any(html))
}

/// The HTML that most feeds hold, read without a tokenizer: paragraphs, marks, links, and the references that every
/// writer knows. Nothing where there is anything else, so that it never says other than the tokenizer would.
fn plainest(html: &str) -> Option<Vec<Paragraph>> {
    if html.bytes().any(|byte| matches!(byte, b'\r' | 0)) {
        return None;
    }
    let mut state = State::default();
    let mut rest = html;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'&')) {
        let (text, more) = rest.split_at(at);
        state.say(text);
        rest = if more.starts_with('&') {
            let known = REFERENCES.iter().find(|(name, _)| more.starts_with(name));
            let (name, stands_for) = known?;
            state.say(stands_for);
            &more[name.len()..]
        } else if let Some(tag) = more.strip_prefix("</") {
            let (name, rest) = tag.split_once('>')?;
            state.close(PLAINEST.iter().find(|it| **it == name)?);
            rest
        } else if let Some(link) = more.strip_prefix("<a href=\"") {
            let (href, rest) = link.split_once("\">")?;
            if href.contains(['&', '"', '<', '>', '\n']) {
                return None;
            }
            state.open("a", |_| Some(href.trim().to_owned()));
            rest
        } else {
            let (name, rest) = more[1..].split_once('>')?;
            let name = name.strip_suffix('/').map_or(name, str::trim_end);
            state.open(PLAINEST.iter().find(|it| **it == name)?, |_| None);
            rest
        };
    }
    state.say(rest);
    state.flush();
    Some(state.paragraphs)
}

/// The elements that `plainest` reads.
const PLAINEST: [&str; 16] =
    ["p", "br", "strong", "em", "b", "i", "a", "blockquote", "li", "ul", "ol", "h2", "h3", "h4", "div", "hr"];
/// The references that `plainest` reads.
const REFERENCES: [(&str, &str); 8] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&nbsp;", "\u{a0}"),
    ("&#8217;", "’"),
];

/// Any HTML.
fn any(html: &str) -> Vec<Paragraph> {
    let sink = Sink { state: RefCell::new(State::default()) };
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut state = tokenizer.sink.state.into_inner();
    state.flush();
    state.paragraphs
}

/// The words of a piece of HTML or of plain text with references, in one line.
pub fn plain(html: &str) -> String {
    let all: Vec<String> = paragraphs(html).iter().map(|p| p.text.as_plain().into_owned()).collect();
    all.join(" ")
}

/// Plain text as paragraphs: blank lines set them apart, or single lines where there are no blank ones.
pub(crate) fn from_plain(text: &str) -> Vec<Paragraph> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let parts: Vec<&str> =
        if text.contains("\n\n") { text.split("\n\n").collect() } else { text.split('\n').collect() };
    let mut paragraphs = Vec::new();
    for part in parts {
        let line = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            let id = ParagraphId(paragraphs.len() as u32 + 1);
            paragraphs.push(Paragraph { id, role: Role::Body, text: Text::plain(line) });
        }
    }
    paragraphs
}

struct Sink {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    strong: usize,
    emphasis: usize,
    quote: usize,
    link: Option<String>,
    role: Option<Role>,
    hidden: Option<String>,
    table: Option<String>,
}

impl State {
    fn flush(&mut self) {
        let mut runs: Vec<Run> = Vec::new();
        // White space is one space, none at the ends.
        let mut is_space = true;
        for run in std::mem::take(&mut self.runs) {
            let text = spaced(&run.text, &mut is_space);
            runs.push(Run { text, ..run });
        }
        while let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            runs.pop();
        }
        let text = Text::from(runs);
        if text.is_blank() {
            return;
        }
        let role = self.role.unwrap_or(if self.quote > 0 { Role::BlockQuote } else { Role::Body });
        let id = ParagraphId(self.paragraphs.len() as u32 + 1);
        self.paragraphs.push(Paragraph { id, role, text });
    }

    fn say(&mut self, text: &str) {
        if text.is_empty() || self.hidden.is_some() {
            return;
        }
        if let Some(table) = &mut self.table {
            table.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            return;
        }
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        match self.runs.last_mut() {
            Some(last) if (last.strong, last.emphasis, &last.link) == (strong, emphasis, &self.link) => {
                last.text.push_str(text);
            }
            _ => {
                let link = self.link.clone();
                self.runs.push(Run { text: text.to_owned(), strong, emphasis, link });
            }
        }
    }

    /// Opens an element; `attribute` gives its attributes.
    fn open(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) {
        match name {
            "strong" | "b" => self.strong += 1,
            "em" | "i" | "cite" => self.emphasis += 1,
            "a" => self.link = attribute("href").filter(|href| Text::is_safe_link(href)),
            "br" => {
                // Two in a row set paragraphs apart, one is a space.
                if self.runs.last().is_some_and(|run| run.text.ends_with('\n')) {
                    self.flush();
                } else {
                    self.say("\n");
                }
            }
            "table" => {
                self.flush();
                self.table = Some(String::new());
            }
            "tr" => self.table_break('\n'),
            "td" | "th" => self.table_break('\t'),
            _ if is_block(name) => {
                self.flush();
                self.role = match name {
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Subhead),
                    "li" => Some(Role::ListItem),
                    "p" => attribute("class").and_then(|class| crate::markup::role_of(&class)),
                    _ => None,
                };
                self.quote += usize::from(name == "blockquote");
            }
            _ => {}
        }
    }

    fn table_break(&mut self, mark: char) {
        if let Some(table) = &mut self.table {
            let is_first = table.is_empty() || mark == '\t' && table.ends_with('\n');
            if !is_first {
                table.push(mark);
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "strong" | "b" => self.strong = self.strong.saturating_sub(1),
            "em" | "i" | "cite" => self.emphasis = self.emphasis.saturating_sub(1),
            "a" => self.link = None,
            "table" => {
                if let Some(table) = self.table.take().filter(|table| !table.trim().is_empty()) {
                    let id = ParagraphId(self.paragraphs.len() as u32 + 1);
                    let text = Text::plain(table.trim_end().to_owned());
                    self.paragraphs.push(Paragraph { id, role: Role::Table, text });
                }
            }
            _ if is_block(name) => {
                self.flush();
                self.role = None;
                self.quote -= usize::from(name == "blockquote" && self.quote > 0);
            }
            _ => {}
        }
    }
}

/// A text with one space for all white space. `is_space` says whether a space stands before it, and then whether it
/// ends with one.
fn spaced(text: &str, is_space: &mut bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        // Only these bytes begin a white space (U+0020 and below, U+0085, U+00A0, U+1680, U+2000 to U+205F, U+3000).
        let is_plain = |byte: &u8| !matches!(byte, 0..=0x20 | 0xc2 | 0xe1..=0xe3);
        let plain = rest.bytes().position(|byte| !is_plain(&byte)).unwrap_or(rest.len());
        let (words, more) = rest.split_at(plain);
        if !words.is_empty() {
            out.push_str(words);
            *is_space = false;
        }
        let mut chars = more.chars();
        match chars.next() {
            Some(c) if c.is_whitespace() || c == '\u{200b}' => {
                if !*is_space {
                    out.push(' ');
                }
                *is_space = true;
            }
            Some(c) => {
                out.push(c);
                *is_space = false;
            }
            None => {}
        }
        rest = chars.as_str();
    }
    out
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.trim().to_owned())
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "figure"
            | "figcaption"
            | "pre"
            | "hr"
            | "address"
            | "body"
            | "html"
            | "hl1"
            | "hl2"
    )
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.say(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                if state.hidden.is_some() {
                    return TokenSinkResult::Continue;
                }
                let name: &str = &tag.name;
                let is_hidden = matches!(name, "script" | "style" | "svg" | "template" | "title" | "head");
                if is_hidden && !tag.self_closing {
                    state.hidden = Some(name.to_owned());
                } else {
                    state.open(name, |attribute_name| attribute(&tag, attribute_name));
                }
                match &*tag.name {
                    "script" if !tag.self_closing => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" if !tag.self_closing => {
                        return TokenSinkResult::RawData(RawKind::Rawtext);
                    }
                    _ => {}
                }
            }
            Token::TagToken(tag) => {
                if state.hidden.as_deref() == Some(&*tag.name) {
                    state.hidden = None;
                } else if state.hidden.is_none() {
                    state.close(&tag.name);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> Vec<(Role, String)> {
        paragraphs(html).into_iter().map(|p| (p.role, p.text.as_plain().into_owned())).collect()
    }

    #[test]
    fn html_becomes_paragraphs_with_their_roles() {
        let html = "<div><h2>Head</h2><p>One &amp; <b>two</b>\n three.</p><ul><li>a</li><li>b</li></ul>\
            <blockquote><p>Said.</p></blockquote><table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table>\
            <script>alert('<p>no</p>')</script><style>p{}</style>tail<br>on<br><br>new</div>";
        assert_eq!(
            said(html),
            [
                (Role::Subhead, "Head".into()),
                (Role::Body, "One & two three.".into()),
                (Role::ListItem, "a".into()),
                (Role::ListItem, "b".into()),
                (Role::BlockQuote, "Said.".into()),
                (Role::Table, "x\ty\n1\t2".into()),
                (Role::Body, "tail on".into()),
                (Role::Body, "new".into()),
            ]
        );
    }

    #[test]
    fn a_link_is_kept_if_a_reader_may_be_sent_there() {
        let text =
            &paragraphs("<p>a <a href=\"https://a.example/\">b</a> <a href='javascript:x'>c</a></p>")[0].text;
        let links: Vec<_> = text.runs().iter().map(|run| run.link.as_deref()).collect();
        assert_eq!(links, [None, Some("https://a.example/"), None]);
    }

    #[test]
    fn plain_text_is_set_apart_by_blank_lines() {
        assert_eq!(from_plain("a\nb\n\nc\r\n").len(), 2);
        assert_eq!(from_plain("a\nb\n").len(), 2);
        assert_eq!(plain("Caf&eacute; &lt;3 <b>x</b>"), "Café <3 x");
    }

    proptest::proptest! {
        #[test]
        fn all_white_space_is_one_space(text in "[a-zа-я \\n\\t\u{85}\u{a0}\u{1680}\u{200b}\u{2028}\u{3000}“é]{0,30}") {
            let words: Vec<&str> =
                text.split(|c: char| c.is_whitespace() || c == '\u{200b}').filter(|word| !word.is_empty()).collect();
            let mut is_space = true;
            let found = spaced(&text, &mut is_space);
            proptest::prop_assert_eq!(found.trim_end(), words.join(" "));
        }

        #[test]
        fn the_short_way_says_what_the_long_way_says(
            pieces in proptest::collection::vec(proptest::sample::select(vec![
                "<p>", "</p>", "<br>", "<br/>", "<br />", "<strong>", "</strong>", "<em>", "</em>", "<b>", "</b>", "<i>",
                "</i>", "<a href=\"https://a.example/\">", "<a href=\"javascript:x\">", "</a>", "<blockquote>", "</blockquote>",
                "<li>", "</li>", "<ul>", "</ul>", "<h2>", "</h2>", "<div>", "</div>", "<hr>", "&amp;", "&lt;", "&gt;", "&quot;",
                "&#39;", "&apos;", "&nbsp;", "&#8217;", "&", "&amp", "<", ">", "\n", " ", "a", "слово", "“q”", "<P>", "<x>", "<!--", "-->",
            ]), 0..30),
        ) {
            let html = pieces.concat();
            if let Some(short) = plainest(&html) {
                proptest::prop_assert_eq!(short, any(&html));
            }
        }

        #[test]
        fn no_text_makes_it_panic(html in proptest::prelude::any::<String>()) {
            let _ = paragraphs(&html);
            let _ = from_plain(&html);
        }
    }
}
