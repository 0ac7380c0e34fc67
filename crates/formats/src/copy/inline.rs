//! How are marks written inside a paragraph of plain copy?
//!
//! `**strong**`, `*emphasis*`, `[text](https://…)`, and a backslash before any sign that is to stand for
//! itself. Marks are toggles: one star switches emphasis, two strong, three both; a star that neither
//! opens before a word nor closes behind one, or that has no partner, is a star. A backslash before a
//! space keeps that space.
//!
//! Invariant: `read_inline(&write_inline(&text)) == text` for text without line ends, tabs and other
//! control characters, which become spaces.

use story::{Run, Text};

const STRONG: u8 = 2;
const EMPHASIS: u8 = 1;

/// One piece of the text as it stands, before it is known which stars are marks.
#[derive(Clone, Debug)]
enum Piece {
    Char(char),
    Stars { count: usize, toggles: u8 },
    Link(Option<usize>),
}

/// Reads the marks of one paragraph; runs of spaces, tabs and line ends count as one space.
pub fn read_inline(source: &str) -> Text {
    let source = single_spaced(source);
    let chars: Vec<char> = source.chars().collect();
    let (mut pieces, links) = pieces(&chars);
    pair_stars(&mut pieces);
    runs(&pieces, &links)
}

/// Reads the marks of a text in which tabs and line ends mean something (a table).
pub(super) fn read_inline_spaced(source: &str) -> Text {
    let chars: Vec<char> = source.chars().collect();
    let (mut pieces, links) = pieces(&chars);
    pair_stars(&mut pieces);
    runs(&pieces, &links)
}

/// Whether a backslash before it makes a sign stand for itself.
pub(super) fn is_escapable(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_control()
}

/// Takes the backslashes away: what the signs behind them stand for.
pub(super) fn unescape(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(&next) if c == '\\' && is_escapable(next) => {
                out.push(next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

/// Runs of spaces become one, the edges lose theirs; a space behind a backslash stays.
fn single_spaced(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut kept = 0;
    let mut gap = false;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' || c.is_control() || (c.is_whitespace() && out.is_empty()) {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(c);
        if c == '\\'
            && let Some(next) = chars.next_if(|next| is_escapable(*next))
        {
            out.push(next);
            kept = out.len();
        } else if !c.is_whitespace() {
            kept = out.len();
        }
    }
    out.truncate(kept);
    out
}

fn pieces(chars: &[char]) -> (Vec<Piece>, Vec<String>) {
    let mut pieces = Vec::with_capacity(chars.len());
    let mut links: Vec<String> = Vec::new();
    // Where the present `[` stands, if it may yet open a link.
    let mut open: Option<usize> = None;
    let mut at = 0;
    // Where the last sign behind a backslash ends.
    let mut kept = usize::MAX;
    while let Some(&c) = chars.get(at) {
        match c {
            '\\' if chars.get(at + 1).is_some_and(|next| is_escapable(*next)) => {
                pieces.push(Piece::Char(chars[at + 1]));
                at += 2;
                kept = at;
                continue;
            }
            '*' => {
                let count = chars[at..].iter().take_while(|c| **c == '*').count();
                let before = at.checked_sub(1).map(|at| chars[at]);
                // A kept space is no gap: the writer needs it inside marks.
                let closes = before.is_some_and(|c| !c.is_whitespace() || kept == at);
                let opens = chars.get(at + count).is_some_and(|c| !c.is_whitespace());
                pieces.push(Piece::Stars { count, toggles: u8::from(opens) << 1 | u8::from(closes) });
                at += count;
                continue;
            }
            '[' => {
                open = Some(pieces.len());
                pieces.push(Piece::Char('['));
            }
            ']' => {
                if let (Some(start), Some((address, end))) = (open.take(), address(&chars[at + 1..]))
                    && start + 1 < pieces.len()
                {
                    pieces[start] = Piece::Link(Some(links.len()));
                    links.push(address);
                    pieces.push(Piece::Link(None));
                    at += 1 + end;
                    continue;
                }
                pieces.push(Piece::Char(']'));
            }
            c => pieces.push(Piece::Char(c)),
        }
        at += 1;
    }
    (pieces, links)
}

/// `(https://…)` at the beginning of what follows, if it is an address a reader may be sent to.
fn address(chars: &[char]) -> Option<(String, usize)> {
    if chars.first() != Some(&'(') {
        return None;
    }
    let mut depth = 0_usize;
    let mut address = String::new();
    let mut at = 1;
    while let Some(&c) = chars.get(at) {
        match c {
            '\\' if chars.get(at + 1).is_some_and(|next| is_escapable(*next)) => {
                address.push(chars[at + 1]);
                at += 1;
            }
            ')' if depth == 0 => {
                return Text::is_safe_link(&address).then_some((address, at + 1));
            }
            c if c.is_whitespace() => return None,
            c => {
                match c {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                address.push(c);
            }
        }
        at += 1;
    }
    None
}

/// Settles which stars are marks. On entry `toggles` says whether the stars could open (2) or close (1);
/// on return it says which marks they switch.
fn pair_stars(pieces: &mut [Piece]) {
    for mark in [STRONG, EMPHASIS] {
        let mut opener: Option<usize> = None;
        let mut settled: Vec<usize> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let &Piece::Stars { count, toggles } = piece else { continue };
            if count > 3 || count & usize::from(mark) == 0 {
                continue;
            }
            match opener {
                None if toggles & 2 != 0 => opener = Some(at),
                Some(start) if toggles & 1 != 0 => {
                    settled.extend([start, at]);
                    opener = None;
                }
                _ => {}
            }
        }
        for at in settled {
            if let Piece::Stars { toggles, .. } = &mut pieces[at] {
                *toggles |= mark << 2;
            }
        }
    }
    for piece in pieces {
        if let Piece::Stars { toggles, .. } = piece {
            *toggles >>= 2;
        }
    }
}

fn runs(pieces: &[Piece], links: &[String]) -> Text {
    let mut runs: Vec<Run> = Vec::new();
    let mut now = Run::default();
    let mut turn = |now: &mut Run| {
        let text = std::mem::take(&mut now.text);
        if !text.is_empty() {
            runs.push(Run { text, ..now.clone() });
        }
    };
    for piece in pieces {
        match piece {
            Piece::Char(c) => now.text.push(*c),
            Piece::Link(link) => {
                turn(&mut now);
                now.link = link.map(|at| links[at].clone());
            }
            Piece::Stars { count, toggles } => {
                // Stars beyond those that switch something stand for themselves.
                now.text.extend(std::iter::repeat_n('*', count - usize::from(*toggles)));
                if *toggles != 0 {
                    turn(&mut now);
                    now.strong ^= toggles & STRONG != 0;
                    now.emphasis ^= toggles & EMPHASIS != 0;
                }
            }
        }
    }
    turn(&mut now);
    Text::from(runs)
}

/// Writes text with its marks, on one line.
pub fn write_inline(text: &Text) -> String {
    write_marks(text, false)
}

/// Writes the text of a table: tabs and line ends stay.
pub(super) fn write_inline_spaced(text: &Text) -> String {
    write_marks(text, true)
}

fn write_marks(text: &Text, spaced: bool) -> String {
    let mut out = String::new();
    let plain = Run::default();
    let runs = text.runs();
    let last = runs.len();
    for at in 0..=last {
        let before = at.checked_sub(1).map_or(&plain, |at| &runs[at]);
        let now = runs.get(at).unwrap_or(&plain);
        switch(&mut out, before, now);
        if at < last {
            write_run(&mut out, now, spaced, at + 1 == last);
        }
    }
    out
}

fn stars(before: &Run, now: &Run) -> usize {
    usize::from(before.strong != now.strong) * 2 + usize::from(before.emphasis != now.emphasis)
}

/// Ends the marks of one run and begins those of the next.
fn switch(out: &mut String, before: &Run, now: &Run) {
    if before.link == now.link {
        out.extend(std::iter::repeat_n('*', stars(before, now)));
        return;
    }
    // Around a link all marks end and begin, so that a link carries its own.
    let none = Run::default();
    let (ending, beginning) = (stars(before, &none), stars(&none, now));
    out.extend(std::iter::repeat_n('*', ending));
    if let Some(address) = &before.link {
        out.push_str("](");
        for c in address.chars() {
            if matches!(c, '(' | ')' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push(')');
    }
    if now.link.is_some() {
        out.push('[');
    }
    out.extend(std::iter::repeat_n('*', beginning));
}

fn write_run(out: &mut String, run: &Run, spaced: bool, is_last: bool) {
    let chars: Vec<char> = run.text.chars().collect();
    let marked = run.strong || run.emphasis || run.link.is_some();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1).copied();
        if spaced && matches!(c, '\t' | '\n') {
            out.push(c);
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            let c = if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
            // A space at the edge of the paragraph or beside another would be lost, one at the edge of
            // marked words would keep the stars from being marks.
            let cell_edge = |c: Option<char>| spaced && matches!(c, Some('\t' | '\n'));
            let first = out.is_empty() || marked && before.is_none() || cell_edge(before);
            let last = after.is_none() && (marked || is_last) || cell_edge(after);
            let doubled = c == ' ' && before.is_some_and(|c| c == ' ' || c.is_control());
            if first || last || doubled {
                out.push('\\');
            }
            out.push(c);
            continue;
        }
        let escape = match c {
            '\\' => true,
            '*' => {
                let alone = |beside: Option<char>| beside.is_some_and(char::is_whitespace);
                marked || !(alone(before) && alone(after))
            }
            '[' | ']' => run.link.is_some(),
            '(' => out.ends_with(']'),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, marks: u8, link: Option<&str>) -> Run {
        Run {
            text: text.into(),
            strong: marks & STRONG != 0,
            emphasis: marks & EMPHASIS != 0,
            link: link.map(Into::into),
        }
    }

    #[test]
    fn marks_are_read_as_they_are_typed() {
        let link = Some("https://a.example/b_(c)");
        for (source, expected) in [
            ("plain  words\nwrapped", vec![run("plain words wrapped", 0, None)]),
            ("a **b** c", vec![run("a ", 0, None), run("b", 2, None), run(" c", 0, None)]),
            ("*a* ***b***", vec![run("a", 1, None), run(" ", 0, None), run("b", 3, None)]),
            ("**a *b***", vec![run("a ", 2, None), run("b", 3, None)]),
            (
                "see [the *list*](https://a.example/b_(c)).",
                vec![run("see ", 0, None), run("the ", 0, link), run("list", 1, link), run(".", 0, None)],
            ),
            ("5 * 3 = 15", vec![run("5 * 3 = 15", 0, None)]),
            ("a footnote* and no more", vec![run("a footnote* and no more", 0, None)]),
            ("**open and never shut", vec![run("**open and never shut", 0, None)]),
            (r"\*not\* \[a](https://a.example)", vec![run("*not* [a](https://a.example)", 0, None)]),
            ("[x](javascript:alert(1))", vec![run("[x](javascript:alert(1))", 0, None)]),
            ("he [the minister] said", vec![run("he [the minister] said", 0, None)]),
            (r"C:\temp", vec![run(r"C:\temp", 0, None)]),
            ("", vec![]),
        ] {
            assert_eq!(read_inline(source), Text::from(expected), "{source}");
        }
    }

    #[test]
    fn plain_prose_is_written_as_it_stands() {
        for prose in ["He said 5 * 3 (or so) [sic] is - well - 15.", "#1 > #2", "a_b ~c"] {
            assert_eq!(write_inline(&Text::plain(prose)), prose);
        }
    }
}
