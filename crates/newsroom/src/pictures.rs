//! The pictures of the house: taken in with what they say of themselves, found again, shown to those who may see them, and
//! kept from those who may not.

use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use formats::photo;
use jiff::{SignedDuration, Timestamp};
use media::{Cut, RENDITION_MIME, Shape};
use store::{MediaRow, Shown, StoreError, Subscriber, Tx};
use story::{
    Content, Focus, MediaId, MediaRights, MediaWords, Permission, Refusal, RevisionNumber, Sequence, StoryId,
};

use crate::house::fault;
use crate::links::Purpose;
use crate::views::{Item, Staff};
use crate::{Agency, Error, addresses, allow};

/// How many pictures stand on a page of the desk.
const PER_PAGE: u32 = 48;
/// How many stories that show a picture are listed.
const MOST_USES: u32 = 100;
/// How long it is until somebody looks whether small files are to be made, and rights have ended.
const RESTS: Duration = Duration::from_secs(5);
/// How many times as long as a small file took to make it is rested after it.
const RESTS_PER_WORK: u32 = 3;
/// How many revisions are looked at together.
const BATCH: u32 = 500;
/// The follower's name in the store.
const NAME: &str = "media";
/// The most letters of a caption, and of another field.
const LONGEST_CAPTION: usize = 2_000;
const LONGEST: usize = 300;

/// A page of pictures, the last that came first.
#[derive(Clone, Debug)]
pub struct MediaPage {
    /// The pictures.
    pub rows: Vec<MediaRow>,
    /// Behind which the next page begins, if there is one.
    pub next: Option<MediaId>,
}

/// A story that shows a picture.
#[derive(Clone, Debug)]
pub struct UsedIn {
    /// Which story.
    pub story: StoryId,
    /// What it is called on the desk.
    pub slugline: String,
    /// Its headline now.
    pub headline: String,
    /// The address of its page, if the public has it.
    pub path: Option<String>,
    /// The first of its revisions that shows the picture.
    pub first: RevisionNumber,
    /// The last.
    pub last: RevisionNumber,
    /// Whether the present one does.
    pub is_present: bool,
}

/// What of a picture is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaPart {
    /// All of it as JPEG, with its words inside.
    File,
    /// A cut as JPEG.
    Jpeg(Cut),
    /// A cut as AVIF; as JPEG, while that is not made.
    Avif(Cut),
}

/// A part of a picture.
#[derive(Clone, Debug)]
pub struct MediaBytes {
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is what was asked for; else it stands for what is still to be made.
    pub is_final: bool,
}

impl Agency {
    /// Takes a picture into the house, with the words that it has in it. One that is there already is not taken twice.
    pub async fn put_media(&self, who: &Staff, bytes: Vec<u8>) -> Result<MediaRow, Error> {
        allow(who, Permission::Write)?;
        let hash = sha256(&bytes);
        if let Some(known) = self.inner.store.read(|tx| tx.media_by_hash(hash))? {
            return Ok(known);
        }
        let (agency, now, by) = (self.clone(), self.now(), who.id);
        let taken = tokio::task::spawn_blocking(move || -> Result<_, Error> {
            let stored = agency.inner.media.put(&bytes, Focus::MIDDLE, now).map_err(unfit)?;
            Ok((stored, photo::read(&bytes)))
        });
        let (stored, words) = taken.await.map_err(|error| Error::Picture(error.to_string()))??;
        let row = MediaRow {
            id: stored.id,
            mime: stored.kind.mime().to_owned(),
            width: stored.width,
            height: stored.height,
            hash,
            words,
            rights: MediaRights::default(),
            focus: Focus::MIDDLE,
            is_small: false,
            by: Some(who.name.clone()),
            added_at: now,
            version: 1,
        };
        let kept = row.clone();
        self.inner.store.write(move |tx| tx.put_media(&kept, Some(by))).await?;
        Ok(row)
    }

    /// The pictures in whose words all of a search stand; all of them without one.
    pub async fn find_media(
        &self,
        who: &Staff,
        text: &str,
        before: Option<MediaId>,
    ) -> Result<MediaPage, Error> {
        allow(who, Permission::Write)?;
        let mut rows = self.inner.store.read(|tx| tx.find_media(text, before, PER_PAGE + 1))?;
        let has_more = rows.len() > PER_PAGE as usize;
        rows.truncate(PER_PAGE as usize);
        let next = rows.last().filter(|_| has_more).map(|row| row.id);
        Ok(MediaPage { rows, next })
    }

    /// A picture.
    pub async fn media(&self, who: &Staff, id: MediaId) -> Result<MediaRow, Error> {
        allow(who, Permission::Write)?;
        self.inner.store.read(|tx| tx.media(id))?.ok_or(Error::NotFound)
    }

    /// Changes what is said of a picture, how it may be used and what matters in it, at the version that was seen. Rights are
    /// changed by those only who may send.
    pub async fn change_media(
        &self,
        who: &Staff,
        (id, version): (MediaId, u64),
        (words, rights, focus): (MediaWords, MediaRights, Focus),
    ) -> Result<(), Error> {
        let row = self.media(who, id).await?;
        if rights != row.rights {
            allow(who, Permission::Send)?;
        }
        let words = checked(words)?;
        if rights.terms.chars().count() > LONGEST {
            return Err(fault("terms", "fault-too-long", &rights.terms));
        }
        if rights.products != row.rights.products {
            let known = self.inner.store.read(|tx| tx.products())?;
            if let Some(typed) = rights.products.iter().find(|it| known.iter().all(|each| each.name != **it))
            {
                return Err(fault("products", "fault-choice", typed));
            }
        }
        if focus != row.focus {
            tokio::task::block_in_place(|| self.inner.media.focus(id, focus)).map_err(unfit)?;
        }
        let is_done =
            self.inner.store.write(move |tx| tx.change_media((id, version), &words, &rights, focus));
        match is_done.await? {
            true => self.reload_house(),
            false => Err(fault("media", "fault-entry-moved", "")),
        }
    }

    /// The stories that show a picture, the last begun first.
    pub async fn media_uses(&self, who: &Staff, id: MediaId) -> Result<Vec<UsedIn>, Error> {
        allow(who, Permission::Write)?;
        let house = self.house();
        self.inner.store.read(|tx| {
            let mut all = Vec::new();
            for it in tx.media_uses(id, MOST_USES)? {
                let Some(head) = tx.chain(it.story)?.head else { continue };
                let item = tx.listed(it.story)?.and_then(Item::from_listed);
                all.push(UsedIn {
                    story: it.story,
                    slugline: head.content.slugline,
                    headline: head.content.headline,
                    path: item.map(|item| addresses::story_path(&house, &item)),
                    first: it.first,
                    last: it.last,
                    is_present: it.last == head.number,
                });
            }
            Ok(all)
        })
    }

    /// A part of a picture, for the staff.
    pub async fn media_for_staff(
        &self,
        who: &Staff,
        id: MediaId,
        part: MediaPart,
    ) -> Result<MediaBytes, Error> {
        let row = self.media(who, id).await?;
        self.media_part(&row, part)?.ok_or(Error::NotFound)
    }

    /// A picture as it came, for the staff.
    pub async fn media_original(&self, who: &Staff, id: MediaId) -> Result<(MediaRow, Vec<u8>), Error> {
        let row = self.media(who, id).await?;
        let bytes = tokio::task::block_in_place(|| self.inner.media.original(id)).map_err(unfit)?;
        Ok((row, bytes.ok_or(Error::NotFound)?))
    }

    /// A part of a picture, for whoever asks: the public, where a page that it may read shows the picture, and a subscriber by
    /// the key in the link that they were given. To neither when its rights have ended.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anybody else.
    pub async fn media_for_all(
        &self,
        id: MediaId,
        part: MediaPart,
        key: Option<&str>,
    ) -> Result<MediaBytes, Error> {
        let now = self.now();
        let row = self.inner.store.read(|tx| tx.media(id))?.ok_or(Error::NotFound)?;
        let is_given = match key {
            Some(key) => self.read_link(Purpose::Media, key)? == id.0 && row.rights.hold(now),
            None => row.rights.for_site(now) && self.inner.store.read(|tx| tx.is_media_public(id))?,
        };
        if !is_given {
            return Err(Error::NotFound);
        }
        self.media_part(&row, part)?.ok_or(Error::NotFound)
    }

    /// The picture of a story as the agency's own pages may show it now.
    pub fn media_on_site(&self, content: &Content) -> Result<Option<MediaRow>, Error> {
        let Some(picture) = &content.picture else { return Ok(None) };
        let row = self.inner.store.read(|tx| tx.media(picture.media))?;
        Ok(row.filter(|row| row.rights.for_site(self.now())))
    }

    /// The picture of a story as a subscriber may have it now, who has the story by a product; with the key of its link, where
    /// the public does not see it.
    pub(crate) fn media_for(
        &self,
        tx: Tx<'_>,
        content: &Content,
        subscriber: &Subscriber,
        product: &str,
    ) -> Result<Option<(MediaRow, Option<String>)>, Error> {
        let Some(picture) = &content.picture else { return Ok(None) };
        let (now, territory) = (self.now(), subscriber.territory.as_deref());
        let row = tx.media(picture.media)?;
        let Some(row) = row.filter(|row| row.rights.for_subscriber(territory, product, now)) else {
            return Ok(None);
        };
        let is_open = row.rights.for_site(now) && tx.is_media_public(row.id)?;
        let key = if is_open { None } else { Some(self.link_token(Purpose::Media, row.id.0)?) };
        Ok(Some((row, key)))
    }

    /// Why a story may not be sent with its picture, if it may not: what may not be used when it becomes public cannot be sent.
    pub(crate) fn uncleared(&self, content: &Content, now: Timestamp) -> Result<Option<Refusal>, StoreError> {
        let Some(picture) = &content.picture else { return Ok(None) };
        let Some(row) = self.inner.store.read(|tx| tx.media(picture.media))? else { return Ok(None) };
        let at = content.embargo.as_ref().map_or(now, |embargo| embargo.until.max(now));
        Ok(match row.rights {
            MediaRights { is_barred: true, .. } => Some(Refusal::PictureBarred),
            MediaRights { until: Some(until), .. } if until <= at => {
                Some(Refusal::PictureRightsEnd { until })
            }
            _ => None,
        })
    }

    fn media_part(&self, row: &MediaRow, part: MediaPart) -> Result<Option<MediaBytes>, Error> {
        let shelf = &self.inner.media;
        tokio::task::block_in_place(|| {
            let made = match part {
                MediaPart::File => None,
                MediaPart::Jpeg(cut) => shelf.jpeg(row.id, cut)?.map(|bytes| (RENDITION_MIME, bytes)),
                MediaPart::Avif(cut) => shelf.avif(row.id, cut)?.map(|bytes| ("image/avif", bytes)),
            };
            if let Some((mime, bytes)) = made {
                return Ok(Some(MediaBytes { mime, bytes, is_final: true }));
            }
            // What is still to be made is stood for by what there is.
            if let MediaPart::Avif(cut) = part
                && let Some(bytes) = shelf.jpeg(row.id, cut)?
            {
                return Ok(Some(MediaBytes { mime: RENDITION_MIME, bytes, is_final: false }));
            }
            // No cut is made for the asking: of those that are none, nothing is shown.
            let shapes = [Shape::Whole, Shape::Card(row.focus)];
            let is_none = |cut: Cut| {
                !shapes.contains(&cut.shape) || !cut.shape.cuts(row.width, row.height).contains(&cut)
            };
            if matches!(part, MediaPart::Jpeg(cut) | MediaPart::Avif(cut) if is_none(cut)) {
                return Ok(None);
            }
            let Some((bytes, mime)) = shelf.rendition(row.id)? else { return Ok(None) };
            let is_file = part == MediaPart::File;
            let bytes = if is_file { photo::write(&bytes, &row.words, &row.rights.terms) } else { bytes };
            Ok(Some(MediaBytes { mime, bytes, is_final: is_file }))
        })
        .map_err(unfit)
    }

    /// Keeps the pictures: who shows what, what may no longer be shown, and the small files of what came in.
    pub(crate) async fn keep_media(&self) {
        tokio::join!(self.keep_cleared(), self.keep_small());
    }

    /// Takes from the pages what may not stand there any more, which does not wait for small files.
    async fn keep_cleared(&self) {
        // Rights may have ended while another node had the duty.
        let mut looked = self.now() - SignedDuration::from_hours(1);
        loop {
            let now = self.now();
            match self.clear(looked, now).await {
                Ok(()) => looked = now,
                Err(error) => tracing::error!(%error, "rights that end are not looked at; it is tried again"),
            }
            tokio::time::sleep(RESTS).await;
        }
    }

    async fn clear(&self, looked: Timestamp, now: Timestamp) -> Result<(), Error> {
        while self.note_sent().await? {}
        if self.inner.store.read(|tx| tx.media_ended(looked, now))? > 0 {
            self.inner.store.write(|tx| tx.media_changed()).await?;
            self.reload_house()?;
        }
        Ok(())
    }

    async fn keep_small(&self) {
        loop {
            match self.make_small_once().await {
                Ok(true) => {}
                Ok(false) => tokio::time::sleep(RESTS).await,
                Err(error) => {
                    tracing::error!(%error, "a picture's small files are not made; it is tried again");
                    tokio::time::sleep(RESTS * 6).await;
                }
            }
        }
    }

    /// Whether there may be more to do at once.
    async fn make_small_once(&self) -> Result<bool, Error> {
        let Some(row) = self.inner.store.read(|tx| tx.large_media())? else { return Ok(false) };
        let (id, focus) = (row.id, row.focus);
        if let Err(error) = self.make_small(id, focus).await {
            // It is shown as JPEG then, and not tried for ever.
            tracing::warn!(media = %id, %error, "no small files can be made of a picture");
        }
        self.inner.store.write(move |tx| tx.put_small(id, focus)).await?;
        // What was taken down while this was made comes back in no file.
        if self.inner.store.read(|tx| tx.media(id))?.is_none() {
            tokio::task::block_in_place(|| self.inner.media.remove(id)).map_err(unfit)?;
        }
        Ok(true)
    }

    /// Makes the small files of a picture, one after the other, and leaves most of the processor to those who ask for pages.
    async fn make_small(&self, id: MediaId, focus: Focus) -> Result<(), Error> {
        let gone = |error: tokio::task::JoinError| Error::Picture(error.to_string());
        let agency = self.clone();
        let rest = tokio::task::spawn_blocking(move || agency.inner.media.rest_of(id, focus));
        let mut rest = rest.await.map_err(gone)?.map_err(unfit)?;
        while let Some(mut left) = rest.take() {
            let (agency, began) = (self.clone(), Instant::now());
            let made = tokio::task::spawn_blocking(move || {
                let has_more = agency.inner.media.make_next(&mut left)?;
                Ok(has_more.then_some(left))
            });
            rest = made.await.map_err(gone)?.map_err(unfit)?;
            tokio::time::sleep(began.elapsed() * RESTS_PER_WORK).await;
        }
        Ok(())
    }

    /// Notes the pictures of an earlier build, which kept nothing of them but their files: once, before anything is shown.
    pub(crate) async fn note_media(&self) -> Result<(), Error> {
        let (noted, (head, _)) =
            self.inner.store.read(|tx| Ok::<_, StoreError>((tx.cursor(NAME)?, tx.head()?)))?;
        if noted > Sequence(0) || head == Sequence(0) {
            return Ok(());
        }
        let mut behind = (StoryId(uuid::Uuid::nil()), RevisionNumber(0));
        loop {
            let all = self.inner.store.read(|tx| tx.shown_behind(behind, BATCH))?;
            let Some(last) = all.last() else { break };
            behind = (last.story, last.revision);
            self.note_pictures(all, Sequence(0)).await?;
        }
        self.note_pictures(Vec::new(), head).await
    }

    /// Notes what a node of an earlier build sends meanwhile; whether there was anything.
    async fn note_sent(&self) -> Result<bool, Error> {
        let rows = self.inner.store.read(|tx| tx.wire_after(tx.cursor(NAME)?, BATCH))?;
        let Some(last) = rows.last() else { return Ok(false) };
        let upto = last.sequence;
        let shown = rows.iter().filter_map(|row| {
            let revision = &row.listed.revision;
            let picture = revision.content.picture.clone()?;
            Some(Shown { story: revision.story, revision: revision.number, picture })
        });
        self.note_pictures(shown.collect(), upto).await?;
        Ok(true)
    }

    /// Notes who shows what, as far as that is not known, and up to where on the wire this was looked at.
    async fn note_pictures(&self, all: Vec<Shown>, upto: Sequence) -> Result<(), Error> {
        let mut rows = Vec::new();
        for it in &all {
            if self.inner.store.read(|tx| tx.media(it.picture.media))?.is_none() {
                rows.extend(tokio::task::block_in_place(|| self.row_of(&it.picture))?);
            }
        }
        let noted = move |tx: Tx<'_>| -> Result<(), StoreError> {
            rows.iter().try_for_each(|row| tx.put_media(row, None))?;
            all.iter().try_for_each(|it| tx.put_use(it.picture.media, it.story, it.revision))?;
            if upto > Sequence(0) { tx.put_cursor(NAME, upto) } else { Ok(()) }
        };
        Ok(self.inner.store.write(noted).await?)
    }

    /// What is known of a picture from its files; nothing where they are gone.
    fn row_of(&self, picture: &story::Picture) -> Result<Option<MediaRow>, Error> {
        let shelf = &self.inner.media;
        let Ok(Some((stored, original))) = shelf.look(picture.media) else { return Ok(None) };
        let mut words = photo::read(&original);
        (words.caption, words.credit) = (picture.caption.clone(), picture.credit.clone());
        words.alt = picture.alt.clone();
        Ok(Some(MediaRow {
            id: stored.id,
            mime: stored.kind.mime().to_owned(),
            width: stored.width,
            height: stored.height,
            hash: sha256(&original),
            words,
            rights: MediaRights::default(),
            focus: Focus::MIDDLE,
            is_small: false,
            by: None,
            added_at: self.now(),
            version: 1,
        }))
    }
}

fn sha256(bytes: &[u8]) -> store::Hash {
    let mut hash = store::Hash::default();
    hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
    hash
}

fn unfit(error: media::MediaError) -> Error {
    Error::Picture(error.to_string())
}

fn checked(mut words: MediaWords) -> Result<MediaWords, Error> {
    let line = |field: &str, text: &mut String, most: usize| {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > most { Err(fault(field, "fault-too-long", text)) } else { Ok(()) }
    };
    line("caption", &mut words.caption, LONGEST_CAPTION)?;
    line("alt", &mut words.alt, LONGEST_CAPTION)?;
    line("credit", &mut words.credit, LONGEST)?;
    line("creator", &mut words.creator, LONGEST)?;
    line("copyright", &mut words.copyright, LONGEST)?;
    line("city", &mut words.city, LONGEST)?;
    line("country", &mut words.country, LONGEST)?;
    line("instructions", &mut words.instructions, LONGEST_CAPTION)?;
    if !words.taken.is_empty() && words.taken.parse::<jiff::civil::Date>().is_err() {
        return Err(fault("taken", "fault-day", &words.taken));
    }
    words.keywords.truncate(50);
    words.keywords.iter_mut().try_for_each(|word| line("keywords", word, 64))?;
    words.keywords.retain(|word| !word.is_empty());
    Ok(words)
}
