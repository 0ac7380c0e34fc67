//! Who says what in a story?
//!
//! What stands in quotation marks and has at least four words is a quotation; who said it is read off the sentence around it, a
//! pronoun off who spoke before. A name that stands alone is completed by its first mention in the story. Where the words do not
//! say who speaks, nobody is named: a wrong name is worse than none.

mod read;
mod speaker;

use std::collections::HashMap;

use read::{Token, read};
use speaker::Manners;

use crate::{Content, ParagraphId};

/// The fewest words of a quotation; fewer are a scare quote or a title.
const FEWEST: usize = 4;

/// What somebody says in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// In which paragraph.
    pub paragraph: ParagraphId,
    /// The words, without their marks and the comma that closed them.
    pub words: String,
    /// Who said them, where the story says it.
    pub speaker: Option<Speaker>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The whole name, as far as the story has it.
    pub name: String,
    /// What they are (`Kestrian Foreign Minister`).
    pub title: String,
    /// Whose (`Quill Harbour University`).
    pub organisation: String,
}

/// The quotations of a story in reading order.
pub fn quotations(content: &Content) -> Vec<Quotation> {
    let Some(manners) = Manners::of(&content.language) else { return Vec::new() };
    let mut known = Known::default();
    let mut found = Vec::new();
    if let Some(lead) = &content.lead {
        known.meet(&read(&lead.as_plain()).0, &manners);
    }
    for paragraph in content.body.iter().filter(|it| it.role.is_counted()) {
        known.paragraph += 1;
        let text = paragraph.text.as_plain();
        let (tokens, spans) = read(&text);
        known.meet(&tokens, &manners);
        let mut before: Option<Speaker> = None;
        for (at, span) in spans.iter().enumerate() {
            let words = text[span.clone()].trim().trim_end_matches([',', '،']).to_owned();
            if words.split_whitespace().count() < FEWEST {
                continue;
            }
            // A quotation that goes on after its speaker was named is theirs.
            let speaker = known.speaker_of(&tokens, at, &manners).or_else(|| before.clone());
            before.clone_from(&speaker);
            found.push(Quotation { paragraph: paragraph.id, words, speaker });
        }
        known.hear(&tokens, &manners);
    }
    found
}

/// Whom a story has named so far.
#[derive(Default)]
struct Known {
    /// By the last word of their names.
    people: HashMap<String, Speaker>,
    /// Who spoke last, and in which paragraph.
    last: Option<(usize, Speaker)>,
    paragraph: usize,
}

impl Known {
    /// Takes in the names of a paragraph; the first mention of one counts.
    fn meet(&mut self, tokens: &[Token<'_>], manners: &Manners) {
        for speaker in manners.people(tokens) {
            if let Some(last) = speaker.name.split(' ').next_back() {
                self.people.entry(last.to_owned()).or_insert(speaker);
            }
        }
    }

    /// Who opens a sentence or speaks in it is who a pronoun means behind it.
    fn hear(&mut self, tokens: &[Token<'_>], manners: &Manners) {
        for sentence in manners.sentences(tokens) {
            let opens = manners.opens(sentence).map(|named| self.whole(named));
            let verb = sentence.iter().position(|token| manners.speaks(token));
            let speaks = verb.and_then(|verb| manners.subject(sentence, verb)).map(|named| self.whole(named));
            for heard in [opens, speaks].into_iter().flatten() {
                self.note(&heard);
            }
        }
    }

    /// Only somebody whose whole name is known is meant by a pronoun: a single word may be a place or a team.
    fn note(&mut self, heard: &Speaker) {
        let last = heard.name.split(' ').next_back().unwrap_or_default();
        if self.people.get(last).is_some_and(|known| known.name == heard.name) {
            self.last = Some((self.paragraph, heard.clone()));
        }
    }

    fn speaker_of(&mut self, tokens: &[Token<'_>], span: usize, manners: &Manners) -> Option<Speaker> {
        let at = tokens.iter().position(|token| matches!(token, Token::Quote(it) if *it == span))?;
        let (behind, ahead) =
            (manners.rest_of_sentence(&tokens[at + 1..]), manners.begin_of_sentence(&tokens[..at]));
        let told = [(behind, false), (ahead, true)].into_iter().find_map(|(part, is_last)| {
            let mut verbs = part.iter().enumerate().filter(|(_, token)| manners.speaks(token));
            let verb = if is_last { verbs.next_back() } else { verbs.next() };
            verb.map(|(verb, _)| (part, verb))
        });
        let (part, verb) = told?;
        let speaker = match manners.subject(part, verb) {
            Some(named) => self.whole(named),
            None if manners.is_pronoun(part, verb) => {
                self.hear(&tokens[..at], manners);
                // A pronoun reaches no further than the paragraph before.
                self.last.clone().filter(|(heard, _)| heard + 1 >= self.paragraph)?.1
            }
            None => return None,
        };
        self.note(&speaker);
        Some(speaker)
    }

    /// A name as its first mention has it.
    fn whole(&self, found: Speaker) -> Speaker {
        let last = found.name.split(' ').next_back().unwrap_or_default();
        match self.people.get(last) {
            Some(known) if !found.name.contains(' ') || known.name == found.name => {
                let or = |mine: String, known: &String| if mine.is_empty() { known.clone() } else { mine };
                Speaker {
                    name: known.name.clone(),
                    title: or(found.title, &known.title),
                    organisation: or(found.organisation, &known.organisation),
                }
            }
            _ => found,
        }
    }
}

/// How alike two quotations are, from 0 to 1: the share of the longer one's words that both have in one order.
pub fn likeness(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).take(200).collect()
    };
    let (a, b) = (words(a), words(b));
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 0.0;
    }
    // The longest sequence that is in both, a row at a time.
    let mut row = vec![0_usize; b.len() + 1];
    for word in &a {
        let mut corner = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { corner + 1 } else { above.max(row[at]) };
            corner = above;
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let share = row[b.len()] as f64 / longer as f64;
    share
}

#[cfg(test)]
mod tests;
