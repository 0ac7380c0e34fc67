//! The line in Arabic: verbal nouns, which agree with nothing; one paragraph, two and more have their forms.

use super::clause::{Clause, cite, list};
use crate::{Counted, Verb};

/// A clause.
pub(super) fn clause(clause: &Clause<'_>) -> String {
    let first = clause.objects.first().copied().unwrap_or("text");
    let place = place(clause);
    match clause.verb {
        Verb::Refiles | Verb::Edits if first != "wording" => {
            let mended = match (first, clause.paragraphs.len() > 1) {
                ("dropped word", false) => "إضافة كلمة ساقطة",
                ("dropped word", true) => "إضافة كلمات ساقطة",
                ("extra word", false) => "حذف كلمة زائدة",
                ("extra word", true) => "حذف كلمات زائدة",
                (_, false) => "تصحيح خطأ مطبعي",
                (_, true) => "تصحيح أخطاء مطبعية",
            };
            let place = match first {
                "headline" => " في العنوان".to_owned(),
                "lead" => " في المقدمة".to_owned(),
                "caption" => " في التعليق على الصورة".to_owned(),
                _ => place,
            };
            if clause.verb == Verb::Refiles {
                format!("إعادة إرسال ل{mended}{place}")
            } else {
                format!("{mended}{place}")
            }
        }
        Verb::Changes if clause.objects == ["dateline"] => match clause.old {
            Some(old) => format!("تغيير مكان الخبر، سابقا {}", cite(old, false)),
            None => "تغيير مكان الخبر".into(),
        },
        Verb::Rewrites => "إعادة كتابة النص بالكامل".into(),
        Verb::Corrects => {
            let what = match first {
                "text" => format!("{} {}", verb(clause.verb), numbers(clause)),
                _ => format!("{} {}{place}", verb(clause.verb), noun(first, true)),
            };
            let is_text = first == "text";
            match (clause.new.filter(|t| !t.is_empty()), clause.old.filter(|t| !t.is_empty())) {
                (Some(new), Some(old)) => {
                    let quoted = cite(new, is_text).starts_with('"') || cite(old, is_text).starts_with('"');
                    format!("{what} إلى {} بدلا من {}", cite(new, quoted), cite(old, quoted))
                }
                (Some(new), None) => format!("{what} بإضافة {}", cite(new, true)),
                (None, Some(old)) => format!("{what} بحذف {}", cite(old, true)),
                (None, None) => what,
            }
        }
        done if clause.objects == ["text"] => format!("{} {}", verb(done), numbers(clause)),
        done => {
            let definite = !matches!(done, Verb::Adds | Verb::Restores);
            let mut nouns: Vec<String> = Vec::new();
            for object in &clause.objects {
                let name = noun(object, definite);
                if !nouns.contains(&name) {
                    nouns.push(name);
                }
            }
            format!("{} {}{place}", verb(done), nouns.join(" و"))
        }
    }
}

fn place(clause: &Clause<'_>) -> String {
    if clause.throughout {
        " في كامل النص".into()
    } else if clause.paragraphs.is_empty() {
        String::new()
    } else {
        format!(" في {}", numbers(clause))
    }
}

fn numbers(clause: &Clause<'_>) -> String {
    let text = match clause.paragraphs.as_slice() {
        [] => return "النص".into(),
        [only] => format!("الفقرة {only}"),
        [one, two] if *two != one + 1 => format!("الفقرتين {one} و{two}"),
        [_, _] => format!("الفقرتين {}", list(&clause.paragraphs, "، ")),
        all => format!("الفقرات {}", list(all, "، ")),
    };
    match clause.of {
        Counted::New => text,
        Counted::Old => format!("{text} من النسخة السابقة"),
    }
}

fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Corrects => "تصحيح",
        Verb::Removes => "حذف",
        Verb::Withdraws => "سحب",
        Verb::Clarifies => "توضيح",
        Verb::Recasts => "إعادة صياغة",
        Verb::Rewrites => "إعادة كتابة",
        Verb::Updates => "تحديث",
        Verb::Adds => "إضافة",
        Verb::Restores => "استعادة",
        Verb::Combines => "دمج",
        Verb::Trims => "اختصار",
        Verb::Changes => "تغيير",
        Verb::Refiles => "إعادة إرسال",
        Verb::Edits => "تحرير",
        Verb::Repeats => "إعادة بث",
    }
}

/// An object's name: indefinite as what is added, definite as what was there.
fn noun(object: &str, definite: bool) -> String {
    let (bare, with_article) = match object {
        "background" => ("خلفية", "الخلفية"),
        "toll" => ("حصيلة الضحايا", "حصيلة الضحايا"),
        "figures" => ("أرقام", "الأرقام"),
        "figure" => ("رقم", "الرقم"),
        "prices" => ("أسعار", "الأسعار"),
        "price" => ("سعر", "السعر"),
        "results" => ("نتائج", "النتائج"),
        "shares" => ("بيانات الأسهم", "بيانات الأسهم"),
        "age" => ("عمر", "العمر"),
        "date" => ("تاريخ", "التاريخ"),
        "time" => ("موعد", "الموعد"),
        "sentence" => ("جملة", "جملة"),
        "name" => ("اسم", "الاسم"),
        "quote" => ("اقتباس", "الاقتباس"),
        "lead" => ("مقدمة", "المقدمة"),
        "headline" => ("عنوان", "العنوان"),
        "dateline" => ("مكان الخبر", "مكان الخبر"),
        "byline" => ("اسم الكاتب", "اسم الكاتب"),
        "slug" => ("اسم العمل", "اسم العمل"),
        "photo" => ("صورة", "الصورة"),
        "caption" => ("تعليق على الصورة", "التعليق على الصورة"),
        "list" => ("قائمة", "القائمة"),
        "table" => ("جدول", "الجدول"),
        "link" => ("رابط", "الرابط"),
        "editor's note" => ("ملاحظة", "الملاحظة"),
        "wording" => ("صياغة", "الصياغة"),
        "analyst comment" => ("تعليق محلل", "تعليق المحلل"),
        "no comment" => ("رفض التعليق", "رفض التعليق"),
        other if other.starts_with("quotes") => ("اقتباسات", "الاقتباسات"),
        other if other.ends_with("reaction") => ("ردود فعل", "ردود الفعل"),
        _ => ("تفاصيل", "التفاصيل"),
    };
    if definite { with_article.to_owned() } else { bare.to_owned() }
}
