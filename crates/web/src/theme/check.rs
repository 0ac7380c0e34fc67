//! What is wrong with a template before it is filled: words of its own, keys that do not exist.

use super::ThemeError;

/// A fault found in a template's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Letters outside of `{{ }}` and `{% %}` where a reader would see or hear them.
    Words(String),
    /// A key that not every language has.
    Message(String),
}

impl Fault {
    pub(super) fn into_error(self, name: &str) -> ThemeError {
        let name = name.to_owned();
        match self {
            Fault::Words(words) => ThemeError::Words { name, words },
            Fault::Message(key) => ThemeError::Message { name, key },
        }
    }
}

/// Attributes whose value a reader sees or hears.
const SPOKEN: [&str; 6] = ["aria-label", "title", "alt", "placeholder", "aria-description", "label"];

/// All faults of a template. Markup is checked for words, every file for its keys.
pub fn faults(name: &str, source: &str) -> Vec<Fault> {
    let mut found: Vec<Fault> = asked_keys(source)
        .into_iter()
        .filter(|key| !is_known(key))
        .map(|key| Fault::Message(key.to_string()))
        .collect();
    if name.ends_with(".html") || name.ends_with(".txt") {
        found.extend(words(&without_code(source)).into_iter().map(Fault::Words));
    }
    found
}

/// A key as a template writes it: whole, or a beginning to which a value is joined (`t("kind-" ~ kind)`).
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Whole(String),
    Beginning(String),
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Asked::Whole(key) => f.write_str(key),
            Asked::Beginning(start) => write!(f, "{start}…"),
        }
    }
}

fn is_known(key: &Asked) -> bool {
    match key {
        Asked::Whole(key) => i18n::has_everywhere(key),
        Asked::Beginning(start) => i18n::keys().any(|key| key.starts_with(start.as_str())),
    }
}

fn asked_keys(source: &str) -> Vec<Asked> {
    let mut keys = Vec::new();
    for (at, _) in source.match_indices("t(") {
        let before = source[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            continue;
        }
        let rest = source[at + 2..].trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let Some((key, after)) = rest[1..].split_once(quote) else { continue };
        let is_joined = after.trim_start().starts_with('~');
        keys.push(if is_joined { Asked::Beginning(key.into()) } else { Asked::Whole(key.into()) });
    }
    keys
}

/// The source without comments, statements and expressions.
fn without_code(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find('{') {
        let close = match rest.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                out.push_str(&rest[..=start]);
                rest = &rest[start + 1..];
                continue;
            }
        };
        out.push_str(&rest[..start]);
        rest = rest[start..].split_once(close).map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// The words a reader would meet in markup.
fn words(markup: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = markup;
    let mut is_silent = false;
    while !rest.is_empty() {
        let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
        if !is_silent && has_letters(&without_entities(text)) {
            found.push(text.trim().to_owned());
        }
        let Some((tag, after)) = split_tag(tag) else { break };
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        if matches!(name, Some("script" | "style")) {
            is_silent = !tag.starts_with('/');
        }
        if !tag.starts_with('!') {
            found.extend(spoken(tag));
        }
        rest = after;
    }
    found
}

/// A tag up to its `>`, not counting those in quotes.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some((&text[..at], &text[at + 1..])),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn spoken(tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in SPOKEN {
        for (at, _) in tag.match_indices(name) {
            let starts = tag[..at].ends_with(char::is_whitespace);
            let Some(value) = tag[at + name.len()..].strip_prefix("=\"") else { continue };
            let value = value.split('"').next().unwrap_or_default();
            if starts && has_letters(&without_entities(value)) {
                found.push(format!("{name}=\"{value}\""));
            }
        }
    }
    found
}

fn without_entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = match after.split_once(';') {
            Some((name, after)) if name.len() < 10 && !name.contains(char::is_whitespace) => after,
            _ => after,
        };
    }
    out + rest
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_template_are_found_wherever_a_reader_meets_them() {
        for (source, said) in [
            ("<p>Hello</p>", vec!["Hello"]),
            ("<p>{{ hello }}</p><!-- note -->", vec![]),
            ("<p title=\"{{ x }}\" class=\"big\">&nbsp;&middot; 12 — {% if a %}…{% endif %}</p>", vec![]),
            ("<img alt=\"A ship\">", vec!["alt=\"A ship\""]),
            ("<p data-title=\"wide\">{# why #}</p>", vec![]),
            ("<script type=\"module\">let a = 1;</script><b>Да</b>", vec!["Да"]),
            ("<a href=\"{{ a }}\" aria-label=\"Close\">&times;</a>", vec!["aria-label=\"Close\""]),
        ] {
            let found: Vec<_> = faults("site/x.html", source);
            let said: Vec<_> = said.into_iter().map(|words| Fault::Words(words.into())).collect();
            assert_eq!(found, said, "{source}");
        }
    }

    #[test]
    fn a_key_that_does_not_exist_is_found() {
        let source = "{{ t('no-such-key-here', n=1) }}{{ t(\"no-such-\" ~ kind) }}{{ format(\"x\") }}";
        assert_eq!(
            faults("site/x.html", source),
            [Fault::Message("no-such-key-here".into()), Fault::Message("no-such-…".into())]
        );
    }

    #[test]
    fn no_template_says_anything_itself() {
        for (name, source) in super::super::sources(None).unwrap() {
            assert_eq!(faults(&name, &source), [], "{name}");
        }
    }
}
