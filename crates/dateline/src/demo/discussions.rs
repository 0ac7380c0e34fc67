//! What do readers say in the demo?
//!
//! A file a story, `discussions/EDITION/SLUG.txt`; a line is a message, `Name: text`, with two spaces in front for each
//! message that it answers; a badge stands in brackets behind the name.

use anyhow::{Context as _, Result};

use super::{Files, text};

/// A message of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoMessage {
    /// The edition of its story.
    pub edition: String,
    /// The slugline of its story.
    pub slug: String,
    /// How deep it stands: 0 where it answers nothing.
    pub depth: usize,
    /// Who says it.
    pub name: String,
    /// What stands beside the name.
    pub badge: Option<String>,
    /// What they say.
    pub text: String,
}

/// All messages, in the order in which they are said.
///
/// # Errors
/// A line that breaks the rules; the message names it.
pub fn discussions() -> Result<Vec<DemoMessage>> {
    let mut all = Vec::new();
    for path in Files::iter() {
        let named = path.strip_prefix("discussions/").and_then(|it| it.strip_suffix(".txt"));
        let Some((edition, slug)) = named.and_then(|it| it.split_once('/')) else { continue };
        for line in text(&path)?.lines().filter(|line| !line.trim().is_empty()) {
            let said = line.trim_start();
            let depth = (line.len() - said.len()) / 2;
            let (who, what) =
                said.split_once(": ").with_context(|| format!("demo/{path}: `{line}` names nobody"))?;
            let (name, badge) = match who.split_once(" (") {
                Some((name, badge)) => (name, Some(badge.trim_end_matches(')').to_owned())),
                None => (who, None),
            };
            all.push(DemoMessage {
                edition: edition.to_owned(),
                slug: slug.to_owned(),
                depth,
                name: name.to_owned(),
                badge,
                text: what.to_owned(),
            });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_has_a_story_a_name_and_something_that_it_answers() {
        let all = discussions().unwrap();
        assert!(all.len() > 30);
        let mut before = 0;
        for it in &all {
            assert!(!it.slug.is_empty() && it.depth <= before + 1, "{it:?}");
            assert!(discussion::names::check(&it.name, []).is_ok(), "{it:?}");
            before = it.depth;
        }
    }
}
