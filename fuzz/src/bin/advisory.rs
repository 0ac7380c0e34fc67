//! Any text as an advisory line.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = story::advisory::is_advisory(text);
    let read = story::advisory::parse(text);
    for clause in &read.clauses {
        assert!(text.len() >= clause.text.len(), "a clause holds more than the line");
    }
});
