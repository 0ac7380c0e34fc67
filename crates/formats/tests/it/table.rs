//! The table in `docs/formats.md` is what the writers say they carry.

use std::fmt::Write as _;

use formats::{Field, Format};

#[test]
fn the_table_of_the_guide_is_what_the_formats_carry() {
    let mut table = String::from("|");
    for format in Format::ALL {
        write!(table, " | {format}").unwrap();
    }
    table.push_str(" |\n|---|");
    table.push_str(&":-:|".repeat(Format::ALL.len()));
    table.push('\n');
    for field in Field::ALL {
        write!(table, "| {}", field.as_str()).unwrap();
        for format in Format::ALL {
            table.push_str(if format.carries().contains(field) { " | ●" } else { " | " });
        }
        table.push_str(" |\n");
    }
    let guide = include_str!("../../../../docs/formats.md");
    assert!(guide.contains(&table), "the table in docs/formats.md is to be this:\n\n{table}");
}
