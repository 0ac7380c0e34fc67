//! ninjs against the schemas of IPTC and real files.

use formats::{Document, Format, Item, Subject, read};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;

use crate::items::item;

fn schema(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/ninjs").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn validators() -> Vec<(Format, Validator)> {
    let places = schema("GeoJSON-schema.json");
    [
        (Format::Ninjs1, "ninjs-schema_1.6.json"),
        (Format::Ninjs2, "ninjs-schema_2.2.json"),
        (Format::Ninjs3, "ninjs-schema_3.1.json"),
    ]
    .map(|(format, name)| {
        let registry = jsonschema::Registry::new()
            .add("https://geojson.org/schema/GeoJSON.json", places.clone())
            .unwrap()
            .prepare()
            .unwrap();
        let options = jsonschema::options().with_registry(&registry).should_validate_formats(true);
        (format, options.build(&schema(name)).unwrap())
    })
    .into_iter()
    .collect()
}

fn faults(item: &Item, format: Format, validator: &Validator) -> Vec<String> {
    let (bytes, _) = format.write(&Document { items: vec![item.clone()], ..Document::default() });
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    validator
        .iter_errors(&value)
        .map(|error| format!("{format}: {}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn an_item_with_an_odd_id_and_odd_codes_is_valid_all_the_same() {
    for id in
        ["a b", "", "http://", "ferry/tessa", "tag:news.example,2026:1", "urn:dateline:item:x", "über:uns"]
    {
        for code in [
            "medtop:20000002",
            "04000000",
            "http://cv.iptc.org/newscodes/mediatopic/20000002",
            "a b:c",
            ":",
            "x/",
        ] {
            let subject = Subject { code: Some(code.into()), ..Subject::named("Ferries") };
            let item = Item {
                id: id.into(),
                title: "Ferry back".into(),
                subjects: vec![subject],
                ..Item::default()
            };
            for (format, validator) in validators() {
                assert_eq!(faults(&item, format, &validator), [""; 0], "{id} {code}");
            }
        }
    }
}

#[test]
fn real_items_are_written_valid_and_keep_what_they_say() {
    let validators = validators();
    for (name, bytes) in crate::files(&["ninjs-1", "ninjs-2", "ninjs-3", "ninjs-superdesk"]) {
        for item in read(&bytes).unwrap().items {
            for (format, validator) in &validators {
                assert_eq!(faults(&item, *format, validator), [""; 0], "{name}");
                let again = crate::items::there_and_back(&item, *format);
                assert_eq!(
                    (&again.id, &again.title, &again.body),
                    (&item.id, &item.title, &item.body),
                    "{name}"
                );
                assert_eq!((again.updated, again.embargo), (item.updated, item.embargo), "{name}");
            }
        }
    }
}

#[test]
fn the_test_suite_of_the_standard_never_stops_a_reader() {
    for (name, bytes) in crate::files(&["ninjs-testsuite"]) {
        let document = read(&bytes);
        assert!(document.is_ok_and(|it| !it.items.is_empty() || !it.left.is_empty()), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_item_is_valid_by_the_schemas_of_iptc(item in item()) {
        for (format, validator) in validators() {
            prop_assert_eq!(faults(&item, format, &validator), Vec::<String>::new());
        }
    }
}
