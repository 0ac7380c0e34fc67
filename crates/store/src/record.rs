//! The record nobody can alter unseen: what is hashed, chained and signed.
//!
//! `docs/record.md` is the specification, with test vectors. Every hash is SHA-256 over the format number
//! (one byte), what kind of thing it is (one byte), and the canonical JSON (RFC 8785) of the thing; a
//! revision's hashes take in its salt first, so that an erased text cannot be guessed from its hash.

use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::json;
use story::{EntryKind, FORMAT, PublicSequence, Revision, RevisionNumber, Sequence, StoryId, canonical_json};

use crate::StoreError;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The hash before the first entry.
pub const NOTHING_BEFORE: Hash = [0; 32];

const OF_PUBLIC: u8 = 1;
const OF_HOUSE: u8 = 2;
const OF_ENTRY: u8 = 3;

/// An entry of the wire, as it is chained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place on the wire.
    pub sequence: Sequence,
    /// Its place among public entries.
    pub public: Option<PublicSequence>,
    /// What it is.
    pub kind: EntryKind,
    /// Which story.
    pub story: StoryId,
    /// The revision it made, or made public.
    pub revision: Option<RevisionNumber>,
    /// How many entries the story has with this one.
    pub version: u32,
    /// When it was sent.
    pub at: jiff::Timestamp,
    /// Why, where it is a notice.
    pub reason: Option<String>,
    /// The hashes of the revision it made: public part, house part.
    pub content: Option<(Hash, Hash)>,
    /// The hash of the entry before.
    pub previous: Hash,
}

/// The hash of the public part of a revision, from what was hashed.
pub fn public_hash(salt: &[u8], canonical: &str) -> Hash {
    hash(OF_PUBLIC, salt, canonical)
}

fn hash(of: u8, salt: &[u8], canonical: &str) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[FORMAT, of]);
    context.update(salt);
    context.update(canonical.as_bytes());
    let mut out = NOTHING_BEFORE;
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// The hashes of a revision: what anyone may see, and what only the house may see.
pub fn revision_hashes(revision: &Revision, salt: &Hash) -> (Hash, Hash) {
    (
        public_hash(salt, &story::canonical_public(revision)),
        hash(OF_HOUSE, salt, &story::canonical_house(revision)),
    )
}

impl Entry {
    /// The canonical JSON that is hashed.
    pub fn canonical(&self) -> String {
        let (content, house) = match self.content {
            Some((content, house)) => (Some(hex(&content)), Some(hex(&house))),
            None => (None, None),
        };
        canonical_json(&json!({
            "at": self.at.as_microsecond(),
            "content": content,
            "house": house,
            "kind": self.kind.as_str(),
            "previous": hex(&self.previous),
            "public": self.public.map(|n| n.0),
            "reason": self.reason,
            "revision": self.revision.map(|n| n.0),
            "sequence": self.sequence.0,
            "story": self.story.to_string(),
            "version": self.version,
        }))
    }

    /// The hash that the next entry names.
    pub fn hash(&self) -> Hash {
        hash(OF_ENTRY, &[], &self.canonical())
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Fresh random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| StoreError::Engine("the system gives no random bytes".into()))?;
    Ok(bytes)
}

/// The key that signs the head of the wire (Ed25519, RFC 8032).
pub struct Signer {
    pair: Ed25519KeyPair,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", hex(self.public_key()))
    }
}

impl Signer {
    /// A fresh key that is kept nowhere: for tests and for agencies in memory.
    pub fn ephemeral() -> Result<Self, StoreError> {
        Ed25519KeyPair::generate()
            .map(|pair| Signer { pair })
            .map_err(|_| StoreError::Engine("cannot make a signing key".into()))
    }

    /// The key in a file (PKCS#8, mode 0600), made when there is none.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let fault = |doing, why: String| StoreError::Folder { doing, path: path.to_owned(), why };
        match std::fs::read(path) {
            Ok(document) => Ed25519KeyPair::from_pkcs8(&document)
                .map(|pair| Signer { pair })
                .map_err(|error| fault("read", format!("it is no Ed25519 key ({error})"))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
                    .map_err(|_| fault("create", "cannot make a signing key".into()))?;
                write_private(path, document.as_ref()).map_err(|error| fault("create", error.to_string()))?;
                Self::open(path)
            }
            Err(error) => Err(fault("read", error.to_string())),
        }
    }

    /// The public half, 32 bytes.
    pub fn public_key(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// Signs an entry's hash.
    pub fn sign(&self, hash: &Hash) -> Vec<u8> {
        self.sign_bytes(hash)
    }

    /// Signs a checkpoint of the public log, which is never as short as a hash.
    pub fn sign_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        self.pair.sign(bytes).as_ref().to_vec()
    }
}

/// Whether a signature of an entry's hash was made with a key.
pub fn is_signed(public_key: &[u8], hash: &Hash, signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public_key).verify(hash, signature).is_ok()
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(sequence: u64, reason: Option<String>, previous: Hash) -> Entry {
        Entry {
            sequence: Sequence(sequence),
            public: Some(PublicSequence(sequence)),
            kind: EntryKind::Publication,
            story: StoryId(uuid::Uuid::nil()),
            revision: None,
            version: 1,
            at: jiff::Timestamp::UNIX_EPOCH,
            reason,
            content: None,
            previous,
        }
    }

    /// The vector that `docs/record.md` prints.
    #[test]
    fn the_first_test_vector_holds() {
        let entry = entry(1, None, NOTHING_BEFORE);
        assert_eq!(
            entry.canonical(),
            format!(
                r#"{{"at":0,"content":null,"house":null,"kind":"publication","previous":"{}","public":1,"reason":null,"revision":null,"sequence":1,"story":"00000000-0000-0000-0000-000000000000","version":1}}"#,
                "0".repeat(64)
            )
        );
        let documented = include_str!("../../../docs/record.md");
        assert!(documented.contains(&hex(&entry.hash())), "{}", hex(&entry.hash()));
    }

    proptest! {
        #[test]
        fn an_entry_changed_anywhere_has_another_hash(a in any::<Option<String>>(), b in any::<Option<String>>(), n in 1u64..99, m in 1u64..99) {
            let (one, other) = (entry(n, a.clone(), NOTHING_BEFORE), entry(m, b.clone(), NOTHING_BEFORE));
            prop_assert_eq!(one.hash() == other.hash(), (a, n) == (b, m));
        }
    }

    #[test]
    fn a_signature_holds_for_its_hash_and_key_only() {
        let (one, other) = (Signer::ephemeral().unwrap(), Signer::ephemeral().unwrap());
        let signature = one.sign(&[7; 32]);
        assert!(is_signed(one.public_key(), &[7; 32], &signature));
        assert!(!is_signed(one.public_key(), &[8; 32], &signature));
        assert!(!is_signed(other.public_key(), &[7; 32], &signature));
    }

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wire.key");
        let first = Signer::open(&path).unwrap().public_key().to_vec();
        assert_eq!(Signer::open(&path).unwrap().public_key(), first);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
