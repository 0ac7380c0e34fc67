//! The messages of each language.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::Locale;

/// A value for a message's variable.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Text. In Arabic it is set apart by directional isolates, so that a Latin name cannot turn the line.
    Text(&'a str),
    /// A whole number; it chooses the plural form and is written with the language's separators.
    Number(i64),
}

macro_rules! catalogues {
    ($($tag:literal => $($file:literal),+;)+) => {
        /// The text of each language's files.
        pub(crate) const SOURCES: [(&str, &[(&str, &str)]); 3] = [
            $(($tag, &[$(($file, include_str!(concat!("../locales/", $tag, "/", $file)))),+])),+
        ];
    };
}

catalogues! {
    "en" => "site.ftl", "desk.ftl", "client.ftl", "moderation.ftl", "reader.ftl", "rules.ftl", "subscribe.ftl";
    "ru" => "site.ftl", "desk.ftl", "client.ftl", "moderation.ftl", "reader.ftl", "rules.ftl", "subscribe.ftl";
    "ar" => "site.ftl", "desk.ftl", "client.ftl", "moderation.ftl", "reader.ftl", "rules.ftl", "subscribe.ftl";
}

struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(|| Locale::ALL.into_iter().map(load).collect());

static EVERYWHERE: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut catalogues = CATALOGUES.iter();
    let first = catalogues.next().map(|catalogue| catalogue.keys.clone()).unwrap_or_default();
    catalogues.fold(first, |keys, catalogue| keys.intersection(&catalogue.keys).cloned().collect())
});

fn load(locale: Locale) -> Catalogue {
    let language = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(locale.direction() == "rtl");
    bundle.set_formatter(Some(match locale {
        Locale::English => |value, _| grouped(Locale::English, value),
        Locale::Russian => |value, _| grouped(Locale::Russian, value),
        Locale::Arabic => |value, _| grouped(Locale::Arabic, value),
    }));
    let mut keys = BTreeSet::new();
    for (_, source) in SOURCES[locale.index()].1 {
        // What does not parse is left out, and found by the tests.
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        for entry in source.lines() {
            if let Some((key, _)) = entry.split_once('=') {
                let key = key.trim_end();
                let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
                    && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                if is_key {
                    keys.insert(key.to_owned());
                }
            }
        }
        bundle.add_resource_overriding(resource);
    }
    keys.retain(|key| bundle.has_message(key));
    Catalogue { bundle, keys }
}

fn grouped(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        #[allow(clippy::cast_possible_truncation)]
        FluentValue::Number(number) => Some(crate::number(locale, number.value as i64)),
        _ => None,
    }
}

/// All keys that every language has, in order.
pub fn keys() -> impl Iterator<Item = &'static str> {
    EVERYWHERE.iter().map(String::as_str)
}

/// Whether every language has a message of that name.
pub fn has_everywhere(key: &str) -> bool {
    EVERYWHERE.contains(key)
}

/// The message of that name with its variables filled in. A name that is not [everywhere](has_everywhere)
/// gives nothing: it is refused before, when templates are loaded.
pub fn message(locale: Locale, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let bundle = &CATALOGUES[locale.index()].bundle;
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return String::new();
    };
    let mut values = FluentArgs::new();
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => values.set(*name, FluentValue::from(*text)),
            Arg::Number(number) => values.set(*name, FluentValue::from(*number)),
        }
    }
    bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
}
