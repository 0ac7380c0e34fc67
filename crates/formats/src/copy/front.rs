//! What can stand in the front matter of plain copy, and how is it read and written?
//!
//! Lines of `key: value` between two lines `---`; an indented line carries on the one above.

use jiff::Timestamp;
use story::{Kind, Language, Urgency};

use super::inline::{read_inline, write_inline};
use super::lines::Line;
use super::{CopyStory, instant};
use crate::Diagnosis;

/// All keys, in the order in which they are written.
pub const KEYS: [&str; 25] = [
    "slug",
    "kind",
    "edition",
    "section",
    "language",
    "urgency",
    "date",
    "embargo",
    "byline",
    "sign-off",
    "lead",
    "genre",
    "keywords",
    "subjects",
    "places",
    "people",
    "organisations",
    "source",
    "usage",
    "picture",
    "caption",
    "credit",
    "alt",
    "note",
    "background",
];

struct Entry<'a> {
    key: String,
    value: String,
    line: &'a Line<'a>,
}

/// Takes the front matter off the lines; says how many lines it took.
///
/// `background` answers with the paragraph numbers it names, since the paragraphs are not read yet.
pub(super) fn take(lines: &[Line<'_>], story: &mut CopyStory) -> (usize, Vec<u32>) {
    let Some(begin) = lines.iter().position(|line| !line.text.is_empty()) else { return (0, Vec::new()) };
    if lines[begin].text != "---" {
        return (0, Vec::new());
    }
    let inner = &lines[begin + 1..];
    let Some(length) = inner.iter().position(|line| line.text == "---") else {
        story.diagnoses.push(Diagnosis::error(
            lines[begin].number,
            1,
            "the front matter has no end: put a line `---` behind its last key",
        ));
        return (begin + 1, Vec::new());
    };
    let mut background = Vec::new();
    for entry in entries(&inner[..length], story) {
        settle(entry, story, &mut background);
    }
    (begin + 1 + length + 1, background)
}

fn entries<'a>(lines: &'a [Line<'a>], story: &mut CopyStory) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut blank = 0;
    for line in lines {
        if line.text.is_empty() {
            blank += 1;
            continue;
        }
        let gap = std::mem::take(&mut blank);
        if line.indented
            && let Some(last) = entries.last_mut()
        {
            last.value.extend(std::iter::repeat_n('\n', gap + 1));
            last.value.push_str(line.text);
            continue;
        }
        match line.text.split_once(':') {
            Some((key, value)) => entries.push(Entry {
                key: key.trim().to_lowercase().replace('_', "-"),
                value: value.trim().to_owned(),
                line,
            }),
            None => story.diagnoses.push(Diagnosis::error(
                line.number,
                1,
                format!(
                    "`{}` is no `key: value`: add a key, or indent it to carry on the line above",
                    line.text
                ),
            )),
        }
    }
    entries
}

fn settle(entry: Entry<'_>, story: &mut CopyStory, background: &mut Vec<u32>) {
    let Entry { key, value, line } = entry;
    if value.is_empty() {
        return;
    }
    let column = line.text.find(':').map_or(1, |at| line.text[..at].chars().count() + 3);
    let mut faults: Vec<String> = Vec::new();
    let mut scalar = |slot: &mut Option<String>| {
        if slot.replace(value.clone()).is_some() {
            faults.push(format!("`{key}` stands twice: the later one holds"));
        }
    };
    let line_of = || value.replace('\n', " ");
    match key.as_str() {
        "slug" | "slugline" => scalar(&mut story.slug),
        "edition" => scalar(&mut story.edition),
        "byline" | "author" => scalar(&mut story.byline),
        "sign-off" => scalar(&mut story.sign_off),
        "genre" => scalar(&mut story.genre),
        "picture" => scalar(&mut story.picture),
        "caption" => scalar(&mut story.caption),
        "credit" => scalar(&mut story.credit),
        "alt" => scalar(&mut story.alt),
        "source" => scalar(&mut story.source),
        "usage" => scalar(&mut story.usage),
        "note" => scalar(&mut story.note),
        "section" | "sections" => story.sections.extend(list(&value)),
        "keywords" => story.keywords.extend(list(&value)),
        "subjects" => story.subjects.extend(list(&value)),
        "places" => story.places.extend(list(&value)),
        "people" => story.people.extend(list(&value)),
        "organisations" | "organizations" => story.organisations.extend(list(&value)),
        "lead" => story.lead = Some(read_inline(&value)),
        "language" => match value.parse::<Language>() {
            Ok(language) => story.language = Some(language),
            Err(fault) => faults.push(fault.to_string()),
        },
        "urgency" => match value.parse::<Urgency>() {
            Ok(urgency) => story.urgency = Some(urgency),
            Err(fault) => faults.push(fault.to_string()),
        },
        "kind" => match value.to_lowercase().parse::<Kind>() {
            Ok(kind) => story.kind = Some(kind),
            Err(_) => {
                faults.push(format!(
                    "`{value}` is no kind of move: use {}",
                    Kind::ALL.map(Kind::as_str).join(", ")
                ));
            }
        },
        "date" => match instant::read(&line_of()) {
            Ok(instant) => story.date = Some(instant.until),
            Err(fault) => faults.push(fault),
        },
        "embargo" => match instant::read(&line_of()) {
            Ok(embargo) => story.embargo = Some(embargo),
            Err(fault) => faults.push(format!("the embargo is not read: {fault}")),
        },
        "background" => match numbers(&value) {
            Some(numbers) => background.extend(numbers),
            None => faults.push(format!("`{value}` are no paragraph numbers: write them as in 4, 6-8")),
        },
        _ => {
            let near = KEYS.iter().find(|known| known.starts_with(&key) || key.starts_with(*known));
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys are {}", KEYS.join(", ")),
            };
            let message = format!("`{key}` is no key of the front matter: {hint}");
            story.diagnoses.push(Diagnosis::warning(line.number, 1, message));
            story.extra.push((key, value));
            return;
        }
    }
    if matches!(key.as_str(), "language" | "urgency" | "kind" | "date" | "embargo") && !faults.is_empty() {
        story.unread.push((key, value));
    }
    story.diagnoses.extend(faults.into_iter().map(|fault| {
        let twice = fault.ends_with("the later one holds");
        let make = if twice { Diagnosis::warning } else { Diagnosis::error };
        make(line.number, column, fault)
    }));
}

/// The items of `a, b; c`: commas or semicolons apart; a backslash keeps one inside an item.
fn list(value: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        let add = match c {
            ',' | ';' | '،' | '؛' => {
                items.push(String::new());
                continue;
            }
            '\\' => chars.next(),
            '\n' => Some(' '),
            c => Some(c),
        };
        items.last_mut().into_iter().for_each(|item| item.extend(add));
    }
    items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn numbers(value: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for part in value.split([',', ';', ' ', '\n']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (first, last) = (first.parse::<u32>().ok()?, last.parse::<u32>().ok()?);
        if last < first || last - first > 10_000 {
            return None;
        }
        numbers.extend(first..=last);
    }
    Some(numbers)
}

/// Writes the front matter, or nothing where there is nothing to say; `lead` only where the body cannot.
pub(super) fn write(story: &CopyStory, with_lead: bool) -> String {
    let mut out = String::new();
    let mut put = |key: &str, value: Option<String>| {
        let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        if let Some(value) = value {
            let value: String =
                value.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
            let mut lines = value.split('\n').map(str::trim);
            out.push_str(&format!("{key}: {}\n", lines.next().unwrap_or_default()));
            for line in lines {
                out.push_str(&if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") });
            }
        }
    };
    let listed = |items: &[String]| {
        let items: Vec<String> = items
            .iter()
            .map(|item| {
                item.chars().fold(String::new(), |mut out, c| {
                    if matches!(c, ',' | ';' | '،' | '؛' | '\\') {
                        out.push('\\');
                    }
                    out.push(if c == '\n' { ' ' } else { c });
                    out
                })
            })
            .collect();
        (!items.is_empty()).then(|| items.join(", "))
    };
    put("slug", story.slug.clone());
    put("kind", story.kind.map(|kind| kind.to_string()));
    put("edition", story.edition.clone());
    put("section", listed(&story.sections));
    put("language", story.language.as_ref().map(Language::to_string));
    put("urgency", story.urgency.as_ref().map(Urgency::to_string));
    put("date", story.date.as_ref().map(Timestamp::to_string));
    put("embargo", story.embargo.as_ref().map(instant::write));
    put("byline", story.byline.clone());
    put("sign-off", story.sign_off.clone());
    put("lead", story.lead.as_ref().filter(|_| with_lead).map(write_inline));
    put("genre", story.genre.clone());
    put("keywords", listed(&story.keywords));
    put("subjects", listed(&story.subjects));
    put("places", listed(&story.places));
    put("people", listed(&story.people));
    put("organisations", listed(&story.organisations));
    put("source", story.source.clone());
    put("usage", story.usage.clone());
    put("picture", story.picture.clone());
    put("caption", story.caption.clone());
    put("credit", story.credit.clone());
    put("alt", story.alt.clone());
    put("note", story.note.clone());
    for (key, value) in &story.extra {
        put(key, Some(value.clone()));
    }
    if out.is_empty() { out } else { format!("---\n{out}---\n\n") }
}
