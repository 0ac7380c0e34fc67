//! ANPA 1312, the wire format of American newspapers: read and written.
//!
//! Source: ANPA Bulletin 1312; files of agencies. `SYN SYN SOH` service letter and number, `US` selector; priority,
//! typesetting codes, keyword and version, day, word count; `STX` header lines behind `^`, each ended by `<` or `=`; text by
//! paragraphs; `ETX` where and when from; `EOT`. `_` is a long dash, two grave accents and two apostrophes are quotation marks.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use story::{Kind, Urgency};

use crate::field::Field;
use crate::format::Loss;
use crate::item::{Author, Document, Item, Status, Subject};
use crate::latin::{bytes as as_bytes, latin, words};
use crate::{Diagnosis, dates, html, markup, ours};

/// What ANPA 1312 has a place for.
pub(crate) const CARRIES: &[Field] = &[
    Field::Kind,
    Field::Title,
    Field::Slugline,
    Field::Byline,
    Field::Updated,
    Field::Body,
    Field::Note,
    Field::Advisory,
];

const SOH: u8 = 1;
const STX: u8 = 2;
const ETX: u8 = 3;
const EOT: u8 = 4;
const SYN: u8 = 0x16;
const UNIT: u8 = 0x1f;
/// How long the keyword of the header line may be.
const KEYWORD: usize = 24;

/// Whether bytes begin with a message.
pub(crate) fn is(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace() && *b != 0).unwrap_or(0);
    bytes.get(start..).unwrap_or_default().starts_with(&[SYN, SYN, SOH])
}

/// Reads all messages of a stream.
pub(crate) fn read(bytes: &[u8]) -> Document {
    let mut document = Document { format: "ANPA 1312".into(), ..Document::default() };
    let starts: Vec<usize> =
        bytes.windows(3).enumerate().filter(|(_, it)| *it == [SYN, SYN, SOH]).map(|(at, _)| at).collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(bytes.len());
        let part = bytes.get(start + 3..end).unwrap_or_default();
        let stop = part.iter().position(|b| *b == EOT).unwrap_or(part.len());
        match message(part.get(..stop).unwrap_or_default(), &mut document.diagnoses) {
            Some(item) => document.items.push(item),
            None => {
                document.diagnoses.push(Diagnosis::error(1, 1, "a message has no text behind its header"))
            }
        }
    }
    document
}

/// The signs of the typesetter as text.
fn plain(text: &str) -> String {
    let text = text.replace("``", "“").replace("''", "”").replace(" _ ", " — ").replace('{', "½");
    text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect()
}

fn message(part: &[u8], diagnoses: &mut Vec<Diagnosis>) -> Option<Item> {
    let start = part.iter().position(|b| *b == STX)?;
    let (head, rest) = part.split_at(start);
    let end = rest.iter().position(|b| *b == ETX).unwrap_or(rest.len());
    let (text, foot) = rest.split_at(end);
    let mut item = Item::default();
    header(head, &mut item);
    let text =
        crate::latin::read(text.get(1..).unwrap_or_default()).replace("\r\n", "\n").replace('\r', "\n");
    let rest = header_lines(&text, &mut item);
    item.body = body(rest);
    if item.body.is_empty() {
        // Headlines alone, each in a line of the header.
        let (lines, others): (Vec<_>, Vec<_>) = item.extensions.drain(..).partition(|it| it.name == "header");
        item.extensions = others;
        item.body = html::from_plain(&lines.into_iter().map(|it| it.value).collect::<Vec<_>>().join("\n\n"));
    }
    let foot = crate::latin::read(foot.get(1..).unwrap_or_default());
    item.updated = date(&foot);
    if item.updated.is_none() {
        diagnoses.push(Diagnosis::warning(1, 1, format!("“{}” is no day and time of 1312", foot.trim())));
    }
    item.published = item.updated;
    if item.title.is_empty() {
        item.title = item.slugline.clone().unwrap_or_else(|| crate::rss::first_words(&item.body));
    }
    (!item.title.is_empty()).then_some(item)
}

/// `W2346` US `asian`, then `r i` DC3 DC1 ` KEYWORD version   05-09 1444`.
fn header(head: &[u8], item: &mut Item) {
    let text = crate::latin::read(head);
    let (first, second) = text.split_once('\n').unwrap_or((&text, ""));
    let mut first = first.trim().split(char::from(UNIT));
    item.id = first.next().unwrap_or_default().trim().to_owned();
    if let Some(selector) = first.next() {
        item.extend("selector", selector.trim());
    }
    let second: String = second.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = second.split_whitespace().collect();
    let priority = words.first().copied().unwrap_or_default();
    item.urgency = match priority {
        "f" => Some(1),
        "b" => Some(2),
        "u" => Some(3),
        "r" => Some(4),
        "d" => Some(5),
        "a" | "s" => Some(6),
        _ => None,
    }
    .and_then(|number| Urgency::try_from(number).ok());
    if let Some(category) = words.get(1).filter(|category| category.len() == 1) {
        item.subjects.push(Subject { code: Some(format!("anpa:{category}")), ..Subject::default() });
    }
    item.slugline = words.get(2).map(|keyword| (*keyword).to_owned());
    item.kind = kind(&second);
}

/// What a version's words say of the move: `1st Ld-Writethru` is an update.
fn kind(text: &str) -> Option<Kind> {
    let lower = text.to_lowercase();
    match () {
        () if lower.contains("kill") => Some(Kind::Withdrawal),
        () if lower.contains("correct") => Some(Kind::Correction),
        () if lower.contains("writethru") || lower.contains(" ld") || lower.contains("ld-") => {
            Some(Kind::Update)
        }
        () => None,
    }
}

/// The lines behind `^`: keyword, headline, pictures, notes, byline. What is left is the text.
fn header_lines<'a>(text: &'a str, item: &mut Item) -> &'a str {
    let mut rest = text;
    let mut place = 0;
    while let Some(line) = rest.trim_start_matches(['\n', ' ']).strip_prefix('^') {
        let end = line.find('\n').unwrap_or(line.len());
        let (own, behind) = line.split_at(end);
        let own = plain(own.trim_end().trim_end_matches(['<', '=']).trim_end());
        // A long first paragraph is sometimes sent as a summary among them.
        let lower = own.trim_start_matches('(').to_lowercase();
        match place {
            0 => {
                let own = own.rsplit('^').next().unwrap_or_default();
                let mut parts = own.split(',').map(str::trim);
                item.slugline = parts
                    .next()
                    .filter(|keyword| !keyword.is_empty())
                    .map(str::to_owned)
                    .or(item.slugline.take());
                item.kind = item.kind.or_else(|| kind(own));
            }
            _ if lower.starts_with("eds:") => ours::take_note(own.trim_matches(['(', ')']), item),
            _ if lower.starts_with("editors:") => item.note = own.get(8..).map(|note| note.trim().to_owned()),
            _ if lower.starts_with("by ") => {
                item.byline = own.get(3..).map(str::to_owned);
                item.authors = item.byline.iter().map(Author::named).collect();
            }
            _ if lower.starts_with("ap photo") || lower.starts_with("ap video") => item.extend("photo", own),
            _ if lower.ends_with("associated press") || lower.ends_with("writer") => {
                item.extend("byttl", own)
            }
            _ if item.title.is_empty() => item.title = own,
            _ if item.summary.is_none() && own.len() > 120 => item.summary = Some(own),
            _ => item.extend("header", own),
        }
        place += 1;
        rest = behind;
    }
    if item.kind == Some(Kind::Withdrawal) {
        item.status = Status::Canceled;
    }
    rest
}

/// Paragraphs begin with a tab and three spaces; in tables `;` sets columns apart.
fn body(text: &str) -> Vec<story::Paragraph> {
    let text = plain(text);
    let mut joined = String::new();
    for line in text.lines() {
        let line = line.trim_end().trim_end_matches('<');
        let is_new = line.starts_with('\t') || line.starts_with("   ") || line.trim().is_empty();
        joined.push_str(if is_new { "\n\n" } else { " " });
        joined.push_str(line.trim());
    }
    html::from_plain(joined.trim())
}

/// `AP-WF-05-09-17 0056GMT<`: month, day, year, hour, minute.
fn date(foot: &str) -> Option<Timestamp> {
    let words: Vec<&str> = foot.split_whitespace().collect();
    let at = words.iter().position(|word| word.len() >= 8 && word.matches('-').count() >= 2)?;
    let parts: Vec<&str> = words.get(at)?.rsplitn(4, '-').collect();
    let (year, day, month) = (parts.first()?, parts.get(1)?, parts.get(2)?);
    let clock: String = words.get(at + 1)?.chars().take_while(char::is_ascii_digit).collect();
    let (hour, minute) = (clock.get(..2)?, clock.get(2..4)?);
    dates::read(&format!("20{year}-{month}-{day}T{hour}:{minute}:00Z"))
}

/// Writes a message.
pub(crate) fn write(item: &Item, at: usize, out: &mut Vec<u8>, losses: &mut Vec<Loss>) {
    let slug = item.slugline.as_deref().unwrap_or(&item.title);
    let keyword: String = slug.chars().filter(|c| !c.is_whitespace()).take(KEYWORD).collect();
    if keyword.chars().count() < slug.chars().filter(|c| !c.is_whitespace()).count() {
        let what = format!(
            "the header's keyword is cut to {KEYWORD} characters; the whole stands in the first line"
        );
        losses.push(Loss { item: item.id.clone(), field: Field::Slugline, what });
    }
    let mut wire = |text: &str, field: Field| {
        // What steers the line cannot stand in it.
        latin(text, &item.id, field, losses).replace(['^', '<'], "").replace('_', "-")
    };
    let line = |out: &mut Vec<u8>, text: &str| {
        out.extend(as_bytes(text));
        out.extend_from_slice(b"\r\n");
    };
    let keyword = wire(&keyword, Field::Slugline);
    let slug = wire(slug, Field::Slugline).replace(',', " ");
    let version = match item.kind {
        Some(Kind::Update | Kind::Refile) => "1st Ld-Writethru",
        Some(Kind::Correction) => "Correction",
        Some(Kind::Withdrawal | Kind::Takedown) => "KILL",
        Some(Kind::Hold) => "HOLD",
        _ => "",
    };
    let when = item.updated.or(item.published).unwrap_or_default().to_zoned_datetime(TimeZone::UTC);
    let count = words(&item.body);
    let priority = match (item.kind, item.urgency.map_or(4, Urgency::get)) {
        (Some(Kind::Withdrawal | Kind::Takedown), _) => 'b',
        (Some(Kind::Correction), number) if number > 3 => 'u',
        (_, 1) => 'f',
        (_, 2) => 'b',
        (_, 3) => 'u',
        (_, 4) => 'r',
        _ => 'd',
    };
    let codes = item.subjects.iter().filter_map(|subject| subject.code.as_deref());
    let category = codes.filter_map(|code| code.strip_prefix("anpa:")).next().unwrap_or("a");
    out.extend_from_slice(&[SYN, SYN, SOH]);
    out.extend(as_bytes(&format!("a{:04}", at % 9999 + 1)));
    out.push(UNIT);
    line(out, "dlwire");
    let packed: String = version.chars().filter(|c| *c != ' ').collect();
    let day = when.strftime("%m-%d").to_string();
    line(
        out,
        &format!("{priority} {category}\u{13}\u{11} {keyword} {packed}   {day} {:04}", count.min(9999)),
    );
    out.push(STX);
    let mark = if version.is_empty() { String::new() } else { format!(", {version}") };
    line(out, &format!("^{slug}{mark},{count}<"));
    line(out, &format!("^{}<", wire(&item.title, Field::Title)));
    if let Some(advisory) = &item.advisory {
        let advisory = wire(advisory, Field::Advisory);
        line(out, &format!("^Eds: {}<", advisory.strip_prefix("Eds: ").unwrap_or(&advisory)));
    }
    if let Some(note) = &item.note {
        line(out, &format!("^Editors: {}<", wire(note, Field::Note)));
    }
    let byline = item
        .byline
        .clone()
        .or_else(|| Some(item.author_names().join(", ")).filter(|names| !names.is_empty()));
    if let Some(byline) = byline {
        line(out, &format!("^By {}=", wire(&byline, Field::Byline)));
    }
    let text = markup::plain(&item.body, item.dateline.as_deref());
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        let paragraph = wire(paragraph, Field::Body).replace(" -- ", " _ ");
        line(out, &format!("\t   {paragraph}<"));
    }
    out.extend_from_slice(b"\r\n\t   ");
    out.push(ETX);
    line(out, &format!("DL-WF-{}GMT<", when.strftime("%m-%d-%y %H%M")));
    out.extend_from_slice(b"\r\n\x0c\r\n");
    out.push(EOT);
}
