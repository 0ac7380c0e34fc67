//! Where do the figures stand, and on which machine were they taken?

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::Figures;

const PAPER: &str = "docs/benchmarks.md";
const HEAD: &str = "# Benchmarks\n\nEach section is written by the command that it names and can be repeated with it. Figures of \
                    different machines don't compare; ratios do.\n";

/// Puts the figures' section into the paper, in place of the one before.
///
/// # Errors
/// When the paper can't be read or written.
pub fn put(root: &Path, figures: &Figures) -> Result<()> {
    let path = root.join(PAPER);
    let old = fs::read_to_string(&path).unwrap_or_else(|_| HEAD.to_owned());
    fs::write(path, with_section(&old, figures.name, &format!("{}\n{}", machine(), figures.text)))?;
    Ok(())
}

fn with_section(paper: &str, name: &str, text: &str) -> String {
    let mut parts = paper.split("\n## ");
    let mut new = parts.next().unwrap_or_default().trim_end().to_owned();
    let section = format!("{name}\n\n{}", text.trim());
    let mut placed = false;
    for part in parts {
        let is_this = part.lines().next() == Some(name);
        placed |= is_this;
        new.push_str("\n\n## ");
        new.push_str(if is_this { &section } else { part.trim_end() });
    }
    if !placed {
        new.push_str("\n\n## ");
        new.push_str(&section);
    }
    new.push('\n');
    new
}

fn machine() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map(|rest| rest.trim_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let date = Command::new("date").args(["-u", "+%Y-%m-%d"]).output();
    let date =
        date.map(|answer| String::from_utf8_lossy(&answer.stdout).trim().to_owned()).unwrap_or_default();
    format!("{date}, {cores} cores of {}.\n", model.unwrap_or("an unnamed processor"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_replaces_only_itself() {
        let paper = "# Benchmarks\n\nHead.\n\n## page\n\nold\n\n## start\n\nkept\n";
        assert_eq!(
            with_section(paper, "page", "new"),
            "# Benchmarks\n\nHead.\n\n## page\n\nnew\n\n## start\n\nkept\n"
        );
        assert_eq!(with_section("# B\n", "page", "new"), "# B\n\n## page\n\nnew\n");
    }
}
