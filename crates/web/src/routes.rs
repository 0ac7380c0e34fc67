//! Every address there is, on one screen. Paths of the public site stand below an edition.

use axum::Router;
use axum::routing::{get, post};

use crate::layers::limited;
use crate::options::Options;
use crate::site::{
    dossiers, embed, feeds, files, lists, log, machines, media, provider, quotes, search, staff, standing,
    story, topics, wrong,
};
use crate::{Web, api, client, desk, discussion, live, push, reader, subscribe, websub};

/// All routes, each within what its requests may carry.
pub fn routes(options: &Options) -> Router<Web> {
    let all = Router::new()
        // Reading
        .route("/", get(lists::front))
        .route("/newsfeed", get(lists::newsfeed))
        .route("/newsfeed/items", get(lists::newsfeed_panel))
        .route("/newsfeed/count", get(lists::newsfeed_count))
        .route("/most-read", get(lists::most_read))
        .route("/search", get(search::search))
        .route("/corrections", get(lists::corrections))
        .route("/authors/{author}", get(lists::author))
        .route("/topics", get(topics::all))
        .route("/topics/{topic}", get(topics::topic))
        .route("/quotes", get(quotes::page))
        .route("/quotes/{person}", get(quotes::person))
        .route("/dossiers", get(dossiers::all))
        .route("/dossiers/{topic}", get(dossiers::dossier))
        .route("/dossiers/{topic}/{entry}", get(dossiers::entry))
        .route("/{section}", get(lists::section))
        .route("/{section}/{year}/{month}/{day}/{story}", get(story::story))
        .route("/{section}/{year}/{month}/{day}/{story}/revisions/{which}", get(story::revision))
        .route("/{section}/{year}/{month}/{day}/{story}/since/{revision}", get(story::since))
        .route("/{section}/{year}/{month}/{day}/{story}/{file}", get(feeds::story))
        .route("/{section}/{year}/{month}/{day}/{story}/wrong", get(wrong::page).post(wrong::say))
        .route("/live", get(live::stream))
        // Readers and what they say
        .merge(reader::routes())
        .merge(discussion::routes())
        .merge(subscribe::routes())
        .merge(push::routes())
        .merge(websub::routes())
        // Standing pages and the reader's settings
        .route("/about", get(standing::about))
        .route("/contact", get(standing::contact))
        .route("/corrections-policy", get(standing::corrections_policy))
        .route("/privacy", get(standing::privacy))
        .route("/settings", get(standing::settings).post(standing::keep_settings))
        .route("/reader.css", get(standing::reader_css))
        // Machines
        .route("/feed.rss", get(feeds::rss))
        .route("/feed.atom", get(feeds::atom))
        .route("/feed.json", get(feeds::json))
        .route("/authors/{author}/{file}", get(feeds::author))
        .route("/topics/{topic}/{file}", get(feeds::topic))
        .route("/corrections/{file}", get(feeds::corrections))
        .route("/search/{file}", get(feeds::search))
        .route("/{section}/feed.rss", get(feeds::section_rss))
        .route("/{section}/feed.atom", get(feeds::section_atom))
        .route("/{section}/feed.json", get(feeds::section_json))
        .route("/log", get(log::page))
        .route("/log/checkpoint", get(log::checkpoint))
        .route("/log/key", get(log::key))
        .route("/log/witnessed", get(log::witnessed))
        .route("/log/tile/{*path}", get(log::tile))
        .route("/log/{entry}", get(log::entry))
        .route("/embed/{story}", get(embed::card))
        .route("/oembed", get(embed::oembed))
        .route("/sitemap.xml", get(machines::sitemap))
        .route("/news-sitemap.xml", get(machines::news_sitemap))
        .route("/robots.txt", get(machines::robots))
        .route("/manifest.webmanifest", get(machines::manifest))
        // The wire, for subscribers' machines
        .route("/api/wire", get(api::wire))
        .route("/api/wire/live", get(api::live))
        .route("/api/wire/test", get(api::rehearsal))
        .route("/api/wire/{token}/acknowledge", post(api::acknowledge))
        .route("/api/stories/{story}", get(api::story))
        .route("/api/stories/{story}/revisions", get(api::revisions))
        .route("/api/stories/{story}/since/{revision}", get(api::since))
        .route("/api/openapi.json", get(api::openapi))
        // The staff's door
        .route("/claim/{token}", get(staff::claim).post(staff::claim_password))
        .route("/sign-in", get(staff::sign_in).post(staff::enter))
        .route("/sign-in/code", post(staff::enter_code))
        .route("/sign-in/provider", get(provider::leave))
        .route("/sign-in/provider/return", get(provider::back))
        .route("/sign-out", post(staff::leave))
        .route("/setup", get(staff::setup).post(staff::set_up))
        // The newsroom, and the portal of its clients
        .merge(desk::routes())
        .merge(client::routes())
        // What pages are made of
        .route("/assets/{set}/{*path}", get(files::asset))
        .route("/media/{id}", get(media::file))
        .route("/media/{id}/{cut}", get(media::cut))
        .route("/healthz", get(files::healthz))
        .route("/readyz", get(files::readyz));
    // Files of other agencies are as large as pictures.
    let files_in = Router::new().route("/api/ingest", post(api::ingest));
    limited(all, options.body_limit)
        .merge(limited(desk::uploads().merge(files_in), options.upload_limit))
        .fallback(files::nowhere)
        .method_not_allowed_fallback(files::wrong_method)
}
