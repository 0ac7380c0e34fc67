//! A rehearsal: every kind of move of an invented story, for clients who try out their side.
//!
//! The moves are made by the same rules as real ones, from the first revision to the kill; they stand on no wire and in
//! no ledger, and each says `"test": true`.

use std::sync::Arc;

use formats::Format;
use jiff::{SignedDuration, Timestamp};
use post::Answer;
use serde_json::{Value, json};
use store::{ClientUser, Destination};
use story::{
    Chain, Channel, DestinationId, Edition, Eyes, Kind, Move, NumberStyle, Order, Revision, StaffId,
    StaffRole, Standing, StoryId,
};

use crate::carry::Parcel;
use crate::items::Told;
use crate::wire_client::as_value;
use crate::{Agency, Error, Given};

/// What the invented story says, revision by revision. The refile mends a slip of the pen that the others have.
const COPY: [(Kind, &str); 4] = [
    (
        Kind::New,
        "Ferry service to Test Island resumes

QUILL HARBOUR, {date} (Rehearsal) - Ferries to Test Island sailed again on {weekday} after two days of storm, the \
harbour ofice said.

The first boat left at 0700 with 84 passengers.",
    ),
    (
        Kind::Update,
        "Ferry service to Test Island resumes

QUILL HARBOUR, {date} (Rehearsal) - Ferries to Test Island sailed again on {weekday} after two days of storm, the \
harbour ofice said.

The first boat left at 0700 with 84 passengers.

\"We were glad to see the sea lie flat,\" harbour master Odile Renn said.",
    ),
    (
        Kind::Correction,
        "Ferry service to Test Island resumes

QUILL HARBOUR, {date} (Rehearsal) - Ferries to Test Island sailed again on {weekday} after three days of storm, the \
harbour ofice said.

The first boat left at 0700 with 84 passengers.

\"We were glad to see the sea lie flat,\" harbour master Odile Renn said.",
    ),
    (
        Kind::Refile,
        "Ferry service to Test Island resumes

QUILL HARBOUR, {date} (Rehearsal) - Ferries to Test Island sailed again on {weekday} after three days of storm, the \
harbour office said.

The first boat left at 0700 with 84 passengers.

\"We were glad to see the sea lie flat,\" harbour master Odile Renn said.",
    ),
];
/// The notices that follow.
const NOTICES: [(Kind, &str); 4] = [
    (Kind::Repeat, ""),
    (Kind::Hold, "Test: we check a figure."),
    (Kind::Release, ""),
    (Kind::Withdrawal, "Test: this story is withdrawn."),
];

/// How a destination answered a move of the rehearsal.
#[derive(Clone, Debug)]
pub struct Rehearsed {
    /// The kind of move.
    pub kind: String,
    /// Whether it took it.
    pub is_taken: bool,
    /// What it said.
    pub said: String,
}

impl Agency {
    /// Every kind of move of the invented story, as the machine interface tells moves.
    pub fn rehearsal(&self, format: Format, public_url: &str) -> Result<Vec<Value>, Error> {
        let moves = self.rehearsed(format, public_url)?;
        Ok(moves.into_iter().map(|parcel| parcel.entry).collect())
    }

    /// The destinations of a subscriber to which a rehearsal can be sent.
    pub async fn rehearsal_destinations(&self, who: &ClientUser) -> Result<Vec<Destination>, Error> {
        let all = self.inner.store.read(|tx| tx.destinations(who.subscriber))?;
        let is_pushed = |it: &Destination| !matches!(it.channel, Channel::Pull | Channel::Portal);
        Ok(all.into_iter().filter(|it| it.is_active && is_pushed(it)).collect())
    }

    /// Sends the rehearsal to a destination of a subscriber: one kind of move, or all in their order.
    pub async fn rehearse(
        &self,
        who: &ClientUser,
        to: DestinationId,
        kind: Option<Kind>,
        public_url: &str,
    ) -> Result<Vec<Rehearsed>, Error> {
        let all = self.rehearsal_destinations(who).await?;
        let to = all.into_iter().find(|it| it.id == to).ok_or(Error::NotFound)?;
        let format = Format::named(&to.format).unwrap_or(Format::Ninjs3);
        let mut answers = Vec::new();
        for parcel in self.rehearsed(format, public_url)? {
            if kind.is_some_and(|kind| kind.as_str() != parcel.given.kind) {
                continue;
            }
            let answer = self.carry(&to, &parcel, self.now()).await;
            answers.push(Rehearsed {
                kind: parcel.given.kind.clone(),
                is_taken: matches!(answer, Answer::Taken(_)),
                said: answer.said().to_owned(),
            });
        }
        Ok(answers)
    }

    fn rehearsed(&self, format: Format, public_url: &str) -> Result<Vec<Parcel>, Error> {
        let house = self.house();
        let edition = house.home().ok_or(Error::NoEdition)?;
        let start = self.now() - SignedDuration::from_mins(10);
        let mut chain = Chain::unsent(StoryId::new(start));
        let mut parcels = Vec::new();
        let mut at = start;
        for step in 0..COPY.len() + NOTICES.len() {
            at += SignedDuration::from_mins(1);
            let by = StaffId::new(start);
            let decided = match COPY.get(step) {
                Some((kind, copy)) => {
                    let content = content(copy, edition, start);
                    let order = Order {
                        base: chain.head.as_ref().map(|head| head.number),
                        kind: (*kind != Kind::New).then_some(*kind),
                        ..Order::of(content, by, StaffRole::Editor)
                    };
                    chain.send(order, NumberStyle::Suffix, at)?
                }
                None => {
                    let (kind, reason) = NOTICES[step - COPY.len()];
                    chain.notice(kind, reason, (by, StaffRole::Editor), Eyes::default(), at)?
                }
            };
            let (kind, reason) = match decided {
                Move::Revision(revision) => {
                    let kind = revision.kind;
                    chain.before = chain.head.replace(*revision).map(|before| before.content);
                    (kind, None)
                }
                Move::Notice { kind, reason, .. } => (kind, Some(reason).filter(|it| !it.is_empty())),
            };
            chain.standing = chain.standing.after(kind)?;
            chain.is_public = true;
            let Some(head) = &chain.head else { continue };
            parcels.push(self.rehearsed_move(
                (step + 1, format, public_url),
                head,
                (kind, chain.standing, reason.as_deref()),
                (start, at),
            ));
        }
        Ok(parcels)
    }

    fn rehearsed_move(
        &self,
        (number, format, public_url): (usize, Format, &str),
        head: &Revision,
        (kind, standing, reason): (Kind, Standing, Option<&str>),
        (start, at): (Timestamp, Timestamp),
    ) -> Parcel {
        let item = Told {
            house: &self.house(),
            public_url,
            revision: head,
            path: None,
            first_public: Some(start),
            at,
            version: number as u64,
            kind,
            standing,
            reason,
            media: None,
        }
        .item();
        let content = as_value(&item, format);
        let mut entry = json!({
            "test": true,
            "token": format!("test-{number}"),
            "previous": format!("test-{}", number - 1),
            "kind": kind.as_str(),
            "at": at.to_string(),
            "story": head.story.to_string(),
            "version": number,
            "revision": head.number.0,
            "status": item.status.as_str(),
            "headline": item.title,
            "slugline": item.slugline,
            "advisory": item.advisory,
            "changes": item.changes,
            "reason": item.note.clone().filter(|_| item.body.is_empty()),
            "why": "test",
            "format": format.as_str(),
            "media_type": format.media_type(),
            "item": content,
        });
        if let Some(map) = entry.as_object_mut() {
            map.retain(|_, value| !value.is_null());
        }
        let revision = (!item.is_withheld()).then(|| Arc::new(head.clone()));
        Parcel {
            message: format!("test_{}_{number}", head.story.0.simple()),
            number: format!("test-{number:02}"),
            format,
            entry,
            given: Given {
                position: number as u64,
                kind: kind.as_str().to_owned(),
                at,
                story: Some(head.story),
                item: Some(item),
                revision,
                entitlement: None,
                wants_acknowledgement: false,
                is_passed: false,
            },
            zone: jiff::tz::TimeZone::UTC,
        }
    }
}

/// The content of a revision, in the home edition's first section.
fn content(copy: &str, edition: &Edition, at: Timestamp) -> story::Content {
    let date = edition.date_of(at);
    let english = story::Language::english();
    let copy = copy
        .replace(
            "{date}",
            &format!("{} {}", i18n::month_name(i18n::Locale::English, date.month()), date.day()),
        )
        .replace("{weekday}", i18n::weekday(i18n::Locale::English, date));
    let mut content = formats::copy::read(&copy, &english, date).into_content(&english, &edition.slug);
    content.slugline = "REHEARSAL-FERRY".into();
    if let Some(section) = edition.sections.first() {
        let placement = story::Placement { edition: edition.slug.clone(), section: section.slug.clone() };
        content.placements = vec![placement];
    }
    content
}
