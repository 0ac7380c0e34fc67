//! The use cases: the only room that opens transactions and joins the others.

pub mod views;
