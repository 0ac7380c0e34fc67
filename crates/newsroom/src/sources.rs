//! Setting up sources of copy, and the rules that route it.

use formats::Document;
use jiff::Timestamp;
use store::{Arrival, RoutingRule, Source, StoreError};
use story::{Becomes, DeskId, Intake, Permission, RuleId, SectionSlug, SourceId, Urgency};

use crate::house::{fault, required};
use crate::ingest::Took;
use crate::staff::{hash_token, new_token};
use crate::subscribers::read_filter;
use crate::views::Staff;
use crate::{Agency, Error, allow};

/// The fields of a source as they are typed.
#[derive(Clone, Debug, Default)]
pub struct SourceForm {
    /// Its name.
    pub name: String,
    /// `feed`, `folder` or `hook`.
    pub intake: String,
    /// An address or a folder.
    pub address: String,
    /// A token that it wants.
    pub token: String,
    /// Where its copy goes, as `edition/section`.
    pub section: String,
    /// `draft`, `story` or `nothing`.
    pub becomes: String,
    /// How often it is asked, in minutes.
    pub minutes: String,
    /// The id of the desk to which its drafts go; the first without.
    pub desk: String,
}

/// The fields of a rule as they are typed.
#[derive(Clone, Debug, Default)]
pub struct RuleForm {
    /// The copy it means.
    pub filter: String,
    /// The section that the copy goes to.
    pub section: String,
    /// `draft`, `story` or `nothing`.
    pub becomes: String,
    /// The id of the desk to which its drafts go; the source's without.
    pub desk: String,
    /// `1` to `8`; as its sender says without.
    pub urgency: String,
}

impl Agency {
    /// All sources, by name.
    pub async fn sources(&self, who: &Staff) -> Result<Vec<Source>, Error> {
        allow(who, Permission::ManageAgency)?;
        Ok(self.inner.store.read(|tx| tx.sources())?)
    }

    /// What came from a source, the last first.
    pub async fn arrivals(&self, who: &Staff, from: SourceId, limit: u32) -> Result<Vec<Arrival>, Error> {
        allow(who, Permission::ManageAgency)?;
        Ok(self.inner.store.read(|tx| tx.arrivals(from, limit))?)
    }

    /// Adds a source. Where it posts to us, the token that it shows is told this once.
    pub async fn add_source(
        &self,
        who: &Staff,
        form: SourceForm,
    ) -> Result<(SourceId, Option<String>), Error> {
        allow(who, Permission::ManageAgency)?;
        let now = self.now();
        let intake: Intake =
            form.intake.parse().map_err(|_| fault("intake", "fault-choice", &form.intake))?;
        let (becomes, desk) = (becomes(&form.becomes)?, self.desk_choice(&form.desk)?);
        let (edition, section) = form.section.split_once('/').unwrap_or(("", &form.section));
        let wrong = || fault("section", "fault-choice", &form.section);
        let edition = match self.house().home() {
            Some(home) if edition.is_empty() => home.slug.clone(),
            _ => edition.parse().map_err(|_| wrong())?,
        };
        let section: SectionSlug = section.parse().map_err(|_| wrong())?;
        self.house().edition(&edition).ok_or_else(wrong)?;
        let address = form.address.trim().to_owned();
        let is_right = match intake {
            Intake::Feed => post::is_address(&address),
            Intake::Mailbox => post::is_mail_folder(&address),
            Intake::Folder => std::path::Path::new(&address).is_absolute(),
            Intake::Hook => true,
        };
        if !is_right {
            return Err(fault("address", "fault-address", &address));
        }
        let minutes = match form.minutes.trim() {
            "" => 5,
            typed => typed
                .parse()
                .ok()
                .filter(|minutes| (1..=1440).contains(minutes))
                .ok_or_else(|| fault("minutes", "fault-minutes", typed))?,
        };
        let shown = match intake {
            Intake::Hook => Some(format!("dl_{}", new_token()?)),
            Intake::Feed | Intake::Folder | Intake::Mailbox => None,
        };
        let theirs = Some(form.token.trim().to_owned()).filter(|token| !token.is_empty());
        let source = Source {
            id: SourceId::new(now),
            name: required("name", &form.name, 80)?,
            intake,
            address: if intake == Intake::Hook { String::new() } else { address },
            secret: shown.as_deref().map(kept).or(theirs),
            edition,
            section,
            becomes,
            desk,
            minutes,
            is_active: true,
            etag: None,
            modified: None,
            asked_at: None,
            due_at: now,
            failures: 0,
            said: None,
        };
        let id = source.id;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                if tx.sources()?.iter().any(|other| other.name == source.name) {
                    return Err(fault("name", "fault-taken", &source.name));
                }
                Ok(tx.put_source(&source, now)?)
            })
            .await?;
        Ok((id, shown))
    }

    /// Puts a source out of use, or into use again; it is then asked at once.
    pub async fn use_source(&self, who: &Staff, id: SourceId, is_active: bool) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        let now = self.now();
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let source = tx.source(id)?.ok_or(Error::NotFound)?;
                Ok(tx.put_source(&Source { is_active, ..source }, now)?)
            })
            .await
    }

    /// The rules, in the order in which they are asked.
    pub async fn routing_rules(&self, who: &Staff) -> Result<Vec<RoutingRule>, Error> {
        allow(who, Permission::ManageAgency)?;
        Ok(self.inner.store.read(|tx| tx.routing_rules())?)
    }

    /// Adds a rule, behind all others.
    pub async fn add_routing_rule(&self, who: &Staff, form: &RuleForm) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        let wrong = || fault("section", "fault-section", &form.section);
        let section: SectionSlug = form.section.trim().parse().map_err(|_| wrong())?;
        if !self.house().editions.iter().any(|edition| edition.section(&section).is_some()) {
            return Err(wrong());
        }
        let urgency = match form.urgency.trim() {
            "" => None,
            typed => match typed.parse::<Urgency>() {
                Ok(urgency) => Some(urgency.get().into()),
                Err(_) => return Err(fault("urgency", "fault-choice", typed)),
            },
        };
        let (filter, becomes) = (read_filter(&form.filter)?.to_string(), becomes(&form.becomes)?);
        let (id, desk) = (RuleId::new(self.now()), self.desk_choice(&form.desk)?);
        self.inner
            .store
            .write(move |tx| -> Result<(), StoreError> {
                let place = tx.routing_rules()?.last().map_or(0, |rule| rule.place) + 1;
                tx.put_routing_rule(&RoutingRule { id, place, filter, section, becomes, desk, urgency })
            })
            .await?;
        Ok(())
    }

    /// Takes a rule away.
    pub async fn drop_routing_rule(&self, who: &Staff, id: RuleId) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        let is_dropped = self.inner.store.write(move |tx| tx.drop_routing_rule(id)).await?;
        if is_dropped { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Lets a rule be asked one place sooner.
    pub async fn raise_routing_rule(&self, who: &Staff, id: RuleId) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        self.inner
            .store
            .write(move |tx| -> Result<(), Error> {
                let mut rules = tx.routing_rules()?;
                let at = rules.iter().position(|rule| rule.id == id).ok_or(Error::NotFound)?;
                if at > 0 {
                    rules.swap(at, at - 1);
                }
                for (rule, place) in rules.iter().zip(1..) {
                    tx.put_routing_rule(&RoutingRule { place, ..rule.clone() })?;
                }
                Ok(())
            })
            .await
    }

    /// A desk that was chosen; none where none was.
    fn desk_choice(&self, typed: &str) -> Result<Option<DeskId>, Error> {
        if typed.is_empty() {
            return Ok(None);
        }
        let desks = self.inner.store.read(|tx| tx.desks())?;
        let chosen = desks.into_iter().map(|desk| desk.id).find(|id| id.to_string() == typed);
        chosen.map(Some).ok_or_else(|| fault("desk", "fault-choice", typed))
    }

    /// The source that a token stands for, where another agency posts to us.
    pub async fn hook(&self, token: &str) -> Result<Option<Source>, Error> {
        Ok(self.inner.store.read(|tx| tx.hook(&kept(token)))?)
    }

    /// Takes in what was posted to us.
    pub async fn take_posted(&self, source: &Source, document: Document) -> Result<Took, Error> {
        let took = self.take_in(source, document).await?;
        let now: Timestamp = self.now();
        let noted = Source { asked_at: Some(now), failures: 0, said: Some(took.said()), ..source.clone() };
        self.inner.store.write(move |tx| tx.note_asked(&noted)).await?;
        Ok(took)
    }
}

/// How a token of a hook is kept.
fn kept(token: &str) -> String {
    store::hex(&hash_token(token))
}

fn becomes(typed: &str) -> Result<Becomes, Error> {
    typed.parse().map_err(|_| fault("becomes", "fault-choice", typed))
}
