//! Where do a picture's files stand?
//!
//! `FOLDER/xx/ID.original` and `FOLDER/xx/ID.jpg`, where `xx` are the last two (random) digits of the id.
//! The rendition is written last: where it is, the picture is whole.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use story::MediaId;

use crate::{MAX_BYTES, MediaError, PictureKind, rendition};

/// The media type of every rendition.
pub const RENDITION_MIME: &str = "image/jpeg";

/// The folder of pictures. Calls block on disk and processor: run them off the async threads.
#[derive(Debug)]
pub struct MediaStore {
    folder: PathBuf,
    /// Held while a picture is decoded: up to half a gigabyte, so one at a time.
    decoding: Mutex<()>,
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
    /// Opens the folder, makes it where it is missing, and clears what an interrupted write left.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, MediaError> {
        let folder = folder.into();
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        for shelf in fs::read_dir(&folder).map_err(at(&folder))?.flatten() {
            for file in fs::read_dir(shelf.path()).into_iter().flatten().flatten() {
                if file.path().extension().is_some_and(|extension| extension == "part") {
                    fs::remove_file(file.path()).map_err(at(&file.path()))?;
                }
            }
        }
        Ok(Self { folder, decoding: Mutex::new(()) })
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
        let shelf = self.shelf(id);
        if !shelf.exists() {
            fs::create_dir_all(&shelf).map_err(at(&shelf))?;
            sync_folder(&self.folder)?;
        }
        write_whole(&self.original_path(id), bytes)?;
        write_whole(&self.rendition_path(id), &rendition.jpeg)?;
        sync_folder(&shelf)?;
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
        Ok(read(&self.rendition_path(id))?.map(|jpeg| (jpeg, RENDITION_MIME)))
    }

    /// The picture as it came, metadata and all: for the house, never for the public.
    pub fn original(&self, id: MediaId) -> Result<Option<Vec<u8>>, MediaError> {
        read(&self.original_path(id))
    }

    /// Takes a picture off the shelf, the rendition first. No error if it is not there.
    pub fn remove(&self, id: MediaId) -> Result<(), MediaError> {
        for path in [self.rendition_path(id), self.original_path(id)] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(at(&path)(error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn shelf(&self, id: MediaId) -> PathBuf {
        self.folder.join(format!("{:02x}", id.0.as_bytes()[15]))
    }

    fn original_path(&self, id: MediaId) -> PathBuf {
        self.shelf(id).join(format!("{id}.original"))
    }

    fn rendition_path(&self, id: MediaId) -> PathBuf {
        self.shelf(id).join(format!("{id}.jpg"))
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> MediaError + '_ {
    move |source| MediaError::Folder { path: path.to_owned(), source }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, MediaError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path)(error)),
    }
}

/// Writes under a temporary name, syncs, renames: a reader sees all of the file or none.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), MediaError> {
    let part = path.with_extension("part");
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&part, path)) {
        // A full disk should not keep half a picture as well.
        let _ = fs::remove_file(&part);
        return Err(at(path)(error));
    }
    Ok(())
}

fn sync_folder(folder: &Path) -> Result<(), MediaError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
}
