//! The diary: what is going to happen, who will be there, and the story that comes of it.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::EventRow;
use story::{DiaryEvent, DraftId, EventId, Permission};

use crate::house::{fault, required};
use crate::staff::{hash_token, new_token};
use crate::views::{DraftFields, Staff};
use crate::{Agency, Error, allow};

/// How many events are listed.
const MOST: u32 = 1_000;
/// How many days a calendar of the staff is given, back and ahead.
const BACK: i32 = 14;
const AHEAD: i32 = 180;

impl Agency {
    /// The events of some days, in their order.
    pub async fn diary(&self, who: &Staff, from: Date, until: Date) -> Result<Vec<EventRow>, Error> {
        allow(who, Permission::Write)?;
        Ok(self.inner.store.read(|tx| tx.diary(from, until, MOST))?)
    }

    /// An event.
    pub async fn event(&self, who: &Staff, id: EventId) -> Result<EventRow, Error> {
        allow(who, Permission::Write)?;
        self.inner.store.read(|tx| tx.event(id))?.ok_or(Error::NotFound)
    }

    /// Puts an event into the diary.
    pub async fn put_event(&self, who: &Staff, event: DiaryEvent) -> Result<EventId, Error> {
        allow(who, Permission::Write)?;
        let (event, now) = (checked(event)?, self.now());
        let id = EventId::new(now);
        self.inner.store.write(move |tx| tx.put_event(id, &event, now)).await?;
        Ok(id)
    }

    /// Changes an event at the version that was seen.
    pub async fn change_event(
        &self,
        who: &Staff,
        id: EventId,
        version: u64,
        event: DiaryEvent,
    ) -> Result<(), Error> {
        allow(who, Permission::Write)?;
        let (event, now) = (checked(event)?, self.now());
        self.event(who, id).await?;
        match self.inner.store.write(move |tx| tx.change_event(id, version, &event, now)).await? {
            true => Ok(()),
            false => Err(fault("event", "fault-entry-moved", "")),
        }
    }

    /// Begins the story of an event, or goes on with the draft that there is.
    pub async fn begin_event(&self, who: &Staff, id: EventId, language: &str) -> Result<DraftId, Error> {
        let row = self.event(who, id).await?;
        if let Some(draft) = row.draft.filter(|draft| self.draft_row(*draft).is_ok()) {
            return Ok(draft);
        }
        let fields = DraftFields {
            headline: row.event.title.clone(),
            note: row.event.note.clone(),
            language: language.to_owned(),
            urgency: story::Urgency::ROUTINE.to_string(),
            ..DraftFields::default()
        };
        // A story that is told of already goes on.
        let fields = if row.story.is_some() { None } else { Some(fields) };
        let draft = self.begin(who, row.story, fields).await?;
        self.inner.store.write(move |tx| tx.begin_event(id, draft)).await?;
        Ok(draft)
    }

    /// The token of the address at which somebody's calendar asks for the diary; the one before ends.
    pub async fn diary_link(&self, who: &Staff) -> Result<String, Error> {
        allow(who, Permission::Write)?;
        let (token, by) = (new_token()?, who.id);
        let hash = hash_token(&token);
        self.inner.store.write(move |tx| tx.put_diary_link(hash, by)).await?;
        Ok(token)
    }

    /// The diary as the calendar of somebody who may read it is given it, with the zone of its times.
    pub async fn diary_by(&self, token: &str) -> Result<Option<(Vec<EventRow>, TimeZone)>, Error> {
        let hash = hash_token(token);
        let zone = self.house().home().map_or(TimeZone::UTC, story::Edition::time_zone);
        let today = zone.to_datetime(self.now()).date();
        let (from, until) = (today.saturating_sub(BACK.days()), today.saturating_add(AHEAD.days()));
        self.inner.store.read(|tx| {
            let Some(staff) = tx.diary_link(hash)? else { return Ok(None) };
            let may = tx.staff(staff)?.is_some_and(|staff| staff.role.may(Permission::Write));
            Ok(if may { Some((tx.diary(from, until, MOST)?, zone.clone())) } else { None })
        })
    }
}

fn checked(event: DiaryEvent) -> Result<DiaryEvent, Error> {
    let bounded = |field: &str, typed: &str, most: usize| match typed.trim() {
        long if long.chars().count() > most => Err(fault(field, "fault-too-long", typed)),
        typed => Ok(typed.to_owned()),
    };
    if event.last_day < event.day {
        return Err(fault("last-day", "fault-last-day", &event.last_day.to_string()));
    }
    Ok(DiaryEvent {
        title: required("title", &event.title, 200)?,
        place: bounded("place", &event.place, 120)?,
        note: bounded("note", &event.note, 2000)?,
        ..event
    })
}
