//! Two drafts of one story, written at the same time: compared, and merged into one.

use std::collections::BTreeMap;

use serde_json::Value;
use story::compare::{Class, compare};
use story::{Content, DraftId, Paragraph, Permission};

use crate::compose::compose;
use crate::drafts::read_fields;
use crate::views::{Branches, DraftFields, FieldPair, Saved, Side, Staff};
use crate::{Agency, Error, allow};

/// Fields that are merged paragraph by paragraph, not as a whole.
const BODY: &str = "body";

impl Agency {
    /// Two drafts beside each other. Both have to be open, and of the same story.
    pub async fn branches(&self, who: &Staff, mine: DraftId, theirs: DraftId) -> Result<Branches, Error> {
        allow(who, Permission::Write)?;
        let (one, other) = (self.draft_row(mine)?, self.draft_row(theirs)?);
        if mine == theirs || one.story != other.story {
            return Err(Error::NotFound);
        }
        let (house, now) = (self.house(), self.now());
        let base = match (one.story, one.base) {
            (Some(story), Some(number)) => self.inner.store.read(|tx| tx.revision(story, number))?,
            _ => None,
        };
        let base = base.map(|base| base.content.clone());
        let read = |row| -> Result<(DraftFields, Content), Error> {
            let fields = read_fields(row)?;
            let (content, _) = compose(&fields, base.as_ref(), &house, now);
            Ok((fields, content))
        };
        let ((my_fields, my_content), (their_fields, their_content)) = (read(&one)?, read(&other)?);
        Ok(Branches {
            versions: (one.version, other.version),
            begun_by: (one.begun_by.clone(), other.begun_by.clone()),
            fields: differing(&my_fields, &their_fields),
            contents: (my_content, their_content),
            mine: my_fields,
        })
    }

    /// Merges another draft into one's own: each differing field and paragraph from the side that was chosen. The merged
    /// text is saved on one's own, the other is closed; it stays in the store as it was.
    ///
    /// `fields` gives a side by a field's name, `pairs` by the place of a pair in the comparison of theirs with mine.
    pub async fn merge(
        &self,
        who: &Staff,
        (mine, version): (DraftId, u64),
        (theirs, their_version): (DraftId, u64),
        fields: &BTreeMap<String, Side>,
        pairs: &BTreeMap<usize, Side>,
    ) -> Result<Saved, Error> {
        let both = self.branches(who, mine, theirs).await?;
        if both.versions != (version, their_version) {
            return Err(Error::DraftMoved);
        }
        let mut merged = serde_json::to_value(&both.mine).unwrap_or_default();
        for pair in &both.fields {
            if fields.get(&pair.field) == Some(&Side::Theirs) {
                merged[&pair.field] = pair.theirs.clone();
            }
        }
        let body = merged_body(&both.contents.1, &both.contents.0, pairs);
        merged[BODY] = Value::from(formats::copy::write_body(&body).trim_end());
        let merged: DraftFields = serde_json::from_value(merged)
            .map_err(|error| store::StoreError::Engine(format!("the drafts cannot be merged: {error}")))?;
        let saved = self.save(who, mine, version, merged).await?;
        if matches!(saved, Saved::Kept { .. }) {
            self.discard(who, theirs, their_version).await?;
        }
        Ok(saved)
    }
}

/// The fields that differ, the body aside.
fn differing(mine: &DraftFields, theirs: &DraftFields) -> Vec<FieldPair> {
    let as_map = |fields| match serde_json::to_value(fields) {
        Ok(Value::Object(map)) => map,
        _ => serde_json::Map::new(),
    };
    let (mine, theirs) = (as_map(mine), as_map(theirs));
    mine.into_iter()
        .filter(|(field, value)| field != BODY && theirs.get(field) != Some(value))
        .map(|(field, value)| FieldPair {
            theirs: theirs.get(&field).cloned().unwrap_or_default(),
            mine: value,
            field,
        })
        .collect()
}

/// Both bodies as one. What stands on one side only is kept unless the other side is chosen for it; what stands in other
/// words is mine unless theirs, or both, are chosen.
fn merged_body(theirs: &Content, mine: &Content, sides: &BTreeMap<usize, Side>) -> Vec<Paragraph> {
    let comparison = compare(theirs, mine);
    let mut body = Vec::new();
    for (at, pair) in comparison.pairs.iter().enumerate() {
        let side = sides.get(&at).copied();
        let (takes_mine, takes_theirs) = match pair.class {
            Class::Equal | Class::Moved => (true, false),
            Class::Inserted => (side != Some(Side::Theirs), false),
            Class::Deleted => (false, side != Some(Side::Mine)),
            _ => match side.unwrap_or(Side::Mine) {
                Side::Mine => (true, false),
                Side::Theirs => (false, true),
                Side::Both => (true, true),
            },
        };
        if takes_theirs {
            body.extend(pair.old.iter().filter_map(|place| theirs.body.get(*place)).cloned());
        }
        if takes_mine {
            body.extend(pair.new.iter().filter_map(|place| mine.body.get(*place)).cloned());
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use story::{Language, Text};

    fn content(paragraphs: &[String]) -> Content {
        let mut content = Content::new(Language::english(), "x", "X");
        content.body = paragraphs
            .iter()
            .enumerate()
            .map(|(at, text)| Paragraph {
                id: story::ParagraphId(u32::try_from(at).unwrap() + 1),
                role: story::Role::Body,
                text: Text::plain(text.clone()),
            })
            .collect();
        content
    }

    fn texts(body: &[Paragraph]) -> Vec<String> {
        body.iter().map(|paragraph| paragraph.text.as_plain().into_owned()).collect()
    }

    fn paragraphs() -> impl Strategy<Value = Vec<String>> {
        let words = [
            "The port is shut.",
            "Ships wait outside.",
            "A crane fell on Sunday.",
            "It opens in May.",
            "Nobody was hurt.",
        ];
        prop::collection::vec(prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1..7)
    }

    proptest! {
        #[test]
        fn a_merge_of_two_loses_no_paragraph_unless_it_is_told_to(mine in paragraphs(), theirs in paragraphs()) {
            let (one, other) = (content(&theirs), content(&mine));
            let all: BTreeMap<usize, Side> = (0..40).map(|at| (at, Side::Both)).collect();
            let merged = texts(&merged_body(&one, &other, &all));
            for text in mine.iter().chain(&theirs) {
                prop_assert!(merged.contains(text), "{text} is lost in {merged:?}");
            }
        }

        #[test]
        fn a_side_chosen_throughout_gives_that_side(mine in paragraphs(), theirs in paragraphs()) {
            let (one, other) = (content(&theirs), content(&mine));
            let all = |side| (0..40).map(|at| (at, side)).collect::<BTreeMap<usize, Side>>();
            prop_assert_eq!(texts(&merged_body(&one, &other, &all(Side::Mine))), mine);
        }
    }
}
