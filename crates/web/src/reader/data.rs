//! Everything that is known of a reader, as one file: JSON for machines, HTML for people.

use std::io::{Cursor, Write as _};

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use zip::write::SimpleFileOptions;

use super::who::Account;
use crate::fault::Fault;

#[derive(Serialize)]
struct View {
    name: String,
    data: Value,
}

/// The file.
pub async fn take(account: Account) -> Result<Response, Fault> {
    let data = match account.agency().reader_data(&account.reader).await {
        Ok(data) => data,
        Err(error) => {
            let faults = account.faults(error)?;
            return account.again("reader/waits", "reader-data", faults, true);
        }
    };
    let json = serde_json::to_string_pretty(&data).unwrap_or_default();
    let view = View { name: account.reader.name.clone(), data };
    let html = account.web.theme.render("reader/data.html", account.locale(), view)?;
    let bytes = zipped(&[("account.json", json.as_bytes()), ("account.html", html.as_bytes())])
        .map_err(|error| Fault::Bad(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"account.zip\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((StatusCode::OK, headers, bytes).into_response())
}

fn zipped(files: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
