//! How does a story's text look to those who read it on the desk or in the portal?

use serde::Serialize;
use story::{Content, DatelineStyle, House, Text};

/// A stretch of text under the same marks.
#[derive(Serialize)]
pub struct Run {
    text: String,
    strong: bool,
    emphasis: bool,
    link: Option<String>,
}

/// A paragraph.
#[derive(Serialize)]
pub struct Paragraph {
    role: String,
    number: Option<u32>,
    runs: Vec<Run>,
}

/// The picture above the text.
#[derive(Serialize)]
pub struct Picture {
    id: String,
    caption: String,
    credit: String,
    alt: String,
}

/// A story's text.
#[derive(Serialize)]
pub struct Reading {
    pub lang: String,
    pub dir: &'static str,
    pub headline: String,
    pub lead: Vec<Run>,
    pub dateline: Option<String>,
    pub paragraphs: Vec<Paragraph>,
    pub byline: Option<String>,
    pub picture: Option<Picture>,
    pub keywords: String,
    pub note: Option<String>,
}

/// The runs of a text.
pub fn runs(text: &Text) -> Vec<Run> {
    let all = text.runs().iter();
    all.map(|run| Run {
        text: run.text.clone(),
        strong: run.strong,
        emphasis: run.emphasis,
        link: run.link.clone(),
    })
    .collect()
}

/// A role by the word that the editor and the style sheet know.
pub fn role(role: story::Role) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(word)) => word,
        _ => "body".to_owned(),
    }
}

/// How a house writes a story's dateline.
pub fn dateline(content: &Content, house: &House) -> Option<String> {
    let home = content.placements.first().and_then(|home| house.edition(&home.edition));
    let style = home.map_or(DatelineStyle::default(), |edition| edition.dateline_style);
    content.dateline.as_ref().map(|dateline| dateline.write(&content.language, style))
}

impl Reading {
    /// The text of a story.
    pub fn of(content: &Content, house: &House) -> Reading {
        Reading {
            lang: content.language.to_string(),
            dir: content.language.direction().as_str(),
            headline: content.headline.clone(),
            lead: content.lead.as_ref().map(runs).unwrap_or_default(),
            dateline: dateline(content, house),
            paragraphs: content
                .numbered()
                .map(|(number, paragraph)| Paragraph {
                    role: role(paragraph.role),
                    number,
                    runs: runs(&paragraph.text),
                })
                .collect(),
            byline: content.byline.clone(),
            picture: content.picture.as_ref().map(|picture| Picture {
                id: picture.media.to_string(),
                caption: picture.caption.clone(),
                credit: picture.credit.clone(),
                alt: picture.alt.clone(),
            }),
            keywords: content.keywords.join(", "),
            note: content.note.clone(),
        }
    }
}
