//! Where do a picture's files stand?
//!
//! As `xx/ID.original`, `xx/ID.jpg` and `xx/ID.CUT.jpg` or `.avif` for each cut, where `xx` are the last two (random) digits of
//! the id, in a folder or a bucket. The whole rendition, `xx/ID.jpg`, is written last: where it is, the picture can be shown.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use story::{Focus, MediaId};

use crate::bucket::Bucket;
use crate::cut::{Cut, Shape};
use crate::folder::Folder;
use crate::rendition::Pixels;
use crate::{MAX_BYTES, MediaError, PictureKind, rendition};

/// The media type of a picture's whole rendition.
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

/// What is still to be made of a picture.
pub struct Rest {
    id: MediaId,
    pixels: Pixels,
    /// The cuts whose files are not looked at yet, the next last.
    left: Vec<Cut>,
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

    /// Takes a picture: keeps the original as it came and makes what pages show of it, about this point. When this returns, all
    /// of that is durable; the smaller files of [`MediaStore::make_next`] are still to be made.
    pub fn put(&self, bytes: &[u8], focus: Focus, now: jiff::Timestamp) -> Result<Stored, MediaError> {
        if bytes.len() > MAX_BYTES {
            return Err(MediaError::TooManyBytes { bytes: bytes.len() });
        }
        let kind = PictureKind::of(bytes)?;
        let id = MediaId::new(now);
        let pixels = self.read(bytes, kind)?;
        let jpeg = pixels.jpeg()?;
        self.shelf.put(&original(id), bytes)?;
        self.cut(id, &pixels, Shape::Whole)?;
        self.cut(id, &pixels, Shape::Card(focus))?;
        self.shelf.put(&shown(id), &jpeg)?;
        Ok(Stored { id, kind, width: pixels.width, height: pixels.height, bytes: jpeg.len() as u64 })
    }

    /// Makes the cards of a picture about another point. Those about the earlier one stay, for pages that were kept.
    ///
    /// # Errors
    /// As [`MediaStore::put`]; nothing is done where there is no such picture.
    pub fn focus(&self, id: MediaId, focus: Focus) -> Result<(), MediaError> {
        match self.pixels(id)? {
            Some(pixels) => self.cut(id, &pixels, Shape::Card(focus)),
            None => Ok(()),
        }
    }

    /// What there is to make of a picture, about this point: its AVIF files, and the cuts of one that an earlier build kept;
    /// nothing if there is no such picture.
    pub fn rest_of(&self, id: MediaId, focus: Focus) -> Result<Option<Rest>, MediaError> {
        let Some(pixels) = self.pixels(id)? else { return Ok(None) };
        let shapes = [Shape::Whole, Shape::Card(focus)];
        let left = shapes.into_iter().flat_map(|shape| shape.cuts(pixels.width, pixels.height));
        let mut left: Vec<Cut> = left.collect();
        left.reverse();
        Ok(Some(Rest { id, pixels, left }))
    }

    /// Makes the next of it, some tenths of a second of work; false when nothing is left.
    pub fn make_next(&self, rest: &mut Rest) -> Result<bool, MediaError> {
        let Some(cut) = rest.left.pop() else { return Ok(false) };
        let (jpeg, avif) = (named(rest.id, cut, "jpg"), named(rest.id, cut, "avif"));
        if self.shelf.get(&jpeg)?.is_none() {
            self.shelf.put(&jpeg, &rest.pixels.jpeg_of(cut)?)?;
        }
        if self.shelf.get(&avif)?.is_none()
            && let Some(bytes) = rest.pixels.avif_of(cut)?
        {
            self.shelf.put(&avif, &bytes)?;
        }
        Ok(!rest.left.is_empty())
    }

    /// What an earlier build kept, as [`MediaStore::put`] told of it, and as it came; nothing if there is no such picture.
    pub fn look(&self, id: MediaId) -> Result<Option<(Stored, Vec<u8>)>, MediaError> {
        let (Some(jpeg), Some(original)) = (self.shelf.get(&shown(id))?, self.original(id)?) else {
            return Ok(None);
        };
        let (kind, (width, height)) = (PictureKind::of(&original)?, rendition::size(&jpeg)?);
        Ok(Some((Stored { id, kind, width, height, bytes: jpeg.len() as u64 }, original)))
    }

    /// All of a picture as pages show it, with its media type; nothing if there is no such picture.
    pub fn rendition(&self, id: MediaId) -> Result<Option<(Vec<u8>, &'static str)>, MediaError> {
        Ok(self.shelf.get(&shown(id))?.map(|jpeg| (jpeg, RENDITION_MIME)))
    }

    /// A cut of a picture as JPEG; nothing if it was never made.
    pub fn jpeg(&self, id: MediaId, cut: Cut) -> Result<Option<Vec<u8>>, MediaError> {
        self.shelf.get(&named(id, cut, "jpg"))
    }

    /// A cut of a picture as AVIF; nothing if it was never made, or is still to be.
    pub fn avif(&self, id: MediaId, cut: Cut) -> Result<Option<Vec<u8>>, MediaError> {
        self.shelf.get(&named(id, cut, "avif"))
    }

    /// The picture as it came, metadata and all: for the house, never for the public.
    pub fn original(&self, id: MediaId) -> Result<Option<Vec<u8>>, MediaError> {
        self.shelf.get(&original(id))
    }

    /// Takes a picture off the shelf with all that was made of it. No error if it is not there.
    pub fn remove(&self, id: MediaId) -> Result<(), MediaError> {
        self.shelf.remove(&shown(id))?;
        self.shelf.names(&all(id))?.iter().try_for_each(|name| self.shelf.remove(name))
    }

    fn read(&self, bytes: &[u8], kind: PictureKind) -> Result<Pixels, MediaError> {
        let _one_at_a_time = self.decoding.lock().unwrap_or_else(PoisonError::into_inner);
        Pixels::read(bytes, kind)
    }

    fn pixels(&self, id: MediaId) -> Result<Option<Pixels>, MediaError> {
        let Some(bytes) = self.original(id)? else { return Ok(None) };
        self.read(&bytes, PictureKind::of(&bytes)?).map(Some)
    }

    fn cut(&self, id: MediaId, pixels: &Pixels, shape: Shape) -> Result<(), MediaError> {
        shape
            .cuts(pixels.width, pixels.height)
            .into_iter()
            .try_for_each(|cut| self.shelf.put(&named(id, cut, "jpg"), &pixels.jpeg_of(cut)?))
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

    /// The names that begin so.
    fn names(&self, start: &str) -> Result<Vec<String>, MediaError> {
        match self {
            Shelf::Folder(it) => it.names(start),
            Shelf::Bucket(it) => it.names(start),
        }
    }

    fn remove(&self, name: &str) -> Result<(), MediaError> {
        match self {
            Shelf::Folder(it) => it.remove(name),
            Shelf::Bucket(it) => it.remove(name),
        }
    }
}

/// How the names of all files of a picture begin.
fn all(id: MediaId) -> String {
    format!("{:02x}/{id}.", id.0.as_bytes()[15])
}

fn original(id: MediaId) -> String {
    format!("{}original", all(id))
}

fn shown(id: MediaId) -> String {
    format!("{}jpg", all(id))
}

fn named(id: MediaId, cut: Cut, ending: &str) -> String {
    format!("{}{cut}.{ending}", all(id))
}
