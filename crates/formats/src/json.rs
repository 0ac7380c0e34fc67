//! News in JSON: JSON Feed and ninjs are told apart by what they hold.

use serde_json::Value;

use crate::item::Document;
use crate::read::ReadError;
use crate::{ap, ghost, jsonfeed, ninjs};

/// Reads a JSON file.
pub(crate) fn read(text: &str) -> Result<Document, ReadError> {
    let value = match values(text) {
        Ok(mut values) if values.len() == 1 => values.remove(0),
        // One object a line.
        Ok(values) => Value::Array(values),
        Err(error) => {
            let message = format!("it is no JSON: {error}");
            return Err(ReadError { line: error.line().max(1), column: error.column().max(1), message });
        }
    };
    if ap::is(&value) {
        return Ok(ap::read(&value));
    }
    if ghost::is(&value) {
        return Ok(ghost::read(&value));
    }
    let is_feed = value["version"].as_str().is_some_and(|version| version.contains("jsonfeed.org"));
    if is_feed
        || value["items"].is_array()
            && value["uri"].is_null()
            && !value["items"][0]["versioncreated"].is_string()
    {
        return Ok(jsonfeed::read(&value));
    }
    // A list of items under `items` or `item`, as some services answer.
    let listed =
        ["item", "items"].iter().find_map(|key| value[*key].as_array()).filter(|_| value["uri"].is_null());
    if let Some(items) = listed {
        return Ok(ninjs::read(&items.iter().collect::<Vec<_>>()));
    }
    let all = match &value {
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    if all
        .iter()
        .any(|item| item["uri"].is_string() || item["headline"].is_string() || item["headlines"].is_array())
    {
        return Ok(ninjs::read(&all));
    }
    let message = "it is JSON, but neither a JSON Feed (`version`, `items`) nor ninjs (`uri`)".into();
    Err(ReadError { line: 1, column: 1, message })
}

/// The values that stand one behind the other; at least one.
fn values(text: &str) -> Result<Vec<Value>, serde_json::Error> {
    let mut all: Vec<Value> =
        serde_json::Deserializer::from_str(text).into_iter().collect::<Result<_, _>>()?;
    if all.is_empty() {
        all.push(serde_json::from_str(text)?);
    }
    Ok(all)
}

/// A text at a key, if it is not blank.
pub(crate) fn text(value: &Value, key: &str) -> Option<String> {
    match &value[key] {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An object that is written as it is told, without a tree in between.
pub(crate) struct Object<'a> {
    out: &'a mut Vec<u8>,
    is_empty: bool,
}

impl<'a> Object<'a> {
    /// Opens an object.
    pub(crate) fn open(out: &'a mut Vec<u8>) -> Self {
        out.push(b'{');
        Object { out, is_empty: true }
    }

    /// Closes it.
    pub(crate) fn close(self) {
        self.out.push(b'}');
    }

    fn key(&mut self, key: &str) {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
        string(self.out, key);
        self.out.push(b':');
    }

    /// A text.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        string(self.out, value);
    }

    /// A text, if there is one that says something.
    pub(crate) fn optional(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.text(key, value);
        }
    }

    /// A number.
    pub(crate) fn number(&mut self, key: &str, value: u64) {
        self.key(key);
        self.out.extend_from_slice(value.to_string().as_bytes());
    }

    /// An object inside.
    pub(crate) fn object(&mut self, key: &str, fill: impl FnOnce(&mut Object<'_>)) {
        self.key(key);
        let mut inside = Object::open(self.out);
        fill(&mut inside);
        inside.close();
    }

    /// A list of objects; nothing at all if there is none.
    pub(crate) fn list<T>(
        &mut self,
        key: &str,
        all: impl Iterator<Item = T>,
        fill: impl Fn(&mut Object<'_>, T),
    ) {
        let mut is_first = true;
        for each in all {
            if is_first {
                self.key(key);
            }
            self.out.push(if is_first { b'[' } else { b',' });
            is_first = false;
            let mut inside = Object::open(self.out);
            fill(&mut inside, each);
            inside.close();
        }
        if !is_first {
            self.out.push(b']');
        }
    }
}

fn string(out: &mut Vec<u8>, text: &str) {
    // Writing into memory cannot fail, and every text is valid JSON once escaped.
    let _ = serde_json::to_writer(&mut *out, text);
}

/// The same without keys that have no value.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}
