//! Any bytes as a file of the trade's formats; what is read is written in another and read again.
#![no_main]

use formats::Format;
use libfuzzer_sys::fuzz_target;

/// How files of each format begin, so that every reader is reached.
const HEADS: [&[u8]; 15] = [
    b"",
    b"<rss version=\"2.0\"><channel><item>",
    b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
    b"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><item>",
    b"<nitf><head>",
    b"<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:x:1\"><itemMeta>",
    b"<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet><newsItem>",
    b"<NewsML><NewsItem>",
    b"{\"uri\":\"urn:x:1\",\"headline\":\"H\",",
    b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{",
    b"{\"db\":[{\"meta\":{\"version\":\"5.0.0\"},\"data\":{\"posts\":[{",
    b"{\"data\":{\"items\":[{\"item\":{\"type\":\"text\",",
    b"\x01abc0123 4 pol 123\r\n\x02",
    b"From: a@b.example\r\nSubject: S\r\n",
    b"---\nslug: a\n",
];

fuzz_target!(|data: &[u8]| {
    let [head, to, rest @ ..] = data else { return };
    let mut bytes = HEADS[usize::from(*head) % HEADS.len()].to_vec();
    bytes.extend_from_slice(rest);
    let Ok(mut document) = formats::read(&bytes) else { return };
    let _ = formats::validate(&document);
    let format = Format::ALL[usize::from(*to) % Format::ALL.len()];
    if !format.holds_many() {
        document.items.truncate(1);
    }
    let is_written = !document.items.is_empty();
    let (written, _) = format.write(&document);
    if is_written {
        let _ = formats::read(&written);
    }
});
