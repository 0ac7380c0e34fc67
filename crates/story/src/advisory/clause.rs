//! Which changes make one clause, and how many clauses make a line?
//!
//! Invariants:
//! - the objects of one verb share a clause and a list of paragraphs, corrections excepted: each says old
//!   and new of its own;
//! - a line has at most three clauses; only corrections may make it more, since none of them is left out.

use crate::{Change, Counted, Verb};

/// The most clauses of a line, corrections aside.
pub(super) const CLAUSES: usize = 3;

/// One clause: a verb with its objects and where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause<'a> {
    pub(super) verb: Verb,
    pub(super) objects: Vec<&'a str>,
    pub(super) paragraphs: Vec<u32>,
    pub(super) of: Counted,
    pub(super) throughout: bool,
    pub(super) old: Option<&'a str>,
    pub(super) new: Option<&'a str>,
}

/// The clauses of a line, heaviest first.
pub(super) fn clauses(changes: &[Change]) -> Vec<Clause<'_>> {
    let mut out: Vec<Clause<'_>> = Vec::new();
    for change in changes {
        // `lead` says where it is.
        let paragraphs: &[u32] = if is_place(&change.object) { &[] } else { &change.paragraphs };
        let alone = change.verb == Verb::Corrects
            || change.throughout
            || change.object == "dateline" && change.verb == Verb::Changes
            || matches!(change.verb, Verb::Refiles | Verb::Edits);
        let known = out.iter_mut().find(|clause| {
            !alone
                && clause.verb == change.verb
                && clause.of == change.of
                && !clause.throughout
                && !(clause.verb == Verb::Changes && clause.objects == ["dateline"])
                && (change.of == Counted::New || clause.objects == [change.object.as_str()])
        });
        match known {
            Some(clause) => {
                clause.objects.push(&change.object);
                clause.paragraphs.extend(paragraphs);
                clause.paragraphs.sort_unstable();
                clause.paragraphs.dedup();
                (clause.old, clause.new) = (None, None);
            }
            None => out.push(Clause {
                verb: change.verb,
                objects: vec![&change.object],
                paragraphs: paragraphs.to_vec(),
                of: change.of,
                throughout: change.throughout,
                old: change.old.as_deref(),
                new: change.new.as_deref(),
            }),
        }
    }
    let corrections = out.iter().filter(|clause| clause.verb == Verb::Corrects).count();
    out.truncate(CLAUSES.max(corrections));
    out
}

/// Whether an object is itself a place, so that no paragraph is named.
pub(super) fn is_place(object: &str) -> bool {
    matches!(
        object,
        "lead" | "headline" | "dateline" | "byline" | "slug" | "photo" | "caption" | "list" | "table"
    )
}

/// `2, 4-8`.
pub(super) fn list(paragraphs: &[u32], comma: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(first) = paragraphs.get(at) {
        let mut last = at;
        while paragraphs.get(last + 1).is_some_and(|next| *next == paragraphs[last] + 1) {
            last += 1;
        }
        if !out.is_empty() {
            out.push_str(comma);
        }
        out.push_str(&first.to_string());
        if last > at {
            out.push('-');
            out.push_str(&paragraphs[last].to_string());
        }
        at = last + 1;
    }
    out
}

/// A wording in a line: bare if it is short and plain, else in quotation marks; long ones are cut, which
/// three dots show.
pub(super) fn cite(text: &str, always: bool) -> String {
    const LONGEST: usize = 60;
    // Words on which a reader of the line would turn.
    const TURNS: [&str; 16] = [
        "not",
        "to",
        "and",
        "from",
        "instead",
        "rather",
        "as",
        "say",
        "show",
        "add",
        "remove",
        "previous",
        "вместо",
        "إلى",
        "بدلا",
        "و",
    ];
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = text.split(' ').count() <= 3
        && !text.contains(['"', '“', '”', '«', '»', ';', '؛', '(', ')', ':', '،'])
        && !text.contains(", ")
        && !text.ends_with([',', '.'])
        && !text.split(' ').any(|word| TURNS.contains(&word.to_lowercase().as_str()))
        && !text.is_empty();
    if plain && !always {
        return text;
    }
    let inner: String =
        text.chars().map(|c| if matches!(c, '"' | '“' | '”' | '„' | '«' | '»') { '\'' } else { c }).collect();
    if inner.chars().count() <= LONGEST {
        return format!("\"{inner}\"");
    }
    let mut cut = String::new();
    for word in inner.split(' ') {
        if !cut.is_empty() && cut.chars().count() + word.chars().count() > LONGEST - 12 {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.extend(word.chars().take(LONGEST));
    }
    format!("\"{cut}...\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_paragraphs_is_compressed() {
        for (numbers, text) in [
            (vec![2], "2"),
            (vec![2, 3], "2-3"),
            (vec![2, 4, 5, 6, 7, 8], "2, 4-8"),
            (vec![1, 3, 5], "1, 3, 5"),
            (vec![1, 2, 4, 5, 9], "1-2, 4-5, 9"),
            (vec![], ""),
        ] {
            assert_eq!(list(&numbers, ", "), text);
        }
    }

    #[test]
    fn a_wording_is_bare_only_where_it_cannot_be_misread() {
        assert_eq!(cite("34", false), "34");
        assert_eq!(cite("Ilsa Marten", false), "Ilsa Marten");
        assert_eq!(cite("guilty", true), "\"guilty\"");
        assert_eq!(cite("yes, no", false), "\"yes, no\"");
        assert_eq!(cite("he said “go”", false), "\"he said 'go'\"");
        assert!(cite(&"word ".repeat(40), false).ends_with("...\""));
    }
}
