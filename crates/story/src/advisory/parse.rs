//! What does an advisory line say?
//!
//! The grammar is that of the agencies, in the forms they write (`adds`, `adding`, `Eds: Adds`, `(EDS:
//! ADDING`), in English, Russian and Arabic. What has no verb of it is kept as a note; nothing is an error.

use super::lexer::{Piece, Sort, pieces};
use crate::{Counted, Verb};

/// An advisory line, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisory {
    /// Its clauses in order; a note is one without a verb.
    pub clauses: Vec<Said>,
}

/// One clause of an advisory line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it says was done; none for a note.
    pub verb: Option<Verb>,
    /// To what, as written.
    pub objects: Vec<String>,
    /// In which paragraphs, as written.
    pub paragraphs: Vec<u32>,
    /// Whose numbers these are.
    pub of: Counted,
    /// Other places it names: `headline`, `lead`, `dateline`, `byline`, `caption`, `table`, `list` …
    pub places: Vec<&'static str>,
    /// Whether it says that all of the text is concerned.
    pub throughout: bool,
    /// What it says stood there.
    pub old: Option<String>,
    /// What it says stands there now.
    pub new: Option<String>,
    /// The whole clause as written.
    pub text: String,
}

/// Reads an advisory line, with or without its brackets or its `Eds:`.
pub fn parse(line: &str) -> Advisory {
    let mut inner = line.trim().trim_end_matches('/').trim();
    inner = unbracketed(inner);
    let head =
        |text: &str, prefix: &str| text.get(..prefix.len()).is_some_and(|h| h.eq_ignore_ascii_case(prefix));
    let mut sentences = false;
    for prefix in ["eds:", "editors:", "eds.:", "attention -", "attention:"] {
        if head(inner, prefix) {
            inner = unbracketed(inner[prefix.len()..].trim());
            sentences = true;
        }
    }
    let all = pieces(inner);
    let mut clauses = Vec::new();
    let mut start = 0;
    for at in 0..=all.len() {
        let ends = match all.get(at) {
            None => true,
            Some(piece) => match piece.sort {
                Sort::Semicolon => true,
                Sort::Stop => sentences || verb(&all[at + 1..]).is_some(),
                Sort::Comma => verb(skip_and(&all[at + 1..])).is_some(),
                Sort::Word if piece.text == "and" && at > start => verb(&all[at + 1..]).is_some(),
                _ => false,
            },
        };
        if ends {
            if let Some(clause) = clause(inner, &all[start..at]) {
                clauses.push(clause);
            }
            start = at + 1;
        }
    }
    Advisory { clauses }
}

/// A line without the brackets around all of it.
fn unbracketed(mut line: &str) -> &str {
    while let Some(bare) = line.strip_prefix('(') {
        line = bare.strip_suffix(')').unwrap_or(bare).trim();
    }
    line
}

fn skip_and<'a, 'b>(pieces: &'b [Piece<'a>]) -> &'b [Piece<'a>] {
    match pieces.first() {
        Some(first) if first.text == "and" => &pieces[1..],
        _ => pieces,
    }
}

/// The verb with which a clause begins, and of how many pieces it is.
pub(super) fn verb(pieces: &[Piece<'_>]) -> Option<(Verb, usize)> {
    let word = |at: usize| -> String {
        pieces.get(at).filter(|p| p.sort == Sort::Word).map(|p| p.text.to_lowercase()).unwrap_or_default()
    };
    let (first, second) = (word(0), word(1));
    let two = |verb| Some((verb, 2));
    // `In fourth take … please read`, `This story has been corrected to …`: the verb stands a few words on.
    let later = |one: &str, other: &str| (1..9).find(|at| word(*at) == one && word(at + 1) == other);
    match first.as_str() {
        "in" => {
            if let Some(at) = later("please", "read") {
                return Some((Verb::Corrects, at + 2));
            }
        }
        "this" => {
            if let Some(at) = later("been", "corrected") {
                return Some((Verb::Corrects, at + 2));
            }
        }
        _ => {}
    }
    match (first.as_str(), second.as_str()) {
        ("writes" | "writing", "through") | ("new", "approach") => return two(Verb::Rewrites),
        ("minor", "edits") => return two(Verb::Edits),
        ("makes" | "make" | "making" | "this", "clear" | "it" | "makes") => return two(Verb::Clarifies),
        ("picks", "up") => return two(Verb::Adds),
        ("please", "read") => return two(Verb::Corrects),
        ("please", "kill" | "withdraw") => return two(Verb::Withdraws),
        ("also" | "company" | "and" | "this", _) if !second.is_empty() => {
            return verb(&pieces[1..]).map(|(verb, length)| (verb, length + 1));
        }
        ("текст", _) if second.starts_with("переписан") => return two(Verb::Rewrites),
        ("إعادة", "صياغة") => return two(Verb::Recasts),
        ("إعادة", "كتابة") => return two(Verb::Rewrites),
        ("إعادة", "إرسال") => return two(Verb::Refiles),
        ("إعادة", "بث") => return two(Verb::Repeats),
        ("исправлена" | "исправлены", "опечатка" | "опечатки")
        | ("добавлено" | "добавлены", "пропущенное" | "пропущенные")
        | ("удалено" | "удалены", "лишнее" | "лишние") => {
            return Some((Verb::Refiles, 1));
        }
        ("adds" | "adding", "dropped")
        | ("removes" | "removing", "extra")
        | ("إضافة", "كلمة" | "كلمات")
        | ("حذف", "كلمة" | "كلمات")
        | ("تصحيح", "خطأ" | "أخطاء") => return Some((Verb::Edits, 1)),
        _ => {}
    }
    let found = match first.as_str() {
        "corrects" | "correcting" | "corrected" | "تصحيح" | "يصحح" => Verb::Corrects,
        "removes" | "removing" | "deletes" | "deleting" | "drops" | "dropping" | "removed" | "حذف" => {
            Verb::Removes
        }
        "withdraws" | "withdrawing" | "kills" | "سحب" => Verb::Withdraws,
        "clarifies" | "clarifying" | "توضيح" => Verb::Clarifies,
        "recasts" | "recasting" | "recast" | "recaps" => Verb::Recasts,
        "rewrites" | "rewriting" | "rewrite" => Verb::Rewrites,
        "updates" | "updating" | "updated" | "update" | "تحديث" => Verb::Updates,
        "adds" | "adding" | "added" | "inserts" | "inserting" | "subs" | "إضافة" | "يضيف" | "تضيف" => {
            Verb::Adds
        }
        "restores" | "restoring" | "استعادة" => Verb::Restores,
        "combines" | "combining" | "incorporates" | "incorporating" | "wraps" | "دمج" => Verb::Combines,
        "trims" | "trimming" | "اختصار" => Verb::Trims,
        "changes" | "changing" | "تغيير" => Verb::Changes,
        "refiles" | "refiling" | "refile" => Verb::Refiles,
        "edits" | "editing" | "fixes" | "fixing" | "تحرير" => Verb::Edits,
        "repeats" | "repeating" => Verb::Repeats,
        other => RUSSIAN.into_iter().find(|(stem, _)| other.starts_with(stem)).map(|(_, verb)| verb)?,
    };
    Some((found, 1))
}

const RUSSIAN: [(&str, Verb); 19] = [
    ("исправлен", Verb::Corrects),
    ("удален", Verb::Removes),
    ("удалён", Verb::Removes),
    ("отозван", Verb::Withdraws),
    ("уточнен", Verb::Clarifies),
    ("уточнён", Verb::Clarifies),
    ("переработан", Verb::Recasts),
    ("переписан", Verb::Rewrites),
    ("обновлен", Verb::Updates),
    ("обновлён", Verb::Updates),
    ("добавлен", Verb::Adds),
    ("восстановлен", Verb::Restores),
    ("объединен", Verb::Combines),
    ("объединён", Verb::Combines),
    ("сокращен", Verb::Trims),
    ("сокращён", Verb::Trims),
    ("изменен", Verb::Changes),
    ("изменён", Verb::Changes),
    ("отредактирован", Verb::Edits),
];

fn clause(line: &str, all: &[Piece<'_>]) -> Option<Said> {
    let (first, last) = (all.first()?, all.last()?);
    let text = line.get(first.start..last.end).unwrap_or_default().to_owned();
    let found = verb(all);
    let length = found.map_or(0, |(_, length)| length);
    let rest = &all[length..];
    let corrects = found.is_some_and(|(verb, _)| verb == Verb::Corrects);
    let (old, new, head) = delta(line, rest, corrects);
    let told = &rest[..head];
    // What stands behind the old and new wording may still name a place: `to 34, not 43, in para 6`.
    let (paragraphs, of, throughout) = numbers(told);
    let mut places: Vec<&'static str> = Vec::new();
    for piece in told.iter().filter(|p| p.sort == Sort::Word) {
        let word = piece.text.to_lowercase();
        if let Some(place) = place(&word).or_else(|| place(word.strip_prefix('و')?))
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    Some(Said {
        verb: found.map(|(verb, _)| verb),
        objects: if found.is_some() { objects(line, told) } else { Vec::new() },
        paragraphs,
        of,
        places,
        throughout,
        old,
        new,
        text,
    })
}

fn place(word: &str) -> Option<&'static str> {
    Some(match word {
        "headline" | "title" | "overline" | "заголовок" | "заголовке" | "العنوان" | "عنوان" => {
            "headline"
        }
        "lead" | "lede" | "лид" | "лиде" | "المقدمة" | "مقدمة" => "lead",
        "dateline" | "дейтлайн" => "dateline",
        "byline" => "byline",
        "caption" | "подпись" | "подписи" | "التعليق" => "caption",
        "slug" => "slug",
        "photo" | "photos" | "фото" | "صورة" | "الصورة" => "photo",
        "link" | "ссылка" | "رابط" | "الرابط" => "link",
        "note" | "примечание" | "ملاحظة" | "الملاحظة" => "editor's note",
        "list" | "список" | "القائمة" | "قائمة" => "list",
        "table" | "таблица" | "الجدول" | "جدول" => "table",
        _ => return None,
    })
}

/// The old and the new wording, and how many pieces stand before them.
fn delta(line: &str, pieces: &[Piece<'_>], corrects: bool) -> (Option<String>, Option<String>, usize) {
    let is = |at: usize, words: &[&str]| {
        pieces
            .get(at)
            .is_some_and(|p| p.sort == Sort::Word && words.contains(&p.text.to_lowercase().as_str()))
    };
    let slice = |from: usize, to: usize| -> Option<String> {
        let (first, last) = (pieces.get(from)?, pieces.get(to.checked_sub(1)?)?);
        if from >= to {
            return None;
        }
        if from + 1 == to && first.sort == Sort::Quoted {
            return Some(first.text.trim().to_owned());
        }
        line.get(first.start..last.end).map(|text| text.trim().trim_matches(['"', '“', '”']).to_owned())
    };
    let end = pieces.len();
    // `: удалено "слово"`, `بحذف "كلمة"`: only one of the two.
    let quoted = |at: usize| pieces.get(at).is_some_and(|p| p.sort == Sort::Quoted);
    for at in 0..end {
        if quoted(at + 1) && is(at, &["удалено", "بحذف"]) {
            return (slice(at + 1, at + 2), None, at);
        }
        if quoted(at + 1) && is(at, &["добавлено", "بإضافة"]) {
            return (None, slice(at + 1, at + 2), at);
        }
    }
    // `previous GENEVA`.
    if let Some(at) = (0..end).find(|at| {
        is(*at, &["previous", "previously", "ранее", "سابقا"]) && *at > 0 && !is(at + 1, &["version"])
    }) {
        return (slice(at + 1, end), None, at);
    }
    // `NEW, not OLD`, `NEW instead of OLD`, `NEW вместо OLD`, `NEW بدلا من OLD`.
    let turn = (1..end).rev().find_map(|at| {
        if is(at, &["not"]) && pieces[at - 1].sort == Sort::Comma {
            Some((at - 1, at + 1))
        } else if (is(at, &["instead"]) && is(at + 1, &["of"]))
            || (is(at, &["rather"]) && is(at + 1, &["than"]))
        {
            Some((if pieces[at - 1].sort == Sort::Comma { at - 1 } else { at }, at + 2))
        } else if is(at, &["вместо"]) {
            Some((at, at + 1))
        } else if is(at, &["بدلا"]) && is(at + 1, &["من"]) {
            Some((at, at + 2))
        } else {
            None
        }
    });
    if let Some((before, after)) = turn {
        let mark = (0..before)
            .rev()
            .find(|at| is(*at, &["to", "إلى", "as"]) || pieces[*at].sort == Sort::Colon)
            .unwrap_or(before);
        let from = if is(mark + 1, &["say", "show", "read"]) { mark + 2 } else { mark + 1 };
        return (slice(after, end), slice(from, before), mark);
    }
    if let Some(from) = (0..end).find(|at| is(*at, &["from"]) && *at > 0) {
        let to = (from + 1..end).find(|at| is(*at, &["to"]));
        return match to {
            Some(to) => (slice(from + 1, to), slice(to + 1, end), from),
            // `quotes from Ilsa Marten` is no wording.
            None if is(from - 1, &["quotes", "quote", "comment", "comments", "background"]) => {
                (None, None, end)
            }
            None => (slice(from + 1, end), None, from),
        };
    }
    if let Some(to) = (0..end).rev().find(|at| is(*at, &["to"])) {
        const PURPOSES: [&str; 9] =
            ["fix", "add", "remove", "clarify", "make", "restore", "lead", "show", "additional"];
        if is(to + 1, &["add"]) && pieces.get(to + 2).is_some_and(|p| p.sort == Sort::Quoted) {
            return (None, slice(to + 2, end), to);
        }
        if is(to + 1, &["remove"]) && pieces.get(to + 2).is_some_and(|p| p.sort == Sort::Quoted) {
            return (slice(to + 2, end), None, to);
        }
        // `paragraphs 4 to 8` is a range, but in a correction `para 4 to 8` is what it became.
        let is_number = |at: usize| pieces.get(at).is_some_and(|p| p.text.parse::<u32>().is_ok());
        let is_range = !corrects && to > 0 && is_number(to - 1) && is_number(to + 1);
        if !is_range && !is(to + 1, &PURPOSES) {
            return (None, slice(to + 1, end), to);
        }
    }
    (None, None, end)
}

/// Paragraph numbers, whose they are, and whether all of the text is meant.
fn numbers(pieces: &[Piece<'_>]) -> (Vec<u32>, Counted, bool) {
    let (mut out, mut of, mut throughout) = (Vec::new(), Counted::New, false);
    let lower: Vec<String> = pieces.iter().map(|p| p.text.to_lowercase()).collect();
    let word = |at: usize| lower.get(at).map(String::as_str).unwrap_or_default();
    for at in 0..pieces.len() {
        if pieces[at].sort != Sort::Word {
            continue;
        }
        match word(at) {
            "throughout" | "thruout" | "полностью" | "بالكامل" => throughout = true,
            "во" if word(at + 1).starts_with("вс") => throughout = true,
            "كامل" if word(at + 1) == "النص" => throughout = true,
            "previous" | "old" | "earlier" | "прежней" | "предыдущей" | "السابقة" => {
                of = Counted::Old
            }
            unit if is_unit(unit) => {
                if let Some(number) = at.checked_sub(1).and_then(|before| ordinal(word(before))) {
                    out.push(number);
                    continue;
                }
                let mut next = at + 1;
                while let Some(piece) = pieces.get(next) {
                    let text = word(next);
                    if piece.sort == Sort::Comma || matches!(text, "and" | "и" | "&") {
                        next += 1;
                    } else if let Some(mut range) = range(text) {
                        if matches!(word(next + 1), "to" | "through")
                            && let (Some(last), [first]) =
                                (word(next + 2).parse::<u32>().ok(), range.as_slice())
                        {
                            range = spread(*first, last);
                            next += 2;
                        }
                        out.append(&mut range);
                        next += 1;
                    } else {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    out.sort_unstable();
    out.dedup();
    (out, of, throughout)
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "para"
            | "paras"
            | "par"
            | "pars"
            | "paragraph"
            | "paragraphs"
            | "graf"
            | "grafs"
            | "pgh"
            | "pghs"
            | "graph"
            | "graphs"
            | "абз"
            | "абзац"
            | "абзаце"
            | "абзаца"
            | "абзацы"
            | "абзацах"
            | "абзацев"
            | "الفقرة"
            | "الفقرتين"
            | "الفقرات"
            | "فقرة"
    )
}

/// `4`, `4-8`, `و4`.
fn range(text: &str) -> Option<Vec<u32>> {
    let text = text.strip_prefix('و').unwrap_or(text);
    match text.split_once(['-', '–', '—']) {
        Some((first, last)) => Some(spread(first.parse().ok()?, last.parse().ok()?)),
        None => text.parse().ok().map(|number| vec![number]),
    }
}

/// A range, but for one that no story has.
fn spread(first: u32, last: u32) -> Vec<u32> {
    const LONGEST: u32 = 5_000;
    if last >= first && last - first < LONGEST { (first..=last).collect() } else { vec![first, last] }
}

fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    if let Some(at) = WORDS.iter().position(|name| *name == word) {
        return u32::try_from(at + 1).ok();
    }
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .and_then(|number| number.parse().ok())
}

/// What stands between the verb and the place.
fn objects(line: &str, pieces: &[Piece<'_>]) -> Vec<String> {
    let stops = |p: &Piece<'_>| {
        p.sort == Sort::Word
            && (is_unit(&p.text.to_lowercase())
                || matches!(
                    p.text.to_lowercase().as_str(),
                    "in" | "to" | "throughout" | "в" | "во" | "في" | "of"
                ))
            || p.sort == Sort::Colon
    };
    let end = pieces.iter().position(stops).unwrap_or(pieces.len());
    let mut out = Vec::new();
    let mut start = 0;
    for at in 0..=end {
        let cuts = at == end
            || pieces[at].sort == Sort::Comma
            || pieces[at].sort == Sort::Word && matches!(pieces[at].text, "and" | "и");
        if cuts {
            if let (Some(first), Some(last)) =
                (pieces.get(start), at.checked_sub(1).and_then(|l| pieces.get(l)))
                && start < at
            {
                out.extend(
                    line.get(first.start..last.end).map(|text| text.trim_start_matches('و').to_owned()),
                );
            }
            start = at + 1;
        }
    }
    out
}
