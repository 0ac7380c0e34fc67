//! `dateline check`: the copy desk on files of plain wire copy.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use copydesk::{Context, Desk, Facts, Finding, Place, Severity, Sheet};
use jiff::tz::TimeZone;
use newsroom::Clock;
use serde_json::json;
use story::Language;

use crate::answer;
use crate::cli::{Check, read};

/// Checks each file; exit status 1 where there is an error, or a file that cannot be read.
pub fn check(asked: &Check) -> Result<ExitCode> {
    let zone = TimeZone::get(&asked.zone)
        .with_context(|| format!("--zone: there is no time zone {}", asked.zone))?;
    let lang = asked.lang.as_deref().map(str::parse::<Language>).transpose().context("--lang")?;
    let facts: Facts = match &asked.facts {
        Some(file) => serde_json::from_str(&read(file)?)
            .with_context(|| format!("{}: the facts cannot be read", file.display()))?,
        None => Facts::default(),
    };
    let earlier = asked.against.as_deref().map(read).transpose()?;
    let mut has_errors = false;
    for file in &asked.files {
        let source = match read(file) {
            Ok(source) => source,
            Err(error) => {
                answer::fault(&format!("{error:#}"));
                has_errors = true;
                continue;
            }
        };
        for line in look(asked, file, &source, earlier.as_deref(), (&zone, lang.as_ref(), &facts))? {
            has_errors |= line.severity == Severity::Error;
            line.print(asked.json);
        }
    }
    Ok(if has_errors { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What the copy desk finds in a file, in the file's order.
fn look(
    asked: &Check,
    file: &Path,
    source: &str,
    earlier: Option<&str>,
    (zone, lang, facts): (&TimeZone, Option<&Language>, &Facts),
) -> Result<Vec<Line>> {
    let edition = "any".parse()?;
    let language = lang.cloned().unwrap_or_else(|| language_of(source));
    let system = Clock::system().now();
    let copy_at =
        |text: &str, now: jiff::Timestamp| formats::copy::read(text, &language, zone.to_datetime(now).date());
    let dated = copy_at(source, asked.now.unwrap_or(system)).date;
    // Copy out of an archive is read as of its own day.
    let now = asked.now.or(dated).unwrap_or(system);
    let mut copy = copy_at(source, now);
    let (advisory, kind) = (copy.advisory.take(), copy.kind.or(asked.kind.map(|kind| kind.kind())));
    let captions = copy.caption.clone();
    let content = copy.into_content(&language, &edition);
    let earlier = earlier.map(|text| copy_at(text, now).into_content(&language, &edition));
    let mut facts = facts.clone();
    // Copy names a picture by its file; its caption is there all the same.
    facts.captions.extend(captions.filter(|_| content.picture.is_none()));
    let context = Context {
        now,
        zone: zone.clone(),
        earlier: earlier.as_ref(),
        kind,
        advisory: advisory.as_deref(),
        facts: &facts,
    };
    let sheet = Sheet::of(&content, &context);
    let places = Places::of(source, &sheet);
    let found = Desk::new().check(&sheet, &context);
    let mut all: Vec<Line> =
        found.iter().map(|finding| places.line(file, finding)).chain(doubled(file, source)).collect();
    all.sort_by_key(|line| (line.line, line.column, line.check));
    Ok(all)
}

/// The language that copy seems to be in, by its letters, where nothing says it.
fn language_of(source: &str) -> Language {
    let count = |range: std::ops::RangeInclusive<char>| source.chars().filter(|c| range.contains(c)).count();
    let (latin, cyrillic, arabic) = (count('a'..='z'), count('а'..='я'), count('\u{620}'..='\u{64a}'));
    let tag = match () {
        () if cyrillic > latin && cyrillic > arabic => "ru",
        () if arabic > latin => "ar",
        () => "en",
    };
    tag.parse().unwrap_or_else(|_| Language::english())
}

/// A finding as it is told: where it stands in the file, counted from 1 in Unicode scalar values.
struct Line {
    file: PathBuf,
    rule: &'static str,
    check: u8,
    severity: Severity,
    line: usize,
    column: usize,
    length: usize,
    words: String,
    message: String,
}

impl Line {
    fn print(&self, as_json: bool) {
        let file = self.file.display().to_string();
        if as_json {
            answer::json(&json!({
                "file": file,
                "rule": self.rule,
                "check": self.check,
                "severity": self.severity.as_str(),
                "line": self.line,
                "column": self.column,
                "length": self.length,
                "words": self.words,
                "message": self.message,
            }));
        } else {
            answer::line(&format!(
                "{file}:{}:{}: {} [{} {}] “{}”: {}",
                self.line,
                self.column,
                self.severity.as_str(),
                self.check,
                self.rule,
                shortened(&self.words),
                self.message
            ));
        }
    }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

/// Two spaces between words, which reading takes for one.
fn doubled(file: &Path, source: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut is_front = false;
    for (at, line) in source.lines().enumerate() {
        if line.trim_end() == "---" && (at == 0 || is_front) {
            is_front = at == 0;
            continue;
        }
        if is_front {
            continue;
        }
        for range in copydesk::spaces(line) {
            found.push(Line {
                file: file.to_owned(),
                rule: "repeated-word",
                check: 27,
                severity: Severity::Note,
                line: at + 1,
                column: line[..range.start].chars().count() + 1,
                length: range.len(),
                words: line[range].to_owned(),
                message: "one space is enough".into(),
            });
        }
    }
    found
}

/// Where each part of a story stands in its source.
struct Places<'a> {
    source: &'a str,
    /// For each part, the place in the source of each of its characters, by its byte.
    parts: Vec<BTreeMap<usize, usize>>,
}

impl<'a> Places<'a> {
    fn of(source: &'a str, sheet: &Sheet) -> Places<'a> {
        // What front matter says may stand anywhere in it; the rest comes in order.
        let front_end = source
            .strip_prefix("---\n")
            .and_then(|rest| rest.find("\n---\n"))
            .map_or(0, |at| at + "---\n".len() + "\n---\n".len());
        let mut cursor = front_end;
        let mut parts = Vec::new();
        for part in &sheet.parts {
            let text = &part.passage.text;
            let in_front = || find(source, 0..front_end, text);
            let map = match part.place {
                Place::Byline | Place::Caption | Place::Note => {
                    in_front().or_else(|| find(source, front_end..source.len(), text))
                }
                Place::Lead => find(source, cursor..source.len(), text).or_else(in_front),
                _ => find(source, cursor..source.len(), text).or_else(in_front),
            };
            if let Some((_, last)) = map.as_ref().and_then(BTreeMap::last_key_value)
                && *last > cursor
            {
                cursor = *last;
            }
            parts.push(map.unwrap_or_default());
        }
        Places { source, parts }
    }

    fn line(&self, file: &Path, finding: &Finding) -> Line {
        let map = self.parts.get(finding.part);
        let at = |byte: usize| {
            map.and_then(|map| map.range(..=byte).next_back().or_else(|| map.iter().next()))
                .map(|(_, at)| *at)
        };
        let start = at(finding.range.start).unwrap_or(0);
        let before = &self.source[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Line {
            file: file.to_owned(),
            rule: finding.rule,
            check: finding.check,
            severity: finding.severity,
            line: before.matches('\n').count() + 1,
            column: self.source[line_start..start].chars().count() + 1,
            length: finding.words.chars().count(),
            words: finding.words.clone(),
            message: finding.message.clone(),
        }
    }
}

/// Where a text stands in a stretch of the source whose lines may be broken otherwise and whose marks the text has not:
/// each character's byte with its place.
fn find(source: &str, within: Range<usize>, text: &str) -> Option<BTreeMap<usize, usize>> {
    let stretch = source.get(within.clone())?;
    let first = text.chars().find(|c| !c.is_whitespace())?;
    let mut best: Option<(usize, BTreeMap<usize, usize>)> = None;
    for (start, _) in stretch.char_indices().filter(|(_, c)| *c == first) {
        let found = follow(source, within.start + start, within.end, text);
        let length = found.len();
        if best.as_ref().is_none_or(|(most, _)| length > *most) {
            let is_whole = length == text.chars().filter(|c| !c.is_whitespace()).count();
            best = Some((length, found));
            if is_whole {
                break;
            }
        }
    }
    best.map(|(_, map)| map)
}

/// Follows a text through the source from a place, over white space and marks; as far as it goes.
fn follow(source: &str, from: usize, to: usize, text: &str) -> BTreeMap<usize, usize> {
    let mut map = BTreeMap::new();
    let mut rest = source[from..to].char_indices().map(|(at, c)| (at + from, c)).peekable();
    'text: for (byte, wanted) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let mut skipped = 0;
        while let Some((at, c)) = rest.next() {
            if c == wanted {
                map.insert(byte, at);
                continue 'text;
            }
            // Marks of plain copy, the address of a link, a line's end.
            let is_mark = matches!(c, '*' | '_' | '[' | ']' | '\\' | '`') || c.is_whitespace();
            if c == '(' && source[..at].ends_with(']') {
                while rest.next_if(|(_, c)| *c != ')').is_some() {}
                rest.next();
                continue;
            }
            skipped += usize::from(!is_mark);
            if skipped > 0 {
                return map;
            }
        }
        return map;
    }
    map
}
