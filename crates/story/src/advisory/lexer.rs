//! What are the words, marks and quotations of an advisory line?

/// A word, a mark or a quotation, with the bytes it stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) sort: Sort,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    /// `,` and its kin.
    Comma,
    /// `;` and its kin.
    Semicolon,
    Stop,
    Colon,
    /// The text between quotation marks; `text` is without them.
    Quoted,
}

/// Cuts a line into pieces. Text in quotation marks is one piece, whatever it holds.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            at = next;
            continue;
        }
        if let Some(close) = closing(c)
            && let Some(length) = line[next..].find(close)
        {
            let end = next + length;
            let after = line[end..].chars().next().map_or(end, |c| end + c.len_utf8());
            out.push(Piece { text: &line[next..end], sort: Sort::Quoted, start: at, end: after });
            at = after;
            continue;
        }
        let length =
            line[at..].find(|c: char| c.is_whitespace() || closing(c).is_some()).unwrap_or(line.len() - at);
        let mut word = &line[at..at + length.max(c.len_utf8())];
        let end = at + word.len();
        let mut marks = Vec::new();
        while let Some(mark) = word.chars().next_back().filter(|c| mark_sort(*c).is_some()) {
            word = &word[..word.len() - mark.len_utf8()];
            marks.push((at + word.len(), mark));
        }
        if !word.is_empty() {
            out.push(Piece { text: word, sort: Sort::Word, start: at, end: at + word.len() });
        }
        for (start, mark) in marks.into_iter().rev() {
            let end = start + mark.len_utf8();
            out.push(Piece {
                text: &line[start..end],
                sort: mark_sort(mark).unwrap_or(Sort::Stop),
                start,
                end,
            });
        }
        at = end;
    }
    out
}

fn closing(c: char) -> Option<[char; 2]> {
    match c {
        '"' | '“' | '”' => Some(['"', '”']),
        '«' => Some(['»', '»']),
        _ => None,
    }
}

fn mark_sort(c: char) -> Option<Sort> {
    match c {
        ',' | '،' => Some(Sort::Comma),
        ';' | '؛' => Some(Sort::Semicolon),
        '.' => Some(Sort::Stop),
        ':' => Some(Sort::Colon),
        _ => None,
    }
}
