//! How large is a log, and what is its root? (C2SP tlog-checkpoint)

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::note::{Note, SignerKey, VerifierKey};
use crate::{Hash, TlogError, malformed};

/// A log at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: its address without the scheme.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of its tree.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// As a note that is signed.
    pub fn sign(&self, by: &SignerKey<'_>) -> Note {
        Note::sign(&self.text(), by, 0)
    }

    /// Reads the text of a checkpoint; lines behind the third are left to others.
    ///
    /// # Errors
    /// What is not written as one.
    pub fn read(text: &str) -> Result<Checkpoint, TlogError> {
        let wrong = || malformed("it is no checkpoint: origin, size and root are wanted");
        let mut lines = text.lines();
        let mut line = || lines.next().filter(|line| !line.is_empty()).ok_or_else(wrong);
        let (origin, size, root) = (line()?.to_owned(), line()?, line()?);
        let number: u64 = size.parse().map_err(|_| wrong())?;
        let bytes = STANDARD.decode(root).map_err(|_| wrong())?;
        let root = bytes.try_into().map_err(|_| wrong())?;
        (number.to_string() == size).then_some(Checkpoint { origin, size: number, root }).ok_or_else(wrong)
    }

    /// Reads a note that the log signed under its own name.
    ///
    /// # Errors
    /// What is no checkpoint, of another log, or not signed by the key.
    pub fn open(note: &str, key: &VerifierKey) -> Result<Checkpoint, TlogError> {
        let note = Note::read(note)?;
        note.signed_by(key)?;
        let checkpoint = Checkpoint::read(&note.text)?;
        match checkpoint.origin == key.name() {
            true => Ok(checkpoint),
            false => {
                Err(malformed(format!("it is a checkpoint of {}, not of {}", checkpoint.origin, key.name())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};

    #[test]
    fn a_checkpoint_is_opened_by_the_key_of_its_log_and_by_no_other() {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let sign = |bytes: &[u8]| pair.sign(bytes).as_ref().to_vec();
        let key = |name: &str| VerifierKey::new(name, pair.public_key().as_ref()).unwrap();
        let checkpoint = Checkpoint { origin: "press.example/log".into(), size: 23, root: [5; 32] };
        let note =
            checkpoint.sign(&SignerKey { verifier: key("press.example/log"), sign: &sign }).to_string();
        assert_eq!(Checkpoint::open(&note, &key("press.example/log")), Ok(checkpoint.clone()));
        assert!(Checkpoint::open(&note, &key("other.example/log")).is_err());
        assert!(Checkpoint::open(&note.replace("\n23\n", "\n24\n"), &key("press.example/log")).is_err());
        let foreign =
            checkpoint.sign(&SignerKey { verifier: key("other.example/log"), sign: &sign }).to_string();
        assert!(Checkpoint::open(&foreign, &key("other.example/log")).is_err());
        for wrong in [
            "",
            "a\n1\n",
            "a\n01\nAAAA\n",
            "a\n1\nAAAA\n",
            "a\n-1\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=\n",
        ] {
            assert!(Checkpoint::read(wrong).is_err(), "{wrong:?}");
        }
        let more = format!("{}an extension\n", checkpoint.text());
        assert_eq!(Checkpoint::read(&more), Ok(checkpoint));
    }
}
