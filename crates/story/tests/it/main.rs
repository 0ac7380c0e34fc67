//! Claims about the story room at its boundary.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alignment;
mod alike;
mod copy;
mod corpus;
mod grammar;
mod moves;
mod properties;
mod verification;
