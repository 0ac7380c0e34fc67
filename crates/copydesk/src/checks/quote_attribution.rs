//! 19. A quotation that nobody says.

use super::{Check, Example, Report, Run};
use crate::read::names::SAYING;
use crate::read::passage::Passage;
use crate::sheet::{Place, Sheet};
use crate::{Context, Severity};
use story::Role;

pub const CHECK: Check = Check {
    number: 19,
    rule: "quote-attribution",
    about: "a quotation of a sentence without a word of saying in its paragraph or beside it",
    languages: &["en"],
    run: Run::Whole(run),
    fires: &[
        Example::fires("Port\n\nThe port is shut.\n\n“We have never seen such waves in our lives.”\n\nShips wait outside.", "We have never seen such waves in our lives."),
        Example::fires("“The bridge must be rebuilt before the winter comes.” Work starts in May.", "The bridge must be rebuilt before the winter comes."),
        Example::fires("Vote\n\nThe vote is over.\n\n\"Nobody asked us what we wanted from it.\"\n\nThe count goes on.", "Nobody asked us what we wanted from it."),
        Example::fires("The crowd stood for hours. “This town will not be sold to anyone.” It rained.", "This town will not be sold to anyone."),
        Example::fires("Fire\n\nThe fire is out.\n\nThe roof fell in. “It was like the end of the world.” Nobody was hurt.\n\nThe cause is not known.", "It was like the end of the world."),
        Example::fires("Club\n\nThe club lost.\n\n“They wanted it more than we did today.”\n\nThe next match is in May.", "They wanted it more than we did today."),
    ],
    silent: &[
        Example::silent("“We have never seen such waves in our lives,” the harbour master said."),
        Example::silent("Port\n\nThe port is shut, the harbour master said.\n\n“We have never seen such waves in our lives.”"),
        Example::silent("The play is called “A Long Way to the Harbour of Tessa”."),
        Example::silent("He spoke of “waves”."),
        Example::silent("According to Lind, “nobody asked us what we wanted from it”."),
        Example::silent("Lind: “The bridge must be rebuilt before the winter comes.”"),
        Example::silent("“The bridge must be rebuilt,” reads a banner over the road."),
        Example::silent("Port\n\n“We have never seen such waves.\n\n“We are afraid of them,” the harbour master said."),
    ],
};

const MORE: &[&str] = &[
    "titled", "entitled", "named", "labelled", "slogan", "banner", "song", "book", "film", "sign", "motto", "letter", "statement",
    "think", "thinks", "thought", "believes", "believe", "sang", "chanted", "chanting", "quipped", "hears", "heard", "wrote", "spoke",
    "speaks", "agreed", "interview", "demanded", "whispered", "exclaimed", "laughed", "smiled", "wondered", "observed", "opined", "maintained",
];

fn run(sheet: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let body: Vec<usize> = sheet.body().map(|(at, _)| at).collect();
    for (place, at) in body.iter().enumerate() {
        let part = &sheet.parts[*at];
        let passage = &part.passage;
        if part.place_role() == Some(Role::BlockQuote) || says(passage) {
            continue;
        }
        let beside = |place: Option<usize>| place.and_then(|place| body.get(place)).is_some_and(|at| says(&sheet.parts[*at].passage));
        if beside(place.checked_sub(1)) || beside(Some(place + 1)) {
            continue;
        }
        for range in &passage.quoted {
            let inside = &passage.text[range.clone()];
            let words = passage.words.iter().filter(|word| range.contains(&word.start)).count();
            let is_sentence = words >= 5 && inside.trim_end().ends_with(['.', '!', '?', ',']);
            let is_named = passage.text[..range.start].trim_end_matches(['“', '"', ' ', '«']).ends_with(':');
            if is_sentence && !is_named {
                report.put(Severity::Warning, *at, range.clone(), "who says this?");
            }
        }
    }
}

fn says(passage: &Passage) -> bool {
    (0..passage.words.len()).any(|at| {
        let lower = passage.lower(at);
        !passage.is_quoted(passage.words[at].start) && (SAYING.contains(&lower) && lower != "called" && lower != "read" && lower != "described" || MORE.contains(&lower) || matches!(lower, "reads" | "called" | "read"))
    })
}

impl crate::sheet::Part {
    /// What a paragraph is for.
    fn place_role(&self) -> Option<Role> {
        match self.place {
            Place::Paragraph(_, _, role) => Some(role),
            _ => None,
        }
    }
}
