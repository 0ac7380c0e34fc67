//! Is this line of copy an advisory line?

use super::lexer::pieces;
use super::parse::verb;

/// First words of a bracketed advisory line that are no verb of its grammar; compared in lower case.
const OPENERS: [&str; 15] = [
    "correction",
    "editors",
    "eds",
    "attention",
    "обновлено",
    "обновляется",
    "повтор",
    "повторяется",
    "уточняется",
    "уточнение",
    "дополняется",
    "исправление",
    "замена",
    "يحدث",
    "تحديث",
];

/// Whether a line of copy is an advisory line: `(Adds details …)`, `Eds: Adds …`, `(EDS: ADDING …)`,
/// `(ATTENTION - adds quotes) ///`.
///
/// A sentence in brackets is not one, nor is a sign-off (`(Reporting by …)`): the first word has to be one
/// with which advisory lines begin.
pub fn is_advisory(line: &str) -> bool {
    let line = line.trim().trim_end_matches('/').trim_end();
    if line.is_empty() || line.len() > 1200 || line.contains('\n') {
        return false;
    }
    if let Some(("eds" | "editors" | "eds.", rest)) = line
        .split_once(':')
        .map(|(head, rest)| (head.to_ascii_lowercase(), rest))
        .as_ref()
        .map(|(h, r)| (h.as_str(), *r))
    {
        return !rest.trim().is_empty();
    }
    let Some(inner) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    if inner.contains("has been corrected to") {
        return true;
    }
    let first: String = inner
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    OPENERS.contains(&first.as_str()) || verb(&pieces(inner)).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_advisory;

    #[test]
    fn a_line_that_says_what_changed_is_recognised() {
        for line in [
            "(Adds details, background in paras 2, 4-8)",
            "  (Recasts, adds analyst comment)  ",
            "(EDS: RECASTING, ADDING MORE INFO)",
            "(ATTENTION - adds quotes, details) ///",
            "Eds: Adds details, quotes and background. With AP Photos.",
            "(This March 26th story has been corrected to remove a name from headline and first paragraph)",
            "(Добавлены подробности в абзаце 2)",
            "(إضافة تفاصيل في الفقرة 2)",
            "(Writes through with quotes)",
        ] {
            assert!(is_advisory(line), "{line}");
        }
    }

    #[test]
    fn a_sentence_or_a_sign_off_is_not_an_advisory_line() {
        for line in [
            "(Reporting by Ann Ode in Tessa)",
            "(The minister was not in town.)",
            "(AP)",
            "Adds up to nothing, the minister said.",
            "The eds: a story",
            "()",
            "",
            "Eds:",
        ] {
            assert!(!is_advisory(line), "{line}");
        }
    }
}
