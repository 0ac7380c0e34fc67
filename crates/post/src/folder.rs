//! Putting a file into a folder so that nobody ever reads half of it.

use std::io::Write as _;
use std::path::Path;

use crate::Answer;

/// Writes a file under a temporary name that begins with a dot, makes it durable, and renames it.
pub fn put_file(folder: &Path, name: &str, bytes: &[u8]) -> Answer {
    let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']);
    if !is_plain {
        return Answer::Refused { said: format!("“{name}” can be no file's name"), after: None };
    }
    let beside = folder.join(format!(".{name}.part"));
    let done = std::fs::File::create(&beside)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&beside, folder.join(name)))
        .and_then(|()| std::fs::File::open(folder)?.sync_all());
    match done {
        Ok(()) => Answer::Taken("written".into()),
        Err(error) => {
            let _ = std::fs::remove_file(&beside);
            Answer::Refused { said: format!("it cannot be written: {error}"), after: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(put_file(folder.path(), "a.json", b"{}"), Answer::Taken("written".into()));
        assert_eq!(std::fs::read(folder.path().join("a.json")).unwrap(), b"{}");
        assert!(matches!(put_file(&folder.path().join("none"), "a.json", b"{}"), Answer::Refused { .. }));
        for name in ["", "../a", ".a", "a/b"] {
            assert!(matches!(put_file(folder.path(), name, b""), Answer::Refused { .. }), "{name}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no half file is left");
    }
}
