//! Any text before the copy desk.
#![no_main]

use copydesk::{Context, Facts};
use libfuzzer_sys::fuzz_target;
use story::Language;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let language = Language::english();
    let read = formats::copy::read(&text, &language, jiff::civil::date(2026, 10, 12));
    let Ok(edition) = "en".parse() else { return };
    let content = read.into_content(&language, &edition);
    let facts = Facts::default();
    let context = Context {
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: jiff::tz::TimeZone::UTC,
        earlier: Some(&content),
        kind: None,
        advisory: None,
        facts: &facts,
    };
    let _ = copydesk::check(&content, &context);
});
