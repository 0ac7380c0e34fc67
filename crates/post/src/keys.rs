//! Where a key of the agency is kept: a file for its owner alone, made the first time.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// The bytes of a key's file; where there is none, `make` makes them.
///
/// # Errors
/// Says what is wrong with the file, called by what it is.
pub(crate) fn open(
    path: &Path,
    called: &str,
    make: impl FnOnce() -> Result<Vec<u8>, String>,
) -> Result<Vec<u8>, String> {
    let fault = |why: &dyn std::fmt::Display| format!("{called}, {}: {why}", path.display());
    match std::fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let bytes = make().map_err(|why| fault(&why))?;
            let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
            file.and_then(|mut file| file.write_all(&bytes)).map_err(|why| fault(&why))?;
            Ok(bytes)
        }
        Err(error) => Err(fault(&error)),
    }
}
