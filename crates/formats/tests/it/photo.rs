//! What pictures say of themselves is read wherever it stands, and what is written is read again.

use formats::photo::{read, write};
use proptest::prelude::*;
use story::{DigitalSource, MediaWords};

/// The least a JPEG has: its start, JFIF, a scan and its end.
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xda\0\x02data\xff\xd9";

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, marker];
    out.extend(((content.len() + 2) as u16).to_be_bytes());
    out.extend(content);
    out
}

fn jpeg_with(segments: &[Vec<u8>]) -> Vec<u8> {
    [&[0xff, 0xd8][..], &segments.concat(), &JPEG[20..]].concat()
}

fn xmp(packet: &str) -> Vec<u8> {
    segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat())
}

/// Photoshop's resources: another one first, then the words.
fn photoshop(datasets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    let mut data = Vec::new();
    for (record, number, value) in datasets {
        data.extend([0x1c, *record, *number]);
        data.extend((value.len() as u16).to_be_bytes());
        data.extend(*value);
    }
    let mut out = b"Photoshop 3.0\0".to_vec();
    out.extend(b"8BIM\x03\xed\x03abc\0\0\0\x03xyz\0");
    out.extend(b"8BIM\x04\x04\0\0");
    out.extend((data.len() as u32).to_be_bytes());
    out.extend(data);
    segment(0xed, &out)
}

const PACKET: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Harbour Pictures"
 photoshop:City="Port Sel" photoshop:DateCreated="2026-11-29T08:15:00+01:00"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The ferry leaves
 Port Sel &amp; turns.</rdf:li><rdf:li xml:lang="ru">Паром</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ada Brell</rdf:li><rdf:li>Jo Tamm</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>ferry</rdf:li><rdf:li>harbour</rdf:li></rdf:Bag></dc:subject>
<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;

#[test]
fn xmp_is_read_as_attributes_and_as_elements() {
    let png = {
        let text = [b"XML:com.adobe.xmp\0\0\0en\0\0", PACKET.as_bytes()].concat();
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        out.extend((text.len() as u32).to_be_bytes());
        out.extend(b"iTXt");
        out.extend(&text);
        out.extend([0; 4]);
        out
    };
    let webp = {
        let mut out = b"RIFF\0\0\0\0WEBPVP8X\x03\0\0\0abc\0XMP ".to_vec();
        out.extend((PACKET.len() as u32).to_le_bytes());
        out.extend(PACKET.as_bytes());
        out
    };
    for file in [jpeg_with(&[xmp(PACKET)]), png, webp] {
        let words = read(&file);
        assert_eq!(words.caption, "The ferry leaves Port Sel & turns.");
        assert_eq!((words.credit.as_str(), words.city.as_str()), ("Harbour Pictures", "Port Sel"));
        assert_eq!(words.creator, "Ada Brell, Jo Tamm");
        assert_eq!(words.keywords, ["ferry", "harbour"]);
        assert_eq!(words.taken, "2026-11-29");
        assert_eq!(words.source_type, DigitalSource::TrainedAlgorithmicMedia);
    }
}

#[test]
fn iim_is_read_in_utf_8_and_in_the_letters_of_windows() {
    let marked = photoshop(&[(1, 90, b"\x1b%G"), (2, 120, "Fähre".as_bytes()), (2, 55, b"20261129")]);
    let words = read(&jpeg_with(&[marked]));
    assert_eq!((words.caption.as_str(), words.taken.as_str()), ("Fähre", "2026-11-29"));
    let old =
        photoshop(&[(2, 105, b"F\xe4hre \x96 ab"), (2, 80, b"Brell"), (2, 25, b"one"), (2, 25, b"two")]);
    let words = read(&jpeg_with(&[old]));
    assert_eq!((words.caption.as_str(), words.creator.as_str()), ("Fähre – ab", "Brell"));
    assert_eq!(words.keywords, ["one", "two"]);
}

#[test]
fn what_xmp_says_is_believed_before_iim_and_both_before_the_camera() {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend(b"\x01\x3b\0\x02\0\0\0\x07\0\0\0\x30\x87\x69\0\x04\0\0\0\x01\0\0\0\x37\0\0\0\0");
    tiff.resize(6 + 0x30, 0);
    tiff.extend(b"Camera\0");
    tiff.extend(b"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x49");
    tiff.resize(6 + 0x49, 0);
    tiff.extend(b"2026:11:28 10:00:00\0");
    let exif = segment(0xe1, &tiff);
    let iim = photoshop(&[(2, 110, b"Theirs"), (2, 101, b"Norland"), (2, 80, b"Brell")]);
    let words = read(&jpeg_with(&[exif.clone(), iim, xmp(PACKET)]));
    assert_eq!((words.credit.as_str(), words.country.as_str()), ("Harbour Pictures", "Norland"));
    let words = read(&jpeg_with(&[exif]));
    assert_eq!((words.creator.as_str(), words.taken.as_str()), ("Camera", "2026-11-28"));
}

#[test]
fn a_day_that_is_none_and_a_control_character_do_not_come_through() {
    let iim = photoshop(&[(2, 55, b"20261399"), (2, 120, b"a\0b\r\nc")]);
    let words = read(&jpeg_with(&[iim]));
    assert_eq!((words.taken.as_str(), words.caption.as_str()), ("", "a b c"));
}

const STARTS: &[&[u8]] = &[b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b""];

fn text() -> impl Strategy<Value = String> {
    // As forms give it: on one line, of letters of any script and the signs that mean something to XML.
    prop::collection::vec(prop_oneof!["[a-z&<>\"']{1,6}", "[а-я]{1,6}", "[\u{620}-\u{64a}]{1,5}"], 0..5)
        .prop_map(|words| words.join(" "))
}

prop_compose! {
    fn words()(
        caption in text(), alt in text(), credit in text(), creator in text(), copyright in text(),
        city in text(), country in text(), instructions in text(),
        keywords in prop::collection::vec("[a-zа-я]{1,9}", 0..4),
        taken in prop_oneof![Just(""), Just("2026-11-30")],
        source_type in prop::sample::select(DigitalSource::ALL),
    ) -> MediaWords {
        MediaWords {
            caption, alt, credit, creator, copyright, city, country, taken: taken.to_owned(), instructions, keywords,
            source_type,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_into_a_jpeg_is_read_again_and_the_picture_stays_as_it_was(words in words()) {
        let written = write(JPEG, &words, "Editorial use only");
        prop_assert_eq!(read(&written), words);
        prop_assert_eq!(&written[..20], &JPEG[..20]);
        prop_assert!(written.ends_with(&JPEG[20..]));
    }

    #[test]
    fn any_file_is_read(start in prop::sample::select(STARTS),
                        rest in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&[start, &rest].concat());
    }

    #[test]
    fn a_cut_or_bent_file_is_read(at in 0usize..2000, bit in 0u8..8, length in 0usize..2000) {
        let mut file = write(&jpeg_with(&[photoshop(&[(2, 120, b"a caption"), (2, 80, b"Brell")])]),
            &MediaWords { caption: "Another".into(), ..MediaWords::default() }, "");
        let (at, length) = (at % file.len(), length % file.len());
        file[at] ^= 1 << bit;
        file.truncate(length);
        read(&file);
    }
}
