//! Pictures in a folder: written under another name, made durable, then given their own.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::MediaError;

/// A folder with a folder below it for each two digits.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes it where it is missing, and clears what an interrupted write left.
    pub(crate) fn open(folder: PathBuf) -> Result<Self, MediaError> {
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        for shelf in fs::read_dir(&folder).map_err(at(&folder))?.flatten() {
            for file in fs::read_dir(shelf.path()).into_iter().flatten().flatten() {
                if file.path().extension().is_some_and(|extension| extension == "part") {
                    fs::remove_file(file.path()).map_err(at(&file.path()))?;
                }
            }
        }
        Ok(Folder(folder))
    }

    /// Keeps a file; when this returns it is durable.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), MediaError> {
        let path = self.0.join(name);
        let shelf = path.parent().unwrap_or(&self.0);
        if !shelf.exists() {
            fs::create_dir_all(shelf).map_err(at(shelf))?;
            sync_folder(&self.0)?;
        }
        write_whole(&path, bytes)?;
        sync_folder(shelf)
    }

    /// A file; none where there is none.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Vec<u8>>, MediaError> {
        let path = self.0.join(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// The names below a folder of this one that begin so: `xx/start`.
    pub(crate) fn names(&self, start: &str) -> Result<Vec<String>, MediaError> {
        let (shelf, start) = start.split_once('/').unwrap_or(("", start));
        let path = self.0.join(shelf);
        let files = match fs::read_dir(&path) {
            Ok(files) => files,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(at(&path)(error)),
        };
        let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
        Ok(names.filter(|name| name.starts_with(start)).map(|name| format!("{shelf}/{name}")).collect())
    }

    /// Removes a file. No error if it is not there.
    pub(crate) fn remove(&self, name: &str) -> Result<(), MediaError> {
        let path = self.0.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(at(&path)(error)),
            _ => Ok(()),
        }
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> MediaError + '_ {
    move |source| MediaError::Folder { path: path.to_owned(), source }
}

/// Writes under a temporary name, syncs, renames: a reader sees all of the file or none.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), MediaError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
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
