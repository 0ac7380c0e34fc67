//! How is a witness asked to sign a checkpoint? (C2SP tlog-witness, `add-checkpoint`.)

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::{Hash, TlogError, malformed};

/// What a witness is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size of the log that the witness signed last.
    pub old: u64,
    /// What proves that the log only grew from there.
    pub proof: Vec<Hash>,
    /// The checkpoint, a signed note.
    pub checkpoint: String,
}

impl AddCheckpoint {
    /// As the body of a request.
    pub fn write(&self) -> String {
        let proof: String = self.proof.iter().map(|hash| format!("{}\n", STANDARD.encode(hash))).collect();
        format!("old {}\n{proof}\n{}", self.old, self.checkpoint)
    }

    /// Reads the body of a request.
    ///
    /// # Errors
    /// What is not written as one.
    pub fn read(body: &str) -> Result<AddCheckpoint, TlogError> {
        let wrong = || malformed("it asks for no signature: `old N`, a proof and a checkpoint are wanted");
        let (head, checkpoint) = body.split_once("\n\n").ok_or_else(wrong)?;
        let mut lines = head.lines();
        let old = lines.next().and_then(|line| line.strip_prefix("old ")?.parse().ok()).ok_or_else(wrong)?;
        let hash = |line: &str| STANDARD.decode(line).ok().and_then(|bytes| bytes.try_into().ok());
        // A tree of 2^63 entries has no longer proof.
        let proof: Vec<Hash> = lines.take(64).map(hash).collect::<Option<_>>().ok_or_else(wrong)?;
        Ok(AddCheckpoint { old, proof, checkpoint: checkpoint.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Checkpoint, Note, SignerKey, VerifierKey};
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};

    #[test]
    fn what_a_witness_is_asked_reads_back() {
        for proof in [vec![], vec![[1; 32], [2; 32]]] {
            let asked =
                AddCheckpoint { old: 7, proof, checkpoint: "press.example/log\n8\nAAAA\n\n— x y\n".into() };
            assert_eq!(AddCheckpoint::read(&asked.write()), Ok(asked));
        }
        for wrong in ["", "old x\n\n", "old 1\nAAAA\n\nnote", "new 1\n\nnote"] {
            assert!(AddCheckpoint::read(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_a_witness_signs_holds_for_its_key_and_time_only() {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[9; 32]).unwrap();
        let sign = |bytes: &[u8]| pair.sign(bytes).as_ref().to_vec();
        let key = VerifierKey::witness("witness.example", pair.public_key().as_ref()).unwrap();
        assert_eq!(key.to_string().parse(), Ok(key.clone()));
        let text = Checkpoint { origin: "press.example/log".into(), size: 1, root: [3; 32] }.text();
        let note = Note::sign(&text, &SignerKey { verifier: key.clone(), sign: &sign }, 1_790_000_000);
        assert_eq!(Note::read(&note.to_string()).unwrap().signed_by(&key), Ok(()));
        // Of the same bytes the key of a log is another key, and what it signs is no cosignature.
        let plain = VerifierKey::new("witness.example", pair.public_key().as_ref()).unwrap();
        assert!(note.signed_by(&plain).is_err());
        let forged = Note::sign(&text, &SignerKey { verifier: plain, sign: &sign }, 0);
        assert!(forged.signed_by(&key).is_err());
        let mut joined = Note::read(&forged.to_string()).unwrap();
        assert!(joined.join(note.clone()) && joined.signed_by(&key).is_ok());
        let other = Note::sign(&text.replace('1', "2"), &SignerKey { verifier: key, sign: &sign }, 1);
        assert!(!joined.join(other));
    }
}
