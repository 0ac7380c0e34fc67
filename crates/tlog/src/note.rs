//! Who signed a text? Signed notes with Ed25519 keys (C2SP signed-note), and what witnesses sign of checkpoints with the time at
//! which they saw them (C2SP tlog-cosignature).

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::{TlogError, malformed, sha256};

/// The byte for Ed25519 in keys.
const PLAIN: u8 = 1;
/// The byte for cosignatures by Ed25519 in keys.
const COSIGNATURE: u8 = 4;
/// What a signature line begins with.
const DASH: &str = "\u{2014} ";

/// A key that checks, with the name of who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    algorithm: u8,
    key: [u8; 32],
}

/// Who signs: the name, the public half of the key, and how it signs.
pub struct SignerKey<'a> {
    /// The key that checks.
    pub verifier: VerifierKey,
    /// Signs bytes with the private half: 64 bytes.
    pub sign: &'a dyn Fn(&[u8]) -> Vec<u8>,
}

/// A text with signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, which ends with a newline.
    pub text: String,
    /// Who signed, the first four bytes of the hash of their key, the signature.
    signatures: Vec<(String, [u8; 4], Vec<u8>)>,
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}

impl VerifierKey {
    /// Of a name and 32 bytes.
    ///
    /// # Errors
    /// A name that is empty or has spaces or plus signs.
    pub fn new(name: &str, key: &[u8]) -> Result<Self, TlogError> {
        Self::of(name, PLAIN, key)
    }

    /// The same, of a witness.
    ///
    /// # Errors
    /// As for [`VerifierKey::new`].
    pub fn witness(name: &str, key: &[u8]) -> Result<Self, TlogError> {
        Self::of(name, COSIGNATURE, key)
    }

    fn of(name: &str, algorithm: u8, key: &[u8]) -> Result<Self, TlogError> {
        let key = key.try_into().map_err(|_| malformed("an Ed25519 key has 32 bytes"))?;
        match is_name(name) {
            true => Ok(VerifierKey { name: name.to_owned(), algorithm, key }),
            false => Err(malformed(format!("`{name}` cannot be the name of a key"))),
        }
    }

    /// Whose it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn id(&self) -> [u8; 4] {
        let hash = sha256(&[self.name.as_bytes(), b"\n", &[self.algorithm], &self.key]);
        [hash[0], hash[1], hash[2], hash[3]]
    }

    fn holds(&self, text: &str, signature: &[u8]) -> bool {
        let holds = |text: &str, signature: &[u8]| {
            UnparsedPublicKey::new(&ED25519, self.key).verify(text.as_bytes(), signature).is_ok()
        };
        match self.algorithm {
            COSIGNATURE => signature.split_first_chunk::<8>().is_some_and(|(time, signature)| {
                holds(&cosigned(text, u64::from_be_bytes(*time)), signature)
            }),
            _ => holds(text, signature),
        }
    }
}

impl std::fmt::Display for VerifierKey {
    /// `NAME+ID+KEY`, as it is handed on.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let key: Vec<u8> = std::iter::once(self.algorithm).chain(self.key).collect();
        write!(f, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id()), STANDARD.encode(key))
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = TlogError;

    fn from_str(text: &str) -> Result<Self, TlogError> {
        let wrong = || malformed(format!("`{text}` is no key: NAME+ID+KEY is wanted"));
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) = (
            parts.next().ok_or_else(wrong)?,
            parts.next().ok_or_else(wrong)?,
            parts.next().ok_or_else(wrong)?,
        );
        let bytes = STANDARD.decode(key).map_err(|_| wrong())?;
        let (algorithm, bytes) = bytes.split_first().ok_or_else(wrong)?;
        if ![PLAIN, COSIGNATURE].contains(algorithm) {
            return Err(malformed("only keys of Ed25519 are known"));
        }
        let key = VerifierKey::of(name, *algorithm, bytes)?;
        (format!("{:08x}", u32::from_be_bytes(key.id())) == id).then_some(key).ok_or_else(wrong)
    }
}

/// What a witness signs of a checkpoint.
fn cosigned(text: &str, second: u64) -> String {
    format!("cosignature/v1\ntime {second}\n{text}")
}

impl Note {
    /// A text under a signature; a witness says that it saw it at a second since 1970.
    pub fn sign(text: &str, by: &SignerKey<'_>, second: u64) -> Note {
        let key = &by.verifier;
        let signature = match key.algorithm {
            COSIGNATURE => {
                [second.to_be_bytes().to_vec(), (by.sign)(cosigned(text, second).as_bytes())].concat()
            }
            _ => (by.sign)(text.as_bytes()),
        };
        Note { text: text.to_owned(), signatures: vec![(key.name.clone(), key.id(), signature)] }
    }

    /// Reads a note; no signature is believed yet.
    ///
    /// # Errors
    /// What is not written as a note.
    pub fn read(note: &str) -> Result<Note, TlogError> {
        let wrong = || malformed("it is no signed note");
        if note.contains(|c: char| c < ' ' && c != '\n') {
            return Err(wrong());
        }
        let split = note.rfind("\n\n").ok_or_else(wrong)?;
        let (text, lines) = (&note[..=split], &note[split + 2..]);
        if !lines.ends_with('\n') {
            return Err(wrong());
        }
        let mut signatures = Vec::new();
        for line in lines.lines().take(100) {
            let (name, bytes) =
                line.strip_prefix(DASH).and_then(|it| it.split_once(' ')).ok_or_else(wrong)?;
            let bytes = STANDARD.decode(bytes).map_err(|_| wrong())?;
            let (id, signature) = bytes.split_first_chunk::<4>().ok_or_else(wrong)?;
            if !is_name(name) || signature.is_empty() {
                return Err(wrong());
            }
            signatures.push((name.to_owned(), *id, signature.to_vec()));
        }
        if signatures.is_empty() {
            return Err(wrong());
        }
        Ok(Note { text: text.to_owned(), signatures })
    }

    /// That a key signed it.
    ///
    /// # Errors
    /// When it did not, or the signature does not hold.
    pub fn signed_by(&self, key: &VerifierKey) -> Result<(), TlogError> {
        let (name, id) = (&key.name, key.id());
        let mut own = self.signatures.iter().filter(|(of, with, _)| of == name && *with == id);
        match own.next() {
            Some((_, _, signature)) if key.holds(&self.text, signature) => Ok(()),
            _ => Err(TlogError::Unsigned(name.clone())),
        }
    }

    /// The lines of its signatures.
    pub fn signature_lines(&self) -> String {
        let line = |(name, id, signature): &(String, [u8; 4], Vec<u8>)| {
            format!("{DASH}{name} {}\n", STANDARD.encode([id.as_slice(), signature].concat()))
        };
        self.signatures.iter().map(line).collect()
    }

    /// Adds the signatures of the same text from another note; true where it was the same text.
    pub fn join(&mut self, other: Note) -> bool {
        let is_same = self.text == other.text;
        if is_same {
            let new =
                other.signatures.into_iter().filter(|it| !self.signatures.contains(it)).collect::<Vec<_>>();
            self.signatures.extend(new);
        }
        is_same
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n{}", self.text, self.signature_lines())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    /// The example of the standard (C2SP signed-note, section "Example").
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_example_of_the_standard_holds_and_nothing_else_does() {
        let key: VerifierKey = KEY.parse().unwrap();
        assert_eq!((key.to_string().as_str(), key.name()), (KEY, "PeterNeumann"));
        let note = Note::read(NOTE).unwrap();
        assert_eq!((note.signed_by(&key), note.to_string().as_str()), (Ok(()), NOTE));
        let altered = Note::read(&NOTE.replace("problem is", "Problem is")).unwrap();
        assert_eq!(altered.signed_by(&key), Err(TlogError::Unsigned("PeterNeumann".into())));
        for wrong in
            ["PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "a+b", "a b+c+d", ""]
        {
            assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_panic(text in ".{0,200}", lines in "(\u{2014} [a-z]{1,5} [A-Za-z0-9+/=]{1,20}\n){0,3}") {
            let _ = (Note::read(&text), Note::read(&format!("{text}\n\n{lines}")), text.parse::<VerifierKey>());
        }
    }
}
