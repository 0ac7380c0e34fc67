//! Do the sources keep their shape: lengths, module docs, names, SQL?

use super::{Checkout, Finding};
use crate::tree::SourceFile;

/// The longest a source file may be.
const LINES: usize = 600;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "common", "helper", "helpers", "manager", "misc"];

fn is_source(path: &str) -> bool {
    let ours = !path.contains("/vendor/");
    ours && [".rs", ".js", ".mjs", ".css", ".html", ".sql"].iter().any(|ending| path.ends_with(ending))
}

fn sources(checkout: &Checkout) -> impl Iterator<Item = (&SourceFile, &str)> {
    let sources = checkout.files.iter().filter(|file| is_source(&file.path));
    sources.filter_map(|file| Some((file, file.text.as_deref()?)))
}

/// No source file is longer than can be read in one go.
pub fn lengths(checkout: &Checkout) -> Vec<Finding> {
    let long = sources(checkout).filter(|(_, text)| text.lines().count() > LINES);
    long.map(|(file, text)| {
        let lines = text.lines().count();
        Finding::new(
            &file.path,
            LINES,
            format!("{lines} lines: it answers more than one question, divide it"),
        )
    })
    .collect()
}

/// Every Rust file opens with `//!`, every script with a comment.
pub fn module_docs(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, text) in sources(checkout) {
        let rust = file.path.ends_with(".rs");
        let script = file.path.ends_with(".js") || file.path.ends_with(".mjs");
        let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#!"));
        let opens = first.is_none_or(|line| {
            if rust { line.starts_with("//!") } else { line.starts_with("/*") || line.starts_with("//") }
        });
        if (rust || script) && !opens {
            found.push(Finding::new(&file.path, 1, "say at the top which question this file answers"));
        }
    }
    found
}

/// No file or folder of sources has a name that says nothing.
pub fn names(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, _) in sources(checkout) {
        for part in file.path.split('/') {
            let stem = part.split('.').next().unwrap_or(part);
            if EMPTY_NAMES.contains(&stem) {
                found.push(Finding::new(&file.path, 0, format!("{stem} says nothing: name what is in it")));
            }
        }
    }
    found
}

/// No `$` stands inside a string literal of SQL: parameters are found by it at compile time.
pub fn sql_dollars(checkout: &Checkout) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, text) in sources(checkout).filter(|(file, _)| file.path.starts_with("crates/store/src/")) {
        let mut inside = false;
        for (line, content) in (1..).zip(text.lines()) {
            inside |= content.contains("sql!(");
            if inside && content.split('\'').skip(1).step_by(2).any(|literal| literal.contains('$')) {
                found.push(Finding::new(&file.path, line, "a $ in a string literal of SQL: bind it instead"));
            }
            if content.contains(");") {
                inside = false;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn checkout(path: &str, text: &str) -> Checkout {
        let files = vec![SourceFile { path: path.into(), text: Some(text.into()) }];
        Checkout { files, packages: BTreeMap::new() }
    }

    #[test]
    fn a_file_of_601_lines_is_too_long() {
        assert_eq!(lengths(&checkout("a.rs", &"x\n".repeat(601))).len(), 1);
        assert_eq!(lengths(&checkout("a.rs", &"x\n".repeat(600))).len(), 0);
    }

    #[test]
    fn a_file_that_answers_no_question_is_found() {
        assert_eq!(module_docs(&checkout("a.rs", "use std::fs;\n")).len(), 1);
        assert_eq!(module_docs(&checkout("a.rs", "//! Which?\nuse std::fs;\n")).len(), 0);
        assert_eq!(module_docs(&checkout("a.js", "/** Which? */\n")).len(), 0);
        assert_eq!(module_docs(&checkout("a.css", "p {}\n")).len(), 0);
    }

    #[test]
    fn a_name_that_says_nothing_is_found() {
        assert_eq!(names(&checkout("crates/web/src/utils/dates.rs", "")).len(), 1);
        assert_eq!(names(&checkout("crates/web/src/helpers.rs", "")).len(), 1);
        assert_eq!(names(&checkout("crates/web/src/commonwealth.rs", "")).len(), 0);
    }

    #[test]
    fn a_dollar_in_an_sql_literal_is_found() {
        let bad = "const Q: Sql = sql!(\n    \"SELECT '$1' WHERE a = $1\"\n);\n";
        assert_eq!(sql_dollars(&checkout("crates/store/src/wire.rs", bad)).len(), 1);
        let good = "const Q: Sql = sql!(\"SELECT 'a' WHERE a = $1\");\n";
        assert_eq!(sql_dollars(&checkout("crates/store/src/wire.rs", good)).len(), 0);
    }
}
