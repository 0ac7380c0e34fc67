//! Which key does what? The one table behind the help; the scripts bind the same keys.

use axum::response::Response;
use serde::Serialize;

use super::who::Desk;
use crate::fault::Fault;

/// Keys that work in one place.
#[derive(Serialize)]
pub struct Group {
    /// The end of its message's key, `desk-keys-…`.
    name: &'static str,
    lines: &'static [Line],
}

/// One action.
#[derive(Serialize)]
pub struct Line {
    /// The end of its message's key, `desk-key-…`.
    name: &'static str,
    keys: &'static [&'static str],
}

const fn line(name: &'static str, keys: &'static [&'static str]) -> Line {
    Line { name, keys }
}

/// All keys of the desk.
pub const ALL: &[Group] = &[
    Group {
        name: "wire",
        lines: &[
            line("down", &["J", "↓"]),
            line("up", &["K", "↑"]),
            line("top", &["G"]),
            line("open", &["⏎"]),
            line("update", &["U"]),
            line("correct", &["C"]),
            line("hold", &["H"]),
            line("release", &["R"]),
            line("withdraw", &["X"]),
            line("new", &["N"]),
            line("drafts", &["D"]),
            line("filter", &["/"]),
            line("clear", &["Esc"]),
        ],
    },
    Group {
        name: "draft",
        lines: &[
            line("sheet", &["Ctrl", "⏎"]),
            line("back", &["Esc"]),
            line("save", &["Ctrl", "S"]),
            line("file", &["Ctrl", "Alt", "F"]),
            line("strong", &["Ctrl", "B"]),
            line("emphasis", &["Ctrl", "I"]),
            line("link", &["Ctrl", "K"]),
            line("plain", &["Ctrl", "Alt", "0"]),
            line("background", &["Ctrl", "Alt", "1"]),
            line("subhead", &["Ctrl", "Alt", "2"]),
            line("list", &["Ctrl", "Alt", "3"]),
            line("quote", &["Ctrl", "Alt", "4"]),
            line("note", &["Ctrl", "Alt", "5"]),
            line("undo", &["Ctrl", "Z"]),
            line("redo", &["Ctrl", "Y"]),
        ],
    },
    Group {
        name: "moderation",
        lines: &[
            line("message-down", &["J"]),
            line("message-up", &["K"]),
            line("approve", &["A"]),
            line("reject", &["X"]),
            line("undo-last", &["U"]),
        ],
    },
    Group { name: "everywhere", lines: &[line("help", &["?"])] },
];

/// The keys as a page of their own.
pub async fn page(desk: Desk) -> Result<Response, Fault> {
    desk.page("keys", "desk-keys", ())
}
