//! Who is named as the one who speaks?

use super::Speaker;
use super::read::Token;
use crate::Language;
use crate::compare::cues::{self, Cues, is_in};

/// How a language names who speaks. Only languages whose names have capitals, and whose verbs of speech are known.
pub(super) struct Manners {
    cues: &'static Cues,
    /// What somebody can be.
    titles: &'static [&'static str],
    pronouns: &'static [&'static str],
    /// A name behind one of these is a place or somebody else.
    prepositions: &'static [&'static str],
    /// Words with a capital that are no name.
    no_names: &'static [&'static str],
}

const ENGLISH_TITLES: &[&str] = &[
    "minister",
    "president",
    "premier",
    "chancellor",
    "governor",
    "mayor",
    "speaker",
    "deputy",
    "spokes",
    "secretary",
    "chair",
    "chief",
    "head$",
    "director",
    "professor",
    "doctor$",
    "editor",
    "coach",
    "captain",
    "judge$",
    "general$",
    "colonel",
    "commander",
    "analyst",
    "economist",
    "geologist",
    "engineer",
    "scientist",
    "researcher",
    "senator",
    "ambassador",
    "commissioner",
    "executive",
    "manager",
    "owner",
    "leader",
    "founder",
    "author",
    "lawyer",
    "officer",
    "inspector",
    "harbourmaster",
    "farmer",
    "teacher",
    "writer",
    "member",
];
const RUSSIAN_TITLES: &[&str] = &[
    "министр",
    "президент",
    "премьер",
    "канцлер",
    "губернатор",
    "мэр$",
    "спикер",
    "депутат",
    "представител",
    "секретар",
    "председател",
    "глава$",
    "директор",
    "профессор",
    "врач",
    "редактор",
    "тренер",
    "капитан",
    "судья",
    "генерал",
    "полковник",
    "аналитик",
    "экономист",
    "инженер",
    "учён",
    "посол",
    "комиссар",
    "руководител",
    "владел",
    "лидер",
    "автор",
    "адвокат",
    "начальник",
    "археолог",
    "геолог",
    "заместител",
    "пресс-секретар",
    "первый$",
    "учител",
    "писател",
];

impl Manners {
    /// Those of a language, where they are known.
    pub(super) fn of(language: &Language) -> Option<Manners> {
        let cues = cues::of(language);
        match language.primary() {
            "en" => Some(Manners {
                cues,
                titles: ENGLISH_TITLES,
                pronouns: &["he", "she", "they"],
                prepositions: &[
                    "to", "in", "at", "of", "from", "for", "near", "with", "by", "on", "about", "after",
                    "into",
                ],
                no_names: &[
                    "the",
                    "a",
                    "an",
                    "he",
                    "she",
                    "it",
                    "they",
                    "we",
                    "i",
                    "but",
                    "and",
                    "his",
                    "her",
                    "its",
                    "their",
                    "this",
                    "that",
                    "in",
                    "on",
                    "at",
                    "both",
                    "all",
                    "two",
                    "some",
                    "many",
                    "one",
                    "who",
                    "asked",
                    "nobody",
                    "there",
                    "meanwhile",
                    "from",
                ],
            }),
            "ru" => Some(Manners {
                cues,
                titles: RUSSIAN_TITLES,
                pronouns: &["он", "она", "они"],
                prepositions: &[
                    "в", "во", "на", "из", "к", "с", "со", "от", "для", "у", "о", "об", "при", "над", "под",
                    "за",
                ],
                no_names: &[
                    "это", "он", "она", "они", "оно", "мы", "но", "и", "а", "в", "на", "по", "об", "как",
                    "так", "его", "её", "их", "при", "из", "два", "две", "все", "один", "кто", "тем",
                ],
            }),
            _ => None,
        }
    }

    pub(super) fn speaks(&self, token: &Token<'_>) -> bool {
        let Token::Word(word) = token else { return false };
        let lower = word.to_lowercase();
        // By the words of somebody: a name behind it is not in its own form.
        is_in(&lower, self.cues.speech)
            && !lower.starts_with("слов")
            && !matches!(lower.as_str(), "called" | "according")
    }

    /// The sentences of a paragraph. A mark that ends one is not in it.
    pub(super) fn sentences<'t, 'a>(&self, tokens: &'t [Token<'a>]) -> impl Iterator<Item = &'t [Token<'a>]> {
        tokens.split(ends).filter(|sentence| !sentence.is_empty())
    }

    pub(super) fn rest_of_sentence<'t, 'a>(&self, tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
        let end = tokens.iter().position(|token| ends(token) || matches!(token, Token::Quote(_)));
        &tokens[..end.unwrap_or(tokens.len())]
    }

    pub(super) fn begin_of_sentence<'t, 'a>(&self, tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
        let begin = tokens.iter().rposition(|token| ends(token) || matches!(token, Token::Quote(_)));
        &tokens[begin.map_or(0, |at| at + 1)..]
    }

    /// Whether a pronoun is who speaks.
    pub(super) fn is_pronoun(&self, part: &[Token<'_>], verb: usize) -> bool {
        let beside = part[..verb].last().into_iter().chain(part.get(verb + 1));
        let mut words = beside.filter_map(|token| match token {
            Token::Word(word) => Some(word.to_lowercase()),
            _ => None,
        });
        words.any(|word| self.pronouns.contains(&word.as_str()))
    }

    /// Who speaks by the verb of a part of a sentence: the last name before it, else the first behind it.
    pub(super) fn subject(&self, part: &[Token<'_>], verb: usize) -> Option<Speaker> {
        if self.is_pronoun(part, verb) {
            return None;
        }
        let before = self.runs(&part[..verb]);
        if let Some(run) = before.iter().rev().find(|run| self.may_speak(part, run)) {
            return Some(self.speaker(part, run, None));
        }
        let behind: Vec<Run> = self
            .runs(&part[verb + 1..])
            .into_iter()
            .map(|run| Run { start: run.start + verb + 1, end: run.end + verb + 1 })
            .collect();
        let mut able = behind.iter().filter(|run| self.may_speak(part, run));
        let first = able.clone().next()?;
        let run = able.find(|run| run.end - run.start > 1).unwrap_or(first);
        Some(self.speaker(part, run, Some(verb)))
    }

    /// The name that opens a sentence.
    pub(super) fn opens(&self, sentence: &[Token<'_>]) -> Option<Speaker> {
        let runs = self.runs(sentence);
        let first = runs.first().filter(|run| run.start == 0)?;
        Some(self.speaker(sentence, first, None))
    }

    /// All names of several words.
    pub(super) fn people(&self, tokens: &[Token<'_>]) -> Vec<Speaker> {
        let mut all = Vec::new();
        for sentence in self.sentences(tokens) {
            let runs = self.runs(sentence);
            let whole = runs.iter().filter(|run| run.end - run.start > 1 && self.may_speak(sentence, run));
            all.extend(whole.map(|run| self.speaker(sentence, run, None)));
        }
        all
    }

    /// A possessive is of somebody else, and a name behind a preposition is a place or another.
    fn may_speak(&self, part: &[Token<'_>], run: &Run) -> bool {
        let last = word(part, run.end - 1).unwrap_or_default();
        let before = run.start.checked_sub(1).and_then(|at| word(part, at)).unwrap_or_default();
        !is_possessive(last) && !self.prepositions.contains(&before.to_lowercase().as_str())
    }

    fn is_name(&self, token: &Token<'_>) -> bool {
        let Token::Word(word) = token else { return false };
        let lower = word.to_lowercase();
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().any(char::is_lowercase)
            && !self.no_names.contains(&lower.as_str())
            && !is_in(&lower, self.cues.weekdays)
            && !is_in(&lower, self.cues.months)
            && !is_in(&lower, self.cues.speech)
    }

    /// Stretches of words with capitals; a possessive ends one.
    fn runs(&self, part: &[Token<'_>]) -> Vec<Run> {
        let mut all: Vec<Run> = Vec::new();
        for at in 0..part.len() {
            if !self.is_name(&part[at]) {
                continue;
            }
            let goes_on = |run: &Run| run.end == at && !word(part, at - 1).is_some_and(is_possessive);
            match all.last_mut().filter(|run| goes_on(run)) {
                Some(run) => run.end = at + 1,
                None => all.push(Run { start: at, end: at + 1 }),
            }
        }
        all
    }

    /// A name with what is said of it: in front of it, or set off by commas on either side.
    fn speaker(&self, part: &[Token<'_>], run: &Run, verb: Option<usize>) -> Speaker {
        // The last two words are the name; a title among them is not.
        let is_title =
            |at: usize| word(part, at).is_some_and(|word| is_in(&word.to_lowercase(), self.titles));
        let mut start = run.end.saturating_sub(2).max(run.start);
        if run.end - start == 2 && is_title(start) {
            start += 1;
        }
        let name = words(part, start, run.end);
        let (mut from, to) = (self.title_from(part, start, verb), start);
        if from == to {
            from = run.start.min(start);
        }
        let mut title = words(part, from, to);
        let mut organisation = String::new();
        if title.is_empty()
            && let Some((said, whose)) = self.beside(part, run)
        {
            (title, organisation) = (said, whose);
        }
        if organisation.is_empty() && word(part, run.end).is_some_and(|word| word == "of" || word == "из") {
            organisation = self.organisation(&part[run.end..]);
        }
        if organisation.is_empty() && from < to {
            organisation = self.organisation(&part[from..to]);
        }
        Speaker { name, title, organisation }
    }

    /// Where the title in front of a name begins: `Civic List deputy`, `министр иностранных дел Кестрии`.
    fn title_from(&self, part: &[Token<'_>], name: usize, verb: Option<usize>) -> usize {
        let begin = verb.map_or(0, |verb| verb + 1);
        let since = (begin..name).rev().take_while(|at| word(part, *at).is_some()).last().unwrap_or(name);
        let is_title =
            |at: &usize| word(part, *at).is_some_and(|word| is_in(&word.to_lowercase(), self.titles));
        let Some(first) = (since..name).find(is_title) else { return name };
        // Words with capitals right before it are a part of it.
        (since..first).rev().take_while(|at| self.is_name(&part[*at])).last().unwrap_or(first)
    }

    /// What is set off by a comma: `Varnay's spokeswoman, Lena Harke` and `Milena Dobrov, a geologist at …`.
    fn beside(&self, part: &[Token<'_>], run: &Run) -> Option<(String, String)> {
        let is_comma = |at: usize| matches!(part.get(at), Some(Token::Mark(',')));
        let has_title = |from: usize, to: usize| {
            (from..to).any(|at| word(part, at).is_some_and(|word| is_in(&word.to_lowercase(), self.titles)))
        };
        let article = |at: usize| {
            let small = word(part, at).map(str::to_lowercase).unwrap_or_default();
            at + usize::from(["the", "a", "an", "its"].contains(&small.as_str()))
        };
        if run.start > 1 && is_comma(run.start - 1) {
            let to = run.start - 1;
            let from = (0..to)
                .rev()
                .take_while(|at| word(part, *at).is_some() && !self.speaks(&part[*at]))
                .last()?;
            if to - from <= 8 && has_title(from, to) {
                let whose = (from..to)
                    .find_map(|at| word(part, at).filter(|word| is_possessive(word) && is_upper(word)));
                let whose = whose.map(|word| word.trim_end_matches(['s', '\'', '’']).to_owned());
                return Some((words(part, article(from), to), whose.unwrap_or_default()));
            }
        }
        if is_comma(run.end) {
            let from = run.end + 1;
            let to = (from..part.len()).find(|at| word(part, *at).is_none()).unwrap_or(part.len());
            let small = word(part, from).map(str::to_lowercase).unwrap_or_default();
            if to > from && to - from <= 16 && has_title(from, to) && small != "who" {
                let end = (from..to).find(|at| word(part, *at) == Some("and")).unwrap_or(to);
                return Some((words(part, article(from), end), self.organisation(&part[from..end])));
            }
        }
        None
    }

    /// A name behind `of`, `at`, `for`: `the Verbovsk Institute of Hydrology`.
    fn organisation(&self, part: &[Token<'_>]) -> String {
        let leads =
            |at: &usize| word(part, *at).is_some_and(|word| ["of", "at", "for", "из"].contains(&word));
        let Some(at) = (0..part.len()).find(leads) else { return String::new() };
        let begin = at + 1 + usize::from(word(part, at + 1) == Some("the"));
        let is_in_it = |at: &usize| {
            self.is_name(&part[*at])
                || (word(part, *at) == Some("of") && part.get(*at + 1).is_some_and(|it| self.is_name(it)))
        };
        let end = (begin..part.len()).take_while(is_in_it).last().map_or(begin, |at| at + 1);
        words(part, begin, end)
    }
}

#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    end: usize,
}

fn ends(token: &Token<'_>) -> bool {
    matches!(token, Token::Mark('.' | '!' | '?' | '…' | ';' | '؟'))
}

fn word<'a>(part: &[Token<'a>], at: usize) -> Option<&'a str> {
    match part.get(at) {
        Some(Token::Word(word)) => Some(word),
        _ => None,
    }
}

fn words(part: &[Token<'_>], from: usize, to: usize) -> String {
    (from..to).filter_map(|at| word(part, at)).collect::<Vec<_>>().join(" ")
}

fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
