//! A piece of text with the few inline marks that news copy has.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A stretch of text under the same marks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// Set strong (`**…**` in plain copy).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Set with emphasis (`*…*` in plain copy).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// The address it leads to: `http`, `https` or `mailto` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Text with inline marks, as runs in order. No run is empty and no two neighbours have equal marks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Run>", into = "Vec<Run>")]
pub struct Text(Vec<Run>);

impl Text {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::from(vec![Run { text: text.into(), ..Run::default() }])
    }

    /// The runs in order.
    pub fn runs(&self) -> &[Run] {
        &self.0
    }

    /// The characters without the marks.
    pub fn as_plain(&self) -> Cow<'_, str> {
        match self.0.as_slice() {
            [] => Cow::Borrowed(""),
            [only] => Cow::Borrowed(&only.text),
            runs => Cow::Owned(runs.iter().map(|run| run.text.as_str()).collect()),
        }
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|run| run.text.trim().is_empty())
    }

    /// Whether an address may stand in a link: no script, no foreign scheme.
    pub fn is_safe_link(address: &str) -> bool {
        let lower = address.trim().to_ascii_lowercase();
        !address.chars().any(|c| c.is_control() || c.is_whitespace())
            && ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len())
    }
}

impl From<Vec<Run>> for Text {
    fn from(runs: Vec<Run>) -> Self {
        let mut out: Vec<Run> = Vec::with_capacity(runs.len());
        for mut run in runs {
            if run.text.is_empty() {
                continue;
            }
            run.link = run.link.filter(|address| Text::is_safe_link(address));
            match out.last_mut() {
                Some(last)
                    if (last.strong, last.emphasis, &last.link) == (run.strong, run.emphasis, &run.link) =>
                {
                    last.text.push_str(&run.text);
                }
                _ => out.push(run),
            }
        }
        Text(out)
    }
}

impl From<Text> for Vec<Run> {
    fn from(text: Text) -> Vec<Run> {
        text.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::plain(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_under_the_same_marks_become_one_run() {
        let run = |text: &str, strong| Run { text: text.into(), strong, ..Run::default() };
        let text = Text::from(vec![run("a", false), run("", true), run("b", false), run("c", true)]);
        assert_eq!(text.runs(), [run("ab", false), run("c", true)]);
        assert_eq!(text.as_plain(), "abc");
    }

    #[test]
    fn a_link_leads_only_where_a_reader_may_be_sent() {
        for good in ["https://a.example/b", "http://a.example", "mailto:desk@a.example", "HTTPS://A.example"]
        {
            assert!(Text::is_safe_link(good), "{good}");
        }
        for bad in
            ["javascript:alert(1)", "data:text/html,x", "//a.example", "/b", "https://", "java\nscript:x", ""]
        {
            assert!(!Text::is_safe_link(bad), "{bad}");
            let text = Text::from(vec![Run { text: "x".into(), link: Some(bad.into()), ..Run::default() }]);
            assert_eq!(text.runs()[0].link, None, "{bad}");
        }
    }
}
