//! What does a search of a large archive cost? Writes the archive and what is asked of it into files, so that peers are asked the same.
//!
//! `DATELINE_BENCH_FOLDER` takes the files, `DATELINE_BENCH_STORIES` says how many stories there are. Each line it prints is a name and
//! its figures: milliseconds at the median and at the 99th percentile, or what the name says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use search::{Document, Index, Order, Query, Watch};
use story::{Placement, ShortId, StoryId};

/// How many words there are; the most frequent is every twelfth, the others fall off as words do (Zipf's law).
const WORDS: usize = 200_000;
/// Words that are no use to ask for: the most frequent.
const STOP: usize = 60;
/// Questions of each kind.
const QUESTIONS: usize = 500;
/// Saved searches.
const SAVED: usize = 100_000;
/// A story every ten minutes, in microseconds.
const APART: i64 = 600_000_000;

/// Numbers by chance, the same in each run (PCG, O'Neill 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        let old = self.0;
        self.0 = old.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (((old >> 18) ^ old) >> 27) as u32;
        let turned = mixed.rotate_right((old >> 59) as u32);
        u64::from(turned)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() as usize * most) >> 32
    }
}

struct Language {
    words: Vec<String>,
    /// How many of all are this word or a more frequent one, of 2³².
    upto: Vec<u64>,
}

impl Language {
    fn new() -> Self {
        let syllables = [
            "ba", "ren", "ti", "mol", "ka", "shu", "ner", "vo", "lin", "gra", "dor", "pe", "sal", "wi",
            "tum", "fe",
        ];
        let words = (0..WORDS)
            .map(|mut number| {
                let mut word = String::new();
                // Frequent words are short.
                loop {
                    word += syllables[number % syllables.len()];
                    number /= syllables.len();
                    if number == 0 {
                        return word;
                    }
                    number -= 1;
                }
            })
            .collect();
        let mut sum = 0.0;
        let sums: Vec<f64> = (0..WORDS)
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 2.7).powf(1.07);
                sum
            })
            .collect();
        let upto = sums.iter().map(|it| (it / sum * 4_294_967_296.0) as u64).collect();
        Language { words, upto }
    }

    fn word(&self, chance: &mut Chance) -> usize {
        let drawn = chance.next();
        self.upto.partition_point(|it| *it <= drawn).min(WORDS - 1)
    }

    fn sentence(&self, chance: &mut Chance, length: usize) -> Vec<usize> {
        (0..length).map(|_| self.word(chance)).collect()
    }

    fn spelt(&self, words: &[usize]) -> String {
        words.iter().map(|word| self.words[*word].as_str()).collect::<Vec<_>>().join(" ")
    }
}

fn document(number: usize, headline: String, text: String) -> Document {
    Document {
        story: StoryId::new(jiff::Timestamp::UNIX_EPOCH),
        short_id: ShortId::from_random(number as u64),
        placements: vec![Placement { edition: "en".parse().unwrap(), section: "world".parse().unwrap() }],
        language: "en".parse().unwrap(),
        kind: "new",
        headline,
        text,
        earlier: String::new(),
        keywords: Vec::new(),
        byline: None,
        places: Vec::new(),
        people: Vec::new(),
        organisations: Vec::new(),
        topics: Vec::new(),
        published: number as i64 * APART,
    }
}

fn tell(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    println!("{name}\t{:.3}\t{:.3}", times[times.len() / 2], times[times.len() * 99 / 100]);
}

fn milliseconds(act: impl FnOnce()) -> f64 {
    let began = Instant::now();
    act();
    began.elapsed().as_secs_f64() * 1e3
}

fn size(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum()
}

fn main() {
    let folder = std::env::var("DATELINE_BENCH_FOLDER").expect("DATELINE_BENCH_FOLDER names a folder");
    let folder = Path::new(&folder);
    let stories = std::env::var("DATELINE_BENCH_STORIES").map_or(20_000, |it| it.parse().unwrap());
    let language = Language::new();
    let mut chance = Chance(42);

    let place = folder.join("index");
    let _ = fs::remove_dir_all(&place);
    let (index, _) = Index::open(&place).unwrap();
    let mut archive = BufWriter::new(File::create(folder.join("archive.tsv")).unwrap());
    let mut seen: Vec<Vec<usize>> = Vec::new();
    let mut took = Duration::ZERO;
    for number in 0..stories {
        let headline = language.spelt(&language.sentence(&mut chance, 8));
        let words = language.sentence(&mut chance, 330);
        let text = language.spelt(&words);
        writeln!(archive, "{number}\t{headline}\t{text}").unwrap();
        if chance.below(stories) < 4 * QUESTIONS {
            seen.push(words);
        }
        let document = document(number, headline, text);
        let began = Instant::now();
        index.put(&document).unwrap();
        if (number + 1) % 10_000 == 0 || number + 1 == stories {
            index.commit(number as u64).unwrap();
        }
        took += began.elapsed();
    }
    archive.flush().unwrap();
    println!("index, s\t{:.1}", took.as_secs_f64());
    println!("size, MB\t{:.0}", size(&place) as f64 / 1e6);

    let mut asked: Vec<(&str, Vec<String>)> = Vec::new();
    let one = |words: &[usize], chance: &mut Chance| loop {
        let word = words[chance.below(words.len())];
        if word >= STOP {
            return language.words[word].clone();
        }
    };
    let mut ask = |kind: fn(&mut dyn FnMut() -> String, &str) -> String| -> Vec<String> {
        (0..QUESTIONS)
            .map(|_| {
                let words = &seen[chance.below(seen.len())];
                let at = chance.below(words.len() - 3);
                let phrase = language.spelt(&words[at..at + 3]);
                kind(&mut || one(words, &mut chance), &phrase)
            })
            .collect()
    };
    asked.push(("one word", ask(|word, _| word())));
    asked.push(("two words", ask(|word, _| format!("{} {}", word(), word()))));
    asked.push(("phrase", ask(|_, phrase| format!("\"{phrase}\""))));
    let mut questions = String::new();
    for (kind, all) in &asked {
        all.iter().for_each(|text| writeln!(questions, "{kind}\t{text}").unwrap());
    }
    fs::write(folder.join("questions.tsv"), questions).unwrap();

    let query = |text: &str, order: Order| Query {
        edition: Some("en".parse().unwrap()),
        section: None,
        text: text.to_owned(),
        zone: TimeZone::UTC,
        order,
        limit: 20,
        after: None,
        counts: false,
    };
    for (order, by) in [(Order::Best, "best"), (Order::Newest, "newest")] {
        for (kind, all) in &asked {
            let mut times = Vec::new();
            for round in 0..3 {
                for text in all {
                    let query = query(text, order);
                    let time = milliseconds(|| assert!(index.search(&query).unwrap().total > 0, "{text}"));
                    if round > 0 {
                        times.push(time);
                    }
                }
            }
            tell(&format!("{kind}, {by}"), times);
        }
    }
    let counted = |text: &String| {
        let query = Query { counts: true, ..query(text, Order::Newest) };
        milliseconds(|| drop(index.search(&query).unwrap()))
    };
    tell("one word, newest, with counts by facet", asked[0].1.iter().map(counted).collect());

    // From the put of a story, while others are kept, until a search has it.
    let found = |number: usize| {
        let word = format!("zzz{number}");
        let text = language.spelt(&seen[number % seen.len()]);
        let story = document(stories + number, word.clone(), text);
        let time = milliseconds(|| {
            index.put(&story).unwrap();
            assert_eq!(index.search(&query(&word, Order::Newest)).unwrap().total, 1);
        });
        if number % 40 == 39 {
            index.commit((stories + number) as u64).unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
        time
    };
    tell("put until it is found", (0..400).map(found).collect());

    let mut watch = Watch::new();
    for number in 0..SAVED {
        let words = &seen[chance.below(seen.len())];
        let mut one = || one(words, &mut chance);
        let text = match number % 4 {
            0 => one(),
            1 => format!("\"{} {}\"", one(), one()),
            2 => format!("({} OR {}) {}", one(), one(), one()),
            _ => format!("{} {} -{}", one(), one(), one()),
        };
        watch.add(number, &text, &TimeZone::UTC);
    }
    let story = |at: usize| {
        document(at, language.spelt(&seen[at % seen.len()][..8]), language.spelt(&seen[at % seen.len()]))
    };
    println!("saved searches filed, ms\t{:.0}", milliseconds(|| assert!(watch.met(&story(0)).len() < SAVED)));
    let mut count = 0;
    let met = |at: usize| {
        let story = story(at);
        milliseconds(|| count += watch.met(&story).len())
    };
    tell("100,000 saved searches held against a story", (0..300).map(met).collect());
    println!("of which it meets\t{:.0}", count as f64 / 300.0);
}
