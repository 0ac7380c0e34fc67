//! What differs outside the body: headline, lead, dateline, byline, slugline, picture, caption.

use super::cues::Cues;
use super::facts::{Edit, Sides};
use super::token::{Lexicon, Token};
use super::words::{Read, hunks, runs};
use super::{HeadChange, HeadField};
use crate::{Content, Dateline};

/// What was edited in a field.
#[derive(Clone, Debug)]
pub(crate) struct FieldEdits {
    pub(crate) edits: Vec<Edit>,
    pub(crate) old: Vec<Token>,
    pub(crate) new: Vec<Token>,
}

/// Fields that differ in their words; spacing and quote style make no difference. A dateline differs if
/// its places do: its date moves with the day.
pub(crate) fn compare_heads(
    old: &Content,
    new: &Content,
    lexicon: &mut Lexicon,
    cues: &'static Cues,
) -> (Vec<HeadChange>, Vec<FieldEdits>) {
    let lead = |c: &Content| c.lead.as_ref().map(|text| text.as_plain().into_owned());
    let places = |line: &Dateline| line.places.join("/");
    let media = |c: &Content| c.picture.as_ref().map(|p| p.media.to_string());
    let caption = |c: &Content| c.picture.as_ref().map(|p| p.caption.clone());
    let fields = [
        (HeadField::Headline, Some(old.headline.clone()), Some(new.headline.clone())),
        (HeadField::Lead, lead(old), lead(new)),
        (HeadField::Dateline, old.dateline.as_ref().map(places), new.dateline.as_ref().map(places)),
        (HeadField::Byline, old.byline.clone(), new.byline.clone()),
        (HeadField::Slugline, Some(old.slugline.clone()), Some(new.slugline.clone())),
        (HeadField::Picture, media(old), media(new)),
        (HeadField::Caption, caption(old), caption(new)),
    ];
    let mut changes = Vec::new();
    let mut edits = Vec::new();
    for (field, before, after) in fields {
        let before = before.filter(|text| !text.trim().is_empty());
        let after = after.filter(|text| !text.trim().is_empty());
        let (one, other) = (before.as_deref().unwrap_or_default(), after.as_deref().unwrap_or_default());
        let (a, b) = (lexicon.read(one), lexicon.read(other));
        if a.iter().map(|t| t.word).eq(b.iter().map(|t| t.word)) {
            continue;
        }
        let found = hunks(&a, &b, lexicon);
        let words = runs(Read { text: one, tokens: &a }, Read { text: other, tokens: &b }, &found);
        let sides =
            Sides { old: &a, new: &b, lexicon, cues, is_quote: false, stood: &|_| false, stands: &|_| false };
        edits.push(FieldEdits { edits: sides.edits(&found), old: a, new: b });
        changes.push(HeadChange { field, old: before, new: after, words });
    }
    (changes, edits)
}
