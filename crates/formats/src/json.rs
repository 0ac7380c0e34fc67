//! News in JSON: JSON Feed and ninjs are told apart by what they hold.

use serde_json::Value;

use crate::document::{Document, ReadError};
use crate::{jsonfeed, ninjs};

/// Reads a JSON file.
pub(crate) fn read(text: &str) -> Result<Document, ReadError> {
    let value: Value = serde_json::from_str(text).map_err(|error| ReadError {
        line: error.line().max(1),
        column: error.column().max(1),
        message: format!("it is no JSON: {error}"),
    })?;
    let is_feed = value["version"].as_str().is_some_and(|version| version.contains("jsonfeed.org"));
    if is_feed || value["items"].is_array() && value["uri"].is_null() {
        return Ok(jsonfeed::read(&value));
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

/// A text at a key, if it is not blank.
pub(crate) fn text(value: &Value, key: &str) -> Option<String> {
    match &value[key] {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
