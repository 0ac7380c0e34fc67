//! Copy from outside the desk: files of plain wire copy, as the command line and the demo send them.

use jiff::SignedDuration;
use story::{EditionSlug, Kind, Permission, StaffId, StaffRole, StoryId};

use crate::send::{Beside, Sending};
use crate::views::{FieldFault, Sent, Staff};
use crate::{Agency, Error, allow};

/// How long a slugline stands for the same story.
const SAME_STORY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What decides where copy goes, where the copy itself does not.
#[derive(Clone, Debug, Default)]
pub struct Where {
    /// The edition; the first without.
    pub edition: Option<EditionSlug>,
    /// The section, as a word or as `edition/section`; the copy's own wins.
    pub section: Option<String>,
    /// The story that it continues, whatever its slugline says.
    pub story: Option<StoryId>,
    /// A new story, whatever its slugline says.
    pub is_new: bool,
    /// The kind of move; the copy's own wins.
    pub kind: Option<Kind>,
    /// The picture that leads it, where the copy names a file.
    pub picture: Option<story::MediaId>,
    /// Not for release before this; the copy's own wins.
    pub embargo: Option<story::Embargo>,
}

impl Agency {
    /// Who acts when the command line does: one of the staff who can never sign in.
    pub async fn command_line(&self) -> Result<Staff, Error> {
        self.machine("command-line", "Command line").await
    }

    /// One of the staff who can never sign in and may do everything: a part of the house that acts by itself.
    pub(crate) async fn machine(&self, login: &str, name: &str) -> Result<Staff, Error> {
        if let Some(staff) = self.staff_by_login(login).await? {
            return Ok(Staff { role: StaffRole::Administrator, ..staff });
        }
        let now = self.now();
        let staff = Staff {
            id: StaffId::new(now),
            login: login.into(),
            name: name.into(),
            role: StaffRole::Writer,
            language: "en".into(),
            is_active: false,
            has_factor: false,
        };
        let kept = staff.clone();
        self.inner.store.write(move |tx| tx.put_staff(&kept, now)).await?;
        Ok(Staff { role: StaffRole::Administrator, ..staff })
    }

    /// Sends plain wire copy: the next revision of the story with its slugline if that is of the same language
    /// and moved within seven days, else a new story.
    pub async fn send_copy(&self, who: &Staff, text: &str, to: Where) -> Result<Sent, Error> {
        allow(who, Permission::Send)?;
        let (house, now) = (self.house(), self.now());
        let home = house.home().ok_or(Error::NoEdition)?;
        let named = match formats::copy::read(text, &home.language, home.date_of(now)).edition {
            Some(word) => Some(word.parse::<EditionSlug>().map_err(|_| unknown("edition", &word))?),
            None => to.edition,
        };
        let edition = match &named {
            Some(slug) => house.edition(slug).ok_or_else(|| unknown("edition", slug.as_str()))?,
            None => home,
        };
        let copy = formats::copy::read(text, &edition.language, edition.date_of(now));
        let errors: Vec<String> =
            copy.diagnoses.iter().filter(|found| found.is_error()).map(ToString::to_string).collect();
        if !errors.is_empty() {
            return Err(Error::Unreadable(errors.join("; ")));
        }
        let (kind, advisory) = (copy.kind.or(to.kind), copy.advisory.clone());
        let (caption, credit, alt) = (copy.caption.clone(), copy.credit.clone(), copy.alt.clone());
        let mut content = copy.into_content(&edition.language, &edition.slug);
        if content.placements.is_empty() {
            content.placements = match &to.section {
                Some(section) => vec![place(section, edition.slug.clone())?],
                None => Vec::new(),
            };
        }
        for placement in &content.placements {
            let known =
                house.edition(&placement.edition).and_then(|edition| edition.section(&placement.section));
            known
                .ok_or_else(|| unknown("section", &format!("{}/{}", placement.edition, placement.section)))?;
        }
        // A name becomes its code; what is known by no name stays as words.
        for subject in &mut content.subjects {
            *subject =
                crate::topics::subject_named(subject, &house).unwrap_or_else(|| std::mem::take(subject));
        }
        if content.subjects.len() > crate::topics::MOST_SUBJECTS {
            return Err(unknown("subjects", &content.subjects.len().to_string()));
        }
        if content.embargo.is_none() {
            content.embargo = to.embargo;
        }
        if let Some(media) = to.picture {
            content.picture = Some(story::Picture {
                media,
                caption: caption.unwrap_or_default(),
                credit: credit.unwrap_or_default(),
                alt: alt.unwrap_or_default(),
            });
        }
        let story = match to.story {
            Some(id) => Some(id),
            None if to.is_new => None,
            None => self
                .inner
                .store
                .read(|tx| tx.recent_by_slugline(&content.slugline, &content.language, now - SAME_STORY))?,
        };
        let base = match story {
            Some(id) => {
                let head = self.head_of(id)?;
                content.slugline = head.content.slugline.clone();
                if content.placements.is_empty() {
                    content.placements = head.content.placements.clone();
                }
                Some(head.number)
            }
            None => None,
        };
        let kind = if base.is_none() { None } else { kind.filter(|kind| *kind != Kind::New) };
        let beside = Beside::Nothing;
        let sending = Sending { story, base, kind, content, advisory, answers: None, beside, dated: None };
        self.send_content(who, sending).await
    }

    /// The story that a slugline stands for now, in a language.
    pub async fn story_of_slugline(
        &self,
        slugline: &str,
        language: &story::Language,
    ) -> Result<Option<StoryId>, Error> {
        let since = self.now() - SAME_STORY;
        Ok(self.inner.store.read(|tx| tx.recent_by_slugline(slugline, language, since))?)
    }
}

fn unknown(field: &str, typed: &str) -> Error {
    let key = if field == "edition" { "fault-edition" } else { "fault-section" };
    Error::Faults(vec![FieldFault { field: field.to_owned(), key, typed: typed.to_owned() }])
}

fn place(section: &str, home: EditionSlug) -> Result<story::Placement, Error> {
    let (edition, word) = match section.split_once('/') {
        Some((edition, word)) => (edition.parse().map_err(|_| unknown("edition", edition))?, word),
        None => (home, section),
    };
    Ok(story::Placement { edition, section: word.parse().map_err(|_| unknown("section", word))? })
}
