//! What a client of the wire asks about one story: each thing they were given of it, and what changed since a revision.

use formats::Format;
use serde_json::{Value, json};
use story::{RevisionNumber, StoryId};

use crate::wire_client::changed;
use crate::{Agency, Client, Error};

/// The most things of a story in one answer, the last ones.
const MOST: usize = 200;

impl Agency {
    /// Each thing that a client was given of a story, in order, as it may be told now.
    pub async fn given_revisions(
        &self,
        client: &Client,
        story: StoryId,
        format: Format,
        public_url: &str,
    ) -> Result<Vec<Value>, Error> {
        self.inner.store.read(|tx| {
            let all = tx.given_of(client.subscriber.id, story)?;
            if all.is_empty() {
                return Err(Error::NotFound);
            }
            let last = &all[all.len().saturating_sub(MOST)..];
            last.iter().map(|it| self.entry(tx, &client.subscriber, it, format, public_url)).collect()
        })
    }

    /// What changed from a revision that a client was given to the last one, and how the story stands now. Of a story that
    /// is held or withdrawn only the latter is told.
    pub async fn given_since(
        &self,
        client: &Client,
        (story, had): (StoryId, RevisionNumber),
        format: Format,
        public_url: &str,
    ) -> Result<Value, Error> {
        self.inner.store.read(|tx| {
            let of = client.subscriber.id;
            let last = tx.last_given(of, story)?.ok_or(Error::NotFound)?;
            let given = tx.given_of(of, story)?;
            let mut was_given = false;
            let mut newest = None;
            for it in &given {
                if let Some(row) = it.sequence.map(|sequence| tx.wire_at(sequence)).transpose()?.flatten() {
                    let revision = row.listed.revision;
                    was_given |= revision.number == had;
                    newest = Some((revision, row.standing));
                }
            }
            let (new, standing) = newest.filter(|_| was_given).ok_or(Error::NotFound)?;
            let mut answer = json!({ "story": story, "now": self.entry(tx, &client.subscriber, &last, format, public_url)? });
            if standing == story::Standing::Live
                && let Some(old) = tx.revision(story, had)?
            {
                let (line, changes) = changed(&old.content, &new.content);
                answer["since"] = json!({ "revision": had.0, "advisory": line, "changes": changes });
            }
            Ok(answer)
        })
    }
}
