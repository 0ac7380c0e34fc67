//! What does one story say, word by word, and does it meet a wish?
//!
//! The engine answers for what it has on disk; this answers for one story at hand, by the same analysers and the same rules, so that
//! both find the same.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::document::Document;
use crate::query::{Part, Sorting, Wish, Words};
use crate::words::{Analysers, Token};

/// Between two values of one part, so that no phrase goes across.
const GAP: u32 = 1;
/// What the other places that have a word add to the best of them.
pub(crate) const TIE: f32 = 0.1;

/// A story's words, where they stand.
pub(crate) struct Analysed {
    /// How headline and text are read.
    pub language: usize,
    /// When it was first published, in microseconds since 1970 (UTC).
    published: i64,
    /// Under what it is sorted.
    sorted: Vec<(Sorting, String)>,
    parts: [Said; Part::ALL.len()],
}

/// The words of one part.
#[derive(Default)]
pub(crate) struct Said {
    /// Where each word stands, in order.
    at: HashMap<Box<str>, Vec<u32>>,
    /// How many words there are.
    length: u32,
    /// Where the next value begins.
    next: u32,
}

/// What words that are there weigh: the part, how it is read, the words side by side, how often they stand there, and how many
/// words the part has.
pub(crate) type Weigh<'a> = &'a dyn Fn(Part, usize, &[Token], u32, u32) -> f32;

impl Analysed {
    pub fn of(document: &Document, analysers: &mut Analysers) -> Self {
        let language = Analysers::of(document.language.primary());
        let mut parts: [Said; Part::ALL.len()] = Default::default();
        let mut say = |part: Part, text: &str| {
            parts[part as usize].say(analysers, part.read_by(language), text);
        };
        say(Part::Headline, &document.headline);
        say(Part::Text, &document.text);
        say(Part::Earlier, &document.earlier);
        for part in Part::ALL {
            document.names(part).iter().for_each(|name| say(part, name));
        }
        let sorted = document.sorted().collect();
        Analysed { language, published: document.published, sorted, parts }
    }

    /// Every word of a part, once.
    pub fn words(&self, part: Part) -> impl Iterator<Item = &str> {
        self.parts[part as usize].at.keys().map(AsRef::as_ref)
    }

    /// What it weighs where it meets the wish; none where it does not.
    pub fn meets(&self, wish: &Wish, analysers: &mut Analysers, weigh: Weigh<'_>) -> Option<f32> {
        match wish {
            Wish::Words(words) => self.says(words, analysers, weigh),
            Wish::Published(from, until) => (*from..*until).contains(&self.published).then_some(0.0),
            Wish::Sorted(by, value) => {
                self.sorted.iter().any(|(of, is)| of == by && is == value).then_some(0.0)
            }
            Wish::Not(unwanted) => self.meets(unwanted, analysers, weigh).is_none().then_some(0.0),
            Wish::All(wishes) => {
                wishes.iter().try_fold(0.0, |sum, wish| Some(sum + self.meets(wish, analysers, weigh)?))
            }
            Wish::Any(wishes) => {
                let met = wishes.iter().filter_map(|wish| self.meets(wish, analysers, weigh));
                met.reduce(|sum, weight| sum + weight)
            }
        }
    }

    /// The best place that has the words counts, the others a little.
    fn says(&self, words: &Words, analysers: &mut Analysers, weigh: Weigh<'_>) -> Option<f32> {
        let (mut best, mut sum) = (None, 0.0);
        // Read once as names are, and once as the story's language is.
        let as_names = analysers.asked(Analysers::PLAIN, &words.text);
        let as_text = analysers.asked(self.language, &words.text);
        for part in Part::ALL {
            if !words.are_sought_in(part) {
                continue;
            }
            let said = &self.parts[part as usize];
            let weight = if words.is_beginning {
                let [beginning] = &as_names[..] else { continue };
                said.at.keys().any(|word| word.starts_with(beginning.word.as_str())).then_some(1.0)
            } else {
                let read_by = part.read_by(self.language);
                let words = if read_by == Analysers::PLAIN { &as_names } else { &as_text };
                let count = said.count(words);
                (count > 0).then(|| weigh(part, read_by, words, count, said.length))
            };
            if let Some(weight) = weight.map(|weight| weight * part.boost()) {
                sum += weight;
                best = Some(best.map_or(weight, |best: f32| best.max(weight)));
            }
        }
        best.map(|best| best + TIE * (sum - best))
    }
}

impl Said {
    fn say(&mut self, analysers: &mut Analysers, read_by: usize, text: &str) {
        let begins = self.next;
        analysers.told(read_by, text, |word, place, _| {
            let place = begins + place;
            match self.at.get_mut(word) {
                Some(at) => at.push(place),
                None => drop(self.at.insert(word.into(), vec![place])),
            }
            self.length += 1;
            self.next = place + 1;
        });
        self.next += GAP;
    }

    /// How often these words stand side by side.
    fn count(&self, words: &[Token]) -> u32 {
        let Some((first, others)) = words.split_first() else { return 0 };
        let Some(others) =
            others.iter().map(|it| Some((it.at - first.at, self.places(it)?))).collect::<Option<Vec<_>>>()
        else {
            return 0;
        };
        let stand =
            |at: &&u32| others.iter().all(|(after, places)| places.binary_search(&(**at + after)).is_ok());
        let count = self.places(first).map_or(0, |places| places.iter().filter(stand).count());
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Where a word stands, in order.
    fn places(&self, token: &Token) -> Option<Cow<'_, [u32]>> {
        if !token.is_beginning {
            return self.at.get(token.word.as_str()).map(|places| Cow::Borrowed(&places[..]));
        }
        let mut places: Vec<u32> = self
            .at
            .iter()
            .filter(|(word, _)| word.starts_with(&token.word))
            .flat_map(|(_, at)| at)
            .copied()
            .collect();
        places.sort_unstable();
        (!places.is_empty()).then_some(Cow::Owned(places))
    }
}
