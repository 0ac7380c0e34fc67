//! The words of a template: messages and numbers in the page's language.

use i18n::{Arg, Locale};
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};

/// An error in what a template asks for.
pub fn invalid(what: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}

/// Gives templates `t("key", name=…)` and the filter `number`.
pub fn add(env: &mut Environment<'static>, locale: Locale) {
    env.add_function("t", move |key: String, args: Kwargs| translate(locale, &key, &args));
    env.add_filter("number", move |n: i64| i18n::number(locale, n));
}

fn translate(locale: Locale, key: &str, args: &Kwargs) -> Result<String, Error> {
    if !i18n::has_everywhere(key) {
        return Err(invalid(format!("there is no message `{key}` in every language")));
    }
    let mut texts: Vec<(&str, String)> = Vec::new();
    let mut numbers: Vec<(&str, i64)> = Vec::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        match value.kind() {
            ValueKind::Number => numbers.push((name, i64::try_from(value)?)),
            ValueKind::None | ValueKind::Undefined => {
                return Err(invalid(format!("`{name}` of the message `{key}` has no value")));
            }
            _ => texts.push((name, value.to_string())),
        }
    }
    let mut all: Vec<(&str, Arg<'_>)> = Vec::with_capacity(texts.len() + numbers.len());
    all.extend(texts.iter().map(|(name, text)| (*name, Arg::Text(text))));
    all.extend(numbers.iter().map(|(name, n)| (*name, Arg::Number(*n))));
    Ok(i18n::message(locale, key, &all))
}
