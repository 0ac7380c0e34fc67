//! The line in English, in four house styles.

use super::clause::{Clause, cite, is_place, list};
use crate::{Counted, NumberStyle, Verb};

/// A clause that begins in lower case.
pub(super) fn clause(clause: &Clause<'_>, style: NumberStyle) -> String {
    let verb = verb(clause.verb);
    let place = place(clause, style);
    match clause.verb {
        Verb::Corrects => corrects(clause, style),
        Verb::Changes if clause.objects == ["dateline"] => match clause.old {
            Some(old) => format!("{verb} dateline, previous {}", cite(old, false)),
            None => format!("{verb} dateline"),
        },
        Verb::Refiles => format!("refiles to {}", mends(clause, style)),
        Verb::Edits if clause.objects == ["wording"] => format!("edits wording{place}"),
        Verb::Edits => mends(clause, style)
            .replacen("fix ", "fixes ", 1)
            .replacen("add ", "adds ", 1)
            .replacen("remove ", "removes ", 1),
        _ if clause.objects == ["text"] && clause.throughout => format!("{verb} throughout"),
        _ if clause.objects == ["text"] => format!("{verb} {}", numbers(clause, style)),
        _ => format!("{verb} {}{place}", objects(clause, style)),
    }
}

fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Corrects => "corrects",
        Verb::Removes => "removes",
        Verb::Withdraws => "withdraws",
        Verb::Clarifies => "clarifies",
        Verb::Recasts => "recasts",
        Verb::Rewrites => "rewrites",
        Verb::Updates => "updates",
        Verb::Adds => "adds",
        Verb::Restores => "restores",
        Verb::Combines => "combines",
        Verb::Trims => "trims",
        Verb::Changes => "changes",
        Verb::Refiles => "refiles",
        Verb::Edits => "edits",
        Verb::Repeats => "repeats",
    }
}

fn objects(clause: &Clause<'_>, style: NumberStyle) -> String {
    let mut objects: Vec<&str> = Vec::new();
    for object in &clause.objects {
        if !objects.contains(object) {
            objects.push(object);
        }
    }
    match (style, objects.as_slice()) {
        (NumberStyle::Ap | NumberStyle::Dpa, [first @ .., last]) if !first.is_empty() => {
            format!("{} and {last}", first.join(", "))
        }
        _ => objects.join(", "),
    }
}

/// ` in paras 2, 4-8`; nothing where no number is to be named.
fn place(clause: &Clause<'_>, style: NumberStyle) -> String {
    if clause.throughout {
        return " throughout".into();
    }
    if clause.paragraphs.is_empty() {
        return String::new();
    }
    format!(" in {}", numbers(clause, style))
}

/// `paras 2, 4-8`, `2nd graf`, `para 3 of previous version`.
fn numbers(clause: &Clause<'_>, style: NumberStyle) -> String {
    let (one, many) = match style {
        NumberStyle::Suffix | NumberStyle::Reuters => ("para", "paras"),
        NumberStyle::Dpa => ("paragraph", "paragraphs"),
        NumberStyle::Ap => ("graf", "grafs"),
    };
    let text = match (clause.paragraphs.as_slice(), style) {
        ([], _) => "text".to_owned(),
        ([only], NumberStyle::Ap) => format!("{} {one}", crate::numbering::ordinal(*only)),
        ([only], _) => format!("{one} {only}"),
        (all, _) => format!("{many} {}", list(all, ", ")),
    };
    match clause.of {
        Counted::New => text,
        Counted::Old => format!("{text} of previous version"),
    }
}

fn corrects(clause: &Clause<'_>, style: NumberStyle) -> String {
    let object = clause.objects.first().copied().unwrap_or("text");
    let is_text = object == "text";
    let what = match (is_text, is_place(object) || clause.paragraphs.is_empty()) {
        (true, _) => numbers(clause, style),
        (false, true) => object.to_owned(),
        (false, false) => format!("{object} in {}", numbers(clause, style)),
    };
    let say = if is_text { "say " } else { "" };
    match (clause.new.filter(|t| !t.is_empty()), clause.old.filter(|t| !t.is_empty())) {
        (Some(new), Some(old)) => {
            // Where one needs quotation marks the other has them too: `to "not guilty", not "guilty"`.
            let (is, was) = (cite(new, is_text), cite(old, is_text));
            let quoted = is.starts_with('"') || was.starts_with('"');
            format!("corrects {what} to {say}{}, not {}", cite(new, quoted), cite(old, quoted))
        }
        (Some(new), None) => format!("corrects {what} to add {}", cite(new, true)),
        (None, Some(old)) => format!("corrects {what} to remove {}", cite(old, true)),
        (None, None) => format!("corrects {what}"),
    }
}

/// `fix typos in paras 1, 3`, `add dropped word in para 2`.
fn mends(clause: &Clause<'_>, style: NumberStyle) -> String {
    let object = clause.objects.first().copied().unwrap_or("typo");
    if is_place(object) {
        return format!("fix typo in {object}");
    }
    let (verb, many) = match object {
        "dropped word" => ("add", "dropped words"),
        "extra word" => ("remove", "extra words"),
        "typo" => ("fix", "typos"),
        other => ("fix", other),
    };
    let object = if clause.paragraphs.len() > 1 { many } else { object };
    format!("{verb} {object}{}", place(clause, style))
}
