//! What is left of a text when it is not looked at how it is dressed: for lists of words, repeats and names.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::confusable_detection::skeleton as confusable_skeleton;

/// Whether a letter is drawn as nothing, or only turns the direction of what follows.
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text in compatibility form (NFKC), without what is drawn as nothing, in small letters.
pub fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !is_unseen(*c)).flat_map(char::to_lowercase).collect()
}

/// What a word is known by however it is spelt: [`folded`], without marks, look-alikes made one (UTS 39 section 4),
/// letters that stand more than twice in a row made two.
pub fn skeleton(text: &str) -> String {
    let bare: String =
        folded(text).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    // Made small twice: a look-alike may be a capital.
    let alike: String = confusable_skeleton(&bare).flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(alike.len());
    let mut run = (None, 0);
    for c in alike.chars() {
        run = if run.0 == Some(c) { (run.0, run.1 + 1) } else { (Some(c), 1) };
        if run.1 <= 2 {
            out.push(c);
        }
    }
    out
}

/// The words of a text, as they stand and as they are known, in order.
pub fn words(text: &str) -> Vec<(&str, String)> {
    text.split(|c: char| {
        !(c.is_alphanumeric()
            || is_unseen(c)
            || unicode_normalization::char::is_combining_mark(c)
            || "'’@$!*_-".contains(c))
    })
    .filter(|word| word.chars().any(char::is_alphanumeric))
    .map(|word| (word, skeleton(word)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_however_it_is_dressed() {
        for dressed in ["scam", "SCAM", "ｓｃａｍ", "s\u{200b}c\u{ad}am", "ѕсаm", "scám", "𝓼𝓬𝓪𝓶"]
        {
            assert_eq!(skeleton(dressed), skeleton("scam"), "{dressed}");
        }
        assert_eq!(skeleton("nooooo"), skeleton("noo"));
        assert_ne!(skeleton("scam"), skeleton("scan"));
        assert_eq!(skeleton("МОШЕННИК"), skeleton("мошенник"));
    }

    #[test]
    fn words_are_found_with_what_they_are_written_with() {
        let found: Vec<&str> =
            words("Don't (buy) – it’s a scam!").into_iter().map(|(word, _)| word).collect();
        assert_eq!(found, ["Don't", "buy", "it’s", "a", "scam!"]);
    }
}
