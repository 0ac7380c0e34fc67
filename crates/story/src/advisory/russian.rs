//! The line in Russian: short participles that agree with what was done to.

use super::clause::{Clause, cite, list};
use crate::{Counted, Verb};

/// Grammatical gender and number, as an index of the participle's endings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

use Form::{Feminine, Masculine, Neuter, Plural};

/// A clause that begins in lower case.
pub(super) fn clause(clause: &Clause<'_>) -> String {
    let first = clause.objects.first().copied().unwrap_or("text");
    let place = place(clause);
    match clause.verb {
        Verb::Refiles | Verb::Edits if first != "wording" => {
            let many = clause.paragraphs.len() > 1;
            let mended = match (first, many) {
                ("dropped word", false) => "добавлено пропущенное слово",
                ("dropped word", true) => "добавлены пропущенные слова",
                ("extra word", false) => "удалено лишнее слово",
                ("extra word", true) => "удалены лишние слова",
                (_, false) => "исправлена опечатка",
                (_, true) => "исправлены опечатки",
            };
            match first {
                "headline" => format!("{mended} в заголовке"),
                "lead" => format!("{mended} в лиде"),
                "caption" => format!("{mended} в подписи"),
                _ => format!("{mended}{place}"),
            }
        }
        Verb::Changes if clause.objects == ["dateline"] => match clause.old {
            Some(old) => format!("изменён дейтлайн, ранее {}", cite(old, false)),
            None => "изменён дейтлайн".into(),
        },
        Verb::Rewrites => "текст переписан полностью".into(),
        Verb::Corrects => {
            let (noun, form) = noun(first);
            let done = participle(clause.verb, form);
            let what = match first {
                "text" => {
                    format!("{} {}", participle(clause.verb, text_form(clause)), numbers(clause, false))
                }
                _ => format!("{done} {noun}{place}"),
            };
            let is_text = first == "text";
            match (clause.new.filter(|t| !t.is_empty()), clause.old.filter(|t| !t.is_empty())) {
                (Some(new), Some(old)) => {
                    let quoted = cite(new, is_text).starts_with('"') || cite(old, is_text).starts_with('"');
                    format!("{what}: {} вместо {}", cite(new, quoted), cite(old, quoted))
                }
                (Some(new), None) => format!("{what}: добавлено {}", cite(new, true)),
                (None, Some(old)) => format!("{what}: удалено {}", cite(old, true)),
                (None, None) => what,
            }
        }
        verb if clause.objects == ["text"] => {
            format!("{} {}", participle(verb, text_form(clause)), numbers(clause, false))
        }
        verb => {
            let mut nouns: Vec<(&str, Form)> = Vec::new();
            for object in &clause.objects {
                let named = noun(object);
                if !nouns.iter().any(|(known, _)| *known == named.0) {
                    nouns.push(named);
                }
            }
            let form = match nouns.as_slice() {
                [(_, only)] => *only,
                _ => Plural,
            };
            let names: Vec<&str> = nouns.iter().map(|(name, _)| *name).collect();
            format!("{} {}{place}", participle(verb, form), names.join(", "))
        }
    }
}

fn text_form(clause: &Clause<'_>) -> Form {
    if clause.paragraphs.len() == 1 { Masculine } else { Plural }
}

fn place(clause: &Clause<'_>) -> String {
    if clause.throughout {
        " во всём тексте".into()
    } else if clause.paragraphs.is_empty() {
        String::new()
    } else {
        format!(" в {}", numbers(clause, true))
    }
}

/// `абзацах 2, 4-8`, or in the nominative `абзацы 2, 4-8`.
fn numbers(clause: &Clause<'_>, locative: bool) -> String {
    let word = match (clause.paragraphs.len(), locative) {
        (0, true) => return "тексте".into(),
        (0, false) => return "текст".into(),
        (1, true) => "абзаце",
        (1, false) => "абзац",
        (_, true) => "абзацах",
        (_, false) => "абзацы",
    };
    let text = format!("{word} {}", list(&clause.paragraphs, ", "));
    match clause.of {
        Counted::New => text,
        Counted::Old => format!("{text} прежней версии"),
    }
}

fn participle(verb: Verb, form: Form) -> String {
    let (masculine, stem) = match verb {
        Verb::Corrects => ("исправлен", "исправлен"),
        Verb::Removes => ("удалён", "удален"),
        Verb::Withdraws => ("отозван", "отозван"),
        Verb::Clarifies => ("уточнён", "уточнен"),
        Verb::Recasts => ("переработан", "переработан"),
        Verb::Rewrites => ("переписан", "переписан"),
        Verb::Updates => ("обновлён", "обновлен"),
        Verb::Adds => ("добавлен", "добавлен"),
        Verb::Restores => ("восстановлен", "восстановлен"),
        Verb::Combines => ("объединён", "объединен"),
        Verb::Trims => ("сокращён", "сокращен"),
        Verb::Changes => ("изменён", "изменен"),
        Verb::Refiles => ("исправлен", "исправлен"),
        Verb::Edits => ("отредактирован", "отредактирован"),
        Verb::Repeats => ("повторён", "повторен"),
    };
    match form {
        Masculine => masculine.to_owned(),
        Feminine => format!("{stem}а"),
        Neuter => format!("{stem}о"),
        Plural => format!("{stem}ы"),
    }
}

/// An object's name. Who is quoted or answers is left out: a name would have to be declined.
fn noun(object: &str) -> (&'static str, Form) {
    match object {
        "background" => ("справочная информация", Feminine),
        "toll" => ("число жертв", Neuter),
        "figures" => ("данные", Plural),
        "figure" => ("цифра", Feminine),
        "prices" => ("цены", Plural),
        "price" => ("цена", Feminine),
        "results" => ("результаты", Plural),
        "shares" => ("данные об акциях", Plural),
        "age" => ("возраст", Masculine),
        "date" => ("дата", Feminine),
        "time" => ("время", Neuter),
        "sentence" => ("предложение", Neuter),
        "name" => ("имя", Neuter),
        "quote" => ("цитата", Feminine),
        "lead" => ("лид", Masculine),
        "headline" => ("заголовок", Masculine),
        "dateline" => ("дейтлайн", Masculine),
        "byline" => ("имя автора", Neuter),
        "slug" => ("рабочее название", Neuter),
        "photo" => ("фото", Neuter),
        "caption" => ("подпись", Feminine),
        "list" => ("список", Masculine),
        "table" => ("таблица", Feminine),
        "link" => ("ссылка", Feminine),
        "editor's note" => ("примечание", Neuter),
        "wording" => ("формулировки", Plural),
        "analyst comment" => ("комментарий аналитика", Masculine),
        "no comment" => ("отказ от комментариев", Masculine),
        "text" => ("текст", Masculine),
        other if other.starts_with("quotes") => ("цитаты", Plural),
        other if other.ends_with("reaction") => ("реакция", Feminine),
        _ => ("подробности", Plural),
    }
}
