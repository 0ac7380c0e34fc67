//! How do paragraphs stand in plain copy, and which role has each?
//!
//! Blank lines set paragraphs apart; lines inside one are joined by a space. The sign that opens a
//! paragraph says what it is for: `## ` subhead, `- ` list item, `> ` block quote, `~ ` background,
//! `! ` note to the reader, `| ` a row of a table, `<https://…>` alone a thing from elsewhere.

use story::{Dateline, Language, Paragraph, ParagraphId, Role, Text};

use super::inline::{read_inline, read_inline_spaced, write_inline, write_inline_spaced};
use super::lines::{Line, lines, plain_lines};
use crate::Diagnosis;

/// A paragraph as it stands in the source: its marks unread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub role: Role,
    /// The source without the opening sign, lines joined.
    pub source: String,
    /// Where it begins, from 1.
    pub line: usize,
    /// Whether it stands between blank lines, with no neighbour in its block.
    pub alone: bool,
}

const SIGNS: [(&str, Role); 5] = [
    ("## ", Role::Subhead),
    ("- ", Role::ListItem),
    ("> ", Role::BlockQuote),
    ("~ ", Role::Background),
    ("! ", Role::Note),
];

/// The sign that opens a line, and the text behind it.
fn opening(line: &str) -> Option<(Role, &str)> {
    if line.starts_with('|') && line.len() > 1 {
        return Some((Role::Table, line));
    }
    if line.starts_with('<') && line.ends_with('>') && Text::is_safe_link(&line[1..line.len() - 1]) {
        return Some((Role::Embed, &line[1..line.len() - 1]));
    }
    SIGNS.iter().find_map(|(sign, role)| {
        line.strip_prefix(sign).map(str::trim_start).filter(|rest| !rest.is_empty()).map(|rest| (*role, rest))
    })
}

/// Divides lines into paragraphs.
pub(super) fn blocks(lines: &[Line<'_>]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for group in lines.split(|line| line.text.is_empty()).filter(|group| !group.is_empty()) {
        let first = blocks.len();
        for line in group {
            let before = blocks.get(first..).and_then(<[Block]>::last);
            let sign = opening(line.text).filter(|(role, _)| interrupts(*role, before));
            match (sign, blocks.len() > first, blocks.last_mut()) {
                (Some((role, rest)), true, Some(last)) if joins(role, last.role) => {
                    last.source.push('\n');
                    last.source.push_str(rest);
                }
                (Some((role, rest)), ..) => {
                    blocks.push(Block { role, source: rest.to_owned(), line: line.number, alone: false });
                }
                (None, true, Some(last))
                    if !matches!(last.role, Role::Subhead | Role::Table | Role::Embed) =>
                {
                    last.source.push('\n');
                    last.source.push_str(line.text);
                }
                (None, ..) => blocks.push(Block {
                    role: Role::Body,
                    source: line.text.to_owned(),
                    line: line.number,
                    alone: false,
                }),
            }
        }
        if blocks.len() == first + 1 {
            blocks[first].alone = true;
        }
    }
    blocks
}

/// Whether an opening sign means something here: inside a paragraph a wrapped line may begin with a dash.
fn interrupts(role: Role, before: Option<&Block>) -> bool {
    match (role, before) {
        (_, None) => true,
        (Role::ListItem, Some(before)) => before.role != Role::Body || before.source.ends_with([':', '：']),
        (Role::Background | Role::Note, Some(before)) => before.role != Role::Body,
        _ => true,
    }
}

/// Whether a line with this sign carries on the paragraph before it.
fn joins(role: Role, before: Role) -> bool {
    role == before && matches!(role, Role::BlockQuote | Role::Table)
}

/// Reads the marks of each block; blocks without text are left out. Ids are 1, 2, 3 …
pub(super) fn paragraphs(blocks: &[Block], diagnoses: &mut Vec<Diagnosis>) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let text = match block.role {
            Role::Table => read_table(&block.source),
            Role::Embed => Text::plain(block.source.as_str()),
            _ => read_inline(&block.source),
        };
        if block.source.contains("](") && block.role != Role::Embed && text.as_plain().contains("](") {
            diagnoses.push(Diagnosis::warning(
                block.line,
                1,
                "a link whose address is not https, http or mailto stays plain text: mend the address, or \
                 put a backslash before the bracket",
            ));
        }
        if !text.is_blank() {
            let id = u32::try_from(out.len() + 1).unwrap_or(u32::MAX);
            out.push(Paragraph { id: ParagraphId(id), role: block.role, text });
        }
    }
    out
}

/// Takes the dateline off the first paragraph; what is left of it is empty where it stood alone.
pub(super) fn take_dateline(
    blocks: &mut [Block],
    language: &Language,
    around: jiff::civil::Date,
) -> Option<Dateline> {
    let first = blocks.first_mut().filter(|block| block.role == Role::Body)?;
    let joined = first.source.replace('\n', " ");
    let (dateline, at) = Dateline::find(&joined, language, around)?;
    first.source = joined[at..].to_owned();
    Some(dateline)
}

/// Reads the body of a story: its dateline, if the first paragraph opens with one, and its paragraphs.
///
/// `around` is the date near which a dateline without a year lies. Paragraph ids are 1, 2, 3 … : whoever
/// knows the story's history gives them theirs.
pub fn read_body(
    source: &str,
    language: &Language,
    around: jiff::civil::Date,
) -> (Option<Dateline>, Vec<Paragraph>, Vec<Diagnosis>) {
    let source = plain_lines(source);
    let mut blocks = blocks(&lines(&source));
    let dateline = take_dateline(&mut blocks, language, around);
    let mut diagnoses = Vec::new();
    let paragraphs = paragraphs(&blocks, &mut diagnoses);
    (dateline, paragraphs, diagnoses)
}

/// Writes paragraphs as plain copy, set apart by blank lines, items of one list by line ends.
///
/// Reading it back gives the same paragraphs, numbered anew; empty ones are left out.
pub fn write_body(paragraphs: &[Paragraph]) -> String {
    write_paragraphs(paragraphs, true)
}

/// Writes the paragraphs that stand behind one with a dateline: a second is not looked for.
pub(super) fn write_behind_dateline(paragraphs: &[Paragraph]) -> String {
    write_paragraphs(paragraphs, false)
}

fn write_paragraphs(paragraphs: &[Paragraph], guard: bool) -> String {
    let mut out = String::new();
    let mut before: Option<Role> = None;
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.text.is_blank()) {
        let text = write_paragraph(paragraph);
        match before {
            None if guard && paragraph.role == Role::Body => out.push_str(&without_dateline(text)),
            None => out.push_str(&text),
            Some(role) => {
                let list = role == Role::ListItem && paragraph.role == Role::ListItem;
                out.push_str(if list { "\n" } else { "\n\n" });
                out.push_str(&text);
            }
        }
        before = Some(paragraph.role);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// One paragraph with its opening sign.
pub(super) fn write_paragraph(paragraph: &Paragraph) -> String {
    match paragraph.role {
        Role::Table => write_table(&paragraph.text),
        Role::Embed => {
            let address = paragraph.text.as_plain();
            if Text::is_safe_link(&address) {
                format!("<{address}>")
            } else {
                write_body_text(&paragraph.text)
            }
        }
        Role::Body => write_body_text(&paragraph.text),
        role => {
            let sign = SIGNS.iter().find(|(_, of)| *of == role).map_or("", |(sign, _)| sign);
            format!("{sign}{}", write_inline(&paragraph.text))
        }
    }
}

fn write_body_text(text: &Text) -> String {
    let text = write_inline(text);
    if opening(&text).is_some() || text == "---" { format!("\\{text}") } else { text }
}

/// A paragraph that could be taken to open with a dateline, guarded by a backslash before its dash.
pub(super) fn without_dateline(mut text: String) -> String {
    let anywhere = Language::english();
    for _ in 0..80 {
        let Some((_, at)) = Dateline::find(&text, &anywhere, jiff::civil::date(2000, 6, 15)) else { break };
        let Some(dash) = first_dash(&text[..at]) else { break };
        text.insert(dash, '\\');
    }
    text
}

/// Where the dash stands that ends the dateline: the first behind a space.
fn first_dash(head: &str) -> Option<usize> {
    let mut before = None;
    for (at, c) in head.char_indices() {
        if matches!(c, '-' | '–' | '—' | '―') && before.is_some_and(char::is_whitespace) {
            let after = head[at..].trim_start_matches(['-', '–', '—', '―']).chars().next();
            if after.is_none_or(char::is_whitespace) {
                return Some(at);
            }
        }
        before = Some(c);
    }
    None
}

fn read_table(source: &str) -> Text {
    let rows: Vec<String> = source
        .split('\n')
        .map(cells)
        // The line that other notations draw under a head row says nothing.
        .filter(|cells| !cells.iter().all(|cell| is_rule(cell)))
        .map(|cells| cells.join("\t"))
        .collect();
    read_inline_spaced(&rows.join("\n"))
}

fn cells(line: &str) -> Vec<String> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                cells.last_mut().into_iter().for_each(|cell| {
                    cell.push(c);
                    cell.extend(chars.next());
                });
            }
            '|' => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| trim_kept(cell).to_owned()).collect()
}

/// Trims spaces, but not one behind a backslash.
fn trim_kept(cell: &str) -> &str {
    let cell = cell.trim_start();
    let trimmed = cell.trim_end();
    let slashes = trimmed.chars().rev().take_while(|c| *c == '\\').count();
    match cell[trimmed.len()..].chars().next() {
        Some(space) if slashes % 2 == 1 => &cell[..trimmed.len() + space.len_utf8()],
        _ => trimmed,
    }
}

fn is_rule(cell: &str) -> bool {
    cell.len() >= 3 && cell.chars().all(|c| matches!(c, '-' | ':'))
}

fn write_table(text: &Text) -> String {
    let source = write_inline_spaced(text);
    let mut out = String::new();
    for row in source.split('\n') {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push('|');
        for cell in row.split('\t') {
            out.push_str(if is_rule(cell) { " \\" } else { " " });
            out.push_str(&cell.replace('|', "\\|"));
            out.push_str(" |");
        }
    }
    out
}
