#![allow(clippy::all, clippy::print_stdout, missing_docs, dead_code, clippy::unwrap_used)]
#[path = "../tests/it/copy.rs"]
mod copy;
use story::{compare::compare, *};
fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    for case in text.split("\n@@ ").filter(|c| !c.trim().is_empty()) {
        let (head, rest) = case.split_once('\n').unwrap();
        let (old, new) = rest.split_once("\n--- new\n").unwrap();
        let mut it = head.trim_start_matches("@@ ").split(' ');
        let name = it.next().unwrap();
        let kind: Kind = it.next().unwrap_or("update").parse().unwrap();
        let lang: Language = it.next().unwrap_or("en").parse().unwrap();
        let (old, new) = (copy::story(old, &lang), copy::story(new, &lang));
        let c = compare(&old, &new);
        let ch = c.changes(kind);
        println!("{name}: {:?}", advisory::write(&ch, NumberStyle::Suffix, &lang));
        for x in &ch {
            println!(
                "      {:?} {:?} {:?} {:?} {:?}->{:?}",
                x.verb, x.object, x.paragraphs, x.of, x.old, x.new
            );
        }
    }
}
