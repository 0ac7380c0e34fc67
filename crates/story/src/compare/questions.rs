//! Which changed facts have to be asked about, and what follows from the answers?

use super::facts::{Edit, Touch, worth};
use super::words::{Hunk, Read};
use super::{Class, Comparison, Pair};
use crate::{Answer, Answered, Fact, Kind, Question};

impl Touch {
    /// The fact that it touches, if it is one that is asked about.
    fn fact(self) -> Option<Fact> {
        match self {
            Touch::Quote => Some(Fact::Quote),
            Touch::Number => Some(Fact::Number),
            Touch::Date => Some(Fact::Date),
            Touch::Name => Some(Fact::Name),
            Touch::Negation => Some(Fact::Negation),
            _ => None,
        }
    }
}

impl Edit {
    /// Whether it mends what was wrong: as it was answered, else as the kind of move says.
    pub(super) fn is_wrong(&self, kind: Kind) -> bool {
        match self.answer {
            Some(answer) => answer == Answer::Wrong,
            None => kind == Kind::Correction,
        }
    }
}

/// A place in the comparison: in a pair of paragraphs, or in a field of the head.
#[derive(Clone, Copy)]
enum At {
    Pair(usize),
    Field(usize),
}

/// What a question is about: `12` for `14` and `Twelve` for `Fourteen` are one.
type Subject = (Fact, String, String);

impl Comparison {
    /// Each changed number, name, date, quote and negation, once, in reading order: was it wrong, or has it moved on?
    pub fn questions(&self) -> Vec<Question> {
        self.subjects().into_iter().map(|(_, question)| question).collect()
    }

    fn subjects(&self) -> Vec<(Subject, Question)> {
        let mut all: Vec<(Subject, Question)> = Vec::new();
        self.each_fact(|at, edit, subject, found| {
            let (paragraph, field) = match at {
                At::Pair(pair) => (self.paragraph_of(pair, edit), None),
                At::Field(field) => {
                    (None, self.head.get(field).map(|change| change.field.as_str().to_owned()))
                }
            };
            let known = all.iter().position(|(known, _)| *known == subject);
            let known = known.unwrap_or_else(|| {
                all.push((subject, found));
                all.len() - 1
            });
            let question = &mut all[known].1;
            question.paragraphs.extend(paragraph.filter(|number| !question.paragraphs.contains(number)));
            question.fields.extend(field.filter(|name| !question.fields.contains(name)));
        });
        all
    }

    /// The same comparison, knowing what was answered: a fact that was wrong is corrected, one that moved on is
    /// updated, whatever the kind of move. Answers to what was not asked change nothing.
    #[must_use]
    pub fn answered(mut self, answers: &[Answered]) -> Comparison {
        let subjects = self.subjects();
        let mut marks: Vec<(At, Hunk, Answer)> = Vec::new();
        self.each_fact(|at, edit, subject, _| {
            let asked = subjects.iter().find(|(known, _)| *known == subject).map(|(_, question)| question);
            let known =
                answers.iter().find(|known| asked.is_some_and(|asked| known.question.is_about(asked)));
            marks.extend(known.map(|known| (at, edit.hunk.clone(), known.answer)));
        });
        for (at, hunk, answer) in marks {
            let edits = match at {
                At::Pair(at) => self.edits.get_mut(at),
                At::Field(at) => self.head_edits.get_mut(at).map(|field| &mut field.edits),
            };
            for edit in edits.into_iter().flatten() {
                if hunk.new.start <= edit.hunk.new.start && edit.hunk.new.end <= hunk.new.end {
                    edit.answer = Some(answer);
                }
            }
        }
        self
    }

    fn each_fact(&self, mut tell: impl FnMut(At, &Edit, Subject, Question)) {
        for (at, field) in self.head_edits.iter().enumerate() {
            let Some(change) = self.head.get(at) else { continue };
            let (Some(one), Some(other)) = (change.old.as_deref(), change.new.as_deref()) else { continue };
            let (old, new) =
                (Read { text: one, tokens: &field.old }, Read { text: other, tokens: &field.new });
            for edit in &field.edits {
                if let Some((subject, question)) = self.question(edit, old, new) {
                    tell(At::Field(at), edit, subject, question);
                }
            }
        }
        for (at, (pair, edits)) in self.pairs.iter().zip(&self.edits).enumerate() {
            if matches!(pair.class, Class::Equal | Class::Moved | Class::Inserted | Class::Deleted) {
                continue;
            }
            let (old, new) = (self.old.joined(&pair.old), self.new.joined(&pair.new));
            for edit in &self.join_wordings(edits, &old, &new) {
                if let Some((subject, question)) = self.question(edit, old.read(), new.read()) {
                    tell(At::Pair(at), edit, subject, question);
                }
            }
        }
    }

    fn question(&self, edit: &Edit, old: Read<'_>, new: Read<'_>) -> Option<(Subject, Question)> {
        let fact = edit.touch.fact()?;
        let (was, is) = self.wordings(&edit.hunk, old, new);
        let worth_of = |read: Read<'_>, range: &std::ops::Range<usize>| -> String {
            let tokens = read.tokens.get(range.clone()).unwrap_or_default();
            let all = tokens.iter().filter_map(|token| worth(self.lexicon.word(token.word), self.cues()));
            all.collect::<Vec<_>>().join(" ")
        };
        let (from, to) = (worth_of(old, &edit.hunk.old), worth_of(new, &edit.hunk.new));
        let subject = if fact == Fact::Number && !from.is_empty() && !to.is_empty() {
            (fact, from, to)
        } else {
            (fact, was.clone(), is.clone())
        };
        Some((subject, Question { fact, old: was, new: is, paragraphs: Vec::new(), fields: Vec::new() }))
    }

    fn paragraph_of(&self, pair: usize, edit: &Edit) -> Option<u32> {
        let pair: &Pair = self.pairs.get(pair)?;
        self.number_at(&self.new.joined(&pair.new), &edit.hunk.new, &self.new)
    }
}
