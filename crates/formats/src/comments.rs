//! Comments of other systems, read apart from stories: exports of Disqus (XML) and Coral (JSON), and those in exports of
//! WordPress.
//!
//! Source: the export of Disqus (`disqus`, `thread`, `post` with ids in the namespace `dsq`), and Coral's `users`, `stories`
//! and `comments`, as one JSON document or a line each.

use std::collections::HashMap;

use serde_json::Value;

use crate::item::{Author, Comment};
use crate::tree::Node;
use crate::{dates, html, tree};

/// The comments of one story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// What the story is known by there: its address, or its own id.
    pub story: String,
    /// What was said, in the order of the file.
    pub comments: Vec<Comment>,
}

/// Reads an export of comments.
///
/// # Errors
/// Says what a file is not.
pub fn read(bytes: &[u8]) -> Result<Vec<Thread>, String> {
    let text = String::from_utf8_lossy(bytes);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with(['{', '[']) {
        return coral(start);
    }
    let root = tree::read(start).map_err(|error| error.to_string())?;
    let disqus = if root.name() == "disqus" { Some(&root) } else { root.find("disqus") };
    if let Some(disqus) = disqus {
        return Ok(threads_of(disqus));
    }
    let document = crate::read(bytes).map_err(|error| error.to_string())?;
    let threads: Vec<Thread> = document
        .items
        .into_iter()
        .filter(|item| !item.comments.is_empty())
        .map(|item| Thread { story: item.id, comments: item.comments })
        .collect();
    if threads.is_empty() { Err("it holds no comments that can be read".into()) } else { Ok(threads) }
}

fn threads_of(disqus: &Node) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for node in disqus.nodes().filter(|node| node.name() == "thread") {
        let Some(id) = node.attribute("id") else { continue };
        let story = node.said("link").or_else(|| node.said("id")).unwrap_or_default();
        places.insert(id.to_owned(), threads.len());
        threads.push(Thread { story, comments: Vec::new() });
    }
    for node in disqus.nodes().filter(|node| node.name() == "post") {
        let id = |name: &str| node.find(name).and_then(|it| it.attribute("id")).map(str::to_owned);
        let is = |name: &str| node.said(name).is_some_and(|it| it == "true");
        let place = id("thread").and_then(|thread| places.get(&thread).copied());
        let (Some(place), Some(own)) = (place, node.attribute("id")) else { continue };
        if is("isDeleted") || is("isSpam") {
            continue;
        }
        let author = node.find("author");
        threads[place].comments.push(Comment {
            id: own.to_owned(),
            parent: id("parent"),
            author: Author {
                name: author.and_then(|it| it.said("name")).unwrap_or_default(),
                role: None,
                email: author.and_then(|it| it.said("email")),
                uri: None,
            },
            at: node.said("createdAt").and_then(|text| dates::read(&text)),
            text: html::plain(&node.find("message").map(Node::text).unwrap_or_default()),
            is_approved: true,
        });
    }
    threads.retain(|thread| !thread.comments.is_empty());
    threads
}

/// Everything that stands in a document or on a line of it.
fn rows(text: &str) -> Result<Vec<Value>, String> {
    let mut rows = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value.map_err(|error| format!("it is no JSON that can be read: {error}"))? {
            Value::Array(all) => rows.extend(all),
            Value::Object(whole) if whole.contains_key("comments") => {
                for (_, part) in whole {
                    if let Value::Array(all) = part {
                        rows.extend(all);
                    }
                }
            }
            one => rows.push(one),
        }
    }
    Ok(rows)
}

fn coral(text: &str) -> Result<Vec<Thread>, String> {
    let said = |row: &Value, name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let rows = rows(text)?;
    let mut users: HashMap<String, Author> = HashMap::new();
    let mut stories: HashMap<String, String> = HashMap::new();
    for row in &rows {
        let Some(id) = said(row, "id") else { continue };
        if let Some(name) = said(row, "username") {
            users.insert(id, Author { email: said(row, "email"), ..Author::named(name) });
        } else if let Some(url) = said(row, "url") {
            stories.insert(id, url);
        }
    }
    let mut threads: Vec<Thread> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in &rows {
        let (Some(id), Some(story)) = (said(row, "id"), said(row, "storyID")) else { continue };
        let status = said(row, "status").unwrap_or_else(|| "NONE".into());
        let last = row.get("revisions").and_then(Value::as_array).and_then(|all| all.last());
        let body = said(row, "body").or_else(|| last.and_then(|it| said(it, "body"))).unwrap_or_default();
        if status == "REJECTED" || body.is_empty() {
            continue;
        }
        let place = *places.entry(story.clone()).or_insert_with(|| {
            threads.push(Thread {
                story: stories.get(&story).cloned().unwrap_or_else(|| story.clone()),
                comments: Vec::new(),
            });
            threads.len() - 1
        });
        let author = said(row, "authorID").and_then(|it| users.get(&it).cloned()).unwrap_or_default();
        threads[place].comments.push(Comment {
            id,
            parent: said(row, "parentID"),
            author,
            at: said(row, "createdAt").and_then(|text| dates::read(&text)),
            text: html::plain(&body),
            is_approved: matches!(status.as_str(), "APPROVED" | "NONE"),
        });
    }
    if threads.is_empty() { Err("it holds no comments that can be read".into()) } else { Ok(threads) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_of_disqus_is_read_with_its_threads() {
        let text = r#"<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
            <thread dsq:id="7"><link>https://old.example/ferry</link><title>Ferry</title></thread>
            <post dsq:id="70"><message><![CDATA[<p>Late <b>again</b>.</p>]]></message><createdAt>2020-05-01T10:00:00Z</createdAt>
              <isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Nora</name><email>nora@reader.example</email></author>
              <thread dsq:id="7"/></post>
            <post dsq:id="71"><message>As ever.</message><createdAt>2020-05-01T11:00:00Z</createdAt><isDeleted>false</isDeleted>
              <isSpam>false</isSpam><author><name>Ivo</name></author><thread dsq:id="7"/><parent dsq:id="70"/></post>
            <post dsq:id="72"><message>Buy!</message><isDeleted>false</isDeleted><isSpam>true</isSpam><thread dsq:id="7"/></post>
        </disqus>"#;
        let threads = read(text.as_bytes()).unwrap();
        assert_eq!((threads.len(), threads[0].story.as_str()), (1, "https://old.example/ferry"));
        let [first, second] = &threads[0].comments[..] else { panic!("{threads:?}") };
        assert_eq!(
            (first.text.as_str(), first.author.email.as_deref()),
            ("Late again.", Some("nora@reader.example"))
        );
        assert_eq!((second.parent.as_deref(), second.author.name.as_str()), (Some("70"), "Ivo"));
    }

    #[test]
    fn comments_of_coral_are_read_whole_or_a_line_each() {
        let lines = r#"{"id":"u1","username":"Nora","email":"nora@reader.example"}
{"id":"s1","url":"https://old.example/ferry"}
{"id":"c1","storyID":"s1","authorID":"u1","body":"<div>Late again.</div>","createdAt":"2020-05-01T10:00:00.000Z","status":"APPROVED"}
{"id":"c2","storyID":"s1","authorID":"u9","parentID":"c1","revisions":[{"body":"A"},{"body":"As ever."}],"createdAt":"2020-05-01T11:00:00Z","status":"NONE"}
{"id":"c3","storyID":"s1","authorID":"u1","body":"Buy!","status":"REJECTED"}"#;
        let whole = r#"{"users":[{"id":"u1","username":"Nora","email":"nora@reader.example"}],"stories":[{"id":"s1","url":"https://old.example/ferry"}],
            "comments":[{"id":"c1","storyID":"s1","authorID":"u1","body":"Late again.","createdAt":"2020-05-01T10:00:00Z","status":"APPROVED"}]}"#;
        let threads = read(lines.as_bytes()).unwrap();
        assert_eq!(threads[0].story, "https://old.example/ferry");
        let texts: Vec<&str> = threads[0].comments.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["Late again.", "As ever."]);
        assert_eq!(read(whole.as_bytes()).unwrap()[0].comments[0].author.name, "Nora");
        for wrong in ["", "{", "{\"a\": 1}", "<rss/>", "plain"] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
