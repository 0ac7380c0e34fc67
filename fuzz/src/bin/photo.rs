//! Does any file make the reader of a picture's words fail, or what is written into it?

#![no_main]

use formats::photo::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let words = read(bytes);
    let written = write(bytes, &words, "");
    // What was written is believed before what stood there, and says the same.
    if bytes.starts_with(&[0xff, 0xd8]) {
        assert_eq!(read(&written).caption, words.caption);
    }
});
