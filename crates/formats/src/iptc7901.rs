//! IPTC 7901, the text format of the teleprinter age: read and written.
//!
//! Source: IPTC 7901, revision 5 (1995): SOH header, STX text, ETX date, EOT. One message:
//! `SOH` source number, priority, category, word count, options; keyword line ended by `/`; `STX` headline ended by `=`;
//! text; `ETX` day and time; `EOT`. Real wires mix line ends and leave out the `EOT`.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use story::{Kind, Urgency};

use crate::field::Field;
use crate::format::Loss;
use crate::item::{Author, Document, Item, Status, Subject};
use crate::latin::{bytes as as_bytes, latin, words, wrapped};
use crate::{Diagnosis, dates, html, markup, ours};

/// What IPTC 7901 has a place for.
pub(crate) const CARRIES: &[Field] = &[
    Field::Kind,
    Field::Urgency,
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
const DEL: u8 = 0x7f;
/// How long a line may be.
const LINE: usize = 69;
/// What opens the part that is for editors.
const NOTEBOOK: &str = "# Notebook";
const NOT_PUBLIC: &str = "## The following information is not for publication";

/// Whether bytes begin with a message: a header line behind SOH, and STX after it.
pub(crate) fn is(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace() && *b != 0 && *b != DEL).unwrap_or(0);
    let rest = bytes.get(start..).unwrap_or_default();
    rest.first() == Some(&SOH) && rest.iter().take(600).any(|b| *b == STX)
}

/// Reads all messages of a stream.
pub(crate) fn read(bytes: &[u8]) -> Document {
    let mut document = Document { format: "IPTC 7901".into(), ..Document::default() };
    for part in bytes.split(|b| *b == SOH).skip(1) {
        let end = part.iter().position(|b| *b == EOT).unwrap_or(part.len());
        let part = part.get(..end).unwrap_or_default();
        match message(part, &mut document.diagnoses) {
            Some(item) => document.items.push(item),
            None => {
                document.diagnoses.push(Diagnosis::error(1, 1, "a message has no text behind its header"))
            }
        }
    }
    document
}

/// Lines without their ends, whatever they are.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = crate::latin::read(bytes).replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(|line| line.trim_end().trim_matches('\u{7f}').to_owned()).collect()
}

fn message(part: &[u8], diagnoses: &mut Vec<Diagnosis>) -> Option<Item> {
    let start = part.iter().position(|b| *b == STX)?;
    let (head, rest) = part.split_at(start);
    let end = rest.iter().position(|b| *b == ETX).unwrap_or(rest.len());
    let (text, foot) = rest.split_at(end);
    let mut item = Item::default();
    let head = lines(head);
    header(&head, &mut item);
    let text = lines(text.get(1..).unwrap_or_default());
    let text_at = headlines(&text, &mut item);
    body(text.get(text_at..).unwrap_or_default(), &mut item);
    let foot = lines(foot.get(1..).unwrap_or_default());
    if let Some(line) = foot.iter().find(|line| !line.trim().is_empty()) {
        item.updated = date(line);
        if item.updated.is_none() {
            diagnoses.push(Diagnosis::warning(1, 1, format!("“{}” is no day and time of 7901", line.trim())));
        }
    }
    item.published = item.updated;
    if item.title.is_empty() {
        item.title = item.slugline.clone().unwrap_or_else(|| crate::rss::first_words(&item.body));
    }
    if item.id.is_empty() {
        item.id = item.title.clone();
    }
    (!item.title.is_empty()).then_some(item)
}

/// `eca0124 3 i 93 [options] dpa 1888`, then the keyword line.
fn header(head: &[String], item: &mut Item) {
    let mut said = head.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let words: Vec<&str> = said.next().unwrap_or_default().split_whitespace().collect();
    if let Some(first) = words.first() {
        item.id = (*first).to_owned();
        let at = first.find(|c: char| c.is_ascii_digit()).unwrap_or(first.len());
        let source = first.get(..at).unwrap_or_default();
        item.source = Some(source.to_owned()).filter(|source| !source.is_empty());
    }
    // Source and number may stand apart.
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let mut rest = words.get(1..).unwrap_or_default();
    if let [number, ..] = rest
        && digits(number)
        && number.len() > 1
    {
        item.id.push_str(number);
        rest = rest.get(1..).unwrap_or_default();
    }
    if let [priority, more @ ..] = rest
        && digits(priority)
    {
        item.urgency = priority.parse::<Urgency>().ok();
        rest = more;
    }
    if let [category, ..] = rest
        && category.bytes().all(|b| b.is_ascii_alphabetic())
        && category.len() <= 4
    {
        item.subjects.push(Subject { code: Some(format!("7901:{category}")), ..Subject::default() });
    }
    let options = rest.get(2..).unwrap_or_default().join(" ");
    item.extend("options", options);
    let keyword = said.next().map(|line| line.trim_end_matches('/').to_owned());
    item.slugline = keyword.filter(|keyword| !keyword.is_empty());
}

/// The lines up to the one that ends with `=`: what kind of move it is, the headline, the byline. Says where the text begins.
fn headlines(text: &[String], item: &mut Item) -> usize {
    let Some(end) = text.iter().take(12).position(|line| line.trim_end().ends_with('=')) else { return 0 };
    let mut headline = Vec::new();
    for line in text.get(..=end).unwrap_or_default() {
        let line = line.trim().trim_end_matches('=').trim();
        if line.is_empty() {
            continue;
        }
        let upper = line.trim_matches(['(', ')', ':']).to_uppercase();
        let first: String = upper.split(' ').next().unwrap_or_default().chars().collect();
        match first.as_str() {
            "REFILE" => item.kind = Some(Kind::Refile),
            "CORRECTION" | "CORRECTED" | "KORREKTUR" | "BERICHTIGUNG" => item.kind = Some(Kind::Correction),
            "KILL" => (item.kind, item.status) = (Some(Kind::Withdrawal), Status::Canceled),
            "HOLD" => (item.kind, item.status) = (Some(Kind::Hold), Status::Withheld),
            _ if upper.ends_with("LEAD") && upper.split(' ').count() <= 3 => {
                item.kind = item.kind.or(Some(Kind::Update))
            }
            "EXTRA" | "URGENT" | "FLASH" | "EIL" | "ACHTUNG" if upper.split(' ').count() == 1 => {
                item.extend("mark", line)
            }
            _ if line.starts_with("By ") && !headline.is_empty() => {
                item.byline = line.strip_prefix("By ").map(str::to_owned);
            }
            _ => headline.push(line.to_owned()),
        }
    }
    item.title = headline.join(" ");
    item.authors = item.byline.iter().map(Author::named).collect();
    end + 1
}

/// The text, and behind it what is for editors.
fn body(text: &[String], item: &mut Item) {
    let end = text.iter().position(|line| line.trim() == NOTEBOOK).unwrap_or(text.len());
    let (public, notebook) = text.split_at(end.min(text.len()));
    // A paragraph begins behind a blank line, or with three spaces.
    let mut joined = String::new();
    for line in public {
        let is_new = line.trim().is_empty() || line.starts_with("   ");
        joined.push_str(if is_new { "\n\n" } else { "\n" });
        joined.push_str(line.trim());
    }
    // A text of one paragraph has no blank line of its own, and its lines are no paragraphs.
    joined.push_str("\n\n");
    item.body = html::from_plain(joined.trim_start());
    let mut is_ours = false;
    let mut note = Vec::new();
    let mut others = Vec::new();
    for line in notebook.iter().skip(1) {
        match line.trim() {
            "" => {}
            NOT_PUBLIC => is_ours = true,
            line if line.starts_with("## ") => {
                is_ours = false;
                others.push(line.to_owned());
            }
            line if is_ours => note.push(line.to_owned()),
            line => others.push(line.to_owned()),
        }
    }
    if !note.is_empty() {
        let (first, rest) =
            note.split_first().map(|(first, rest)| (first.as_str(), rest)).unwrap_or_default();
        let rest = rest.join(" ");
        let whole = if rest.is_empty() { first.to_owned() } else { format!("{first}\n{rest}") };
        ours::take_note(&whole, item);
    }
    item.extend("notebook", others.join("\n"));
}

/// `212101 GMT Nov 18`: day, hour, minute, zone, month, year.
fn date(line: &str) -> Option<Timestamp> {
    let mut words = line.split_whitespace();
    let packed = words.next().filter(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let (zone, month, year) = (words.next()?, words.next()?, words.next()?);
    let (day, hour, minute) = (packed.get(..2)?, packed.get(2..4)?, packed.get(4..)?);
    dates::read(&format!("{day} {month} {year} {hour}:{minute} {zone}"))
}

/// Writes a message.
pub(crate) fn write(item: &Item, at: usize, out: &mut Vec<u8>, losses: &mut Vec<Loss>) {
    let mut plain = |text: &str, field: Field| latin(text, &item.id, field, losses);
    let line = |out: &mut Vec<u8>, text: &str| {
        out.extend(as_bytes(text));
        out.extend_from_slice(b"\r\n");
    };
    let number = at % 9999 + 1;
    let priority = item.urgency.map_or(4, |urgency| urgency.get().min(6));
    let keyword = plain(item.slugline.as_deref().unwrap_or(&item.title), Field::Slugline);
    let title = plain(&item.title, Field::Title);
    let byline = item
        .byline
        .clone()
        .or_else(|| Some(item.author_names().join(", ")).filter(|names| !names.is_empty()));
    let byline = byline.map(|byline| plain(&byline, Field::Byline));
    let text: Vec<String> = paragraphs(item).iter().map(|text| plain(text, Field::Body)).collect();
    let note: Vec<String> =
        [&item.advisory, &item.note].into_iter().flatten().map(|note| plain(note, Field::Note)).collect();
    out.push(SOH);
    line(out, &format!("dlw{number:04} {priority} {} {} dateline", category(item), words(&item.body)));
    out.push(b'\n');
    line(out, &format!("{}/", keyword.trim_end_matches('/')));
    out.push(STX);
    let mark = match item.kind {
        Some(Kind::Update) => Some("1ST LEAD"),
        Some(Kind::Refile) => Some("REFILE"),
        Some(Kind::Correction) => Some("CORRECTION"),
        Some(Kind::Withdrawal | Kind::Takedown) => Some("KILL KILL KILL"),
        Some(Kind::Hold) => Some("HOLD HOLD HOLD"),
        _ => None,
    };
    if let Some(mark) = mark {
        line(out, mark);
    }
    let mut heads = wrapped(&title, "", LINE - 2);
    heads.extend(byline.map(|byline| format!("By {byline}")));
    let last = heads.len().saturating_sub(1);
    for (at, head) in heads.iter().enumerate() {
        line(out, &if at == last { format!("{head} =") } else { head.clone() });
    }
    for paragraph in &text {
        out.push(b'\n');
        for part in wrapped(paragraph, "   ", LINE) {
            line(out, &part);
        }
    }
    if !note.is_empty() {
        out.push(b'\n');
        line(out, NOTEBOOK);
        line(out, NOT_PUBLIC);
        for note in &note {
            line(out, note);
        }
    }
    out.push(b'\n');
    out.push(ETX);
    let when = item.updated.or(item.published).unwrap_or_default();
    line(out, &written_date(when));
    out.extend_from_slice(&[DEL, b'\n', DEL, EOT]);
    out.extend_from_slice(b"\r\n");
}

/// The text, the dateline in front, tables as lines.
fn paragraphs(item: &Item) -> Vec<String> {
    let text = markup::plain(&item.body, item.dateline.as_deref());
    text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).map(str::to_owned).collect()
}

/// The category's word, where the file that was read had one; else `wrd`, for words.
fn category(item: &Item) -> &str {
    let codes = item.subjects.iter().filter_map(|subject| subject.code.as_deref());
    codes.filter_map(|code| code.strip_prefix("7901:")).next().unwrap_or("wrd")
}

fn written_date(at: Timestamp) -> String {
    let at: DateTime = at.to_zoned_datetime(TimeZone::UTC).datetime();
    at.strftime("%d%H%M GMT %b %y").to_string()
}
