//! Newsletters: put together by the desk, from a section or by hand, and sent to who subscribed to them.
//!
//! How they went is what the mail servers said of each letter. No picture, pixel or link tells whether one was read.
//! What is withdrawn before a newsletter goes is not in it.

use i18n::Locale;
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{Correspondent, Newsletter, Tx};
use story::{EditionSlug, NewsletterId, Permission, SectionSlug, ShortId, StoryId};

use crate::compose::read_instant;
use crate::house::{fault, required};
use crate::letters::{NewLetter, Written, post_letter};
use crate::saved::public;
use crate::views::{Item, Staff};
use crate::{Agency, Error, allow};

/// How many stories one has at the most.
const MOST: usize = 30;
/// How many stories one begins with that is made from a section.
const FIRST: usize = 8;
/// How many letters are put on their way at once.
const BATCH: u32 = 200;
/// How many are listed.
const LISTED: u32 = 100;

/// What the desk typed.
#[derive(Clone, Copy, Debug)]
pub struct NewsletterForm<'a> {
    /// The subject.
    pub subject: &'a str,
    /// What stands above the stories.
    pub introduction: &'a str,
    /// Addresses of stories, one a line, in order.
    pub stories: &'a str,
}

impl Agency {
    /// The newsletters, the last first.
    pub async fn newsletters(&self, who: &Staff) -> Result<Vec<Newsletter>, Error> {
        allow(who, Permission::Send)?;
        let all = self.inner.store.read(|tx| tx.newsletters(LISTED))?;
        let mut counted = Vec::with_capacity(all.len());
        for it in all {
            counted.push(self.counted(it).await?);
        }
        Ok(counted)
    }

    /// One, with its stories as they stand, and how many will get it.
    pub async fn newsletter(
        &self,
        who: &Staff,
        id: NewsletterId,
    ) -> Result<(Newsletter, Vec<Item>, u64), Error> {
        allow(who, Permission::Send)?;
        let it = self.inner.store.read(|tx| tx.newsletter(id))?.ok_or(Error::NotFound)?;
        let it = self.counted(it).await?;
        self.inner.store.read(|tx| {
            let size = tx.newsletter_audience_size(&it.edition)?;
            let items = items(tx, &it)?;
            Ok((it, items, size))
        })
    }

    /// Counts anew what is known of its letters; what is forgotten by now stays as it was counted last.
    async fn counted(&self, mut it: Newsletter) -> Result<Newsletter, Error> {
        let counts = self.inner.store.read(|tx| tx.count_newsletter(it.id))?;
        let all = |counts: &[(String, u64)]| counts.iter().map(|(_, count)| count).sum::<u64>();
        if counts != it.counts && all(&counts) >= all(&it.counts) {
            let (id, kept) = (it.id, counts.clone());
            self.inner.store.write(move |tx| tx.keep_newsletter_counts(id, &kept)).await?;
            it.counts = counts;
        }
        Ok(it)
    }

    /// Begins one in an edition: with the newest stories of a section, or empty.
    pub async fn begin_newsletter(
        &self,
        who: &Staff,
        edition: &EditionSlug,
        section: Option<&SectionSlug>,
    ) -> Result<NewsletterId, Error> {
        allow(who, Permission::Send)?;
        let house = self.house();
        let known = house.edition(edition).ok_or(Error::NoEdition)?;
        let (subject, stories) = match section {
            None => (known.name.clone(), Vec::new()),
            Some(section) => {
                let page = self.section(edition, section, None).await?;
                let stories = page.items.iter().take(FIRST).map(|it| it.story).collect();
                (format!("{}: {}", known.name, page.section.name), stories)
            }
        };
        let now = self.now();
        let it = Newsletter {
            id: NewsletterId::new(now),
            edition: edition.to_string(),
            subject,
            introduction: String::new(),
            stories,
            state: "draft".into(),
            send_at: None,
            last_to: None,
            staff: who.name.clone(),
            made_at: now,
            sent_at: None,
            counts: Vec::new(),
        };
        let id = it.id;
        self.inner.store.write(move |tx| tx.put_newsletter(&it)).await?;
        Ok(id)
    }

    /// Keeps what was typed; a newsletter that was scheduled is a draft again.
    ///
    /// # Errors
    /// Faults of `subject`, `introduction` and `stories`; [`Error::NotFound`] where it goes already.
    pub async fn keep_newsletter(
        &self,
        who: &Staff,
        id: NewsletterId,
        typed: NewsletterForm<'_>,
    ) -> Result<(), Error> {
        let (before, ..) = self.newsletter(who, id).await?;
        let subject = typed.subject.split_whitespace().collect::<Vec<_>>().join(" ");
        let subject = required("subject", &subject, 150)?;
        if typed.introduction.chars().count() > 5000 {
            return Err(fault("introduction", "fault-too-long", typed.introduction));
        }
        let stories = self.stories_typed(typed.stories)?;
        let it = Newsletter {
            subject,
            introduction: typed.introduction.trim().to_owned(),
            stories,
            state: "draft".into(),
            send_at: None,
            ..before
        };
        match self.inner.store.write(move |tx| tx.set_newsletter(&it)).await? {
            true => Ok(()),
            false => Err(Error::NotFound),
        }
    }

    /// The stories whose addresses stand in lines.
    fn stories_typed(&self, typed: &str) -> Result<Vec<StoryId>, Error> {
        let mut stories = Vec::new();
        for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let last = line.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            let short = last.rsplit(['-', '/']).next().and_then(|it| it.parse::<ShortId>().ok());
            let found = match short {
                Some(short) => self.inner.store.read(|tx| tx.story_by_short(short))?,
                None => None,
            };
            let story = found.map(|row| row.id).ok_or_else(|| fault("stories", "fault-story", line))?;
            self.inner
                .store
                .read(|tx| public(tx, story))?
                .ok_or_else(|| fault("stories", "fault-story", line))?;
            if !stories.contains(&story) {
                stories.push(story);
            }
        }
        if stories.len() > MOST { Err(fault("stories", "fault-too-long", "")) } else { Ok(stories) }
    }

    /// Throws a draft away.
    pub async fn drop_newsletter(&self, who: &Staff, id: NewsletterId) -> Result<(), Error> {
        allow(who, Permission::Send)?;
        Ok(self.inner.store.write(move |tx| tx.drop_newsletter(id)).await?)
    }

    /// Lets one go: now, or at an instant typed in the edition's zone.
    ///
    /// # Errors
    /// Faults of `at` and of `stories`, where there is nothing in it.
    pub async fn schedule_newsletter(&self, who: &Staff, id: NewsletterId, at: &str) -> Result<(), Error> {
        let (it, items, _) = self.newsletter(who, id).await?;
        if items.is_empty() && it.introduction.is_empty() {
            return Err(fault("stories", "fault-empty", ""));
        }
        let (now, house) = (self.now(), self.house());
        let edition = house.editions.iter().find(|edition| edition.slug.as_str() == it.edition);
        let zone = edition.map_or(jiff::tz::TimeZone::UTC, story::Edition::time_zone);
        let send_at = match at.trim() {
            "" => now,
            typed => read_instant(&typed.replace('T', " "), &zone).map_err(|key| fault("at", key, at))?,
        };
        if send_at < now {
            return Err(fault("at", "fault-past", at));
        }
        let it = Newsletter { state: "scheduled".into(), send_at: Some(send_at), ..it };
        match self.inner.store.write(move |tx| tx.set_newsletter(&it)).await? {
            true => {
                self.inner.bus.wake();
                Ok(())
            }
            false => Err(Error::NotFound),
        }
    }

    /// How one looks that somebody gets.
    pub async fn preview_newsletter(&self, who: &Staff, id: NewsletterId) -> Result<Written, Error> {
        let (it, items, _) = self.newsletter(who, id).await?;
        let url = self.post().map(|(_, url)| url).unwrap_or_default();
        let content = self.newsletter_content(&it, &items, &url, ("#", "#"));
        self.write_letter("newsletter", &self.language_of(&it), &content)
    }

    /// Sends one to an address alone, to see how it comes in.
    pub async fn test_newsletter(&self, who: &Staff, id: NewsletterId, typed: &str) -> Result<(), Error> {
        let (it, items, _) = self.newsletter(who, id).await?;
        let address = typed.trim().to_lowercase();
        if !post::is_mailbox(&address) {
            return Err(fault("address", "fault-mailbox", typed));
        }
        let url =
            self.mailer().map(|(_, url)| url).ok_or_else(|| Error::Post("no mail can be sent".into()))?;
        let content = self.newsletter_content(&it, &items, &url, (&url, &url));
        let (language, now) = (self.language_of(&it), self.now());
        self.inner
            .store
            .write(move |tx| {
                let letter = NewLetter {
                    reader: None,
                    address: &address,
                    language: &language,
                    kind: "newsletter",
                    content,
                };
                post_letter(tx, letter, now).map(drop)
            })
            .await?;
        self.inner.letters.notify_one();
        Ok(())
    }

    fn language_of(&self, it: &Newsletter) -> String {
        let house = self.house();
        let edition = house.editions.iter().find(|edition| edition.slug.as_str() == it.edition);
        edition.map_or_else(|| Locale::English.tag().to_owned(), |it| it.language.to_string())
    }

    fn newsletter_content(
        &self,
        it: &Newsletter,
        items: &[Item],
        url: &str,
        (unsubscribe, settings): (&str, &str),
    ) -> Value {
        let paragraphs: Vec<&str> =
            it.introduction.split("\n\n").map(str::trim).filter(|it| !it.is_empty()).collect();
        let lines: Vec<Value> = items.iter().map(|item| self.line_of(item, &item.revision, url)).collect();
        json!({
            "subject": it.subject, "introduction": paragraphs, "items": lines,
            "unsubscribe": unsubscribe, "settings": settings,
        })
    }

    /// Puts letters of the next newsletter on their way; false where there is none.
    pub(crate) async fn send_newsletters(&self) -> Result<bool, Error> {
        let now = self.now();
        let Some(it) = self.inner.store.read(|tx| tx.newsletter_due(now))? else { return Ok(false) };
        let Some((_, url)) = self.mailer() else { return Ok(false) };
        let agency = self.clone();
        self.inner.store.write(move |tx| agency.send_newsletter_part(tx, &it, &url, now)).await?;
        self.inner.letters.notify_one();
        Ok(true)
    }

    fn send_newsletter_part(
        &self,
        tx: Tx<'_>,
        it: &Newsletter,
        url: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let items = items(tx, it)?;
        let audience = tx.newsletter_audience(&it.edition, it.last_to, BATCH)?;
        for subscription in &audience {
            let Some(who) = tx.correspondent(subscription.correspondent)? else { continue };
            // Who wants nothing for a time gets the next one.
            if who.paused_until.is_some_and(|until| now < until) {
                continue;
            }
            self.send_newsletter_to(tx, it, &items, (&who, subscription), url, now)?;
        }
        let last = audience.last().map(|it| it.correspondent);
        let is_done = audience.len() < BATCH as usize;
        let state = if is_done { "sent" } else { "sending" };
        Ok(tx.note_newsletter(it.id, state, last.or(it.last_to), is_done.then_some(now))?)
    }

    fn send_newsletter_to(
        &self,
        tx: Tx<'_>,
        it: &Newsletter,
        items: &[Item],
        (who, by): (&Correspondent, &store::Subscription),
        url: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let foot = self.foot(who, by, url)?;
        let link = |name: &str| foot[name].as_str().unwrap_or_default().to_owned();
        let content = self.newsletter_content(it, items, url, (&link("unsubscribe"), &link("settings")));
        let letter = NewLetter {
            reader: None,
            address: &who.address,
            language: &self.language_of(it),
            kind: "newsletter",
            content,
        };
        let id = post_letter(tx, letter, now)?;
        Ok(tx.mark_newsletter_letter(id, it.id)?)
    }
}

/// The stories of one that stand.
fn items(tx: Tx<'_>, it: &Newsletter) -> Result<Vec<Item>, Error> {
    let mut found = Vec::new();
    for story in &it.stories {
        found.extend(public(tx, *story)?);
    }
    Ok(found)
}
