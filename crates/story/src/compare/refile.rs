//! What may a refile change? Slips of the pen and metadata; no number, name, date, quote or meaning.

use super::facts::{Edit, Touch};
use super::{Class, Comparison, HeadField};
use crate::Refusal;

impl Comparison {
    /// Refuses what a refile may not change: it mends slips and metadata. A headline may be put in other
    /// words and a byline added, as long as no number, name or quote changes.
    pub fn check_refile(&self) -> Result<(), Refusal> {
        for (change, field) in self.head.iter().zip(&self.head_edits) {
            let place = format!("the {}", change.field.as_str());
            match change.field {
                HeadField::Picture | HeadField::Slugline => {}
                HeadField::Byline | HeadField::Dateline if change.old.is_none() => {}
                HeadField::Byline | HeadField::Dateline => refuse_head(&field.edits, "a name", place)?,
                HeadField::Headline | HeadField::Lead | HeadField::Caption => {
                    if let Some(what) = field.edits.iter().filter_map(|edit| fact(edit.touch)).next() {
                        return Err(Refusal::RefileChangesMeaning { what: what.into(), place });
                    }
                }
            }
        }
        for (pair, edits) in self.pairs.iter().zip(&self.edits) {
            let grave = match pair.class {
                Class::Equal | Class::Typo => None,
                Class::Inserted | Class::Deleted => Some("the meaning"),
                // The order at the top is the story's angle; further down it is none.
                Class::Moved => None,
                Class::Edited | Class::Split | Class::Merged => edits
                    .iter()
                    .find(|edit| !edit.touch.is_slip())
                    .map(|edit| fact(edit.touch).unwrap_or("the meaning")),
            };
            if let Some(what) = grave {
                return Err(Refusal::RefileChangesMeaning { what: what.into(), place: self.place(pair) });
            }
        }
        Ok(())
    }

    fn place(&self, pair: &super::Pair) -> String {
        let number = |body: &super::Body, at: Option<&usize>| {
            at.and_then(|at| body.paragraphs.get(*at)).and_then(|p| p.number)
        };
        match (number(&self.new, pair.new.first()), number(&self.old, pair.old.first())) {
            (Some(n), _) => format!("para {n}"),
            (None, Some(o)) => format!("para {o} of the previous version"),
            (None, None) => "a part that has no number".into(),
        }
    }
}

fn refuse_head(edits: &[Edit], what: &str, place: String) -> Result<(), Refusal> {
    match edits.iter().any(|edit| !edit.touch.is_slip()) {
        true => Err(Refusal::RefileChangesMeaning { what: what.into(), place }),
        false => Ok(()),
    }
}

fn fact(touch: Touch) -> Option<&'static str> {
    match touch {
        Touch::Number | Touch::Date => Some("a number"),
        Touch::Name => Some("a name"),
        Touch::Quote => Some("a quote"),
        Touch::Negation => Some("the meaning"),
        _ => None,
    }
}
