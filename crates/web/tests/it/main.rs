//! The whole site, as readers and editors meet it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod account;
mod api;
mod brought;
mod chat;
mod checker;
mod complaints;
mod coverage;
mod delivery;
mod desk;
mod diary;
mod discussion;
mod dossiers;
mod embargo;
mod ingest;
mod live;
mod log;
mod moves;
mod newsletters;
mod pages;
mod people;
mod pictures;
mod portal;
mod push;
mod quotes;
mod readers;
mod reading;
mod search;
mod security;
mod setup;
mod subscribers;
mod subscriptions;
mod telling;
mod topics;
mod websub;

/// Copy about a bridge, with so many paragraphs.
fn bridge(paragraphs: usize) -> String {
    let all = [
        "PORT MERRIN, October 12 (Meridian) - The old harbour bridge closed to lorries on Monday.",
        "Engineers found cracks in two of its piers, the port authority said.",
        "Ferries will carry goods until a detour is ready.",
        "The bridge opened in 1931 and was last repaired in 1988.",
    ];
    format!(
        "---\nslug: harbour-bridge\nbyline: Ida Marr\nkeywords: harbour, bridge\n---\nHarbour bridge closes to lorries\n\n{}\n",
        all[..paragraphs].join("\n\n")
    )
}
