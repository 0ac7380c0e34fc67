//! Where do a picture's files stand?
//!
//! As `xx/ID.original` and `xx/ID.jpg`, where `xx` are the last two (random) digits of the id, in a folder or a bucket.
//! The rendition is written last: where it is, the picture is whole.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use story::MediaId;

use crate::bucket::Bucket;
use crate::folder::Folder;
use crate::{MAX_BYTES, MediaError, PictureKind, rendition};

/// The media type of every rendition.
pub const RENDITION_MIME: &str = "image/jpeg";

/// The pictures. Calls block on disk, network and processor: run them off the async threads.
#[derive(Debug)]
pub struct MediaStore {
    shelf: Shelf,
    /// Held while a picture is decoded: up to half a gigabyte, so one at a time.
    decoding: Mutex<()>,
}

#[derive(Debug)]
enum Shelf {
    Folder(Folder),
    Bucket(Bucket),
}

/// What was put on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id from now on.
    pub id: MediaId,
    /// What came in.
    pub kind: PictureKind,
    /// The rendition's width in pixels.
    pub width: u32,
    /// The rendition's height in pixels.
    pub height: u32,
    /// The rendition's length in bytes.
    pub bytes: u64,
}

impl MediaStore {
    /// Opens a folder, makes it where it is missing, and clears what an interrupted write left.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, MediaError> {
        Ok(Self { shelf: Shelf::Folder(Folder::open(folder.into())?), decoding: Mutex::new(()) })
    }

    /// Opens a bucket at `s3://name/prefix?endpoint=https://host&region=name`; must be called on a runtime.
    ///
    /// # Errors
    /// [`MediaError::Bucket`] when the address cannot be read. Whether the bucket can be reached shows when it is used.
    pub fn bucket(address: &str) -> Result<Self, MediaError> {
        Ok(Self { shelf: Shelf::Bucket(Bucket::open(address)?), decoding: Mutex::new(()) })
    }

    /// Takes a picture: keeps the original as it came and makes the rendition for pages. When this
    /// returns, both are durable.
    pub fn put(&self, bytes: &[u8], now: jiff::Timestamp) -> Result<Stored, MediaError> {
        if bytes.len() > MAX_BYTES {
            return Err(MediaError::TooManyBytes { bytes: bytes.len() });
        }
        let kind = PictureKind::of(bytes)?;
        let rendition = {
            let _one_at_a_time = self.decoding.lock().unwrap_or_else(PoisonError::into_inner);
            rendition::make(bytes, kind)?
        };
        let id = MediaId::new(now);
        self.shelf.put(&original(id), bytes)?;
        self.shelf.put(&shown(id), &rendition.jpeg)?;
        Ok(Stored {
            id,
            kind,
            width: rendition.width,
            height: rendition.height,
            bytes: rendition.jpeg.len() as u64,
        })
    }

    /// The picture as pages show it, with its media type; nothing if there is no such picture.
    pub fn rendition(&self, id: MediaId) -> Result<Option<(Vec<u8>, &'static str)>, MediaError> {
        Ok(self.shelf.get(&shown(id))?.map(|jpeg| (jpeg, RENDITION_MIME)))
    }

    /// The picture as it came, metadata and all: for the house, never for the public.
    pub fn original(&self, id: MediaId) -> Result<Option<Vec<u8>>, MediaError> {
        self.shelf.get(&original(id))
    }

    /// Takes a picture off the shelf, the rendition first. No error if it is not there.
    pub fn remove(&self, id: MediaId) -> Result<(), MediaError> {
        [shown(id), original(id)].iter().try_for_each(|name| self.shelf.remove(name))
    }
}

impl Shelf {
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), MediaError> {
        match self {
            Shelf::Folder(it) => it.put(name, bytes),
            Shelf::Bucket(it) => it.put(name, bytes),
        }
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, MediaError> {
        match self {
            Shelf::Folder(it) => it.get(name),
            Shelf::Bucket(it) => it.get(name),
        }
    }

    fn remove(&self, name: &str) -> Result<(), MediaError> {
        match self {
            Shelf::Folder(it) => it.remove(name),
            Shelf::Bucket(it) => it.remove(name),
        }
    }
}

fn original(id: MediaId) -> String {
    format!("{:02x}/{id}.original", id.0.as_bytes()[15])
}

fn shown(id: MediaId) -> String {
    format!("{:02x}/{id}.jpg", id.0.as_bytes()[15])
}
