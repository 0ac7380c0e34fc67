//! Dateline: a news agency in one program.

#[allow(dead_code)] // until `serve --demo` fills with it
mod demo;

fn main() {}
