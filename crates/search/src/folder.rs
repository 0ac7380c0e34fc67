//! How does the index lie in its folder?
//!
//! It is written without waiting for the disk: a commit flushes a score of files, which takes longer than all else it does, and
//! what is lost can be had again from the wire. What dies with a process is nothing, for the system keeps what was written; what
//! a power cut leaves may be anything. So the folder remembers under which start of the machine it was written, and after another
//! one every file is held against its checksum before it is believed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

use crate::SearchError;

/// The file that names the start of the machine.
const STARTED: &str = "machine-start";

/// A folder of files that are mapped to be read, and written without a flush.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    mapped: MmapDirectory,
    path: PathBuf,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self, SearchError> {
        let mapped = MmapDirectory::open(path).map_err(TantivyError::from)?;
        Ok(Folder { mapped, path: path.to_owned() })
    }
}

/// A file whose last words are not waited for.
struct Unflushed(File);

impl Write for Unflushed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for Unflushed {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn open_read(&self, path: &Path) -> Result<FileSlice, OpenReadError> {
        self.mapped.open_read(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = File::options().write(true).create_new(true).open(self.path.join(path));
        let file = file.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, path.to_owned()),
        })?;
        Ok(BufWriter::new(Box::new(Unflushed(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let (whole, part) = (self.path.join(path), self.path.join(path).with_extension("part"));
        fs::write(&part, bytes)?;
        fs::rename(part, whole)
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// Whether all that stands in the folder was written since the machine started.
pub(crate) fn is_of_this_start(folder: &Path) -> bool {
    let noted = fs::read_to_string(folder.join(STARTED)).ok();
    noted.is_some() && noted == this_start()
}

/// Notes that what stands in the folder can be believed until the machine is started again.
pub(crate) fn note_start(folder: &Path) -> Result<(), SearchError> {
    let path = folder.join(STARTED);
    match this_start() {
        Some(start) => fs::write(&path, start).map_err(at(&path)),
        None => Ok(()),
    }
}

/// Which start of the machine this is (random(4), `boot_id`); none where the system does not say.
fn this_start() -> Option<String> {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()
}

/// Removes the files of an index; folders and what is in them are not its own.
pub(crate) fn wipe(folder: &Path) -> Result<(), SearchError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        if path.is_file() {
            fs::remove_file(&path).map_err(at(&path))?;
        }
    }
    Ok(())
}

pub(crate) fn at(path: &Path) -> impl Fn(io::Error) -> SearchError + '_ {
    move |source| SearchError::Folder { path: path.to_owned(), source }
}
