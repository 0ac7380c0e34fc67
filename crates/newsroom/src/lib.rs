//! The use cases: the only room that opens transactions and joins the others.
//!
//! [`Agency`] is a handle, cheap to clone. Each use case stands in a file of its own, named after what the
//! newsroom calls it.

pub mod views;
