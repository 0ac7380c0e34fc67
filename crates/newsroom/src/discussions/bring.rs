//! Bringing comments from elsewhere, and giving them out again.
//!
//! Who said them has an account that nobody has claimed: whoever has its address signs in by a link in a mail, and it is
//! theirs. Brought twice, a comment comes once. Nobody is told of anything.

use std::collections::HashMap;

use discussion::{ReaderBadge, State, names};
use formats::comments::Thread;
use serde_json::{Value, json};
use store::{NewMessage, Reader, StoreError, Tx};
use story::{EditionSlug, MessageId, Permission, ReaderId, ShortId, StoryId};

use crate::views::Staff;
use crate::{Agency, Error, allow};

/// How many messages are read at a time.
const BATCH: u32 = 500;

/// What came of bringing comments.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Brought {
    /// How many came in.
    pub taken: usize,
    /// How many were there already.
    pub known: usize,
    /// What was left: what, and why.
    pub left: Vec<(String, String)>,
}

impl Agency {
    /// Brings comments to the stories that they are about: those that came from there by `import`, or of our own address.
    pub async fn bring_comments(
        &self,
        who: &Staff,
        threads: Vec<Thread>,
        edition: &EditionSlug,
    ) -> Result<Brought, Error> {
        allow(who, Permission::ManageAgency)?;
        let language = self.house().edition(edition).ok_or(Error::NoEdition)?.language.to_string();
        let mut brought = Brought::default();
        let mut touched = Vec::new();
        for thread in threads {
            let Some(story) = self.story_known_as(&thread.story)? else {
                let why = "no story here came from there: import the stories first".to_owned();
                brought.left.push((thread.story, why));
                continue;
            };
            let (language, edition) = (language.clone(), edition.to_string());
            let part =
                self.inner.store.write(move |tx| bring(tx, story, thread, (language, edition))).await?;
            brought.taken += part.taken;
            brought.known += part.known;
            brought.left.extend(part.left);
            touched.push(story);
        }
        for story in touched {
            self.discussion_changed(story);
        }
        Ok(brought)
    }

    fn story_known_as(&self, known_as: &str) -> Result<Option<StoryId>, Error> {
        let last = known_as
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .trim_end_matches('/')
            .rsplit(['/', '-'])
            .next();
        let short: Option<ShortId> = last.and_then(|word| word.parse().ok());
        let here = self.inner.store.read(|tx| -> Result<_, StoreError> {
            if let Some((story, _)) = tx.import(known_as)? {
                return Ok(Some(story));
            }
            Ok(short.map(|short| tx.story_by_short(short)).transpose()?.flatten().map(|row| row.id))
        })?;
        if here.is_some() { Ok(here) } else { self.story_from(known_as) }
    }

    /// Everything that was said and is visible, a JSON object a message, story by story in the order in which it was said.
    pub async fn given_out(&self, who: &Staff, mut put: impl FnMut(Value)) -> Result<(), Error> {
        allow(who, Permission::ManageAgency)?;
        let stories = self.inner.store.read(|tx| tx.last_discussed(u32::MAX))?;
        for story in stories {
            let mut after = 0;
            loop {
                let page = self.inner.store.read(|tx| tx.stream_after(story, after, BATCH))?;
                let Some(last) = page.last() else { break };
                after = last.sequence;
                for it in page.iter().filter(|it| it.state == State::Visible) {
                    put(json!({
                        "story": it.story, "id": it.id, "number": it.sequence, "parent": it.parent, "at": it.at.to_string(),
                        "by": it.author, "text": it.text, "useful": it.useful, "edited": it.edited_at.map(|at| at.to_string()),
                        "picked": it.picked_at.is_some(),
                    }));
                }
            }
        }
        Ok(())
    }
}

fn bring(
    tx: Tx<'_>,
    story: StoryId,
    thread: Thread,
    (language, edition): (String, String),
) -> Result<Brought, Error> {
    let mut brought = Brought::default();
    let mut known: HashMap<String, MessageId> = HashMap::new();
    tx.open_discussion(story, None)?;
    let mut comments = thread.comments;
    comments.sort_by_key(|it| it.at);
    for it in comments {
        let what = format!("{} of {}", it.id, thread.story);
        let text = it.text.trim().to_owned();
        let Some(at) = it.at.filter(|_| it.is_approved && !text.is_empty()) else {
            brought.left.push((what, "it was not let through, is empty or has no date".into()));
            continue;
        };
        let email =
            it.author.email.as_deref().map(|it| it.trim().to_lowercase()).filter(|it| post::is_mailbox(it));
        let reader = ghost(tx, (&it.author.name, email), (&language, &edition), at)?;
        let client_id = format!("from:{}", &store::hex(&crate::staff::hash_token(&what))[..40]);
        if let Some(message) = tx.message_by_client(reader, &client_id)? {
            known.insert(it.id, message.id);
            brought.known += 1;
            continue;
        }
        let new = NewMessage {
            id: MessageId::new(at),
            story,
            parent: it.parent.and_then(|parent| known.get(&parent).copied()),
            reader,
            client_id: Some(client_id),
            text,
            at,
        };
        let message = tx.put_message(&new)?;
        tx.set_message_state(&message, State::Visible, None)?;
        known.insert(it.id, message.id);
        brought.taken += 1;
    }
    Ok(brought)
}

/// The account of somebody from elsewhere: theirs by the address, else one that nobody can claim.
fn ghost(
    tx: Tx<'_>,
    (name, email): (&str, Option<String>),
    (language, edition): (&str, &str),
    since: jiff::Timestamp,
) -> Result<ReaderId, StoreError> {
    if let Some((known, _)) = email.as_deref().map(|it| tx.reader_by_address(it)).transpose()?.flatten() {
        return Ok(known.id);
    }
    let id = ReaderId::new(since);
    let tidy = names::tidy(name);
    let base = if names::check(&tidy, []).is_ok() { tidy } else { "Reader".to_owned() };
    // Without an address people of one name from elsewhere are one; they are not those who are here.
    let nowhere = format!("{}@nowhere.invalid", names::key(&base));
    let address = email.unwrap_or(nowhere);
    if let Some((known, _)) = tx.reader_by_address(&address)? {
        return Ok(known.id);
    }
    let mut name = base.clone();
    let mut number = 2;
    while tx.reader_by_name(&names::key(&name))?.is_some() {
        name = format!("{} {number}", base.chars().take(34).collect::<String>().trim_end());
        number += 1;
    }
    let reader = Reader {
        id,
        address,
        name_key: names::key(&name),
        name,
        language: language.to_owned(),
        zone: String::new(),
        edition: edition.to_owned(),
        badge: ReaderBadge::None,
        is_watched: false,
        mails: "never".into(),
        since,
        named_at: None,
        exported_at: None,
        leaves: None,
    };
    tx.add_reader(&reader, None)?;
    Ok(id)
}
