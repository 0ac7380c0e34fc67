//! Stories out of a few lines of copy.
//!
//! Lines `headline: …`, `dateline: …`, `lead: …`, `byline: …`, `caption: …` may stand first; then paragraphs
//! set apart by blank lines: `## ` subhead, `- ` list item, `> ` block quote, `[background] `, `[note] `,
//! `[table] `, `[embed] `.

use story::{Content, Dateline, Language, MediaId, Paragraph, ParagraphId, Picture, Role, Text};

/// Reads a story.
pub fn story(copy: &str, language: &Language) -> Content {
    let mut content = Content::new(language.clone(), "tessa-road", "A road is shut");
    for block in copy.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let mut rest = block;
        while let Some((line, after)) = head_line(rest) {
            let (field, value) = line;
            let value = value.trim().to_owned();
            match field {
                "headline" => content.headline = value,
                "lead" => content.lead = Some(Text::plain(value)),
                "byline" => content.byline = Some(value),
                "dateline" => {
                    content.dateline = Some(Dateline {
                        places: vec![value],
                        date: Some(jiff::civil::date(2026, 10, 12)),
                        source: None,
                    });
                }
                _ => {
                    content.picture = Some(Picture {
                        media: "01890000-0000-7000-8000-000000000001".parse::<MediaId>().unwrap(),
                        caption: value,
                        credit: "Dateline".into(),
                        alt: String::new(),
                    });
                }
            }
            rest = after.trim_start();
        }
        if rest.is_empty() {
            continue;
        }
        let roles = [
            ("## ", Role::Subhead),
            ("- ", Role::ListItem),
            ("> ", Role::BlockQuote),
            ("[background] ", Role::Background),
            ("[note] ", Role::Note),
            ("[table] ", Role::Table),
            ("[embed] ", Role::Embed),
        ];
        let (mark, role) =
            roles.into_iter().find(|(mark, _)| rest.starts_with(mark)).unwrap_or(("", Role::Body));
        let text = rest[mark.len()..].split_whitespace().collect::<Vec<_>>().join(" ");
        content.body.push(Paragraph { id: ParagraphId(0), role, text: Text::plain(text) });
    }
    content.number_new_paragraphs();
    content
}

fn head_line(text: &str) -> Option<((&str, &str), &str)> {
    let (line, after) = text.split_once('\n').unwrap_or((text, ""));
    let (field, value) = line.split_once(": ")?;
    ["headline", "lead", "byline", "dateline", "caption"].contains(&field).then_some(((field, value), after))
}

/// Reads an English story.
pub fn english(copy: &str) -> Content {
    story(copy, &Language::english())
}
