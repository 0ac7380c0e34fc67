//! What a reader was told: answers, mentions, what became of their messages and reports.

use axum::response::Response;
use discussion::{NoteKind, markup};
use serde::Serialize;

use super::who::Account;
use crate::fault::Fault;
use crate::site::view::When;

#[derive(Serialize)]
struct Line {
    kind: &'static str,
    at: When,
    is_new: bool,
    by: String,
    text: String,
    headline: String,
    lang: String,
    dir: &'static str,
    href: String,
    detail: String,
}

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
}

/// The list; from now on it was seen.
pub async fn page(account: Account) -> Result<Response, Fault> {
    let notes = account.agency().notes(&account.reader).await?;
    let lines = notes.into_iter().map(|(note, about)| {
        let detail = match note.kind {
            NoteKind::Rejected => account.say(&format!("grounds-{}", note.detail), &[]),
            NoteKind::Report => account.say(&format!("report-state-{}", note.detail), &[]),
            _ => note.detail,
        };
        let mut line = Line {
            kind: note.kind.as_str(),
            at: account.when(note.at),
            is_new: note.seen_at.is_none(),
            by: String::new(),
            text: String::new(),
            headline: String::new(),
            lang: String::new(),
            dir: "auto",
            href: account.site.path("/account/standing"),
            detail,
        };
        if let Some((message, item)) = about {
            let content = &item.revision.content;
            line.by = message.author;
            line.text = markup::excerpt(&message.text, 140);
            line.headline = content.headline.clone();
            line.lang = content.language.to_string();
            line.dir = content.language.direction().as_str();
            let path = account.agency().story_path(&item);
            if !matches!(note.kind, NoteKind::Rejected | NoteKind::Appeal) {
                line.href = format!("{path}/discussion/{}", message.sequence);
            }
        }
        line
    });
    let view = View { lines: lines.collect() };
    account.page("reader/notes", "reader-notes", view)
}
