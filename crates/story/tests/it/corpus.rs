//! Every pair of the corpus gives the line that an editor wrote down for it, and the changes behind it.

use std::fmt::Write as _;
use std::path::Path;

use story::compare::compare;
use story::{Change, Content, Counted, Kind, Language, NumberStyle, Urgency, advisory};

use crate::copy::story;

/// One file of the corpus.
pub struct Pair {
    pub name: String,
    pub kind: Kind,
    pub style: NumberStyle,
    pub language: Language,
    /// The expected line, then others that are accepted; `None` for no line.
    pub lines: Vec<Option<String>>,
    pub changes: Vec<String>,
    /// Lines written by hand: those that are true of the difference, and those that are not.
    pub written: Vec<String>,
    pub untrue: Vec<String>,
    /// A state before the old one, whose paragraphs can come back.
    pub earlier: Option<Content>,
    pub old: Content,
    pub new: Content,
}

/// Reads the whole corpus, by name.
pub fn read() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut pairs: Vec<Pair> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .map(|path| {
            parse(path.file_stem().unwrap().to_str().unwrap(), &std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    pairs.sort_by(|a, b| a.name.cmp(&b.name));
    pairs
}

fn parse(name: &str, text: &str) -> Pair {
    let (facts, copy) = text.split_once("--- old\n").unwrap_or_else(|| panic!("{name}: no `--- old`"));
    let (old, new) = copy.split_once("--- new\n").unwrap_or_else(|| panic!("{name}: no `--- new`"));
    let (facts, earlier) = match facts.split_once("--- earlier\n") {
        Some((facts, earlier)) => (facts, Some(earlier)),
        None => (facts, None),
    };
    let all = |key: &str| -> Vec<String> {
        facts
            .lines()
            .filter_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
            .map(|value| value.trim().to_owned())
            .collect()
    };
    let one = |key: &str| all(key).into_iter().next();
    let language: Language = one("lang").as_deref().unwrap_or("en").parse().unwrap();
    let old = old.trim();
    let blocks: Vec<&str> = old
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
        .map(|block| block.lines().skip_while(|line| is_head(line)).collect::<Vec<_>>().len())
        .zip(old.split("\n\n").map(str::trim).filter(|block| !block.is_empty()))
        .filter(|(lines, _)| *lines > 0)
        .map(|(_, block)| block)
        .collect();
    let mut heads: String = old.lines().take_while(|line| is_head(line) || line.is_empty()).fold(
        String::new(),
        |mut all, line| {
            let _ = writeln!(all, "{line}");
            all
        },
    );
    let mut urgency = None;
    let mut body = String::new();
    for line in new.lines() {
        if let Some(value) = line.strip_prefix("urgency: ") {
            urgency = Some(value.parse::<Urgency>().unwrap());
        } else if is_head(line) {
            let key = line.split(": ").next().unwrap_or_default().to_owned();
            heads = heads.lines().filter(|head| !head.starts_with(&format!("{key}: "))).fold(
                String::new(),
                |mut all, line| {
                    let _ = writeln!(all, "{line}");
                    all
                },
            );
            if !line.ends_with(": -") {
                let _ = writeln!(heads, "{line}");
            }
        } else if let Some(rest) = line.strip_prefix("= ") {
            let mut parts = rest.split(" / ");
            let place: usize =
                parts.next().unwrap().trim().parse().unwrap_or_else(|_| panic!("{name}: {line}"));
            let mut text =
                blocks[place - 1].lines().filter(|line| !is_head(line)).collect::<Vec<_>>().join("\n");
            for swap in parts {
                let (from, to) = swap.split_once(" -> ").unwrap_or_else(|| panic!("{name}: {line}"));
                assert!(text.contains(from), "{name}: `{from}` is not in paragraph {place}");
                text = text.replacen(from, to, 1);
            }
            let _ = writeln!(body, "{text}");
        } else {
            let _ = writeln!(body, "{line}");
        }
    }
    let heads = heads.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let mut new = story(&format!("{heads}\n\n{body}"), &language);
    if let Some(urgency) = urgency {
        new.urgency = urgency;
    }
    let line = |line: String| (line != "none").then_some(line);
    let lines: Vec<Option<String>> = all("line").into_iter().chain(all("also")).map(line).collect();
    assert!(!lines.is_empty(), "{name}: no line");
    Pair {
        name: name.to_owned(),
        kind: one("kind").unwrap_or_else(|| panic!("{name}: no kind")).parse().unwrap(),
        style: one("style").as_deref().unwrap_or("suffix").parse().unwrap(),
        language: language.clone(),
        lines,
        changes: all("change"),
        written: all("written"),
        untrue: all("untrue"),
        earlier: earlier.map(|copy| story(copy.trim(), &language)),
        old: story(old, &language),
        new,
    }
}

fn is_head(line: &str) -> bool {
    ["headline: ", "lead: ", "byline: ", "dateline: ", "caption: ", "urgency: "]
        .iter()
        .any(|key| line.starts_with(key))
}

/// A change as the corpus writes it.
pub fn shown(change: &Change) -> String {
    let mut numbers = String::new();
    let mut at = 0;
    while at < change.paragraphs.len() {
        let mut last = at;
        while change.paragraphs.get(last + 1) == Some(&(change.paragraphs[last] + 1)) {
            last += 1;
        }
        if !numbers.is_empty() {
            numbers.push_str(", ");
        }
        let _ = write!(numbers, "{}", change.paragraphs[at]);
        if last > at {
            let _ = write!(numbers, "-{}", change.paragraphs[last]);
        }
        at = last + 1;
    }
    if change.throughout {
        numbers.push_str(" throughout");
    }
    if change.of == Counted::Old {
        numbers.push_str(" of old");
    }
    let verb = serde_json::to_value(change.verb).unwrap();
    let mut text = format!("{} | {} | {}", verb.as_str().unwrap(), change.object, numbers.trim());
    if change.old.is_some() || change.new.is_some() {
        let side = |text: &Option<String>| text.clone().unwrap_or_default();
        let _ = write!(text, " | {} => {}", side(&change.old), side(&change.new));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_pair_of_the_corpus_gives_its_line_and_its_changes() {
    let mut faults = String::new();
    let pairs = read();
    assert!(pairs.len() >= 150, "only {} pairs were read", pairs.len());
    for pair in &pairs {
        let mut comparison = compare(&pair.old, &pair.new);
        assert!(!comparison.is_unchanged(), "{}: nothing changed", pair.name);
        if let Some(earlier) = &pair.earlier {
            comparison.recall(earlier);
        }
        for line in &pair.written {
            let found = advisory::verify(line, &comparison, pair.kind);
            if !found.is_empty() {
                let _ = writeln!(faults, "{}: {line} is refused: {found:?}", pair.name);
            }
        }
        for line in &pair.untrue {
            if advisory::verify(line, &comparison, pair.kind).is_empty() {
                let _ = writeln!(faults, "{}: {line} is taken", pair.name);
            }
        }
        let changes = comparison.changes(pair.kind);
        let line = advisory::write(&changes, pair.style, &pair.language);
        if !pair.lines.contains(&line) {
            let _ = writeln!(faults, "{}\n  expected {:?}\n  got      {:?}", pair.name, pair.lines[0], line);
        }
        let got: Vec<String> = changes.iter().map(shown).collect();
        let expected: Vec<String> =
            pair.changes.iter().map(|c| c.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        if got != expected {
            let _ = writeln!(faults, "{}\n  expected {expected:#?}\n  got      {got:#?}", pair.name);
        }
        if pair.kind == Kind::Refile {
            assert_eq!(comparison.check_refile(), Ok(()), "{}", pair.name);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
