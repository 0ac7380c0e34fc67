//! Who says what in copy of many makes: what is read, and what is left alone.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Language, Paragraph, Role, Text};

fn story(language: &str, paragraphs: &[&str]) -> Content {
    let mut content = Content::new(language.parse::<Language>().unwrap(), "a", "A");
    for (at, text) in (1..).zip(paragraphs) {
        content.body.push(Paragraph { id: ParagraphId(at), role: Role::Body, text: Text::plain(*text) });
    }
    content
}

/// Each quotation as `name | title | organisation | words`.
fn said(language: &str, paragraphs: &[&str]) -> Vec<String> {
    let line = |it: Quotation| match it.speaker {
        Some(who) => format!("{} | {} | {} | {}", who.name, who.title, who.organisation, it.words),
        None => format!("? | {}", it.words),
    };
    quotations(&story(language, paragraphs)).into_iter().map(line).collect()
}

#[test]
fn who_speaks_is_read_off_the_sentence() {
    for (text, expected) in [
        (
            "“We have taken one step. Nobody should read a staircase into it,” Governor Alban Reece told a news conference.",
            "Alban Reece | Governor |  | We have taken one step. Nobody should read a staircase into it",
        ),
        (
            "\"There is an offer and there is a question about the offer,\" Varnay's spokeswoman, Lena Harke, told reporters in Port Merrin.",
            "Lena Harke | Varnay's spokeswoman | Varnay | There is an offer and there is a question about the offer",
        ),
        (
            "\"Twice a year our officers walk through their hangars,\" Civic List deputy Irena Solt said in the debate.",
            "Irena Solt | Civic List deputy |  | Twice a year our officers walk through their hangars",
        ),
        (
            "\"A delta is a leaking boat that the river keeps bailing out,\" said Milena Dobrov, a geologist at the Verbovsk Institute of Hydrology and one of the authors.",
            "Milena Dobrov | geologist at the Verbovsk Institute of Hydrology | Verbovsk Institute of Hydrology | A delta is a leaking boat that the river keeps bailing out",
        ),
        (
            "\"They counted everything twice and it shows,\" said Owen Trask of Quill Harbour University.",
            "Owen Trask |  | Quill Harbour University | They counted everything twice and it shows",
        ),
        (
            "\"A switch that should have opened stayed shut,\" said Norrin's head of networks, Greta Solen.",
            "Greta Solen | Norrin's head of networks | Norrin | A switch that should have opened stayed shut",
        ),
        (
            "\"It was a bad quarter with a bad night in it,\" Chief Executive Nils Harstad told analysts.",
            "Nils Harstad | Chief Executive |  | It was a bad quarter with a bad night in it",
        ),
        (
            "Kestrian Foreign Minister Maren Koss said on arrival that she had \"a page and a half and an open mind\".",
            "Maren Koss | Kestrian Foreign Minister |  | a page and a half and an open mind",
        ),
        ("“Prices must fall this year,” the mayor said on Monday.", "? | Prices must fall this year"),
        ("“Prices must fall this year,” a man in Port Merrin said.", "? | Prices must fall this year"),
    ] {
        assert_eq!(said("en", &[text]), [expected], "{text}");
    }
}

#[test]
fn a_name_is_completed_and_a_pronoun_is_who_spoke_last() {
    assert_eq!(
        said(
            "en",
            &[
                "Interior Minister Emil Horvay came to the bridge on Monday.",
                "\"We will search until the last of them is found,\" Horvay told reporters on the embankment.",
                "Arvenian Foreign Minister Tomas Hallek said his country would go on. \"An arms treaty is a window, not a wall,\" he said in Port Merrin.",
                "\"We do not brick up our side,\" he added. \"Not now, not ever again,\" he said.",
            ]
        ),
        [
            "Emil Horvay | Interior Minister |  | We will search until the last of them is found",
            "Tomas Hallek | Arvenian Foreign Minister |  | An arms treaty is a window, not a wall",
            "Tomas Hallek | Arvenian Foreign Minister |  | We do not brick up our side",
            "Tomas Hallek | Arvenian Foreign Minister |  | Not now, not ever again",
        ]
    );
    assert_eq!(
        said(
            "en",
            &[
                "\"A pause is not a word that frightens us,\" Nerea Solvi told reporters.",
                "Kestrian Foreign Minister Maren Koss declined to comment. She said that she had \"a page and a half and an open mind\".",
                "It rained.",
                "Nothing else was heard of it.",
                "\"There is no more to say,\" he said.",
            ]
        ),
        [
            "Nerea Solvi |  |  | A pause is not a word that frightens us",
            "Maren Koss | Kestrian Foreign Minister |  | a page and a half and an open mind",
            "? | There is no more to say",
        ]
    );
    // A name that opens a sentence is meant by the pronoun behind it.
    assert_eq!(
        said(
            "en",
            &[
                "Salma Rahhal won the Quill Harbour Open on Sunday.",
                "Rahhal, 20, saved two match points. \"My coach has forbidden them, all of them,\" she said.",
            ]
        ),
        ["Salma Rahhal |  |  | My coach has forbidden them, all of them"]
    );
}

#[test]
fn russian_names_stand_behind_their_verb() {
    for (text, expected) in [
        (
            "«У меня с собой полторы страницы и ни одного предубеждения», — сказала перед началом министр иностранных дел Кестрии Марен Косс.",
            "Марен Косс | министр иностранных дел Кестрии |  | У меня с собой полторы страницы и ни одного предубеждения",
        ),
        (
            "«Мы сглаживаем волну, а не спорим с морем», — сказала журналистам первый заместитель председателя банка Ядвига Моль.",
            "Ядвига Моль | первый заместитель председателя банка |  | Мы сглаживаем волну, а не спорим с морем",
        ),
        (
            "«Дорогу мы видели со своего берега», — сказал министр обороны Арвении Раду Сенн.",
            "Раду Сенн | министр обороны Арвении |  | Дорогу мы видели со своего берега",
        ),
        (
            "«Мы сошлись в том, что река одна», — сказал Белозор после трёхчасовой беседы.",
            "Белозор |  |  | Мы сошлись в том, что река одна",
        ),
    ] {
        assert_eq!(said("ru", &[text]), [expected], "{text}");
    }
}

#[test]
fn what_is_short_or_in_a_language_whose_verbs_are_not_known_is_no_quotation() {
    assert!(said("en", &["Dray's office called the talk \"frank and useful\"."]).is_empty());
    assert!(said("fr", &["« Nous allons réparer le pont avant le printemps », a dit Anne Roux."]).is_empty());
    // One that goes on in the next paragraph is not closed.
    assert_eq!(
        said("en", &["Mayor Oda Lind said: “We will repair the bridge by spring.", "“And the lamps.”"]),
        ["Oda Lind | Mayor |  | We will repair the bridge by spring."]
    );
}

#[test]
fn quotations_are_alike_by_the_words_that_both_have_in_one_order() {
    let ran = "We will repair the bridge by spring";
    assert!((likeness(ran, "We will repair the bridge, by spring.") - 1.0).abs() < 1e-9);
    assert!(likeness(ran, "We will rebuild the bridge by spring") > 0.8);
    assert!(likeness(ran, "Nobody knows what the sea is for") < 0.3);
    assert!(likeness("", "") < 0.1);
}
