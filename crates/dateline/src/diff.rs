//! `dateline diff`: what changed between two files of plain wire copy.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use jiff::tz::TimeZone;
use newsroom::Clock;
use serde_json::json;
use story::{
    Chain, Content, Kind, Language, Move, Order, Refusal, Revision, RevisionNumber, StaffId, StaffRole,
};
use story::{Standing, StoryId};

use crate::answer;
use crate::cli::{Diff, read};

/// Prints the advisory line; a refusal is exit status 1.
pub fn diff(pair: &Diff) -> Result<ExitCode> {
    let now = pair.now.unwrap_or_else(|| Clock::system().now());
    let language: Language = pair.lang.as_deref().unwrap_or("en").parse().context("--lang")?;
    let content = |file| -> Result<Content> {
        let around = now.to_zoned_datetime(TimeZone::UTC).date();
        let copy = formats::copy::read(&read(file)?, &language, around);
        let mut content = copy.into_content(&language, &"any".parse()?);
        if pair.lang.is_some() {
            content.language = language.clone();
        }
        // What a comparison does not need, and a send does.
        content.slugline = "diff".into();
        content.placements = vec![story::Placement { edition: "any".parse()?, section: "any".parse()? }];
        content.embargo = None;
        Ok(content)
    };
    let (old, new) = (content(&pair.old)?, content(&pair.new)?);
    match next(old, new, pair, now) {
        Ok(revision) => {
            if pair.json {
                answer::json(&json!({ "advisory": revision.advisory, "changes": revision.changes }));
            } else if let Some(line) = &revision.advisory {
                answer::line(line);
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(refusal) => {
            if pair.json {
                answer::json(&json!({ "refusal": refusal.name(), "message": refusal.to_string() }));
            } else {
                answer::fault(&refusal.to_string());
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The revision that the new copy would make of the old.
fn next(old: Content, new: Content, pair: &Diff, now: jiff::Timestamp) -> Result<Revision, Refusal> {
    let (story, by) = (StoryId::new(now), StaffId::new(now));
    let mut old = old;
    old.number_new_paragraphs();
    let head = Revision {
        story,
        number: RevisionNumber(0),
        kind: Kind::New,
        updates: 0,
        content: old,
        advisory: None,
        changes: Vec::new(),
        sent_at: now,
        sent_by: by,
        answers: Vec::new(),
        seconded_by: None,
    };
    let chain =
        Chain { id: story, head: Some(head), before: None, standing: Standing::Live, is_public: true };
    let order = Order {
        base: Some(RevisionNumber(0)),
        kind: Some(pair.kind.kind()),
        ..Order::of(new, by, StaffRole::Editor)
    };
    match chain.send(order, pair.style, now)? {
        Move::Revision(revision) => Ok(*revision),
        Move::Notice { kind, .. } => Err(Refusal::WrongKind { kind }),
    }
}
