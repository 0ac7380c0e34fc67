//! Paragraphs as HTML: the markup that feeds, ninjs and NewsML-G2 carry. `html` reads it back as it was.

use story::{Paragraph, Role, Run};

use crate::xml::escape;

/// Paragraphs as HTML that is XHTML too. The dateline, if there is one, opens the first that has a number.
pub(crate) fn html(body: &[Paragraph], dateline: Option<&str>) -> String {
    let mut out =
        String::with_capacity(body.iter().map(|p| p.text.as_plain().len() + 16).sum::<usize>() + 64);
    let mut dateline = dateline;
    let mut is_list = false;
    for paragraph in body {
        if is_list != (paragraph.role == Role::ListItem) {
            out.push_str(if is_list { "</ul>\n" } else { "<ul>" });
            is_list = !is_list;
        }
        let runs = paragraph.text.runs();
        match paragraph.role {
            Role::Body => {
                out.push_str("<p>");
                open(&mut out, dateline.take());
                inline(&mut out, runs);
                out.push_str("</p>\n");
            }
            Role::Background | Role::Note | Role::Embed => {
                out.push_str("<p class=\"");
                out.push_str(class(paragraph.role));
                out.push_str("\">");
                inline(&mut out, runs);
                out.push_str("</p>\n");
            }
            Role::BlockQuote => wrapped(&mut out, "<blockquote><p>", runs, "</p></blockquote>\n"),
            Role::Subhead => wrapped(&mut out, "<h2>", runs, "</h2>\n"),
            Role::ListItem => wrapped(&mut out, "<li>", runs, "</li>"),
            Role::Table => {
                out.push_str("<table>");
                for row in paragraph.text.as_plain().lines() {
                    out.push_str("<tr>");
                    for cell in row.split('\t') {
                        out.push_str("<td>");
                        out.push_str(&escape(cell));
                        out.push_str("</td>");
                    }
                    out.push_str("</tr>");
                }
                out.push_str("</table>\n");
            }
        }
    }
    if is_list {
        out.push_str("</ul>\n");
    }
    out
}

/// The class by which a paragraph of a special kind is known.
pub(crate) fn class(role: Role) -> &'static str {
    match role {
        Role::Background => "background",
        Role::Note => "note",
        Role::Embed => "embed",
        Role::Body | Role::BlockQuote | Role::Subhead | Role::ListItem | Role::Table => "",
    }
}

/// The kind of a paragraph by its class.
pub(crate) fn role_of(class: &str) -> Option<Role> {
    [Role::Background, Role::Note, Role::Embed]
        .into_iter()
        .find(|role| class.split(' ').any(|word| word == self::class(*role)))
}

fn open(out: &mut String, dateline: Option<&str>) {
    if let Some(dateline) = dateline {
        out.push_str(&escape(dateline));
        out.push_str(DASH);
    }
}

/// What stands between the dateline and the text.
pub(crate) const DASH: &str = " - ";

fn wrapped(out: &mut String, before: &str, runs: &[Run], behind: &str) {
    out.push_str(before);
    inline(out, runs);
    out.push_str(behind);
}

/// Text with its marks.
pub(crate) fn inline(out: &mut String, runs: &[Run]) {
    for run in runs {
        if let Some(link) = &run.link {
            out.push_str("<a href=\"");
            out.push_str(&escape(link));
            out.push_str("\">");
        }
        out.push_str(if run.strong { "<strong>" } else { "" });
        out.push_str(if run.emphasis { "<em>" } else { "" });
        out.push_str(&escape(&run.text));
        out.push_str(if run.emphasis { "</em>" } else { "" });
        out.push_str(if run.strong { "</strong>" } else { "" });
        out.push_str(if run.link.is_some() { "</a>" } else { "" });
    }
}

/// Paragraphs as plain text, set apart by blank lines: list items and quotes as in plain copy.
pub(crate) fn plain(body: &[Paragraph], dateline: Option<&str>) -> String {
    let mut out = String::new();
    let mut dateline = dateline;
    for paragraph in body {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        if paragraph.role == Role::Body
            && let Some(dateline) = dateline.take()
        {
            out.push_str(dateline);
            out.push_str(DASH);
        }
        out.push_str(&paragraph.text.as_plain());
    }
    out
}

/// Takes a dateline that is known from elsewhere off the first paragraph, where it stands there too.
pub(crate) fn take_dateline(body: &mut [Paragraph], dateline: &str) {
    let Some(first) = body.iter_mut().find(|paragraph| paragraph.role == Role::Body) else { return };
    let mut runs: Vec<Run> = std::mem::take(&mut first.text).into();
    if let Some(run) = runs.first_mut()
        && let Some(rest) = run.text.strip_prefix(dateline)
    {
        let rest = rest.trim_start_matches([' ', '-', '–', '—', '\u{a0}']).to_owned();
        run.text = rest;
    }
    first.text = runs.into();
}

#[cfg(test)]
mod tests {
    use super::*;
    use story::{ParagraphId, Text};

    #[test]
    fn what_is_written_as_html_is_read_back_with_its_roles_and_marks() {
        let run = |text: &str, strong, emphasis, link: Option<&str>| Run {
            text: text.into(),
            strong,
            emphasis,
            link: link.map(str::to_owned),
        };
        let roles = [
            Role::Body,
            Role::Background,
            Role::BlockQuote,
            Role::Subhead,
            Role::ListItem,
            Role::ListItem,
            Role::Body,
            Role::Note,
            Role::Embed,
        ];
        let mut body: Vec<Paragraph> = roles
            .into_iter()
            .zip(1..)
            .map(|(role, id)| Paragraph {
                id: ParagraphId(id),
                role,
                text: Text::from(vec![
                    run("One <two> & ", false, false, None),
                    run("three", true, true, Some("https://a.example/?b=1&c=2")),
                    run(" four", true, false, None),
                ]),
            })
            .collect();
        let table = Paragraph { id: ParagraphId(10), role: Role::Table, text: Text::plain("a\tb\n1\t2") };
        body.push(table);
        assert_eq!(crate::html::paragraphs(&html(&body, None)), body);
        let mut read = crate::html::paragraphs(&html(&body, Some("TESSA, Oct 12 (Meridian)")));
        take_dateline(&mut read, "TESSA, Oct 12 (Meridian)");
        assert_eq!(read, body);
    }
}
