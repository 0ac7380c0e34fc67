//! For tests that damage a store on purpose.

use std::path::Path;

use crate::StoreError;

/// Runs SQL on the database of a folder that nobody has open.
#[doc(hidden)]
pub fn execute(folder: &Path, sql: &str) -> Result<(), StoreError> {
    let connection = rusqlite::Connection::open(folder.join(crate::DATABASE))?;
    Ok(connection.execute_batch(sql)?)
}
