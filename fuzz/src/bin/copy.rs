//! Any text as plain wire copy: read, written and read again to the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use story::Language;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let around = jiff::civil::date(2026, 10, 12);
    for tag in ["en", "ru", "ar"] {
        let Ok(language) = tag.parse::<Language>() else { continue };
        let (_, body, _) = formats::copy::read_body(&text, &language, around);
        let again = formats::copy::write_body(&body);
        let (_, second, _) = formats::copy::read_body(&again, &language, around);
        let third = formats::copy::write_body(&second);
        assert_eq!(again, third, "written copy reads back as itself");
        let _ = formats::copy::read(&text, &language, around);
    }
});
