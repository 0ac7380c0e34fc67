//! feedparser's own test set, read: how many files, and how many of the values that they state.
//!
//! The set is found by `DATELINE_FEEDPARSER`, the folder `tests` of the source of feedparser 6.0.11 (PyPI). Each file
//! states in a comment what a reader should find in it. Text is compared by its words: the model keeps paragraphs, not
//! markup.

use std::path::{Path, PathBuf};

use formats::{Document, Item, read, read_from};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("DATELINE_FEEDPARSER").map(PathBuf::from);
    if folder.is_none() {
        println!("DATELINE_FEEDPARSER is not set: feedparser's test set is not read");
    }
    folder
}

fn gather(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, all);
        } else if path.extension().is_some_and(|it| it == "xml") {
            all.push(path);
        }
    }
}

/// One thing that a file states: the key, as `entries.0.title`, and the value.
#[derive(Debug)]
struct Stated {
    key: String,
    value: String,
}

/// What a file states with `==` and a text or a time.
fn stated(text: &str) -> Vec<Stated> {
    let Some(line) = text.lines().find_map(|line| line.trim().strip_prefix("Expect:")) else {
        return Vec::new();
    };
    line.split(" and ")
        .filter_map(|term| {
            let (key, value) = term.split_once("==")?;
            let key = key
                .trim()
                .replace("['", ".")
                .replace("[\"", ".")
                .replace("']", "")
                .replace("\"]", "")
                .replace('[', ".")
                .replace(']', "");
            Some(Stated { key, value: unquoted(value.trim())? })
        })
        .collect()
}

/// The text of a Python literal, or a tuple of numbers as it stands.
fn unquoted(literal: &str) -> Option<String> {
    if literal.starts_with('(') {
        return Some(literal.to_owned());
    }
    // A literal may be put together of pieces.
    let literal = literal.replace("' + '", "").replace("\" + \"", "");
    let body = literal.trim_start_matches(['u', 'b']);
    if let Some(body) = body.strip_prefix("\'\'\'").and_then(|body| body.strip_suffix("\'\'\'")) {
        return Some(body.to_owned());
    }
    if let Some(body) = body.strip_prefix("\"\"\"").and_then(|body| body.strip_suffix("\"\"\"")) {
        return Some(body.to_owned());
    }
    let quote = body.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let body = body.strip_prefix(quote)?.strip_suffix(quote)?;
    let mut out = String::new();
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let digits = |chars: &mut std::str::Chars<'_>, count: usize| {
            let hex: String = chars.by_ref().take(count).collect();
            u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32)
        };
        match chars.next()? {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'x' => out.push(digits(&mut chars, 2)?),
            'u' => out.push(digits(&mut chars, 4)?),
            other => out.push(other),
        }
    }
    Some(out)
}

/// What we have for a key; none where the model has no such field.
fn ours(document: &Document, key: &str) -> Option<Option<String>> {
    let plain = |item: &Item| {
        let all: Vec<String> = item.body.iter().map(|it| it.text.as_plain().into_owned()).collect();
        Some(all.join(" ")).filter(|text| !text.is_empty())
    };
    let time = |at: Option<jiff::Timestamp>| {
        at.map(|at| {
            at.to_zoned_datetime(jiff::tz::TimeZone::UTC).strftime("%Y %-m %-d %-H %-M %-S").to_string()
        })
    };
    let item = document.items.first();
    let author =
        |item: Option<&Item>| item.and_then(|item| item.authors.iter().find(|it| it.role.is_none()).cloned());
    let key = key
        .strip_prefix("entries.0.")
        .or_else(|| key.strip_prefix("entries.0"))
        .map(|rest| format!("e.{rest}"))
        .unwrap_or(key.to_owned());
    let head = &document.head;
    Some(match key.as_str() {
        "feed.title" | "feed.title_detail.value" => {
            Some(head.title.clone()).filter(|title| !title.is_empty())
        }
        "feed.subtitle" | "feed.description" | "feed.tagline" | "feed.subtitle_detail.value" => {
            head.description.clone()
        }
        "feed.link" | "feed.links.0.href" => head.home.clone(),
        "feed.id" | "feed.guid" => head.id.clone(),
        "feed.author_detail.name" | "feed.authors.0.name" => head.authors.first().map(|it| it.name.clone()),
        "feed.author_detail.email" | "feed.authors.0.email" => {
            head.authors.first().and_then(|it| it.email.clone())
        }
        "feed.updated_parsed" | "feed.modified_parsed" => time(head.updated),
        "e.title" | "e.title_detail.value" => item.map(|it| it.title.clone()),
        "e.link" | "e.links.0.href" => item.and_then(|it| it.link.clone()),
        "e.id" | "e.guid" => item.map(|it| it.id.clone()),
        "e.author_detail.name" | "e.authors.0.name" => author(item).map(|it| it.name),
        "e.author_detail.email" | "e.authors.0.email" => author(item).and_then(|it| it.email),
        "e.summary" | "e.description" | "e.summary_detail.value" | "e.subtitle" => {
            item.and_then(|it| it.summary.clone().or_else(|| plain(it)))
        }
        "e.content.0.value" => item.and_then(plain),
        "e.published_parsed" => time(item.and_then(|it| it.published)),
        "e.updated_parsed" | "e.modified_parsed" => time(item.and_then(|it| it.updated.or(it.published))),
        "e.created_parsed" => time(item.and_then(|it| it.created.or(it.published))),
        _ => return None,
    })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a text that may be HTML.
fn words(text: &str) -> String {
    let rss = format!(
        "<rss><channel><item><description><![CDATA[{}]]></description></item></channel></rss>",
        text.replace("]]>", "")
    );
    let plain = match read(rss.as_bytes()) {
        Ok(document) => document.items.first().and_then(|it| it.summary.clone()).unwrap_or_default(),
        Err(_) => text.to_owned(),
    };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn most_of_feedparsers_own_set_is_read_with_the_values_it_states() {
    let Some(folder) = folder() else { return };
    let mut all = Vec::new();
    gather(&folder, &mut all);
    all.sort();
    let (mut taken, mut right, mut wrong, mut no_field) = (0, 0, Vec::new(), 0);
    let mut refused = Vec::new();
    for path in &all {
        let bytes = std::fs::read(path).unwrap();
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // Where it was fetched from, as feedparser's test server says.
        let header = text
            .lines()
            .find_map(|line| line.trim().strip_prefix("Header:")?.trim().strip_prefix("Content-Location:"));
        let server = "http://127.0.0.1:8097/";
        let address = match header.map(str::trim) {
            Some(address) if address.contains("://") => address.to_owned(),
            Some(address) => format!("{server}{}", address.trim_start_matches('/')),
            None => format!("{server}{name}"),
        };
        let document = match read_from(&bytes, &address) {
            Ok(document) => document,
            Err(error) => {
                refused.push(format!("{name}: {error}"));
                continue;
            }
        };
        taken += 1;
        for term in stated(&text) {
            let Some(own) = ours(&document, &term.key) else {
                no_field += 1;
                continue;
            };
            let own = own.unwrap_or_default();
            let is_same = match term.value.strip_prefix('(') {
                Some(tuple) => {
                    let numbers: Vec<&str> = tuple.split(',').map(str::trim).take(6).collect();
                    numbers.join(" ") == own
                }
                None => {
                    own == term.value
                        || folded(&own) == words(&term.value)
                        || words(&own) == words(&term.value)
                }
            };
            if is_same {
                right += 1;
            } else {
                wrong.push(format!("{name}: {} is {own:?}, not {:?}", term.key, term.value));
            }
        }
    }
    for line in refused.iter().chain(&wrong) {
        println!("{line}");
    }
    let stated = right + wrong.len();
    println!(
        "{taken} of {} files read; {right} of {stated} stated values; {no_field} values of no field here",
        all.len()
    );
    assert!(taken >= 2100, "{taken} of {} files are read", all.len());
    assert!(right * 100 >= stated * 95, "{right} of {stated} stated values are right");
}
