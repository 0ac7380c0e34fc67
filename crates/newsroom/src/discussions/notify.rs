//! Who is told of a message: on the site at once, by mail as often as they chose.

use std::time::Duration;

use discussion::{NoteKind, markup};
use i18n::Locale;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::{Message, Reader, ReaderNote, StoreError, Tx};
use story::{NoteId, ReaderId};

use crate::letters::{NewLetter, post_letter};
use crate::links::Purpose;
use crate::{Agency, Error};

/// How many people one message can name.
const MENTIONS: usize = 5;
/// How many characters of a message a note shows.
pub const EXCERPT: usize = 140;

/// Tells a reader of a message, once, unless they muted its author.
pub(crate) fn tell(
    tx: Tx<'_>,
    whom: ReaderId,
    kind: NoteKind,
    message: &Message,
    detail: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let note = ReaderNote {
        id: NoteId::new(now),
        reader: whom,
        kind,
        message: Some(message.id),
        detail: detail.to_owned(),
        at: now,
        seen_at: None,
    };
    tx.put_reader_note(&note)
}

/// Tells of a message that everybody sees from now on: whom it answers, whom it names, who follows.
pub(crate) fn published(tx: Tx<'_>, message: &Message, now: Timestamp) -> Result<(), StoreError> {
    let mut told: Vec<ReaderId> = message.reader.into_iter().collect();
    let mut tell_once = |whom: ReaderId, kind| -> Result<(), StoreError> {
        let is_muted = match message.reader {
            Some(author) => tx.is_muted(whom, author)?,
            None => false,
        };
        if is_muted || told.contains(&whom) {
            return Ok(());
        }
        told.push(whom);
        tell(tx, whom, kind, message, "", now)
    };
    if let Some(parent) = message.parent.map(|id| tx.message(id)).transpose()?.flatten()
        && let Some(author) = parent.reader
    {
        tell_once(author, NoteKind::Reply)?;
    }
    if message.text.contains('@') {
        let text = message.text.to_lowercase();
        let authors = tx.discussion_authors(message.story)?;
        let named =
            authors.into_iter().filter(|(_, name)| text.contains(&format!("@{}", name.to_lowercase())));
        for (reader, _) in named.take(MENTIONS) {
            tell_once(reader, NoteKind::Mention)?;
        }
    }
    for follower in tx.followers(message.story, message.root)? {
        tell_once(follower, NoteKind::Followed)?;
    }
    Ok(())
}

impl Agency {
    /// What a reader was told, the last first, each with its message and the story; from now on they have seen it.
    pub async fn notes(
        &self,
        who: &Reader,
    ) -> Result<Vec<(ReaderNote, Option<(Message, crate::views::Item)>)>, Error> {
        let now = self.now();
        let all = self.inner.store.read(|tx| -> Result<_, Error> {
            let mut all = Vec::new();
            for note in tx.reader_notes(who.id, 100)? {
                let message = note.message.map(|id| tx.message(id)).transpose()?.flatten();
                let shown = message.and_then(|message| {
                    let item = super::discussed(tx, message.story, now).ok()?.item;
                    Some((message, item))
                });
                all.push((note, shown));
            }
            Ok(all)
        })?;
        let id = who.id;
        self.inner.store.write(move |tx| tx.see_notes(id, now)).await?;
        Ok(all)
    }

    /// Writes to those who are to be written to; false when there is nobody.
    pub(super) async fn mail_notes(&self) -> Result<bool, Error> {
        let Some((_, url)) = self.mailer() else { return Ok(false) };
        let now = self.now();
        let before = [
            now - SignedDuration::from_hours(24),
            now - SignedDuration::from_hours(1),
            now - SignedDuration::from_mins(1),
        ];
        let due = self.inner.store.read(|tx| tx.readers_to_mail(before))?;
        for id in &due {
            let (id, agency, url) = (*id, self.clone(), url.clone());
            self.inner
                .store
                .write(move |tx| -> Result<(), Error> {
                    let Some(reader) = tx.reader(id)? else { return Ok(()) };
                    let notes = tx.unmailed_notes(id)?;
                    let items: Vec<Value> =
                        notes.iter().filter_map(|note| agency.mail_line(tx, note, &reader, &url, now)).collect();
                    tx.notes_mailed(id, now)?;
                    if items.is_empty() {
                        return Ok(());
                    }
                    let prefix = agency.prefix_of(&reader);
                    let content = json!({
                        "items": items,
                        "settings": format!("{url}{prefix}/account"),
                        "unsubscribe": format!("{url}{prefix}/account/mail/{}", agency.link_token(Purpose::Notes, id.0)?),
                    });
                    let letter = NewLetter {
                        reader: Some(id),
                        address: &reader.address,
                        language: &reader.language,
                        kind: "notes",
                        content,
                    };
                    Ok(post_letter(tx, letter, now).map(drop)?)
                })
                .await?;
        }
        if !due.is_empty() {
            self.inner.letters.notify_one();
        }
        Ok(!due.is_empty())
    }

    /// What stands in front of the paths of the edition in which a reader registered.
    pub(crate) fn prefix_of(&self, reader: &Reader) -> String {
        let house = self.house();
        let edition = house.editions.iter().find(|it| it.slug.as_str() == reader.edition);
        edition.map(|it| house.prefix(&it.slug)).unwrap_or_default()
    }

    /// A line of a mail about a note; none where what it is about is not to be seen any more.
    fn mail_line(
        &self,
        tx: Tx<'_>,
        note: &ReaderNote,
        reader: &Reader,
        url: &str,
        now: Timestamp,
    ) -> Option<Value> {
        let message = tx.message(note.message?).ok()??;
        let item = super::discussed(tx, message.story, now).ok()?.item;
        let is_of_others = matches!(note.kind, NoteKind::Reply | NoteKind::Mention | NoteKind::Followed);
        if is_of_others && message.state != discussion::State::Visible {
            return None;
        }
        let locale = Locale::of_tag(&reader.language).unwrap_or(Locale::English);
        let detail = if note.kind == NoteKind::Rejected && !note.detail.is_empty() {
            i18n::message(locale, &format!("grounds-{}", note.detail), &[])
        } else {
            note.detail.clone()
        };
        Some(json!({
            "kind": note.kind.as_str(),
            "by": message.author,
            "text": markup::excerpt(&message.text, EXCERPT),
            "headline": item.revision.content.headline,
            "link": format!("{url}{}/discussion/{}", self.story_path(&item), message.sequence),
            "detail": detail,
        }))
    }

    pub(crate) async fn keep_discussions(&self) {
        loop {
            if let Err(error) = self.mail_notes().await {
                tracing::error!(%error, "readers cannot be written to; it is tried again");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
