//! Where did a story that was brought from elsewhere stand before?
//!
//! An address is kept by its path as people read it, without the stroke at its end; its query counts only where the path is the root, as
//! in `/?p=123`. Whoever comes by one is led to where the story stands now, if the public has it.

use formats::Item;
use percent_encoding::percent_decode_str;
use story::StoryId;

use crate::addresses::story_path;
use crate::views::Item as Story;
use crate::{Agency, Error};

/// The longest that is kept, in bytes.
const LONGEST: usize = 1_000;

impl Agency {
    /// The path at which a story that stood at an old address stands now; none where nothing public stood there.
    pub async fn moved_from(&self, path: &str, query: Option<&str>) -> Result<Option<String>, Error> {
        let Some(key) = key(path, query) else { return Ok(None) };
        let item = self.inner.store.read(|tx| match tx.story_from(&key)? {
            Some(story) => tx.listed(story),
            None => Ok(None),
        })?;
        Ok(item.and_then(Story::from_listed).map(|item| story_path(&self.house(), &item)))
    }

    /// The story that stood at an old address.
    pub(crate) fn story_from(&self, address: &str) -> Result<Option<StoryId>, Error> {
        match of_address(address) {
            Some(key) => Ok(self.inner.store.read(|tx| tx.story_from(&key))?),
            None => Ok(None),
        }
    }
}

/// Under which keys an item's old addresses are kept. Ghost tells no address: a post stands at its word, below the root.
pub(crate) fn old_addresses(item: &Item, format: &str) -> Vec<String> {
    let mut all: Vec<String> =
        item.link.iter().chain([&item.id]).filter_map(|address| of_address(address)).collect();
    if format.starts_with("Ghost")
        && let Some(word) = &item.slugline
    {
        all.extend(key(&format!("/{word}/"), None));
    }
    all.sort();
    all.dedup();
    all
}

/// The key of a whole address.
fn of_address(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let rest = &rest[rest.find(['/', '?'])?..];
    let rest = rest.split('#').next().unwrap_or_default();
    match rest.split_once('?') {
        Some((path, query)) => key(path, Some(query)),
        None => key(rest, None),
    }
}

fn key(path: &str, query: Option<&str>) -> Option<String> {
    let path = decoded(path.trim_end_matches('/'));
    let key = match (path.is_empty(), query) {
        (false, _) => path,
        (true, Some(query)) => format!("/?{}", decoded(query)),
        (true, None) => return None,
    };
    (key.len() <= LONGEST && !key.contains('\0')).then_some(key)
}

/// A path as people read it; as it is where its bytes are no text (RFC 3986 section 2.1).
fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), |text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_by_its_path_as_people_read_it() {
        for (address, expected) in [
            ("https://old.example/2019/05/harbour-bridge/", Some("/2019/05/harbour-bridge")),
            (
                "http://old.example/2019/05/harbour-bridge?utm_source=mail#more",
                Some("/2019/05/harbour-bridge"),
            ),
            ("https://old.example/?p=123", Some("/?p=123")),
            ("https://old.example?p=123", Some("/?p=123")),
            ("https://old.example/%d0%bc%d0%be%d1%81%d1%82/", Some("/мост")),
            ("https://old.example/%ff%fe", Some("/%ff%fe")),
            ("https://old.example/100%", Some("/100%")),
            ("https://old.example/", None),
            ("https://old.example", None),
            ("urn:uuid:0189", None),
            ("/2019/05/harbour-bridge/", None),
        ] {
            assert_eq!(of_address(address).as_deref(), expected, "{address}");
        }
        assert_eq!(key("/a%00b", None), None);
        assert_eq!(key(&"/a".repeat(600), None), None);
    }
}
