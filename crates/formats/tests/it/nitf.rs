//! NITF against its schema and real files.

use formats::{Document, Format, Item, read};
use proptest::prelude::*;

use crate::items::{expected, item, there_and_back};

/// Whether a text is valid by a schema; none where the machine has no xmllint or no schema.
pub fn is_valid(xml: &[u8], schema: &std::path::Path) -> Option<Result<(), String>> {
    use std::io::Write as _;
    if !schema.exists() {
        return None;
    }
    let mut child = std::process::Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(xml).ok()?;
    let done = child.wait_with_output().ok()?;
    Some(if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) })
}

fn schema() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/nitf/nitf-3-6.xsd")
}

#[test]
fn real_documents_give_headline_text_and_id() {
    for (name, bytes) in crate::files(&["nitf"]) {
        let document = read(&bytes).unwrap();
        let item = &document.items[0];
        assert!(
            document.format.starts_with("NITF") && !item.title.is_empty() && !item.id.is_empty(),
            "{name}"
        );
        assert!(!item.body.is_empty() && item.updated.is_some(), "{name}: {item:?}");
    }
}

#[test]
fn an_embargo_is_written_as_the_date_of_release_and_never_as_expiry() {
    let embargo = Some("2026-10-12T12:00:00Z".parse().unwrap());
    let item = Item { id: "a".into(), title: "Ferry back".into(), embargo, ..Item::default() };
    let (bytes, _) = Format::Nitf.write(&Document { items: vec![item], ..Document::default() });
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("<date.release norm=\"20261012T120000Z\"/>") && !text.contains("date.expire"),
        "{text}"
    );
}

proptest! {
    #[test]
    fn what_nitf_carries_survives_the_way_out_and_back(item in item()) {
        prop_assert_eq!(there_and_back(&item, Format::Nitf), expected(&item, Format::Nitf));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_document_is_valid_by_the_schema(item in item()) {
        let (bytes, _) = Format::Nitf.write(&Document { items: vec![item], ..Document::default() });
        match is_valid(&bytes, &schema()) {
            Some(valid) => prop_assert_eq!(valid, Ok(()), "{}", String::from_utf8_lossy(&bytes)),
            None => println!("there is no xmllint here: the documents are not validated"),
        }
    }
}
