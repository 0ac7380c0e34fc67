//! Links that need no sign-in: signed by the house, each good for one purpose and one id, as long as the key holds.
//!
//! They stand in mails and in copy, and may be opened by whoever has that, so they change only what it is about.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use store::StoreError;
use uuid::Uuid;

use crate::{Agency, Error};

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To choose how often a reader is written to about answers.
    Notes,
    /// To see and change all that somebody subscribed to.
    Correspondent,
    /// To confirm a subscription.
    Confirm,
    /// To end one.
    End,
    /// To fetch a picture.
    Media,
}

impl Purpose {
    fn mark(self) -> &'static [u8] {
        match self {
            Purpose::Notes => b"notes",
            Purpose::Correspondent => b"correspondent",
            Purpose::Confirm => b"confirm",
            Purpose::End => b"end",
            Purpose::Media => b"media",
        }
    }
}

impl Agency {
    /// The key, made when there is none.
    fn links_key(&self) -> Result<hmac::Key, Error> {
        let path = self.kept_at().keys().join("links.key");
        let fault = |why: std::io::Error| StoreError::Folder {
            doing: "read",
            path: path.clone(),
            why: why.to_string(),
        };
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                use std::io::Write as _;
                use std::os::unix::fs::OpenOptionsExt as _;
                let bytes = store::random::<32>()?.to_vec();
                let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
                match file.and_then(|mut file| file.write_all(&bytes)) {
                    Ok(()) => bytes,
                    // Somebody was faster.
                    Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                        std::fs::read(&path).map_err(fault)?
                    }
                    Err(error) => return Err(fault(error).into()),
                }
            }
            Err(error) => return Err(fault(error).into()),
        };
        Ok(hmac::Key::new(hmac::HMAC_SHA256, &bytes))
    }

    /// The token of a link.
    pub(crate) fn link_token(&self, what: Purpose, id: Uuid) -> Result<String, Error> {
        let tag = hmac::sign(&self.links_key()?, &[what.mark(), id.as_bytes()].concat());
        Ok(URL_SAFE_NO_PAD.encode([id.as_bytes(), &tag.as_ref()[..16]].concat()))
    }

    /// For what id a token is.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is none of ours, or for another purpose.
    pub(crate) fn read_link(&self, what: Purpose, token: &str) -> Result<Uuid, Error> {
        let bytes =
            URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == 32).ok_or(Error::NotFound)?;
        let id = Uuid::from_slice(&bytes[..16]).map_err(|_| Error::NotFound)?;
        let right = hmac::sign(&self.links_key()?, &[what.mark(), id.as_bytes()].concat());
        aws_lc_rs::constant_time::verify_slices_are_equal(&right.as_ref()[..16], &bytes[16..])
            .map_err(|_| Error::NotFound)?;
        Ok(id)
    }
}
