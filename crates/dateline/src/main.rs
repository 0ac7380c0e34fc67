//! Dateline: a news agency in one program.

fn main() {}
