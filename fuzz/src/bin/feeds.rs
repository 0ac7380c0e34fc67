//! Any bytes as a file of another system: RSS, Atom, JSON Feed, ninjs.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = formats::read(data);
});
