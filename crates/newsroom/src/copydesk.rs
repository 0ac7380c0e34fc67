//! The copy desk at work: what it finds in a draft, what is set aside and why, and the house's own rules.

use copydesk::{Context, Facts, Finding, Place, Rule, Severity, Sheet};
use store::{LexiconRow, RuleCount};
use story::{Content, DraftId, Kind, Permission, Revision};

use crate::compose::compose;
use crate::drafts::read_fields;
use crate::views::{Found, HouseRule, RuleHit, Staff};
use crate::{Agency, Error, allow};

/// How many stories of the archive a rule is tried on.
const ARCHIVE: u32 = 500;

/// Checks whose findings are confirmed otherwise as a story is sent: each changed quote and denial is answered for, and
/// looked at by a second person where the house wants one.
const CONFIRMED: [&str; 2] = ["quote-altered", "negation"];

impl Agency {
    /// What the copy desk finds in a draft as it was last saved, in reading order. What was set aside is among it, with
    /// its reason.
    pub async fn findings(&self, who: &Staff, id: DraftId, kind: Option<Kind>) -> Result<Vec<Found>, Error> {
        allow(who, Permission::Write)?;
        let found = self.look(id, kind)?;
        let (now, seen) = (self.now(), found.clone());
        self.inner
            .store
            .write(move |tx| {
                seen.iter().try_for_each(|found| tx.note_shown(id, found.rule, &found.words, now))
            })
            .await?;
        Ok(found)
    }

    /// Sets a finding of a draft aside: it stands, for a reason that is recorded.
    pub async fn set_aside(
        &self,
        who: &Staff,
        id: DraftId,
        rule: &str,
        words: &str,
        reason: &str,
    ) -> Result<(), Error> {
        allow(who, Permission::Write)?;
        let reason = crate::house::required("reason", reason, 300)?;
        self.draft_row(id)?;
        let (rule, words, by, now) = (rule.to_owned(), words.to_owned(), who.id, self.now());
        Ok(self.inner.store.write(move |tx| tx.ignore_finding(id, (&rule, &words), &reason, by, now)).await?)
    }

    /// How often each check was heeded.
    pub async fn rule_counts(&self, who: &Staff) -> Result<Vec<RuleCount>, Error> {
        allow(who, Permission::Send)?;
        Ok(self.inner.store.read(|tx| tx.rule_counts())?)
    }

    /// The house's own rules.
    pub async fn lexicon(&self, who: &Staff) -> Result<Vec<HouseRule>, Error> {
        allow(who, Permission::Write)?;
        self.house_rules()
    }

    /// Adds a rule to the house's lexicon, or changes one. It begins as a draft: the copy desk does not go by it yet.
    pub async fn put_rule(&self, who: &Staff, rule: HouseRule) -> Result<(), Error> {
        allow(who, Permission::Send)?;
        let rule = HouseRule { find: crate::house::required("find", &rule.find, 80)?, ..rule };
        let row = LexiconRow {
            id: rule.id.unwrap_or_else(|| DraftId::new(self.now()).0),
            rule: serde_json::to_string(&rule)
                .map_err(|error| store::StoreError::Engine(error.to_string()))?,
            is_live: rule.is_live,
        };
        let (by, now) = (who.id, self.now());
        Ok(self.inner.store.write(move |tx| tx.put_rule(&row, by, now)).await?)
    }

    /// Takes a rule out of the house's lexicon.
    pub async fn drop_rule(&self, who: &Staff, rule: &HouseRule) -> Result<(), Error> {
        allow(who, Permission::Send)?;
        let id = rule.id.ok_or(Error::NotFound)?;
        let done = self.inner.store.write(move |tx| tx.drop_rule(id)).await?;
        if done { Ok(()) } else { Err(Error::NotFound) }
    }

    /// What a rule would have found in the last stories of the archive, before it goes live.
    pub async fn try_rule(&self, who: &Staff, rule: &HouseRule) -> Result<(usize, Vec<RuleHit>), Error> {
        allow(who, Permission::Write)?;
        let facts = Facts { lexicon: vec![rule.as_rule()], ..Facts::default() };
        let rows = self.inner.store.read(|tx| tx.wire_before(None, ARCHIVE))?;
        let mut seen = std::collections::HashSet::new();
        let mut hits = Vec::new();
        for row in rows {
            let Revision { story, content, .. } = &*row.listed.revision;
            if !seen.insert(*story) {
                continue;
            }
            let context = self.context(&facts, None, None);
            let found = copydesk::check(content, &context);
            hits.extend(found.into_iter().filter(|finding| finding.rule == "lexicon").map(|finding| {
                RuleHit { story: *story, headline: content.headline.clone(), words: finding.words }
            }));
        }
        Ok((seen.len(), hits))
    }

    /// The errors that nobody mended or set aside; as a draft is sent there must be none.
    pub(crate) fn open_errors(&self, id: DraftId, kind: Option<Kind>) -> Result<(usize, Vec<Found>), Error> {
        let found = self.look(id, kind)?;
        let open = found
            .iter()
            .filter(|f| f.severity == Severity::Error && f.reason.is_none() && !CONFIRMED.contains(&f.rule))
            .count();
        Ok((open, found))
    }

    fn look(&self, id: DraftId, kind: Option<Kind>) -> Result<Vec<Found>, Error> {
        let row = self.draft_row(id)?;
        let (base, aside) = self.inner.store.read(|tx| -> Result<_, Error> {
            let base = match (row.story, row.base) {
                (Some(story), Some(number)) => tx.revision(story, number)?,
                _ => None,
            };
            Ok((base, tx.ignored_findings(id)?))
        })?;
        let before = base.map(|base| base.content.clone());
        let (content, _) = compose(&read_fields(&row)?, before.as_ref(), &self.house(), self.now());
        let live = self.house_rules()?.into_iter().filter(|rule| rule.is_live);
        let lexicon = live.map(|rule| rule.as_rule()).collect();
        let (known, names) = self.known_of(&content, Some(id))?;
        let quotes = self.ran_before(&content, row.story)?;
        let facts = Facts { lexicon, facts: known, names, quotes, ..Facts::default() };
        let context = self.context(&facts, before.as_ref(), kind);
        let sheet = Sheet::of(&content, &context);
        let found = copydesk::Desk::new().check(&sheet, &context);
        Ok(found
            .into_iter()
            .map(|finding| {
                let known =
                    aside.iter().find(|(rule, words, _)| rule == finding.rule && *words == finding.words);
                let reason = known.map(|(.., reason)| reason.clone());
                found_in(&sheet, finding, reason)
            })
            .collect())
    }

    pub(crate) fn context<'a>(
        &self,
        facts: &'a Facts,
        earlier: Option<&'a Content>,
        kind: Option<Kind>,
    ) -> Context<'a> {
        let house = self.house();
        let zone = house.home().map_or(jiff::tz::TimeZone::UTC, story::Edition::time_zone);
        Context { now: self.now(), zone, earlier, kind, advisory: None, facts }
    }

    fn house_rules(&self) -> Result<Vec<HouseRule>, Error> {
        let rows = self.inner.store.read(|tx| tx.lexicon())?;
        rows.into_iter()
            .map(|row| {
                let rule: HouseRule = serde_json::from_str(&row.rule).map_err(|error| {
                    store::StoreError::Damaged(format!("a rule of the lexicon cannot be read: {error}"))
                })?;
                Ok(HouseRule { id: Some(row.id), is_live: row.is_live, ..rule })
            })
            .collect()
    }
}

impl HouseRule {
    fn as_rule(&self) -> Rule {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Rule {
            find: self.find.clone(),
            use_: self.wanted.trim().to_owned(),
            context: some(&self.context),
            unless: some(&self.unless),
            reason: some(&self.reason),
            quotes: self.quotes,
            severity: some(&self.severity),
        }
    }
}

/// A finding with its place in the words of a draft's form.
fn found_in(sheet: &Sheet, finding: Finding, reason: Option<String>) -> Found {
    let part = &sheet.parts[finding.part];
    let (field, paragraph) = match part.place {
        Place::Headline => ("headline", None),
        Place::Advisory => ("advisory", None),
        Place::Lead => ("lead", None),
        Place::Dateline => ("dateline", None),
        Place::Byline => ("byline", None),
        Place::Caption => ("caption", None),
        Place::Note => ("note", None),
        Place::Paragraph(at, ..) => ("body", Some(at)),
    };
    let characters = |to: usize| part.passage.text[..to].chars().count();
    Found {
        check: finding.check,
        rule: finding.rule,
        severity: finding.severity,
        field,
        paragraph,
        number: part.number(),
        start: characters(finding.range.start),
        length: finding.words.chars().count(),
        words: finding.words,
        message: finding.message,
        reason,
    }
}
