//! The words of a template: messages and numbers in the page's language.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use i18n::{Arg, Locale};
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};

/// An error in what a template asks for.
pub fn invalid(what: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}

/// Gives templates `t("key", name=…)` and the filter `number`.
pub fn add(env: &mut Environment<'static>, locale: Locale) {
    let plain = Plain::default();
    env.add_function("t", move |key: &str, args: Kwargs| {
        let is_plain = args.args().next().is_none();
        if is_plain { plain.of(locale, key) } else { translate(locale, key, &args).map(Value::from) }
    });
    env.add_filter("number", move |n: i64| i18n::number(locale, n));
}

/// The messages that were asked for without variables: they say the same each time.
#[derive(Default)]
struct Plain {
    said: RwLock<HashMap<String, Value>>,
}

impl Plain {
    fn of(&self, locale: Locale, key: &str) -> Result<Value, Error> {
        if let Some(said) = self.said.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Ok(said.clone());
        }
        must_be_known(key)?;
        let said = Value::from(i18n::message(locale, key, &[]));
        self.said.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), said.clone());
        Ok(said)
    }
}

fn must_be_known(key: &str) -> Result<(), Error> {
    if i18n::has_everywhere(key) {
        Ok(())
    } else {
        Err(invalid(format!("there is no message `{key}` in every language")))
    }
}

fn translate(locale: Locale, key: &str, args: &Kwargs) -> Result<String, Error> {
    must_be_known(key)?;
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
