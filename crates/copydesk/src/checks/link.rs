//! 31. A link whose form says that it is wrong. Whether it answers is not asked: that wants a network.

use super::{Check, Example, Report, Run};
use crate::sheet::{Part, Sheet};
use crate::{Context, Severity};

pub const CHECK: Check = Check {
    number: 31,
    rule: "link",
    about: "addresses of this machine or a private network, with tracking, without encryption, broken ones",
    languages: &[],
    run: Run::Each(run),
    fires: &[
        Example::fires("More is at http://localhost:8080/x for all.", "http://localhost:8080/x"),
        Example::fires("More is at https://news.example/a?utm_source=mail for all.", "https://news.example/a?utm_source=mail"),
        Example::fires("More is at http://news.example/a for all.", "http://news.example/a"),
        Example::fires("More is at https://192.168.1.7/a for all.", "https://192.168.1.7/a"),
        Example::fires("More is at https://staging/a for all.", "https://staging/a"),
        Example::fires("More is at https://news.example/a?fbclid=1 for all.", "https://news.example/a?fbclid=1"),
        Example::fires("More is at https:/news.example/a for all.", "https:/news.example/a"),
    ],
    silent: &[
        Example::silent("More is at https://news.example/a for all."),
        Example::silent("More is at https://news.example/a?page=2."),
        Example::silent("The http protocol is old, she said."),
        Example::silent("Write to desk@news.example for more."),
        Example::silent("The [report](https://news.example/report) is out."),
        Example::silent("His local host was kind."),
    ],
};

/// Parameters that tell who sent a reader, and nothing that they get.
const TRACKING: &[&str] = &["utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=", "igshid=", "yclid=", "_openstat="];

fn fault(address: &str) -> Option<(Severity, &'static str)> {
    let lower = address.to_lowercase();
    let Some((scheme, rest)) = lower.split_once("://") else {
        return Some((Severity::Error, "the address is broken"));
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.strip_prefix('[').map_or_else(|| host.split(':').next().unwrap_or_default(), |v6| v6.trim_end_matches(']'));
    let is_private = host == "localhost"
        || host.ends_with(".local")
        || host.ends_with(".internal")
        || host == "::1"
        || ["127.", "10.", "192.168.", "169.254.", "0."].iter().any(|start| host.starts_with(start) && host.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
        || host.strip_prefix("172.").and_then(|rest| rest.split('.').next()?.parse::<u8>().ok()).is_some_and(|n| (16..32).contains(&n));
    match () {
        () if is_private => Some((Severity::Error, "this address is reached only from inside")),
        () if !host.contains('.') && !host.contains(':') => Some((Severity::Error, "this is no public address")),
        () if rest.contains("..") && host.contains("..") => Some((Severity::Error, "the address is broken")),
        () if TRACKING.iter().any(|mark| rest.contains(mark)) => Some((Severity::Warning, "take off what follows the reader")),
        () if scheme == "http" => Some((Severity::Note, "this is not encrypted: try https")),
        () => None,
    }
}

fn run(part: &Part, _: &Sheet, _: &Context<'_>, report: &mut Report<'_>) {
    let text = &part.passage.text;
    for start in ["http:/", "https:/"].iter().flat_map(|scheme| text.match_indices(scheme)).map(|(at, _)| at) {
        let end = text[start..].find(|c: char| c.is_whitespace() || matches!(c, '”' | '"' | '»' | '<' | '>')).map_or(text.len(), |at| at + start);
        let address = text[start..end].trim_end_matches(['.', ',', ')', ';', ':', '!', '?']);
        if let Some((severity, message)) = fault(address) {
            report.here(severity, start..start + address.len(), message);
        }
    }
    for (range, address) in &part.links {
        if address.starts_with("mailto:") || text.contains(address.as_str()) {
            continue;
        }
        if let Some((severity, message)) = fault(address) {
            report.here(severity, range.clone(), format!("{address}: {message}"));
        }
    }
}
