//! Where does a relative address lead?
//!
//! Source: RFC 3986 section 5.2. Nothing is normalised: an address that is whole stays as it was written.

/// An address, taken from a base if it is relative; as it is where there is no base to take it from.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let reference = reference.trim();
    let Some((scheme, rest)) = base.split_once("://") else { return reference.to_owned() };
    let has_scheme = reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    if has_scheme || scheme.is_empty() {
        return reference.to_owned();
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    match reference.chars().next() {
        None => base.to_owned(),
        Some('/') if reference.starts_with("//") => format!("{scheme}:{reference}"),
        Some('/') => format!("{scheme}://{host}{}", tidy(reference)),
        Some('?') => format!("{scheme}://{host}{path}{reference}"),
        Some('#') => format!("{}{reference}", base.split('#').next().unwrap_or_default()),
        Some(_) => {
            let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
            format!("{scheme}://{host}{}", tidy(&format!("{folder}{reference}")))
        }
    }
}

/// A path without `.` and `..` (section 5.2.4); what stands behind `?` or `#` stays.
fn tidy(path: &str) -> String {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, rest) = path.split_at(end);
    let mut parts: Vec<&str> = Vec::new();
    let is_folder = path.ends_with(['/']) || path.ends_with("/.") || path.ends_with("/..");
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if is_folder && parts.last().is_none_or(|last| !last.is_empty()) {
        parts.push("");
    }
    format!("/{}{rest}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_address_is_taken_from_its_base() {
        for (reference, whole) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("..", "http://a/b/"),
            ("", "http://a/b/c/d;p?q"),
            ("mailto:x", "mailto:x"),
            ("http:g", "http:g"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), whole, "{reference}");
        }
        assert_eq!(resolve("http://a", "b"), "http://a/b");
        assert_eq!(resolve("urn:x", "b"), "b");
    }
}
