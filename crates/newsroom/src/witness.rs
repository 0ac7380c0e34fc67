//! Who else signs the public log?
//!
//! A witness signs a checkpoint after it saw that the log only grew from what it signed before (C2SP tlog-witness). So a house cannot
//! show one record to some and another to others, as long as one of them asks for the witness's signature.

use std::time::Duration;

use store::StoreError;
use tlog::{AddCheckpoint, Checkpoint, Note, VerifierKey};

use crate::{Agency, Error};

/// How long what witnesses signed is good enough.
const RESTS: Duration = Duration::from_secs(20);

/// A witness that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its key.
    pub key: VerifierKey,
    /// The address below which it is asked.
    pub address: String,
}

impl std::str::FromStr for Witness {
    type Err = String;

    /// `KEY ADDRESS`, the key as `NAME+ID+KEY`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (key, address) = text.trim().split_once(' ').ok_or("KEY ADDRESS is wanted")?;
        let key = key.parse().map_err(|error: tlog::TlogError| error.to_string())?;
        Ok(Witness { key, address: address.trim().to_owned() })
    }
}

impl Agency {
    /// Has witnesses sign the log of that origin.
    pub fn set_witnesses(&self, origin: &str, witnesses: Vec<Witness>) {
        let asked = witnesses.into_iter().map(|witness| (origin.to_owned(), witness)).collect();
        *self.inner.witnesses.write().unwrap_or_else(std::sync::PoisonError::into_inner) = asked;
    }

    pub(crate) async fn keep_witnesses(&self) {
        loop {
            let witnesses =
                self.inner.witnesses.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
            for (origin, witness) in witnesses {
                if let Err(error) = self.ask_witness(&origin, &witness).await {
                    tracing::warn!(witness = witness.key.name(), %error, "a witness did not sign the log; it is asked again");
                }
            }
            tokio::time::sleep(RESTS).await;
        }
    }

    /// Asks a witness for its signature of the log as it is now, where it has not signed that.
    ///
    /// # Errors
    /// When it cannot be reached or does not sign, or what it signs does not hold.
    pub async fn ask_witness(&self, origin: &str, witness: &Witness) -> Result<(), Error> {
        let name = witness.key.name().to_owned();
        let known = self.inner.store.read(|tx| tx.witnessed())?;
        let mut old = known.iter().find(|(of, ..)| *of == name).map_or(0, |(_, size, _)| *size);
        let fault = |what: String| Error::Log(what);
        let (post, _) = self.post().ok_or_else(|| fault("nothing can be posted yet".into()))?;
        // It may have signed what was never noted here: then it says how much.
        for _ in 0..2 {
            let found = self.inner.store.read(|tx| -> Result<_, StoreError> {
                let mut tree = tx.log_tree()?;
                Ok((tree.size(), tree.root()?, tree.consistency(old)?))
            })?;
            let (size, root, proof) = found;
            if size == old {
                return Ok(());
            }
            let proof =
                proof.ok_or_else(|| fault(format!("it signed {old} entries, and there are {size}")))?;
            let checkpoint = self.sign_checkpoint(&Checkpoint { origin: origin.to_owned(), size, root })?;
            let body = AddCheckpoint { old, proof, checkpoint: checkpoint.clone() }.write();
            let (status, said) = post.ask_witness(&witness.address, body).await.map_err(fault)?;
            match status {
                200 => {
                    let wrong = |error: tlog::TlogError| fault(error.to_string());
                    let mut note = Note::read(&checkpoint).map_err(wrong)?;
                    let signed = Note::read(&format!("{}\n{said}", note.text)).map_err(wrong)?;
                    signed.signed_by(&witness.key).map_err(wrong)?;
                    note.join(signed);
                    let note = note.to_string();
                    return Ok(self
                        .inner
                        .store
                        .write(move |tx| tx.put_witnessed(&name, size, &note))
                        .await?);
                }
                409 => {
                    let has = said.trim().parse().map_err(|_| fault(format!("409: {}", said.trim())))?;
                    old = has;
                }
                status => return Err(fault(format!("{status}: {}", said.trim()))),
            }
        }
        Err(fault("it signs something else at the same time".into()))
    }

    /// The largest checkpoint that a witness signed, with the signatures of all who signed the same; none where nobody did.
    pub async fn witnessed_checkpoint(&self) -> Result<Option<String>, Error> {
        let all = self.inner.store.read(|tx| tx.witnessed())?;
        let mut notes = all.iter().filter_map(|(_, _, note)| Note::read(note).ok());
        let Some(mut first) = notes.next() else { return Ok(None) };
        for note in notes {
            first.join(note);
        }
        Ok(Some(first.to_string()))
    }
}
