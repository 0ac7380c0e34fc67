//! Any two texts as two states of a story: compared, told, asked about, restored, answered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use story::{Answer, Answered, Content, Kind, Language, NumberStyle, advisory};

fn content(text: &str, language: &Language) -> Content {
    let read = formats::copy::read(text, language, jiff::civil::date(2026, 10, 12));
    match "en".parse() {
        Ok(edition) => read.into_content(language, &edition),
        Err(_) => Content::new(language.clone(), "x", "X"),
    }
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((first, rest)) = text.split_once('\u{1}') else { return };
    for tag in ["en", "ru", "ar", "fr"] {
        let Ok(language) = tag.parse::<Language>() else { continue };
        let (old, new) = (content(first, &language), content(rest, &language));
        let mut comparison = story::compare::compare(&old, &new);
        comparison.recall(&new);
        let questions = comparison.questions();
        let answers: Vec<Answered> =
            questions.into_iter().map(|question| Answered { question, answer: Answer::Wrong }).collect();
        let comparison = comparison.answered(&answers);
        for kind in [Kind::Update, Kind::Correction, Kind::Refile] {
            let changes = comparison.changes(kind);
            for style in NumberStyle::ALL {
                if let Some(line) = advisory::write(&changes, style, &language) {
                    let _ = advisory::verify(&line, &comparison, kind);
                    let _ = advisory::parse(&line);
                }
            }
        }
        let _ = comparison.check_refile();
    }
});
