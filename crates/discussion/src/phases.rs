//! What does a message pass through before it is seen? One list, in order.

use jiff::{SignedDuration, Timestamp};

use crate::plain::{folded, skeleton, words};
use crate::{Bucket, Rate, markup};
use story::words;

words! {
    /// A phase.
    Phase {
        /// Is it long enough and not too long?
        Length = "length",
        /// Is the discussion open, and what it answers still there?
        Open = "open",
        /// Was it said before?
        Repeat = "repeat",
        /// Does it hold words of the house's lists?
        Words = "words",
        /// How many links has it?
        Links = "links",
        /// How fast does its author write?
        Rate = "rate",
        /// What became of what its author said before?
        Record = "record",
        /// What does the outside checker say?
        Outside = "outside",
        /// Does the house look at everything of this kind first?
        Premoderation = "premoderation",
        /// Have readers reported it?
        Reports = "reports",
    }
}

words! {
    /// Why a phase stopped at a message; its author is told.
    Reason {
        /// It says too little.
        TooShort = "too-short",
        /// It is too long.
        TooLong = "too-long",
        /// The discussion is closed.
        Closed = "closed",
        /// Their account is too new for this discussion.
        TooNew = "too-new",
        /// What it answers is not there any more.
        NoParent = "no-parent",
        /// The same was said a moment ago.
        Repeated = "repeated",
        /// It holds a word that the house does not print.
        BannedWord = "banned-word",
        /// It holds a word that the house looks at.
        SuspectWord = "suspect-word",
        /// It has more links than may stand unseen.
        ManyLinks = "many-links",
        /// Its author has to wait.
        TooFast = "too-fast",
        /// Much of what its author said lately was taken out.
        Record = "record",
        /// The outside checker held or rejected it.
        Checker = "checker",
        /// Its author is new here.
        NewReader = "new-reader",
        /// Everything on this story is looked at first.
        StoryFirst = "story-first",
        /// Everything on this site is looked at first.
        SiteFirst = "site-first",
        /// Everything of this author is looked at first.
        PersonFirst = "person-first",
        /// Readers reported it.
        Reported = "reported",
    }
}

/// What a phase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is noted for moderators, and passes.
    Tag,
    /// It waits for a moderator.
    Hold,
    /// It is not taken.
    Reject,
}

impl Verdict {
    /// The word by which the store knows it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Tag => "tag",
            Verdict::Hold => "hold",
            Verdict::Reject => "reject",
        }
    }
}

/// What a phase found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which phase.
    pub phase: Phase,
    /// What it says.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What it stopped at: the word as it was typed, the number of links, the seconds to wait.
    pub detail: String,
}

/// The house's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The fewest characters.
    pub least: usize,
    /// The most characters.
    pub most: usize,
    /// Words that are not printed, each as it was written down.
    pub banned: Vec<String>,
    /// Words that are looked at.
    pub suspect: Vec<String>,
    /// How many links may stand unseen.
    pub links: usize,
    /// How long an account is new.
    pub new_for: SignedDuration,
    /// How many of a new reader's messages are looked at first.
    pub first: u32,
    /// The share of rejected messages from which somebody's are held, in percent; 0 for never.
    pub rejected_percent: u32,
    /// Whether everything is looked at first.
    pub all_first: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            least: 2,
            most: 3000,
            banned: Vec::new(),
            suspect: Vec::new(),
            links: 2,
            new_for: SignedDuration::from_hours(24),
            first: 1,
            rejected_percent: 30,
            all_first: false,
        }
    }
}

/// Who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Since when they are here.
    pub since: Timestamp,
    /// How many of their messages stand.
    pub standing: u32,
    /// How many of their last messages were taken out, of how many.
    pub rejected_of_last: (u32, u32),
    /// What they said in the last hour, the newest first.
    pub said: Vec<(Timestamp, String)>,
    /// Whether everything of theirs is looked at first.
    pub is_watched: bool,
    /// Whether they are known: of the newsroom, or an expert.
    pub is_known: bool,
}

/// Where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whether the discussion is open.
    pub is_open: bool,
    /// Whether what it answers, if anything, can be answered.
    pub has_parent: bool,
    /// Whether everything here is looked at first.
    pub is_watched: bool,
    /// The least time between two messages of one reader (slow mode); zero for none.
    pub slow: SignedDuration,
    /// How old an account has to be to write here; zero where it does not matter.
    pub least_age: SignedDuration,
}

/// What is to be said.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The text, as it was typed.
    pub text: &'a str,
    /// When.
    pub now: Timestamp,
    /// By whom.
    pub author: &'a Author,
    /// Where.
    pub place: &'a Place,
    /// By which rules.
    pub rules: &'a Rules,
}

type Look = fn(&Said<'_>) -> Option<Finding>;

/// The phases of the house, in order. What the outside checker says comes between the record and the last.
pub const ALL: [(Phase, Look); 8] = [
    (Phase::Length, length),
    (Phase::Open, open),
    (Phase::Repeat, repeat),
    (Phase::Words, house_words),
    (Phase::Links, links),
    (Phase::Rate, rate),
    (Phase::Record, record),
    (Phase::Premoderation, premoderation),
];

/// What came of the phases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Everything that was found, in order.
    pub findings: Vec<Finding>,
}

impl Decision {
    /// Why it is not taken, if it is not.
    pub fn rejection(&self) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.verdict == Verdict::Reject)
    }

    /// Whether it waits for a moderator.
    pub fn is_held(&self) -> bool {
        self.findings.iter().any(|finding| finding.verdict == Verdict::Hold)
    }
}

/// Passes a message through the phases, with what the outside checker found, if there is one. Nothing is looked at
/// behind a phase that does not take it.
pub fn decide(said: &Said<'_>, outside: Option<Finding>) -> Decision {
    let mut findings: Vec<Finding> = Vec::new();
    for (phase, look) in ALL {
        if phase == Phase::Premoderation {
            findings.extend(outside.clone());
        }
        findings.extend(look(said));
        if findings.last().is_some_and(|finding| finding.verdict == Verdict::Reject) {
            break;
        }
    }
    Decision { findings }
}

fn found(phase: Phase, verdict: Verdict, reason: Reason, detail: impl ToString) -> Option<Finding> {
    Some(Finding { phase, verdict, reason, detail: detail.to_string() })
}

fn length(said: &Said<'_>) -> Option<Finding> {
    let count = folded(said.text).chars().filter(|c| !c.is_whitespace()).count();
    if count < said.rules.least {
        return found(Phase::Length, Verdict::Reject, Reason::TooShort, said.rules.least);
    }
    if said.text.chars().count() > said.rules.most {
        return found(Phase::Length, Verdict::Reject, Reason::TooLong, said.rules.most);
    }
    None
}

fn open(said: &Said<'_>) -> Option<Finding> {
    match (said.place.is_open, said.place.has_parent) {
        (false, _) => found(Phase::Open, Verdict::Reject, Reason::Closed, ""),
        (true, false) => found(Phase::Open, Verdict::Reject, Reason::NoParent, ""),
        (true, true) => {
            let left = said.place.least_age - said.now.duration_since(said.author.since);
            let hours = (left.as_secs() + 3599) / 3600;
            let is_young = left.is_positive() && !said.author.is_known;
            is_young.then(|| found(Phase::Open, Verdict::Reject, Reason::TooNew, hours)).flatten()
        }
    }
}

fn repeat(said: &Said<'_>) -> Option<Finding> {
    let this = skeleton(said.text);
    let is_repeated = said.author.said.iter().any(|(_, text)| skeleton(text) == this);
    if is_repeated { found(Phase::Repeat, Verdict::Reject, Reason::Repeated, "") } else { None }
}

fn house_words(said: &Said<'_>) -> Option<Finding> {
    if let Some(word) = listed(said.text, &said.rules.banned) {
        return found(Phase::Words, Verdict::Reject, Reason::BannedWord, word);
    }
    let word = listed(said.text, &said.rules.suspect)?;
    found(Phase::Words, Verdict::Hold, Reason::SuspectWord, word)
}

/// The first word or run of words of a text that stands in a list, as it was typed. An entry that ends in `*` means all
/// words that begin so.
pub fn listed(text: &str, list: &[String]) -> Option<String> {
    let all = words(text);
    for entry in list {
        let parts: Vec<(String, bool)> = entry
            .split_whitespace()
            .map(|part| (bare(&skeleton(part.trim_end_matches('*'))), part.ends_with('*')))
            .filter(|(part, _)| !part.is_empty())
            .collect();
        if parts.is_empty() {
            continue;
        }
        let hit = all.windows(parts.len()).find(|window| {
            window.iter().zip(&parts).all(|((_, known), (part, is_start))| {
                let known = bare(known);
                if *is_start { known.starts_with(part.as_str()) } else { known == *part }
            })
        });
        if let Some(hit) = hit {
            return Some(hit.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" "));
        }
    }
    None
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn links(said: &Said<'_>) -> Option<Finding> {
    let count = markup::links(said.text).len();
    if count > said.rules.links && !said.author.is_known {
        return found(Phase::Links, Verdict::Hold, Reason::ManyLinks, count);
    }
    None
}

fn rate(said: &Said<'_>) -> Option<Finding> {
    if said.author.is_known {
        return None;
    }
    // Who is here long and well may write faster.
    let is_new = is_new(said);
    let rate = Rate::per(if is_new { 3 } else { 10 }, SignedDuration::from_mins(if is_new { 3 } else { 5 }));
    let mut before: Vec<Timestamp> = said.author.said.iter().map(|(at, _)| *at).collect();
    before.sort();
    let mut bucket = Bucket::full(before.first().copied().unwrap_or(said.now));
    for at in &before {
        let _ = bucket.take(rate, *at);
    }
    let slow = match before.last() {
        Some(last) if !said.place.slow.is_zero() => said.place.slow - said.now.duration_since(*last),
        _ => SignedDuration::ZERO,
    };
    let wait = bucket.take(rate, said.now).err().unwrap_or(SignedDuration::ZERO).max(slow);
    if wait <= SignedDuration::ZERO {
        return None;
    }
    found(Phase::Rate, Verdict::Reject, Reason::TooFast, wait.as_secs().max(1))
}

fn record(said: &Said<'_>) -> Option<Finding> {
    let (rejected, last) = said.author.rejected_of_last;
    let limit = said.rules.rejected_percent;
    if limit > 0 && last >= 5 && rejected * 100 >= limit * last && !said.author.is_known {
        return found(Phase::Record, Verdict::Hold, Reason::Record, format!("{rejected}/{last}"));
    }
    None
}

fn is_new(said: &Said<'_>) -> bool {
    said.now.duration_since(said.author.since) < said.rules.new_for
}

fn premoderation(said: &Said<'_>) -> Option<Finding> {
    let hold = |reason| found(Phase::Premoderation, Verdict::Hold, reason, "");
    if said.author.is_known {
        return None;
    }
    if said.rules.all_first {
        return hold(Reason::SiteFirst);
    }
    if said.place.is_watched {
        return hold(Reason::StoryFirst);
    }
    if said.author.is_watched {
        return hold(Reason::PersonFirst);
    }
    if said.author.standing < said.rules.first {
        return hold(Reason::NewReader);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap()
    }

    fn author() -> Author {
        Author {
            since: now() - SignedDuration::from_hours(24 * 30),
            standing: 20,
            rejected_of_last: (0, 20),
            said: Vec::new(),
            is_watched: false,
            is_known: false,
        }
    }

    fn place() -> Place {
        Place {
            is_open: true,
            has_parent: true,
            is_watched: false,
            slow: SignedDuration::ZERO,
            least_age: SignedDuration::ZERO,
        }
    }

    fn outcome(
        text: &str,
        author: &Author,
        place: &Place,
        rules: &Rules,
    ) -> Vec<(&'static str, &'static str, String)> {
        let said = Said { text, now: now(), author, place, rules };
        let findings = decide(&said, None).findings;
        findings.into_iter().map(|it| (it.verdict.as_str(), it.reason.as_str(), it.detail)).collect()
    }

    #[test]
    fn a_plain_message_of_somebody_known_passes_without_a_word() {
        assert_eq!(outcome("The ferry was late again.", &author(), &place(), &Rules::default()), []);
    }

    #[test]
    fn each_phase_says_its_reason_and_what_it_stopped_at() {
        let rules = Rules {
            banned: vec!["crook*".into(), "get rich".into()],
            suspect: vec!["scam".into()],
            most: 200,
            ..Rules::default()
        };
        let long = "word ".repeat(50);
        let links = "https://a.example https://b.example https://c.example";
        for (text, verdict, reason, detail) in [
            ("", "reject", "too-short", "2"),
            (" \u{200b}\u{200b}\u{200b} ", "reject", "too-short", "2"),
            (long.as_str(), "reject", "too-long", "200"),
            ("What crooks they are", "reject", "banned-word", "crooks"),
            ("GET  rich now", "reject", "banned-word", "GET rich"),
            ("A ѕ\u{200b}саm, I say", "hold", "suspect-word", "ѕ\u{200b}саm"),
            (links, "hold", "many-links", "3"),
        ] {
            assert_eq!(
                outcome(text, &author(), &place(), &rules),
                [(verdict, reason, detail.to_owned())],
                "{text}"
            );
        }
        // A word within a word is another word.
        assert_eq!(outcome("He scampered off", &author(), &place(), &rules), []);
    }

    #[test]
    fn where_an_account_has_to_be_of_age_a_younger_one_is_told_how_long_it_takes() {
        let place = Place { least_age: SignedDuration::from_hours(72), ..place() };
        let young = Author { since: now() - SignedDuration::from_hours(70), ..author() };
        let told = outcome("Hello there", &young, &place, &Rules::default());
        assert_eq!(told, [("reject", "too-new", "2".to_owned())]);
        let old = Author { since: now() - SignedDuration::from_hours(72), ..author() };
        assert_eq!(outcome("Hello there", &old, &place, &Rules::default()), []);
        let expert = Author { is_known: true, ..young };
        assert_eq!(outcome("Hello there", &expert, &place, &Rules::default()), []);
    }

    #[test]
    fn a_closed_discussion_takes_nothing_and_a_taken_out_message_no_answer() {
        let closed = Place { is_open: false, ..place() };
        assert_eq!(outcome("Well said", &author(), &closed, &Rules::default())[0].1, "closed");
        let orphan = Place { has_parent: false, ..place() };
        assert_eq!(outcome("Well said", &author(), &orphan, &Rules::default())[0].1, "no-parent");
    }

    #[test]
    fn the_same_words_twice_are_a_repeat_however_they_are_dressed() {
        let said = vec![(now() - SignedDuration::from_mins(20), "Buy my book".to_owned())];
        let author = Author { said, ..author() };
        assert_eq!(outcome("BUY my b\u{200b}ook", &author, &place(), &Rules::default())[0].1, "repeated");
        assert_eq!(outcome("Buy my house", &author, &place(), &Rules::default()), []);
    }

    #[test]
    fn who_writes_too_fast_is_told_how_long_to_wait() {
        let said = (0..10).map(|n| (now() - SignedDuration::from_secs(n), format!("{n}"))).collect();
        let fast = Author { said, ..author() };
        let told = outcome("Once more", &fast, &place(), &Rules::default());
        assert_eq!((told[0].0, told[0].1), ("reject", "too-fast"));
        assert!((1..=30).contains(&told[0].2.parse::<i64>().unwrap()), "{told:?}");
        assert_eq!(outcome("Once more", &Author { is_known: true, ..fast }, &place(), &Rules::default()), []);
        let said = vec![(now() - SignedDuration::from_secs(10), "a".to_owned())];
        let slow = Place { slow: SignedDuration::from_secs(60), ..place() };
        let told = outcome("Once more", &Author { said, ..author() }, &slow, &Rules::default());
        assert_eq!(told, [("reject", "too-fast", "50".to_owned())]);
    }

    #[test]
    fn what_is_looked_at_first_is_held_with_the_reason() {
        let rules = Rules::default();
        let new = Author { since: now(), standing: 0, ..author() };
        assert_eq!(outcome("Hello there", &new, &place(), &rules)[0].1, "new-reader");
        let watched = Author { is_watched: true, ..author() };
        assert_eq!(outcome("Hello there", &watched, &place(), &rules)[0].1, "person-first");
        let story = Place { is_watched: true, ..place() };
        assert_eq!(outcome("Hello there", &author(), &story, &rules)[0].1, "story-first");
        let all = Rules { all_first: true, ..Rules::default() };
        assert_eq!(outcome("Hello there", &author(), &place(), &all)[0].1, "site-first");
        let poor = Author { rejected_of_last: (6, 20), ..author() };
        assert_eq!(outcome("Hello there", &poor, &place(), &rules), [("hold", "record", "6/20".to_owned())]);
    }

    #[test]
    fn what_the_outside_checker_says_is_kept_among_the_rest() {
        let (author, place, rules) = (author(), place(), Rules { all_first: true, ..Rules::default() });
        let said = Said { text: "Hello there", now: now(), author: &author, place: &place, rules: &rules };
        let outside = Finding {
            phase: Phase::Outside,
            verdict: Verdict::Tag,
            reason: Reason::Checker,
            detail: "toxic 0.4".into(),
        };
        let decision = decide(&said, Some(outside));
        let phases: Vec<_> = decision.findings.iter().map(|it| it.phase).collect();
        assert_eq!(phases, [Phase::Outside, Phase::Premoderation]);
        assert!(decision.is_held() && decision.rejection().is_none());
    }
}
